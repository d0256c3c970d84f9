"""Campaigns: what is counted, who is never named, and a poster that always holds it all."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pydantic import ValidationError
from tests.generated.measuring import faults
from tests.test_golden import THEME, setting
from tests.test_posters import scanned

from gongshi.document import Filed, Reading
from gongshi.edition import PLAIN, Edition, Ink
from gongshi.formats.laid_out import surfaces
from gongshi.kinds.campaign import Campaign, Cause, Direction, Icon, Series
from gongshi.kinds.campaign.showing import CampaignFrontView, CampaignView, trend
from gongshi.kinds.campaign.words import DRAWINGS, LOOKS, Design
from gongshi.publication import Poster, Sign
from gongshi.render.poster import Press

LEAST = {
    "主题": "文明如厕",
    "口号": ["来也匆匆", "去也冲冲"],
    "行动约定": ["排队等候：大家让一让。", "用完就冲", "洗手 20 秒"],
}
A_SERIES = {"名称": "剩餐", "单位": "千克", "方向": "低"}


def campaign(**more: Any) -> Campaign:
    """The least a campaign may say, and more."""
    return Campaign.model_validate({**LEAST, **more}, context=Reading("civility"))


def series(**more: Any) -> Series:
    """A series with these figures."""
    return Series.model_validate({**A_SERIES, **more})


def view_of(document: Campaign) -> CampaignView:
    """What its page and poster receive."""
    (page,) = Campaign.pages((Filed("civility", document),), setting())
    assert isinstance(page.view, CampaignView)
    return page.view


# ---- how clerks write ---------------------------------------------------------------------------


def test_a_slogan_in_one_sentence_breaks_after_its_comma() -> None:
    assert campaign(口号="来也匆匆，去也冲冲").slogan == ("来也匆匆", "去也冲冲")
    assert campaign(口号="来也匆匆、去也冲冲").slogan == ("来也匆匆", "去也冲冲")
    assert campaign(口号="来也匆匆\n去也冲冲").slogan == ("来也匆匆", "去也冲冲")
    assert campaign(口号="会报警会逃生").slogan == ("会报警会逃生",)
    assert campaign(口号="一，二，三").slogan == ("一，二，三",)


def test_a_behaviour_in_one_line_is_its_name_and_what_it_says() -> None:
    first, second, _ = campaign().behaviours
    assert (first.name, first.says, first.icon) == ("排队等候", "大家让一让。", None)
    assert (second.name, second.says) == ("用完就冲", "")


def test_an_office_in_one_line_is_its_name_and_its_number() -> None:
    repairs = campaign(报修="总务处 0555-000 1410").repairs
    assert repairs is not None
    assert (repairs.office, repairs.phone) == ("总务处", "0555-000 1410")
    alone = campaign(报修="总务处").repairs
    assert alone is not None
    assert (alone.office, alone.phone) == ("总务处", None)


@pytest.mark.parametrize("written", ["4.2", "4.2千克", "4.2 kg", "４.２", "4.2公斤"])
def test_a_figure_may_carry_its_unit(written: str) -> None:
    assert series(每周={"2026-W36": written}).weekly[0][1] == Decimal("4.2")


# ---- pupils are never named ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["李小明同学", "王芳", "张晓雨小朋友", "司马小光同学", "小红"])
def test_a_pupil_is_no_role_model(name: str) -> None:
    with pytest.raises(ValidationError, match="class"):
        campaign(榜样班级=[name])


@pytest.mark.parametrize("name", ["三（2）班", "大一班", "红星中队", "2 栋 3 层宿舍", "九年级"])
def test_a_class_is_a_role_model(name: str) -> None:
    assert campaign(榜样班级=[name]).role_models[0].class_name == name


@pytest.mark.parametrize(
    "text", ["给下一位同学留一间干净的厕所", "高年级同学带低年级同学", "方便同学，提醒周围同学"]
)
def test_ordinary_sentences_about_pupils_name_nobody(text: str) -> None:
    assert campaign(榜样班级=[{"班级": "三（2）班", "事迹": text}]).role_models[0].says == text


def test_a_sentence_that_names_a_pupil_is_refused() -> None:
    with pytest.raises(ValidationError, match="looks like a pupil"):
        campaign(榜样班级=[{"班级": "三（2）班", "事迹": "值日认真，李小明同学带头"}])


# ---- figures ------------------------------------------------------------------------------------

tenths = st.integers(0, 9999).map(lambda figure: Decimal(figure) / 10)
week_numbers = st.lists(st.integers(1, 52), min_size=1, max_size=14, unique=True)
class_names = st.lists(
    st.integers(1, 30).map(lambda number: f"三（{number}）班"), min_size=1, max_size=6, unique=True
)
directions = st.sampled_from(list(Direction))


def half_up(exact: Fraction) -> int:
    """The whole number nearest to a fraction, halves away from nothing."""
    whole = (abs(exact) * 2 + 1) // 2
    return int(whole if exact >= 0 else -whole)


@st.composite
def figures_by_class(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """Weeks with the figures of some classes each."""
    return {
        f"2026-W{week:02d}": {name: str(draw(tenths)) for name in draw(class_names)}
        for week in draw(week_numbers)
    }


@given(figures_by_class(), directions)
def test_a_week_is_the_mean_of_its_classes_and_the_best_is_the_best(
    written: dict[str, dict[str, str]], direction: Direction
) -> None:
    found = series(方向=direction, 分班=written)
    for week, figure in found.weekly:
        exact = [Fraction(one) for one in written[str(week)].values()]
        assert figure * 10 == half_up(sum(exact, Fraction()) / len(exact) * 10)
    latest = written[max(written)]
    ranked = sorted(latest.values(), key=Fraction, reverse=direction is Direction.HIGHER)
    assert found.best is not None
    assert Fraction(found.best[0]) == Fraction(ranked[0])
    assert set(found.best[1]) == {
        name for name, one in latest.items() if Fraction(one) == Fraction(ranked[0])
    }


@given(figures_by_class(), directions)
def test_each_class_goes_from_its_first_figure_to_its_last(
    written: dict[str, dict[str, str]], direction: Direction
) -> None:
    rows = series(方向=direction, 分班=written).by_class
    ordered = [written[week] for week in sorted(written)]
    assert len(rows) == len({name for week in ordered for name in week})
    for name, first, last in rows:
        own = [Decimal(week[name]) for week in ordered if name in week]
        assert (first, last) == (own[0], own[-1])
    lasts = [last for _, _, last in rows]
    assert lasts == sorted(lasts, reverse=direction is Direction.HIGHER)


@given(st.dictionaries(st.integers(1, 52), tenths, min_size=1, max_size=20), directions)
def test_the_change_is_counted_from_the_first_week_to_the_last(
    figures: dict[int, Decimal], direction: Direction
) -> None:
    written = {f"2026-W{week:02d}": str(figure) for week, figure in figures.items()}
    found = series(方向=direction, 每周=written)
    first, last = figures[min(figures)], figures[max(figures)]
    if len(figures) == 1 or not first:
        assert found.change is None
    else:
        assert found.change == half_up((Fraction(last) - Fraction(first)) / Fraction(first) * 100)
    better = last > first if direction is Direction.HIGHER else last < first
    assert found.has_improved is better


@given(st.dictionaries(st.integers(1, 52), tenths, min_size=1, max_size=20), directions)
def test_a_chart_stands_within_its_frame_and_a_missing_week_leaves_its_room(
    figures: dict[int, Decimal], direction: Direction
) -> None:
    written = {f"2026-W{week:02d}": str(figure) for week, figure in figures.items()}
    drawn = trend(series(方向=direction, 每周=written), setting())
    weeks = sorted(figures)
    low, high = Fraction(drawn.low), Fraction(drawn.high)
    span = (weeks[-1] - weeks[0]) or 1
    assert low < high
    for (x, y), week in zip(drawn.points, weeks, strict=True):
        assert x == pytest.approx((week - weeks[0]) / span, abs=1e-4)
        assert 0 <= y <= 1
        assert y == pytest.approx(float((Fraction(figures[week]) - low) / (high - low)), abs=1e-4)


def test_what_came_of_it_stands_in_words_lists_and_data() -> None:
    weeks = {"2026-W36": "4.0", "2026-W46": "1.9", "2026-W47": "1.5"}
    document = campaign(主题="光盘", 成效=[{**A_SERIES, "每周": weeks}])
    assert document.says(setting()) == "光盘行动，剩餐下降 63%"
    assert document.reckoned(setting()) == {
        "computed": [
            {
                "name": "剩餐",
                "weekly": {"2026-W36": 4.0, "2026-W46": 1.9, "2026-W47": 1.5},
                "change_per_cent": -63,
                "best": None,
            }
        ]
    }
    assert "第 1 周 4，第 11 周 1.9，第 12 周 1.5" in view_of(document).trends[0].told


def test_a_tie_names_every_best_class_and_of_many_the_first() -> None:
    written = {"2026-W47": {f"三（{number}）班": "1" for number in range(1, 6)}}
    (drawn,) = view_of(campaign(成效=[{**A_SERIES, "分班": written}])).trends
    assert drawn.best == "第 12 周最好：三（1）班、三（2）班、三（3）班等 5 个班，1 千克"


def test_weeks_outside_one_term_are_named_by_their_monday() -> None:
    written = {"2026-W33": "4", "2026-W47": "2"}
    (drawn,) = view_of(campaign(成效=[{**A_SERIES, "每周": written}])).trends
    assert drawn.weeks == ("8月10日", "11月16日")


# ---- days ---------------------------------------------------------------------------------------


def test_it_runs_from_its_first_day_to_its_last_both_included() -> None:
    span = campaign(开始="2026-11-19", 结束="2026-11-22").span(setting())
    assert span is not None
    signs = [span.badge(date(2026, 11, day)).sign for day in (18, 19, 22, 23)]
    assert signs == [Sign.OPEN, Sign.DONE, Sign.DONE, Sign.OVER]
    assert campaign(开始="2026-11-19").span(setting()) is None


def test_its_days_are_said_as_far_as_they_are_known() -> None:
    assert view_of(campaign(开始="2026-09-01", 结束="2026-12-31")).days == ("2026年9月1日—12月31日")
    assert view_of(campaign(开始="2026-09-01", 结束="2027-01-22")).days == (
        "2026年9月1日—2027年1月22日"
    )
    assert view_of(campaign(开始="2026-09-01")).days == "2026年9月1日起"
    assert view_of(campaign(结束="2026-09-01")).days == "至2026年9月1日"
    assert view_of(campaign()).days == ""


def test_activities_stand_in_the_order_of_their_days() -> None:
    written = [
        {"日期": "2026-11-19", "内容": "世界厕所日"},
        {"日期": "2026-09-07", "至": "2026-09-11", "内容": "班会"},
    ]
    shown = view_of(campaign(活动=written)).activities
    assert [one.when for one in shown] == ["9月7日—9月11日", "11月19日"]


def test_the_home_shows_what_runs_or_is_to_come() -> None:
    today = setting().today
    ended, running = today - timedelta(1), today + timedelta(1)
    filed = tuple(
        Filed(slug, campaign(开始="2026-09-01", 结束=ends.isoformat()))
        for slug, ends in (("over", ended), ("on", today), ("longer", running))
    )
    front = Campaign.front(filed, setting())
    assert front is not None
    assert isinstance(front.view, CampaignFrontView)
    assert {one.address for one in front.view.running} == {"campaigns/on/", "campaigns/longer/"}
    assert Campaign.front(filed[:1], setting()) is None
    assert Campaign.front((Filed("undated", campaign()),), setting()) is None


# ---- how causes and behaviours are shown --------------------------------------------------------


def test_every_cause_has_a_drawing_and_a_ground() -> None:
    library = (THEME / "posters/library/campaign-colours.typ").read_text("utf-8")
    styles = (THEME / "assets/campaign.css").read_text("utf-8")
    for cause in Cause:
        look = LOOKS[cause]
        assert (THEME / "assets/art" / f"{look.art}.svg").is_file(), cause
        assert f"  {look.colour}: (" in library, cause
        assert look.colour == "teal" or f".c-{look.colour})" in styles, cause


def test_every_icon_is_a_drawing_of_the_theme() -> None:
    for icon in Icon:
        assert (THEME / "assets/icons" / f"{icon.value}.svg").is_file(), icon
    for name in DRAWINGS.values():
        assert (THEME / "assets/art" / f"{name}.svg").is_file(), name


def test_a_design_is_chosen_by_name_or_as_its_cause_usually_is() -> None:
    assert view_of(campaign(海报设计="小路")).design == "path"
    assert view_of(campaign(design="banner")).design == "banner"
    assert view_of(campaign()).design == "wave"
    assert view_of(campaign(主题="光盘")).design == "table"


def test_the_design_of_figures_needs_figures() -> None:
    with pytest.raises(ValidationError, match="shows results"):
        campaign(海报设计="大数字")
    shown = campaign(海报设计="大数字", 成效=[{**A_SERIES, "每周": {"2026-W36": "4"}}])
    assert view_of(shown).design == "figure"


def test_there_may_be_one_behaviour_or_twelve() -> None:
    assert [one.number for one in view_of(campaign(行动约定=["冲水"])).behaviours] == [1]
    many = view_of(campaign(行动约定=[f"第 {number} 条" for number in range(12)])).behaviours
    assert many[-1].number == 12


# ---- posters ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all the posters of this file."""
    with Press(THEME) as press:
        yield press


