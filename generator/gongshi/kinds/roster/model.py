"""Roster (值班与机构): its file, and the pages it wants made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import (
    CalendarDay,
    Filed,
    Flaw,
    Model,
    Name,
    all_wrong,
    field_names,
    named,
    wrong,
)
from gongshi.kinds.roster.days import duty_days
from gongshi.kinds.roster.flaws import flaws_of
from gongshi.kinds.roster.posts import LeadingGroup, Posts, Shift
from gongshi.kinds.roster.showing import reckoned_of, says_of, view_of
from gongshi.kinds.roster.views import RosterView
from gongshi.kinds.roster.when import Whens
from gongshi.notations import SEVERAL
from gongshi.paper import Paper
from gongshi.posted import Amendment, Posted, Posting
from gongshi.publication import Filing, Setting, Span
from gongshi.recurrence import EVERY_DAY, Days
from gongshi.week import NotADay, Week, parse_day
from gongshi.words import nearest

_LONGEST = 400


class DutyTurn(Model):
    """Duty turn (轮值): the days of a shift and the posts that keep it."""

    when: Whens = named(
        "日期",
        "时间",
        "周次",
        "星期",
        description="哪一天、哪几天、哪一周，或星期几。\nThe day, days, week, or weekday.",
    )
    shift: Name | None = named(
        "班次",
        default=None,
        description="哪一个班次；只有一个班次的不必写。\nWhich shift; need not be said of one.",
    )
    who: Posts = named(
        "值班",
        "岗位",
        "部门",
        description="谁值班：岗位或部门，几个用顿号分开。\nWho is on duty, by post.",
    )


def _by_days(value: object) -> object:
    """Turns as a list, or as who is on duty after each day: {周一: 德育处}."""
    if not isinstance(value, Mapping):
        return value
    if any(name in value for name in ("when", "who", *field_names(DutyTurn)["who"])):
        return [value]
    return [{"when": day, "who": who} for day, who in value.items()]


class DutyChange(Amendment):
    """Change (调班) after publishing: on duty days, who takes over from whom, and why."""

    on: CalendarDay | None = named(
        "日期", "调班日期", default=None, description="调班的是哪一天。\nThe day that changes."
    )
    shift: Name | None = named(
        "班次",
        default=None,
        description="调的是哪个班次；不写就是当天全部。\nWhich shift; all if left out.",
    )
    off: Name | None = named(
        "原值班", "原岗位", default=None, description="原来由谁值班。\nWho was on duty."
    )
    to: Name | None = named(
        "改为", "调为", default=None, description="改由谁值班。\nWho is on duty now."
    )

    @model_validator(mode="before")
    @classmethod
    def _says_what_changes(cls, value: object) -> object:
        """A change of duty need not be told in words: they follow from who takes over."""
        if not isinstance(value, dict):
            return value
        on, off, to = (_written(value, name) for name in ("on", "off", "to"))
        if not (on or off or to):
            return value
        if not (on and off and to):
            raise wrong(
                "调班要写全“日期”“原值班”“改为”三样。",
                "a change of duty says its day, who was on duty and who is now.",
            )
        if _written(value, "what"):
            return value
        return {**value, "what": f"{_day_said(str(on))}值班由{off}改为{to}"}


def _day_said(text: str) -> str:
    """A day in short, or as it was written where it is none: its own field says so."""
    try:
        day = parse_day(text)
    except NotADay:
        return text
    return f"{day.month}月{day.day}日"


def _written(value: Mapping[str, object], field: str) -> object:
    """What a file's own keys say for a field of a change of duty."""
    names = (field, *field_names(DutyChange)[field])
    return next((value[name] for name in names if name in value), None)


