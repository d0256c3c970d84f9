"""Laws (法规): what makes a rule stale, as a short table with the source of each fact.

Only what is certain stands here. A law is told to be repealed where it is named in 《》 by its full
title; a sentence that itself says so (废止, 原《…》) is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongshi.errors import Saying
from gongshi.posted.numerals import NUMERAL, number_of


@dataclass(frozen=True, slots=True)
class Repealed:
    """A law that no longer holds: its title, since when, what stands in its place, who says so."""

    title: str
    since: date
    by: str
    source: str


_CIVIL_CODE = ("中华人民共和国民法典", "《民法典》第一千二百六十条")
REPEALED = (
    Repealed(
        "食品卫生法",
        date(2009, 6, 1),
        "中华人民共和国食品安全法",
        "《食品安全法》（2009年）第一百零四条",
    ),
    Repealed(
        "治安管理处罚条例",
        date(2006, 3, 1),
        "中华人民共和国治安管理处罚法",
        "《治安管理处罚法》（2005年）第一百一十九条",
    ),
    Repealed(
        "治安管理条例",
        date(2006, 3, 1),
        "中华人民共和国治安管理处罚法",
        "《治安管理处罚法》（2005年）第一百一十九条",
    ),
    Repealed(
        "学校食堂与学生集体用餐卫生管理规定",
        date(2019, 4, 1),
        "学校食品安全与营养健康管理规定",
        "《学校食品安全与营养健康管理规定》（第45号令）附则",
    ),
    *(
        Repealed(title, date(2021, 1, 1), *_CIVIL_CODE)
        for title in ("民法通则", "民法总则", "合同法", "物权法", "侵权责任法", "担保法")
    ),
)
"""Laws that the rules of schools still name: the source document of this project names two."""

LEAST_GRAMS = 125
LEAST_HOURS = 48
_RETENTION = "《学校食品安全与营养健康管理规定》（第45号令）第四十条"

_TITLES = {one.title: one for one in REPEALED}
_NAMED = re.compile("《(?:中华人民共和国)?([^《》]{2,40})》")
_SENTENCE = re.compile("[^。；;！!\n]+")
_GRAMS = re.compile(rf"([{NUMERAL}.]{{1,9}}) ?(?:克|[gG](?![a-zA-Z]))(?!.{{0,3}}改)")
_HOURS = re.compile(
    rf"(?:不少于|不低于|至少|满|达到|保存|存放|冷藏|留存|保留)[^，,]{{0,8}}?"
    rf"(?<![{NUMERAL}])([{NUMERAL}]{{1,6}}) ?个?小时"
    rf"|([{NUMERAL}]{{1,6}}) ?个?小时(?:及?以上)"
)


def stale(text: str) -> Iterator[Saying]:
    """What in a text of a rule has been overtaken by law, with the source and what to write.

    >>> [saying.zh[:24] for saying in stale("按《食品卫生法》，留样不少于 100 克、48 小时。")]
    ['《食品卫生法》2009年6月1日起已废止，请改为', '留样只写了 100 克；每个品种每餐至少留样 1']
    """
    if "《" not in text and "留样" not in text:
        return
    for sentence in _SENTENCE.findall(text):
        if "废止" not in sentence:
            yield from _repealed(sentence)
        if "留样" in sentence:
            yield from _too_little(sentence)


def _repealed(sentence: str) -> Iterator[Saying]:
    for found in _NAMED.finditer(sentence):
        law = _TITLES.get(found[1])
        if law is not None and not sentence[: found.start()].endswith("原"):
            day = f"{law.since.year}年{law.since.month}月{law.since.day}日"
            yield Saying(
                f"《{law.title}》{day}起已废止，请改为《{law.by}》（见{law.source}）。",
                f"《{law.title}》 was repealed on {law.since}; cite 《{law.by}》 ({law.source}).",
            )


def _too_little(sentence: str) -> Iterator[Saying]:
    for pattern, least, unit, asked in (
        (_GRAMS, LEAST_GRAMS, "克", "每个品种每餐至少留样 125 克"),
        (_HOURS, LEAST_HOURS, "小时", "留样至少冷藏保存 48 小时"),
    ):
        for found in pattern.finditer(sentence):
            said = next(filter(None, found.groups()))
            amount = _amount(said)
            if amount is not None and amount < least:
                yield Saying(
                    f"留样只写了 {said} {unit}；{asked}，请改正（见{_RETENTION}）。",
                    f"retained food: {said} {unit} is less than {least} {unit}; put it right "
                    f"({_RETENTION}).",
                )


def _amount(said: str) -> float | None:
    try:
        return float(said)
    except ValueError:
        return number_of(said)
