"""Reports: their period, how their tasks stand on any day, and how they are counted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.test_golden import setting

from gongshi.document import Filed, Reading
from gongshi.kinds.report import Report
from gongshi.kinds.report.model import Task
from gongshi.kinds.report.views import ReportView, TaskState, TaskView
from gongshi.posted.figure import Figure
from gongshi.school import School
from gongshi.schooldays import Calendar

TEXT = {
    "标题": "计划",
    "类型": "计划",
    "年度": "2026",
    "部分": [{"标题": "重点", "内容": "安全。"}],
}
DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 31))


def filed(slug: str = "plan", **more: Any) -> Filed[Report]:
    """A report as read from a file of that name; what is None is left out."""
    said = {key: value for key, value in {**TEXT, **more}.items() if value is not None}
    return Filed(slug, Report.model_validate(said, context=Reading(slug)))


def view_of(item: Filed[Report]) -> ReportView:
    """The view of a report's page."""
    (page,) = Report.pages((item,), setting())
    assert isinstance(page.view, ReportView)
    return page.view


# ---- tasks ---------------------------------------------------------------------------------------


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """A task begun, due and done on any days that go together."""
    began = draw(st.none() | DAYS)
    after = DAYS.map(lambda day: max(day, began) if began else day)
    return Task(name="事", began=began, due=draw(st.none() | after), done=draw(st.none() | after))


@given(tasks(), DAYS)
def test_a_task_is_done_or_late_or_under_way_or_not_begun(task: Task, day: date) -> None:
    far = date(9999, 1, 1)
    is_done, is_late = day >= (task.done or far), day > (task.due or far)
    is_begun = day >= (task.began or far)
    expected = {
        is_begun: TaskState.GOING,
        is_late: TaskState.OVERDUE,
        is_done: TaskState.DONE,
    }.get(True, TaskState.WAITING)
    assert task.state_on(day) is expected


def in_the_browser(shown: TaskView, day: date) -> str:
    """What base.js writes on a day."""
    at = 0 if str(day) < shown.since else 2 if str(day) > shown.until else 1
    return shown.words.split(" ")[at]


@given(tasks(), DAYS)
def test_the_browser_says_the_same_of_what_is_not_done(task: Task, day: date) -> None:
    open_task = task.model_copy(update={"done": None})
    report = Report.model_validate(TEXT).model_copy(update={"tasks": (open_task,)})
    (shown,) = view_of(Filed("plan", report)).tasks
    assert in_the_browser(shown, day) == open_task.state_on(day).value


@given(st.lists(tasks(), max_size=12))
def test_progress_is_counted_from_the_tasks(found: list[Task]) -> None:
    report = Report.model_validate(TEXT).model_copy(update={"tasks": tuple(found)})
    done = len([task for task in found if task.done])
    view = view_of(Filed("plan", report))
    assert view.done == done
    assert float(view.share) == pytest.approx(done / len(found) if found else 0, abs=0.001)
    assert len([one for one in view.tasks if one.done]) == done
    (page,) = Report.pages((Filed("plan", report),), setting())
    data = json.loads(page.data["report.json"])
    assert (data["task_count"], data["done_count"]) == (len(found), done)
    assert (f"任务 {len(found)} 项，完成 {done} 项" in view.says) == bool(found)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-11-13", "2026年11月16日完成，迟 3 天"),
        ("2026-11-16", "2026年11月16日完成"),
        (None, "2026年11月16日完成"),
    ],
)
def test_a_task_done_late_says_by_how_many_days(due: str | None, said: str) -> None:
    task = {"任务": "调查", "完成日期": "2026-11-16", **({"期限": due} if due else {})}
    assert view_of(filed(任务=[task])).tasks[0].done == said


@pytest.mark.parametrize("last", ["期限", "完成日期"])
def test_a_task_cannot_end_before_it_begins(last: str) -> None:
    with pytest.raises(ValidationError, match="before the day it was begun"):
        filed(任务=[{"任务": "事", "开始日期": "2026-11-02", last: "2026-11-01"}])


# ---- period --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "days", "words"),
    [
        ({}, (date(2026, 1, 1), date(2026, 12, 31)), "2026年度"),
        (
            {"年度": None, "学期": "2026年秋季学期"},
            (date(2026, 8, 31), date(2027, 1, 22)),
            "2026年秋季学期",
        ),
        (
            {"年度": None, "开始": "2026-09-01", "结束": "2026-10-31"},
            (date(2026, 9, 1), date(2026, 10, 31)),
            "2026年9月1日—2026年10月31日",
        ),
    ],
)
def test_it_is_about_a_year_a_term_or_some_days(
    said: dict[str, Any], days: tuple[date, date], words: str
) -> None:
    where = setting()
    terms = where.school.terms or where.calendar.terms
    item = filed(**said)
    if item.document.term:
        days = next((term.starts, term.ends) for term in terms if term.name == item.document.term)
    assert item.document.period(where) == words
    (filing,) = Report.filings((item,), where)
    assert (filing.starts, filing.ends, filing.topic) == (*days, "计划")


