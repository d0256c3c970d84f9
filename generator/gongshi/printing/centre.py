"""Print centre (打印中心): a school's page that shows what hangs this week and next, to be printed.

It is made with the site, after the posters: small pictures of them, this week's also in black and
white and as a picture for a phone, the week in one file, and the page with all that is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from gongshi.edition import PLAIN, Edition, Ink
from gongshi.formats.pdf import sheets_in
from gongshi.paper import A4, Paper
from gongshi.plan import ALL, PagePlan
from gongshi.printing.files import CENTRE, file_of, pack_of, picture_of
from gongshi.printing.pack import Wish, called, cover_source, days_said, pack
from gongshi.printing.presswork import put
from gongshi.printing.week import Move, Sheet, Wall, for_paper, poster_for, wall_of
from gongshi.publication import Page, Poster, View
from gongshi.render import Surroundings, Workshop
from gongshi.validate import SchoolContent
from gongshi.week import Week
from gongshi.write import Writer

PICTURE = 240
"""How long the longer side of a small picture is, in pixels."""

_PAPER = "A4"
_MONO = Edition(Ink.MONO)
_EDITIONS = (PLAIN, _MONO)
"""What the week is bound in: what most schools print."""


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A file to print or to send: what it is called, and its path under the school."""

    label: str
    file: str


@dataclass(frozen=True, slots=True)
class PrintPack:
    """The week in one file: in which edition, how many sheets, and its path under the school."""

    edition: str
    sheets: int
    file: str


