"""Posts (岗位): who belongs to a leading group or is on duty, by post, with names or without."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from gongshi.document import Model, Name, Text, named
from gongshi.times import Time
from gongshi.words import pieces


class Post(Model):
    """Post (岗位): a post or office; a name and a telephone number as the school chooses."""

    post: Name = named(
        "岗位", "部门", description="岗位或部门，如“总务处主任”。\nThe post or office."
    )
    role: Name | None = named(
        "职务",
        "角色",
        default=None,
        description="在组里或班里的职务，如“组长”“带班”。\nThe part in the group or on duty.",
    )
    name: Name | None = named(
        "姓名", default=None, description="姓名；可以不写。\nA name; it may be left out."
    )
    phone: Name | None = named(
        "电话",
        default=None,
        description="办公电话；可以不写，请不要写手机号。\n"
        "An office telephone number; it may be left out. Not a mobile one.",
    )
    task: Name | None = named(
        "分工", default=None, description="负责哪一块。\nWhat this member sees to."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_post(cls, value: object) -> object:
        return {"post": value} if isinstance(value, str) else value


def _posts(value: object) -> object:
    return pieces(value, "、，,；;") if isinstance(value, str) else value


Posts = Annotated[tuple[Post, ...], BeforeValidator(_posts), Field(min_length=1, max_length=60)]
"""Posts in a list or, by their names alone, on one line."""


class LeadingGroup(Model):
    """Leading group (领导小组): its duties and its members by post."""

    name: Name = named("名称", description="领导小组的名称。\nThe group's name.")
    duties: tuple[Text, ...] = named(
        "职责", default=(), description="小组的职责，一条一项。\nIts duties, one item each."
    )
    members: Posts = named(
        "成员", description="成员，职务高的在前。\nIts members, the leaders first."
    )
    office: Name | None = named(
        "办公室",
        default=None,
        description="办公室设在哪里。\nThe office that does the group's daily work.",
    )
    phone: Name | None = named("电话", default=None, description="办公室的电话。\nIts number.")


class Shift(Model):
    """Shift (班次): a name, its hours, where it is kept and how to reach it."""

    name: Name = named("名称", description="班次的名称，如“白班”。\nThe shift's name.")
    hours: Time | None = named(
        "时间", default=None, description="几点到几点，过夜写 17:30-次日7:30。\nIts hours."
    )
    place: Name | None = named("地点", default=None, description="在哪里值班。\nWhere it is kept.")
    phone: Name | None = named("电话", default=None, description="值班电话。\nThe number to call.")

    @model_validator(mode="before")
    @classmethod
    def _in_one_line(cls, value: object) -> object:
        """白班 7:30-17:30: a name, and its hours where it has any."""
        if not isinstance(value, str):
            return value
        name, _, hours = value.strip().partition(" ")
        return {"name": name, "hours": hours} if hours else {"name": name}
