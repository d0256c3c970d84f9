"""Schedules: what is read from them, what clashes, what the browser and the poster are told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from pydantic import ValidationError
from tests.test_golden import setting

from gongshi.document import Filed, Reading
from gongshi.errors import InvalidContent
from gongshi.kinds.schedule import Schedule
from gongshi.kinds.schedule.clashes import Placed, meeting_of
from gongshi.kinds.schedule.views import ScheduleView
from gongshi.load import read_source
from gongshi.recurrence import Among, Recurrence, months_of, months_said, recurrence_of
from gongshi.render.page import Pages
from gongshi.school import Term
from gongshi.schooldays import Calendar, Holiday, Year
from gongshi.times import Slot, slot_of
from gongshi.validate import model_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SAMPLES = Path(__file__).parents[1] / "samples"
TERM = Term(name="秋", starts=date(2026, 8, 31), ends=date(2027, 1, 22))
NATIONAL = Holiday(name="国庆节", starts=date(2026, 10, 1), ends=date(2026, 10, 7))
CALENDAR = Calendar(
    terms=(TERM,), years={2026: Year(holidays=(NATIONAL,), make_up=(date(2026, 10, 10),))}
)


def schedule_of(text: str) -> Schedule:
    source = read_source("schedule.yaml", text.encode())
    return model_of(Schedule, source, Reading("schedule"))


def view_of(schedule: Schedule) -> ScheduleView:
    page = next(iter(Schedule.pages((Filed("s", schedule),), setting())))
    assert isinstance(page.view, ScheduleView)
    return page.view


def sample(name: str) -> Schedule:
    return schedule_of((SAMPLES / name).read_text("utf-8"))


HEAD = "标题: 错峰\n主题: 错峰\n执行日期: 2026-09-01\n"


# ---- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("7:40", "7:40"),
        ("０７：４０—７：５０", "7:40–7:50"),
        ("7点40分至8点", "7:40–8:00"),
        ("22:00-24:00", "22:00–24:00"),
        ("18:30-次日7:00", "18:30–次日7:00"),
        ("上午8：30～9：10", "8:30–9:10"),
        ("下午2点半-3:10", "14:30–15:10"),
        ("晚上10:00—次日6时", "22:00–次日6:00"),
        ("中午12点", "12:00"),
    ],
)
def test_times_are_read_as_clerks_write_them(written: str, said: str) -> None:
    assert str(slot_of(written)) == said


@pytest.mark.parametrize(
    "written", ["", "早上", "7:60", "25:00", "24:00", "8:00-24:30", "7-8-9", "上午11:30-1:00"]
)
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(InvalidContent):
        schedule_of(f'{HEAD}安排:\n  - {{时间: "{written}", 内容: 到岗}}\n'.replace('""', '" "'))


def minutes(slot: Slot) -> set[int]:
    """Every minute of a day that a slot holds, counted one by one; a point is its own minute."""
    return {minute % 1440 for minute in range(slot.starts, max(slot.ends, slot.starts + 1))}


slots = st.builds(
    lambda start, length: Slot(start, start + length),
    st.integers(0, 1439),
    st.one_of(st.just(0), st.integers(1, 1440)),
)


@given(slots, slots)
def test_slots_meet_exactly_when_they_share_a_minute(one: Slot, other: Slot) -> None:
    assert one.meets(other) == bool(minutes(one) & minutes(other))


@given(slots)
def test_a_slot_is_read_back_as_it_is_said(slot: Slot) -> None:
    assert slot_of(str(slot)) == slot


# ---- days and months -----------------------------------------------------------------------------

recurrences = st.builds(
    Recurrence,
    st.sampled_from(Among),
    st.sets(st.integers(1, 7), min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(0, 2),
    st.just(()),
)
days = st.integers(0, 200).map(lambda number: date(2026, 8, 24) + timedelta(days=number))


def naive_workday(day: date) -> bool:
    if day == date(2026, 10, 10):
        return True
    return day.weekday() < 5 and not date(2026, 10, 1) <= day <= date(2026, 10, 7)


@given(recurrences, days)
def test_days_that_come_round_are_those_a_calendar_on_the_wall_shows(
    comes: Recurrence, day: date
) -> None:
    in_term = TERM.starts <= day <= TERM.ends
    week = (day - date(2026, 8, 31)).days // 7 + 1
    expected = (
        day.isoweekday() in comes.weekdays
        and (not comes.weeks or (in_term and week % 2 == comes.weeks % 2))
        and {
            Among.EVERY: True,
            Among.SCHOOL: in_term and naive_workday(day),
            Among.WORK: naive_workday(day),
            Among.REST: not naive_workday(day),
        }[comes.among]
    )
    assert comes.falls_on(day, CALENDAR, (TERM,)) == expected


@given(recurrences, recurrences, days)
def test_days_that_fall_together_were_said_to_be_able_to(
    one: Recurrence, other: Recurrence, day: date
) -> None:
    if one.falls_on(day, CALENDAR, (TERM,)) and other.falls_on(day, CALENDAR, (TERM,)):
        assert one.may_meet(other)
        assert one.may_fall_on(day)


@pytest.mark.parametrize(
    ("written", "said", "code"),
    [
        ("每天", "每日", "e"),
        ("教学日", "教学日", "s"),
        ("双周", "双周每日", "ev"),
        ("周一至周五", "周一至周五", "e12345"),
        ("星期一、三、五", "周一、周三、周五", "e135"),
        ("周一三五", "周一、周三、周五", "e135"),
        ("周末", "周末", "e67"),
        ("单周周三", "单周周三", "e3o"),
        ("每月1日、15日", "每月1日、15日", "e/1.15"),
    ],
)
def test_days_are_read_as_clerks_write_them(written: str, said: str, code: str) -> None:
    found = recurrence_of(written)
    assert (str(found), found.code) == (said, code)
    assert recurrence_of(said) == found


@given(st.sets(st.integers(1, 12), min_size=1))
def test_months_are_read_back_as_they_are_said(months: set[int]) -> None:
    assert set(months_of(months_said(months))) == months


# ---- what must keep apart ------------------------------------------------------------------------

places = st.sampled_from(["南门", "东门"])
spans = st.tuples(st.integers(0, 20), st.integers(0, 12)).map(
    lambda pair: Slot(420 + pair[0], 420 + pair[0] + pair[1])
)
week = st.sampled_from(["每日", "周一至周五", "周六", "单周周一", "双周周一", "周一"])
lines = st.lists(st.tuples(places, spans, week), min_size=2, max_size=5)


def clash_by_the_minute(one: tuple[str, Slot, str], other: tuple[str, Slot, str]) -> bool:
    """Whether two lines share a minute of any day of fourteen, looking at each one."""
    if one[0] != other[0] or not minutes(one[1]) & minutes(other[1]):
        return False
    fortnight = [date(2026, 11, 16) + timedelta(days=number) for number in range(14)]
    return any(
        recurrence_of(one[2]).falls_on(day, CALENDAR, (TERM,))
        and recurrence_of(other[2]).falls_on(day, CALENDAR, (TERM,))
        for day in fortnight
    )


@given(lines)
def test_clashes_are_those_found_minute_by_minute(found: list[tuple[str, Slot, str]]) -> None:
    rows = "".join(
        f"      - {{时间: {slot}, 地点: {place}, 日子: {days}, 对象: {number}班}}\n"
        for number, (place, slot, days) in enumerate(found)
    )
    expected = sum(
        clash_by_the_minute(one, other)
        for place, one in enumerate(found)
        for other in found[place + 1 :]
    )
    text = f"{HEAD}分组:\n  - 名称: 入校\n    错开: 是\n    安排:\n{rows}"
    source = read_source("schedule.yaml", text.encode())
    try:
        Schedule.model_validate(source.data, context=Reading("s"))
        told = 0
    except ValidationError as error:
        told = error.error_count()
    assert told == expected


def test_lines_need_not_keep_apart_unless_the_group_says_so() -> None:
    rows = "    安排: [{时间: 7:00-8:00, 对象: 一}, {时间: 7:00-8:00, 对象: 二}]\n"
    assert schedule_of(f"{HEAD}分组:\n  - 名称: 入校\n{rows}").groups


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        ("日期: 2026-11-23", "日期: 2026-11-23", True),
        ("日期: 2026-11-23", "日期: 2026-11-24", False),
        ("日期: 2026-11-23", "日子: 周一", True),
        ("日子: 周二", "日期: 2026-11-23", False),
        ("日期: 2026-11-23", "月份: 12月", False),
        ("月份: 3-5月", "月份: 5-7月", True),
        ("月份: 3-4月", "月份: 5-7月", False),
        ("日子: 教学日", "日子: 休息日", False),
        ("日子: 每月1日", "日子: 每月2日", False),
    ],
)
def test_lines_clash_on_common_days_only(one: str, other: str, meets: bool) -> None:
    rows = f"    安排: [{{时间: 7:00-8:00, {one}}}, {{时间: 7:30, {other}}}]\n"
    text = f"{HEAD}分组:\n  - 名称: 入校\n    错开: 否\n{rows}"
    placed: tuple[Placed, ...] = tuple(schedule_of(text).placed())
    group = schedule_of(text).groups[0].model_copy(update={"apart": True})
    first, second = (Placed(item.where, item.line, group, item.days, item.place) for item in placed)
    assert (meeting_of(first, second) is not None) == meets


# ---- meals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["午餐", "午餐错峰", "中餐就餐"])
def test_a_meal_outside_the_schools_hours_is_a_warning(name: str) -> None:
    rows = "    安排: [{时间: 11:40-12:00, 对象: 一}, {时间: 12:10-12:40, 对象: 二}]\n"
    filed = (Filed("s", schedule_of(f"{HEAD}分组:\n  - 名称: {name}\n{rows}")),)
    (flaw,) = Schedule.flaws(filed, setting())
    assert flaw.warning
    assert flaw.where == ("groups", 0, "lines", 1, "times")
    assert "12:10–12:40" in flaw.saying.zh
    assert "11:40–12:20" in flaw.saying.zh


def test_what_is_no_meal_may_be_at_any_time() -> None:
    rows = "日子: [周一, 周三]\n安排: [{时间: 3:00, 内容: 巡查, 月份: [3月, 4月]}]\n"
    schedule = schedule_of(HEAD + rows)
    assert str(schedule.days) == "周一、周三"
    assert schedule.lines[0].months == (3, 4)
    assert not list(Schedule.flaws((Filed("s", schedule),), setting()))


def test_the_schools_own_word_for_a_meal_is_known_and_a_point_of_time_holds_nothing_to() -> None:
    rows = "    安排: [{时间: 9:30-9:50, 对象: 一}]\n"
    filed = (Filed("s", schedule_of(f"{HEAD}分组:\n  - 名称: 课间餐\n{rows}")),)
    assert not list(Schedule.flaws(filed, setting()))


# ---- what is shown -------------------------------------------------------------------------------


def test_bars_lie_on_their_axis() -> None:
    view = view_of(sample("schedule.yaml"))
    axes = [group for group in view.groups if group.axis]
    assert [group.name for group in axes] == ["早晨入校", "午餐"]
    for group in axes:
        assert group.marks[0][1] == 0
        assert group.marks[-1][1] == 1
        for line in group.lines:
            assert all(along >= 0 and along + wide <= 1.001 for along, wide in line.bars)


def test_the_browser_is_given_the_calendar_of_the_days_in_force() -> None:
    view = view_of(sample("schedule.yaml"))
    assert view.free == "中秋节 2026-09-25 2026-09-27|国庆节 2026-10-01 2026-10-07"
    assert view.worked == "2026-09-20 2026-10-10"
    assert view.terms == "2026-09-01 2027-01-22"


def test_the_wheel_of_the_year_has_a_ring_for_each_care() -> None:
    view = view_of(sample("schedule.greening.yaml"))
    assert [(care.name, care.said) for care in view.cares][:2] == [
        ("浇水", "4–10月"),
        ("施肥", "3月、6月、11月"),
    ]
    assert not view_of(sample("schedule.yaml")).cares


def test_it_counts_for_its_topic_and_its_days() -> None:
    (filing,) = Schedule.filings((Filed("s", sample("schedule.yaml")),), setting())
    assert (filing.topic, filing.starts, filing.ends) == (
        "错峰",
        date(2026, 9, 1),
        date(2027, 1, 22),
    )
    (open_end,) = Schedule.filings((Filed("s", sample("schedule.greening.yaml")),), setting())
    assert open_end.ends == date.max


def test_short_lines_stand_in_two_columns_on_the_poster() -> None:
    rows = "    安排: [{时间: 7:00-8:00, 内容: 早读}]\n"
    two = f"分组:\n  - 名称: 上午\n{rows}  - 名称: 下午\n{rows}"
    bell = schedule_of(f"标题: 作息\n主题: 作息\n执行日期: 2026-09-01\n{two}")
    assert view_of(bell).in_columns
    assert not view_of(sample("schedule.yaml")).in_columns


@pytest.mark.parametrize(
    ("written", "ratio", "minutes_"),
    [
        ("配比: 250毫克/升, 时长: 半小时", "250 mg/L", 30),
        ("配比: 1：200, 时长: 1小时", "1:200", 60),
        ("配比: ７５％, 时长: 3分钟", "75%", 3),
        ("配比: 500ppm, 时长: 15", "500 mg/L", 15),
    ],
)
def test_ratios_and_lengths_are_read_as_clerks_write_them(
    written: str, ratio: str, minutes_: int
) -> None:
    (line,) = schedule_of(f"{HEAD}安排:\n  - {{时间: 8:00, 内容: 桌椅, {written}}}\n").lines
    assert (line.ratio, line.minutes) == (ratio, minutes_)


# ---- in the browser ------------------------------------------------------------------------------

THEME = Path(__file__).parents[2] / "theme"
WHOLE = """标题: 样样都有
主题: 其他
执行日期: 2026-09-10
截止日期: 2027-01-22
安排:
  - {时间: 6:00-6:30, 内容: 每日, 日子: 每日}
  - {时间: 8:00、12:30, 内容: 教学日}
  - {时间: 9:00, 内容: 工作日, 日子: 工作日}
  - {时间: 10:00, 内容: 休息日, 日子: 休息日}
  - {时间: 11:00, 内容: 单周三五, 日子: 单周周三、周五}
  - {时间: 13:00, 内容: 双周一, 日子: 双周周一}
  - {时间: 14:00, 内容: 月中, 日子: 每月1日、15日}
  - {时间: 15:00, 内容: 那一天, 日期: 2026-11-27}
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


