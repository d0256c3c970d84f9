"""What the templates of a report receive: numbered sections, and tasks with the days they turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from gongshi.posted import PostedView, Posting
from gongshi.posted.figure import FigureView
from gongshi.posted.numerals import chinese

if TYPE_CHECKING:
    from gongshi.kinds.report.model import Point, Report, Section, Task


class TaskState(StrEnum):
    """How a task stands on a day, by the word that is shown."""

    WAITING = "未开始"
    GOING = "进行中"
    DONE = "已完成"
    OVERDUE = "逾期"


@dataclass(frozen=True, slots=True)
class PointView:
    """A point: （一）, its heading, its text, and what it is made up of with 1. 2. 3."""

    number: str
    title: str
    text: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section: 一、, its heading, its paragraphs, its points."""

    place: int
    number: str
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[PointView, ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task. Of one that is done `done` says when, and whether that was late.

    For others the browser says how it stands: `words` and `signs` hold before `since`, from then
    on, and after `until`.
    """

    name: str
    owner: str
    due: str
    done: str
    result: str
    since: str
    until: str
    words: str
    signs: str


@dataclass(frozen=True, slots=True)
class ReportView(PostedView):
    """A report's page and poster; `share` is how much of the tasks is done, from 0 to 1."""

    type: str
    period: str
    summary: str | None
    figures: tuple[FigureView, ...]
    sections: tuple[SectionView, ...]
    tasks: tuple[TaskView, ...]
    done: int
    share: str


def view_of(report: Report, posting: Posting) -> ReportView:
    """The view of one report."""
    done = sum(task.done is not None for task in report.tasks)
    return posting.view(
        ReportView,
        type=report.type.label,
        period=report.period(posting.setting),
        summary=report.summary,
        figures=tuple(one.view for one in report.figures),
        sections=tuple(_section(one, place) for place, one in enumerate(report.sections, 1)),
        tasks=tuple(map(_task, report.tasks)),
        done=done,
        share=f"{done / len(report.tasks):.3f}" if report.tasks else "0",
    )


def _section(section: Section, place: int) -> SectionView:
    lines = (section.text or "").split("\n")
    return SectionView(
        place,
        f"{chinese(place)}、",
        section.title,
        tuple(line.strip() for line in lines if line.strip()),
        tuple(_point(one, n) for n, one in enumerate(section.points, 1)),
    )


def _point(point: Point, place: int) -> PointView:
    details = tuple(f"{n}. {one.text}" for n, one in enumerate(point.details, 1))
    return PointView(f"（{chinese(place)}）", point.title or "", point.text, details)


def _task(task: Task) -> TaskView:
    since, until, words, signs = _turns(task)
    return TaskView(
        name=task.name,
        owner=task.owner or "",
        due=_said(task.due) if task.due else "",
        done=_done(task),
        result=task.result or "",
        since=since.isoformat(),
        until=until.isoformat(),
        words=words,
        signs=signs,
    )


def _turns(task: Task) -> tuple[date, date, str, str]:
    """The first and last day between which it stands otherwise than before and after.

    >>> from gongshi.kinds.report.model import Task
    >>> task = Task(name="换灯", due=date(2026, 11, 13))
    >>> [str(part) for part in _turns(task)]
    ['2026-11-14', '2026-11-13', '未开始 进行中 逾期', 'n go o']
    """
    until = task.due or date.max
    begun = task.began or (until + timedelta(days=1) if task.due else date.max)
    words = (TaskState.WAITING, TaskState.GOING, TaskState.OVERDUE)
    return begun, until, " ".join(words), "n go o"


def _done(task: Task) -> str:
    if task.done is None:
        return ""
    late = (task.done - task.due).days if task.due else 0
    return _said(task.done) + (f"完成，迟 {late} 天" if late > 0 else "完成")


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
