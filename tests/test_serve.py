"""`gongshi serve`: every change is seen at once, no mistake stops it, the site stays as built."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from tests.program import run

from gongshi.errors import MachineFailed, Problem, Saying, Severity
from gongshi.scaffold import EXAMPLE, new_site
from gongshi.serve.answers import SCRIPT, WAIT, Answers, Asked, Server
from gongshi.serve.board import Board, Showing
from gongshi.serve.watch import is_content, look

TODAY = date(2026, 11, 22)
MENU = f"menus/{EXAMPLE}/2026/2026-W47.yaml"
WEEK = f"/{EXAMPLE}/menus/2026-W47/"
PROBLEM = Problem("a<b>.yaml", 7, 5, "missing", Saying("缺少“菜名”。", "“name” is missing."))


# What browsers get, asked in this process.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in {
        "index.html": "<html><body><p>home</p></body></html>",
        "404.html": "<body>nothing here</body>",
        "school/index.html": "<body>school</body>",
        "school/poster.pdf": "%PDF",
        "school/share.png": "PNG",
        "data.json": "{}",
        ".gongshi.json": "{}",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(content, "utf-8")
    return tmp_path


def test_a_page_gets_the_script_and_its_file_does_not(folder: Path) -> None:
    reply = Answers(Board(), folder).to(Asked("/", navigates=True))
    assert reply.status == 200
    assert f'<script src="{SCRIPT}" data-mark="'.encode() in reply.body
    assert reply.body.endswith(b"</body></html>")
    assert b"script" not in (folder / "index.html").read_bytes()


def test_the_script_is_sent(folder: Path) -> None:
    reply = Answers(Board(), folder).to(Asked(SCRIPT))
    assert reply.type == "text/javascript"
    assert WAIT.encode() in reply.body


def test_problems_stand_on_every_page_and_are_no_markup(folder: Path) -> None:
    board = Board()
    board.show(Showing(problems=(PROBLEM,)), is_new=False)
    for path in ("/", "/school/", "/nowhere/"):
        body = Answers(board, folder).to(Asked(path)).body.decode()
        assert "a&lt;b&gt;.yaml:7:5" in body
        assert "缺少“菜名”。" in body or "is missing" in body
        assert 'role="alert"' in body


def test_warnings_are_quieter(folder: Path) -> None:
    warning = Problem("a.yaml", 1, 1, "odd", Saying("怪", "odd"), Severity.WARNING)
    board = Board()
    board.show(Showing(problems=(warning,)), is_new=True)
    body = Answers(board, folder).to(Asked("/")).body.decode()
    assert "a.yaml:1:1" in body
    assert "alert" not in body
    assert "<details>" in body


def test_other_files_are_sent_as_they_are(folder: Path) -> None:
    reply = Answers(Board(), folder).to(Asked("/data.json"))
    assert (reply.type, reply.body) == ("application/json; charset=utf-8", b"{}")


@pytest.mark.parametrize("path", ["/school/poster.pdf", "/school/share.png"])
def test_a_poster_is_shown_in_a_viewer_and_raw_where_a_page_asks(folder: Path, path: str) -> None:
    answers = Answers(Board(), folder)
    shown = answers.to(Asked(path, navigates=True))
    assert shown.type.startswith("text/html")
    assert b"?raw=" in shown.body
    assert SCRIPT.encode() in shown.body
    raw = (folder / path[1:]).read_bytes()
    assert answers.to(Asked(path)).body == raw
    assert answers.to(Asked(path, {"raw": [""]}, navigates=True)).body == raw


def test_a_poster_waits_for_its_own_file_only(folder: Path) -> None:
    board = Board()
    answers = Answers(board, folder)
    poster, page = answers.mark("/school/poster.pdf"), answers.mark("/school/")
    board.show(Showing(), is_new=True)
    assert answers.mark("/school/poster.pdf") == poster
    assert answers.mark("/school/") != page
    (folder / "school" / "poster.pdf").write_bytes(b"%PDF-2")
    assert answers.mark("/school/poster.pdf") != poster


@pytest.mark.parametrize(
    "path",
    ["/.gongshi.json", "/../secret", "/a/../../secret", "/\0", "/" + "x" * 5000, "/no/", "//x"],
)
def test_what_is_hidden_or_elsewhere_is_not_there(folder: Path, path: str) -> None:
    (folder.parent / "secret").write_text("secret", "utf-8")
    reply = Answers(Board(), folder).to(Asked(path))
    assert reply.status == 404
    assert b"nothing here" in reply.body
    assert SCRIPT.encode() in reply.body


def test_a_folder_is_asked_for_with_a_slash(folder: Path) -> None:
    reply = Answers(Board(), folder).to(Asked("/school"))
    assert (reply.status, reply.location) == (301, "./school/")


def test_before_there_is_a_site_a_page_waits_for_it(tmp_path: Path) -> None:
    board = Board()
    first = Answers(board, tmp_path / "none").to(Asked("/"))
    assert first.status == 503
    assert SCRIPT.encode() in first.body
    board.show(Showing(failure=Saying("主题坏了", "the theme is broken")), is_new=False)
    second = Answers(board, tmp_path / "none").to(Asked("/"))
    assert ("主题坏了" in second.body.decode()) or (b"the theme is broken" in second.body)


def test_who_waits_hears_at_once(folder: Path) -> None:
    board = Board()
    answers = Answers(board, folder)
    before = answers.mark("/")
    showing = threading.Timer(0.05, lambda: board.show(Showing(), is_new=True))
    showing.start()
    after = answers.to(Asked(WAIT, {"path": ["/"], "mark": [before]})).body.decode()
    showing.join()
    assert after == answers.mark("/") != before


def test_what_is_the_same_as_before_is_not_shown_again() -> None:
    board = Board()
    assert board.show(Showing(), is_new=False)
    assert not board.show(Showing(), is_new=False)
    assert board.show(Showing(problems=(PROBLEM,)), is_new=False)
    assert not board.show(Showing(problems=(PROBLEM,)), is_new=False)
    assert board.show(Showing(problems=(PROBLEM,)), is_new=True)


def test_nobody_waits_for_ever() -> None:
    board = Board()
    board.wait_while(lambda: True, 0.01)
    board.close()
    board.wait_while(lambda: True, 60)


# What is watched.


def test_a_change_of_any_file_is_seen(tmp_path: Path) -> None:
    new_site(tmp_path, "白鹭县", TODAY)
    seen = look(tmp_path, TODAY)
    assert look(tmp_path, TODAY) == seen
    (tmp_path / "theme" / "pages").mkdir(parents=True)
    for path in (MENU, "content/pages/about.md", "mkdocs.yml", "menus/new.yaml", "theme/pages/x"):
        with (tmp_path / path).open("a", encoding="utf-8") as file:
            file.write("\n")
        now = look(tmp_path, TODAY)
        assert now != seen, path
        seen = now
    (tmp_path / MENU).unlink()
    assert look(tmp_path, TODAY) != seen
    assert look(tmp_path, date(2026, 11, 23)) != look(tmp_path, TODAY)


def test_what_editors_leave_about_is_no_change(tmp_path: Path) -> None:
    new_site(tmp_path, "白鹭县", TODAY)
    seen = look(tmp_path, TODAY)
    for name in (".2026-W47.yaml.swp", "2026-W47.yaml~", "~$x.yaml", "4913.tmp"):
        (tmp_path / "menus" / name).write_text("", "utf-8")
    assert look(tmp_path, TODAY) == seen


def test_only_a_change_of_content_leaves_the_theme_as_it_is() -> None:
    assert is_content(f"/site/{MENU}")
    assert is_content("day 2026-11-22")
    assert not is_content("/site/mkdocs.yml")
    assert not is_content("/site/theme/assets/base.css")
    assert not is_content("/site/content/pages/about.md")


# How it is started.


def test_a_port_in_use_is_3(tmp_path: Path) -> None:
    new_site(tmp_path, "白鹭县", TODAY)
    with socket.create_server(("127.0.0.1", 0)) as other:
        ran = run("serve", tmp_path, "--port", other.getsockname()[1])
    assert ran.status == 3
    assert "--port" in ran.err


def test_a_host_that_is_none_is_3(tmp_path: Path) -> None:
    new_site(tmp_path, "白鹭县", TODAY)
    assert run("serve", tmp_path, "--host", "256.0.0.1", "--port", 0).status == 3


def test_the_address_told_can_be_opened(tmp_path: Path) -> None:
    with Server("0.0.0.0", 0, Answers(Board(), tmp_path)) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.address)
    try:
        with Server("::1", 0, Answers(Board(), tmp_path)) as server:
            assert re.fullmatch(r"http://\[::1\]:\d+/", server.address)
    except MachineFailed:
        pytest.skip("this machine has no IPv6")


# The whole of it, as a process.


@dataclass(frozen=True)
class Preview:
    """A preview under way: its site, its address, what it says."""

    site: Path
    address: str
    process: subprocess.Popen[str]

    def page(self, path: str, **headers: str) -> str:
        try:
            with _OPENER.open(Request(self.address + path[1:], headers=headers)) as reply:
                return str(reply.read().decode())
        except HTTPError as error:
            return error.read().decode()

    def after(self, path: str, mark: str) -> str:
        """The page, once its mark is another."""
        query = urlencode({"path": path, "mark": mark})
        assert self.page(f"{WAIT}?{query}") != mark
        return self.page(path)

    def write(self, path: str, text: str, *, see: str = WEEK) -> str:
        """The page as it is after a file was written."""
        mark = mark_of(self.page(see))
        (self.site / path).parent.mkdir(parents=True, exist_ok=True)
        (self.site / path).write_text(text, "utf-8")
        return self.after(see, mark)


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **more: object) -> None:
        """Leave redirects to be looked at."""


_OPENER = build_opener(_NoRedirect)


def mark_of(page: str) -> str:
    found = re.search(r'data-mark="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    site = tmp_path_factory.mktemp("preview") / "site"
    new_site(site, "白鹭县", TODAY)
    options = ["--port", "0", "--no-posters", "--today", TODAY.isoformat()]
    process = subprocess.Popen(
        [sys.executable, "-m", "gongshi", "serve", str(site), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "GONGSHI_LANG": "zh", "PYTHONUTF8": "1"},
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+/", process.stdout.readline())
    assert found
    preview = Preview(site, found[0], process)
    page = preview.page("/")
    if "正在生成" in page:
        preview.after("/", mark_of(page))
    try:
        yield preview
    finally:
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in said
        assert not (site / "site").exists()


@pytest.fixture
def menu(preview: Preview) -> Iterator[str]:
    """The text of the menu, put back afterwards."""
    text = (preview.site / MENU).read_text("utf-8")
    yield text
    if (preview.site / MENU).read_text("utf-8") != text:
        assert "gongshi-live" not in preview.write(MENU, text)


def test_a_changed_dish_is_on_the_page_at_once(preview: Preview, menu: str) -> None:
    assert "红烧肉" in preview.page(WEEK)
    page = preview.write(MENU, menu.replace("红烧肉", "东坡肉"))
    assert "东坡肉" in page
    assert "红烧肉" not in page


def test_a_mistake_is_told_and_the_last_good_page_stays(preview: Preview, menu: str) -> None:
    page = preview.write(MENU, menu.replace("午餐", "午歺", 1))
    assert f"{MENU}:6:3" in page
    assert "您是不是想写“午餐”" in page
    assert "红烧肉" in page
    assert "gongshi-live" not in preview.write(MENU, menu)


def test_a_county_at_fault_stops_nothing(preview: Preview) -> None:
    county = preview.site / "content" / "county.yaml"
    text = county.read_text("utf-8")
    page = preview.write("content/county.yaml", "名称: [")
    assert "content/county.yaml:" in page
    assert "红烧肉" in page
    assert "gongshi-live" not in preview.write("content/county.yaml", text)


def test_a_hand_written_page_is_followed(preview: Preview) -> None:
    text = "---\ntitle: 食堂开放日\n---\n\n# 食堂开放日\n"
    assert "食堂开放日" in preview.write("content/pages/open.md", text, see="/")
    assert "食堂开放日" in preview.page("/open/")


def test_a_broken_mkdocs_file_stops_nothing(preview: Preview) -> None:
    text = (preview.site / "mkdocs.yml").read_text("utf-8")
    page = preview.write("mkdocs.yml", "site_name: [\n")
    assert "gongshi-live" in page
    assert "红烧肉" in page
    assert "gongshi-live" not in preview.write("mkdocs.yml", text)


def test_a_theme_is_followed_and_may_break(preview: Preview) -> None:
    mark = mark_of(preview.page(WEEK))
    made = preview.site / "theme.new"
    shutil.copytree(Path(__file__).parents[1] / "theme", made)
    with (made / "pages" / "menu.html.jinja").open("a", encoding="utf-8") as file:
        file.write("<p>自己的主题</p>")
    made.rename(preview.site / "theme")
    assert "自己的主题" in preview.after(WEEK, mark)
    template = "theme/pages/menu.html.jinja"
    good = (preview.site / template).read_text("utf-8")
    for bad in ("{{ view.nonsense }}", "{% if %}", "{{ 1 + 'a' }}"):
        page = preview.write(template, bad)
        assert "gongshi-live" in page
        assert "自己的主题" in page
        assert "gongshi-live" not in preview.write(template, good)


def test_addresses_that_do_not_exist_are_told_with_the_sites_own_page(preview: Preview) -> None:
    page = preview.page("/nowhere/")
    assert "没有这一页" in page
    assert SCRIPT in page
    for path in ("/.gongshi.json", "/..%2f..%2fmkdocs.yml", "/%00"):
        assert "没有这一页" in preview.page(path)


def test_what_is_asked_for_tells_who_navigates(preview: Preview) -> None:
    logo = "/assets/images/favicon.png"
    with _OPENER.open(preview.address + logo[1:]) as reply:
        assert reply.headers["Content-Type"] == "image/png"
    assert "<img" in preview.page(logo, **{"Sec-Fetch-Dest": "document"})
    assert "<img" in preview.page(logo, Accept="text/html,*/*")
    with _OPENER.open(
        Request(preview.address + logo[1:], headers={"Sec-Fetch-Dest": "image", "Accept": "*/*"})
    ) as reply:
        assert reply.headers["Content-Type"] == "image/png"
    with _OPENER.open(Request(preview.address, method="HEAD")) as reply:
        assert reply.read() == b""
        assert int(reply.headers["Content-Length"]) > 0
