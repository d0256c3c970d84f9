"""How a roster is shown: its groups by role, its days or weeks, its months as calendars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from gongshi.kinds.roster.days import DutyDay, OnDuty, Watch, duty_days, shift_of
from gongshi.kinds.roster.posts import LeadingGroup, Post, Shift
from gongshi.kinds.roster.views import (
    DutyDayView,
    DutyMonthView,
    DutyView,
    LeadingGroupView,
    PostView,
    RosterView,
    ShiftView,
)
from gongshi.kinds.roster.when import When
from gongshi.recurrence import EVERY_DAY
from gongshi.week import WEEKDAYS

if TYPE_CHECKING:
    from gongshi.kinds.roster.model import Roster
    from gongshi.posted import Posting
    from gongshi.publication import Setting


def view_of(roster: Roster, posting: Posting) -> RosterView:
    """The whole of it as templates receive it."""
    days = duty_days(roster, posting.setting)
    weekly = bool(roster.turns) and all(one.when.weeks for one in roster.turns)
    several, steady = len(roster.shifts) > 1, always(roster)
    shown = (
        _weeks(roster, posting.setting)
        if weekly
        else (_day(one, steady, several=several) for one in days)
    )
    return posting.view(
        RosterView,
        groups=tuple(map(_group, roster.groups)),
        shifts=tuple(_shift(roster, one) for one in roster.shifts),
        weekly=weekly,
        days=(views := tuple(shown)),
        weekdays=() if weekly else tuple(_weekdays(roster, several=several)),
        months=() if weekly else tuple(_months(days, views)),
    )


def says_of(roster: Roster) -> str:
    """Its groups by name, or how many posts they have; the days of duty."""
    told = "、".join(one.name for one in roster.groups[:2] if one.name != roster.title)
    if len(roster.groups) > 2:
        told += f"等 {len(roster.groups)} 个"
    if roster.groups and not told:
        told = f"{sum(len(one.members) for one in roster.groups)} 个岗位"
    first, last = roster.first_day, roster.last_day
    if not roster.turns or first is None or last is None:
        return told
    year = "" if last.year == first.year else f"{last.year}年"
    days = f"{first.year}年{first.month}月{first.day}日—{year}{last.month}月{last.day}日"
    return " · ".join(one for one in (told, days) if one)


def reckoned_of(days: tuple[DutyDay, ...]) -> Mapping[str, object]:
    """The days of duty as JSON values; nothing where there is no duty."""
    if not days:
        return {}
    return {
        "days": [
            {
                "day": one.day.isoformat(),
                **({"note": one.note} if one.note else {}),
                "duty": [
                    {
                        **({"shift": duty.shift.name} if duty.shift else {}),
                        "who": [item.post.post for item in duty.who],
                    }
                    for duty in one.duties
                ],
            }
            for one in days
        ]
    }


def _group(group: LeadingGroup) -> LeadingGroupView:
    levels = groupby(group.members, key=lambda one: one.role or "成员")
    return LeadingGroupView(
        name=group.name,
        duties=group.duties,
        levels=tuple((role, tuple(map(_post, members))) for role, members in levels),
        office=group.office or "",
        phone=group.phone or "",
    )


def _post(post: Post, was: str = "") -> PostView:
    return PostView(
        post.role or "", post.post, post.name or "", post.phone or "", post.task or "", was
    )


def _shift(roster: Roster, shift: Shift) -> ShiftView:
    hours = str(shift.hours) if shift.hours else ""
    turns = (roster.turns[place] for place in always(roster))
    posts = (post.post for turn in turns if turn.shift == shift.name for post in turn.who)
    return ShiftView(shift.name, hours, shift.place or "", shift.phone or "", "、".join(posts))


def always(roster: Roster) -> frozenset[int]:
    """The places of turns that are the same on every day: they come each day and never change."""
    changed = {one.shift for one in roster.amendments if one.on}
    return frozenset(
        place
        for place, turn in enumerate(roster.turns)
        if turn.when.comes == EVERY_DAY
        and turn.shift is not None
        and not changed & {None, turn.shift}
    )


def _on_duty(one: OnDuty) -> PostView:
    return _post(one.post, (one.change.off or "") if one.change else "")


def _duty(duty: Watch, *, several: bool, steady: frozenset[int] = frozenset()) -> DutyView:
    shift = duty.shift.name if duty.shift and several else ""
    return DutyView(shift, tuple(map(_on_duty, duty.who)), duty.turn in steady)


def _reasons(duties: tuple[Watch, ...]) -> tuple[str, ...]:
    changes = [one.change for duty in duties for one in duty.who if one.change]
    return tuple(dict.fromkeys(f"调班：{one.why}" for one in changes))


def _day(day: DutyDay, steady: frozenset[int], *, several: bool) -> DutyDayView:
    return DutyDayView(
        first=day.day.isoformat(),
        last=day.day.isoformat(),
        said=f"{day.day.month}月{day.day.day}日",
        weekday=WEEKDAYS[day.day.weekday()].replace("星期", "周"),
        note=day.note if day.note != "周末" else "",
        is_off=not day.is_workday,
        duties=tuple(_duty(one, several=several, steady=steady) for one in day.duties),
        why=_reasons(day.duties),
    )


def _weeks(roster: Roster, setting: Setting) -> Iterator[DutyDayView]:
    """Each turn as a line, in order of time, with the number of its week in the term."""
    changed = {change.on: change for change in roster.amendments if change.on}
    spans = ((span, turn) for turn in roster.turns for span in turn.when.spans)
    for (first, last), turn in sorted(spans, key=lambda one: one[0]):
        starts, ends = max(first, roster.first_day or first), min(last, roster.last_day or last)
        term = setting.term_of(starts) or setting.term_of(ends)
        shift = shift_of(roster, turn.shift)
        changes = [one for day, one in sorted(changed.items()) if first <= day <= last]
        yield DutyDayView(
            first=starts.isoformat(),
            last=ends.isoformat(),
            said=str(When(((starts, ends),))),
            weekday=f"第 {term.week_of(starts)} 周" if term else "",
            note="、".join(_holidays(starts, ends, setting)),
            is_off=False,
            duties=(
                DutyView(
                    shift.name if shift and len(roster.shifts) > 1 else "",
                    tuple(_post(one) for one in turn.who),
                ),
            ),
            why=tuple(f"{one.what}（{one.why}）" for one in changes),
        )


def _holidays(first: date, last: date, setting: Setting) -> tuple[str, ...]:
    """The holidays between two days, each once."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    found = (setting.calendar.holiday(day) for day in days)
    return tuple(dict.fromkeys(name for name in found if name))


