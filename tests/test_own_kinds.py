"""Kinds of one's own: a form declares one, a package brings one; no file of ours is touched.

Both are the examples of CONTRIBUTING.md, written out as they stand there.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from datetime import date
from pathlib import Path

import pytest
from tests.program import run, shell

from gongshi.build import Order, build, check
from gongshi.load import read_county, read_school
from gongshi.plan import SchoolPlans
from gongshi.validate import validate_county, validate_school

ROOT = Path(__file__).parents[1]
DAY = date(2026, 11, 22)
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BLOCK = re.compile(r"```\w+\n(?:#|\{#|<#|/\*) (\S+)(?: (?:#\}|#>|\*/))?\n(.*?)```", re.DOTALL)
EXAMPLES = dict(BLOCK.findall(TEXT))


def write(root: Path, school: str, *only: str) -> None:
    """The examples whose path begins so, written under a folder."""
    for path, text in EXAMPLES.items():
        if path.startswith(only):
            place = root / path.replace("SCHOOL", school)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")


@pytest.fixture
def school(county: Path) -> str:
    """One of the small county's schools."""
    return min(path.name for path in (county / "content/schools").iterdir())


@pytest.fixture
def drifting(county: Path, school: str) -> Path:
    """The small county with the form that declares a kind, and a document of it."""
    write(county, school, "content/forms", "content/schools/SCHOOL/book-drift")
    return county


def built(root: Path, out: Path) -> Path:
    """The site of a county, built without posters."""
    report = build(Order(root, out, DAY, posters=False))
    assert not [str(problem) for problem in report.problems if "holidays" not in problem.path]
    return out


def test_the_documents_show_both_ways() -> None:
    assert len(EXAMPLES) == 8
    assert "content/forms/registers/book-drift.yaml" in EXAMPLES


def test_a_form_is_a_kind_with_pages_lists_tabs_and_data(
    drifting: Path, school: str, tmp_path: Path
) -> None:
    home = built(drifting, tmp_path / "site") / school
    page = (home / "book-drift/2026-11/index.html").read_text("utf-8")
    data = json.loads((home / "book-drift/2026-11/book_drift.json").read_text("utf-8"))

    assert "昆虫记" in page
    assert "k-register k-book_drift" in page
    assert "assets/register.css" in page
    assert data["kind"] == "book_drift"
    assert [one["value"] for one in data["totals"]] == [10, 9]
    assert (home / "book-drift/2026-11/book_drift.csv").is_file()
    assert "图书漂流登记（2026年11月）" in (home / "book-drift/index.html").read_text("utf-8")
    assert f'{school}/book-drift/"' in (home / "all/index.html").read_text("utf-8")
    for place in ("index.html", "all/index.html", "book-drift/index.html"):
        assert "漂流" in (home / place).read_text("utf-8")


def test_what_such_a_kind_publishes_counts_where_a_duty_asks_for_it(
    drifting: Path, school: str
) -> None:
    place = drifting / "content/county.yaml"
    duty = "公示责任:\n  - {名称: 漂流登记, 种类: 漂流, 频次: 每月}\n"
    place.write_text(place.read_text("utf-8") + duty, "utf-8")
    assert not [one for one in check(drifting, DAY) if one.path == "content/county.yaml"]
    content = validate_county(read_county(drifting))
    files = read_school(drifting, school, content.kinds)
    summary = SchoolPlans(validate_school(files, content, DAY, "https://x.example/")).summary()
    (filing,) = summary.filings["book_drift"]
    assert (filing.starts, filing.ends) == (date(2026, 11, 1), date(2026, 11, 30))
    assert ("漂流", 1) in summary.counts
    assert content.kinds["book_drift"] is validate_county(read_county(drifting)).kinds["book_drift"]


def test_its_poster_is_that_of_registers(drifting: Path, school: str, tmp_path: Path) -> None:
    build(Order(drifting, tmp_path / "site", DAY))
    poster = tmp_path / "site" / school / "book-drift/2026-11/poster-a4.pdf"
    assert poster.read_bytes().startswith(b"%PDF")


def test_a_theme_may_have_templates_of_its_own_for_it(
    drifting: Path, school: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "theme", drifting / "theme")
    (drifting / "theme/pages/book_drift.html.jinja").write_text("<p>漂：{{ view.title }}</p>")
    (drifting / "theme/assets/book_drift.css").write_text("p { margin: 0 }")
    page = built(drifting, tmp_path / "site") / school / "book-drift/2026-11/index.html"
    assert "<p>漂：图书漂流登记</p>" in page.read_text("utf-8")
    assert "assets/book_drift.css" in page.read_text("utf-8")


