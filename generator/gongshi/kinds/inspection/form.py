"""Check form (检查表样): a check list that many inspections share, with its sections and items.

A form is a file of `content/forms/inspections/`; the program brings some. An inspection names
one and says only what was not as it should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self, TypeAlias

from pydantic import (
    BeforeValidator,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from gongshi.document import Model, Name, Reading, Text, all_wrong, named, wrong
from gongshi.hazard import Place
from gongshi.notations import Count, YesNo
from gongshi.words import Word, nearest, plain, shown

_KEY = "★"


class Level(Word):
    """Level (检查层级): whose check it is and how often it comes round."""

    DAILY = "daily", "日管控", "每日检查", "日查"
    WEEKLY = "weekly", "周排查", "每周检查", "周查"
    MONTHLY = "monthly", "月调度", "每月检查", "月查"
    SCHOOL = "school", "学校检查", "校级", "学校自查", "自查"
    COUNTY = "county", "监督检查", "县级", "区级"
    JOINT = "joint", "联合检查", "联合"


class CheckItem(Model):
    """Check item (检查项): one thing that is looked at; key items are marked ★."""

    number: Annotated[Count, Field(ge=1, le=999)] | None = named(
        "序号",
        default=None,
        description="序号；不写就按先后排。\nIts number; counted on where left out.",
    )
    text: Name = named("内容", "检查内容", description="检查什么。\nWhat is looked at.")
    key: YesNo = named(
        "关键",
        "关键项",
        default=False,
        description="是不是关键项：是、否；也可以在内容前面加 ★。\n"
        "Whether it is a key item; a ★ before the text says the same.",
    )

    @model_validator(mode="before")
    @classmethod
    def _by_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip()
        if text.startswith(_KEY):
            return {"text": text.removeprefix(_KEY), "key": True}
        return {"text": text}


class CheckSection(Model):
    """Check section (检查分组): items that belong together, under a heading."""

    name: Name = named("名称", description="这一组的名称。\nIts heading.")
    items: Annotated[tuple[CheckItem, ...], Field(min_length=1)] = named(
        "项目",
        "检查项",
        description="这一组的检查项，一条一项；关键项前面加 ★。\n"
        "Its items; key items begin with ★.",
    )


class CheckForm(Model):
    """Check form (检查表样): what is looked at, section by section."""

    name: Name = named("名称", description="表样的名称。\nThe form's name.")
    place: Place | None = named(
        "场所",
        default=None,
        description="用在什么场所；用它的检查就不必再写。\nThe place it is for.",
    )
    level: Level | None = named(
        "层级",
        default=None,
        description="用在哪一级检查；用它的检查就不必再写。\nThe level it is for.",
    )
    basis: Text | None = named(
        "依据", default=None, description="依据的文件。\nThe rule it follows."
    )
    sections: Annotated[tuple[CheckSection, ...], Field(min_length=1)] = named(
        "分组", description="检查项，分组写。\nThe items, in sections."
    )

    @model_validator(mode="after")
    def _numbers_once(self) -> Self:
        seen: dict[int, str] = {}
        errors = []
        places = [
            ("sections", place, "items", at)
            for place, section in enumerate(self.sections)
            for at in range(len(section.items))
        ]
        for where, (number, _, item) in zip(places, self.numbered, strict=True):
            if number in seen:
                errors.append(
                    wrong(
                        f"第 {number} 项有两条：“{seen[number]}”和“{item.text}”，请改序号。",
                        f"there are two items no. {number}: “{seen[number]}” and “{item.text}”; "
                        "number one of them anew.",
                        where,
                    )
                )
            seen.setdefault(number, item.text)
        if errors:
            raise all_wrong(errors)
        return self

    @cached_property
    def numbered(self) -> tuple[Numbered, ...]:
        """Its items, each with its number."""
        return tuple(numbered(self.sections))


Numbered: TypeAlias = tuple[int, CheckSection, CheckItem]
"""An item with its number and the section it stands in."""


@dataclass(frozen=True, slots=True)
class FormInUse:
    """A form as an inspection uses it: the name of its file, and the form."""

    slug: str
    form: CheckForm


def numbered(sections: tuple[CheckSection, ...], after: int = 0) -> Iterator[Numbered]:
    """Every item with its number, counted on from the one before where it has none."""
    number = after
    for section in sections:
        for item in section.items:
            number = item.number or number + 1
            yield number, section, item


def _form_named(value: object, info: ValidationInfo) -> object:
    """The form that a file names, by its file's name or its own."""
    if not isinstance(value, str):
        return value
    forms = _forms(info)
    wanted = plain(value)
    for slug, form in forms.items():
        if wanted in (slug, form.name):
            return FormInUse(slug, form)
    names = tuple(name for slug, form in forms.items() for name in (slug, form.name))
    near = nearest(value, names)
    zh = f"您是不是想写“{near}”？" if near else ""
    en = f" Did you mean “{near}”?" if near else ""
    raise wrong(
        f"没有名为“{shown(value)}”的表样，{zh}可用：{'、'.join(forms) or '（还没有）'}。",
        f"there is no form “{shown(value)}”.{en} There are: {', '.join(forms) or 'none'}.",
    )


def _forms(info: ValidationInfo) -> Mapping[str, CheckForm]:
    found = info.context.forms if isinstance(info.context, Reading) else {}
    return {slug: form for slug, form in found.items() if isinstance(form, CheckForm)}


NamedForm = Annotated[
    FormInUse,
    BeforeValidator(_form_named),
    PlainSerializer(lambda used: used.slug, return_type=str),
    WithJsonSchema({"type": "string", "maxLength": 80}),
]
"""A form, written by the name of its file (daily-canteen) or its own name."""
