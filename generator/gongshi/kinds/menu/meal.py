"""A meal (一餐) as a file writes it: its dishes, special diets, and what was really served."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, model_validator

from gongshi.document import CalendarDay, Model, Name, Text, field_names, named, wrong
from gongshi.food import Dish, IngredientsField, NutritionField, PriceField
from gongshi.notations import Count, Hours, each_once
from gongshi.words import Word, pieces


class Diet(Word):
    """Diet (饮食要求) that gets dishes of its own beside the common ones."""

    OBESITY = "obesity", "肥胖", "肥胖儿"
    UNDERNOURISHED = "undernourished", "营养不良", "体弱儿"
    ANAEMIA = "anaemia", "贫血", "贫血儿"
    SICK = "sick", "病号", "病号菜", "病号餐"
    ALLERGY = "allergy", "过敏", "过敏替换"
    HALAL = "halal", "清真"
    VEGETARIAN = "vegetarian", "素食"


class Served(Model):
    """Served (实际供应): what really came, where it differed from the plan, and why."""

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
    """Meal (餐次): its dishes, and what is stated of the meal as a whole."""

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
    diets: Annotated[Mapping[Diet, tuple[Dish, ...]], each_once(Diet)] = named(
        "特殊膳食",
        "特殊饮食",
        default={},
        description="给有特殊需要的孩子另备的菜；只写备什么菜，不写给谁。\n"
        "Dishes for special diets; never for whom.",
    )
    servings: Annotated[Count, Field(ge=0, le=1_000_000)] | None = named(
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
        if isinstance(value, str) and value.strip():
            return {"dishes": _split(value)}
        if value in ("", [], {}):
            raise wrong(
                "这一餐后面没有内容，请写上菜品，或删去这一行。",
                "nothing stands here; write the dishes, or delete this meal.",
            )
        if isinstance(value, dict) and _MEAL_KEYS.isdisjoint(value):
            raise wrong(
                "这一餐里没有“菜品”；每道菜请另起一行，以“- ”开头。",
                "this meal has no dishes; begin each dish on a line of its own with “- ”.",
            )
        if isinstance(value, list):
            return {"dishes": value}
        return _with_dishes_split(_with_served_told(value))


_MEAL_KEYS = frozenset(one for name, names in field_names(Meal).items() for one in (name, *names))


def _with_served_told(value: object) -> object:
    """`实际供应:` with nothing behind it was meant to say something."""
    if isinstance(value, dict):
        return {
            key: "" if item is None and key in {"served", "实际供应"} else item
            for key, item in value.items()
        }
    return value


def _with_dishes_split(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: _split(item) if key in {"dishes", "菜品", "菜"} and isinstance(item, str) else item
            for key, item in value.items()
        }
    return value


def _split(line: str) -> list[str]:
    """The dishes of one line, split at 、，,; and ；, but not inside brackets; or at spaces."""
    if sum(map(line.count, "（(")) != sum(map(line.count, "）)")):
        raise wrong(
            "这一行的括号没有成对，请补上。", "a bracket is not closed in this line; add it."
        )
    found = pieces(line.strip().rstrip("。"), "、，,;；\n")
    return list(found) if len(found) != 1 else _SPACED.split(found[0])


_SPACED = re.compile(r"(?<=[\u3400-\u9fff）)])\s+(?=[\u3400-\u9fff])")
