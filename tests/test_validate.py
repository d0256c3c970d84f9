"""Validating: models or every problem, each with its place, in both languages, across files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from gongshi.build import check
from gongshi.county import County
from gongshi.document import Reading
from gongshi.errors import InvalidContent, Language, Problem
from gongshi.food import DishBook
from gongshi.kinds import kinds
from gongshi.kinds.menu import Menu
from gongshi.load import Source, read_school
from gongshi.problems import _SAYINGS
from gongshi.school import School
from gongshi.schooldays import Calendar
from gongshi.validate import model_of

DAY = date(2026, 11, 16)
MODELS: tuple[type[BaseModel], ...] = (Menu, School, County, Calendar, DishBook)
COUNTY = "名称: 青禾县\n主管部门: 青禾县教育局\n"
HOLIDAYS = "年份: {2026: {放假: [{名称: 元旦, 开始: 2026-01-01, 结束: 2026-01-03}]}}\n"
SCHOOL = "校名: 青禾小学\n学段: 小学\n"


def write(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, "content/county.yaml", COUNTY)
    write(tmp_path, "content/holidays.yaml", HOLIDAYS)
    write(tmp_path, "content/schools/east/school.yaml", SCHOOL)
    write(tmp_path, "content/schools/west/school.yaml", SCHOOL)
    return tmp_path


def told(site: Path) -> list[str]:
    return [f"{one.path}:{one.line}" for one in check(site, DAY)]


def test_a_weeks_menu_is_borrowed_day_by_day_in_either_language(site: Path) -> None:
    write(
        site,
        "menus/kitchens/k/2026/2026-W47.yaml",
        "周一:\n  午餐: [米饭]\n周二:\n  午餐: [面条]\n",
    )
    write(site, "menus/east/2026/2026-W47.yaml", "同: kitchens/k\n")
    write(
        site, "menus/west/2026/2026-W47.yaml", "same_as: /kitchens/k/\nTuesday:\n  lunch: [rice]\n"
    )
    assert told(site) == []


def test_what_is_wrong_in_a_borrowed_file_is_told_of_that_file(site: Path) -> None:
    write(site, "menus/kitchens/k/2026/2026-W47.yaml", "周一:\n  午歺: [米饭]\n")
    write(site, "menus/east/2026/2026-W47.yaml", "同: kitchens/k\n")
    assert told(site) == ["menus/kitchens/k/2026/2026-W47.yaml:2"]


def test_a_borrowed_file_that_cannot_be_read_is_told_once(site: Path) -> None:
    write(site, "menus/kitchens/k/2026/2026-W47.yaml", "周一: [米饭\n")
    write(site, "menus/east/2026/2026-W47.yaml", "同: kitchens/k\n")
    assert told(site) == ["menus/kitchens/k/2026/2026-W47.yaml:1"]


def test_what_two_schools_borrow_is_told_once(site: Path) -> None:
    write(site, "menus/kitchens/k/2026/2026-W47.yaml", "周一:\n  午歺: [米饭]\n")
    write(site, "menus/east/2026/2026-W47.yaml", "同: kitchens/k\n")
    write(site, "menus/west/2026/2026-W47.yaml", "同: kitchens/k\n")
    assert told(site) == ["menus/kitchens/k/2026/2026-W47.yaml:2"]


def test_a_chain_that_comes_back_is_told_at_its_beginning(site: Path) -> None:
    write(site, "menus/kitchens/a/2026/2026-W47.yaml", "同: kitchens/b\n")
    write(site, "menus/kitchens/b/2026/2026-W47.yaml", "同: kitchens/a\n")
    write(site, "menus/east/2026/2026-W47.yaml", "同: kitchens/a\n")
    assert told(site) == ["menus/east/2026/2026-W47.yaml:1"]


def test_two_menus_that_claim_one_day_are_told_where_it_stands(site: Path) -> None:
    write(site, "menus/east/2026/2026-W46.yaml", "周日:\n  午餐: [米饭]\n")
    write(
        site, "menus/east/2026/2026-W47.yaml", "2026-11-15:\n  午餐: [面条]\n周一:\n  午餐: [饭]\n"
    )
    assert told(site) == ["menus/east/2026/2026-W47.yaml:1"]


def test_a_school_named_in_chinese_is_asked_for_a_code(site: Path) -> None:
    write(site, "content/schools/青禾/school.yaml", SCHOOL)
    [problem] = check(site, DAY)
    assert problem.path == "content/schools/青禾/school.yaml"
    assert "qinghe-primary" in problem.saying.zh


def test_a_code_may_be_written_in_either_language(site: Path) -> None:
    write(site, "content/schools/east/school.yaml", f"{SCHOOL}代码: east\n")
    assert told(site) == []


def test_one_school_is_not_told_of_another_ones_problems(site: Path) -> None:
    write(site, "menus/west/2026/2026-W47.yaml", "周一:\n  午歺: [米饭]\n")
    assert read_school(site, "east", kinds()).problems == ()
    assert told(site) == ["menus/west/2026/2026-W47.yaml:2"]


DATA = st.recursive(
    st.none()
    | st.text(max_size=12)
    | st.sampled_from(["80", "周一", "2026-11-16", "25:00", "kitchens/k", "小学", "蛋类", "1e9"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5)
            | st.sampled_from(
                [
                    "周一",
                    "周日",
                    "2026-11-16",
                    "days",
                    "每日",
                    "午餐",
                    "lunch",
                    "菜品",
                    "dishes",
                    "菜名",
                    "食材",
                    "致敏物质",
                    "营养成分",
                    "价格",
                    "更正",
                    "时间",
                    "原因",
                    "日期",
                    "改为",
                    "特殊膳食",
                    "肥胖",
                    "实际供应",
                    "停餐",
                    "校名",
                    "学段",
                    "用餐时间",
                    "年级段",
                    "食堂",
                    "联系方式",
                    "学期",
                    "同",
                    "版次",
                    "提示",
                    "代码",
                    "code",
                    "能量",
                    "照片",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=14,
)
TOP = st.dictionaries(
    st.sampled_from(
        [
            "周一",
            "周日",
            "2026-11-16",
            "每日",
            "days",
            "更正",
            "提示",
            "同",
            "版次",
            "周次",
            "校名",
            "学段",
            "用餐时间",
            "年级段",
            "食堂",
            "菜品",
            "联系方式",
            "学期",
            "x",
        ]
    ),
    DATA,
    max_size=5,
)


@settings(
    derandomize=True, deadline=None, max_examples=1200, suppress_health_check=[HealthCheck.too_slow]
)
@given(TOP, st.sampled_from(MODELS))
def test_any_data_becomes_a_model_or_problems_with_a_place(
    data: dict[str, object], model: type[BaseModel]
) -> None:
    source = Source("a.yaml", "x: y\n", data)  # type: ignore[arg-type]
    try:
        model_of(model, source, Reading("2026-W47"))
    except InvalidContent as error:
        _are_told(error.problems)


def _are_told(problems: tuple[Problem, ...]) -> None:
    assert problems
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert "写得不对" not in problem.saying.zh, problem.code
        for language in Language:
            assert "\n" not in problem.said_in(language)


def test_every_saying_is_a_sentence_in_both_languages() -> None:
    for zh, en in _SAYINGS.values():
        assert zh.endswith("。")
        assert en.endswith(".")


def test_every_kind_is_asked_for() -> None:
    assert kinds()["menu"] is Menu
