"""The command line: statuses that scripts can trust, messages in the reader's language.

Whatever is wrong, nobody is ever shown a traceback.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.program import Ran, run, shell

from gongshi.build import Order, build
from gongshi.scaffold import EXAMPLE, new_site

DAY = "2026-11-22"
MENU = f"menus/{EXAMPLE}/2026/2026-W47.yaml"
PROBLEM = {
    "type": "object",
    "required": ["path", "line", "column", "code", "severity", "message"],
    "additionalProperties": False,
    "properties": {
        "path": {"type": "string", "pattern": "^[^/\\\\]"},
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "code": {"type": "string", "minLength": 1},
        "severity": {"enum": ["error", "warning"]},
        "message": {"type": "string", "minLength": 1},
    },
}
REPORT = {
    "type": "object",
    "required": ["out", "written", "removed", "files", "schools", "held", "problems"],
    "additionalProperties": False,
    "properties": {
        "out": {"type": "string"},
        "written": {"type": "integer", "minimum": 0},
        "removed": {"type": "integer", "minimum": 0},
        "files": {"type": "integer", "minimum": 0},
        "schools": {"type": "array", "items": {"type": "string"}},
        "held": {"type": "array", "items": {"type": "string"}},
        "problems": {"type": "array", "items": PROBLEM},
    },
}
SARIF = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {"driver": {"required": ["name", "rules"]}},
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "required": ["ruleId", "level", "message", "locations"],
                            "properties": {
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"required": ["text"]},
                                "locations": {
                                    "minItems": 1,
                                    "items": {
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation", "region"]
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 asks of the parts that we write."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site whose frames are made already."""
    root = tmp_path_factory.mktemp("made") / "site"
    new_site(root, "白鹭县", date(2026, 11, 22))
    build(Order(root, root / "site", date(2026, 11, 22), posters=False))
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".site.staging")
    return root


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    """A copy of the small site, to be broken."""
    return Path(shutil.copytree(made, tmp_path / "site"))


def built(site: Path, *more: object, lang: str = "zh") -> Ran:
    """The site built quickly."""
    return run("build", site, "--no-posters", "--jobs", 1, "--today", DAY, *more, lang=lang)


def edit(site: Path, path: str, old: str, new: str) -> None:
    """Change a text of a file."""
    text = (site / path).read_text("utf-8")
    assert old in text
    (site / path).write_text(text.replace(old, new, 1), "utf-8")


def test_content_without_a_problem_is_0(site: Path) -> None:
    assert run("check", site, "--today", DAY) == Ran(0, "内容没有问题。\n", "")
    english = run("check", site, "--today", DAY, lang="en")
    assert english == Ran(0, "The content has no problem.\n", "")
    ran = built(site)
    assert ran.status == 0
    assert ran.err == ""
    assert "1 所学校" in ran.out
    assert (site / "site" / "index.html").is_file()


def test_content_with_problems_is_1_and_they_are_listed(site: Path) -> None:
    edit(site, MENU, "午餐", "午歺")
    for ran in (run("check", site, "--today", DAY), built(site)):
        assert ran.status == 1
        assert f"{MENU}:6:3: 周一：不认识“午歺”，您是不是想写“午餐”？\n" in ran.err
        assert "共 1 处问题，在 1 个文件里。" in ran.err
    english = run("check", site, "--today", DAY, lang="en_GB.UTF-8")
    assert f"{MENU}:6:3: " in english.err
    assert "did you mean" in english.err


def test_a_school_with_problems_keeps_what_it_published(site: Path) -> None:
    assert built(site).status == 0
    page = site / "site" / EXAMPLE / "menus" / "2026-W47" / "index.html"
    before = page.read_bytes()
    edit(site, MENU, "红烧肉", "红烧肉: [")
    ran = built(site)
    assert ran.status == 1
    assert f"{EXAMPLE}：有问题，网站上仍是它上次发布的内容。" in ran.err
    assert page.read_bytes() == before


def test_a_school_that_was_never_published_is_told_so(site: Path) -> None:
    edit(site, MENU, "午餐:", "午歺:")
    ran = built(site)
    assert ran.status == 1
    assert f"{EXAMPLE}：有问题，还没有发布过" in ran.err
    assert "上次发布的内容" not in ran.err


def test_a_county_with_problems_publishes_nothing(site: Path) -> None:
    edit(site, "content/county.yaml", "名称:", "名:")
    ran = built(site)
    assert ran.status == 1
    assert "content/county.yaml:2:1:" in ran.err
    assert not (site / "site").exists()


@pytest.mark.parametrize("how", [["--json"], ["--format", "json"]])
def test_problems_as_json(site: Path, how: list[str]) -> None:
    assert json.loads(run("check", site, "--today", DAY, *how).out) == []
    edit(site, MENU, "午餐", "午歺")
    ran = run("check", site, "--today", DAY, *how)
    assert (ran.status, ran.err) == (1, "")
    problems = json.loads(ran.out)
    jsonschema.validate(problems, {"type": "array", "minItems": 1, "items": PROBLEM})
    assert (problems[0]["path"], problems[0]["line"], problems[0]["column"]) == (MENU, 6, 3)


