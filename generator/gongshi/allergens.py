"""Allergens (致敏物质) in three states: contained, not listed, unknown; never "safe"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydantic_core import PydanticCustomError

from gongshi.document import all_wrong, wrong
from gongshi.words import Word, nearest, plain, shown


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
UNKNOWN_WORDS = {"unknown", "未知", "未填", "不详", "?"}


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
    if isinstance(value, list):
        return _listed_allergens(tuple(map(_allergen_text, value, range(len(value)))))
    if isinstance(value, str) and value.strip():
        return _listed_allergens(tuple(_APART.split(value.strip("、，,;； \n\t"))))
    if isinstance(value, Allergens):
        return value
    raise wrong(
        "致敏物质请写成列表，例如 [蛋类, 大豆]；不清楚就写“未知”。",
        "write allergens as a list such as [egg, soy]; write unknown where nobody knows.",
    )


_APART = re.compile(r"[、，,;；\s]+")


def _allergen_text(item: object, place: int) -> str:
    if isinstance(item, str) and item.strip():
        return item
    raise wrong(
        "这一项应该是一种致敏物质的名称，例如 蛋类。",
        "the name of an allergen belongs here.",
        (place,),
    )


@lru_cache(2048)
def _listed_allergens(names: tuple[str, ...]) -> Allergens:
    found: dict[Allergen, int] = {}
    errors: list[PydanticCustomError] = []
    complete = True
    for place, name in enumerate(names):
        allergen = Allergen.called(name)
        if allergen is not None:
            found[allergen] = place
        elif plain(name[:80]).lower() in UNKNOWN_WORDS:
            complete = False
        elif len(errors) < _ENOUGH:
            errors.append(_no_allergen(name, place))
    if errors:
        raise all_wrong(errors)
    return Allergens(tuple(sorted(found, key=_RANKS.__getitem__)), complete=complete)


_ENOUGH = 20
_RANKS = {allergen: rank for rank, allergen in enumerate(Allergen)}


def _no_allergen(name: str, place: int) -> PydanticCustomError:
    if plain(name[:80]).lower() in _NONE:
        return wrong(
            "问清了没有致敏物质请写 []；不清楚就写“未知”。",
            "write [] where it was asked and none is listed, or unknown where nobody knows.",
            (place,),
        )
    near = nearest(name, tuple(one for allergen in Allergen for one in allergen.names))
    usual = "、".join(allergen.label for allergen in USUAL_ALLERGENS)
    zh = f"，您是不是想写“{near}”？" if near else "，"
    en = f"; did you mean “{near}”?" if near else ";"
    return wrong(
        f"“{shown(name)}”不是已知的致敏物质{zh}可写：{usual}；不清楚就写“未知”。",
        f"“{shown(name)}” is not a known allergen{en} write one of "
        f"{', '.join(USUAL_ALLERGENS)}, or unknown.",
        (place,),
    )


_NONE = {"无", "没有", "none", "no", "-", "/"}


def plain_allergens(allergens: Allergens) -> list[str]:
    """Allergens as they stand in JSON."""
    return [*allergens.contains, *([] if allergens.complete else ["unknown"])]
