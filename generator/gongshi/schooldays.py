"""School days (教学日与工作日): which days are worked, which are free, and how periods are counted.

What the State Council announces for a year (holidays, and weekends worked in exchange) stands in
`content/holidays.yaml`, so that a build needs no list of its own and a county can put it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import CalendarDay, Model, Name, Where, all_wrong, named, wrong
from gongshi.errors import Saying
from gongshi.school import Term
from gongshi.week import WEEKDAYS
from gongshi.words import plain, shown

_LONGEST_HOLIDAY = 60
_MOST = 366
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """Period (公示期): so many working days, and every calendar day they stretch over.

    `first` is the day it begins and `last` the last working day of it; `days` are all the days
    from one to the other, `working` those that count. `certain` is False where the holidays of a
    year it touches are not known, so that only Monday to Friday could be counted.
    """

    first: date
    last: date
    days: tuple[date, ...]
    working: tuple[date, ...]
    certain: bool


class Holiday(Model):
    """Holiday (节假日): days in a row that nobody works, by one name."""

    name: Name = named("名称", description="节假日的名称，如“国庆节”。\nThe holiday's name.")
    starts: CalendarDay = named("开始", description="放假的第一天。\nIts first day.")
    ends: CalendarDay = named(
        "结束",
        description="放假的最后一天；只放一天，就和第一天相同。\n"
        "Its last day; the same as the first where it is one day.",
    )

    @model_validator(mode="after")
    def _runs_forward(self) -> Holiday:
        if self.ends < self.starts:
            raise wrong(
                f"假期的结束 {self.ends} 早于开始 {self.starts}，请核对。",
                f"the holiday ends ({self.ends}) before it starts ({self.starts}); check them.",
            )
        if (self.ends - self.starts).days >= _LONGEST_HOLIDAY:
            raise wrong(
                f"从 {self.starts} 到 {self.ends} 超过 {_LONGEST_HOLIDAY} 天，请核对年份；"
                "寒暑假不写在这里，由学期的开始和结束算出。",
                f"{self.starts} to {self.ends} is more than {_LONGEST_HOLIDAY} days; check the "
                "years. School vacations do not belong here: they lie between the terms.",
            )
        return self

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of it."""
        return tuple(_days(self.starts, self.ends))


class Year(Model):
    """Year (年度安排): what was announced for one year."""

    holidays: Annotated[tuple[Holiday, ...], Field(min_length=1)] = named(
        "放假",
        "节假日",
        description="这一年的法定节假日，连同一起放的周末。\n"
        "The year's public holidays, with the weekends that go with them.",
    )
    make_up: tuple[CalendarDay, ...] = named(
        "补班",
        "调休上班",
        default=(),
        description="因调休要上班的周六、周日。\n"
        "Saturdays and Sundays that are worked in exchange for a holiday.",
    )


def _year(value: object) -> object:
    if isinstance(value, str):
        found = re.fullmatch(r"(20[0-9]{2})(?:年度?)?", plain(value))
        if not found:
            raise wrong(
                f"“{shown(value)}”不是年份，请写成 2026 的样子（2000 到 2099）。",
                f"“{shown(value)}” is not a year; write it like 2026 (2000 to 2099).",
            )
        return int(found[1])
    return value


YearNumber = Annotated[int, BeforeValidator(_year), Field(ge=2000, le=2099)]
"""A year of this century, written 2026."""


