"""A county's fonts: which files are taken, and that other scripts are printed well with them."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import typst
from tests.bench.county import make_county
from tests.fonts import county_fonts, font_of
from tests.generated.measuring import faults
from tests.program import run
from tests.test_golden import THEME, setting

from gongshi.build import Order, build, forget
from gongshi.document import Filed, Reading
from gongshi.edition import PLAIN, Edition
from gongshi.errors import Problem, Severity
from gongshi.formats.font import characters
from gongshi.formats.laid_out import Letter, surfaces
from gongshi.kinds import kinds
from gongshi.load import Source, read_source
from gongshi.load import fonts as county_folder
from gongshi.load.fonts import CountyFont, read_fonts
from gongshi.look import Attire
from gongshi.printing.measuring import smallest_type
from gongshi.printing.week import poster_for
from gongshi.publication import Poster
from gongshi.render import fonts as press_fonts
from gongshi.render.fonts import ALONE, SUBSTITUTE, Fonts, Glyphs
from gongshi.render.own import OpenPress
from gongshi.render.poster import Press, Printed
from gongshi.render.typesetter import Typesetter
from gongshi.validate import model_of

DAY = date(2026, 11, 24)
SAMPLE = (Path(__file__).parent / "samples/notice.scripts.yaml").read_bytes()
UYGHUR = "مەكتىپىمىزنىڭ ئاشخانىسى 45 يېڭى ئۈستەل سېتىۋالدى."
TIBETAN = "བསྒྲུབས་པའི་བརྒྱུད་རིམ"


@cache
def tables(raw: bytes) -> dict[bytes, tuple[int, int]]:
    """Where the tables of a font are, and how long."""
    rows = (
        struct.unpack_from(">4sIII", raw, 12 + 16 * number)
        for number in range(struct.unpack_from(">H", raw, 4)[0])
    )
    return {tag: (start, length) for tag, _, start, length in rows}


def broken(raw: bytes, table: bytes) -> bytes:
    """The font with nothing in one of its tables."""
    start, length = tables(raw)[table]
    return raw[:start] + bytes(length) + raw[start + length :]


def forbidden(raw: bytes) -> bytes:
    """The font with a licence that lets nobody embed it."""
    start, _ = tables(raw)[b"OS/2"]
    return raw[: start + 8] + b"\0\2" + raw[start + 10 :]


def poster(text: str, edition: Edition = PLAIN, sheet: str = "A4") -> Poster:
    """The poster of an announcement that says a text."""
    data = {"标题": "通知", "正文": text, "发布日期": "2026-11-20"}
    return posted("announcement", read_source("a.yaml", repr(data).encode()), edition, sheet)


def posted(kind: str, source: Source, edition: Edition = PLAIN, sheet: str = "A4") -> Poster:
    document = model_of(kinds()[kind], source, Reading("one"))
    (page,) = kinds()[kind].pages((Filed("one", document),), setting())
    return poster_for(page, sheet, edition)


def printed(text: str, press: Press, edition: Edition = PLAIN) -> Printed:
    one = poster(text, edition)
    return press.press(one, press.source(one))


def letters_of(made: Printed) -> tuple[Letter, ...]:
    return tuple(one for page in surfaces(made.content) for one in page.letters)


def said_by(made: Printed) -> str:
    """What stands on a poster, without spaces."""
    return "".join("".join(one.text for one in letters_of(made)).split())


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(THEME, fonts=county_fonts()) as made:
        yield made


# ---- files ---------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "content/fonts"
    found.mkdir(parents=True)
    return found


def told(root: Path) -> list[tuple[str, str, Severity]]:
    found = read_fonts(root).problems
    return [(Path(one.path).name, one.saying.zh, one.severity) for one in found]


def test_fonts_are_taken_in_the_order_of_their_names_and_licences_may_stand_beside(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "2.TTF").write_bytes(font_of("Tibetan").read_bytes())
    (folder / "1.otf").write_bytes(font_of("Thai").read_bytes())
    (folder / "OFL.txt").write_text("SIL Open Font License", "utf-8")
    found = read_fonts(tmp_path)
    assert [one.name for one in found.fonts] == ["content/fonts/1.otf", "content/fonts/2.TTF"]
    assert not found.problems
    assert read_fonts(tmp_path / "elsewhere") == county_folder.FontFiles()


def test_what_is_no_font_is_told_and_left_out(folder: Path, tmp_path: Path) -> None:
    raw = font_of("Tibetan").read_bytes()
    (folder / "a.ttf").write_bytes(raw[:20_000])
    (folder / "b.ttf").write_bytes(b"PK\3\4")
    (folder / "c.ttf").write_bytes(broken(raw, b"cmap"))
    (folder / "d.ttf").write_bytes(forbidden(raw))
    (folder / "e.ttc").write_bytes(raw)
    (folder / "f.ttf").mkdir()
    with (folder / "g.ttf").open("wb") as large:
        large.truncate(32_000_001)
    assert not read_fonts(tmp_path).fonts
    damaged = "这不是字体文件，或者已经损坏，海报没有用它；请换一个完好的，或把它移走。"
    licence = "这种字体的许可不许嵌入文件，不能印在海报上；请换一种，或把它移走。"
    assert told(tmp_path) == [
        ("a.ttf", damaged, Severity.ERROR),
        ("b.ttf", damaged, Severity.ERROR),
        ("c.ttf", damaged, Severity.ERROR),
        ("d.ttf", licence, Severity.ERROR),
        (
            "e.ttc",
            "这里只认 .ttf 和 .otf 字体文件；请把这个移走，没有用它。",
            Severity.WARNING,
        ),
        ("f.ttf", "这不是普通文件，没有用；请换成真正的文件。", Severity.WARNING),
        (
            "g.ttf",
            "字体文件太大，最多 32 MB，没有用；请换一个小一些的。",
            Severity.WARNING,
        ),
    ]


def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "content/tibetan.ttf").write_bytes(font_of("Tibetan").read_bytes())
    (folder / "a.ttf").symlink_to(tmp_path / "content/tibetan.ttf")
    (folder / "b.ttf").symlink_to(font_of("Tibetan"))
    link = "字体文件夹里的链接不会打开；请放上真正的文件。"
    assert not read_fonts(tmp_path).fonts
    assert sorted(name for name, *_ in told(tmp_path)) == ["a.ttf", "b.ttf"]
    assert ("a.ttf", link, Severity.WARNING) in told(tmp_path)
    other = tmp_path / "other"
    (other / "content").mkdir(parents=True)
    (other / "content/fonts").symlink_to(font_of("Tibetan").parent)
    assert not read_fonts(other).fonts
    assert told(other) == [("fonts", link, Severity.WARNING)]


def test_there_may_be_so_many(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(county_folder, "_MOST_FILES", 1)
    for name in "ab":
        (folder / f"{name}.ttf").write_bytes(font_of("Yi").read_bytes())
    assert [one.path.name for one in read_fonts(tmp_path).fonts] == ["a.ttf"]
    assert told(tmp_path) == [("b.ttf", "字体文件太多，只用前 16 个，请减少。", Severity.WARNING)]


def test_what_cannot_be_read_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(path: Path) -> bytes:
        raise PermissionError(path)

    (folder / "a.ttf").write_bytes(b"")
    monkeypatch.setattr(Path, "read_bytes", fails)
    assert told(tmp_path) == [("a.ttf", "读不了，没有用；请检查权限和磁盘。", Severity.WARNING)]


# ---- which characters a font has -----------------------------------------------------------------


def font_with(map_: bytes, encoding: int = 3) -> bytes:
    """As much of a font as has a map of characters."""
    head = struct.pack(">4sHHHH4sIII", b"\0\1\0\0", 1, 0, 0, 0, b"cmap", 0, 28, 12 + len(map_))
    return head + struct.pack(">HHHHI", 0, 1, 0, encoding, 12) + map_


@pytest.mark.parametrize(
    ("map_", "runs"),
    [
        (struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, 0x20000, 0x20005, 1), [(0x20000, 0x20005)]),
        (struct.pack(">HHHHHHHH", 6, 16, 0, 100, 3, 5, 0, 7), [(100, 100), (102, 102)]),
        # Two segments by a sum (of which one code comes to no glyph), one by a table with a gap.
        (
            struct.pack(
                ">7H 3H H 3H 3H 3H 2H",
                *(4, 0, 0, 6, 0, 0, 0),
                *(0x41, 0x52, 0xFFFF),
                0,
                *(0x40, 0x50, 0xFFFF),
                *(0x10000 - 0x41, 0, 1),
                *(0, 4, 0),
                *(9, 0),
            ),
            [(0x40, 0x40), (0x50, 0x50)],
        ),
        (struct.pack(">HH", 4, 0), []),
        (struct.pack(">HH", 2, 0), []),
    ],
    ids=["32 bits", "one run", "segments", "cut off", "unknown form"],
)
def test_the_map_of_a_font_says_which_characters_it_has(
    map_: bytes, runs: list[tuple[int, int]]
) -> None:
    assert list(characters(font_with(map_))) == runs
    assert list(characters(font_with(map_, encoding=5))) == []


@pytest.mark.parametrize(
    ("script", "has", "lacks"),
    [("Tibetan", "ཀྲ་", "ئ中"), ("Uyghur", "ئۇېڭ", "ཀ中"), ("Yi", "ꆈꌠ", "ཀ"), ("Thai", "ก", "中")],
)
def test_a_font_is_known_by_what_it_has(script: str, has: str, lacks: str) -> None:
    glyphs = Glyphs.of(font_of(script))
    assert all(one in glyphs for one in has)
    assert not any(one in glyphs for one in lacks)


# ---- printed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [PLAIN, Edition(is_large=True), Edition(has_pinyin=True)])
def test_the_sample_of_several_scripts_is_printed_whole(press: Press, edition: Edition) -> None:
    one = posted("notice", read_source("notice.scripts.yaml", SAMPLE), edition)
    made = press.press(one, press.source(one))
    assert made.missing == ()
    said = said_by(made)
    assert SUBSTITUTE not in said
    assert not list(faults(made.content))
    for line in SAMPLE.decode().splitlines():
        if re.match("  [\u0600-\u06ff\u0f00-\u0fff\u0400-\u04ff]", line):
            letters, heard = (re.sub(r"[\W\d]", "", text) for text in (line, said))
            assert letters in heard
    assert smallest_type(made.content).size > 6


def test_without_its_fonts_the_same_is_printed_with_substitutes_and_told() -> None:
    one = posted("notice", read_source("notice.scripts.yaml", SAMPLE))
    with Press(THEME) as bare:
        source = bare.source(one)
        assert source.edition.endswith(ALONE)
        assert {"ئ", "ཀ", "ң"} <= set(bare.press(one, source).missing)


def test_a_line_that_is_written_to_the_left_begins_at_the_right_and_ends_in_its_full_stop(
    press: Press,
) -> None:
    letters = letters_of(printed(UYGHUR, press))
    uyghur = [one.box for one in letters if re.match("[\u0600-\u06ff]", one.text)]
    last_line = [one.left for one in uyghur if one.top > uyghur[-1].top - 5]
    stop = next(one.box for one in letters if one.text == "." and one.box.top > uyghur[-1].top)
    assert uyghur[0].right == max(one.right for one in uyghur) > 185
    assert stop.left < min(last_line)
    four, five = (next(one.box for one in letters if one.text == sign) for sign in "45")
    assert four.left < five.left


def test_a_line_of_chinese_is_written_to_the_right_whatever_stands_in_it(press: Press) -> None:
    letters = letters_of(printed(f"告诉：ئاشخانا قائىدىسى谢了。{'请留意。' * 60}", press))
    (tell,), (thanks,) = ([one for one in letters if one.text == word] for word in "诉谢")
    uyghur = [one.box for one in letters if re.match("[\u0620-\u06ff]", one.text)]
    assert tell.box.right < min(one.left for one in uyghur)
    assert thanks.box.left > max(one.right for one in uyghur)


def width(text: str, press: Press) -> float:
    boxes = [one.box for one in letters_of(printed(text, press)) if one.text in set(text)]
    return max(one.right for one in boxes) - min(one.left for one in boxes)


def test_letters_are_joined_and_stacked(press: Press) -> None:
    joined, apart = width("بببببببب", press), width("\u200c".join("بببببببب"), press)
    assert joined < 0.7 * apart
    stacked, beside = width("སྒྲ", press), width("སགར", press)
    assert stacked < 0.5 * beside


@pytest.mark.parametrize(
    "text",
    [
        "مەكتەپ ئاشخانىسى " * 40,
        "ئۆزگەرتەلمەيدىغانلىقىمىزدىن" * 12,
        "བསྒྲུབས་པའི་བརྒྱུད་རིམ་" * 30,
        "กฎโรงอาหาร" * 40,
        "көпшілікасханаережесі" * 12,
    ],
    ids=["Uyghur", "a long word", "Tibetan", "Thai", "Kazakh"],
)
def test_long_lines_are_broken_and_never_cut_or_over_one_another(press: Press, text: str) -> None:
    made = printed(text, press)
    assert not made.missing
    assert not list(faults(made.content))
    seen = {round(one.box.top) for one in letters_of(made) if one.text in set(text)}
    assert len(seen) > 2


@pytest.mark.parametrize("is_large", [False, True])
def test_no_line_of_a_title_ends_within_a_word(press: Press, *, is_large: bool) -> None:
    source = read_source("notice.scripts.yaml", SAMPLE)
    for sheet in ("A4", "A3", "phone"):
        one = posted("notice", source, Edition(is_large=is_large), sheet)
        (first, *_) = surfaces(press.proof(one, press.source(one)).content)
        top = max(one.size for one in first.letters)
        title = [one for one in first.letters if one.size == top]
        for word in ("ئاشخانا", "ئۈستىلى", "ئۇقتۇرۇشى"):
            at = "".join(one.text for one in title).index(word)
            boxes = [one.box for one in title[at : at + len(word)]]
            assert max(one.top for one in boxes) < min(one.bottom for one in boxes) + top / 4


def test_a_word_is_set_in_one_font_even_where_the_chinese_one_has_some_of_it(press: Press) -> None:
    made = printed("Мектеп қазақ асхана", press)
    (word,) = {one.run for one in letters_of(made) if one.text in "қз"}
    assert {one.run for one in letters_of(made) if one.text == "п"} != {word}


def test_a_letter_whose_marks_no_font_has_with_it_is_a_substitute(press: Press) -> None:
    made = printed("甲ཀ\u0651乙 国\u0f72 丙", press)
    assert set(made.missing) == {"ཀ", "\u0651", "\u0f72"}
    assert "甲〓乙〓丙" in said_by(made)
    whole = printed('甲\u0f72 "\u0f72\u200d\u0f72\\n\u0f72\n\u0f72 乙', press)
    assert said_by(whole)


def test_what_typst_refuses_all_the_same_is_printed_without_the_countys_fonts(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_as_pdf = Typesetter.pdf

    def refused(self: Typesetter, main: str, edition: str, finished: dict[str, bytes]) -> object:
        if not edition.endswith(ALONE):
            raise typst.TypstError("could not be displayed", "could not be displayed")
        return set_as_pdf(self, main, edition, finished)

    monkeypatch.setattr(Typesetter, "pdf", refused)
    assert "ཀ" in printed("ཀ", press).missing


# ---- keys ----------------------------------------------------------------------------------------


def fonts_of(*scripts: str) -> tuple[CountyFont, ...]:
    return tuple(CountyFont(font_of(one), one) for one in scripts)


def key(text: str, fonts: tuple[CountyFont, ...]) -> str:
    one = poster(text)
    with Press(THEME, fonts=fonts) as made:
        return made.key(made.source(one))


def test_a_poster_is_printed_anew_for_a_font_that_it_needs_and_no_other() -> None:
    tibetan, both = fonts_of("Tibetan"), fonts_of("Tibetan", "Thai")
    changed = (replace(tibetan[0], digest="other"),)
    assert key("食堂", ()) == key("食堂", both)
    assert len({key("ཀ", ()), key("ཀ", tibetan), key("ཀ", changed)}) == 3
    assert key("ཀ", tibetan) == key("ཀ", both) == key("ཀ", tibetan)


def test_fonts_of_one_name_are_one_family() -> None:
    with_bold = (*fonts_of("Uyghur"), CountyFont(_bold(), "bold"))
    fonts = Fonts(with_bold)
    assert fonts.scripts("ئ").count('"font"') == 1
    assert [one.name for one in fonts._families] == ["Scheherazade"]
    fonts.close()


def _bold() -> Path:
    return font_of("Uyghur").with_name("Scheherazade-Bold.ttf")


def test_a_font_that_adds_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press_fonts, "_house", lambda: Glyphs((0,), (0x10FFFF,)))
    fonts = Fonts(fonts_of("Yi"))
    assert fonts.folder is None
    assert not fonts.faults
    fonts.close()


def test_no_copy_of_a_font_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Press(THEME, fonts=fonts_of("Yi")) as made:
        printed("ꆈꌠ", made)
        assert list(tmp_path.glob("gongshi-fonts-*"))
    assert not list(tmp_path.iterdir())
    Fonts().close()


# ---- fonts that Typst cannot use -----------------------------------------------------------------


@pytest.mark.parametrize("table", [b"name", b"hhea"])
def test_a_font_in_which_nothing_can_be_set_is_told_and_posters_do_without_it(
    tmp_path: Path, table: bytes
) -> None:
    path = tmp_path / "tibetan.ttf"
    path.write_bytes(broken(font_of("Thai").read_bytes(), table))
    with OpenPress(THEME, (CountyFont(path, "1"), *fonts_of("Uyghur"))) as made:
        found = printed("ก ئ", made)
        assert found.missing == ("ก",)
        (fault,) = made.faults(setting().school)
        assert str(fault) == (
            "content/fonts/tibetan.ttf:1:1: 用这个字体排不出字（可能已经损坏），海报没有用它；"
            "请换一个完好的，或把它移走。"
        )


def test_a_font_that_is_gone_meanwhile_is_told(tmp_path: Path) -> None:
    with OpenPress(THEME, (CountyFont(tmp_path / "gone.ttf", "1"),)) as made:
        assert printed("ก", made).missing == ("ก",)
        (fault,) = made.faults(setting().school)
    assert fault.saying.zh == "读不了，海报没有用它；请检查权限和磁盘。"


# ---- a site --------------------------------------------------------------------------------------


NOTE = "标题: {title}\n正文: 请大家注意。\n发布日期: 2026-11-23\n长期张贴: 是\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A school with a notice in Chinese and one that is Tibetan too."""
    root = tmp_path / "county"
    make_county(root, schools=1, weeks=0)
    shelf = root / "content/schools/school-001/announcements"
    shelf.mkdir()
    (shelf / "chinese.yaml").write_text(NOTE.format(title="停水通知"), "utf-8")
    (shelf / "tibetan.yaml").write_text(NOTE.format(title="通知 གསལ་བསྒྲགས"), "utf-8")
    return root


