"""Which pages, posters and lines a school's menus become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from gongshi.document import Filed, Flaw, Model, Shown
from gongshi.duty import Duty, Every, Turn
from gongshi.food import DishBook
from gongshi.kinds.menu.flaws import dishes_of, flaws_of, photos_of
from gongshi.kinds.menu.model import Day, MenuFile
from gongshi.kinds.menu.monthly import Monthly
from gongshi.kinds.menu.showing import allergens_shown, offered
from gongshi.kinds.menu.views import FrontView
from gongshi.kinds.menu.weekly import Weekly, said_day
from gongshi.publication import Entry, Filing, Front, Glance, Hanging, Page, Setting
from gongshi.week import Week

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
        """A page for each week, with its posters and data, for each of its days, for each month."""
        weeks = [Weekly(item, setting) for item in filed]
        days = [day.address for week in weeks for day in week.days]
        days_beside = dict(_neighbours(days))
        weeks_beside = dict(_neighbours([week.address for week in weeks]))
        for week in weeks:
            yield week.page(*weeks_beside[week.address])
            for day in week.days:
                yield week.day_page(day, *days_beside[day.address])
        months = [
            Monthly(month, weeks, setting) for month in sorted({m for w in weeks for m in w.months})
        ]
        months_beside = dict(_neighbours([month.address for month in months]))
        for month in months:
            yield month.page(*months_beside[month.address])

    @classmethod
    def entries(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> tuple[Entry, ...]:
        """One line a week, newest first."""
        return tuple(_entry(item, setting) for item in reversed(filed))

    @classmethod
    def front(cls, filed: tuple[Filed[Menu], ...], setting: Setting) -> Front:
        """The days from today on, for the browser to choose from, and the weeks still missing."""
        weeks = [Weekly(item, setting) for item in _current(filed, setting)]
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
            yield f"{said_day(week.monday)}—{said_day(friday)}"


def _entry(item: Filed[Menu], setting: Setting) -> Entry:
    week = Weekly(item, setting)
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
