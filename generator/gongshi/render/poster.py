"""Poster (张贴版): from a view through a Typst template to the bytes of a PDF or of pictures.

`Press.source` is the whole of what will be printed, as text and without touching the disk; its
`key` tells whether it must be printed again; `Press.press` prints it. One press per process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Self

import typst
import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongshi.errors import Saying, ThemeError
from gongshi.formats.qr import qr
from gongshi.load.fonts import CountyFont
from gongshi.look import Attire
from gongshi.paper import Paper
from gongshi.publication import Poster
from gongshi.render.editions import Dress, dressed, worn_by
from gongshi.render.fonts import ALONE, Fonts
from gongshi.render.page import said
from gongshi.render.sandbox import FAULTS, OWN, sandbox
from gongshi.render.typesetter import Typesetter
from gongshi.theme import forbidden_in, layers

PHONE_WIDTH = 1080
"""How wide a phone image is, in pixels."""

LONGEST_PICTURE = 30_000
"""How long a phone image may be, in pixels: longer ones are not shown by phones."""

_POINTS_PER_INCH = 72
_LINK = re.compile(r"https://[^\s<>\"'\\]{1,400}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Source:
    """Source (排版源码): what is set, what the library is told of the edition, who can set it.

    `dress` names the typesetter: the files beside the source depend on it and on nothing else.
    Where it `is_own`, a school's own template or font made it, and a booth sets it. Where it
    `has_scripts`, it has characters for which the county's fonts are needed.
    """

    main: str
    edition: str
    dress: Dress
    is_own: bool = False
    has_scripts: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed poster (成品): its bytes, and how it came to fit on its sheet.

    `scale` is the size of its type beside the one it was drawn for (1.0; under 0.7 is small
    print), `fits` whether everything is on the sheet; `missing` are the characters that no
    font has, printed as 〓. `more` are the further pictures of what takes several screens. Where a
    school's own design failed, it `is_substitute`: of another source than the one given.
    """

    content: bytes
    scale: float
    fits: bool
    missing: tuple[str, ...] = ()
    more: tuple[bytes, ...] = ()
    is_substitute: bool = False


class Press:
    """Press (印刷机): a theme's poster templates and its typesetters, one for each dress."""

    def __init__(
        self, theme: Path, worn: Attire | None = None, *, fonts: tuple[CountyFont, ...] = ()
    ) -> None:
        """A press for a theme; raises ThemeError where its Typst does what posters must not.

        `worn` is for a press that stands in a booth: an attire whose own templates and font it
        uses. No other press does. `fonts` are the county's.
        """
        self._templates = _environment(theme, worn)
        self._worn = worn
        self._library = dict(_library(theme))
        self._english = _english(theme)
        self._stamp = _stamp(self._library)
        self._fonts = Fonts(fonts)
        self._typesetters: dict[tuple[Dress, bool], Typesetter] = {}

    def source(self, poster: Poster) -> Source:
        """The complete Typst source of a poster: the same view gives the same text."""
        name = f"{poster.template}.typ.jinja"
        size = poster.paper.size
        try:
            other = f"{poster.otherwise or poster.template}.typ.jinja"
            names = [f"{OWN}{name}", name, f"{OWN}{other}", other]
            template = self._templates.select_template(names)
            main = template.render(
                view=poster.view,
                paper=poster.paper.value,
                width=size.width if size else None,
                height=size.height if size else None,
                edition=poster.edition,
            )
        except FAULTS as error:
            raise ThemeError(
                Saying(
                    f"海报模板 posters/{name} 有错：{error}",
                    f"the poster template posters/{name} is at fault: {error}",
                )
            ) from error
        attire = self._worn or worn_by(poster.view).trusted
        dress = Dress.of(poster.edition, attire)
        font = self._typesetter(dress, has_scripts=False).own_font if attire.font else None
        if attire.font and font is None:
            raise ThemeError(_NO_FONT)
        main, edition = dressed(main, poster, self._library, self._english, attire, font)
        scripts = self._fonts.scripts(main + edition)
        return Source(main, edition + scripts, dress, has_scripts=scripts != ALONE)

    def key(self, source: Source) -> str:
        """What the printed bytes depend on, as 64 hexadecimal digits: equal keys, equal bytes."""
        whole = f"{self._stamp}\n{source.dress}\n{source.edition}\n{source.main}"
        return sha256(whole.encode()).hexdigest()

    def press(
        self, poster: Poster, source: Source, finished: Mapping[str, bytes] | None = None
    ) -> Printed:
        """Print a poster's source: PNG for a screen, else PDF/A-2a that is also PDF/UA-1.

        `finished` are PDFs that it sets on its own sheets, by name.
        """
        return self._printed(poster, source, finished or {}, as_pdf=poster.paper.is_printed)

    def proof(self, poster: Poster, source: Source) -> Printed:
        """The same as a PDF even for a screen: of a PDF can be told what stands where."""
        return self._printed(poster, source, {}, as_pdf=True)

    def _printed(
        self, poster: Poster, source: Source, finished: Mapping[str, bytes], *, as_pdf: bool
    ) -> Printed:
        alone = not source.has_scripts
        covered, missing = self._fonts.cover(source.main, alone=alone)
        edition, lacking = self._fonts.cover(source.edition, alone=alone)
        setter = self._typesetter(source.dress, has_scripts=source.has_scripts)
        try:
            if as_pdf:
                made = setter.pdf(covered, edition, finished)
            else:
                made = setter.pictures(covered, edition, _dots(poster.paper))
        except typst.TypstError as error:
            if source.has_scripts:  # a letter that no one font has with all its marks
                return self._printed(poster, _without_scripts(source), finished, as_pdf=as_pdf)
            raise _not_set(poster, error) from error
        if poster.paper is Paper.PHONE and len(made.content) > 1:
            raise _not_set(poster, "one page became several")
        scale = min((one["k"] for one in made.fit), default=1.0)
        fits = all(one["ok"] for one in made.fit) and _is_shown(poster.paper, made.content[0])
        missing = tuple(sorted({*missing, *lacking}))
        return Printed(made.content[0], scale, fits, missing, made.content[1:])

    def thumbnail(self, poster: Poster, source: Source, ppi: float) -> bytes:
        """The first sheet of a poster as a small PNG, so many pixels an inch."""
        covered, _ = self._fonts.cover(source.main, alone=not source.has_scripts)
        try:
            setter = self._typesetter(source.dress, has_scripts=source.has_scripts)
            return setter.pictures(covered, source.edition, ppi).content[0]
        except typst.TypstError as error:
            raise _not_set(poster, error) from error

    def _typesetter(self, dress: Dress, *, has_scripts: bool) -> Typesetter:
        """The typesetter for a dress; the one unused for longest makes room for a new one."""
        kept = self._typesetters.pop((dress, has_scripts), None)
        fonts = self._fonts.folder if has_scripts else None
        setter = kept or Typesetter(dress.files(self._library), fonts)
        self._typesetters[dress, has_scripts] = setter
        if len(self._typesetters) > _MOST_TYPESETTERS:
            self._typesetters.pop(next(iter(self._typesetters))).close()
        return setter

    def close(self) -> None:
        """Remove the typesetters and their folders."""
        for setter in self._typesetters.values():
            setter.close()
        self._typesetters.clear()
        self._fonts.close()

    def __enter__(self) -> Self:
        """The press itself, closed at the end of the block."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Close it."""
        self.close()


