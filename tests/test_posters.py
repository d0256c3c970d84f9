"""What a poster promises: one sheet, every word as written, a code that leads to its page."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import typst
from PIL import Image
from tests.generated.measuring import faults
from tests.validator import broken_rules

from gongshi.county import County
from gongshi.document import Filed, Reading
from gongshi.edition import Edition
from gongshi.errors import ThemeError
from gongshi.formats.laid_out import surfaces
from gongshi.kinds.menu.publish import Menu
from gongshi.kinds.menu.views import GramsLine
from gongshi.paper import Paper
from gongshi.publication import Page, Poster, Setting
from gongshi.render.fonts import SUBSTITUTE
from gongshi.render.poster import PHONE_WIDTH, Press, Printed, checked_colour, checked_link, qr_code
from gongshi.render.typst_source import literal, shown
from gongshi.school import School
from gongshi.schooldays import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

THEME = Path(__file__).parent.parent / "theme"
SITE = "https://gongshi.qinghe.example/"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MEALS = ("早餐", "午餐", "晚餐", "夜宵")
DISHES = ("红烧狮子头", "清蒸鲈鱼", "二米饭", "上汤娃娃菜", "胡萝卜鸡蛋饼", "菌菇豆腐汤", "蒸紫薯")
MARKED = ["蛋类", "大豆"]
LEGIBLE = 0.7
"""The scale of the smallest print that still reads on a wall."""


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests, as in a build."""
    with Press(THEME) as press:
        yield press


def menu(days: int = 5, meals: int = 3, dishes: int = 4, **more: Any) -> dict[str, Any]:
    """A menu as a file says it; every dish's name is its own: 周一早餐1红烧狮子头."""
    return {
        "每日": {
            day: {
                meal: {
                    "菜品": [
                        {
                            "菜名": f"{DISHES[number % 7]}{place}{row}{number}",
                            "致敏物质": MARKED[: number % 3],
                        }
                        for number in range(dishes)
                    ],
                    "营养": {"能量": 700, "蛋白质": 30},
                }
                for row, meal in enumerate(MEALS[:meals])
            }
            for place, day in enumerate(WEEKDAYS[:days])
        },
        "发布日期": "2026-11-20",
        **more,
    }


def pages(said: dict[str, Any], **school: Any) -> list[Page]:
    """The pages of a school that has this one menu."""
    setting = Setting(
        county=County.model_validate({"名称": "青禾县", "主管部门": "青禾县教育局"}),
        school=School.model_validate(
            {"代码": "qinghe", "校名": "青禾实验小学", "学段": "小学", **school}
        ),
        today=date(2026, 11, 23),
        calendar=Calendar(),
        site=SITE,
    )
    document = Menu.model_validate(said, context=Reading("2026-W48"))
    return list(Menu.pages((Filed("2026-W48", document),), setting))


def week_poster(said: dict[str, Any], paper: Paper = Paper.A3_LANDSCAPE, **school: Any) -> Poster:
    """The week's poster on a paper."""
    found = pages(said, **school)[0].posters
    return next(poster for poster in found if poster.paper is paper)


def day_poster(said: dict[str, Any]) -> Poster:
    """The first day's poster."""
    return pages(said)[1].posters[0]


def printed(press: Press, poster: Poster) -> Printed:
    """The poster, printed."""
    return press.press(poster, press.source(poster))


def words(content: bytes) -> str:
    """The text of a PDF in its reading order, without any space or place to break a word."""
    read = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(read, input=content, capture_output=True, check=True).stdout.decode()
    # Where a very long word may be parted stands a space of no width.
    return "".join(text.replace("\u200b", "").split())


