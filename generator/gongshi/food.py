"""Food (食物): dishes, what goes into them, and what is known about it.

The nouns of `design` §3 as a kitchen writes them: raw grams per pupil, per grade band where they
differ, or a spoken amount (1块); allergens in three states, never "safe".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema, model_validator

from gongshi.document import Model, Name, Reading, Text, named, wrong
from gongshi.words import Word, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import ModelWrapValidatorHandler, ValidationInfo


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


class Allergen(Word):
    """Allergen (致敏物质): the eight of GB 7718-2025, then those only other systems list.

    Numbers in the comments are those of NEIS (Korea); EU 14 = Regulation 1169/2011, Annex II.
    """

    GLUTEN = "gluten", "含麸质谷物", "麸质", "小麦", "麸", "wheat"  # 6
    CRUSTACEAN = "crustacean", "甲壳类", "甲壳纲", "虾蟹", "虾", "蟹", "crustaceans", "shrimp"  # 9
    FISH = "fish", "鱼类", "鱼"
    EGG = "egg", "蛋类", "蛋", "鸡蛋", "eggs"  # 1
    PEANUT = "peanut", "花生", "peanuts"  # 4
    SOY = "soy", "大豆", "豆", "黄豆", "soya", "soybean"  # 5
    MILK = "milk", "乳", "奶", "乳制品", "牛奶", "奶类", "dairy"  # 2
    NUT = "nut", "坚果", "坚果及果仁", "果仁", "nuts", "tree_nuts"
    BUCKWHEAT = "buckwheat", "荞麦"  # 3
    MACKEREL = "mackerel", "鲭鱼"  # 7
    CRAB = "crab", "螃蟹"  # 8
    PORK = "pork", "猪肉"  # 10
    PEACH = "peach", "桃"  # 11
    TOMATO = "tomato", "番茄", "西红柿"  # 12
    SULPHITE = "sulphite", "亚硫酸盐", "二氧化硫", "sulphites"  # 13, EU 14
    WALNUT = "walnut", "核桃"  # 14
    CHICKEN = "chicken", "鸡肉"  # 15
    BEEF = "beef", "牛肉"  # 16
    SQUID = "squid", "鱿鱼"  # 17
    SHELLFISH = "shellfish", "贝类", "软体动物", "molluscs"  # 18, EU 14
    PINE_NUT = "pine_nut", "松子"  # 19
    SESAME = "sesame", "芝麻"  # EU 14
    CELERY = "celery", "芹菜"  # EU 14
    MUSTARD = "mustard", "芥末"  # EU 14
    LUPIN = "lupin", "羽扇豆"  # EU 14

    @property
    def mark(self) -> str:
        """The one character that stands for it beside a dish."""
        return _MARKS.get(self.value, self.label[0])

    @property
    def is_usual(self) -> bool:
        """Whether it is one of the eight of GB 7718-2025, which every filter offers."""
        return self in USUAL_ALLERGENS


_MARKS = {"gluten": "麸", "crustacean": "虾", "milk": "奶", "soy": "豆"}
USUAL_ALLERGENS = tuple(Allergen)[:8]
_UNKNOWN = {"unknown", "未知", "未填", "不详", "?"}


@dataclass(frozen=True, slots=True)
class Allergens:
    """What is known of a dish's allergens: those it contains, and whether the list is complete.

    An allergen that is not in `contains` is *not listed* where `complete`, else *unknown*; it is
    never said to be absent.
    """

    contains: tuple[Allergen, ...] = ()
    complete: bool = False


UNKNOWN_ALLERGENS = Allergens()


def parse_allergens(value: object) -> Allergens:
    """Allergens from a list (`[]`: asked, none listed), a text (蛋类、大豆) or `unknown`."""
    if isinstance(value, Allergens):
        return value
    if isinstance(value, str):
        value = [part for part in re.split(r"[、，,;；\s]+", value) if part]
    if not isinstance(value, list):
        raise wrong(
            "致敏物质请写成列表，例如 [蛋类, 大豆]；不清楚就写“未知”。",
            "write allergens as a list such as [egg, soy]; write unknown where nobody knows.",
        )
    return _listed_allergens([_text(item) for item in value])


def _listed_allergens(names: list[str]) -> Allergens:
    known = [name for name in names if plain(name).lower() not in _UNKNOWN]
    found: list[Allergen] = []
    for place, name in enumerate(known):
        try:
            found.append(Allergen(name))
        except ValueError as error:
            usual = "、".join(allergen.label for allergen in USUAL_ALLERGENS)
            raise wrong(
                f"“{name}”不是已知的致敏物质，可写：{usual}；不清楚就写“未知”。",
                f"“{name}” is not a known allergen; write one of "
                f"{', '.join(USUAL_ALLERGENS)}, or unknown.",
                (place,),
            ) from error
    ordered = tuple(allergen for allergen in Allergen if allergen in found)
    return Allergens(ordered, complete=len(known) == len(names))


def _plain_allergens(allergens: Allergens) -> list[str]:
    return [*allergens.contains, *([] if allergens.complete else ["unknown"])]


def number(value: float) -> str:
    """A figure as people write it: no trailing zeros, nothing lost.

    >>> number(2.50), number(80.0), number(1373.2)
    ('2.5', '80', '1373.2')
    """
    return str(int(value)) if value == int(value) else repr(value)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount (份量): grams, a range of grams, or words (1块) where nobody weighs.

    `grams` is the raw weight per pupil, in g; `upto` the upper end of a range; `words` are shown
    instead where they are given.
    """

    grams: float | None = None
    upto: float | None = None
    words: str = ""

    def __str__(self) -> str:
        """As a reader sees it, with its unit."""
        if self.words or self.grams is None:
            return self.words
        upto = "" if self.upto is None else f"–{number(self.upto)}"
        return f"{number(self.grams)}{upto} 克"


