"""Every poster keeps PDF/UA-1 (ISO 14289) and PDF/A-2a (ISO 19005), and is read as it should be.

Typst claims both and refuses what it cannot answer for; the finished file is given to a validator
of both. What no validator can tell (in what order a poster is read and in which language, whether
pages find their tags again) is read here by pikepdf and PDFium.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from typing import Any

import pikepdf
import pytest
from pikepdf import ObjectStreamMode
from tests.generated.documents import as_written
from tests.generated.trial import pages_of
from tests.tagged import elements, listed, pieces, read_aloud, spoken
from tests.test_golden import SAMPLES, THEME, kind_of
from tests.validator import broken_rules

from gongshi.edition import PLAIN, Edition, Ink
from gongshi.formats.pdf import Part, put_together, sheets_in, with_bleed, with_clear_ends
from gongshi.kinds import kinds
from gongshi.kinds.campaign.words import Design
from gongshi.printing.week import poster_for
from gongshi.publication import Page, Poster
from gongshi.render.poster import Press

OTHERS = (
    Edition(Ink.MONO, is_large=True),
    Edition(Ink.SAVING, has_pinyin=True),
    Edition(is_traditional=True, has_english=True),
)


@dataclass(frozen=True)
class Printed:
    """A poster: the kind it is of, its edition, its bytes."""

    kind: str
    edition: Edition
    content: bytes

    def __str__(self) -> str:
        return f"{self.kind} {self.edition.label}"

    @contextmanager
    def open(self) -> Iterator[pikepdf.Pdf]:
        with pikepdf.open(io.BytesIO(self.content)) as pdf:
            yield pdf


CASES = [
    pytest.param(
        (kind, edition),
        id=f"{kind}-{'-'.join(edition.traits) or 'plain'}",
        marks=pytest.mark.xdist_group(f"standards-{kind}"),
    )
    for place, kind in enumerate(kinds())
    for edition in (PLAIN, OTHERS[place % len(OTHERS)])
]
"""Each kind as the site has it, and in one of the other editions."""


@pytest.fixture(params=CASES)
def poster(request: pytest.FixtureRequest) -> Printed:
    return printed(*request.param)


@cache
def printed(kind: str, edition: Edition) -> Printed:
    """The poster of the first page of a kind's first sample, on A4."""
    return newly_printed(kind, edition, press())


@cache
def press() -> Press:
    return Press(THEME)


def newly_printed(kind: str, edition: Edition, press: Press) -> Printed:
    sample = next(one for one in SAMPLES if kind_of(one) == kind)
    poster = poster_for(pages_of(as_written(sample))[0], "A4", edition)
    return Printed(kind, edition, press.press(poster, press.source(poster)).content)


def pages(sample: str, **changed: str) -> list[Page]:
    """The pages of a sample by its name, some of its values changed."""
    written = as_written(next(one for one in SAMPLES if one.stem == sample))
    return pages_of(
        replace(written, files={name: {**data, **changed} for name, data in written.files.items()})
    )


def as_pdf(poster: Poster) -> bytes:
    return press().press(poster, press().source(poster)).content


# ---- the standards -------------------------------------------------------------------------------


def test_a_poster_keeps_both_standards(poster: Printed) -> None:
    assert broken_rules(poster.content) == []


@pytest.mark.parametrize("design", list(Design))
def test_a_campaign_keeps_both_standards_in_every_design(design: Design) -> None:
    made = poster_for(pages("campaign", 海报设计=design.label)[0], "A4", OTHERS[2])
    assert broken_rules(as_pdf(made)) == []


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize("address", ["menus/2026-W47/", "menus/2026-11/", "menus/2026-11-16/"])
def test_menus_of_a_week_a_month_and_a_day_keep_both_standards_and_are_read_to_their_foot(
    address: str, *, upright: bool
) -> None:
    page = next(one for one in pages("menu") if one.address == address)
    made = as_pdf(poster_for(page, "A4", upright=upright))
    assert broken_rules(made) == []
    assert is_read_to_its_foot(made)


@pytest.mark.parametrize("sheet", ["A3", "A2", "A1"])
def test_a_poster_on_larger_paper_or_on_several_sheets_keeps_both_standards(sheet: str) -> None:
    made = as_pdf(poster_for(pages("rule.long")[0], sheet, OTHERS[0]))
    assert broken_rules(made) == []
    assert sheets_in(made) > 1


def test_posters_put_together_or_given_a_bleed_keep_both_standards() -> None:
    made = [printed(kind, PLAIN).content for kind in ("menu", "notice", "campaign", "register")]
    assert broken_rules(put_together([Part(one, "海报") for one in made])) == []
    for one in made:
        assert broken_rules(with_bleed(one)) == []


def _without_a_description(pdf: pikepdf.Pdf) -> None:
    del next(one for one in elements(pdf) if str(one.S) == "/Figure").Alt


def _with_a_skipped_heading(pdf: pikepdf.Pdf) -> None:
    next(one for one in elements(pdf) if str(one.S) == "/H2").S = pikepdf.Name.H3


def _with_a_row_too_short(pdf: pikepdf.Pdf) -> None:
    row = next(one for one in elements(pdf) if str(one.S) == "/TBody").K[0]
    row.K = pikepdf.Array(list(row.K)[:-1])


def _with_a_drawing_of_no_tag(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"q 0 0 10 10 re f Q")


