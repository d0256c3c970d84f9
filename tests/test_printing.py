"""Printing: what hangs and comes down, posters glued from sheets, a week in one file."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import sync_playwright
from tests.bench.county import make_county
from tests.program import run
from tests.validator import broken_rules

from gongshi.build import Order as BuildOrder
from gongshi.build import build
from gongshi.cli.printing import posters_command
from gongshi.edition import PLAIN, Edition, Ink
from gongshi.formats.pdf import Part, put_together, sheets_in
from gongshi.load import read_county, read_school
from gongshi.paper import SIZES, Size
from gongshi.printing.files import CENTRE, file_of
from gongshi.printing.pack import Wish
from gongshi.printing.printshop import Order, Printshop
from gongshi.printing.sheets import MARGIN, OVERLAP, tiling_of
from gongshi.printing.week import Move, poster_for, wall_of
from gongshi.render.typesetter import Typesetter
from gongshi.validate import SchoolContent, validate_county, validate_school
from gongshi.week import Week

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 22)
SITE = "https://gongshi.qinghe.example/"
THIS = Week(2026, 47)
PRIMARY = "qinghe-primary"
MONO = Edition(Ink.MONO)


@pytest.fixture(scope="module")
def schools() -> dict[str, SchoolContent]:
    county = validate_county(files := read_county(ROOT))
    return {
        code: validate_school(read_school(ROOT, code, county.kinds), county, TODAY, SITE)
        for code in files.schools
    }


@pytest.fixture(scope="module")
def shop() -> Iterator[Printshop]:
    with Printshop(Order(ROOT, PRIMARY, TODAY, ROOT / "no-such-site")) as made:
        yield made


def hanging(content: SchoolContent, kind: str, week: Week = THIS) -> list[str]:
    found = content.kinds[kind].hanging(content.filed[kind], content.setting, week)
    return [one.address for one in found]


# ---- what hangs ----------------------------------------------------------------------------------


def test_the_menu_of_the_week_hangs_and_that_of_the_week_before_comes_down(
    schools: dict[str, SchoolContent],
) -> None:
    wall = wall_of(schools[PRIMARY], THIS)
    assert hanging(schools[PRIMARY], "menu") == ["menus/2026-W47/"]
    assert "menus/2026-W46/" in {one.page.address for one in wall.comes_down}


def test_a_notice_hangs_in_every_week_that_its_period_meets_and_in_no_other(
    schools: dict[str, SchoolContent],
) -> None:
    for content in schools.values():
        for item in content.filed["notice"]:
            span = item.document.span(content.setting)  # type: ignore[attr-defined]
            address = f"notices/{item.slug}/"
            days = [span.starts + timedelta(n) for n in range((span.ends - span.starts).days + 1)]
            weeks = {Week.of(day) for day in days}
            around = {*weeks, min(weeks).previous, max(weeks).next}
            assert {one for one in around if address in hanging(content, "notice", one)} == weeks


@pytest.mark.parametrize("number", range(36, 50))
def test_of_each_place_and_level_the_newest_inspection_hangs_and_no_stale_one(
    schools: dict[str, SchoolContent], number: int
) -> None:
    week = Week(2026, number)
    for content in schools.values():
        filed = {f"inspections/{item.slug}/": item for item in content.filed["inspection"]}
        hung = [filed[address] for address in hanging(content, "inspection", week)]

        def key(item: object) -> tuple[object, ...]:
            one = item.document  # type: ignore[attr-defined]
            return one.where, one.subject, one.rank

        assert max(Counter(map(key, hung)).values(), default=1) == 1
        for item in hung:
            day = item.document.on  # type: ignore[attr-defined]
            assert day <= week.sunday
            assert not [
                other
                for other in filed.values()
                if key(other) == key(item) and day < other.document.on <= week.sunday  # type: ignore[attr-defined]
            ]


def test_of_accounts_and_hazard_reports_the_newest_finished_month_hangs(
    schools: dict[str, SchoolContent],
) -> None:
    content = schools[PRIMARY]
    assert hanging(content, "account") == ["accounts/2026-10/"]
    assert hanging(content, "hazard_report") == ["hazards/2026-10/"]
    assert hanging(content, "hazard_report", Week(2026, 44)) == ["hazards/2026-09/"]


def test_a_rule_hangs_for_a_fortnight_or_for_as_long_as_it_holds_where_it_says_so(
    schools: dict[str, SchoolContent],
) -> None:
    content = schools[PRIMARY]
    kind = content.kinds["rule"]
    filed = content.filed["rule"]
    rule = next(item for item in filed if item.slug == "visitors")
    starts = rule.document.starts  # type: ignore[attr-defined]
    begins = Week.of(starts)
    address = "rules/visitors/"
    assert address in hanging(content, "rule", begins)
    assert address not in hanging(content, "rule", begins.previous)
    assert address not in hanging(content, "rule", Week.of(starts + timedelta(21)))
    hung = tuple(
        type(item)(item.slug, item.document.model_copy(update={"hung": True})) for item in filed
    )
    found = [one.address for one in kind.hanging(hung, content.setting, THIS)]
    assert address in found
    assert "rules/canteen-2021/" not in found  # another took its place


def test_registers_do_not_fill_the_board(schools: dict[str, SchoolContent]) -> None:
    assert all(not hanging(content, "register") for content in schools.values())


@pytest.mark.parametrize("number", range(37, 50))
def test_what_comes_down_hung_the_week_before_and_what_is_new_did_not(
    schools: dict[str, SchoolContent], number: int
) -> None:
    week = Week(2026, number)
    for content in schools.values():
        wall, before = wall_of(content, week), wall_of(content, week.previous)
        now = {one.page.address for one in wall.hangs}
        then = {one.page.address for one in before.hangs}
        assert {one.page.address for one in wall.comes_down} == then - now
        new = {one.page.address for one in wall.hangs if one.move is Move.PUT_UP}
        assert new == now - then
        assert {one.page.address for one in wall.fresh} >= new


def test_what_hangs_does_not_depend_on_the_day_of_asking(
    schools: dict[str, SchoolContent],
) -> None:
    county = validate_county(read_county(ROOT))
    read = read_school(ROOT, PRIMARY, county.kinds)
    later = validate_school(read, county, TODAY + timedelta(9), SITE)
    for week in (THIS, THIS.previous):
        assert [one.page.address for one in wall_of(later, week).hangs] == [
            one.page.address for one in wall_of(schools[PRIMARY], week).hangs
        ]


def test_boards_are_walked_one_after_the_other(schools: dict[str, SchoolContent]) -> None:
    for content in schools.values():
        boards = [one.board for one in wall_of(content, THIS).hangs]
        changes = sum(one != other for one, other in pairwise(boards))
        assert changes == len(set(boards)) - 1


@pytest.mark.parametrize("paper", ["A4", "A3", "A2", "A1", "screen", "phone"])
def test_a_poster_is_laid_out_for_the_paper_or_taken_as_it_stands_beside_its_page(
    schools: dict[str, SchoolContent], paper: str
) -> None:
    for content in schools.values():
        for sheet in wall_of(content, THIS).hangs:
            page = sheet.page
            chosen = poster_for(page, paper)
            assert chosen.paper.sheet == paper
            own = [one for one in page.posters if one.paper.sheet == paper]
            assert not own or chosen in own
            assert file_of(page, chosen).startswith(page.address if own else CENTRE)


def test_the_files_of_a_poster_have_places_of_their_own(schools: dict[str, SchoolContent]) -> None:
    page = wall_of(schools[PRIMARY], THIS).hangs[0].page
    large = Edition(Ink.MONO, is_large=True)
    asked = [("A4", PLAIN), ("A2", PLAIN), ("A4", MONO), ("A4", large), ("screen", PLAIN)]
    assert [file_of(page, poster_for(page, paper, one)) for paper, one in asked] == [
        "menus/2026-W47/poster-a4.pdf",
        "print/menus-2026-W47-a2.pdf",
        "print/menus-2026-W47-a4-mono.pdf",
        "print/menus-2026-W47-a4-mono-large.pdf",
        "print/menus-2026-W47-screen.png",
    ]


# ---- sheets --------------------------------------------------------------------------------------

sizes = st.builds(Size, st.floats(215, 900), st.floats(215, 900))


@given(sizes)
def test_tiles_fit_on_their_sheets_cover_the_poster_and_overlap_as_they_should(size: Size) -> None:
    tiling = tiling_of(size)
    assert len(tiling.tiles) == tiling.rows * tiling.columns
    for tile in tiling.tiles:
        assert tile.width <= tiling.sheet.width - 2 * MARGIN + 1e-6
        assert tile.height <= tiling.sheet.height - 2 * MARGIN + 1e-6
    columns = [one for one in tiling.tiles if one.row == 1]
    rows = [one for one in tiling.tiles if one.column == 1]
    assert columns[0].x == rows[0].y == 0
    assert columns[-1].x + columns[-1].width == pytest.approx(size.width)
    assert rows[-1].y + rows[-1].height == pytest.approx(size.height)
    for one, other in pairwise(columns):
        assert one.x + one.width - other.x == pytest.approx(OVERLAP)
    for one, other in pairwise(rows):
        assert one.y + one.height - other.y == pytest.approx(OVERLAP)


@given(sizes)
def test_there_is_no_way_with_fewer_sheets(size: Size) -> None:
    def least(length: float, reach: float) -> int:
        count, covered = 1, reach
        while covered < length - 1e-4:
            count, covered = count + 1, covered + reach - OVERLAP
        return count

    ways = [
        least(size.width, wide - 2 * MARGIN) * least(size.height, tall - 2 * MARGIN)
        for wide, tall in ((210, 297), (297, 210))
    ]
    assert len(tiling_of(size).tiles) == min(ways)


_DPI = 72
_MM = _DPI / 25.4


def rendered(content: bytes, folder: Path, name: str) -> list[Image.Image]:
    (folder / f"{name}.pdf").write_bytes(content)
    subprocess.run(
        ["pdftoppm", "-r", str(_DPI), "-png", f"{name}.pdf", name], cwd=folder, check=True
    )
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob(f"{name}-*.png"))]


@dataclass(frozen=True)
class Found:
    """The corners of what a sheet shows, in pixels, as its marks say."""

    left: int
    top: int
    right: int
    bottom: int


def marks_of(sheet: Image.Image) -> Found:
    """The corner marks: dark lines in the margins above and to the left, where they are alone."""
    grey = sheet.convert("L").point(lambda value: 255 if value < 190 else 0)
    near, far = round(4 * _MM), round(7.5 * _MM)
    across = [x for x in range(grey.width) if all(grey.getpixel((x, y)) for y in range(near, far))]
    down = [y for y in range(grey.height) if all(grey.getpixel((x, y)) for x in range(near, far))]
    return Found(min(across), min(down), max(across), max(down))


@pytest.mark.parametrize(("paper", "count"), [("A3", 4), ("A2", 8)])
def test_tiled_sheets_put_together_by_their_marks_are_the_poster(
    shop: Printshop, tmp_path: Path, paper: str, count: int
) -> None:
    address = "menus/2026-W47/"
    whole = rendered(shop.one(address, Wish(paper))[0], tmp_path, "whole")[0]
    sheets = rendered(shop.one(address, Wish(paper, is_tiled=True))[0], tmp_path, "tile")
    tiling = tiling_of(SIZES[paper].turned)
    assert len(sheets) == len(tiling.tiles) == count
    glued = Image.new("RGB", whole.size, "white")
    for sheet, tile in zip(sheets, tiling.tiles, strict=True):
        found = marks_of(sheet)
        assert found.right - found.left == pytest.approx(tile.width * _MM, abs=2)
        assert found.bottom - found.top == pytest.approx(tile.height * _MM, abs=2)
        shown = sheet.crop((found.left, found.top, found.right, found.bottom))
        glued.paste(shown, (round(tile.x * _MM), round(tile.y * _MM)))
    # A shift of half a pixel at an edge is what rounding does; a wrong sheet would be far more.
    small = (whole.width // 4, whole.height // 4)
    difference = ImageChops.difference(whole.resize(small), glued.resize(small))
    assert max(ImageStat.Stat(difference).mean) < 6
    turned = ImageChops.difference(whole.resize(small), glued.rotate(180).resize(small))
    assert max(ImageStat.Stat(turned).mean) > 20


def test_every_tile_says_where_it_goes_and_how_to_print_it(shop: Printshop, tmp_path: Path) -> None:
    (tmp_path / "t.pdf").write_bytes(shop.one("menus/2026-W47", Wish("A3", is_tiled=True))[0])
    for page, (row, column) in enumerate([(1, 1), (1, 2), (2, 1), (2, 2)], start=1):
        asked = ["pdftotext", "-raw", "-f", str(page), "-l", str(page), "t.pdf", "-"]
        done = subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True)
        said = done.stdout.decode().replace(" ", "")
        assert f"第{row}行第{column}列" in said
        assert "打印请选“实际大小100%”" in said


def test_a_poster_on_another_paper_is_drawn_and_not_a_picture(shop: Printshop) -> None:
    for paper in ("A4", "A3", "A2", "A1"):
        content = shop.one("rules/canteen", Wish(paper))[0]
        with pikepdf.open(io.BytesIO(content)) as pdf:
            box = [float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox]
            assert sorted(box[2:]) == pytest.approx(
                sorted((SIZES[paper].width, SIZES[paper].height)), abs=0.1
            )
            assert not [one for page in pdf.pages for one in page.get_images()]


def test_for_a_print_shop_the_ground_reaches_over_the_edge_and_marks_say_where_to_cut(
    shop: Printshop, tmp_path: Path
) -> None:
    plain = shop.one("menus/2026-W47/", Wish("A3"))[0]
    content = shop.one("menus/2026-W47/", Wish("A3", has_bleed=True))[0]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        page = pdf.pages[0]
        boxes = {
            name: [float(side) * 25.4 / 72 for side in page.obj[f"/{name}Box"]]
            for name in ("Media", "Bleed", "Trim")
        }
        assert boxes["Media"] == pytest.approx([0, 0, 440, 317], abs=0.05)
        assert boxes["Bleed"] == pytest.approx([7, 7, 433, 310], abs=0.05)
        assert boxes["Trim"] == pytest.approx([10, 10, 430, 307], abs=0.05)
    assert broken_rules(content) == []
    sheet = rendered(content, tmp_path, "bleed")[0]
    (whole,) = rendered(plain, tmp_path, "plain")
    for x, y in ((8.5, 20), (20, 8.5), (431.5, 20), (431.5, 300)):
        nearest = (
            min(max(round((x - 10) * _MM), 1), whole.width - 2),
            min(max(round((y - 10) * _MM), 1), whole.height - 2),
        )
        over = sheet.getpixel((round(x * _MM), round(y * _MM)))
        assert over == pytest.approx(whole.getpixel(nearest), abs=12)
    assert sheet.getpixel((round(3 * _MM), round(100 * _MM))) == (255, 255, 255)
    mark = sheet.crop((0, round(9.5 * _MM), 15, round(10.5 * _MM)))
    assert min(mark.convert("L").tobytes()) < 190


# ---- the pack ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pack(shop: Printshop) -> bytes:
    return shop.pack(shop.wall(THIS), Wish())


def tags(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every tag, in the order in which it is read."""

    def below(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield element
            kids = element.get("/K", pikepdf.Array())
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from below(kid)

    yield from below(pdf.Root.StructTreeRoot.K)


def test_a_pack_is_a_cover_and_every_poster_in_order_on_one_paper(
    shop: Printshop, pack: bytes
) -> None:
    wall = shop.wall(THIS)
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        for page in pdf.pages:
            sides = sorted(float(side) * 25.4 / 72 for side in page.mediabox[2:])
            assert sides == pytest.approx([210, 297], abs=0.1)
        outline = pdf.Root.Outlines
        titles: list[str] = []
        item: pikepdf.Object | None = outline.First
        while item is not None:
            titles.append(str(item.Title))
            item = item.get("/Next")
        assert titles[1:] == [
            f"{number}. {one.page.title}" for number, one in enumerate(wall.hangs, start=1)
        ]
        assert len(pdf.pages) == sheets_in(pack) >= len(wall.hangs) + 1


def starts(pack: bytes) -> list[int]:
    """On which page each part of a pack begins."""
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        pages = [page.obj for page in pdf.pages]
        found: list[int] = []
        item: pikepdf.Object | None = pdf.Root.Outlines.First
        while item is not None:
            found.append(next(n for n, one in enumerate(pages) if one == item.Dest[0]))
            item = item.get("/Next")
        return found


def test_a_cover_of_a_usual_week_takes_one_sheet(shop: Printshop, pack: bytes) -> None:
    assert len(shop.wall(THIS).hangs) >= 20
    assert starts(pack)[:2] == [0, 1]


def test_the_cover_says_paper_and_edition(shop: Printshop, tmp_path: Path) -> None:
    wall = shop.wall(THIS)
    for wish, told in (
        (Wish(only_fresh=True), ("A4", "彩色")),
        (Wish("A3", MONO, only_fresh=True), ("A3", "黑白")),
        (Wish("A4", Edition(Ink.SAVING, is_large=True), only_fresh=True), ("A4", "省墨大字")),
    ):
        (tmp_path / "p.pdf").write_bytes(shop.pack(wall, wish))
        asked = ["pdftotext", "-l", "1", "p.pdf", "-"]
        done = subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True)
        lines = done.stdout.decode().split()
        assert set(told) <= set(lines)


