"""What the pages and posters of hazard reports receive, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongshi.formats.table import csv_of
from gongshi.hazard import Counts, Hazard, HazardLevel, Place, Record, RollUp, middle_of
from gongshi.kinds.hazard_report.spans import Reported, short
from gongshi.posted import PostedView
from gongshi.publication import Badge, CountyWide, Sign

_SAID = {"closed": "已销号", "open": "整改中", "overdue": "逾期未改"}
_SIGN = {"closed": Sign.DONE, "open": Sign.FIX, "overdue": Sign.LATE}
_SHORT_WEEKDAYS = "一二三四五六日"
MOST_DAYS_NAMED = 12


@dataclass(frozen=True, slots=True)
class HazardView:
    """A hazard as shown: what and where, its state, its days in words, who puts it right."""

    what: str
    place: str
    level: str
    is_major: bool
    badge: Badge
    opened: str
    deadline: str
    closed: str
    owner: str
    action: str
    address: str


@dataclass(frozen=True, slots=True)
class DayView:
    """A school day of the span: 11月9日, 周一, and what its daily record says."""

    day: str
    weekday: str
    badge: Badge
    address: str


@dataclass(frozen=True, slots=True)
class ChangedView:
    """A record that was changed after it was published: which, and what, why and when."""

    day: str
    title: str
    address: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of counts: by place, by level, or by week."""

    name: str
    opened: int
    closed: int
    still_open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class HazardReportView(PostedView):
    """A weekly or monthly report.

    `as_of` is the day it speaks of; `numbers` the four counts; `hazards` are those carried over
    or opened, overdue and open ones first; `days` the school days of a week, empty for a month;
    `weeks` of a month the counts week by week; `took` how long hazards took to close; `missing`
    the days without a daily record in words. `checks` counts the records, `recorded` the days
    with a daily record, `clean` those on which nothing was found, `taught` the school days.
    """

    is_month: bool
    days_said: str
    as_of: str
    numbers: LineView
    hazards: tuple[HazardView, ...]
    days: tuple[DayView, ...]
    weeks: tuple[LineView, ...]
    places: tuple[LineView, ...]
    levels: tuple[LineView, ...]
    took: str
    checks: int
    recorded: int
    taught: int
    clean: int
    missing: tuple[str, ...]
    changed: tuple[ChangedView, ...]


@dataclass(frozen=True, slots=True)
class OverdueView:
    """A hazard on the school's home once its last day has passed: `since` the day after it.

    `hidden` says that it has not passed yet; the browser shows it when it has.
    """

    what: str
    deadline: str
    since: str
    hidden: bool
    address: str


@dataclass(frozen=True, slots=True)
class SchoolLineView:
    """A school's line in the county's month: its counts, days to close, days without a record."""

    name: str
    address: str
    counts: LineView
    middle: str
    longest: str
    recorded: int
    taught: int


@dataclass(frozen=True, slots=True)
class CountyMonthView(CountyWide):
    """The county's month: all schools together, then school by school.

    The names of a posted document's view are here too, for the sheet of its poster.
    """

    label: str
    title: str
    says: str
    issuer: str
    office: str | None
    revision: int
    published: date | None
    hash: str
    notes: tuple[str, ...]
    amendments: tuple[()]
    as_of: str
    numbers: LineView
    places: tuple[LineView, ...]
    levels: tuple[LineView, ...]
    schools: tuple[SchoolLineView, ...]
    overdue: tuple[tuple[str, HazardView], ...]
    took: str
    recorded: int
    taught: int
    clean: int
    list_address: str
    earlier: str | None
    later: str | None


def line_of(name: str, counts: Counts) -> LineView:
    """A line of counts under a name."""
    return LineView(name, counts.opened, counts.closed, counts.still_open, counts.overdue)


def numbers_said(counts: Counts) -> str:
    """The counts in a few words.

    >>> numbers_said(Counts(2, 1, 1, 0))
    '新增 2 · 销号 1 · 未销号 1'
    """
    late = f" · 逾期 {counts.overdue}" if counts.overdue else ""
    return f"新增 {counts.opened} · 销号 {counts.closed} · 未销号 {counts.still_open}{late}"


def hazard_view(one: Hazard, roll: RollUp) -> HazardView:
    """A hazard as it stood at the end of the span."""
    state = roll.state_of(one)
    closed = one.closed if state == "closed" else None
    took = ""
    if closed is not None and one.days is not None:
        took = "（当天）" if one.days == 0 else f"（{one.days} 天）"
    return HazardView(
        what=one.what,
        place=f"{one.place.label}{f' · {one.spot}' if one.spot else ''}",
        level=one.level.label,
        is_major=one.level is HazardLevel.MAJOR,
        badge=Badge(_SIGN[state], _SAID[state]),
        opened=short(one.opened),
        deadline=short(one.deadline) if one.deadline else "",
        closed=f"{short(closed)}{took}" if closed else "",
        owner=one.owner,
        action=one.action,
        address=one.address,
    )


