"""Print centre (打印中心): a school's page that shows what hangs this week and next, to be printed.

It is made with the site, after the posters: small pictures of them, the week in one file, and the
page with the files that are there already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from gongshi.paper import A4
from gongshi.plan import ALL, PagePlan
from gongshi.printing.pack import CENTRE, Wish, called, cover_source, days_said, pack
from gongshi.printing.week import Move, Sheet, Wall, for_paper, poster_for, wall_of
from gongshi.publication import Poster, View
from gongshi.publish import Made
from gongshi.render import Surroundings, Workshop
from gongshi.validate import SchoolContent
from gongshi.week import Week
from gongshi.write import Writer

PICTURE = 240
"""How long the longer side of a small picture is, in pixels."""

_PAPER = "A4"


@dataclass(frozen=True, slots=True)
class PrintCard:
    """One poster on the page: its picture with width and height, what to do, its files."""

    label: str
    title: str
    address: str
    move: str
    is_new: bool
    picture: str
    width: int
    height: int
    files: tuple[tuple[str, str], ...]


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
    """The print centre: this week and the next; `pack` is this week's file, if there is any."""

    weeks: tuple[PrintWeek, ...]
    pack: str | None
    code: str


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
        this = Week.of(self._setting.today)
        walls = [wall_of(self._content, week) for week in (this, this.next)]
        shown = (*walls[0].hangs, *walls[1].fresh)
        sheets = {one.page.address: one for one in shown}
        pictures = {address: self._picture(one) for address, one in sheets.items()}
        view = PrintView(
            county=self._setting.county,
            school=self._setting.school,
            address=f"{self._home}{CENTRE}",
            url=self._setting.url(CENTRE),
            weeks=tuple(self._week(wall, pictures) for wall in walls),
            pack=self._pack(walls[0]) if walls[0].hangs else None,
            code=self._setting.school.code,
        )
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

    def _week(self, wall: Wall, pictures: Mapping[str, tuple[str, int, int]]) -> PrintWeek:
        is_this = wall.week == Week.of(self._setting.today)
        shown = wall.hangs if is_this else wall.fresh
        boards = groupby(shown, key=lambda one: one.board)
        return PrintWeek(
            name="本周" if is_this else "下周",
            title=called(self._setting, wall.week).strip(),
            days=days_said(wall.week),
            boards=tuple(
                PrintBoard(name, tuple(_card(one, *pictures[one.page.address]) for one in found))
                for name, found in boards
            ),
            down=tuple((one.label, one.page.title) for one in wall.comes_down),
            left=len(wall.hangs) - len(shown),
        )

    def _picture(self, sheet: Sheet) -> tuple[str, int, int]:
        """A small picture of a poster, made again only where the poster was."""
        poster = poster_for(sheet.page, _PAPER)
        size, press = poster.paper.size or A4, self._workshop.press
        scale = PICTURE / max(size.width, size.height)
        name = f"{sheet.page.address.strip('/').replace('/', '-')}.png"
        source = press.source(poster)
        path, key = f"{self._home}{CENTRE}{name}", f"{press.key(source)} {PICTURE}"
        made = self._writer.before.get(path)
        if made is not None and made.source == key:
            self._writer.keep(path, made)
        else:
            self._writer.write(path, press.thumbnail(poster, source, scale * 25.4), key)
        return name, round(size.width * scale), round(size.height * scale)

    def _pack(self, wall: Wall) -> str:
        """The week in one file, bound again only where a poster or the cover differs."""
        name, wish = f"{wall.week}.pdf", Wish(_PAPER)
        path = f"{self._home}{CENTRE}{name}"
        source = cover_source(self._workshop.press, self._setting, wall, wish)
        digest = sha256(self._workshop.press.key(source).encode() + version("pikepdf").encode())
        for one in wall.hangs:
            digest.update(self._made(one).digest.encode())
        made = self._writer.before.get(path)
        if made is not None and made.source == digest.hexdigest():
            self._writer.keep(path, made)
        else:
            bound = pack(self._workshop.press, self._setting, wall, wish, self._finished)
            self._writer.write(path, bound, digest.hexdigest())
        return name

    def _made(self, sheet: Sheet) -> Made:
        name = poster_for(sheet.page, _PAPER).name
        return self._writer.files[f"{self._home}{sheet.page.address}{name}"]

    def _finished(self, poster: Poster, path: str) -> tuple[bytes, ...]:
        """A poster of this very build, or the public one where it was left alone."""
        return (self._writer.content(path, self._public),)


def _card(sheet: Sheet, picture: str, width: int, height: int) -> PrintCard:
    return PrintCard(
        label=sheet.label,
        title=sheet.page.title,
        address=sheet.page.address,
        move=sheet.move.label,
        is_new=sheet.move is not Move.LEAVE,
        picture=picture,
        width=width,
        height=height,
        files=tuple((one.name, one.paper.sheet) for one in for_paper(sheet.page)),
    )
