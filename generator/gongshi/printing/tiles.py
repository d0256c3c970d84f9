"""Tiles (拼贴版): a finished poster on sheets of A4, to be glued together on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from gongshi.formats.pdf import sheets_in
from gongshi.paper import Paper, Size
from gongshi.printing.sheets import MARGIN, OVERLAP, Tiling, tiling_of
from gongshi.publication import Poster, View
from gongshi.render.poster import Press


@dataclass(frozen=True, slots=True)
class TilesView(View):
    """A finished poster and how it is cut; `file` is its name beside the source."""

    title: str
    file: str
    pages: int
    tiling: Tiling
    margin: float
    overlap: float


def tiled(press: Press, content: bytes, size: Size, view: View, title: str) -> bytes:
    """A finished poster, brought to a size, on sheets of A4: page by page, row by row.

    It is as sharp as before, but no longer PDF/A nor PDF/UA: these sheets are for paper alone.
    """
    name = f"{sha256(content).hexdigest()[:16]}.pdf"
    made = TilesView(
        county=view.county,
        school=view.school,
        address=view.address,
        url=view.url,
        title=title,
        file=name,
        pages=sheets_in(content),
        tiling=tiling_of(size),
        margin=MARGIN,
        overlap=OVERLAP,
    )
    poster = Poster("tiles.pdf", "tiles", Paper.A4_PORTRAIT, made)
    return press.press(poster, press.source(poster), {name: content}).content
