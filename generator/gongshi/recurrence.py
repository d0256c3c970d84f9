"""Recurrence (重复): on which days something comes round, as clerks write it.

`每日`, `教学日`, `周一至周五`, `单周周三`, `每月1日、15日`; and months: `3-5月、9月`, `全年`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from gongshi.document import wrong
from gongshi.school import Term
from gongshi.schooldays import Calendar
from gongshi.week import weekday_named
from gongshi.words import Word, narrow, shown

EVERY_WEEKDAY = (1, 2, 3, 4, 5, 6, 7)
_LONGEST = 60


class Among(Word):
    """Among (日子): which days are meant at all, before weekdays narrow them."""

    EVERY = "every", "每日", "每天", "天天", "全周", "daily"
    SCHOOL = "school", "教学日", "上学日", "上课日", "在校日", "school days"
    WORK = "work", "工作日", "上班日", "working days"
    REST = "rest", "休息日", "节假日", "周末和节假日", "放假期间", "days off"


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Recurrence (重复): days among some, on some weekdays, in odd (1) or even (2) weeks.

    Weeks are counted in the term, the first being 1; `days` are days of the month, all if empty.

    >>> str(recurrence_of("星期一到星期五")), str(recurrence_of("双周 周三、周五"))
    ('周一至周五', '双周周三、周五')
    """

    among: Among = Among.EVERY
    weekdays: tuple[int, ...] = EVERY_WEEKDAY
    weeks: int = 0
    days: tuple[int, ...] = ()

    def falls_on(self, day: date, calendar: Calendar, terms: tuple[Term, ...]) -> bool:
        """Whether a day is one of them."""
        if not self.may_fall_on(day):
            return False
        if self.weeks or self.among is Among.SCHOOL:
            term = next((one for one in terms if one.starts <= day <= one.ends), None)
            if term is None or (self.weeks and term.week_of(day) % 2 != self.weeks % 2):
                return False
        if self.among is Among.EVERY:
            return True
        return calendar.is_workday(day) != (self.among is Among.REST)

    def may_fall_on(self, day: date) -> bool:
        """Whether a day can be one of them, holidays and terms not being known."""
        return day.isoweekday() in self.weekdays and (not self.days or day.day in self.days)

    def may_meet(self, other: Recurrence) -> bool:
        """Whether a day can be one of both, holidays and terms not being known."""
        kinds = {self.among, other.among}
        if Among.REST in kinds and kinds & {Among.SCHOOL, Among.WORK}:
            return False
        if self.weeks and other.weeks and self.weeks != other.weeks:
            return False
        if self.days and other.days and not set(self.days) & set(other.days):
            return False
        return bool(set(self.weekdays) & set(other.weekdays))

    @property
    def code(self) -> str:
        """The same for the browser: s12345, ew135, o (odd weeks), 1.15 (days of the month)."""
        narrowed = self.weekdays != EVERY_WEEKDAY
        return (
            self.among.value[0]
            + ("".join(map(str, self.weekdays)) if narrowed else "")
            + ("", "o", "v")[self.weeks]
            + ("/" + ".".join(map(str, self.days)) if self.days else "")
        )

    def __str__(self) -> str:
        """As people read it."""
        weeks = ("", "单周", "双周")[self.weeks]
        if self.days:
            return f"{weeks}每月" + "、".join(f"{one}日" for one in self.days)
        if self.weekdays != EVERY_WEEKDAY:
            return weeks + _weekdays_said(self.weekdays)
        return weeks + (self.among.label if not weeks or self.among is not Among.EVERY else "每日")


EVERY_DAY = Recurrence()
SCHOOL_DAYS = Recurrence(Among.SCHOOL)


def _weekdays_said(weekdays: tuple[int, ...]) -> str:
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) > 2 and last - first == len(weekdays) - 1:
        return f"周{_DIGITS[first]}至周{_DIGITS[last]}"
    return "周末" if weekdays == (6, 7) else "、".join(f"周{_DIGITS[one]}" for one in weekdays)


_DIGITS = " 一二三四五六日"
_MONTHLY = re.compile(r"每月([0-9]{1,2}[日号]?(?:[、,和及]?[0-9]{1,2}[日号]?)*)")
_RANGE = re.compile(r"(.+?)[-至到](.+)")


def recurrence_of(text: str) -> Recurrence:
    """The days written as 每日, 周一至周五, 单周周三, 每月1日; what is wrong is raised."""
    said = re.sub(r"\s", "", narrow(text)) if len(text) <= _LONGEST else ""
    weeks = {"单周": 1, "双周": 2}.get(said[:2], 0)
    rest = said[2:] if weeks else said
    monthly = _MONTHLY.fullmatch(rest)
    if monthly:
        days = tuple(sorted({int(one) for one in re.findall(r"[0-9]+", monthly[1])}))
        if all(1 <= one <= 31 for one in days):
            return Recurrence(weeks=weeks, days=days)
        raise _no_days(text)
    among = Among.called(rest) if rest else Among.EVERY
    if among is not None and said:
        return Recurrence(among, weeks=weeks)
    weekdays = _weekdays(rest.removeprefix("每"))
    if not weekdays:
        raise _no_days(text)
    return Recurrence(weekdays=weekdays, weeks=weeks)


