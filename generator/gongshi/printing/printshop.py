"""Print shop (打印室): a site's content read, its posters at hand, and files made to be printed.

A poster that the public site holds, made from the very same source, is taken from there; only
what is new is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Self

from gongshi.errors import MachineFailed, Problem, Saying, WrongUse
from gongshi.frame import frames_for
from gongshi.load import read_county, read_school
from gongshi.printing.legibility import Legibility, viewing_of
from gongshi.printing.pack import Wish, one_poster, pack
from gongshi.printing.week import Move, Sheet, Wall, for_paper, poster_for, wall_of
from gongshi.publication import Page, Poster
from gongshi.publish import MANIFEST, Made, Manifest
from gongshi.render.own import OpenPress
from gongshi.theme import theme_for
from gongshi.validate import SchoolContent, validate_county, validate_school
from gongshi.week import Week
from gongshi.words import nearest, shown


@dataclass(frozen=True)
class Order:
    """What a print shop is opened for: a site, a school of it, a day, the site as it is public."""

    root: Path
    school: str
    today: date
    public: Path


class Printshop:
    """One school's posters, for as long as somebody prints."""

    def __init__(self, order: Order) -> None:
        """Read the school; WrongUse where there is none, InvalidContent where it is wrong."""
        theme = theme_for(order.root)
        frames = frames_for(order.root, theme)
        files = read_county(order.root)
        if order.school not in files.schools:
            raise _no_such_school(order.school, files.schools)
        county = validate_county(files)
        read = read_school(order.root, order.school, county.kinds)
        self.content: SchoolContent = validate_school(read, county, order.today, frames.site)
        self.taken = 0
        self.made = 0
        self._press = OpenPress(theme, county.fonts)
        self._public = order.public
        self._known = known_at(order.public)

    def wall(self, week: Week) -> Wall:
        """What hangs in a week."""
        return wall_of(self.content, week)

    def pack(self, wall: Wall, wish: Wish) -> bytes:
        """A week's posters as one PDF; raises WrongUse where there are none."""
        _some(wall, wish)
        return pack(self._press, self.content.setting, wall, wish, self.finished)

    def pictures(self, wall: Wall, wish: Wish) -> Mapping[str, bytes]:
        """A week's posters as pictures, by names in the order of the walk: `01-menus-2026-W47.png`.

        What takes several screens takes several numbers.
        """
        made = (
            (sheet.page.address.strip("/").replace("/", "-"), picture)
            for sheet in _some(wall, wish)
            for picture in one_poster(self._press, self.content.setting, sheet, wish, self.finished)
        )
        return {f"{number:02}-{name}.png": one for number, (name, one) in enumerate(made, start=1)}

    def one(self, address: str, wish: Wish) -> tuple[bytes, ...]:
        """One poster by the address of its page under the school: a PDF, or pictures."""
        return one_poster(
            self._press, self.content.setting, self.sheet(address), wish, self.finished
        )

    def sheet(self, address: str) -> Sheet:
        """The page at an address under the school; WrongUse where none with a poster is there."""
        address = address.strip("/") + "/"
        pages: dict[str, tuple[str, str, Page]] = {}
        for name, kind in self.content.kinds.items():
            for page in kind.pages(self.content.filed[name], self.content.setting):
                if for_paper(page):
                    pages[page.address] = (kind.label, kind.board, page)
        if address not in pages:
            raise _no_such_poster(address, tuple(pages))
        label, board, page = pages[address]
        return Sheet(label, page, board, Move.PUT_UP)

    def legibility(self, sheet: Sheet, wish: Wish) -> Legibility:
        """How well a poster can be read on a paper and in an edition, measured on a proof."""
        from gongshi.printing.measuring import legibility_of

        poster = poster_for(sheet.page, wish.sheet, wish.edition, upright=wish.upright)
        proof = self._press.proof(poster, self._press.source(poster))
        found = legibility_of(proof.content, viewing_of(poster.paper, poster.edition))
        return replace(found, missing="".join(proof.missing), fits=proof.fits)

    def finished(self, poster: Poster, path: str) -> tuple[bytes, ...]:
        """A poster: the public one where it was made from the same source, else set anew."""
        source = self._press.source(poster)
        made = self._known.get(path)
        if made is not None and made.source.startswith(f"{self._press.key(source)} "):
            content = _bytes_at(self._public / path)
            if sha256(content).hexdigest() == made.digest:
                self.taken += 1
                return (content,)
        self.made += 1
        printed = self._press.press(poster, source)
        return (printed.content, *printed.more)

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What failed of the school's own design, so that the theme's was taken."""
        return self._press.faults(self.content.setting.school)

    def close(self) -> None:
        """Let go of the press."""
        self._press.close()

    def __enter__(self) -> Self:
        """The shop itself, closed at the end of the block."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Close it."""
        self.close()


def _some(wall: Wall, wish: Wish) -> tuple[Sheet, ...]:
    """What is wished for of a week; WrongUse where that is nothing."""
    chosen = wall.fresh if wish.only_fresh else wall.hangs
    if not chosen:
        raise WrongUse(
            Saying(
                f"{wall.week} 这一周没有要贴的海报，没有生成文件。",
                f"nothing is to be put up in {wall.week}; no file was made.",
            )
        )
    return chosen


def hand_out(content: bytes, path: Path) -> None:
    """Write a file that somebody asked for, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.part")
        half.write_bytes(content)
        half.replace(path)
    except OSError as error:
        raise MachineFailed(
            Saying(f"写不了 {path}：{error.strerror}。", f"cannot write {path}: {error.strerror}.")
        ) from error


def known_at(public: Path) -> Mapping[str, Made]:
    """What the public site holds; nothing where there is none."""
    try:
        return Manifest.from_bytes((public / MANIFEST).read_bytes()).files
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _bytes_at(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _no_such_school(code: str, schools: tuple[str, ...]) -> WrongUse:
    zh, en = _choices(code, schools)
    return WrongUse(
        Saying(f"没有代码是“{shown(code)}”的学校{zh}", f"there is no school “{shown(code)}”{en}")
    )


def _no_such_poster(address: str, pages: tuple[str, ...]) -> WrongUse:
    zh, en = _choices(address, pages)
    return WrongUse(
        Saying(f"“{shown(address)}”没有海报{zh}", f"there is no poster at “{shown(address)}”{en}")
    )


_LISTED = 12


def _choices(said: str, names: tuple[str, ...]) -> tuple[str, str]:
    """The name that was probably meant, or the names there are."""
    near = nearest(said, names)
    if near:
        return f"，您是不是想写“{near}”？", f"; did you mean “{near}”?"
    if not names:
        return "。", "."
    listed = names[:_LISTED]
    return f"。可写：{'、'.join(listed)}。", f". Choices: {', '.join(listed)}."