def _without_a_font(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for file in {"/FontFile2", "/FontFile3"} & set(one.keys()):
                del one[file]


def _with_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")


@pytest.mark.parametrize(
    "breaking",
    [
        _without_a_description,
        _with_a_skipped_heading,
        _with_a_row_too_short,
        _with_a_drawing_of_no_tag,
        _without_a_font,
        _with_a_script,
    ],
    ids=lambda one: one.__name__.strip("_"),
)
def test_what_is_broken_on_purpose_is_found(breaking: Callable[[pikepdf.Pdf], None]) -> None:
    whole = as_pdf(poster_for(pages("notice")[0], "A4"))
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        breaking(pdf)
        made = io.BytesIO()
        pdf.save(made)
    assert broken_rules(made.getvalue())


def test_a_stream_that_ends_in_a_carriage_return_is_as_long_as_it_says() -> None:
    kept, packed = io.BytesIO(), io.BytesIO()
    with printed("rule", PLAIN).open() as pdf:
        pdf.pages[0].contents_add(b"q Q\r")
        pdf.save(kept, compress_streams=False, object_stream_mode=ObjectStreamMode.disable)
        pdf.save(packed, compress_streams=False, object_stream_mode=ObjectStreamMode.generate)
    (broken,) = broken_rules(kept.getvalue())
    assert "STREAM-LENGTH" in broken
    clear = with_clear_ends(kept.getvalue())
    assert broken_rules(clear) == []
    with pikepdf.open(io.BytesIO(clear)) as pdf:
        assert pdf.check_pdf_syntax() == []
    assert with_clear_ends(packed.getvalue()) == packed.getvalue()


# ---- what is said of the whole -------------------------------------------------------------------


def test_a_poster_tells_its_title_and_language(poster: Printed) -> None:
    with poster.open() as pdf:
        with pdf.open_metadata() as about:
            assert re.search("[\u4e00-\u9fff]", about["dc:title"])
            assert about["dc:title"] == str(pdf.docinfo["/Title"])
        assert str(pdf.Root.Lang) == ("zh-TW" if poster.edition.is_traditional else "zh-CN")


# ---- how it is read ------------------------------------------------------------------------------


def test_the_tags_lead_to_every_piece_of_content_once_in_the_order_it_is_drawn(
    poster: Printed,
) -> None:
    read = [(one.page, one.number) for one in pieces(poster.content) if one.number is not None]
    assert Counter(read).most_common(1)[0][1] == 1
    with poster.open() as pdf:
        for place, page in enumerate(pdf.pages):
            drawn = re.findall(rb"/MCID (\d+)", page.obj.Contents.read_bytes())
            assert [number for on, number in read if on == place] == [int(one) for one in drawn]
    assert set(spoken(poster.content)) <= set(read)


def test_pages_find_their_tags_again(poster: Printed) -> None:
    with poster.open() as pdf:
        numbers = dict(pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree))
        for page in pdf.pages:
            for number, element in enumerate(numbers[int(page.obj.StructParents)]):
                if element is not None:
                    inside = listed(element.get("/K"))
                    own = [int(one) for one in inside if not isinstance(one, pikepdf.Dictionary)]
                    other = [int(one.MCID) for one in inside if _names_a_piece(one)]
                    assert number in {*own, *other}


def _names_a_piece(one: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/MCID" in one


def test_a_poster_is_read_from_its_head_over_its_content_to_its_foot(poster: Printed) -> None:
    assert is_read_to_its_foot(poster.content)


def is_read_to_its_foot(content: bytes) -> bool:
    """Whether little is read before the title, and little after the imprint begins."""
    before = takewhile(lambda one: "H1" not in one.tags, pieces(content))
    after = re.split("[内內]容校[验驗]", read_aloud(content))[-1]
    return sum(len(one.says) for one in before) <= MOST_BEFORE and len(after) <= MOST_AFTER


MOST_BEFORE, MOST_AFTER = 60, 160
"""How many characters: who publishes it, which sheet it is; the checksum, what the code is for."""


# ---- what the tags say ---------------------------------------------------------------------------


def test_every_picture_says_what_it_shows_and_every_link_where_it_leads(poster: Printed) -> None:
    with poster.open() as pdf:
        for element in elements(pdf):
            if str(element.S) in {"/Figure", "/Formula"}:
                assert str(element.Alt).strip()
        leads = [str(one.tags[-1]) for one in pieces(poster.content) if one.number is None]
        assert set(leads) <= {"Link"}
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
        assert len(leads) == len(notes) > 0
        assert all(str(note.A.URI).startswith("https://") for note in notes)


def test_the_heads_of_a_table_say_what_they_are_the_heads_of(poster: Printed) -> None:
    with poster.open() as pdf:
        for element in elements(pdf):
            if str(element.S) == "/TH":
                assert any("/Scope" in one for one in listed(element.get("/A")))


ENGLISH = re.compile(r"(?<![\w@.])[A-Za-z]*[g-z][a-z]{3,}")
"""A word of English; not an address, nor a checksum."""


def test_english_is_read_as_english_and_chinese_as_chinese(poster: Printed) -> None:
    read = list(pieces(poster.content))
    chinese = [one for one in read if re.search("[\u4e00-\u9fff]", one.says)]
    english = [one for one in read if ENGLISH.search(one.says)]
    assert [one for one in chinese if not one.language.startswith("zh")] == []
    assert [one for one in english if not one.language.startswith("en")] == []
    assert bool(english) is poster.edition.has_english


def test_the_same_poster_in_the_same_edition_has_the_same_bytes(poster: Printed) -> None:
    with Press(THEME) as another:
        assert newly_printed(poster.kind, poster.edition, another).content == poster.content
