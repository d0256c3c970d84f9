"""What a menu's file may say: days, meals, dishes, closures, corrections, what was served."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from gongshi.document import (
    CalendarDay,
    Document,
    Model,
    Moment,
    Name,
    Reading,
    Text,
    named,
    refused,
    wrong,
)
from gongshi.food import Dish, DishBook, IngredientsField, NutritionField, PriceField
from gongshi.school import Hours, MealName
from gongshi.week import NotADay, Week, parse_day, weekday_named
from gongshi.words import Word


class Diet(Word):
    """Diet (饮食要求) that gets dishes of its own beside the common ones."""

    OBESITY = "obesity", "肥胖", "肥胖儿"
    UNDERNOURISHED = "undernourished", "营养不良", "体弱儿"
    ANAEMIA = "anaemia", "贫血", "贫血儿"
    SICK = "sick", "病号", "病号菜", "病号餐"
    ALLERGY = "allergy", "过敏", "过敏替换"
    HALAL = "halal", "清真"
    VEGETARIAN = "vegetarian", "素食"


def _day_key(value: object, info: ValidationInfo) -> object:
    """A day's key: a date, or a weekday of the menu's week."""
    if not isinstance(value, str):
        return value
    weekday = weekday_named(value)
    try:
        if weekday is None:
            return parse_day(value)
        return Week.parse(_slug(info)).monday + timedelta(days=weekday - 1)
    except NotADay as error:
        if re.match(r"\d{4}", value):
            raise refused(error.saying) from error
        raise wrong(
            f"“{value}”不是星期几，也不是日期；请写成 周一 或 2026-11-16。",
            f"“{value}” is neither a weekday nor a date; write Monday or 2026-11-16.",
        ) from error


def _slug(info: ValidationInfo) -> str:
    return info.context.slug if isinstance(info.context, Reading) else ""


DayKey = Annotated[date, BeforeValidator(_day_key)]


class Served(Model):
    """What was really served (实际供应) where it differed from the plan, and why."""

    dishes: tuple[Dish, ...] = named(
        "菜品", min_length=1, description="当天真正供应的菜。\nThe dishes really served."
    )
    why: Text = named("原因", description="为什么和计划不一样。\nWhy it differs from the plan.")
    recorded: CalendarDay | None = named(
        "记录日期", default=None, description="哪一天记下的。\nThe day this was written down."
    )

    @model_validator(mode="before")
    @classmethod
    def _dishes_in_words(cls, value: object) -> object:
        return _with_dishes_split(value)


class Meal(Model):
    """Meal (一餐): its dishes, and what is stated of the meal as a whole."""

    dishes: tuple[Dish, ...] = named(
        "菜品",
        "菜",
        min_length=1,
        description="这一餐的菜，一道一项；也可以写在一行里，用顿号分开。\n"
        "The dishes, one an item, or on one line.",
    )
    time: Hours | None = named(
        "时间",
        "用餐时间",
        default=None,
        description="只有这一餐的时间和平常不同时才写。\n"
        "When it is, where that differs from the usual.",
    )
    seasonings: IngredientsField = named(
        "调味品",
        "调料",
        default=(),
        description="整餐每人的油、盐、酱油等。\n"
        "Oil, salt and the like of the whole meal, per pupil.",
    )
    nutrition: NutritionField = named(
        "营养成分",
        "营养",
        default=(),
        description="整餐的能量和营养成分；各年级段不同就分开写。\n"
        "Energy and nutrients of the whole meal, per grade band where they differ.",
    )
    price: PriceField | None = named(
        "价格",
        "餐费",
        default=None,
        description="这一餐的价格，元；可以按学生、教师分开写。\n"
        "What the meal costs; may differ for pupils and staff.",
    )
    diets: Mapping[Diet, tuple[Dish, ...]] = named(
        "特殊膳食",
        "特殊饮食",
        default={},
        description="给有特殊需要的孩子另备的菜；只写备什么菜，不写给谁。\n"
        "Dishes for special diets; never for whom.",
    )
    servings: Annotated[int, Field(ge=0, le=1_000_000)] | None = named(
        "供餐人数", default=None, description="这一餐供应多少人。\nHow many are served."
    )
    origins: Mapping[Name, Text] = named(
        "食材来源",
        "产地",
        default={},
        description="食材从哪里来：“食材: 供应单位”。\n"
        "Where ingredients come from, as “ingredient: supplier”.",
    )
    served: Served | None = named(
        "实际供应",
        default=None,
        description="实际供应和计划不同时，事后补记；计划仍然留着。\n"
        "What was really served where it differed; the plan stays.",
    )
    photo: Name | None = named(
        "照片",
        default=None,
        description="照片的文件名，照片放在学校的 photos 文件夹里。\n"
        "The name of a picture in the school's photos folder.",
    )
    note: Text | None = named(
        "说明",
        "备注",
        default=None,
        description="关于这一餐要说的话。\nWhatever else is to be said of the meal.",
    )

    @model_validator(mode="before")
    @classmethod
    def _dishes_alone(cls, value: object) -> object:
        """A meal may be just its dishes: a list, or one line 米饭、红烧肉、青菜."""
        if isinstance(value, str):
            return {"dishes": _split(value)}
        return {"dishes": value} if isinstance(value, list) else _with_dishes_split(value)


def _with_dishes_split(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _split(item) if key in {"dishes", "菜品", "菜"} and isinstance(item, str) else item
            for key, item in value.items()
        }
    return value


def _split(line: str) -> list[str]:
    """The dishes of one line, split at 、，,; and ；, but not inside brackets."""
    parts = re.split(r"[、，,;；\n](?![^（(]*[）)])", line)
    return [part.strip() for part in parts if part.strip()]


class Day(Model):
    """Day (一天) of a menu: its meals, or why there are none."""

    closed: Text | None = named(
        "停餐",
        "停餐原因",
        default=None,
        description="这一天不供餐，写明原因；写了它就不再写餐次。\n"
        "Why no meal is served this day; then no meal is written.",
    )
    theme: Name | None = named(
        "主题", default=None, description="这一天的主题，如“杂粮日”。\nThe day's theme."
    )
    makes_up: CalendarDay | None = named(
        "补课日",
        "调休补",
        default=None,
        description="调休上课时，补的是哪一天的课。\n"
        "The day whose lessons are made up on this one.",
    )
    breakfast: Meal | None = named("早餐", default=None, description="早餐。\nBreakfast.")
    morning_snack: Meal | None = named(
        "早点",
        "课间餐",
        "上午点心",
        default=None,
        description="上午的点心。\nThe snack of the morning.",
    )
    lunch: Meal | None = named("午餐", "中餐", default=None, description="午餐。\nLunch.")
    afternoon_snack: Meal | None = named(
        "午点",
        "下午点心",
        "点心",
        default=None,
        description="下午的点心。\nThe snack of the afternoon.",
    )
    dinner: Meal | None = named("晚餐", "晚托餐", default=None, description="晚餐。\nDinner.")
    evening_snack: Meal | None = named(
        "夜宵", "晚点", "夜点", default=None, description="晚上的点心。\nThe snack of the evening."
    )
    dinner_advice: Text | None = named(
        "晚餐建议",
        default=None,
        description="给家长的话：回家的晚餐怎样搭配。\nAdvice to parents on dinner at home.",
    )
    note: Text | None = named(
        "说明",
        "备注",
        default=None,
        description="关于这一天要说的话。\nWhatever else is to be said of the day.",
    )

    @model_validator(mode="before")
    @classmethod
    def _says_something(cls, value: object) -> object:
        if isinstance(value, str) or value is None:
            raise wrong(
                "这一天请写餐次（如 午餐: …）；不供餐请写“停餐: 原因”。",
                "write this day's meals (lunch: …); where none is served, write closed: reason.",
            )
        return value

    @model_validator(mode="after")
    def _open_or_closed(self) -> Day:
        if self.closed is None and not self.meals:
            raise wrong(
                "这一天没有餐次；不供餐请写“停餐: 原因”。",
                "this day has no meal; where none is served, write closed: reason.",
            )
        if self.closed is not None and self.meals:
            raise wrong(
                "这一天既写了停餐又写了餐次，请删去一样。",
                "this day is both closed and has meals; take one of them out.",
            )
        return self

    @property
    def meals(self) -> tuple[tuple[MealName, Meal], ...]:
        """The meals of the day, in the order of the day."""
        found = ((name, getattr(self, name.value)) for name in MealName)
        return tuple((name, meal) for name, meal in found if meal is not None)


class Correction(Model):
    """Correction (更正) made after the menu was published: when, what and why."""

    at: Moment = named("时间", "更正时间", description="什么时候更正的。\nWhen it was corrected.")
    why: Text = named("原因", description="为什么更正。\nWhy.")
    day: DayKey | None = named(
        "日期", default=None, description="更正的是哪一天。\nThe day it concerns."
    )
    meal: MealName | None = named(
        "餐次", default=None, description="更正的是哪一餐。\nThe meal it concerns."
    )
    was: Name | None = named("原为", default=None, description="原来写的菜。\nThe dish as it was.")
    now: Name | None = named(
        "改为",
        "现为",
        default=None,
        description="改成的菜；当天的菜里也要改好。\n"
        "The dish it is now; the day itself must say so too.",
    )
    what: Text | None = named(
        "内容",
        "更正内容",
        default=None,
        description="不是换菜的更正，写明改了什么。\nWhat was changed, where it is not a dish.",
    )

    @model_validator(mode="after")
    def _says_what(self) -> Correction:
        if self.what is None and (self.day is None or not (self.was or self.now)):
            raise wrong(
                "更正请写明“内容”，或写“日期、餐次、原为、改为”。",
                "a correction says what changed: write what, or day, meal, was and now.",
            )
        return self

    def is_of(self, day: date, meal: MealName, dish: str) -> bool:
        """Whether it brought this dish to this meal."""
        return self.now == dish and self.day == day and self.meal in (None, meal)


class MenuFile(Document):
    """What the file of a menu says; `week` comes from the file's name where it is not written."""

    label = "食谱"
    folder = "menus"
    place = "menus/{school}"
    shared = ("dishes.yaml", DishBook)

    week: str = named(
        "周次",
        description="周次，就是文件名，不必写。\nThe week: the file's name; need not be written.",
    )
    days: Mapping[DayKey, Day] = named(
        "每日",
        "日期",
        "菜谱",
        default={},
        description="每一天的内容；也可以省去这一层，把“周一:”直接写在最外层。\n"
        "The days; they may also stand at the top of the file.",
    )
    published: CalendarDay | None = named(
        "发布日期", default=None, description="公布的日期。\nThe day it was made public."
    )
    source: Name = named(
        "来源", default="食堂填报", description="内容从哪里来。\nWhere the content comes from."
    )
    publisher: Name | None = named(
        "发布单位",
        default=None,
        description="发布单位；不写就用学校的。\nWho publishes; the school's where left out.",
    )
    stated_revision: Annotated[int, Field(ge=1, le=999)] | None = named(
        "版次",
        "revision",
        default=None,
        serialization_alias="revision",
        description="版次；不写就由更正的次数算出。\n"
        "The revision; counted from the corrections where left out.",
    )
    corrections: tuple[Correction, ...] = named(
        "更正",
        default=(),
        description="公布以后的每一处更正，按时间先后。\n"
        "Every correction after publishing, in order of time.",
    )
    notes: tuple[Text, ...] = named(
        "提示",
        "说明",
        default=(),
        description="印在食谱下方的提示，一条一项。\nNotes printed under the menu.",
    )

    @model_validator(mode="before")
    @classmethod
    def _week_of_the_file(cls, value: object, info: ValidationInfo) -> object:
        slug = _slug(info)
        if not isinstance(value, dict) or not slug:
            return value
        try:
            slug = str(Week.parse(slug))
        except NotADay as error:
            raise wrong(
                f"文件名“{slug}”不是周次，请改成 2026-W47.yaml 的样子。",
                f"the file's name “{slug}” is no week; name it like 2026-W47.yaml.",
            ) from error
        stated = next((value[key] for key in ("week", "周次") if key in value), None)
        return _days_at_top(value) if stated is not None else {**_days_at_top(value), "week": slug}

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> MenuFile:
        self._week_is_the_files(_slug(info))
        if not self.days and self.same_as is None:
            raise wrong("这份食谱还没有写任何一天。", "this menu has no day yet.")
        week = Week.parse(self.week)
        for place, day in enumerate(self.days):
            if not week.monday - timedelta(days=1) <= day <= week.sunday:
                raise wrong(
                    f"{day} 不在 {week}（{week.monday} 至 {week.sunday}）里，请核对日期或文件名。",
                    f"{day} is not in {week} ({week.monday} to {week.sunday}); "
                    "check the date or the file's name.",
                    ("days", place, "$key"),
                )
        for place, correction in enumerate(self.corrections):
            self._brings_its_dish(place, correction)
        if self.stated_revision is not None and self.stated_revision <= len(self.corrections):
            raise wrong(
                f"已有 {len(self.corrections)} 处更正，版次至少是 {len(self.corrections) + 1}。",
                f"with {len(self.corrections)} correction(s) the revision is at least "
                f"{len(self.corrections) + 1}.",
                ("stated_revision",),
            )
        return self

    def _week_is_the_files(self, slug: str) -> None:
        try:
            week = Week.parse(self.week)
        except NotADay as error:
            raise refused(error.saying) from error
        if slug and str(week) != slug:
            raise wrong(
                f"周次写的是 {self.week}，文件名却是 {slug}，请改成一致。",
                f"the file says {self.week} but is named {slug}; make them agree.",
                ("week",),
            )

    def _brings_its_dish(self, place: int, correction: Correction) -> None:
        day = self.days.get(correction.day) if correction.day else None
        if correction.now is None or day is None:
            return
        names = {
            dish.name
            for name, meal in day.meals
            if correction.meal in (None, name)
            for dish in meal.dishes
        }
        if correction.now not in names:
            raise wrong(
                f"更正写着改为“{correction.now}”，但当天的菜里没有它，请把菜也改过来。",
                f"the correction says “{correction.now}”, which that day does not serve; "
                "change the dish as well.",
                ("corrections", place, "now"),
            )

    @property
    def revision(self) -> int:
        """Revision (版次): as stated, or one more than there are corrections."""
        return self.stated_revision or len(self.corrections) + 1

    @property
    def calendar(self) -> tuple[tuple[date, Day], ...]:
        """The days in the order of the calendar."""
        return tuple(sorted(self.days.items()))

    def joined(self, other: Any) -> Any:  # noqa: ANN401 - Self of the base class
        """Another kitchen's week, with the days that this file writes itself in their place."""
        joined = super().joined(other)
        return joined.model_copy(update={"days": {**other.days, **self.days}, "week": self.week})


_TOP = frozenset(
    name
    for field, info in MenuFile.model_fields.items()
    for name in (field, *getattr(info.validation_alias, "choices", ()))
)


def _days_at_top(value: dict[str, object]) -> dict[str, object]:
    """Weekdays may stand at the top of the file, without `days`."""
    found = {key: item for key, item in value.items() if key not in _TOP and _is_a_day(key)}
    if not found or any(key in value for key in ("days", "每日", "日期", "菜谱")):
        return value
    return {key: item for key, item in value.items() if key not in found} | {"days": found}


def _is_a_day(key: str) -> bool:
    return weekday_named(key) is not None or re.match(r"\d{4}[-/.年]", key) is not None
