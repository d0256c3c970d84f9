"""Fitting (排版情况): how a poster came to fit on its sheet, in few words that a manifest keeps.

Reading a PDF takes a tenth of the time of making it, so it is read only where its type came near
what is too small; what has room enough was drawn to be legible, which tests hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from gongshi.printing.legibility import Remark, on_fit, on_missing, on_size, viewing_of
from gongshi.publication import Poster
from gongshi.render.poster import Printed

_NEAR = 0.8
"""Type of less than this, beside the size it was drawn for, is looked at."""

_PDF = b"%PDF"
_FITS = {True: "fits", False: "over"}
_UNMEASURED = "-"


@dataclass(frozen=True, slots=True)
class Fitting:
    """Fitting (排版情况): whether all is on the sheet, and what the font lacks.

    `smallest` are the points of the smallest type, None where there was room enough that nobody
    looked.
    """

    fits: bool
    smallest: float | None = None
    missing: str = ""

    @classmethod
    def of(cls, printed: Printed) -> Self:
        """How a poster that was just printed fits."""
        is_near = printed.scale < _NEAR and printed.content.startswith(_PDF)
        smallest = _smallest(printed.content) if is_near else None
        return cls(printed.fits, smallest, "".join(printed.missing))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What `as_text` wrote."""
        fits, smallest, missing = text.split(" ", 2)
        size = None if smallest == _UNMEASURED else float(smallest)
        return cls(fits == _FITS[True], size, missing)

    def as_text(self) -> str:
        """The fitting as one line.

        >>> Fitting(True, 8.4, "𓀀").as_text(), Fitting.from_text("over - ")
        ('fits 8.4 𓀀', Fitting(fits=False, smallest=None, missing=''))
        """
        size = _UNMEASURED if self.smallest is None else f"{self.smallest:.1f}"
        return f"{_FITS[self.fits]} {size} {self.missing}"

    def remarks(self, poster: Poster) -> Iterator[Remark]:
        """What keeps the poster from being read."""
        yield from on_fit(fits=self.fits)
        if self.fits and self.smallest is not None:
            yield from on_size(self.smallest, viewing_of(poster.paper, poster.edition))
        yield from on_missing(self.missing)


def _smallest(content: bytes) -> float:
    from gongshi.printing.measuring import smallest_type

    return smallest_type(content).size
