"""Notations (写法): times, counts, codes and links as clerks write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from gongshi.document import wrong
from gongshi.hours import clocked
from gongshi.words import Word, narrow, plain, shown

_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2})(?:[-至到]([0-9]{1,2}):([0-9]{2}))?")
_LONGEST = 40


def _hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    said = plain(clocked(value)).replace(" ", "") if len(value) <= _LONGEST else ""
    found = _HOURS.fullmatch(said)
    if not found or not _is_a_time(found[1], found[2]) or not _is_a_time(found[3], found[4]):
        raise wrong(
            f"“{shown(value)}”不是时间，请写成 11:40 或 11:40-12:20。",
            f"“{shown(value)}” is not a time; write 11:40 or 11:40-12:20.",
        )
    start, end = (found[1].zfill(2), found[2]), (found[3], found[4])
    if found[3] is None:
        return f"{int(found[1])}:{found[2]}"
    if (found[3].zfill(2), found[4]) <= start:
        raise wrong(
            f"时间“{value}”先后颠倒，请核对。", f"the times “{value}” run backwards; check them."
        )
    return f"{int(found[1])}:{found[2]}–{int(end[0])}:{end[1]}"


def _is_a_time(hour: str | None, minute: str | None) -> bool:
    return hour is None or minute is None or (int(hour) < 24 and int(minute) < 60)


Hours = Annotated[str, BeforeValidator(_hours)]
"""A time of day or a span of it: 11:40, 11:40–12:20."""


def _count(value: object) -> object:
    """A whole number as a clerk writes it: 418, 418人, 8,426人次, 17天, １２００."""
    if not isinstance(value, str):
        return value
    found = _COUNT.fullmatch(narrow(value)) if len(value) <= _LONGEST else None
    if not found:
        raise wrong(
            f"“{shown(value)}”不是整数，请只写数字，如 12。",
            f"“{shown(value)}” is not a whole number; write figures alone, like 12.",
        )
    return found[1].replace(",", "")


_COUNTED = "人次|个工作日|工作日|人|名|份|位|版|天|日|次|个|项|条|餐"
_COUNT = re.compile(rf"([0-9]{{1,9}}|[0-9]{{1,3}}(?:,[0-9]{{3}})+) ?(?:{_COUNTED})?")
Count = Annotated[int, BeforeValidator(_count)]
"""A whole number, full-width digits, thousands separators and 人 allowed."""


_YES = frozenset(("是", "有", "对", "yes", "true", "y", "√", "✓"))
_NO = frozenset(("否", "无", "不", "没有", "不是", "no", "false", "n", "×"))


def _yes_no(value: object) -> object:
    if not isinstance(value, str):
        return value
    said = plain(value).lower()
    if said not in _YES | _NO:
        raise wrong(f"“{shown(value)}”请写 是 或 否。", f"“{shown(value)}”: write yes or no.")
    return said in _YES


YesNo = Annotated[bool, BeforeValidator(_yes_no)]
"""Whether something is so: 是, 否, yes, no, √, ×."""


def several(value: object) -> object:
    """One thing where several may stand; of a text each line is one, without the mark before it."""
    if isinstance(value, str):
        lines = [line.strip() for line in value.splitlines() if line.strip()]
        marked = len(lines) > 1 and all(map(_MARK.match, lines))
        texts = [_MARK.sub("", line) if marked else line for line in lines]
        return [] if texts in _NOTHING else texts
    return [value] if isinstance(value, Mapping) else value


_MARK = re.compile(
    r"(?:[-•●·]|[0-9]{1,2}[、.．)）](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、)\s*"
)
_NOTHING = (["无"], ["没有"], ["暂无"])

SEVERAL = BeforeValidator(several)
"""A list that may also be one item alone, or lines of text: 问题: 库房漏雨; 问题: 无 is none."""


def each_once(words: type[Word]) -> BeforeValidator:
    """Refuses a mapping that gives one closed value twice under two of its names."""

    def once(value: object) -> object:
        first: dict[Word, str] = {}
        for key in value if isinstance(value, dict) else ():
            word = words.called(key)
            if word is not None and first.setdefault(word, key) != key:
                raise wrong(
                    f"“{key}”和“{first[word]}”是同一项，请只留一处。",
                    f"“{key}” and “{first[word]}” are the same; keep one.",
                    (key, "$key"),
                )
        return value

    return BeforeValidator(once)


def _code(value: str) -> str:
    if not re.fullmatch(_CODE, value):
        raise wrong(
            f"“{shown(value)}”请改成小写字母、数字和短横线，例如 qinghe-primary。",
            f"“{shown(value)}” may hold small letters, digits and hyphens, like qinghe-primary.",
        )
    return value


_CODE = r"[a-z0-9]+(-[a-z0-9]+)*"
Code = Annotated[
    str,
    StringConstraints(min_length=1, max_length=40),
    AfterValidator(_code),
    Field(json_schema_extra={"pattern": f"^{_CODE}$"}),
]
"""A short name in small Latin letters, digits and hyphens: part of an address."""


def _link(value: str) -> str:
    if not re.fullmatch(r"https://[^\s<>\"']+", value):
        raise wrong(
            f"“{shown(value)}”不是网址，请写成 https:// 开头的完整网址。",
            f"“{shown(value)}” is no address; write it in full, beginning with https://.",
        )
    return value


Link = Annotated[str, StringConstraints(min_length=1, max_length=400), AfterValidator(_link)]
"""An https address; no other scheme ever reaches a page or a poster."""
