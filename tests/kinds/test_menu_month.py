"""A month of menus as a calendar: what stands in its squares, and why some stay empty."""

from __future__ import annotations

from datetime import date
from itertools import repeat
from typing import Any

import pytest

from gongshi.county import County
from gongshi.document import Filed, Reading
from gongshi.kinds.menu import Menu
from gongshi.kinds.menu.views import CellState, MonthView, WeekView
from gongshi.publication import Page, Setting
from gongshi.school import School, Term
from gongshi.schooldays import Calendar, Holiday, Year

TERM = Term(name="秋季学期", starts=date(2026, 9, 1), ends=date(2026, 12, 31))
NATIONAL = Holiday(name="国庆节", starts=date(2026, 10, 1), ends=date(2026, 10, 7))
YEAR = Year(holidays=(NATIONAL,), make_up=(date(2026, 10, 10),))


def pages(
    weeks: dict[str, dict[str, Any]],
    terms: tuple[Term, ...] = (TERM,),
    issuers: tuple[str, ...] = (),
) -> list[Page]:
    """The pages of a school that has these days in these weeks, each from its issuer."""
    setting = Setting(
        county=County.model_validate({"名称": "青禾县", "主管部门": "青禾县教育局"}),
        school=School.model_validate({"代码": "qinghe", "校名": "青禾小学", "学段": "小学"}),
        today=date(2026, 10, 12),
        calendar=Calendar(terms=terms, years={2026: YEAR}),
        site="https://gongshi.qinghe.example/",
    )
    said = ({"发布单位": one} for one in issuers) if issuers else repeat({})
    filed = tuple(
        Filed(slug, Menu.model_validate({"每日": days, **more}, context=Reading(slug)))
        for (slug, days), more in zip(weeks.items(), said, strict=False)
    )
    return list(Menu.pages(filed, setting))


def month(
    weeks: dict[str, dict[str, Any]], address: str = "menus/2026-10/", **more: Any
) -> MonthView:
    view = next(page.view for page in pages(weeks, **more) if page.address == address)
    assert isinstance(view, MonthView)
    return view


def squares(view: MonthView) -> dict[str, tuple[CellState, str]]:
    """What is said of the days, by their numbers."""
    cells = (cell for week in view.weeks for cell in week.cells if cell.days)
    return {cell.numbers: (cell.state, cell.says) for cell in cells}


def served(view: MonthView) -> dict[int, list[str]]:
    """The meals that are shown, by day."""
    return {
        day.day.day: [f"{meal.label}：{meal.line}" for meal in day.served_meals]
        for day in view.days
    }


def test_a_month_has_a_page_and_so_has_each_month_that_a_week_lies_in() -> None:
    found = pages({"2026-W40": {"2026-09-30": {"午餐": ["面"]}, "2026-10-04": {"午餐": ["饭"]}}})
    addresses = [page.address for page in found if isinstance(page.view, MonthView)]
    assert addresses == ["menus/2026-09/", "menus/2026-10/"]
    week = found[0].view
    assert isinstance(week, WeekView)
    assert week.months == (("9月", "menus/2026-09/"), ("10月", "menus/2026-10/"))


def test_months_lead_to_those_beside_them() -> None:
    found = {"2026-W40": {"2026-09-30": {"午餐": ["面"]}, "2026-10-04": {"午餐": ["饭"]}}}
    assert month(found).earlier == "menus/2026-09/"
    assert month(found).later is None


def test_only_lunch_is_shown_and_that_is_said() -> None:
    view = month({"2026-W42": {"周一": {"早餐": ["粥"], "午餐": ["饭", "肉"], "晚餐": ["面"]}}})
    assert served(view) == {12: ["午餐：饭、肉"]}
    assert view.label == "午餐"
    assert "只列午餐" in view.notes[0]


