"""Views (视图) of a register: its table in words for page, poster, CSV and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from gongshi.formats.table import csv_of
from gongshi.kinds.register.cells import SchoolClass, Value, figure_said, said
from gongshi.kinds.register.column import Column
from gongshi.kinds.register.form import RegisterForm
from gongshi.kinds.register.reckoning import Agreement, Reckoned, agreement, sorted_rows
from gongshi.kinds.register.table import Table
from gongshi.kinds.register.telling import check_said
from gongshi.posted import PostedView
from gongshi.publication import Badge, Sign

if TYPE_CHECKING:
    from gongshi.kinds.register.stretch import Stretch

MOST_ON_POSTER = 240
"""How many rows a poster prints; a wall has no room for more, and the QR code leads to all."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: 留样量（克）; whether it is set to the right, how wide it is.

    `width` is the width of its widest cell, in em.
    """

    says: str
    is_number: bool
    width: float


@dataclass(frozen=True, slots=True)
class TotalView:
    """A total: what it is called, what it comes to, and the same for each group.

    `below` says that it stands below its column already.
    """

    name: str
    says: str
    below: bool
    by: str
    groups: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check that every row was held to, with its basis and how it came out."""

    badge: Badge
    says: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class RegisterView(PostedView):
    """A register's page and poster.

    `rows` are the cells as texts in the order of `heads`, `states` the state of each row where
    books and count are compared; `title_at` is the column rows are called by, `sums` the last row.
    `poster_heads`, `poster_rows` and `poster_sums` are what the poster shows of them, where
    `poster_title_at` is the column rows are called by; `left_out` is how many rows it has no room
    for.
    """

    form: str
    about: str | None
    basis: str | None
    days: str
    rhythm: str
    row_called: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    states: tuple[Badge, ...]
    sums: tuple[str, ...]
    title_at: int
    totals: tuple[TotalView, ...]
    checks: tuple[CheckView, ...]
    signed_by: tuple[str, ...]
    poster_heads: tuple[Head, ...]
    poster_rows: tuple[tuple[str, ...], ...]
    poster_sums: tuple[str, ...]
    poster_title_at: int
    left_out: int


def register_view(table: Table, days: Stretch, totals: Sequence[Reckoned]) -> Mapping[str, object]:
    """What `RegisterView` holds beside what all posted documents have."""
    form = table.form
    ordered = sorted_rows(table.rows, form, [form.places[name] for name in form.order])
    agreed = agreement(form, ordered)
    states = () if agreed is None else tuple(_state(one) for one in agreed.differences)
    rows = tuple(_row_said(form, row, days) for row in ordered)
    sums = _sums(form, totals)
    heads = _heads(form.columns, (*rows, sums))
    return {
        "form": form.label,
        "about": form.says,
        "basis": form.basis,
        "days": str(days),
        "rhythm": form.rhythm.label,
        "row_called": form.row_called,
        "heads": heads,
        "rows": rows,
        "states": states,
        "sums": sums,
        "title_at": form.title_at,
        "totals": tuple(_total(one, form) for one in totals),
        "checks": tuple(_checks(form, agreed, len(rows))),
        "signed_by": form.signed_by,
        **_poster(form, heads, rows, sums, states),
    }


def _row_said(form: RegisterForm, row: Sequence[Value | None], days: Stretch) -> tuple[str, ...]:
    """The cells of a row in words; a day of another year than the register's says its year."""
    return tuple(
        f"{value.year}年{said(column, value)}"
        if isinstance(value, date) and value.year not in (days.starts.year, days.ends.year)
        else said(column, value)
        for column, value in zip(form.columns, row, strict=True)
    )


