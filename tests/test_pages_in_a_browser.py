"""The site as readers meet it: the sample county in a real Chromium.

The fixture `site` is the folder of the sample county, built for 2026-11-24.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from gongshi.county import County
from gongshi.document import Filed, Reading
from gongshi.kinds import kinds
from gongshi.kinds.menu import Menu
from gongshi.publication import Setting
from gongshi.render.page import Pages
from gongshi.school import School
from gongshi.schooldays import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

SCHOOL = "qinghe-primary"
PAGES = {
    "county": "",
    "prose": "how-to-read/",
    "prose below prose": "fields/school/",
    "school home": f"{SCHOOL}/",
    "week": f"{SCHOOL}/menus/2026-W48/",
    "day": f"{SCHOOL}/menus/2026-11-24/",
    "month": f"{SCHOOL}/menus/2026-11/",
    "list": f"{SCHOOL}/menus/",
}
TUESDAY = "2026-11-24T10:30:00+08:00"
KB = 1024
ROOT = Path(__file__).parents[1]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The sample county, served on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser: without one nothing here can be known, so it is never skipped."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("these tests need Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def reader(
    browser: Browser, *, width: int = 390, dark: bool = False, scripts: bool = True
) -> BrowserContext:
    """A reader in China, with a phone or at a desk."""
    return browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if dark else "light",
        java_script_enabled=scripts,
        locale="zh-CN",
        reduced_motion="reduce",
    )


def opened(context: BrowserContext, url: str, now: str = TUESDAY) -> Page:
    """A page as it stands at a moment."""
    page = context.new_page()
    page.clock.set_fixed_time(now)
    page.goto(url)
    return page


@pytest.fixture(scope="module")
def telling(site: Path) -> tuple[str, ...]:
    """As few pages as show all there is to see: every tag and class that any page of a kind has.

    Pages of one template are of one kind, and lists of documents of one kind.
    """
    shown = dict(_pieces(site))
    left = set().union(*shown.values())
    chosen = []
    while left:
        chosen.append(max(shown, key=lambda place: (len(shown[place] & left), place)))
        left -= shown[chosen[-1]]
    return (*chosen, PAGES["prose"], PAGES["prose below prose"])


def _pieces(site: Path) -> Iterator[tuple[str, set[tuple[str, str, str]]]]:
    """The address of every page of ours, and what it is built of."""
    schools = {path.name for path in (ROOT / "content" / "schools").iterdir()}
    for path in site.rglob("index.html"):
        place = path.parent.relative_to(site).as_posix()
        found = re.search(r'(?s)<article class="(gs [^"]*)">.*</article>', path.read_text("utf-8"))
        if found:
            school, _, rest = place.partition("/")
            folder = rest.partition("/")[0] if school in schools else school
            names = " ".join(re.findall(r'class="([^"]*)"', found[0])).split()
            pieces = {*re.findall(r"<\w+", found[0]), *names}
            yield ("" if place == "." else f"{place}/"), {(found[1], folder, one) for one in pieces}


def unfolded(page: Page, url: str) -> None:
    """Go to a page and open whatever is folded on it."""
    page.goto(url)
    page.evaluate("document.querySelectorAll('.gs details').forEach(one => one.open = true)")


def test_every_kind_its_list_and_the_countys_pages_are_looked_at(telling: tuple[str, ...]) -> None:
    folders = {kind.folder for kind in kinds().values()}
    assert {place.split("/")[1] for place in telling if place.count("/") == 2} >= {*folders, "all"}
    assert {place.split("/")[1] for place in telling if place.count("/") == 3} >= folders
    assert {"", "coverage/", "hazards/"} <= set(telling)
    assert any(place.startswith("hazards/2026-") for place in telling)


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1280, True)], ids=["light", "dark"])
def test_nothing_stands_in_a_readers_way(
    chromium: Browser, address: str, telling: tuple[str, ...], width: int, *, dark: bool
) -> None:
    found = {}
    with reader(chromium, width=width, dark=dark) as context:
        page = opened(context, address)
        for place in telling:
            unfolded(page, address + place)
            if page.locator(".filter").count():
                page.get_by_role("checkbox", name="蛋类").check()
                page.get_by_role("checkbox", name="大豆").check()
            told = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            found[place] = [
                (one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in told
            ]
    assert {place: told for place, told in found.items() if told} == {}


def test_no_page_asks_another_host_or_misses_a_file(chromium: Browser, address: str) -> None:
    asked: list[str] = []
    faults: list[str] = []
    with reader(chromium) as context:
        context.on("request", lambda request: asked.append(request.url))
        context.on(
            "response",
            lambda answer: faults.append(answer.url) if answer.status >= 400 else None,
        )
        context.on(
            "console", lambda said: faults.append(said.text) if said.type == "error" else None
        )
        context.on("weberror", lambda error: faults.append(str(error.error)))
        for place in PAGES.values():
            opened(context, address + place).wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert faults == []


OUT_OF_SIGHT = """() => {
    const found = [], page = document.documentElement, range = document.createRange()
    if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} px wide`)
    for (const box of document.querySelectorAll('.gs, .gs *:not([data-week])')) {
        const edge = box.getBoundingClientRect(), style = getComputedStyle(box)
        const clips = style.overflowX !== 'visible'
        if (edge.width <= 1 || !clips && !box.matches('.gs, .card')) continue
        if (/auto|scroll/.test(style.overflowX) && box.scrollWidth > box.clientWidth)
            found.push(`scrolls sideways: ${box.outerHTML.slice(0, 80)}`)
        const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
        while (texts.nextNode()) {
            const text = texts.currentNode
            if (!text.data.trim() || text.parentElement.closest('.vh, [data-week]')) continue
            range.selectNodeContents(text)
            for (const one of range.getClientRects())
                if (one.width > 1 && (one.left < edge.left - 1 || one.right > edge.right + 1
                        || clips && (one.top < edge.top - 1 || one.bottom > edge.bottom + 1)))
                    found.push(`cut off: ${text.data.trim()} in ${box.outerHTML.slice(0, 60)}`)
        }
    }
    return found
}"""
"""What a page has beyond its own width, and the texts that leave a box that clips, or their card.
A week is swiped day by day."""

TOO_SMALL = """() => [...document.querySelectorAll('a, button, summary, .filter label, #q')]
    .filter(one => !one.closest('.md-typeset, .md-skip') && one.offsetWidth)
    .filter(one => one.getBoundingClientRect().height < 43.5)
    .map(one => `too small to tap: ${one.outerHTML.slice(0, 90)}`)"""


def test_every_page_fits_a_phone_a_finger_and_large_type(
    chromium: Browser, address: str, telling: tuple[str, ...]
) -> None:
    found = {}
    with reader(chromium) as context:
        page = opened(context, address)
        for place in telling:
            page.set_viewport_size({"width": 390, "height": 844})
            unfolded(page, address + place)
            found[place, "390 px"] = page.evaluate(OUT_OF_SIGHT) + page.evaluate(TOO_SMALL)
            page.set_viewport_size({"width": 320, "height": 844})
            found[place, "320 px"] = page.evaluate(OUT_OF_SIGHT)
            page.set_viewport_size({"width": 390, "height": 844})
            page.add_style_tag(content="html { font-size: 250% !important }")
            found[place, "text of 200 %"] = page.evaluate(OUT_OF_SIGHT)
    assert {where: told[:3] for where, told in found.items() if told} == {}


@pytest.mark.parametrize(
    ("now", "title", "day", "says"),
    [
        ("2026-11-24T10:30:00+08:00", "今天吃什么", "2026-11-24", ""),
        ("2026-11-23T16:30:00Z", "今天吃什么", "2026-11-24", ""),  # past midnight in Shanghai
        ("2026-11-27T08:00:00+08:00", "今天停餐", "2026-11-27", ""),
        ("2026-11-28T08:00:00+08:00", "最近一天的食谱", "2026-11-27", "周末"),
        ("2026-12-02T08:00:00+08:00", "最近一天的食谱", "2026-11-27", "没有公布"),
    ],
    ids=["school day", "just after midnight", "closed", "weekend", "after everything"],
)
def test_the_home_shows_the_day_the_reader_opens_it_on(
    chromium: Browser, address: str, now: str, title: str, day: str, says: str
) -> None:
    with reader(chromium) as context:
        page = opened(context, f"{address}{SCHOOL}/", now)
        shown = page.locator(".today:visible")
        assert page.locator("h1").inner_text() == title
        assert shown.count() == 1
        assert shown.get_attribute("data-day") == day
        assert says in page.locator("[data-say]").inner_text()


def test_the_first_dishes_stand_on_the_first_screen_of_a_phone(
    chromium: Browser, address: str
) -> None:
    with reader(chromium) as context:
        page = opened(context, f"{address}{SCHOOL}/")
        lunch = page.locator(".today:visible .m-lunch .dish").last.bounding_box()
        assert lunch is not None
        assert lunch["y"] + lunch["height"] < 844


def test_tomorrow_is_reckoned_in_the_browser(chromium: Browser, address: str) -> None:
    with reader(chromium) as context:
        page = opened(context, f"{address}{SCHOOL}/")
        card = page.locator("[data-peek]").inner_text()
        assert card.startswith("明天 11月25日 星期三")
        assert "红烧翅中" in card
        page = opened(context, f"{address}{SCHOOL}/", "2026-11-26T09:00:00+08:00")
        assert "停餐：校运会" in page.locator("[data-peek]").inner_text()


def test_the_week_opens_on_today_and_calls_itself_this_week_only_while_it_is(
    chromium: Browser, address: str
) -> None:
    with reader(chromium) as context:
        page = opened(context, address + PAGES["week"])
        assert page.locator("h1").inner_text() == "第 13 周食谱"
        assert page.locator(".strip [aria-current]").inner_text().startswith("周二")
        assert page.get_by_text("本周", exact=True).is_visible()
        page.locator(".strip a").last.click()
        expect(page.locator(".strip [aria-current]")).to_contain_text("周五")
        page = opened(context, address + PAGES["week"], "2026-12-01T09:00:00+08:00")
        assert page.get_by_text("本周", exact=True).is_hidden()


def test_everything_is_readable_without_scripts(chromium: Browser, address: str) -> None:
    with reader(chromium, scripts=False) as context:
        page = context.new_page()
        page.goto(f"{address}{SCHOOL}/")
        assert page.locator(".today:visible").count() == page.locator(".today").count() > 1
        assert page.get_by_text("五香大排").first.is_visible()
        assert page.get_by_role("heading", name="11月25日 星期三").is_visible()
        page.goto(address + PAGES["week"])
        assert page.locator(".dish").count() >= 20
        page.locator(".dish summary").first.click()
        assert page.locator(".dish .g").first.is_visible()
        page.goto(address)
        assert page.locator(".schools time:visible").count() >= 2


def test_the_filter_flags_and_never_promises(chromium: Browser, address: str) -> None:
    with reader(chromium, width=1280) as context:
        page = opened(context, address + PAGES["week"])
        dishes = page.locator(".dish").count()
        page.locator(".filter summary").click()
        page.get_by_role("checkbox", name="坚果").check()
        assert "没有标出坚果。" in page.locator("[data-found]").inner_text()
        assert "没有标出不等于不含" in page.locator("[data-found]").inner_text()
        page.get_by_role("checkbox", name="大豆").check()
        assert re.search(r"有 \d+ 道菜标有", page.locator("[data-found]").inner_text())
        assert (
            page.locator(".flag", has_text="含豆").count() == page.locator(".dish.hit").count() > 0
        )
        assert page.locator(".flag", has_text="未填").count() > 0
        assert page.locator(".dish:visible").count() == dishes
        page = opened(context, f"{address}{SCHOOL}/")
        assert page.locator(".filter [value=soy]").is_checked()
        said = page.locator("body").inner_text()
        assert "安全" not in said.replace("食品安全", "")
        assert not re.search(r"(?<!不等于)不含", said)


def test_all_grams_open_at_once(chromium: Browser, address: str) -> None:
    with reader(chromium, width=1280) as context:
        page = opened(context, address + PAGES["week"])
        page.get_by_role("button", name="展开全部克数").click()
        assert page.locator(".dish .g:visible").count() == page.locator(".dish .g").count()
        assert page.get_by_role("button", name="收起克数").is_visible()


def test_a_school_is_found_by_its_name(chromium: Browser, address: str) -> None:
    with reader(chromium) as context:
        page = opened(context, address)
        assert page.locator(".schools time:visible").count() == 0
        page.get_by_label("找学校").fill("幼儿园")
        assert page.locator(".schools li:visible").count() == 1
        page.get_by_label("找学校").fill("没有这所")
        assert page.get_by_text("没有找到").is_visible()


@pytest.mark.parametrize("grams", [False, True], ids=["names", "grams"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_week_prints_on_one_sheet_across(
    chromium: Browser, address: str, tmp_path: Path, *, dark: bool, grams: bool
) -> None:
    with reader(chromium, width=1280, dark=dark) as context:
        page = opened(context, address + PAGES["week"])
        if grams:
            page.get_by_role("button", name="展开全部克数").click()
        assert "A4" in _printed(page, tmp_path / "week.pdf")
        assert _read_from(tmp_path / "week.pdf").endswith(PAGES["week"])
        page.emulate_media(media="print")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert page.locator(".po .qr").is_visible()
        assert page.locator("code").is_visible()


@pytest.mark.parametrize(
    "week", ["qinghe-kindergarten/menus/2026-W41", "qinghe-middle/menus/2026-W47"]
)
def test_diets_holidays_and_corrections_print_on_one_sheet(
    chromium: Browser, address: str, tmp_path: Path, week: str
) -> None:
    with reader(chromium, width=1280) as context:
        assert "A4" in _printed(opened(context, f"{address}{week}/"), tmp_path / "week.pdf")


@pytest.mark.parametrize("dish", ["清炒菠菜", "蒜蓉粉丝蒸土豆牛肉"])
def test_the_longest_week_prints_on_one_sheet_too(
    chromium: Browser, site: Path, address: str, tmp_path: Path, dish: str
) -> None:
    long = site / "longest-week" / "menus" / "2026-W48" / "index.html"
    long.parent.mkdir(parents=True, exist_ok=True)
    short = (site / PAGES["week"] / "index.html").read_text("utf-8")
    article = _longest_week(dish)
    long.write_text(
        re.sub(r"(?s)(<article[^>]*>).*(?=</article>)", lambda tag: tag[1] + article, short)
    )
    with reader(chromium, width=1280) as context:
        page = opened(context, f"{address}longest-week/menus/2026-W48/")
        assert page.locator(".dish").count() == 7 * 3 * 8
        assert "A4" in _printed(page, tmp_path / "week.pdf")
    shutil.rmtree(site / "longest-week")


def _longest_week(dish: str) -> str:
    """The article of seven days with three meals of eight dishes each."""
    dishes = [{"菜名": f"{dish}{n}", "致敏物质": ["蛋", "豆"][: n % 3]} for n in range(8)]
    meal = {"菜品": dishes, "营养成分": {"能量": 731, "蛋白质": 35}, "价格": 8.5}
    days = {f"周{day}": {"早餐": meal, "午餐": meal, "晚餐": meal} for day in "一二三四五六日"}
    menu = Menu.model_validate(days, context=Reading("2026-W48"))
    county = County.model_validate({"名称": "青禾县", "主管部门": "青禾县教育局"})
    school = School.model_validate({"代码": "long", "校名": "青禾实验小学", "学段": "小学"})
    site = "https://gongshi.qinghe.example/"
    setting = Setting(county, school, date(2026, 11, 22), site, calendar=Calendar())
    page = next(iter(Menu.pages((Filed("2026-W48", menu),), setting)))
    return Pages(ROOT / "theme").fragment(
        "pages/menu.html.jinja", page.view, "../../../", page=page
    )


def _printed(page: Page, path: Path) -> str:
    """What a PDF of the page says of itself, when it is one sheet lying across."""
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Pages:\s+1$", told, re.MULTILINE), told
    size = re.search(r"^Page size:\s+([\d.]+) x ([\d.]+) pts(.*)$", told, re.MULTILINE)
    assert size is not None
    assert float(size[1]) > float(size[2])
    return size[3]


def _read_from(pdf: Path) -> str:
    """What a phone reads from the printed sheet: the address in its QR code."""
    picture = pdf.with_suffix("")
    printing = ["pdftoppm", "-r", "150", "-png", "-singlefile", str(pdf), str(picture)]
    subprocess.run(printing, check=True)
    reading = ["zbarimg", "-q", "--raw", f"{picture}.png"]
    return subprocess.run(reading, capture_output=True, text=True, check=True).stdout.strip()


def test_pages_are_small(site: Path) -> None:
    for page in site.rglob("index.html"):
        html = page.read_bytes()
        if b'<article class="gs' not in html:
            continue  # hand-written, as long as its writer likes
        size = len(gzip.compress(html, 9))
        assert size <= 8 * KB, f"{page.relative_to(site)} is {size} bytes gzipped"
        links = re.findall(r'href="[./]*assets/([\w.]+\.css)"', page.read_text("utf-8"))
        styles = sum(len(gzip.compress((site / "assets" / one).read_bytes(), 9)) for one in links)
        assert styles <= 10 * KB, f"{page.relative_to(site)} asks for {links}: {styles} bytes"