def test_problems_as_sarif(site: Path) -> None:
    jsonschema.validate(json.loads(run("check", site, "--format", "sarif").out), SARIF)
    edit(site, MENU, "午餐", "午歺")
    ran = run("check", site, "--today", DAY, "--format", "sarif")
    assert (ran.status, ran.err) == (1, "")
    log = json.loads(ran.out)
    jsonschema.validate(log, SARIF)
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == MENU
    assert place["region"] == {"startLine": 6, "startColumn": 3}
    assert result["ruleId"] in [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]


def test_a_build_as_json(site: Path) -> None:
    ran = built(site, "--json")
    assert (ran.status, ran.err) == (0, "")
    report = json.loads(ran.out)
    jsonschema.validate(report, REPORT)
    assert report["schools"] == [EXAMPLE]
    edit(site, MENU, "午餐", "午歺")
    ran = built(site, "--json")
    report = json.loads(ran.out)
    jsonschema.validate(report, REPORT)
    assert (ran.status, report["held"], report["written"]) == (1, [EXAMPLE], report["written"])


def test_a_folder_that_is_no_site_is_2(tmp_path: Path) -> None:
    for command in ("build", "check", "serve"):
        for root in (tmp_path, tmp_path / "missing"):
            ran = run(command, root)
            assert ran.status == 2
            assert "gongshi new site" in ran.err
            assert ran.out == ""


def test_a_file_in_place_of_a_folder_is_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for command in ("build", "check", "serve"):
        assert run(command, tmp_path / "file").status == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build", "--nonsense"],
        ["check", "--format", "nonsense"],
        ["build", "--jobs", "0"],
        ["serve", "--port", "99999"],
        ["build", "a", "b"],
        ["schema", "nonsense"],
        ["new", "site"],
        ["new", "school", "x"],
    ],
)
def test_a_command_called_wrongly_is_2(arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.err


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["nonsense"], "没有命令“nonsense”。", "there is no command “nonsense”."),
        (["biuld"], "您是不是想写“build”？", "did you mean “build”?"),
        (["new", "shool"], "您是不是想写“school”？", "did you mean “school”?"),
        (["build", "--tody", "x"], "您是不是想写“--today”？", "did you mean “--today”?"),
        (["build", "--today"], "--today 后面要写内容", "--today needs a value"),
        (["build", "--json=3"], "--json 后面不用写内容", "--json takes no value"),
        (["build", "a", "b"], "多了“b”，请去掉。", "“b” is too much; leave it out."),
        (["build", "--jobs", "0"], "“0”请改成 1 到 256 之间的整数", "from 1 to 256"),
        (["serve", "--port", "x"], "“x”请改成 0 到 65535 之间的整数", "from 0 to 65535"),
        (["check", "--format", "jsn"], "您是不是想写“json”？", "did you mean “json”?"),
        (["check", __file__], "是一个文件，不是文件夹", "is a file and no folder"),
        (["check", "--today", "明天"], "“明天”不是日期", "“明天” is not a date"),
        (["holidays", "--years", "3"], "请写成 2026 或 2024-2026", "write 2026 or 2024-2026"),
        (["new", "site"], "缺少 DIR，请补上。", "DIR is missing; add it."),
        (["new", "school", "x"], "缺少 --name，请补上。", "--name is missing; add it."),
        (["new", "hazard_report", "x"], "由别的文件自动汇总，不用新建", "is computed from other"),
    ],
)
def test_a_wrong_call_is_told_in_the_readers_language(
    arguments: list[str], zh: str, en: str
) -> None:
    for lang, says, help_at in (("zh", zh, "说明："), ("en", en, "Help: ")):
        ran = run(*arguments, lang=lang)
        assert (ran.status, ran.out) == (2, "")
        assert says in ran.err
        assert help_at in ran.err or "needs a value" in en or "takes no value" in en
        assert "Error" not in ran.err


def test_a_group_without_a_command_says_what_there_is() -> None:
    for group in ([], ["new"]):
        ran = run(*group)
        assert ran.status == 2
        assert "school" in ran.err or "check" in ran.err


@pytest.mark.parametrize("called", [[], ["new"], ["new", "school"], ["posters"], ["build"]])
def test_help_is_in_the_readers_language_throughout(called: list[str]) -> None:
    said = run(*called, "--help").out
    for zh, en in (("用法：", "Usage"), ("选项：", "Options"), ("显示这份说明", "Show this")):
        assert zh in said
        assert en not in said
    assert not re.search("OPTIONS|COMMAND|Commands|default|required|ARGS", said)
    assert "Usage: " in run(*called, "--help", lang="en").out


def test_asking_for_help_loads_nothing_that_does_the_work() -> None:
    loaded = "import sys, gongshi.cli; print({'pydantic', 'jinja2', 'yaml'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", loaded], capture_output=True, check=True)
    assert ran.stdout == b"set()\n"


