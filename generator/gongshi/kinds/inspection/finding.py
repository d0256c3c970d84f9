"""Finding (检查发现): what was not as it should be, who puts it right, what came of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from gongshi.document import CalendarDay, Model, Name, Text, named
from gongshi.hazard import HazardLevel, Place
from gongshi.notations import Count, YesNo


class FollowUp(Model):
    """Follow-up (复查): somebody went and looked whether it was put right."""

    on: CalendarDay | None = named(
        "日期", "复查日期", default=None, description="复查的日期。\nThe day of the follow-up."
    )
    result: Text = named(
        "结果", "复查结果", description="复查的结果，如“已更换，合格”。\nWhat was found."
    )
    by: Name | None = named(
        "部门", "复查部门", default=None, description="谁复查的，写部门。\nThe office that looked."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_result(cls, value: object) -> object:
        return {"result": value} if isinstance(value, str) else value


class Finding(Model):
    """Finding (检查发现): one hazard, from the day it is found to the day it is closed."""

    what: Text = named("问题", "内容", description="发现了什么。\nWhat was found.")
    spot: Name | None = named(
        "部位",
        "位置",
        default=None,
        description="在哪里，如“2 栋 3 层”。\nWhere exactly.",
    )
    place: Place | None = named(
        "场所",
        default=None,
        description="和检查的场所不同才写。\nWhere it differs from the inspection's.",
    )
    item: Annotated[Count, Field(ge=1, le=999)] | None = named(
        "检查项",
        "项",
        default=None,
        description="属于第几项检查；写了，那一项就是不符合。\n"
        "The number of the item, which is then not met.",
    )
    level: HazardLevel = named(
        "隐患等级",
        "等级",
        default=HazardLevel.GENERAL,
        description="一般还是重大；不写就是一般。\nGeneral or major; general where left out.",
    )
    owner: Name | None = named(
        "责任部门",
        "整改部门",
        default=None,
        description="谁负责整改，写部门。\nThe office that puts it right.",
    )
    deadline: CalendarDay | None = named(
        "整改期限", "期限", default=None, description="最迟哪一天改好。\nThe last day for it."
    )
    action: Text | None = named(
        "整改措施", "措施", default=None, description="怎样改。\nWhat is done about it."
    )
    on_the_spot: YesNo = named(
        "当场整改",
        default=False,
        description="是不是当场就改好了：是、否。\nWhether it was put right at once.",
    )
    closed: CalendarDay | None = named(
        "销号日期",
        "完成日期",
        "整改完成",
        default=None,
        description="改好并销号的日期；没有改好就不写。\nThe day it was closed, once it is.",
    )
    follow_up: FollowUp | None = named(
        "复查", default=None, description="复查的情况。\nThe follow-up."
    )
    before: Name | None = named(
        "整改前照片",
        "整改前",
        default=None,
        description="整改前的照片，写 photos 文件夹里的文件名。\n"
        "A picture before, from the school's photos folder.",
    )
    after: Name | None = named(
        "整改后照片",
        "整改后",
        default=None,
        description="整改后的照片。\nA picture after.",
    )

    @model_validator(mode="before")
    @classmethod
    def _by_what(cls, value: object) -> object:
        return {"what": value} if isinstance(value, str) else value
