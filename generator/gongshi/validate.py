"""Validate (检验): data into frozen models, or everything that is wrong with it, all at once."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from gongshi.document import (
    Document,
    Filed,
    Flaw,
    Model,
    Reading,
    Setting,
    Where,
    field_names,
)
from gongshi.errors import InvalidContent, Problem, Saying, Severity
from gongshi.kinds import kinds
from gongshi.load import CountyFiles, SchoolFiles, Source
from gongshi.school import County, School
from gongshi.words import Word, plain

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class CountyContent:
    """The county, valid: its model and the shared book of each kind that has one."""

    county: County
    shared: Mapping[str, Model]


@dataclass(frozen=True)
class SchoolContent:
    """A school, valid: where and when it publishes, and its documents by kind, oldest first."""

    setting: Setting
    filed: Mapping[str, tuple[Filed[Document], ...]]
    warnings: tuple[Problem, ...]


def validate_county(files: CountyFiles) -> CountyContent:
    """The county and its shared books; raises InvalidContent with all their problems."""
    gatherer = _Gatherer(list(files.problems))
    county = gatherer.model(County, files.county, Reading("")) if files.county else None
    shared = {
        name: book
        for name, source in files.shared.items()
        if (kept := kinds()[name].shared) is not None
        and (book := gatherer.model(kept[1], source, Reading(""))) is not None
    }
    errors = [problem for problem in gatherer.problems if problem.code != "stray"]
    if county is None or errors:
        raise InvalidContent(gatherer.problems)
    return CountyContent(county, shared)


def validate_school(
    files: SchoolFiles, content: CountyContent, today: date, site: str
) -> SchoolContent:
    """A school and its documents; raises InvalidContent with everything that is wrong."""
    gatherer = _Gatherer(list(files.problems))
    school = gatherer.school(files)
    filed = {
        name: tuple(gatherer.documents(name, kind, files, content.shared.get(name)))
        for name, kind in kinds().items()
    }
    if school is not None:
        setting = Setting(content.county, school, today, site)
        for name, kind in kinds().items():
            gatherer.flaws(kind, filed[name], setting, files, name)
    errors = [one for one in gatherer.problems if one.severity is Severity.ERROR]
    if errors or school is None:
        raise InvalidContent(gatherer.problems)
    return SchoolContent(setting, filed, tuple(gatherer.problems))


def model_of(model: type[M], source: Source, reading: Reading) -> M:
    """One file's model; raises InvalidContent with every problem of the file."""
    try:
        return model.model_validate(source.data, context=reading)
    except ValidationError as error:
        raise InvalidContent(_problems(model, source, error)) from error


