"""School and county (学校与县): who publishes, when they eat and where to object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from gongshi.document import CalendarDay, Model, Name, Text, named, wrong
from gongshi.week import Week
from gongshi.words import Word, plain

if TYPE_CHECKING:
    from datetime import date


class Stage(Word):
    """Stage (学段): what kind of school it is."""

    KINDERGARTEN = "kindergarten", "幼儿园"
    PRIMARY = "primary", "小学"
    MIDDLE = "middle", "初中", "初级中学"
    HIGH = "high", "高中"
    NINE_YEAR = "nine_year", "九年一贯制", "九年一贯"
    COMPLETE = "complete", "完全中学", "完中"
    SPECIAL = "special", "特殊教育", "特教"
    VOCATIONAL = "vocational", "职业学校", "中职"


class MealName(Word):
    """Meal (餐次) of the day, in the order of the day."""

    BREAKFAST = "breakfast", "早餐"
    MORNING_SNACK = "morning_snack", "早点", "课间餐", "上午点心"
    LUNCH = "lunch", "午餐", "中餐"
    AFTERNOON_SNACK = "afternoon_snack", "午点", "下午点心", "点心"
    DINNER = "dinner", "晚餐", "晚托餐"
    EVENING_SNACK = "evening_snack", "夜宵", "晚点", "夜点"


class Face(Word):
    """Face (动态等级) of one inspection of the canteen: 大笑 excellent to 平脸 fair."""

    EXCELLENT = "excellent", "大笑", "优秀"
    GOOD = "good", "微笑", "良好"
    FAIR = "fair", "平脸", "一般"

    @property
    def word(self) -> str:
        """The word that always stands beside the face."""
        return self.also[0]


class AnnualRating(Word):
    """Annual rating (年度等级) of the canteen over twelve months."""

    A = "A", "A级", "a"
    B = "B", "B级", "b"
    C = "C", "C级", "c"


class Running(Word):
    """How the canteen is run (经营方式)."""

    SCHOOL = "school", "学校自营", "自营", "自办"
    CONTRACTED = "contracted", "承包经营", "委托经营", "承包"
    DELIVERED = "delivered", "集中配餐", "校外配餐", "配餐"


_HOURS = re.compile(r"(\d{1,2}):(\d{2})(?:-(\d{1,2}):(\d{2}))?")


def _hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _HOURS.fullmatch(plain(value).replace(" ", ""))
    if not found or not _is_a_time(found[1], found[2]) or not _is_a_time(found[3], found[4]):
        raise wrong(
            f"“{value}”不是时间，请写成 11:40 或 11:40-12:20。",
            f"“{value}” is not a time; write 11:40 or 11:40-12:20.",
        )
    start, end = (found[1].zfill(2), found[2]), (found[3], found[4])
    if found[3] is None:
        return f"{int(found[1])}:{found[2]}"
    if (found[3].zfill(2), found[4]) <= start:
        raise wrong(f"时间“{value}”先后颠倒。", f"the times “{value}” run backwards.")
    return f"{int(found[1])}:{found[2]}–{int(end[0])}:{end[1]}"


def _is_a_time(hour: str | None, minute: str | None) -> bool:
    return hour is None or minute is None or (int(hour) < 24 and int(minute) < 60)


Hours = Annotated[str, BeforeValidator(_hours)]
"""A time of day or a span of it: 11:40, 11:40–12:20."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A short name in small Latin letters, digits and hyphens: part of an address."""

Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"']+$", max_length=400)]
"""An https address; no other scheme ever reaches a page or a poster."""


class Contact(Model):
    """Contact (联系方式): an office, and how to reach it."""

    office: Name = named("部门", "岗位")
    phone: Name | None = named("电话", default=None)
    email: Name | None = named("邮箱", default=None)
    hours: Name | None = named("时间", "接待时间", default=None)


class Objection(Model):
    """Objection channel (异议渠道): where to say what is wrong, and when an answer comes."""

    says: Text = named("说明")
    contacts: tuple[Contact, ...] = named("联系方式", default=())
    within: Name | None = named("答复时限", default=None)