@dataclass(frozen=True, slots=True)
class PrintPicture:
    """The small picture of a poster: its path under the school, its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PrintCard:
    """One poster on the page: its picture, what to do, its files."""

    label: str
    title: str
    address: str
    move: str
    is_new: bool
    picture: PrintPicture
    files: tuple[PrintFile, ...]


@dataclass(frozen=True, slots=True)
class PrintBoard:
    """One board with its posters."""

    name: str
    cards: tuple[PrintCard, ...]


@dataclass(frozen=True, slots=True)
class PrintWeek:
    """A week on the page: its name and days, the boards, the titles of what comes down.

    `left` counts what hangs on unchanged and is not shown: of the next week only news is.
    """

    name: str
    title: str
    days: str
    boards: tuple[PrintBoard, ...]
    down: tuple[tuple[str, str], ...]
    left: int


@dataclass(frozen=True, slots=True)
class PrintView(View):
    """The print centre: this week and the next, and the files of this week; `paper` is theirs.

    `example` is the address of a poster, for those who want one in a way that is not there yet.
    """

    weeks: tuple[PrintWeek, ...]
    packs: tuple[PrintPack, ...]
    paper: str
    week: str
    example: str


class PrintCentre:
    """One school's print centre in the making."""

    def __init__(
        self, content: SchoolContent, workshop: Workshop, writer: Writer, public: Path
    ) -> None:
        """`public` is the folder that holds what was not made again."""
        self._content = content
        self._setting = content.setting
        self._workshop = workshop
        self._writer = writer
        self._public = public
        self._home = f"{content.setting.school.code}/"

    def make(self, around: Surroundings) -> str:
        """Make the page with all it shows; returns its address."""
        view = self._view()
        plan = PagePlan(
            address=view.address,
            template="indexes/print",
            title="打印中心",
            description=f"{self._setting.school.name}本周和下周该贴的海报",
            view=view,
            styles=("posted", "printing"),
            tab=ALL,
        )
        self._writer.write(f"{plan.address}index.html", self._workshop.page(plan, around))
        return plan.address

    def _view(self) -> PrintView:
        this = Week.of(self._setting.today)
        wall, following = (wall_of(self._content, week) for week in (this, this.next))
        for one in wall.hangs:
            self._print(one.page)
        packs = (self._pack(wall, edition) for edition in _EDITIONS if wall.hangs)
        shown = (*wall.hangs, *following.fresh)
        return PrintView(
            county=self._setting.county,
            school=self._setting.school,
            address=f"{self._home}{CENTRE}",
            url=self._setting.url(CENTRE),
            weeks=(
                self._week("本周", wall, wall.hangs),
                self._week("下周", following, following.fresh),
            ),
            packs=tuple(packs),
            paper=_PAPER,
            week=str(this),
            example=shown[0].page.address.rstrip("/") if shown else "",
        )

    def _week(self, name: str, wall: Wall, shown: tuple[Sheet, ...]) -> PrintWeek:
        boards = groupby(shown, key=lambda one: one.board)
        return PrintWeek(
            name=name,
            title=called(self._setting, wall.week).strip(),
            days=days_said(wall.week),
            boards=tuple(
                PrintBoard(board, tuple(map(self._card, found))) for board, found in boards
            ),
            down=tuple((one.label, one.page.title) for one in wall.comes_down),
            left=len(wall.hangs) - len(shown),
        )

    def _card(self, sheet: Sheet) -> PrintCard:
        page = sheet.page
        return PrintCard(
            label=sheet.label,
            title=page.title,
            address=page.address,
            move=sheet.move.label,
            is_new=sheet.move is not Move.LEAVE,
            picture=self._picture(page),
            files=tuple(self._files(page)),
        )

    def _files(self, page: Page) -> Iterator[PrintFile]:
        """What there is of a poster: of one that hangs all, of one to come what its page has."""
        for poster in _offered(page):
            file = file_of(page, poster)
            if f"{self._home}{file}" in self._writer.files:
                yield PrintFile(_called(poster), file)

    def _print(self, page: Page) -> None:
        """Make what is offered of a poster and does not stand beside its page."""
        for poster in _offered(page):
            path = f"{self._home}{file_of(page, poster)}"
            if path not in self._writer.files:
                put(self._workshop.press, self._writer, path, poster)

    def _picture(self, page: Page) -> PrintPicture:
        """A small picture of a poster, made again only where the poster was."""
        poster = poster_for(page, _PAPER)
        size, press = poster.paper.size or A4, self._workshop.press
        scale = PICTURE / max(size.width, size.height)
        source, file = press.source(poster), picture_of(page)
        path, key = f"{self._home}{file}", f"{press.key(source)} {PICTURE}"
        made = self._writer.before.get(path)
        if made is not None and made.source == key:
            self._writer.keep(path, made)
        elif path not in self._writer.files:
            self._writer.write(path, press.thumbnail(poster, source, scale * 25.4), key)
        return PrintPicture(file, round(size.width * scale), round(size.height * scale))

    def _pack(self, wall: Wall, edition: Edition) -> PrintPack:
        """The week in one file, bound again only where a poster or the cover differs."""
        press, file, wish = (
            self._workshop.press,
            pack_of(wall.week, edition),
            Wish(_PAPER, edition),
        )
        path = f"{self._home}{file}"
        source = cover_source(press, self._setting, wall, wish)
        digest = sha256(press.key(source).encode() + version("pikepdf").encode())
        for one in wall.hangs:
            poster = poster_for(one.page, _PAPER, edition)
            printed = self._writer.files[f"{self._home}{file_of(one.page, poster)}"]
            digest.update(printed.digest.encode())
        key, made = f"{digest.hexdigest()} ", self._writer.before.get(path)
        if made is not None and made.source.startswith(key):
            self._writer.keep(path, made)
            return PrintPack(edition.label, int(made.source.removeprefix(key)), file)
        bound = pack(press, self._setting, wall, wish, self._finished)
        sheets = sheets_in(bound)
        self._writer.write(path, bound, f"{key}{sheets}")
        return PrintPack(edition.label, sheets, file)

    def _finished(self, poster: Poster, path: str) -> tuple[bytes, ...]:
        """A poster of this very build, or the public one where it was left alone."""
        return (self._writer.content(path, self._public),)


def _offered(page: Page) -> Iterator[Poster]:
    """What the page offers of a poster: the usual paper first, then larger, then for a phone."""
    usual = poster_for(page, _PAPER)
    yield usual
    yield from (one for one in for_paper(page) if one != usual)
    yield poster_for(page, _PAPER, _MONO)
    yield poster_for(page, Paper.PHONE)


def _called(poster: Poster) -> str:
    """What a file is called on its card, in few letters: A4, A3, 黑白, 手机."""
    if poster.paper is Paper.PHONE:
        return "手机"
    return poster.paper.sheet if poster.edition.is_plain else poster.edition.label