def _heads(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> tuple[Head, ...]:
    widest = [_width(column.head) for column in columns]
    for row in rows:
        for place, cell in enumerate(row):
            widest[place] = max(widest[place], _width(cell))
    return tuple(
        Head(column.head, column.is_figure, min(wide, _WIDEST))
        for column, wide in zip(columns, widest, strict=True)
    )


_WIDEST = 18.0


@lru_cache(4096)
def _width(text: str) -> float:
    """How wide a text is set, in em: letters and figures take about half, with air around them."""
    wide = [not sign.isascii() for sign in text]
    turns = sum(one != other for one, other in pairwise(wide))
    return sum(1 if one else _LATIN for one in wide) + _AIR * turns


_LATIN, _AIR = 0.56, 0.25


def _sums(form: RegisterForm, totals: Sequence[Reckoned]) -> tuple[str, ...]:
    """The last row: the sums below their columns; nothing where no column is summed."""
    sums = {one.column: figure_said(one.figure, one.places) for one in totals if one.column}
    if not sums:
        return ()
    first = next(place for place in range(len(form.columns)) if place not in sums)
    return tuple(
        sums.get(place, "合计" if place == first else "") for place in range(len(form.columns))
    )


def _total(one: Reckoned, form: RegisterForm) -> TotalView:
    most = max((abs(figure) for _, figure in one.groups), default=Decimal(0)) or Decimal(1)
    by = next((total.by for total in form.totals if total.by and one.groups), None)
    return TotalView(
        one.name,
        one.says,
        one.column is not None,
        by or "",
        tuple(
            (name, one.said(figure), float(max(figure, Decimal(0)) / most))
            for name, figure in one.groups
        ),
    )


def _state(apart: Decimal | None) -> Badge:
    if apart is None:
        return Badge(Sign.OPEN, "未盘点")
    if not apart:
        return Badge(Sign.DONE, "相符")
    return Badge(Sign.LATE, f"盘{'盈' if apart > 0 else '亏'} {figure_said(abs(apart))}")


def _checks(form: RegisterForm, agreed: Agreement | None, rows: int) -> Iterable[CheckView]:
    """What the rows were held to: they would not be published if it were not so."""
    if agreed is not None and rows:
        sign = Sign.LATE if agreed.apart else Sign.DONE
        assert form.reconciliation is not None
        book, counted = form.reconciliation.book, form.reconciliation.counted
        yield CheckView(Badge(sign, agreed.word), f"{book}与{counted}逐{form.row_called}对照", None)
    for column in form.columns:
        for word, bound in (("不少于", column.least), ("不多于", column.most)):
            # A full score or the like is no news; what a rule sets, or a least, is.
            if bound is not None and rows and (column.basis or bound == column.least):
                value = column.bounds[0 if word == "不少于" else 1]
                unit = f" {column.counted_in}" if column.counted_in else ""
                yield CheckView(
                    Badge(Sign.DONE, f"{column.name}{word} {said(column, value)}{unit}"),
                    f"{rows} {form.row_called}全部达到",
                    column.basis,
                )
    for check, comparison in zip(form.checks, form.comparisons, strict=True):
        if rows:
            words = check_said(form, comparison)
            yield CheckView(
                Badge(Sign.DONE, check.name or words),
                words if check.name else f"{rows} {form.row_called}逐一核对",
                check.basis,
            )


def _poster(
    form: RegisterForm,
    heads: tuple[Head, ...],
    rows: tuple[tuple[str, ...], ...],
    sums: tuple[str, ...],
    states: tuple[Badge, ...],
) -> Mapping[str, object]:
    """The columns and rows of the poster, with the state of each row as its last cell."""
    names = form.on_poster or tuple(column.name for column in form.columns)
    places = [form.places[name] for name in names]
    kept = rows[:MOST_ON_POSTER]
    shown = tuple(tuple(row[place] for place in places) for row in kept)
    total = tuple(sums[place] for place in places) if sums else ()
    chosen = tuple(heads[place] for place in places)
    if states:
        words = tuple(one.word for one in states[: len(kept)])
        shown = tuple((*row, word) for row, word in zip(shown, words, strict=True))
        total = (*total, "") if total else ()
        widest = max(map(_width, ("账物相符", *words)))
        chosen = (*chosen, Head("账物相符", is_number=False, width=widest))
    return {
        "poster_heads": chosen,
        "poster_rows": shown,
        "poster_sums": total,
        "poster_title_at": places.index(form.title_at) if form.title_at in places else 0,
        "left_out": len(rows) - len(kept),
    }


def as_csv(table: Table) -> bytes:
    """The table for WPS and Excel, a line a row."""
    heads = [column.head for column in table.form.columns]
    return csv_of(heads, ([_in_csv(value) for value in row] for row in table.rows))


def _in_csv(value: Value | None) -> str | Decimal:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def as_json(
    table: Table, days: Stretch, totals: Sequence[Reckoned], agreed: Agreement | None
) -> dict[str, object]:
    """The table as plain JSON values: its form, its columns, its rows by column, its totals."""
    form = table.form
    names = [column.name for column in form.columns]
    found: dict[str, object] = {
        "form": {"code": form.code, "label": form.label},
        "starts": days.starts.isoformat(),
        "ends": days.ends.isoformat(),
        "columns": [_column(column) for column in form.columns],
        "rows": [
            {name: _plain(value) for name, value in zip(names, row, strict=True)}
            for row in table.rows
        ],
        "totals": [
            {"name": one.name, "value": _plain(one.figure), "unit": one.unit}
            | ({"groups": {name: _plain(each) for name, each in one.groups}} if one.groups else {})
            for one in totals
        ],
    }
    if agreed is not None:
        found["agrees"] = not agreed.apart
        found["differences"] = [_plain(one) for one in agreed.differences]
    return found


def _column(column: Column) -> dict[str, str]:
    said = {"name": column.name, "type": column.type.value}
    return said | ({"unit": column.counted_in} if column.counted_in else {})


def _plain(value: Value | None) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, SchoolClass) else value