class Calendar(Model):
    """Calendar (校历): the terms, and for each year the holidays and the weekends worked.

    >>> national = Holiday(name="国庆节", starts=date(2026, 10, 1), ends=date(2026, 10, 7))
    >>> year = Year(holidays=(national,), make_up=(date(2026, 10, 10),))
    >>> period = Calendar(years={2026: year}).period(date(2026, 9, 30), 4)
    >>> print(period.last, len(period.days), [day.day for day in period.working])
    2026-10-10 11 [30, 8, 9, 10]
    """

    terms: tuple[Term, ...] = named(
        "学期",
        default=(),
        description="全县的学期，目录按它分组，海报按它数第几周。\n"
        "The terms, by which lists are grouped and weeks counted.",
    )
    years: dict[YearNumber, Year] = named(
        "年份",
        default={},
        description="每一年的放假和补班，年份后面加冒号；可以用 gongshi holidays 生成。\n"
        "The holidays of each year, after the year and a colon; gongshi holidays writes them.",
        json_schema_extra={"$comment": "“2026: 内容”，内容是[年度安排](#year)"},
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Calendar:
        errors = [*_term_errors(self.terms), *_year_errors(self.years)]
        if errors:
            raise all_wrong(errors)
        return self

    def knows(self, day: date) -> bool:
        """Whether the holidays of a day's year are written down.

        >>> Calendar().knows(date(2026, 10, 1))
        False
        """
        return day.year in self.years

    def holiday(self, day: date) -> str | None:
        """The name of the holiday a day belongs to, if it is one.

        >>> new_year = Holiday(name="元旦", starts=date(2026, 1, 1), ends=date(2026, 1, 3))
        >>> calendar = Calendar(years={2026: Year(holidays=(new_year,))})
        >>> calendar.holiday(date(2026, 1, 3)), calendar.holiday(date(2026, 1, 4))
        ('元旦', None)
        """
        return self._free.get(day)

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked: make-up days are, holidays are not, else Monday to Friday.

        >>> new_year = Holiday(name="元旦", starts=date(2026, 1, 1), ends=date(2026, 1, 3))
        >>> year = Year(holidays=(new_year,), make_up=(date(2026, 1, 4),))
        >>> calendar = Calendar(years={2026: year})
        >>> [calendar.is_workday(date(2026, 1, day)) for day in (2, 4, 5)]
        [False, True, True]
        """
        if day in self._made_up:
            return True
        return day.weekday() < _SATURDAY and day not in self._free

    def workdays(self, first: date, last: date) -> tuple[date, ...]:
        """The working days from one day to another, both included.

        >>> [day.day for day in Calendar().workdays(date(2026, 11, 20), date(2026, 11, 24))]
        [20, 23, 24]
        """
        return tuple(day for day in _days(first, last) if self.is_workday(day))

    def period(self, first: date, count: int) -> Period:
        """The period of `count` working days from a day on, that day counted if it is worked.

        >>> period = Calendar().period(date(2022, 9, 19), 5)
        >>> print(period.last, len(period.days), period.certain)
        2022-09-23 5 False

        Raises ValueError for a count that no period has: less than 1, or more than a year's days.
        """
        if not 1 <= count <= _MOST:
            raise ValueError(count)
        days, working = list[date](), list[date]()
        day = first
        while len(working) < count:
            days.append(day)
            if self.is_workday(day):
                working.append(day)
            day += timedelta(days=1)
        certain = all(map(self.knows, days))
        return Period(first, working[-1], tuple(days), tuple(working), certain)

    def school_days(self, first: date, last: date, terms: tuple[Term, ...]) -> tuple[date, ...]:
        """The working days from one day to another that lie in one of the terms.

        >>> term = Term(name="秋", starts=date(2026, 9, 1), ends=date(2027, 1, 22))
        >>> days = Calendar().school_days(date(2026, 8, 28), date(2026, 9, 2), (term,))
        >>> [day.day for day in days]
        [1, 2]
        """
        spans = ((max(first, term.starts), min(last, term.ends)) for term in terms)
        return tuple(sorted({day for start, end in spans for day in self.workdays(start, end)}))

    def term_of(self, day: date) -> Term | None:
        """The county's term that a day lies in.

        >>> Calendar().term_of(date(2026, 11, 22)) is None
        True
        """
        return next((term for term in self.terms if term.starts <= day <= term.ends), None)

    @cached_property
    def _free(self) -> Mapping[date, str]:
        found = (one for year in self.years.values() for one in year.holidays)
        return {day: one.name for one in found for day in one.days}

    @cached_property
    def _made_up(self) -> frozenset[date]:
        return frozenset(day for year in self.years.values() for day in year.make_up)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _term_errors(terms: tuple[Term, ...]) -> Iterator[PydanticCustomError]:
    """Terms that overlap another one before them."""
    for place, term in enumerate(terms):
        for before, other in enumerate(terms[:place]):
            if term.starts <= other.ends and other.starts <= term.ends:
                yield wrong(
                    f"“{term.name}”和第 «line» 行的“{other.name}”有日子重叠，请核对开始和结束。",
                    f"“{term.name}” overlaps “{other.name}” of line «line»; check their days.",
                    ("terms", place),
                    ("terms", before),
                )
                break


_Written = Mapping[date, tuple[Where, str]]
"""Where in the file a day was first written, and by what name."""


def _year_errors(years: Mapping[int, Year]) -> Iterator[PydanticCustomError]:
    """Days in the wrong year, written twice, or worked and free at once."""
    free: dict[date, tuple[Where, str]] = {}
    for year, said in years.items():
        for place, one in enumerate(said.holidays):
            where: Where = ("years", str(year), "holidays", place)
            if not one.starts.year <= year <= one.ends.year:
                yield _told(_another_year(one.starts, year), where)
            clash = next((day for day in one.days if day in free), None)
            if clash is not None:
                yield _twice_free(where, one, clash, free)
            for day in one.days:
                free.setdefault(day, (where, one.name))
    worked: dict[date, tuple[Where, str]] = {}
    for year, said in years.items():
        for place, day in enumerate(said.make_up):
            where = ("years", str(year), "make_up", place)
            if (saying := _not_made_up(year, day, free)) is not None:
                yield _told(saying, where, free[day][0] if day in free else None)
            elif day in worked:
                yield wrong(
                    f"{day} 写了两次，请只留一处。", f"{day} stands twice; keep one.", where
                )
            worked.setdefault(day, (where, ""))


def _told(saying: Saying, at: Where, other: Where | None = None) -> PydanticCustomError:
    return wrong(saying.zh, saying.en, at, other)


def _another_year(day: date, year: int) -> Saying:
    return Saying(
        f"{day} 不在 {year} 年里，请核对，或写到 {day.year} 年下面。",
        f"{day} is not in {year}; check it, or write it under {day.year}.",
    )


def _twice_free(where: Where, one: Holiday, clash: date, free: _Written) -> PydanticCustomError:
    other, name = free[clash]
    return wrong(
        f"“{one.name}”和第 «line» 行的“{name}”都写了 {clash}，请让每一天只在一个假期里。",
        f"“{one.name}” and “{name}” of line «line» both hold {clash}; keep it in one of them.",
        where,
        other,
    )


def _not_made_up(year: int, day: date, free: _Written) -> Saying | None:
    """Why a day cannot be one that is worked in exchange."""
    if day.year != year:
        return _another_year(day, year)
    if day in free:
        return Saying(
            f"{day} 在第 «line» 行是“{free[day][1]}”放假，不能又是补班，请核对。",
            f"{day} is free on line «line» ({free[day][1]}) and cannot be worked too; check it.",
        )
    if day.weekday() < _SATURDAY:
        return Saying(
            f"{day} 是{WEEKDAYS[day.weekday()]}，本来就上班；补班只写周六和周日，请核对或删去。",
            f"{day} is no Saturday or Sunday and is worked anyway; check or delete it.",
        )
    return None
