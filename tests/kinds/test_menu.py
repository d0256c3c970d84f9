"""A menu's file: what it may say, and how each day, meal and correction is understood."""

from __future__ import annotations

from datetime import date

import pytest

from gongshi.document import Reading
from gongshi.errors import InvalidContent, Problem
from gongshi.kinds.menu import Menu
from gongshi.kinds.menu.meal import Diet
from gongshi.load import read_source
from gongshi.school import MealName
from gongshi.validate import model_of

MONDAY = date(2026, 11, 16)


def menu(text: str, slug: str = "2026-W47") -> Menu:
    return model_of(Menu, read_source(f"{slug}.yaml", text.encode()), Reading(slug))


def problems(text: str, slug: str = "2026-W47") -> tuple[Problem, ...]:
    with pytest.raises(InvalidContent) as caught:
        menu(text, slug)
    return caught.value.problems


def dishes(text: str) -> list[str]:
    [(_, meal)] = menu(text).days[MONDAY].meals
    return [dish.name for dish in meal.dishes]


@pytest.mark.parametrize(
    "written",
    [
        "周一:\n  午餐: [米饭, 红烧肉]\n",
        "Monday:\n  lunch: [米饭, 红烧肉]\n",
        "2026-11-16:\n  中餐:\n    - 米饭\n    - 红烧肉\n",
        "2026年11月16日:\n  午餐: 米饭、红烧肉\n",
        "每日:\n  星期一:\n    午餐:\n      菜品: 米饭，红烧肉。\n",
        "days:\n  mon:\n    午餐:\n      dishes: [米饭, {菜名: 红烧肉}]\n",
        "周一:\n  午餐: 米饭 红烧肉\n",
        "周一:\n  午餐: |\n    米饭\n    红烧肉\n",
        "周次: 2026-W47\n周一:\n  午餐: [米饭, 红烧肉: {五花肉: 60}]\n",
    ],
)
def test_a_meal_may_be_written_in_many_ways(written: str) -> None:
    assert dishes(written) == ["米饭", "红烧肉"]


def test_brackets_keep_a_dish_together_on_one_line() -> None:
    assert dishes("周一:\n  午餐: 水果（苹果、梨）、米饭\n") == ["水果（苹果、梨）", "米饭"]


def test_english_dishes_keep_their_spaces() -> None:
    assert dishes("Mon:\n  lunch: fried rice, egg soup\n") == ["fried rice", "egg soup"]


def test_the_meals_of_a_day_come_in_the_order_of_the_day() -> None:
    day = menu("周一:\n  晚餐: [面]\n  早餐: [粥]\n  点心: [奶]\n").days[MONDAY]
    assert [name for name, _ in day.meals] == [
        MealName.BREAKFAST,
        MealName.AFTERNOON_SNACK,
        MealName.DINNER,
    ]


def test_a_sunday_after_the_week_is_its_last_day() -> None:
    assert list(menu("周一:\n  午餐: [面]\n周日:\n  午餐: [饭]\n").days)[1] == date(2026, 11, 22)


def test_a_sunday_alone_is_the_last_day_of_the_week() -> None:
    assert list(menu("周日:\n  午餐: [饭]\n").days) == [date(2026, 11, 22)]


@pytest.mark.parametrize("other", ["周一", "2026-11-16", "Mon"])
def test_a_sunday_written_first_needs_its_date(other: str) -> None:
    [problem] = problems(f"周日:\n  午餐: [饭]\n{other}:\n  午餐: [面]\n")
    assert (problem.line, problem.column) == (1, 1)
    assert "2026-11-15" in problem.saying.zh


def test_the_sunday_before_is_accepted_as_a_date() -> None:
    found = menu("2026-11-15:\n  补课日: 2026-11-20\n  午餐: [饭]\n周一:\n  午餐: [面]\n")
    assert found.calendar[0][0] == date(2026, 11, 15)


def test_one_day_under_two_names_is_refused_with_both_lines() -> None:
    [problem] = problems("周一:\n  午餐: [饭]\n2026/11/16:\n  午餐: [面]\n")
    assert problem.line == 3
    assert "第 1 行" in problem.saying.zh


def test_all_problems_of_all_days_are_told_at_once() -> None:
    told = problems(
        "周一:\n  午歺: [饭]\n周二: 米饭\n周八:\n  午餐: [饭]\n2026-11-30:\n  午餐: [饭]\n"
        "周三:\n  午餐:\n    - 饭: {米: -1, 水: x}\n"
    )
    assert [(one.line, one.column) for one in told] == [
        (2, 3), (3, 5), (4, 1), (6, 1), (10, 14), (10, 21),
    ]  # fmt: skip


def test_the_way_to_a_problem_is_said_in_words() -> None:
    [problem] = problems("周一:\n  午餐:\n    - 米饭\n    - {类别: 素菜}\n")
    assert problem.saying.zh == "周一 › 午餐 › 第 2 项：缺少“菜名”，请补上。"
    assert problem.saying.en == "周一 › lunch › no. 2: “name” is missing; add it."


def test_a_closed_day_has_a_reason_and_no_meals() -> None:
    assert menu("周一:\n  停餐: 运动会\n").days[MONDAY].closed == "运动会"
    assert len(problems("周一:\n  停餐: 运动会\n  午餐: [饭]\n")) == 1
    assert len(problems("周一:\n  停餐:\n")) == 1


def test_closed_values_of_a_meal_may_be_in_either_language() -> None:
    [(_, meal)] = (
        menu("周一:\n  午餐: {菜品: [饭], diets: {SICK: [粥], 清真: [面]}}\n").days[MONDAY].meals
    )
    assert list(meal.diets) == [Diet.SICK, Diet.HALAL]


def test_times_and_counts_are_read_as_meant() -> None:
    [(_, meal)] = (
        menu("周一:\n  午餐: {菜品: [饭], 时间: 11：40至12:20, 供餐人数: '1,200人'}\n")
        .days[MONDAY]
        .meals
    )
    assert meal.time == "11:40–12:20"
    assert meal.servings == 1200


def test_a_correction_raises_the_revision_and_marks_its_dish() -> None:
    found = menu(
        "周一:\n  午餐: [饭, 豆腐]\n更正:\n"
        "  - {时间: 2026-11-16 8:05, 原因: 到货晚, 日期: 周一, 餐次: lunch, 原为: 鱼, 改为: 豆腐}\n"
    )
    [correction] = found.corrections
    assert found.revision == 2
    assert correction.is_of(MONDAY, MealName.LUNCH, "豆腐")
    assert not correction.is_of(MONDAY, MealName.DINNER, "豆腐")


def test_every_wrong_correction_is_told() -> None:
    said = "{时间: 2026-11-16 8:05, 原因: x, 日期: 周一, 改为: 鱼}"
    told = problems(f"周一:\n  午餐: [饭]\n更正:\n  - {said}\n  - {said}\n")
    assert [one.line for one in told] == [4, 5]


@pytest.mark.parametrize("slug", ["2026-w47", "2026W47", "2026-W7", "第47周", "2026-W99", "x"])
def test_the_files_name_is_the_week(slug: str) -> None:
    assert len(problems("周一:\n  午餐: [饭]\n", slug)) == 1


def test_an_empty_day_meal_list_or_item_is_told_once() -> None:
    for text in (
        "周一:\n",
        "周一:\n  午餐:\n",
        "周一:\n  午餐: []\n",
        "周一:\n  午餐:\n    菜品:\n",
        "周一:\n  午餐:\n    - 饭\n    -\n",
        "每日:\n",
        "每日: {}\n",
        "同:\n",
    ):
        assert len(problems(text)) == 1, text
