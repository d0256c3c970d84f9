"""Sheets (拼贴): how a large poster is cut into sheets of A4.

All lengths are millimetres. A poster's sheets overlap, so that they can be glued together; what a
printer cannot reach stays free around each.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from gongshi.paper import A4, Size

MARGIN = 10.0
"""What stays free around each sheet: printers do not reach the edge, and marks need the place."""

OVERLAP = 10.0
"""How far a sheet reaches over the one to its left and the one above."""

_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Tile:
    """Tile (拼贴页): one sheet of a poster that is glued together.

    `row` and `column` count from 1; `x`, `y`, `width`, `height` are what it shows of the poster.
    """

    row: int
    column: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tiling:
    """Tiling (拼贴): a poster cut into tiles, on sheets all of one size, row by row."""

    poster: Size
    sheet: Size
    rows: int
    columns: int
    tiles: tuple[Tile, ...]


def tiling_of(poster: Size, sheet: Size = A4) -> Tiling:
    """The fewest sheets that a poster takes, upright or on their side.

    >>> from gongshi.paper import SIZES
    >>> [len(tiling_of(SIZES[name]).tiles) for name in ("A3", "A2", "A1")]
    [4, 8, 15]
    """
    both = (_cut(poster, sheet.like(poster)), _cut(poster, sheet.like(poster).turned))
    return min(both, key=lambda one: len(one.tiles))


def _cut(poster: Size, sheet: Size) -> Tiling:
    """Tiles all of one size, so that none is a sliver."""
    columns = _count(poster.width, sheet.width - 2 * MARGIN)
    rows = _count(poster.height, sheet.height - 2 * MARGIN)
    wide, tall = _each(poster.width, columns), _each(poster.height, rows)
    tiles = tuple(
        Tile(row + 1, column + 1, column * (wide - OVERLAP), row * (tall - OVERLAP), wide, tall)
        for row in range(rows)
        for column in range(columns)
    )
    return Tiling(poster, sheet, rows, columns, tiles)


def _count(length: float, reach: float) -> int:
    """How many sheets a side takes: each but the first adds its reach less the overlap."""
    return max(1, ceil((length - OVERLAP) / (reach - OVERLAP) - _TINY))


def _each(length: float, count: int) -> float:
    """How much of a side each of so many sheets shows."""
    return (length + (count - 1) * OVERLAP) / count
