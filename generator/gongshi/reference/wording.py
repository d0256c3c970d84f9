"""Wording (写法): in Chinese, how a value is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel

from gongshi.document import Document
from gongshi.notations import SEVERAL
from gongshi.reference.handbook import Handbook, Part
from gongshi.schema import FileKind, Schema
from gongshi.schema.shorthand import models_in, shorthands
from gongshi.words import Word

_LONG = 1000
"""A limit that nobody meets by writing; it need not be told."""


@dataclass(frozen=True)
class Field:
    """A field: its model, its English and other names, what pydantic says of it, and its page."""

    model: type[BaseModel]
    name: str
    names: tuple[str, ...]
    plain: Schema
    page: str

    @property
    def english(self) -> str:
        """Its name in data and addresses."""
        return self.model.model_fields[self.name].serialization_alias or self.name


def anchor_of(part: Part, field: str = "") -> str:
    """The address of a section on its page, the same as long as the model's name is."""
    return f"{part.__name__.lower()}-{field.replace('_', '-')}".rstrip("-")


def link(handbook: Handbook, page: str, part: Part) -> str:
    """The way from a page below the overview to a section."""
    place = handbook.pages[part]
    return f"{'' if place == page else f'{place}.md'}#{anchor_of(part)}"


def how(node: Schema, one: Field, handbook: Handbook) -> str:
    """How a value is written, with a link where that is told elsewhere."""
    if "$comment" in node:
        return _linked(str(node["$comment"]), one, handbook)
    if "$ref" in node:
        part = models_in(one.model)[str(node["$ref"]).rsplit("/", 1)[-1]]
        return f"[{chinese(part)}]({link(handbook, one.page, part)})"
    if "allOf" in node:
        return how(node["allOf"][0], one, handbook)
    if "anyOf" in node or "oneOf" in node:
        ways = [way for key in ("anyOf", "oneOf") for way in node.get(key, ())]
        said = (how(way, one, handbook) for way in ways if way.get("type") != "null")
        return "，或".join(dict.fromkeys(said))
    if node.get("type") == "array":
        return f"列表，每项是{how(node.get('items', {}), one, handbook)}{_without_a_list(one)}"
    if node.get("type") == "object":
        return _mapping(node, one, handbook)
    return _scalar(node, weekday=one.name in shorthands(one.model).weekdays)


def _without_a_list(one: Field) -> str:
    """What may stand in place of a list: one item alone, or several on a line."""
    if SEVERAL in one.model.model_fields[one.name].metadata:
        return "；只有一项的可以直接写，几行文字就是几项"
    return "，也可以写在一行里，用顿号分开" if one.name in shorthands(one.model).lines else ""


def _linked(says: str, one: Field, handbook: Handbook) -> str:
    """What a field says of itself, its links led to the pages where the parts are told."""
    parts = {anchor_of(part): part for part in handbook.pages}
    return re.sub(
        r"\(#(\w+)\)",
        lambda found: (
            f"({link(handbook, one.page, parts[found[1]])})" if found[1] in parts else found[0]
        ),
        says,
    )


def chinese(part: Part) -> str:
    """The Chinese name in the first line of a class's docstring.

    >>> from gongshi.school import School
    >>> chinese(School)
    '学校'
    """
    found = re.search(r"[(（]([\u4e00-\u9fff]+)[)）]", part.__doc__ or "")
    return found[1] if found else part.__name__


def called(kind: FileKind) -> str:
    """What people call a kind of file: 公告, 检查表样, 学校."""
    return kind.model.label if issubclass(kind.model, Document) else chinese(kind.model)


def words_of(word: type[Word]) -> list[str]:
    """Each of a closed value's words with all its names, one a line."""
    lines = []
    for one in word:
        also = "、".join(name for name in one.also if name != one.value)
        lines.append(f"- {one.label} `{one.value}`" + (f"，也可写 {also}" if also else ""))
    return lines


def _mapping(node: Schema, one: Field, handbook: Handbook) -> str:
    keys, inside = node.get("propertyNames", {}), node.get("additionalProperties")
    key = how(keys, one, handbook) if "$ref" in keys or "format" in keys else "名称"
    says = how(inside, one, handbook) if isinstance(inside, dict) else "文字"
    return f"“{key}: 内容”，内容是{says}"


def _scalar(node: Schema, *, weekday: bool) -> str:
    if node.get("format") == "date":
        return "星期几（`周一`）或日期（`2026-11-16`）" if weekday else "日期，如 `2026-11-16`"
    if node.get("format") == "date-time":
        return "日期和时间，如 `2026-11-16 16:20`"
    if node.get("type") == "boolean":
        return "是 或 否"
    if node.get("type") in ("integer", "number"):
        word = "整数" if node["type"] == "integer" else "数"
        has_both = "maximum" in node and "minimum" in node
        return f"{word}，{node['minimum']} 到 {node['maximum']}" if has_both else word
    if str(node.get("pattern", "")).startswith("^[a-z"):
        return "小写字母、数字和连字符"
    most = node.get("maxLength", _LONG)
    return f"文字，最多 {most} 字" if most < _LONG else "文字"