@pytest.mark.parametrize(
    "edition",
    [MONO, Edition(Ink.SAVING, is_large=True), Edition(is_traditional=True, has_english=True)],
    ids=lambda one: one.label,
)
def test_a_pack_in_any_edition_keeps_the_standards(shop: Printshop, edition: Edition) -> None:
    assert broken_rules(shop.pack(shop.wall(THIS), Wish(edition=edition, only_fresh=True))) == []


def test_the_cover_says_what_goes_where_what_comes_down_and_how_many_sheets(
    shop: Printshop, pack: bytes, tmp_path: Path
) -> None:
    (tmp_path / "p.pdf").write_bytes(pack)
    done = subprocess.run(
        ["pdftotext", "-layout", "-l", "2", "p.pdf", "-"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    said = "".join(done.stdout.decode().split())
    wall = shop.wall(THIS)
    for one in (*wall.hangs, *wall.comes_down):
        assert "".join(one.page.title.split()) in said
        assert one.board in said
    assert f"连本页共{sheets_in(pack)}张A4" in said
    assert said.index("要贴的") < said.index("要取下的")


def _pages_of(tag: pikepdf.Object, usual: tuple[int, int]) -> set[tuple[int, int]]:
    """The pages a tag stands on: its own, and those its marked content names by itself."""
    kids = tag.get("/K", pikepdf.Array())
    inside = kids if isinstance(kids, pikepdf.Array) else [kids]
    named = {
        kid.Pg.objgen for kid in inside if isinstance(kid, pikepdf.Dictionary) and "/Pg" in kid
    }
    return named | {tag.Pg.objgen if "/Pg" in tag else usual}


def test_a_pack_keeps_the_tags_of_all_its_posters_in_one_tree(pack: bytes) -> None:
    with pikepdf.open(io.BytesIO(pack)) as pdf:
        root = pdf.Root.StructTreeRoot
        assert str(root.K.S) == "/Document"
        parts = [str(one.S) for one in root.K.K]
        assert set(parts) == {"/Part"}
        numbers = {int(key): value for key, value in pikepdf.NumberTree(root.ParentTree).items()}
        asked = [int(page.obj.StructParents) for page in pdf.pages]
        notes = [
            int(note.StructParent)
            for page in pdf.pages
            for note in page.obj.get("/Annots", pikepdf.Array())
        ]
        assert len({*asked, *notes}) == len(asked) + len(notes)
        assert {*asked, *notes} == numbers.keys()
        whose = [page.obj.objgen for page in pdf.pages]
        for key, page in zip(asked, whose, strict=True):
            for one in numbers[key]:
                assert one is None or page in _pages_of(one, page)
        names = [bytes(one.ID) for one in tags(pdf) if "/ID" in one]
        assert len(names) == len(set(names))
        headers = {
            bytes(name)
            for one in tags(pdf)
            for found in [one.get("/A", pikepdf.Array())]
            for attributes in (found if isinstance(found, pikepdf.Array) else [found])
            for name in attributes.get("/Headers", pikepdf.Array())
        }
        assert headers <= set(names)


def test_a_pack_is_pdf_a_and_pdf_ua_as_its_posters_are_and_says_nothing_of_it_once_glued(
    shop: Printshop, pack: bytes
) -> None:
    assert broken_rules(pack) == []
    glued = shop.one("menus/2026-W47/", Wish("A3", is_tiled=True))[0]
    mixed = put_together([Part(pack, "a"), Part(glued, "b")])
    with pikepdf.open(io.BytesIO(mixed)) as pdf:
        assert b"<pdfaid:part>" not in pdf.Root.Metadata.read_bytes()


def test_a_pack_of_the_same_week_has_the_same_bytes(shop: Printshop, pack: bytes) -> None:
    assert shop.pack(shop.wall(THIS), Wish()) == pack


@pytest.mark.parametrize("paper", ["phone", "screen"])
def test_a_pack_for_a_screen_is_pictures_numbered_in_the_order_of_the_walk(
    shop: Printshop, paper: str
) -> None:
    wall = shop.wall(THIS)
    made = shop.pictures(wall, Wish(paper, only_fresh=True))
    assert list(made) == sorted(made)
    assert [name[:3] for name in made] == [f"{number:02}-" for number in range(1, len(made) + 1)]
    assert list(dict.fromkeys(name[3:].removesuffix(".png") for name in made)) == [
        one.page.address.strip("/").replace("/", "-") for one in wall.fresh
    ]
    for content in made.values():
        with Image.open(io.BytesIO(content)) as picture:
            assert picture.width == {"phone": 1080, "screen": 1920}[paper]


def test_a_pack_of_only_what_is_new_holds_nothing_that_hangs_already(shop: Printshop) -> None:
    wall = shop.wall(THIS)
    small = shop.pack(wall, Wish(only_fresh=True))
    assert 1 < sheets_in(small) < len(wall.hangs)
    assert sheets_in(small) >= len(wall.fresh) + 1


@dataclass(frozen=True)
class Built:
    """A small county with posters: its folder, its site and its school's print centre."""

    root: Path
    site: Path
    centre: Path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("printing") / "county"
    make_county(root, schools=1, weeks=2)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("  custom_dir: theme/material\n", "")
    (root / "mkdocs.yml").write_text(config, "utf-8")
    report = build(BuildOrder(root, root / "site", THE_DAY))
    assert not report.problems
    return Built(root, root / "site", root / "site/school-001/print")


THE_DAY = date(2026, 1, 1)
FIRST = Week.of(THE_DAY)


def test_unchanged_posters_are_taken_from_the_site_and_changed_ones_are_set_anew(
    small: Built, tmp_path: Path
) -> None:
    site = tmp_path / "copy"
    shutil.copytree(small.site, site)
    with Printshop(Order(small.root, "school-001", THE_DAY, site)) as shop:
        first = shop.pack(shop.wall(FIRST), Wish())
        assert (shop.taken, shop.made) == (len(shop.wall(FIRST).hangs), 0)
    with Printshop(Order(small.root, "school-001", THE_DAY, tmp_path / "nowhere")) as shop:
        assert shop.pack(shop.wall(FIRST), Wish()) == first
        assert shop.taken == 0
    (site / "school-001/menus/2026-W01/poster-a4.pdf").write_bytes(b"spoiled by hand")
    with Printshop(Order(small.root, "school-001", THE_DAY, site)) as shop:
        assert shop.pack(shop.wall(FIRST), Wish()) == first
        assert shop.made == 1


# ---- the print centre ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "edition"), [(f"{FIRST}.pdf", PLAIN), (f"{FIRST}-mono.pdf", MONO)]
)
def test_the_print_centre_offers_the_packs_that_the_command_would_make(
    small: Built, name: str, edition: Edition
) -> None:
    with Printshop(Order(small.root, "school-001", THE_DAY, small.site)) as shop:
        made = shop.pack(shop.wall(FIRST), Wish(edition=edition))
        assert (small.centre / name).read_bytes() == made
        assert (shop.taken, shop.made) == (len(shop.wall(FIRST).hangs), 0)
    assert f"A4，{sheets_in(made)} 张" in (small.centre / "index.html").read_text("utf-8")


def test_the_print_centre_shows_this_week_and_what_is_new_in_the_next(small: Built) -> None:
    page = (small.centre / "index.html").read_text("utf-8")
    this, following = page.split("<h2>下周")
    assert f'print/{FIRST}.pdf"' in this
    assert 'print/menus-2026-W01.png"' in this
    assert 'print/menus-2026-W02.png"' in following
    for name in ("menus-2026-W01.png", "menus-2026-W02.png"):
        with Image.open(small.centre / name) as picture:
            assert max(picture.size) <= 241


def labels(html: str) -> list[str]:
    """What the files on the cards are called, in order."""
    found = re.findall(r'<p class="files">(.*?)</p>', html)
    return [" ".join(re.findall(r">([^<]+)</a>", one)) for one in found]


def test_of_what_hangs_there_are_the_papers_black_and_white_and_a_picture_for_a_phone(
    small: Built,
) -> None:
    page = (small.centre / "index.html").read_text("utf-8")
    this, following = page.split("<h2>下周")
    assert labels(this) == ["A4 A3 黑白 手机"]
    assert labels(following) == ["A4 A3 手机"]  # only what stands beside its page


def test_every_file_that_the_print_centre_names_is_there(small: Built) -> None:
    page = (small.centre / "index.html").read_text("utf-8")
    named = set(re.findall(r'(?:href|src)="([^"#:]+\.(?:pdf|png))"', page))
    assert len(named) >= 8
    assert [one for one in named if not (small.centre / one).resolve().is_file()] == []
    kept = {path.name for path in small.centre.iterdir()} - {"index.html"}
    assert kept == {Path(one).name for one in named if "/print/" in one}


def test_what_is_offered_in_black_and_white_has_no_colour(small: Built, tmp_path: Path) -> None:
    for name in (f"{FIRST}-mono.pdf", "menus-2026-W01-a4-mono.pdf"):
        for sheet in rendered((small.centre / name).read_bytes(), tmp_path, name):
            red, green, blue = sheet.split()
            for other in (green, blue):
                assert ImageStat.Stat(ImageChops.difference(red, other)).extrema[0][1] <= 2


def test_the_print_centre_tells_how_to_get_the_others(small: Built) -> None:
    page = (small.centre / "index.html").read_text("utf-8")
    asked = f"gongshi posters --school school-001 --pack {FIRST} --paper A3"
    assert f"<code>{asked}</code>" in page
    options = {name for one in posters_command.params for name in one.opts}
    words = re.findall(r"<code>(--[a-z]+)", page)
    assert len(words) >= 10
    assert set(words) <= options


def test_the_print_centre_is_light(small: Built) -> None:
    one = (small.centre / "index.html").read_bytes()
    assert len(gzip.compress(one)) < 8000
    card = re.findall(rb"<li><img.*?</li>", one)[0]
    assert len(gzip.compress(one + 30 * card)) < 8000


def test_the_print_centre_is_found_from_the_list_of_everything(small: Built) -> None:
    for place in ("all/index.html", "index.html"):
        assert "school-001/print/" in (small.site / "school-001" / place).read_text("utf-8")
    assert "school-001/print/" in (small.site / "school-001/sitemap.xml").read_text("utf-8")


def test_a_second_build_makes_no_picture_and_no_pack_again(small: Built, tmp_path: Path) -> None:
    root = tmp_path / "again"
    shutil.copytree(small.root, root, ignore=shutil.ignore_patterns("site", ".*"))
    first = build(BuildOrder(root, root / "site", THE_DAY))
    assert first.written
    shutil.rmtree(root / ".cache")
    with (
        patch.object(Typesetter, "pdf") as pdf,
        patch.object(Typesetter, "pictures") as pictures,
        patch("gongshi.printing.centre.pack") as bound,
    ):
        second = build(BuildOrder(root, root / "site", THE_DAY))
    assert second.written == 0
    assert [one.called for one in (pdf, pictures, bound)] == [False] * 3


def test_without_posters_there_is_no_print_centre(county: Path) -> None:
    build(BuildOrder(county, county / "site", THE_DAY, posters=False))
    assert not (county / "site/school-001/print").exists()
    for place in ("all/index.html", "index.html"):
        assert "/print/" not in (county / "site/school-001" / place).read_text("utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_print_centre_stands_in_nobody_s_way(small: Built, width: int, *, dark: bool) -> None:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "this test needs Chromium: apt-get install chromium"
    handler = partial(_Quiet, directory=str(small.site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light"
        )
        page.goto(f"http://127.0.0.1:{server.server_port}/school-001/print/")
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        low = "[...document.querySelectorAll('.prints a')].filter(a => a.offsetHeight < 43.5)"
        assert page.evaluate(f"{low}.map(a => a.outerHTML)") == []
        browser.close()
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


# ---- the command ---------------------------------------------------------------------------------


def posters(*more: object, lang: str = "zh") -> tuple[int, str]:
    done = run("posters", ROOT, "--today", TODAY, *more, lang=lang)
    return done.status, done.said


def test_the_command_lists_what_is_to_be_done_board_by_board() -> None:
    status, said = posters("--school", PRIMARY)
    assert status == 0
    assert "食堂公示栏\n  新贴　食谱　第 12 周食谱　menus/2026-W47/" in said
    assert "取下　食谱　第 11 周食谱" in said


def test_the_command_writes_a_pack_and_says_what_it_wrote(tmp_path: Path) -> None:
    out = tmp_path / "new folder" / "week.pdf"
    status, said = posters("--school", PRIMARY, "--pack", "2026-W47", "--new", "--out", out)
    assert status == 0
    assert f"写好了 {out}：{sheets_in(out.read_bytes())} 张" in said
    assert [path.name for path in out.parent.iterdir()] == ["week.pdf"]


def test_the_command_writes_the_pictures_of_a_week_into_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "lobby"
    asked = ("--school", PRIMARY, "--pack", "2026-W47", "--new", "--paper", "phone", "--out", out)
    status, said = posters(*asked)
    names = sorted(path.name for path in out.iterdir())
    assert status == 0
    assert f"写好了 {out}：{len(names)} 张" in said
    assert names[0] == "01-menus-2026-W47.png"


@pytest.mark.parametrize(
    ("arguments", "status", "zh", "en"),
    [
        ((), 2, "缺少 --school", "--school is missing"),
        (
            ("--school", "qinghe-primry"),
            2,
            "没有代码是“qinghe-primry”的学校，您是不是想写“qinghe-primary”？",
            "there is no school “qinghe-primry”; did you mean “qinghe-primary”?",
        ),
        (
            ("--school", PRIMARY, "--pack", "2026-W60"),
            2,
            "--pack：2026 年没有第 60 周。",
            "the year 2026 has no week 60.",
        ),
        (
            ("--school", PRIMARY, "--pack", "2020-W10"),
            2,
            "2020-W10 这一周没有要贴的海报，没有生成文件。",
            "nothing is to be put up in 2020-W10",
        ),
        (
            ("--school", PRIMARY, "--poster", "rule/canten"),
            2,
            "您是不是想写“rules/canteen/”？",
            "did you mean “rules/canteen/”?",
        ),
        (("--school", PRIMARY, "--tile"), 2, "请同时写 --paper", "add --paper"),
        (("--school", PRIMARY, "--paper", "B5"), 2, "没有“B5”", "there is no “B5”"),
        (
            ("--school", PRIMARY, "--pack", "2026-W47", "--week", "2026-W47"),
            2,
            "请去掉 --poster 或 --week",
            "leave out --poster or --week",
        ),
    ],
)
def test_what_is_asked_wrongly_is_told_in_both_languages(
    arguments: tuple[str, ...], status: int, zh: str, en: str
) -> None:
    for lang, expected in (("zh", zh), ("en", en)):
        found, said = posters(*arguments, lang=lang)
        assert found == status
        assert expected in said


def test_a_file_that_cannot_be_written_is_told_as_the_machine_s_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    out = tmp_path / "file" / "week.pdf"
    status, said = posters("--school", PRIMARY, "--poster", "menus/2026-W47", "--out", out)
    assert status == 3
    assert "写不了" in said
