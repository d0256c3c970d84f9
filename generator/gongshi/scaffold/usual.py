"""Usual (常见的): what schools of a stage mostly have, as a new file begins with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from gongshi.school import Stage, Term

_MEALS = {
    Stage.KINDERGARTEN: {"早点": "9:00", "午餐": "11:20-11:50", "午点": "14:50"},
    Stage.HIGH: {"早餐": "7:00-7:30", "午餐": "11:50-12:30", "晚餐": "17:40-18:20"},
}
_BANDS = {
    Stage.KINDERGARTEN: ("小班", "中班", "大班"),
    Stage.PRIMARY: ("1–3年级", "4–6年级"),
    Stage.NINE_YEAR: ("1–3年级", "4–6年级", "7–9年级"),
}


def meals_of(stage: Stage) -> Mapping[str, str]:
    """The meals that schools of a stage usually serve, and when."""
    return _MEALS.get(stage, {"午餐": "11:40-12:20"})


def bands_of(stage: Stage) -> tuple[str, ...]:
    """The grade bands they usually have."""
    return _BANDS.get(stage, ())


def terms_around(today: date) -> tuple[Term, ...]:
    """The two terms of the school year a day lies in, at their usual dates."""
    year = today.year if today.month > 7 else today.year - 1
    return (
        Term(name=f"{year}年秋季学期", starts=date(year, 9, 1), ends=date(year + 1, 1, 31)),
        Term(
            name=f"{year + 1}年春季学期",
            starts=date(year + 1, 2, 20),
            ends=date(year + 1, 7, 10),
        ),
    )
