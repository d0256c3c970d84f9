"""Hazard (隐患): something found that could do harm, and the arithmetic of 日查 → 周结 → 月报.

Documents that find hazards offer them through `Inspected`; `rolled_up` says how things stood at
the end of a span of days. Every day comes in as an argument: there is no clock here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Protocol, TypeVar, cast, runtime_checkable

from gongshi.words import Word

if TYPE_CHECKING:
    from gongshi.document import Document, Filed
    from gongshi.publication import Setting


class Place(Word):
    """Place (场所): where a check was made and a hazard found."""

    CANTEEN = "canteen", "食堂", "餐厅"
    KITCHEN = "kitchen", "中央厨房", "后厨"
    DORMITORY = "dormitory", "宿舍", "寝室"
    CLASSROOM = "classroom", "教学楼", "教室"
    WIRING = "wiring", "用电", "线路", "用电线路"
    FIRE = "fire", "消防", "消防安全"
    TOILETS = "toilets", "厕所", "卫生间"
    GROUNDS = "grounds", "校园", "运动场地", "操场"
    GATE = "gate", "校门", "门卫"
    TRANSPORT = "transport", "校车", "交通"
    SURROUNDINGS = "surroundings", "校园周边", "周边"
    SUPPLIER = "supplier", "供应商", "供货商"
    OTHER = "other", "其他"


class HazardLevel(Word):
    """Hazard level (隐患等级): a general hazard is put right by a day, a major one is stopped."""

    GENERAL = "general", "一般", "一般隐患"
    MAJOR = "major", "重大", "重大隐患"


@dataclass(frozen=True, slots=True)
class Hazard:
    """Hazard (隐患): what was found where, who puts it right until when, and what came of it.

    `opened` is the day it was found, `closed` the day it was put right and seen to be so;
    `address` is the page of the check that found it, under the school.
    """

    what: str
    place: Place
    level: HazardLevel
    opened: date
    address: str
    spot: str = ""
    owner: str = ""
    deadline: date | None = None
    action: str = ""
    closed: date | None = None
    follow_up: str = ""

    def is_open_on(self, day: date) -> bool:
        """Whether it was found by then and not yet closed at the end of that day."""
        return self.opened <= day and (self.closed is None or self.closed > day)

    def is_overdue_on(self, day: date) -> bool:
        """Whether it was still open at the end of a day after its last day."""
        return self.is_open_on(day) and self.deadline is not None and self.deadline < day

    @property
    def days(self) -> int | None:
        """How many days it took to close: 0 where it was the same day, None while open."""
        return None if self.closed is None else (self.closed - self.opened).days


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a record after it was published, in words: 11月6日 9:10, what, why."""

    at: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """Record (检查记录): that a check was made on a day, whatever it found.

    `daily` marks the daily self-check (日管控); `says` is its line in lists; `changes` are those
    made after it was published.
    """

    day: date
    title: str
    says: str
    address: str
    daily: bool
    found: int = 0
    changes: tuple[Change, ...] = ()


