"""Fonts (字体) of a press: the one that has all Chinese, and the county's for what that lacks.

They are asked for characters before Typst is, as a PDF that is to be read aloud may lack none.
What no font has is printed as 〓; a county's font that Typst cannot use is told and left out.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import accumulate
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

import typst

from gongshi.errors import Problem, Saying, Severity
from gongshi.formats.font import characters
from gongshi.load.fonts import CountyFont
from gongshi.render.typesetter import FONTS, fonts_in, house_fonts
from gongshi.render.typst_source import literal

SUBSTITUTE = "〓"
"""What is printed for a character that no font has, as type-setters always did."""

ALONE = "#let scripts = ()\n"
"""What the library is told of a county's fonts where a poster needs none."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Which characters a font has: the first and last of each run, in order of code."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, font: Path) -> Glyphs:
        """The characters of a font; of a collection those of Noto's Simplified Chinese."""
        runs = sorted(characters(font.read_bytes(), _SIMPLIFIED))
        ends = accumulate((end for _, end in runs), max)
        return cls(tuple(start for start, _ in runs), tuple(ends))

    def __contains__(self, character: str) -> bool:
        """Whether the font can draw it."""
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]

    def beside(self, other: Glyphs) -> frozenset[str]:
        """The characters it has and another font lacks."""
        runs = zip(self.starts, self.ends, strict=True)
        every = (chr(code) for start, end in runs for code in range(start, end + 1))
        return frozenset(one for one in every if one not in other)


_SIMPLIFIED = 2


@dataclass(frozen=True, slots=True)
class Family:
    """Family (字族): the county's fonts of one name, as Typst knows it.

    `letters` are what it has and the Chinese font lacks.
    """

    name: str
    glyphs: tuple[Glyphs, ...]
    letters: frozenset[str]
    digest: str

    def has(self, cluster: str) -> bool:
        """Whether one of its fonts has all of a letter with its marks."""
        return any(all(one in glyphs for one in cluster) for glyphs in self.glyphs)


class Fonts:
    """Fonts (字体): opened when a poster first needs them; `close` removes their copies."""

    def __init__(self, county: tuple[CountyFont, ...] = ()) -> None:
        """The Chinese font, and a county's."""
        self._county = county
        self._faults: list[Problem] = []
        self._ended: Finalize | None = None

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The county's fonts that a poster needed and Typst cannot use, as far as is known."""
        return tuple(self._faults)

    def scripts(self, text: str) -> str:
        """What the library is told of the county's fonts that a text needs, as Typst source.

        Only fonts that it needs are named, with whole neighbourhoods of their letters: so many
        posters are told the same, and none is printed anew for a font that it does without.
        """
        lacking = self._lacking(text) if self._county else frozenset()
        told, digests = [], []
        for family in self._families if lacking else ():
            found = lacking & family.letters
            if found:
                around = {ord(one) >> 8 for one in found}
                letters = sorted(one for one in family.letters if ord(one) >> 8 in around)
                told.append({"font": family.name, "letters": _ranges(letters)})
                digests.append(family.digest)
            lacking -= found
        return f"#let scripts = {literal(tuple(told))} // {' '.join(digests)}\n" if told else ALONE

    def cover(self, text: str, *, alone: bool = False) -> tuple[str, tuple[str, ...]]:
        """A text with 〓 for every character that no font has, and those characters, sorted.

        A picture made of several (👨‍👩‍👧, a skin tone, a variation) becomes one 〓, and so does a
        letter with the marks above and below it. `alone` asks the Chinese font only.
        """
        missing = set(self._lacking(text))
        if not missing:
            return text, ()
        families = self._families if self._county and not alone else ()
        for family in families:
            missing -= family.letters
        text, broken = _without_mixed(text, self._lacking(text) - missing, families)
        return _substituted(text, missing), tuple(sorted({*missing, *broken}))

    @property
    def folder(self) -> Path | None:
        """Where copies of the county's fonts are that can be used; None where there are none."""
        return self._folder if self._families else None

    def close(self) -> None:
        """Remove the copies."""
        if self._ended is not None:
            self._ended()

    @staticmethod
    def _lacking(text: str) -> frozenset[str]:
        """The characters that the Chinese font lacks."""
        house = _house()
        return frozenset(
            one for one in set(text) if one >= " " and one not in house and not _joins(one)
        )

    @cached_property
    def _folder(self) -> Path:
        folder = Path(mkdtemp(prefix="gongshi-fonts-"))
        # Unlike atexit and TemporaryDirectory, this also runs when a worker process ends.
        self._ended = Finalize(self, rmtree, (folder, True), exitpriority=1)
        return folder

    @cached_property
    def _families(self) -> tuple[Family, ...]:
        """The families that add something, in the order of the files' names."""
        found: dict[str, Family] = {}
        house = set(house_fonts().families())
        for number, font in enumerate(self._county):
            family = self._opened(font, self._folder / str(number))
            if family is None or family.name in house or not family.letters:
                rmtree(self._folder / str(number), ignore_errors=True)
            elif family.name in found:
                found[family.name] = _joined(found[family.name], family)
            else:
                found[family.name] = family
        return tuple(found.values())

    def _opened(self, font: CountyFont, place: Path) -> Family | None:
        """A font's family, once Typst has set a text in it; None where that fails."""
        place.mkdir(parents=True, exist_ok=True)
        try:
            copy = Path(copyfile(font.path, place / f"font{font.path.suffix.lower()}"))
        except OSError:
            self._tell(font, _GONE)
            return None
        glyphs = Glyphs.of(copy)
        letters = glyphs.beside(_house())
        name = next(iter(fonts_in(place).families()), None)
        if name is None or not _can_set(name, letters, place):
            self._tell(font, _NOT_SET)
            return None
        return Family(name, (glyphs,), letters, font.digest)

    def _tell(self, font: CountyFont, saying: Saying) -> None:
        self._faults.append(Problem(font.name, 1, 1, "font", saying, Severity.WARNING))


