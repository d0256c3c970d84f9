"""Food (食物): dishes, what goes into them, and what is known about it.

The nouns of `design` §3 as a kitchen writes them: raw grams per pupil, per grade band where they
differ, or a spoken amount (1块); allergens in three states, never "safe".
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)

from gongshi.allergens import (
    UNKNOWN_ALLERGENS,
    UNKNOWN_WORDS,
    USUAL_ALLERGENS,
    Allergen,
    Allergens,
    parse_allergens,
    plain_allergens,
)
from gongshi.amounts import (
    Amount,
    Ingredient,
    Serving,
    number,
    parse_ingredients,
    parse_serving,
    plain_ingredients,
    plain_serving,
)
from gongshi.document import Model, Name, Reading, Text, all_wrong, field_names, named, wrong
from gongshi.nutrition import (
    Figure,
    Nutrient,
    Price,
    Stated,
    parse_nutrition,
    parse_price,
    plain_nutrition,
    plain_price,
)
from gongshi.words import Word, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import ModelWrapValidatorHandler, ValidationInfo

__all__ = [
    "UNKNOWN_ALLERGENS",
    "USUAL_ALLERGENS",
    "Allergen",
    "Allergens",
    "AllergensField",
    "Amount",
    "Course",
    "Dish",
    "DishBook",
    "Figure",
    "Ingredient",
    "IngredientsField",
    "Nutrient",
    "NutritionField",
    "Price",
    "PriceField",
    "Serving",
    "ServingField",
    "Stated",
    "number",
]


class Course(Word):
    """Course (菜式类别): what a dish is in the meal."""

    STAPLE = "staple", "主食", "飯", "饭", "主食類"
    MAIN_MEAT = "main_meat", "大荤", "主菜", "主荤", "荤菜"
    SIDE_MEAT = "side_meat", "小荤", "副菜", "半荤", "花荤"
    VEGETABLE = "vegetable", "素菜", "蔬菜", "时蔬", "青菜"
    COLD = "cold", "凉菜", "冷盘"
    SOUP = "soup", "汤", "湯", "汤品", "羹汤"
    SNACK = "snack", "点心", "點心", "面点", "早点", "午点"
    FRUIT = "fruit", "水果", "果品"
    MILK = "milk", "奶", "奶制品", "奶类", "牛奶", "乳品"
    COARSE_GRAIN = "coarse_grain", "粗粮", "杂粮", "薯类"
    DRINK = "drink", "饮品", "饮料"
    OTHER = "other", "其他", "其它"


def _custom(
    parse: Callable[[Any], object], write: Callable[[Any], object], schema: Mapping[str, object]
) -> tuple[PlainValidator, PlainSerializer, WithJsonSchema]:
    return (
        PlainValidator(parse),
        PlainSerializer(write, return_type=object),
        WithJsonSchema(dict(schema)),
    )


_VALUE = {"type": ["number", "string"]}
_BY_BAND = {
    "anyOf": [_VALUE, {"type": "object", "additionalProperties": _VALUE}],
    "$comment": "一个数，或按年级段分开：`{1–3年级: 80, 4–6年级: 100}`",
}
_MAYBE_BY_BAND = {"anyOf": [*_BY_BAND["anyOf"], {"type": "null"}]}
_PIECES = {
    "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": _MAYBE_BY_BAND}]
}


def _one_of(words: type[Word], *more: str) -> dict[str, object]:
    return {"type": "string", "enum": [*(name for word in words for name in word.names), *more]}


AllergensField = Annotated[
    Allergens,
    *_custom(
        parse_allergens,
        plain_allergens,
        {
            "anyOf": [
                {"type": "array", "items": _one_of(Allergen, *sorted(UNKNOWN_WORDS))},
                {"type": "string"},
            ],
            "$comment": "[致敏物质](#allergen)的列表 `[蛋类, 大豆]`，或一行字 `蛋类、大豆`",
        },
    ),
]
ServingField = Annotated[Serving, *_custom(parse_serving, plain_serving, _BY_BAND)]
IngredientsField = Annotated[
    tuple[Ingredient, ...],
    *_custom(
        parse_ingredients,
        plain_ingredients,
        {
            "anyOf": [*_PIECES["anyOf"], {"type": "array", "items": _PIECES}],
            "$comment": "`{大米: 80}`，或只有名称 `[盐, 酱油]`，或一行字 `油10g、盐2g`",
        },
    ),
]
NutritionField = Annotated[
    tuple[Stated, ...],
    *_custom(
        parse_nutrition,
        plain_nutrition,
        {
            "type": "object",
            "propertyNames": _one_of(Nutrient),
            "additionalProperties": _BY_BAND,
            "$comment": "[营养成分](#nutrient)和数字 `{能量: 731, 蛋白质: 35}`；可按年级段分开",
        },
    ),
]
PriceField = Annotated[
    Price,
    *_custom(
        parse_price,
        plain_price,
        {
            "anyOf": _BY_BAND["anyOf"],
            "$comment": "一个价格 `11`，或按人分开 `{学生: 11, 教师: 13}`",
        },
    ),
]
"""`$comment` says in Chinese how a value is written; the reference prints it."""


def _without_signs(name: str) -> str:
    if _SIGNS.search(name):
        raise wrong(
            f"菜名“{shown(name)}”里有冒号、括号或“ - ”；"
            "食材和克数请写成“- 菜名: {食材: 克数}”（半角冒号加空格）。",
            f"the dish's name “{shown(name)}” holds a colon, braces or “ - ”; "
            "write “- dish: {ingredient: grams}”.",
        )
    if name.lower() in _NOTHING or not any(map(str.isalnum, name)):
        raise wrong(
            f"“{shown(name)}”不是菜名；没有菜就删去这一项，不供餐请写“停餐: 原因”。",
            f"“{shown(name)}” is no dish; delete it, or write closed: reason where none is served.",
        )
    return name


_SIGNS = re.compile(r"[:：{}\[\]［］｛｝\n]| - ")
_NOTHING = frozenset({"无", "没有", "暂无", "待定", "none", "n/a", "null", "tbd"})
DishName = Annotated[Name, AfterValidator(_without_signs)]
"""A dish's name: no colon, no braces, for those are a slip of the pen."""


