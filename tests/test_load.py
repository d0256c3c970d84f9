"""Reading files: scalars stay text, places are known, nothing but Unreadable is raised."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongshi.build import check
from gongshi.document import Beside, Where
from gongshi.errors import Language, Problem, Severity
from gongshi.kinds import kinds
from gongshi.load import Source, Unreadable, read_school, read_source
from gongshi.load.folders import fingerprint

DAY = date(2026, 11, 16)
SOON = settings(
    derandomize=True,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow],
)
MENU = "周一:\n  午餐: [米饭]\n"


def data_of(text: str) -> object:
    return read_source("a.yaml", text.encode()).data


@pytest.mark.parametrize(
    "written",
    [
        "12:30", "1:30:00", "no", "No", "off", "y", "yes", "true", "010", "0o10", "0x1F", "1_000",
        "1.10", "1e3", ".5", ".inf", ".nan", "~", "null", "Null", "=", "2026-02-30", "2026-11-16",
        "2026-11-16 10:00:00", "+1", "-1", "0", "00", "1,200", "８０", "一", "😀",
    ],
)  # fmt: skip
def test_every_scalar_stays_the_text_that_was_written(written: str) -> None:
    assert data_of(f"值: {written}\n{written}: 键\n") == {"值": written, written: "键"}
    if "," not in written:
        assert data_of(f"列: [{written}]\n") == {"列": [written]}


def test_only_nothing_at_all_is_none() -> None:
    assert data_of("a:\nb: ''\nc: \"\"\nd: |\n  x\ne: ~\n") == {
        "a": None, "b": "", "c": "", "d": "x\n", "e": "~",
    }  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_what_windows_and_wps_save_is_read(encoding: str) -> None:
    assert read_source("a.yaml", MENU.encode(encoding)).data == {"周一": {"午餐": ["米饭"]}}


def test_every_line_end_is_read() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert data_of(MENU.replace("\n", end)) == {"周一": {"午餐": ["米饭"]}}


def test_text_in_other_scripts_and_emoji_stay_as_they_are() -> None:
    for text in ("👩‍🍳", "پولو", "ཐུག་པ", "ᠴᠠᠢ", "𠮷野家", "❤️"):
        assert data_of(f"a: {text}") == {"a": text}


def test_places_are_counted_in_characters_from_one() -> None:
    source = read_source("a.yaml", "# 注释\n周一:\n  午餐:\n    - 米饭\n    - 菜名: 汤\n".encode())
    assert source.place(("周一",)) == (3, 3)
    assert source.place(("周一", "$key")) == (2, 1)
    assert source.place(("周一", "lunch", 0)) == (4, 7)
    assert source.place(("days", "2026-11-16", "lunch", 1, "name")) == (5, 11)


def test_a_place_that_is_not_there_is_that_of_what_holds_it() -> None:
    source = read_source("a.yaml", "周一:\n  午餐:\n    - {类别: 汤}\n".encode())
    assert source.place(("周一", "午餐", 0, "name")) == (3, 7)
    assert source.has(("周一", "午餐", 0, "course"))
    assert not source.has(("周一", "午餐", 0, "name"))


@pytest.mark.parametrize(
    ("kind", "text", "where", "place"),
    [
        ("schedule", "安排:\n  - 日期: 2026-11-20\n    星期: 周五\n", ("lines", 0, "days"), (3, 9)),
        ("notice", "附件:\n  - 文件: a.pdf\n", ("附件", 0, "名称"), (2, 5)),
        ("roster", "修正:\n  - 日期: 2026-11-20\n", ("修正", 0, "时间"), (2, 5)),
        ("account", "收入:\n  项目: {伙食费: 1}\n", ("income", "items", 0), (2, 13)),
    ],
    ids=["of-another-kind", "of-another-kind-in-a-list", "of-another-field", "not-of-a-field"],
)
def test_a_key_is_looked_for_by_the_names_of_its_own_field(
    kind: str, text: str, where: Where, place: tuple[int, int]
) -> None:
    assert read_source("a.yaml", text.encode()).place(where, kinds()[kind]) == place


@SOON
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    _read_or_refused(raw)


@SOON
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    _read_or_refused(text.encode("utf-8", "surrogatepass"))


YAMLISH = st.text(alphabet="ab周一午餐菜名：:，,、 　\t\n-[]{}&*!|>'\"#?%@`~\\<=1", max_size=120)


@settings(SOON, max_examples=1500)
@given(YAMLISH)
def test_any_heap_of_yaml_signs_is_read_or_refused(text: str) -> None:
    _read_or_refused(text.encode())


def _read_or_refused(raw: bytes) -> None:
    began = time.process_time()
    try:
        assert isinstance(read_source("a.yaml", raw).data, dict)
    except Unreadable as error:
        _are_told(error.problems)
    assert time.process_time() - began < 2


def _are_told(problems: tuple[Problem, ...]) -> None:
    assert problems
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.said_in(Language.EN).replace("\u3000", " ").isprintable()


WORDS = st.text(alphabet="abc周一午餐米饭123", min_size=1, max_size=8)
TREES = st.dictionaries(
    WORDS,
    st.recursive(
        WORDS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)


@SOON
@given(TREES, st.booleans())
def test_the_data_is_what_pyyaml_makes_without_guessing_types(
    tree: dict[str, object], flow: bool
) -> None:
    text = yaml.dump(tree, allow_unicode=True, default_flow_style=flow, width=10_000)

    assert data_of(text) == yaml.load(text, Loader=yaml.BaseLoader)


@SOON
@given(TREES)
def test_every_place_points_at_the_key_it_names(tree: dict[str, object]) -> None:
    text = yaml.dump(tree, allow_unicode=True, width=10_000)
    source = read_source("a.yaml", text.encode())
    lines = text.splitlines()
    for way in _ways(source.data, ()):
        line, column = source.place((*way, "$key"))
        assert lines[line - 1][column - 1 :].lstrip("'\"? ").startswith(str(way[-1]))


def _ways(data: object, way: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    if not isinstance(data, dict):
        return []
    return [one for key, item in data.items() for one in ((*way, key), *_ways(item, (*way, key)))]


def test_slips_of_a_whole_file_are_told_together() -> None:
    # Of each line the first: once it is right, the next is told.
    with pytest.raises(Unreadable) as caught:
        data_of("周一：\n  午餐：[米饭，汤]\n周二:停餐\n")
    assert [(one.line, one.code) for one in caught.value.problems] == [
        (1, "wide-colon"),
        (2, "wide-colon"),
        (3, "no-space"),
    ]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in {
        "content/county.yaml": "名称: 青禾县\n主管部门: 青禾县教育局\n",
        "content/holidays.yaml": "年份: {2026: {放假: [{名称: 元旦, 开始: 2026-01-01, "
        "结束: 2026-01-03}]}}\n",
        "content/schools/qinghe/school.yaml": "校名: 青禾小学\n学段: 小学\n",
        "menus/qinghe/2026/2026-W47.yaml": MENU,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def told(site: Path) -> list[tuple[str, str]]:
    return [(one.path, one.code) for one in check(site, DAY)]


WEEKS = "menus/qinghe/2026"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("menus/2026-W48.yaml", "stray"),
        ("menus/Dishes.yaml", "stray"),
        ("menus/qinhe/2026/2026-W48.yaml", "stray"),
        ("menus/qinghe/2026/2026-W48.xlsx", "stray"),
        ("menus/qinghe/2026/2026-W48.txt", "stray"),
        ("menus/qinghe/2026/2026-W48", "stray"),
        ("content/School/school.yaml", "stray"),
        ("content/countys.yaml", "stray"),
        ("content/schools/qinghe.yaml", "stray"),
        ("content/schools/qinghe/School.yml", "stray"),
        ("content/schools/qinghe/menus/2026-W48.yaml", "stray"),
        ("content/schools/qinghe/2026-W48.yaml", "stray"),
        ("content/schools/qinghe/photos/a.heic", "stray"),
    ],
)
def test_a_file_that_nobody_would_publish_is_told(site: Path, path: str, code: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(MENU, "utf-8")
    [(at, kind)] = told(site)

    assert path.startswith(at)
    assert kind == code


def test_hidden_files_and_locks_of_other_programs_are_nobodys_business(site: Path) -> None:
    for name in (".DS_Store", "~$2026-W48.xlsx", ".2026-W47.yaml.swp", "说明.md"):
        (site / WEEKS / name).write_text("x", "utf-8")

    assert told(site) == []


@pytest.mark.parametrize(
    "name",
    [
        "2026-W7.yaml",
        "2026-w48.yaml",
        "第48周.yaml",
        "2026 W48.yaml",
        "2026-W99.yaml",
        "周" * 60 + ".yaml",
    ],
)
def test_a_menu_named_after_no_week_is_refused(site: Path, name: str) -> None:
    (site / WEEKS / name).write_text(MENU, "utf-8")
    [problem] = check(site, DAY)

    assert (problem.path, problem.line, problem.column) == (f"{WEEKS}/{name}", 1, 1)


def test_a_name_that_is_no_text_is_refused_without_a_traceback(site: Path) -> None:
    (site / WEEKS / os.fsdecode(b"2026-W48\xff.yaml")).write_text(MENU, "utf-8")
    [problem] = check(site, DAY)

    assert str(problem).encode()
    assert fingerprint(site, "qinghe")


def test_two_files_of_one_week_are_refused(site: Path) -> None:
    (site / "menus/qinghe/2026-W47.yml").write_text(MENU, "utf-8")
    assert [code for _, code in told(site)] == ["twice"]


def test_a_school_file_under_another_name_is_asked_to_be_renamed(site: Path) -> None:
    (site / "content/schools/qinghe/school.yaml").rename(
        site / "content/schools/qinghe/School.yaml"
    )
    [problem] = check(site, DAY)

    assert problem.path == "content/schools/qinghe/school.yaml"
    assert "School.yaml" in problem.saying.zh


def test_a_folder_named_like_a_file_is_told(site: Path) -> None:
    (site / WEEKS / "2026-W48.yaml").mkdir()
    assert told(site) == [(f"{WEEKS}/2026-W48.yaml", "stray")]


def test_a_folder_in_the_place_of_the_schools_file_is_told(site: Path) -> None:
    (site / "content/schools/qinghe/school.yaml").unlink()
    (site / "content/schools/qinghe/school.yaml").mkdir()
    assert told(site) == [("content/schools/qinghe/school.yaml", "no-file")]


def test_a_link_that_leads_nowhere_is_told(site: Path) -> None:
    (site / WEEKS / "2026-W48.yaml").symlink_to("nowhere.yaml")
    assert told(site) == [(f"{WEEKS}/2026-W48.yaml", "unreadable")]
    assert fingerprint(site, "qinghe")


def test_links_that_lead_in_a_circle_are_told(site: Path) -> None:
    (site / WEEKS / "2026-W48.yaml").symlink_to("2026-W48.yaml")
    (site / "menus/qinghe/2027").symlink_to("2027")
    codes = dict(told(site))

    assert codes[f"{WEEKS}/2026-W48.yaml"] == "unreadable"


def test_a_linked_folder_is_told(site: Path) -> None:
    (site / "menus/qinghe/2027").symlink_to("2026")
    assert told(site) == [("menus/qinghe/2027", "stray")]


def test_a_link_out_of_the_countys_folders_is_never_followed(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.jpg").write_bytes(b"secret")
    (outside / "2026-W48.yaml").write_text("周一: {停餐: 秘密}\n", "utf-8")
    home = site / "content/schools/qinghe"
    (home / "photos").mkdir()
    (home / "photos/a.jpg").symlink_to(outside / "secret.jpg")
    (home / "notices").symlink_to(outside)
    (site / "content/schools/other").symlink_to(outside)
    (site / WEEKS / "2026-W48.yaml").symlink_to(outside / "2026-W48.yaml")

    assert sorted(told(site)) == [
        ("content/schools/other", "link"),
        ("content/schools/qinghe/notices", "link"),
        ("content/schools/qinghe/photos/a.jpg", "link"),
        (f"{WEEKS}/2026-W48.yaml", "link"),
    ]


def test_the_countys_own_folders_may_be_links(site: Path) -> None:
    (site / "menus").rename(site.parent / "menus-elsewhere")
    (site / "menus").symlink_to(site.parent / "menus-elsewhere")
    assert told(site) == []


def test_a_pipe_is_told_and_never_waited_for(site: Path) -> None:
    os.mkfifo(site / WEEKS / "2026-W48.yaml")
    assert told(site) == [(f"{WEEKS}/2026-W48.yaml", "no-file")]


@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_a_file_we_may_not_read_is_told(site: Path) -> None:  # pragma: no cover
    (site / WEEKS / "2026-W47.yaml").chmod(0)
    assert told(site) == [(f"{WEEKS}/2026-W47.yaml", "unreadable")]


def test_a_disk_that_fails_is_told_of_the_file_it_fails_for(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path.name == "2026-W47.yaml":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", failing)

    assert told(site) == [(f"{WEEKS}/2026-W47.yaml", "unreadable")]


def test_a_folder_that_cannot_be_opened_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan = os.scandir

    def failing(path: str | Path) -> object:
        if str(path).endswith("menus/qinghe/2026"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", failing)
    files = read_school(site, "qinghe", kinds())

    assert [(one.path, one.code) for one in files.problems] == [(WEEKS, "unreadable")]


def test_a_huge_file_is_refused_unread(site: Path) -> None:
    with (site / WEEKS / "2026-W48.yaml").open("wb") as file:
        file.truncate(10**11)
    assert told(site) == [(f"{WEEKS}/2026-W48.yaml", "too-big")]


def test_a_picture_that_is_a_folder_is_no_picture(site: Path) -> None:
    (site / "content/schools/qinghe/photos/a.jpg").mkdir(parents=True)
    assert read_school(site, "qinghe", kinds()).beside[Beside.PHOTOS] == {}


def test_a_stray_file_does_not_hold_the_school_back(site: Path) -> None:
    (site / WEEKS / "2026-W48.docx").write_text("x", "utf-8")
    [problem] = check(site, DAY)

    assert problem.severity is Severity.WARNING


def test_a_school_whose_folder_is_garbled_is_told(site: Path) -> None:
    (site / "content/schools" / os.fsdecode(b"\xc7\xe0\xba\xcc")).mkdir()
    assert [code for _, code in told(site)] == ["name"]


def test_keys_are_given_as_written() -> None:
    source = Source("a.yaml", "b: {c: 1}\n", {"b": {"c": "1"}})
    assert source.keys(("b",)) == ("c",)
