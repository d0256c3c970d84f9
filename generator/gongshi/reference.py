"""Reference (字段手册): the page that names every field of every file, made from the models.

What a field means, its names and how it is written come from the models; the examples from the
samples of the tests. The page is written, not built, so that a reader of the sources has it too;
a test fails when it is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from gongshi.document import Document, field_names
from gongshi.errors import MachineFailed, Saying
from gongshi.food import Allergen, Nutrient
from gongshi.load import Source, read_source
from gongshi.scaffold.template import flow, scalar
from gongshi.schema import FileKind, Schema, file_kinds, plain_definitions
from gongshi.schema.shorthand import models_in, parts_of, shorthands
from gongshi.school import County, School
from gongshi.words import Word

PAGE = "content/pages/fields.md"
SAMPLES = "tests/samples"
_HEAD = """\
---
title: 字段手册
tab: 字段
description: 食谱、菜品库、学校和县的文件里可以写什么，怎样写。
---

# 字段手册：食谱文件怎样写

<!-- 由 gongshi reference 生成，请不要手改。 -->

这一页列出每种文件里可以写的每一项：它的意思、写法和例子。初次写食谱不必通读，照着一份现成的改就行，遇到不会写的再来查。

- 每一项都有中文名和英文名，写哪个都可以，`午餐` 和 `lunch` 是一回事。
- 冒号用半角，后面空一格：`午餐: 白米饭、红烧肉`。
- 同一层的内容左边对齐；列表每项另起一行，以 `- ` 开头，也可以写成 `[甲, 乙]`。
- `#` 后面是写给自己看的说明，程序不读。
- 写错了不要紧：`gongshi check` 会指出是哪个文件、第几行、怎样改。
"""


def write_reference(root: Path) -> Path:
    """Write the page of a site whose tests hold the samples; the path that was written."""
    page = root / PAGE
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(reference(read_samples(root)), "utf-8")
    except OSError as error:
        raise MachineFailed(
            Saying(f"写不了 {page}：{error.strerror}。", f"cannot write {page}: {error.strerror}.")
        ) from error
    return page


def read_samples(root: Path) -> Mapping[str, Source]:
    """The samples by the name of their kind of file; none where there is no such folder."""
    found = {}
    for name in file_kinds():
        path = root / SAMPLES / f"{name}.yaml"
        if path.is_file():
            found[name] = read_source(f"{SAMPLES}/{path.name}", path.read_bytes())
    return found


def reference(samples: Mapping[str, Source]) -> str:
    """The whole page as Markdown: documents and their books first, then schools and the county."""
    kinds = sorted(file_kinds().values(), key=lambda kind: kind.model in (School, County))
    examples = _examples(kinds, samples)
    parts, told = [_HEAD], set[str]()
    words: dict[str, type[Word]] = {}
    for kind in kinds:
        found, plain = models_in(kind.model), plain_definitions(kind.model)
        parts.append(_file(kind))
        for name, part in found.items():
            if issubclass(part, Word):
                words[name] = part
            elif name not in told:
                parts += _model(part, plain[name], kind, examples)
        told |= found.keys()
    words |= _words_beside()
    parts += ["## 可选值 {#words}\n\n写中文名、英文名或后面列出的其他写法都可以。"]
    parts += [_word(word) for word in words.values()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _words_beside() -> dict[str, type[Word]]:
    """Closed values that are read inside other values, such as the allergens of a line of text."""
    return {word.__name__: word for word in (Allergen, Nutrient)}


def _file(kind: FileKind) -> str:
    label = kind.model.label if issubclass(kind.model, Document) else _chinese(kind.model)
    return f"## {label} {{#{kind.name}-file}}\n\n文件：`{kind.place}`"


def _model(
    model: type[BaseModel], plain: Schema, kind: FileKind, examples: Mapping[_At, _Written]
) -> Iterator[str]:
    """The section of one model: what it is, its short forms, its fields."""
    if model is not kind.model:
        yield f"### {_chinese(model)} {{#{model.__name__.lower()}}}"
    short = [*_short_forms(model)]
    if short:
        yield "\n".join(f"- {line}" for line in short)
    given = shorthands(model).given | (kind.given if model is kind.model else frozenset())
    for name, names in field_names(model).items():
        one = _Field(model, name, names, plain["properties"][name])
        required = model.model_fields[name].is_required() and name not in given
        yield from _field(one, examples.get((model.__name__, name)), required=required)


def _short_forms(model: type[BaseModel]) -> Iterator[str]:
    short = shorthands(model)
    if short.text is not None:
        is_list = short.text in (short.items, *short.lines) and short.items == short.text
        line = "一行字，用顿号分开" if is_list else "一个名字"
        yield f"可以只写{line}，它就是“{_says(model, short.text)}”。"
    if short.items is not None:
        yield f"可以直接写列表，它就是“{_says(model, short.items)}”。"
    for form, name in short.inside.items():
        left, right = _BRACKETS[form]
        named = _says(model, short.text or name)
        yield f"可以写成 `{named}: {left}{_says(model, name)}{right}`。"
    if short.top is not None:
        yield f"“{_says(model, short.top)}”这一层可以省去，里面的内容直接写在最外层。"


_BRACKETS = {"object": "{}", "array": "[]", "string": ("", "")}


def _says(model: type[BaseModel], name: str) -> str:
    return field_names(model)[name][0]


@dataclass(frozen=True)
class _Field:
    """A field: its model, its English and other names, and what pydantic says of it."""

    model: type[BaseModel]
    name: str
    names: tuple[str, ...]
    plain: Schema


def _field(one: _Field, example: _Written | None, *, required: bool) -> Iterator[str]:
    english = one.model.model_fields[one.name].serialization_alias or one.name
    anchor = f"{one.model.__name__.lower()}-{english.replace('_', '-')}"
    yield f"#### {one.names[0]} `{english}` {{#{anchor}}}"
    yield str(one.plain.get("description", "")).partition("\n")[0]
    default = one.plain.get("default")
    others = [name for name in one.names[1:] if name != english]
    facts = [
        "**必填。** " if required else "",
        f"写法：{_how(one.plain, one)}。",
        f"不写就是“{default}”。" if isinstance(default, str | int) else "",
        f"也可写：{'、'.join(others)}。" if others else "",
    ]
    yield "".join(facts)
    if example is not None:
        yield "```yaml\n" + "\n".join(_yaml(*example)) + "\n```"


def _how(node: Schema, one: _Field) -> str:
    """In Chinese, how a value is written."""
    if "$comment" in node:
        return str(node["$comment"])
    if "$ref" in node:
        name = str(node["$ref"]).rsplit("/", 1)[-1]
        return f"[{_chinese(models_in(one.model)[name])}](#{name.lower()})"
    if "anyOf" in node:
        ways = (way for way in node["anyOf"] if way.get("type") != "null")
        return "，或".join(_how(way, one) for way in ways)
    if node.get("type") == "array":
        line = "，也可以写在一行里，用顿号分开" if one.name in shorthands(one.model).lines else ""
        return f"列表，每项是{_how(node['items'], one)}{line}"
    if node.get("type") == "object":
        return _mapping(node, one)
    return _scalar_way(node, weekday=one.name in shorthands(one.model).weekdays)


def _mapping(node: Schema, one: _Field) -> str:
    keys = node.get("propertyNames", {})
    key = _how(keys, one) if "$ref" in keys or "format" in keys else "名称"
    return f"“{key}: 内容”，内容是{_how(node['additionalProperties'], one)}"


def _scalar_way(node: Schema, *, weekday: bool) -> str:
    if node.get("format") == "date":
        return "星期几（`周一`）或日期（`2026-11-16`）" if weekday else "日期，如 `2026-11-16`"
    if node.get("format") == "date-time":
        return "日期和时间，如 `2026-11-16 16:20`"
    if node.get("type") == "integer":
        return f"整数，{node['minimum']} 到 {node['maximum']}" if "maximum" in node else "整数"
    if str(node.get("pattern", "")).startswith("^[a-z"):
        return "小写字母、数字和连字符"
    most = node.get("maxLength", _LONG)
    return f"文字，最多 {most} 字" if most < _LONG else "文字"


_LONG = 1000
"""A limit that nobody meets by writing; it need not be told."""


def _word(word: type[Word]) -> str:
    lines = [f"### {_chinese(word)} {{#{word.__name__.lower()}}}", ""]
    for one in word:
        also = "、".join(name for name in one.also if name != one.value)
        lines.append(f"- {one.label} `{one.value}`" + (f"，也可写 {also}" if also else ""))
    return "\n".join(lines)


def _chinese(part: type[BaseModel | Word]) -> str:
    """The Chinese name in the first line of a class's docstring.

    >>> _chinese(School)
    '学校'
    """
    found = re.search(r"[(（]([\u4e00-\u9fff]+)[)）]", part.__doc__ or "")
    return found[1] if found else part.__name__


_At = tuple[str, str]
"""A model's name and a field's."""

_Written = tuple[str, Any]
"""A key as a sample writes it, and its value."""


def _examples(kinds: list[FileKind], samples: Mapping[str, Source]) -> Mapping[_At, _Written]:
    """For each field, the first place where a sample writes it."""
    found: dict[_At, _Written] = {}
    for kind in kinds:
        if kind.name in samples:
            for at, written in _written(kind.model, samples[kind.name].data):
                found.setdefault(at, written)
    return found


def _written(model: type[BaseModel], data: object) -> Iterator[tuple[_At, _Written]]:
    """Every key of a value that is a field of the model, and of the models inside it."""
    if isinstance(data, list):
        for item in data:
            yield from _written(model, item)
    if not isinstance(data, dict):
        return
    fields = {key: name for name, names in field_names(model).items() for key in (name, *names)}
    short = shorthands(model)
    for key, value in data.items():
        name = fields.get(key, short.top)
        if name is None:
            continue
        at_top = key not in fields
        if not at_top:
            yield (model.__name__, name), (key, value)
        inside = _model_inside(model, name)
        if inside is not None:
            for item in (value,) if at_top or not _is_mapping(model, name) else _values(value):
                yield from _written(inside, item)


def _values(value: object) -> tuple[object, ...]:
    return tuple(value.values()) if isinstance(value, dict) else ()


def _model_inside(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    parts = (part for part in parts_of(model.model_fields[name].annotation))
    return next((part for part in parts if issubclass(part, BaseModel)), None)


def _is_mapping(model: type[BaseModel], name: str) -> bool:
    found = plain_definitions(model)[model.__name__]["properties"][name]
    return "additionalProperties" in found


_WIDTH = 38


def _yaml(key: str, value: object) -> list[str]:
    """A key and its value as a clerk would write them, on one line where they fit."""
    line = f"{key}: {flow(value) if isinstance(value, dict | list) else scalar(value)}"
    if _width(line) <= _WIDTH or not isinstance(value, dict | list) or not value:
        return [line]
    if isinstance(value, dict):
        inside = [one for name, item in value.items() for one in _yaml(name, item)]
        return [f"{key}:", *(f"  {one}" for one in inside)]
    return [f"{key}:", *(f"  {one}" for item in value for one in _item(item))]


def _item(value: object) -> list[str]:
    if not isinstance(value, dict) or _width(flow(value)) <= _WIDTH - 4:
        one_pair = isinstance(value, dict) and len(value) == 1
        text = scalar(value) if isinstance(value, str) else flow(value)
        return [f"- {text[1:-1] if one_pair else text}"]
    inside = [one for name, item in value.items() for one in _yaml(name, item)]
    return [("- " if place == 0 else "  ") + one for place, one in enumerate(inside)]


def _width(line: str) -> int:
    """How wide a line is, a Chinese character counting two."""
    return sum(2 if ord(one) > _LATIN else 1 for one in line)


_LATIN = 0x2E7F