def _weekdays(said: str) -> tuple[int, ...]:
    """Weekdays in order: 周一至周五, 周一、周三, 周一三五, 周末; empty where they are none."""
    found = set[int]()
    for piece in re.split(r"[、,，和及]", said):
        between = _RANGE.fullmatch(piece)
        ends = (between[1], between[2]) if between else (piece, piece)
        first, last = (weekday_named(one) for one in ends)
        if piece == "周末":
            found |= {6, 7}
        elif first is not None and last is not None and first <= last:
            found |= set(range(first, last + 1))
        elif re.fullmatch(r"(?:周|星期)[一二三四五六日]{2,7}", piece):
            found |= {_DIGITS.index(one) for one in piece if one in _DIGITS}
        else:
            return ()
    return tuple(sorted(found))


def _no_days(text: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(text)}”看不懂是哪些日子，请写 每日、教学日、周一至周五、单周周三、每月1日 "
        "这样的话。",
        f"“{shown(text)}” names no days; write 每日, 教学日, 周一至周五, 单周周三 or 每月1日.",
    )


def _recurrence(value: object) -> object:
    if isinstance(value, list):
        return recurrence_of("、".join(map(str, value)))
    if isinstance(value, dict):
        raise _no_days("、".join(map(str, value)))
    return recurrence_of(value) if isinstance(value, str) else value


_SAID = {
    "type": "string",
    "$comment": "哪些日子：`每日`、`教学日`、`工作日`、`休息日`、`周一至周五`、`单周周三`、"
    "`每月1日、15日`",
}
Days = Annotated[
    Recurrence,
    BeforeValidator(_recurrence),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_SAID),
]
"""Days that come round: 每日, 教学日, 周一至周五, 单周周三, 每月1日."""


# ---- months ------------------------------------------------------------------------------------

_SEASONS = {
    "全年": range(1, 13),
    "每月": range(1, 13),
    "春季": (3, 4, 5),
    "夏季": (6, 7, 8),
    "秋季": (9, 10, 11),
    "冬季": (12, 1, 2),
}
_MONTHS = re.compile(r"([0-9]{1,2})月?(?:[-至到](?:次年)?([0-9]{1,2})月?)?")


def months_of(text: str) -> tuple[int, ...]:
    """The months written as 3-5月、9月, 11月至次年2月, 全年 or 春季; what is wrong is raised.

    >>> months_of("3-5月、9月"), months_of("11月至次年2月")
    ((3, 4, 5, 9), (1, 2, 11, 12))
    """
    said = re.sub(r"\s", "", narrow(text)) if len(text) <= _LONGEST else ""
    found = set[int]()
    for piece in re.split(r"[、,，和及]", said):
        one = _MONTHS.fullmatch(piece)
        if piece in _SEASONS:
            found |= set(_SEASONS[piece])
        elif one and 1 <= int(one[1]) <= 12 and 1 <= int(one[2] or one[1]) <= 12:
            first, last = int(one[1]), int(one[2] or one[1])
            found |= {
                (month - 1) % 12 + 1 for month in range(first, first + (last - first) % 12 + 1)
            }
        else:
            raise _no_months(text)
    return tuple(sorted(found))


def _no_months(text: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(text)}”不是月份，请写成 3-5月、9月 的样子，或 全年、春季、11月至次年2月。",
        f"“{shown(text)}” names no months; write 3-5月, 9月, 全年 or 11月至次年2月.",
    )


def months_said(months: Iterable[int]) -> str:
    """Months as people say them, the turn of the year in one piece.

    >>> months_said((1, 2, 11, 12)), months_said((3, 4, 5, 9)), months_said(range(1, 13))
    ('11月至次年2月', '3–5月、9月', '全年')
    """
    among = set(months)
    if len(among) == 12:
        return "全年"
    firsts = [one for one in sorted(among) if (one - 2) % 12 + 1 not in among]
    said = []
    for first in firsts:
        last = first
        while last % 12 + 1 in among:
            last = last % 12 + 1
        said.append(_stretch(first, last))
    return "、".join(said)


def _stretch(first: int, last: int) -> str:
    if first == last:
        return f"{first}月"
    return f"{first}–{last}月" if first < last else f"{first}月至次年{last}月"


def _months(value: object) -> object:
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        return months_of("、".join(value))
    return months_of(value) if isinstance(value, str) else value


_MONTHS_SAID = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "$comment": "月份，如 `3-5月、9月`、`全年`、`春季`、`11月至次年2月`",
}
Months = Annotated[tuple[int, ...], BeforeValidator(_months), WithJsonSchema(_MONTHS_SAID)]
"""Months of the year in order, written 3-5月、9月, 全年 or 春季."""
