"""What is wrong with a poster as it is laid out: measured on the finished PDF, not asked of Typst.

PDFium says where every letter stands. A letter is seen where taking it away changes the picture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from PIL import Image, ImageChops

from gongshi.formats.laid_out import Box, Letter, Picture, Surface, pictures, surfaces


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a poster: what, on which page, where and with which words."""

    what: str
    page: int
    where: Box
    words: str

    def __str__(self) -> str:
        """The fault as one line."""
        box = self.where
        place = f"{box.left:.1f} {box.top:.1f} {box.right:.1f} {box.bottom:.1f} mm"
        return f"{self.what}: {self.words!r} on page {self.page} at {place}"


def faults(content: bytes) -> Iterator[Fault]:
    """Letters beyond the page, over one another, or hidden, one a line of text at most."""
    for number, (surface, seen) in enumerate(
        zip(surfaces(content), _inks(content), strict=True), 1
    ):
        for what, found in (
            ("beyond the page", beyond(surface)),
            ("one over the other", over_one_another(surface)),
            ("cut or hidden", hidden(surface, seen)),
        ):
            told: set[int] = set()
            for letter in found:
                if letter.run not in told:
                    told.add(letter.run)
                    words = "".join(one.text for one in surface.letters if one.run == letter.run)
                    yield Fault(what, number, letter.box, words[:40])


_TINY = 0.05


def beyond(surface: Surface) -> Iterator[Letter]:
    """Letters that are not on the page with all of their ink."""
    for letter in surface.letters:
        box = letter.box
        if (
            min(box.left, box.top) < -_TINY
            or box.right > surface.width + _TINY
            or box.bottom > surface.height + _TINY
        ):
            yield letter


_SHARE = 0.2
"""How much of the smaller of two letters another may cover: kerned letters touch."""


def over_one_another(surface: Surface) -> Iterator[Letter]:
    """Letters whose ink lies on that of another, as where lines run into one another.

    Those of one run do not count: two letters of a ligature have the same box. Nor do neighbours
    in scripts whose marks reach over the letters beside them.
    """
    cells: dict[tuple[int, int], list[tuple[int, Letter]]] = defaultdict(list)
    for place, letter in enumerate(one for one in surface.letters if one.text.strip()):
        near = list(_cells(letter.box))
        others = {at: other for cell in near for at, other in cells[cell]}
        if any(
            other.run != letter.run
            and _cover(letter.box, other.box) > _SHARE
            and not (place - at < _BESIDE and _REACHES.match(letter.text + other.text))
            for at, other in others.items()
        ):
            yield letter
        for cell in near:
            cells[cell].append((place, letter))


_BESIDE = 5
_REACHES = re.compile("[\u0600-\u08ff\u0e00-\u0fff\u1800-\u18af\ufb50-\ufefc]{2}")
"""Two letters that are Arabic, Thai, Lao, Tibetan or Mongolian."""

_CELL = 10.0


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    """The squares of a grid that a box touches."""
    for x in range(int(box.left // _CELL), int(box.right // _CELL) + 1):
        for y in range(int(box.top // _CELL), int(box.bottom // _CELL) + 1):
            yield x, y


def _cover(one: Box, other: Box) -> float:
    """How much of the smaller of two boxes lies in the other, 0 to 1."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(_area(one), _area(other))
    return wide * high / least if wide > 0 and high > 0 and least > 0 else 0


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


@dataclass(frozen=True)
class Ink:
    """Which dots of a page change when its text is taken away, `dots` of them a millimetre."""

    picture: Image.Image
    dots: float

    def found_in(self, box: Box) -> Box | None:
        """The part of a box that is filled, if any is."""
        around = (
            int(box.left * self.dots),
            int(box.top * self.dots),
            int(box.right * self.dots) + 1,
            int(box.bottom * self.dots) + 1,
        )
        found = self.picture.crop(around).getbbox()
        if found is None:
            return None
        left, top = around[:2]
        sides = (left + found[0], top + found[1], left + found[2], top + found[3])
        return Box(*(side / self.dots for side in sides))


def hidden(surface: Surface, ink: Ink) -> Iterator[Letter]:
    """Letters that cannot be seen, and those of lines of which an edge cannot be seen.

    Cut by the edge of something, or behind it. A letter's own edges do not count, as the reader
    parts the box of two letters that are one drawing.
    """
    runs: dict[int, list[Letter]] = defaultdict(list)
    for letter in surface.letters:
        if letter.text.strip():
            runs[letter.run].append(letter)
            if ink.found_in(letter.box) is None and not _is_thin(letter.box, ink):
                yield letter
    for letters in runs.values():
        whole = reduce(Box.with_, (letter.box for letter in letters))
        if not _is_thin(whole, ink) and not _fills(ink.found_in(whole), whole, ink):
            yield letters[0]


_THIN = 1.5
"""How many dots of a dash may be too pale to see at all."""


def _is_thin(box: Box, ink: Ink) -> bool:
    return min(box.right - box.left, box.bottom - box.top) * ink.dots < _THIN


def _fills(found: Box | None, box: Box, ink: Ink) -> bool:
    """Whether what is seen reaches all sides of a box, but for the pale edges of letters."""
    if found is None:
        return False
    slack = max(2 / ink.dots, 0.15 * (box.bottom - box.top))
    gaps = (
        found.left - box.left,
        found.top - box.top,
        box.right - found.right,
        box.bottom - found.bottom,
    )
    return max(gaps) < slack


_ACROSS = 1000
"""Dots along the shorter side of a page: letters of 6 pt are 9 dots high on A4."""
_MOST_DOWN = 30_000
"""Dots along the longer side, which is endless on a phone."""
_PALE = 10
"""How little a dot may change and still count: the edges of letters are grey."""


def _inks(content: bytes) -> Iterator[Ink]:
    pages = surfaces(content)
    across = _ACROSS / min(min(one.width, one.height) for one in pages)
    down = _MOST_DOWN / max(max(one.width, one.height) for one in pages)
    ppi = min(across, down) * 25.4
    both = (map(_image, pictures(content, ppi, texts=texts)) for texts in (True, False))
    for shown, behind in zip(*both, strict=True):
        changed = ImageChops.difference(shown, behind).convert("L")
        yield Ink(changed.point([0] * _PALE + [255] * (256 - _PALE)), ppi / 25.4)


def _image(picture: Picture) -> Image.Image:
    size = (picture.width, picture.height)
    return Image.frombuffer("RGB", size, picture.pixels, "raw", "RGB", picture.stride, 1)
