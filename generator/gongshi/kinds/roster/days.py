"""Duty days (值班日): who is on duty on each day, from the turns and the changes made to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongshi.kinds.roster.posts import Post, Shift
from gongshi.publication import Setting
from gongshi.times import DAY
from gongshi.words import plain

if TYPE_CHECKING:
    from gongshi.kinds.roster.model import DutyChange, DutyTurn, Roster


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A post on duty, and the change by which it took over, if it did."""

    post: Post
    change: DutyChange | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """A shift of one day: the place of its turn in the file, its hours, who keeps it."""

    turn: int
    shift: Shift | None
    who: tuple[OnDuty, ...]

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
    terms = setting.school.terms or setting.calendar.terms
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(
        DutyDay(
            day,
            tuple(_duties(roster, day, setting)),
            roster.needed.falls_on(day, setting.calendar, terms),
            setting.calendar.holiday(day),
            setting.calendar.is_workday(day),
        )
        for day in days
    )


def _duties(roster: Roster, day: date, setting: Setting) -> Iterator[Watch]:
    """The shifts of one day, in the order of the shifts and then of the file."""
    terms = setting.school.terms or setting.calendar.terms
    found = [
        (place, turn, shift_of(roster, turn.shift))
        for place, turn in enumerate(roster.turns)
        if turn.when.holds(day, setting.calendar, terms)
    ]
    order = {one.name: place for place, one in enumerate(roster.shifts)}
    found.sort(key=lambda one: (order.get(one[2].name, 0) if one[2] else 0, one[0]))
    for place, turn, shift in found:
        yield Watch(place, shift, tuple(_after_changes(roster, turn, shift, day)))


def shift_of(roster: Roster, name: str | None) -> Shift | None:
    """The shift of a name; the only one where none is named."""
    if name is None:
        return roster.shifts[0] if len(roster.shifts) == 1 else None
    return next(one for one in roster.shifts if one.name == name)


def _after_changes(
    roster: Roster, turn: DutyTurn, shift: Shift | None, day: date
) -> Iterator[OnDuty]:
    """Who keeps a shift on a day; of several changes of one post the last counts."""
    for post in turn.who:
        now = OnDuty(post)
        for change in sorted(roster.amendments, key=lambda one: one.at):
            if change.on == day and takes_over(change, now.post, shift):
                now = OnDuty(post.model_copy(update=_taken_over(change)), change)
        yield now


def takes_over(change: DutyChange, post: Post, shift: Shift | None) -> bool:
    """Whether a change is about this post in this shift."""
    if change.shift is not None and (shift is None or shift.name != change.shift):
        return False
    off = plain(change.off or "")
    return off in {plain(post.post), plain(post.name or "")}


def _taken_over(change: DutyChange) -> dict[str, object]:
    return {"post": change.to, "name": None, "phone": None}
