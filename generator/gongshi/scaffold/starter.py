"""Starter (新建的文件): the first text of a document of any kind, made from its model.

What must be written stands there with 待填, which `gongshi check` names until it is filled in;
what may be written stands below it as remarks, with an example where a sample has one. A remark
that explains begins with two signs, so that an editor can put a whole block to use at once. Whoever
adds a kind writes nothing for it; `Document.begun_with` names fields that a new file asks for
although no single one of them must be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from gongshi.document import Document, field_names
from gongshi.formats.yaml_text import block
from gongshi.load.blanks import BLANK
from gongshi.reference.examples import brought_samples
from gongshi.reference.handbook import Handbook
from gongshi.reference.wording import Field, how
from gongshi.schema import Schema, plain_definitions
from gongshi.schema.shorthand import models_in, shorthands
from gongshi.words import Word

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_WORTH_SAYING = re.compile("日期|星期|整数|数，|是 或|小写")
_MOST_WORDS = 16
_MOST_ITEMS = 3
_EDITOR = 60


def starter(kind: type[Document], forms: Iterable[str] = ()) -> str:
    """A new file of a kind; `forms` are the names of those it may name, told at its top."""
    handbook = Handbook.of(brought_samples())
    must = _asked_for(kind)
    fields = [name for name in field_names(kind) if handbook.home(kind, name) is not Document]
    own = [name for name in handbook.own(kind) if name in fields and name not in must]
    common = [name for name in fields if name not in must and name not in own]
    lines = [
        f"## {kind.label}：请把“{BLANK}”都换成自己的内容，换好才能发布。",
        "## “##”后面是说明。行首是“# ”的可以不写；要写，就去掉“# ”，改成自己的内容。",
    ]
    listed = "、".join(forms)
    if listed:
        lines.append(f"## 可用的表样：{listed}")
    for name in must:
        lines += ["", *_told(handbook, kind, name), *_blank_field(kind, name)]
    for name in own:
        lines += ["", *_told(handbook, kind, name), *_example(handbook, kind, name)]
    lines += ["", "## —— 以下各种公示件都可以写 ——"] if common else []
    for name in common:
        lines += ["", *_told(handbook, kind, name), *_example(handbook, kind, name)]
    return "\n".join(lines) + "\n"


def _asked_for(kind: type[Document]) -> tuple[str, ...]:
    """The fields that a new file asks for, in the order of the model."""
    given = shorthands(kind).given
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if (field.is_required() and name not in given) or name in kind.begun_with
    )


def _told(handbook: Handbook, kind: type[Document], name: str) -> Iterator[str]:
    """What a field means, and how it is written where the example does not show it, as remarks."""
    home = handbook.home(kind, name)
    plain = _plain(home, name)
    says = str(plain.get("description", "")).partition("\n")[0]
    one = Field(home, name, (_key(home, name),), plain, "")
    way = _LINK.sub(r"\1", how(plain, one, handbook)).replace("`", "")
    yield f"## {says}"
    choices = _choices(home, name)
    if choices:
        yield f"## {choices}"
    elif re.match(_WORTH_SAYING, way) or "$comment" in str(plain):
        yield f"## 写法：{way}。"


def _choices(model: type[BaseModel], name: str) -> str:
    """The words to choose from, where the field itself is one of a few."""
    said = str(_plain(model, name))
    for label, part in models_in(model).items():
        if issubclass(part, Word) and f"#/$defs/{label}'" in said:
            words = [word.label for word in part]
            more = "等" if len(words) > _MOST_WORDS else ""
            return f"可写：{'、'.join(words[:_MOST_WORDS])}{more}。"
    return ""


def _plain(model: type[BaseModel], name: str) -> Schema:
    found: Schema = plain_definitions(model)[model.__name__]["properties"][name]
    return found


def _key(model: type[BaseModel], name: str) -> str:
    return next(iter(field_names(model)[name]), name)


def _blank_field(model: type[BaseModel], name: str) -> list[str]:
    return block(_key(model, name), _blank(_plain(model, name), model, name), width=0)


def _example(handbook: Handbook, kind: type[Document], name: str) -> Iterator[str]:
    """A field as a remark: as a sample writes it, or blank where no sample does."""
    home = handbook.home(kind, name)
    found = handbook.examples.get((kind, name)) or handbook.example(home, name)
    key = _key(home, name)
    value = _few(found[1]) if found else _blank(_plain(home, name), home, name)
    yield from (f"# {line}" for line in block(key, value, _EDITOR))


def _few(value: object) -> object:
    """An example with the first items of its lists."""
    if isinstance(value, list):
        return [_few(item) for item in value[:_MOST_ITEMS]]
    if isinstance(value, dict):
        return {key: _few(item) for key, item in value.items()}
    return value


def _blank(node: Schema, model: type[BaseModel], name: str) -> object:
    """A value of the right shape with nothing but blanks in it."""
    ways = [one for one in node.get("anyOf", ()) if one.get("type") != "null"]
    if ways:
        return _blank(ways[0], model, name)
    if "$ref" in node:
        part = models_in(model).get(str(node["$ref"]).rsplit("/", 1)[-1])
        return _blank_model(part) if part and issubclass(part, BaseModel) else BLANK
    if node.get("type") == "array" and name in shorthands(model).mapped:
        return {BLANK: BLANK}
    if node.get("type") == "array" and "$comment" not in node:
        return [_blank(node.get("items", {}), model, name)] * max(1, node.get("minItems", 1))
    if node.get("type") == "object" and "$comment" not in node:
        inside = node.get("additionalProperties")
        return {BLANK: _blank(inside if isinstance(inside, dict) else {}, model, name)}
    return BLANK


def _blank_model(model: type[BaseModel]) -> object:
    """A model in its shortest form that asks for all it needs."""
    short = shorthands(model)
    needed = [
        name
        for name, field in model.model_fields.items()
        if field.is_required() and name not in short.given
    ]
    if short.text is not None and set(needed) <= {short.text}:
        return BLANK
    chosen = needed or [*model.model_fields][:1]
    return {_key(model, name): _blank(_plain(model, name), model, name) for name in chosen}
