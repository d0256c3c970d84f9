"""Clashes (重叠): lines that keep a place at the same time although they must keep apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pydantic_core import PydanticCustomError

from gongshi.document import Where, wrong
from gongshi.kinds.schedule.lines import ScheduleGroup, ScheduleLine
from gongshi.recurrence import Recurrence
from gongshi.times import Slot
from gongshi.words import plain


@dataclass(frozen=True, slots=True)
class Placed:
    """A line where it stands in the file, with what its group and the schedule say for it."""

    where: Where
    line: ScheduleLine
    group: ScheduleGroup | None
    days: Recurrence
    place: str | None

    @property
    def name(self) -> str:
        """What messages call it: for whom it is, else what is done, else its group."""
        return "、".join(self.line.who) or self.line.what or (self.group.name if self.group else "")

    @property
    def spot(self) -> str | None:
        """Where it must keep apart from others: its place, else its group; None where it need not.

        Only a line of a group that must keep apart has one.
        """
        if self.group is None or not self.group.apart:
            return None
        return plain(self.place or self.group.name).replace(" ", "")


def clashes(placed: tuple[Placed, ...]) -> Iterator[PydanticCustomError]:
    """Every pair of lines in one place at one time that must keep apart, as an error."""
    for one, other in combinations([item for item in placed if item.spot], 2):
        meeting = meeting_of(one, other)
        if meeting is not None:
            yield _told(one, other, *meeting)


def meeting_of(one: Placed, other: Placed) -> tuple[Slot, Slot] | None:
    """The first times at which both lines keep one place, if there are any on a common day."""
    if one.spot != other.spot or not _share_a_day(one, other):
        return None
    return next(
        ((a, b) for a in one.line.times for b in other.line.times if a.meets(b)),
        None,
    )


def _share_a_day(one: Placed, other: Placed) -> bool:
    """Whether a day can belong to both; holidays and terms are not known here."""
    if one.line.on and other.line.on:
        return bool(set(one.line.on) & set(other.line.on))
    if one.line.on or other.line.on:
        dated, rest = (one, other) if one.line.on else (other, one)
        in_months = rest.line.months
        return any(
            rest.days.may_fall_on(day) and (not in_months or day.month in in_months)
            for day in dated.line.on
        )
    months = set(one.line.months or range(1, 13)) & set(other.line.months or range(1, 13))
    return bool(months) and one.days.may_meet(other.days)


def _told(one: Placed, other: Placed, a: Slot, b: Slot) -> PydanticCustomError:
    place = other.place or (other.group.name if other.group else "")
    return wrong(
        f"“{other.name}”（{b}）和第 «line» 行的“{one.name}”（{a}）同一时间都在“{place}”，"
        "这一组要求错开，请改时间或地点。",
        f"“{other.name}” ({b}) and “{one.name}” ({a}) of line «line» are in “{place}” at one "
        "time, though the group must keep apart; change a time or a place.",
        (*other.where, "times"),
        one.where,
    )
