"""Every kind's posters on every sheet and in every edition: whole, legible, with their code.

Each sheet and each edition is printed once a kind, another pair of them for each kind, from all of
its samples in turn. How beautiful they are, only eyes can tell.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

import pikepdf
import pytest
import yaml
from PIL import Image, ImageChops
from tests.fonts import county_fonts
from tests.test_golden import SAMPLES, THEME, documents_in, kind_of, setting
from tests.test_posters import scanned
from tests.validator import broken_rules

from gongshi.document import Document, Filed
from gongshi.edition import PLAIN, Edition, Ink
from gongshi.kinds import kinds
from gongshi.publication import CountySetting, Page, Poster, Setting
from gongshi.render.fonts import SUBSTITUTE
from gongshi.render.poster import Press, Printed
from gongshi.render.wording import traditional

SHEETS = ("A4", "phone", "A2", "screen", "A1", "A3")
EDITIONS = (
    Edition(ink=Ink.MONO),
    Edition(has_pinyin=True),
    PLAIN,
    Edition(has_english=True),
    Edition(ink=Ink.SAVING),
    Edition(is_large=True),
    Edition(is_traditional=True),
)
SMALL_PRINT = 0.7
LEAST, LEAST_LARGE = 9.0, 18.0
"""The smallest type in points: of a foot, and of all but the foot in large print."""
SCANNED_AT = {"A4": 100, "A3": 100, "A2": 70, "A1": 50}
"""Dots an inch at which a code must be read: it is larger on larger sheets."""
FOOT = 200
"""How many characters the foot of a sheet may have in smaller type than the rest."""


@dataclass(frozen=True)
class Case:
    """A kind's poster on one sheet in one edition."""

    kind: str
    place: int

    @property
    def sheet(self) -> str:
        return SHEETS[self.place % len(SHEETS)]

    @property
    def edition(self) -> Edition:
        """Beginning elsewhere for each kind, so that they meet other sheets."""
        return EDITIONS[(self.place + sorted(kinds()).index(self.kind)) % len(EDITIONS)]

    @property
    def is_on_paper(self) -> bool:
        return self.sheet.startswith("A")

    @property
    def poster(self) -> Poster:
        found = posters_of(self.kind)
        poster = found[self.place % len(found)]
        return replace(poster, paper=poster.paper.on(self.sheet), edition=self.edition)

    def __str__(self) -> str:
        return "-".join((self.kind, self.sheet, *self.edition.traits))


CASES = [Case(kind, place) for kind in sorted(kinds()) for place in range(len(EDITIONS))]


def every(*cases: Case) -> pytest.MarkDecorator:
    """A test of each case; those of one kind are run by one worker, which prints each once."""
    named = (pytest.param(one, marks=pytest.mark.xdist_group(one.kind)) for one in cases)
    return pytest.mark.parametrize("case", [*named], ids=str)


@cache
def posters_of(kind: str) -> tuple[Poster, ...]:
    """One poster of each template of a kind on paper, from each of its samples."""
    found: dict[tuple[str, str], Poster] = {}
    for sample in (path for path in SAMPLES if kind_of(path) == kind):
        for page in pages_from(kind, documents_in(sample)):
            for poster in page.posters:
                if poster.paper.is_printed:
                    found.setdefault((sample.stem, poster.template), poster)
    return tuple(found.values())


def pages_from(kind: str, documents: Mapping[str, tuple[Filed[Document], ...]]) -> Iterator[Page]:
    """A kind's pages of a school with these documents, and those of a county with that school."""
    here: Setting = replace(setting(), documents=documents)
    filed = documents.get(kind, ())
    tally = kinds()[kind].tally(filed, here)
    county = CountySetting(here.county, here.calendar, here.today, here.site)
    own = kinds()[kind].county_pages(((here.school, tally),), county) if tally is not None else ()
    return chain(kinds()[kind].pages(filed, here), own)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests, as in a build."""
    with Press(THEME, fonts=county_fonts()) as press:
        yield press


@cache
def printed(press: Press, case: Case) -> Printed:
    """The poster of a case."""
    poster = case.poster
    return press.press(poster, press.source(poster))


def words(content: bytes) -> str:
    """The text of a PDF without any space."""
    read = ["pdftotext", "-raw", "-", "-"]
    text = subprocess.run(read, input=content, capture_output=True, check=True).stdout.decode()
    return "".join(text.split())


def pictures(made: Printed, case: Case, folder: Path) -> Iterator[Image.Image]:
    """What is seen: the pictures themselves, or small ones of a PDF's pages."""
    if not case.is_on_paper:
        yield from (Image.open(io.BytesIO(one)) for one in (made.content, *made.more))
        return
    (folder / "it.pdf").write_bytes(made.content)
    subprocess.run(["pdftoppm", "-r", "36", folder / "it.pdf", folder / "it"], check=True)
    yield from map(Image.open, sorted(folder.glob("it*.ppm")))


