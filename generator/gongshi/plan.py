"""Plan (编排): decide which files a school and the county will have, before any is made.

What comes out are plain values in the order they will be made; nothing here reads or writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from gongshi.coverage import ADDRESS, Coverage, coverage_of, coverage_page, kinds_asked_for
from gongshi.document import Document
from gongshi.frame import Prose
from gongshi.indexes import (
    NEWEST,
    AllView,
    CountyListView,
    CountyShelf,
    CountyView,
    SchoolView,
    Shelf,
    Summary,
    Tab,
    list_view,
)
from gongshi.publication import CountySetting, CountyWide, Entry, Hue, Page, Poster, View
from gongshi.school import School, Stage
from gongshi.validate import SchoolContent

_LONG_AGO = timedelta(days=400)
"""What is older than this no duty asks about any more: the last term at most."""

_TABS = 4
"""How many kinds have a tab of their own on a phone."""

ALL = "all/"
"""The address of the page that lists all kinds of a school."""


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page to make: its address under the site, its template and what that receives.

    `otherwise` is the template used where the theme has none of that name;
    `styles` names the stylesheets and scripts the page needs; `tab` the kind whose tab is lit;
    `hue` the colour of the page.
    """

    address: str
    template: str
    title: str
    description: str
    view: View | CountyWide
    styles: tuple[str, ...] = ()
    tab: str = ""
    hue: Hue = Hue.GREEN
    page: Page | None = None
    otherwise: str = ""

    @property
    def depth(self) -> int:
        """How many folders down it stands: 0 for the county's home."""
        return self.address.count("/")


@dataclass(frozen=True, slots=True)
class PosterPlan:
    """A poster to make, and its file's place under the site."""

    path: str
    poster: Poster


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A file whose bytes are there already, and its place under the site."""

    path: str
    content: bytes


Plan = PagePlan | PosterPlan | FilePlan


class SchoolPlans:
    """What a school publishes: each kind's list is asked for once."""

    def __init__(self, content: SchoolContent) -> None:
        """Nothing is planned yet."""
        self.content = content
        self.setting = content.setting
        self.code = content.setting.school.code

    @cached_property
    def lists(self) -> Mapping[str, tuple[Entry, ...]]:
        """The lines of every kind that has any, in the order of the kinds."""
        found = {
            name: kind.entries(self.content.filed[name], self.setting)
            for name, kind in self.content.kinds.items()
        }
        return {name: entries for name, entries in found.items() if entries}

    @property
    def plans(self) -> Iterator[Plan]:
        """Every file of the school: its documents' pages and posters, its lists, its home."""
        for name, kind in self.content.kinds.items():
            for page in kind.pages(self.content.filed[name], self.setting):
                yield _page_plan(name, kind, page, f"{self.code}/{page.address}")
                yield from _beside(page, f"{self.code}/{page.address}")
        for name, entries in self.lists.items():
            yield self._list(name, self.content.kinds[name], entries)
        yield self._all()
        yield self._home()

    def _list(self, name: str, kind: type[Document], entries: tuple[Entry, ...]) -> PagePlan:
        view = list_view(name, kind, entries, self.setting)
        return PagePlan(
            address=view.address,
            template="indexes/list",
            title=f"{kind.label}目录",
            description=f"{self.setting.school.name}公布的全部{kind.label}",
            view=view,
            styles=("states", "posted"),
            tab=name,
            hue=kind.hue,
        )

    def _all(self) -> PagePlan:
        setting, school = self.setting, self.setting.school
        view = AllView(
            county=setting.county,
            school=school,
            address=f"{school.code}/{ALL}",
            url=setting.url(ALL),
            shelves=tuple(self._shelves()),
            has_prints=setting.posters,
        )
        return PagePlan(
            address=view.address,
            template="indexes/all",
            title="全部公示",
            description=f"{school.name}公布的全部内容",
            view=view,
            styles=("states", "posted"),
            tab=ALL,
        )

    def _home(self) -> PagePlan:
        setting, school = self.setting, self.setting.school
        found = (
            kind.front(self.content.filed[name], setting)
            for name, kind in self.content.kinds.items()
        )
        fronts = tuple(sorted((front for front in found if front), key=lambda front: front.weight))
        view = SchoolView(
            county=setting.county,
            school=school,
            address=f"{school.code}/",
            url=setting.url(""),
            fronts=fronts,
            shelves=tuple(self._shelves()),
        )
        return PagePlan(
            address=view.address,
            template="indexes/school",
            title="首页" if self._is_office else "今天吃什么",
            description=f"{school.name}{'' if self._is_office else '今天的食谱与'}各项公示",
            view=view,
            styles=("states", *(style for front in fronts for style in front.styles)),
            tab="home",
        )

    def _shelves(self) -> Iterator[Shelf]:
        for name, entries in self.lists.items():
            kind = self.content.kinds[name]
            newest = entries[:NEWEST]
            yield Shelf(name, kind.label, f"{kind.folder}/", len(entries), newest)

    @property
    def _is_office(self) -> bool:
        return self.setting.school.stage is Stage.OFFICE

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs of the school's pages: its home, the first kinds it publishes, and all."""
        lists = [
            Tab(kind.label, f"{kind.folder}/", name, wide=place >= _TABS)
            for place, name in enumerate(self.lists)
            for kind in (self.content.kinds[name],)
        ]
        home = Tab("首页", "", "home") if self._is_office else Tab("今天", "", "home", "吃什么")
        return (home, *lists, Tab("全部", ALL, ALL))

    def summary(self) -> Summary:
        """What the county's pages need to know of the school."""
        kinds, filed, setting = self.content.kinds, self.content.filed, self.setting
        old = setting.today - _LONG_AGO
        tallies = {name: kind.tally(filed[name], setting) for name, kind in kinds.items()}
        return Summary(
            school=setting.school,
            glances=tuple(
                glance
                for name, kind in kinds.items()
                for glance in kind.glances(filed[name], setting)
            ),
            counts=tuple((kinds[name].label, len(entries)) for name, entries in self.lists.items()),
            filings={
                name: tuple(
                    one for one in kinds[name].filings(filed[name], setting) if one.ends > old
                )
                for name in kinds_asked_for(setting.county, kinds)
            },
            tallies={name: dict(tally) for name, tally in tallies.items() if tally is not None},
        )


