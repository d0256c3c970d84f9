"""Own designs (自带设计): posters of schools that bring templates or a font of their own.

They are printed in a booth. What comes out is looked at before it is taken; a template or font
that failed is told once, not asked again, and the theme's own design stands in for it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from gongshi.errors import Problem, Saying
from gongshi.load.folders import SCHOOLS
from gongshi.load.fonts import CountyFont
from gongshi.load.looks import TEMPLATE, THEME_FILE, LookFiles
from gongshi.look import PLAIN_ATTIRE, Attire
from gongshi.paper import Paper
from gongshi.publication import Poster, View
from gongshi.render.booth import Answer, Booth, Breach, Job
from gongshi.render.editions import Dress
from gongshi.render.poster import LONGEST_PICTURE, Press, Printed, Source

if TYPE_CHECKING:
    from gongshi.school import School

MOST_SHEETS = 24
"""More than that is no poster."""

_PHONE_WIDTH = 1080
_SCREEN = (1920, 1080)
_LARGEST = 10
_POINT = 25.4 / 72
_FONT = "font"

Failed = tuple[str, str, str]
"""The code of a school, the name of its template (or `font`), the text or digest that failed."""


class OpenPress(Press):
    """Open press (开放印刷机): a press that prints schools' own designs too, in a booth beside it.

    Only one booth is open at a time: that of the school whose posters are made.
    """

    def __init__(self, theme: Path, fonts: tuple[CountyFont, ...] = ()) -> None:
        """No booth is begun before a poster needs one; `fonts` are the county's."""
        super().__init__(theme, fonts=fonts)
        self._theme = theme
        self._county = fonts
        self._booth: tuple[Attire, Booth] | None = None
        self._failed: dict[Failed, Breach] = {}

    def source(self, poster: Poster) -> Source:
        """The source of a poster: by its school's own template, where that does not fail."""
        while (worn := _own_of(poster, self._still_worn)) is not None:
            answer = self._asked(Job("source", poster), worn)
            if answer is not None:
                main, edition = (str(answer.told.get(name, "")) for name in ("main", "edition"))
                return Source(main, edition, Dress.of(poster.edition, worn), is_own=True)
        return super().source(poster)

    def press(
        self, poster: Poster, source: Source, finished: Mapping[str, bytes] | None = None
    ) -> Printed:
        """Print a source; where an own design fails, that of the theme is printed instead."""
        if not source.is_own:
            return super().press(poster, source, finished)
        made = self._own(Job("press", poster, finished or {}))
        return made or _instead(self.press(poster, self.source(poster), finished))

    def proof(self, poster: Poster, source: Source) -> Printed:
        """The same as a PDF even for a screen."""
        if not source.is_own:
            return super().proof(poster, source)
        made = self._own(Job("proof", poster))
        return made or _instead(self.proof(poster, self.source(poster)))

    def thumbnail(self, poster: Poster, source: Source, ppi: float) -> bytes:
        """The first sheet of a poster as a small PNG."""
        if not source.is_own:
            return super().thumbnail(poster, source, ppi)
        made = self._own(Job("thumbnail", poster, ppi=ppi))
        return made.content if made else self.thumbnail(poster, self.source(poster), ppi)

    def faults(self, school: School) -> tuple[Problem, ...]:
        """What failed of a school's design as it is now, and of the fonts of its county."""
        files = LookFiles(f"{SCHOOLS}/{school.code}")
        known = [(school.code, *one) for one in _parts(school.attire).items()]
        own = (
            _told(files, name, self._failed[code, name, text])
            for code, name, text in known
            if (code, name, text) in self._failed
        )
        return (*own, *self._fonts.faults)

    def close(self) -> None:
        """End the booth, and remove the typesetters."""
        self._leave()
        super().close()

    def _leave(self) -> None:
        if self._booth is not None:
            self._booth[1].close()
            self._booth = None

    def _own(self, job: Job) -> Printed | None:
        """A poster in its school's own design; None where that failed."""
        worn = _own_of(job.poster, self._still_worn)
        answer = self._asked(job, worn) if worn is not None else None
        return _printed_by(answer) if answer is not None else None

    def _asked(self, job: Job, worn: Attire) -> Answer | None:
        """What a job comes to; None where it failed, which is remembered."""
        view = job.poster.view
        assert isinstance(view, View)
        bare = replace(view, school=view.school.with_own(view.school.wording, PLAIN_ATTIRE))
        try:
            answer = self._booth_for(worn).ask(replace(job, poster=replace(job.poster, view=bare)))
            if job.what != "source":
                _look_over(job, answer)
        except Breach as breach:
            self._failed[_blamed(worn, job.poster, view.school)] = breach
            return None
        return answer

    def _still_worn(self, school: School) -> Attire:
        """A school's attire without what failed."""
        attire, gone = school.attire, set[str]()
        for name, text in _parts(attire).items():
            if (school.code, name, text) in self._failed:
                gone.add(name)
        kept = {name: text for name, text in attire.templates.items() if name not in gone}
        return replace(attire, templates=kept, font=None if _FONT in gone else attire.font)

    def _booth_for(self, attire: Attire) -> Booth:
        if self._booth is None or self._booth[0] != attire or not self._booth[1].is_open:
            self._leave()
            self._booth = (attire, Booth(self._theme, attire, self._county))
        return self._booth[1]


