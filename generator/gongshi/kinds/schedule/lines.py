"""Lines (安排) of a schedule: when, what, where, for whom, and how strong and how long."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from gongshi.document import CalendarDay, Model, Name, Text, named, wrong
from gongshi.notations import YesNo
from gongshi.recurrence import Days, Months
from gongshi.times import Times
from gongshi.words import Word, narrow, pieces, shown


class ScheduleTopic(Word):
    """Schedule topic (主题): what a schedule is about."""

    STAGGERED = "staggered", "错峰", "错峰安排", "错峰到校", "错峰就餐"
    DISINFECTION = "disinfection", "消毒", "清洁消毒"
    VENTILATION = "ventilation", "通风", "开窗通风"
    UTILITIES = "utilities", "水电", "供水供电", "水电供应"
    GREENING = "greening", "绿化", "绿化养护"
    BELL = "bell", "作息", "作息时间", "铃声"
    OTHER = "other", "其他", "其它"


class Care(Word):
    """Care (养护) of plants: what is done to them."""

    WATER = "water", "浇水", "浇灌", "灌溉"
    FERTILISE = "fertilise", "施肥", "追肥"
    PRUNE = "prune", "修剪", "修枝", "整形"
    WEED = "weed", "除草", "松土除草"
    PESTS = "pests", "病虫害防治", "防虫", "治虫", "除虫"
    PLANT = "plant", "栽植", "补植", "种植", "补种"


_PER_LITRE = re.compile(r"([0-9]{1,6}(?:\.[0-9]+)?)(?:mg/l|毫克/升|毫克每升|ppm)", re.IGNORECASE)
_PARTS = re.compile(r"1[:∶比]([0-9]{1,5})")
_PERCENT = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)(?:%|％)")
_STRETCH = re.compile(r"([0-9]{1,3}(?:\.5)?)(?:个)?(小时|h|分钟|分|min|minutes)?", re.IGNORECASE)
_LONGEST = 30


def _ratio(value: object) -> object:
    """250 mg/L, 1:200 or 75%, however a clerk writes them."""
    if not isinstance(value, str):
        return value
    said = re.sub(r"\s", "", narrow(value)) if len(value) <= _LONGEST else ""
    if found := _PER_LITRE.fullmatch(said):
        return f"{found[1]} mg/L"
    if found := _PARTS.fullmatch(said):
        return f"1:{int(found[1])}"
    if found := _PERCENT.fullmatch(said):
        return f"{found[1]}%"
    raise wrong(
        f"“{shown(value)}”不是配比，请写成 250 mg/L、1:200 或 75%。",
        f"“{shown(value)}” is no ratio; write 250 mg/L, 1:200 or 75%.",
    )


Ratio = Annotated[
    str,
    BeforeValidator(_ratio),
    Field(json_schema_extra={"$comment": "配比，如 `250 mg/L`、`1:200`、`75%`"}),
]
"""How strong: milligrams a litre, one part to so many of water, per cent."""


def _minutes(value: object) -> object:
    if not isinstance(value, str):
        return value
    said = re.sub(r"\s", "", narrow(value)) if len(value) <= _LONGEST else ""
    found = _STRETCH.fullmatch("0.5小时" if said == "半小时" else said)
    if not found:
        raise wrong(
            f"“{shown(value)}”不是时长，请写成 30分钟 或 1小时。",
            f"“{shown(value)}” is no length of time; write 30分钟 or 1小时.",
        )
    return round(float(found[1]) * (60 if (found[2] or "").lower() in {"小时", "h"} else 1))


Minutes = Annotated[
    int,
    BeforeValidator(_minutes),
    Field(ge=1, le=1440, json_schema_extra={"$comment": "时长，如 `30分钟`、`1小时`"}),
]
"""How long, in minutes: 30分钟, 1小时."""


def _names(value: object) -> object:
    return pieces(value, "、，,；;") if isinstance(value, str) else value


Names = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=40)], ...],
    BeforeValidator(_names),
]
"""Names in a list or on one line: 一年级、二年级."""


class ScheduleLine(Model):
    """Line (安排) of a schedule: when, what, where, for whom."""

    times: Times = named(
        "时间",
        "时段",
        default=(),
        description="什么时候：一个时刻、一段时间，几个用顿号分开。\n"
        "When: a time, a stretch of it, or several.",
    )
    days: Days | None = named(
        "日子",
        "星期",
        "频次",
        default=None,
        description="哪些日子；不写就用上一层的。\nOn which days; as around it where left out.",
    )
    months: Months = named(
        "月份", default=(), description="哪几个月，绿化养护用。\nIn which months, for plants."
    )
    on: Annotated[tuple[CalendarDay, ...], BeforeValidator(_names)] = named(
        "日期",
        default=(),
        description="只在某一天或某几天的，写日期。\nSingle dates, where it is for these alone.",
    )
    what: Name | None = named(
        "内容",
        "事项",
        "项目",
        default=None,
        description="做什么；和所在分组一样的不必写。\nWhat is done; as in its group if left out.",
    )
    who: Names = named(
        "对象",
        "班级",
        "年级",
        default=(),
        description="哪些班级或人；几个用顿号分开。\nFor whom; several with commas between them.",
    )
    place: Name | None = named(
        "地点",
        "范围",
        default=None,
        description="在哪里；不写就用分组的。\nWhere; as its group says where left out.",
    )
    care: Care | None = named(
        "养护", default=None, description="绿化养护做哪一样。\nWhich care the plants get."
    )
    agent: Name | None = named(
        "药剂",
        "用品",
        "消毒剂",
        default=None,
        description="用什么，如“含氯消毒液”。\nWhat is used, such as chlorine solution.",
    )
    ratio: Ratio | None = named(
        "配比", "浓度", "比例", default=None, description="浓度或配比。\nHow strong it is made."
    )
    minutes: Minutes | None = named(
        "时长", "作用时间", default=None, description="持续或作用多久。\nHow long it lasts or acts."
    )
    detail: Text | None = named(
        "要求", "做法", default=None, description="怎么做，一两句话。\nHow, in a sentence or two."
    )
    office: Name | None = named(
        "责任部门",
        "责任人",
        "负责部门",
        default=None,
        description="由哪个部门或岗位做。\nThe office or post that does it.",
    )

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if not (self.times or self.days or self.months or self.on):
            raise wrong(
                "这一行没有写什么时候，请写上“时间”“日子”“月份”或“日期”。",
                "this line does not say when; write its times, days, months or dates.",
            )
        return self


class ScheduleGroup(Model):
    """Group (分组) of lines: what they have in common, and whether they must keep apart."""

    name: Name = named("名称", description="分组的名称，如“早晨入校”。\nThe group's name.")
    place: Name | None = named(
        "地点", default=None, description="整组都在哪里。\nWhere all of it takes place."
    )
    days: Days | None = named(
        "日子",
        "星期",
        default=None,
        description="整组在哪些日子；不写就用全表的。\nThe days of all its lines.",
    )
    apart: YesNo = named(
        "错开",
        "不得重叠",
        default=False,
        description="同一地点的时间是否必须错开：是、否。\n"
        "Whether times in one place must not overlap: yes, no.",
    )
    says: Text | None = named(
        "要求", "说明", default=None, description="对整组的要求。\nWhat holds for all its lines."
    )
    office: Name | None = named(
        "责任部门", "负责部门", default=None, description="整组由谁负责。\nWho sees to all of it."
    )
    lines: Annotated[tuple[ScheduleLine, ...], Field(min_length=1, max_length=200)] = named(
        "安排", description="这一组的每一行。\nThe group's lines."
    )
