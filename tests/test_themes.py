"""A school's own look: what it may change, and that nothing it brings can do harm."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image, ImageFont
from pydantic import ValidationError
from tests.bench.county import make_county
from tests.test_golden import setting
from tests.validator import broken_rules

from gongshi.build import Order, build, check, forget
from gongshi.colours import WHITE, contrast, gold_on, grey, paper, shades, tokens
from gongshi.document import Filed, Reading
from gongshi.edition import Edition, Ink, Wording
from gongshi.errors import Problem, Severity
from gongshi.formats.png import safe_picture
from gongshi.formats.svg import safe_drawing
from gongshi.kinds import kinds
from gongshi.load import read_county, read_school, read_source
from gongshi.look import GOLD, STANDARD, Attire, Colours, OwnFile
from gongshi.publication import Hue, Poster, Setting
from gongshi.render import booth
from gongshi.render.editions import wording_of
from gongshi.render.own import OpenPress
from gongshi.render.stylesheet import look_files
from gongshi.validate import model_of, validate_county, validate_school

ROOT = Path(__file__).parents[1]
THEME = ROOT / "theme"
FONT = ImageFont.load_default(12).font_bytes  # type: ignore[union-attr]
OWN = '<% extends "theme:notice.typ.jinja" %>\n<% block content %>\n{}\n<% endblock %>'
PLAIN_OWN = OWN.format('  (prose("本校版式：" + << view.title >>, s),)')


# ---- colours ------------------------------------------------------------------------------------


def accepted(**colours: str) -> Colours | None:
    """The colours, or None where they are refused."""
    try:
        return Colours.model_validate(colours)
    except ValidationError:
        return None


@given(some.integers(0, 0xFFFFFF))
def test_whatever_colour_is_accepted_everything_in_it_can_be_read(code: int) -> None:
    main = f"#{code:06X}"
    if accepted(main=main) is None:
        assert min(contrast(main, ground) for ground in paper(main)) < 4.5
        return
    on_posters = shades(main, GOLD)
    assert (
        min(contrast(on_posters[name], WHITE) for name in ("band", "band-lift", "band-low")) >= 4.5
    )
    for ground in ("ground", "card", "lift", "sand"):
        assert contrast(on_posters["ink"], on_posters[ground]) >= 7
        assert contrast(on_posters["soft"], on_posters[ground]) >= 4.5
    assert min(contrast(main, on_posters[name]) for name in ("ground", "card", "lift")) >= 4.5
    assert min(contrast(on_posters["on-band"], on_posters[n]) for n in ("band", "band-lift")) >= 4.5
    assert contrast(on_posters["gold"], main) >= 4.5
    assert contrast(grey(main), WHITE) >= 4.5


@given(some.integers(0, 0xFFFFFF), some.booleans())
def test_pages_in_an_accepted_colour_keep_their_contrast_by_day_and_night(
    code: int, is_dark: bool
) -> None:
    main = f"#{code:06X}"
    if accepted(main=main) is None:
        return
    page = tokens(main, GOLD, is_dark=is_dark)
    for text in ("ink", "ink2", "link"):
        assert min(contrast(page[text], page[on]) for on in ("ground", "card", "lift")) >= 4.5
    for band in ("band", "band2", "btn"):
        assert contrast(page.get(band, page["band"]), WHITE) >= 4.5
    assert min(contrast(page["onb"], page[band]) for band in ("band", "band2")) >= 4.5
    assert contrast(page["gold"], page["band"]) >= 4.5
    assert contrast(page["gold"], "#1E3D2F") >= 4.5


@pytest.mark.parametrize(
    "said",
    [
        {"main": "#E8B04A"},
        {"main": "#FFFFFF"},
        {"checks": "#00B050"},
        {"appeals": "#767676"},
        {"accent": "#8A5A00"},
        {"main": "#5B742E", "accent": "#F5C469"},
    ],
)
def test_of_a_colour_that_is_too_faint_the_figure_is_told_and_one_that_passes(
    said: dict[str, str],
) -> None:
    with pytest.raises(ValidationError) as caught:
        Colours.model_validate(said)
    (error,) = caught.value.errors()
    zh = error["ctx"]["zh"]
    field = error["ctx"]["at"][0]
    figure = re.search(r"只有 (\d\.\d)", zh)
    assert figure
    assert 1 <= float(figure[1]) < 4.5
    better = re.search(r"是 (#[0-9A-F]{6})。", zh)
    assert better
    assert accepted(**{**said, field: better[1]})


def test_colours_are_written_in_several_ways() -> None:
    ways = ("#1E4379", "1E4379", "#1e4379", "＃１Ｅ４３７９")
    assert {Colours.model_validate({"主色": one}).main for one in ways} == {"#1E4379"}
    assert Colours.model_validate({"main": "039"}).main == "#003399"


def test_the_standard_colours_are_those_of_the_theme() -> None:
    palette = (THEME / "posters/library/palette.typ").read_text("utf-8")
    found = dict(re.findall(r'^  (\w+): \(.*?band: "(#[0-9A-F]{6})"', palette, re.MULTILINE))
    assert found == {hue.value: band for hue, band in STANDARD.items()}
    assert f'gold: "{GOLD}"' in palette
    assert f"--gold: {GOLD.lower()};" in (THEME / "assets/tokens.css").read_text("utf-8")


def test_an_accent_is_made_lighter_where_a_hue_would_swallow_it() -> None:
    assert gold_on(STANDARD[Hue.GREEN], GOLD) == GOLD
    assert contrast(gold_on(STANDARD[Hue.TEAL], GOLD), STANDARD[Hue.TEAL]) >= 4.5


# ---- posters ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def press() -> Iterator[OpenPress]:
    """One press for all tests, as in a build."""
    with OpenPress(THEME) as press:
        yield press


def in_attire(attire: Attire, wording: Wording | None = None) -> Setting:
    """The setting of the samples, its school in an attire."""
    usual = setting()
    return replace(usual, school=usual.school.with_own(wording or Wording(), attire))


def poster(attire: Attire, kind: str = "notice", slug: str = "notice") -> Poster:
    """The first poster of a sample, of a school in such an attire."""
    source = read_source(f"{kind}.yaml", (ROOT / f"tests/samples/{kind}.yaml").read_bytes())
    filed = (Filed(slug, model_of(kinds()[kind], source, Reading(slug))),)
    return next(
        one for page in kinds()[kind].pages(filed, in_attire(attire)) for one in page.posters
    )


def faults(press: OpenPress, poster: Poster) -> tuple[Problem, ...]:
    """What failed of the design of a poster's school."""
    view: Any = poster.view
    return press.faults(view.school)


