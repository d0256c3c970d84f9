"""Amounts, ingredients, allergens, figures and prices: the right value or one clear sentence."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from gongshi.allergens import Allergen, Allergens, parse_allergens
from gongshi.amounts import Amount, parse_amount, parse_ingredients, parse_serving
from gongshi.document import Reading
from gongshi.food import Dish, DishBook
from gongshi.notations import _hours
from gongshi.nutrition import Nutrient, parse_figure, parse_nutrition, parse_price

PARSERS: tuple[Callable[[object], object], ...] = (
    parse_amount,
    parse_serving,
    parse_ingredients,
    parse_allergens,
    parse_figure,
    parse_nutrition,
    parse_price,
    _hours,
)


@pytest.mark.parametrize(
    ("written", "grams", "upto"),
    [
        ("80", 80, None),
        ("80g", 80, None),
        ("80 克", 80, None),
        ("８０", 80, None),
        ("８０ｇ", 80, None),
        ("2.5克", 2.5, None),
        (".5", 0.5, None),
        ("010", 10, None),
        ("1,200", 1200, None),
        ("1，200克", 1200, None),
        ("80g/人", 80, None),
        ("80克/生", 80, None),
        ("每人80克", 80, None),
        ("0.1kg", 100, None),
        ("1.1公斤", 1100, None),
        ("500mg", 0.5, None),
        ("2两", 100, None),
        ("250~300", 250, 300),
        ("250～300克", 250, 300),
        ("80g-100g", 80, 100),
        ("80至100克", 80, 100),
        ("80 - 100", 80, 100),
        ("0", 0, None),
    ],
)
def test_grams_are_understood_however_they_are_written(
    written: str, grams: float, upto: float | None
) -> None:
    assert parse_amount(written) == Amount(grams, upto)


@pytest.mark.parametrize(
    "written",
    [
        "1块",
        "半个",
        "适量",
        "少许",
        "约80克",
        "一小碗",
        "1 piece",
        "200ml",
        "1/2 cup",
        "1½块",
        "1个（50克）",
        "1-2个",
        "to taste",
    ],
)
def test_words_stay_words(written: str) -> None:
    assert parse_amount(written) == Amount(words=written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "-5",
        "−5克",
        "+5",
        "abc",
        "x",
        "nan",
        "inf",
        ".inf",
        "1e9",
        "1E9",
        "0x50",
        "1:30",
        "1_000",
        "1,2",
        "12,00",
        "2,5",
        "1.2.3",
        "80-",
        "-80-",
        "100-80",
        "5001",
        "80kg",
        "9" * 400,
        "80克，90克",
        "80克 90克",
        "80\n90",
        "{大米: 80}",
        "[80]",
        "٨٠",
        "10²",
        "很" * 41,
        "<b>80</b>",
    ],
)
def test_an_amount_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_amount(written)


def test_a_serving_may_differ_by_grade_band_whatever_dash_is_used() -> None:
    serving = parse_serving({"1–3年级": "80", "4–6年级": "1块"})
    assert serving.for_band("1-3年级") == Amount(80)
    assert serving.for_band("４—６年级") == Amount(words="1块")
    assert serving.for_band("初一") is None


@pytest.mark.parametrize(
    "written", [{"a": []}, {"a": {"b": "1"}}, {}, [], None, {"a-b": "1", "a–b": "2"}]
)
def test_a_serving_that_is_none_is_refused(written: object) -> None:
    with pytest.raises((PydanticCustomError, ValidationError)):
        parse_serving(written)


@pytest.mark.parametrize(
    "written",
    [
        "油10g、盐2.5g",
        "油10g，盐2.5g",
        "油10g 盐2.5g",
        "油: 10、盐：2.5克",
        {"油": "10", "盐": "2.5"},
        ["油10g", {"盐": "2.5g"}],
        [{"油": "10"}, "盐2.5"],
    ],
)
def test_ingredients_may_be_written_in_many_ways(written: object) -> None:
    assert [
        (one.name, one.serving and one.serving.everyone) for one in parse_ingredients(written)
    ] == [
        ("油", Amount(10)),
        ("盐", Amount(2.5)),
    ]


def test_an_ingredient_needs_no_amount_and_may_have_words_for_one() -> None:
    said = [
        (one.name, one.serving and str(one.serving.everyone))
        for one in parse_ingredients("香葱、盐适量")
    ]
    assert said == [("香葱", None), ("盐", "适量")]


def test_brackets_belong_to_the_ingredient() -> None:
    [one] = parse_ingredients("酱料（酱油、醋）5g")
    assert one.name == "酱料（酱油、醋）"


def test_every_wrong_ingredient_is_told() -> None:
    with pytest.raises(ValidationError) as caught:
        parse_ingredients({"大米": "-1", "小米": "80", "玉米": "x"})
    assert [one["ctx"]["at"] for one in caught.value.errors()] == [("大米",), ("玉米",)]


@pytest.mark.parametrize(
    ("written", "contains", "complete"),
    [
        ([], (), True),
        ("未知", (), False),
        (["未知", "蛋"], (Allergen.EGG,), False),
        ("大豆、蛋类", (Allergen.EGG, Allergen.SOY), True),
        ("EGG, Soy", (Allergen.EGG, Allergen.SOY), True),
    ],
)
def test_allergens_are_contained_not_listed_or_unknown(
    written: object, contains: tuple[Allergen, ...], complete: bool
) -> None:
    assert parse_allergens(written) == Allergens(contains, complete=complete)


@pytest.mark.parametrize(
    "written", [None, "", "无", ["无"], ["鸡旦"], [[]], [None], {"蛋": "是"}, 5]
)
def test_allergens_that_are_none_are_refused(written: object) -> None:
    with pytest.raises((PydanticCustomError, ValidationError)):
        parse_allergens(written)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("684", "684"),
        ("684千卡", "684"),
        ("58%", "58"),
        ("620~720", "620–720"),
        ("1,373.2", "1373.2"),
        ("６８４", "684"),
    ],
)
def test_figures_are_understood(written: str, said: str) -> None:
    assert str(parse_figure(written)) == said


@pytest.mark.parametrize(
    "written", ["", "nan", "1e400", "9" * 400, "-5", "700-600", "很多", "3000kJ", "1 2"]
)
def test_figures_that_are_none_are_refused(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        parse_figure(written)


def test_a_nutrient_in_another_unit_is_refused() -> None:
    with pytest.raises(ValidationError, match="convert"):
        parse_nutrition({"蛋白质": "35mg"})
    assert parse_nutrition({"钠": "800mg"})[0].nutrient is Nutrient.SODIUM


@pytest.mark.parametrize(
    ("written", "price"),
    [("8", 8), ("8.50", 8.5), ("8元", 8), ("¥8.5", 8.5), ("￥8", 8), ("8元/人", 8)],
)
def test_prices_are_understood(written: str, price: float) -> None:
    assert parse_price(written).everyone == price


@pytest.mark.parametrize(
    "written", ["", "免费", "-1", "8.555", "1e3", "9" * 50, "8-9", [], {}, {"学生": ""}]
)
def test_prices_that_are_none_are_refused(written: object) -> None:
    with pytest.raises((PydanticCustomError, ValidationError)):
        parse_price(written)


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 10_000,
        "a" * 10_000,
        " " * 10_000,
        "（" * 10_000,
        "-" * 10_000,
        "1 " * 5_000,
        "a" + " " * 10_000 + "1\n",
        "1:" * 5_000,
        "、" * 10_000,
        "𝟗" * 3_000,
    ],
)
def test_a_long_hostile_text_is_answered_at_once(hostile: str) -> None:
    for parse in PARSERS:
        began = time.process_time()
        _made_or_refused(parse, hostile)
        assert time.process_time() - began < 0.2


DATA = st.recursive(
    st.none() | st.text(max_size=20) | st.sampled_from(["80", "1块", "蛋类", "能量", "油10g"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(DATA)
def test_any_data_is_understood_or_refused(data: object) -> None:
    for parse in PARSERS:
        _made_or_refused(parse, data)


def _made_or_refused(parse: Callable[[object], object], data: object) -> None:
    try:
        parse(data)
    except PydanticCustomError as error:
        _says_it_shortly(error.context)
    except ValidationError as error:
        for one in error.errors():
            _says_it_shortly(one["ctx"])


def _says_it_shortly(context: dict[str, Any] | None) -> None:
    assert context
    assert 0 < len(context["zh"]) < 400
    assert 0 < len(context["en"]) < 900


BOOK = DishBook.model_validate(
    {"菜品": [{"菜名": "米饭", "类别": "主食", "食材": {"大米": "110"}, "致敏物质": []}]}
)


def dish(data: object) -> Dish:
    return Dish.model_validate(data, context=Reading("2026-W47", BOOK))


def test_a_plain_name_takes_everything_from_the_book() -> None:
    assert dish("米饭") is BOOK.by_name["米饭"]
    assert dish(" 米饭 ").allergens.complete


def test_what_a_menu_states_comes_before_the_book() -> None:
    mine = dish({"米饭": {"大米": "80"}})
    assert str(mine.ingredients[0].serving and mine.ingredients[0].serving.everyone) == "80 克"
    assert mine.course == BOOK.by_name["米饭"].course


@pytest.mark.parametrize(
    ("written", "said"),
    [({"米饭": "90"}, "90 克"), ({"汤": "1碗"}, "1碗")],
)
def test_a_dish_may_be_its_name_and_its_amount(written: object, said: str) -> None:
    amount = dish(written).amount
    assert amount is not None
    assert str(amount.everyone) == said


def test_a_dish_may_be_its_name_and_its_ingredients_in_words() -> None:
    assert [one.name for one in dish({"红烧肉": "五花肉60g、土豆30g"}).ingredients] == [
        "五花肉",
        "土豆",
    ]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "无",
        "/",
        "……",
        "米饭：110克",
        "{米饭}",
        "［米饭",
        "米\n饭",
        "饭" * 81,
        {"米饭": None},
        {"米饭": "好吃"},
        {},
        [],
        ["米饭"],
        None,
        {"菜名": "米饭", "name": "饭"},
    ],
)
def test_a_dish_that_is_none_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        dish(written)
