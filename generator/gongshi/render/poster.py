"""Poster (张贴版): from a view through a Typst template to the bytes of a PDF or a picture.

`Press.source` is the whole of what will be printed, as text and without touching the disk; its
`key` tells whether it must be printed again; `Press.press` prints it. One press per process.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Self, TypedDict, cast

import manimgx_fonts_cjk
import typst
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongshi.errors import Saying, ThemeError
from gongshi.formats.qr import qr
from gongshi.publication import Paper
from gongshi.render.page import said
from gongshi.render.typst_source import Glyphs, interpolated
from gongshi.theme import layers

if TYPE_CHECKING:
    from gongshi.publication import Poster

PHONE_WIDTH = 1080
"""How wide a phone image is, in pixels."""

_POINTS_PER_INCH = 72
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
_FONTS = Path(manimgx_fonts_cjk.__file__).parent
_LINK = re.compile(r"https://[^\s<>\"'\\]{1,400}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_FORBIDDEN = re.compile(r"\beval\b|\"@|\bplugin\b|\bread\s*\(\s*\"[^\"]*\.\.")


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed poster (成品): its bytes, and how it came to fit on its sheet.

    `scale` is the size of its type beside the one it was drawn for (1.0; under 0.7 is small
    print), `fits` whether everything is on the sheet; `missing` are the characters that the font
    lacks, printed as 〓.
    """

    content: bytes
    scale: float
    fits: bool
    missing: tuple[str, ...] = ()


class _Fit(TypedDict):
    k: float
    ok: bool


class Press:
    """Press (印刷机): a theme's poster templates, and one Typst compiler in a folder of its own.

    The compiler sees copies of the theme's Typst library, pictures and icons and nothing else:
    no symbolic links, no packages, no system fonts. `close` removes the folder.
    """

    def __init__(self, theme: Path) -> None:
        """A press for a theme; raises ThemeError where its Typst does what posters must not."""
        self._theme = theme
        self._templates = _environment(theme)
        self._library = dict(_library(theme))
        self._stamp = _stamp(self._library)

    def source(self, poster: Poster) -> str:
        """The complete Typst source of a poster: the same view gives the same text."""
        name = f"{poster.template}.typ.jinja"
        try:
            other = f"{poster.otherwise or poster.template}.typ.jinja"
            template = self._templates.select_template([name, other])
            return template.render(view=poster.view, paper=poster.paper.value)
        except TemplateError as error:
            raise ThemeError(
                Saying(
                    f"海报模板 posters/{name} 有错：{error}",
                    f"the poster template posters/{name} is at fault: {error}",
                )
            ) from error

    def key(self, source: str) -> str:
        """What the printed bytes depend on, as 64 hexadecimal digits: equal keys, equal bytes."""
        return sha256(f"{self._stamp}\n{source}".encode()).hexdigest()

    def press(
        self, poster: Poster, source: str, finished: Mapping[str, bytes] | None = None
    ) -> Printed:
        """Print a poster's source: PNG for a phone, else PDF/A-2a that is also PDF/UA-1.

        `finished` are PDFs that it sets on its own sheets, found under `/finished/` by name; Typst
        then keeps no standard, as it cannot answer for what another program wrote.
        """
        covered, missing = self._glyphs.cover(source)
        self._main.write_text(covered, encoding="utf-8")
        try:
            with self._beside(finished or {}):
                content = self._compiled(poster.paper, [] if finished else _STANDARDS)
                told = self._compiler.query("<fit>", field="value")
                fit = cast("list[_Fit]", json.loads(told))
        except typst.TypstError as error:
            raise _not_set(poster, error) from error
        scale = min((one["k"] for one in fit), default=1.0)
        return Printed(content, scale, all(one["ok"] for one in fit), missing)

    def thumbnail(self, poster: Poster, source: str, ppi: float) -> bytes:
        """The first sheet of a poster as a small PNG, so many pixels an inch."""
        self._main.write_text(self._glyphs.cover(source)[0], encoding="utf-8")
        try:
            made = self._compiler.compile(format="png", ppi=ppi)
        except typst.TypstError as error:
            raise _not_set(poster, error) from error
        return _one_page(made[0] if isinstance(made, list) else made)

    @contextmanager
    def _beside(self, finished: Mapping[str, bytes]) -> Iterator[None]:
        """Finished PDFs in the compiler's folder, for as long as they are needed."""
        folder = self._main.parent / "finished"
        if finished:
            folder.mkdir(exist_ok=True)
        for name, content in finished.items():
            (folder / name).write_bytes(content)
        try:
            yield
        finally:
            for name in finished:
                (folder / name).unlink()

    def _compiled(self, paper: Paper, standards: list[typst.PDFStandard]) -> bytes:
        if paper is Paper.PHONE:
            return _one_page(self._compiler.compile(format="png", ppi=_POINTS_PER_INCH))
        return _one_page(self._compiler.compile(format="pdf", pdf_standards=standards, timestamp=0))

    @cached_property
    def _glyphs(self) -> Glyphs:
        return _glyphs()

    @cached_property
    def _folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="gongshi-press-"))
        # Unlike atexit and TemporaryDirectory, this also runs when a worker process ends.
        self._remove = Finalize(self, rmtree, (folder, True), exitpriority=1)
        for name, content in self._library.items():
            place = folder / "root" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return folder

    @cached_property
    def _main(self) -> Path:
        return self._folder / "root" / "main.typ"

    @cached_property
    def _compiler(self) -> typst.Compiler:
        nowhere = self._folder / "no-packages"
        return typst.Compiler(
            input=self._main,
            root=self._main.parent,
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[_FONTS],
            ),
            package_path=nowhere,
            package_cache_path=nowhere,
        )

    def close(self) -> None:
        """Remove the compiler's folder."""
        if "_folder" in self.__dict__:
            for made in ("_compiler", "_main", "_folder"):
                self.__dict__.pop(made, None)
            self._remove()

    def __enter__(self) -> Self:
        """The press itself, closed at the end of the block."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Close it."""
        self.close()


