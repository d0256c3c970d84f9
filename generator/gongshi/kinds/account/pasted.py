"""Pasted (粘贴的收支表): the rows of a table out of WPS or Excel, as items and their headings.

A row numbered 一、 begins a heading whose items follow; the first row may name the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic_core import PydanticCustomError

from gongshi.document import LINE, all_wrong, wrong
from gongshi.kinds.account.money import parse_amount
from gongshi.words import shown

_GAP = re.compile(r"\t|[|｜]| {2,}|\u3000+")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("to_date", re.compile("累计")),
    ("amount", re.compile("本月|金额|发生额")),
    ("note", re.compile("备注|说明")),
)
_USUAL = ("amount", "to_date", "note")

Line = dict[str, object]
"""A line of an account as a clerk could have written it, by the English names of its fields."""


def is_pasted(text: str) -> bool:
    """Whether a text is a table rather than one amount."""
    return "\n" in text.strip() or "\t" in text.strip()


def lines_of(text: str) -> list[object]:
    """The lines of a pasted table: items, or headings where a row is numbered 一、."""
    rows = [
        (at, _cells(line)) for at, line in enumerate(text.split("\n")) if line.strip("|｜ \t\r")
    ]
    columns: Sequence[str | None] = _USUAL
    if rows and not any(map(_is_amount, rows[0][1][1:])) and len(rows[0][1]) > 1:
        columns = [_column(cell) for cell in rows.pop(0)[1][1:]]
    errors: list[PydanticCustomError] = []
    lines = [_line(at, cells, columns, errors) for at, cells in rows]
    if errors:
        raise all_wrong(errors)
    return list(_under_headings(lines))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _GAP.split(line.strip().strip("|｜"))]


def _column(head: str) -> str | None:
    return next((field for field, looks in _COLUMNS if looks.search(head)), None)


def _is_amount(cell: str) -> bool:
    try:
        return parse_amount(cell) is not None
    except PydanticCustomError:
        return False


def _line(
    at: int, cells: list[str], columns: Sequence[str | None], errors: list[PydanticCustomError]
) -> Line:
    said: Line = {"name": cells[0]}
    for column, cell in zip(columns, cells[1:], strict=False):
        if column and cell:
            said[column] = cell
    for cell in cells[1 + len(columns) :]:
        errors += [_too_many(at, cell)] if cell else []
    for column in ("amount", "to_date"):
        try:
            parse_amount(said.get(column))
        except PydanticCustomError as error:
            told = error.context or {}
            errors.append(wrong(told["zh"], told["en"], (f"{LINE}{at}",)))
            said.pop(column)
    return said


def _too_many(at: int, cell: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(cell)}”不知是哪一列；每行写名称、本月、本年累计、备注，或在第一行写上列名。",
        f"no column is known for “{shown(cell)}”; name the columns in the first row.",
        (f"{LINE}{at}",),
    )


def _under_headings(lines: list[Line]) -> Iterator[Line]:
    """Lines as they are; where one is numbered 一、, those below it are its items."""
    if not any(_HEADING.match(str(line["name"])) for line in lines):
        yield from lines
        return
    heading: Line = {"name": "其他", "items": []}
    items: list[Line] = []
    for line in lines:
        if _HEADING.match(str(line["name"])):
            if items or heading["name"] != "其他":
                yield {**heading, "items": items}
            heading, items = {key: said for key, said in line.items() if key != "note"}, []
        else:
            items.append(line)
    yield {**heading, "items": items}
