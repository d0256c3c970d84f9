"""Expressions (算式): what a form says of its columns, such as 期末数 = 期初数 + 增加 - 减少.

A small language of its own: names of columns, figures with units, + - * / and brackets, and one
comparison. An expression is read once into a tree of values, checked for sense (grams are not
added to hours) and worked out row by row in decimals. Nothing is ever handed to Python to run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from gongshi.errors import Saying
from gongshi.kinds.register.units import MOMENT, PLAIN, TIME, factor_of, kind_of, units
from gongshi.words import narrow, shown

_LONGEST, _DEEPEST = 200, 12


class Unfit(ValueError):
    """An expression that cannot be read or makes no sense; `saying` tells why."""

    def __init__(self, zh: str, en: str) -> None:
        """A message in both languages."""
        super().__init__(en)
        self.saying = Saying(zh, en)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit, in base units; `unit` is as it was written."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Name:
    """A column, by its place in the table."""

    place: int


@dataclass(frozen=True, slots=True)
class Joined:
    """Two parts joined by one of + - * /."""

    sign: str
    left: Part
    right: Part


Part: TypeAlias = Figure | Name | Joined


@dataclass(frozen=True)
class Comparison:
    """What has to hold in every row: one part, a sign, another part."""

    left: Part
    sign: str
    right: Part

    @cached_property
    def names(self) -> tuple[int, ...]:
        """The places of the columns it speaks of, in their order."""
        return tuple(dict.fromkeys((*names_in(self.left), *names_in(self.right))))

    @cached_property
    def computes(self) -> int | None:
        """The column whose empty cells it fills: the one that stands alone before a “=”."""
        if self.sign != "=" or not isinstance(self.left, Name):
            return None
        return None if self.left.place in names_in(self.right) else self.left.place


def parse(text: str, names: Mapping[str, int]) -> Comparison:
    """The comparison a text says; `names` leads from names of columns to places. Raises Unfit."""
    return _Reader(text, names).comparison()


def worked_out(part: Part, values: Sequence[Decimal | None]) -> Decimal | None:
    """What a part comes to in a row, in base units; None where something is not known.

    Raises ZeroDivisionError where the row makes it divide by nothing.
    """
    if isinstance(part, Name):
        return values[part.place]
    if isinstance(part, Figure):
        return part.value
    left, right = worked_out(part.left, values), worked_out(part.right, values)
    if left is None or right is None:
        return None
    if part.sign == "/" and not right:
        raise ZeroDivisionError
    return _WORKS[part.sign](left, right)


def holds(sign: str, left: Decimal, right: Decimal) -> bool:
    """Whether a comparison of two figures is so."""
    return _COMPARES[sign](left, right)


def kind_in(part: Part, kinds: Sequence[str | None]) -> str:
    """What a part measures, from what each column measures (None: nothing); raises Unfit."""
    if isinstance(part, Figure):
        return kind_of(part.unit)
    if isinstance(part, Name):
        found = kinds[part.place]
        if found is None:
            raise Unfit(
                "里有不能计算的列（文字、是否、选项或班级）。", "names a column that is no figure."
            )
        return found
    left, right = kind_in(part.left, kinds), kind_in(part.right, kinds)
    made = _joined(part.sign, left, right)
    if made is None:
        raise _mixed(left, part.sign, right)
    return made


def check_sense(comparison: Comparison, kinds: Sequence[str | None]) -> None:
    """Raises Unfit where the two sides of a comparison are not of one kind."""
    left, right = kind_in(comparison.left, kinds), kind_in(comparison.right, kinds)
    if left != right:
        raise _mixed(left, comparison.sign, right)


def names_in(part: Part) -> tuple[int, ...]:
    """The places of the columns that a part names."""
    if isinstance(part, Joined):
        return (*names_in(part.left), *names_in(part.right))
    return (part.place,) if isinstance(part, Name) else ()


def units_in(part: Part) -> tuple[str, ...]:
    """The units that are written in a part."""
    if isinstance(part, Joined):
        return (*units_in(part.left), *units_in(part.right))
    return (part.unit,) if isinstance(part, Figure) and part.unit else ()


def _joined(sign: str, left: str, right: str) -> str | None:
    """What comes of joining two kinds; None where it makes no sense."""
    if sign == "*":
        return (left or right) if PLAIN in (left, right) and MOMENT not in (left, right) else None
    if sign == "/":
        if MOMENT in (left, right):
            return None
        return PLAIN if left == right else left if right == PLAIN else None
    if MOMENT in (left, right):
        return _of_moments(sign, left, right)
    return left if left == right else None


def _of_moments(sign: str, left: str, right: str) -> str | None:
    """A moment and hours make a moment; between two moments lie hours."""
    if left == right:
        return TIME if sign == "-" else None
    if left == MOMENT and right == TIME:
        return MOMENT
    return MOMENT if sign == "+" and left == TIME else None


_KINDS = {
    "": ("没有单位的数", "plain numbers"),
    "g": ("重量", "weights"),
    "ml": ("容量", "volumes"),
    "m": ("长度", "lengths"),
    "元": ("金额", "money"),
    "s": ("时长", "hours"),
    "t": ("日期时间", "days"),
}


def _mixed(left: str, sign: str, right: str) -> Unfit:
    (zh_left, en_left), (zh_right, en_right) = _KINDS[left], _KINDS[right]
    return Unfit(
        f"里{zh_left}和{zh_right}不能用“{sign}”连起来，请核对，数后面要写单位的请写上。",
        f"joins {en_left} and {en_right} by “{sign}”; check it, and write units after figures.",
    )


_WORKS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
_COMPARES: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "=": lambda left, right: left == right,
    "≠": lambda left, right: left != right,
    "≥": lambda left, right: left >= right,
    "≤": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    "<": lambda left, right: left < right,
}
_SIGNS = {"==": "=", "!=": "≠", "<>": "≠", ">=": "≥", "<=": "≤", "=>": "≥", "=<": "≤"}
_SIGN = re.compile(r"==|!=|<>|>=|<=|=>|=<|[=≠≥≤<>＝]")
_NUMBER = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*")
_UNIT = re.compile("|".join(sorted(map(re.escape, units()), key=len, reverse=True)), re.IGNORECASE)
_TIMES = {"×": "*", "÷": "/", "·": "*", "−": "-"}


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, text: str, names: Mapping[str, int]) -> None:
        if len(text) > _LONGEST:
            raise Unfit(f"太长，最多 {_LONGEST} 个字。", f"is over {_LONGEST} characters long.")
        self.text = narrow("".join(_TIMES.get(sign, sign) for sign in text))
        self.at = 0
        self.names = sorted(
            ((narrow(name), place) for name, place in names.items()),
            key=lambda pair: -len(pair[0]),
        )

    def comparison(self) -> Comparison:
        left = self._sum(0)
        found = _SIGN.match(self.text, self.at)
        if found is None:
            raise self._stuck("=、≥、≤、> 或 <", "=, ≥, ≤, > or <")
        self.at = found.end()
        right = self._sum(0)
        self._skip()
        if self.at < len(self.text):
            raise self._stuck("结束", "its end")
        return Comparison(left, _SIGNS.get(found[0], found[0]), right)

    def _sum(self, depth: int) -> Part:
        part = self._product(depth)
        while self._next() in ("+", "-"):
            sign = self._take()
            part = Joined(sign, part, self._product(depth))
        return part

    def _product(self, depth: int) -> Part:
        part = self._single(depth)
        while self._next() in ("*", "/"):
            sign = self._take()
            part = Joined(sign, part, self._single(depth))
        return part

    def _single(self, depth: int) -> Part:
        if depth > _DEEPEST:
            raise Unfit(f"里的括号超过 {_DEEPEST} 层。", f"has brackets more than {_DEEPEST} deep.")
        self._skip()
        for name, place in self.names:
            if self.text.startswith(name, self.at):
                self.at += len(name)
                return Name(place)
        if self._next() == "(":
            self._take()
            part = self._sum(depth + 1)
            if self._next() != ")":
                raise self._stuck(")", ")")
            self._take()
            return part
        return self._figure()

    def _figure(self) -> Figure:
        found = _NUMBER.match(self.text, self.at)
        if found is None:
            raise self._stuck("列名或数", "a column or a figure")
        self.at = found.end()
        unit = _UNIT.match(self.text, self.at)
        if unit is None:
            return Figure(Decimal(found[1]), "")
        self.at = unit.end()
        return Figure(Decimal(found[1]) * factor_of(unit[0]), unit[0])

    def _next(self) -> str:
        self._skip()
        return self.text[self.at : self.at + 1]

    def _take(self) -> str:
        self.at += 1
        return self.text[self.at - 1]

    def _skip(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def _stuck(self, zh: str, en: str) -> Unfit:
        rest = self.text[self.at :]
        if not rest:
            return Unfit(f"没有写完，后面应该是{zh}。", f"is not finished; {en} is missing.")
        names = "、".join(name for name, _ in self.names)
        return Unfit(
            f"里“{shown(rest)}”看不懂，这里应该是{zh}；列有：{shown(names)}。",
            f"cannot be read at “{shown(rest)}”, where {en} belongs.",
        )
