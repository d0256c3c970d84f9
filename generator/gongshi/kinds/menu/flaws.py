"""What does not fit between a school's menus, and between them and the school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gongshi.document import Filed, Flaw, Shown, Where
from gongshi.errors import Saying
from gongshi.food import Dish, Serving, Stated
from gongshi.kinds.menu.meal import Meal
from gongshi.kinds.menu.model import MenuFile
from gongshi.publication import Setting
from gongshi.words import plain, shown


def flaws_of(filed: tuple[Filed[MenuFile], ...], setting: Setting) -> Iterator[Flaw]:
    """Days that two menus claim, and grade bands the school does not have."""
    claimed: dict[date, str] = {}
    for item in filed:
        for day in item.document.days:
            if day in claimed:
                yield _claimed_twice(item.slug, day, claimed[day])
            claimed[day] = item.slug
        if setting.school.grade_bands:
            yield from _strange_bands(item, tuple(one.name for one in setting.school.grade_bands))


def _claimed_twice(slug: str, day: date, other: str) -> Flaw:
    saying = Saying(
        f"{day} 在 {other} 里已经写过，请只留一处。",
        f"{day} already stands in {other}; keep it in one place.",
    )
    return Flaw(slug, ("days", day.isoformat(), "$key"), saying)


def _strange_bands(item: Filed[MenuFile], bands: tuple[str, ...]) -> Iterator[Flaw]:
    known = frozenset(map(plain, bands))
    for where, said in _all_said(item.document):
        named = [band for one in said if one is not None for band, _ in one.by_band]
        strange = [band for band in named if plain(band) not in known]
        if strange:
            saying = Saying(
                f"本校没有年级段“{shown(strange[0])}”，可写：{'、'.join(bands)}。",
                f"this school has no grade band “{shown(strange[0])}”; write one of "
                f"{', '.join(bands)}.",
            )
            yield Flaw(item.slug, where, saying)


def _all_said(menu: MenuFile) -> Iterator[tuple[Where, Iterable[Serving | Stated | None]]]:
    """Whatever may be said by grade band, together with what stands at the same place."""
    for where, meal in meals_of(menu):
        yield (*where, "nutrition"), meal.nutrition
        yield (*where, "seasonings"), [item.serving for item in meal.seasonings]
    for where, dish in dishes_of(menu):
        servings = [item.serving for item in (*dish.ingredients, *dish.seasonings)]
        yield where, (*servings, dish.amount, *dish.nutrition)


def photos_of(filed: tuple[Filed[MenuFile], ...]) -> Iterator[Shown]:
    """The photos of meals and dishes, and where they are named."""
    for item in filed:
        for where, meal in meals_of(item.document):
            if meal.photo:
                yield Shown(item.slug, (*where, "photo"), meal.photo)
        for where, dish in dishes_of(item.document):
            if dish.photo:
                yield Shown(item.slug, (*where, "photo"), dish.photo)


def meals_of(menu: MenuFile) -> Iterator[tuple[Where, Meal]]:
    """Every meal of a menu, and where it stands in the file."""
    for day, said in menu.days.items():
        for name, meal in said.meals:
            yield ("days", day.isoformat(), name), meal


def dishes_of(menu: MenuFile) -> Iterator[tuple[Where, Dish]]:
    """Every dish of a menu, planned, special or served, and where it stands in the file."""
    for where, meal in meals_of(menu):
        for place, dish in enumerate(meal.dishes):
            yield (*where, "dishes", place), dish
        for place, dish in enumerate(meal.served.dishes if meal.served else ()):
            yield (*where, "served", "dishes", place), dish
        for diet, dishes in meal.diets.items():
            for place, dish in enumerate(dishes):
                yield (*where, "diets", diet, place), dish