han = st.sampled_from("排队等候用完就冲节约用纸垃圾入桶洗手尊重他人按量盛饭荤素都吃一起称谢谢厨师")


def words(least: int, most: int) -> st.SearchStrategy[str]:
    """Chinese words of some length."""
    return st.text(han, min_size=least, max_size=most)


behaviours = st.lists(
    st.fixed_dictionaries(
        {"名称": words(1, 12), "说明": words(0, 60)}, optional={"图标": st.sampled_from(list(Icon))}
    ),
    min_size=1,
    max_size=8,
)
contents = st.fixed_dictionaries(
    {
        "主题": st.sampled_from(list(Cause)),
        "口号": st.lists(words(1, 14), min_size=1, max_size=2),
        "行动约定": behaviours,
        "海报设计": st.sampled_from([one.value for one in Design if one is not Design.FIGURE]),
    },
    optional={
        "标题": words(1, 40),
        "副标题": st.lists(words(1, 36), min_size=1, max_size=3),
        "开始": st.just("2026-09-01"),
        "承诺": words(1, 80),
        "倡议单位": words(1, 40),
        "报修": st.just("总务处 0555-000 1410"),
        "榜样": st.lists(words(1, 8).map(lambda name: f"{name}班"), min_size=1, max_size=12),
        "活动": st.lists(
            st.fixed_dictionaries({"日期": st.just("2026-11-19"), "内容": words(1, 60)}),
            min_size=1,
            max_size=8,
        ),
        "成效": st.dictionaries(st.integers(10, 52), tenths, min_size=1, max_size=16).map(
            lambda found: [
                {
                    **A_SERIES,
                    "每周": {f"2026-W{week}": str(figure) for week, figure in found.items()},
                }
            ]
        ),
    },
)


