"""When (时间) a turn of duty is: dates, weeks, or days that come round.

`2026-11-02`, `2026-11-02至2026-11-06`, `2026-11-02—11-06`, `2026-W45`, `周一`, `双周周日`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from gongshi.document import refused, wrong
from gongshi.recurrence import Recurrence, recurrence_of
from gongshi.school import Term
from gongshi.schooldays import Calendar
from gongshi.week import NotADay, Week, parse_day
from gongshi.words import narrow, pieces, shown

_LONGEST = 80
_MOST = 366
_FULL = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}[日号]?"
_ONE = rf"(?:{_FULL}|[0-9]{{4}}-?[Ww][0-9]{{1,2}}|(?:[0-9]{{1,2}}[-/月])?[0-9]{{1,2}}[日号]?)"
_STRETCH = re.compile(rf"({_ONE})(?:[-至到]({_ONE}))?")
_SHORT = re.compile(r"(?:([0-9]{1,2})[-/月])?([0-9]{1,2})[日号]?")


@dataclass(frozen=True, slots=True)
class When:
    """When (时间) a turn is: stretches of days, or days that come round; `weeks` if written so."""

    spans: tuple[tuple[date, date], ...] = ()
    comes: Recurrence | None = None
    weeks: bool = False

    def among(
        self, days: Collection[date], calendar: Calendar, terms: tuple[Term, ...]
    ) -> Iterator[date]:
        """Those of some days that it names, each once."""
        if self.comes is not None:
            comes = self.comes
            return (day for day in days if comes.falls_on(day, calendar, terms))
        return (day for day in dict.fromkeys(self.days) if day in days)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its stretches, in order."""
        return tuple(
            first + timedelta(days=number)
            for first, last in self.spans
            for number in range((last - first).days + 1)
        )

    def __str__(self) -> str:
        """As people read it: 11月2日, 11月2日—6日, 周一."""
        if self.comes is not None:
            return str(self.comes)
        return "、".join(map(_said, self.spans))


def _said(span: tuple[date, date]) -> str:
    first, last = span
    if first == last:
        return f"{first.month}月{first.day}日"
    until = "" if last.month == first.month else f"{last.month}月"
    return f"{first.month}月{first.day}日—{until}{last.day}日"


def when_of(text: str) -> When:
    """The days that a text names; what is wrong is raised."""
    said = re.sub(r"\s", "", narrow(text)) if len(text) <= _LONGEST else ""
    if not re.match(r"[0-9]{4}", said):
        return When(comes=_comes(text, said))
    spans, weeks = list[tuple[date, date]](), False
    for piece in pieces(said, "、,，;；"):
        weeks = weeks or "w" in piece.lower()
        spans.append(_span(piece, text, spans[-1][1] if spans else None))
    return When(tuple(sorted(spans)), weeks=weeks)


def _comes(text: str, said: str) -> Recurrence:
    try:
        return recurrence_of(said)
    except PydanticCustomError as error:
        raise _no_when(text) from error


def _span(piece: str, text: str, before: date | None) -> tuple[date, date]:
    """One stretch: a day, two days with a dash between them, a week or two."""
    found = _STRETCH.fullmatch(piece)
    if not found:
        raise _no_when(text)
    first, last = found[1], found[2] or found[1]
    try:
        starts = _first_and_last(first, before)
        ends = _first_and_last(last, starts[0])
    except NotADay as error:
        raise refused(error.saying) from error
    if ends[1] < starts[0]:
        raise wrong(
            f"“{shown(text)}”先后颠倒，请核对日期。",
            f"“{shown(text)}” runs backwards; check the days.",
        )
    if (ends[1] - starts[0]).days >= _MOST:
        raise wrong(
            f"“{shown(text)}”超过一年，请核对日期。",
            f"“{shown(text)}” is more than a year; check the days.",
        )
    return starts[0], ends[1]


def _first_and_last(text: str, before: date | None) -> tuple[date, date]:
    """The first and last day of a week or of a day, which may leave out the year and month."""
    if re.search(r"[wW]", text):
        week = Week.parse(text)
        return week.monday, week.sunday
    short = _SHORT.fullmatch(text) if before is not None else None
    if short and before is not None:
        month = int(short[1] or before.month)
        turns = month == 1 and before.month == 12
        day = parse_day(f"{before.year + turns}-{month}-{short[2]}")
    else:
        day = parse_day(text)
    return day, day


def _no_when(text: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(text)}”看不懂是哪些日子，请写成 2026-11-02、2026-11-02至2026-11-06、2026-W45、"
        "周一 或 双周周日。",
        f"“{shown(text)}” names no days; write 2026-11-02, 2026-11-02至2026-11-06, 2026-W45, "
        "周一 or 双周周日.",
    )


def _when(value: object) -> object:
    if isinstance(value, list):
        return when_of("、".join(map(str, value)))
    if isinstance(value, dict):
        raise _no_when("、".join(map(str, value)))
    return when_of(value) if isinstance(value, str) else value


Whens = Annotated[
    When,
    BeforeValidator(_when),
    PlainSerializer(
        lambda when: (
            str(when.comes)
            if when.comes
            else [str(a) if a == b else f"{a}/{b}" for a, b in when.spans]
        ),
    ),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "$comment": "日期 `2026-11-02`、几天 `2026-11-02至2026-11-06`、周次 `2026-W45`，"
            "或 `周一`、`双周周日`、`教学日`",
        }
    ),
]
"""Days of a turn: a date, a stretch, a week, or days that come round."""