class Dish(Model):
    """Dish (菜品): a plain name, or a name with what the kitchen states of it.

    What a menu's dish leaves out, the dish book supplies (`menus/dishes.yaml`).
    """

    name: DishName = named(
        "菜名",
        "品名",
        "名称",
        description="菜的名称。菜品库里有同名的菜时，这里没写的内容由菜品库补上。\n"
        "The dish's name; what is not said here comes from the dish book's dish of that name.",
    )
    course: Course | None = named(
        "类别",
        "菜式",
        default=None,
        description="这道菜在一餐里算什么：主食、大荤、素菜、汤……\n"
        "What the dish is in the meal: staple, main_meat, vegetable, soup…",
    )
    ingredients: IngredientsField = named(
        "食材",
        "主配料",
        "配料",
        default=(),
        description="食材和每人的生重（克）；各年级段不同就分开写，不称重就写“1块”。\n"
        "What goes in, with raw grams per pupil; per grade band where they differ.",
    )
    seasonings: IngredientsField = named(
        "调味品",
        "调料",
        default=(),
        description="只属于这道菜的油、盐、酱油等；整餐合计的写在“一餐”里。\n"
        "Oil, salt and the like of this dish alone; those of the whole meal stand with the meal.",
    )
    amount: ServingField | None = named(
        "份量",
        "用量",
        default=None,
        description="整道菜每人的份量：克数、范围，或“1杯”这样的说法。\n"
        "How much of the whole dish each pupil gets: grams, a range, or words.",
    )
    allergens: AllergensField = named(
        "致敏物质",
        "过敏原",
        default=UNKNOWN_ALLERGENS,
        description="含有的致敏物质。空列表 [] 是问过、没有列出；不写或写“未知”是不清楚。\n"
        "Allergens it contains; [] means asked and none listed, unknown that nobody knows.",
    )
    nutrition: NutritionField = named(
        "营养成分",
        "营养",
        default=(),
        description="这道菜的能量和营养成分。\nEnergy and nutrients of this dish.",
    )
    price: PriceField | None = named(
        "价格",
        default=None,
        description="这道菜单独的价格，元；可以按学生、教师分开写。\n"
        "The dish's own price; may differ for pupils and staff.",
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
        description="关于这道菜要说的话。\nWhatever else is to be said of the dish.",
    )

    @model_validator(mode="wrap")
    @classmethod
    def _from_book(
        cls, value: object, handler: ModelWrapValidatorHandler[Dish], info: ValidationInfo
    ) -> Dish:
        reading = info.context
        shared = reading.shared if isinstance(reading, Reading) else None
        book = shared.by_name if isinstance(shared, DishBook) else {}
        if isinstance(value, str):
            known = book.get(value.strip())
            return known or handler({"name": value})
        dish = handler(_dish_by_name(value))
        known = book.get(dish.name)
        return dish.completed(known) if known else dish

    def completed(self, known: Dish) -> Dish:
        """This dish with what it does not state itself taken from the dish book's."""
        stated = {name: getattr(self, name) for name in self.model_fields_set}
        return known.model_copy(update=stated)


