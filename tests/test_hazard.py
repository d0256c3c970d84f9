"""Hazards and their roll-up, held against a second, naive way of counting."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from gongshi.hazard import (
    Change,
    Counts,
    Findings,
    Hazard,
    HazardLevel,
    Place,
    Record,
    middle_of,
    rolled_up,
)

START = date(2026, 10, 1)
DAYS = st.integers(0, 60).map(lambda number: START + timedelta(days=number))


@st.composite
def hazards(draw: st.DrawFn) -> Hazard:
    opened = draw(DAYS)
    after = st.integers(0, 40).map(lambda number: opened + timedelta(days=number))
    return Hazard(
        what="x",
        place=draw(st.sampled_from(Place)),
        level=draw(st.sampled_from(HazardLevel)),
        opened=opened,
        address="inspections/x/",
        deadline=draw(st.none() | after),
        closed=draw(st.none() | after),
    )


RECORDS = st.builds(
    Record,
    day=DAYS,
    title=st.just("t"),
    says=st.just(""),
    address=st.just("a/"),
    daily=st.booleans(),
)
SPANS = st.tuples(DAYS, DAYS).map(sorted)
FOUND = st.builds(
    Findings,
    st.lists(hazards(), max_size=25).map(tuple),
    st.lists(RECORDS, max_size=25).map(tuple),
)


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@given(FOUND, SPANS, st.integers(0, 80))
def test_what_was_open_plus_what_came_is_what_went_plus_what_is_open(
    findings: Findings, span: list[date], later: int
) -> None:
    first, last = span
    roll = rolled_up(findings, first, last, first + timedelta(days=later), ())

    assert len(roll.carried) + len(roll.opened) == len(roll.closed) + len(roll.still_open)
    assert set(roll.overdue) <= set(roll.still_open)


@given(FOUND, SPANS, st.integers(0, 80))
def test_the_counts_are_those_of_walking_through_the_days_one_by_one(
    findings: Findings, span: list[date], later: int
) -> None:
    first, last = span
    today = first + timedelta(days=later)
    roll = rolled_up(findings, first, last, today, ())

    standing = [one for one in findings.hazards if one.opened < first]
    standing = [one for one in standing if not (one.closed and one.closed < first)]
    opened = closed = 0
    took = []
    for day in each_day(first, min(last, today)):
        new = [one for one in findings.hazards if one.opened == day]
        standing += new
        gone = [one for one in standing if one.closed == day]
        standing = [one for one in standing if one.closed != day]
        opened, closed = opened + len(new), closed + len(gone)
        took += [len(each_day(one.opened, day)) - 1 for one in gone]
    end = min(last, today)
    late = [one for one in standing if one.deadline and one.deadline in each_day(START, end)[:-1]]

    assert roll.counts == Counts(opened, closed, len(standing), len(late))
    assert roll.days_to_close == tuple(sorted(took))
    assert middle_of(took) == (f"{median(took):g}" if took else "")


@given(FOUND, SPANS)
def test_places_and_levels_each_add_up_to_the_whole(findings: Findings, span: list[date]) -> None:
    first, last = span
    roll = rolled_up(findings, first, last, date(2027, 1, 1), ())

    assert sum((counts for _, counts in roll.by(Place)), Counts()) == roll.counts
    assert sum((counts for _, counts in roll.by(HazardLevel)), Counts()) == roll.counts


@given(FOUND, st.integers(1, 59))
def test_two_spans_side_by_side_count_what_both_together_do(findings: Findings, cut: int) -> None:
    last = START + timedelta(days=100)
    middle = START + timedelta(days=cut)
    whole = rolled_up(findings, START, last, last, ()).counts
    left = rolled_up(findings, START, middle, last, ()).counts
    right = rolled_up(findings, middle + timedelta(days=1), last, last, ()).counts

    assert (left.opened + right.opened, left.closed + right.closed) == (whole.opened, whole.closed)
    assert (right.still_open, right.overdue) == (whole.still_open, whole.overdue)


@given(FOUND, SPANS, st.sets(DAYS), st.integers(0, 80))
def test_every_school_day_that_is_over_has_a_daily_record_or_is_named(
    findings: Findings, span: list[date], taught: set[date], later: int
) -> None:
    first, last = span
    today = first + timedelta(days=later)
    roll = rolled_up(findings, first, last, today, sorted(taught))

    for day in each_day(first, min(last, today)):
        has_record = any(one.daily and one.day == day for one in findings.records)
        is_named = day in roll.unrecorded
        assert is_named == (day in taught and not has_record and day != today)
        found = any(one.opened == day for one in findings.hazards)
        assert (day in roll.clean) == (has_record and not found)


def test_a_day_is_not_missing_before_it_is_over() -> None:
    today = date(2026, 11, 20)
    roll = rolled_up(Findings((), ()), today, today, today, (today,))
    assert roll.unrecorded == ()
    assert rolled_up(Findings((), ()), today, today, date(2026, 11, 21), (today,)).unrecorded


def test_a_hazard_that_closes_two_weeks_later_stands_in_both_months() -> None:
    one = Hazard(
        "应急灯不亮", Place.DORMITORY, HazardLevel.GENERAL, date(2026, 10, 29), "",
        deadline=date(2026, 11, 13), closed=date(2026, 11, 12),
    )  # fmt: skip
    found = Findings((one,), ())
    today = date(2026, 11, 22)
    october = rolled_up(found, date(2026, 10, 1), date(2026, 10, 31), today, ())
    november = rolled_up(found, date(2026, 11, 1), date(2026, 11, 30), today, ())

    assert (october.state_of(one), october.counts) == ("open", Counts(1, 0, 1, 0))
    assert (november.state_of(one), november.counts) == ("closed", Counts(0, 1, 0, 0))
    assert november.days_to_close == (14,)


def test_a_deadline_is_missed_the_day_after_it() -> None:
    one = Hazard(
        "门锁",
        Place.WIRING,
        HazardLevel.GENERAL,
        date(2026, 11, 2),
        "",
        deadline=date(2026, 11, 13),
    )
    assert not one.is_overdue_on(date(2026, 11, 13))
    assert one.is_overdue_on(date(2026, 11, 14))


def test_records_that_were_changed_are_told() -> None:
    day = date(2026, 11, 5)
    record = Record(
        day, "日管控", "", "a/", daily=True, changes=(Change("11月6日", "什么", "为何"),)
    )
    assert rolled_up(Findings((), (record,)), day, day, day, ()).changed == (record,)
