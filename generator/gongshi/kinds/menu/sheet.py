"""Sheet (一页): how far a week's page shrinks so that a browser prints it on one sheet of A4.

Style sheets cannot shrink what is too long, so the height is reckoned from the words, with the
sizes of `theme/assets/menu.css` under `@media print`: px at 96 to the inch where 1rem is 18px.
A test prints the longest weeks and counts the sheets.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongshi.kinds.menu.views import Column, DayView, DishView, MealView, WeekView

_WIDTH, _HEIGHT = 1050.0, 718.0
_HERO, _BAR, _FOOT = 76.0, 34.0, 76.0
_RAIL, _GAP, _PADDING = 49.0, 7.2, 26.0
_MARK, _CORRECTED = 23.5, 40.0
_NAME, _SMALL = 15.3, 11.7
_ROW, _LINE, _SMALL_LINE, _GRAMS_LINE = 25.2, 21.5, 19.5, 17.8
_FIGURES, _FIGURE, _BETWEEN = 31.0, 74.0, 11.0
_CARD, _NOTE = 36.0, 7.5
_LATIN = 0.58
_STEPS = tuple(step / 100 for step in range(30, 101, 2))


def fits(week: WeekView) -> tuple[float, float]:
    """The zoom, from 1 down to 0.3, at which the week stands on one sheet, and with its grams.

    The second is for the grams of every dish shown, a little too small: it is asked for seldom.
    """
    width = _width(week, 1.0)
    meals = _meals(week, width)
    closed, opened = _height(week, 1.0, meals), _height(week, 1.0, _with_grams(week, meals, width))
    with_grams = min(1.0, round((_HEIGHT - _HERO) / (opened - _HERO), 2))
    if closed <= _HEIGHT:
        return 1.0, with_grams
    smaller = bisect_right(_STEPS, _HEIGHT, key=lambda zoom: _zoomed(week, zoom)) - 1
    return _STEPS[max(smaller, 0)], with_grams


def _zoomed(week: WeekView, zoom: float) -> float:
    return _height(week, zoom, _meals(week, _width(week, zoom)))


def _width(week: WeekView, zoom: float) -> float:
    """How wide the words of a day may run."""
    count = max(len(week.days), 1)
    return (_WIDTH / zoom - _RAIL - count * _GAP) / count - _PADDING


def _meals(week: WeekView, width: float) -> list[list[float]]:
    """The heights of all meals, those of one column together."""
    return [
        [_meal(day.meals[place], width) for day in week.days] for place in range(len(week.columns))
    ]


def _with_grams(week: WeekView, meals: list[list[float]], width: float) -> list[list[float]]:
    """The same when the grams of every dish are shown."""
    return [
        [
            height + _grams(day.meals[place], width)
            for height, day in zip(column, week.days, strict=True)
        ]
        for place, column in enumerate(meals)
    ]


def _height(week: WeekView, zoom: float, meals: list[list[float]]) -> float:
    """The page's height in px when printed at a zoom; the hero is not zoomed."""
    width = _width(week, zoom)
    rows = [
        max(_rail(column), *heights) for column, heights in zip(week.columns, meals, strict=True)
    ]
    head = max((_head(day, width) for day in week.days), default=0.0)
    more = max((_more(day, width) for day in week.days), default=0.0)
    notes = sum(_card(texts, _WIDTH / zoom) for texts in _cards(week))
    grid = head + more + sum(row + _GAP for row in rows)
    return _HERO + zoom * (grid + _BAR + notes + _FOOT)


def _rail(column: Column) -> float:
    time = 30.0 if column.time else 0.0
    if column.name.value.endswith("snack"):
        return 17.5 * len(column.label) + 15.0 + time / 2
    return 19.5 * len(column.label) + 50.0 + time


