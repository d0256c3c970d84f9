"""Page (一页): everything that may be written in one kind of file, and what all have in common."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from gongshi.document import Document, field_names
from gongshi.reference.examples import example_lines
from gongshi.reference.handbook import COMMON, Handbook
from gongshi.reference.wording import Field, anchor_of, called, chinese, how, link, words_of
from gongshi.schema import FileKind, plain_definitions
from gongshi.schema.shorthand import shorthands
from gongshi.words import Word

PagePart = tuple[str, str, list[str]]
"""A page: its title, one sentence about it, its parts as Markdown."""


def page_of(handbook: Handbook, kind: FileKind) -> PagePart:
    """The page of one kind of file: its own fields, those it inherits, its models and words."""
    label = called(kind)
    parts = [f"[字段手册](../fields.md) › 文件：`{kind.place}`"]
    if issubclass(kind.model, Document):
        parts.append(f"新建一份：`gongshi new {kind.name} 学校代码`")
    parts += _model(handbook, kind.model, kind.name, kind)
    inherited = [name for name in field_names(kind.model) if name not in handbook.own(kind.model)]
    if inherited:
        links = (_link_home(handbook, kind, name) for name in inherited)
        parts.append(f"## 还可以写 {{#more}}\n\n和别的公示件一样：{'、'.join(links)}。")
    parts += _rest(handbook, kind.name, kind.model)
    return label, f"{label}的文件里可以写什么，怎样写。", parts


def _link_home(handbook: Handbook, kind: FileKind, name: str) -> str:
    """The way to an inherited field, where it is told."""
    home = handbook.home(kind.model, name)
    place = link(handbook, kind.name, home).partition("#")[0]
    return f"[{_names(kind.model, name)[0]}]({place}#{_anchor(home, name)})"


def common_page(handbook: Handbook) -> PagePart:
    """The page of what all documents have in common, and of values read inside others."""
    parts = ["[字段手册](../fields.md) › 下面的内容，各种公示件都可以写。"]
    parts.append("## 每一项 {#fields}")
    for base in handbook.bases:
        parts += _fields(handbook, base, COMMON)
    parts += _rest(handbook, COMMON, *handbook.bases)
    title = "各种公示件都可以写的"
    return title, f"{title}：标题、发布日期、修正、附件等。", parts


def _rest(handbook: Handbook, page: str, *told: type[BaseModel]) -> Iterator[str]:
    """The other models told on a page, then its closed values."""
    here = handbook.on(page)
    for part in here:
        if issubclass(part, BaseModel) and part not in told:
            yield f"## {chinese(part)} {{#{anchor_of(part)}}}"
            yield from _model(handbook, part, page)
    words = [part for part in here if issubclass(part, Word)]
    if words:
        yield "## 可选值 {#words}\n\n写中文名、英文名或后面列出的其他写法都可以。"
    for word in words:
        yield "\n".join([f"### {chinese(word)} {{#{anchor_of(word)}}}", "", *words_of(word)])


def _model(
    handbook: Handbook, model: type[BaseModel], page: str, kind: FileKind | None = None
) -> Iterator[str]:
    """One model: its short forms, what must and what may be written, its fields."""
    short = [*_short_forms(model)]
    if short:
        yield "\n".join(f"- {line}" for line in short)
    own = handbook.own(model)
    if kind is not None:
        yield f"## 每一项 {{#{anchor_of(model)}}}"
        needed = [name for name in own if _is_required(model, name, kind)]
        for word, names in (("必填", needed), ("可写", [x for x in own if x not in needed])):
            links = "、".join(
                f"[{_names(model, name)[0]}](#{_anchor(model, name)})" for name in names
            )
            if links:
                yield f"{word}：{links}。"
    yield from _fields(handbook, model, page, kind)


def _fields(
    handbook: Handbook, model: type[BaseModel], page: str, kind: FileKind | None = None
) -> Iterator[str]:
    plain = plain_definitions(model)[model.__name__]
    for name in handbook.own(model):
        one = Field(model, name, _names(model, name), plain["properties"][name], page)
        yield from _field(handbook, one, required=_is_required(model, name, kind))


def _is_required(model: type[BaseModel], name: str, kind: FileKind | None) -> bool:
    given = shorthands(model).given | (kind.given if kind else frozenset())
    return model.model_fields[name].is_required() and name not in given


def _names(model: type[BaseModel], name: str) -> tuple[str, ...]:
    return field_names(model)[name] or (name,)


def _anchor(model: type[BaseModel], name: str) -> str:
    return anchor_of(model, model.model_fields[name].serialization_alias or name)


def _field(handbook: Handbook, one: Field, *, required: bool) -> Iterator[str]:
    yield f"### {one.names[0]} `{one.english}` {{#{anchor_of(one.model, one.english)}}}"
    yield str(one.plain.get("description", "")).partition("\n")[0]
    default = one.model.model_fields[one.name].default
    others = [name for name in one.names[1:] if name != one.english]
    facts = [
        "**必填。** " if required else "",
        f"写法：{how(one.plain, one, handbook)}。",
        f"不写就是“{_said(default)}”。" if isinstance(default, str | int) else "",
        f"也可写：{'、'.join(others)}。" if others else "",
    ]
    yield "".join(facts)
    example = handbook.example(one.model, one.name)
    if example is not None:
        yield "```yaml\n" + "\n".join(example_lines(*example)) + "\n```"


def _said(default: str | int) -> str:
    if isinstance(default, bool):
        return "是" if default else "否"
    return default.label if isinstance(default, Word) else str(default)


def _short_forms(model: type[BaseModel]) -> Iterator[str]:
    short = shorthands(model)
    if short.text is not None:
        is_list = short.text in (short.items, *short.lines) and short.items == short.text
        line = "一行字，用顿号分开" if is_list else "一个名字"
        yield f"可以只写{line}，它就是“{_names(model, short.text)[0]}”。"
    if short.items is not None:
        yield f"可以直接写列表，它就是“{_names(model, short.items)[0]}”。"
    for form, name in short.inside.items():
        left, right = _BRACKETS[form]
        named = _names(model, short.text or name)[0]
        yield f"可以写成 `{named}: {left}{_names(model, name)[0]}{right}`。"
    if short.top is not None:
        yield f"“{_names(model, short.top)[0]}”这一层可以省去，里面的内容直接写在最外层。"


_BRACKETS = {"object": "{}", "array": "[]", "string": ("", "")}
