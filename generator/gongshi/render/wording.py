"""Wording (用语) of a poster's source: how its characters are read, and what it is in 繁体.

Readings come from pypinyin's dictionary of phrases, as a character alone does not tell (长大,
校长); the traditional forms from OpenCC. Both know texts only, so that they see a whole source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
"""A run of Chinese characters with nothing between."""


def traditional(text: str) -> str:
    """A text in traditional characters, as Taiwan writes them; all else stays as it is.

    >>> traditional("食堂里面的面条，文明如厕")
    '食堂裡面的麵條，文明如廁'
    """
    converted: str = _converter().convert(text)
    return converted


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("s2tw")


Readings = Mapping[str, tuple[str, ...]]
"""The syllables of texts, one a character."""


def readings(texts: Iterable[str], own: Readings) -> dict[str, tuple[str, ...]]:
    """The syllables of every run of characters in some texts, one a character.

    A school's `own` readings come before the dictionary's.

    >>> readings(["一张红烧肉！长大，校长"], {"烧": ("shāo",)})["一张红烧肉"]
    ('yì', 'zhāng', 'hóng', 'shāo', 'ròu')
    """
    found = dict.fromkeys(run for text in texts for run in HAN.findall(text))
    return {run: _read(run, own) for run in found}


def _read(run: str, own: Readings) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    said = _as_spoken(run, lazy_pinyin(run, style=Style.TONE))
    for words, syllables in own.items():
        for found in re.finditer(re.escape(words), run):
            said[found.start() : found.end()] = syllables
    return tuple(said)


_FOURTH = re.compile("[àèìòùǜ]")
_MARKED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
_COUNTS = re.compile("[〇一二三四五六七八九十百千万第初月日号年级]")


def _as_spoken(run: str, said: list[str]) -> list[str]:
    """一 and 不 change their tone before others, as primers write it: 一张 yì, 一个 yí, 不要 bú."""
    for place, (one, following) in enumerate(pairwise(run)):
        after = said[place + 1] if place + 1 < len(said) else ""
        if one == "一" and not _is_number(run, place, following) and _MARKED.search(after):
            said[place] = "yí" if _FOURTH.search(after) or following == "个" else "yì"
        elif one == "不":
            said[place] = "bú" if _FOURTH.search(after) else "bù"
    return said


def _is_number(run: str, place: int, following: str) -> bool:
    """Whether a 一 stands in a number or a date, where it keeps its tone: 第一, 十一, 一月."""
    before = run[place - 1] if place else ""
    return bool(_COUNTS.fullmatch(before) or _COUNTS.fullmatch(following))


def missing_english(texts: Iterable[str], english: Mapping[str, str]) -> Iterator[str]:
    """The texts with Chinese characters in them that have no English."""
    return (text for text in dict.fromkeys(texts) if HAN.search(text) and text not in english)
