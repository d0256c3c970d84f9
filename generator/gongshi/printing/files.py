"""Print files (打印文件): where the files of a school's posters stand, under its folder."""

from __future__ import annotations

from gongshi.edition import Edition
from gongshi.publication import Page, Poster
from gongshi.week import Week

CENTRE = "print/"
"""The address of a school's print centre."""


def file_of(page: Page, poster: Poster) -> str:
    """A poster's file: beside its page where that has this very one, else in the print centre.

    There its name says what it is: `print/menus-2026-W47-a4-mono.pdf`.
    """
    if poster in page.posters:
        return f"{page.address}{poster.name}"
    traits = (poster.paper.sheet.lower(), *poster.edition.traits)
    suffix = "pdf" if poster.paper.is_printed else "png"
    return f"{CENTRE}{_slug(page)}-{'-'.join(traits)}.{suffix}"


def picture_of(page: Page) -> str:
    """The small picture of a page's poster: `print/menus-2026-W47.png`."""
    return f"{CENTRE}{_slug(page)}.png"


def pack_of(week: Week, edition: Edition) -> str:
    """A week in one file: `print/2026-W47.pdf`, `print/2026-W47-mono.pdf`."""
    return f"{CENTRE}{'-'.join((str(week), *edition.traits))}.pdf"


def _slug(page: Page) -> str:
    return page.address.strip("/").replace("/", "-")
