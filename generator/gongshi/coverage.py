"""Coverage (公示情况): every school against every duty of the county, on one day.

The matrix is made from the filings in the schools' summaries alone, so that it can be asked for
any day without building anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongshi.county import County
from gongshi.document import Document
from gongshi.duty import Cell, Duty, Round, Standing, round_of, standing_of
from gongshi.formats.data import json_of
from gongshi.formats.table import csv_of
from gongshi.indexes import Summary
from gongshi.kinds import kind_called
from gongshi.publication import Badge, CountySetting, CountyWide, Page, Sign
from gongshi.school import School, Stage

ADDRESS = "coverage/"

SIGNS = {
    Standing.PUBLISHED: Sign.DONE,
    Standing.LATE: Sign.GOING,
    Standing.MISSING: Sign.LATE,
    Standing.NOT_DUE: Sign.OPEN,
    Standing.NOT_APPLICABLE: Sign.OVER,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A duty as a column: its turn on that day, if it has turns, and how many schools stand how."""

    duty: Duty
    round: Round | None
    counts: Mapping[Standing, int]

    @property
    def done(self) -> int:
        """How many schools have published, in time or late."""
        return self.counts.get(Standing.PUBLISHED, 0) + self.counts.get(Standing.LATE, 0)

    @property
    def of(self) -> int:
        """How many schools the duty applies to."""
        return sum(self.counts.values()) - self.counts.get(Standing.NOT_APPLICABLE, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A school and how it stands with each duty, in the order of the duties."""

    school: School
    cells: tuple[Cell, ...]

    @property
    def is_behind(self) -> bool:
        """Whether anything is missing."""
        return any(cell.standing is Standing.MISSING for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of one day: the duties as columns, the schools as rows."""

    day: date
    asked: tuple[Asked, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CoverageView(CountyWide):
    """The county's page of the matrix; `badges` are the states in the order of the legend."""

    coverage: Coverage
    badges: Mapping[Standing, Badge]


def duties_of(county: County, kinds: Mapping[str, type[Document]]) -> tuple[Duty, ...]:
    """What the county asks for: its own list, or what each kind expects by itself."""
    return county.duties or tuple(duty for kind in kinds.values() for duty in kind.duties)


def kinds_asked_for(county: County, kinds: Mapping[str, type[Document]]) -> tuple[str, ...]:
    """The kinds that any duty asks for, in the order of the kinds."""
    named = {kind_called(duty.kind, kinds) for duty in duties_of(county, kinds)}
    return tuple(name for name in kinds if name in named)


def coverage_of(
    setting: CountySetting, kinds: Mapping[str, type[Document]], schools: tuple[Summary, ...]
) -> Coverage:
    """The matrix on the setting's day; offices are no schools and have no row."""
    duties = duties_of(setting.county, kinds)
    rows = tuple(
        Row(one.school, tuple(_cell(duty, kinds, one, setting) for duty in duties))
        for one in schools
        if one.school.stage is not Stage.OFFICE
    )
    asked = tuple(
        Asked(
            duty,
            round_of(duty, setting.today, setting.calendar.terms),
            Counter(row.cells[place].standing for row in rows),
        )
        for place, duty in enumerate(duties)
    )
    return Coverage(setting.today, asked, rows)


def _cell(
    duty: Duty, kinds: Mapping[str, type[Document]], one: Summary, setting: CountySetting
) -> Cell:
    kind = kind_called(duty.kind, kinds)
    filings = one.filings.get(kind, ()) if kind else ()
    return standing_of(duty, one.school, filings, setting.calendar, setting.today)


def coverage_page(coverage: Coverage, setting: CountySetting) -> Page:
    """The county's page of the matrix, with the same as CSV and JSON beside it."""
    badges = {standing: Badge(sign, standing.label) for standing, sign in SIGNS.items()}
    view = CoverageView(setting.county, ADDRESS, f"{setting.site}{ADDRESS}", coverage, badges)
    return Page(
        address=ADDRESS,
        template="coverage",
        title="公示情况",
        description=f"{setting.county.authority}：{len(coverage.rows)} 所学校的公示情况",
        view=view,
        data={"coverage.csv": as_csv(coverage), "coverage.json": as_json(coverage, setting.site)},
    )


def as_csv(coverage: Coverage) -> bytes:
    """A row a school and a column a duty, for WPS and Excel."""
    heads = ("学校代码", "学校", "学段", *(asked.duty.name for asked in coverage.asked))
    rows = (
        (
            row.school.code,
            row.school.name,
            row.school.stage.label,
            *(cell.standing.label for cell in row.cells),
        )
        for row in coverage.rows
    )
    return csv_of(heads, rows)


def as_json(coverage: Coverage, site: str) -> bytes:
    """Every cell with its turn, its last day, when it was published and where that stands."""
    said = {
        "day": coverage.day.isoformat(),
        "duties": [
            {"name": asked.duty.name, "kind": asked.duty.kind, **_turn(asked.round)}
            for asked in coverage.asked
        ],
        "schools": [
            {
                "code": row.school.code,
                "name": row.school.name,
                "stage": row.school.stage.value,
                "standings": [_said(cell, f"{site}{row.school.code}/") for cell in row.cells],
            }
            for row in coverage.rows
        ],
    }
    return json_of(said)


def _turn(asked: Round | None) -> dict[str, str]:
    if asked is None:
        return {}
    days = {"starts": asked.starts, "ends": asked.ends, "due": asked.due}
    return {name: day.isoformat() for name, day in days.items()}


def _said(cell: Cell, home: str) -> dict[str, str]:
    return {
        "standing": cell.standing.value,
        **_turn(cell.round),
        **({"published": cell.published.isoformat()} if cell.published else {}),
        **({"url": home + cell.address} if cell.address else {}),
    }