_WEIGHT = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(?:-(\d+(?:\.\d+)?))?\s*(g|克|公克)?", re.IGNORECASE)
_MOST_GRAMS = 5000


def parse_amount(value: object) -> Amount:
    """An amount written 80, 80g, 2.5克, 250~300 or 1块; an amount that is none raises."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = number(value)
    text = plain(_text(value)).replace(",", "")
    if not text:
        raise wrong(
            "这里缺少份量，请写克数（如 80）或 1块 这样的说法。",
            "the amount is missing; write grams (80) or words such as 1 piece.",
        )
    found = _WEIGHT.fullmatch(text)
    if not found:
        return _spoken(text)
    grams, upto = float(found[1]), float(found[2]) if found[2] else None
    if grams > _MOST_GRAMS or (upto or 0) > _MOST_GRAMS:
        raise wrong(
            f"份量“{text}”超过每人 {_MOST_GRAMS} 克，请核对。",
            f"the amount “{text}” is over {_MOST_GRAMS} g a pupil; check it.",
        )
    if upto is not None and upto < grams:
        raise wrong(
            f"份量“{text}”前大后小，请核对。", f"the range “{text}” runs backwards; check it."
        )
    return Amount(grams, upto)


def _spoken(text: str) -> Amount:
    if text.startswith("-") or len(text) > 40:
        raise wrong(
            f"“{text[:40]}”不是份量，请写克数（如 80）或 1块 这样的说法。",
            f"“{text[:40]}” is not an amount; write grams (80) or words such as 1 piece.",
        )
    return Amount(words=text)


class Serving(NamedTuple):
    """Serving (份量): one amount for everyone, or one per grade band, in the order written."""

    everyone: Amount | None
    by_band: tuple[tuple[str, Amount], ...] = ()

    def for_band(self, band: str) -> Amount | None:
        """The amount of a grade band: its own, or everyone's."""
        wanted = plain(band)
        own = next((amount for name, amount in self.by_band if plain(name) == wanted), None)
        return own or self.everyone


