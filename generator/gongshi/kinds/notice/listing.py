"""Listing (名单): the small table that a notice is about: names, pairs, or columns and rows.

Clerks write it in whichever way is shortest; all of them become columns and rows here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from gongshi.document import Model, Name, Text, all_wrong, field_names, named, wrong
from gongshi.words import narrow, pieces

_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)? ?%?")
_BARS = "|｜\t"


def _cells(value: object) -> object:
    """The cells of a row: a list, or one line with | between them."""
    if isinstance(value, str):
        return [one.strip() for one in re.split(f"[{_BARS}]", value.strip(_BARS))]
    return value


def _cell(value: object) -> object:
    return "" if value is None else value


def _heads(value: object) -> object:
    """The columns' names: a list, or one line with | or 、 between them."""
    return list(pieces(value, _BARS + "、，,")) if isinstance(value, str) else value


def _rows(value: object) -> object:
    return value.splitlines() if isinstance(value, str) else value


Cell = Annotated[str, BeforeValidator(_cell), StringConstraints(max_length=400)]
"""What stands in one cell; it may be empty."""

Row = Annotated[tuple[Cell, ...], BeforeValidator(_cells), Field(min_length=1)]
"""One row: a list of cells, or a line with | between them."""


class Listing(Model):
    """Listing (名单): a table with the names of its columns, or pairs, or plain names without."""

    title: Name | None = named(
        "标题",
        default=None,
        description="名单或结果的小标题，如“遴选结果”。\nThe heading above it.",
    )
    columns: Annotated[tuple[Name, ...], BeforeValidator(_heads)] = named(
        "列",
        "栏目",
        "表头",
        default=(),
        description="各列的名称；只有一列，或左边名称、右边内容的，不必写。\n"
        "The columns' names; not needed for plain names or for pairs.",
    )
    rows: Annotated[tuple[Row, ...], BeforeValidator(_rows)] = named(
        "行",
        "内容",
        description="一行一项，各格写成列表，或写在一行里用 | 隔开。\n"
        "A row each: a list of cells, or one line with | between them.",
    )
    note: Text | None = named(
        "注", "备注", default=None, description="写在名单下面的一句话。\nA line below it."
    )

    @model_validator(mode="before")
    @classmethod
    def _in_columns_and_rows(cls, value: object) -> object:
        if isinstance(value, str):
            value = [line for line in value.splitlines() if line.strip()]
        if isinstance(value, Mapping):
            return _of_rows(value) if _TABLE & value.keys() else _of_pairs(value)
        return _of_items(value) if isinstance(value, list) else value

    @model_validator(mode="after")
    def _fits(self) -> Self:
        wide = len(self.columns) or len(self.rows[0] if self.rows else ())
        if not self.rows:
            raise wrong("名单是空的，请补上。", "the list is empty; fill it in.", ("rows",))
        if not self.columns and wide > 2:
            raise wrong(
                f"每行有 {wide} 格，请在“列”里写上各列的名称。",
                f"each row has {wide} cells; name the columns in “columns”.",
                ("rows", 0),
            )
        errors = [
            wrong(
                f"有 {len(row)} 格，应是 {wide} 格；请补上或删去，空着的格写 ''。",
                f"there are {len(row)} cells instead of {wide}; write an empty one as ''.",
                ("rows", place),
            )
            for place, row in enumerate(self.rows)
            if len(row) != wide
        ]
        if errors:
            raise all_wrong(errors)
        return self

    @property
    def numbers(self) -> tuple[int, ...]:
        """The places of the columns that hold nothing but figures, which stand to the right."""
        return tuple(
            place
            for place in range(1, len(self.rows[0]))
            if all(not row[place] or _NUMBER.fullmatch(narrow(row[place])) for row in self.rows)
        )


def _names(*fields: str) -> frozenset[str]:
    return frozenset(name for one in fields for name in (one, *field_names(Listing)[one]))


_TABLE = _names("columns", "rows")
_ROWS = _names("rows")
_AROUND = _names("title", "note")


def _of_rows(value: Mapping[str, object]) -> object:
    """A table whose rows are pairs, or name their cells themselves."""
    key = next((one for one in value if one in _ROWS), "")
    rows = value.get(key)
    around = {one: said for one, said in value.items() if one != key}
    if isinstance(rows, Mapping):
        return {**around, key: [list(pair) for pair in rows.items()]}
    if isinstance(rows, list) and rows and all(isinstance(one, Mapping) for one in rows):
        return {**_of_items(rows), **around}
    return value


def _of_items(items: list[object]) -> dict[str, object]:
    """A list of names, of pairs, or of rows that name each cell by its column."""
    if not all(isinstance(one, Mapping) for one in items):
        return {"rows": [[one] if isinstance(one, str) else one for one in items]}
    found = [one for one in items if isinstance(one, Mapping)]
    if all(len(one) == 1 for one in found) and len({key for one in found for key in one}) > 1:
        return {"rows": [list(pair) for one in found for pair in one.items()]}
    columns = list(dict.fromkeys(key for one in found for key in one))
    return {"columns": columns, "rows": [[one.get(key) for key in columns] for one in found]}


def _of_pairs(value: Mapping[str, object]) -> object:
    """Names with what is said of each, and the heading and note that may stand among them."""
    around = {key: said for key, said in value.items() if key in _AROUND}
    return {**around, "rows": [[key, said] for key, said in value.items() if key not in _AROUND]}
