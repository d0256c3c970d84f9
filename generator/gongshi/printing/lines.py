"""Lines (行): the letters of a page put together to lines, and lines to running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.formats.laid_out import POINT, Box, Letter, Surface


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: where it stands, and the size of its type in points."""

    box: Box
    size: float

    @property
    def characters(self) -> float:
        """How many Chinese characters would fill it."""
        return (self.box.right - self.box.left) / (self.size * POINT)


def longest_line(surface: Surface) -> float:
    """The characters of the longest line of running text; 0 where a page has none."""
    return max((line.characters for text in running_text(surface) for line in text), default=0)


_FEWEST = 3
"""So many lines, one below the other, are running text; less is a heading or a cell."""


def running_text(surface: Surface) -> Iterator[tuple[Line, ...]]:
    """Lines of one size that follow one another down the page, three and more."""
    text: list[Line] = []
    for line in lines(surface):
        if text and not _goes_on_below(text[-1], line):
            if len(text) >= _FEWEST:
                yield tuple(text)
            text = []
        text.append(line)
    if len(text) >= _FEWEST:
        yield tuple(text)


def lines(surface: Surface) -> Iterator[Line]:
    """The lines of a page, in the order in which they are written."""
    line: Line | None = None
    for letter in surface.letters:
        if letter.tag is None or letter.text.isspace():
            continue
        if line is not None and _goes_on(line, letter):
            line = Line(line.box.with_(letter.box), line.size)
        else:
            if line is not None:
                yield line
            line = Line(letter.box, letter.size)
    if line is not None:
        yield line


def _goes_on(line: Line, letter: Letter) -> bool:
    """Whether a letter stands right of a line, in its height, hardly away from it."""
    gap = letter.box.left - line.box.right
    return letter.size == line.size and _is_level(line.box, letter.box) and -1 < gap < _em(line)


def _is_level(one: Box, other: Box) -> bool:
    return one.top < (other.top + other.bottom) / 2 < one.bottom


def _goes_on_below(line: Line, following: Line) -> bool:
    """Whether a line follows another in the same text: a line lower, begun at the same edge."""
    down = (following.box.top - line.box.top) / _em(line)
    across = abs(following.box.left - line.box.left) / _em(line)
    return following.size == line.size and 1 < down < 2.4 and across < 2.2


def _em(line: Line) -> float:
    return line.size * POINT
