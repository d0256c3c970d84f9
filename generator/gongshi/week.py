"""Weeks and days (周与日期) as schools write them: 2026-W47, 星期一, 2026年11月16日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gongshi.errors import Saying
from gongshi.words import plain

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_NAMES = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon", "星期一", "周一", "礼拜一", "一"),
            ("tuesday", "tue", "星期二", "周二", "礼拜二", "二"),
            ("wednesday", "wed", "星期三", "周三", "礼拜三", "三"),
            ("thursday", "thu", "星期四", "周四", "礼拜四", "四"),
            ("friday", "fri", "星期五", "周五", "礼拜五", "五"),
            ("saturday", "sat", "星期六", "周六", "礼拜六", "六"),
            ("sunday", "sun", "星期日", "星期天", "周日", "周天", "礼拜天", "日"),
        ),
        start=1,
    )
    for name in names
}
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MOMENT = re.compile(r"(\S+?)[ T]+(\d{1,2}):(\d{2})(?::\d{2})?")


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
        found = _WEEK.fullmatch(plain(text))
        if found:
            week = cls(int(found[1]), int(found[2]))
            if week.exists:
                return week
            raise NotADay(
                Saying(
                    f"{week.year} 年没有第 {week.number} 周。",
                    f"The year {week.year} has no week {week.number}.",
                )
            )
        raise NotADay(
            Saying(
                f"“{text}”不是周次，请写成 2026-W47 的样子。",
                f"“{text}” is not a week; write it like 2026-W47.",
            )
        )

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

    def __str__(self) -> str:
        """As in the name of a menu's file."""
        return f"{self.year}-W{self.number:02d}"


def weekday_named(text: str) -> int | None:
    """The number (Monday 1 … Sunday 7) of a weekday's name, or None.

    >>> weekday_named("周三"), weekday_named("Sunday"), weekday_named("午餐")
    (3, 7, None)
    """
    return _NAMES.get(plain(text).lower())


def parse_day(text: str) -> date:
    """The day written as 2026-11-16, 2026/11/16 or 2026年11月16日; raises NotADay.

    >>> parse_day("2026年9月1日")
    datetime.date(2026, 9, 1)
    """
    found = _DAY.fullmatch(plain(text).replace(" ", ""))
    if not found:
        raise NotADay(
            Saying(
                f"“{text}”不是日期，请写成 2026-11-16 的样子。",
                f"“{text}” is not a date; write it like 2026-11-16.",
            )
        )
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise NotADay(
            Saying(
                f"日期“{text}”不存在，请核对年、月、日。",
                f"The date “{text}” does not exist; check year, month and day.",
            )
        ) from error


def parse_moment(text: str) -> datetime:
    """The day and minute written as 2026-11-16 16:20; raises NotADay.

    >>> parse_moment("2026-11-16 16：20")
    datetime.datetime(2026, 11, 16, 16, 20)
    """
    found = _MOMENT.fullmatch(plain(text))
    if not found:
        day = parse_day(text)
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - schools write local time
    day = parse_day(found[1])
    hour, minute = int(found[2]), int(found[3])
    if hour > 23 or minute > 59:
        raise NotADay(
            Saying(f"“{text}”里的时间不存在。", f"The time in “{text}” does not exist.")
        )
    return datetime(day.year, day.month, day.day, hour, minute)  # noqa: DTZ001 - local time
