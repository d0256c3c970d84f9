"""Frame (页框): what MkDocs and Material draw around every page, made once and filled many times.

Material renders the hand-written pages and one empty page per depth. Each is cut at its
`[[gongshi:…]]` marks; `Frame.filled` sets a document into it. Nothing outside this module knows
MkDocs: another generator that renders Material's templates can take its place here.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from gongshi.errors import MachineFailed, Saying, ThemeError, WrongUse

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

MAX_DEPTH = 3
_MARK = re.compile(r"\[\[gongshi:([a-z]+)\]\]")
_INDENT = re.compile(r"\n\s+")
_EMPTY = "---\nframe: true\ntitle: {title}\n---\n\n# {title} {{#content}}\n"


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


@dataclass(frozen=True)
class Prose:
    """A hand-written page: its title, what it is called in the navigation, its address."""

    title: str
    tab: str
    address: str


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
        return self._cached(_place_of(depth))

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
    key = _key(root, theme)
    cache = root / ".cache" / "gongshi" / "frames"
    if not (cache / key / _INDEX).is_file():
        _render(config, cache / "being-made")
        _index(cache / "being-made", key)
        shutil.rmtree(cache / key, ignore_errors=True)
        (cache / "being-made").rename(cache / key)
        for other in cache.iterdir():
            if other.name != key:
                shutil.rmtree(other, ignore_errors=True)
    return Frames(cache / key, key)


def _key(root: Path, theme: Path) -> str:
    digest = sha256()
    for name in ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown"):
        digest.update(f"{name} {version(name)}\0".encode())
    own = [root / "mkdocs.yml", Path(__file__)]
    for path in (*own, *_below(theme / "material"), *_below(root / "content" / "pages")):
        digest.update(f"{path.name}\0{path.parent.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:20]


def _below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _render(config: Path, folder: Path) -> None:
    """Run MkDocs for nothing but the frames."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

    shutil.rmtree(folder, ignore_errors=True)
    told = _Told()
    logging.getLogger("mkdocs").addHandler(told)
    try:
        loaded = load_config(str(config), site_dir=str(folder))
        plugin = loaded.plugins.get("gongshi")
        if not isinstance(plugin, GongshiPlugin):
            raise WrongUse(
                Saying(
                    "mkdocs.yml 的 plugins 里缺少 gongshi，请补上“plugins: [gongshi]”。",
                    "mkdocs.yml does not list the plugin gongshi; add “plugins: [gongshi]”.",
                )
            )
        plugin.only_frames = True
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
    except (Abort, ConfigurationError, MkDocsException) as error:
        said = "; ".join((*told.lines, str(error)))
        raise ThemeError(
            Saying(
                f"手写页面或 mkdocs.yml 有问题：{said}",
                f"the hand-written pages or mkdocs.yml are at fault: {said}",
            )
        ) from error
    except OSError as error:
        raise MachineFailed(
            Saying(f"写不了 {folder}：{error.strerror}。", f"cannot write {folder}: {error}.")
        ) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(told)


class _Told(logging.Handler):
    """Keeps what MkDocs warned of, to tell it with the error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _index(folder: Path, key: str) -> None:
    """Write down what MkDocs made: prose, Material's files, the site's address."""
    made = json.loads((folder / _PROSE).read_text("utf-8"))
    (folder / _PROSE).unlink()
    pages = {_place_of(depth) for depth in range(MAX_DEPTH + 1)} | set(made["prose"]) | {"404.html"}
    files = {}
    for path in _below(folder):
        relative = path.relative_to(folder).as_posix()
        if path.suffix == ".map" or relative.startswith("sitemap.xml"):
            path.unlink()
        elif relative not in pages:
            files[relative] = sha256(path.read_bytes()).hexdigest()
    index = {"key": key, "site": made["site"], "prose": made["prose"], "files": files}
    (folder / _INDEX).write_text(json.dumps(index, ensure_ascii=False, indent=1), "utf-8")


_PROSE = "gongshi-prose.json"


def _place_of(depth: int) -> str:
    """Where the empty page of a depth is rendered."""
    return "gongshi-frame/" * depth + "index.html"


if TYPE_CHECKING:
    from mkdocs.config.base import Config
    from mkdocs.plugins import BasePlugin

    _Base = BasePlugin[Config]
else:
    from mkdocs.plugins import BasePlugin as _Base


def _called(page: Page) -> tuple[str, str]:
    """A hand-written page's title, and its `tab`: a shorter one for where room is scarce."""
    return str(page.title), str(page.meta.get("tab") or page.title)


class GongshiPlugin(_Base):  # type: ignore[no-untyped-call]
    """Lets plain `mkdocs build` and `mkdocs serve` make the same site as `gongshi build`.

    MkDocs renders into a folder of frames; when it has finished, the whole build runs from them
    and publishes to the folder that MkDocs was asked for.
    """

    only_frames = False
    _asked_for = Path()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep one plugin object over all rebuilds of `mkdocs serve`."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Use the theme's overrides, and send MkDocs' own files to the frames."""
        from gongshi.theme import theme_for

        root = Path(config.config_file_path).parent
        overrides = str(theme_for(root) / "material")
        if overrides not in config.theme.dirs:
            config.theme.dirs.insert(0, overrides)
        if not self.only_frames:
            self._asked_for = Path(config.site_dir)
            config.site_dir = str(root / ".cache" / "gongshi" / "frames" / "of-mkdocs")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the empty page of each depth."""
        from mkdocs.structure.files import File, InclusionLevel

        for depth in range(MAX_DEPTH + 1):
            uri = _place_of(depth).replace(".html", ".md")
            if files.get_file_from_path(uri) is None:
                text = _EMPTY.format(title=config.site_name)
                made = File.generated(config, uri, content=text)
                made.inclusion = InclusionLevel.NOT_IN_NAV
                files.append(made)
        return files

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """Note the hand-written pages, in the order of the navigation."""
        empty = {_place_of(depth) for depth in range(MAX_DEPTH + 1)}
        prose = {
            file.dest_uri: (*_called(file.page), "" if file.url == "./" else file.url)
            for file in files.documentation_pages()
            if file.dest_uri not in empty and file.page is not None
        }
        folder = Path(config.site_dir)
        folder.mkdir(parents=True, exist_ok=True)
        site = (config.site_url or "").rstrip("/") + "/"
        said = json.dumps({"site": site, "prose": prose}, ensure_ascii=False, default=str)
        (folder / _PROSE).write_text(said, "utf-8")

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Run the whole build, unless MkDocs was run only for its frames."""
        if self.only_frames:
            return
        from gongshi.build import build_for_mkdocs
        from gongshi.theme import theme_for

        folder = Path(config.site_dir)
        root = Path(config.config_file_path).parent
        key = _key(root, theme_for(root))
        _index(folder, key)
        config.site_dir = str(self._asked_for)
        build_for_mkdocs(root, self._asked_for, Frames(folder, key))