def parse_serving(value: object) -> Serving:
    """A serving from one amount, or from a mapping of grade bands to amounts."""
    if isinstance(value, Serving):
        return value
    if isinstance(value, dict):
        return Serving(None, tuple(_each(value, parse_amount)))
    return Serving(parse_amount(value))


def _each(value: dict[str, object], parse: Callable[[object], Any]) -> Iterator[tuple[str, Any]]:
    """The parsed values of a mapping; an error is led to the key it belongs to."""
    from pydantic_core import PydanticCustomError

    for key, item in value.items():
        try:
            yield key, parse(item)
        except PydanticCustomError as error:
            context = error.context or {}
            at = (key, *context.get("at", ()))
            raise wrong(context.get("zh", ""), context.get("en", ""), at) from error


def _plain_amount(amount: Amount) -> float | str:
    if amount.words or amount.grams is None:
        return amount.words
    if amount.upto is not None:
        return f"{number(amount.grams)}-{number(amount.upto)}"
    return int(amount.grams) if amount.grams == int(amount.grams) else amount.grams


def _plain_serving(serving: Serving) -> float | str | dict[str, float | str]:
    if serving.everyone is not None:
        return _plain_amount(serving.everyone)
    return {band: _plain_amount(amount) for band, amount in serving.by_band}


class Ingredient(NamedTuple):
    """Ingredient (食材): its name, and its serving where the kitchen states one."""

    name: str
    serving: Serving | None = None


_PIECE = re.compile(r"(\D+?)\s*[:：]?\s*(\d.*|)")


def parse_ingredients(value: object) -> tuple[Ingredient, ...]:
    """Ingredients from {大米: 80}, from [胡萝卜, 白萝卜: 20], or from 油10g、盐2.5g."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict):
        return tuple(Ingredient(*pair) for pair in _each(value, _maybe_serving))
    if isinstance(value, str):
        pieces = [piece.strip() for piece in re.split(r"[、，,;；]", value)]
        return tuple(_ingredient(piece) for piece in pieces if piece)
    if isinstance(value, list):
        return tuple(found for item in value for found in parse_ingredients(item))
    raise wrong(
        "食材请写成“名称: 克数”，例如 {大米: 80}。",
        "write ingredients as “name: grams”, such as {rice: 80}.",
    )


def _maybe_serving(value: object) -> Serving | None:
    return None if value in (None, "") else parse_serving(value)


def _ingredient(piece: str) -> Ingredient:
    found = _PIECE.fullmatch(piece)
    if not found:
        raise wrong(
            f"“{piece}”缺少食材名称，请写成“油10g”的样子。",
            f"“{piece}” names no ingredient; write it like “oil 10g”.",
        )
    return Ingredient(found[1].strip(), _maybe_serving(found[2]))


def _plain_ingredients(ingredients: tuple[Ingredient, ...]) -> dict[str, object]:
    return {
        item.name: None if item.serving is None else _plain_serving(item.serving)
        for item in ingredients
    }


class Nutrient(Word):
    """Nutrient (营养成分) as a menu states it; the unit belongs to the word."""

    ENERGY = "energy", "能量", "热量", "熱量", "kcal"
    PROTEIN = "protein", "蛋白质", "蛋白質"
    FAT = "fat", "脂肪", "油脂"
    CARBOHYDRATE = "carbohydrate", "碳水化合物", "醣类", "糖类"
    FIBRE = "fibre", "膳食纤维", "膳食纖維", "fiber"
    SODIUM = "sodium", "钠", "鈉"
    CALCIUM = "calcium", "钙", "鈣"
    IRON = "iron", "铁"
    ZINC = "zinc", "锌"
    VITAMIN_A = "vitamin_a", "维生素A"
    VITAMIN_B1 = "vitamin_b1", "维生素B1", "thiamin"
    VITAMIN_B2 = "vitamin_b2", "维生素B2", "riboflavin"
    VITAMIN_C = "vitamin_c", "维生素C"
    SALT = "salt", "盐", "食盐当量"
    PROTEIN_SHARE = "protein_share", "蛋白质供能比"
    FAT_SHARE = "fat_share", "脂肪供能比"
    CARBOHYDRATE_SHARE = "carbohydrate_share", "碳水化合物供能比", "醣类供能比"
    GRAIN_PORTIONS = "grain_portions", "全谷杂粮份数", "全穀雜糧"
    PROTEIN_PORTIONS = "protein_portions", "豆鱼蛋肉份数", "豆魚蛋肉"
    VEGETABLE_PORTIONS = "vegetable_portions", "蔬菜份数"
    FRUIT_PORTIONS = "fruit_portions", "水果份数"
    FAT_PORTIONS = "fat_portions", "油脂与坚果份数", "油脂與堅果"
    MILK_PORTIONS = "milk_portions", "乳品份数"

    @property
    def unit(self) -> str:
        """The unit its figures are in."""
        if self.endswith("_portions"):
            return "份"
        return "%" if self.endswith("_share") else _UNITS.get(self.value, "克")


_UNITS = {
    "energy": "千卡",
    "sodium": "毫克",
    "calcium": "毫克",
    "iron": "毫克",
    "zinc": "毫克",
    "vitamin_a": "微克",
    "vitamin_b1": "毫克",
    "vitamin_b2": "毫克",
    "vitamin_c": "毫克",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated figure, or a range of them (620~720), in the unit of its nutrient."""

    value: float
    upto: float | None = None

    def __str__(self) -> str:
        """As a reader sees it, without the unit."""
        return number(self.value) + ("" if self.upto is None else f"–{number(self.upto)}")


