"""Times of day (时刻): points and stretches of a day as clerks write them, and where two meet.

`7:40-7:50`, `8:00、12:30、16:00`, `18:30-次日7:00`: several stand on one line or in a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from gongshi.document import wrong
from gongshi.hours import clocked
from gongshi.words import narrow, pieces, shown

NOON = 12 * 60
DAY = 24 * 60
"""Minutes of a day."""

_CLOCK = r"([0-9]{1,2}):([0-9]{2})"
_SLOT = re.compile(rf"{_CLOCK}(?:[-至到](次日|第二天|翌日)?{_CLOCK})?")
_LONGEST = 40
_MOST = 48


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Slot (时段): minutes from midnight; a point of time ends when it starts.

    One that runs past midnight ends after 1,440.

    >>> slot = slot_of("18:30至次日7:00")
    >>> slot.starts, slot.ends, str(slot)
    (1110, 1860, '18:30–次日7:00')
    """

    starts: int
    ends: int

    @property
    def is_point(self) -> bool:
        """Whether it is a point of time rather than a stretch."""
        return self.starts == self.ends

    def meets(self, other: Slot) -> bool:
        """Whether a minute lies in both; one may begin in the minute in which the other ends.

        >>> slot_of("7:40-7:50").meets(slot_of("7:50-8:00"))
        False
        >>> slot_of("7:40-7:50").meets(slot_of("7:49"))
        True
        """
        return any(self._meets(other, shift) for shift in (-DAY, 0, DAY))

    def _meets(self, other: Slot, shift: int) -> bool:
        """The same with the other on another day: what runs past midnight meets the morning."""
        starts, ends = other.starts + shift, other.ends + shift
        return starts < max(self.ends, self.starts + 1) and self.starts < max(ends, starts + 1)

    def holds(self, other: Slot) -> bool:
        """Whether the other lies wholly within it."""
        return self.starts <= other.starts and other.ends <= self.ends

    def __str__(self) -> str:
        """As people read it: 7:40–7:50."""
        if self.is_point:
            return clock(self.starts)
        night = "次日" if self.ends > DAY else ""
        return f"{clock(self.starts)}–{night}{clock(self.ends)}"


def clock(minute: int) -> str:
    """A minute of the day on the clock.

    >>> clock(460), clock(1440), clock(1860)
    ('7:40', '24:00', '7:00')
    """
    shown_minute = minute - DAY if minute > DAY else minute
    return f"{shown_minute // 60}:{shown_minute % 60:02d}"


def slot_of(text: str) -> Slot:
    """The slot written as 7:40-7:50, 上午7点40分 or 22:00-次日6:00; what is wrong is raised."""
    said = re.sub(r"\s", "", narrow(clocked(text))) if len(text) <= _LONGEST else ""
    found = _SLOT.fullmatch(said)
    if not found:
        raise _no_time(text)
    starts = _minute(found[1], found[2])
    if found[4] is None:
        if starts >= DAY:
            raise _no_time(text)
        return Slot(starts, starts)
    ends = _minute(found[4], found[5]) + (DAY if found[3] else 0)
    if starts >= DAY or (found[3] is None and ends > DAY) or ends >= 2 * DAY:
        raise _no_time(text)
    if ends <= starts or ends - starts > DAY:
        raise wrong(
            f"时间“{shown(text)}”先后颠倒，请核对；过了半夜的，请写成 22:00-次日6:00。",
            f"the times “{shown(text)}” run backwards; check them, or write 22:00-次日6:00 for "
            "hours past midnight.",
        )
    return Slot(starts, ends)


def _minute(hour: str, minute: str) -> int:
    found = int(hour) * 60 + int(minute)
    return found if int(minute) < 60 and found <= DAY else 2 * DAY


def _no_time(text: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(text)}”不是时间，请写成 7:40、7:40-7:50 或 22:00-次日6:00；几个时间用顿号分开。",
        f"“{shown(text)}” is not a time; write 7:40, 7:40-7:50 or 22:00-次日6:00, several "
        "with commas between them.",
    )


def _slot(value: object) -> object:
    return slot_of(value) if isinstance(value, str) else value


def _slots(value: object) -> object:
    items = pieces(value, "、，,；;") if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not items:
        raise _no_time(str(value))
    if len(items) > _MOST:
        raise wrong(
            f"一行里写了 {len(items)} 个时间，最多 {_MOST} 个，请分开写。",
            f"{len(items)} times on one line; write at most {_MOST}.",
        )
    return tuple(sorted({slot_of(one) if isinstance(one, str) else one for one in items}))


_PATTERN = {"type": "string", "$comment": "时间，如 `7:40` 或 `7:40-7:50`，过夜写 `22:00-次日6:00`"}
_SEVERAL = {
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    "$comment": "时间，如 `7:40`、`7:40-7:50`，几个用顿号分开，过夜写 `22:00-次日6:00`",
}

Time = Annotated[
    Slot, BeforeValidator(_slot), PlainSerializer(str, return_type=str), WithJsonSchema(_PATTERN)
]
"""One point or stretch of a day: 7:40, 18:30-次日7:00."""

Times = Annotated[
    tuple[Slot, ...],
    BeforeValidator(_slots),
    PlainSerializer(lambda slots: [str(one) for one in slots], return_type=list[str]),
    WithJsonSchema(_SEVERAL),
]
"""Several of them, on one line or in a list, in the order of the day."""