_MOST_TYPESETTERS = 4
_NO_FONT = Saying("字体文件里没有能用的字体", "there is no font in the font's file")


def _dots(paper: Paper) -> float:
    """Pixels an inch: a phone's page is laid out a point a pixel, a display twice as fine."""
    return _POINTS_PER_INCH * (2 if paper is Paper.SCREEN else 1)


def _is_shown(paper: Paper, content: bytes) -> bool:
    """Whether a picture for a phone is not too long for one, as the head of a PNG says."""
    is_picture = paper is Paper.PHONE and content.startswith(b"\x89PNG")
    return not is_picture or int.from_bytes(content[20:24], "big") <= LONGEST_PICTURE


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


def _environment(theme: Path, worn: Attire | None) -> ImmutableSandboxedEnvironment:
    environment = sandbox(theme, worn.templates if worn else {})
    environment.filters |= {
        "qr": qr_code,
        "link": checked_link,
        "colour": checked_colour,
        "said": said,
    }
    return environment


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


def _english(theme: Path) -> dict[str, str]:
    """What the templates' own words are in English; the theme's say before another package's."""
    found: dict[str, str] = {}
    for folder in reversed(layers(theme)):
        path = folder / "posters" / "english.yaml"
        if path.is_file() and not path.is_symlink():
            found |= yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return found


def _refuse_reading(path: Path) -> None:
    """A template may use what it was given; it may not run text, nor fetch packages."""
    found = forbidden_in(path.read_text(encoding="utf-8"))
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
    for package in ("typst", "manimgx-fonts-cjk", "pypinyin", "opencc"):
        digest.update(f"{package} {version(package)}\n".encode())
    return digest.hexdigest()


def _without_scripts(source: Source) -> Source:
    """A source that is set in the Chinese font alone."""
    return replace(source, edition=source.edition + ALONE, has_scripts=False)


def _not_set(poster: Poster, error: typst.TypstError | str) -> ThemeError:
    why = error if isinstance(error, str) else error.diagnostic
    return ThemeError(
        Saying(
            f"海报模板 posters/{poster.template}.typ.jinja 不能排版：{why}",
            f"posters/{poster.template}.typ.jinja cannot be set: {why}",
        )
    )