def on_the_wall(document: Campaign) -> tuple[Poster, ...]:
    """The posters of a campaign."""
    (page,) = Campaign.pages((Filed("civility", document),), setting())
    return page.posters


def as_read(pdf: bytes) -> str:
    """All words of a sheet in the order of its content, without spaces and line ends."""
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\s", "", read.stdout.decode())


def bottoms(pdf: bytes) -> list[float]:
    """Where the lowest edge of every word lies, in points from the top of the sheet."""
    read = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return [float(found) for found in re.findall(rb'<word .*?yMax="([0-9.]+)"', read.stdout)]


@settings(max_examples=14)
@given(contents)
def test_a_poster_holds_everything(press: Press, written: dict[str, Any]) -> None:
    document = Campaign.model_validate(written, context=Reading("civility"))
    for poster in on_the_wall(document):
        printed = press.press(poster, press.source(poster))
        assert printed.fits
        read = as_read(printed.content)
        for one in document.behaviours:
            assert one.name.replace(" ", "") in read
            assert one.says in read
        for line in document.slogan:
            assert line in read
        assert document.pledge is None or document.pledge in read
        height = 1191 if poster.name == "poster-a3.pdf" else 842
        assert max(bottoms(printed.content)) < height - 8


# Sizes of type and sheets are looked at here: a usual campaign, and one with the longest words.
USUAL = ("排队等候", "先下后上不拥挤，有急事说一声，大家让一让。")
LONGEST = (
    "排队等候用完就冲节约用纸",
    "先下后上不拥挤，有急事说一声，大家让一让。" * 2 + "节约用纸洗手二十秒",
)
EDITIONS = {
    "plain": PLAIN,
    "mono": Edition(ink=Ink.MONO),
    "saving": Edition(ink=Ink.SAVING),
    "large": Edition(is_large=True),
    "pinyin": Edition(has_pinyin=True),
    "hant-english": Edition(is_traditional=True, has_english=True),
}


