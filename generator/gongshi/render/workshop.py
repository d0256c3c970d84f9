"""Workshop (作坊): makes the bytes of a school's plans; what its pages share is kept ready."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from gongshi.frame import Frame, Frames
from gongshi.indexes import Tab
from gongshi.plan import PagePlan, PosterPlan
from gongshi.render.page import Pages
from gongshi.school import County, School

if TYPE_CHECKING:
    from gongshi.render.poster import Press, Printed


class Workshop:
    """The theme's templates and the frames, ready for use; one in each process."""

    def __init__(self, theme: Path, frames: Frames) -> None:
        """Templates are compiled and frames cut when they are first needed."""
        self.theme = theme
        self.frames = frames
        self.pages = Pages(theme, frames.folder.parents[1] / "templates")
        self._press: Press | None = None

    @property
    def press(self) -> Press:
        """The poster press, started when the first poster is wanted."""
        if self._press is None:
            from gongshi.render.poster import Press

            self._press = Press(self.theme)
        return self._press

    def surroundings(
        self, county: County, school: School | None, tabs: tuple[Tab, ...]
    ) -> Surroundings:
        """What stands around the pages of one school, or of the county."""
        return Surroundings(self.pages, county, school, tabs)

    def page(self, plan: PagePlan, around: Surroundings) -> bytes:
        """A whole page: the document in its frame."""
        up = "../" * plan.depth
        article = self.pages.fragment(f"{plan.template}.html.jinja", plan.view, up, page=plan.page)
        title = escape(plan.title)
        slots = {
            **around.at(up, plan.tab),
            "title": f"{title} · {around.name}".encode(),
            "og": title.encode(),
            "topic": title.encode(),
            "description": escape(plan.description).encode(),
            "canonical": escape(self.frames.site + plan.address).encode(),
            "head": self._head(plan, up),
            "class": self._class(plan),
            "article": article.encode(),
        }
        return self.frames.at(plan.depth).filled(slots)

    def prose(self, path: str, frame: Frame, around: Surroundings) -> bytes:
        """A hand-written page: Material's, with our navigation around it."""
        up = "/" if path == "404.html" else "../" * path.count("/")
        return frame.filled(around.at(up, path))

    def poster(self, plan: PosterPlan) -> tuple[str, str]:
        """The source of a poster, and the key that changes whenever its picture would."""
        source = self.press.source(plan.poster)
        return source, self.press.key(source)

    def printed(self, plan: PosterPlan, source: str) -> Printed:
        """The poster itself."""
        return self.press.press(plan.poster, source)

    def _head(self, plan: PagePlan, up: str) -> bytes:
        links = [
            f'<link rel="stylesheet" href="{up}assets/{kind}.css">'
            for kind in plan.styles
            if (self.theme / "assets" / f"{kind}.css").is_file()
        ]
        links += [
            f'<script src="{up}assets/{kind}.js" defer></script>'
            for kind in plan.styles
            if (self.theme / "assets" / f"{kind}.js").is_file()
        ]
        return "".join(links).encode()

    @staticmethod
    def _class(plan: PagePlan) -> bytes:
        return f"k-{plan.template.rsplit('/', 1)[-1].replace('.', '-')}".encode()


class Surroundings:
    """The name at the top, the tabs and the foot: the same on all pages but for what is lit."""

    def __init__(
        self, pages: Pages, county: County, school: School | None, tabs: tuple[Tab, ...]
    ) -> None:
        """Pieces are made when first asked for and kept."""
        self.name = escape(school.name if school else county.site_name)
        self._pages = pages
        self._county = county
        self._school = school
        self._tabs = tabs
        self._kept: dict[tuple[str, str], Mapping[str, bytes]] = {}

    def at(self, up: str, lit: str) -> Mapping[str, bytes]:
        """The slots around a page that far down, with one tab lit."""
        key = (up, lit)
        if key not in self._kept:
            self._kept[key] = self._made(up, lit)
        return self._kept[key]

    def _made(self, up: str, lit: str) -> Mapping[str, bytes]:
        home = f"{up}{self._school.code}/" if self._school else up
        tabs = [
            (tab.word, tab.more, f"{home}{tab.address}" or "./", tab.kind == lit)
            for tab in self._tabs
        ]
        pages, school = self._pages, self._school
        name = school.name if school else self._county.site_name
        return {
            "brand": pages.fragment(
                "partials/brand.html.jinja", None, up, name=name, href=home or "./"
            ).encode(),
            "tabs": pages.fragment("partials/tabs.html.jinja", None, up, tabs=tabs).encode(),
            "footer": pages.fragment(
                "partials/footer.html.jinja", None, up, county=self._county, school=school
            ).encode(),
        }
