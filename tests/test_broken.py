"""Broken files, each named after its mistake, and what a clerk is told of it.

A file of `tests/broken/<place>/` is put in that place of a small site and the whole site checked;
`<name>.expected` beside it holds every message in Chinese and the first in English. After a change
of words run `pytest tests/test_broken.py --update-broken` and read the difference line by line.
"""

from __future__ import annotations

import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from gongshi.build import check
from gongshi.errors import Language, Problem
from gongshi.kinds import kinds

BROKEN = Path(__file__).parent / "broken"
PLACES = {
    "menu": "menus/qinghe/2026/2026-W47.yaml",
    "school": "content/schools/qinghe/school.yaml",
    "county": "content/county.yaml",
    "holidays": "content/holidays.yaml",
    "theme": "content/schools/qinghe/theme.yaml",
    "wording": "content/wording.yaml",
    "inspection": "content/schools/qinghe/inspections/2026-11-16-canteen.yaml",
    "inspection-form": "content/forms/inspections/own.yaml",
    "register-form": "content/forms/registers/own.yaml",
    "dishes": "menus/dishes.yaml",
}
PLACES |= {
    name: f"{kind.shelf('qinghe')}/2026-11-20.yaml"
    for name, kind in kinds().items()
    if name not in PLACES and not kind.computed
}
CASES = sorted(path for place in PLACES for path in (BROKEN / place).glob("*.yaml"))
AROUND = {
    "content/county.yaml": "名称: 青禾县\n主管部门: 青禾县教育局\n",
    "content/holidays.yaml": "年份:\n  2026:\n    放假:\n"
    "      - {名称: 元旦, 开始: 2026-01-01, 结束: 2026-01-03}\n",
    "content/schools/qinghe/school.yaml": "校名: 青禾小学\n学段: 小学\n"
    "年级段: [1–3年级, 4–6年级]\n",
    "content/schools/qinghe/accounts/2026-10.yaml": "收入: {伙食费: [100, 900]}\n"
    "支出: {菜品: [98, 899.50]}\n期末结余: 66.50\n",
    "menus/dishes.yaml": "菜品:\n  - {菜名: 米饭, 类别: 主食}\n",
    "menus/qinghe/2026/2026-W47.yaml": "周一:\n  午餐: [米饭]\n",
    "menus/kitchens/east/2026/2026-W47.yaml": "周一:\n  午餐: [米饭]\n",
    "menus/kitchens/circle/2026/2026-W47.yaml": "同: kitchens/circle\n",
    "menus/kitchens/broken/2026/2026-W47.yaml": "周一:\n  午歺: [米饭]\n",
    "menus/kitchens/bands/2026/2026-W47.yaml": "周一:\n  午餐:\n    - 米饭: {大米: {大班: 80}}\n",
}
DAY = date(2026, 11, 16)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in AROUND.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def told(site: Path, path: str) -> str:
    """The report as it is kept: where, in Chinese; the first also in English."""
    problems = check(site, DAY)
    lines = [_line(problem, Language.ZH, path) for problem in problems]
    lines[1:1] = [_line(problem, Language.EN, path) for problem in problems[:1]]
    return "".join(f"{line}\n" for line in lines)


def _line(problem: Problem, language: Language, path: str) -> str:
    return problem.said_in(language).removeprefix(f"{path}:")


def test_the_site_around_the_broken_files_has_no_problem(site: Path) -> None:
    assert check(site, DAY) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_broken_file_is_told_as_expected(
    case: Path, site: Path, pytestconfig: pytest.Config
) -> None:
    place = PLACES[case.parent.name]
    (site / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(case, site / place)
    expected = case.with_suffix(".expected")
    said = told(site, place)
    if pytestconfig.getoption("--update-broken"):
        expected.write_text(said, "utf-8")

    assert said == expected.read_text("utf-8")
    assert said, "a broken file must never pass in silence"


def test_every_expected_report_has_its_file() -> None:
    reports = {path.with_suffix(".yaml") for path in BROKEN.glob("*/*.expected")}

    assert reports == set(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_message_names_a_place_in_the_file_and_says_what_to_do(
    case: Path, site: Path
) -> None:
    place = site / PLACES[case.parent.name]
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(case, place)
    for problem in check(site, DAY):
        for language in Language:
            said = problem.saying.in_(language)
            assert problem.line >= 1
            assert problem.column >= 1
            assert said.endswith(("。", "？", ".", "?")), said
            assert len(said) < 500, said
            assert "here is wrong" not in said
            assert "写得不对" not in said


BIG = {
    "a line of 1 MB": "周一:\n  午餐: [" + "米饭, " * 150_000 + "红烧肉\n",
    "a dish of 1 MB": "周一:\n  午餐: [" + "米" * 350_000 + "]\n",
    "a line of dishes of 1 MB": "周一:\n  午餐: " + "米饭（大米、" * 60_000 + "\n",
    "brackets of 1 MB": "周一:\n  午餐: " + "[" * 1_000_000 + "\n",
    "an amount of 1 MB": "周一:\n  午餐:\n    - 饭: {米: " + "9" * 1_000_000 + "}\n",
    "spaces of 1 MB": "周一:\n  午餐:\n    - 饭: {米: 1" + " " * 1_000_000 + "x}\n",
    "a key of 1 MB": "周一:\n  ? " + "键" * 330_000 + "\n  : [米饭]\n",
    "2.1 MB": "周一:\n  午餐:\n" + "    - 米饭\n" * 170_000,
    "100,000 empty items": "周一:\n  午餐:\n" + "    -\n" * 100_000,
    "50,000 anchors": "周一:\n  午餐:\n" + "    - &a 饭\n" * 50_000,
    "30,000 unknown keys": "周一:\n  午餐: [米饭]\n"
    + "".join(f"  键{i}: x\n" for i in range(30_000)),
    "20,000 duplicate keys": "周一:\n" + "  午餐: [米饭]\n" * 20_000,
    "20,000 open quotes": "周一:\n" + '  午餐: "米饭\n' * 20_000,
    "20,000 tabs": "周一:\n" + "\t午餐: 米饭\n" * 20_000,
    "20,000 wrong amounts": "周一:\n  午餐:\n    - 饭: {"
    + ", ".join(f"米{i}: x" for i in range(20_000))
    + "}\n",
    "50,000 wrong allergens": "周一:\n  午餐:\n    - {菜名: 饭, 致敏物质: ["
    + ", ".join(f"蛋{i}" for i in range(50_000))
    + "]}\n",
    "20,000 slips": "周一:\n" + "".join(f"  午餐：米饭{i}\n" for i in range(20_000)),
    "control characters of 1 MB": "周一:\n  午餐: " + "饭\x07" * 250_000 + "\n",
}


@pytest.mark.parametrize("name", BIG)
def test_something_huge_is_refused_soon_and_in_few_words(name: str, site: Path) -> None:
    (site / PLACES["menu"]).write_text(BIG[name], "utf-8")
    began = time.process_time()
    problems = check(site, DAY)

    assert time.process_time() - began < 10
    assert 1 <= len(problems) <= 1001
    assert all(len(str(problem)) < 600 for problem in problems)


def test_a_thousand_problems_are_all_listed_at_once_and_fast(site: Path) -> None:
    shutil.copyfile(BROKEN / "menu" / "1000-problems.yaml", site / PLACES["menu"])
    times = []
    for _ in range(3):
        began = time.process_time()
        problems = check(site, DAY)
        times.append(time.process_time() - began)

    assert min(times) < 0.5
    assert len(problems) == 1000
    assert len({(problem.line, problem.column) for problem in problems}) == 1000