def of_design(design: Design, count: int, words: tuple[str, str] = USUAL) -> Campaign:
    """A campaign in a design with so many behaviours and all that a poster can tell."""
    icons = ("排队", "冲水", "厕纸", "爱心", "洗手", "空调")
    name, says = words
    return campaign(
        海报设计=design,
        副标题=["向前一小步，文明一大步。", "给下一位同学，留一间干净的厕所。"],
        开始="2026-09-07",
        结束="2027-01-22",
        行动约定=[{"名称": name, "说明": says, "图标": icons[one % 6]} for one in range(count)],
        承诺="我承诺：轻声、有序、冲水、洗手、关灯。",
        榜样=["三（2）班", {"班级": "五（1）班", "事迹": "值日时顺手擦干洗手台"}],
        活动=[{"日期": "2026-11-19", "内容": "世界厕所日：值周班级当一天小管家"}],
        成效=[{**A_SERIES, "每周": {"2026-W36": "4", "2026-W41": "2.2", "2026-W47": "1.5"}}],
    )


def edition_of(document: Campaign, sheet: str, edition: Edition) -> Poster:
    """Its poster on a sheet in an edition."""
    poster = on_the_wall(document)[1]
    return replace(poster, paper=poster.paper.on(sheet), edition=edition)


def sheets(pdf: bytes) -> int:
    """How many sheets a poster takes."""
    with pikepdf.open(io.BytesIO(pdf)) as found:
        return len(found.pages)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("design", list(Design))