def test_what_is_wrong_in_its_files_is_told_with_its_place(drifting: Path, school: str) -> None:
    path = f"content/schools/{school}/book-drift/2026-11.yaml"
    text = (drifting / path).read_text("utf-8").replace("4 | 3", "4 | 5")
    (drifting / path).write_text(text, "utf-8")
    (drifting / f"content/schools/{school}/book-drift/说明.txt").write_text("x", "utf-8")
    found = [one for one in check(drifting, DAY) if "book-drift" in one.path]
    assert [one.line for one in found] == [4, 1]
    assert "第 2 行（西游记）“收回”不对：收回是 5 册，应 ≤ 4 册，请核对。" in found[0].saying.zh
    assert "只读 .yaml 文件" in found[1].saying.zh


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("{名称: menu, 目录: drift, 标签: 换书}", "“menu”已由“食谱”使用，请换一个。"),
        ("{名称: drift, 目录: menus, 标签: 换书}", "“menus”已由“食谱”使用，请换一个。"),
        ("{名称: drift, 目录: photos, 标签: 换书}", "“photos”已由网站本身使用，请换一个。"),
        ("{名称: all, 目录: drift, 标签: 换书}", "“all”已由网站本身使用，请换一个。"),
        ("{名称: drift, 目录: drift, 标签: 食谱}", "“食谱”已由“食谱”使用，请换一个。"),
        ("{名称: book_drift, 目录: drift, 标签: 流}", "“book_drift”已由“漂流”使用，请换一个。"),
    ],
)
def test_a_name_that_is_taken_is_a_problem_of_the_form(
    drifting: Path, said: str, line: str
) -> None:
    other = drifting / "content/forms/registers/drift.yaml"
    other.write_text(f"名称: 另一种\n种类: {said}\n列: [书名]\n", "utf-8")
    found = [one for one in check(drifting, DAY) if one.path.endswith("registers/drift.yaml")]
    assert [(one.line, one.saying.zh) for one in found] == [(2, line)]


def package(folder: Path, school: str) -> Path:
    """The package of CONTRIBUTING.md as an installer leaves it: its files and its entry points."""
    write(folder, school, "schoolbus")
    project = tomllib.loads(EXAMPLES["pyproject.toml"])["project"]
    info = folder / f"{project['name']}-{project['version']}.dist-info"
    info.mkdir()
    points = project["entry-points"]["gongshi.kinds"]
    lines = [f"{name} = {place}" for name, place in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[gongshi.kinds]", *lines, ""]), "utf-8")
    (info / "METADATA").write_text(f"Name: {project['name']}\nVersion: 1.0\n", "utf-8")
    return folder


def test_a_package_brings_a_kind_with_its_templates(
    county: Path, school: str, tmp_path: Path
) -> None:
    brought = package(tmp_path / "packages", school)
    write(county, school, "content/schools/SCHOOL/buses")
    out = tmp_path / "site"
    asked = ("build", county, "--out", out, "--today", "2026-11-22")
    ran = shell(*asked, PYTHONPATH=str(brought), GONGSHI_LANG="zh")
    assert (ran.status, "Traceback" in ran.said) == (0, False), ran.said
    home = out / school
    page = (home / "buses/line-1/index.html").read_text("utf-8")
    assert "<li>石桥镇</li>" in page
    assert "assets/school_bus.css" in page
    assert (out / "assets/school_bus.css").is_file()
    assert (home / "buses/line-1/poster-a4.pdf").read_bytes().startswith(b"%PDF")
    assert "校车" in (home / "index.html").read_text("utf-8")
    again = shell(*asked, PYTHONPATH=str(brought), GONGSHI_LANG="zh")
    assert "写了 0 个" in again.out


def test_a_package_s_poster_may_not_read_what_it_was_not_given(
    county: Path, school: str, tmp_path: Path
) -> None:
    brought = package(tmp_path / "packages", school)
    write(county, school, "content/schools/SCHOOL/buses")
    poster = brought / "schoolbus/theme/posters/school_bus.typ.jinja"
    poster.write_text('#eval("1")', "utf-8")
    asked = ("build", county, "--out", tmp_path / "site")
    ran = shell(*asked, PYTHONPATH=str(brought), GONGSHI_LANG="zh")
    assert ran.status == 3
    assert "school_bus.typ.jinja 里不能用“eval”" in ran.err


def test_without_the_package_its_folder_is_told_as_a_stray(county: Path, school: str) -> None:
    write(county, school, "content/schools/SCHOOL/buses")
    assert "buses" in run("check", county).err