def qr_code(url: str) -> str:
    """The QR code of an https address as an SVG picture (ISO/IEC 18004, error level M).

    A hair's breadth of overlap keeps screens and printers from showing seams; the quiet zone is
    the paper around it (4 modules; templates leave it).
    """
    code = qr(checked_link(url))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -.5 {code.size} {code.size}">'
        f'<path stroke="#14261d" stroke-width="1.02" d="{code.path}"/></svg>'
    )


def checked_link(url: str) -> str:
    """An https address, as it may stand on a poster; anything else raises ThemeError."""
    if not _LINK.fullmatch(url):
        raise _not_allowed("链接", "link", url)
    return url


def checked_colour(colour: str) -> str:
    """A colour written #1F5A41, as it may stand in a template; anything else raises ThemeError."""
    if not _COLOUR.fullmatch(colour):
        raise _not_allowed("颜色", "colour", colour)
    return colour


def _not_allowed(zh: str, en: str, value: str) -> ThemeError:
    return ThemeError(
        Saying(
            f"海报上不能有这样的{zh}：{value[:80]}", f"no poster may have this {en}: {value[:80]}"
        )
    )


def _environment(theme: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder / "posters" for folder in layers(theme)]),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # not HTML: finalize makes every value a literal
        finalize=_written,
    )
    environment.filters |= {
        "qr": qr_code,
        "link": checked_link,
        "colour": checked_colour,
        "said": said,
    }
    return environment


def _written(value: object) -> str:
    """What a template writes for a value; a name it should not use is its fault, told as such."""
    return interpolated(str(value) if isinstance(value, Undefined) else value)


def _library(theme: Path) -> list[tuple[str, bytes]]:
    """The files that a poster may use, by their place under the compiler's root, in order.

    Of two files of one name, that of the theme stands before that of another package.
    """
    found: dict[str, Path] = {}
    for folder in layers(theme):
        for under, place, pattern in (
            ("library", folder / "posters" / "library", "*.typ"),
            ("art", folder / "assets" / "art", "*.svg"),
            ("icons", folder / "assets" / "icons", "*.svg"),
        ):
            for path in sorted(place.glob(pattern)):
                if path.is_file() and not path.is_symlink():
                    found.setdefault(f"{under}/{path.name}", path)
        for path in sorted((folder / "posters").glob("*.jinja")):
            _refuse_reading(path)
    for name, path in found.items():
        if name.startswith("library/"):
            _refuse_reading(path)
    return [(name, path.read_bytes()) for name, path in found.items()]


def _refuse_reading(path: Path) -> None:
    """A template may use what it was given; it may not run text, nor fetch packages."""
    found = _FORBIDDEN.search(path.read_text(encoding="utf-8"))
    if found:
        raise ThemeError(
            Saying(
                f"海报模板 {path.name} 里不能用“{found[0]}”。",
                f"the poster template {path.name} may not use “{found[0]}”.",
            )
        )


def _stamp(library: dict[str, bytes]) -> str:
    digest = sha256()
    for name, content in library.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    for package in ("typst", "manimgx-fonts-cjk"):
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _glyphs() -> Glyphs:
    return Glyphs.of(next(_FONTS.glob("*.ttc")))


def _not_set(poster: Poster, error: typst.TypstError) -> ThemeError:
    return ThemeError(
        Saying(
            f"海报模板 posters/{poster.template}.typ.jinja 不能排版：{error.diagnostic}",
            f"posters/{poster.template}.typ.jinja cannot be set: {error.diagnostic}",
        )
    )


def _one_page(content: bytes | list[bytes] | None) -> bytes:
    if isinstance(content, bytes):
        return content
    raise ThemeError(
        Saying("海报排成了几页，应该只有一页。", "the poster ran to several pages; it must be one.")
    )
