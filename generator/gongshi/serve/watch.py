"""Watch (察看): the state of every file that a site is made from, to compare with the next look.

Polling, on purpose: it works on network drives, in containers and on every system, where
notifications do not; the pause between two looks grows with what a look costs.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath

from gongshi.errors import MachineFailed
from gongshi.kinds import kinds
from gongshi.theme import layers, theme_for

_HIDDEN = (".", "~")
_LEFT_BY_EDITORS = ("~", ".swp", ".tmp")


def look(root: Path, day: date) -> dict[str, tuple[int, int]]:
    """Size and time (ns) of each file by its path, and the day, which changes pages too."""
    found = {f"{_DAY}{day}": (0, 0)}
    for folder in (*(root / one for one in _folders()), *_themes(root)):
        found.update(_below(folder))
    found.update(_state(str(root / "mkdocs.yml")))
    return found


def is_content(path: str) -> bool:
    """Whether a change there leaves templates and frames as they are."""
    return path.startswith(_DAY) or (path.endswith((".yaml", ".yml")) and "mkdocs.yml" not in path)


_DAY = "day "


@cache
def _folders() -> tuple[str, ...]:
    """The folders under the root that hold content: `content`, and where kinds keep theirs."""
    shelves = (PurePosixPath(kind.shelf("")).parts[0] for kind in kinds().values())
    return tuple(sorted({"content", *shelves}))


def _themes(root: Path) -> tuple[Path, ...]:
    try:
        return layers(theme_for(root))
    except MachineFailed:
        return (root / "theme",)


def _below(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for here, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(_HIDDEN)]
        for name in names:
            if not name.startswith(_HIDDEN) and not name.endswith(_LEFT_BY_EDITORS):
                yield from _state(f"{here}/{name}")


def _state(path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    try:
        state = os.stat(path)  # noqa: PTH116 - a hot path
    except OSError:
        return
    yield path, (state.st_size, state.st_mtime_ns)