@every(*CASES)
def test_it_fits_in_type_that_is_read_and_has_every_character(press: Press, case: Case) -> None:
    made = printed(press, case)
    assert made.fits
    assert made.scale >= SMALL_PRINT
    assert made.missing == ()
    if case.is_on_paper:
        assert SUBSTITUTE not in words(made.content)


@every(*CASES)
def test_its_code_leads_to_its_page(press: Press, case: Case, tmp_path: Path) -> None:
    dots = SCANNED_AT.get(case.sheet)
    assert scanned(tmp_path, printed(press, case).content, dots) == [case.poster.view.url]


@every(*(case for case in CASES if case.edition.ink is Ink.MONO))
def test_black_and_white_has_no_colour(press: Press, case: Case, tmp_path: Path) -> None:
    for picture in pictures(printed(press, case), case, tmp_path):
        red, green, blue = picture.convert("RGB").split()
        assert not ImageChops.difference(red, green).getbbox()
        assert not ImageChops.difference(green, blue).getbbox()


@every(*(case for case in CASES if case.is_on_paper))
def test_it_is_accessible_and_made_to_last(press: Press, case: Case) -> None:
    assert broken_rules(printed(press, case).content) == []


@every(*(case for case in CASES if case.is_on_paper))
def test_nothing_stands_beyond_the_edge_of_its_sheet(press: Press, case: Case) -> None:
    read = ["pdftotext", "-bbox", "-", "-"]
    made = printed(press, case).content
    found = subprocess.run(read, input=made, capture_output=True, check=True).stdout.decode()
    for page in found.split("<page ")[1:]:
        width, height = (float(one) for one in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for box in re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)"', page):
            left, top, right, bottom = map(float, box)
            assert left >= 0, page
            assert right <= width, page
            assert top >= 0, page
            assert bottom <= height, page


@every(*(case for case in CASES if case.is_on_paper and not case.edition.has_pinyin))
def test_nothing_is_set_too_small_to_be_read(press: Press, case: Case) -> None:
    least = LEAST_LARGE if case.edition.is_large else LEAST
    with pikepdf.open(io.BytesIO(printed(press, case).content)) as pdf:
        for page in pdf.pages:
            sizes = letters_by_size(page)
            assert min(sizes) >= LEAST - 0.01
            assert sum(many for size, many in sizes.items() if size < least - 0.01) <= FOOT


def letters_by_size(page: pikepdf.Page) -> dict[float, int]:
    """How many letters of a page are set in which size, in points; two bytes are a letter."""
    found: dict[float, int] = {}
    size = 0.0
    for one in pikepdf.parse_content_stream(page):
        if str(one.operator) == "Tf":
            size = round(float(one.operands[1]), 2)
        if str(one.operator) in {"Tj", "TJ"}:
            runs = one.operands[0] if str(one.operator) == "TJ" else one.operands
            many = sum(len(bytes(run)) // 2 for run in runs if isinstance(run, pikepdf.String))
            found[size] = found.get(size, 0) + many
    return found


@every(*(case for case in CASES if case.edition.is_traditional and case.is_on_paper))
def test_traditional_characters_stand_for_all(press: Press, case: Case) -> None:
    text = words(printed(press, case).content)
    assert traditional(text) == text


@every(*(case for case in CASES if case.edition.has_pinyin and case.is_on_paper))
def test_characters_have_their_readings(press: Press, case: Case) -> None:
    text = words(printed(press, case).content)
    assert len(re.findall("[āáǎàēéěèīíǐìōóǒòūúǔù]", text)) > 20


@every(*(case for case in CASES if case.edition.has_english and case.is_on_paper))
def test_what_has_english_says_it(press: Press, case: Case) -> None:
    text = words(printed(press, case).content)
    english = yaml.safe_load((THEME / "posters/english.yaml").read_text("utf-8"))
    told = {said for said in english.values() if "".join(said.split()) in text}
    assert told


# ---- sheets of posted documents ------------------------------------------------------------------


def board_poster(sample: str) -> Poster:
    """The poster of a sample on A4."""
    path = next(one for one in SAMPLES if one.stem == sample)
    page = next(pages_from(kind_of(path), documents_in(path)))
    return next(one for one in page.posters if one.paper.sheet == "A4")


def test_a_daily_check_hangs_on_one_sheet(press: Press) -> None:
    poster = board_poster("inspection.daily")
    made = press.press(poster, press.source(poster))
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert len(pdf.pages) == 1


def test_what_takes_more_sheets_than_were_planned_is_said_not_to_fit() -> None:
    poster = board_poster("rule.long")
    with Press(THEME) as press:
        assert press.press(poster, press.source(poster)).fits
    with Press(THEME) as press:
        name, high = "library/flow.typ", b"measure(block(width: width, body)).height"
        assert high in press._library[name]
        press._library[name] = press._library[name].replace(high, b".6 * " + high)
        assert not press.press(poster, press.source(poster)).fits
