"""Cells (单元格): what a clerk writes into a column, read as what the column holds.

A cell is read as tolerantly as it can be without guessing: full-width digits, a unit after the
figure, a day without its year where the register says which year it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, TypeVar

from gongshi.errors import Saying
from gongshi.hours import clocked
from gongshi.kinds.register.units import in_unit
from gongshi.week import NotADay, parse_day, parse_moment, weekday_named
from gongshi.words import Word, narrow, nearest, plain, shown

if TYPE_CHECKING:
    from gongshi.kinds.register.column import Column
    from gongshi.kinds.register.stretch import Stretch


class CellType(Word):
    """Cell type (列类型): what the cells of a column hold."""

    TEXT = "text", "文字"
    NUMBER = "number", "数", "数字", "数量"
    MONEY = "money", "金额", "钱"
    DAY = "day", "日期"
    TIME = "time", "时刻", "时间"
    MOMENT = "moment", "日期时间"
    YES_NO = "yes_no", "是否"
    CHOICE = "choice", "选项"
    CLASS = "class", "班级"


@dataclass(frozen=True, slots=True, order=True)
class SchoolClass:
    """School class (班级): its grade (kindergarten below 0) and number, which classes sort by.

    >>> print(school_class("3年级2班"), school_class("七（10）班"), school_class("大一班"))
    三（2）班 七（10）班 大一班
    """

    grade: int
    number: int

    def __str__(self) -> str:
        """As it is written on its door."""
        if self.grade < 0 and self.number in _SIGNS:
            return f"{_GRADE_NAMES[self.grade]}{_SIGNS[self.number]}班"
        return f"{_GRADE_NAMES[self.grade]}（{self.number}）班"


Value = str | Decimal | date | datetime | time | bool | SchoolClass
"""What a cell holds; an empty one holds None."""

EMPTY = frozenset(("", "-", "—", "——", "/", "／", "－"))
"""What clerks write into a cell that has nothing in it."""


class Misread(ValueError):
    """A cell that is not what its column holds; `saying` follows the name of the column.

    `value` is what it says where that can be read and is only out of bounds.
    """

    def __init__(self, zh: str, en: str, value: Value | None = None) -> None:
        """A message in both languages."""
        super().__init__(en)
        self.saying = Saying(zh, en)
        self.value = value


def parse_cell(column: Column, text: str, stretch: Stretch | None) -> Value | None:
    """The value of a cell, None for an empty one; raises Misread."""
    tidy = text.strip()
    if tidy in EMPTY:
        return None
    if len(text) > _LONGEST:
        raise Misread(
            f"太长，最多 {_LONGEST} 个字。", f"is too long: {_LONGEST} characters at most."
        )
    return _READERS[column.type](column, tidy, stretch)


def within_bounds(column: Column, figure: Decimal) -> Decimal:
    """A figure, if it is neither too small nor too large for its column; raises Misread."""
    least, most = column.bounds
    if least is not None and figure < least:
        raise _out_of_bounds(column, figure, least, "少于", "is less than")
    if most is not None and figure > most:
        raise _out_of_bounds(column, figure, most, "多于", "is more than")
    return figure


def _out_of_bounds(column: Column, value: Decimal, bound: Decimal, zh: str, en: str) -> Misread:
    if column.least is None and value < 0:
        return Misread("不能是负数，请核对。", "cannot be below nothing; check it.", value)
    unit = f" {column.counted_in}" if column.counted_in else ""
    found, limit = f"{said(column, value)}{unit}", f"{said(column, bound)}{unit}"
    why = f"（{column.basis}）" if column.basis else ""
    return Misread(
        f"是 {found}，{zh} {limit}{why}，请核对。",
        f"{found} {en} {limit}{why}; check it.",
        value,
    )


def said(column: Column, value: Value | None) -> str:
    """A value as a table shows it, without its unit."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return figure_said(value, column.places)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value.month}月{value.day}日 {value.hour}:{value.minute:02d}"
    if isinstance(value, date):
        return f"{value.month}月{value.day}日"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02d}"
    return str(value)


def figure_said(figure: Decimal, places: int | None = None) -> str:
    """A figure with its thousands apart; `places` decimals, or as many as it has.

    >>> figure_said(Decimal("1234.5"), 2), figure_said(Decimal("12.50"))
    ('1,234.50', '12.5')
    """
    if places is not None:
        return f"{rounded(figure, places):,f}"
    text = f"{figure:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(figure: Decimal, places: int) -> Decimal:
    """A figure to so many decimals, halves up, as accounts are kept.

    >>> rounded(Decimal("2.345"), 2)
    Decimal('2.35')
    """
    return figure.quantize(_LAST[places], ROUND_HALF_UP)


