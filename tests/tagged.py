"""The tree of tags of a PDF as a reading program follows it: an independent reader, on pikepdf.

What a piece of content says are the letters that bear its number (PDFium finds them); what no tag
leads to is not read aloud.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pikepdf

from gongshi.formats.laid_out import surfaces


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of content: the tags it stands in, the outermost first, and what it says.

    `alt` is what the innermost tag that says so has to be read instead, `language` in which it is
    read; `page` and `number` find it; a link or a field of a form has no number.
    """

    tags: tuple[str, ...]
    says: str
    alt: str | None
    language: str
    page: int
    number: int | None


def pieces(content: bytes) -> Iterator[Piece]:
    """All content that tags lead to, in the order in which it is read."""
    said = spoken(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        below = partial(_below, pages=pages, said=said, languages=_languages(pdf))
        around = Piece((), "", None, str(pdf.Root.Lang), -1, None)
        for element in listed(pdf.Root.StructTreeRoot.get("/K")):
            yield from below(element, around)


def read_aloud(content: bytes) -> str:
    """All that a reading program says, in its order, without any space."""
    return "".join("".join(piece.says.split()) for piece in pieces(content))


def spoken(content: bytes) -> dict[tuple[int, int], str]:
    """The text of every piece of content that bears a number, by page and number."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    for page, surface in enumerate(surfaces(content)):
        for letter in surface.letters:
            if letter.tag is not None:
                found[page, letter.tag] += letter.text
    return found


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every tag of an open PDF, in the order in which it is read."""
    waiting = listed(pdf.Root.StructTreeRoot.get("/K"))[::-1]
    while waiting:
        element = waiting.pop()
        if is_tag(element):
            yield element
            waiting += listed(element.get("/K"))[::-1]


def listed(kids: Any) -> list[Any]:
    """What a tag holds: nothing, one or several."""
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def is_tag(kid: Any) -> bool:
    """Whether what a tag holds is a tag, and not content."""
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


_OWN_LANGUAGE = re.compile(rb"/MCID (\d+)/Lang\(([^)]*)\)")


def _languages(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """The language of each piece of content that has one of its own, by page and number."""
    return {
        (place, int(number)): language.decode()
        for place, page in enumerate(pdf.pages)
        for number, language in _OWN_LANGUAGE.findall(page.obj.Contents.read_bytes())
    }


def _below(
    element: Any,
    around: Piece,
    *,
    pages: dict[Any, int],
    said: dict[tuple[int, int], str],
    languages: dict[tuple[int, int], str],
) -> Iterator[Piece]:
    here = replace(
        around,
        tags=(*around.tags, str(element.S).removeprefix("/")),
        alt=str(element.Alt) if "/Alt" in element else around.alt,
        language=str(element.Lang) if "/Lang" in element else around.language,
        page=pages[element.Pg.objgen] if "/Pg" in element else -1,
    )
    for kid in listed(element.get("/K")):
        if is_tag(kid):
            yield from _below(kid, here, pages=pages, said=said, languages=languages)
            continue
        has_own = isinstance(kid, pikepdf.Dictionary)
        page = pages[kid.Pg.objgen] if has_own and "/Pg" in kid else here.page
        number = kid.get("/MCID") if has_own else int(kid)
        if number is None:
            yield replace(here, page=page)
            continue
        place = (page, int(number))
        language = languages.get(place, here.language)
        yield replace(here, says=said.get(place, ""), language=language, page=page, number=place[1])