def test_up_to_eight_behaviours_stand_on_one_sheet_in_every_design(
    design: Design, count: int, press: Press
) -> None:
    poster = edition_of(of_design(design, count), "A4", PLAIN)
    made = press.press(poster, press.source(poster))
    assert made.fits
    assert made.scale >= LEAST_SCALE
    assert sheets(made.content) == 1
    assert as_read(made.content).count("排队等候") == count


LEAST_SCALE = 0.67
"""Of type drawn for 20 points on A3: 9.5 points on A4."""


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("design", list(Design))
def test_every_design_is_whole_in_every_edition(design: Design, name: str, press: Press) -> None:
    for count, words in ((1, LONGEST), (6, USUAL), (12, LONGEST)):
        poster = edition_of(of_design(design, count, words), "A4", EDITIONS[name])
        made = press.press(poster, press.source(poster))
        assert made.fits
        assert made.scale >= LEAST_SCALE
        numbers = as_read(made.content)
        if not poster.edition.has_pinyin and not poster.edition.is_traditional:
            assert numbers.count(words[0]) == count
            assert numbers.count(words[1]) == count


@pytest.mark.parametrize("design", list(Design))
def test_large_print_tells_usual_campaigns_on_two_sheets(design: Design, press: Press) -> None:
    poster = edition_of(of_design(design, 5), "A4", EDITIONS["large"])
    assert sheets(press.press(poster, press.source(poster)).content) <= 2


