"""Plugin (插件): MkDocs asked for frames, and MkDocs asking for the whole site.

Nothing outside this module knows MkDocs: another generator that renders Material's templates can
take its place here.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from pathlib import Path

from gongshi.errors import GongshiError, MachineFailed, Saying, ThemeError, WrongUse, cause
from gongshi.frame.frames import MAX_DEPTH, PROSE, Frames, index, key_of, place_of
from gongshi.language import language, say
from gongshi.theme import theme_for

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

_EMPTY = "---\nframe: true\ntitle: {title}\n---\n\n# {title} {{#content}}\n"


def render(config: Path, folder: Path) -> None:
    """Run MkDocs for nothing but the frames."""
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
        GongshiPlugin.only_frames = True  # of the class: MkDocs keeps its plugins for later
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
            Saying(f"写不了 {folder}：{cause(error).zh}。", f"cannot write {folder}: {error}.")
        ) from error
    finally:
        GongshiPlugin.only_frames = False
        logging.getLogger("mkdocs").removeHandler(told)


class _Told(logging.Handler):
    """Keeps what MkDocs warned of, to tell it with the error."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _called(page: Page) -> tuple[str, str]:
    """A hand-written page's title, and its `tab`: a shorter one for where room is scarce."""
    return str(page.title), str(page.meta.get("tab") or page.title)


def _address(config: MkDocsConfig) -> str:
    """The site's permanent address, as mkdocs.yml says it: posters carry it for years.

    While it serves, MkDocs puts its own in the place of it; what the file says still holds.
    """
    with Path(config.config_file_path).open("rb") as file:
        said = yaml_load(file).get("site_url") or ""
    if not str(said).startswith("https://"):
        raise PluginError(
            say(
                "mkdocs.yml 里的 site_url 要写网站的网址，以 https:// 开头：海报的二维码指向它。",
                "site_url in mkdocs.yml must be the site's address and begin with https://: "
                "the QR codes of posters lead there.",
            )
        )
    return str(said).rstrip("/") + "/"


class _NoOptions(Config):  # type: ignore[no-untyped-call]
    """The plugin takes none: everything is said in the content."""


class GongshiPlugin(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]
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
        for depth in range(MAX_DEPTH + 1):
            uri = place_of(depth).replace(".html", ".md")
            if files.get_file_from_path(uri) is None:
                text = _EMPTY.format(title=config.site_name)
                made = File.generated(config, uri, content=text)
                made.inclusion = InclusionLevel.NOT_IN_NAV
                files.append(made)
        return files

    def on_env(self, env: object, config: MkDocsConfig, files: Files) -> None:
        """Note the hand-written pages, in the order of the navigation."""
        empty = {place_of(depth) for depth in range(MAX_DEPTH + 1)}
        prose = {
            file.dest_uri: (*_called(file.page), "" if file.url == "./" else file.url)
            for file in files.documentation_pages()
            if file.dest_uri not in empty and file.page is not None
        }
        folder = Path(config.site_dir)
        folder.mkdir(parents=True, exist_ok=True)
        site = _address(config)
        said = json.dumps({"site": site, "prose": prose}, ensure_ascii=False, default=str)
        (folder / PROSE).write_text(said, "utf-8")

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Run the whole build, unless MkDocs was run only for its frames."""
        if self.only_frames:
            return
        from gongshi.build import build_for_mkdocs

        folder = Path(config.site_dir)
        root = Path(config.config_file_path).parent
        key = key_of(root, theme_for(root))
        index(folder, key)
        config.site_dir = str(self._asked_for)
        try:
            build_for_mkdocs(root, self._asked_for, Frames(folder, key))
        except GongshiError as error:
            raise PluginError(error.saying.in_(language())) from error
