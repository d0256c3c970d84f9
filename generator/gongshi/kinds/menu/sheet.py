"""Sheet (一页): how far a week's page shrinks so that a browser prints it on one sheet of A4.

Style sheets cannot shrink what is too long, so the height is reckoned from the words, with the
sizes of `theme/assets/menu.css` under `@media print`: px at 96 to the inch where 1rem is 18px.
A test prints the longest weeks and counts the sheets.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongshi.kinds.menu.views import DayView, DishView, MealView, WeekView

_WIDTH, _HEIGHT = 1050.0, 725.0
_HERO, _FOOT = 60.0, 78.0
_RAIL, _GAP, _PADDING = 49.0, 7.2, 26.0
_MARK, _CORRECTED = 23.5, 40.0
_NAME, _SMALL = 15.3, 11.7
_ROW, _LINE, _SMALL_LINE = 25.2, 21.5, 19.5
_FIGURES, _FIGURES_WIDTH = 31.0, 86.0
_BAR, _NOTE = 36.0, 40.0
_STEPS = tuple(step / 100 for step in range(100, 29, -5))


def fit(week: WeekView, *, grams: bool = False) -> float:
    """The zoom, from 1 down to 0.3, at which the week stands on one sheet, with all grams or not."""
    return next((zoom for zoom in _STEPS if _height(week, zoom, grams) <= _HEIGHT), _STEPS[-1])


def _height(week: WeekView, zoom: float, grams: bool) -> float:
    """The page's height in px when printed at a zoom; the hero is not zoomed."""
    count = max(len(week.days), 1)
    width = (_WIDTH / zoom - _RAIL - count * _GAP) / count - _PADDING
    rows = [
        max((_meal(day.meals[place], width, grams) for day in week.days), default=0.0)
        for place in range(len(week.columns))
    ]
    head = max((_head(day, width) for day in week.days), default=0.0)
    more = max((_more(day, width) for day in week.days), default=0.0)
    notes = sum(_NOTE + _text(note, _WIDTH / zoom) for note in _notes(week))
    grid = head + more + sum(row + _GAP for row in rows)
    return _HERO + zoom * (grid + _BAR + notes + _FOOT)


def _head(day: DayView, width: float) -> float:
    pill = 1 + (len(day.theme) if day.theme else 0) * _SMALL > width - 110
    return 31.0 + (_SMALL_LINE if pill else 0) + (_SMALL_LINE if day.makes_up else 0)


def _more(day: DayView, width: float) -> float:
    texts = [text for text in (day.note, day.dinner_advice) if text and not day.closed]
    return sum(_text("晚餐建议 " + text, width) for text in texts)


def _notes(week: WeekView) -> list[str]:
    fixes = ["".join(filter(None, (one.was, one.now, one.what, one.why))) for one in week.corrections]
    return [text + "　" * 20 for text in fixes] + list(week.notes)


def _meal(meal: MealView | None, width: float, grams: bool) -> float:
    if meal is None:
        return 40.0
    dishes = list(meal.dishes)
    if meal.served:
        dishes += [dish for dish in meal.served.dishes if dish.name in meal.served.came]
    height = 9.0 + sum(_dish(dish, width, grams) for dish in dishes)
    height += sum(_dish(dish, width - 30, grams) for diet in meal.diets for dish in diet.dishes)
    height += _text("实际供应与计划不同：" + meal.served.why, width) if meal.served else 0
    height += _text(meal.note, width) if meal.note else 0
    figures = sum(1 for figure in (meal.energy, meal.protein, meal.price) if figure)
    if figures:
        height += _FIGURES + (ceil(figures * _FIGURES_WIDTH / width) - 1) * 24.0
    return height + (_text(meal.seasonings, width) + _SMALL_LINE if grams else 0)


def _dish(dish: DishView, width: float, grams: bool) -> float:
    marks = min(len(dish.contains) + dish.unknown, 4) * _MARK + (_CORRECTED if dish.correction else 0)
    lines = ceil((len(dish.name) + 0.3) * _NAME / max(width - marks, _NAME))
    rows = 1 + (len(dish.contains) + dish.unknown) // 5
    height = max(_ROW + (lines - 1) * _LINE, rows * _ROW)
    if grams:
        height += 8.0 + sum(_text(f"{line.band} {line.says}", width) for line in dish.grams)
    return height


def _text(text: str, width: float) -> float:
    """The height of small print."""
    return ceil((len(text) + 1) * _SMALL / width) * _SMALL_LINE
