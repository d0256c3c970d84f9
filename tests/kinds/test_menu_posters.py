"""Posters of menus: every paper in every edition is whole, is read, and leads to its page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops
from tests.generated.measuring import faults
from tests.program import run
from tests.tagged import read_aloud
from tests.test_golden import SAMPLES, documents_in, setting
from tests.test_posters import DISHES, menu, pages, scanned, sheets, words

from gongshi.document import Filed, Reading
from gongshi.edition import PLAIN, Edition, Ink
from gongshi.food import DishBook
from gongshi.formats.laid_out import Picture, codes, pictures, surfaces
from gongshi.kinds.menu import Menu
from gongshi.load import read_source
from gongshi.paper import Paper
from gongshi.printing.week import for_paper, poster_for
from gongshi.publication import Page, Poster
from gongshi.render.poster import Press
from gongshi.render.wording import traditional
from gongshi.theme import theme_for
from gongshi.validate import model_of

ROOT = Path(__file__).parents[2]
PAPERS = (
    Paper.A4_PORTRAIT,
    Paper.A4_LANDSCAPE,
    Paper.A3_PORTRAIT,
    Paper.A3_LANDSCAPE,
    Paper.SCREEN,
)
EDITIONS = (
    PLAIN,
    Edition(Ink.MONO),
    Edition(Ink.SAVING),
    Edition(is_large=True),
    Edition(has_pinyin=True),
    Edition(is_traditional=True),
    Edition(has_english=True),
    Edition(Ink.MONO, *[True] * 4),
)
SCHOOLS = ("qinghe-primary", "qinghe-middle", "qinghe-kindergarten")


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests, as in a build."""
    with Press(theme_for(ROOT)) as press:
        yield press


def proof(press: Press, poster: Poster) -> bytes:
    """The poster as a PDF, a screen's too."""
    made = press.proof(poster, press.source(poster))
    assert made.fits
    return made.content


def smallest(paper: Paper, edition: Edition) -> float:
    """The least type that may stand on a paper, in points."""
    if edition.is_large:
        return 18
    return {"A4": 9.5, "A3": 11, "screen": 13, "phone": 34}[paper.sheet]


def small_letters(content: bytes, size: float) -> set[str]:
    """The characters that are set smaller; readings above them do not count, as artifacts."""
    return {
        one.text
        for surface in surfaces(content)
        for one in surface.letters
        if one.size < size - 0.15 and one.tag is not None and one.text.strip()
    }


def imprint(view: Any) -> set[str]:
    """The characters of what only those read who check: who says so, in which revision."""
    said = f"扫码看配料、克数与更正第版发布内容校验{view.issuer}"
    return {*said, *traditional(said)}


def is_whole(press: Press, poster: Poster) -> None:
    """Nothing is cut, over anything else or too small, and its code leads to its page."""
    content = proof(press, poster)
    assert not list(faults(content))
    small = small_letters(content, smallest(poster.paper, poster.edition))
    assert not {one for one in small - imprint(poster.view) if not one.isascii()}
    assert not small_letters(content, 9)
    for page in codes(content, 100):
        assert poster.view.url in {code.says for code in page}


@cache
def sample_pages() -> tuple[Page, ...]:
    """The week of the sample, its busiest day, its month."""
    sample = next(path for path in SAMPLES if path.stem == "menu")
    found = Menu.pages(documents_in(sample)["menu"], setting())  # type: ignore[arg-type]
    wanted = ("menus/2026-W47/", "menus/2026-11-16/", "menus/2026-11/")
    return tuple(page for page in found if page.address in wanted)


@cache
def real_week(school: str) -> tuple[Page, ...]:
    """A week of a school of the sample county, and its month."""
    book = model_of(
        DishBook, read_source("d", (ROOT / "menus/dishes.yaml").read_bytes()), Reading("")
    )
    path = ROOT / f"menus/{school}/2026/2026-W47.yaml"
    source = read_source(path.name, path.read_bytes())
    filed = Filed(path.stem, model_of(Menu, source, Reading(path.stem, book)))
    found = Menu.pages((filed,), setting())
    return tuple(page for page in found if page.address in ("menus/2026-W47/", "menus/2026-11/"))


def on(page: Page, paper: Paper, edition: Edition = PLAIN) -> Poster:
    """The poster of a page on a paper in an edition."""
    made = poster_for(page, paper.sheet, edition)
    return replace(made, paper=paper)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.label)
def test_a_week_is_whole_on_every_paper_in_every_edition(
    press: Press, paper: Paper, edition: Edition
) -> None:
    week, *_ = sample_pages()
    is_whole(press, on(week, paper, edition))


@pytest.mark.parametrize("paper", PAPERS)
def test_a_day_and_a_month_are_whole_on_every_paper(press: Press, paper: Paper) -> None:
    for page in sample_pages()[1:]:
        is_whole(press, on(page, paper))


