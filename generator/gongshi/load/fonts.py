"""Fonts (字体) of the county: files that print what the posters' own font lacks, looked over.

A county puts them in `content/fonts`. It is trusted more than a school's theme; even so nothing is
taken but ordinary files, of two endings and bounded in number and size.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gongshi.errors import Problem, Saying, Severity
from gongshi.formats.font import NotAFont, characters, checked_font
from gongshi.load.files import Reader
from gongshi.look import OWN_FONTS

FONTS = "content/fonts"
_MOST_BYTES = 32_000_000
_MOST_FILES = 16
_BESIDE_FONTS = (".txt", ".md")
"""Their licences, which may stand beside them."""


@dataclass(frozen=True, slots=True)
class CountyFont:
    """County font (补充字体): a file that may be printed with. Its path is absolute."""

    path: Path
    digest: str

    @property
    def name(self) -> str:
        """Where it stands, under the root."""
        return f"{FONTS}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class FontFiles:
    """The county's fonts in the order of their names, and what is wrong with others.

    `problems` are told and hold nothing back: what is amiss is left out.
    """

    fonts: tuple[CountyFont, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_fonts(root: Path) -> FontFiles:
    """The fonts of a county, of which all that are sound may be printed with."""
    reader = Reader(root)
    if (root / FONTS).is_symlink():
        return FontFiles(problems=(_stray(FONTS, _A_LINK),))
    found = tuple(_fonts(reader))
    fonts = tuple(one for one in found if isinstance(one, CountyFont))
    told = (one for one in found if isinstance(one, Problem))
    return FontFiles(fonts, (*reader.problems, *told))


def _fonts(reader: Reader) -> Iterator[CountyFont | Problem]:
    """The font in each file, or what is wrong with it."""
    files = 0
    for path in reader.inside(FONTS):
        if path.name.startswith((".", "~")) or path.suffix.lower() in _BESIDE_FONTS:
            continue
        name = f"{FONTS}/{path.name}"
        files += 1
        try:
            why = _unfit(path) or (_TOO_MANY if files > _MOST_FILES else None)
            yield _stray(name, why) if why else _font(path, name)
        except OSError:
            yield _stray(name, _UNREADABLE)


def _unfit(path: Path) -> Saying | None:
    """Why a file is not opened."""
    state = path.lstat()
    if stat.S_ISLNK(state.st_mode):
        return _A_LINK
    if path.suffix.lower() not in OWN_FONTS:
        return _NO_FONT
    if not stat.S_ISREG(state.st_mode):
        return _NO_FILE
    return _TOO_LARGE if state.st_size > _MOST_BYTES else None


def _font(path: Path, name: str) -> CountyFont | Problem:
    raw = path.read_bytes()
    try:
        checked_font(raw)
    except NotAFont as error:
        return Problem(name, 1, 1, "font", _BROKEN[error.kind])
    if next(characters(raw), None) is None:
        return Problem(name, 1, 1, "font", _BROKEN["font"])
    return CountyFont(path.absolute(), sha256(raw).hexdigest())


def _stray(path: str, saying: Saying) -> Problem:
    return Problem(path, 1, 1, "stray", saying, Severity.WARNING)


_BROKEN = {
    "font": Saying(
        "这不是字体文件，或者已经损坏，海报没有用它；请换一个完好的，或把它移走。",
        "this is no font, or it is damaged; posters do without it. Put a sound one, or take it "
        "away.",
    ),
    "licence": Saying(
        "这种字体的许可不许嵌入文件，不能印在海报上；请换一种，或把它移走。",
        "the licence of this font forbids embedding it, so no poster may carry it; choose another.",
    ),
}
_A_LINK = Saying(
    "字体文件夹里的链接不会打开；请放上真正的文件。",
    "links among the fonts are not followed; put real files.",
)
_NO_FILE = Saying(
    "这不是普通文件，没有用；请换成真正的文件。", "this is no ordinary file; put a real one here."
)
_NO_FONT = Saying(
    "这里只认 .ttf 和 .otf 字体文件；请把这个移走，没有用它。",
    "only .ttf and .otf fonts belong here; move this elsewhere, it is not used.",
)
_TOO_LARGE = Saying(
    f"字体文件太大，最多 {_MOST_BYTES // 1_000_000} MB，没有用；请换一个小一些的。",
    f"too large for a font, {_MOST_BYTES // 1_000_000} MB at most; it is not used. Put a smaller "
    "one here.",
)
_TOO_MANY = Saying(
    f"字体文件太多，只用前 {_MOST_FILES} 个，请减少。",
    f"there may be {_MOST_FILES} fonts at most; this is not used. Leave some out.",
)
_UNREADABLE = Saying(
    "读不了，没有用；请检查权限和磁盘。", "cannot be read; check permissions and the disk."
)
