"""`gongshi new`: what it makes passes `check` at once, and it never writes over anything."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.program import run

from gongshi.build import Order, build, check
from gongshi.document import field_names
from gongshi.formats.yaml_text import flow, scalar
from gongshi.kinds import kinds
from gongshi.load import read_source
from gongshi.scaffold import (
    EXAMPLE,
    NewSchool,
    can_begin,
    drafts,
    new_document,
    new_school,
    new_site,
)
from gongshi.scaffold.holidays import known_years
from gongshi.schema import file_kinds
from gongshi.school import Stage

TODAY = date(2026, 11, 22)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    new_site(root, "白鹭县", TODAY)
    return root


def text_of(root: Path, path: str) -> str:
    return (root / path).read_text("utf-8")


def asks_only_to_be_filled_in(root: Path) -> bool:
    """Whether nothing is wrong with a site but that somebody has still to write."""
    return {one.code for one in check(root, TODAY)} == {"unfilled"}


def test_a_new_site_is_right_and_builds_without_a_theme_of_its_own(site: Path) -> None:
    assert check(site, TODAY) == ()
    report = build(Order(site, site / "site", TODAY, posters=False))
    assert report.problems == ()
    home = (site / "site" / "index.html").read_text("utf-8")
    assert "白鹭县学校公示" in home
    assert (site / "site" / EXAMPLE / "menus" / "2026-W47" / "index.html").is_file()
    assert not (site / "theme").exists()


def test_a_new_site_says_in_its_files_what_may_be_written(site: Path) -> None:
    assert "# " in text_of(site, "content/county.yaml")
    menu = text_of(site, f"menus/{EXAMPLE}/2026/2026-W47.yaml")
    assert "停餐:" in menu
    assert "{1–3年级: 80, 4–6年级: 100}" in menu
    assert "site/" in text_of(site, ".gitignore")


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 8, 1), date(2027, 1, 3)])
def test_a_new_site_is_right_on_any_day(tmp_path: Path, day: date) -> None:
    new_site(tmp_path, "白鹭县", day)
    # Nobody can write down the holidays of a year before they are announced.
    expected = [] if day.year in known_years() else ["unknown-year"]
    assert [one.code for one in check(tmp_path, day)] == expected


@pytest.mark.parametrize(
    "name", ["a: b", "#县", "“白鹭”县", "[县]", "县 # 一", '"县"', "- 县", "yes"]
)
def test_a_countys_name_is_never_markup(tmp_path: Path, name: str) -> None:
    new_site(tmp_path, name, TODAY)
    assert check(tmp_path, TODAY) == ()
    source = read_source("county.yaml", (tmp_path / "content/county.yaml").read_bytes())
    assert isinstance(source.data, dict)
    assert source.data["名称"] == name


def test_a_site_is_not_made_where_anything_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    ran = run("new", "site", tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "已经有内容" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert run("new", "site", tmp_path / "mine.txt").status == 2


def test_a_site_is_not_made_where_nobody_may_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    ran = run("new", "site", tmp_path / "file" / "site")
    assert ran.status == 3
    assert "写不了" in ran.err


def test_a_county_without_a_name_is_refused(tmp_path: Path) -> None:
    ran = run("new", "site", tmp_path / "site", "--name", "")
    assert ran.status == 2
    assert "名称：" in ran.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("stage", Stage)
def test_a_new_school_of_any_stage_is_right(site: Path, stage: Stage) -> None:
    made = new_school(site, NewSchool("bailu-school", "白鹭学校", stage.label), TODAY)
    assert [path.relative_to(site).as_posix() for path in made] == [
        "content/schools/bailu-school/school.yaml",
        "menus/bailu-school/2026/2026-W48.yaml",
    ]
    assert asks_only_to_be_filled_in(site)


def test_a_new_schools_first_menu_is_next_weeks_from_monday_to_friday(site: Path) -> None:
    new_school(site, NewSchool("bailu-zx", "白鹭中学", "high"), TODAY)
    text = text_of(site, "menus/bailu-zx/2026/2026-W48.yaml")
    assert [line.split(":")[0] for line in text.splitlines() if line.startswith("周")] == [
        "周一", "周二", "周三", "周四", "周五",
    ]  # fmt: skip
    assert text.count("晚餐:") == 5
    assert "停餐: " in text


@pytest.mark.parametrize(
    ("code", "name", "stage", "says"),
    [
        ("Bai Lu", "白鹭小学", "小学", "小写字母"),
        ("../evil", "白鹭小学", "小学", "小写字母"),
        ("", "白鹭小学", "小学", "代码："),
        (EXAMPLE, "白鹭小学", "小学", "已经有了"),
        ("assets", "白鹭小学", "小学", "网站自己的地址"),
        ("about", "白鹭小学", "小学", "网站自己的地址"),
        ("bailu", "", "小学", "校名："),
        ("bailu", "白" * 81, "小学", "最多 80 个字"),
        ("bailu", "白\u200b鹭小学", "小学", "看不见"),
        ("bailu", "白鹭小学", "小雪", "您是不是想写“小学”"),
    ],
)
def test_a_school_that_cannot_be_is_refused(
    site: Path, code: str, name: str, stage: str, says: str
) -> None:
    before = sorted(site.rglob("*"))
    ran = run("new", "school", code, site, "--name", name, "--stage", stage)
    assert ran.status == 2
    assert says in ran.err
    assert sorted(site.rglob("*")) == before


def test_a_school_needs_a_site(tmp_path: Path) -> None:
    ran = run("new", "school", "bailu", tmp_path, "--name", "白鹭", "--stage", "小学", lang="en")
    assert ran.status == 2
    assert "gongshi new site" in ran.err


def test_a_new_menu_follows_the_days_and_meals_of_the_last(site: Path) -> None:
    ran = run("new", "menu", EXAMPLE, "2026-W49", site)
    assert (ran.status, ran.err) == (0, "")
    text = text_of(site, f"menus/{EXAMPLE}/2026/2026-W49.yaml")
    assert "周一:  # 11月30日" in text
    assert "# 上一份：白米饭、红烧肉、番茄炒蛋、清炒青菜、紫菜蛋汤" in text
    thursday = text.partition("周四")[2].partition("周五")[0]
    assert "午点:" in thursday
    # Friday was closed: the next one has what most days have.
    assert "午餐:" in text.partition("周五")[2]
    assert asks_only_to_be_filled_in(site)


def test_a_new_menu_uses_the_schools_own_word_for_a_meal(site: Path) -> None:
    school = site / f"content/schools/{EXAMPLE}/school.yaml"
    school.write_text(school.read_text("utf-8") + "餐次名称: {早点: 课间餐}\n", "utf-8")
    menu = site / f"menus/{EXAMPLE}/2026/2026-W47.yaml"
    menu.write_text("周一: {早点: [牛奶], 午餐: [米饭]}\n", "utf-8")
    new_document(site, "menu", EXAMPLE, "2026-W48", TODAY)
    assert "  课间餐:" in text_of(site, f"menus/{EXAMPLE}/2026/2026-W48.yaml")
    assert asks_only_to_be_filled_in(site)


@pytest.mark.parametrize("last", ["周一: {午歺: [米饭]}\n", "周一: {停餐: 放假}\n", "", "周一: ["])
def test_a_new_menu_after_one_that_says_nothing_is_the_usual_week(site: Path, last: str) -> None:
    menu = site / f"menus/{EXAMPLE}/2026/2026-W47.yaml"
    menu.write_text(last, "utf-8")
    new_document(site, "menu", EXAMPLE, "2026-W48", TODAY)
    assert text_of(site, f"menus/{EXAMPLE}/2026/2026-W48.yaml").count("午餐:\n") == 5


def test_a_new_menu_takes_the_kitchens_where_the_last_did(site: Path) -> None:
    kitchen = site / "menus/kitchens/east/2026"
    kitchen.mkdir(parents=True)
    for week in ("2026-W47", "2026-W48"):
        (kitchen / f"{week}.yaml").write_text("周一: {午餐: [米饭]}\n", "utf-8")
    menu = site / f"menus/{EXAMPLE}/2026/2026-W47.yaml"
    menu.write_text("同: kitchens/east\n", "utf-8")
    new_document(site, "menu", EXAMPLE, "2026-W48", TODAY)
    assert "\n沿用: kitchens/east\n" in text_of(site, f"menus/{EXAMPLE}/2026/2026-W48.yaml")
    assert check(site, TODAY) == ()
    new_document(site, "menu", EXAMPLE, "2026-W49", TODAY)  # the kitchen has no such week yet
    assert "待填" in text_of(site, f"menus/{EXAMPLE}/2026/2026-W49.yaml")
    assert asks_only_to_be_filled_in(site)


@pytest.mark.parametrize(
    ("school", "week", "says"),
    [
        ("exampel-primary", "2026-W49", f"您是不是想写“{EXAMPLE}”"),
        (EXAMPLE, "2026-W47", "已经有了"),
        (EXAMPLE, "2026-W54", "没有第 54 周"),
        (EXAMPLE, "下周", "不是周次"),
    ],
)
def test_a_menu_that_cannot_be_is_refused(site: Path, school: str, week: str, says: str) -> None:
    before = text_of(site, f"menus/{EXAMPLE}/2026/2026-W47.yaml")
    ran = run("new", "menu", school, week, site)
    assert ran.status == 2
    assert says in ran.err
    assert text_of(site, f"menus/{EXAMPLE}/2026/2026-W47.yaml") == before


@pytest.mark.parametrize("school", ["校名: [", "校名: 白鹭\n学段: 小雪\n", None])
def test_a_schools_own_file_must_be_right_first(site: Path, school: str | None) -> None:
    path = site / f"content/schools/{EXAMPLE}/school.yaml"
    path.unlink()
    if school is not None:
        path.write_text(school, "utf-8")
    ran = run("new", "menu", EXAMPLE, "2026-W49", site)
    assert ran.status == 1
    assert f"content/schools/{EXAMPLE}/school.yaml:" in ran.err


def test_a_new_menu_follows_one_that_is_not_filled_in_yet(site: Path) -> None:
    menu = site / f"menus/{EXAMPLE}/2026/2026-W47.yaml"
    menu.write_text("周一: {早点: [牛奶, 待填], 午餐: [待填]}\n", "utf-8")
    new_document(site, "menu", EXAMPLE, "2026-W48", TODAY)
    text = text_of(site, f"menus/{EXAMPLE}/2026/2026-W48.yaml")
    assert text.count("早点:") == 5
    assert "# 上一份：牛奶\n" in text


def test_there_is_a_command_for_each_kind_that_can_be_begun() -> None:
    listed = run("new", "--help").out
    assert set(drafts()) < set(can_begin())
    for name in can_begin():
        assert f"  {name} " in listed
        assert run("new", name, "--help").status == 0
    assert run("new", "nonsense").status == 2


BY_MODEL = [name for name in can_begin() if name not in drafts()]


@pytest.mark.parametrize("kind", BY_MODEL)
def test_a_new_document_of_any_kind_asks_to_be_filled_in_and_nothing_else(
    kind: str, site: Path
) -> None:
    (path,) = new_document(site, kind, EXAMPLE, None, TODAY)
    shelf = kinds()[kind].shelf(EXAMPLE)
    name = f"{TODAY:{kinds()[kind].begun_as}}"
    assert path.relative_to(site).as_posix() == f"{shelf}/{name}.yaml"
    assert name.startswith("2026-11")
    assert asks_only_to_be_filled_in(site)
    lines = path.read_text("utf-8").splitlines()
    assert "待填" in lines[0]
    model = kinds()[kind]
    for names in field_names(model).values():
        assert any(f"{one}:" in line for one in names for line in lines) or "同" in names


@pytest.mark.parametrize("kind", BY_MODEL)
def test_every_remark_of_a_new_document_can_be_put_to_use(kind: str, site: Path) -> None:
    (path,) = new_document(site, kind, EXAMPLE, None, TODAY)
    text = path.read_text("utf-8")
    written = "\n".join(line.removeprefix("# ") for line in text.splitlines())
    source = read_source("new.yaml", written.encode())
    assert isinstance(source.data, dict)
    fields = {one for pair in field_names(kinds()[kind]).values() for one in pair}
    assert source.data.keys() <= fields


def test_a_new_document_goes_where_the_school_keeps_them(site: Path) -> None:
    shelf = site / f"content/schools/{EXAMPLE}/announcements"
    (shelf / "2026").mkdir(parents=True)
    ran = run("new", "announcement", EXAMPLE, "2026-11-20-open-day", site)
    made = shelf / "2026" / "2026-11-20-open-day.yaml"
    assert (ran.status, ran.err) == (0, "")
    assert f"新建了 {made}\n" in ran.out
    assert "gongshi check" in ran.out
    assert made.is_file()


def test_a_new_document_needs_no_name_where_the_site_is_named(site: Path) -> None:
    ran = run("new", "announcement", EXAMPLE, site, "--json", lang="en")
    assert ran.status == 0
    (made,) = json.loads(ran.out)["made"]
    assert Path(made).parent == site / f"content/schools/{EXAMPLE}/announcements"


@pytest.mark.parametrize(
    ("school", "name", "says"),
    [
        ("exampel-primary", "2026-11-20", f"您是不是想写“{EXAMPLE}”"),
        (EXAMPLE, "开放日", "请改用字母、数字和短横线"),
        (EXAMPLE, "../evil", "请改用字母、数字和短横线"),
        (EXAMPLE, "taken", "如 taken-2"),
    ],
)
def test_a_document_that_cannot_be_is_refused(
    site: Path, school: str, name: str, says: str
) -> None:
    new_document(site, "announcement", EXAMPLE, "taken", TODAY)
    before = sorted(site.rglob("*"))
    ran = run("new", "announcement", school, name, site)
    assert ran.status == 2
    assert says in ran.err
    assert sorted(site.rglob("*")) == before


def test_what_is_made_is_told_as_json(tmp_path: Path) -> None:
    made = json.loads(run("new", "site", tmp_path / "site", "--json").out)["made"]
    assert str(tmp_path / "site" / "mkdocs.yml") in made
    assert all(Path(path).is_file() for path in made)
    ran = run(
        *("new", "school", "bailu", tmp_path / "site", "--name", "白鹭小学", "--stage", "小学"),
        "--json",
    )
    assert len(json.loads(ran.out)["made"]) == 2


def test_an_editor_knows_every_file_of_a_new_site(site: Path) -> None:
    settings = json.loads(text_of(site, ".vscode/settings.json"))
    linked = settings["yaml.schemas"]
    assert set(linked) == {f".vscode/schemas/{name}.schema.json" for name in file_kinds()}
    for schema in linked:
        assert (site / schema).is_file()
    own = [*site.glob("content/**/*.yaml"), *site.glob("menus/**/*.yaml")]
    for path in own:
        fits = [
            schema
            for schema, patterns in linked.items()
            if any(path in site.glob(pattern) for pattern in patterns)
        ]
        assert len(fits) == 1, path


def test_the_editors_other_settings_stay(site: Path) -> None:
    settings = site / ".vscode" / "settings.json"
    old = {"editor.fontSize": 18, "yaml.schemas": {"my.json": "x.yaml", ".vscode/schemas/old": "y"}}
    settings.write_text(json.dumps(old), "utf-8")
    ran = run("schema", "--link", site)
    assert ran.status == 0
    assert str(settings) in ran.out
    said = json.loads(settings.read_text("utf-8"))
    assert said["editor.fontSize"] == 18
    assert said["yaml.schemas"]["my.json"] == "x.yaml"
    assert ".vscode/schemas/old" not in said["yaml.schemas"]
    assert ".vscode/schemas/menu.schema.json" in said["yaml.schemas"]
    settings.write_text("// mine\n{}", "utf-8")
    ran = run("schema", "--link", site)
    assert ran.status == 2
    assert settings.read_text("utf-8") == "// mine\n{}"


FORM = """\
名称: 失物招领登记
种类: {名称: lost_property, 标签: 失物, 目录: lost-property}
列: [物品, 地点]
"""


def test_a_kind_that_a_form_declares_can_be_begun_too(site: Path) -> None:
    form = site / "content/forms/registers/lost-property.yaml"
    form.parent.mkdir(parents=True)
    form.write_text(FORM, "utf-8")
    ran = run("new", "lost_property", EXAMPLE, "2026-11", site)
    assert (ran.status, ran.err) == (0, "")
    assert (site / f"content/schools/{EXAMPLE}/lost-property/2026-11.yaml").is_file()
    assert run("new", "lost_propertx", EXAMPLE, "2026-11", site).status == 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_any_text_written_as_a_scalar_is_read_back(text: str) -> None:
    if text.strip() != text or any(one in text for one in "\u2028\u2029\x85\ufeff"):
        return
    source = read_source("x.yaml", f"a: {scalar(text)}\nb: {flow({'k': [text]})}\n".encode())
    assert source.data == {"a": text, "b": {"k": [text]}}, json.dumps(text)
