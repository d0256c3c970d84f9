"""What the templates of notices receive: the period day by day, the list, where to object."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi.posted import PostedView
from gongshi.publication import Span, View
from gongshi.schooldays import Calendar, Period

_WEEK = 7
_SIGNS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class ChipView:
    """One day of a period: its ISO date, the date and weekday as printed, whether it counts.

    `word` is the holiday it belongs to, or 班 where a weekend is worked in exchange.
    """

    iso: str
    day: str
    weekday: str
    counts: bool
    word: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period: its days in words, the number of working days, each day as a chip.

    `indent` is the weekday of the first day (Monday 0) where the days fill more than a week and
    stand under one another by weekday; None where one row holds them. `unknown` are the years
    whose holidays nobody has written down.
    """

    said: str
    working: int
    chips: tuple[ChipView, ...]
    indent: int | None
    unknown: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OfficeView:
    """An office that takes objections, and how to reach it."""

    office: str
    phone: str | None
    email: str | None
    hours: str | None


@dataclass(frozen=True, slots=True)
class ChannelView:
    """Where to object: in words, the rule on names, by when an answer comes, whom to reach."""

    says: str
    real_name: str | None
    within: str | None
    offices: tuple[OfficeView, ...]
    address: str | None


@dataclass(frozen=True, slots=True)
class ListingView:
    """The list of a notice; `columns` is empty for names and pairs, `wide` the cells of a row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    note: str | None
    wide: int


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of what was done: its day in words, and what."""

    on: str | None
    what: str


@dataclass(frozen=True, slots=True)
class NoticeView(PostedView):
    """A notice's page and poster; `lacking` names the parts that it ought to have and has not."""

    number: str | None
    basis: tuple[str, ...]
    paragraphs: tuple[str, ...]
    steps: tuple[StepView, ...]
    listing: ListingView | None
    period: PeriodView | None
    channel: ChannelView | None
    outcome: str | None
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingView:
    """A notice on the school's home: its title, address, and the days it stands."""

    title: str
    address: str
    span: Span
    says: str


@dataclass(frozen=True, slots=True)
class NoticeFrontView(View):
    """The notices that stand today or soon; the browser shows those of the reader's day."""

    standing: tuple[StandingView, ...]


def period_view(found: Period, calendar: Calendar) -> PeriodView:
    """A period with a chip for each of its days."""
    counted = frozenset(found.working)
    return PeriodView(
        said=days_said(found.first, found.last),
        working=len(found.working),
        chips=tuple(_chip(found, day, day in counted, calendar) for day in found.days),
        indent=found.first.weekday() if len(found.days) > _WEEK else None,
        unknown=tuple(sorted({day.year for day in found.days if not calendar.knows(day)})),
    )


def _chip(found: Period, day: date, counts: bool, calendar: Calendar) -> ChipView:
    """One day; the first and each first of a month say their month."""
    plain = day.day > 1 and day > found.first
    makes_up = counts and day.weekday() >= _WEEK - 2
    holiday = None if counts else calendar.holiday(day)
    return ChipView(
        iso=day.isoformat(),
        day=str(day.day) if plain else f"{day.month}.{day.day}",
        weekday=_SIGNS[day.weekday()],
        counts=counts,
        word="班" if makes_up else (holiday or "")[:2],
    )


def days_said(first: date, last: date) -> str:
    """A first and a last day in words, without saying the year twice.

    >>> days_said(date(2026, 9, 28), date(2026, 10, 9))
    '2026年9月28日至10月9日'
    >>> days_said(date(2026, 12, 30), date(2027, 1, 6))
    '2026年12月30日至2027年1月6日'
    """
    start = f"{first.year}年{first.month}月{first.day}日"
    if first == last:
        return start
    year = "" if first.year == last.year else f"{last.year}年"
    return f"{start}至{year}{last.month}月{last.day}日"
