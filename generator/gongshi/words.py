"""Words (用语): closed values with an English code and Chinese names, both welcome in files."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−~〜～﹣－"), "-")
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    0x3000: " ",
    0xA0: " ",
    **_DASHES,
}
_LONG = 40


def plain(text: str) -> str:
    """Text with full-width letters, digits, spaces and dashes made ordinary, for comparing.

    >>> plain("　１—３年级 ")
    '1-3年级'
    """
    return _plain(text) if len(text) <= 2 * _LONG else _made_plain(text)


def _made_plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


_plain = lru_cache(8192)(_made_plain)


def narrow(text: str) -> str:
    """Text with full-width signs made ordinary and nothing else changed: 10² stays 10².

    >>> narrow("８０～１００ｇ"), narrow("1½块")
    ('80-100g', '1½块')
    """
    is_narrow = text.isascii() and "~" not in text
    return text.strip() if is_narrow else text.translate(_NARROW).strip()


def shown(text: str) -> str:
    r"""What a message shows of a text: one line of it, not too long.

    >>> shown("米饭\n" + "很" * 50) == "米饭 " + "很" * 37 + "…"
    True
    """
    line = " ".join(text[: 4 * _LONG].split())
    return line if len(line) <= _LONG and len(text) <= 4 * _LONG else line[:_LONG] + "…"


@lru_cache(4096)
def nearest(text: str, names: tuple[str, ...], cutoff: float = 0.5) -> str | None:
    """The name that was probably meant, or None.

    >>> nearest("午歺", ("早餐", "午餐", "晚餐")), nearest("dishs", ("name", "dishes"))
    ('午餐', 'dishes')
    """
    wanted = plain(text[:_LONG]).rstrip(":").lower()
    signs = set(wanted)
    near = [name for name in names if not signs.isdisjoint(name)]
    found = get_close_matches(wanted, near, 1, cutoff)
    return found[0] if found else None


def pieces(line: str, separators: str) -> tuple[str, ...]:
    """The parts of a line between separators, brackets kept whole; empty parts left out.

    >>> pieces("米饭、红烧肉（猪肉、土豆）、", "、，")
    ('米饭', '红烧肉（猪肉、土豆）')
    """
    found, start, depth = [], 0, 0
    for sign in _signs(separators).finditer(line):
        if sign[0] in "（(":
            depth += 1
        elif sign[0] in "）)":
            depth = max(0, depth - 1)
        elif not depth:
            found.append(line[start : sign.start()])
            start = sign.end()
    found.append(line[start:])
    return tuple(part for piece in found if (part := piece.strip()))


@cache
def _signs(separators: str) -> re.Pattern[str]:
    return re.compile(f"[（(）){re.escape(separators)}]")


class Word(StrEnum):
    """A closed value: its English code, the Chinese name we print, and other names it goes by.

    >>> class Taste(Word):
    ...     SWEET = "sweet", "甜", "甜味"
    >>> Taste("甜味") is Taste("sweet") is Taste.SWEET
    True
    >>> Taste.SWEET.label
    '甜'
    """

    label: str
    also: tuple[str, ...]

    def __new__(cls, code: str, label: str, *also: str) -> Self:
        """One value from its code, its Chinese name and its other names."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        word.also = also
        return word

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        return cls.called(value) if isinstance(value, str) else None

    @classmethod
    def called(cls, name: str) -> Self | None:
        """The value of a name, whatever its width, case and spaces; None where there is none."""
        words = _by_name(cls)
        return words.get(name) or words.get(_folded(name))  # type: ignore[return-value]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a file may use for it, the code first."""
        return (self.value, self.label, *self.also)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, object]:
        """Let editors offer both languages."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        schema["enum"] = [name for word in cls for name in (word.value, word.label)]
        schema["description"] = (cls.__doc__ or "").strip().splitlines()[0]
        return handler(core_schema)


@cache
def _by_name(words: type[Word]) -> Mapping[str, Word]:
    """Every name of every value, as written and folded."""
    found = {_folded(name): word for word in words for name in word.names}
    return found | {name: word for word in words for name in word.names}


_GAPS = re.compile(r"[\s_-]+")


def _folded(name: str) -> str:
    return _GAPS.sub("", plain(name[: 2 * _LONG])).casefold()