def test_where_no_lunch_is_served_the_usual_meal_is_shown() -> None:
    days = {"周一": {"早餐": ["粥"], "晚餐": ["面"]}, "周二": {"晚餐": ["饭"]}}
    view = month({"2026-W42": days})
    assert view.label == "晚餐"
    assert served(view) == {12: ["晚餐：面"], 13: ["晚餐：饭"]}


def test_a_day_without_lunch_shows_what_it_has() -> None:
    view = month({"2026-W42": {"周一": {"午餐": ["饭"]}, "周二": {"晚餐": ["面"]}}})
    assert served(view) == {12: ["午餐：饭"], 13: ["晚餐：面"]}


def test_where_lunch_is_all_there_is_nothing_more_is_said() -> None:
    assert month({"2026-W42": {"周一": {"午餐": ["饭"]}}}).notes == ()


def test_holidays_closed_days_and_weeks_without_a_menu_are_said_plainly() -> None:
    view = month({"2026-W42": {"周一": {"午餐": ["饭"]}, "周三": {"停餐": "校运会"}}})
    assert squares(view) == {
        "1—2": (CellState.HOLIDAY, "国庆节"),
        "5—7": (CellState.HOLIDAY, "国庆节"),
        "8—9": (CellState.MISSING, "没有公布食谱"),
        "12": (CellState.SERVED, ""),
        "13": (CellState.MISSING, "没有公布食谱"),
        "14": (CellState.CLOSED, "校运会"),
        "15—16": (CellState.MISSING, "没有公布食谱"),
        "19—23": (CellState.MISSING, "没有公布食谱"),
        "26—30": (CellState.MISSING, "没有公布食谱"),
    }


def test_days_outside_the_term_are_vacation() -> None:
    short = Term(name="秋季学期", starts=date(2026, 9, 1), ends=date(2026, 10, 16))
    view = month({"2026-W42": {"周一": {"午餐": ["饭"]}}}, terms=(short,))
    assert squares(view)["19—23"] == (CellState.HOLIDAY, "假期")


def test_where_no_term_is_known_nobody_says_vacation() -> None:
    view = month({"2026-W42": {"周一": {"午餐": ["饭"]}}}, terms=())
    assert squares(view)["19—23"][0] is CellState.MISSING


def test_a_weekend_has_a_column_only_where_it_is_worked() -> None:
    usual = month({"2026-W42": {"周一": {"午餐": ["饭"]}}})
    assert [name for _, name in usual.weekdays][-1] == "星期五"
    worked = month({"2026-W41": {"2026-10-10": {"午餐": ["饭"]}}})
    assert [name for _, name in worked.weekdays][-1] == "星期六"
    assert squares(worked)["10"][0] is CellState.SERVED
    assert squares(worked)["17"] == (CellState.FREE, "")


def test_every_day_of_the_calendar_stands_in_it_once() -> None:
    view = month({"2026-W42": {"周一": {"午餐": ["饭"]}, "周三": {"停餐": "校运会"}}})
    days = [day for week in view.weeks for cell in week.cells for day in cell.days]
    assert days == sorted(days)
    assert {day.day for day in days} == {day for day in range(1, 32) if day % 7 not in (3, 4)}
    assert all(sum(cell.span for cell in week.cells) == 5 for week in view.weeks)


def test_a_week_of_the_calendar_leads_to_its_menu_if_there_is_one() -> None:
    view = month({"2026-W42": {"周一": {"午餐": ["饭"]}}})
    addresses = [week.address for week in view.weeks]
    assert addresses == [None, None, "menus/2026-W42/", None, None]
    assert [week.label for week in view.weeks][2] == "第 7 周"


@pytest.mark.parametrize(
    ("issuers", "issuer"), [(("总务处", "总务处"), "总务处"), (("总务处", "膳委会"), "青禾小学")]
)
def test_the_issuer_is_who_published_all_of_its_weeks(
    issuers: tuple[str, str], issuer: str
) -> None:
    lunch = {"周一": {"午餐": ["饭"]}}
    assert month({"2026-W42": lunch, "2026-W43": lunch}, issuers=issuers).issuer == issuer
