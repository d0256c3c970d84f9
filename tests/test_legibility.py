"""Legibility: what is measured on a finished poster, and what a school is told of it."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.bench.county import make_county
from tests.generated.documents import as_written
from tests.generated.trial import pages_of
from tests.program import run
from tests.test_golden import SAMPLES, THEME, kind_of

from gongshi.build import Order, build, check
from gongshi.edition import PLAIN, Edition
from gongshi.errors import Problem, Severity
from gongshi.formats.laid_out import POINT, Surface, surfaces
from gongshi.kinds import kinds
from gongshi.load import read_county, read_school
from gongshi.paper import Paper
from gongshi.printing.causes import Causes, heaviest
from gongshi.printing.fitting import Fitting
from gongshi.printing.legibility import Legibility, remarks, viewing_of
from gongshi.printing.lines import longest_line
from gongshi.printing.measuring import legibility_of
from gongshi.printing.proofs import Proofs
from gongshi.printing.week import for_paper, poster_for
from gongshi.publication import Poster
from gongshi.render.poster import Press, Printed
from gongshi.render.typesetter import Typesetter
from gongshi.validate import validate_county, validate_school

SHEET = viewing_of(Paper.A4_PORTRAIT)
LACKING = (
    "字体里没有这些字，海报上印成了〓：𓀀。县里把有这些字的字体文件放进 content/fonts，就能印出来。"
)
PAGE = """#set document(title: "t")
#set page(width: 100mm, height: 60mm, margin: 10mm)
#set text(font: "Noto Sans CJK SC", lang: "zh", size: 14pt)
"""


@cache
def page(body: str) -> bytes:
    setter = Typesetter({"library/none.typ": b""})
    try:
        return setter.pdf(PAGE + body, "", {}).content[0]
    finally:
        setter.close()


def surface(body: str) -> Surface:
    (found,) = surfaces(page(body))
    return found


def measured(body: str) -> Legibility:
    return legibility_of(page(body), SHEET)


def codes(found: Legibility) -> set[str]:
    return {one.code for one in remarks(found)}


# ---- what stands where ---------------------------------------------------------------------------


def test_a_letter_is_found_where_it_stands_in_its_size_and_colour() -> None:
    letters = surface(
        "#place(dx: 20mm, dy: 5mm, text(size: 20pt, fill: rgb(200, 40, 10))[国])"
    ).letters
    (one,) = letters
    assert (one.text, one.size, one.colour) == ("国", 20, (200, 40, 10))
    assert 30 < one.box.left < one.box.right < 30 + 20 * POINT
    assert one.box.bottom - one.box.top == pytest.approx(0.89 * 20 * POINT, abs=0.3)
    assert 14 < one.box.top < 16


def test_type_that_is_scaled_is_as_large_as_it_is_seen() -> None:
    letters = surface("#scale(50%, reflow: true)[缩小]").letters
    assert {round(one.size, 2) for one in letters} == {7}


def test_rare_letters_are_whole_and_what_only_parts_letters_is_none() -> None:
    assert "".join(one.text for one in surface("𠮷野家#sym.zws;㐂").letters) == "𠮷野家㐂"


def test_a_reading_above_a_character_is_no_part_of_the_text() -> None:
    letters = surface("字#pdf.artifact(text(size: 5pt)[zì])").letters
    assert [one.text for one in letters if one.tag is not None] == ["字"]
    assert measured("字#pdf.artifact(text(size: 5pt)[zì])").smallest.size == 14


def test_running_text_is_measured_by_its_longest_line() -> None:
    words = "每餐每个品种留样" * 9
    assert round(longest_line(surface(words))) == 16
    assert longest_line(surface("标题只有一行")) == 0


# ---- figures and remarks -------------------------------------------------------------------------


def test_nine_points_read_from_where_one_steps_up_to_a_sheet() -> None:
    assert SHEET.distance(9) == pytest.approx(0.58, abs=0.01)
    assert viewing_of(Paper.SCREEN).distance(13) == pytest.approx(3.0, abs=0.05)
    assert viewing_of(Paper.PHONE).distance(30) == pytest.approx(0.35, abs=0.01)


@pytest.mark.parametrize(
    ("size", "found"), [(9, set()), (8.5, {"small-print"}), (5.5, {"illegible"})]
)
def test_type_is_small_under_nine_points_and_lost_under_six(size: float, found: set[str]) -> None:
    said = measured(f"大字#text(size: {size}pt)[小字在这里]")
    assert said.smallest.words == ("小字在这里" if found else said.smallest.words)
    assert codes(said) - {"no-code"} == found


def test_what_cannot_be_read_at_all_is_an_error() -> None:
    bad = {one.code: one.severity for one in remarks(measured("#text(size: 5.5pt)[小字]"))}
    assert bad["illegible"] is Severity.ERROR
    assert bad["no-code"] is Severity.WARNING


def test_large_print_asks_for_eighteen_points() -> None:
    large = viewing_of(Paper.A4_PORTRAIT, Edition(is_large=True))
    said = legibility_of(page("#text(size: 17pt)[大字]"), large)
    assert "small-print" in codes(said)


def test_contrast_is_that_of_the_words_that_differ_least_from_what_is_behind_them() -> None:
    said = measured("清楚#box(fill: rgb(120, 160, 60), inset: 2mm, text(fill: white)[不清楚])")
    assert said.faintest.words == "不清楚"
    assert said.faintest.contrast == pytest.approx(3.0, abs=0.1)
    assert "faint" in codes(said)


def test_large_type_needs_less_contrast() -> None:
    words = "#text(fill: luma(55%), size: {}pt)[浅色]"
    assert "faint" in codes(measured(words.format(14)))
    assert "faint" not in codes(measured(words.format(20)))


def test_colours_of_one_lightness_are_found_alike_in_grey() -> None:
    said = measured("#box(fill: rgb(0, 160, 0), inset: 3mm, text(fill: rgb(255, 80, 80))[红绿])")
    assert said.faintest.in_grey < 1.2


def test_a_line_of_more_than_forty_characters_is_too_long() -> None:
    body = "#set page(width: 200mm)\n#set text(size: 10pt)\n" + "每餐每个品种留样" * 30
    assert measured(body).line == 51
    assert "long-line" in codes(measured(body))


@cache
def printed(kind: str, sheet: str, edition: Edition = PLAIN) -> tuple[Poster, Printed]:
    sample = next(one for one in SAMPLES if kind_of(one) == kind)
    poster = poster_for(pages_of(as_written(sample))[0], sheet, edition)
    with Press(THEME) as press:
        return poster, press.proof(poster, press.source(poster))


@pytest.mark.parametrize("sheet", ["A4", "A1", "screen", "phone"])
@pytest.mark.parametrize("kind", kinds())
def test_the_posters_of_the_samples_can_be_read_where_they_are_seen(kind: str, sheet: str) -> None:
    poster, made = printed(kind, sheet)
    said = legibility_of(made.content, viewing_of(poster.paper))
    wrong = [one.saying.zh for one in remarks(said) if one.code != "long-line"]
    assert made.fits
    assert not wrong


def test_a_code_is_measured_by_its_least_part() -> None:
    _, made = printed("rule", "A4")
    assert legibility_of(made.content, SHEET).module == pytest.approx(0.62, abs=0.1)


# ---- how a poster fits, as a manifest keeps it ---------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "smallest"), [(1.2, None), (0.8, None), (0.75, 14.0)], ids=["roomy", "well", "near"]
)
def test_a_poster_is_measured_only_where_its_type_came_near_what_is_small(
    scale: float, smallest: float | None
) -> None:
    assert Fitting.of(Printed(page("十四磅的字"), scale, fits=True)).smallest == smallest


def test_of_a_picture_nothing_is_measured() -> None:
    assert Fitting.of(Printed(b"\x89PNG", 0.5, fits=True)).smallest is None


# ---- what a school is told -----------------------------------------------------------------------

DAY = date(2026, 1, 1)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "county"
    make_county(root, schools=1, weeks=2)
    (root / "content/schools/school-001/rules").mkdir()
    return root


def rule(root: Path, name: str = "食堂制度", text: str = "留样。") -> Path:
    path = root / "content/schools/school-001/rules/canteen.yaml"
    heads = f"标题: {name}\n主题: 食堂\n施行日期: 2025-12-30\n长期张贴: 是\n"
    path.write_text(f"{heads}条文:\n  - 采购。\n  - {text}\n", "utf-8")
    return path


def checked(root: Path) -> tuple[tuple[Problem, ...], int]:
    with Proofs(root, root / "site") as proofs:
        found = check(root, DAY, proofs)
        return found, proofs.made


def test_check_tells_what_the_font_lacks_at_its_line_in_the_file(site: Path) -> None:
    rule(site, text="留样𓀀。")
    problems, _ = checked(site)
    assert [str(one) for one in problems] == [
        f"content/schools/school-001/rules/canteen.yaml:7:5: 海报 poster-{sheet.lower()}.pdf"
        f"（{sheet}）：{LACKING}"
        for sheet in ("A3", "A4")
    ]
    assert {one.severity for one in problems} == {Severity.WARNING}


def test_a_second_check_makes_no_proof_again_but_of_a_changed_file(site: Path) -> None:
    rule(site)
    (first, made), (again, none) = checked(site), checked(site)
    assert (first, again) == ((), ())
    assert made > 2
    assert none == 0
    rule(site, text="留样满 48 小时。")
    assert checked(site)[1] == 2


def test_what_the_public_site_holds_needs_no_proof(site: Path) -> None:
    rule(site, text="留样𓀀。")
    told = build(Order(site, site / "site", DAY)).problems
    found, made = checked(site)
    assert made == 0
    assert found
    assert set(found) <= set(told)


def test_only_what_hangs_this_week_and_next_is_looked_at(site: Path) -> None:
    path = rule(site, text="留样𓀀。")
    path.write_text(path.read_text("utf-8").replace("2025-12-30", "2026-03-30"), "utf-8")
    assert checked(site)[0] == ()


def test_content_that_is_wrong_is_told_without_proofs(site: Path) -> None:
    rule(site, name="")
    found, made = checked(site)
    assert found
    assert made == 0


@pytest.fixture
def causes(site: Path) -> tuple[Causes, Poster, str]:
    rule(site, text="留样，" * 40)
    county = validate_county(read_county(site))
    files = read_school(site, "school-001", county.kinds)
    content = validate_school(files, county, DAY, "https://bench.example/")
    (found,) = content.kinds["rule"].pages(content.filed["rule"], content.setting)
    poster = next(one for one in for_paper(found) if one.paper.sheet == "A3")
    return Causes(content, files), poster, f"school-001/{found.address}{poster.name}"


def test_a_poster_too_full_is_an_error_of_its_file_at_what_takes_the_most_room(
    causes: tuple[Causes, Poster, str],
) -> None:
    found, poster, path = causes
    (problem,) = found.problems(Fitting(fits=False), poster, path)
    assert problem.severity is Severity.ERROR
    assert str(problem) == (
        "content/schools/school-001/rules/canteen.yaml:7:5: 海报 poster-a3.pdf（A3）："
        "内容太多，一张纸放不下。最占地方的是“条文”（120 字），"
        "请写短些或删减一些，也可以用更大的纸打印。"
    )
    assert "Most room is taken by “条文” (120 characters)" in problem.saying.en


@pytest.mark.parametrize(
    ("size", "severity"), [(7.0, Severity.WARNING), (4.0, Severity.ERROR), (9.2, None)]
)
def test_small_type_is_told_with_its_height_and_how_far_it_reads(
    causes: tuple[Causes, Poster, str], size: float, severity: Severity | None
) -> None:
    found, poster, path = causes
    problems = list(found.problems(Fitting(fits=True, smallest=size), poster, path))
    assert [one.severity for one in problems] == ([severity] if severity else [])
    for one in problems:
        assert re.search(
            r"最小的字只有 [\d.]+ 毫米高，[\d.]+ 米以外看不清。最占地方的是", one.saying.zh
        )


def test_a_poster_of_no_file_is_told_by_its_own_place(causes: tuple[Causes, Poster, str]) -> None:
    found, poster, _ = causes
    path = f"school-001/hazards/2026-01/{poster.name}"
    (problem,) = found.problems(Fitting(fits=False), poster, path)
    assert str(problem) == f"{path}:1:1: 内容太多，一张纸放不下。"


def test_where_nothing_holds_half_of_a_file_the_whole_is_meant() -> None:
    assert heaviest({"甲": "一二三", "乙": "四五六", "丙": "七八九"}) == ()
    assert heaviest({"行": [{"名": "一"}, {"名": "二二二二二二"}]}) == ("行", 1, "名")
    assert heaviest(None) == ()


# ---- the command ---------------------------------------------------------------------------------


def test_the_command_reports_a_table_of_what_hangs_and_what_to_put_right(site: Path) -> None:
    rule(site, text="留样𓀀。")
    ran = run("posters", site, "--school", "school-001", "--today", DAY, "--legibility")
    assert ran.status == 0
    heads, *rows = ran.out.splitlines()
    assert heads.split() == ["海报", "最小的字", "看得清", "对比度", "灰度", "每行", "码格", "缺字"]
    assert re.fullmatch(
        r"食堂制度 +[\d.]+ mm +[\d.]+ m +[\d.]+ +[\d.]+ +\S+ +[\d.]+ mm +𓀀", rows[-2]
    )
    assert rows[-1] == f"[提醒] 食堂制度（rules/canteen/）：{LACKING}"


def test_the_command_reports_one_poster_in_any_edition_for_programs(site: Path) -> None:
    rule(site)
    more = ("--poster", "rules/canteen", "--paper", "screen", "--mono", "--legibility", "--json")
    ran = run("posters", site, "--school", "school-001", "--today", DAY, *more, lang="en")
    (found,) = json.loads(ran.out)
    assert found["title"] == "食堂制度"
    assert found["smallest"]["reads_from_metres"] >= 3
    assert found["contrast"]["grey"] == found["contrast"]["colour"] == 21
    assert found["remarks"] == []


def test_a_check_without_posters_needs_none(site: Path) -> None:
    rule(site, text="留样𓀀。")
    for more, words in (((), "印成了〓"), (("--no-posters",), "内容没有问题。")):
        ran = run("check", site, "--today", DAY, *more)
        assert ran.status == 0
        assert words in ran.said
