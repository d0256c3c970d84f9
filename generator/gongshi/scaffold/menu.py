"""How a menu begins: an example week, or an empty one after the pattern of the week before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import ValidationError

from gongshi.document import Reading
from gongshi.errors import Saying, WrongUse
from gongshi.kinds.menu import Menu
from gongshi.kinds.menu.model import Day
from gongshi.load import Source
from gongshi.load.blanks import BLANK
from gongshi.scaffold.template import filled
from gongshi.scaffold.usual import meals_of
from gongshi.school import MealName, School
from gongshi.week import NotADay, Week

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五")
_RICE = (80, 100, 120)


@dataclass(frozen=True)
class BlankMeal:
    """A meal to be filled in: its name, and the dishes of the same meal a week before."""

    name: str
    before: str = ""


@dataclass(frozen=True)
class BlankDay:
    """A day to be filled in: its weekday, its date and its meals."""

    name: str
    date: str
    meals: tuple[BlankMeal, ...]


def example(school: School, week: Week) -> dict[str, str]:
    """A week that shows every usual way of writing a menu, and a dish book for it."""
    text = filled(
        "menu/example.yaml.jinja",
        week=week,
        published=week.monday - timedelta(days=4),
        rice=_rice(school),
    )
    assert Menu.shared is not None
    book = f"{Menu.shelf('')}/{Menu.shared[0]}"
    return {book: filled("menu/dishes.yaml.jinja"), _path(school, week): text}


def first(school: School, week: Week) -> dict[str, str]:
    """A school's first week, empty, with the meals usual at its stage."""
    usual = tuple(BlankMeal(name) for name in meals_of(school.stage))
    return {_path(school, week): _week(school, week, [usual] * len(_WEEKDAYS))}


def following(
    root: Path, school: School, earlier: Mapping[str, Source], slug: str
) -> dict[str, str]:
    """A week after the pattern of the last before it; raises WrongUse where it is there already."""
    try:
        week = Week.parse(slug)
    except NotADay as error:
        raise WrongUse(error.saying) from error
    if str(week) in earlier:
        path = earlier[str(week)].path
        raise WrongUse(Saying(f"{path} 已经有了。", f"{path} exists already."))
    last = max((one for one in earlier if one < str(week)), default=None)
    lender = _lender(root, earlier[last], week) if last else None
    if lender:
        return {_path(school, week): filled("menu/same.yaml.jinja", week=week, lender=lender)}
    meals = _meals_of(school, earlier[last], last) if last else []
    if not meals:
        return first(school, week)
    return {_path(school, week): _week(school, week, meals)}


def _path(school: School, week: Week) -> str:
    return f"{Menu.shelf(school.code)}/{week.year}/{week}.yaml"


def _week(school: School, week: Week, meals: list[tuple[BlankMeal, ...]]) -> str:
    days = [week.monday + timedelta(days=place) for place in range(len(_WEEKDAYS))]
    return filled(
        "menu/week.yaml.jinja",
        week=week,
        blank=BLANK,
        rice=_rice(school),
        days=[
            BlankDay(name, f"{day.month}月{day.day}日", found)
            for name, day, found in zip(_WEEKDAYS, days, meals, strict=True)
        ],
    )


def _rice(school: School) -> dict[str, int]:
    """Grams of rice for the school's grade bands, to show how they are written apart."""
    names = [band.name for band in school.grade_bands] or ["1–3年级", "4–6年级"]
    return dict(zip(names, _RICE, strict=False))


def _lender(root: Path, last: Source, week: Week) -> str | None:
    """Whose menu the last week took, if that kitchen has published the wanted week too."""
    data = last.data if isinstance(last.data, dict) else {}
    owner = next((data[key] for key in ("同", "沿用", "same_as") if key in data), None)
    if not isinstance(owner, str):
        return None
    shelf = root / Menu.shelf(owner.strip("/ "))
    return owner if any(shelf.rglob(f"{week}.y*ml")) else None


def _meals_of(school: School, last: Source, slug: str) -> list[tuple[BlankMeal, ...]]:
    """The meals of an earlier week, Monday to Friday; a closed day gets what most days have."""
    try:
        menu = Menu.model_validate(last.data, context=Reading(slug))
    except ValidationError:
        return []
    served = {
        day.isoweekday(): _blank(school, found) for day, found in menu.calendar if found.meals
    }
    if not served:
        return []
    usual = Counter(tuple(one.name for one in meals) for meals in served.values())
    others = tuple(BlankMeal(name) for name in usual.most_common(1)[0][0])
    return [served.get(number, others) for number in range(1, len(_WEEKDAYS) + 1)]


def _blank(school: School, day: Day) -> tuple[BlankMeal, ...]:
    return tuple(
        BlankMeal(
            _key(school, name),
            "、".join(dish.name for dish in meal.dishes if dish.name != BLANK),
        )
        for name, meal in day.meals
    )


def _key(school: School, meal: MealName) -> str:
    """What the school calls a meal, where files may call it so."""
    own = school.says_meal(meal)
    return own if own in meal.names else meal.label
