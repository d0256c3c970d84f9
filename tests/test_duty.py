"""Duties: their turns and last days, and how a school stands with one on any day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.duty import Duty, Every, Round, Standing, Turn, round_of, standing_of
from gongshi.publication import Filing
from gongshi.school import School, Stage, Term
from gongshi.schooldays import Calendar

AUTUMN = Term(name="秋季", starts=date(2026, 8, 31), ends=date(2027, 1, 22))
SPRING = Term(name="春季", starts=date(2026, 2, 25), ends=date(2026, 7, 3))
CALENDAR = Calendar.model_validate(
    {
        "学期": [SPRING.model_dump(), AUTUMN.model_dump()],
        "年份": {
            "2026": {"放假": [{"名称": "国庆节", "开始": "2026-10-01", "结束": "2026-10-07"}]},
            "2027": {"放假": [{"名称": "元旦", "开始": "2027-01-01", "结束": "2027-01-01"}]},
        },
    }
)
SCHOOL = School(code="qinghe", name="青禾小学", stage=Stage.PRIMARY)
MENU = Duty(name="下周食谱", kind="食谱", every=Every.WEEK, turn=Turn.NEXT, due="开始前")
MONEY = Duty(name="上月收支", kind="收支", every=Every.MONTH, turn=Turn.LAST, due="结束后15天")
DAYS = st.dates(date(2026, 9, 7), date(2027, 1, 15))


def filing(first: date, last: date, published: date | None, topic: str = "") -> Filing:
    """A document about the days between two."""
    return Filing(first, last, published, "somewhere/", topic)


@pytest.mark.parametrize(
    ("duty", "day", "expected"),
    [
        (MENU, date(2026, 11, 22), ("2026-11-23", "2026-11-29", "2026-11-22")),
        (MENU, date(2026, 11, 23), ("2026-11-30", "2026-12-06", "2026-11-29")),
        (MONEY, date(2026, 11, 22), ("2026-10-01", "2026-10-31", "2026-11-15")),
        (MONEY, date(2027, 1, 1), ("2026-12-01", "2026-12-31", "2027-01-15")),
        (
            Duty(name="计划", kind="计划", every=Every.TERM, due="开始后30天"),
            date(2026, 11, 22),
            ("2026-08-31", "2027-01-22", "2026-09-30"),
        ),
        (
            Duty(name="检查", kind="检查", every=Every.MONTH, due="期内"),
            date(2026, 2, 9),
            ("2026-02-01", "2026-02-28", "2026-02-28"),
        ),
    ],
)
def test_a_turn_has_its_days_and_its_last_day(
    duty: Duty, day: date, expected: tuple[str, str, str]
) -> None:
    starts, ends, due = map(date.fromisoformat, expected)
    assert round_of(duty, day, CALENDAR.terms) == Round(starts, ends, due)


def test_a_standing_duty_has_no_turns() -> None:
    duty = Duty(name="制度", kind="制度", every=Every.STANDING)
    assert round_of(duty, date(2026, 11, 22), CALENDAR.terms) is None
    held = filing(date(2026, 9, 1), date(2026, 12, 31), date(2026, 8, 20))
    standings = [
        standing_of(duty, SCHOOL, [held], CALENDAR, day).standing
        for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 31), date(2027, 1, 1))
    ]
    missing, published = Standing.MISSING, Standing.PUBLISHED
    assert standings == [missing, published, published, missing]


def _naive(duty: Duty, filings: list[Filing], day: date) -> Standing:
    """The same reckoned another way: day by day through the month or week."""
    if duty.every is Every.WEEK:
        first = day - timedelta(days=day.weekday()) + timedelta(days=7)
        days = [first + timedelta(days=n) for n in range(7)]
        due = first - timedelta(days=1)
    else:
        last = day.replace(day=1) - timedelta(days=1)
        days = [last.replace(day=n) for n in range(1, last.day + 1)]
        due = last + timedelta(days=15)
    lessons = [one for one in days if CALENDAR.is_workday(one)]
    if not any(term.starts <= one <= term.ends for one in lessons for term in CALENDAR.terms):
        return Standing.NOT_APPLICABLE
    found = [
        one.published
        for one in filings
        if any(one.starts <= a_day <= one.ends for a_day in days)
        and (one.published is None or one.published <= day)
    ]
    if None in found:
        return Standing.PUBLISHED
    first_days = sorted(one for one in found if one is not None)
    if first_days:
        return Standing.PUBLISHED if first_days[0] <= due else Standing.LATE
    return Standing.MISSING if day > due else Standing.NOT_DUE


@st.composite
def filings(draw: st.DrawFn) -> list[Filing]:
    """Documents about some days, published on others."""
    return [
        filing(first, first + timedelta(days=draw(st.integers(0, 8))), published)
        for first, published in draw(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=6))
    ]


@given(st.sampled_from([MENU, MONEY]), filings(), DAYS)
def test_a_school_stands_as_a_slow_reckoning_says(
    duty: Duty, found: list[Filing], day: date
) -> None:
    assert standing_of(duty, SCHOOL, found, CALENDAR, day).standing is _naive(duty, found, day)


@given(st.sampled_from([MENU, MONEY]), filings(), DAYS)
def test_what_is_published_in_time_never_becomes_late(
    duty: Duty, found: list[Filing], day: date
) -> None:
    cell = standing_of(duty, SCHOOL, found, CALENDAR, day)
    if cell.standing is Standing.PUBLISHED and cell.round and cell.round.starts > day:
        later = standing_of(
            Duty(**{**duty.model_dump(), "turn": Turn.THIS}),
            SCHOOL,
            found,
            CALENDAR,
            cell.round.starts,
        )
        assert later.standing is Standing.PUBLISHED


def test_holidays_ask_for_nothing() -> None:
    duty = Duty(name="本周食谱", kind="食谱", every=Every.WEEK)
    august = standing_of(duty, SCHOOL, [], CALENDAR, date(2026, 8, 12))
    assert august.standing is Standing.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("more", "standing"),
    [
        ({"exempt": {"上月收支": "无食堂"}}, Standing.NOT_APPLICABLE),
        ({"stage": Stage.KINDERGARTEN}, Standing.NOT_APPLICABLE),
        ({}, Standing.MISSING),
    ],
)
def test_a_duty_may_not_apply(more: dict[str, Any], standing: Standing) -> None:
    duty = Duty(**{**MONEY.model_dump(), "stages": (Stage.PRIMARY,)})
    school = SCHOOL.model_copy(update=more)
    assert standing_of(duty, school, [], CALENDAR, date(2026, 11, 22)).standing is standing


def test_only_documents_of_the_topic_count() -> None:
    duty = Duty(name="食堂检查", kind="检查", topic="食堂", every=Every.MONTH)
    day = date(2026, 11, 22)
    toilets, canteen = (filing(day, day, day, topic) for topic in ("厕所", "食堂"))
    assert standing_of(duty, SCHOOL, [toilets], CALENDAR, day).standing is Standing.NOT_DUE
    assert standing_of(duty, SCHOOL, [toilets, canteen], CALENDAR, day).published == day