def sheets(content: bytes) -> int:
    """How many sheets a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def scanned(folder: Path, content: bytes, dpi: int | None = None) -> list[str]:
    """What a reader of QR codes finds on a PDF, photographed at `dpi`, or in a PNG."""
    picture = folder / ("picture.png" if dpi is None else "picture.pgm")
    if dpi is None:
        picture.write_bytes(content)
    else:
        rastered = [
            "pdftoppm",
            "-r",
            str(dpi),
            "-gray",
            "-singlefile",
            "-",
            str(folder / "picture"),
        ]
        subprocess.run(rastered, input=content, check=True)
    scan = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(picture)]
    return subprocess.run(scan, capture_output=True, check=True, text=True).stdout.split()


@pytest.mark.parametrize(
    ("days", "meals", "dishes", "count"),
    [
        (1, 1, 2, 1),
        (1, 4, 14, 1),
        (5, 1, 2, 1),
        (5, 3, 4, 1),
        (5, 3, 8, 1),
        (5, 4, 14, 3),
        (7, 1, 8, 1),
        (7, 3, 2, 1),
        (7, 4, 14, 4),
    ],
)
def test_a_week_is_one_sheet_or_as_many_as_it_takes_to_be_read(
    press: Press, days: int, meals: int, dishes: int, count: int
) -> None:
    made = printed(press, week_poster(menu(days, meals, dishes)))
    assert sheets(made.content) == count
    assert made.fits
    assert made.scale >= LEGIBLE


def test_a_simple_week_is_set_in_24_points_and_more(press: Press) -> None:
    names = ["米饭", "红烧肉", "青菜豆腐", "番茄蛋汤"]
    said = {"每日": {day: {"午餐": names} for day in WEEKDAYS[:5]}}
    made = printed(press, week_poster(said)).content
    sizes = {one.text: one.size for surface in surfaces(made) for one in surface.letters}
    assert min(sizes[letter] for letter in "米饭红烧肉") >= 24


@pytest.mark.parametrize("count", [2, 8, 30, 41, 52, 62])
def test_a_meal_keeps_to_its_row_whatever_a_school_calls_it(press: Press, count: int) -> None:
    name = "相教构算器关原影了和"
    names = {"早餐": (name * 7)[:count]}
    made = printed(press, week_poster(menu(), 餐次名称=names))
    assert made.fits
    assert not list(faults(made.content))


def test_more_dishes_make_smaller_print(press: Press) -> None:
    few, many = (printed(press, week_poster(menu(dishes=count))).scale for count in (3, 14))
    assert few > 1 > many


@pytest.mark.parametrize("dishes", [2, 6, 14])
def test_a_day_is_always_one_sheet(press: Press, dishes: int) -> None:
    made = printed(press, day_poster(menu(meals=4, dishes=dishes)))
    assert sheets(made.content) == 1
    assert made.fits


def test_a_days_sheet_gives_the_grams_of_each_grade_band(press: Press) -> None:
    said = menu()
    rice = {
        "菜名": "二米饭",
        "类别": "主食",
        "致敏物质": [],
        "食材": {"大米": {"1—3年级": 75, "4—6年级": 80}},
    }
    said["每日"]["周一"]["午餐"]["菜品"][0] = rice
    text = words(printed(press, day_poster(said)).content)
    assert "主食二米饭1—3年级大米75克4—6年级大米80克" in text


def test_a_menu_of_a_closed_week_is_still_a_sheet(press: Press) -> None:
    said = {"每日": {day: {"停餐": "国庆假期"} for day in WEEKDAYS[:5]}}
    for paper in (Paper.A3_LANDSCAPE, Paper.PHONE):
        assert printed(press, week_poster(said, paper)).fits


def test_a_reader_of_the_pdf_reads_day_by_day(press: Press) -> None:
    text = words(printed(press, week_poster(menu())).content)
    names = [
        f"{DISHES[number]}{place}{row}{number}"
        for place in range(5)
        for row in range(3)
        for number in range(4)
    ]
    places = [text.find(name) for name in names]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(("paper", "dpi"), [(Paper.A3_LANDSCAPE, 100), (Paper.A4_LANDSCAPE, 150)])
def test_the_code_on_a_sheet_leads_to_its_page(
    press: Press, tmp_path: Path, paper: Paper, dpi: int
) -> None:
    poster = week_poster(menu(), paper)
    made = printed(press, poster)
    assert scanned(tmp_path, made.content, dpi) == [poster.view.url]
    assert poster.view.url == f"{SITE}qinghe/menus/2026-W48/"


def test_the_code_on_a_days_sheet_leads_to_the_day(press: Press, tmp_path: Path) -> None:
    made = printed(press, day_poster(menu()))
    assert scanned(tmp_path, made.content, 150) == [f"{SITE}qinghe/menus/2026-11-23/"]


def test_a_phone_picture_is_1080_wide_and_its_code_can_be_read(
    press: Press, tmp_path: Path
) -> None:
    poster = week_poster(menu(), Paper.PHONE)
    made = printed(press, poster)
    picture = Image.open(io.BytesIO(made.content))
    assert picture.width == PHONE_WIDTH
    assert picture.height > picture.width
    assert scanned(tmp_path, made.content) == [poster.view.url]


def test_a_phone_picture_of_the_fullest_week_is_not_endless(press: Press) -> None:
    made = printed(press, week_poster(menu(7, 4, 14), Paper.PHONE))
    assert Image.open(io.BytesIO(made.content)).height < 18_000  # 392 dishes


def test_sheets_carry_the_revision_the_hash_and_who_says_so(press: Press) -> None:
    poster = week_poster(menu(), 发布单位="膳食委员会")
    view: Any = poster.view
    text = words(printed(press, poster).content)
    for said in (
        view.hash.replace(" ", ""),
        "第1版",
        "2026-11-20发布",
        "膳食委员会",
        "青禾实验小学",
    ):
        assert said in text


def test_the_legend_explains_only_what_is_listed(press: Press) -> None:
    text = words(printed(press, week_poster(menu())).content)
    assert "没有标出不等于不含" in text
    assert "大豆" in text
    assert "甲壳类" not in text
    assert "未填" not in text


def test_dishes_of_which_nothing_is_known_are_said_to_be_unknown(press: Press) -> None:
    said = menu()
    said["每日"]["周一"]["午餐"]["菜品"].append("凉拌鸡丝")
    assert "未填" in words(printed(press, week_poster(said)).content)


def test_a_closed_day_gives_its_reason_and_a_missing_meal_a_dash(press: Press) -> None:
    said = menu()
    said["每日"]["周三"] = {"停餐": "全校秋季运动会"}
    del said["每日"]["周五"]["晚餐"]
    text = words(printed(press, week_poster(said)).content)
    assert "停餐全校秋季运动会" in text
    assert "—" in text


def test_a_correction_stands_at_its_dish_and_at_the_foot(press: Press) -> None:
    said = menu()
    said["每日"]["周四"]["午餐"]["菜品"][1] = "清炒虾仁"
    said["更正"] = [
        {
            "时间": "2026-11-24 16:20",
            "日期": "周四",
            "餐次": "午餐",
            "原为": "板栗烧鸡",
            "改为": "清炒虾仁",
            "原因": "供应商换货",
        }
    ]
    text = words(printed(press, week_poster(said)).content)
    assert "清炒虾仁更正" in text
    assert "板栗烧鸡→清炒虾仁" in text
    assert "供应商换货" in text
    assert "第2版" in text


def test_what_was_served_instead_takes_the_place_of_the_plan(press: Press) -> None:
    said = menu()
    said["每日"]["周二"]["午餐"]["实际供应"] = {"菜品": ["米饭", "红烧鸭块"], "原因": "鱼未到货"}
    text = words(printed(press, week_poster(said)).content)
    assert "红烧鸭块实供" in text
    assert "鱼未到货" in text


@pytest.mark.parametrize("paper", [Paper.A3_LANDSCAPE, Paper.PHONE])
def test_the_same_menu_gives_the_same_bytes(press: Press, paper: Paper) -> None:
    poster = week_poster(menu(), paper)
    with Press(THEME) as other:
        again = other.press(poster, other.source(poster))
        assert other.key(other.source(poster)) == press.key(press.source(poster))
    assert printed(press, poster).content == again.content


def test_another_word_gives_another_key(press: Press) -> None:
    one, two = (press.source(week_poster(menu(提示=[note]))) for note in ("甲", "乙"))
    assert press.key(one) != press.key(two)


def test_another_library_gives_another_key(press: Press, tmp_path: Path) -> None:
    theme = copied_theme(tmp_path)
    with (theme / "posters/library/sheet.typ").open("a", encoding="utf-8") as library:
        library.write("// another\n")
    source = press.source(week_poster(menu()))
    assert Press(theme).key(source) != press.key(source)


def test_pdfs_are_accessible_and_made_to_last(press: Press) -> None:
    made = printed(press, week_poster(menu()))
    assert broken_rules(made.content) == []
    with pikepdf.open(io.BytesIO(made.content)) as pdf, pdf.open_metadata() as about:
        assert "食谱" in about["dc:title"]
        assert about["dc:creator"] == ["青禾实验小学"]


HOSTILE = (
    '#read("/etc/passwd")',
    '#eval("1+1")',
    "*bold*_slant_",
    "$x^2$",
    "\\n)",
    '"quoted"',
    "<<view>>",
    "<%print(1)%>",
    "// rice",
    "@label",
    "&amp;<b>",
)
HOSTILE_NOTES = ("\\u{41}\\n", "] } )", '"]', "#{1 + 1}", "<% raw %>{{ x }}")


def test_text_prints_as_typed_whatever_it_looks_like(press: Press) -> None:
    said = {
        "每日": {"周一": {"午餐": list(HOSTILE)}, "周二": {"停餐": HOSTILE[0]}},
        "提示": list(HOSTILE_NOTES),
    }
    for poster in (week_poster(said, 校名=HOSTILE[0], 标语=HOSTILE[3]), day_poster(said)):
        text = words(printed(press, poster).content)
        assert all("".join(one.split()) in text for one in (*HOSTILE, *HOSTILE_NOTES))
        assert "root:" not in text


def test_long_names_wrap_and_stay_whole(press: Press) -> None:
    name = "胡萝卜玉米莲藕筒骨煲老火靓汤配手工荞麦刀削面（少盐少油不辣）" * 2
    said = menu(days=7, dishes=6)
    said["每日"]["周二"]["午餐"]["菜品"][2] = {
        "菜名": name,
        "致敏物质": ["蛋", "奶", "豆", "鱼", "虾"],
    }
    made = printed(press, week_poster(said))
    assert made.fits
    assert name in words(made.content)


def test_the_longest_texts_stay_on_one_sheet(press: Press) -> None:
    said = menu(提示=["请看清楚。" * 200] * 5)
    said["每日"]["周三"] = {"停餐": "因道路施工停餐，" * 40}
    long = "很长的校名" * 16
    made = printed(press, week_poster(said, 校名=long, 标语=long, 发布单位=long))
    assert sheets(made.content) == 1


@pytest.mark.parametrize(
    "name",
    [
        "苹果🍎",
        "👨\u200d👩\u200d👧套餐",
        "\ue000饭",
        "\ufffd饭",
        "\ufdd0汤",
        "𓀀面",
        "བི饭",
        "\u0f72饭",
    ],
)
def test_a_character_no_font_has_is_printed_as_a_blank_and_told(press: Press, name: str) -> None:
    said = menu()
    said["每日"]["周一"]["午餐"]["菜品"][0] = name
    made = printed(press, week_poster(said))
    assert set(made.missing) & set(name)
    assert words(made.content).count(SUBSTITUTE) == 1


def test_a_character_that_only_the_english_of_a_poster_has_is_a_blank_and_told_too(
    press: Press,
) -> None:
    poster = replace(week_poster(menu()), edition=Edition(has_english=True))
    source = press.source(poster)
    told = replace(source, edition=source.edition.replace("Monday", "Monday𓀀"))
    assert press.press(poster, told).missing == ("𓀀",)


def test_a_word_too_long_for_any_column_is_parted_and_stays_on_the_sheet(press: Press) -> None:
    said, word = menu(days=7, dishes=6), "Donaudampfschifffahrtsgesellschaft" * 2
    said["每日"]["周二"]["午餐"]["菜品"][2] = word
    content = printed(press, week_poster(said)).content
    assert list(faults(content)) == []
    assert word in words(content).replace("\u200b", "")


def test_a_phone_picture_too_long_for_phones_is_said_not_to_fit(press: Press) -> None:
    poster = week_poster(menu(), Paper.PHONE)
    long = replace(press.source(poster), main="#set page(height: 30001pt)\n")
    assert printed(press, poster).fits
    assert not press.press(poster, long).fits


def test_rare_characters_of_names_are_printed(press: Press) -> None:
    said = menu()
    said["每日"]["周一"]["午餐"]["菜品"][0] = "𠮷野家㐂面"
    made = printed(press, week_poster(said))
    assert made.missing == ()
    assert "𠮷野家㐂面" in words(made.content)


def test_a_source_cannot_reach_outside_the_press(press: Press) -> None:
    poster = week_poster(menu())
    for command in (
        '#read("/etc/passwd")',
        '#read("../main.typ.bak")',
        '#read("/../no-packages")',
        f'#image("{Path(__file__).resolve()}")',
        '#import "@preview/cetz:0.3.0"',
    ):
        with pytest.raises(ThemeError):
            press.press(poster, replace(press.source(poster), main=command))


@pytest.mark.parametrize(
    "line", ['#import "@preview/cetz:0.3.0": *', '#eval("1")', '#plugin("x.wasm")']
)
def test_a_theme_may_not_fetch_packages_or_run_text(tmp_path: Path, line: str) -> None:
    theme = copied_theme(tmp_path)
    (theme / "posters/library/more.typ").write_text(line, encoding="utf-8")
    with pytest.raises(ThemeError, match=r"more\.typ"):
        Press(theme)


def test_links_out_of_the_theme_are_not_followed(tmp_path: Path) -> None:
    theme = copied_theme(tmp_path)
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (theme / "assets/art/secret.svg").symlink_to(secret)
    poster = week_poster(menu())
    with Press(theme) as press:
        source = replace(press.source(poster), main='#image("/art/secret.svg")')
        with pytest.raises(ThemeError, match="not found"):
            press.press(poster, source)


def test_a_closed_press_leaves_nothing_and_can_print_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    press = Press(THEME)
    for _ in range(2):
        assert printed(press, week_poster(menu())).fits
        assert list(tmp_path.glob("gongshi-press-*"))
        press.close()
        assert not list(tmp_path.iterdir())


def test_a_worker_process_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        assert workers.submit(_begun).result() == tmp_path
    assert not list(tmp_path.iterdir())


_KEPT: list[Press] = []


def _begun() -> Path:
    """Where a worker's press works, which it never closes."""
    press = Press(THEME)
    _KEPT.append(press)
    assert printed(press, week_poster(menu(days=1))).fits
    (folder,) = Path(tempfile.gettempdir()).glob("gongshi-press-*")
    return folder.parent