def words(content: bytes) -> str:
    """The text of a PDF without any space."""
    read = ["pdftotext", "-raw", "-", "-"]
    said = subprocess.run(read, input=content, capture_output=True, check=True).stdout.decode()
    return "".join(said.split())


def dots(content: bytes, **raster: int) -> Image.Image:
    """The first sheet of a PDF as a picture."""
    made = subprocess.run(
        ["pdftoppm", "-r", str(raster.get("dpi", 40)), "-png", "-singlefile", "-"],
        input=content,
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(made.stdout)).convert("RGB")


SAMPLE_LOGO = OwnFile.of(
    safe_drawing(
        (ROOT / "content/schools/qinghe-middle/theme/logo.svg").read_bytes()
    ).text.encode(),
    ".svg",
)
_RED = io.BytesIO()
Image.new("RGBA", (30, 20), (200, 30, 30)).save(_RED, "PNG")
SAMPLE_PICTURE = OwnFile.of(safe_picture(_RED.getvalue()).content, ".png", 1.5)


def test_a_schools_colours_are_those_of_its_posters(press: OpenPress) -> None:
    bands = {Hue.GREEN: "#7A1F2B"}
    one = poster(Attire(bands=bands))
    picture = dots(press.press(one, press.source(one)).content)
    counted = {colour: count for count, colour in picture.getcolors(999_999) or ()}
    assert counted[0x7A, 0x1F, 0x2B] > 10_000
    assert counted.get((0x1F, 0x5A, 0x41), 0) == 0


