"""Duty (公示责任): what a county asks its schools to publish, how often and by when.

`standing_of` says how a school stands with one duty on any day; it looks at nothing but the
filings it is given, so that a bureau can ask about yesterday or about next month.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator

from gongshi.document import Model, Name, Text, named, wrong
from gongshi.publication import Filing
from gongshi.school import School, Stage, Term
from gongshi.schooldays import Calendar
from gongshi.week import Week
from gongshi.words import Word, narrow, shown


class Every(Word):
    """Every (频次): how often a duty comes round."""

    WEEK = "week", "每周", "周"
    MONTH = "month", "每月", "月"
    TERM = "term", "每学期", "学期"
    STANDING = "standing", "常设", "长期"


class Turn(Word):
    """Turn (期次) that is asked for, seen from the day one asks: the last, this or the next."""

    LAST = "last", "上期", "上周", "上月", "上学期"
    THIS = "this", "本期", "本周", "本月", "本学期"
    NEXT = "next", "下期", "下周", "下月", "下学期"


class Standing(Word):
    """Standing (公示状态) of a school with one duty."""

    PUBLISHED = "published", "已公示"
    LATE = "late", "迟公示"
    MISSING = "missing", "未公示"
    NOT_DUE = "not_due", "未到期"
    NOT_APPLICABLE = "not_applicable", "不适用"


_DUE = re.compile(r"(开始|结束)(?:的?当天|(前|后)(?:([0-9]{1,3})[天日])?)")
_USUAL = {"期内": "结束当天", "within": "结束当天", "before": "开始前"}


def _due(value: object) -> object:
    if not isinstance(value, str):
        return value
    said = narrow(value).replace(" ", "")
    if len(said) > _LONGEST_DUE or not _DUE.fullmatch(_USUAL.get(said, said)):
        raise wrong(
            f"“{shown(value)}”看不懂，期限请写 开始前、期内、结束后15天 这样的话。",
            f"“{shown(value)}” is no time limit; write 开始前, 期内 or 结束后15天.",
        )
    return _USUAL.get(said, said)


_LONGEST_DUE = 12
Due = Annotated[str, BeforeValidator(_due)]
"""By when: 开始前 (the day before it begins), 期内 (its last day), 结束后15天, 开始后30天."""


class Duty(Model):
    """Duty (公示责任): one thing that a county asks its schools to publish."""

    name: Name = named("名称", description="责任的名称，如“下周食谱”。\nWhat the duty is called.")
    kind: Name = named(
        "种类",
        description="用哪一种文件来完成，如“食谱”。\nThe kind of document that fulfils it.",
    )
    topic: Name | None = named(
        "主题",
        default=None,
        description="只算某一主题的，如检查的“食堂”。\n"
        "Only documents of this topic count, such as inspections of the canteen.",
    )
    every: Every = named("频次", description="多久一次。\nHow often it comes round.")
    turn: Turn = named(
        "期次",
        default=Turn.THIS,
        description="看本期、上期还是下期的。\nThis turn's, the last or the next.",
    )
    due: Due = named(
        "期限",
        default="结束当天",
        description="最迟什么时候：开始前、期内、结束后15天。\n"
        "By when: before it begins, within it, or so many days after its end.",
    )
    stages: tuple[Stage, ...] = named(
        "学段",
        default=(),
        description="只要求这些学段；不写就是全部。\nOnly these stages; all where left out.",
    )
    basis: Text | None = named(
        "依据", default=None, description="依据的文件。\nThe rule that asks for it."
    )


@dataclass(frozen=True, slots=True)
class Round:
    """Round (一期): one turn of a duty: its days, both included, and the last day to publish."""

    starts: date
    ends: date
    due: date


@dataclass(frozen=True, slots=True)
class Cell:
    """How one school stands with one duty on one day; `address` is what it published."""

    standing: Standing
    round: Round | None = None
    published: date | None = None
    address: str = ""


def round_of(duty: Duty, day: date, terms: tuple[Term, ...]) -> Round | None:
    """The turn of a duty that is looked at on a day; None outside every term, or if standing."""
    found = _days_of(duty.every, duty.turn, day, terms)
    return None if found is None else Round(*found, _due_day(duty.due, *found))


def _days_of(
    every: Every, turn: Turn, day: date, terms: tuple[Term, ...]
) -> tuple[date, date] | None:
    step = {Turn.LAST: -1, Turn.THIS: 0, Turn.NEXT: 1}[turn]
    if every is Every.WEEK:
        week = Week.of(day + timedelta(weeks=step))
        return week.monday, week.sunday
    if every is Every.MONTH:
        months = day.year * 12 + day.month - 1 + step
        return _first_of(months), _first_of(months + 1) - timedelta(days=1)
    if every is Every.TERM:
        ordered = sorted(terms, key=lambda term: term.starts)
        begun = [place for place, term in enumerate(ordered) if term.starts <= day]
        place = (begun[-1] if begun else -1) + step
        return (ordered[place].starts, ordered[place].ends) if 0 <= place < len(ordered) else None
    return None


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _due_day(due: str, starts: date, ends: date) -> date:
    found = _DUE.fullmatch(due)
    assert found is not None
    anchor = starts if found[1] == "开始" else ends
    days = int(found[3] or 1) if found[2] else 0
    return anchor + timedelta(days=-days if found[2] == "前" else days)


def standing_of(
    duty: Duty, school: School, filings: Iterable[Filing], calendar: Calendar, day: date
) -> Cell:
    """How a school stands with a duty on a day, from what it has filed under the duty's kind.

    A document that was published after that day is not there yet; one that does not say when it
    was published is there, and in time. A turn without a single school day asks for nothing.
    """
    if duty.name in school.exempt or (duty.stages and school.stage not in duty.stages):
        return Cell(Standing.NOT_APPLICABLE)
    there = [
        one
        for one in filings
        if duty.topic in (None, one.topic) and (one.published is None or one.published <= day)
    ]
    if duty.every is Every.STANDING:
        held = [one for one in there if one.starts <= day <= one.ends]
        return _published(held, None) or Cell(Standing.MISSING)
    terms = school.terms or calendar.terms
    asked = round_of(duty, day, terms)
    if asked is None or not calendar.school_days(asked.starts, asked.ends, terms):
        return Cell(Standing.NOT_APPLICABLE, asked)
    found = [one for one in there if one.starts <= asked.ends and one.ends >= asked.starts]
    missing = Standing.MISSING if day > asked.due else Standing.NOT_DUE
    return _published(found, asked) or Cell(missing, asked)


def _published(found: list[Filing], asked: Round | None) -> Cell | None:
    """The first that was published; late where it came after the last day."""
    if not found:
        return None
    first = min(found, key=lambda one: one.published or date.min)
    is_late = asked is not None and first.published is not None and first.published > asked.due
    standing = Standing.LATE if is_late else Standing.PUBLISHED
    return Cell(standing, asked, first.published, first.address)
