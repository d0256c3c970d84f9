"""Duty days (值班日): who is on duty on each day, from the turns and the changes made to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from gongshi.kinds.roster.posts import Post, Shift
from gongshi.publication import Setting
from gongshi.times import DAY
from gongshi.words import plain

if TYPE_CHECKING:
    from gongshi.kinds.roster.model import DutyChange, Roster


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A post on duty, and the change by which it took over, if it did."""

    post: Post
    change: DutyChange | None = None

    @property
    def claim(self) -> tuple[str, str | None]:
        """The post, and the person where one is named: who cannot be in two places."""
        return plain(self.post.post), self.post.name


@dataclass(frozen=True)
class Watch:
    """A shift of one day: the place of its turn in the file, its hours, who keeps it."""

    turn: int
    shift: Shift | None
    who: tuple[OnDuty, ...]

    @cached_property
    def claims(self) -> frozenset[tuple[str, str | None]]:
        """Whom it needs: the posts, and the persons where they are named."""
        return frozenset(one.claim for one in self.who)

    def minutes(self, day: date) -> tuple[int, int]:
        """Its first and last minute, counted from the first of all days; a whole day if unsaid."""
        midnight = day.toordinal() * DAY
        hours = self.shift.hours if self.shift else None
        if hours is None:
            return midnight, midnight + DAY
        return midnight + hours.starts, midnight + max(hours.ends, hours.starts + 1)


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day of the roster; `holiday` names the one it belongs to, `needed` asks for duty."""

    day: date
    duties: tuple[Watch, ...]
    needed: bool
    holiday: str | None
    is_workday: bool

    @property
    def note(self) -> str:
        """What sets the day apart: a holiday's name, a weekend, a weekend that is worked."""
        weekend = self.day.isoweekday() > 5
        if self.is_workday:
            return "补班" if weekend else ""
        return self.holiday or "周末"


def duty_days(roster: Roster, setting: Setting) -> tuple[DutyDay, ...]:
    """Every day of the roster in order, with who is on duty; empty without turns."""
    first, last = roster.first_day, roster.last_day
    if not roster.turns or first is None or last is None:
        return ()
    days = tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
    terms = setting.school.terms or setting.calendar.terms
    watches, changes = _watches_on(days, roster, setting), _changes_on(roster)
    return tuple(
        DutyDay(
            day,
            tuple(_after_changes(one, changes[day]) for one in watches[day])
            if day in changes
            else tuple(watches[day]),
            roster.needed.falls_on(day, setting.calendar, terms),
            setting.calendar.holiday(day),
            setting.calendar.is_workday(day),
        )
        for day in days
    )


def _watches_on(
    days: tuple[date, ...], roster: Roster, setting: Setting
) -> Mapping[date, list[Watch]]:
    """The shifts of each day as planned, in the order of the shifts and then of the file."""
    terms = setting.school.terms or setting.calendar.terms
    order = {one.name: place for place, one in enumerate(roster.shifts)}
    planned = [
        Watch(place, shift_of(roster, turn.shift), tuple(map(OnDuty, turn.who)))
        for place, turn in enumerate(roster.turns)
    ]
    planned.sort(key=lambda one: order[one.shift.name] if one.shift else 0)
    found: dict[date, list[Watch]] = {day: [] for day in days}
    for one in planned:
        for day in roster.turns[one.turn].when.among(found, setting.calendar, terms):
            found[day].append(one)
    return found


def _changes_on(roster: Roster) -> Mapping[date, list[DutyChange]]:
    """The changes of duty by the day they are about, in the order in which they were made."""
    found: dict[date, list[DutyChange]] = {}
    for change in sorted(roster.amendments, key=lambda one: one.at):
        if change.on is not None:
            found.setdefault(change.on, []).append(change)
    return found


def shift_of(roster: Roster, name: str | None) -> Shift | None:
    """The shift of a name; the only one where none is named."""
    if name is None:
        return roster.shifts[0] if len(roster.shifts) == 1 else None
    return next(one for one in roster.shifts if one.name == name)


def _after_changes(watch: Watch, changes: list[DutyChange]) -> Watch:
    """A shift on a day with changes; of several changes of one post the last counts."""
    return replace(watch, who=tuple(_changed(one, watch.shift, changes) for one in watch.who))


def _changed(planned: OnDuty, shift: Shift | None, changes: list[DutyChange]) -> OnDuty:
    now = planned
    for change in changes:
        if takes_over(change, now.post, shift):
            now = OnDuty(planned.post.model_copy(update=_taken_over(change)), change)
    return now


def takes_over(change: DutyChange, post: Post, shift: Shift | None) -> bool:
    """Whether a change is about this post in this shift."""
    if change.shift is not None and (shift is None or shift.name != change.shift):
        return False
    off = plain(change.off or "")
    return off in {plain(post.post), plain(post.name or "")}


def _taken_over(change: DutyChange) -> dict[str, object]:
    return {"post": change.to, "name": None, "phone": None}
