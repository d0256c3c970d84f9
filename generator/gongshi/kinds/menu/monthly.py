"""Monthly (全月食谱): the main meal of each day of a month as a calendar, from all its weeks.

What is not served is said as well: holidays, closed days, weeks whose menu was not published.
"""

from __future__ import annotations

from calendar import Calendar as Weeks
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import groupby

from gongshi.kinds.menu.showing import allergens_shown
from gongshi.kinds.menu.views import (
    CellState,
    Column,
    DayView,
    MealView,
    MonthCell,
    MonthView,
    MonthWeek,
)
from gongshi.kinds.menu.weekly import Month, Weekly, hash_said
from gongshi.paper import Paper
from gongshi.publication import Page, Poster, Setting
from gongshi.school import MealName
from gongshi.week import WEEKDAYS, Week

_SCHOOL_WEEK = range(1, 6)


class Monthly:
    """A month of a school's menus, with its page and poster."""

    def __init__(self, month: Month, weeks: Iterable[Weekly], setting: Setting) -> None:
        """`weeks` are all the school's; those of the month are taken."""
        self.month = month
        self.setting = setting
        self.address = month.address
        self.weeks = tuple(week for week in weeks if month in week.months)

    @cached_property
    def _served(self) -> tuple[DayView, ...]:
        """The month's days that its menus say anything of, with all their meals."""
        days = (day for week in self.weeks for day in week.days)
        return tuple(day for day in days if Month.of(day.day) == self.month)

    @cached_property
    def column(self) -> Column | None:
        """The meal that is shown: lunch, or the one that most days have; None where none is."""
        columns = {one.name: one for week in self.weeks for one in week.columns}
        had = Counter(meal.name for day in self._served for meal in day.served_meals)
        if not had:
            return None
        return columns[MealName.LUNCH if MealName.LUNCH in had else had.most_common(1)[0][0]]

    @cached_property
    def days(self) -> Mapping[date, DayView]:
        """The days as their squares show them, each with one meal at most."""
        return {day.day: replace(day, meals=self._main_of(day)) for day in self._served}

    def _main_of(self, day: DayView) -> tuple[MealView, ...]:
        """The main meal of a day, or else its first."""
        name = self.column.name if self.column else None
        main = tuple(meal for meal in day.served_meals if meal.name is name)
        return main or day.served_meals[:1]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The weekdays of the calendar: Monday to Friday, and those on which there is more."""
        return tuple(sorted({*_SCHOOL_WEEK, *(day.place for day in self._served)}))

    @property
    def rows(self) -> Iterator[MonthWeek]:
        """The weeks of the calendar, as far as they have days of the month."""
        addresses = {week.week: week.address for week in self.weeks}
        for days in Weeks().monthdatescalendar(self.month.year, self.month.number):
            shown = [day for day in days if day.isoweekday() in self.places]
            if any(Month.of(day) == self.month for day in shown):
                week = Week.of(days[0])
                cells = tuple(_joined([self._cell(day) for day in shown]))
                yield MonthWeek(self._label(week), addresses.get(week), cells)

    def _label(self, week: Week) -> str:
        term = self.setting.term_of(week.monday) or self.setting.term_of(week.sunday)
        return f"第 {term.week_of(week.sunday)} 周" if term else ""

    def _cell(self, day: date) -> MonthCell:
        place = day.isoweekday()
        if Month.of(day) != self.month:
            return MonthCell(CellState.FREE, place, ())
        shown = self.days.get(day)
        if shown is not None and shown.closed:
            return MonthCell(CellState.CLOSED, place, (day,), shown.closed)
        if shown is not None:
            return MonthCell(CellState.SERVED, place, (day,), day=shown)
        state, says = self._why_empty(day)
        return MonthCell(state, place, (day,), says)

    def _why_empty(self, day: date) -> tuple[CellState, str]:
        """Why no menu speaks of a day, as far as the calendar tells."""
        setting = self.setting
        holiday = setting.calendar.holiday(day)
        if holiday:
            return CellState.HOLIDAY, holiday
        if not setting.calendar.is_workday(day):
            return CellState.FREE, ""
        if (setting.school.terms or setting.calendar.terms) and setting.term_of(day) is None:
            return CellState.HOLIDAY, "假期"
        return CellState.MISSING, CellState.MISSING.label

    def page(self, earlier: str | None, later: str | None) -> Page:
        """The month's page and its poster."""
        view = self._view(earlier, later)
        label = self.column.label if self.column else ""
        return Page(
            address=self.address,
            template="menu.month",
            title=view.title,
            description=f"{self.setting.school.name}{self.month.said}每天的{label or '食谱'}",
            view=view,
            posters=(Poster("poster-a3.pdf", "menu.month", Paper.A3_LANDSCAPE, view),)
            if self.setting.posters
            else (),
        )

    def _view(self, earlier: str | None, later: str | None) -> MonthView:
        setting = self.setting
        days = tuple(self.days.values())
        listed, unknown = allergens_shown(days)
        return MonthView(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/{self.address}",
            url=setting.url(self.address),
            title=f"{self.month.said}食谱",
            label=self.column.label if self.column else "",
            dates=self.month.said,
            columns=(self.column,) if self.column else (),
            days=days,
            weekdays=tuple((place, WEEKDAYS[place - 1]) for place in self.places),
            weeks=tuple(self.rows),
            listed=listed,
            has_unknown=unknown,
            corrections=(),
            notes=tuple(self._notes),
            revision=None,
            published=max((w.menu.published for w in self.weeks if w.menu.published), default=None),
            issuer=self._issuer,
            hash=hash_said("".join(week.hash for week in self.weeks).encode()),
            earlier=earlier,
            later=later,
        )

    @property
    def _issuer(self) -> str:
        """Who publishes: whoever published all of its weeks, else the school."""
        issuers = {week.issuer for week in self.weeks}
        return issuers.pop() if len(issuers) == 1 else self.setting.school.issuer

    @property
    def _notes(self) -> Iterator[str]:
        """That there are other meals, which only the weeks' own menus have."""
        if self.column and any(len(day.served_meals) > 1 for day in self._served):
            yield f"这里只列{self.column.label}；其他各餐、克数和更正见每周的食谱。"


def _joined(cells: list[MonthCell]) -> Iterator[MonthCell]:
    """Days beside one another of which the same is said become one square."""
    for (state, says, is_outside), found in groupby(
        cells, key=lambda one: (one.state, one.says, not one.days)
    ):
        alike = list(found)
        if state is CellState.SERVED:
            yield from alike
        else:
            days = () if is_outside else tuple(day for one in alike for day in one.days)
            yield MonthCell(state, alike[0].place, days, says, span=len(alike))
