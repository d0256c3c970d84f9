"""Pack (打印包): a week's posters in one file, behind a cover sheet that says what goes where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from gongshi.edition import PLAIN, Edition
from gongshi.formats.pdf import Part, put_together, sheets_in, with_bleed
from gongshi.paper import Paper
from gongshi.printing.files import CENTRE, file_of
from gongshi.printing.tiles import tiled
from gongshi.printing.week import Move, Sheet, Wall, poster_for
from gongshi.publication import Poster, Setting, View
from gongshi.render.poster import Press, Source
from gongshi.week import Week

Finished = Callable[[Poster, str], tuple[bytes, ...]]
"""A poster as a PDF, or as a picture a screen; given also its place under the site."""


@dataclass(frozen=True, slots=True)
class PackLine:
    """One poster on the cover: its number in the pack, what it is, what to do, its sheets."""

    number: int
    label: str
    title: str
    move: str
    sheets: int


@dataclass(frozen=True, slots=True)
class PackBoard:
    """One board on the cover, with what is put up on it."""

    name: str
    lines: tuple[PackLine, ...]


@dataclass(frozen=True, slots=True)
class PackView(View):
    """The cover of a pack: the week, the boards in the order of the pack, what comes down.

    `moves` are the kinds of what is to be done and how often each; `left` counts the posters that
    hang on as they are and are not in the pack.
    """

    title: str
    week: str
    days: str
    issuer: str
    paper: str
    edition: str
    is_tiled: bool
    moves: tuple[tuple[str, int], ...]
    boards: tuple[PackBoard, ...]
    down: tuple[PackBoard, ...]
    sheets: int
    left: int


@dataclass(frozen=True, slots=True)
class Wish:
    """Wish (打印要求): the sheet, the edition, whether it is glued from A4, and only what is new.

    `sheet` is A4 to A1, `screen` or `phone`; `upright` says that it stands or lies, None that
    each poster is as it was drawn; `has_bleed` is for a print shop, which cuts the paper after it
    is printed.
    """

    sheet: str = "A4"
    edition: Edition = PLAIN
    is_tiled: bool = False
    only_fresh: bool = False
    has_bleed: bool = False
    upright: bool | None = None


def cover_source(press: Press, setting: Setting, wall: Wall, wish: Wish) -> Source:
    """The source of a cover before its sheets are counted: with the posters it tells a pack."""
    chosen = wall.fresh if wish.only_fresh else wall.hangs
    view = _cover(setting, wall, wish, chosen, [0] * len(chosen))
    return press.source(_cover_poster(view, wish))


def pack(press: Press, setting: Setting, wall: Wall, wish: Wish, finished: Finished) -> bytes:
    """A week's posters behind their cover; still PDF/A and PDF/UA where nothing is glued."""
    chosen = wall.fresh if wish.only_fresh else wall.hangs
    made = [one_poster(press, setting, sheet, wish, finished)[0] for sheet in chosen]
    view = _cover(setting, wall, wish, chosen, [sheets_in(content) for content in made])
    cover = _printed(press, view, wish)
    cover = _printed(press, replace(view, sheets=view.sheets + sheets_in(cover)), wish)
    parts = [
        Part(content, f"{number}. {sheet.page.title}")
        for number, (sheet, content) in enumerate(zip(chosen, made, strict=True), start=1)
    ]
    return put_together([Part(cover, view.title), *parts])


def _printed(press: Press, view: PackView, wish: Wish) -> bytes:
    poster = _cover_poster(view, wish)
    return press.press(poster, press.source(poster)).content


def _cover_poster(view: PackView, wish: Wish) -> Poster:
    return Poster("pack.pdf", "pack", Paper.A4_PORTRAIT, view, edition=_for_staff(wish.edition))


def _for_staff(edition: Edition) -> Edition:
    """What those who hang read: in the ink of the posters, but never in their larger type."""
    return Edition(ink=edition.ink, is_traditional=edition.is_traditional)


def one_poster(
    press: Press, setting: Setting, sheet: Sheet, wish: Wish, finished: Finished
) -> tuple[bytes, ...]:
    """One poster as it is wished for: a PDF, or a picture for each screen that it fills."""
    poster = poster_for(sheet.page, wish.sheet, wish.edition, upright=wish.upright)
    made = finished(poster, f"{setting.school.code}/{file_of(sheet.page, poster)}")
    if wish.is_tiled:
        poster = replace(poster, edition=_for_staff(wish.edition))
        title = f"{setting.school.name} {sheet.page.title}"
        return (tiled(press, setting, poster, made[0], title),)
    return (with_bleed(made[0]),) if wish.has_bleed else made


def _cover(
    setting: Setting, wall: Wall, wish: Wish, chosen: tuple[Sheet, ...], counts: list[int]
) -> PackView:
    school = setting.school
    return PackView(
        county=setting.county,
        school=school,
        address=f"{school.code}/",
        url=setting.url(CENTRE),
        title=f"{called(setting, wall.week)}张贴清单",
        week=str(wall.week),
        days=days_said(wall.week),
        issuer=school.issuer,
        paper="A4" if wish.is_tiled else wish.sheet,
        edition=wish.edition.label,
        is_tiled=wish.is_tiled,
        moves=_moves((*chosen, *wall.comes_down)),
        boards=_boards(chosen, counts),
        down=tuple(
            replace(board, lines=tuple(replace(one, number=0) for one in board.lines))
            for board in _boards(wall.comes_down, [0] * len(wall.comes_down))
        ),
        sheets=sum(counts),
        left=len(wall.hangs) - len(chosen),
    )


def _moves(sheets: tuple[Sheet, ...]) -> tuple[tuple[str, int], ...]:
    """How many posters each move is made with, in the order of the moves."""
    counts = Counter(one.move for one in sheets)
    return tuple((move.label, counts[move]) for move in Move if counts[move])


def _boards(sheets: tuple[Sheet, ...], counts: list[int]) -> tuple[PackBoard, ...]:
    lines = (
        (sheet.board, _line(number, sheet, count))
        for number, (sheet, count) in enumerate(zip(sheets, counts, strict=True), start=1)
    )
    grouped = groupby(lines, key=lambda pair: pair[0])
    return tuple(PackBoard(name, tuple(line for _, line in found)) for name, found in grouped)


def _line(number: int, sheet: Sheet, count: int) -> PackLine:
    return PackLine(number, sheet.label, sheet.page.title, sheet.move.label, count)


def called(setting: Setting, week: Week) -> str:
    """A week by its number in the term, or by its own name."""
    term = setting.term_of(week.monday) or setting.term_of(week.sunday)
    return f"第 {term.week_of(week.sunday)} 周" if term else f"{week} "


def days_said(week: Week) -> str:
    """A week's first and last day in words."""
    first, last = week.monday, week.sunday
    return f"{first.year}年{first.month}月{first.day}日—{last.month}月{last.day}日"
