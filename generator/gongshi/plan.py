"""Plan (编排): decide which files a school and the county will have, before any is made.

What comes out are plain values in the order they will be made; nothing here reads or writes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongshi.document import Page, Poster, View
from gongshi.indexes import CountyView, SchoolView, Shelf, Summary, Tab, list_view
from gongshi.kinds import kinds
from gongshi.school import County
from gongshi.validate import SchoolContent

_NEWEST = 3


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page to make: its address under the site, its template and what that receives.

    `styles` names the kinds whose stylesheets the page needs; `tab` the kind whose tab is lit.
    """

    address: str
    template: str
    title: str
    description: str
    view: View | CountyView
    styles: tuple[str, ...] = ()
    tab: str = ""
    page: Page | None = None

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


def plan_school(content: SchoolContent) -> Iterator[Plan]:
    """Every file of a school: its documents' pages and posters, its lists, its home."""
    setting, code = content.setting, content.setting.school.code
    for name, kind in kinds().items():
        filed = content.filed[name]
        for page in kind.pages(filed, setting):
            yield _page_plan(code, name, page)
            yield from _beside(code, page)
        if filed:
            view = list_view(name, kind, filed, setting)
            yield PagePlan(
                address=view.address,
                template="indexes/list",
                title=f"{kind.label}目录",
                description=f"{setting.school.name}公布的全部{kind.label}",
                view=view,
                tab=name,
            )
    yield _school_home(content)


def _page_plan(code: str, kind: str, page: Page) -> PagePlan:
    return PagePlan(
        address=f"{code}/{page.address}",
        template=f"pages/{page.template}",
        title=page.title,
        description=page.description,
        view=page.view,
        styles=(kind,),
        tab=kind,
        page=page,
    )


def _beside(code: str, page: Page) -> Iterator[Plan]:
    for name, content in page.data.items():
        yield FilePlan(f"{code}/{page.address}{name}", content)
    for poster in page.posters:
        yield PosterPlan(f"{code}/{page.address}{poster.name}", poster)


def _school_home(content: SchoolContent) -> PagePlan:
    setting, school = content.setting, content.setting.school
    found = {
        name: front
        for name, kind in kinds().items()
        if (front := kind.front(content.filed[name], setting)) is not None
    }
    view = SchoolView(
        county=setting.county,
        school=school,
        address=f"{school.code}/",
        url=setting.url(""),
        fronts=tuple(sorted(found.values(), key=lambda front: front.weight)),
        shelves=tuple(_shelves(content)),
    )
    return PagePlan(
        address=view.address,
        template="indexes/school",
        title="今天吃什么",
        description=f"{school.name}今天的食谱与各项公示",
        view=view,
        styles=tuple(found),
        tab="home",
    )


def _shelves(content: SchoolContent) -> Iterator[Shelf]:
    for name, kind in kinds().items():
        filed = content.filed[name]
        if filed:
            newest = kind.entries(filed[-_NEWEST:], content.setting)
            yield Shelf(name, kind.label, f"{kind.folder}/", len(filed), newest)


def school_tabs(filed: Mapping[str, tuple[object, ...]]) -> tuple[Tab, ...]:
    """The tabs of a school's pages: its home, then each kind that it has published."""
    lists = [
        Tab(kind.label, f"{kind.folder}/", name) for name, kind in kinds().items() if filed[name]
    ]
    return (Tab("今天", "", "home", "吃什么"), *lists)


def summary_of(content: SchoolContent, addresses: tuple[str, ...]) -> Summary:
    """What the county's pages need to know of a school."""
    setting = content.setting
    return Summary(
        school=setting.school,
        addresses=addresses,
        glances=tuple(
            glance
            for name, kind in kinds().items()
            for glance in kind.glances(content.filed[name], setting)
        ),
        counts=tuple(
            (kind.label, len(content.filed[name]))
            for name, kind in kinds().items()
            if content.filed[name]
        ),
    )


def plan_county(
    county: County, today: date, schools: tuple[Summary, ...], prose: tuple[Tab, ...]
) -> PagePlan:
    """The county's home, from the summaries of its schools."""
    ordered = sorted(schools, key=lambda one: (one.school.order, one.school.code))
    return PagePlan(
        address="",
        template="indexes/county",
        title=county.site_name,
        description=f"{county.authority}：{len(ordered)} 所学校的食谱与公示",
        view=CountyView(county, today, tuple(ordered), prose),
        tab="home",
    )