def names_by_sheet(pdf: bytes) -> list[int]:
    """How many behaviours each sheet asks for."""
    read = ("".join(one.text for one in surface.letters) for surface in surfaces(pdf))
    return [text.count(USUAL[0]) for text in read]


def test_a_road_over_several_sheets_has_as_many_stops_on_each(press: Press) -> None:
    poster = edition_of(of_design(Design.PATH, 6), "A4", EDITIONS["large"])
    content = press.press(poster, press.source(poster)).content
    assert names_by_sheet(content) == [3, 3]
    assert not list(faults(content))


@pytest.mark.parametrize("count", [9, 12])
def test_stops_of_a_road_from_left_to_right_stand_beside_all_words(
    count: int, press: Press
) -> None:
    poster = edition_of(of_design(Design.PATH, count), "A4", PLAIN)
    poster = replace(poster, paper=poster.paper.turned(upright=False))
    content = press.press(poster, press.source(poster)).content
    (surface,) = surfaces(content)
    discs = [one.box for one in surface.letters if one.size > NUMBERS and one.text.isdigit()]
    words = [one.box for one in surface.letters if one.text in USUAL[1]]
    assert len(discs) >= count
    for disc in discs:
        for word in words:
            apart = (word.left - disc.right, disc.left - word.right)
            above_or_below = (word.top - disc.bottom, disc.top - word.bottom)
            assert max(*apart, *above_or_below) > DISC


NUMBERS, DISC = 25, 2
"""Points of the number of a stop on A4, and millimetres from it to the edge of its disc."""


def test_a_pledge_breaks_between_what_it_lists(press: Press) -> None:
    poster = edition_of(of_design(Design.BANNER, 3), "A4", PLAIN)
    poster = replace(poster, paper=poster.paper.turned(upright=False))
    content = press.press(poster, press.source(poster)).content
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    _, _, pledge = read.stdout.decode().partition("我承诺：")
    assert re.match(r"轻声、\n?有序、\n?冲水、\n?洗手、\n?关灯。\n", pledge)


@pytest.mark.parametrize("design", list(Design))
def test_black_and_white_has_no_colour_in_any_design(
    design: Design, press: Press, tmp_path: Path
) -> None:
    poster = edition_of(of_design(design, 6), "A4", EDITIONS["mono"])
    (tmp_path / "it.pdf").write_bytes(press.press(poster, press.source(poster)).content)
    subprocess.run(["pdftoppm", "-r", "50", tmp_path / "it.pdf", tmp_path / "it"], check=True)
    for page in tmp_path.glob("it*.ppm"):
        red, green, blue = Image.open(page).convert("RGB").split()
        assert not ImageChops.difference(red, green).getbbox()
        assert not ImageChops.difference(green, blue).getbbox()


