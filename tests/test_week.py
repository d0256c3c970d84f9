"""Weeks and days as schools write them."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi.week import NotADay, Week, nearest_weekday, parse_day, parse_moment, weekday_named


@pytest.mark.parametrize(
    "written",
    ["2026-11-16", "2026/11/16", "2026.11.16", "2026年11月16日", "2026 年 11 月 16 日",
     "２０２６－１１－１６", "2026—11—16", "20261116", "2026年11月16号", "2026年11月16日（星期一）",
     "2026-11-16 周一", "二〇二六年十一月十六日", "二○二六年十一月十六日"],
)  # fmt: skip
def test_a_day_may_be_written_as_schools_write_it(written: str) -> None:
    assert parse_day(written) == date(2026, 11, 16)


@pytest.mark.parametrize(
    "written",
    ["2026-02-30", "2026-13-01", "0000-00-00", "9999-12-31", "1026-11-16", "11月16日", "昨天", "",
     "2026-11", "20261316", "2026年11月16日（星期二）", "二〇二六年十三月一日",
     "2026-11-16-17", "١٤٤٨-٠٦-٠٦", "9" * 10_000, "2026-11-16\n2026-11-17"],
)  # fmt: skip
def test_a_day_that_is_none_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(NotADay) as caught:
        parse_day(written)
    assert caught.value.saying.zh.endswith("。")
    assert len(caught.value.saying.zh) < 100


@pytest.mark.parametrize("written", ["2026-W47", "2026w47", "2026-w47", "２０２６－Ｗ４７"])
def test_a_week_is_written_as_iso_8601_writes_it(written: str) -> None:
    week = Week.parse(written)
    assert str(week) == "2026-W47"
    assert (week.monday, week.sunday) == (date(2026, 11, 16), date(2026, 11, 22))


@pytest.mark.parametrize(
    "written", ["2026-W00", "2026-W54", "2025-W53", "47", "0000-W01", "9999-W52", "W47", "9" * 9999]
)
def test_a_week_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(NotADay):
        Week.parse(written)


def test_the_last_week_of_a_year_is_followed_by_the_first_of_the_next() -> None:
    assert str(Week(2026, 53).next) == "2027-W01"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("周一", 1),
        ("星期三", 3),
        ("礼拜天", 7),
        ("Sunday", 7),
        ("FRI", 5),
        ("週六", 6),
        ("周 二", 2),
    ],
)
def test_weekdays_have_many_names(written: str, number: int) -> None:
    assert weekday_named(written) == number


@pytest.mark.parametrize("written", ["周八", "周", "", "today", "周一周二", "x" * 9999])
def test_what_is_no_weekday_has_no_number(written: str) -> None:
    assert weekday_named(written) is None


def test_a_misspelt_weekday_is_recognised() -> None:
    assert nearest_weekday("Wednsday") == "wednesday"
    assert nearest_weekday("午餐") is None


@pytest.mark.parametrize(
    "written",
    ["2026-11-16 16:20", "2026-11-16T16:20", "2026-11-16 16:20:59", "2026年11月16日 16：20",
     "2026年11月16日16:20", "2026/11/16  16:20"],
)  # fmt: skip
def test_a_moment_is_a_day_and_a_minute(written: str) -> None:
    assert parse_moment(written) == datetime(2026, 11, 16, 16, 20)  # noqa: DTZ001


def test_a_moment_without_a_time_is_midnight() -> None:
    assert parse_moment("2026-11-16") == datetime(2026, 11, 16)  # noqa: DTZ001


@pytest.mark.parametrize(
    "written", ["2026-11-16 24:00", "2026-11-16 10:60", "2026-02-30 10:00", "10:00", "T" * 50_000]
)
def test_a_moment_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(NotADay):
        parse_moment(written)


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    began = time.process_time()
    for parse in (parse_day, parse_moment, Week.parse):
        try:
            parse(text)
        except NotADay as error:
            _says_something(error)
    assert time.process_time() - began < 1


def _says_something(error: NotADay) -> None:
    assert error.saying.zh.endswith("。")
    assert error.saying.en.endswith(".")
