"""Editions (版本) in Typst: what the library is told of an edition, and the files it finds.

The library asks `/edition.typ` what it prints for (`edition`), in which face, how characters are
read and what they are in English. Drawings and the library's own words are other files where an
edition needs them so: that is the dress of a typesetter.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongshi.colours import gold_on, shades
from gongshi.edition import Edition, Ink, Wording
from gongshi.look import GOLD, PLAIN_ATTIRE, STANDARD, Attire, OwnFile
from gongshi.publication import CountyWide, Hue, Poster, View
from gongshi.render.drawings import grey, outlined
from gongshi.render.typst_source import literal
from gongshi.render.wording import readings, traditional


@dataclass(frozen=True, slots=True)
class Dress:
    """Dress (装束): what the files beside a source depend on."""

    ink: Ink = Ink.COLOUR
    is_traditional: bool = False
    own: tuple[tuple[str, OwnFile], ...] = ()

    @classmethod
    def of(cls, edition: Edition, attire: Attire) -> Dress:
        """The dress of a school's posters in an edition."""
        fonts = {f"font{attire.font.ending}": attire.font} if attire.font else {}
        return cls(edition.ink, edition.is_traditional, (*attire.pictures.items(), *fonts.items()))

    def files(self, library: Mapping[str, bytes]) -> dict[str, bytes]:
        """The library as this dress has it, and the school's own files in `own/`."""
        is_mono = self.ink is Ink.MONO
        own = {f"own/{name}": _in_grey(one) if is_mono else one.content for name, one in self.own}
        return {name: self._file(name, content) for name, content in library.items()} | own

    def _file(self, name: str, content: bytes) -> bytes:
        if self.ink is not Ink.COLOUR and name.startswith("art/"):
            lines = outlined(content.decode())
            return (grey(lines) if self.ink is Ink.MONO else lines).encode()
        if self.is_traditional and name.endswith(".typ"):
            return traditional(content.decode()).encode()
        return content


def dressed(
    main: str,
    poster: Poster,
    library: Mapping[str, bytes],
    english: Mapping[str, str],
    attire: Attire,
    font: str | None,
) -> tuple[str, str]:
    """A poster's source in its edition, and what the library reads of it.

    `font` is the name of the attire's font, as the typesetter knows it.
    """
    edition = poster.edition
    words = wording_of(poster.view)
    known = {**english, **words.english} if edition.has_english else {}
    if edition.is_traditional:
        main, words = traditional(main), _in_traditional(words)
        known = {traditional(one): said for one, said in known.items()}
    parts = [f"#let edition = {literal(_told(edition))}\n"]
    texts = (main, _words_of(tuple(library.items()), is_traditional=edition.is_traditional))
    read = readings(texts, words.readings) if edition.has_pinyin else {}
    parts.append(f"#let readings = {literal(read)}\n")
    parts.append(f"#let english = {literal(known)}\n")
    parts.append(f"#let look = {literal(_look(attire, edition, font))}\n")
    return main, "".join(parts)


def worn_by(view: View | CountyWide) -> Attire:
    """What the publisher of a view wears."""
    return view.school.attire if isinstance(view, View) else PLAIN_ATTIRE


def _look(attire: Attire, edition: Edition, font: str | None) -> dict[str, object]:
    """What the library is told of a school's look; in black and white nothing has a colour."""
    hues: dict[str, Mapping[str, str]] = {}
    for hue in Hue if edition.ink is not Ink.MONO else ():
        if hue in attire.bands:
            hues[hue.value] = shades(attire.bands[hue], attire.gold or GOLD)
        elif attire.gold:
            hues[hue.value] = {"gold": gold_on(STANDARD[hue], attire.gold)}
    pictures = {name: one.shape for name, one in attire.pictures.items()}
    return {"hues": hues, "pictures": pictures, "font": font}


def _in_grey(one: OwnFile) -> bytes:
    """A school's own picture in greys; of one in dots the typesetter makes them."""
    if one.ending == ".svg":
        return grey(one.content.decode()).encode()
    if one.ending != ".png":
        return one.content
    dots = b64encode(one.content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {one.shape:g} 1">'
        '<filter id="grey" color-interpolation-filters="sRGB">'
        '<feColorMatrix type="saturate" values="0"/></filter>'
        f'<image width="{one.shape:g}" height="1" filter="url(#grey)" '
        f'href="data:image/png;base64,{dots}"/></svg>'
    ).encode()


def wording_of(view: View | CountyWide) -> Wording:
    """How the publisher of a view reads and translates its own words."""
    county = view.county.wording
    if not isinstance(view, View):
        return county
    return county.under(view.school.wording).under(Wording(view.readings))


def _in_traditional(words: Wording) -> Wording:
    """The same readings, for texts in traditional characters."""
    return Wording({traditional(one): said for one, said in words.readings.items()}, words.english)


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
