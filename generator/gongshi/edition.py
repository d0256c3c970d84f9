"""Edition (版本): how a poster is printed apart from its paper: in which ink, how large, for whom.

The same poster hangs in colour at the gate, in black and white in a village school, with pinyin in
grades 1 and 2. Each edition is the same document laid out anew, never another text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongshi.words import Word


class Ink(Word):
    """Ink (用墨): what a printer has to spend on a poster."""

    COLOUR = "colour", "彩色"
    SAVING = "saving", "省墨"
    MONO = "mono", "黑白"


@dataclass(frozen=True, slots=True)
class Edition:
    """Edition (版本): ink, size of type, and what helps a reader; each goes with each.

    `is_large` prints nothing under 18 pt; `has_pinyin` sets every character's reading above it;
    `is_traditional` writes 繁体; `has_english` adds the English of whatever has one.
    """

    ink: Ink = Ink.COLOUR
    is_large: bool = False
    has_pinyin: bool = False
    is_traditional: bool = False
    has_english: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is the edition that the site shows."""
        return self == PLAIN

    @property
    def traits(self) -> tuple[str, ...]:
        """What sets it apart, as words of a file's name: `("mono", "large")`."""
        return tuple(code for code, _ in self._traits())

    @property
    def label(self) -> str:
        """What it is called: 彩色, 黑白大字."""
        return "".join(word for _, word in self._traits()) or Ink.COLOUR.label

    def _traits(self) -> tuple[tuple[str, str], ...]:
        ink = ((self.ink.value, self.ink.label),) if self.ink is not Ink.COLOUR else ()
        said = (
            (self.is_large, "large", "大字"),
            (self.has_pinyin, "pinyin", "注音"),
            (self.is_traditional, "hant", "繁体"),
            (self.has_english, "english", "中英"),
        )
        return (*ink, *((code, word) for holds, code, word in said if holds))


PLAIN = Edition()
"""In colour, in simplified characters: what the site shows."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Wording (用语): how a school reads and translates its own words.

    `readings` are the syllables of a text that a dictionary reads wrongly, one a character
    (`{"单于": ("chán", "yú")}`); `english` what a text is called in English.
    """

    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)

    def under(self, own: Wording) -> Wording:
        """These words, where a school's own do not say otherwise."""
        return Wording({**self.readings, **own.readings}, {**self.english, **own.english})
