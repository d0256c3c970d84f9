"""What loading costs: our menus into frozen models, beside PyYAML's C loader into plain data."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from tests.bench.figure import Figure

from gongshi.document import Reading
from gongshi.errors import InvalidContent
from gongshi.food import DishBook
from gongshi.kinds.menu import Menu
from gongshi.load import read_source
from gongshi.validate import model_of

ROOT = Path(__file__).parents[2]
PROBLEMS = ROOT / "tests" / "broken" / "menu" / "1000-problems.yaml"
ROUNDS = 15


def figures() -> Iterator[Figure]:
    """How many times a bare load a validated load takes; how long 1,000 problems take to tell."""
    files = {path.stem: path.read_bytes() for path in sorted((ROOT / "menus").glob("*/2*/*.yaml"))}
    book = model_of(
        DishBook,
        read_source("menus/dishes.yaml", (ROOT / "menus" / "dishes.yaml").read_bytes()),
        Reading(""),
    )

    def bare() -> None:
        for raw in files.values():
            yaml.load(raw, Loader=yaml.CSafeLoader)

    def ours() -> None:
        for week, raw in files.items():
            model_of(Menu, read_source(f"{week}.yaml", raw), Reading(week, book))

    times = [(_seconds(bare), _seconds(ours)) for _ in range(ROUNDS)]
    ratio = min(our for _, our in times) / min(plain for plain, _ in times)
    yield Figure("loading and validating menus", ratio, "× CSafeLoader", 1.5, most=True)
    told = min(_seconds(lambda: _told(PROBLEMS.read_bytes())) for _ in range(3))
    yield Figure("telling 1,000 problems", told, "s", 0.5, most=True)


def _told(raw: bytes) -> None:
    try:
        model_of(Menu, read_source("2026-W47.yaml", raw), Reading("2026-W47"))
    except InvalidContent as error:
        _count([str(problem) for problem in error.problems])


def _count(lines: list[str]) -> None:
    assert len(lines) == 1000


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    for figure in figures():
        print(figure)
