"""What the templates of a roster receive."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.posted import PostedView


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as shown; `was` is whom it took over from, empty where nothing changed."""

    role: str
    post: str
    name: str
    phone: str
    task: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class LeadingGroupView:
    """A leading group: its members by role, the leaders first."""

    name: str
    duties: tuple[str, ...]
    levels: tuple[tuple[str, tuple[PostView, ...]], ...]
    office: str
    phone: str


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift: its name, hours, place and number, each empty where unsaid.

    `always` are the posts that keep it on every day alike, as one line.
    """

    name: str
    hours: str
    place: str
    phone: str
    always: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """A shift of a day: its name (empty where there is only one) and who keeps it.

    `always` is True where it is so on every day: a calendar need not repeat it.
    """

    shift: str
    who: tuple[PostView, ...]
    always: bool = False


@dataclass(frozen=True, slots=True)
class DutyDayView:
    """A day, or a week where duty is by the week: `first` and `last` are days for the browser.

    `note` sets it apart (a holiday's name, 周末, 补班); `why` are the reasons of its changes.
    """

    first: str
    last: str
    said: str
    weekday: str
    note: str
    is_off: bool
    duties: tuple[DutyView, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DutyMonthView:
    """A month of the poster's calendar: rows of seven days, None where the month has none."""

    name: str
    rows: tuple[tuple[DutyDayView | None, ...], ...]


@dataclass(frozen=True, slots=True)
class RosterView(PostedView):
    """A roster's page and poster.

    `days` are days, or weeks where `weekly`; `weekdays` is what comes round each week where all
    turns do, and then stands for the days; `months` are the days as calendars.
    """

    groups: tuple[LeadingGroupView, ...]
    shifts: tuple[ShiftView, ...]
    weekly: bool
    days: tuple[DutyDayView, ...]
    weekdays: tuple[tuple[str, tuple[DutyView, ...]], ...]
    months: tuple[DutyMonthView, ...]

    @property
    def in_lines(self) -> bool:
        """Whether the poster tells its days line by line: weeks, or so few days as one holiday."""
        return self.weekly or (len(self.days) <= _FEW and not self.weekdays)


_FEW = 10
