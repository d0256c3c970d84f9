"""Files (文件): reading one, or finding those of a folder, whatever the disk holds.

A file that cannot be read is a problem of that file, told with the others; it stops nobody else.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from gongshi.errors import Problem, Saying, cause
from gongshi.load.source import Source
from gongshi.load.tree import MAX_BYTES, TOO_BIG, Unreadable, read_source
from gongshi.words import nearest

ENDINGS = (".yaml", ".yml")


class Reader:
    """Reads files under a root, keeping the problems of those it cannot read."""

    def __init__(self, root: Path) -> None:
        """A reader that has read nothing yet."""
        self.root = root
        self.problems: list[Problem] = []

    def read(self, path: str, *, required: bool = False) -> Source | None:
        """One file, or None where it is missing or unreadable."""
        try:
            raw = self._bytes(path)
        except FileNotFoundError:
            if required or os.path.lexists(self.root / path):
                self.problems.append(self._missing(path))
            return None
        except OSError as error:
            self._complain(path, "unreadable", _cannot_be_read(error))
            return None
        try:
            return None if raw is None else read_source(path, raw)
        except Unreadable as error:
            self.problems += error.problems
            return None

    def _bytes(self, path: str) -> bytes | None:
        """The file's bytes, or None for what is no ordinary file (a pipe would never end)."""
        state = (self.root / path).stat()
        if self.leads_outside(path):
            self._complain(path, "link", _LEADS_OUTSIDE)
        elif stat.S_ISDIR(state.st_mode):
            self._complain(path, "no-file", _A_FOLDER)
        elif not stat.S_ISREG(state.st_mode):
            self._complain(path, "no-file", _NO_FILE)
        elif state.st_size > MAX_BYTES:
            self._complain(path, "too-big", TOO_BIG)
        else:
            return (self.root / path).read_bytes()
        return None

    def _complain(self, path: str, code: str, saying: Saying) -> None:
        self.problems.append(Problem(path, 1, 1, code, saying))

    def _missing(self, path: str) -> Problem:
        """A file that is not there, or a link that leads nowhere."""
        if os.path.lexists(self.root / path):
            return Problem(path, 1, 1, "unreadable", _DEAD_LINK)
        folder, _, name = path.rpartition("/")
        beside = {one.name.lower(): one.name for one in self.inside(folder)}
        near = beside.get(name.lower()) or nearest(name, tuple(beside), 0.7)
        near = beside.get(near or "", near)
        zh = f"；这里有“{near}”，请改名为“{name}”。" if near else "，请补上。"
        en = f"; rename “{near}” to “{name}”." if near else "; add it."
        saying = Saying(f"缺少这个文件{zh}", f"this file is missing{en}")
        return Problem(path, 1, 1, "missing-file", saying)

    def inside(self, folder: str) -> tuple[Path, ...]:
        """What stands in a folder, by name, but for links that lead outside."""
        found = self.listed(folder)
        ours = {one: not self.leads_outside(f"{folder}/{one.name}") for one in found}
        for one in found:
            if not ours[one]:
                self._complain(f"{folder}/{one.name}", "link", _LEADS_OUTSIDE)
        return tuple(one for one in found if ours[one])

    def listed(self, folder: str) -> tuple[Path, ...]:
        """All that stands in a folder, by name; nothing where there is no such folder."""
        try:
            return tuple(sorted((self.root / folder).iterdir()))
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            self._complain(folder, "unreadable", _cannot_be_read(error))
            return ()

    def leads_outside(self, path: str) -> bool:
        """Whether a link takes a path out of the county's folders: what lies there is not ours.

        Those at the top (`content`, `menus`) may be links themselves.
        """
        if not any(map(os.path.islink, _steps(self.root, path))):
            return False
        real = os.path.realpath(self.root / path)
        homes = (self.root, self.root / path.partition("/")[0])
        return not any(Path(real).is_relative_to(os.path.realpath(home)) for home in homes)

    def below(self, folder: str, *, told: bool = True) -> Iterator[str]:
        """The YAML files below a folder, as paths under the root."""

        def failed(error: OSError) -> None:
            if told and not isinstance(error, FileNotFoundError | NotADirectoryError):
                path = Path(error.filename).relative_to(self.root).as_posix()
                self._complain(path, "unreadable", _cannot_be_read(error))

        if self.leads_outside(folder):
            if told:
                self._complain(folder, "link", _LEADS_OUTSIDE)
            return
        for here, folders, names in os.walk(self.root / folder, onerror=failed):
            folders[:] = sorted(one for one in folders if not one.startswith("."))
            relative = Path(here).relative_to(self.root).as_posix()
            for name in sorted(names):
                path = f"{relative}/{name}"
                if not name.lower().endswith(ENDINGS) or name.startswith((".", "~")):
                    continue
                if self.is_text(path):
                    yield path

    def is_text(self, path: str) -> bool:
        """Whether a name is text at all: one unpacked from an old archive may be broken bytes."""
        try:
            path.encode()
        except UnicodeEncodeError:
            self._complain(path, "name", _BROKEN_NAME)
            return False
        return True


def _steps(root: Path, path: str) -> Iterator[str]:
    """The folders on the way to a path, below the first, and the path itself."""
    parts = path.split("/")
    return (f"{root}/{'/'.join(parts[:end])}" for end in range(2, len(parts) + 1))


_LEADS_OUTSIDE = Saying(
    "这个链接通向网站的文件夹以外，不会发布；请换成真正的文件或文件夹。",
    "this link leads out of the site's folders and is not published; put the real thing here.",
)
_BROKEN_NAME = Saying(
    "文件名是乱码，请改名后再放回来。", "the name of this file is garbled; rename it."
)
_A_FOLDER = Saying("这是文件夹，不是文件，请改名。", "this is a folder, not a file; rename it.")
_NO_FILE = Saying(
    "这不是普通文件，请换成真正的文件。", "this is no ordinary file; put a real one here."
)
_DEAD_LINK = Saying(
    "这个链接指向的文件不存在，请放上真正的文件。", "this link leads nowhere; put a real file here."
)


def _cannot_be_read(error: OSError) -> Saying:
    return Saying(
        f"读不了（{cause(error).zh}），请检查权限和磁盘。",
        f"cannot be read ({error.strerror}); check permissions and the disk.",
    )
