"""Tiles (拼贴版): a finished poster on sheets of A4, to be glued together on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from gongshi.formats.pdf import sheets_in
from gongshi.paper import A4, Paper
from gongshi.printing.sheets import MARGIN, OVERLAP, Tiling, tiling_of
from gongshi.publication import Poster, Setting, View
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


def tiled(press: Press, setting: Setting, poster: Poster, content: bytes, title: str) -> bytes:
    """A finished poster on sheets of A4, page by page, row by row, in the edition it is given.

    It is as sharp as before, but no longer PDF/A nor PDF/UA: these sheets are for paper alone.
    """
    name = f"{sha256(content).hexdigest()[:16]}.pdf"
    view = TilesView(
        county=setting.county,
        school=setting.school,
        address=f"{setting.school.code}/",
        url=setting.url(""),
        title=title,
        file=name,
        pages=sheets_in(content),
        tiling=tiling_of(poster.paper.size or A4),
        margin=MARGIN,
        overlap=OVERLAP,
    )
    tiles = Poster("tiles.pdf", "tiles", Paper.A4_PORTRAIT, view, edition=poster.edition)
    return press.press(tiles, press.source(tiles), {name: content}).content