def _dish_by_name(value: object) -> object:
    """`土豆牛肉: {土豆: 25, 牛肉: 75}` is a dish with ingredients, `白米饭: 110` with an amount."""
    if isinstance(value, list):
        raise wrong(
            "一道菜写一项，这里多套了一层列表；请去掉一层“- ”或方括号。",
            "each dish is an item of its own; take out the inner “- ” or brackets.",
        )
    if not isinstance(value, dict) or len(value) != 1:
        return value
    ((name, inside),) = value.items()
    if name in _DISH_KEYS or not name:
        return value
    if isinstance(inside, dict | list) and inside:
        return {"name": name, "ingredients": inside}
    if isinstance(inside, str) and _FIGURE.search(inside):
        return {"name": name, "amount" if _FIGURE.match(inside) else "ingredients": inside}
    near = nearest(name, _DISH_NAMES)
    zh = f"您是不是想写“{near}”？" if near else ""
    en = f" Did you mean “{near}”?" if near else ""
    raise wrong(
        f"“{shown(name)}”后面应该是食材和克数，例如 {{大米: 80}}；只有菜名就不要冒号。{zh}",
        f"ingredients and grams belong after “{shown(name)}”, such as {{rice: 80}}; "
        f"where there is only a name, leave out the colon.{en}",
        (name, "$key"),
    )


_FIGURE = re.compile(r"[0-9０-９]")
_DISH_NAMES = tuple(one for name, names in field_names(Dish).items() for one in (name, *names))
_DISH_KEYS = frozenset(_DISH_NAMES)


class DishBook(Model):
    """Dish book (菜品库): what the county's kitchens need not repeat in every menu."""

    dishes: tuple[Dish, ...] = named(
        "菜品",
        default=(),
        description="全县常用的菜，一道一项；食谱里只写菜名即可。\n"
        "The dishes the county often cooks; elsewhere their names will do.",
    )

    @model_validator(mode="after")
    def _each_once(self) -> DishBook:
        first: dict[str, int] = {}
        errors = [
            wrong(
                f"“{dish.name}”写了两次，第 «line» 行已经有了；请只留一处。",
                f"“{dish.name}” stands here twice, first in line «line»; keep one.",
                ("dishes", place, "name"),
                ("dishes", first[dish.name]),
            )
            for place, dish in enumerate(self.dishes)
            if first.setdefault(dish.name, place) != place
        ]
        if errors:
            raise all_wrong(errors)
        return self

    @cached_property
    def by_name(self) -> Mapping[str, Dish]:
        """The dishes by name."""
        return {dish.name: dish for dish in self.dishes}
