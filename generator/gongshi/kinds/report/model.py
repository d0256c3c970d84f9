"""What a report's file may say: its period, its sections and points, its tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import (
    CalendarDay,
    Filed,
    Flaw,
    Model,
    Name,
    Text,
    Where,
    all_wrong,
    field_names,
    named,
    wrong,
)
from gongshi.duty import Duty, Every
from gongshi.errors import Saying
from gongshi.kinds.report.views import ReportView, TaskState, view_of
from gongshi.notations import SEVERAL, Count
from gongshi.posted import Posted, Posting
from gongshi.posted.figure import Figure
from gongshi.posted.numerals import chinese, point_number
from gongshi.publication import Filing, Setting
from gongshi.school import Term
from gongshi.schooldays import YearNumber
from gongshi.week import Week
from gongshi.words import Word


class ReportType(Word):
    """Report type (计划或总结): whether it looks ahead, back, or both ways."""

    PLAN = "plan", "计划", "工作计划"
    SUMMARY = "summary", "总结", "工作总结"
    BOTH = "both", "总结与计划", "总结和计划", "计划与总结"

    @property
    def topics(self) -> tuple[str, ...]:
        """What it counts for among the duties of a school."""
        if self is ReportType.BOTH:
            return (ReportType.SUMMARY.label, ReportType.PLAN.label)
        return (self.label,)


Number = Annotated[Count, Field(ge=1, le=999)]


class _Numbered(Model):
    """What is counted by the program; a number typed before it is taken off and checked."""

    number: Number | None = named(
        "序号",
        default=None,
        exclude=True,
        description="第几项；不必写，写了就核对。\nIts number; checked where it is written.",
    )

    @model_validator(mode="before")
    @classmethod
    def _as_typed(cls, value: object) -> object:
        said = {"text": value} if isinstance(value, str) else value
        if not isinstance(said, dict):
            return said
        names = {name: (name, *more) for name, more in field_names(cls).items()}
        keys = (*names.get("title", ()), *names["text"])
        key = next((key for key in keys if isinstance(said.get(key), str)), None)
        number, rest = point_number(said[key]) if key else (None, "")
        if number is None or not rest or any(name in said for name in names["number"]):
            return said
        return {**said, key: rest, "number": str(number)}


class Detail(_Numbered):
    """Detail (细目) of a point: 1. 2. 3."""

    text: Text = named("内容", description="这一小项的内容。\nWhat it says.")


class Point(_Numbered):
    """Point (要点) of a section: （一）, （二）, with a heading of its own where it is long."""

    title: Name | None = named("标题", default=None, description="要点的小标题。\nIts own heading.")
    text: Text = named("内容", "正文", description="要点的内容。\nWhat it says.")
    details: tuple[Detail, ...] = named(
        "细目", default=(), description="再往下分的小项，一项一条。\nWhat it is made up of."
    )


class Section(_Numbered):
    """Section (部分) of a report: 一、, 二、, with paragraphs and points."""

    title: Name = named("标题", description="这一部分的标题。\nIts heading.")
    text: Text | None = named(
        "内容",
        "正文",
        default=None,
        description="这一部分的正文，分段就换行。\nIts text; a new line is a paragraph.",
    )
    points: tuple[Point, ...] = named(
        "要点", default=(), description="这一部分的要点，一条一项。\nIts points, one item each."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and not self.points:
            raise wrong(
                f"“{self.title}”还没有内容，请写“内容”或“要点”。",
                f"“{self.title}” says nothing yet; give it a text or points.",
            )
        return self


class Task(Model):
    """Task (任务): what is to be done, by which office, until when."""

    name: Name = named("任务", "名称", description="要做的事。\nWhat is to be done.")
    owner: Name | None = named(
        "责任部门",
        "负责部门",
        "责任人",
        default=None,
        description="哪个部门或岗位负责。请不要写个人姓名。\nThe office in charge; no names.",
    )
    due: CalendarDay | None = named(
        "期限", "完成期限", default=None, description="最迟哪一天做完。\nThe last day for it."
    )
    began: CalendarDay | None = named(
        "开始日期", "开始", default=None, description="从哪一天动手的。\nThe day it was begun."
    )
    done: CalendarDay | None = named(
        "完成日期", "完成", default=None, description="哪一天做完的。\nThe day it was done."
    )
    result: Text | None = named(
        "结果", "进展", default=None, description="做成了什么，或做到哪里。\nWhat came of it."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        for last, said in ((self.due, "期限"), (self.done, "完成日期")):
            if self.began is not None and last is not None and last < self.began:
                raise wrong(
                    f"{said} {last} 早于开始日期 {self.began}，请核对。",
                    f"{last} is before the day it was begun, {self.began}; check them.",
                    ("began",),
                )
        return self

    def state_on(self, day: date) -> TaskState:
        """How it stands on a day."""
        if self.done is not None and self.done <= day:
            return TaskState.DONE
        if self.due is not None and self.due < day:
            return TaskState.OVERDUE
        begun = self.began is not None and self.began <= day
        return TaskState.GOING if begun else TaskState.WAITING


class Report(Posted):
    """Report (计划与总结) of a year or a term: sections, figures, and tasks with who and when."""

    kind = "report"
    label = "计划"
    folder = "reports"
    order = 120
    duties = (
        Duty(name="本学期计划", kind="计划", topic="计划", every=Every.TERM, due="开始后30天"),
    )

    title: Name = named("标题", description="计划或总结的标题。\nIts title.")
    type: ReportType = named(
        "类型", description="是计划、总结，还是总结与计划。\nPlan, summary or both."
    )
    term: Name | None = named(
        "学期", default=None, description="哪个学期的，写校历里的名称。\nThe term it is about."
    )
    year: YearNumber | None = named(
        "年度", default=None, description="哪一年的，如 2026。\nThe year it is about."
    )
    starts: CalendarDay | None = named(
        "开始", default=None, description="不按学期和年度的，写从哪一天。\nIts first day."
    )
    ends: CalendarDay | None = named(
        "结束", default=None, description="不按学期和年度的，写到哪一天。\nIts last day."
    )
    summary: Text | None = named(
        "摘要", default=None, description="一两句话说清楚。\nIn a sentence or two."
    )
    figures: tuple[Figure, ...] = named(
        "关键数字",
        default=(),
        description="要放大显示的数字，最多八个。\nNumbers to be shown large.",
        max_length=8,
    )
    sections: Annotated[tuple[Section, ...], Field(min_length=1)] = named(
        "部分",
        "章节",
        description="各部分，一部分一项；编号由程序排。\nIts sections; the program numbers them.",
    )
    tasks: Annotated[tuple[Task, ...], SEVERAL] = named(
        "任务", default=(), description="任务清单，一件一项。\nThe tasks, one item each."
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        errors = [*self._period_errors(), *self._misnumbered()]
        if errors:
            raise all_wrong(errors)
        return self

    def _period_errors(self) -> Iterator[PydanticCustomError]:
        given = (self.term, self.year, self.starts or self.ends)
        if sum(one is not None for one in given) != 1:
            yield wrong(
                "请写明是哪个时期的：“学期”“年度”，或“开始”和“结束”，只写一种。",
                "say what period it is about: a term, a year, or its first and last day.",
            )
        elif (self.starts is None) != (self.ends is None):
            yield wrong("“开始”和“结束”要一起写。", "write both its first and its last day.")
        if self.starts is not None and self.ends is not None and self.ends < self.starts:
            yield wrong(
                f"结束 {self.ends} 早于开始 {self.starts}，请核对。",
                f"it ends on {self.ends}, before it begins on {self.starts}; check them.",
                ("ends",),
            )

    def _misnumbered(self) -> Iterator[PydanticCustomError]:
        """Numbers that were typed and are not those of their places."""
        for where, place, one in self._counted():
            if one.number not in (None, place):
                assert one.number is not None
                yield wrong(
                    f"按顺序这是第{chinese(place)}项，却写着“{chinese(one.number)}”；"
                    "请核对前面有没有缺漏，或删去序号，由程序编号。",
                    f"in order this is number {place}, but it says {one.number}; look for one "
                    "that is missing, or leave the number to the program.",
                    where,
                )

    def _counted(self) -> Iterator[tuple[Where, int, _Numbered]]:
        for a, section in enumerate(self.sections):
            yield ("sections", a), a + 1, section
            for b, point in enumerate(section.points):
                yield ("sections", a, "points", b), b + 1, point
                for c, detail in enumerate(point.details):
                    yield ("sections", a, "points", b, "details", c), c + 1, detail

    def days(self, terms: tuple[Term, ...]) -> tuple[date, date] | None:
        """The first and last day it is about; None where its term is not known."""
        if self.year is not None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        if self.starts is not None and self.ends is not None:
            return self.starts, self.ends
        found = next((term for term in terms if term.name == self.term), None)
        return (found.starts, found.ends) if found else None

    def period(self, setting: Setting) -> str:
        """What it is about, in words."""
        if self.year is not None:
            return f"{self.year}年度"
        if self.term is not None:
            return self.term
        assert self.starts is not None
        assert self.ends is not None
        return f"{_month(self.starts)}—{_month(self.ends)}"

    def says(self, setting: Setting) -> str:
        """Its period, and how many of its tasks are done."""
        done = sum(task.done is not None for task in self.tasks)
        counts = f"，任务 {len(self.tasks)} 项，完成 {done} 项" if self.tasks else ""
        return f"{self.period(setting)}{self.type.label}{counts}"

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """Its days, and how many of its tasks are done."""
        found = self.days(_terms(setting))
        return {
            **({"days": [day.isoformat() for day in found]} if found else {}),
            "task_count": len(self.tasks),
            "done_count": sum(task.done is not None for task in self.tasks),
        }

    def hangs(self, slug: str, setting: Setting, week: Week) -> bool:
        """While it is new."""
        return self.published is not None and self.is_new(self.published, week)

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> ReportView:
        """Its sections with their numbers, its tasks with the days between which they stand."""
        return view_of(self, posting)

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Filing]:
        """Each counts for the days it is about, as a plan, a summary or both."""
        for item in filed:
            report = item.document
            days = report.days(_terms(setting))
            for topic in report.type.topics if days else ():
                assert days is not None
                yield Filing(*days, report.published, f"{cls.folder}/{item.slug}/", topic)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Flaw]:
        """Terms that nobody knows of."""
        for item in filed:
            if item.document.days(_terms(setting)) is None:
                saying = _unknown(item.document.term or "", _terms(setting))
                yield Flaw(item.slug, ("term",), saying)


def _unknown(term: str, known: tuple[Term, ...]) -> Saying:
    names = "、".join(one.name for one in known)
    if not names:
        return Saying(
            f"校历里还没有学期，请先把“{term}”写进 content/holidays.yaml。",
            f"the calendar has no terms yet; write “{term}” into content/holidays.yaml.",
        )
    return Saying(
        f"校历里没有“{term}”，请核对学期的名称（现有：{names}）。",
        f"the calendar has no term “{term}”; check the name (there are: {names}).",
    )


def _terms(setting: Setting) -> tuple[Term, ...]:
    return setting.school.terms or setting.calendar.terms


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