def test_a_template_at_fault_is_named(tmp_path: Path) -> None:
    theme = copied_theme(tmp_path)
    (theme / "posters/menu.typ.jinja").write_text("<< view.no_such_thing >>", encoding="utf-8")
    with Press(theme) as press, pytest.raises(ThemeError, match=r"posters/menu\.typ\.jinja"):
        press.source(week_poster(menu()))


def test_a_poster_of_two_sheets_is_refused(press: Press) -> None:
    poster = week_poster(menu(), Paper.PHONE)
    source = replace(press.source(poster), main="a #pagebreak() b")
    with pytest.raises(ThemeError, match="one page became several"):
        press.press(poster, source)


def copied_theme(folder: Path) -> Path:
    """A theme of one's own to change."""
    return Path(shutil.copytree(THEME, folder / "theme"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "中文",
        '"',
        "\\",
        "\\n",
        "\n\r\t",
        "\0\x07\x7f",
        "\u202e\u2066x\u2069",
        "\ufeff",
        "#{1}",
        "😀\ufe0f",
        "`$*_]",
    ],
)
def test_a_literal_is_the_text_again(text: str) -> None:
    assert json.loads(typst.Compiler().eval(literal(text))) == text


def test_literals_of_values_are_those_values() -> None:
    value = {"a b": [1, -2.5, True, None, "x"], "one": ["x"], "none": [], "map": {}}
    assert json.loads(typst.Compiler().eval(literal(value))) == value