@pytest.mark.parametrize("number", range(1, len(EDITIONS)), ids=lambda n: EDITIONS[n].label)
def test_a_day_and_a_month_are_whole_in_every_edition(press: Press, number: int) -> None:
    for place, page in enumerate(sample_pages()[1:]):
        is_whole(press, on(page, PAPERS[(number + place) % len(PAPERS)], EDITIONS[number]))


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("paper", PAPERS)
def test_real_weeks_and_months_are_whole_on_every_paper(
    press: Press, school: str, paper: Paper
) -> None:
    for page in real_week(school):
        is_whole(press, on(page, paper))


@pytest.mark.parametrize("school", SCHOOLS)
def test_real_weeks_are_whole_with_pinyin(press: Press, school: str) -> None:
    week, *_ = real_week(school)
    for paper in (Paper.A4_PORTRAIT, Paper.A3_LANDSCAPE):
        is_whole(press, on(week, paper, Edition(has_pinyin=True)))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: one.label)
def test_pictures_for_phones_are_whole_in_every_edition(press: Press, edition: Edition) -> None:
    for page in sample_pages():
        poster = poster_for(page, "phone", edition)
        content = proof(press, poster)
        assert sheets(content) == 1
        assert not list(faults(content))
        assert not {one for one in small_letters(content, 34) if not one.isascii()}


@pytest.mark.parametrize(
    ("days", "meals", "dishes"), [(1, 1, 1), (7, 1, 14), (2, 4, 14), (7, 4, 1)]
)
@pytest.mark.parametrize(
    "edition", [PLAIN, Edition(Ink.SAVING, *[True] * 4)], ids=lambda one: one.label
)
@pytest.mark.parametrize("paper", [Paper.A4_PORTRAIT, Paper.A4_LANDSCAPE, Paper.SCREEN])
def test_the_emptiest_and_the_fullest_week_are_whole(
    press: Press, paper: Paper, edition: Edition, days: int, meals: int, dishes: int
) -> None:
    week, *_ = pages(menu(days, meals, dishes))
    is_whole(press, on(week, paper, edition))


@pytest.mark.parametrize("paper", [Paper.A4_PORTRAIT, Paper.A3_LANDSCAPE, Paper.SCREEN])
def test_a_week_is_read_day_by_day_however_many_sheets_it_takes(press: Press, paper: Paper) -> None:
    text = words(proof(press, on(pages(menu(5, 4, 7))[0], paper)))
    names = [
        f"{DISHES[number]}{place}{row}{number}"
        for place in range(5)
        for row in range(4)
        for number in range(7)
    ]
    places = [text.find(name) for name in names]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("paper", [*PAPERS[:4], Paper.PHONE])
def test_black_and_white_has_no_colour(press: Press, paper: Paper) -> None:
    for page in sample_pages():
        poster = on(page, paper, Edition(Ink.MONO))
        for picture in pictures(proof(press, poster), 40):
            red, green, blue = image(picture).split()
            for one, other in ((red, green), (green, blue)):
                assert not any(ImageChops.difference(one, other).histogram()[3:])


@pytest.mark.parametrize("paper", PAPERS)
def test_saving_ink_leaves_most_of_the_sheet_as_paper(press: Press, paper: Paper) -> None:
    for page in sample_pages():
        saving, colour = (
            spent(proof(press, on(page, paper, Edition(ink)))) for ink in (Ink.SAVING, Ink.COLOUR)
        )
        assert saving < 0.5 * colour


def image(picture: Picture) -> Image.Image:
    """A picture of a page, to be reckoned with."""
    size = (picture.width, picture.height)
    return Image.frombytes("RGB", size, picture.pixels, "raw", "RGB", picture.stride)


def spent(content: bytes) -> float:
    """How much ink the first sheet takes: 0 is paper, 1 black all over."""
    counts = image(pictures(content, 40)[0]).convert("L").histogram()
    return sum((255 - grey) * count for grey, count in enumerate(counts)) / (255 * sum(counts))


@pytest.mark.parametrize(("meals", "dishes", "most"), [(1, 5, 3), (3, 5, 5), (4, 7, 10)])
def test_in_large_print_a_week_takes_a_sheet_for_its_days_where_they_fit(
    press: Press, meals: int, dishes: int, most: int
) -> None:
    """Half as many sheets as days, or one for each day, and two only for the fullest."""
    week, *_ = pages(menu(5, meals, dishes))
    content = proof(press, on(week, Paper.A4_PORTRAIT, Edition(is_large=True)))
    assert sheets(content) <= most
    text = words(content)
    assert all(f"{DISHES[dishes - 1]}{day}{meals - 1}" in text for day in range(5))


def test_large_print_of_a_week_tells_no_grams_as_its_sheet_does_not(press: Press) -> None:
    week, day, _ = sample_pages()
    large = Edition(is_large=True)
    assert "猪小排90克" not in words(proof(press, on(week, Paper.A4_PORTRAIT, large)))
    assert "猪小排90克" in words(proof(press, on(day, Paper.A4_PORTRAIT, large)))


