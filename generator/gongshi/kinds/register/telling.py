"""Telling (说法): figures and checks of a register in the words of its clerks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from gongshi.errors import Saying
from gongshi.kinds.register.cells import figure_said, rounded
from gongshi.kinds.register.expression import (
    Comparison,
    Figure,
    Joined,
    Name,
    Part,
    kind_in,
    names_in,
    units_in,
)
from gongshi.kinds.register.form import Check, RegisterForm
from gongshi.kinds.register.units import MOMENT, PLAIN, TIME, factor_of, kind_of

_DAY = 86400
_SIGNS = {"*": "×", "/": "÷", "-": "−", "+": "+"}


def check_said(form: RegisterForm, comparison: Comparison) -> str:
    """A check as readers see it: 保存至 − 留样时间 ≥ 48 小时."""
    left, right = _part_said(form, comparison.left), _part_said(form, comparison.right)
    return f"{left} {comparison.sign} {right}"


def not_so(
    form: RegisterForm, check: Check, comparison: Comparison, sides: tuple[Decimal, Decimal]
) -> Saying:
    """What is said of a row in which a check does not hold: both figures, and the basis."""
    left, right = sides
    words = check_said(form, comparison)
    why = f"（{check.basis}）" if check.basis else ""
    into = comparison.computes
    if into is not None and form.columns[into].is_figure:
        column = form.columns[into]
        unit = f" {column.counted_in}" if column.counted_in else ""
        should, found = (f"{figure_said(one, column.places)}{unit}" for one in (right, left))
        return Saying(
            f"写的是 {found}，按“{words}”应为 {should}{why}，请核对。",
            f"is {found}, but {should} by “{words}”{why}; check it.",
        )
    found = amount_said(form, comparison, comparison.left, left)
    should = amount_said(form, comparison, comparison.right, right)
    name = _part_said(form, comparison.left)
    return Saying(
        f"不对：{name}是 {found}，应 {comparison.sign} {should}{why}，请核对。",
        f"is wrong: {name} is {found}, which should be {comparison.sign} {should}{why}; check it.",
    )


def amount_said(form: RegisterForm, comparison: Comparison, part: Part, value: Decimal) -> str:
    """An amount in base units as words, in the unit that the check itself uses."""
    kinds = tuple(column.measures for column in form.columns)
    kind = kind_in(part, kinds)
    if kind == MOMENT:
        return _moment_said(value)
    written = (*units_in(comparison.right), *units_in(comparison.left))
    columns = (form.columns[at].counted_in for at in names_in(part))
    usual = ("小时",) if kind == TIME else ()
    names = (*written, *columns, *usual)
    if kind == PLAIN:
        counted = {form.columns[at].counted_in for at in comparison.names}
        same = next(iter(counted)) if len(counted) == 1 else None
        return f"{figure_said(rounded(value, 2))} {same or ''}".strip()
    unit = next((one for one in names if one and kind_of(one) == kind), "")
    return f"{figure_said(rounded(value / factor_of(unit), 2))} {unit}".strip()


def _moment_said(value: Decimal) -> str:
    seconds = int(value)
    day = date.fromordinal(max(1, min(seconds // _DAY, date.max.toordinal())))
    minutes = seconds % _DAY // 60
    clock = f" {minutes // 60}:{minutes % 60:02d}" if minutes else ""
    return f"{day.year}年{day.month}月{day.day}日{clock}"


def _part_said(form: RegisterForm, part: Part, *, inside: bool = False) -> str:
    if isinstance(part, Name):
        return form.columns[part.place].name
    if isinstance(part, Figure):
        figure = figure_said(part.value / factor_of(part.unit))
        return f"{figure} {part.unit}".strip()
    right_in = isinstance(part.right, Joined) and part.sign in "*/-"
    left_in = isinstance(part.left, Joined) and part.sign in "*/" and part.left.sign in "+-"
    left = _part_said(form, part.left, inside=left_in)
    right = _part_said(form, part.right, inside=right_in)
    text = f"{left} {_SIGNS[part.sign]} {right}"
    return f"（{text}）" if inside else text