def hazards_view(roll: RollUp) -> tuple[HazardView, ...]:
    """All that the span has to do with: overdue, open, closed, each in order of days."""
    order = {"overdue": 0, "open": 1, "closed": 2}
    found = sorted(roll.concerned, key=lambda one: order[roll.state_of(one)])
    return tuple(hazard_view(one, roll) for one in found)


def days_view(roll: RollUp, today: date) -> Iterator[DayView]:
    """The days of a span on which there was school or a record."""
    recorded: dict[date, Record] = {}
    for one in roll.records:
        if one.daily:
            recorded.setdefault(one.day, one)
    opened: dict[date, list[Hazard]] = {}
    for hazard in roll.opened:
        opened.setdefault(hazard.opened, []).append(hazard)
    for day in sorted({*roll.school_days, *recorded, *opened}):
        record, found = recorded.get(day), opened.get(day, [])
        address = found[0].address if found else record.address if record else ""
        if found:
            badge = Badge(Sign.FIX, f"{len(found)} 项隐患")
        elif record is not None:
            badge = Badge(Sign.DONE, "零隐患")
        elif day in roll.unrecorded:
            badge = Badge(Sign.LATE, "无记录")
        else:
            badge = Badge(Sign.OPEN, "今日未填") if day == today else Badge(Sign.OPEN, "未到")
        weekday = f"周{_SHORT_WEEKDAYS[day.weekday()]}"
        yield DayView(short(day), weekday, badge, address)


def changed_view(roll: RollUp) -> tuple[ChangedView, ...]:
    """The records that were changed after they were published."""
    return tuple(
        ChangedView(
            short(one.day),
            one.title,
            one.address,
            tuple(f"{change.at}修正：{change.what}（{change.why}）" for change in one.changes),
        )
        for one in roll.changed
    )


def weeks_view(rolls: Iterable[RollUp]) -> tuple[LineView, ...]:
    """The counts of a month week by week, named by the days."""
    return tuple(line_of(_days_of(roll), roll.counts) for roll in rolls)


def _days_of(roll: RollUp) -> str:
    first, last = roll.first.day, roll.last.day
    return f"{last}日" if first == last else f"{first}—{last}日"


def took_said(days: tuple[int, ...]) -> str:
    """How long it took to close hazards, in words; empty where none was closed.

    >>> took_said((0, 0)), took_said((1, 3, 9)), took_said(())
    ('都在当天', '中位数 3 天，最长 9 天', '')
    """
    if not any(days):
        return "都在当天" if days else ""
    return f"中位数 {middle_of(days)} 天，最长 {longest_of(days)} 天"


def longest_of(days: tuple[int, ...]) -> str:
    """The longest of some numbers of days, in words."""
    return str(max(days)) if days else ""


def parts_of(roll: RollUp, span: Reported, today: date) -> dict[str, object]:
    """What a report's view holds beyond that of any posted document."""
    days = roll.days_to_close
    daily = {one.day for one in roll.records if one.daily}
    return {
        "is_month": span.is_month,
        "days_said": span.said,
        "as_of": short(roll.day),
        "numbers": line_of("", roll.counts),
        "hazards": hazards_view(roll),
        "days": () if span.is_month else tuple(days_view(roll, today)),
        "places": tuple(line_of(word.label, counts) for word, counts in roll.by(Place)),
        "levels": tuple(line_of(word.label, counts) for word, counts in roll.by(HazardLevel)),
        "took": took_said(days),
        "checks": len(roll.records),
        "recorded": len(daily & set(roll.school_days)),
        "taught": len(roll.school_days),
        "clean": len(roll.clean),
        "missing": tuple(map(short, roll.unrecorded)),
        "changed": changed_view(roll),
    }


_HEADS = ("隐患", "场所", "等级", "发现日期", "整改期限", "销号日期", "状态", "责任部门", "检查")


def as_csv(roll: RollUp, url: str) -> bytes:
    """The hazards of a span as CSV, one line each."""
    return csv_of(_HEADS, (_row(one, roll, url) for one in roll.concerned))


def _row(one: Hazard, roll: RollUp, url: str) -> tuple[object, ...]:
    state = roll.state_of(one)
    return (
        one.what,
        f"{one.place.label}{one.spot}",
        one.level.label,
        one.opened,
        one.deadline or "",
        one.closed if state == "closed" else "",
        _SAID[state],
        one.owner,
        url + one.address,
    )


def as_data(one: Hazard, roll: RollUp) -> dict[str, object]:
    """A hazard as plain JSON values, as it stood at the end of the span."""
    state = roll.state_of(one)
    said = {
        "what": one.what,
        "place": one.place.value,
        "spot": one.spot,
        "level": one.level.value,
        "state": state,
        "opened": one.opened.isoformat(),
        "deadline": one.deadline.isoformat() if one.deadline else "",
        "closed": one.closed.isoformat() if one.closed and state == "closed" else "",
        "owner": one.owner,
        "action": one.action,
        "address": one.address,
    }
    return {key: value for key, value in said.items() if value}
