"""The week (一周该贴什么): which posters hang on a school's boards, which are new, which come down.

Kinds say what hangs (`Document.hanging`); here it becomes posters, in the order of the walk from
board to board.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from gongshi.document import Document, Filed
from gongshi.edition import PLAIN, Edition
from gongshi.paper import A4, SIZES
from gongshi.publication import Hanging, Page, Poster, Setting
from gongshi.validate import SchoolContent
from gongshi.week import Week
from gongshi.words import Word


class Move(Word):
    """Move (张贴动作): what is to be done with a poster when a week begins."""

    PUT_UP = "put_up", "新贴"
    EXCHANGE = "exchange", "换新"
    LEAVE = "leave", "照旧"
    TAKE_DOWN = "take_down", "取下"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Sheet (张贴件): a page whose poster hangs, hung, or comes down, and what is to be done."""

    label: str
    page: Page
    board: str
    move: Move


@dataclass(frozen=True, slots=True)
class Wall:
    """Wall (墙面): all that hangs in a school in a week, board by board, and what comes down."""

    week: Week
    hangs: tuple[Sheet, ...]
    comes_down: tuple[Sheet, ...]

    @property
    def fresh(self) -> tuple[Sheet, ...]:
        """Only what is to be put up or exchanged."""
        return tuple(one for one in self.hangs if one.move is not Move.LEAVE)


def wall_of(content: SchoolContent, week: Week) -> Wall:
    """What hangs in a school in a week, beside the week before."""
    hangs: list[Sheet] = []
    down: list[Sheet] = []
    for name, kind in content.kinds.items():
        filed, setting = content.filed[name], content.setting
        now = _by_address(kind, filed, setting, week)
        before = _by_address(kind, filed, setting, week.previous)
        pages = _pages(kind, filed, setting, now.keys() | before.keys())
        for address, one in now.items():
            if address in pages:
                move = _move(one, week, hung=address in before)
                hangs.append(Sheet(kind.label, pages[address], one.board, move))
        for address, one in before.items():
            if address in pages and address not in now:
                down.append(Sheet(kind.label, pages[address], one.board, Move.TAKE_DOWN))
    return Wall(week, _by_board(hangs), _by_board(down))


def _by_address(
    kind: type[Document], filed: tuple[Filed[Document], ...], setting: Setting, week: Week
) -> Mapping[str, Hanging]:
    return {one.address: one for one in kind.hanging(filed, setting, week)}


def _pages(
    kind: type[Document],
    filed: tuple[Filed[Document], ...],
    setting: Setting,
    wanted: frozenset[str] | set[str],
) -> Mapping[str, Page]:
    """The pages at these addresses, as far as they have a poster for paper."""
    if not wanted:
        return {}
    return {
        page.address: page
        for page in kind.pages(filed, setting)
        if page.address in wanted and for_paper(page)
    }


_SETTLED = timedelta(days=7)


def _move(one: Hanging, week: Week, *, hung: bool) -> Move:
    """What is to be done: what changed since the last round hangs there as it was before."""
    if not hung:
        return Move.PUT_UP
    since = week.monday - _SETTLED
    return Move.EXCHANGE if one.changed and since <= one.changed <= week.sunday else Move.LEAVE


def _by_board(sheets: list[Sheet]) -> tuple[Sheet, ...]:
    """Board by board, in the order in which the boards are first met."""
    boards = {board: place for place, board in enumerate(dict.fromkeys(s.board for s in sheets))}
    return tuple(sorted(sheets, key=lambda one: boards[one.board]))


def for_paper(page: Page) -> tuple[Poster, ...]:
    """The posters of a page that are for paper, not for a screen."""
    return tuple(one for one in page.posters if one.paper.is_printed)


def poster_for(
    page: Page, sheet: str, edition: Edition = PLAIN, *, upright: bool | None = None
) -> Poster:
    """The poster of a page for a sheet, in an edition: the page's own, or laid out anew.

    What the page has for that very sheet is taken; else what was drawn for the nearest in size.
    `upright` turns the sheet, where it is known which way round it hangs.
    """
    made = {one.paper.sheet: one for one in reversed(page.posters)}
    chosen = made.get(sheet) or _nearest(page, sheet)
    paper = chosen.paper.on(sheet)
    return replace(
        chosen,
        paper=paper if upright is None else paper.turned(upright=upright),
        edition=edition,
    )


def _nearest(page: Page, sheet: str) -> Poster:
    """The poster that was drawn for the paper nearest in size."""
    wanted = SIZES.get(sheet, A4)
    return min(for_paper(page), key=lambda one: abs(SIZES[one.paper.sheet].width - wanted.width))
