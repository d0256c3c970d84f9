"""Editions (版本) in Typst: what the library is told of an edition, and the files it finds.

The library asks `/edition.typ` what it prints for (`edition`), in which face, how characters are
read and what they are in English. Drawings and the library's own words are other files where an
edition needs them so: that is the dress of a typesetter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongshi.edition import Edition, Ink, Wording
from gongshi.publication import CountyWide, Poster, View
from gongshi.render.typst_source import literal
from gongshi.render.wording import readings, traditional


@dataclass(frozen=True, slots=True)
class Dress:
    """Dress (装束): what the files beside a source depend on."""

    is_grey: bool = False
    is_traditional: bool = False

    def files(self, library: Mapping[str, bytes]) -> dict[str, bytes]:
        """The library as this dress has it."""
        return {name: self._file(name, content) for name, content in library.items()}

    def _file(self, name: str, content: bytes) -> bytes:
        if self.is_grey and name.startswith("art/"):
            return _HEX.sub(_grey, content.decode()).encode()
        if self.is_traditional and name.endswith(".typ"):
            return traditional(content.decode()).encode()
        return content


def dressed(
    main: str, poster: Poster, library: Mapping[str, bytes], english: Mapping[str, str]
) -> tuple[str, str, Dress]:
    """A poster's source in its edition, what the library reads of it, and the dress."""
    edition = poster.edition
    words = wording_of(poster.view)
    if edition.is_traditional:
        main = traditional(main)
    parts = [f"#let edition = {literal(_told(edition))}\n"]
    texts = (main, _words_of(tuple(library.items()), is_traditional=edition.is_traditional))
    read = readings(texts, words.readings) if edition.has_pinyin else {}
    parts.append(f"#let readings = {literal(read)}\n")
    known = {**english, **words.english} if edition.has_english else {}
    parts.append(f"#let english = {literal(known)}\n")
    return main, "".join(parts), Dress(edition.ink is Ink.MONO, edition.is_traditional)


def wording_of(view: View | CountyWide) -> Wording:
    """How the publisher of a view reads and translates its own words."""
    county = view.county.wording
    return county.under(view.school.wording) if isinstance(view, View) else county


def _told(edition: Edition) -> dict[str, object]:
    return {
        "ink": edition.ink.value,
        "large": edition.is_large,
        "pinyin": edition.has_pinyin,
        "traditional": edition.is_traditional,
        "english": edition.has_english,
    }


@lru_cache(maxsize=8)
def _words_of(library: tuple[tuple[str, bytes], ...], *, is_traditional: bool) -> str:
    """The library's own words, as they are read."""
    text = "\n".join(content.decode() for name, content in library if name.endswith(".typ"))
    return traditional(text) if is_traditional else text


_HEX = re.compile("#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\\b")


def _grey(found: re.Match[str]) -> str:
    """A colour as the grey of the same lightness (Rec. 709)."""
    digits = found[1] if len(found[1]) == 6 else "".join(2 * one for one in found[1])
    red, green, blue = (int(digits[place : place + 2], 16) for place in (0, 2, 4))
    return "#" + f"{round(0.2126 * red + 0.7152 * green + 0.0722 * blue):02x}" * 3
