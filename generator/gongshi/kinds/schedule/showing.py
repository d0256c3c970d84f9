"""How a schedule is shown: its lines in words, as bars over the day, as months of the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from gongshi.document import Where
from gongshi.kinds.schedule.clashes import Placed
from gongshi.kinds.schedule.lines import Care, ScheduleTopic
from gongshi.kinds.schedule.views import (
    CareView,
    ScheduleGroupView,
    ScheduleLineView,
    ScheduleView,
)
from gongshi.recurrence import months_said
from gongshi.school import Term
from gongshi.schooldays import Holiday
from gongshi.times import Slot

if TYPE_CHECKING:
    from gongshi.kinds.schedule.model import Schedule
    from gongshi.posted import Posting
    from gongshi.publication import Setting

_STEPS = ((40, 5), (90, 10), (150, 15), (300, 30), (720, 60))
"""Up to how many minutes an axis has marks every so many."""


def view_of(schedule: Schedule, posting: Posting) -> ScheduleView:
    """The whole of it as templates receive it."""
    placed = tuple(schedule.placed())
    starts, ends = schedule.starts, schedule.ends
    free, worked, terms = _calendar(posting.setting, starts, ends)
    return posting.view(
        ScheduleView,
        topic=schedule.topic.label,
        topic_code=schedule.topic.value,
        monthly=all(one.line.months for one in placed),
        days=str(schedule.days),
        groups=tuple(_group(schedule, tuple(lines)) for _, lines in groupby(placed, key=_group_of)),
        cares=tuple(_cares(placed)) if schedule.topic is ScheduleTopic.GREENING else (),
        free=free,
        worked=worked,
        terms=terms,
        first=starts,
        last=ends,
    )


def says_of(schedule: Schedule) -> str:
    """Its topic, the days in force, how many lines there are."""
    first, last = schedule.starts, schedule.ends
    since = f"{first.year}年{first.month}月{first.day}日"
    until = f"至{last.year}年{last.month}月{last.day}日" if last else "起"
    return f"{schedule.topic.label} · {since}{until}执行 · {sum(1 for _ in schedule.placed())} 项"


def _calendar(setting: Setting, first: date, last: date | None) -> tuple[str, str, str]:
    """The holidays, make-up days and terms that the days in force touch, for the browser."""
    calendar = setting.calendar
    ends = last or date.max
    holidays = (one for year in calendar.years.values() for one in year.holidays)
    free = (f"{one.name} {one.starts} {one.ends}" for one in _touched(holidays, first, ends))
    worked = (day for year in calendar.years.values() for day in year.make_up)
    terms = setting.school.terms or calendar.terms
    return (
        "|".join(free),
        " ".join(str(day) for day in worked if first <= day <= ends),
        "|".join(f"{one.starts} {one.ends}" for one in _touched(terms, first, ends)),
    )


_Span = TypeVar("_Span", Holiday, Term)


def _touched(spans: Iterable[_Span], first: date, last: date) -> Iterator[_Span]:
    return (one for one in spans if one.starts <= last and one.ends >= first)


def _group_of(one: Placed) -> Where:
    """Where a line's group stands in the file; nowhere for lines that are in none."""
    return one.where[:-2]


def _group(schedule: Schedule, placed: tuple[Placed, ...]) -> ScheduleGroupView:
    group = placed[0].group
    axis = _axis(schedule.topic, placed)
    days = group.days if group else None
    return ScheduleGroupView(
        name=group.name if group else "",
        place=(group.place or "") if group else "",
        says=(group.says or "") if group else "",
        office=(group.office or "") if group else "",
        days=str(days) if days and days != schedule.days else "",
        apart=group is not None and group.apart,
        axis=axis,
        marks=_marks(axis) if axis else (),
        lines=tuple(_line(schedule, one, axis) for one in placed),
    )


def _axis(topic: ScheduleTopic, placed: tuple[Placed, ...]) -> tuple[int, int, int] | None:
    """The axis of a group of stretches of time, where bars show how they follow one another."""
    slots = [slot for one in placed for slot in one.line.times]
    if topic not in _DRAWN or len(placed) < 2 or not all(one.line.times for one in placed):
        return None
    if placed[0].group is None or any(slot.is_point for slot in slots):
        return None
    first, last = min(slot.starts for slot in slots), max(slot.ends for slot in slots)
    step = next((step for most, step in _STEPS if last - first <= most), 120)
    return first // step * step, -(-last // step) * step, step


_DRAWN = frozenset({ScheduleTopic.STAGGERED, ScheduleTopic.UTILITIES, ScheduleTopic.VENTILATION})


def _marks(axis: tuple[int, int, int]) -> tuple[tuple[str, float], ...]:
    """The marks of an axis: the time on the clock, and how far along it stands."""
    first, last, step = axis
    return tuple(
        (f"{minute // 60 % 24}:{minute % 60:02d}", round((minute - first) / (last - first), 4))
        for minute in range(first, last + 1, step)
    )


def _line(
    schedule: Schedule, placed: Placed, axis: tuple[int, int, int] | None
) -> ScheduleLineView:
    line, group = placed.line, placed.group
    days = "" if placed.days in (schedule.days, group and group.days) else str(placed.days)
    title, says = _titled(schedule.topic, placed)
    return ScheduleLineView(
        time="、".join(map(str, line.times)),
        title=title,
        says=says,
        facts=tuple(_facts(placed)),
        detail=line.detail or "",
        office=line.office or "",
        days=_when(placed, "" if line.months and placed.days.code == "e" else days),
        slots=tuple((slot.starts, slot.ends) for slot in line.times),
        bars=tuple(_bar(slot, axis) for slot in line.times) if axis else (),
        code=placed.days.code,
        on=" ".join(map(str, line.on)),
        months=line.months,
        care=line.care.value if line.care else "",
    )


def _titled(topic: ScheduleTopic, placed: Placed) -> tuple[str, str]:
    """A line's title and what stands below it: the classes first where they follow in turn."""
    line = placed.line
    who, what = "、".join(line.who), line.what or ""
    care = line.care.label if line.care else ""
    firsts = (who, what, care) if topic is ScheduleTopic.STAGGERED else (care, what, who)
    told = list(dict.fromkeys(one for one in (*firsts, line.place) if one))
    if not told:
        return (placed.group.name if placed.group else ""), ""
    return told[0], " · ".join(told[1:])


def _when(placed: Placed, days: str) -> str:
    """The months, dates and days of a line, where they are its own."""
    line = placed.line
    if line.on:
        return "、".join(f"{day.month}月{day.day}日" for day in line.on)
    return " ".join(one for one in (months_said(line.months), days) if one)


def _facts(placed: Placed) -> Iterable[str]:
    """How strong, how long, by whom."""
    line = placed.line
    if line.agent or line.ratio:
        yield " ".join(one for one in (line.agent, line.ratio) if one)
    if line.minutes:
        yield f"{line.minutes} 分钟"


def _bar(slot: Slot, axis: tuple[int, int, int]) -> tuple[float, float]:
    """Where a slot begins on its axis and how long it is, as shares of the whole."""
    first, last, _ = axis
    whole = last - first
    return round((slot.starts - first) / whole, 4), round((slot.ends - slot.starts) / whole, 4)


def _cares(placed: tuple[Placed, ...]) -> Iterable[CareView]:
    """Each sort of care and the months in which any line asks for it."""
    for care in Care:
        lines = (one.line for one in placed if one.line.care is care)
        months = tuple(sorted({month for line in lines for month in line.months}))
        if months:
            yield CareView(care.value, care.label, months, months_said(months))