def ink_on(pdf: bytes, folder: Path) -> float:
    """How dark the first sheet is, from 0 for white paper to 1."""
    (folder / "it.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", "30", "-f", "1", "-l", "1", "-gray", "it.pdf", "it"],
        cwd=folder,
        check=True,
    )
    (page,) = folder.glob("it*.pgm")
    shades = Image.open(page).convert("L").histogram()
    return 1 - sum(place * many for place, many in enumerate(shades)) / (255 * sum(shades))


@pytest.mark.parametrize("design", list(Design))
def test_saving_ink_leaves_the_hero_paper(design: Design, press: Press, tmp_path: Path) -> None:
    spent = {}
    for name in ("plain", "saving"):
        (tmp_path / name).mkdir()
        poster = edition_of(of_design(design, 6), "A4", EDITIONS[name])
        spent[name] = ink_on(press.press(poster, press.source(poster)).content, tmp_path / name)
    assert spent["saving"] < 0.5 * spent["plain"]


@pytest.mark.parametrize("sheet", ["A4", "screen", "phone"])
@pytest.mark.parametrize("design", list(Design))
def test_the_code_of_every_design_is_read(
    design: Design, sheet: str, press: Press, tmp_path: Path
) -> None:
    poster = edition_of(of_design(design, 6), sheet, PLAIN)
    made = press.press(poster, press.source(poster))
    assert made.fits
    last = (made.content, *made.more)[-1]
    assert scanned(tmp_path, last, 100 if sheet == "A4" else None) == [poster.view.url]


def test_designs_with_few_words_say_where_the_rest_is(press: Press) -> None:
    for design in (Design.PICTURES, Design.PATH):
        poster = edition_of(of_design(design, 3), "A4", PLAIN)
        read = as_read(press.press(poster, press.source(poster)).content)
        assert "剩餐" not in read
        assert "请扫码查看" in read


def test_a_poster_is_tagged_and_read_in_the_order_of_its_behaviours(press: Press) -> None:
    for poster in on_the_wall(campaign(承诺="我承诺：冲水。")):
        content = press.press(poster, press.source(poster)).content
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == 1
            assert "/StructTreeRoot" in pdf.Root
            assert b"pdfuaid:part>1" in pdf.Root.Metadata.read_bytes()
        read = as_read(content)
        told = ["来也匆匆", "去也冲冲", "排队等候", "用完就冲", "洗手20秒", "我承诺"]
        assert [read.find(one) for one in told] == sorted(read.find(one) for one in told)
        assert min(read.find(one) for one in told) >= 0


def test_a_chart_is_told_to_those_who_do_not_see_it(press: Press) -> None:
    weeks = {"2026-W36": "4", "2026-W47": "1.5"}
    poster = on_the_wall(campaign(成效=[{**A_SERIES, "每周": weeks}]))[0]
    with pikepdf.open(io.BytesIO(press.press(poster, press.source(poster)).content)) as pdf:
        alternatives = [
            str(one.Alt) for one in pdf.objects if "/Alt" in getattr(one, "keys", list)()
        ]
    assert "剩餐（千克，越低越好）：第 1 周 4，第 12 周 1.5；下降 63%" in alternatives


@pytest.mark.parametrize("cause", ["文明如厕", "光盘行动", "消防安全"])
def test_the_qr_code_is_read_from_a_coarse_print(cause: str, press: Press, tmp_path: Path) -> None:
    for poster in on_the_wall(campaign(主题=cause)):
        longer = f"{poster.view.url}a-long-name-of-a-campaign-2026-autumn/"
        made = replace(poster, view=replace(poster.view, url=longer))
        pdf, picture = tmp_path / made.name, tmp_path / "seen"
        pdf.write_bytes(press.press(made, press.source(made)).content)
        subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", pdf, picture], check=True)
        scan = ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "seen.png"]
        seen = subprocess.run(scan, cwd=tmp_path, capture_output=True, check=True, text=True)
        assert seen.stdout.strip() == longer
