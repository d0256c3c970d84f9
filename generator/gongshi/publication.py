"""Publication (发布物): what documents want published, as plain values with no bytes in them yet.

A kind says which pages, posters and lines of lists it wants; `plan` gives them addresses and
`render` makes them. A `Setting` is what a kind is told of where and when it publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from gongshi.edition import PLAIN, Edition
from gongshi.paper import Paper

if TYPE_CHECKING:
    from gongshi.county import County
    from gongshi.document import Document, Filed
    from gongshi.school import School, Term
    from gongshi.schooldays import Calendar


class Hue(StrEnum):
    """The colour of a kind's pages and posters: most green, checks navy, appeals teal."""

    GREEN = "green"
    NAVY = "navy"
    TEAL = "teal"


class Sign(StrEnum):
    """The shape beside a state, so that no state is told by colour alone."""

    DONE = "y"
    OPEN = "n"
    LATE = "o"
    OVER = "x"
    FIX = "fix"
    GOING = "go"


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in a word with its sign: ✓ 符合, ⚠ 逾期."""

    sign: Sign
    word: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days between which something holds, and what it is called before, during and after them.

    The browser says which it is for the day of the reader; both days are included.
    """

    starts: date
    ends: date
    before: str
    during: str
    after: str

    @property
    def is_endless(self) -> bool:
        """Whether it holds for good from its first day on."""
        return self.ends == date.max

    @property
    def days(self) -> tuple[date, date]:
        """Its first and last day."""
        return self.starts, self.ends

    def badge(self, day: date) -> Badge:
        """What it is on a day."""
        if day < self.starts:
            return Badge(Sign.OPEN, self.before)
        return Badge(Sign.OVER, self.after) if day > self.ends else Badge(Sign.DONE, self.during)


@dataclass(frozen=True, slots=True)
class CountyWide:
    """What the template of a page of the county itself receives."""

    county: County
    address: str
    url: str


@dataclass(frozen=True, slots=True)
class View:
    """What the template of a school's page or poster receives: every kind's views derive from it.

    `county` and `school` say who publishes; `address` is the page's place under the site
    (`qinghe-primary/menus/2026-W47/`), `url` its permanent absolute address, which QR codes carry;
    `readings` are the syllables of words that this document reads otherwise than its school.
    """

    county: County
    school: School
    address: str
    url: str
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True)
class Poster:
    """Poster (张贴版): a file laid out by a Typst template from a view.

    `name` is the file's name beside its page (`poster-a3.pdf`, `share.png`); `template` stands in
    the theme's `posters/`, or else `otherwise`; `view` is what the template receives.
    """

    name: str
    template: str
    paper: Paper
    view: View | CountyWide
    otherwise: str = ""
    edition: Edition = PLAIN

    @property
    def label(self) -> str:
        """What it is called where it can be taken away: A3 海报, 手机长图."""
        return "手机长图" if self.paper is Paper.PHONE else f"{self.paper.sheet} 海报"


@dataclass(frozen=True, slots=True)
class Page:
    """Page (网页): one address, the template that fills it and what stands beside it.

    `address` is under the school (`menus/2026-W47/`), or under the site for a page of the county;
    `data` holds files beside the page by name; `otherwise` is the template used where the theme
    has none of the name.
    """

    address: str
    template: str
    title: str
    description: str
    view: View | CountyWide
    posters: tuple[Poster, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)
    otherwise: str = ""

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Its posters as readers take them away: the name of each file, and what it is called."""
        return tuple((one.name, one.label) for one in self.posters)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of documents: its title, a few words, the day it belongs to, its page.

    `badge` is its state where that does not move with the day, `span` where it does.
    """

    title: str
    says: str
    day: date
    address: str
    badge: Badge | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Front:
    """What a kind shows on the school's home page: a template of `fronts/` and its view.

    `weight` orders the kinds down the page, the smallest first; `styles` names the stylesheets and
    scripts of `assets/` that it needs there; `opens` says that the page may begin with it.
    """

    template: str
    view: View
    weight: int = 50
    styles: tuple[str, ...] = ()
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """What the county's page shows of a school for one day, chosen in the browser."""

    day: date
    says: str


@dataclass(frozen=True, slots=True)
class Filing:
    """Filing (公布记录): what a document counts for when a county asks who has published what.

    It is about the days from `starts` to `ends`, both included; `topic` tells documents of one
    kind apart where a duty asks for one of them; `published` is None where nobody says when.
    """

    starts: date
    ends: date
    published: date | None
    address: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Hanging:
    """Hanging (张挂): a page whose poster belongs on the wall in a week, and on which board.

    `address` is the page's, under the school; `changed` the day it was last amended, so that what
    hangs already is known to be out of date.
    """

    address: str
    board: str
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class CountySetting:
    """Where and when the county's own pages are published."""

    county: County
    calendar: Calendar
    today: date
    site: str
    posters: bool = True


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a school's documents are published: the arguments of every view.

    `site` is the site's address, ending in a slash; `posters` whether posters are made at all;
    `documents` are all the school's documents by kind, for kinds that are computed from others;
    `calendar` tells which days are worked, and the county's terms.
    """

    county: County
    school: School
    today: date
    site: str
    posters: bool = True
    calendar: Calendar = field(kw_only=True)
    documents: Mapping[str, tuple[Filed[Document], ...]] = field(default_factory=dict, kw_only=True)

    def url(self, address: str) -> str:
        """The absolute address of a page of the school."""
        return f"{self.site}{self.school.code}/{address}"

    def term_of(self, day: date) -> Term | None:
        """The term a day lies in, the school's own before the county's."""
        terms = self.school.terms or self.calendar.terms
        return next((term for term in terms if term.starts <= day <= term.ends), None)
