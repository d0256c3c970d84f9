"""Weeks and days (周与日期) as schools write them: 2026-W47, 星期一, 2026年11月16日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from gongshi.errors import Saying
from gongshi.hours import clocked
from gongshi.words import nearest, plain, shown

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "mon.", "星期一", "周一", "礼拜一", "週一", "一"),
            ("tuesday", "tue", "tues", "tue.", "星期二", "周二", "礼拜二", "週二", "二"),
            ("wednesday", "wed", "wed.", "星期三", "周三", "礼拜三", "週三", "三"),
            ("thursday", "thu", "thur", "thurs", "thu.", "星期四", "周四", "礼拜四", "週四", "四"),
            ("friday", "fri", "fri.", "星期五", "周五", "礼拜五", "週五", "五"),
            ("saturday", "sat", "sat.", "星期六", "周六", "礼拜六", "週六", "六"),
            (
                "sunday",
                "sun",
                "sun.",
                "星期日",
                "星期天",
                "周日",
                "周天",
                "礼拜天",
                "礼拜日",
                "週日",
                "日",
            ),
        ),
        start=1,
    )
    for name in names
}
_WEEK = re.compile(r"([0-9]{4})-?w([0-9]{1,2})", re.IGNORECASE)
_DAY = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"
    r"(?:[(,]?((?:星期|周|礼拜|週)[一二三四五六日天])\)?)?"
)
_SHORT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NO_YEAR = re.compile(r"[0-9]{1,2}(?:月[0-9]{1,2}[日号]?|[-/.][0-9]{1,2})")
_IN_NUMERALS = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_MOMENT = re.compile(r"(.+?)(?:[ T]+|(?<=日))([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?")
_YEARS = range(1900, 2200)
_LONGEST = 40


class NotADay(ValueError):
    """A text that is no day, week or moment; `saying` tells what to write instead."""

    def __init__(self, saying: Saying) -> None:
        """A message in both languages."""
        self.saying = saying
        super().__init__(saying.en)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """Week (周): one ISO 8601 week, Monday to Sunday.

    >>> Week.of(date(2026, 11, 22))
    Week(year=2026, number=47)
    >>> print(Week(2026, 47).monday, Week(2026, 47))
    2026-11-16 2026-W47
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The week a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> Week:
        """The week written as 2026-W47; raises NotADay for a week that does not exist."""
        return _week(text)

    @property
    def exists(self) -> bool:
        """Whether the year has such a week (52 or 53 of them, ISO 8601)."""
        last = date(self.year, 12, 28).isocalendar().week if self.year else 0
        return 1 <= self.number <= last

    @property
    def monday(self) -> date:
        """The day it begins."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """The day it ends."""
        return self.monday + timedelta(days=6)

    @property
    def next(self) -> Week:
        """The week after it."""
        return Week.of(self.monday + timedelta(days=7))

    @property
    def previous(self) -> Week:
        """The week before it."""
        return Week.of(self.monday - timedelta(days=7))

    def meets(self, first: date, last: date) -> bool:
        """Whether any of these days lies in it; both are included.

        >>> Week(2026, 47).meets(date(2026, 11, 1), date(2026, 11, 16))
        True
        """
        return first <= self.sunday and last >= self.monday

    def __str__(self) -> str:
        """As in the name of a menu's file."""
        return f"{self.year}-W{self.number:02d}"


@lru_cache(512)
def _week(text: str) -> Week:
    found = _WEEK.fullmatch(plain(text)) if len(text) <= _LONGEST else None
    if found:
        week = Week(int(found[1]), int(found[2]))
        if week.year in _YEARS and week.exists:
            return week
        raise NotADay(
            Saying(
                f"{week.year} 年没有第 {week.number} 周。",
                f"the year {week.year} has no week {week.number}.",
            )
        )
    raise NotADay(
        Saying(
            f"“{shown(text)}”不是周次，请写成 2026-W47 的样子。",
            f"“{shown(text)}” is not a week; write it like 2026-W47.",
        )
    )


def weekday_named(text: str) -> int | None:
    """The number (Monday 1 … Sunday 7) of a weekday's name, or None.

    >>> weekday_named("周三"), weekday_named("Sunday"), weekday_named("午餐")
    (3, 7, None)
    """
    return _NAMES.get(plain(text).lower().replace(" ", "")) if len(text) <= _LONGEST else None