def built(root: Path) -> tuple[Problem, ...]:
    forget()
    return build(Order(root, root / "site", DAY)).problems


def put(root: Path, name: str, raw: bytes) -> None:
    (root / "content/fonts").mkdir(exist_ok=True)
    (root / "content/fonts" / name).write_bytes(raw)


def posters_of(root: Path) -> dict[str, bytes]:
    shelf = root / "site/school-001/announcements"
    return {one: (shelf / one / "poster-a4.pdf").read_bytes() for one in ("chinese", "tibetan")}


def test_a_county_puts_a_font_into_its_folder_and_its_posters_are_printed_with_it(
    site: Path,
) -> None:
    assert {one.code for one in built(site)} == {"missing-glyph"}
    before = posters_of(site)
    put(site, "tibetan.ttf", font_of("Tibetan").read_bytes())
    assert not built(site)
    after = posters_of(site)
    assert after["chinese"] == before["chinese"]
    assert "གསལ་བསྒྲགས" in "".join(
        one.text for page in surfaces(after["tibetan"]) for one in page.letters
    )
    times = {path: path.stat().st_mtime_ns for path in site.rglob("poster-*.pdf")}
    assert not built(site)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("poster-*.pdf")} == times
    os.remove(site / "content/fonts/tibetan.ttf")  # noqa: PTH107
    assert {one.code for one in built(site)} == {"missing-glyph"}
    assert posters_of(site) == before


