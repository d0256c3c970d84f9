"""Rows (行) as they were written: by name, in the order of the columns, or pasted as a table.

Whichever way it is, each row knows where it stands, so that a message can lead to its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from gongshi.document import LINE, Where, wrong
from gongshi.errors import Saying
from gongshi.kinds.register.column import folded
from gongshi.kinds.register.form import RegisterForm
from gongshi.words import nearest, shown


class Row(NamedTuple):
    """A row as written: its number from 1, where it stands, a text for each column of its form.

    `steps` leads from a column's place to the step inside the row, for pointing at the cell.
    """

    number: int
    where: Where
    cells: Sequence[str]
    steps: Mapping[int, str | int]


def written_rows(
    form: RegisterForm, raw: object, errors: list[PydanticCustomError]
) -> Iterator[Row]:
    """The rows as they were written, whichever way."""
    if isinstance(raw, str) and raw.strip() not in _NONE:
        yield from _pasted(form, raw, errors)
    elif isinstance(raw, list | tuple):
        for place, item in enumerate(raw):
            number = place + 1
            if isinstance(item, Mapping):
                yield _by_name(form, number, item, errors)
            elif isinstance(item, list | tuple):
                texts = [_text(number, (place, at), one, errors) for at, one in enumerate(item)]
                steps = {at: at for at in range(len(texts))}
                yield _in_order(form, number, (place,), texts, errors, steps)
            elif isinstance(item, str):
                yield _in_order(form, number, (place,), _cut(item), errors)
            else:
                errors.append(_no_row(number, (place,)))
    elif raw is not None and not isinstance(raw, str):
        errors.append(
            wrong(
                "这里应该是一行一项的列表，每项以“- ”开头，或把表格粘贴在“|”后面。",
                "a list of rows belongs here, or a table pasted after “|”.",
            )
        )


def at_cell(form: RegisterForm, row: Row, place: int | None, saying: Saying) -> PydanticCustomError:
    """A message that names row and column, leading to the cell or else to its row."""
    name = "" if place is None else f"“{form.columns[place].name}”"
    title = row.cells[form.title_at].strip()
    called = shown(title) if title and place != form.title_at else ""
    zh_called, en_called = (f"（{called}）", f" ({called})") if called else ("", "")
    joint = "写的" if name and saying.zh.startswith("“") else ""
    step = row.steps.get(place) if place is not None else None
    where = (*row.where, step) if step is not None else row.where
    return wrong(
        f"第 {row.number} 行{zh_called}{name}{joint}{saying.zh}",
        f"row {row.number}{en_called}, {name or 'it'} {saying.en}",
        where,
        in_words=True,
    )


_NO_STEPS: Mapping[int, str | int] = {}

NUMBERING = frozenset(("序号", "编号列", "no", "no."))
"""A column that every printed table has and that says nothing."""


_NONE = frozenset(("", "无", "没有", "本期无", "none"))


def _no_row(number: int, where: Where) -> PydanticCustomError:
    return wrong(
        f"第 {number} 行是空的，请补上或删去这个“- ”。",
        f"row {number} is empty; fill it or delete the “- ”.",
        where,
        in_words=True,
    )


def _text(
    number: int,
    where: Where,
    value: object,
    errors: list[PydanticCustomError],
    column: str = "",
) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool | int | float | Decimal | date):
        return str(value)
    name = f"“{shown(column)}”" if column else ""
    errors.append(
        wrong(
            f"第 {number} 行{name}这一格应该只有一个值，不能是列表或“名称: 内容”。",
            f"row {number}{name}: a cell holds one value, neither a list nor “name: value”.",
            where,
            in_words=True,
        )
    )
    return ""


def _by_name(
    form: RegisterForm,
    number: int,
    item: Mapping[str, object],
    errors: list[PydanticCustomError],
) -> Row:
    place = number - 1
    cells = [""] * len(form.columns)
    steps: dict[int, str | int] = {}
    for key, value in item.items():
        at = form.places.get(key)
        if at is None:
            at = form.folded.get(folded(key))
        if at is None:
            if folded(key) not in NUMBERING:
                errors.append(_unknown(form, f"第 {number} 行", key, (place, key, "$key")))
        elif at in steps:
            errors.append(_twice(number, key, str(steps[at]), (place, key, "$key")))
        else:
            cells[at] = _text(number, (place, key), value, errors, key)
            steps[at] = key
    return Row(number, (place,), cells, steps)


def _twice(number: int, key: str, other: str, where: Where) -> PydanticCustomError:
    return wrong(
        f"第 {number} 行“{key}”和“{other}”是同一列，请只留一处。",
        f"row {number}: “{key}” and “{other}” are one column; keep one.",
        where,
        in_words=True,
    )


def _unknown(form: RegisterForm, at: str, key: str, where: Where) -> PydanticCustomError:
    names = tuple(form.places)
    near = nearest(key, names)
    known = "、".join(column.name for column in form.columns)
    zh = f"，您是不是想写“{near}”？" if near else f"；这张表有：{known}。"
    en = f"; did you mean “{near}”?" if near else f"; there are: {known}."
    return wrong(
        f"{at}：没有“{shown(key)}”这一列{zh}",
        f"there is no column “{shown(key)}”{en}",
        where,
        in_words=True,
    )


def _in_order(
    form: RegisterForm,
    number: int,
    where: Where,
    texts: Sequence[str],
    errors: list[PydanticCustomError],
    steps: Mapping[int, str | int] = _NO_STEPS,
) -> Row:
    """A row of cells in the order of the columns; those that are not there are empty."""
    width = len(form.columns)
    if any(map(str.strip, texts[width:])):
        names = "、".join(column.name for column in form.columns)
        errors.append(_over(number, where, len(texts), width, f"，依次是：{names}"))
    return Row(number, where, _filled(texts, width), steps)


def _filled(texts: Sequence[str], width: int) -> tuple[str, ...]:
    """So many texts, empty ones where there are too few."""
    return (*texts[:width], *("",) * (width - len(texts)))


def _over(number: int, where: Where, count: int, width: int, heads: str) -> PydanticCustomError:
    """What is said of a row with more cells than the table has columns."""
    return wrong(
        f"第 {number} 行有 {count} 格，表只有 {width} 列{heads}；请核对。",
        f"row {number} has {count} cells for {width} columns; check it.",
        where,
        in_words=True,
    )


def _pasted(form: RegisterForm, text: str, errors: list[PydanticCustomError]) -> Iterator[Row]:
    """The rows of a table pasted as text, the names of its columns above them or not."""
    lines = [(at, _cut(line)) for at, line in enumerate(text.split("\n")) if line.strip("|｜ \t\r")]
    lines = [line for line in lines if not (_is_rule(line[1][0]) and all(map(_is_rule, line[1])))]
    order: Sequence[int | None] | None = None
    if lines and (found := _head(form, lines[0], errors)) is not None:
        if errors:
            return
        order = found
        lines = lines[1:]
    elif lines and lines[0][1][0].strip().isdigit() and form.columns[0].measures is None:
        order = (None, *range(len(form.columns))) if _is_numbered(form, lines) else None
    if order is None:
        for number, (at, texts) in enumerate(lines, start=1):
            yield _in_order(form, number, (f"{LINE}{at}",), texts, errors)
    else:
        yield from _under_head(form, order, lines, errors)


def _under_head(
    form: RegisterForm,
    order: Sequence[int | None],
    lines: list[tuple[int, list[str]]],
    errors: list[PydanticCustomError],
) -> Iterator[Row]:
    """Rows whose cells stand in the order of a head; a column it does not name is empty."""
    width = len(order)
    places = [order.index(place) if place in order else width for place in range(len(form.columns))]
    for number, (at, texts) in enumerate(lines, start=1):
        where = (f"{LINE}{at}",)
        if any(map(str.strip, texts[width:])):
            errors.append(_over(number, where, len(texts), width, heads=""))
        cells = (*_filled(texts, width), "")
        yield Row(number, where, [cells[place] for place in places], _NO_STEPS)


def _is_numbered(form: RegisterForm, lines: list[tuple[int, list[str]]]) -> bool:
    """Whether the first cells are nothing but 1, 2, 3… before the columns of the form."""
    firsts = [cells[0].strip() for _, cells in lines]
    widest = max(len(cells) for _, cells in lines)
    return widest > len(form.columns) and firsts == [str(one + 1) for one in range(len(firsts))]


def _head(
    form: RegisterForm, line: tuple[int, list[str]], errors: list[PydanticCustomError]
) -> tuple[int | None, ...] | None:
    """The columns that a pasted table's first line names; None where it is a row already."""
    at, cells = line
    known = [form.folded.get(folded(cell)) for cell in cells]
    if sum(place is not None for place in known) * 2 < len(cells):
        return None
    seen: set[int] = set()
    for place, cell in zip(known, cells, strict=True):
        if place is None and cell.strip() and folded(cell) not in NUMBERING:
            errors.append(_unknown(form, "表头", cell, (f"{LINE}{at}",)))
        elif place is not None and place in seen:
            errors.append(
                wrong(
                    f"表头里“{shown(cell)}”有两列，请只留一列。",
                    f"the head has “{shown(cell)}” twice; keep one.",
                    (f"{LINE}{at}",),
                    in_words=True,
                )
            )
        seen.update(() if place is None else (place,))
    return tuple(known)


def _cut(line: str) -> list[str]:
    """The cells of a line: between tabs, or between upright strokes."""
    line = line.strip("\r\n")
    if "\t" in line:
        return line.split("\t")
    tidy = line.replace("｜", "|").strip()
    return tidy.removeprefix("|").removesuffix("|").split("|")


def _is_rule(cell: str) -> bool:
    return len(cell.strip()) > 1 and not cell.strip().strip("-:")
