"""Measuring (测量): the legibility of a finished poster, from its PDF alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from gongshi.colours import LEGIBLE, contrast, grey
from gongshi.formats.laid_out import (
    Colour,
    Letter,
    Picture,
    Surface,
    codes,
    pictures,
    surfaces,
)
from gongshi.formats.qr import qr
from gongshi.printing.legibility import POINT, Faintest, Legibility, Smallest, Viewing
from gongshi.printing.lines import longest_line

_LARGE_TYPE = 18
_OF_LARGE_TYPE = 3.0
"""From how many points on less contrast will do, and how much (WCAG 2.2, 1.4.3)."""


def legibility_of(content: bytes, viewing: Viewing) -> Legibility:
    """The legibility of a poster, given as a PDF."""
    found = surfaces(content)
    return Legibility(
        viewing=viewing,
        smallest=_smallest(found),
        faintest=_faintest(found, pictures(content, _FINE, texts=False)),
        line=max(round(longest_line(one)) for one in found),
        module=_module(content, viewing),
    )


_FINE = 144
"""Dots an inch at which the ground of a small badge is not all edge."""


def smallest_type(content: bytes) -> Smallest:
    """The smallest type of a poster's text; what is beside it, as readings are, does not count."""
    return _smallest(surfaces(content))


def _smallest(found: Iterable[Surface]) -> Smallest:
    letters = [one for surface in found for one in surface.letters if _is_text(one)]
    if not letters:
        return Smallest(_LARGE_TYPE, "")
    least = min(letters, key=lambda one: one.size)
    return Smallest(least.size, _words(letters, least))


def _is_text(letter: Letter) -> bool:
    return letter.tag is not None and not letter.text.isspace()


_SAID = 16


def _words(letters: Iterable[Letter], one: Letter) -> str:
    """What was written in one go with a letter, or its beginning."""
    return "".join(other.text for other in letters if other.run == one.run)[:_SAID]


def _faintest(found: tuple[Surface, ...], behind: tuple[Picture, ...]) -> Faintest:
    pairs = zip(found, behind, strict=True)
    return min(
        (one for surface, ground in pairs for one in _contrasts(surface, ground)),
        key=lambda one: min(one.contrast, one.in_grey) / one.asked,
        default=Faintest(21, 21, LEGIBLE, ""),
    )


def _contrasts(surface: Surface, ground: Picture) -> Iterator[Faintest]:
    """The least contrast of each run of letters; what is beside the text may be an ornament."""
    worst: dict[int, tuple[float, Letter, Colour]] = {}
    for letter in surface.letters:
        if not _is_text(letter):
            continue
        for colour in _behind(letter, ground):
            found = _contrast(letter.colour, colour)
            if letter.run not in worst or found < worst[letter.run][0]:
                worst[letter.run] = (found, letter, colour)
    for in_colour, letter, colour in worst.values():
        in_grey = contrast(grey(_hex(letter.colour)), grey(_hex(colour)))
        asked = _OF_LARGE_TYPE if letter.size >= _LARGE_TYPE else LEGIBLE
        yield Faintest(in_colour, in_grey, asked, _words(surface.letters, letter))


def _behind(letter: Letter, ground: Picture) -> Iterator[Colour]:
    """What stands behind a letter, in its middle and near its corners."""
    box = letter.box
    for across, down in ((0.5, 0.5), (0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
        x = box.left + across * (box.right - box.left)
        yield ground.colour_at(x, box.top + down * (box.bottom - box.top))


@lru_cache(maxsize=4096)
def _contrast(one: Colour, other: Colour) -> float:
    return contrast(_hex(one), _hex(other))


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _module(content: bytes, viewing: Viewing) -> float | None:
    """The least part of the smallest QR code that a camera finds."""
    modules = [
        one.side / qr(one.says).size * viewing.point / POINT
        for page in codes(content, viewing.ppi)
        for one in page
    ]
    return min(modules, default=None)
