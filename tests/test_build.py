"""The pipeline: what a build makes, leaves alone, holds back and never loses."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from gongshi.build import Order, Report, build, check
from gongshi.errors import InvalidContent, ThemeError, WrongUse
from gongshi.publish import MANIFEST

TODAY = date(2026, 1, 12)


def made(root: Path, out: Path | None = None, day: date = TODAY) -> Report:
    return build(Order(root, out or root / "site", day, posters=False))


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def menu_of(root: Path, school: int = 2, week: int = 2) -> Path:
    return root / f"menus/school-{school:03d}/2026/2026-W{week:02d}.yaml"


def test_a_week_and_each_of_its_days_have_a_page(county: Path) -> None:
    made(county)
    own = county / "site/school-001/menus"
    assert (own / "2026-W01/index.html").is_file()
    assert (own / "2026-W01/menu.json").is_file()
    assert (own / "2025-12-29/index.html").is_file()
    assert (own / "index.html").is_file()
    assert (county / "site/school-001/index.html").is_file()


def test_no_mark_of_the_frame_is_left_in_any_page(county: Path) -> None:
    made(county)
    pages = list((county / "site").rglob("*.html"))
    assert len(pages) > 70
    assert not [page for page in pages if "[[gongshi:" in page.read_text("utf-8")]


def test_two_builds_give_the_same_bytes(county: Path, tmp_path: Path) -> None:
    made(county)
    other = tmp_path / "elsewhere"
    shutil.copytree(county, other, ignore=shutil.ignore_patterns("site", ".*"))
    made(other, tmp_path / "out" / "www")
    assert tree(county / "site") == tree(tmp_path / "out" / "www")


def test_processes_make_what_one_makes(county: Path, tmp_path: Path) -> None:
    made(county)
    with ProcessPoolExecutor(2) as workers:
        build(Order(county, tmp_path / "other", TODAY, posters=False), workers)
    assert tree(county / "site") == tree(tmp_path / "other")


def test_a_second_build_writes_nothing(county: Path) -> None:
    made(county)
    before = {path: path.stat().st_mtime_ns for path in (county / "site").rglob("*")}
    report = made(county)
    assert (report.written, report.removed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in (county / "site").rglob("*")} == before


def test_one_changed_dish_rewrites_only_what_shows_it(county: Path) -> None:
    made(county)
    before = tree(county / "site")
    path = menu_of(county, week=1)
    path.write_text(path.read_text("utf-8").replace("白米饭", "小米饭", 1), "utf-8")
    report = made(county)
    after = tree(county / "site")
    changed = {name for name in after if before.get(name) != after[name]} - {MANIFEST}
    days = ("2025-12-29", "2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02")
    assert changed == {
        "school-002/menus/2026-W01/index.html",
        "school-002/menus/2026-W01/menu.json",
        "school-002/menus/index.html",
        *(f"school-002/menus/{shows}/index.html" for shows in ("2025-12", "2026-01", *days)),
    }
    assert report.written == len(changed)


def test_a_removed_menu_takes_its_pages_away(county: Path) -> None:
    made(county)
    menu_of(county).unlink()
    report = made(county)
    assert report.removed == 7
    assert not (county / "site/school-002/menus/2026-W02").exists()


def test_a_changed_dish_in_the_dish_book_reaches_the_menus_that_name_it(county: Path) -> None:
    book = county / "menus/dishes.yaml"
    book.write_text("菜品:\n  - {菜名: 白米饭, 说明: 新米}\n  - {菜名: 无人点的菜}\n", "utf-8")
    made(county)
    book.write_text("菜品:\n  - {菜名: 白米饭, 说明: 新米}\n  - {菜名: 无人点的汤}\n", "utf-8")
    assert made(county).written == 0
    book.write_text("菜品:\n  - {菜名: 白米饭, 说明: 陈米}\n  - {菜名: 无人点的汤}\n", "utf-8")
    assert made(county).written > 0
    page = county / "site/school-001/menus/2026-W01/index.html"
    assert "陈米" in page.read_text("utf-8")


def test_a_bad_school_keeps_what_it_published_and_stops_no_other(county: Path) -> None:
    made(county)
    kept = (county / "site/school-002/menus/2026-W02/index.html").read_bytes()
    menu_of(county).write_text("周一: {午餐: [{菜明: 米饭}]}\n", "utf-8")
    other = menu_of(county, school=3)
    other.write_text(other.read_text("utf-8").replace("白米饭", "红豆饭", 1), "utf-8")
    report = made(county)
    assert report.held == ("school-002",)
    assert report.has_errors
    assert (county / "site/school-002/menus/2026-W02/index.html").read_bytes() == kept
    shown = (county / "site/school-003/menus/2026-W02/index.html").read_text("utf-8")
    assert "红豆饭" in shown
    assert "测试第2小学" in (county / "site/index.html").read_text("utf-8")


def test_a_bad_school_is_told_again_at_each_build_until_it_is_put_right(county: Path) -> None:
    made(county)
    good = menu_of(county).read_text("utf-8")
    menu_of(county).write_text("周一\n", "utf-8")
    assert made(county).has_errors
    assert made(county).has_errors
    menu_of(county).write_text(good, "utf-8")
    report = made(county)
    assert not report.problems
    assert report.written == 1  # the county's home no longer says that the school is held


def test_a_county_file_at_fault_publishes_nothing(county: Path) -> None:
    made(county)
    before = tree(county / "site")
    (county / "content/county.yaml").write_text("名称: 测试县\n", "utf-8")
    with pytest.raises(InvalidContent):
        made(county)
    assert tree(county / "site") == before


def test_a_file_changed_by_hand_is_made_again(county: Path) -> None:
    made(county)
    page = county / "site/school-001/index.html"
    good = page.read_bytes()
    time.sleep(0.02)  # a hand is slower than the tick of a file system's clock
    page.write_text("改坏了", "utf-8")
    (county / "site/sitemap.xml").unlink()
    made(county)
    assert page.read_bytes() == good
    assert (county / "site/sitemap.xml").is_file()


def test_a_file_put_there_by_hand_stays(county: Path) -> None:
    made(county)
    (county / "site/CNAME").write_text("menus.example", "utf-8")
    for name in ("小米饭", "红豆饭", "燕麦饭"):
        path = menu_of(county)
        path.write_text(path.read_text("utf-8").replace("饭", name[0] + "饭", 1), "utf-8")
        made(county)
        assert (county / "site/CNAME").read_text("utf-8") == "menus.example"


def test_a_folder_of_other_files_is_refused(county: Path, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/holiday.jpg").write_bytes(b"x")
    with pytest.raises(WrongUse):
        made(county, tmp_path / "photos")
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["holiday.jpg"]


def test_plain_mkdocs_makes_the_same_site(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768176000")
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    build(Order(county, county / "site", TODAY))
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(county / "other")],
        cwd=county,
        check=True,
    )
    assert tree(county / "site") == tree(county / "other")


def test_check_finds_what_build_finds(county: Path) -> None:
    menu_of(county, school=1).write_text("周一: {午餐: [{菜明: 米饭}]}\n", "utf-8")
    menu_of(county, school=3).write_text("周八: {}\n", "utf-8")
    assert check(county, TODAY) == made(county).problems


def test_a_school_may_not_take_an_address_of_the_site(county: Path) -> None:
    (county / "content/schools/school-001").rename(county / "content/schools/about")
    (problem,) = [one for one in check(county, TODAY) if one.code == "taken"]
    assert problem.path == "content/schools/about/school.yaml"
    assert made(county).held == ("about",)


@pytest.mark.parametrize("said", ["", "site_url: http://bench.example/\n"])
def test_a_site_without_a_safe_address_of_its_own_is_told(county: Path, said: str) -> None:
    config = county / "mkdocs.yml"
    text = config.read_text("utf-8").replace("site_url: https://bench.example/\n", said)
    config.write_text(text, "utf-8")
    with pytest.raises(ThemeError) as told:
        made(county)
    assert "site_url" in told.value.saying.zh


def test_mkdocs_serve_publishes_under_the_permanent_address(county: Path) -> None:
    """MkDocs puts its own address in the place of the site's while it serves."""
    config = load_config(str(county / "mkdocs.yml"), site_dir=str(county / "served"))
    config.site_url = "http://127.0.0.1:8000/"
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config)
    page = (county / "served/school-001/index.html").read_text("utf-8")
    assert "https://bench.example/school-001/" in page


def test_every_page_stands_in_a_sitemap_and_no_other_address(site: Path) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    home = "https://gongshi.qinghe.example/"

    def addresses(path: str) -> list[str]:
        found = etree.parse(site / path).xpath("//s:loc/text()", namespaces=space)
        assert all(one.startswith(home) for one in found)
        return [one.removeprefix(home) for one in found]

    listed = [page for one in addresses("sitemap.xml") for page in addresses(one)]
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert {one.rstrip("/") or "." for one in listed} == pages
    assert len(listed) == len(set(listed))


def test_a_school_with_a_warning_is_not_made_again_and_is_warned_again(county: Path) -> None:
    stray = county / "menus/school-001/2026/W48.xlsx"
    stray.write_bytes(b"x")
    first = made(county)
    told: list[str] = []
    order = Order(county, county / "site", TODAY, posters=False)
    second = build(order, told=lambda code, done, of: told.append(code))
    assert [problem.code for problem in first.problems] == ["stray"]
    assert second.problems == first.problems
    assert (told, second.written) == ([], 0)
    stray.unlink()
    assert made(county).problems == ()
