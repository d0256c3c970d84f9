"""The notice period (公示期): how long a notice stands, as written and as the calendar counts it.

Both days are included (首尾都算), as the notices of offices do: five working days from Monday end
on Friday.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from gongshi.document import CalendarDay, Model, all_wrong, named, wrong
from gongshi.errors import Saying
from gongshi.notations import Count
from gongshi.schooldays import Calendar, Period
from gongshi.words import plain, shown

USUAL = 5
"""How many working days a notice stands where it does not say (examples: domain.md §4, 公示)."""

_MOST = 90
_LONGEST = 200
_LONGEST_TEXT = 80
_COUNT = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十]) ?个? ?工作日")
_DAY = re.compile(r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?|[0-9]{1,2}月[0-9]{1,2}日?")
_AROUND = re.compile(r"[\s\-,，;；:：()（）.。自即日从起止至到为共计含公示期]*")


class NoticePeriod(Model):
    """Notice period (公示期): when it begins, and its end or how many working days it takes."""

    begins: CalendarDay | None = named(
        "开始",
        "开始日期",
        default=None,
        description="从哪天开始公示；不写就是发布日期。\n"
        "Its first day; the day of publishing where left out.",
    )
    ends: CalendarDay | None = named(
        "结束",
        "结束日期",
        default=None,
        description="到哪天为止；写了工作日的，不必写，由日历算出。\n"
        "Its last day; counted by the calendar where the number of working days is given.",
    )
    working_days: Annotated[Count, Field(ge=1, le=_MOST)] | None = named(
        "工作日",
        "天数",
        default=None,
        description="公示几个工作日，首尾都算；和结束日期都不写，就是 5 个。\n"
        "How many working days, both ends counted; 5 where neither this nor the end is given.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        return _read(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.begins is not None and self.ends is not None:
            saying = out_of_order(self.begins, self.ends)
            if saying is not None:
                raise all_wrong([wrong(saying.zh, saying.en, ("ends",))])
        return self


def out_of_order(begins: date, ends: date) -> Saying | None:
    """What is wrong with a first and a last day, whatever the calendar says."""
    if ends < begins:
        return Saying(
            f"公示的结束 {ends} 早于开始 {begins}，请核对。",
            f"the period ends ({ends}) before it begins ({begins}); check them.",
        )
    if (ends - begins).days >= _LONGEST:
        return Saying(
            f"从 {begins} 到 {ends} 超过 {_LONGEST} 天，请核对年份。",
            f"{begins} to {ends} is more than {_LONGEST} days; check the years.",
        )
    return None


def _read(said: str) -> dict[str, object]:
    """A period written as a sentence: 2026-11-20 起 5 个工作日, 2026年11月20日至26日."""
    text = plain(said) if len(said) <= _LONGEST_TEXT else ""
    count = _COUNT.search(text)
    rest = _COUNT.sub("", text, count=1)
    days = _DAY.findall(rest)
    if (count is None and not days) or len(days) > 2 or not _AROUND.fullmatch(_DAY.sub("", rest)):
        raise wrong(
            f"“{shown(said)}”看不懂，请写成 5个工作日、2026-11-20 起 5 个工作日 "
            "或 2026-11-20 至 2026-11-26。",
            f"“{shown(said)}” is no period; write 5个工作日, 2026-11-20 起 5 个工作日 "
            "or 2026-11-20 至 2026-11-26.",
        )
    read: dict[str, object] = dict(zip(("begins", "ends"), _with_years(days), strict=False))
    if count is not None:
        read["working_days"] = _NUMERALS.get(count[1], count[1])
    return read


_NUMERALS = {sign: str(place) for place, sign in enumerate("一二三四五六七八九十", 1)}


def _with_years(days: list[str]) -> list[str]:
    """The days as written; a last day without its year is of the year of the first."""
    if len(days) == 2 and days[0][:4].isdigit() and not days[1][:4].isdigit():
        return [days[0], f"{days[0][:4]}年{days[1]}"]
    return days


def counted(period: NoticePeriod, published: date | None, calendar: Calendar) -> Period:
    """The days of a period by the calendar; it begins on its own day or when it was published."""
    begins = period.begins or published
    assert begins is not None, "a notice whose period begins on no day is refused"
    if period.ends is None:
        return calendar.period(begins, period.working_days or USUAL)
    days = tuple(begins + timedelta(days=one) for one in range((period.ends - begins).days + 1))
    working = calendar.workdays(begins, period.ends)
    return Period(begins, period.ends, days, working, all(map(calendar.knows, days)))


def miscounted(period: NoticePeriod, found: Period, calendar: Calendar) -> Saying | None:
    """What to say where the end that is written is not the end that its number of days gives."""
    if period.ends is None or period.working_days is None:
        return _nothing_worked(found) if not found.working else None
    if len(found.working) == period.working_days:
        return None
    right = calendar.period(found.first, period.working_days)
    listed, free = _listed(right.working), _listed(_free(right, calendar))
    return Saying(
        f"写的是到 {found.last}，共 {period.working_days} 个工作日；按日历从 {found.first} 起 "
        f"{period.working_days} 个工作日应到 {right.last}（算上{listed}"
        + (f"；节假日{free}不算" if free else "")
        + f"），到 {found.last} 是 {len(found.working)} 个。请改成一致，或只写其中一样。",
        f"it says until {found.last} and {period.working_days} working days; by the calendar "
        f"{period.working_days} working days from {found.first} end on {right.last}, and until "
        f"{found.last} there are {len(found.working)}; make them agree or write only one.",
    )


def _nothing_worked(found: Period) -> Saying:
    return Saying(
        f"从 {found.first} 到 {found.last} 没有一个工作日，请核对日期。",
        f"there is no working day from {found.first} to {found.last}; check the days.",
    )


def _free(found: Period, calendar: Calendar) -> tuple[date, ...]:
    return tuple(day for day in found.days if calendar.holiday(day) and day not in found.working)


def _listed(days: tuple[date, ...]) -> str:
    """Days in a few words, those of a month together.

    >>> _listed((date(2026, 9, 29), date(2026, 9, 30), date(2026, 10, 8)))
    '9月29、30日，10月8日'
    """
    months: dict[int, list[str]] = {}
    for day in days:
        months.setdefault(day.month, []).append(str(day.day))
    return "，".join(f"{month}月{'、'.join(found)}日" for month, found in months.items())
