"""Looks (外观): a school's `theme.yaml` and the files in its folder `theme`, as bytes.

A theme may come from anywhere. So nothing is followed or opened but ordinary files that stand in
the folder itself, of the endings that a theme has and no longer than those may be.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gongshi.errors import Problem, Saying, Severity
from gongshi.load.files import Reader
from gongshi.load.source import Source
from gongshi.theme import poster_templates, theme_for
from gongshi.words import nearest

THEME_FILE = "theme.yaml"
THEME_FOLDER = "theme"
TEMPLATE = ".typ.jinja"
_POSTERS = "posters"
_MOST_BYTES = {
    ".svg": 400_000,
    ".png": 2_000_000,
    ".ttf": 32_000_000,
    ".otf": 32_000_000,
    TEMPLATE: 64_000,
}
_MOST_FILES = 60


@dataclass(frozen=True)
class LookFiles:
    """What a school has of a look: its file, pictures and fonts by name, templates by name.

    `problems` are told and hold nothing back: what is amiss here is left out.
    """

    home: str = ""
    source: Source | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def path(self, name: str) -> str:
        """Where a file of the folder stands, under the root."""
        return f"{self.home}/{THEME_FOLDER}/{name}"

    def path_of_template(self, name: str) -> str:
        """Where a poster template stands, under the root."""
        return self.path(f"{_POSTERS}/{name}")


def read_look(root: Path, home: str, kinds: Iterable[str]) -> LookFiles:
    """The look in a school's folder, which is `home` under the root; `kinds` may have templates."""
    reader = Reader(root)
    if (root / home / THEME_FILE).is_symlink():
        reader.problems.append(_told(f"{home}/{THEME_FILE}", _A_LINK))
        source = None
    else:
        source = reader.read(f"{home}/{THEME_FILE}")
    if not os.path.lexists(root / home / THEME_FOLDER):
        return LookFiles(home, source, problems=tuple(reader.problems))
    folder = _Folder(reader, f"{home}/{THEME_FOLDER}")
    files = dict(folder.read(""))
    templates = dict(folder.read(_POSTERS, frozenset(_names(root, kinds))))
    texts = {name: raw.decode("utf-8", "replace") for name, raw in templates.items()}
    return LookFiles(home, source, files, texts, tuple(reader.problems))


def _names(root: Path, kinds: Iterable[str]) -> Iterator[str]:
    """What templates may be called: as those that make a poster of some kind."""
    known = frozenset(kinds)
    for name in poster_templates(theme_for(root)):
        if name.split(".")[0] in known:
            yield name
    yield from (f"{kind}{TEMPLATE}" for kind in known)


class _Folder:
    """Reads the folder of a theme; what is amiss is told to the reader."""

    def __init__(self, reader: Reader, place: str) -> None:
        self._reader = reader
        self._place = place
        self._files = 0

    def read(self, folder: str, names: frozenset[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """The files of a folder by name; `names` are those that it may have, if not any."""
        place = f"{self._place}/{folder}".rstrip("/")
        links = [one for one in (self._place, place) if (self._reader.root / one).is_symlink()]
        if links:
            if links[0] == place:  # of what stands in a link nothing more is told
                self._tell(place, _A_LINK)
            return
        for path in self._reader.listed(place):
            name = path.name
            if name.startswith((".", "~")) or (not folder and name == _POSTERS):
                continue
            try:
                why = self._unfit(path, names)
                found = b"" if why else path.read_bytes()
            except OSError:
                why, found = _UNREADABLE, b""
            if why:
                self._tell(f"{place}/{name}", why)
            else:
                yield name, found

    def _unfit(self, path: Path, names: frozenset[str] | None) -> Saying | None:
        """Why a file is not taken."""
        ending = TEMPLATE if path.name.endswith(TEMPLATE) else path.suffix.lower()
        state = path.lstat()
        self._files += 1
        if stat.S_ISLNK(state.st_mode):
            return _A_LINK
        if not stat.S_ISREG(state.st_mode):
            return _NO_FILE
        if names is None and (ending not in _MOST_BYTES or ending == TEMPLATE):
            return _NOT_OF_A_THEME
        if names is not None and path.name not in names:
            return _no_template(path.name, names)
        if state.st_size > _MOST_BYTES[ending]:
            return _too_large(_MOST_BYTES[ending])
        return _TOO_MANY if self._files > _MOST_FILES else None

    def _tell(self, path: str, saying: Saying) -> None:
        self._reader.problems.append(_told(path, saying))


def _told(path: str, saying: Saying) -> Problem:
    return Problem(path, 1, 1, "stray", saying, Severity.WARNING)


def _no_template(name: str, names: frozenset[str]) -> Saying:
    near = nearest(name, tuple(sorted(names)), 0.6)
    zh = (
        f"您是不是想写“{near}”？"
        if near
        else "文件名要和程序自带的海报模板一样，如 notice.typ.jinja。"
    )
    en = f"did you mean “{near}”?" if near else "name it after a poster template of the theme."
    return Saying(f"没有叫“{name}”的海报模板，{zh}", f"no poster has a template “{name}”; {en}")


def _too_large(most: int) -> Saying:
    size = f"{most / 1_000_000:g} MB" if most >= 1_000_000 else f"{most // 1000} kB"
    return Saying(
        f"文件太大，最多 {size}，没有用；请换一个小一些的。",
        f"too large for a theme, {size} at most; it is not used. Put a smaller one here.",
    )


_A_LINK = Saying(
    "主题里的链接不会打开；请放上真正的文件。", "links in a theme are not followed; put real files."
)
_NO_FILE = Saying(
    "这不是普通文件，没有用；请换成真正的文件。", "this is no ordinary file; put a real one here."
)
_NOT_OF_A_THEME = Saying(
    "theme 文件夹里只认 svg、png 图片和 ttf、otf 字体，海报模板放在 posters 里；请把这个移走。",
    "the theme folder holds svg and png pictures and ttf and otf fonts, and templates in posters; "
    "move this elsewhere, it is not used.",
)
_UNREADABLE = Saying(
    "读不了，没有用；请检查权限和磁盘。", "cannot be read; check permissions and the disk."
)
_TOO_MANY = Saying(
    f"主题的文件太多，只用前 {_MOST_FILES} 个，请减少。",
    f"a theme has {_MOST_FILES} files at most; this is not used. Leave some out.",
)