class Roster(Posted):
    """Roster (值班与机构): leading groups, duty by day or week, or both."""

    kind = "roster"
    label = "值班"
    folder = "rosters"
    order = 100
    begun_with = ("turns",)
    papers = (("poster-a4.pdf", Paper.A4_PORTRAIT), ("poster-a3.pdf", Paper.A3_PORTRAIT))

    title: Name = named("标题", description="标题。\nThe title.")
    starts: CalendarDay | None = named(
        "开始",
        "起始日期",
        default=None,
        description="值班从哪一天开始，或机构从哪一天成立。\n"
        "The first day of duty, or the day the groups were set up.",
    )
    ends: CalendarDay | None = named(
        "结束", "截止日期", default=None, description="值班到哪一天。\nThe last day of duty."
    )
    groups: Annotated[tuple[LeadingGroup, ...], SEVERAL, Field(max_length=20)] = named(
        "领导小组", "机构", "小组", default=(), description="领导小组，一个一项。\nLeading groups."
    )
    shifts: Annotated[tuple[Shift, ...], SEVERAL, Field(max_length=8)] = named(
        "班次", default=(), description="有哪些班次，各在几点到几点。\nThe shifts and their hours."
    )
    needed: Days = named(
        "值班日",
        default=EVERY_DAY,
        description="哪些日子必须有人值班；不写就是每日。\n"
        "The days that need somebody on duty; every day where left out.",
    )
    turns: Annotated[tuple[DutyTurn, ...], BeforeValidator(_by_days), Field(max_length=400)] = (
        named("排班", "值班安排", default=(), description="谁在哪一天值班。\nWho is on duty when.")
    )
    amendments: tuple[DutyChange, ...] = named(
        "修正",
        "更正",
        "调班",
        default=(),
        description="公布以后的调班和其他修正，按时间先后。\n"
        "Changes of duty and other changes after publishing, in order of time.",
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        errors = [*self._missing(), *self._strange_shifts(), *self._outside()]
        if errors:
            raise all_wrong(errors)
        return self

    def _missing(self) -> Iterator[PydanticCustomError]:
        if not self.groups and not self.turns:
            yield wrong(
                "还没有内容，请写“领导小组”，或写“排班”。",
                "there is nothing in it yet; write leading groups, or turns of duty.",
            )
        if self.starts and self.ends and self.ends < self.starts:
            yield wrong(
                f"结束 {self.ends} 早于开始 {self.starts}，请核对。",
                f"it ends on {self.ends}, before it starts on {self.starts}; check them.",
                ("ends",),
            )
        if self.turns and self.first_day and self.last_day:
            length = (self.last_day - self.first_day).days
            if length >= _LONGEST:
                yield wrong(
                    f"值班表从 {self.first_day} 到 {self.last_day}，超过一年，请核对日期，"
                    "或分成几份。",
                    f"the roster runs from {self.first_day} to {self.last_day}, more than a year; "
                    "check the days, or make several of it.",
                    ("ends",) if self.ends else ("turns",),
                )
        coming = next((at for at, one in enumerate(self.turns) if one.when.comes), None)
        if coming is not None and not (self.starts and self.ends):
            yield wrong(
                f"排班里写了“{self.turns[coming].when}”，请写上值班的“开始”和“结束”日期，"
                "才知道排到哪一天。",
                f"a turn comes round ({self.turns[coming].when}); write the first and last day of "
                "the roster.",
                ("turns", coming, "when"),
            )

    def _strange_shifts(self) -> Iterator[PydanticCustomError]:
        known = tuple(one.name for one in self.shifts)
        named_at = [(("turns", at, "shift"), one.shift) for at, one in enumerate(self.turns)]
        named_at += [(("amendments", at, "shift"), x.shift) for at, x in enumerate(self.amendments)]
        for where, name in named_at:
            if name is not None and name not in known:
                meant = nearest(name, known) if known else None
                hint = f"，是不是“{meant}”？" if meant else "，请先写到“班次”里。"
                asks = f"; is it “{meant}”?" if meant else "; write it among the shifts first."
                yield wrong(f"没有班次“{name}”{hint}", f"there is no shift “{name}”{asks}", where)

    def _outside(self) -> Iterator[PydanticCustomError]:
        """Dates of turns and of changes that are outside the roster's own days."""
        first, last = self.first_day, self.last_day
        if first is None or last is None:
            return
        told = [(("turns", at, "when"), one.when.days) for at, one in enumerate(self.turns)]
        for where, days in told:
            out = [day for day in days if not first <= day <= last]
            weeks = self.turns[int(where[1])].when.weeks
            # A week may reach over the first or last day of the roster.
            if out and (not weeks or len(out) == len(days)):
                yield _outside(where, out[0], first, last)
        for at, change in enumerate(self.amendments):
            if change.on is not None and not first <= change.on <= last:
                yield _outside(("amendments", at, "on"), change.on, first, last)

    @property
    def first_day(self) -> date | None:
        """The first day of duty: as stated, or that of the first turn."""
        days = [first for one in self.turns for first, _ in one.when.spans]
        return self.starts or min(days, default=None)

    @property
    def last_day(self) -> date | None:
        """The last day of duty: as stated, or that of the last turn."""
        days = [last for one in self.turns for _, last in one.when.spans]
        return self.ends or max(days, default=None)

    def day(self, slug: str) -> date:
        """The first day of duty, or when it was published."""
        return self.first_day or super().day(slug)

    def span(self, setting: Setting) -> Span | None:
        """From the first day of duty to the last."""
        if not self.turns or self.first_day is None or self.last_day is None:
            return None
        return Span(self.first_day, self.last_day, "未开始", "值班中", "已结束")

    def hangs(self, slug: str, setting: Setting, week: Week) -> bool:
        """Duty on its days; a leading group while it is new."""
        if self.turns:
            return super().hangs(slug, setting, week)
        return self.published is not None and self.is_new(self.published, week)

    def says(self, setting: Setting) -> str:
        """Its groups and its days."""
        return says_of(self)

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """Every day of duty with who is on duty, changes made."""
        return reckoned_of(duty_days(self, setting))

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> RosterView:
        """Its groups and days as they are shown."""
        return view_of(self, posting)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Flaw]:
        """Posts twice at one time, days without duty, mobile numbers."""
        for item in filed:
            yield from flaws_of(item.slug, item.document, setting)

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Filing]:
        """Duty counts for its days; a leading group from the day it was set up."""
        for item in filed:
            one, address = item.document, f"{cls.folder}/{item.slug}/"
            first, last = one.first_day or one.published or date.min, one.last_day or date.max
            if one.turns:
                yield Filing(first, last, one.published, address, "值班")
            if one.groups:
                yield Filing(first, one.ends or date.max, one.published, address, "领导小组")


def _outside(
    where: tuple[str | int, ...], day: date, first: date, last: date
) -> PydanticCustomError:
    return wrong(
        f"{day} 不在值班的日子（{first} 至 {last}）里，请核对日期，或改“开始”和“结束”。",
        f"{day} is outside the days of the roster ({first} to {last}); check it, or change them.",
        where,
    )