def shown_at(browser: Browser, text: str, moments: list[str]) -> Iterator[tuple[str, str]]:
    """The heading and the lines of today's card at each moment, a `|` between the lines."""
    schedule = schedule_of(text)
    page = next(iter(Schedule.pages((Filed("s", schedule),), setting())))
    article = Pages(THEME).fragment("pages/schedule.html.jinja", page.view, "../", page=page)
    scripts = "".join(
        f"<script>{(THEME / 'assets' / name).read_text('utf-8')}</script>"
        for name in ("base.js", "schedule.js")
    )
    tab = browser.new_page()
    for moment in moments:
        tab.clock.set_fixed_time(moment)
        tab.set_content(f"<!doctype html><article class=gs>{article}</article>{scripts}")
        box = tab.locator("[data-now]")
        heading = box.locator("h2").inner_text() if box.is_visible() else ""
        yield heading, tab.evaluate(_TOLD)
    tab.close()


_TOLD = """() => [...document.querySelectorAll("[data-now] li p")]
  .map(line => [...line.children].map(word => word.textContent).join(" ")).join("|")"""


def test_the_browser_finds_the_same_lines_of_the_day_as_the_calendar(chromium: Browser) -> None:
    placed = tuple(schedule_of(WHOLE).placed())
    calendar, terms = setting().calendar, setting().school.terms
    some = [date(2026, 9, 10) + timedelta(days=number) for number in range(0, 134, 3)]
    some += [date(2026, 9, 20), date(2026, 10, 1), date(2026, 10, 10), date(2026, 11, 27)]
    moments = [f"{day}T05:00:00+08:00" for day in some]
    for day, (_, told) in zip(some, shown_at(chromium, WHOLE, moments), strict=True):
        expected = {
            one.line.what
            for one in placed
            if (day in one.line.on if one.line.on else one.days.falls_on(day, calendar, terms))
        }
        found = {one.line.what for one in placed if one.line.what and one.line.what in told}
        assert found == expected, day


