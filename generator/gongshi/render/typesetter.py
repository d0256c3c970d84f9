"""Typesetter (排版机): a Typst compiler in a folder of its own, which sees what it was given.

There are no symbolic links in the folder, no packages and no system fonts; every compiler of a
process shares the fonts.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from typing import TypedDict, cast

import manimgx_fonts_cjk
import typst

from gongshi.formats.pdf import with_clear_ends
from gongshi.processes import give_back

FONTS = Path(manimgx_fonts_cjk.__file__).parent
"""Where the fonts are: Noto Sans CJK, all weights, under the Open Font License."""

_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

_REMEMBERED = 10
"""Of how many documents Typst remembers what it laid out: some 20 MB each."""


class Fit(TypedDict):
    """How a sheet was filled, as its template says: the scale of the type, and whether all fits."""

    k: float
    ok: bool


@dataclass(frozen=True, slots=True)
class Sheets:
    """What was set: a PDF, or a picture of each sheet; and how each part came to fit."""

    content: tuple[bytes, ...]
    fit: tuple[Fit, ...]


class Typesetter:
    """Typesetter (排版机): sets sources beside the files it was made with; `close` removes all."""

    def __init__(self, files: Mapping[str, bytes], fonts: Path | None = None) -> None:
        """`files` by their place under the compiler's root; the folder is made at once.

        In the folder `fonts` are more fonts than its own.
        """
        self._folder = Path(tempfile.mkdtemp(prefix="gongshi-press-"))
        # Unlike atexit and TemporaryDirectory, this also runs when a worker process ends.
        self.close = Finalize(self, rmtree, (self._folder, True), exitpriority=1)
        self._root = self._folder / "root"
        self._root.mkdir()
        for name, content in files.items():
            place = self._root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        self._edition = ""
        self._done = 0
        self._fonts = fonts

    @property
    def own_font(self) -> str | None:
        """The name of the font among its files; None where there is none that can be read."""
        families = self._own_fonts.families() if self._own_fonts else []
        return families[0] if families else None

    def pdf(self, main: str, edition: str, finished: Mapping[str, bytes]) -> Sheets:
        """A source as PDF/A-2a that is also PDF/UA-1; raises typst.TypstError.

        `finished` are PDFs that it sets on its own sheets, found under `/finished/` by name; Typst
        then keeps no standard, as it cannot answer for what another program wrote.
        """
        self._put(main, edition)
        with self._beside(finished), self._forgetting():
            standards = [] if finished else _STANDARDS
            made = self._compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
            return Sheets(tuple(map(with_clear_ends, _each(made))), self._told())

    def pictures(self, main: str, edition: str, ppi: float) -> Sheets:
        """A source as PNG, a picture a sheet, so many pixels an inch; raises typst.TypstError."""
        self._put(main, edition)
        with self._forgetting():
            made = self._compiler.compile(format="png", ppi=ppi)
            return Sheets(_each(made), self._told())

    def _put(self, main: str, edition: str) -> None:
        """Write the source; what the library reads of the edition only where it is another."""
        (self._root / "main.typ").write_text(main, encoding="utf-8")
        if edition != self._edition:
            (self._root / "edition.typ").write_text(edition, encoding="utf-8")
            self._edition = edition

    def _told(self) -> tuple[Fit, ...]:
        return tuple(cast("list[Fit]", json.loads(self._compiler.query("<fit>", field="value"))))

    @contextmanager
    def _beside(self, finished: Mapping[str, bytes]) -> Iterator[None]:
        """Finished PDFs in the compiler's folder, for as long as they are needed."""
        folder = self._root / "finished"
        if finished:
            folder.mkdir(exist_ok=True)
        for name, content in finished.items():
            (folder / name).write_bytes(content)
        try:
            yield
        finally:
            for name in finished:
                (folder / name).unlink()

    @contextmanager
    def _forgetting(self) -> Iterator[None]:
        """Let Typst remember one document afterwards, not ten: what all posters have in common.

        It forgets what the last ten had no use for; so it is given nine empty ones.
        """
        try:
            yield
        finally:
            for _ in range(_REMEMBERED - 1):
                self._blank.compile(format="svg")
            self._done += 1
            if self._done % _REMEMBERED == 0:
                give_back()

    @cached_property
    def _blank(self) -> typst.Compiler:
        """A compiler of an empty page."""
        place = self._folder / "blank.typ"
        place.write_text("#set page(width: 1pt, height: 1pt, margin: 0pt)", encoding="utf-8")
        return typst.Compiler(input=place, root=self._folder, font_paths=house_fonts())

    @cached_property
    def _compiler(self) -> typst.Compiler:
        """Started when there is something to set: it asks for its source at once."""
        nowhere = self._folder / "no-packages"
        return typst.Compiler(
            input=self._root / "main.typ",
            root=self._root,
            font_paths=self._every_font,
            package_path=nowhere,
            package_cache_path=nowhere,
        )

    @property
    def _every_font(self) -> typst.Fonts:
        """The Chinese font, the one among its files, and those it was told of."""
        more = [self._root / "own"] if self._own_fonts else []
        more += [self._fonts] if self._fonts else []
        return fonts_in(FONTS, *more) if more else house_fonts()

    @cached_property
    def _own_fonts(self) -> typst.Fonts | None:
        """Those that came with its files."""
        own = self._root / "own"
        return fonts_in(own) if any(own.glob("font.*")) else None


@lru_cache(maxsize=1)
def house_fonts() -> typst.Fonts:
    """The Chinese font alone."""
    return fonts_in(FONTS)


def fonts_in(*folders: Path) -> typst.Fonts:
    """All fonts below some folders, and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)
    )


def _each(made: bytes | list[bytes] | None) -> tuple[bytes, ...]:
    return tuple(made) if isinstance(made, list) else (made or b"",)