def _page_plan(name: str, kind: type[Document], page: Page, address: str) -> PagePlan:
    styles = (*kind.styles, kind.made_from, name, page.template)
    return PagePlan(
        address=address,
        template=f"pages/{page.template}",
        title=page.title,
        description=page.description,
        view=page.view,
        styles=tuple(dict.fromkeys(filter(None, styles))),
        tab=name,
        hue=kind.hue,
        page=page,
        otherwise=f"pages/{page.otherwise}" if page.otherwise else "",
    )


def _beside(page: Page, address: str) -> Iterator[Plan]:
    for name, content in page.data.items():
        yield FilePlan(f"{address}{name}", content)
    for poster in page.posters:
        yield PosterPlan(f"{address}{poster.name}", poster)


class CountyPlans:
    """What the county itself publishes, from the summaries of its schools."""

    def __init__(
        self,
        setting: CountySetting,
        kinds: Mapping[str, type[Document]],
        schools: tuple[Summary, ...],
        prose: Mapping[str, Prose],
    ) -> None:
        """`prose` are the hand-written pages by the path of their file."""
        self.setting = setting
        self.kinds = kinds
        self.schools = tuple(sorted(schools, key=lambda one: (one.school.order, one.school.code)))
        self.prose = prose

    @cached_property
    def own(self) -> tuple[tuple[str, Page], ...]:
        """The county's own pages of each kind."""
        return tuple(
            (name, page)
            for name, kind in self.kinds.items()
            for page in kind.county_pages(self._tallies(name), self.setting)
        )

    @cached_property
    def shelves(self) -> Mapping[str, CountyShelf]:
        """The county's own pages of each kind that has any."""
        found: dict[str, list[Tab]] = {}
        for name, page in self.own:
            found.setdefault(name, []).append(Tab(page.title, page.address, name))
        return {
            name: CountyShelf(self.kinds[name].label, f"{self.kinds[name].folder}/", tuple(pages))
            for name, pages in found.items()
        }

    @cached_property
    def coverage(self) -> Coverage:
        """Which school has published what."""
        return coverage_of(self.setting, self.kinds, self.schools)

    def _tallies(self, kind: str) -> tuple[tuple[School, Mapping[str, object]], ...]:
        return tuple((one.school, one.tallies[kind]) for one in self.schools if kind in one.tallies)

    @property
    def plans(self) -> Iterator[Plan]:
        """Every file: the pages of its kinds with what stands beside them, then its home."""
        for name, page in self.own:
            yield _page_plan(name, self.kinds[name], page, page.address)
            yield from _beside(page, page.address)
        for name, shelf in self.shelves.items():
            yield self._list(name, shelf)
        page = coverage_page(self.coverage, self.setting)
        yield PagePlan(
            address=page.address,
            template=f"indexes/{page.template}",
            title=page.title,
            description=page.description,
            view=page.view,
            styles=("states", "posted", page.template),
            tab=page.address,
            page=page,
        )
        yield from _beside(page, page.address)
        yield self._home()

    def _list(self, name: str, shelf: CountyShelf) -> PagePlan:
        setting = self.setting
        return PagePlan(
            address=shelf.address,
            template="indexes/county.list",
            title=f"{shelf.label}目录",
            description=f"{setting.county.authority}公布的全部{shelf.label}",
            view=CountyListView(
                setting.county, shelf.address, f"{setting.site}{shelf.address}", shelf
            ),
            styles=("states", "posted"),
            tab=name,
            hue=self.kinds[name].hue,
        )

    def _home(self) -> PagePlan:
        setting, county = self.setting, self.setting.county
        schools = tuple(one for one in self.schools if one.school.stage is not Stage.OFFICE)
        return PagePlan(
            address="",
            template="indexes/county",
            title=county.site_name,
            description=f"{county.authority}：{len(schools)} 所学校的食谱与公示",
            view=CountyView(
                county,
                "",
                setting.site,
                today=setting.today,
                schools=schools,
                offices=tuple(one for one in self.schools if one not in schools),
                coverage=self.coverage,
                own=tuple(self.shelves.values()),
                prose=tuple(
                    Tab(page.title, page.address, path)
                    for path, page in self.prose.items()
                    if page.is_top
                ),
            ),
            styles=("states", "posted"),
            tab="home",
        )

    @property
    def tabs(self) -> tuple[Tab, ...]:
        """The tabs of the county's pages: its home, the kinds it has pages of, the prose.

        Of hand-written pages in a folder only the one above them has a tab.
        """
        first = dict(reversed(self.own))
        return (
            Tab("总览", "", "home"),
            Tab("公示情况", ADDRESS, ADDRESS),
            *(
                Tab(kind.label, first[name].address, name)
                for name, kind in self.kinds.items()
                if name in first
            ),
            *(
                Tab(page.tab, page.address, path, wide=True)
                for path, page in self.prose.items()
                if page.is_top
            ),
        )