def test_the_browser_marks_what_is_on_now_and_what_comes_next(chromium: Browser) -> None:
    text = (SAMPLES / "schedule.yaml").read_text("utf-8")
    moments = {
        "2026-11-24T07:35:00+08:00": ("今天 11月24日 周二", "现在 一年级、二年级"),
        "2026-11-24T09:00:00+08:00": ("今天 11月24日 周二", "接下来 一年级、二年级、三年级"),
        "2026-11-23T23:00:00+08:00": ("明天 11月24日 周二", "值班教师到岗"),
        "2026-11-21T09:00:00+08:00": ("11月23日 周一", "值班教师到岗"),
        "2026-10-03T09:00:00+08:00": ("10月5日 周一", "餐后擦拭消毒"),
    }
    for wanted, told in zip(moments.values(), shown_at(chromium, text, list(moments)), strict=True):
        assert told[0] == wanted[0]
        assert told[1].startswith(wanted[1])


def test_the_night_before_still_runs_in_the_morning(chromium: Browser) -> None:
    text = (
        "标题: 照明\n主题: 水电\n执行日期: 2026-09-01\n日子: 每日\n安排:\n"
        "  - {时间: 22:20-次日6:20, 内容: 走廊}\n  - {时间: 6:30, 内容: 教室}\n"
    )
    ((_, told),) = shown_at(chromium, text, ["2026-11-24T05:00:00+08:00"])
    assert told.startswith("现在 走廊|接下来 教室|走廊")


