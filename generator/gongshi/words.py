"""Words (用语): closed values that have an English code and Chinese names, both welcome in files."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―~〜～"), "-")


def plain(text: str) -> str:
    """Text with full-width letters, digits, spaces and dashes made ordinary, for comparing.

    >>> plain("　１—３年级 ")
    '1-3年级'
    """
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


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
        wanted = plain(str(value)).lower().replace(" ", "_")
        return next((word for word in cls if wanted in word.names), None)

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


