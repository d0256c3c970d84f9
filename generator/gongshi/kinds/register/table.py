"""Table (表): a register's rows, read and held to its form, or everything that is wrong with them.

Rows may be mappings by column, lists in the order of the columns, or a whole table pasted as text
(a line a row, cells parted by tabs or “|”). Whichever it is, a message names row and column and
leads to the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from pydantic_core import PydanticCustomError

from gongshi.document import all_wrong
from gongshi.errors import MOST_OF_ONE_FILE, Saying
from gongshi.kinds.register.cells import (
    EMPTY,
    Misread,
    Value,
    parse_cell,
    quantity,
    rounded,
    within_bounds,
)
from gongshi.kinds.register.column import Column
from gongshi.kinds.register.expression import Comparison, holds, worked_out
from gongshi.kinds.register.form import Check, RegisterForm
from gongshi.kinds.register.rows import Row, at_cell, written_rows
from gongshi.kinds.register.stretch import Stretch
from gongshi.kinds.register.telling import not_so

MOST_ROWS = 3000


@dataclass(frozen=True, slots=True)
class Table:
    """A register's rows, valid: for each row its cells in the order of the form's columns."""

    form: RegisterForm
    rows: tuple[tuple[Value | None, ...], ...]


def table_of(form: RegisterForm, raw: object, stretch: Stretch | None) -> Table:
    """The table of what was written under 行; raises all that is wrong with it."""
    errors: list[PydanticCustomError] = []
    made = _Maker(form, stretch, errors)
    with localcontext(_CONTEXT):
        rows = tuple(made.rows(raw))
        made.only_once(rows)
    if errors:
        raise all_wrong(errors[: MOST_OF_ONE_FILE + 1])
    return Table(form, tuple(cells for _, cells in rows))


_CONTEXT = Context(prec=40)
_Cells = tuple[Value | None, ...]


class _Maker:
    """Makes rows of a form and gathers what is wrong with them."""

    def __init__(
        self, form: RegisterForm, stretch: Stretch | None, errors: list[PydanticCustomError]
    ) -> None:
        self.form = form
        self.stretch = stretch
        self.errors = errors
        self.columns = [_Read(column, stretch) for column in form.columns]

    def rows(self, raw: object) -> Iterator[tuple[Row, _Cells]]:
        """Every row that could be read."""
        written = written_rows(self.form, raw, self.errors)
        before = len(self.errors)
        checks = tuple(zip(self.form.checks, self.form.comparisons, strict=True))
        for number, row in enumerate(written):
            if number >= MOST_ROWS:
                self._told(row, None, f"超过了 {MOST_ROWS} 行，请分成几份台账。", _TOO_MANY)
                return
            if len(self.errors) > MOST_OF_ONE_FILE:
                return
            has_its_columns = len(self.errors) == before
            cells = self._cells(row)
            if len(self.errors) == before:
                for check, comparison in checks:
                    self._checked(row, cells, check, comparison)
            if has_its_columns:
                self._required(row, cells)
            yield row, tuple(cells)
            before = len(self.errors)

    def _cells(self, row: Row) -> list[Value | None]:
        try:
            return [read[text] for read, text in zip(self.columns, row.cells, strict=True)]
        except Misread:
            return [self._cell(row, place, text) for place, text in enumerate(row.cells)]

    def _cell(self, row: Row, place: int, text: str) -> Value | None:
        try:
            return self.columns[place][text]
        except Misread as error:
            self._told(row, place, error.saying.zh, error.saying.en)
            return error.value

    def _required(self, row: Row, cells: Sequence[Value | None]) -> None:
        for place in self.form.required:
            if cells[place] is None and row.cells[place].strip() in EMPTY:
                self._told(row, place, "没有填，请补上。", "is empty; fill it in.")
        agreed = self.form.reconciliation
        if agreed is not None and agreed.reason is not None:
            places = self.form.places
            gap = difference(self.form, cells)
            if gap and cells[places[agreed.reason]] is None:
                self._told(
                    row,
                    places[agreed.reason],
                    f"没有填，而实物和账面差 {gap:+f}；请写明原因。",
                    f"is empty, but count and books differ by {gap:+f}; say why.",
                )

    def _checked(
        self, row: Row, cells: list[Value | None], check: Check, comparison: Comparison
    ) -> None:
        """Hold a row to a check; where the check computes an empty cell, fill it."""
        columns = self.form.columns
        values: list[Decimal | None] = [None] * len(columns)
        for place in comparison.names:
            values[place] = quantity(columns[place], cells[place])
        into = comparison.computes
        try:
            right = worked_out(comparison.right, values)
            left = worked_out(comparison.left, values)
        except ZeroDivisionError:
            place = comparison.names[-1]
            self._told(
                row,
                place,
                f"是 0，算式“{check.expression}”里不能除以 0，请核对。",
                f"is 0, and “{check.expression}” divides by it; check it.",
            )
            return
        if right is None or left is None:
            return
        if into is not None and columns[into].is_figure:
            column = columns[into]
            figure = rounded(right / column.factor, column.places)
            if cells[into] is None:
                cells[into] = figure
                try:
                    within_bounds(column, figure)
                except Misread as error:
                    self._told(row, into, error.saying.zh, error.saying.en)
                return
            left, right = left / column.factor, figure
            is_so = left == right
        else:
            is_so = holds(comparison.sign, rounded(left, _FINE), rounded(right, _FINE))
        if not is_so:
            place = into if into is not None else next(iter(comparison.names), 0)
            saying = not_so(self.form, check, comparison, (left, right))
            self._told(row, place, saying.zh, saying.en)

    def only_once(self, rows: tuple[tuple[Row, _Cells], ...]) -> None:
        """Tell of rows that say the same in the columns that together stand once."""
        form = self.form
        if not form.unique:
            return
        places = [form.places[name] for name in form.unique]
        seen: dict[_Cells, int] = {}
        for row, cells in rows:
            key = tuple(cells[place] for place in places)
            if any(one is None for one in key):  # “in” asks a Decimal whether it equals None
                continue
            first = seen.setdefault(key, row.number)
            if first != row.number:
                names = "、".join(form.unique)
                self._told(
                    row,
                    None,
                    f"和第 {first} 行的{names}一样，请只留一行。",
                    f"says the same as row {first} ({', '.join(form.unique)}); keep one.",
                )

    def _told(self, row: Row, place: int | None, zh: str, en: str) -> None:
        self.errors.append(at_cell(self.form, row, place, Saying(zh, en)))


class _Read(dict[str, "Value | None"]):
    """A column's cells by their text, read when first asked for: tables say much the same.

    A cell that is not what the column holds raises Misread, each time.
    """

    def __init__(self, column: Column, stretch: Stretch | None) -> None:
        super().__init__()
        self.column = column
        self.stretch = stretch

    def __missing__(self, text: str) -> Value | None:
        value = parse_cell(self.column, text, self.stretch)
        self[text] = value
        return value


_FINE = 6
_TOO_MANY = f"comes after {MOST_ROWS} rows; make several registers of them."


def difference(form: RegisterForm, cells: Sequence[Value | None]) -> Decimal | None:
    """How much more was counted than the books say; None where one of them is not there."""
    if form.reconciliation is None:
        return None
    book = cells[form.places[form.reconciliation.book]]
    counted = cells[form.places[form.reconciliation.counted]]
    if isinstance(book, Decimal) and isinstance(counted, Decimal):
        return counted - book
    return None