class Stated(NamedTuple):
    """What is stated of one nutrient: for everyone, or per grade band."""

    nutrient: Nutrient
    everyone: Figure | None
    by_band: tuple[tuple[str, Figure], ...] = ()


_FIGURE = re.compile(
    r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?\s*(?:千卡|大卡|kcal|克|g|毫克|mg|%|份)?", re.I
)


def parse_figure(value: object) -> Figure:
    """A figure written 684, 58%, 620~720 or 684千卡."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = number(value)
    text = plain(_text(value)).replace(",", "")
    found = _FIGURE.fullmatch(text)
    if not found:
        raise wrong(f"“{text}”不是数字，请写成 684 的样子。", f"“{text}” is not a number.")
    return Figure(float(found[1]), float(found[2]) if found[2] else None)


def parse_nutrition(value: object) -> tuple[Stated, ...]:
    """Nutrition from a mapping of nutrients to figures, or to figures per grade band."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, dict):
        raise wrong(
            "营养成分请写成“名称: 数字”，例如 {能量: 731, 蛋白质: 35}。",
            "write nutrition as “name: figure”, such as {energy: 731, protein: 35}.",
        )
    return tuple(_stated(key, figures) for key, figures in _each(value, _figures))


def _figures(value: object) -> tuple[Figure | None, tuple[tuple[str, Figure], ...]]:
    if isinstance(value, dict):
        return None, tuple(_each(value, parse_figure))
    return parse_figure(value), ()


def _stated(key: str, figures: tuple[Figure | None, tuple[tuple[str, Figure], ...]]) -> Stated:
    try:
        return Stated(Nutrient(key), *figures)
    except ValueError as error:
        raise wrong(
            f"不认识营养成分“{key}”，可写：{'、'.join(one.label for one in Nutrient)}。",
            f"unknown nutrient “{key}”; write one of {', '.join(Nutrient)}.",
            (key, "$key"),
        ) from error


def _plain_figure(figure: Figure) -> float | str:
    if figure.upto is not None:
        return str(figure)
    return int(figure.value) if figure.value == int(figure.value) else figure.value


