"""`make bench`: measure everything in one run and print one line a figure."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench import building, loading, mixed, posters


def main() -> None:
    """Every figure, as soon as it is there."""
    with tempfile.TemporaryDirectory() as folder:
        for module in (building, mixed, posters):
            for figure in module.figures(Path(folder)):
                print(figure, flush=True)
    for figure in loading.figures():
        print(figure, flush=True)


main()