class Rating(Model):
    """Rating (量化等级) of the canteen: the last inspection's face and the year's letter."""

    face: Face | None = named("动态等级", default=None)
    annual: AnnualRating | None = named("年度等级", default=None)
    day: CalendarDay | None = named("评定日期", default=None)


class Licence(Model):
    """Licence (食品经营许可证) of the canteen."""

    number: Name = named("编号", "许可证号")
    until: CalendarDay | None = named("有效期至", default=None)


class Canteen(Model):
    """Canteen (食堂) of a school."""

    name: Name = named("名称", default="食堂")
    running: Running | None = named("经营方式", default=None)
    caterer: Name | None = named("供餐单位", default=None)
    licence: Licence | None = named("许可证", default=None)
    rating: Rating | None = named("量化等级", default=None)
    contact: Contact | None = named("联系方式", default=None)


class GradeBand(Model):
    """Grade band (年级段): pupils who get the same amounts, e.g. 1–3年级 or 小班."""

    name: Name = named("名称")
    ages: Name | None = named("年龄", default=None)
    pupils: Annotated[int, Field(ge=0, le=100_000)] | None = named("人数", default=None)

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Term(Model):
    """Term (学期): its name and its first and last day."""

    name: Name = named("名称")
    starts: CalendarDay = named("开始", "开学")
    ends: CalendarDay = named("结束", "放假")

    @model_validator(mode="after")
    def _runs_forward(self) -> Term:
        if self.ends < self.starts:
            raise wrong(
                f"学期的结束 {self.ends} 早于开始 {self.starts}。",
                f"the term ends ({self.ends}) before it starts ({self.starts}).",
            )
        return self

    def week_of(self, day: date) -> int:
        """The number of a day's week in the term, the first week being 1."""
        return (Week.of(day).monday - Week.of(self.starts).monday).days // 7 + 1

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Every week of the term, in order."""
        weeks = [Week.of(self.starts)]
        while weeks[-1].next.monday <= self.ends:
            weeks.append(weeks[-1].next)
        return tuple(weeks)


class School(Model):
    """School (学校): who it is, when it eats, whom to ask. Its code is the name of its folder."""

    code: Code = named("代码")
    name: Name = named("校名", "名称")
    stage: Stage = named("学段", "类型")
    order: Annotated[int, Field(ge=0, le=9999)] = named("排序", default=100)
    slogan: Name | None = named("标语", default=None)
    address: Name | None = named("地址", default=None)
    publisher: Name | None = named("发布单位", default=None)
    grade_bands: tuple[GradeBand, ...] = named("年级段", default=())
    meal_times: dict[MealName, Hours] = named("用餐时间", "供餐时间", default={})
    meal_names: dict[MealName, Name] = named("餐次名称", default={})
    contacts: tuple[Contact, ...] = named("联系方式", default=())
    objection: Objection | None = named("异议渠道", "意见渠道", default=None)
    canteen: Canteen | None = named("食堂", default=None)
    terms: tuple[Term, ...] = named("学期", default=())

    def says_meal(self, meal: MealName) -> str:
        """What this school calls a meal: its own word (晚托餐) or the usual one."""
        return self.meal_names.get(meal, meal.label)

    @property
    def issuer(self) -> str:
        """Who publishes: the office the school names, or the school."""
        return self.publisher or self.name


class County(Model):
    """County (县): the authority that publishes for its schools."""

    name: Name = named("名称", "县名")
    authority: Name = named("主管部门", "教育局")
    site_name: Name = named("网站名称", default="学校公示")
    office: Name | None = named("科室", default=None)
    phone: Name | None = named("电话", default=None)
    hotline: Name = named("投诉电话", default="12315")
    currency: Name = named("货币", default="元")
    contacts: tuple[Contact, ...] = named("联系方式", default=())
    objection: Objection | None = named("异议渠道", default=None)
    terms: tuple[Term, ...] = named("学期", default=())
