"""Basis (依据) of a rule: the laws and papers it rests on, and the older rules it follows."""

from __future__ import annotations

import re

from pydantic import model_validator

from gongshi.document import CalendarDay, Model, Name, named
from gongshi.notations import Link


class Basis(Model):
    """Basis (依据): the law or the paper that a rule rests on, and what of it."""

    name: Name = named(
        "名称", "文件", description="法律、规定的全称。\nThe law's or paper's full title."
    )
    article: Name | None = named(
        "条款", default=None, description="哪一条，如“第四十条”。\nWhich article of it."
    )
    number: Name | None = named(
        "文号", default=None, description="令号或文号，如“教育部令第45号”。\nIts number."
    )
    starts: CalendarDay | None = named(
        "施行日期", default=None, description="这部法规施行的日期。\nSince when it holds."
    )
    as_of: CalendarDay | None = named(
        "内容截至",
        "核对日期",
        default=None,
        description="最近一次核对法规原文的日期。\nThe day its text was last looked up.",
    )
    link: Link | None = named(
        "网址", default=None, description="法规原文的网址。\nWhere its text stands."
    )

    @model_validator(mode="before")
    @classmethod
    def _in_one_line(cls, value: object) -> object:
        """《规定》（第45号令）第四十条: as such lines are written."""
        if not isinstance(value, str):
            return value
        found = _CITED.fullmatch(value.strip()) if len(value) <= _LONGEST_LINE else None
        if found is None:
            return {"name": value}
        parts = zip(("name", "number", "article"), found.groups(), strict=True)
        return {name: part for name, part in parts if part}

    @property
    def title(self) -> str:
        """Its name in 《》, whether written so or not."""
        return self.name if self.name.startswith("《") else f"《{self.name}》"


_CITED = re.compile(r"《([^《》]+)》(?:[（(]([^（）()]+)[)）])?[，,]?(第.{1,40}[条款项章])?")
_LONGEST_LINE = 300


class Older(Model):
    """An older rule that this one takes the place of; its state changes by itself."""

    name: Name = named(
        "名称",
        "制度",
        description="被代替的制度的标题，或它的文件名。\nThe older rule's title or file name.",
    )
    number: Name | None = named(
        "文号", default=None, description="被代替的制度的文号。\nThe older rule's number."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        return {"name": value.strip().strip("《》")} if isinstance(value, str) else value