@pytest.mark.parametrize(
    "said", [{"年度": None}, {"学期": "2026年秋季学期"}, {"年度": None, "开始": "2026-09-01"}]
)
def test_it_is_about_one_period_and_says_which(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"period|both its first"):
        filed(**said)


def test_its_days_run_forward() -> None:
    with pytest.raises(ValidationError, match="before it begins"):
        filed(年度=None, 开始="2026-09-01", 结束="2026-08-01")


def test_a_term_that_nobody_knows_is_told() -> None:
    item = filed(年度=None, 学期="2026年冬季学期")
    (flaw,) = Report.flaws((item,), setting())
    assert "校历里没有“2026年冬季学期”" in flaw.saying.zh
    assert [*Report.filings((item,), setting())] == []
    assert [*Report.flaws((filed(),), setting())] == []


def test_a_summary_and_plan_counts_for_both() -> None:
    topics = [one.topic for one in Report.filings((filed(类型="总结与计划"),), setting())]
    assert topics == ["总结", "计划"]


# ---- sections and figures ------------------------------------------------------------------------


def test_sections_points_and_details_are_counted_and_typed_numbers_checked() -> None:
    sections = [
        {"标题": "一、食堂", "要点": ["（一）公开；", {"标题": "2. 检查", "内容": "每天。"}]},
        {
            "标题": "宿舍",
            "内容": "平安。",
            "要点": [{"内容": "两件事：", "细目": ["1. 灯；", "2. 门。"]}],
        },
    ]
    first, second = view_of(filed(部分=sections)).sections
    assert (first.number, first.title, second.number) == ("一、", "食堂", "二、")
    assert [(one.number, one.title, one.text) for one in first.points] == [
        ("（一）", "", "公开；"),
        ("（二）", "检查", "每天。"),
    ]
    assert second.points[0].details == ("1. 灯；", "2. 门。")
    with pytest.raises(ValidationError, match="number 1, but it says 2"):
        filed(部分=[{"标题": "二、食堂", "内容": "公开。"}])


def test_words_that_only_look_like_a_number_stay() -> None:
    section = {"标题": "重点", "要点": ["三、四年级错峰就餐；", "1.5 米以上的围栏。"]}
    points = view_of(filed(部分=[section])).sections[0].points
    assert [one.text for one in points] == ["三、四年级错峰就餐；", "1.5 米以上的围栏。"]


def test_a_section_says_something() -> None:
    with pytest.raises(ValidationError, match="says nothing"):
        filed(部分=[{"标题": "食堂"}])


@given(
    st.decimals(0, 99_999, places=1),
    st.sampled_from(["克", "小时", "万人次", "%", "千瓦时"]),
    st.booleans(),
)
def test_a_figure_may_carry_its_unit(value: Any, unit: str, spaced: bool) -> None:
    said = f"{value}{' ' if spaced else ''}{unit}"
    figure = Figure.model_validate({"名称": "数", "数值": said})
    assert (figure.value, figure.unit) == (str(value), unit)


def test_a_figure_is_a_number() -> None:
    with pytest.raises(ValidationError, match="is not a number"):
        Figure.model_validate({"名称": "数", "数值": "许多"})
    kept = Figure.model_validate({"名称": "夜班", "数值": "18:30—7:00"})
    assert (kept.value, kept.unit) == ("18:30—7:00", None)
    assert Figure(name="数", value="125", unit="克").view.unit == "克"


def test_days_later_than_the_last_are_overdue() -> None:
    task = Task(name="换锁", due=date(2026, 11, 13), began=date(2026, 11, 2))
    states = [task.state_on(date(2026, 11, 1) + timedelta(days=n)) for n in (0, 1, 12, 13)]
    assert states == [TaskState.WAITING, TaskState.GOING, TaskState.GOING, TaskState.OVERDUE]


def test_a_section_is_more_than_a_list() -> None:
    with pytest.raises(ValidationError):
        filed(部分=[["食堂"]])


def test_a_calendar_without_terms_is_told_to_have_some() -> None:
    bare = replace(setting(), calendar=Calendar(), school=without_terms(setting().school))
    (flaw,) = Report.flaws((filed(年度=None, 学期="2026年秋季学期"),), bare)
    assert "请先把“2026年秋季学期”写进 content/holidays.yaml" in flaw.saying.zh


def without_terms(school: School) -> School:
    """The school as it is where it keeps no terms of its own."""
    return school.model_copy(update={"terms": ()})
