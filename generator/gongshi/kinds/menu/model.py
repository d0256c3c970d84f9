"""What a menu's file may say: days, meals, dishes, closures, corrections, what was served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import (
    CalendarDay,
    Document,
    Model,
    Moment,
    Name,
    Text,
    all_wrong,
    field_names,
    named,
    wrong,
)
from gongshi.food import DishBook
from gongshi.kinds.menu.days import DayKey, days_once, is_a_day, slug_of
from gongshi.kinds.menu.meal import Diet, Meal, Served
from gongshi.notations import Count
from gongshi.school import MealName
from gongshi.week import NotADay, Week
from gongshi.wording import HOW_READINGS, Readings

__all__ = ["Correction", "Day", "Diet", "Meal", "MenuFile", "Served"]


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
        if not isinstance(value, dict):
            raise wrong(
                "这一天请写餐次（如 午餐: …）；不供餐请写“停餐: 原因”。",
                "write this day's meals (lunch: …); where none is served, write closed: reason.",
            )
        return {key: "" if item is None else item for key, item in value.items()}

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

    @cached_property
    def meals(self) -> tuple[tuple[MealName, Meal], ...]:
        """The meals of the day, in the order of the day."""
        found = [(name, getattr(self, name)) for name in _MEALS]
        return tuple(one for one in found if one[1] is not None)


_MEALS = tuple(MealName)


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
    order = 10
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
    stated_revision: Annotated[Count, Field(ge=1, le=999)] | None = named(
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
    readings: Readings = named(
        "注音",
        default={},
        exclude=True,  # how it is read aloud changes nothing of what it says
        description="只在这一份里要另注的读音；别处也用的写到 wording.yaml。\n"
        "Readings for this document alone; those for others too belong in wording.yaml.",
        json_schema_extra={"$comment": HOW_READINGS},
    )

    @model_validator(mode="before")
    @classmethod
    def _week_of_the_file(cls, value: object, info: ValidationInfo) -> object:
        slug = slug_of(info)
        if not isinstance(value, dict) or not slug:
            return value
        _is_named_after_its_week(slug)
        days, rest = _days_of(value)
        stated = next((value[key] for key in ("week", "周次") if key in value), None)
        week = {} if stated is not None else {"week": slug}
        return {**rest, **week, **{key: days_once(said, slug) for key, said in days.items()}}

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> MenuFile:
        errors = [
            *self._errors_of_the_week(slug_of(info)),
            *(error for place in range(len(self.corrections)) for error in self._errors_of(place)),
        ]
        least = len(self.corrections) + 1
        if self.stated_revision is not None and self.stated_revision < least:
            errors.append(
                wrong(
                    f"已有 {least - 1} 处更正，版次至少是 {least}。",
                    f"with {least - 1} correction(s) the revision is at least {least}.",
                    ("stated_revision",),
                )
            )
        if errors:
            raise all_wrong(errors)
        return self

    def _errors_of_the_week(self, slug: str) -> list[PydanticCustomError]:
        if not self.days and self.same_as is None:
            return [wrong("这份食谱还没有写任何一天。", "this menu has no day yet.")]
        try:
            week = Week.parse(self.week)
        except NotADay as error:
            return [wrong(error.saying.zh, error.saying.en, ("week",))]
        if not slug or str(week) == slug:
            return []
        return [
            wrong(
                f"周次写的是 {self.week}，文件名却是 {slug}，请改成一致。",
                f"the file says {self.week} but is named {slug}; make them agree.",
                ("week",),
            )
        ]

    def _errors_of(self, place: int) -> list[PydanticCustomError]:
        """A correction's day stands in the menu, and so does the dish it brings."""
        correction = self.corrections[place]
        if correction.day is None or self.same_as is not None:
            return []
        day = self.days.get(correction.day)
        if day is None:
            return [
                wrong(
                    f"更正的 {correction.day} 不在这份食谱里，请核对日期。",
                    f"the correction is of {correction.day}, which this menu does not have.",
                    ("corrections", place, "day"),
                )
            ]
        names = {
            dish.name
            for name, meal in day.meals
            if correction.meal in (None, name)
            for dish in meal.dishes
        }
        if correction.now is None or correction.now in names:
            return []
        return [
            wrong(
                f"更正写着改为“{correction.now}”，但当天的菜里没有它，请把菜也改过来。",
                f"the correction says “{correction.now}”, which that day does not serve; "
                "change the dish as well.",
                ("corrections", place, "now"),
            )
        ]

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


_NAMES = field_names(MenuFile)
_TOP = frozenset(one for name, names in _NAMES.items() for one in (name, *names))
_DAYS = frozenset(("days", *_NAMES["days"]))


def _days_of(value: dict[str, object]) -> tuple[dict[str, object], dict[str, object]]:
    """The days by the key they stand under, and the rest; weekdays may stand at the top."""
    top = {key: item for key, item in value.items() if key not in _TOP and is_a_day(key)}
    under = {key: item for key, item in value.items() if key in _DAYS}
    rest = {key: item for key, item in value.items() if key not in top and key not in under}
    if top and under:
        outer = next(iter(under))
        raise all_wrong(
            [
                wrong(
                    f"“{key}”写在“{outer}”外面了，请移到里面，或删去“{outer}:”这一行。",
                    f"“{key}” stands outside “{outer}”; move it inside, or delete “{outer}:”.",
                    (key, "$key"),
                )
                for key in top
            ]
        )
    return under or ({"days": top} if top else {}), rest


def _is_named_after_its_week(slug: str) -> None:
    try:
        week = str(Week.parse(slug))
    except NotADay:
        week = ""
    if week != slug:
        better = f"{week or '2026-W47'}.yaml"
        raise wrong(
            f"文件名“{slug}”不是周次，请改成 {better}{'' if week else ' 的样子'}。",
            f"the file's name “{slug}” is no week; name it {'' if week else 'like '}{better}.",
        )