@lru_cache(maxsize=1)
def _house() -> Glyphs:
    return Glyphs.of(next(FONTS.glob("*.ttc")))


def _joined(one: Family, other: Family) -> Family:
    """The fonts of one name together: its regular and its bold."""
    digest = sha256(f"{one.digest} {other.digest}".encode()).hexdigest()
    glyphs = (*one.glyphs, *other.glyphs)
    return Family(one.name, glyphs, one.letters | other.letters, digest)


_TRIED = 200


def _can_set(name: str, letters: frozenset[str], place: Path) -> bool:
    """Whether Typst can make a PDF of letters in a font, some from everywhere in it."""
    every = sorted(letters)
    text = "".join(every[:: 1 + len(every) // _TRIED])
    source = place / "trial.typ"
    source.write_text(
        f"#set text(font: {literal(name)}, fallback: false)\n#{literal(text)}", "utf-8"
    )
    try:
        typst.Compiler(input=source, root=place, font_paths=fonts_in(place)).compile(format="pdf")
    except typst.TypstError:
        return False
    return True


def _ranges(letters: list[str]) -> str:
    r"""Letters in order of code, as what stands between the brackets of a regular expression.

    >>> _ranges(["\u0626", "\u0627", "\u0628", "\u0f40"])
    '\\x{626}-\\x{628}\\x{f40}'
    """
    runs: list[list[int]] = []
    for code in map(ord, letters):
        if runs and runs[-1][-1] == code - 1:
            runs[-1][1:] = [code]
        else:
            runs.append([code])
    return "".join("-".join(f"\\x{{{code:x}}}" for code in run) for run in runs)


def _without_mixed(
    text: str, letters: frozenset[str], families: tuple[Family, ...]
) -> tuple[str, frozenset[str]]:
    """A text with 〓 for a letter and its marks where no one font has them all, and these."""
    marks = re.escape("".join(one for one in set(text) if _is_mark(one) and not _joins(one)))
    gone: set[str] = set()

    def put(found: re.Match[str]) -> str:
        lacking = letters & set(found[0])
        if not lacking or any(family.has(found[0]) for family in families):
            return found[0]
        gone.update(lacking)
        return SUBSTITUTE

    if letters and marks:  # what ends a literal or an escape is no letter
        text = re.sub(rf'(?<!\\)[^{marks}"}}\\][{marks}]+', put, text)
    return text, frozenset(gone)


def _substituted(text: str, missing: set[str]) -> str:
    """A text with 〓 for some characters."""
    if not missing:
        return text
    one = _any_of(missing) + _any_of({mark for mark in missing if _is_mark(mark)}, "*")
    joined = r"(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\\u\{200d\}" + one + ")*"
    return re.sub(one + joined, SUBSTITUTE, text)


def _any_of(characters: set[str], often: str = "") -> str:
    """A pattern for any of some characters, so often; for nothing where there are none."""
    return f"[{re.escape(''.join(sorted(characters)))}]{often}" if characters else ""


def _joins(one: str) -> bool:
    """Whether a character has no form of its own: it joins others or chooses a form of them."""
    return unicodedata.category(one) == "Cf" or bool(_VARIATION.match(one))


_VARIATION = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _is_mark(one: str) -> bool:
    return unicodedata.category(one) == "Mn"


_GONE = Saying(
    "读不了，海报没有用它；请检查权限和磁盘。",
    "cannot be read, so posters do without it; check permissions and the disk.",
)
_NOT_SET = Saying(
    "用这个字体排不出字（可能已经损坏），海报没有用它；请换一个完好的，或把它移走。",
    "nothing can be set in this font, which may be damaged; posters do without it. Put a sound "
    "one, or take it away.",
)