@pytest.mark.parametrize("paper", [Paper.A4_PORTRAIT, Paper.A4_LANDSCAPE])
def test_a_day_on_several_sheets_loses_nothing_and_is_read_in_order(
    press: Press, paper: Paper
) -> None:
    _, day, _ = sample_pages()
    content = proof(press, on(day, paper, Edition(is_large=True, has_english=True)))
    assert 2 <= sheets(content) <= 4
    text = words(content)
    told = [
        "小米粥",
        "葱烧小排",
        "半个",
        "菠菜猪肝汤",
        "能量",
        "汤里的虾皮",
        "香蕉",
        "红豆粥",
        "晚上添一盘菠菜",
    ]
    places = [text.find(one) for one in told]
    assert -1 not in places
    assert places == sorted(places)


def test_a_sheet_that_others_follow_explains_the_marks_it_has(press: Press) -> None:
    _, day, _ = sample_pages()
    large = Edition(is_large=True)
    content = proof(press, on(day, Paper.A4_PORTRAIT, large))
    for surface in surfaces(content):
        text = "".join(one.text for one in surface.letters)
        assert ("虾" in text) is ("甲壳类" in text)
        assert "致敏物质" in text


def test_english_stands_beside_days_meals_and_what_the_school_has_a_word_for(press: Press) -> None:
    poster = on(sample_pages()[0], Paper.A4_PORTRAIT, Edition(has_english=True))
    text = words(proof(press, poster))
    for said in ("Thisweek'smenu", "Monday", "Lunch", "Crustaceans", "Nomealsserved", "Week12"):
        assert said in text


def test_a_long_day_goes_on_on_another_sheet(press: Press) -> None:
    day = pages(menu(1, 4, 14))[1]
    content = proof(press, on(day, Paper.A4_PORTRAIT, Edition(is_large=True)))
    assert sheets(content) > 1
    text = words(content)
    assert "第1张，共" in text
    assert all(f"{DISHES[number % 7]}03{number}" in text for number in range(14))


@pytest.mark.parametrize(("upright", "way"), [(True, "portrait"), (False, "landscape")])
def test_a_poster_may_be_asked_for_upright_or_lying(upright: bool, way: str) -> None:
    for page in sample_pages():
        made = poster_for(page, "A3", upright=upright)
        assert made.paper is Paper(f"a3-{way}")
        assert poster_for(page, "screen", upright=upright).paper is Paper.SCREEN


@pytest.mark.parametrize("way", ["upright", "lying"])
def test_the_command_line_turns_a_sheet(tmp_path: Path, way: str) -> None:
    out = tmp_path / "week.pdf"
    asked = ("--school", "qinghe-primary", "--poster", "menus/2026-W47", "--paper", "A3")
    done = run("posters", str(ROOT), *asked, f"--{way}", "--today", "2026-11-22", "--out", str(out))
    assert done.status == 0, done.said
    (page,) = surfaces(out.read_bytes())
    assert (page.height > page.width) is (way == "upright")


def test_the_command_line_prints_a_month(tmp_path: Path) -> None:
    out = tmp_path / "month.pdf"
    asked = ("--school", "qinghe-primary", "--poster", "menus/2026-10", "--paper", "A3")
    done = run("posters", str(ROOT), *asked, "--today", "2026-11-22", "--out", str(out))
    assert done.status == 0, done.said
    text = words(out.read_bytes())
    assert "2026年10月食谱" in text
    assert "停餐国庆节放假" in text
    assert scanned(tmp_path, out.read_bytes(), 100)[0].endswith("qinghe-primary/menus/2026-10/")


def test_a_long_theme_stays_in_the_head_of_its_day(press: Press) -> None:
    said: dict[str, Any] = menu()
    said["每日"]["周三"]["主题"] = "很长的主题" * 16
    for paper in (Paper.A4_PORTRAIT, Paper.A4_LANDSCAPE):
        is_whole(press, on(pages(said)[0], paper))


def test_a_note_that_is_written_to_the_left_turns_no_other_round(press: Press) -> None:
    said: dict[str, Any] = menu()
    said["提示"] = ["周三校运会。", "ئاشخانا قائىدىسى", "请先到校医室登记", "7", "自带水杯"]
    text = read_aloud(proof(press, on(pages(said)[0], Paper.A4_PORTRAIT)))
    places = [text.find(note) for note in ("周三校运会", "请先到校医室登记", "7·自带水杯")]
    assert -1 not in places
    assert places == sorted(places)


def test_a_picture_for_a_phone_says_how_many_notes_it_leaves_out(press: Press) -> None:
    said: dict[str, Any] = menu()
    said["提示"] = [f"第{number}条提示" for number in range(9)]
    for page in pages(said)[:2]:
        text = words(proof(press, poster_for(page, "phone")))
        assert "第5条提示" in text
        assert "另有3条说明，请扫码查看。" in text


def test_every_page_of_menus_that_serves_has_a_poster_for_paper() -> None:
    assert all(for_paper(page) for page in sample_pages())


def test_a_picture_for_a_phone_is_1080_dots_wide(press: Press) -> None:
    for page in sample_pages():
        poster = poster_for(page, "phone")
        made = press.press(poster, press.source(poster))
        assert Image.open(io.BytesIO(made.content)).width == 1080
