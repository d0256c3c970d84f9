"""Schedule (时间表): its file, what is wrong with it, and the pages it wants made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import CalendarDay, Filed, Flaw, Name, all_wrong, named, wrong
from gongshi.kinds.schedule.clashes import Placed, clashes
from gongshi.kinds.schedule.lines import ScheduleGroup, ScheduleLine, ScheduleTopic
from gongshi.kinds.schedule.meals import meal_flaws
from gongshi.kinds.schedule.showing import says_of, view_of
from gongshi.kinds.schedule.views import ScheduleView
from gongshi.paper import Paper
from gongshi.posted import Posted, Posting
from gongshi.publication import Filing, Setting, Span
from gongshi.recurrence import EVERY_DAY, SCHOOL_DAYS, Days, Recurrence
from gongshi.week import Week


class Schedule(Posted):
    """Schedule (时间表): lines in groups, of one topic, in force from a day on."""

    kind = "schedule"
    label = "时间"
    folder = "schedules"
    order = 90
    papers = (("poster-a4.pdf", Paper.A4_PORTRAIT), ("poster-a3.pdf", Paper.A3_PORTRAIT))

    title: Name = named("标题", description="时间表的标题。\nThe schedule's title.")
    topic: ScheduleTopic = named("主题", description="是哪一方面的时间表。\nWhat it is about.")
    starts: CalendarDay = named(
        "执行日期", "开始", description="从哪一天起执行。\nThe first day it is in force."
    )
    ends: CalendarDay | None = named(
        "截止日期",
        "结束",
        default=None,
        description="执行到哪一天；不写就一直执行。\nThe last day, if there is one.",
    )
    days: Days = named(
        "日子",
        default=SCHOOL_DAYS,
        description="没有另写日子的各行，都在哪些日子；不写就是教学日。\n"
        "The days of lines that do not say; school days where left out.",
    )
    lines: Annotated[tuple[ScheduleLine, ...], Field(max_length=200)] = named(
        "安排", default=(), description="不分组的时间表，一行一项。\nThe lines, where not grouped."
    )
    groups: Annotated[tuple[ScheduleGroup, ...], Field(max_length=30)] = named(
        "分组", default=(), description="分成几组的，一组一项。\nThe lines in groups."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        errors = [*self._day_errors(), *clashes(tuple(self.placed()))]
        if errors:
            raise all_wrong(errors)
        return self

    def _day_errors(self) -> Iterator[PydanticCustomError]:
        if not self.lines and not self.groups:
            yield wrong(
                "时间表里还没有一行，请写“安排”，或写“分组”。",
                "the schedule has no line yet; write its lines, or groups of them.",
            )
        if self.ends is not None and self.ends < self.starts:
            yield wrong(
                f"截止日期 {self.ends} 早于执行日期 {self.starts}，请核对。",
                f"it ends on {self.ends}, before it starts on {self.starts}; check them.",
                ("ends",),
            )
        for one in self.placed():
            for place, day in enumerate(one.line.on):
                if day < self.starts or (self.ends is not None and day > self.ends):
                    yield wrong(
                        f"{day} 不在执行的日子里，请核对日期，或改执行日期和截止日期。",
                        f"{day} is outside the days in force; check it, or their first and last.",
                        (*one.where, "on", place),
                    )

    def placed(self) -> Iterator[Placed]:
        """Every line, with what its group and the schedule say for it."""
        for number, line in enumerate(self.lines):
            days = self._days_of(line, None)
            yield Placed(("lines", number), line, None, days, line.place)
        for at, group in enumerate(self.groups):
            for number, line in enumerate(group.lines):
                yield Placed(
                    ("groups", at, "lines", number),
                    line,
                    group,
                    self._days_of(line, group),
                    line.place or group.place,
                )

    def _days_of(self, line: ScheduleLine, group: ScheduleGroup | None) -> Recurrence:
        """The days of a line: its own, its group's, the schedule's; months and dates mean all."""
        stated = line.days or (group.days if group else None)
        return stated or (EVERY_DAY if line.months or line.on else self.days)

    def day(self, slug: str) -> date:
        """The day it comes into force."""
        return self.starts

    def span(self, setting: Setting) -> Span | None:
        """From its first day in force to its last, where it has one."""
        if self.ends is None:
            return None
        return Span(self.starts, self.ends, "未执行", "执行中", "已停止")

    def hangs(self, slug: str, setting: Setting, week: Week) -> bool:
        """For as long as it is in force."""
        return week.meets(self.starts, self.ends or date.max)

    def says(self, setting: Setting) -> str:
        """Its topic, the days in force and how many lines there are."""
        return says_of(self)

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> ScheduleView:
        """Its lines as they are shown, and what the browser needs to know today's."""
        return view_of(self, posting)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Flaw]:
        """Meals outside the hours that the school itself gives."""
        for item in filed:
            yield from meal_flaws(item.slug, item.document.placed(), setting.school)

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Filing]:
        """Each counts for the days it is in force, under its topic."""
        for item in filed:
            one = item.document
            yield Filing(
                one.starts,
                one.ends or date.max,
                one.published,
                f"{cls.folder}/{item.slug}/",
                one.topic.label,
            )
