"""Index pages (首页与目录): the county's home, a school's home, a kind's list by term.

They name no kind: what a kind has to say comes through `Document.front`, `entries` and `glances`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from gongshi.document import Document, Entry, Filed, Front, Glance, Setting, View
from gongshi.school import County, School


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the navigation: its word, an address under the site, and the kind it is of.

    `more` are words added where there is room for them.
    """

    word: str
    address: str
    kind: str = ""
    more: str = ""


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

    `addresses` are all its pages under the site; `glances` the next days in one line each;
    `held` says that the school's last build failed and that this is what it published before.
    """

    school: School
    addresses: tuple[str, ...]
    glances: tuple[Glance, ...]
    counts: tuple[tuple[str, int], ...]
    held: bool = False

    def as_text(self) -> str:
        """The summary as JSON, to be kept between builds."""
        return json.dumps(
            {
                "school": self.school.model_dump(mode="json", exclude_defaults=True),
                "addresses": self.addresses,
                "glances": [(glance.day.isoformat(), glance.says) for glance in self.glances],
                "counts": self.counts,
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_text(cls, text: str, *, held: bool) -> Summary:
        """The summary that an earlier build kept."""
        kept = json.loads(text)
        return cls(
            school=School.model_validate(kept["school"]),
            addresses=tuple(kept["addresses"]),
            glances=tuple(Glance(date.fromisoformat(day), says) for day, says in kept["glances"]),
            counts=tuple((label, count) for label, count in kept["counts"]),
            held=held,
        )


@dataclass(frozen=True, slots=True)
class CountyView:
    """The county's home: its schools, grouped by nothing but their order, with today's words."""

    county: County
    today: date
    schools: tuple[Summary, ...]
    prose: tuple[Tab, ...]
    """Hand-written pages: their titles and addresses."""


def list_view(
    kind: str, model: type[Document], filed: tuple[Filed[Document], ...], setting: Setting
) -> ListView:
    """The list page of one kind."""
    address = f"{model.folder}/"
    groups: dict[str, list[Entry]] = {}
    for entry in model.entries(filed, setting):
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