def test_the_literal_of_a_view_names_its_fields() -> None:
    line = GramsLine("1—3年级", "大米 75 克")
    assert literal(line) == '("band": "1—3年级", "says": "大米 75 克")'
    assert shown(line) == {"band": line.band, "says": line.says}


def test_half_a_surrogate_pair_is_shown_as_no_character() -> None:
    assert literal("a\ud800") == '"a\\u{fffd}"'
    assert shown("a\ud800") == "a\ufffd"


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), 2**80, b"x", {1: "x"}, object(), {"x"}]
)
def test_what_has_no_literal_is_refused(value: object) -> None:
    with pytest.raises(ThemeError):
        literal(value)


def test_endless_values_are_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ThemeError):
        literal(endless)


def test_what_turns_writing_around_is_left_out() -> None:
    assert shown("米\u202e饭\u200f\u2066\t\0\u2028汤") == "米饭 \n汤"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://a.example/",
        "https://a b/",
        'https://a"b/',
        "file:///etc/passwd",
        "",
    ],
)
def test_only_https_links_reach_a_poster(url: str) -> None:
    for use in (checked_link, qr_code):
        with pytest.raises(ThemeError):
            use(url)


def test_colours_are_six_digits() -> None:
    assert checked_colour("#1F5A41") == "#1F5A41"
    with pytest.raises(ThemeError):
        checked_colour("red")
