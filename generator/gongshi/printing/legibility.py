"""Legibility (易读性): what makes a poster legible where it hangs, and what to say where it is not.

How far type reads: a Chinese character at 200 times its height. Barrier-free guidance of railway
stations asks 20 mm at 4–5 m and 9 mm at 1–2 m, for eyes of 0.5 (国土交通省, 移動等円滑化整備
ガイドライン, 参考2-3), and lets Latin capitals be three quarters as high, which they are in type
of the same size: so the size of the type alone says how far it reads. Contrast is that of WCAG
2.2, 1.4.3; the length of lines that of 1.4.8; the modules of QR codes those that GS1 asks of what
a phone is to read (General Specifications, table 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.edition import PLAIN, Edition
from gongshi.errors import Saying, Severity
from gongshi.load.fonts import FONTS
from gongshi.paper import Paper

POINT = 25.4 / 72
"""A point of paper in millimetres."""

FACE = 0.92
"""How high a Chinese character is beside the size of its type, in the posters' font."""

REACH = 200
"""From how many times its height a character reads."""

LONGEST_LINE = 40
"""Characters in a line of running text (WCAG 2.2, 1.4.8, of Chinese)."""

_GS1 = 0.495
"""Millimetres of the least part of a QR code that any phone reads from paper."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """Viewing (观看条件): how a poster is looked at.

    `point` is how long a point of it is, in millimetres, where people see it; `least` the smallest
    type that they read well, in points, `lost` what nobody reads any more; `ppi` how finely a
    camera sees it, and `module` the least part of a QR code that it can tell from the next, in
    millimetres.
    """

    point: float
    least: float
    lost: float
    ppi: float
    module: float = 0

    def height(self, size: float) -> float:
        """How high a Chinese character of some points is, in millimetres."""
        return FACE * size * self.point

    def distance(self, size: float) -> float:
        """From how many metres type of some points reads."""
        return self.height(size) * REACH / 1000


_SHEET = Viewing(POINT, 9, 6, 100, _GS1)
"""A sheet on a wall that one steps up to: 0.6 m. What reads from under 0.4 m only, nobody reads."""
_LARGE_PRINT = Viewing(POINT, 18, 6, 100, _GS1)
_DISPLAY = Viewing(685 / 540, 13, 9, 144)
"""A display of 55 inches, 685 mm high, seen from 3 m: 26 of its 1,080 lines."""
_HAND = Viewing(68 / 1080, 30, 20, 72)
"""A phone's 68 mm for 1,080 points: 30 are the 11 points that phones' makers set as the least."""


def viewing_of(paper: Paper, edition: Edition = PLAIN) -> Viewing:
    """How a poster on some paper is looked at, in an edition."""
    if paper is Paper.SCREEN:
        return _DISPLAY
    if paper is Paper.PHONE:
        return _HAND
    return _LARGE_PRINT if edition.is_large else _SHEET


@dataclass(frozen=True, slots=True)
class Smallest:
    """The smallest type of a poster, in points, and some words that are set in it."""

    size: float
    words: str


@dataclass(frozen=True, slots=True)
class Faintest:
    """The words that differ least from what is behind them, in colour and as a copier sees them."""

    contrast: float
    in_grey: float
    asked: float
    words: str


@dataclass(frozen=True, slots=True)
class Legibility:
    """Legibility (易读性) of one poster.

    `line` are the characters of the longest line of running text (0: there is none); `module` the
    millimetres of the least part of its QR code, None where no camera finds one; `missing` what
    no font has, `fits` whether everything is on the sheet.
    """

    viewing: Viewing
    smallest: Smallest
    faintest: Faintest
    line: int
    module: float | None
    missing: str = ""
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """Remark (提醒): something that keeps a poster from being read, as a problem would tell it."""

    code: str
    saying: Saying
    severity: Severity = Severity.WARNING


def remarks(found: Legibility) -> Iterator[Remark]:
    """What is less than it should be, the worst first."""
    yield from on_fit(fits=found.fits)
    yield from on_size(found.smallest.size, found.viewing, found.smallest.words)
    yield from on_missing(found.missing)
    yield from _on_contrast(found.faintest)
    yield from _on_code(found.module, found.viewing)
    if found.line > LONGEST_LINE:
        zh = f"正文每行 {found.line} 字，超过 {LONGEST_LINE} 字，容易看串行。"
        en = f"lines of {found.line} characters, over {LONGEST_LINE}, make readers lose the next."
        yield Remark("long-line", Saying(zh, en))


def on_fit(*, fits: bool) -> Iterator[Remark]:
    """That a poster has more on it than there is room."""
    if not fits:
        zh, en = "内容太多，一张纸放不下。", "there is too much for one sheet."
        yield Remark("over-full", Saying(zh, en), Severity.ERROR)


def on_size(size: float, viewing: Viewing, words: str = "") -> Iterator[Remark]:
    """That type is too small for where it is seen; an error where it cannot be read at all."""
    if size >= viewing.least - _HAIR:
        return
    high, far = f"{viewing.height(size):.1f}", f"{viewing.distance(size):.1f}"
    which, what = (f"“{words}”", f" “{words}”") if words else ("", "")
    zh = f"最小的字{which}只有 {high} 毫米高，{far} 米以外看不清。"
    en = f"the smallest type{what} is {high} mm high; it reads from no further than {far} m."
    if size >= viewing.lost:
        yield Remark("small-print", Saying(zh, en))
    else:
        yield Remark("illegible", Saying(zh, en), Severity.ERROR)


_HAIR = 0.05
"""Points that nobody sees: sizes are rounded on their way into a PDF."""


def on_missing(characters: str) -> Iterator[Remark]:
    """That no font has some characters, and who can do something about it."""
    if characters:
        zh = (
            f"字体里没有这些字，海报上印成了〓：{characters}。"
            f"县里把有这些字的字体文件放进 {FONTS}，就能印出来。"
        )
        en = (
            f"the font lacks these characters, printed as 〓: {characters}. "
            f"The county can put a font that has them into {FONTS}."
        )
        yield Remark("missing-glyph", Saying(zh, en))


def _on_contrast(faint: Faintest) -> Iterator[Remark]:
    least = min(faint.contrast, faint.in_grey)
    if least < faint.asked:
        zh = f"“{faint.words}”和底色的对比度只有 {least:.1f}，应不低于 {faint.asked:g}。"
        en = f"“{faint.words}” has a contrast of {least:.1f} with its ground, not {faint.asked:g}."
        yield Remark("faint", Saying(zh, en))


def _on_code(module: float | None, viewing: Viewing) -> Iterator[Remark]:
    if module is None:
        yield Remark("no-code", Saying("二维码扫不出来。", "no camera finds the QR code."))
    elif module < viewing.module:
        zh = f"二维码每格 {module:.2f} 毫米，小于 {viewing.module:g} 毫米，有的手机扫不出。"
        en = f"the QR code's modules of {module:.2f} mm, under {viewing.module:g}, are too small."
        yield Remark("small-code", Saying(zh, en))
