"""Proofs (校样): whether what hangs this week and next can be read, told before it is printed.

How a poster fits is known from the public site where that was made from the same source, else
from the proof that was made the last time somebody asked, else from one made now. What is known
is kept in the site's `.cache/`, by the key of the source, and worth nothing but time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from gongshi.errors import Problem
from gongshi.frame import frames_for
from gongshi.load import SchoolFiles
from gongshi.load.fonts import read_fonts
from gongshi.printing.causes import Causes
from gongshi.printing.fitting import Fitting
from gongshi.printing.printshop import known_at
from gongshi.printing.week import for_paper, wall_of
from gongshi.publication import Page, Poster
from gongshi.render.own import OpenPress
from gongshi.theme import theme_for
from gongshi.validate import SchoolContent
from gongshi.week import Week


class Proofs:
    """Proofs (校样) of a site: what is known of its posters, and a press for the others."""

    def __init__(self, root: Path, public: Path) -> None:
        """`public` is where the site is published, if it is."""
        theme = theme_for(root)
        self.site = frames_for(root, theme).site
        self.made = 0
        self._press = OpenPress(theme, read_fonts(root).fonts)
        self._public = known_at(public)
        self._kept = root / ".cache" / "gongshi" / "proofs.json"
        self._before = _read(self._kept)
        self._asked: dict[str, str] = {}

    def problems(self, content: SchoolContent, files: SchoolFiles) -> Iterator[Problem]:
        """What keeps people from reading what hangs in a school this week and next."""
        causes = Causes(content, files)
        setting = content.setting
        for page in _hanging(content):
            for poster in for_paper(page):
                path = f"{setting.school.code}/{page.address}{poster.name}"
                yield from causes.problems(self._fitting(poster, path), poster, path)

        yield from self._press.faults(setting.school)

    def close(self) -> None:
        """Write down what was asked for, for the next time, and let go of the press."""
        self._press.close()
        if self._asked != _read(self._kept):
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            self._kept.write_text(json.dumps(self._asked, ensure_ascii=False), "utf-8")

    def __enter__(self) -> Self:
        """The proofs themselves, kept at the end of the block."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Keep them."""
        self.close()

    def _fitting(self, poster: Poster, path: str) -> Fitting:
        source = self._press.source(poster)
        key = self._press.key(source)
        made = self._public.get(path)
        if made is not None and made.source.startswith(f"{key} "):
            return Fitting.from_text(made.source.partition(" ")[2])
        if key not in self._before:
            self.made += 1
            self._before[key] = Fitting.of(self._press.press(poster, source)).as_text()
        self._asked[key] = self._before[key]
        return Fitting.from_text(self._before[key])


def _hanging(content: SchoolContent) -> tuple[Page, ...]:
    """The pages whose posters hang this week and next."""
    this = Week.of(content.setting.today)
    walls = (wall_of(content, week) for week in (this, this.next))
    return tuple({one.page.address: one.page for wall in walls for one in wall.hangs}.values())


def _read(path: Path) -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept
