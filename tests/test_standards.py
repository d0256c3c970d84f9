"""Every poster keeps PDF/UA-1 (ISO 14289) and PDF/A-2a (ISO 19005), as independent readers find it.

Typst claims both and refuses what it cannot answer for; here the finished file is read again, by
pikepdf and PDFium, clause by clause as far as a reader can tell. No validator of these standards
can be had from the package registries that this project is set up from.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from tests.generated.documents import as_written
from tests.generated.trial import pages_of
from tests.tagged import elements, is_tag, listed, pieces, spoken
from tests.test_golden import SAMPLES, THEME, kind_of

from gongshi.edition import PLAIN, Edition, Ink
from gongshi.kinds import kinds
from gongshi.printing.week import poster_for
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


# ---- the whole -----------------------------------------------------------------------------------


def test_a_poster_claims_both_standards_and_tells_its_title_and_language(poster: Printed) -> None:
    with poster.open() as pdf:
        with pdf.open_metadata() as about:
            claims = [about[f"pdf{one}"] for one in ("uaid:part", "aid:part", "aid:conformance")]
            assert claims == ["1", "2", "A"]
            assert re.search("[\u4e00-\u9fff]", about["dc:title"])
            assert about["dc:title"] == str(pdf.docinfo["/Title"])
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == ("zh-TW" if poster.edition.is_traditional else "zh-CN")
        assert pdf.Root.MarkInfo.Marked
        assert not pdf.Root.MarkInfo.get("/Suspects", False)
        assert {str(one.S) for one in pdf.Root.OutputIntents} == {"/GTS_PDFA1"}
        assert all("/DestOutputProfile" in one for one in pdf.Root.OutputIntents)


def test_a_poster_is_sound_and_holds_nothing_that_acts(poster: Printed) -> None:
    with poster.open() as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not pdf.is_encrypted
        assert "/ID" in pdf.trailer
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(pdf.Root.keys())
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/URI" in one:
                assert str(one.URI).startswith("https://")
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/JS", "/EF", "/Launch"} & set(one.keys())
                assert str(one.get("/Filter")) not in {"/LZWDecode", "/Crypt"}


def test_every_font_is_embedded_and_tells_which_letters_its_glyphs_are(poster: Printed) -> None:
    with poster.open() as pdf:
        found = [one for one in pdf.objects if _type_of(one) == "/Font"]
        assert found
        for font in found:
            if str(font.Subtype) == "/Type0":
                assert font.ToUnicode.read_bytes()
            else:
                files = {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
                assert len(files) == 1
                assert re.match(r"/[A-Z]{6}\+", str(font.FontDescriptor.FontName))


def _type_of(one: Any) -> str:
    return str(one.get("/Type")) if isinstance(one, pikepdf.Dictionary) else ""


# ---- content and tags ----------------------------------------------------------------------------

DRAWS = frozenset(
    ["Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"]
)


@dataclass(frozen=True)
class Drawn:
    """Something drawn on a page: with which operator, as which piece; None in an artifact."""

    operator: str
    number: int | None
    is_artifact: bool


def drawn(page: pikepdf.Page) -> Iterator[Drawn]:
    """All that is drawn on a page."""
    around: list[tuple[str, int | None]] = []
    for one in pikepdf.parse_content_stream(page):
        operands: Any = one.operands
        name = str(one.operator)
        if name in {"BDC", "BMC"}:
            said = operands[1] if name == "BDC" else None
            number = said.get("/MCID") if isinstance(said, pikepdf.Dictionary) else None
            around.append((str(operands[0]), None if number is None else int(number)))
        elif name == "EMC":
            around.pop()
        elif name in DRAWS:
            numbers = [number for _, number in around if number is not None]
            is_artifact = any(tag == "/Artifact" for tag, _ in around)
            yield Drawn(name, numbers[-1] if numbers else None, is_artifact)
    assert not around


def test_all_that_is_drawn_is_tagged_or_an_ornament_and_never_both(poster: Printed) -> None:
    with poster.open() as pdf:
        for page in pdf.pages:
            for one in drawn(page):
                assert (one.number is not None) is not one.is_artifact, one


def test_the_tags_lead_to_every_piece_of_content_once_in_the_order_it_is_drawn(
    poster: Printed,
) -> None:
    read = [(one.page, one.number) for one in pieces(poster.content) if one.number is not None]
    assert Counter(read).most_common(1)[0][1] == 1
    with poster.open() as pdf:
        for place, page in enumerate(pdf.pages):
            written = list(dict.fromkeys(one.number for one in drawn(page) if not one.is_artifact))
            assert [number for on, number in read if on == place and number in written] == written
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
        assert all(str(note.Contents).strip() for note in notes)
        assert all(str(page.obj.Tabs) == "/S" for page in pdf.pages if "/Annots" in page.obj)


def test_a_poster_begins_with_its_title_and_no_heading_is_skipped(poster: Printed) -> None:
    with poster.open() as pdf:
        roles = [str(element.S) for element in elements(pdf)]
    levels = [int(role[2:]) for role in roles if re.fullmatch("/H[1-6]", role)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


INSIDE = {
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TFoot": {"/TR"},
    "/TR": {"/TH", "/TD"},
    "/L": {"/LI", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
}
"""What may stand in a tag (ISO 32000-1, 14.8.4.3)."""


def test_tables_are_made_of_rows_and_lists_of_items(poster: Printed) -> None:
    with poster.open() as pdf:
        for element in elements(pdf):
            role = str(element.S)
            kids = [str(one.S) for one in listed(element.get("/K")) if is_tag(one)]
            if role in INSIDE:
                assert set(kids) <= INSIDE[role]
            if role == "/TH":
                said = listed(element.get("/A"))
                assert any("/Scope" in one for one in said)


def test_english_is_read_as_english(poster: Printed) -> None:
    with poster.open() as pdf:
        said = {str(element.Lang) for element in elements(pdf) if "/Lang" in element}
        streams = b"".join(page.obj.Contents.read_bytes() for page in pdf.pages)
    spoken_in = {*said, *(one.decode() for one in re.findall(rb"/Lang ?\(([^)]*)\)", streams))}
    assert any(one.startswith("en") for one in spoken_in) is poster.edition.has_english


def test_the_same_poster_in_the_same_edition_has_the_same_bytes(poster: Printed) -> None:
    with Press(THEME) as another:
        assert newly_printed(poster.kind, poster.edition, another).content == poster.content
