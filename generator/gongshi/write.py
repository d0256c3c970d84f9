"""Write (写出): put a file on the disk only where its bytes differ from what is published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from gongshi.publish import Made


class Writer:
    """Takes files as they are made; the new ones go into a fresh folder, all are noted.

    `before` is what the public folder holds; `files` grows into what it shall hold.
    """

    def __init__(self, fresh: Path, before: Mapping[str, Made]) -> None:
        """Nothing is written yet."""
        self.before = before
        self.files: dict[str, Made] = {}
        self._fresh = str(fresh)
        self._folders: set[str] = set()

    def write(self, path: str, content: bytes, source: str = "") -> None:
        """One file of the site; its place is a path under the site's root."""
        made = Made(sha256(content).hexdigest(), source)
        before = self.before.get(path)
        if before is None or before.digest != made.digest:
            self._put(path, content)
        self.files[path] = made

    def keep(self, path: str, made: Made) -> None:
        """A file that stays as it is published."""
        self.files[path] = made

    def copy(self, path: str, file: Path) -> None:
        """A file that lies elsewhere on the disk: a photo, a stylesheet."""
        self.write(path, file.read_bytes())

    def take(self, path: str, digest: str, file: Path) -> None:
        """A file that lies elsewhere on the disk, its digest known."""
        made = Made(digest)
        if self.before.get(path) != made:
            self._put(path, file.read_bytes())
        self.files[path] = made

    def content(self, path: str, public: Path) -> bytes:
        """The bytes of a file that was noted: the new ones, or those that stay as published."""
        fresh = Path(f"{self._fresh}/{path}")
        return fresh.read_bytes() if fresh.is_file() else (public / path).read_bytes()

    def _put(self, path: str, content: bytes) -> None:
        """Write with as few system calls as there can be: ten thousand times a build."""
        folder = f"{self._fresh}/{path}".rpartition("/")[0]
        self._make(folder)
        file = os.open(f"{self._fresh}/{path}", _NEW, 0o666)
        try:
            while content:
                content = content[os.write(file, content) :]
        finally:
            os.close(file)

    def _make(self, folder: str) -> None:
        """A folder and those it stands in, each made once."""
        if folder in self._folders:
            return
        try:
            os.mkdir(folder)  # noqa: PTH102 - a hot path
        except FileNotFoundError:
            self._make(os.path.dirname(folder))  # noqa: PTH120 - likewise
            os.mkdir(folder)  # noqa: PTH102 - likewise
        except FileExistsError:
            pass
        self._folders.add(folder)


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