def nearest_weekday(text: str) -> str | None:
    """The weekday's name that was probably meant: 周八 and Mondy are none, but near one.

    >>> nearest_weekday("Mondy"), nearest_weekday("午餐")
    ('monday', None)
    """
    return nearest(text, tuple(name for name in _NAMES if len(name) > 3), 0.75)


@lru_cache(4096)
def parse_day(text: str) -> date:
    """The day written as 2026-11-16, 2026/11/16, 20261116 or 2026年11月16日; raises NotADay.

    >>> parse_day("2026年9月1日（星期二）"), parse_day("二〇二六年九月一日")
    (datetime.date(2026, 9, 1), datetime.date(2026, 9, 1))
    """
    said = plain(text).replace(" ", "") if len(text) <= _LONGEST else ""
    found = _DAY.fullmatch(said) or _SHORT_DAY.fullmatch(said) or _DAY.fullmatch(_in_figures(said))
    if not found:
        raise _no_day(text, said)
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise _not_in_the_calendar(text) from error
    if day.year not in _YEARS:
        raise _not_in_the_calendar(text)
    weekday = found[4] if found.re is _DAY else None
    if weekday and weekday_named(weekday) != day.isoweekday():
        raise _another_weekday(day, weekday)
    return day


def _in_figures(said: str) -> str:
    """A day in numerals, 二〇二六年十一月三日, as one in figures; other text as it is."""
    found = _IN_NUMERALS.fullmatch(said)
    if not found:
        return said
    year = "".join(str(max("〇一二三四五六七八九".find(sign), 0)) for sign in found[1])
    return f"{year}年{_up_to_31(found[2])}月{_up_to_31(found[3])}日"


def _up_to_31(numeral: str) -> int:
    """十 is 10, 十一 11, 二十 20, 三十一 31; what is no such numeral 0."""
    tens, ten, ones = numeral.rpartition("十")
    digits = [" 一二三四五六七八九".find(sign) if sign else 0 for sign in (tens, ones)]
    return 0 if -1 in digits else (digits[0] or 1) * 10 * bool(ten) + digits[1]


def _another_weekday(day: date, said: str) -> NotADay:
    right = WEEKDAYS[day.isoweekday() - 1]
    return NotADay(
        Saying(
            f"{day} 是{right}，这里写的是{said}，请核对。",
            f"{day} is a {day:%A}, not {said}; check them.",
        )
    )


def _no_day(text: str, said: str) -> NotADay:
    if not text.strip():
        return NotADay(Saying("这里缺少日期，请写上。", "the date is missing; write it."))
    if _NO_YEAR.fullmatch(said):
        return NotADay(
            Saying(
                f"“{shown(text)}”缺少年份，请写成 2026-11-16 的样子。",
                f"“{shown(text)}” lacks its year; write it like 2026-11-16.",
            )
        )
    return NotADay(
        Saying(
            f"“{shown(text)}”不是日期，请写成 2026-11-16 的样子。",
            f"“{shown(text)}” is not a date; write it like 2026-11-16.",
        )
    )


def _not_in_the_calendar(text: str) -> NotADay:
    return NotADay(
        Saying(
            f"日期“{shown(text)}”不存在，请核对年、月、日。",
            f"the date “{shown(text)}” does not exist; check year, month and day.",
        )
    )


def parse_moment(text: str) -> datetime:
    """The day and minute written as 2026-11-16 16:20; raises NotADay.

    >>> parse_moment("2026-11-16 16：20"), parse_moment("2026年11月16日下午4点20分")
    (datetime.datetime(2026, 11, 16, 16, 20), datetime.datetime(2026, 11, 16, 16, 20))
    """
    found = _MOMENT.fullmatch(plain(clocked(text))) if len(text) <= _LONGEST else None
    if not found:
        day = parse_day(text)
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - schools write local time
    day = parse_day(found[1])
    hour, minute = int(found[2]), int(found[3])
    if hour > 23 or minute > 59:
        raise NotADay(
            Saying(
                f"“{shown(text)}”里的时间不存在，请写成 16:20 的样子。",
                f"the time in “{shown(text)}” does not exist; write it like 16:20.",
            )
        )
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - local time