def _head(day: DayView, width: float) -> float:
    pill = 1 + (len(day.theme) if day.theme else 0) * _SMALL > width - 110
    makes_up = _text(day.makes_up, width) + 4 if day.makes_up else 0
    return 31.0 + (_SMALL_LINE if pill else 0) + makes_up


def _more(day: DayView, width: float) -> float:
    texts = [text for text in (day.note, day.dinner_advice) if text and not day.closed]
    return sum(_text("晚餐建议 " + text, width) for text in texts)


def _cards(week: WeekView) -> tuple[list[str], list[str]]:
    fixes = [
        "".join(filter(None, (one.place, one.was, one.now, one.what, one.why))) + "　" * 20
        for one in week.corrections
    ]
    return fixes, list(week.notes)


def _card(texts: list[str], width: float) -> float:
    return _CARD + sum(_NOTE + _text(text, width - 30) for text in texts) if texts else 0.0


def _meal(meal: MealView | None, width: float) -> float:
    if meal is None:
        return 40.0
    height = 9.0
    for dish in _named(meal):
        height += _dish(dish, width)
    for diet in meal.diets:
        height += sum(_diet_dish(diet.label, dish, width) for dish in diet.dishes)
    height += _text("实际供应与计划不同：" + meal.served.why, width) if meal.served else 0
    height += _text(meal.note, width) if meal.note else 0
    figures = bool(meal.energy) + bool(meal.protein) + bool(meal.price)
    if figures:
        breadth = figures * (_FIGURE + _BETWEEN) - _BETWEEN
        height += _FIGURES + (ceil(breadth / width) - 1) * 24.0
    return height


def _named(meal: MealView) -> tuple[DishView, ...]:
    """The dishes of a meal but for those of diets."""
    if not meal.served:
        return meal.dishes
    came = meal.served.came
    return (*meal.dishes, *(dish for dish in meal.served.dishes if dish.name in came))


def _diet_dish(label: str, dish: DishView, width: float) -> float:
    """A dish beside the name of its diet; its marks go below where the three have no room."""
    room = width - len(label) * _SMALL - 5
    marks = (len(dish.contains) + dish.unknown) * _MARK
    if room - marks >= 4 * _NAME:
        return _dish(dish, room)
    return _dish(dish, room + marks) + (_ROW if marks else 0)


def _dish(dish: DishView, width: float) -> float:
    marks = len(dish.contains) + dish.unknown
    return _row(len(dish.name), marks, dish.correction is not None, width)


def _grams(meal: MealView | None, width: float) -> float:
    """How much higher a meal is with the grams of its dishes."""
    if meal is None:
        return 0.0
    height = _text(meal.seasonings, width) if meal.seasonings else 0.0
    height += _SMALL_LINE if meal.servings is not None else 0.0
    for dish in _named(meal):
        height += _grams_of(dish, width)
    for diet in meal.diets:
        room = width - len(diet.label) * _SMALL - 5
        height += sum(_grams_of(dish, room) for dish in diet.dishes)
    return height


def _grams_of(dish: DishView, width: float) -> float:
    height = 8.0
    for line in dish.grams:
        height += _lines(f"{line.band} {line.says}", width) * _GRAMS_LINE
    return height


@lru_cache(maxsize=4096)
def _row(letters: int, marks: int, corrected: bool, width: float) -> float:
    """The height of a dish's name with its marks beside it."""
    beside = min(marks, 4) * _MARK + (_CORRECTED if corrected else 0)
    lines = ceil((letters + 0.3) * _NAME / max(width - beside, _NAME))
    return max(_ROW + (lines - 1) * _LINE, (1 + marks // 5) * _ROW)


def _text(text: str, width: float) -> float:
    """The height of small print."""
    return _lines(text, width) * _SMALL_LINE


def _lines(text: str, width: float) -> int:
    """How many lines of small print: a Chinese character is one em wide, a Latin one about half."""
    wide = (len(text.encode()) - len(text)) / 2
    return ceil((wide + _LATIN * (len(text) - wide) + 1) * _SMALL / width)
