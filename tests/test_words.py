"""Words: closed values go by an English code and Chinese names, whatever their width and case."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from gongshi.allergens import Allergen
from gongshi.food import Course
from gongshi.kinds.menu.meal import Diet
from gongshi.nutrition import Nutrient
from gongshi.school import AnnualRating, Face, MealName, Running, Stage
from gongshi.words import Word, narrow, nearest, pieces, plain, shown

CLOSED = (Course, Allergen, Nutrient, Stage, MealName, Face, AnnualRating, Running, Diet)


@pytest.mark.parametrize("words", CLOSED)
def test_every_name_of_every_value_leads_to_it_and_to_no_other(words: type[Word]) -> None:
    for word in words:
        for name in word.names:
            assert words.called(name) is word
            assert words.called(f" {name.upper()} ") is word


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MAIN_MEAT", Course.MAIN_MEAT),
        ("main meat", Course.MAIN_MEAT),
        ("Main-Meat", Course.MAIN_MEAT),
        ("ｍａｉｎ＿ｍｅａｔ", Course.MAIN_MEAT),
        ("大 荤", Course.MAIN_MEAT),
        ("　大荤　", Course.MAIN_MEAT),
    ],
)
def test_width_case_and_spaces_do_not_matter(written: str, meant: Course) -> None:
    assert Course.called(written) is meant


def test_vitamins_are_found_in_either_case() -> None:
    assert Nutrient.called("维生素a") is Nutrient.called("维生素Ａ") is Nutrient.VITAMIN_A


@pytest.mark.parametrize("written", ["", "荤", "x" * 10_000, None, [], {"大荤": 1}])
def test_what_is_no_value_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Course).validate_python(written)


def test_a_near_name_is_found_and_a_far_one_is_not() -> None:
    names = ("dishes", "菜品", "菜名")
    assert nearest("dishs", names) == "dishes"
    assert nearest("DISHES:", names) == "dishes"
    assert nearest("莱名", names) == "菜名"
    assert nearest("zzz", names) is None


def test_brackets_keep_what_they_hold_together() -> None:
    assert pieces("汤（冬瓜、排骨）、米饭", "、") == ("汤（冬瓜、排骨）", "米饭")
    assert pieces("a)、b", "、") == ("a)", "b")
    assert pieces("、、", "、") == ()


def test_only_widths_are_narrowed_where_a_value_is_meant() -> None:
    assert narrow("１．５～２ｋｇ") == "1.5-2kg"
    assert narrow("10²") == "10²"
    assert plain("１—３年级") == "1-3年级"


def test_a_message_shows_one_short_line() -> None:
    assert shown("a\nb\t c") == "a b c"
    assert len(shown("长" * 10_000)) == 41
