"""Nutrition and prices (营养成分与价格): stated figures, for everyone or per grade band."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pydantic_core import PydanticCustomError

from gongshi.amounts import each, number, single
from gongshi.document import all_wrong, wrong
from gongshi.words import Word, narrow, nearest, shown


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


_NUMBER = r"([0-9]{1,6}(?:\.[0-9]{1,4})?)"
_SIGNS = {
    "千卡": ("千卡", "大卡", "kcal"),
    "克": ("克", "公克", "g"),
    "毫克": ("毫克", "mg"),
    "微克": ("微克", "µg", "μg", "ug", "微克rae", "μgrae"),
    "%": ("%",),
    "份": ("份",),
}
_UNITS_BY_SIGN = {sign: unit for unit, signs in _SIGNS.items() for sign in signs}
_SIGN = "|".join(sorted(_UNITS_BY_SIGN, key=len, reverse=True))
_FIGURE = re.compile(rf"{_NUMBER} ?({_SIGN})?(?: ?- ?{_NUMBER})? ?({_SIGN})?", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=^[0-9]),(?=[0-9]{3}(?:\D|$))")
_LONGEST = 40


def parse_figure(value: object) -> Figure:
    """A figure written 684, 58%, 620~720 or 684千卡."""
    return _figure_and_unit(value)[0]


def _figure_and_unit(value: object) -> tuple[Figure, str | None]:
    text = single(value)
    found = _figure(text) if len(text) <= _LONGEST else None
    if found is None:
        raise wrong(
            f"“{shown(text)}”不是数字，请写成 684 的样子。",
            f"“{shown(text)}” is not a number; write it like 684.",
        )
    return found


@lru_cache(4096)
def _figure(text: str) -> tuple[Figure, str | None] | None:
    found = _FIGURE.fullmatch(_THOUSANDS.sub("", narrow(text)))
    if not found:
        return None
    unit = _UNITS_BY_SIGN.get((found[4] or found[2] or "").lower())
    figure = Figure(float(found[1]), float(found[3]) if found[3] else None)
    if figure.upto is not None and figure.upto < figure.value:
        raise wrong(f"“{text}”前大后小，请核对。", f"the range “{text}” runs backwards; check it.")
    return figure, unit


def parse_nutrition(value: object) -> tuple[Stated, ...]:
    """Nutrition from a mapping of nutrients to figures, or to figures per grade band."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, dict) or not value:
        raise wrong(
            "营养成分请写成“名称: 数字”，例如 {能量: 731, 蛋白质: 35}。",
            "write nutrition as “name: figure”, such as {energy: 731, protein: 35}.",
        )
    found: dict[Nutrient, Stated] = {}
    errors: list[PydanticCustomError] = []
    for key, (everyone, by_band) in each(value, _figures):
        nutrient = Nutrient.called(key)
        if nutrient is None:
            errors.append(_unknown(key))
        elif nutrient in found:
            errors.append(_twice(key, nutrient))
        else:
            errors += _strange_units(key, nutrient, [everyone, *(one for _, one in by_band)])
            bands = tuple((band, figure) for band, (figure, _) in by_band)
            found[nutrient] = Stated(nutrient, everyone and everyone[0], bands)
    if errors:
        raise all_wrong(errors)
    return tuple(found.values())


_Figures = tuple[
    tuple[Figure, str | None] | None, tuple[tuple[str, tuple[Figure, str | None]], ...]
]


def _figures(value: object) -> _Figures:
    if isinstance(value, dict) and value:
        return None, each(value, _figure_and_unit)
    return _figure_and_unit(None if value == {} else value), ()


def _strange_units(
    key: str, nutrient: Nutrient, figures: list[tuple[Figure, str | None] | None]
) -> list[PydanticCustomError]:
    strange = next((one[1] for one in figures if one and one[1] not in (None, nutrient.unit)), None)
    if strange is None:
        return []
    return [
        wrong(
            f"{nutrient.label}的单位是{nutrient.unit}，这里写的是{strange}，请换算。",
            f"{nutrient.value} is stated in {nutrient.unit}, not in {strange}; convert it.",
            (key,),
        )
    ]


def _unknown(key: str) -> PydanticCustomError:
    near = nearest(key, tuple(name for one in Nutrient for name in one.names))
    zh = f"，您是不是想写“{near}”？" if near else "，"
    en = f"; did you mean “{near}”?" if near else ";"
    return wrong(
        f"不认识营养成分“{shown(key)}”{zh}可写：{'、'.join(one.label for one in Nutrient)}。",
        f"unknown nutrient “{shown(key)}”{en} write one of {', '.join(Nutrient)}.",
        (key, "$key"),
    )


def _twice(key: str, nutrient: Nutrient) -> PydanticCustomError:
    return wrong(
        f"“{nutrient.label}”写了两次（{nutrient.label}、{nutrient.value} 是同一项），请只留一处。",
        f"“{nutrient.value}” is given twice ({nutrient.label} is the same); keep one.",
        (key, "$key"),
    )


def plain_figure(figure: Figure) -> float | str:
    """A figure as it stands in JSON."""
    if figure.upto is not None:
        return str(figure)
    return int(figure.value) if figure.value == int(figure.value) else figure.value


def plain_nutrition(nutrition: tuple[Stated, ...]) -> dict[str, object]:
    """Nutrition as it stands in JSON."""
    return {
        item.nutrient.value: plain_figure(item.everyone)
        if item.everyone
        else {band: plain_figure(figure) for band, figure in item.by_band}
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
    if isinstance(value, dict) and value:
        return Price(None, each(value, _money))
    return Price(_money(None if value == {} else value))


_MONEY = re.compile(r"[¥￥]?\s*([0-9]{1,6}(?:\.[0-9]{1,2})?)\s*(?:元|块|圆)?(?:/[人餐份])*")


def _money(value: object) -> float:
    text = single(value)
    found = _MONEY.fullmatch(_THOUSANDS.sub("", narrow(text))) if len(text) <= _LONGEST else None
    if not found:
        raise wrong(
            f"“{shown(text)}”不是价格，请写成 8.5 的样子；免费请写 0。",
            f"“{shown(text)}” is not a price; write it like 8.5, and 0 where it is free.",
        )
    return float(found[1])


def plain_price(price: Price) -> float | dict[str, float]:
    """A price as it stands in JSON."""
    return dict(price.by_role) if price.everyone is None else price.everyone
