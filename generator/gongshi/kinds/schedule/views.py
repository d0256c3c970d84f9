"""What the templates of a schedule receive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi.posted import PostedView


@dataclass(frozen=True, slots=True)
class ScheduleLineView:
    """A line as shown: `time` is when in words, `title` and `says` what it is.

    `slots` are minutes from midnight, `bars` the same as shares of the group's axis; `code` the
    days and `on` the dates for the browser; `days` is empty where they are the schedule's own.
    """

    time: str
    title: str
    says: str
    facts: tuple[str, ...]
    detail: str
    office: str
    days: str
    slots: tuple[tuple[int, int], ...]
    bars: tuple[tuple[float, float], ...]
    code: str
    on: str
    months: tuple[int, ...]
    care: str

    @property
    def at(self) -> str:
        """The slots for the browser: 460-470 750-770."""
        return " ".join(f"{start}-{end}" for start, end in self.slots)

    @property
    def year(self) -> str:
        """The months as twelve signs, 1 for those meant: 001110001000."""
        return "".join("01"[month in self.months] for month in range(1, 13))


@dataclass(frozen=True, slots=True)
class ScheduleGroupView:
    """A group as shown; `axis` is its first and last minute and the step between its marks.

    Where it has an axis its lines are drawn as bars over the time of day.
    """

    name: str
    place: str
    says: str
    office: str
    days: str
    apart: bool
    axis: tuple[int, int, int] | None
    marks: tuple[tuple[str, float], ...]
    lines: tuple[ScheduleLineView, ...]


@dataclass(frozen=True, slots=True)
class CareView:
    """One sort of care through the year, for the wheel: its name, its months, and they in words."""

    code: str
    name: str
    months: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True)
class ScheduleView(PostedView):
    """A schedule's page and poster: its groups, and the calendar by which the browser finds today.

    `free` holds holidays as `国庆节 2026-10-01 2026-10-07`, `worked` the make-up days, `terms`
    their first and last days, each after `|` or a space; `monthly` is True where
    every line is told by its months.
    """

    topic: str
    topic_code: str
    monthly: bool
    days: str
    groups: tuple[ScheduleGroupView, ...]
    cares: tuple[CareView, ...]
    free: str
    worked: str
    terms: str
    first: date
    last: date | None

    @property
    def in_columns(self) -> bool:
        """Whether its poster sets the groups side by side: short lines that say little."""
        lines = [one for group in self.groups for one in group.lines]
        return len(self.groups) > 1 and not any(
            one.facts or one.office or one.detail or one.bars or len(one.slots) > 1 for one in lines
        )

    @property
    def first_day(self) -> str:
        """Its first day for the browser."""
        return self.first.isoformat()

    @property
    def last_day(self) -> str:
        """Its last day for the browser; empty where there is none."""
        return self.last.isoformat() if self.last else ""
