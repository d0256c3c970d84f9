"""Reckoning (核算): a register's totals, its order of rows, and whether books and count agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Any

from gongshi.kinds.register.cells import CellType, Value, figure_said, rounded, said
from gongshi.kinds.register.column import Column
from gongshi.kinds.register.form import Measure, RegisterForm, Total
from gongshi.kinds.register.table import Table, difference

Cells = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A total worked out: what it is called, its figure with its unit, the same for each group.

    `places` are the decimals it is shown with.
    """

    name: str
    figure: Decimal
    unit: str
    places: int
    column: int | None
    groups: tuple[tuple[str, Decimal], ...] = ()

    @property
    def says(self) -> str:
        """The figure with its unit: 1,240.00 元."""
        return self.said(self.figure)

    def said(self, figure: Decimal) -> str:
        """A figure as the total shows it."""
        return f"{figure_said(figure, self.places)} {self.unit}".strip()


def reckoned(table: Table) -> tuple[Reckoned, ...]:
    """The totals of a table, in the order of its form."""
    with localcontext(Context(prec=40)):
        return tuple(_total(table, total) for total in table.form.totals)


def _total(table: Table, total: Total) -> Reckoned:
    form = table.form
    at = None if total.column is None else form.places[total.column]
    column = None if at is None else form.columns[at]
    places = _places(column, total.measure)
    groups: tuple[tuple[str, Decimal], ...] = ()
    if total.by is not None:
        by = form.places[total.by]
        grouped: dict[Value | None, list[Cells]] = {}
        for row in sorted_rows(table.rows, form, (by,)):
            grouped.setdefault(row[by], []).append(row)
        groups = tuple(
            (said(form.columns[by], key) or "（未填）", _figure(rows, at, total.measure, places))
            for key, rows in grouped.items()
        )
    return Reckoned(
        name=total.name or _called(column, total.measure),
        figure=_figure(table.rows, at, total.measure, places),
        unit=_unit(form, column, total.measure),
        places=places,
        column=at if total.measure is Measure.SUM else None,
        groups=groups,
    )


def _places(column: Column | None, measure: Measure) -> int:
    if column is None or measure is Measure.COUNT:
        return 0
    return max(1, column.places) if measure is Measure.AVERAGE else column.places


def _called(column: Column | None, measure: Measure) -> str:
    if column is None:
        return "共"
    return f"{column.name}{'' if measure is Measure.COUNT else measure.label}"


def _unit(form: RegisterForm, column: Column | None, measure: Measure) -> str:
    if measure is Measure.COUNT or column is None:
        return form.row_called
    return column.counted_in or ""


def _figure(rows: Sequence[Cells], at: int | None, measure: Measure, places: int) -> Decimal:
    """The sum, the count or the average of the cells that are filled; a yes-no counts its yes."""
    if at is None:
        return Decimal(len(rows))
    cells = [row[at] for row in rows if row[at] is not None and row[at] is not False]
    if measure is Measure.COUNT:
        return Decimal(len(cells))
    figures = [one for one in cells if isinstance(one, Decimal)]
    whole = sum(figures, Decimal(0))
    if measure is Measure.SUM:
        return whole
    return rounded(whole / len(figures), places) if figures else Decimal(0)


def sorted_rows(
    rows: Iterable[Cells], form: RegisterForm, places: Sequence[int]
) -> tuple[Cells, ...]:
    """Rows sorted by columns: days and figures by size, choices as the form lists them."""
    return tuple(
        sorted(rows, key=lambda row: tuple(_rank(form.columns[at], row[at]) for at in places))
    )


def _rank(column: Column, value: Value | None) -> tuple[int, Any]:
    if value is None:
        return 1, 0
    if column.type is CellType.CHOICE:
        return 0, column.choices.index(str(value))
    return 0, value


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement (账物相符) of books and count: each row's difference, how many rows differ.

    A difference is what was counted less what the books say; None where one is not there.
    """

    differences: tuple[Decimal | None, ...]

    @property
    def apart(self) -> int:
        """How many rows differ."""
        return sum(1 for one in self.differences if one)

    @property
    def word(self) -> str:
        """账物相符, or how many rows do not agree."""
        return f"{self.apart} 项账物不符" if self.apart else "账物相符"


def agreement(form: RegisterForm, rows: Iterable[Cells]) -> Agreement | None:
    """Whether books and count agree; None where the form does not ask."""
    if form.reconciliation is None:
        return None
    return Agreement(tuple(difference(form, row) for row in rows))