def _own_of(poster: Poster, worn: Callable[[School], Attire]) -> Attire | None:
    """The attire whose own template or font makes a poster; None where none does."""
    if not isinstance(poster.view, View) or poster.view.school.attire.is_trusted:
        return None
    attire = worn(poster.view.school)
    return attire if attire.font or _template_of(attire, poster) else None


def _printed_by(answer: Answer) -> Printed:
    """What a booth printed. Its figures come from templates that nobody has trusted."""
    scale, missing = answer.told.get("scale"), answer.told.get("missing")
    return Printed(
        answer.files[0],
        float(scale) if isinstance(scale, int | float) and 0 < scale <= _LARGEST else 1.0,
        answer.told.get("fits") is not False,
        tuple(missing) if isinstance(missing, str) else (),
        answer.files[1:],
    )


def _instead(printed: Printed) -> Printed:
    return replace(printed, is_substitute=True)


def _template_of(attire: Attire, poster: Poster) -> str | None:
    """The name of the school's own template for a poster."""
    names = (f"{name}{TEMPLATE}" for name in (poster.template, poster.otherwise) if name)
    return next((name for name in names if name in attire.templates), None)


def _parts(attire: Attire) -> Mapping[str, str]:
    """What may fail, by name, and by what it is known again."""
    return {**attire.templates, **({_FONT: attire.font.digest} if attire.font else {})}


def _blamed(attire: Attire, poster: Poster, school: School) -> Failed:
    name = _template_of(attire, poster) or _FONT
    return school.code, name, _parts(attire)[name]


def _told(files: LookFiles, name: str, breach: Breach) -> Problem:
    """What failed, and that the posters are there all the same."""
    path = f"{files.home}/{THEME_FILE}" if name == _FONT else files.path_of_template(name)
    zh, en = breach.saying.zh.rstrip("。"), breach.saying.en.rstrip(".")
    saying = Saying(
        f"{zh}。这里的海报暂用程序自带的设计。",
        f"{en}. Its posters are made in the theme's own design meanwhile.",
    )
    return Problem(path, breach.line, 1, "design", saying)


def _look_over(job: Job, answer: Answer) -> None:
    """Refuse what is no poster for that paper, or leads somewhere else."""
    poster = job.poster
    if not 0 < len(answer.files) <= MOST_SHEETS:
        raise Breach(_TOO_MANY_SHEETS)
    if poster.paper.is_printed and job.what != "thumbnail":
        _look_over_pdf(poster, answer.files[0])
        return
    for picture in answer.files if job.what == "press" else ():
        width, height = (int.from_bytes(picture[place : place + 4], "big") for place in (16, 20))
        is_phone = poster.paper is Paper.PHONE and width == _PHONE_WIDTH
        if not (is_phone and height <= LONGEST_PICTURE) and (width, height) != _SCREEN:
            raise Breach(_ANOTHER_SIZE)


def _look_over_pdf(poster: Poster, content: bytes) -> None:
    import pikepdf

    size = poster.paper.size
    assert size is not None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) > MOST_SHEETS:
            raise Breach(_TOO_MANY_SHEETS)
        for page in pdf.pages:
            width, height = (float(side) * _POINT for side in page.mediabox[2:])
            if abs(width - size.width) > 1 or abs(height - size.height) > 1:
                raise Breach(_ANOTHER_SIZE)
            for note in page.get("/Annots", ()):
                if "/A" in note and not str(note.A.get("/URI", "https://")).startswith("https://"):
                    raise Breach(_ANOTHER_LINK)


_TOO_MANY_SHEETS = Saying(
    f"排出来的张数不对（最多 {MOST_SHEETS} 张）",
    f"it does not come to 1 to {MOST_SHEETS} sheets",
)
_ANOTHER_SIZE = Saying(
    "排出来的纸张大小和要求的不一样，请不要改 page 的宽和高",
    "its sheets are not of the size asked for; leave the page's width and height alone",
)
_ANOTHER_LINK = Saying(
    "海报上的链接只能是 https:// 开头的网址", "links on a poster must begin with https://"
)
