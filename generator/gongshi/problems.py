"""Problems (内容问题): what pydantic found wrong, said to the clerk who wrote the file."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from gongshi.document import LINE, Model, Where, field_names
from gongshi.errors import MOST_OF_ONE_FILE, Problem, Saying, and_more
from gongshi.load import Source
from gongshi.load.blanks import blanks
from gongshi.load.keys import annotation_at, model_at, parts
from gongshi.words import Word, nearest, shown

Detail = Mapping[str, Any]


def problems_of(model: type[BaseModel], source: Source, error: ValidationError) -> list[Problem]:
    """Every problem of one file, one a mistake: the deepest, the key rather than its lack.

    Of a value that is still to be filled in, and of how what holds it fits together, nothing else
    is said.
    """
    details: list[Detail] = [
        typing.cast("Detail", detail) for detail in error.errors(include_url=False)
    ]
    holders = {
        place[:depth] for one in details if (place := one["loc"]) for depth in range(len(place))
    }
    lacking = any(detail["type"] == "missing" for detail in details)
    meant = {
        (*detail["loc"][:-1], field)
        for detail in details
        if lacking
        and detail["type"] == "extra_forbidden"
        and (field := _meant(model, detail["loc"]))
    }
    unready = {place[:depth] for place, _ in blanks(source) for depth in range(len(place))}
    told = [
        detail
        for detail in details
        if not (detail["loc"] and detail["loc"] in holders)
        and not _is_lack_of(model, detail, meant)
        and not (detail["type"] == "wrong" and detail["loc"] in unready)
    ]
    found = [_problem(model, source, detail) for detail in told[:MOST_OF_ONE_FILE]]
    found = _with_unfilled(model, source, found) if unready else found
    more = len(told) - MOST_OF_ONE_FILE
    return [*found, and_more(max(found, key=_place), more)] if more > 0 else found


def _with_unfilled(model: type[BaseModel], source: Source, found: list[Problem]) -> list[Problem]:
    """What is still to be filled in, and the problems of all other places."""
    taken = {source.place(where, model) for where, _ in blanks(source)}
    others = [one for one in found if (one.line, one.column) not in taken]
    return [*unfilled(model, source), *others][:MOST_OF_ONE_FILE]


def unfilled(model: type[BaseModel], source: Source) -> list[Problem]:
    """What a new file still asks for, told once a line: a blank is no dish, no title and no day."""
    found = [_unfilled(model, source, where, blank) for where, blank in blanks(source)]
    first = {one.line: one for one in sorted(found, key=_place, reverse=True)}
    return [first[line] for line in sorted(first)]


def _unfilled(model: type[BaseModel], source: Source, where: Where, blank: str) -> Problem:
    above = where[:-2] if where[-1] == "$key" else where
    zh, en = _path_in_words(model, source, above, "unfilled")
    saying = Saying(
        f"{zh}还是“{blank}”，请填上自己的内容，或删去这一项。",
        f"{en}still says “{blank}”; fill it in or delete it.",
    )
    return source.problem(where, "unfilled", saying, model)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column + 1


def _meant(model: type[BaseModel], where: Where) -> str | None:
    """The field that an unknown key was probably meant for."""
    inner = model_at(model, where[:-1])
    near = nearest(str(where[-1]), _names_of(inner)) if inner else None
    return _names_in(inner, near)[1] if inner and near else None


def _is_lack_of(model: type[BaseModel], detail: Detail, meant: set[Where]) -> bool:
    if detail["type"] != "missing" or not meant:
        return False
    return (*detail["loc"][:-1], _names_at(model, detail["loc"])[1]) in meant


def _problem(model: type[BaseModel], source: Source, detail: Detail) -> Problem:
    context = detail.get("ctx") or {}
    where: Where = (*detail["loc"], *context.get("at", ()))
    code = detail["type"]
    place = (*where, "$key") if code == "extra_forbidden" else where
    says = _said(model, source, where, detail)
    if context.get("other"):
        first = str(source.place((*context["other"], "$key"), model)[0])
        says = Saying(says.zh.replace("«line»", first), says.en.replace("«line»", first))
    told = context.get("in_words", False)
    zh, en = ("", "") if told else _path_in_words(model, source, where, code)
    line, column = source.place(place, model)
    return Problem(source.path, line, column, code, Saying(zh + says.zh, en + says.en))


def _path_in_words(
    model: type[BaseModel], source: Source, where: Where, code: str
) -> tuple[str, str]:
    """周一 › 午餐 › 第 2 项：, the way to the value; the last name is left to the message."""
    leave = 1 if code in ("missing", "extra_forbidden") else 0
    zh, en = [], []
    for depth in range(len(where) - leave):
        step = where[depth]
        if str(step).startswith(_NO_WORDS) or not source.has(where[: depth + 1], model):
            continue
        names = (f"第 {step + 1} 项", f"no. {step + 1}") if isinstance(step, int) else None
        names = names or _names_at(model, where[: depth + 1])
        zh.append(names[0])
        en.append(names[1])
    return (" › ".join(zh) + "：" if zh else "", " › ".join(en) + ": " if en else "")


_NO_WORDS = ("$key", "[key]", LINE)
"""Steps that lead to a place and have no name."""


def _names_at(model: type[BaseModel], where: Where) -> tuple[str, str]:
    """The Chinese and the English name of the key a place ends with, whichever was written."""
    key, holder = str(where[-1]), annotation_at(model, where[:-1])
    if isinstance(holder, type) and issubclass(holder, BaseModel):
        return _names_in(holder, key)
    return key, key


@cache
def _names_in(model: type[BaseModel], key: str) -> tuple[str, str]:
    """The Chinese and the English name of a field.

    >>> from gongshi.school import School
    >>> _names_in(School, "名称")
    ('校名', 'name')
    """
    for name, names in field_names(model).items():
        if key == name or key in names:
            said = model.model_fields[name].serialization_alias or name
            return (names[0] if names else said, said)
    return key, key


def _said(model: type[BaseModel], source: Source, where: Where, detail: Detail) -> Saying:
    code, value, context = detail["type"], _short(detail.get("input")), detail.get("ctx") or {}
    if code == "wrong":
        return Saying(context["zh"], context["en"])
    if code == "missing":
        zh, en = _names_at(model, where)
        return Saying(f"缺少“{zh}”，请补上。", f"“{en}” is missing; add it.")
    if code == "extra_forbidden":
        return _unknown_key(model, source, where)
    if detail.get("input") in (None, ""):
        return _EMPTY_ITEM if where and isinstance(where[-1], int) else _EMPTY
    if code == "enum":
        return _not_a_word(model, where, value)
    zh, en = _SAYINGS.get(code, ("这里写得不对，请核对。", "this is wrong; check it."))
    values = {"value": value, **context}
    return Saying(zh.format_map(values), en.format_map(values))


def _short(value: object) -> str:
    return shown(str(value)) if isinstance(value, str | int | float) else ""


_EMPTY = Saying("后面没有内容，请补上或删去这一行。", "nothing stands here; fill or delete it.")
_EMPTY_ITEM = Saying("是空的，请补上或删去这个“- ”。", "is empty; fill it or delete the “- ”.")
_SAYINGS = {
    "string_type": ("这里应该是文字。", "text belongs here."),
    "string_too_short": ("这里是空的，请补上。", "this is empty; fill it in."),
    "string_too_long": (
        "文字太长，最多 {max_length} 个字。",
        "too long: {max_length} characters at most.",
    ),
    "string_unicode": ("这里有无法识别的字符。", "there is an unreadable character here."),
    "int_parsing": ("“{value}”不是整数。", "“{value}” is not a whole number."),
    "int_parsing_size": ("“{value}”太大。", "“{value}” is too large."),
    "int_from_float": ("“{value}”不是整数。", "“{value}” is not a whole number."),
    "int_type": ("这里应该是整数。", "a whole number belongs here."),
    "float_parsing": ("“{value}”不是数字。", "“{value}” is not a number."),
    "float_type": ("这里应该是数字。", "a number belongs here."),
    "bool_parsing": ("“{value}”请写“是”或“否”。", "write yes or no instead of “{value}”."),
    "greater_than_equal": ("“{value}”太小，至少是 {ge}。", "“{value}” is too small: {ge} or more."),
    "less_than_equal": ("“{value}”太大，最多是 {le}。", "“{value}” is too large: {le} at most."),
    "date_type": ("这里应该是日期，例如 2026-11-16。", "a date such as 2026-11-16 belongs here."),
    "datetime_type": (
        "这里应该是日期和时间，例如 2026-11-16 16:20。",
        "a day and time such as 2026-11-16 16:20 belongs here.",
    ),
    "tuple_type": (
        "这里应该是列表：每项另起一行，以“- ”开头。",
        "a list belongs here: each item on a line of its own, after “- ”.",
    ),
    "dict_type": ("这里应该是“名称: 内容”。", "“name: value” belongs here."),
    "mapping_type": ("这里应该是“名称: 内容”。", "“name: value” belongs here."),
    "model_type": ("这里应该是“名称: 内容”。", "“name: value” belongs here."),
    "too_short": ("至少要有 {min_length} 项。", "at least {min_length} item(s) belong here."),
    "too_long": ("最多 {max_length} 项，请减少。", "{max_length} items at most; leave some out."),
}


def _unknown_key(model: type[BaseModel], source: Source, where: Where) -> Saying:
    key = str(where[-1])
    inner = model_at(model, where[:-1])
    names = _names_of(inner) if inner else ()
    if inner and key in names:
        return _given_twice(inner, key, source.keys(where[:-1], model))
    near = nearest(key, names)
    if inner and issubclass(inner, Model) and key in inner.elsewhere:
        return inner.elsewhere[key]
    if near:
        return Saying(
            f"不认识“{shown(key)}”，您是不是想写“{near}”？",
            f"unknown key “{shown(key)}”; did you mean “{near}”?",
        )
    fields = tuple(inner.model_fields) if inner else ()
    zh = "、".join(_names_at(model, (*where[:-1], name))[0] for name in fields)
    en = ", ".join(fields)
    return Saying(
        f"不认识“{shown(key)}”，这里可以写：{zh}。",
        f"unknown key “{shown(key)}”; here belong: {en}.",
    )


def _given_twice(inner: type[BaseModel], key: str, written: tuple[str, ...]) -> Saying:
    """Two names of one field stand in one place."""
    same = _names_in(inner, key)
    other = next((one for one in written if one != key and _names_in(inner, one) == same), same[0])
    return Saying(
        f"“{key}”和“{other}”是同一项，请只留一处。",
        f"“{key}” and “{other}” are the same; keep one of them.",
    )


@cache
def _names_of(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(one for name, names in field_names(model).items() for one in (name, *names))


def _not_a_word(model: type[BaseModel], where: Where, value: str) -> Saying:
    words = _word_at(model, where)
    if words is None:
        return Saying(f"“{value}”不在可选值里。", f"“{value}” is not one of the choices.")
    if not value:
        zh, en = "这里应该是一个词，不是列表或“名称: 内容”", "one word belongs here"
        return Saying(
            f"{zh}；可写：{'、'.join(word.label for word in words)}。",
            f"{en}; write one of {', '.join(words)}.",
        )
    near = nearest(value, tuple(name for word in words for name in word.names), 0.4)
    zh = f"，您是不是想写“{near}”？" if near else "，"
    en = f"; did you mean “{near}”?" if near else "."
    zh_all, en_all = _choices(words)
    if near and len(words) > _MANY:
        return Saying(f"“{value}”不在可选值里{zh}", f"“{value}” is not one of the choices{en}")
    return Saying(
        f"“{value}”不在可选值里{zh}可写：{zh_all}。",
        f"“{value}” is not one of the choices{en} Choices: {en_all}.",
    )


_MANY = 24
"""More choices than a message lists; the field reference has them all."""


def _choices(words: type[Word]) -> tuple[str, str]:
    """The choices in both languages; of very many the first, and where the others stand."""
    shown_ones = list(words)[:_MANY]
    zh, en = "、".join(word.label for word in shown_ones), ", ".join(shown_ones)
    if len(words) > _MANY:
        return f"{zh}等 {len(words)} 种，见字段手册", f"{en} and more: see the field reference"
    return zh, en


def _word_at(model: type[BaseModel], where: Where) -> type[Word] | None:
    at_key = bool(where) and where[-1] == "[key]"
    steps = where[:-2] if at_key else where
    found = annotation_at(model, steps)
    for part in parts(found):
        if isinstance(part, type) and issubclass(part, Word):
            return part
    return None
