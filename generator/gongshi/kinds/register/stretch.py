"""Stretch (期间): the days a register is about, from one to another, both included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from gongshi.document import wrong
from gongshi.week import NotADay, Week, parse_day
from gongshi.words import plain, shown


@dataclass(frozen=True, slots=True)
class Stretch:
    """Stretch (期间): days in a row, both ends included.

    >>> print(parse_stretch("2026-W47"), parse_stretch("2026-11"), parse_stretch("2026-11-16"))
    2026年11月16日—22日 2026年11月 2026年11月16日
    """

    starts: date
    ends: date

    @property
    def days(self) -> Iterator[date]:
        """Every day of it."""
        for number in range((self.ends - self.starts).days + 1):
            yield self.starts + timedelta(days=number)

    def day_of(self, month: int, day: int) -> date | None:
        """The first of its days with this month and number.

        >>> print(parse_stretch("2026-09-01 至 2027-01-31").day_of(1, 20))
        2027-01-20
        """
        for year in range(self.starts.year, self.ends.year + 1):
            try:
                found = date(year, month, day)
            except ValueError:
                continue
            if found in self:
                return found
        return None

    def weekday(self, number: int) -> date | None:
        """The first of its days that is this weekday, Monday being 1.

        >>> print(parse_stretch("2026-W47").weekday(3))
        2026-11-18
        """
        found = self.starts + timedelta(days=(number - self.starts.isoweekday()) % 7)
        return found if found in self else None

    @property
    def is_week(self) -> bool:
        """Whether a weekday's name says which day is meant."""
        return (self.ends - self.starts).days < _WEEK

    @property
    def in_english(self) -> str:
        """For messages."""
        return f"{self.starts} to {self.ends}"

    def __contains__(self, day: date) -> bool:
        """Whether a day lies within it."""
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        """As people say it, as short as it can be said."""
        first, last = self.starts, self.ends
        start = f"{first.year}年{first.month}月"
        if first.day == 1 and last == _end_of_month(first):
            return start
        if first == last:
            return f"{start}{first.day}日"
        if (first.year, first.month) == (last.year, last.month):
            return f"{start}{first.day}日—{last.day}日"
        year = "" if first.year == last.year else f"{last.year}年"
        return f"{start}{first.day}日—{year}{last.month}月{last.day}日"


_WEEK = 7
_LONGEST_TEXT = 60
_LONGEST = 400
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_FROM_TO = re.compile(r"\s*(?:至|到|\s-\s)\s*|(?<=[0-9日])-(?=[0-9]{4}[-/.年])")
_BEGINS = re.compile(r"[0-9]{4}-(?:W[0-9]{2}|[0-9]{2}(?:-[0-9]{2})?)(?![0-9])", re.IGNORECASE)


def stretch_in(slug: str) -> Stretch | None:
    """The days that the beginning of a file's name says.

    >>> print(stretch_in("2026-11-assets"), stretch_in("assets"))
    2026年11月 None
    """
    found = _BEGINS.match(slug)
    try:
        return parse_stretch(found[0]) if found else None
    except ValueError:
        return None


def parse_stretch(text: str) -> Stretch:
    """Days written 2026-W47, 2026-11, 2026-11-16 or 2026-09-01 至 2026-12-31; raises ValueError."""
    tidy = plain(text[:_LONGEST_TEXT])
    ends = _FROM_TO.split(tidy)
    if len(ends) == 2:
        found = Stretch(parse_day(ends[0]), parse_day(ends[1]))
        if not 0 <= (found.ends - found.starts).days <= _LONGEST:
            raise ValueError(text)
        return found
    month = _MONTH.fullmatch(tidy.replace(" ", ""))
    if month and 1 <= int(month[2]) <= 12:
        first = date(int(month[1]), int(month[2]), 1)
        return Stretch(first, _end_of_month(first))
    if "w" in tidy.lower():
        week = Week.parse(tidy)
        return Stretch(week.monday, week.sunday)
    day = parse_day(tidy)
    return Stretch(day, day)


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _read(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_stretch(value)
    except ValueError as error:
        if isinstance(error, NotADay) and value.strip()[:1].isdigit():
            raise wrong(error.saying.zh, error.saying.en) from error
        raise wrong(
            f"“{shown(value)}”不是期间，请写成 2026-W47、2026-11 或 2026-09-01 至 2026-12-31。",
            f"“{shown(value)}” is no period; write 2026-W47, 2026-11 or 2026-09-01 至 2026-12-31.",
        ) from error


StretchOfDays = Annotated[
    Stretch,
    BeforeValidator(_read),
    WithJsonSchema(
        {"type": "string", "$comment": "周次、月份、日期，或 `2026-09-01 至 2026-12-31`"}
    ),
]
"""The days of a register, written 2026-W47, 2026-11, 2026-11-16 or 2026-09-01 至 2026-12-31."""