_LAST = tuple(Decimal(1).scaleb(-places) for places in range(7))
"""What the last decimal stands for, by how many decimals there are."""


_LONGEST = 400
_FIGURE = re.compile(r"[¥￥]? ?(-?[0-9]{1,12}(?:\.[0-9]{1,6})?) ?([^\s\d.,+*=<>-]{0,6})")
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")


def parse_figure(text: str, unit: str | None) -> Decimal:
    """A figure in a unit: 125, 125克, 0.2 千克, 1,200, １２０; raises Misread."""
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return Decimal(text)
    tidy = narrow(text)
    tidy = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), tidy)
    found = _FIGURE.fullmatch(tidy)
    if found is None:
        raise Misread(f"“{shown(text)}”不是数。", f"“{shown(text)}” is no figure.")
    figure = in_unit(Decimal(found[1]), found[2], unit)
    if figure is None:
        zh = f"单位不对，请用“{unit}”" if unit else "请只写数，不写单位"
        en = f"write it in “{unit}”" if unit else "write it without a unit"
        raise Misread(f"“{shown(text)}”{zh}。", f"“{shown(text)}”: {en}.")
    return figure


_DIGITS = 12


def _figure(column: Column, text: str, _: Stretch | None) -> Value:
    figure = parse_figure(text, column.counted_in)
    exponent = figure.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > column.places:
        zh = f"最多写 {column.places} 位小数" if column.places else "应该是整数"
        en = f"{column.places} decimals at most" if column.places else "write a whole number"
        raise Misread(f"“{shown(text)}”{zh}。", f"“{shown(text)}”: {en}.")
    return within_bounds(column, figure)


_SHORT_DAY = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?")


D = TypeVar("D", date, datetime)


def _day(column: Column, text: str, stretch: Stretch | None) -> date:
    return _in_period(column, _day_said(text, stretch), stretch)


def _in_period(column: Column, found: D, stretch: Stretch | None) -> D:
    """A day or moment; raises Misread where its column asks for the period and it is without."""
    if column.within and stretch is not None:
        day = found.date() if isinstance(found, datetime) else found
        if day not in stretch:
            raise Misread(
                f"是 {day}，不在{stretch}里，请核对。",
                f"{day} is not within {stretch.in_english}; check it.",
                found,
            )
    return found


def _day_said(text: str, stretch: Stretch | None) -> date:
    """A whole day, or one whose year or week the register's period gives: 11-16, 周一."""
    if len(text) == _ISO and text.isascii():
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    if stretch is not None:
        found = _SHORT_DAY.fullmatch(plain(text).replace(" ", ""))
        if found:
            return _day_within(stretch, found, text)
        weekday = weekday_named(text) if stretch.is_week else None
        if weekday and (day := stretch.weekday(weekday)):
            return day
    try:
        return parse_day(text)
    except NotADay as error:
        raise Misread(error.saying.zh, error.saying.en) from error


def _day_within(stretch: Stretch, found: re.Match[str], text: str) -> date:
    day = stretch.day_of(int(found[1]), int(found[2]))
    if day is None:
        raise Misread(
            f"“{shown(text)}”不在{stretch}里，请核对，或连年份一起写。",
            f"“{shown(text)}” is not within {stretch.in_english}; check it, or write the year.",
        )
    return day


_ISO = 10
_CLOCK = re.compile(r"([0-9]{1,2})[:.时点]([0-9]{2})分?")


def _time(_: Column, text: str, __: Stretch | None) -> time:
    return _clock(text)


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(plain(clocked(text)).replace(" ", ""))
    if found is None or int(found[1]) > _LAST_HOUR or int(found[2]) > _LAST_MINUTE:
        raise Misread(
            f"“{shown(text)}”不是时刻，请写成 11:40 的样子。",
            f"“{shown(text)}” is no time of day; write it like 11:40.",
        )
    return time(int(found[1]), int(found[2]))


_LAST_HOUR, _LAST_MINUTE = 23, 59


def _moment(column: Column, text: str, stretch: Stretch | None) -> datetime:
    return _in_period(column, _moment_said(text, stretch), stretch)


