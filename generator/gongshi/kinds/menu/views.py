"""What the templates of a menu receive: the week, its days, its meals, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi.food import Allergen, Dish
from gongshi.kinds.menu import sheet
from gongshi.kinds.menu.model import Correction
from gongshi.publication import View
from gongshi.school import MealName
from gongshi.week import Week
from gongshi.words import Word


@dataclass(frozen=True, slots=True)
class GramsLine:
    """What one grade band gets of a dish: 1–3年级 · 大米 80 克."""

    band: str
    says: str


@dataclass(frozen=True, slots=True)
class DishView:
    """A dish as shown: its course, its grams per grade band, its allergens, its correction."""

    name: str
    course: str
    dish: Dish
    grams: tuple[GramsLine, ...]
    contains: tuple[Allergen, ...]
    unknown: bool
    correction: Correction | None
    price: str

    @property
    def marked(self) -> str:
        """The allergen marks in words, for those who do not see them."""
        listed = "、".join(allergen.label for allergen in self.contains)
        said = f"标有{listed}" if listed else ""
        unknown = "部分配料未填" if listed else "致敏物质未填"
        return "；".join(part for part in (said, unknown if self.unknown else "") if part)

    @property
    def codes(self) -> str:
        """The codes of its allergens, separated by spaces."""
        return " ".join(self.contains)


@dataclass(frozen=True, slots=True)
class DietView:
    """Dishes for one diet (特殊膳食)."""

    label: str
    dishes: tuple[DishView, ...]


@dataclass(frozen=True, slots=True)
class ServedView:
    """What was served instead: the planned dishes that were not, those that came, and why."""

    missed: tuple[str, ...]
    came: tuple[str, ...]
    dishes: tuple[DishView, ...]
    why: str


@dataclass(frozen=True, slots=True)
class MealView:
    """A meal as shown. `energy` and `protein` are for short lines, `nutrition` for the whole."""

    name: MealName
    label: str
    time: str
    dishes: tuple[DishView, ...]
    diets: tuple[DietView, ...]
    seasonings: str
    energy: str
    protein: str
    nutrition: tuple[tuple[str, str], ...]
    price: str
    servings: int | None
    origins: tuple[tuple[str, str], ...]
    served: ServedView | None
    photo: str | None
    note: str | None

    @property
    def every_dish(self) -> tuple[DishView, ...]:
        """The dishes planned, those of diets, and those that came instead."""
        served = self.served.dishes if self.served else ()
        return (*self.dishes, *(dish for diet in self.diets for dish in diet.dishes), *served)

    @property
    def rows(self) -> tuple[tuple[DishView, str, str], ...]:
        """The dishes as listed, each with its course or diet and a word to style it by.

        The word says that a dish is missed (planned, not served), came (instead) or is of a diet.
        """
        missed = self.served.missed if self.served else ()
        came = self.served.came if self.served else ()
        instead = self.served.dishes if self.served else ()
        return (
            *((one, one.course, " missed" if one.name in missed else "") for one in self.dishes),
            *((one, one.course, " came") for one in instead if one.name in came),
            *((one, diet.label, " diet") for diet in self.diets for one in diet.dishes),
        )

    @property
    def line(self) -> str:
        """The dishes in one line."""
        return "、".join(dish.name for dish in self.dishes)


@dataclass(frozen=True, slots=True)
class DayView:
    """A day as shown; `meals` has one place for each column of the week, None where none is."""

    day: date
    place: int
    weekday: str
    short: str
    closed: str | None
    theme: str | None
    makes_up: str | None
    meals: tuple[MealView | None, ...]
    dinner_advice: str | None
    note: str | None
    address: str

    @property
    def iso(self) -> str:
        """2026-11-23."""
        return self.day.isoformat()

    @property
    def dotted(self) -> str:
        """11.23."""
        return f"{self.day.month}.{self.day.day}"

    @property
    def said(self) -> str:
        """11月23日."""
        return f"{self.day.month}月{self.day.day}日"

    @property
    def served_meals(self) -> tuple[MealView, ...]:
        """The meals that there are."""
        return tuple(meal for meal in self.meals if meal is not None)

    @property
    def has_more(self) -> bool:
        """Whether something stands under the meals."""
        return self.note is not None or self.dinner_advice is not None


@dataclass(frozen=True, slots=True)
class Column:
    """A meal of the week's grid: its name, what the school calls it, its usual time."""

    name: MealName
    label: str
    time: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction as shown: where it belongs, what it was and is, why, when, which revision.

    `place` begins with the `day` (周二), if it is of one.
    """

    day: str
    place: str
    was: str | None
    now: str | None
    what: str | None
    why: str
    at: str
    revision: int


@dataclass(frozen=True, slots=True)
class MenuView(View):
    """What all of a menu's pages and posters know: the week, its source, revision and hash."""

    week: Week
    label: str
    dates: str
    columns: tuple[Column, ...]
    days: tuple[DayView, ...]
    bands: tuple[str, ...]
    allergens: tuple[Allergen, ...]
    listed: tuple[Allergen, ...]
    has_unknown: bool
    corrections: tuple[CorrectionView, ...]
    notes: tuple[str, ...]
    revision: int
    published: date | None
    issuer: str
    source: str
    hash: str


