"""Rosters: who is on duty on which day, what does not fit, what is shown."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright
from tests.test_golden import setting

from gongshi.document import Filed, Flaw, Reading
from gongshi.kinds.roster import Roster
from gongshi.kinds.roster.days import duty_days
from gongshi.kinds.roster.flaws import meetings
from gongshi.kinds.roster.views import RosterView
from gongshi.kinds.roster.when import when_of
from gongshi.load import read_source
from gongshi.render.page import Pages
from gongshi.validate import model_of

SAMPLES = Path(__file__).parents[1] / "samples"


def roster_of(text: str) -> Roster:
    return model_of(Roster, read_source("roster.yaml", text.encode()), Reading("roster"))


def sample(name: str) -> Roster:
    return roster_of((SAMPLES / name).read_text("utf-8"))


def flaws(roster: Roster) -> list[Flaw]:
    return list(Roster.flaws((Filed("r", roster),), setting()))


def view_of(roster: Roster) -> RosterView:
    page = next(iter(Roster.pages((Filed("r", roster),), setting())))
    assert isinstance(page.view, RosterView)
    return page.view


# ---- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said", "count"),
    [
        ("2026-11-02", "11月2日", 1),
        ("2026年11月2日", "11月2日", 1),
        ("2026-11-02至2026-11-06", "11月2日—6日", 5),
        ("2026-11-02—11-06", "11月2日—6日", 5),
        ("2026-11-02、11-04、06", "11月2日、11月4日、11月6日", 3),
        ("2026-12-30至01-02", "12月30日—1月2日", 4),
        ("2026-W45", "11月2日—8日", 7),
        ("2026-W45至2026-W46", "11月2日—15日", 14),
    ],
)
def test_days_are_read_as_clerks_write_them(written: str, said: str, count: int) -> None:
    when = when_of(written)
    assert (str(when), len(when.days)) == (said, count)


day_numbers = st.sets(st.integers(0, 27), max_size=28)


@given(day_numbers, st.sampled_from(["每日", "教学日", "工作日", "休息日", "周一至周五"]))
def test_days_without_duty_are_those_a_list_of_days_leaves_over(
    covered: set[int], needed: str
) -> None:
    first = date(2026, 9, 20)
    every = [first + timedelta(days=number) for number in range(28)]
    taken = [every[number] for number in sorted(covered)] or [every[0]]
    rows = "".join(f"  - {{日期: {day}, 值班: 岗位{day.day}}}\n" for day in taken)
    text = f"标题: 值班\n开始: {every[0]}\n结束: {every[-1]}\n值班日: {needed}\n排班:\n{rows}"
    off = {*(date(2026, 9, number) for number in (25, 26, 27))}
    off |= {date(2026, 10, number) for number in range(1, 8)}
    worked = {day for day in every if (day.weekday() < 5 and day not in off)}
    worked |= {date(2026, 9, 20), date(2026, 10, 10)}
    wanted = {
        "每日": set(every),
        "教学日": worked,
        "工作日": worked,
        "休息日": set(every) - worked,
        "周一至周五": {day for day in every if day.weekday() < 5},
    }[needed]
    empty = len(wanted - set(taken))
    told = [flaw.saying.zh for flaw in flaws(roster_of(text)) if "没有人值班" in flaw.saying.zh]
    assert bool(told) == bool(empty)
    assert not told or f"共 {empty} 天" in told[0]


def test_a_day_that_a_turn_names_twice_is_one_of_duty_once() -> None:
    roster = roster_of("标题: 值班\n排班:\n  - {日期: '2026-W45、2026-11-03', 值班: 门卫}\n")
    assert [len(day.duties) for day in duty_days(roster, setting())] == [1] * 7


HOURS = ("7:30-17:30", "17:00-次日7:40", "22:00-次日6:00", "12:00-13:00")
turns = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 3), st.sampled_from(["门卫", "保安"])),
    min_size=1,
    max_size=6,
)


@given(turns)
def test_a_post_twice_at_one_time_is_found_as_by_counting_minutes(
    found: list[tuple[int, int, str]],
) -> None:
    shifts = "".join(f"  - {{名称: 班{n}, 时间: {hours}}}\n" for n, hours in enumerate(HOURS))
    rows = "".join(
        f"  - {{日期: 2026-11-0{day + 2}, 班次: 班{shift}, 值班: {post}}}\n"
        for day, shift, post in found
    )
    roster = roster_of(f"标题: 值班\n班次:\n{shifts}排班:\n{rows}")
    claimed = Counter[tuple[str, int]]()
    for day, shift, post in found:
        starts, _, ends = HOURS[shift].partition("-")
        first = day * 1440 + minute(starts)
        last = (day + ("次日" in ends)) * 1440 + minute(ends.removeprefix("次日"))
        claimed.update((post, at) for at in range(first, last))
    twice = any(count > 1 for count in claimed.values())
    assert bool(list(meetings(duty_days(roster, setting())))) == twice


def minute(clock: str) -> int:
    hour, _, minute_ = clock.partition(":")
    return int(hour) * 60 + int(minute_)


def test_a_person_in_two_places_is_an_error_and_a_post_only_a_warning() -> None:
    both = "  - {{日期: 2026-11-02, 值班: [{who}]}}\n"
    for who, warning in (("{岗位: 门卫, 姓名: 示例}", False), ("门卫", True)):
        rows = both.format(who=who) * 2
        (flaw,) = flaws(roster_of(f"标题: 值班\n排班:\n{rows}"))
        assert flaw.warning is warning
        assert flaw.where == ("turns", 1, "who")


def test_weekends_holidays_and_make_up_days_are_told_apart() -> None:
    roster = roster_of(
        "标题: 值班\n开始: 2026-09-30\n结束: 2026-10-11\n排班: [{日期: 每日, 值班: 门卫}]\n"
    )
    notes = {day.day.day: day.note for day in duty_days(roster, setting())}
    assert notes[30] == notes[8] == notes[9] == ""
    assert [notes[number] for number in range(1, 8)] == ["国庆节"] * 7
    assert (notes[10], notes[11]) == ("补班", "周末")


# ---- changes of duty -----------------------------------------------------------------------------


def test_a_change_of_duty_is_seen_on_its_day_and_makes_a_revision() -> None:
    roster = sample("roster.yaml")
    view = view_of(roster)
    (changed,) = [day for day in view.days if day.why]
    assert changed.said == "11月18日"
    assert [(one.post, one.was) for one in changed.duties[0].who] == [
        ("教导处", "德育处"),
        ("总务处", ""),
    ]
    assert changed.why == ("调班：德育处外出培训",)
    assert view.revision == 2
    assert view.amendments[0].revision == 2


def test_a_change_need_not_be_told_in_words() -> None:
    (change,) = sample("roster.weekly.yaml").amendments
    assert change.what == "11月12日值班由教导处主任改为德育处主任"


def test_the_last_of_several_changes_counts_and_none_is_about_nobody() -> None:
    roster = roster_of(
        "标题: 值班\n排班: [{日期: 2026-11-02, 值班: 德育处}]\n调班:\n"
        "  - {时间: 2026-10-30 9:00, 日期: 2026-11-02, 原值班: 德育处, 改为: 总务处, 原因: 开会}\n"
        "  - {时间: 2026-10-31 9:00, 日期: 2026-11-02, 原值班: 总务处, 改为: 教导处, 原因: 生病}\n"
    )
    (day,) = duty_days(roster, setting())
    assert [one.post.post for one in day.duties[0].who] == ["教导处"]
    assert not flaws(roster)


# ---- what is shown -------------------------------------------------------------------------------


def test_weeks_are_numbered_in_the_term_and_name_their_holidays() -> None:
    roster = roster_of(
        "标题: 值周\n排班:\n"
        "  - {周次: 2026-W40, 值班: 教导处}\n"
        "  - {周次: 2026-W45, 值班: 德育处}\n"
    )
    view = view_of(roster)
    assert view.weekly
    assert [(one.weekday, one.said, one.note) for one in view.days] == [
        ("第 5 周", "9月28日—10月4日", "国庆节"),
        ("第 10 周", "11月2日—8日", ""),
    ]
    assert not view.months


def test_months_are_calendars_that_hold_every_day_once() -> None:
    roster = roster_of(
        "标题: 值班\n开始: 2026-10-28\n结束: 2026-12-02\n排班: [{日期: 每日, 值班: 门卫}]\n"
    )
    view = view_of(roster)
    assert [month.name for month in view.months] == ["2026年10月", "2026年11月", "2026年12月"]
    cells = [day for month in view.months for row in month.rows for day in row if day]
    assert [day.first for day in cells] == [day.first for day in view.days]
    for month in view.months:
        assert {len(row) for row in month.rows} == {7}
        for row in month.rows:
            for place, day in enumerate(row):
                assert day is None or date.fromisoformat(day.first).weekday() == place
    assert view.weekdays == (("每日", view.weekdays[0][1]),)


def test_members_stand_by_their_role() -> None:
    (group,) = view_of(sample("roster.yaml")).groups
    assert [(role, [one.post for one in found]) for role, found in group.levels] == [
        ("组长", ["校长"]),
        ("副组长", ["分管副校长"]),
        ("成员", ["总务处主任", "校医"]),
    ]


def test_the_data_say_who_is_on_duty_on_each_day() -> None:
    reckoned = sample("roster.yaml").reckoned(setting())
    days = reckoned["days"]
    assert isinstance(days, list)
    assert days[2] == {
        "day": "2026-11-18",
        "duty": [
            {"shift": "白班", "who": ["教导处", "总务处"]},
            {"shift": "夜班", "who": ["保安"]},
        ],
    }
    assert days[5]["note"] == "周末"


def test_groups_alone_are_no_duty_and_have_no_days() -> None:
    text = "标题: 领导小组\n领导小组: [{名称: 安全领导小组, 成员: [校长, 校医]}]\n"
    roster = roster_of(text)
    view = view_of(roster)
    assert (view.days, view.span, view.says) == ((), None, "安全领导小组")
    assert roster.reckoned(setting()) == {}
    assert [one.topic for one in Roster.filings((Filed("r", roster),), setting())] == ["领导小组"]


def test_duty_alone_counts_as_duty_only_and_its_days_may_stand_in_a_list() -> None:
    roster = roster_of("标题: 值班\n排班: [{日期: [2026-11-02, 2026-11-04], 值班: 德育处}]\n")
    (filing,) = Roster.filings((Filed("r", roster),), setting())
    assert (filing.topic, filing.starts, filing.ends) == (
        "值班",
        date(2026, 11, 2),
        date(2026, 11, 4),
    )


def test_it_counts_as_duty_and_as_a_group() -> None:
    found = list(Roster.filings((Filed("r", sample("roster.yaml")),), setting()))
    assert [(one.topic, one.starts, one.ends) for one in found] == [
        ("值班", date(2026, 11, 16), date(2026, 11, 29)),
        ("领导小组", date(2026, 11, 16), date(2026, 11, 29)),
    ]


def test_the_pages_are_the_same_on_every_day() -> None:
    filed = (Filed("r", sample("roster.yaml")),)
    one = next(iter(Roster.pages(filed, setting())))
    other = next(iter(Roster.pages(filed, replace(setting(), today=date(2027, 1, 1)))))
    assert one.data == other.data
    assert one.view == other.view


# ---- in the browser ------------------------------------------------------------------------------

THEME = Path(__file__).parents[2] / "theme"


@pytest.mark.parametrize(
    ("name", "moment", "heading", "first", "tip"),
    [
        (
            "roster.yaml",
            "2026-11-18",
            "今天值班",
            "教导处",
            "明天 11月19日：白班 德育处 总务处；夜班 保安",
        ),
        ("roster.yaml", "2026-11-29", "今天值班", "行政值班", ""),
        ("roster.yaml", "2026-11-10", "即将值班", "德育处", ""),
        (
            "roster.weekly.yaml",
            "2026-11-12",
            "本周值班",
            "教导处主任",
            "下一班 11月16日—22日：总务处主任",
        ),
        ("roster.yaml", "2027-02-01", "", "", ""),
    ],
)
def test_the_browser_says_who_is_on_duty_today(
    name: str, moment: str, heading: str, first: str, tip: str
) -> None:
    page = next(iter(Roster.pages((Filed("r", sample(name)),), setting())))
    article = Pages(THEME).fragment("pages/roster.html.jinja", page.view, "../", page=page)
    scripts = "".join(
        f"<script>{(THEME / 'assets' / script).read_text('utf-8')}</script>"
        for script in ("base.js", "roster.js")
    )
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.clock.set_fixed_time(f"{moment}T09:00:00+08:00")
        tab.set_content(f"<!doctype html><article class=gs>{article}</article>{scripts}")
        box = tab.locator("[data-duty]")
        told = (
            (box.locator("h2").inner_text(), box.locator("b").first.inner_text())
            if box.is_visible()
            else ("", "")
        )
        assert told == (heading, first)
        assert box.locator(".tip").inner_text() == tip
        browser.close()


def test_a_correction_that_changes_no_duty_is_only_told() -> None:
    roster = roster_of(
        "标题: 值班\n排班: [{日期: 2026-11-02, 值班: 德育处}]\n"
        "修正: [{时间: 2026-11-01 9:00, 内容: 改了值班电话, 原因: 换号}]\n"
    )
    assert not flaws(roster)
    assert not any(day.why for day in view_of(roster).days)


def test_a_list_names_two_groups_and_counts_more() -> None:
    group = "{{名称: {}组, 成员: [校长]}}"
    three = ", ".join(group.format(name) for name in "甲乙丙")
    assert view_of(roster_of(f"标题: 机构\n领导小组: [{three}]\n")).says == "甲组、乙组等 3 个"
    alone = roster_of("标题: 甲组\n领导小组: [{名称: 甲组, 成员: [校长, 校医]}]\n")
    assert view_of(alone).says == "2 个岗位"


def test_a_week_may_reach_over_the_first_and_last_day() -> None:
    roster = roster_of(
        "标题: 值周\n开始: 2026-11-04\n结束: 2026-11-06\n排班: [{周次: 2026-W45, 值班: 德育处}]\n"
    )
    assert [one.said for one in view_of(roster).days] == ["11月4日—6日"]
    assert not flaws(roster)


def test_what_a_calendar_need_not_repeat_stands_with_its_shift() -> None:
    view = view_of(sample("roster.yaml"))
    assert [one.always for one in view.shifts] == ["", "保安"]
    assert [one.always for one in view.days[0].duties] == [False, True]


def test_few_days_are_told_in_lines_and_a_month_as_a_calendar() -> None:
    text = "标题: 值班\n排班: [{{日期: 2026-10-01至{}, 值班: 办公室}}]\n"
    assert view_of(roster_of(text.format("10-07"))).in_lines
    assert not view_of(roster_of(text.format("10-31"))).in_lines