class _Gatherer:
    """Makes models and gathers the problems of those that cannot be made."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def model(self, model: type[M], source: Source, reading: Reading) -> M | None:
        try:
            return model_of(model, source, reading)
        except InvalidContent as error:
            self.problems += error.problems
            return None

    def school(self, files: SchoolFiles) -> School | None:
        """The school, its code taken from its folder."""
        if files.school is None or not isinstance(files.school.data, dict):
            return None
        data = {"code": files.code, **files.school.data}
        source = Source(files.school.path, files.school.text, data)  # type: ignore[arg-type]
        school = self.model(School, source, Reading(files.code))
        if school is not None and school.code != files.code:
            saying = Saying(
                f"代码写的是“{school.code}”，文件夹却叫“{files.code}”，请改成一致。",
                f"the code is “{school.code}” but the folder “{files.code}”; make them agree.",
            )
            self.problems.append(source.problem(("code",), "code", saying))
        return school

    def documents(
        self, name: str, kind: type[Document], files: SchoolFiles, shared: Model | None
    ) -> Iterator[Filed[Document]]:
        for slug, source in files.documents.get(name, {}).items():
            document = self.model(kind, source, Reading(slug, shared))
            if document is not None and document.same_as is not None:
                document = self._joined(name, kind, files, document, (slug, source, shared))
            if document is not None:
                yield Filed(slug, document)

    def _joined(
        self,
        name: str,
        kind: type[Document],
        files: SchoolFiles,
        document: Document,
        at: tuple[str, Source, Model | None],
    ) -> Document | None:
        """The document with what it takes from another, and that in turn from another."""
        slug, source, shared = at
        lenders: list[Document] = []
        owner, seen = document.same_as, set[str]()
        while owner is not None:
            owner = owner.strip("/ ")
            lent = files.borrowed.get((name, owner, slug))
            if lent is None or owner in seen:
                self.problems.append(source.problem(("same_as",), "same-as", _no_lender(owner, slug)))
                return None
            seen.add(owner)
            lender = self.model(kind, lent, Reading(slug, shared))
            if lender is None:
                return None
            lenders.append(lender)
            owner = lender.same_as
        joined = lenders.pop()
        for one in (*reversed(lenders), document):
            joined = one.joined(joined)
        return joined

    def flaws(
        self,
        kind: type[Document],
        filed: tuple[Filed[Document], ...],
        setting: Setting,
        files: SchoolFiles,
        name: str,
    ) -> None:
        """What does not fit between documents, and pictures that are not there."""
        sources = files.documents[name]
        for flaw in (*kind.flaws(filed, setting), *_missing_photos(kind, filed, files)):
            problem = sources[flaw.slug].problem(flaw.where, "conflict", flaw.saying)
            self.problems.append(_warning(problem) if flaw.warning else problem)


def _missing_photos(
    kind: type[Document], filed: tuple[Filed[Document], ...], files: SchoolFiles
) -> Iterator[Flaw]:
    for shown in kind.photos(filed):
        if shown.name not in files.photos:
            saying = Saying(
                f"photos 文件夹里没有照片“{shown.name}”。",
                f"the photos folder has no picture “{shown.name}”.",
            )
            yield Flaw(shown.slug, shown.where, saying)


def _warning(problem: Problem) -> Problem:
    return Problem(
        problem.path,
        problem.line,
        problem.column,
        problem.code,
        problem.saying,
        Severity.WARNING,
    )


def _no_lender(owner: str, slug: str) -> Saying:
    return Saying(
        f"“沿用”写的“{owner}”没有 {slug}，或者互相沿用；请核对。",
        f"same_as leads to “{owner}”, which has no {slug} or leads back here; check it.",
    )


def _problems(model: type[BaseModel], source: Source, error: ValidationError) -> list[Problem]:
    details = error.errors(include_url=False)
    places = [tuple(detail["loc"]) for detail in details]
    return [
        _problem(model, source, typing.cast("dict[str, Any]", detail))
        for detail, place in zip(details, places, strict=True)
        if not _holds_another(place, places)
    ]


def _holds_another(place: Where, places: list[Where]) -> bool:
    """Whether a deeper problem lies within this one, which then says nothing new."""
    return bool(place) and any(
        len(one) > len(place) and one[: len(place)] == place for one in places
    )


def _problem(model: type[BaseModel], source: Source, detail: dict[str, Any]) -> Problem:
    context = detail.get("ctx") or {}
    where: Where = (*detail["loc"], *context.get("at", ()))
    code = detail["type"]
    place = (*where, "$key") if code == "extra_forbidden" else where
    says = _said(model, where, detail, context)
    zh, en = _path_in_words(model, source, where, code)
    line, column = source.place(place)
    return Problem(source.path, line, column, code, Saying(zh + says.zh, en + says.en))


def _path_in_words(
    model: type[BaseModel], source: Source, where: Where, code: str
) -> tuple[str, str]:
    """周一 › 午餐 › 第 2 项：, the way to the value; the last name is left to the message."""
    leave = 1 if code in ("missing", "extra_forbidden") else 0
    zh, en = [], []
    for depth in range(len(where) - leave):
        step = where[depth]
        if step in ("$key", "[key]") or not source.has(where[: depth + 1]):
            continue
        names = (f"第 {step + 1} 项", f"no. {step + 1}") if isinstance(step, int) else None
        names = names or _names_at(model, where[: depth + 1])
        zh.append(names[0])
        en.append(names[1])
    return (" › ".join(zh) + "：" if zh else "", " › ".join(en) + ": " if en else "")


def _names_at(model: type[BaseModel], where: Where) -> tuple[str, str]:
    """The Chinese and the English name of the key a place ends with, whichever was written."""
    key, holder = str(where[-1]), _bare(_annotation_at(model, where[:-1]))
    if isinstance(holder, type) and issubclass(holder, BaseModel):
        return _names_in(holder, key)
    return key, key


@cache
def _names_in(model: type[BaseModel], key: str) -> tuple[str, str]:
    """The Chinese and the English name of a field.

    >>> _names_in(School, "名称")
    ('校名', 'name')
    """
    for name, names in field_names(model).items():
        if key == name or key in names:
            return (names[0] if names else name, name)
    return key, key


def _said(
    model: type[BaseModel], where: Where, detail: dict[str, Any], context: dict[str, Any]
) -> Saying:
    code, value = detail["type"], _short(detail.get("input"))
    if code == "wrong":
        return Saying(context["zh"], context["en"])
    if code == "missing":
        zh, en = _names_at(model, where)
        return Saying(f"缺少“{zh}”，请补上。", f"“{en}” is missing; add it.")
    if code == "extra_forbidden":
        return _unknown_key(model, where)
    if code == "enum":
        return _not_a_word(model, where, value)
    if code.startswith("string") and detail.get("input") is None:
        return Saying("后面没有内容，请补上或删去这一行。", "nothing stands here; fill or delete it.")
    zh, en = _SAYINGS.get(code, ("这里写得不对。", detail["msg"] + "."))
    values = {"value": value, **context}
    return Saying(zh.format_map(values), en.format_map(values))


def _short(value: object) -> str:
    text = str(value) if isinstance(value, str | int | float) else ""
    return text if len(text) <= _LONG else text[:_LONG] + "…"


_LONG = 40
_SAYINGS = {
    "string_type": ("这里应该是文字。", "text belongs here."),
    "string_too_short": ("这里是空的，请补上。", "this is empty; fill it in."),
    "string_too_long": (
        "文字太长，最多 {max_length} 个字。",
        "too long: {max_length} characters at most.",
    ),
    "string_pattern_mismatch": ("“{value}”的写法不对。", "“{value}” is not of the form {pattern}."),
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
    "mapping_type": ("这里应该是“名称: 内容”。", "“name: value” belongs here."),
    "model_type": ("这里应该是“名称: 内容”。", "“name: value” belongs here."),
    "too_short": ("至少要有 {min_length} 项。", "at least {min_length} item(s) belong here."),
}


def _unknown_key(model: type[BaseModel], where: Where) -> Saying:
    key = str(where[-1])
    inner = _model_at(model, where[:-1])
    names = _names_of(inner) if inner else ()
    if key in names:
        zh, en = _names_at(model, where)
        return Saying(f"“{zh}”写了两次（{zh}、{en} 是同一项），请只留一处。",
                      f"“{en}” is given twice ({en} and {zh} are the same); keep one.")
    near = get_close_matches(plain(key).rstrip(":"), names, 1, 0.5)
    if near:
        return Saying(
            f"不认识“{key}”，您是不是想写“{near[0]}”？",
            f"unknown key “{key}”; did you mean “{near[0]}”?",
        )
    fields = tuple(inner.model_fields) if inner else ()
    zh = "、".join(_names_at(model, (*where[:-1], name))[0] for name in fields)
    en = ", ".join(fields)
    return Saying(f"不认识“{key}”，这里可以写：{zh}。", f"unknown key “{key}”; here belong: {en}.")


@cache
def _names_of(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(one for name, names in field_names(model).items() for one in (name, *names))


def _not_a_word(model: type[BaseModel], where: Where, value: str) -> Saying:
    words = _word_at(model, where)
    if words is None:
        return Saying(f"“{value}”不在可选值里。", f"“{value}” is not one of the choices.")
    names = [name for word in words for name in word.names]
    near = get_close_matches(plain(value), names, 1, 0.4)
    zh = f"，您是不是想写“{near[0]}”？" if near else "，"
    en = f"; did you mean “{near[0]}”?" if near else "; "
    return Saying(
        f"“{value}”不在可选值里{zh}可写：{'、'.join(word.label for word in words)}。",
        f"“{value}” is not one of the choices{en} Choices: {', '.join(words)}.",
    )


def _word_at(model: type[BaseModel], where: Where) -> type[Word] | None:
    at_key = bool(where) and where[-1] == "[key]"
    steps = where[:-2] if at_key else where
    found = _annotation_at(model, steps)
    for part in _parts(found):
        if isinstance(part, type) and issubclass(part, Word):
            return part
    return None


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in typing.get_args(annotation):
        yield from _parts(part)


def _model_at(model: type[BaseModel], where: Where) -> type[BaseModel] | None:
    for part in _parts(_annotation_at(model, where)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _annotation_at(model: type[BaseModel], where: Where) -> object:
    """The type that belongs at a place of a model: the way a message was led there, again."""
    current: object = model
    for step in where:
        current = _bare(current)
        if isinstance(current, type) and issubclass(current, BaseModel):
            current = _field_type(current, str(step))
        elif typing.get_args(current):
            current = typing.get_args(current)[0 if isinstance(step, int) else -1]
    return _bare(current)


def _bare(annotation: object) -> object:
    """A type without `None` beside it and without `Annotated` around it."""
    while True:
        if typing.get_origin(annotation) is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
            continue
        if typing.get_origin(annotation) in (typing.Union, types.UnionType):
            annotation = next(
                one for one in typing.get_args(annotation) if one is not types.NoneType
            )
            continue
        return annotation


def _field_type(model: type[BaseModel], step: str) -> object:
    for name, names in field_names(model).items():
        if step == name or step in names:
            return model.model_fields[name].annotation
    return None