def _moment_said(text: str, stretch: Stretch | None) -> datetime:
    try:
        if len(text) == _ISO_MOMENT and text[_ISO] in " T" and text.isascii():
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    day, _, clock = plain(clocked(text)).rpartition(" ")
    if not day:
        day, clock = re.sub(r"(?<=[日号])(?=[0-9])", " ", clock).partition(" ")[::2]
    if day and clock and not day[:4].isdigit():
        return datetime.combine(_day_said(day, stretch), _clock(clock))
    try:
        found = parse_moment(text)
    except NotADay as error:
        raise Misread(
            f"“{shown(text)}”不是日期和时间，请写成 2026-11-16 11:40 的样子。",
            f"“{shown(text)}” is no day and time; write it like 2026-11-16 11:40.",
        ) from error
    if ":" not in plain(text):
        raise Misread(
            f"“{shown(text)}”只有日期，请写上时间，如 {found:%Y-%m-%d} 11:40。",
            f"“{shown(text)}” has no time; write it like {found:%Y-%m-%d} 11:40.",
        )
    return found


_ISO_MOMENT = 16
_YES = frozenset(("是", "有", "对", "已", "合格", "yes", "true", "y", "√", "✓", "✔"))
_NO = frozenset(("否", "无", "不", "没有", "不是", "未", "不合格", "no", "false", "n", "×", "✗"))


def _yes_no(_: Column, text: str, __: Stretch | None) -> bool:
    said = plain(text).lower()
    if said in _YES or said in _NO:
        return said in _YES
    raise Misread(f"“{shown(text)}”请写 是 或 否。", f"“{shown(text)}”: write yes or no.")


def _choice(column: Column, text: str, _: Stretch | None) -> str:
    if text in column.choices:
        return text
    near = nearest(text, column.choices, 0.4)
    zh = f"，您是不是想写“{near}”？" if near else "，"
    en = f"; did you mean “{near}”?" if near else "."
    raise Misread(
        f"“{shown(text)}”不在可选值里{zh}可写：{'、'.join(column.choices)}。",
        f"“{shown(text)}” is not one of the choices{en} Choices: {', '.join(column.choices)}.",
    )


_NUMERALS = {sign: number for number, sign in enumerate("一二三四五六七八九", start=1)}
_SIGNS = {number: sign for sign, number in _NUMERALS.items()}
_GRADES = {**_NUMERALS, **{str(number): number for number in range(1, 10)}} | {
    "托": -4,
    "小": -3,
    "中": -2,
    "大": -1,
    "初一": 7,
    "初二": 8,
    "初三": 9,
    "高一": 10,
    "高二": 11,
    "高三": 12,
}
_GRADE_NAMES = _SIGNS | {
    number: name for name, number in _GRADES.items() if number < 0 or number > _NUMERALS["九"]
}
_CLASS = re.compile(
    r"(初[一二三]|高[一二三]|[托小中大一二三四五六七八九1-9])(?:年级)?[(.]?"
    r"([0-9]{1,2}|[一二三四五六七八九十])\)?班?"
)


def school_class(text: str) -> SchoolClass | None:
    """The class of a text: 三（2）班, 三年级2班, 302, 大一班; None where it is none."""
    tidy = plain(text).replace(" ", "")
    found = _CLASS.fullmatch(tidy)
    if found is None:
        return None
    number = _NUMERALS.get(found[2]) or (10 if found[2] == "十" else int(found[2]))
    return SchoolClass(_GRADES[found[1]], number) if number else None


def _class(_: Column, text: str, __: Stretch | None) -> SchoolClass:
    found = school_class(text)
    if found is None:
        raise Misread(
            f"“{shown(text)}”不是班级，请写成 三（2）班 或 大一班 的样子。",
            f"“{shown(text)}” is no class; write it like 三（2）班.",
        )
    return found


def _text(_: Column, text: str, __: Stretch | None) -> str:
    return text


_READERS: dict[CellType, Callable[[Column, str, Stretch | None], Value]] = {
    CellType.TEXT: _text,
    CellType.NUMBER: _figure,
    CellType.MONEY: _figure,
    CellType.DAY: _day,
    CellType.TIME: _time,
    CellType.MOMENT: _moment,
    CellType.YES_NO: _yes_no,
    CellType.CHOICE: _choice,
    CellType.CLASS: _class,
}
_SECONDS = 86400


def quantity(column: Column, value: Value | None) -> Decimal | None:
    """What a cell is worth in an expression: base units, or seconds for days and times.

    An empty cell of figures is worth nothing, an empty day is not known.
    """
    if isinstance(value, Decimal):
        return value * column.factor
    if isinstance(value, datetime):
        clock = value.hour * 3600 + value.minute * 60
        return Decimal(value.toordinal() * _SECONDS + clock)
    if isinstance(value, date):
        return Decimal(value.toordinal() * _SECONDS)
    if isinstance(value, time):
        return Decimal(value.hour * 3600 + value.minute * 60)
    return Decimal(0) if column.is_figure else None
