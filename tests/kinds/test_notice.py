"""Notices: the period in working days, what lacks, what it may not show, where to object."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.county import County
from gongshi.document import Filed, Flaw, Reading
from gongshi.errors import InvalidContent
from gongshi.kinds.notice import Notice
from gongshi.kinds.notice.model import ANYONE, REAL_NAME
from gongshi.kinds.notice.views import NoticeFrontView, NoticeView
from gongshi.load import read_source
from gongshi.publication import Setting, Sign
from gongshi.school import Contact, Objection, School, Stage
from gongshi.schooldays import Calendar, Holiday, Year
from gongshi.validate import model_of


def holiday(name: str, first: str, last: str) -> Holiday:
    return Holiday(name=name, starts=date.fromisoformat(first), ends=date.fromisoformat(last))


def days(*texts: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, texts))


CALENDAR = Calendar(
    years={
        2022: Year(holidays=(holiday("元旦", "2022-01-01", "2022-01-03"),)),
        2026: Year(
            holidays=(
                holiday("元旦", "2026-01-01", "2026-01-03"),
                holiday("中秋节", "2026-09-25", "2026-09-27"),
                holiday("国庆节", "2026-10-01", "2026-10-07"),
            ),
            make_up=days("2026-01-04", "2026-09-20", "2026-10-10"),
        ),
    }
)
CHANNEL = Objection(says="请告诉总务处。", contacts=(Contact(office="总务处", phone="0555-000 1"),))
SETTING = Setting(
    County(name="青禾县", authority="县教育局"),
    School(code="liulin", name="柳林小学", stage=Stage.PRIMARY, objection=CHANNEL),
    date(2026, 11, 22),
    "https://gongshi.example/",
    calendar=CALENDAR,
)
WHOLE = "标题: 结果公示\n依据: 规定\n程序: [评审]\n结果: {米: 甲店}\n"


def notice(text: str, slug: str = "2026-09-28-list") -> Filed[Notice]:
    source = read_source(f"{slug}.yaml", text.encode())
    return Filed(slug, model_of(Notice, source, Reading(slug)))


def refused(text: str, slug: str = "2026-09-28-list") -> list[str]:
    with pytest.raises(InvalidContent) as caught:
        notice(text, slug)
    return [one.saying.zh for one in caught.value.problems]


def flaws(text: str, setting: Setting = SETTING, slug: str = "2026-09-28-list") -> list[Flaw]:
    return list(Notice.flaws((notice(text, slug),), setting))


def view(text: str, setting: Setting = SETTING, slug: str = "2026-09-28-list") -> NoticeView:
    (page,) = Notice.pages((notice(text, slug),), setting)
    assert isinstance(page.view, NoticeView)
    return page.view


def ends(text: str, slug: str = "2026-09-28-list") -> date:
    span = notice(text, slug).document.span(SETTING)
    assert span is not None
    return span.ends


# ---- the period ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("begins", "count", "last"),
    [
        ("2022-04-18", 5, "2022-04-22"),
        ("2022-09-19", 5, "2022-09-23"),
        ("2026-01-15", 5, "2026-01-21"),
        ("2026-09-28", 5, "2026-10-09"),
        ("2026-09-18", 5, "2026-09-23"),
        ("2026-10-09", 2, "2026-10-10"),
        ("2026-10-01", 1, "2026-10-08"),
    ],
)
def test_the_periods_of_real_notices_and_of_holidays_come_out_right(
    begins: str, count: int, last: str
) -> None:
    text = f"{WHOLE}公示期: {begins} 起 {count} 个工作日\n"
    assert ends(text) == date.fromisoformat(last)
    stated = f"{WHOLE}公示期: {{开始: {begins}, 结束: {last}, 工作日: {count}}}\n"
    assert not flaws(stated)


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(1, 15))
def test_a_period_ends_on_its_last_working_day_counted_one_by_one(begins: date, count: int) -> None:
    day, left = begins - timedelta(days=1), count
    while left:
        day += timedelta(days=1)
        worked = day in days("2026-01-04", "2026-09-20", "2026-10-10")
        free = any(day in one.days for one in CALENDAR.years[2026].holidays)
        left -= worked or (day.weekday() < 5 and not free)
    text = f"{WHOLE}公示期: {{开始: {begins}, 工作日: {count}}}\n"
    found = view(text)
    assert found.period is not None
    assert ends(text) == day
    assert sum(chip.counts for chip in found.period.chips) == found.period.working == count
    assert found.period.chips[0].iso == begins.isoformat()
    assert found.period.chips[-1].iso == day.isoformat()
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        if other >= begins:
            worded = f"{WHOLE}公示期: {{开始: {begins}, 结束: {other}, 工作日: {count}}}\n"
            told = [one for one in flaws(worded) if not one.warning]
            counts = len(CALENDAR.workdays(begins, other))
            assert bool(told) == (counts != count)


def test_an_end_that_is_not_what_the_days_give_is_told_with_both_and_the_calendar() -> None:
    (flaw,) = flaws(f"{WHOLE}公示期: {{开始: 2026-09-28, 结束: 2026-10-02, 工作日: 5}}\n")
    assert not flaw.warning
    assert flaw.where == ("period", "ends")
    said = flaw.saying.zh
    assert "写的是到 2026-10-02，共 5 个工作日" in said
    assert "应到 2026-10-09" in said
    assert "9月28、29、30日，10月8、9日" in said
    assert "是 3 个" in said


def test_where_the_year_is_unknown_a_disagreement_is_only_a_warning_and_the_page_says_so() -> None:
    unknown = replace(SETTING, calendar=Calendar())
    text = f"{WHOLE}公示期: {{开始: 2026-09-28, 结束: 2026-10-09, 工作日: 5}}\n"
    assert [one.warning for one in flaws(text, unknown)] == [True]
    found = view(text, unknown).period
    assert found is not None
    assert found.unknown == (2026,)
    assert [one.warning for one in flaws(f"{WHOLE}公示期: 5个工作日\n", unknown)] == [True]


def test_a_period_without_a_working_day_is_refused() -> None:
    (flaw,) = flaws(f"{WHOLE}公示期: 2026-10-01 至 2026-10-07\n")
    assert "没有一个工作日" in flaw.saying.zh


def test_five_working_days_are_usual_and_begin_on_the_day_of_the_file() -> None:
    assert ends(f"{WHOLE}公示期: {{工作日: 5}}\n") == date(2026, 10, 9)
    assert ends(f"{WHOLE}公示期: {{开始: 2026-09-29}}\n") == date(2026, 10, 10)


@pytest.mark.parametrize(
    "words",
    [
        "2026-09-28 起 5 个工作日",
        "自2026年9月28日起５个工作日",
        "2026年9月28日至10月9日",
        "2026.9.28-2026.10.9",
        "2026-09-28 至 2026-10-09（5个工作日）",
        "五个工作日",
        "自即日起5个工作日",
    ],
)
def test_a_period_is_read_as_clerks_write_it(words: str) -> None:
    assert ends(f"{WHOLE}公示期: {words}\n") == date(2026, 10, 9)
    assert not flaws(f"{WHOLE}公示期: {words}\n")


@pytest.mark.parametrize("words", ["7天", "一周", "明天起", "2026-09-28", "5个工作日内答复"])
def test_a_period_that_is_not_one_is_refused_or_begins_there(words: str) -> None:
    if words == "2026-09-28":
        assert ends(f"{WHOLE}公示期: {words}\n") == date(2026, 10, 9)
    else:
        (said,) = refused(f"{WHOLE}公示期: {words}\n")
        assert "请写成" in said


@pytest.mark.parametrize(
    "text",
    [
        "名单: {列: [类], 行: {}}",
        "结果: {列: [类]}",
        "程序: {评审: 甲}",
        "程序: [{甲: 乙}]",
        "公示期: [5]",
        "联系方式: [甲]",
    ],
)
def test_what_has_the_wrong_shape_is_refused(text: str) -> None:
    assert refused(f"标题: 甲\n{text}\n")


def test_a_stated_end_without_a_stated_beginning_counts_from_the_day_of_the_file() -> None:
    assert ends(f"{WHOLE}公示期: {{结束: 2026-10-09}}\n") == date(2026, 10, 9)
    assert view(WHOLE).period is None


def test_steps_may_be_lines() -> None:
    found = view("标题: 甲\n程序: |\n  2026-09-18 评审\n  审定\n")
    assert [one.on for one in found.steps] == ["2026年9月18日", None]


def test_a_period_runs_forward_and_begins_sometime() -> None:
    assert refused(f"{WHOLE}公示期: 2026-10-09 至 2026-09-28\n")
    assert refused(f"{WHOLE}公示期: {{结束: 2026-09-01}}\n")
    assert refused(f"{WHOLE}公示期: 2026-10-09 至 2027-10-09\n")
    (said,) = refused(f"{WHOLE}公示期: 5个工作日\n", "list")
    assert "从哪天开始" in said


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2026-09-27", "未开始"),
        ("2026-09-28", "公示中"),
        ("2026-10-09", "公示中"),
        ("2026-10-10", "已结束"),
    ],
)
def test_both_days_of_a_period_belong_to_it(day: str, word: str) -> None:
    span = notice(f"{WHOLE}公示期: 5个工作日\n").document.span(SETTING)
    assert span is not None
    badge = span.badge(date.fromisoformat(day))
    assert badge.word == word
    assert (badge.sign is Sign.DONE) == (word == "公示中")


def test_chips_tell_holidays_weekends_and_days_worked_in_exchange() -> None:
    found = view(f"{WHOLE}公示期: 2026-09-30 起 4 个工作日\n").period
    assert found is not None
    chips = {one.iso: (one.day, one.counts, one.word) for one in found.chips}
    assert chips["2026-09-30"] == ("9.30", True, "")
    assert chips["2026-10-01"] == ("10.1", False, "国庆")
    assert chips["2026-10-10"] == ("10", True, "班")
    assert found.indent == 2


# ---- what it ought to have -----------------------------------------------------------------------


def test_what_lacks_is_named_in_the_check_and_on_the_page() -> None:
    nobody = replace(SETTING, school=School(code="liulin", name="柳林小学", stage=Stage.PRIMARY))
    assert view("标题: 甲\n", nobody, "list").lacking == (
        *("依据", "程序", "名单或结果", "公示期"),
        *("异议渠道", "联系方式", "发布日期"),
    )
    (flaw,) = flaws("标题: 甲\n", nobody, "list")
    assert flaw.warning
    assert flaw.saying.zh.startswith("这份公示还缺：依据、程序、")
    assert not view(f"{WHOLE}公示期: 5个工作日\n").lacking


def test_the_channel_is_its_own_else_the_schools_else_the_countys() -> None:
    county = County(name="甲", authority="乙", objection=Objection(says="请告诉教育局。"))
    bare = School(code="liulin", name="柳林小学", stage=Stage.PRIMARY)
    above = replace(SETTING, county=county, school=bare)
    own = view("标题: 甲\n异议渠道: 请写信。\n联系方式: 教导处 0555-000 7\n").channel
    assert own is not None
    assert own.says == "请写信。"
    assert [(one.office, one.phone) for one in own.offices] == [("教导处", "0555-000 7")]
    for setting, says in ((SETTING, "请告诉总务处。"), (above, "请告诉教育局。")):
        found = view("标题: 甲\n", setting).channel
        assert found is not None
        assert found.says == says


@pytest.mark.parametrize(
    ("written", "said"), [("是", REAL_NAME), ("no", ANYONE), ("单位盖章。", "单位盖章。")]
)
def test_the_rule_on_names_may_be_yes_no_or_words(written: str, said: str) -> None:
    assert notice(f"标题: 甲\n实名要求: {written}\n").document.real_name == said


# ---- the list ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "columns", "rows"),
    [
        ("结果: [甲, 乙]", (), (("甲",), ("乙",))),
        ("结果: |\n  甲\n  乙", (), (("甲",), ("乙",))),
        ("结果: {米: 甲, 菜: 乙}", (), (("米", "甲"), ("菜", "乙"))),
        ("结果:\n  - 米: 甲\n  - 菜: 乙", (), (("米", "甲"), ("菜", "乙"))),
        ("结果:\n  - {类: 米, 分: '9'}\n  - {类: 菜}", ("类", "分"), (("米", "9"), ("菜", ""))),
        ("结果: {列: 类、分, 行: ['米 | 9', '菜 | 8']}", ("类", "分"), (("米", "9"), ("菜", "8"))),
        ("结果: {列: [类, 分], 行: [[米, '9']]}", ("类", "分"), (("米", "9"),)),
        ("结果: {行: {米: 甲}, 备注: 乙}", (), (("米", "甲"),)),
        ("结果: {行: [{类: 米, 分: '9'}]}", ("类", "分"), (("米", "9"),)),
    ],
)
def test_a_list_may_be_written_in_many_ways(
    written: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    table = notice(f"标题: 甲\n{written}\n").document.listing
    assert table is not None
    assert (table.columns, table.rows) == (columns, rows)


@pytest.mark.parametrize(
    "written",
    ["{列: [类, 分], 行: ['米 | 9', '菜']}", "{行: ['米 | 9 | 8']}", "{列: [类], 行: []}", "[]"],
)
def test_a_list_that_does_not_fit_is_refused(written: str) -> None:
    assert refused(f"标题: 甲\n结果: {written}\n")


def test_columns_of_figures_stand_to_the_right() -> None:
    found = view("标题: 甲\n结果: {列: [类, 分, 名], 行: ['米 | 9.5% | 甲', '菜 | １,200 | 乙']}\n")
    assert found.listing is not None
    assert found.listing.numbers == (1,)


def test_a_step_is_a_day_with_what_was_done() -> None:
    found = view(
        "标题: 甲\n程序:\n  - 2026-09-18：评审\n  - 2026-09-19: 审定\n  - 公布\n"
        "  - {日期: 2026/9/20, 内容: 归档}\n"
    )
    assert [(one.on, one.what) for one in found.steps] == [
        ("2026年9月18日", "评审"),
        ("2026年9月19日", "审定"),
        (None, "公布"),
        ("2026年9月20日", "归档"),
    ]
    assert view("标题: 甲\n程序: {2026-09-18: 评审}\n").steps[0].what == "评审"


# ---- personal data -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("正文: 有事打 13812345678", "手机号"),
        ("联系方式: {部门: 总务处, 电话: 138 1234 5678}", "手机号"),
        ("结果: {甲: '１３８１２３４５６７８'}", "手机号"),
        ("说明: [请打 139-1234-5678]", "手机号"),
    ],
)
def test_numbers_of_persons_are_warned_of(text: str, word: str) -> None:
    told = [one for one in flaws(f"标题: 甲\n{text}\n") if word in one.saying.zh]
    assert len(told) == 1
    assert told[0].warning
    assert "12345678" not in told[0].saying.zh


@pytest.mark.parametrize(
    "text",
    [
        "正文: 电话 0555-000 1234，统一社会信用代码 91340200MA2NXXXX1D",
        "正文: 许可证 JY13401020304050607，合同号 202609280001234567",
        "正文: 138****5678、1101**********1234",
        "正文: 订单 138123456789012",
    ],
)
def test_other_numbers_are_not_taken_for_persons(text: str) -> None:
    assert not [one for one in flaws(f"标题: 甲\n{text}\n") if "这里像是" in one.saying.zh]


@pytest.mark.parametrize(
    ("title", "names", "warned"),
    [
        ("困难学生补助名单公示", ["张小明", "李红"], True),
        ("困难学生补助名单公示", ["张*明", "李某"], False),
        ("供应商评审专家公示", ["张小明", "李红"], False),
    ],
)
def test_pupils_names_are_warned_of(title: str, names: list[str], warned: bool) -> None:
    rows = "".join(f"\n    - '{name} | 三（1）班'" for name in names)
    told = flaws(f"标题: {title}\n结果:\n  列: [姓名, 班级]\n  行:{rows}\n")
    found = [one for one in told if "姓名" in one.saying.zh]
    assert bool(found) == warned
    assert all(one.where == ("listing",) for one in found)
    assert not any("小明" in one.saying.zh for one in found)


# ---- what is made of it --------------------------------------------------------------------------


def test_the_data_hold_the_counted_days_whatever_the_day() -> None:
    item = notice(f"{WHOLE}公示期: 5个工作日\n")
    (page,) = Notice.pages((item,), SETTING)
    (later,) = Notice.pages((item,), replace(SETTING, today=date(2027, 1, 1)))
    data: dict[str, Any] = json.loads(page.data["notice.json"])
    assert data["counted"]["ends"] == "2026-10-09"
    assert len(data["counted"]["working_days"]) == 5
    assert page.data == later.data


def test_the_home_has_the_notices_that_stand_now_or_within_a_month() -> None:
    def at(begins: str, slug: str) -> Filed[Notice]:
        return notice(f"标题: {slug}\n公示期: {begins} 起 5 个工作日\n", slug)

    items = (
        at("2026-11-02", "over"),
        at("2026-11-19", "now"),
        at("2026-11-23", "soon"),
        at("2027-01-10", "late"),
        notice("标题: none\n", "none"),
    )
    front = Notice.front(items, SETTING)
    assert front is not None
    assert isinstance(front.view, NoticeFrontView)
    assert [one.title for one in front.view.standing] == ["now", "soon"]
    assert Notice.front(items[:1], SETTING) is None