@pytest.mark.parametrize("day", ["2026-13-45", "2026-02-29", "明天", ""])
def test_a_day_that_is_none_is_2(site: Path, day: str) -> None:
    for command in ("check", "build", "serve"):
        ran = run(command, site, "--today", day)
        assert ran.status == 2
        assert "--today" in ran.err
        assert "日期" in ran.err


@pytest.mark.parametrize("day", ["2026年11月22日", "2026/11/22"])
def test_a_day_is_understood_as_people_write_it(site: Path, day: str) -> None:
    assert run("check", site, "--today", day).status == 0


def test_somebody_elses_files_are_never_built_over(site: Path) -> None:
    (site / "site").mkdir()
    (site / "site" / "mine.txt").write_text("mine", "utf-8")
    ran = built(site)
    assert ran.status == 2
    assert "不是本程序生成的" in ran.err
    assert [path.name for path in (site / "site").iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_3(site: Path) -> None:
    (site / "file").write_text("", "utf-8")
    ran = built(site, "--out", site / "file" / "site")
    assert ran.status == 3
    assert "写不了" in ran.err
    assert "不是文件夹" in ran.err
    assert run("schema", "--out", site / "file" / "schemas").status == 3
    (site / "content" / "pages" / "fields.md").mkdir()
    assert run("reference", site).status == 3


def test_a_folder_in_place_of_a_file_is_a_problem_of_the_content(site: Path) -> None:
    path = site / "content" / "county.yaml"
    path.unlink()
    path.mkdir()
    for ran in (run("check", site), built(site)):
        assert ran.status == 1
        assert "content/county.yaml:1:1:" in ran.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="who is root may read all")
def test_a_file_that_nobody_may_read_is_3(site: Path) -> None:
    (site / MENU).chmod(0)
    assert run("check", site).status == 3


def test_a_theme_at_fault_is_3_in_any_number_of_processes(site: Path) -> None:
    shutil.copytree(Path(__file__).parents[1] / "theme", site / "theme")
    (site / "theme" / "indexes" / "school.html.jinja").write_text("{{ view.nonsense }}", "utf-8")
    for jobs in (1, 2):
        ran = shell("build", site, "--no-posters", "--today", DAY, "--jobs", jobs)
        assert ran.status == 3
        assert "theme/indexes/school.html.jinja" in ran.err
        assert "Traceback" not in ran.err


def test_a_broken_mkdocs_file_is_3(site: Path) -> None:
    (site / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    ran = shell("build", site, "--no-posters")
    assert ran.status == 3
    assert "mkdocs.yml" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\0",
        b"\xff\xfe\x00",
        b"a: [",
        b"- 1",
        b"%PDF-1.4",
        b"&a [*a]",
        b"? [a]: b",
        b"[" * 100_000,
        "：：：".encode(),
        b"\x89PNG\r\n\x1a\n",
        b"a: b\n---\nc: d\n",
        b"!!python/object:os.system x",
    ],
    ids=lambda content: repr(content[:12]),
)
@pytest.mark.parametrize("path", [MENU, "content/county.yaml", "menus/dishes.yaml"])
def test_no_file_however_broken_brings_a_traceback(site: Path, path: str, content: bytes) -> None:
    (site / path).write_bytes(content)
    ran = run("check", site, "--today", DAY)
    assert ran.status == 1
    assert f"{path}:" in ran.err


def test_in_a_pipe_nothing_but_the_answer_is_said(site: Path) -> None:
    ran = shell("build", site, "--no-posters", "--today", DAY, "--jobs", 2, LANG="zh_CN.UTF-8")
    assert ran.status == 0
    assert ran.err == ""
    assert len(ran.out.splitlines()) == 1


def test_the_language_is_that_of_the_locale(site: Path) -> None:
    assert "The content has no problem." in shell("check", site, LANG="en_US.UTF-8").out
    assert "内容没有问题。" in shell("check", site, LANG="C.UTF-8").out
    assert "内容没有问题。" in shell("check", site, LANG="en_US.UTF-8", GONGSHI_LANG="zh").out
    assert "生成整个网站" in shell("--help", LANG="zh_CN.UTF-8").out
    assert "build the whole site" in shell("--help", LANG="en_GB.UTF-8").out


def test_a_terminal_that_knows_no_chinese_brings_no_traceback(site: Path) -> None:
    ran = shell("check", site, PYTHONUTF8="0", PYTHONIOENCODING="ascii", GONGSHI_LANG="zh")
    assert ran.status == 0
    assert "Traceback" not in ran.err


def test_every_command_says_what_it_is_for() -> None:
    listed = run("--help", lang="en").out.partition("Commands:")[2]
    commands = [line.split()[0] for line in listed.splitlines() if line.strip()]
    assert commands == sorted(commands)
    assert {"build", "check", "new", "reference", "schema", "serve"} <= set(commands)
    for command in commands:
        assert run(command, "--help").status == 0
    assert run("--version").status == 0