def _weekdays(roster: Roster, *, several: bool) -> Iterator[tuple[str, tuple[DutyView, ...]]]:
    """What comes round: when in words, and who; nothing unless every turn comes round."""
    if not all(one.when.comes for one in roster.turns):
        return
    for when, turns in groupby(roster.turns, key=lambda one: str(one.when)):
        duties = (
            Watch(0, shift_of(roster, turn.shift), tuple(map(OnDuty, turn.who))) for turn in turns
        )
        yield when, tuple(_duty(one, several=several) for one in duties)


def _months(days: tuple[DutyDay, ...], views: tuple[DutyDayView, ...]) -> Iterator[DutyMonthView]:
    """The days as calendars: a month each, its weeks from Monday to Sunday."""
    by_month = groupby(zip(days, views, strict=True), key=_month_of)
    for (year, month), found in by_month:
        shown = {day.day: view for day, view in found}
        first = min(shown) - timedelta(days=min(shown).weekday())
        rows = []
        while first <= max(shown):
            week = (first + timedelta(days=number) for number in range(7))
            rows.append(tuple(shown.get(day) for day in week))
            first += timedelta(days=7)
        yield DutyMonthView(f"{year}年{month}月", tuple(rows))


def _month_of(one: tuple[DutyDay, DutyDayView]) -> tuple[int, int]:
    return one[0].day.year, one[0].day.month
