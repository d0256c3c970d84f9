"""What the file of a notice may say, and in which shorter ways clerks may write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import BeforeValidator, ValidationInfo, model_validator

from gongshi.document import CalendarDay, Model, Name, Text, named, wrong
from gongshi.kinds.notice.listing import Listing
from gongshi.kinds.notice.period import NoticePeriod, out_of_order
from gongshi.notations import SEVERAL, several
from gongshi.posted import Posted, with_the_day_of_the_file
from gongshi.school import Contact, Objection
from gongshi.words import plain

REAL_NAME = "以单位名义提出的，请加盖公章；以个人名义提出的，请写真实姓名并留联系电话。"
ANYONE = "可以实名，也可以匿名；留下联系方式，便于答复。"
_RULES = {"是": REAL_NAME, "yes": REAL_NAME, "true": REAL_NAME}
_RULES |= dict.fromkeys(("否", "no", "false"), ANYONE)
_DATED = re.compile(r"([0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?)[ ：:，,]*(.+)", re.DOTALL)
_A_DAY = re.compile(r"[0-9]{4}[-/.年]")
_REACHED = re.compile(r"([^0-9：:]+?)[ ：:]*(\(?[0-9][0-9 ()-]{6,})")


Lines = Annotated[tuple[Text, ...], SEVERAL]
"""Texts, one item each; a single text is one item, and each new line another."""


def _objection(value: object) -> object:
    return {"says": value} if isinstance(value, str) else value


def _contact(value: object) -> object:
    """An office, or an office with its number: 总务处 0555-000 1410."""
    if not isinstance(value, str):
        return value
    found = _REACHED.fullmatch(plain(value))
    return {"office": found[1], "phone": found[2]} if found else {"office": value}


def _real_name(value: object) -> object:
    return _RULES.get(plain(value).lower(), value) if isinstance(value, str) else value


class Step(Model):
    """Step (程序): one thing that was done before the result, and when."""

    on: CalendarDay | None = named("日期", default=None, description="哪一天。\nThe day.")
    what: Text = named("内容", "事项", description="做了什么。\nWhat was done.")

    @model_validator(mode="before")
    @classmethod
    def _from_a_line(cls, value: object) -> object:
        if isinstance(value, str):
            found = _DATED.fullmatch(value.strip())
            return {"on": found[1], "what": found[2]} if found else {"what": value}
        if isinstance(value, Mapping) and len(value) == 1:
            ((key, said),) = value.items()
            if _is_a_day(key):
                return {"on": key, "what": said}
        return value


def _is_a_day(key: object) -> bool:
    """Whether a key is meant for a day, be it one that exists or not."""
    return isinstance(key, str) and bool(_A_DAY.match(key))


def _steps(value: object) -> object:
    """Steps as a list, as lines, or by their days."""
    if isinstance(value, str):
        return several(value)
    if isinstance(value, Mapping) and value and all(map(_is_a_day, value)):
        return [{"on": day, "what": said} for day, said in value.items()]
    return value


class NoticeFile(Posted):
    """The file of a notice: what is shown, on what basis, for how long, where to object."""

    title: Name = named(
        "标题", description="公示的标题，如“大宗食材供应商遴选结果公示”。\nThe notice's title."
    )
    number: Name | None = named(
        "文号", default=None, description="文号，没有就不写。\nIts document number, if it has one."
    )
    basis: Lines = named(
        "依据",
        "公示依据",
        default=(),
        description="依据哪些规定，一条一项。\nThe rules it rests on, one item each.",
    )
    body: Text | None = named(
        "正文",
        "说明文字",
        default=None,
        description="开头的几句话，分段就换行。\nThe opening words; a new line is a paragraph.",
    )
    process: Annotated[tuple[Step, ...], BeforeValidator(_steps)] = named(
        "程序",
        "经过",
        default=(),
        description="按什么程序产生，一步一项；可写成“2026-09-18 现场评审”。\n"
        "How the result came about, a step each, a day and what was done.",
    )
    listing: Listing | None = named(
        "名单",
        "结果",
        "公示内容",
        default=None,
        description="公示的名单或结果：一串名称，“名称: 内容”，或有列名的表。\n"
        "What is shown: names, pairs, or a table with columns.",
    )
    period: NoticePeriod | None = named(
        "公示期",
        "公示时间",
        default=None,
        description="公示多久，如“5个工作日”，或写明开始和结束。\n"
        "How long it stands: so many working days, or a first and a last day.",
    )
    objection: Annotated[Objection, BeforeValidator(_objection)] | None = named(
        "异议渠道",
        "意见渠道",
        default=None,
        description="有异议向谁提；不写就用学校的，学校没有就用县里的。\n"
        "Where to object; the school's, else the county's, where left out.",
    )
    real_name: Annotated[Text, BeforeValidator(_real_name)] | None = named(
        "实名要求",
        "实名",
        default=None,
        description="提异议要不要实名：是、否，或写清要求。\n"
        "Whether objectors give their names: yes, no, or the rule in words.",
    )
    contact: Annotated[Contact, BeforeValidator(_contact)] | None = named(
        "联系方式",
        "联系人",
        default=None,
        description="受理的部门和电话，如“总务处 0555-000 1410”。\nThe office and its telephone.",
    )
    address: Name | None = named(
        "通讯地址",
        "地址",
        default=None,
        description="书面意见寄到哪里；不写就是学校的地址。\n"
        "Where to write; the school's address where left out.",
    )
    outcome: Text | None = named(
        "公示情况",
        "异议处理",
        default=None,
        description="期满后补写：收到几件异议，怎样处理。\n"
        "Added when it is over: how many objections came, and what became of them.",
    )

    @model_validator(mode="before")
    @classmethod
    def _published_on_the_day_of_its_file(cls, value: object, info: ValidationInfo) -> object:
        return with_the_day_of_the_file(cls, value, info, "published")

    @model_validator(mode="after")
    def _begins_sometime(self) -> Self:
        """The period's first day is its own or the notice's; its last cannot come before."""
        if self.period is None:
            return self
        begins = self.period.begins or self.published
        if begins is None:
            raise wrong(
                "不知道从哪天开始公示，请写“开始”，或写“发布日期”。",
                "nobody says when the period begins; write its first day or “published”.",
                ("period",),
            )
        if self.period.ends is not None and self.period.begins is None:
            saying = out_of_order(begins, self.period.ends)
            if saying is not None:
                raise wrong(saying.zh, saying.en, ("period", "ends"))
        return self
