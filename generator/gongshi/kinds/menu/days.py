"""Days (每日) of a menu as a file writes them: weekdays of its week, or dates, each once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from gongshi.document import Reading, Where, refused, wrong
from gongshi.week import NotADay, Week, nearest_weekday, parse_day, weekday_named
from gongshi.words import shown


def slug_of(info: ValidationInfo) -> str:
    """The name of the menu's file, or nothing where a menu is made without one."""
    return info.context.slug if isinstance(info.context, Reading) else ""


def is_a_day(key: str) -> bool:
    """Whether a key at the top of a file was meant as a day: 周一, Mondy, 11月16日."""
    return (
        weekday_named(key) is not None
        or re.match(r"[0-9０-９]|周[^次]|星期|礼拜|週", key) is not None
        or nearest_weekday(key) is not None
    )


class _Refused(str):
    """A day's key that is wrong beside the others, with what to say of it."""

    __slots__ = ("error",)
    error: PydanticCustomError

    @classmethod
    def because(cls, key: str, error: PydanticCustomError) -> _Refused:
        found = cls(key)
        found.error = error
        return found


def _day_key(value: object, info: ValidationInfo) -> object:
    """A day's key: a date, or a weekday of the menu's week."""
    if isinstance(value, _Refused):
        raise value.error
    return _day(value, slug_of(info)) if isinstance(value, str) else value


DayKey = Annotated[date, BeforeValidator(_day_key)]
"""A day, written as a date or as a weekday of the file's week."""


def _day(key: str, slug: str) -> date:
    weekday = weekday_named(key)
    try:
        if weekday is None:
            return parse_day(key)
        return Week.parse(slug).monday + timedelta(days=weekday - 1)
    except NotADay as error:
        if re.match(r"[0-9]{4}[-/.年]", key):
            raise refused(error.saying) from error
        near = nearest_weekday(key)
        zh = f"；您是不是想写“{near}”？" if near else "；请写成 周一 或 2026-11-16。"
        en = f"; did you mean “{near}”?" if near else "; write Monday or 2026-11-16."
        raise wrong(
            f"“{shown(key)}”不是星期几，也不是日期{zh}",
            f"“{shown(key)}” is neither a weekday nor a date{en}",
        ) from error


def days_once(days: object, slug: str) -> object:
    """The days as written; those that cannot stand beside the others are marked to be refused.

    A day may be written once, must lie in the week (or be the Sunday before it), and a 周日 that
    stands before other weekdays could be either Sunday: it needs its date.
    """
    if not isinstance(days, dict):
        return days
    seen: dict[date, str] = {}
    found: dict[str, object] = {}
    for key, item in days.items():
        error = _error_of(key, days, seen, slug)
        found[_Refused.because(key, error) if error else key] = item
    return found


def _error_of(
    key: str, days: Mapping[str, object], seen: dict[date, str], slug: str
) -> PydanticCustomError | None:
    try:
        week, day = Week.parse(slug), _day(key, slug)
    except (NotADay, PydanticCustomError):
        return None
    if day in seen:
        return _twice(key, seen[day])
    seen[day] = key
    if not week.monday - timedelta(days=1) <= day <= week.sunday:
        return wrong(
            f"{day} 不在 {week}（{week.monday} 至 {week.sunday}）里，请核对日期或文件名。",
            f"{day} is not in {week} ({week.monday} to {week.sunday}); "
            "check the date or the file's name.",
        )
    return _which_sunday(key, week) if _is_early_sunday(key, days) else None


def _is_early_sunday(key: str, days: Mapping[str, object]) -> bool:
    if weekday_named(key) != 7:
        return False
    later = list(days)[list(days).index(key) + 1 :]
    return any(weekday_named(one) not in (None, 7) or one[:1].isdigit() for one in later)


def _which_sunday(key: str, week: Week) -> PydanticCustomError:
    before = week.monday - timedelta(days=1)
    return wrong(
        f"“{key}”写在前面，不知是 {before} 还是 {week.sunday}，请写成日期。",
        f"“{key}” stands before other days: is it {before} or {week.sunday}? Write its date.",
    )


def _twice(key: str, first: str) -> PydanticCustomError:
    other: Where = ("days", first)
    return wrong(
        f"“{key}”和第 «line» 行的“{first}”是同一天，请合并成一处。",
        f"“{key}” is the same day as “{first}” in line «line»; join them.",
        other=other,
    )