def _plain_nutrition(nutrition: tuple[Stated, ...]) -> dict[str, object]:
    return {
        item.nutrient.value: _plain_figure(item.everyone)
        if item.everyone
        else {band: _plain_figure(figure) for band, figure in item.by_band}
        for item in nutrition
    }


class Price(NamedTuple):
    """A price in the county's currency: one for everyone, or one per role (学生, 教师…)."""

    everyone: float | None
    by_role: tuple[tuple[str, float], ...] = ()


def parse_price(value: object) -> Price:
    """A price written 8.5, 8.5元, or as a mapping of roles to prices."""
    if isinstance(value, Price):
        return value
    if isinstance(value, dict):
        return Price(None, tuple(_each(value, _money)))
    return Price(_money(value))


def _money(value: object) -> float:
    text = plain(_text(value)).removesuffix("元").removeprefix("¥").strip()
    if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", text):
        raise wrong(f"“{text}”不是价格，请写成 8.5 的样子。", f"“{text}” is not a price, like 8.5.")
    return float(text)


def _plain_price(price: Price) -> float | dict[str, float]:
    return dict(price.by_role) if price.everyone is None else price.everyone


def _text(value: object) -> str:
    if isinstance(value, str | int | float):
        return str(value)
    if value is None:
        return ""
    raise wrong("这里应该是一个值，不是列表或“键: 值”。", "a single value belongs here.")


def _custom(
    parse: Callable[[Any], object], write: Callable[[Any], object], schema: Mapping[str, object]
) -> tuple[PlainValidator, PlainSerializer, WithJsonSchema]:
    return PlainValidator(parse), PlainSerializer(write), WithJsonSchema(dict(schema))


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
        _plain_allergens,
        {
            "anyOf": [
                {"type": "array", "items": _one_of(Allergen, *sorted(_UNKNOWN))},
                {"type": "string"},
            ],
            "$comment": "[致敏物质](#allergen)的列表 `[蛋类, 大豆]`，或一行字 `蛋类、大豆`",
        },
    ),
]
ServingField = Annotated[Serving, *_custom(parse_serving, _plain_serving, _BY_BAND)]
IngredientsField = Annotated[
    tuple[Ingredient, ...],
    *_custom(
        parse_ingredients,
        _plain_ingredients,
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
        _plain_nutrition,
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
        _plain_price,
        {
            "anyOf": _BY_BAND["anyOf"],
            "$comment": "一个价格 `11`，或按人分开 `{学生: 11, 教师: 13}`",
        },
    ),
]
"""`$comment` says in Chinese how a value is written; the reference prints it."""


class Dish(Model):
    """Dish (菜品): a plain name, or a name with what the kitchen states of it.

    What a menu's dish leaves out, the dish book supplies (`menus/dishes.yaml`).
    """

    name: Name = named(
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
    """`土豆牛肉: {土豆: 25, 牛肉: 75}` is a dish with its ingredients."""
    if isinstance(value, dict) and len(value) == 1:
        ((name, inside),) = value.items()
        if isinstance(inside, dict) and name not in _DISH_KEYS:
            return {"name": name, "ingredients": inside}
    return value


_DISH_KEYS = frozenset(
    name
    for field, info in Dish.model_fields.items()
    for name in (field, *getattr(info.validation_alias, "choices", ()))
)


class DishBook(Model):
    """Dish book (菜品库): what the county's kitchens need not repeat in every menu."""

    dishes: tuple[Dish, ...] = named(
        "菜品",
        default=(),
        description="全县常用的菜，一道一项；食谱里只写菜名即可。\n"
        "The dishes the county often cooks; a menu then needs only their names.",
    )

    @property
    def by_name(self) -> dict[str, Dish]:
        """The dishes by name."""
        return _by_name(self)


def _by_name(book: DishBook) -> dict[str, Dish]:
    found = book.__dict__.get("_by_name")
    if found is None:
        found = {dish.name: dish for dish in book.dishes}
        book.__dict__["_by_name"] = found
    return found