def test_plants_are_shown_by_the_month(chromium: Browser) -> None:
    text = (SAMPLES / "schedule.greening.yaml").read_text("utf-8")
    ((heading, told),) = shown_at(chromium, text, ["2026-11-24T05:00:00+08:00"])
    assert heading == "本月（11月）要做的"
    assert [line.split()[0] for line in told.split("|")] == ["施肥", "修剪", "栽植"]


def test_before_and_after_its_days_nothing_is_said_of_today(chromium: Browser) -> None:
    text = (SAMPLES / "schedule.yaml").read_text("utf-8")
    over = ["2027-02-01T09:00:00+08:00"]
    assert list(shown_at(chromium, text, over)) == [("", "")]


def test_a_line_that_says_only_when_is_called_after_its_group() -> None:
    rows = "    安排: [{时间: 12:30}]\n"
    (group,) = view_of(schedule_of(f"{HEAD}分组:\n  - 名称: 图书消毒\n{rows}")).groups
    assert group.lines[0].title == "图书消毒"


def test_care_without_months_has_no_ring() -> None:
    text = "标题: 绿化\n主题: 绿化\n执行日期: 2026-09-01\n安排: [{养护: 浇水, 日子: 每日}]\n"
    assert view_of(schedule_of(text)).cares == ()