@pytest.mark.parametrize("picture", [SAMPLE_LOGO, SAMPLE_PICTURE], ids=["svg", "png"])
def test_in_black_and_white_a_logo_and_a_mascot_are_grey(
    press: OpenPress, picture: OwnFile
) -> None:
    attire = Attire(bands={Hue.GREEN: "#7A1F2B"}, gold="#F6C453", logo=picture, mascot=picture)
    one = replace(poster(attire), edition=Edition(ink=Ink.MONO))
    made = dots(press.press(one, press.source(one)).content, dpi=70)
    found: Any = made.getcolors(999_999)
    assert len(found) > 20
    assert all(max(colour) - min(colour) <= 1 for _, colour in found)


def test_a_logo_stands_where_the_picture_of_a_school_stood(press: OpenPress) -> None:
    plain, own = (poster(Attire(logo=logo)) for logo in (None, SAMPLE_LOGO))
    first, second = (dots(press.press(one, press.source(one)).content) for one in (plain, own))
    head = (0, 0, first.width // 2, first.height // 12)
    assert first.crop(head).tobytes() != second.crop(head).tobytes()


def test_only_one_function_draws_the_sign_of_a_school() -> None:
    found = [
        path.name
        for path in (THEME / "posters").rglob("*.typ*")
        if 'icon("school"' in path.read_text("utf-8")
    ]
    assert found == ["sheet.typ"]


def test_a_poster_of_another_school_does_not_wear_the_look(press: OpenPress) -> None:
    own, plain = (press.source(poster(one)) for one in (Attire(logo=SAMPLE_LOGO), Attire()))
    assert own.main == plain.main
    assert own.dress != plain.dress
    assert press.key(own) != press.key(plain)


# ---- own designs --------------------------------------------------------------------------------


def test_a_schools_own_block_stands_in_the_standard_poster(press: OpenPress) -> None:
    one = poster(Attire(templates={"notice.typ.jinja": PLAIN_OWN}))
    source = press.source(one)
    made = press.press(one, source)
    said = words(made.content)
    assert source.is_own
    assert not made.is_substitute
    assert "本校版式：大宗食材供应商遴选结果公示" in said
    assert "扫码看网页" in said
    assert faults(press, one) == ()
    assert press.press(one, press.source(one)).content == made.content


def test_the_documents_show_a_template_that_works(press: OpenPress) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## A school's own poster")[2]
    shown = text.partition("```jinja\n")[2].partition("```")[0]
    one = poster(Attire(templates={"notice.typ.jinja": shown}))
    made = press.press(one, press.source(one))
    assert faults(press, one) == ()
    assert "本校提示：大宗食材供应商遴选结果公示" in words(made.content)


def test_a_template_of_one_kind_leaves_the_others_alone(press: OpenPress) -> None:
    templates = {"notice.typ.jinja": PLAIN_OWN}
    own, plain = (poster(one, "rule", "rule") for one in (Attire(templates=templates), Attire()))
    assert press.source(own) == press.source(plain)


def test_a_font_of_a_schools_own_sets_the_titles(press: OpenPress) -> None:
    usual = poster(Attire(font=OwnFile.of(FONT, ".ttf")))
    view: Any = usual.view
    one = replace(usual, view=replace(view, title="Autumn term"))
    made = press.press(one, press.source(one))
    read = subprocess.run(["pdffonts", "-"], input=made.content, capture_output=True, check=True)
    assert {"Aileron", "Noto"} <= set(re.findall(r"\+(Aileron|Noto)", read.stdout.decode()))
    assert not made.is_substitute


@pytest.mark.parametrize("picture", [SAMPLE_LOGO, SAMPLE_PICTURE], ids=["svg", "png"])
def test_a_poster_in_a_schools_own_look_keeps_the_standards(
    press: OpenPress, picture: OwnFile
) -> None:
    look = Attire(
        bands={Hue.GREEN: "#7A1F2B"},
        gold="#F6C453",
        logo=picture,
        mascot=picture,
        font=OwnFile.of(FONT, ".ttf"),
        templates={"notice.typ.jinja": PLAIN_OWN},
    )
    one = poster(look)
    assert broken_rules(press.press(one, press.source(one)).content) == []
    assert faults(press, one) == ()


def attacked(code: str) -> str:
    """The standard notice with such code for its content."""
    return OWN.format(code)


PICKLED = "cos\\nsystem\\n(S'touch {}'\\ntR."
HOSTILE = {
    "loops in loops": attacked(
        "<% for a in range(9999) %><% for b in range(9999) %><% for c in range(9999) %>"
        "<% endfor %><% endfor %><% endfor %>"
    ),
    "a text without end": attacked('<< "a" * 10 ** 11 >>'),
    "a template in itself": '<% include "own/notice.typ.jinja" %>',
    "Python's inner parts": attacked("<< view.__class__.__mro__ >>"),
    "a library's methods": attacked('<< view.school.parse_file("/etc/passwd") >>'),
    "a file of the disk": '<% include "/etc/passwd" %>',
    "what is not there": attacked("\n<< view.nothing >>"),
    "a function in itself": attacked("  let f(n) = f(n + 1); f(0)"),
    "a sum without end": attacked("  range(1000000000)"),
    "reading the disk": attacked('  (prose(read("/etc/passwd"), s),)'),
    "a link that runs": attacked('  (link("javascript:alert(1)")[x],)'),
    "pages without end": attacked("  range(300000).map(n => prose(str(n), s))"),
    "another paper": '#set document(title: "x")\n#set page(width: 9000mm)\nx',
    "hidden running": attacked('  let f = dictionary(std).at("pl" + "ugin"); (f(bytes((0,))),)'),
}
LINES = {"what is not there": 4, "Python's inner parts": 3}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_design_is_stopped_told_and_replaced(
    name: str, press: OpenPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booth, "SECONDS", 5.0)
    one = poster(Attire(templates={"notice.typ.jinja": HOSTILE[name]}))
    usual = poster(Attire())
    made = press.press(one, press.source(one))

    assert made.content == press.press(usual, press.source(usual)).content
    (fault,) = faults(press, one)
    assert fault.path == "content/schools/liulin-primary/theme/posters/notice.typ.jinja"
    assert fault.line == LINES.get(name, fault.line)
    assert fault.severity is Severity.ERROR
    assert fault.saying.zh.endswith("这里的海报暂用程序自带的设计。")
    assert len(fault.saying.zh) < 600
    assert "root:" not in fault.saying.zh
    assert not press.source(one).is_own


def test_a_design_cannot_make_python_unpack_what_it_wrote(press: OpenPress, tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    said = PICKLED.format(sign)
    call = f'<< view.school.parse_raw("{said}".encode(), proto="pickle", allow_pickle=true) >>'
    one = poster(Attire(templates={"notice.typ.jinja": attacked(call)}))
    press.press(one, press.source(one))
    assert "parse_raw" in faults(press, one)[0].saying.en
    assert not sign.exists()


def test_a_design_that_failed_is_not_asked_again_until_it_is_another(
    press: OpenPress, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = poster(Attire(templates={"notice.typ.jinja": attacked("<< view.wrong >>")}))
    assert not press.source(wrong).is_own
    monkeypatch.setattr(press, "_booth_for", None)  # nobody may ask one
    assert not press.source(wrong).is_own
    monkeypatch.undo()
    right = poster(Attire(templates={"notice.typ.jinja": PLAIN_OWN}))
    assert press.source(right).is_own
    assert faults(press, right) == ()


def test_no_design_reaches_the_network(press: OpenPress, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, address)
        threading.Thread(
            target=lambda: asked.append(server.accept()[0].recv(99)), daemon=True
        ).start()
        package = attacked('  import "\\u{00040}preview/cetz:0.3.0": *; ()')
        one = poster(Attire(templates={"notice.typ.jinja": package}))
        assert press.press(one, press.source(one)).is_substitute
    assert "preview" in faults(press, one)[0].saying.en
    assert not [one for one in asked if one]


def test_a_booth_knows_nothing_of_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "42")
    assert "SECRET_TOKEN" not in booth._environment("/nowhere")


def test_a_closed_booth_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = poster(Attire(templates={"notice.typ.jinja": PLAIN_OWN}))
    with OpenPress(THEME) as press:
        press.press(one, press.source(one))
        assert press._booth is not None
        process = press._booth[1]._process
        assert list(tmp_path.glob("gongshi-booth-*"))
    assert process.poll() is not None
    assert not list(tmp_path.iterdir())


# ---- a site -------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)
NOTE = "标题: {title}\n日期: 2026-11-20\n正文: 请注意。\n发布日期: 2026-11-20\n"
LIGHT = '颜色: {主色: "#E8B04A"}\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two schools with two announcements each."""
    root = tmp_path / "county"
    make_county(root, schools=2, weeks=0)
    for code in ("school-001", "school-002"):
        put(root, f"{code}/announcements/one.yaml", NOTE.format(title="停水通知"))
        put(root, f"{code}/announcements/two.yaml", NOTE.format(title="停电通知"))
    return root


def put(root: Path, path: str, content: str | bytes) -> Path:
    """A file in a school's folder."""
    place = root / "content/schools" / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def told(root: Path) -> list[str]:
    """What is amiss in the first school, its folder left out."""
    home = "content/schools/school-001/"
    return [str(one).removeprefix(home) for one in check(root, TODAY)]


def test_a_look_that_is_wrong_is_told_and_holds_nothing_back(site: Path) -> None:
    put(site, "school-001/theme.yaml", LIGHT)
    report = build(Order(site, site / "site", TODAY, posters=False))
    assert [problem.path for problem in report.problems] == [
        "content/schools/school-001/theme.yaml"
    ]
    assert report.has_errors
    assert report.held == ()
    assert (site / "site/school-001/announcements/one/index.html").is_file()
    assert not (site / "site/school-001/look.css").exists()


def test_a_look_reaches_the_pages_of_its_school_and_no_others(site: Path) -> None:
    logo = (ROOT / "content/schools/qinghe-middle/theme/logo.svg").read_text("utf-8")
    put(site, "school-001/theme.yaml", '颜色: {主色: "#1E4379"}\n校徽: logo.svg\n')
    put(site, "school-001/theme/logo.svg", logo)
    build(Order(site, site / "site", TODAY, posters=False))
    own, other = (
        (site / f"site/{code}/announcements/one/index.html").read_text("utf-8")
        for code in ("school-001", "school-002")
    )
    assert '<link rel="stylesheet" href="../../../school-001/look.css">' in own
    assert 'class="own" src="../../../school-001/logo.svg"' in own
    assert "look.css" not in other
    assert "assets/img/logo.svg" in other
    assert "--band: #1e4379;" in (site / "site/school-001/look.css").read_text("utf-8")
    served = (site / "site/school-001/logo.svg").read_text("utf-8")
    assert served == safe_drawing(logo.encode()).text


def test_another_colour_makes_the_schools_pages_again(site: Path) -> None:
    put(site, "school-001/theme.yaml", '颜色: {主色: "#1E4379"}\n')
    order = Order(site, site / "site", TODAY, posters=False)
    build(order)
    put(site, "school-001/theme.yaml", '颜色: {主色: "#7A1F2B"}\n')
    assert build(order).written == 1
    assert "--band: #7a1f2b;" in (site / "site/school-001/look.css").read_text("utf-8")


def test_the_stylesheet_has_every_hue_light_and_dark() -> None:
    attire = Attire(bands=dict.fromkeys(Hue, "#1E4379"), gold="#F6C453")
    said = look_files(attire)["look.css"].decode()
    assert said.count("[data-md-color-scheme=slate]") == 5
    assert said.count("--band: #1e4379;") == 3
    assert look_files(Attire()) == {}
    only_gold = look_files(Attire(gold="#F6C453"))["look.css"].decode()
    assert re.findall(r"--(\w+):", only_gold) == ["gold"] * 3


@pytest.mark.parametrize(
    "linked",
    ["theme.yaml", "theme", "theme/logo.svg", "theme/posters", "theme/posters/a.typ.jinja"],
)
def test_links_in_a_theme_lead_nowhere(site: Path, tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    target = outside / ("logo.svg" if "." in linked else "")
    outside.mkdir()
    (outside / "logo.svg").write_text("<svg>secret</svg>", "utf-8")
    place = site / "content/schools/school-001" / linked
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)
    said = told(site)
    assert said == [f"{linked}:1:1: 主题里的链接不会打开；请放上真正的文件。"]
    assert "secret" not in "".join(said)


def test_only_what_a_theme_has_is_read(site: Path) -> None:
    put(site, "school-001/theme.yaml", "校徽: logo.svg\n")
    put(site, "school-001/theme/logo.svg", SVG_OF_A_SCRIPT)
    put(site, "school-001/theme/old.png", b"")
    put(site, "school-001/theme/plugin.wasm", b"\0asm")
    put(site, "school-001/theme/mascot.svg", b" " * 500_000)
    put(site, "school-001/theme/posters/anouncement.typ.jinja", "")
    put(site, "school-001/theme/posters/notice.typ.jinja", '\n#eval("1")')
    os.mkfifo(site / "content/schools/school-001/theme/pipe.svg")
    said = {line.split(":")[0]: line for line in told(site)}
    assert "“script”" in said["theme/logo.svg"]
    assert said["theme/logo.svg"].startswith("theme/logo.svg:2:1: ")
    assert "没有写到这个文件" in said["theme/old.png"]
    assert "只认 svg、png" in said["theme/plugin.wasm"]
    assert "最多 400 kB" in said["theme/mascot.svg"]
    assert "不是普通文件" in said["theme/pipe.svg"]
    assert "“announcement.typ.jinja”" in said["theme/posters/anouncement.typ.jinja"]
    assert said["theme/posters/notice.typ.jinja"].startswith("theme/posters/notice.typ.jinja:2:1: ")
    assert len(said) == 7


SVG_OF_A_SCRIPT = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'>\n<script/></svg>"


def test_a_build_goes_on_past_a_hostile_design_and_tells_of_it_each_time(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booth, "SECONDS", 5.0)
    own = '<% extends "theme:announcement.typ.jinja" %>\n<% block content %>\n{}\n<% endblock %>'
    endless = own.format("range(300000).map(n => prose(str(n), s))")
    put(site, "school-001/theme/posters/announcement.typ.jinja", endless)
    put(site, "school-002/theme/posters/announcement.typ.jinja", own.format('(prose("自己", s),)'))
    order = Order(site, site / "site", TODAY)
    first = build(order)
    forget()
    second = build(order)
    for report in (first, second):
        (problem,) = report.problems
        path = "content/schools/school-001/theme/posters/announcement.typ.jinja"
        assert (problem.path, problem.code) == (path, "design")
        assert report.held == ()
    assert second.written == 0
    usual, changed = (
        (site / f"site/{code}/announcements/one/poster-a4.pdf").read_bytes()
        for code in ("school-001", "school-002")
    )
    assert "请注意" in words(usual)
    assert "自己" in words(changed)
    assert "请注意" not in words(changed)
    assert (site / "site/school-001/announcements/two/poster-a4.pdf").is_file()
    forget()


# ---- wording ------------------------------------------------------------------------------------


def edition_of(wording: Wording, **traits: Any) -> str:
    """What the library is told of an edition of the sample notice."""
    usual = poster(Attire())
    view: Any = usual.view
    school = view.school.with_own(wording, Attire())
    with OpenPress(THEME) as press:
        one = replace(usual, view=replace(view, school=school), edition=Edition(**traits))
        return press.source(one).edition


def test_a_reading_of_a_schools_own_stands_before_the_dictionarys() -> None:
    own = Wording(readings={"食材": ("x1", "x2")})
    assert '"shí", "cái"' in edition_of(Wording(), has_pinyin=True)
    assert '"x1", "x2"' in edition_of(own, has_pinyin=True)
    assert '"x1", "x2"' in edition_of(
        Wording(readings={"供应": ("x1", "x2")}), has_pinyin=True, is_traditional=True
    )


def test_the_english_of_a_schools_own_is_known_in_both_scripts() -> None:
    own = Wording(english={"总务处": "General Affairs"})
    assert '"总务处": "General Affairs"' in edition_of(own, has_english=True)
    both = edition_of(own, has_english=True, is_traditional=True)
    assert '"總務處": "General Affairs"' in both
    assert '"总务处"' not in both


def test_the_schools_words_stand_before_the_countys_and_a_documents_before_both(
    site: Path,
) -> None:
    put(site, "../wording.yaml", "注音: {单于: dān yú, 调休: tiáo xiū}\n英文: {总务处: Office}\n")
    own = "注音: {单于: chan2 yu2}\n英文: {总务处: General Affairs}\n"
    put(site, "school-001/wording.yaml", own)
    note = NOTE.format(title="单于") + "注音: {调休: x}\n"
    put(site, "school-001/announcements/one.yaml", note)
    assert told(site) == [
        "announcements/one.yaml:5:10: 注音 › 调休：“x”不是一个音节，请写成 xíng 或 xing2。"
    ]
    note = NOTE.format(title="单于") + "注音: {停水: tīng shuǐ}\n"
    put(site, "school-001/announcements/one.yaml", note)
    county = validate_county(read_county(site))
    read = read_school(site, "school-001", county.kinds)
    content = validate_school(read, county, TODAY, "https://a.example/")
    kind = county.kinds["announcement"]
    pages = kind.pages(content.filed["announcement"], content.setting)
    page = next(page for page in pages if page.address.endswith("/one/"))
    wording = wording_of(page.posters[0].view)
    assert wording.readings == {
        "单于": ("chán", "yú"),
        "调休": ("tiáo", "xiū"),
        "停水": ("tīng", "shuǐ"),
    }
    assert wording.english == {"总务处": "General Affairs"}


def test_how_it_is_read_changes_nothing_of_what_a_document_says(site: Path) -> None:
    order = Order(site, site / "site", TODAY, posters=False)
    build(order)
    page = site / "site/school-001/announcements/one/index.html"
    before = page.read_bytes()
    note = NOTE.format(title="停水通知") + "注音: {停水: tīng shuǐ}\n"
    put(site, "school-001/announcements/one.yaml", note)
    build(order)
    assert page.read_bytes() == before


def test_every_dish_of_the_sample_county_has_an_english_name() -> None:
    county = validate_county(read_county(ROOT))
    book: Any = county.shared["menu"]
    names = {dish.name for dish in book.dishes}
    assert len(names) > 300
    assert names <= county.county.wording.english.keys()