def test_a_broken_font_is_told_by_its_file_and_the_posters_are_made(site: Path) -> None:
    put(site, "tibetan.ttf", font_of("Tibetan").read_bytes()[:9000])
    problems = built(site)
    (font,) = (one for one in problems if one.code == "font")
    assert str(font).startswith("content/fonts/tibetan.ttf:1:1: 这不是字体文件，或者已经损坏")
    assert posters_of(site)
    ran = run("check", site, "--today", DAY, "--no-posters")
    assert (ran.status, "content/fonts/tibetan.ttf" in ran.said) == (1, True)


def test_check_says_where_the_county_can_put_a_font(site: Path) -> None:
    ran = run("check", site, "--today", DAY, lang="en")
    assert "The county can put a font that has them into content/fonts." in ran.said
    put(site, "tibetan.ttf", font_of("Tibetan").read_bytes())
    assert "content/fonts" not in run("check", site, "--today", DAY, lang="en").said


def test_a_schools_own_design_is_printed_with_the_fonts_of_its_county() -> None:
    own = '<% extends "theme:announcement.typ.jinja" %>'
    one = poster("ཀ")
    attire = Attire(templates={"announcement.typ.jinja": own})
    school = one.view.school.with_own(one.view.school.wording, attire)  # type: ignore[union-attr]
    worn = replace(one, view=replace(one.view, school=school))  # type: ignore[arg-type]
    with OpenPress(THEME, fonts_of("Tibetan")) as made:
        source = made.source(worn)
        assert source.is_own
        assert made.press(worn, source).missing == ()
        assert made.faults(school) == ()
