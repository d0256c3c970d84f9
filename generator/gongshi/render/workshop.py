"""Workshop (作坊): makes the bytes of a school's plans; what its pages share is kept ready."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from gongshi.county import County
from gongshi.frame import Frame, Frames
from gongshi.indexes import Tab
from gongshi.plan import PagePlan
from gongshi.render.page import Pages
from gongshi.render.stylesheet import STYLESHEET, look_files
from gongshi.school import School
from gongshi.theme import layers

if TYPE_CHECKING:
    from gongshi.errors import Problem
    from gongshi.load.fonts import CountyFont
    from gongshi.render.own import OpenPress


class Workshop:
    """The theme's templates and the frames, ready for use; one in each process."""

    def __init__(self, theme: Path, frames: Frames, fonts: tuple[CountyFont, ...] = ()) -> None:
        """Templates are compiled and frames cut when they are first needed.

        `fonts` are the county's, for its posters.
        """
        self.theme = theme
        self.frames = frames
        self._fonts = fonts
        self.pages = Pages(theme, frames.folder.parents[1] / "templates")
        self._press: OpenPress | None = None
        self._heads: dict[tuple[tuple[str, ...], str], bytes] = {}

    @property
    def press(self) -> OpenPress:
        """The poster press, started when the first poster is wanted."""
        if self._press is None:
            from gongshi.render.own import OpenPress

            self._press = OpenPress(self.theme, self._fonts)
        return self._press

    def surroundings(
        self, county: County, school: School | None, tabs: tuple[Tab, ...]
    ) -> Surroundings:
        """What stands around the pages of one school, or of the county."""
        return Surroundings(self.pages, county, school, tabs)

    def page(self, plan: PagePlan, around: Surroundings) -> bytes:
        """A whole page: the document in its frame."""
        template, otherwise = (
            f"{name}.html.jinja" if name else "" for name in (plan.template, plan.otherwise)
        )
        up = "../" * plan.depth
        article = self.pages.fragment(template, plan.view, up, otherwise, page=plan.page)
        title = escape(plan.title).encode()
        slots = {
            "title": title + around.title,
            "og": title,
            "topic": title,
            "description": escape(plan.description).encode(),
            "canonical": escape(self.frames.site + plan.address).encode(),
            "article": article.encode(),
        }
        return self._frame(plan, up, around).filled(slots)

    def _frame(self, plan: PagePlan, up: str, around: Surroundings) -> Frame:
        """The frame with all set in that pages like this one have in common."""
        like = (up, plan.tab, plan.template, plan.otherwise, plan.styles, plan.hue)
        if like not in around.frames:
            slots = {
                **around.at(up, plan.tab),
                "head": self._head(plan.styles, up) + around.stylesheet(up),
                "class": self._class(plan),
            }
            around.frames[like] = self.frames.at(plan.depth).holding(slots)
        return around.frames[like]

    def prose(self, path: str, frame: Frame, around: Surroundings) -> bytes:
        """A hand-written page: Material's, with our navigation around it.

        Of one in a folder the tab of the page above it is lit.
        """
        up = "/" if path == "404.html" else "../" * path.count("/")
        tab = path if path.count("/") <= 1 else f"{path.partition('/')[0]}/index.html"
        return frame.filled(around.at(up, tab))

    def faults(self, school: School) -> tuple[Problem, ...]:
        """What failed of a school's own design or its county's fonts; posters do without it."""
        return self._press.faults(school) if self._press else ()

    def _head(self, kinds: tuple[str, ...], up: str) -> bytes:
        """The stylesheets and scripts of these kinds, looked for once."""
        key = (kinds, up)
        if key not in self._heads:
            links = [
                link.format(up=up, folder="assets", file=f"{kind}{suffix}")
                for suffix, link in _LINKS.items()
                for kind in kinds
                if any(
                    (folder / "assets" / f"{kind}{suffix}").is_file()
                    for folder in layers(self.theme)
                )
            ]
            self._heads[key] = "".join(links).encode()
        return self._heads[key]

    @staticmethod
    def _class(plan: PagePlan) -> bytes:
        names = (plan.otherwise, plan.template) if plan.otherwise else (plan.template,)
        kinds = (f"k-{name.rsplit('/', 1)[-1].replace('.', '-')}" for name in names)
        return " ".join((*kinds, plan.hue.value)).encode()


_LINKS = {
    ".css": '<link rel="stylesheet" href="{up}{folder}/{file}">',
    ".js": '<script src="{up}{folder}/{file}" defer></script>',
}


class Surroundings:
    """The name at the top, the tabs and the foot: the same on all pages but for what is lit."""

    def __init__(
        self, pages: Pages, county: County, school: School | None, tabs: tuple[Tab, ...]
    ) -> None:
        """Pieces are made when first asked for and kept."""
        self.title = f" · {escape(school.name if school else county.site_name)}".encode()
        self.frames: dict[Hashable, Frame] = {}
        self._pages = pages
        self._county = county
        self._school = school
        self._tabs = tabs
        self._kept: dict[tuple[str, str], Mapping[str, bytes]] = {}

    def stylesheet(self, up: str) -> bytes:
        """The link to the school's own stylesheet, after all others; nothing where it has none."""
        if self._school is None or STYLESHEET not in look_files(self._school.attire):
            return b""
        return _LINKS[".css"].format(up=up, file=STYLESHEET, folder=self._school.code).encode()

    def at(self, up: str, lit: str) -> Mapping[str, bytes]:
        """The slots around a page that far down, with one tab lit."""
        key = (up, lit)
        if key not in self._kept:
            self._kept[key] = self._made(up, lit)
        return self._kept[key]

    def _made(self, up: str, lit: str) -> Mapping[str, bytes]:
        home = f"{up}{self._school.code}/" if self._school else up
        tabs = [(tab, f"{home}{tab.address}" or "./", tab.kind == lit) for tab in self._tabs]
        pages, school = self._pages, self._school
        name = school.name if school else self._county.site_name
        logo = school.attire.logo if school else None
        return {
            "brand": pages.fragment(
                "partials/brand.html.jinja",
                None,
                up,
                name=name,
                href=home or "./",
                logo=f"{home}logo{logo.ending}" if logo else None,
            ).encode(),
            "tabs": pages.fragment("partials/tabs.html.jinja", None, up, tabs=tabs).encode(),
            "footer": pages.fragment(
                "partials/footer.html.jinja", None, up, county=self._county, school=school
            ).encode(),
        }
