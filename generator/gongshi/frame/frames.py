"""Frame (页框): what MkDocs and Material draw around every page, made once and filled many times.

Material renders the hand-written pages and one empty page per depth. Each is cut at its
`[[gongshi:…]]` marks; `Frame.filled` sets a document into it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from gongshi.errors import Saying, WrongUse

MAX_DEPTH = 3
_MARK = re.compile(r"\[\[gongshi:([a-z]+)\]\]")
_INDENT = re.compile(r"\n\s+")


@dataclass(frozen=True)
class Frame:
    """A rendered page cut at its marks: texts as bytes, and between them the names of slots."""

    pieces: tuple[bytes, ...]
    slots: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Frame:
        """The frame of a page that carries marks."""
        parts = _MARK.split(html)
        return cls(tuple(part.encode() for part in parts[::2]), tuple(parts[1::2]))

    def filled(self, content: Mapping[str, bytes]) -> bytes:
        """The page with each slot's content set in."""
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts.append(content[slot])
            parts.append(piece)
        return b"".join(parts)

    def holding(self, content: Mapping[str, bytes]) -> Frame:
        """The frame with some slots' content set in: what many pages have in common.

        >>> Frame.cut("<p>[[gongshi:a]], [[gongshi:b]]</p>").holding({"a": b"A"})
        Frame(pieces=(b'<p>A, ', b'</p>'), slots=('b',))
        """
        pieces, slots = [self.pieces[0]], []
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            if slot in content:
                pieces[-1] += content[slot] + piece
            else:
                pieces.append(piece)
                slots.append(slot)
        return Frame(tuple(pieces), tuple(slots))


@dataclass(frozen=True)
class Prose:
    """A hand-written page: its title, what it is called in the navigation, its address."""

    title: str
    tab: str
    address: str

    @property
    def is_top(self) -> bool:
        """Whether it stands in no folder; others are reached through the page above them."""
        return self.address.count("/") <= 1


@dataclass(frozen=True)
class Frames:
    """All that MkDocs made, in a folder of its own: frames by depth, prose, Material's files."""

    folder: Path
    key: str

    @cached_property
    def _index(self) -> dict[str, object]:
        loaded: dict[str, object] = json.loads((self.folder / _INDEX).read_text("utf-8"))
        return loaded

    @property
    def site(self) -> str:
        """The site's address, ending in a slash."""
        return str(self._index["site"])

    def at(self, depth: int) -> Frame:
        """The empty frame for pages that many folders down."""
        return self._cached(place_of(depth))

    def of(self, path: str) -> Frame:
        """The frame of a hand-written page, by its file's path."""
        return self._cached(path)

    def _cached(self, path: str) -> Frame:
        frames = self._frames
        if path not in frames:
            html = (self.folder / path).read_text("utf-8")
            ours = path.endswith("index.html") and path not in self.prose
            frames[path] = Frame.cut(_INDENT.sub("\n", html) if ours else html)
        return frames[path]

    @cached_property
    def _frames(self) -> dict[str, Frame]:
        return {}

    @property
    def prose(self) -> dict[str, Prose]:
        """Hand-written pages by their file's path, in the order of the navigation."""
        found = self._index["prose"]
        assert isinstance(found, dict)
        return {path: Prose(*said) for path, said in found.items()}

    @property
    def files(self) -> dict[str, str]:
        """Material's own files: their paths and the SHA-256 of their bytes."""
        found = self._index["files"]
        assert isinstance(found, dict)
        return found


_INDEX = "gongshi-frames.json"


def frames_for(root: Path, theme: Path) -> Frames:
    """The frames of a site, from the cache or from one run of MkDocs; ThemeError where it fails."""
    config = root / "mkdocs.yml"
    if not config.is_file():
        raise WrongUse(
            Saying(
                f"{root} 里没有 mkdocs.yml；可用 gongshi new site 新建一个站。",
                f"{root} has no mkdocs.yml; make a site with gongshi new site.",
            )
        )
    key = key_of(root, theme)
    cache = root / ".cache" / "gongshi" / "frames"
    if not (cache / key / _INDEX).is_file():
        from gongshi.frame.plugin import render

        being_made = cache / f"being-made-{os.getpid()}"
        render(config, being_made)
        index(being_made, key)
        _settle(being_made, cache / key)
    return Frames(cache / key, key)


_DAY = 86_400


def _settle(being_made: Path, place: Path) -> None:
    """Give new frames their place, unless another process was quicker; clear away old ones."""
    try:
        being_made.rename(place)
    except OSError:
        shutil.rmtree(being_made, ignore_errors=True)
    newest = place.stat().st_mtime
    for other in place.parent.iterdir():
        if other != place and other.stat().st_mtime < newest - _DAY:
            shutil.rmtree(other, ignore_errors=True)


def key_of(root: Path, theme: Path) -> str:
    """A digest of everything that the frames come from."""
    digest = sha256()
    for name in ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown"):
        digest.update(f"{name} {version(name)}\0".encode())
    own = [root / "mkdocs.yml", *_below(Path(__file__).parent)]
    for path in (*own, *_below(theme / "material"), *_below(root / "content" / "pages")):
        digest.update(f"{path.name}\0{path.parent.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def index(folder: Path, key: str) -> None:
    """Write down what MkDocs made: prose, Material's files, the site's address."""
    made = json.loads((folder / PROSE).read_text("utf-8"))
    (folder / PROSE).unlink()
    pages = {place_of(depth) for depth in range(MAX_DEPTH + 1)} | set(made["prose"]) | {"404.html"}
    files = {}
    for path in _below(folder):
        relative = path.relative_to(folder).as_posix()
        if path.suffix == ".map" or relative.startswith("sitemap.xml"):
            path.unlink()
        elif relative not in pages:
            files[relative] = sha256(path.read_bytes()).hexdigest()
    index = {"key": key, "site": made["site"], "prose": made["prose"], "files": files}
    (folder / _INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1), "utf-8")


PROSE = "gongshi-prose.json"


def place_of(depth: int) -> str:
    """Where the empty page of a depth is rendered."""
    return "gongshi-frame/" * depth + "index.html"
