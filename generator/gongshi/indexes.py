"""Index pages (首页与目录): the county's home, a school's home, a kind's list by term.

They name no kind: what a kind has to say comes through `Document.front`, `entries` and `glances`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from gongshi.document import Document
from gongshi.publication import CountyWide, Entry, Filing, Front, Glance, Setting, View
from gongshi.school import School

if TYPE_CHECKING:
    from gongshi.coverage import Coverage

NEWEST = 3
"""How many documents of a kind stand beside the way to its list."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the navigation: its word, an address under the site, and the kind it is of.

    `more` are words added where there is room for them; a `wide` one stands only where there is
    room for all.
    """

    word: str
    address: str
    kind: str = ""
    more: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one term, newest first; `name` is empty outside every term."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ListView(View):
    """A kind's list page of a school: every document, by term."""

    kind: str
    label: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind on the school's home: its list page and its newest documents."""

    kind: str
    label: str
    address: str
    count: int
    newest: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SchoolView(View):
    """A school's home: what its kinds put in front, then where everything else is."""

    fronts: tuple[Front, ...]
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the county's pages know of a school; it outlives a build in which the school failed.

    `glances` are the next days in one line each;
    `counts` are the documents by the label of their kind, `filings` what they count for by kind,
    `tallies` what the county's pages of a kind need, as plain JSON values; `held` says that the
    school's last build failed and that this is what it published before.
    """

    school: School
    glances: tuple[Glance, ...]
    counts: tuple[tuple[str, int], ...]
    filings: Mapping[str, tuple[Filing, ...]] = field(default_factory=dict)
    tallies: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    held: bool = False

    def as_text(self) -> str:
        """The summary as JSON, to be kept between builds."""
        return json.dumps(
            {
                "school": self.school.model_dump(mode="json", exclude_defaults=True),
                "glances": [(glance.day.isoformat(), glance.says) for glance in self.glances],
                "counts": self.counts,
                "filings": {
                    kind: [_as_row(one) for one in found] for kind, found in self.filings.items()
                },
                "tallies": dict(self.tallies),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_text(cls, text: str, *, held: bool) -> Summary:
        """The summary that an earlier build kept."""
        kept = json.loads(text)
        return cls(
            school=School.model_validate(kept["school"]),
            glances=tuple(Glance(date.fromisoformat(day), says) for day, says in kept["glances"]),
            counts=tuple((label, count) for label, count in kept["counts"]),
            filings={kind: tuple(map(_of_row, found)) for kind, found in kept["filings"].items()},
            tallies=kept["tallies"],
            held=held,
        )


_Row = tuple[str, str, str | None, str, str]


def _as_row(one: Filing) -> _Row:
    published = one.published.isoformat() if one.published else None
    return (one.starts.isoformat(), one.ends.isoformat(), published, one.address, one.topic)


def _of_row(row: _Row) -> Filing:
    starts, ends, published, address, topic = row
    day = date.fromisoformat
    return Filing(day(starts), day(ends), day(published) if published else None, address, topic)


@dataclass(frozen=True, slots=True)
class CountyShelf:
    """The county's own pages of a kind: what it is called, its list page, its pages in order."""

    label: str
    address: str
    pages: tuple[Tab, ...]

    @property
    def newest(self) -> tuple[Tab, ...]:
        """The first of its pages, which are the newest."""
        return self.pages[:NEWEST]


@dataclass(frozen=True, slots=True)
class CountyListView(CountyWide):
    """The list page of the county's own pages of a kind."""

    shelf: CountyShelf


@dataclass(frozen=True, slots=True)
class CountyView(CountyWide):
    """The county's home: its schools, grouped by nothing but their order, with today's words.

    `own` are the county's own pages by kind, `prose` the titles and addresses of the hand-written
    ones; `offices` publish beside the schools.
    """

    today: date
    schools: tuple[Summary, ...]
    offices: tuple[Summary, ...]
    coverage: Coverage
    own: tuple[CountyShelf, ...]
    prose: tuple[Tab, ...]


@dataclass(frozen=True, slots=True)
class AllView(View):
    """All kinds that a school has published, with the newest of each, and where to print them."""

    shelves: tuple[Shelf, ...]
    has_prints: bool


def list_view(
    kind: str, model: type[Document], entries: tuple[Entry, ...], setting: Setting
) -> ListView:
    """The list page of one kind."""
    address = f"{model.folder}/"
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        term = setting.term_of(entry.day)
        groups.setdefault(term.name if term else "", []).append(entry)
    return ListView(
        county=setting.county,
        school=setting.school,
        address=f"{setting.school.code}/{address}",
        url=setting.url(address),
        kind=kind,
        label=model.label,
        groups=tuple(Group(name, tuple(entries)) for name, entries in groups.items()),
    )