@runtime_checkable
class Inspected(Protocol):
    """What documents offer that record checks: the hazards found, and the record itself."""

    def hazards_in(self, slug: str, setting: Setting) -> tuple[Hazard, ...]:
        """The hazards it found; `slug` is the name of its file."""

    def record_of(self, slug: str, setting: Setting) -> Record:
        """That the check was made."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a school's checks found and recorded, in order of days."""

    hazards: tuple[Hazard, ...]
    records: tuple[Record, ...]

    @classmethod
    def among(
        cls, documents: Mapping[str, tuple[Filed[Document], ...]], setting: Setting
    ) -> Findings:
        """Those of every kind of document that offers any."""
        hazards, records = list[Hazard](), list[Record]()
        for filed in documents.values():
            if filed and isinstance(filed[0].document, Inspected):
                for item in filed:
                    document = cast("Inspected", item.document)  # as the first is
                    hazards += document.hazards_in(item.slug, setting)
                    records.append(document.record_of(item.slug, setting))
        return cls(
            tuple(sorted(hazards, key=lambda one: (one.opened, one.address))),
            tuple(sorted(records, key=lambda one: (one.day, one.address))),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How many hazards were opened and closed in a span, and open and overdue at its end."""

    opened: int = 0
    closed: int = 0
    still_open: int = 0
    overdue: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Those of both."""
        return Counts(
            self.opened + other.opened,
            self.closed + other.closed,
            self.still_open + other.still_open,
            self.overdue + other.overdue,
        )


@dataclass(frozen=True, slots=True)
class RollUp:
    """Roll-up (汇总): how a school's checks and hazards stood at the end of a span of days.

    `day` is the day it speaks of: the last of the span, or today where that is earlier.
    `carried` were open before the span began, so carried + opened = closed + still open.
    `school_days` are those up to that day; `unrecorded` those without a daily record, today not
    counted since it is not over; `clean` the recorded days on which no hazard was found.
    """

    first: date
    last: date
    day: date
    carried: tuple[Hazard, ...]
    opened: tuple[Hazard, ...]
    closed: tuple[Hazard, ...]
    still_open: tuple[Hazard, ...]
    overdue: tuple[Hazard, ...]
    records: tuple[Record, ...]
    school_days: tuple[date, ...]
    unrecorded: tuple[date, ...]
    clean: tuple[date, ...]

    @property
    def counts(self) -> Counts:
        """Its four numbers."""
        return Counts(len(self.opened), len(self.closed), len(self.still_open), len(self.overdue))

    @property
    def days_to_close(self) -> tuple[int, ...]:
        """The days that each hazard closed in the span had taken, the shortest first."""
        return tuple(sorted(one.days for one in self.closed if one.days is not None))

    @property
    def changed(self) -> tuple[Record, ...]:
        """The records of the span that were changed after they were published."""
        return tuple(one for one in self.records if one.changes)

    @property
    def concerned(self) -> tuple[Hazard, ...]:
        """Every hazard that the span has to do with: carried over or opened, in order of days."""
        return (*self.carried, *self.opened)

    def state_of(self, hazard: Hazard) -> str:
        """How a hazard stood at the end: closed, overdue or open."""
        if not hazard.is_open_on(self.day):
            return "closed"
        return "overdue" if hazard.is_overdue_on(self.day) else "open"

    def by(self, words: type[W]) -> tuple[tuple[W, Counts], ...]:
        """The counts by `Place` or `HazardLevel`, in the order of the words, without empty ones."""
        found: dict[W, Counts] = {}
        for part, count in (
            (self.opened, Counts(opened=1)),
            (self.closed, Counts(closed=1)),
            (self.still_open, Counts(still_open=1)),
            (self.overdue, Counts(overdue=1)),
        ):
            for one in part:
                word = one.place if isinstance(one.place, words) else one.level
                assert isinstance(word, words)
                found[word] = found.get(word, Counts()) + count
        return tuple((word, found[word]) for word in words if word in found)


W = TypeVar("W", Place, HazardLevel)


def rolled_up(
    findings: Findings, first: date, last: date, today: date, school_days: Sequence[date]
) -> RollUp:
    """The roll-up of a span, both days included, as it stands on a day.

    `school_days` may reach beyond the span on either side.
    """
    day = min(last, today)
    hazards = [one for one in findings.hazards if one.opened <= day]
    records = tuple(one for one in findings.records if first <= one.day <= day)
    recorded = {one.day for one in records if one.daily}
    found_on = {one.opened for one in hazards}
    taught = tuple(one for one in school_days if first <= one <= day)
    return RollUp(
        first=first,
        last=last,
        day=day,
        carried=tuple(
            one
            for one in hazards
            if one.opened < first and (one.closed is None or one.closed >= first)
        ),
        opened=tuple(one for one in hazards if one.opened >= first),
        closed=tuple(
            one for one in hazards if one.closed is not None and first <= one.closed <= day
        ),
        still_open=tuple(one for one in hazards if one.is_open_on(day)),
        overdue=tuple(one for one in hazards if one.is_overdue_on(day)),
        records=records,
        school_days=taught,
        unrecorded=tuple(one for one in taught if one not in recorded and one < today),
        clean=tuple(sorted(recorded - found_on)),
    )


def middle_of(days: Iterable[int]) -> str:
    """The median of some numbers of days, in words; empty where there are none.

    >>> middle_of([14, 0, 1]), middle_of([1, 2]), middle_of([])
    ('1', '1.5', '')
    """
    found = list(days)
    return f"{median(found):g}" if found else ""
