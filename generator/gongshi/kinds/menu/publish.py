"""Which pages, posters and lines a school's menus become."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from gongshi.document import Filed, Flaw, Model, Shown
from gongshi.duty import Duty, Every, Turn
from gongshi.food import DishBook
from gongshi.kinds.menu.flaws import dishes_of, flaws_of, photos_of
from gongshi.kinds.menu.model import Day, MenuFile
from gongshi.kinds.menu.showing import (
    allergens_shown,
    columns_of,
    corrections_of,
    days_of,
    offered,
)
from gongshi.kinds.menu.views import (
    Column,
    CorrectionView,
    DayPageView,
    DayView,
    FrontView,
    WeekView,
)
from gongshi.paper import Paper
from gongshi.publication import (
    Entry,
    Filing,
    Front,
    Glance,
    Hanging,
    Page,
    Poster,
    Setting,
)
from gongshi.week import Week

V = TypeVar("V")
_FRONT_DAYS = 6
_GLANCE_DAYS = 4


class Menu(MenuFile):
    """Menu (食谱): one school's dishes for one ISO week."""

    board = "食堂公示栏"
    duties = (
        Duty(name="本周食谱", kind="食谱", every=Every.WEEK, turn=Turn.THIS, due="开始前"),
        Duty(name="下周食谱", kind="食谱", every=Every.WEEK, turn=Turn.NEXT, due="开始前"),
    )

    @classmethod
    def looked_up(cls, filed: tuple[Filed[Menu], ...]) -> frozenset[str]:
        """The names of all dishes, planned, special and served."""
        return frozenset(dish.name for item in filed for _, dish in dishes_of(item.document))

    @classmethod
    def excerpt(cls, shared: Model, names: Iterable[str]) -> str:
        """What the dish book says of these dishes."""
        book = shared.by_name if isinstance(shared, DishBook) else {}
        return "\n".join(repr(book[name]) for name in names if name in book)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> Iterator[Flaw]:
        """Days that two menus claim, and grade bands the school does not have."""
        return flaws_of(filed, setting)

    @classmethod
    def photos(cls, filed: tuple[Filed[Menu], ...]) -> Iterator[Shown]:
        """The photos of meals and dishes."""
        return photos_of(filed)

    @classmethod
    def pages(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> Iterator[Page]:
        """A page for each week, with its posters and data, and one for each of its days."""
        weeks = [_Week(item, setting) for item in filed]
        days = [day.address for week in weeks for day in week.days]
        days_beside = dict(_neighbours(days))
        weeks_beside = dict(_neighbours([week.address for week in weeks]))
        for week in weeks:
            yield week.page(*weeks_beside[week.address])
            for day in week.days:
                yield week.day_page(day, *days_beside[day.address])

    @classmethod
    def entries(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> tuple[Entry, ...]:
        """One line a week, newest first."""
        return tuple(_entry(item, setting) for item in reversed(filed))

    @classmethod
    def front(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> Front:
        """The days from today on, for the browser to choose from, and the weeks still missing."""
        weeks = [_Week(item, setting) for item in _current(filed, setting)]
        found = [(day, week) for week in weeks for day in week.days]
        ahead = [(day, week) for day, week in found if day.day >= setting.today]
        shown = ahead[:_FRONT_DAYS] or found[-1:]
        days = tuple(day for day, _ in shown)
        listed, unknown = allergens_shown(days)
        newest = shown[-1][1] if shown else None
        view = FrontView(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/",
            url=setting.url(""),
            days=days,
            labels={day.iso: week.label for day, week in shown},
            pages={day.iso: week.address for day, week in shown},
            allergens=offered(listed),
            has_unknown=unknown,
            missing=tuple(_missing(filed, setting)),
            newest=newest.address if newest else None,
            newest_posters=_POSTERS if newest and setting.posters else (),
        )
        return Front("menu", view, weight=10, styles=("menu",), opens=True)

    @classmethod
    def filings(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> Iterator[Filing]:
        """Each menu counts for its week."""
        for item in filed:
            week = Week.parse(item.slug)
            address = f"menus/{item.slug}/"
            yield Filing(week.monday, week.sunday, item.document.published, address)

    @classmethod
    def hanging(
        cls, filed: tuple[Filed[Menu], ...], setting: Setting, week: Week
    ) -> Iterator[Hanging]:
        """The menu of the week."""
        for item in filed:
            if item.slug == str(week):
                changed = max((one.at.date() for one in item.document.corrections), default=None)
                yield Hanging(f"menus/{item.slug}/", cls.board, changed)

    @classmethod
    def glances(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> tuple[Glance, ...]:
        """The main meal of the next days, in one line each."""
        ahead = [
            (day, said)
            for item in _current(filed, setting)
            for day, said in item.document.calendar
            if day >= setting.today
        ]
        return tuple(Glance(day, _in_a_line(said)) for day, said in ahead[:_GLANCE_DAYS])


def _neighbours(addresses: list[str]) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    """Each address with the one before it and the one after."""
    for place, address in enumerate(addresses):
        earlier = addresses[place - 1] if place else None
        later = addresses[place + 1] if place + 1 < len(addresses) else None
        yield address, (earlier, later)


def _current(filed: tuple[Filed[Menu], ...], setting: Setting) -> tuple[Filed[Menu], ...]:
    """The menus of this week and the next ones, or the last there is."""
    coming = [item for item in filed if Week.parse(item.slug).sunday >= setting.today]
    return tuple(coming[:3]) or filed[-1:]


_POSTERS = (
    ("poster-a3.pdf", "A3 海报"),
    ("poster-a4.pdf", "A4 海报"),
    ("share.png", "手机长图"),
)


def _in_a_line(day: Day) -> str:
    if day.closed is not None:
        return f"停餐：{day.closed}"
    meals = dict(day.meals)
    main = day.lunch or next(iter(meals.values()))
    dishes = main.served.dishes if main.served else main.dishes
    return "、".join(dish.name for dish in dishes[:6])


def _missing(filed: Iterable[Filed[Menu]], setting: Setting) -> Iterator[str]:
    """This week and the next, where the term has them and no menu is published."""
    there = {item.slug for item in filed}
    this = Week.of(setting.today)
    for week in (this, this.next):
        friday = week.monday + timedelta(days=4)
        term = setting.term_of(friday) or setting.term_of(week.monday)
        if term is not None and str(week) not in there:
            yield f"{_said(week.monday)}—{_said(friday)}"


def _entry(item: Filed[Menu], setting: Setting) -> Entry:
    week = _Week(item, setting)
    names = {
        dish.name
        for day in item.document.days.values()
        for _, meal in day.meals
        for dish in meal.dishes
    }
    closed = sum(1 for day in item.document.days.values() if day.closed)
    says = [f"{len(item.document.days) - closed} 天", f"{len(names)} 种菜品"]
    if closed:
        says.append(f"停餐 {closed} 天")
    if item.document.corrections:
        says.append(f"更正 {len(item.document.corrections)} 处")
    title = f"{week.label}　{week.dates}" if week.label else week.dates
    return Entry(title, "，".join(says), week.week.monday, week.address)


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


class _Week:
    """One menu in its setting: everything its pages and posters have in common, made once."""

    def __init__(self, item: Filed[Menu], setting: Setting) -> None:
        self.menu = item.document
        self.setting = setting
        self.week = Week.parse(item.slug)
        self.address = f"menus/{item.slug}/"
        first = min(self.menu.days, default=self.week.monday)
        term = setting.term_of(first)
        self.label = f"第 {term.week_of(self.week.sunday)} 周" if term else ""

    @cached_property
    def days(self) -> tuple[DayView, ...]:
        """The days as shown."""
        return days_of(self.menu, self.setting)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The meals of the week's grid."""
        return columns_of(self.menu, self.setting.school)

    @cached_property
    def corrections(self) -> tuple[CorrectionView, ...]:
        """The corrections as shown."""
        return corrections_of(self.menu, self.setting.school)

    @cached_property
    def data(self) -> bytes:
        """The menu as JSON, as it stands beside its page."""
        said = self.menu.model_dump(mode="json", exclude_defaults=True)
        school = {"code": self.setting.school.code, "name": self.setting.school.name}
        whole = {"kind": "menu", "school": school, **said, "revision": self.menu.revision}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def hash(self) -> str:
        """The first twelve digits of the SHA-256 of that JSON, in threes of four."""
        digits = hashlib.sha256(self.data).hexdigest()
        return f"{digits[:4]} {digits[4:8]} {digits[8:12]}"

    @cached_property
    def dates(self) -> str:
        """The week's first and last day in words."""
        days = list(self.menu.days) or [self.week.monday]
        first, last = min(days), max(days)
        if first == last:
            return f"{first.year}年{_said(first)}"
        year = f"{last.year}年" if last.year != first.year else ""
        return f"{first.year}年{_said(first)}—{year}{_said(last)}"

    def page(self, earlier: str | None, later: str | None) -> Page:
        """The week's page, with its posters, its phone image and its data."""
        view = self._view(WeekView, self.address, self.days, earlier=earlier, later=later)
        posters = (
            Poster("poster-a3.pdf", "menu", Paper.A3_LANDSCAPE, view),
            Poster("poster-a4.pdf", "menu", Paper.A4_LANDSCAPE, view),
            Poster("share.png", "menu.phone", Paper.PHONE, view),
        )
        school = self.setting.school.name
        return Page(
            address=self.address,
            template="menu",
            title=f"{self.label or str(self.week)}食谱",
            description=f"{school}{self.dates}食谱：{self._few_dishes()}",
            view=view,
            posters=posters if self.setting.posters else (),
            data={"menu.json": self.data},
        )

    def day_page(self, day: DayView, earlier: str | None, later: str | None) -> Page:
        """One day's page and poster."""
        view = self._view(
            DayPageView,
            day.address,
            (day,),
            today=day,
            week_address=self.address,
            earlier=earlier,
            later=later,
        )
        says = day.closed and f"停餐：{day.closed}"
        school = self.setting.school.name
        return Page(
            address=day.address,
            template="menu.day",
            title=f"{day.said} {day.weekday}食谱",
            description=f"{school}{day.said}食谱：{says or self._few_dishes(day)}",
            view=view,
            posters=()
            if day.closed or not self.setting.posters
            else (Poster("poster-a4.pdf", "menu.day", Paper.A4_PORTRAIT, view),),
        )

    def _few_dishes(self, day: DayView | None = None) -> str:
        days = (day,) if day else self.days
        names = [dish.name for one in days for meal in one.served_meals for dish in meal.dishes]
        return "、".join(dict.fromkeys(names[:8]))

    def _view(
        self, kind: Callable[..., V], address: str, days: tuple[DayView, ...], **more: object
    ) -> V:
        setting, menu = self.setting, self.menu
        listed, unknown = allergens_shown(days)
        return kind(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/{address}",
            url=setting.url(address),
            week=self.week,
            label=self.label,
            dates=self.dates,
            columns=self.columns,
            days=self.days,
            bands=tuple(band.name for band in setting.school.grade_bands),
            allergens=offered(listed),
            listed=listed,
            has_unknown=unknown,
            corrections=self.corrections,
            notes=menu.notes,
            revision=menu.revision,
            published=menu.published,
            issuer=menu.publisher or setting.school.issuer,
            source=menu.source,
            hash=self.hash,
            **more,
        )