@dataclass(frozen=True, slots=True)
class WeekView(MenuView):
    """A week's page, poster or phone image; `earlier` and `later` address the weeks beside it.

    `months` are the months it has days of, each with the address of its page.
    """

    months: tuple[tuple[str, str], ...]
    earlier: str | None
    later: str | None

    @property
    def fits(self) -> tuple[float, float]:
        """How far the page shrinks to be printed on one sheet of A4 across; 1 is full size.

        The second is the same with the grams of all dishes shown.
        """
        return sheet.fits(self)

    @property
    def has_more(self) -> bool:
        """Whether something stands under the meals of any day."""
        return any(day.closed is None and day.has_more for day in self.days)


@dataclass(frozen=True, slots=True)
class DayPageView(MenuView):
    """A day's page or poster; `week_address` is its week's page."""

    today: DayView
    week_address: str
    earlier: str | None
    later: str | None


class CellState(Word):
    """What a square of a month's calendar stands for."""

    SERVED = "served", "供餐"
    CLOSED = "closed", "停餐"
    HOLIDAY = "holiday", "放假"
    MISSING = "missing", "没有公布食谱"
    FREE = "free", "不上课"


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A square of a month's calendar: a day, or days in a row of which the same is to be said.

    `place` is the weekday of the first and `span` how many there are; `days` are empty where the
    month has none there. `day` is what the square shows, if it was written, with one meal at most;
    else `says` is what there is to say.
    """

    state: CellState
    place: int
    days: tuple[date, ...]
    says: str = ""
    day: DayView | None = None
    span: int = 1

    @property
    def numbers(self) -> str:
        """1, or 1—7."""
        first, last = self.days[0].day, self.days[-1].day
        return str(first) if first == last else f"{first}—{last}"


@dataclass(frozen=True, slots=True)
class MonthWeek:
    """A row of a month's calendar: its week in the term, the week's page if there is one."""

    label: str
    address: str | None
    cells: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True)
class MonthView(View):
    """A month's page and poster: one meal of each day, the main one, as a calendar.

    `label` names that meal, which is also the one of `columns`; `days` are the days that were
    written, as their squares show them; `weekdays` are those that the calendar has.
    """

    title: str
    label: str
    dates: str
    columns: tuple[Column, ...]
    days: tuple[DayView, ...]
    weekdays: tuple[tuple[int, str], ...]
    weeks: tuple[MonthWeek, ...]
    listed: tuple[Allergen, ...]
    has_unknown: bool
    corrections: tuple[CorrectionView, ...]
    notes: tuple[str, ...]
    revision: None
    published: date | None
    issuer: str
    hash: str
    earlier: str | None
    later: str | None


@dataclass(frozen=True, slots=True)
class FrontView(View):
    """The school's home: the days a reader may open it on, and the weeks not yet published.

    `weeks` gives each day's week label and page by ISO day.
    """

    days: tuple[DayView, ...]
    labels: dict[str, str]
    pages: dict[str, str]
    allergens: tuple[Allergen, ...]
    has_unknown: bool
    missing: tuple[str, ...]
    newest: str | None
    newest_posters: tuple[tuple[str, str], ...]
