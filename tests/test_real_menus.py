"""Real menus from China, Taiwan, Japan, Korea and Germany load without losing a figure.

Each folder of `tests/real` is a small site. Its `expected.json` was read out of the original by
other code than ours (`tests/real/README.md` tells what could not be carried), and what our models
hold must say exactly the same: nothing lost, nothing added.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gongshi.food import Amount, Course, Dish, Figure, Serving, Stated, number
from gongshi.kinds import kinds
from gongshi.kinds.menu.model import Day, Meal, MenuFile
from gongshi.load import read_county, read_school
from gongshi.validate import SchoolContent, validate_county, validate_school

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REAL = Path(__file__).parent / "real"
CASES = sorted(found.parent.name for found in REAL.glob("*/expected.json"))
NEIS = {
    "egg": 1,
    "milk": 2,
    "buckwheat": 3,
    "peanut": 4,
    "soy": 5,
    "gluten": 6,
    "mackerel": 7,
    "crab": 8,
    "crustacean": 9,
    "pork": 10,
    "peach": 11,
    "tomato": 12,
    "sulphite": 13,
    "walnut": 14,
    "chicken": 15,
    "beef": 16,
    "squid": 17,
    "shellfish": 18,
}
"""The numbers of NEIS, Korea, by our words."""

Fact = str | int | bool | None | list["Fact"] | dict[str, "Fact"]


@pytest.mark.parametrize("case", CASES)
def test_a_real_menu_loads_without_losing_a_figure(case: str) -> None:
    expected = json.loads((REAL / case / "expected.json").read_text(encoding="utf-8"))

    assert dict(_facts_of_site(REAL / case)) == _with_our_words(expected)


@pytest.mark.parametrize("case", CASES)
def test_a_real_menu_loads_without_a_warning(case: str) -> None:
    assert [school.warnings for school in _schools(REAL / case) if school.warnings] == []


def test_every_real_case_says_how_much_it_holds() -> None:
    """The README's table counts weeks, days and dishes; it must not grow stale."""
    readme = (REAL / "README.md").read_text(encoding="utf-8")

    assert [row for case in CASES if (row := _row(case)) not in readme] == []


def _row(case: str) -> str:
    weeks = len(list((REAL / case / "menus").rglob("*.yaml")))
    days = json.loads((REAL / case / "expected.json").read_text(encoding="utf-8"))
    dishes = sum(
        len(meal["dishes"])
        for day in days.values()
        for meal in day.values()
        if isinstance(meal, dict)
    )
    return f"| {case} | {weeks} | {len(days)} | {dishes} |"


def _with_our_words(expected: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Expected facts with the original's word for a course (大荤, 主菜) replaced by our code."""
    for day in expected.values():
        for meal in day.values():
            if isinstance(meal, dict):
                for dish in meal["dishes"]:
                    if "course" in dish:
                        dish["course"] = _course_named(dish["course"]).value
    return expected


def _course_named(word: str) -> Course:
    return next(course for course in Course if word in course.names)


def _schools(root: Path) -> Iterator[SchoolContent]:
    files = read_county(root)
    county = validate_county(files)
    for code in files.schools:
        yield validate_school(
            read_school(root, code, kinds()), county, date(2026, 11, 22), "https://menus.example/"
        )


def _facts_of_site(root: Path) -> Iterator[tuple[str, Fact]]:
    for school in _schools(root):
        for filed in school.filed["menu"]:
            assert isinstance(filed.document, MenuFile)
            for day, said in filed.document.calendar:
                yield f"{school.setting.school.code}/{day}", _facts_of_day(said)


def _facts_of_day(day: Day) -> dict[str, Fact]:
    facts: dict[str, Fact] = {name.value: _facts_of_meal(meal) for name, meal in day.meals}
    if day.closed is not None:
        facts["closed"] = True
    if day.theme is not None:
        facts["theme"] = True
    if day.note is not None:
        facts["note"] = day.note
    return facts


def _facts_of_meal(meal: Meal) -> dict[str, Fact]:
    stated: dict[str, Fact] = {
        "seasonings": {item.name: _facts_of_serving(item.serving) for item in meal.seasonings},
        "nutrition": {item.nutrient.value: _facts_of_stated(item) for item in meal.nutrition},
        "diets": {
            diet.value: [dish.name for dish in dishes] for diet, dishes in meal.diets.items()
        },
        "origins": dict(meal.origins),
        "servings": meal.servings,
    }
    return {"dishes": [_facts_of_dish(dish) for dish in meal.dishes], **_said(stated)}


def _facts_of_dish(dish: Dish) -> dict[str, Fact]:
    says = f"{dish.name} {dish.note}".replace(" / ", " ") if dish.note else dish.name
    stated: dict[str, Fact] = {
        "course": dish.course.value if dish.course else None,
        "ingredients": {item.name: _facts_of_serving(item.serving) for item in dish.ingredients},
        "amount": _facts_of_serving(dish.amount),
        "price": {role: number(price) for role, price in dish.price.by_role} if dish.price else {},
    }
    facts = {"says": says, **_said(stated)}
    if dish.allergens.complete:
        facts["allergens"] = [*sorted(NEIS[allergen] for allergen in dish.allergens.contains)]
    return facts


def _said(stated: Mapping[str, Fact]) -> dict[str, Fact]:
    return {name: fact for name, fact in stated.items() if fact not in (None, {})}


def _facts_of_serving(serving: Serving | None) -> Fact:
    if serving is None:
        return None
    if serving.everyone is not None:
        return _fact_of_amount(serving.everyone)
    return {band: _fact_of_amount(amount) for band, amount in serving.by_band}


def _fact_of_amount(amount: Amount) -> str:
    if amount.grams is None:
        return amount.words
    return number(amount.grams) + ("" if amount.upto is None else f"-{number(amount.upto)}")


def _facts_of_stated(stated: Stated) -> Fact:
    if stated.everyone is not None:
        return _fact_of_figure(stated.everyone)
    return {band: _fact_of_figure(figure) for band, figure in stated.by_band}


def _fact_of_figure(figure: Figure) -> str:
    return number(figure.value) + ("" if figure.upto is None else f"-{number(figure.upto)}")
