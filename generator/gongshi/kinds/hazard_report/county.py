"""The county's month: the hazards of all schools together, from what each school tallied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import TypedDict, cast

from gongshi.formats.data import json_of
from gongshi.formats.table import csv_of
from gongshi.hazard import Counts, Findings, HazardLevel, Place, RollUp, middle_of
from gongshi.kinds.hazard_report.spans import Reported, reports_of, roll_up_of, short
from gongshi.kinds.hazard_report.views import (
    CountyMonthView,
    HazardView,
    SchoolLineView,
    hazard_view,
    line_of,
    longest_of,
    numbers_said,
    took_said,
)
from gongshi.paper import Paper
from gongshi.posted import hash_of
from gongshi.publication import Badge, CountySetting, Page, Poster, Setting, Sign
from gongshi.school import School

_KIND = "hazard_report"
_TEMPLATE = f"{_KIND}.county"
_PAPERS = (("poster-a3.pdf", Paper.A3_PORTRAIT), ("poster-a4.pdf", Paper.A4_PORTRAIT))
_FOLDER = "hazards/"
_MOST_OVERDUE = 40


class Month(TypedDict):
    """One month of one school, as plain JSON values.

    `counts`, `places` and `levels` hold opened, closed, still open and overdue; `days` the days
    each closed hazard had taken; `recorded` the school days with a daily record, `taught` all.
    """

    counts: list[int]
    places: dict[str, list[int]]
    levels: dict[str, list[int]]
    days: list[int]
    recorded: int
    taught: int
    clean: int
    overdue: list[dict[str, object]]


def tally_of(findings: Findings, setting: Setting) -> Mapping[str, object]:
    """The months of a school by their slug."""
    return {
        span.slug: _month(roll_up_of(findings, span, setting))
        for span in reports_of(findings, setting.today)
        if span.is_month
    }


def _month(roll: RollUp) -> Month:
    daily = {one.day for one in roll.records if one.daily}
    views = [hazard_view(one, roll) for one in roll.overdue[:_MOST_OVERDUE]]
    return Month(
        counts=_row(roll.counts),
        places={word.value: _row(counts) for word, counts in roll.by(Place)},
        levels={word.value: _row(counts) for word, counts in roll.by(HazardLevel)},
        days=list(roll.days_to_close),
        recorded=len(daily & set(roll.school_days)),
        taught=len(roll.school_days),
        clean=len(roll.clean),
        overdue=[{**asdict(one), "badge": one.badge.word} for one in views],
    )


def _row(counts: Counts) -> list[int]:
    return [counts.opened, counts.closed, counts.still_open, counts.overdue]


Tallies = tuple[tuple[School, Mapping[str, object]], ...]
Told = tuple[tuple[School, Month], ...]
"""The schools that have records of a month, each with that month."""


def county_pages(tallies: Tallies, setting: CountySetting) -> Iterator[Page]:
    """A page for each month of which any school has records, the newest first."""
    slugs = sorted({slug for _, tally in tallies for slug in tally}, reverse=True)
    for place, slug in enumerate(slugs):
        earlier = _address(slugs[place + 1]) if place + 1 < len(slugs) else None
        later = _address(slugs[place - 1]) if place else None
        told = tuple(
            (school, cast("Month", tally[slug])) for school, tally in tallies if slug in tally
        )
        yield _page(_span(slug), told, setting, earlier, later)


def _span(slug: str) -> Reported:
    return Reported.month(date.fromisoformat(f"{slug}-01"))


def _address(slug: str) -> str:
    return f"{_FOLDER}{slug}/"


def _page(
    span: Reported, told: Told, setting: CountySetting, earlier: str | None, later: str | None
) -> Page:
    view = _view(span, told, setting, earlier, later)
    papers = _PAPERS if setting.posters else ()
    return Page(
        address=_address(span.slug),
        template=_TEMPLATE,
        title=view.title,
        description=f"{setting.county.authority}{view.title}：{view.says}",
        view=view,
        posters=tuple(Poster(name, _TEMPLATE, paper, view) for name, paper in papers),
        data={"hazards.json": _data(span, told, setting), "hazards.csv": _csv(view)},
    )


def _view(
    span: Reported, told: Told, setting: CountySetting, earlier: str | None, later: str | None
) -> CountyMonthView:
    county = setting.county
    counts = sum((Counts(*month["counts"]) for _, month in told), Counts())
    days = tuple(sorted(day for _, month in told for day in month["days"]))
    return CountyMonthView(
        county=county,
        address=_address(span.slug),
        url=f"{setting.site}{_address(span.slug)}",
        label="隐患",
        title=f"{county.name}学校{span.title(())}",
        says=f"{len(told)} 所学校 · {numbers_said(counts)}",
        issuer=county.authority,
        office=county.office,
        revision=1,
        published=None,
        hash=hash_of(_data(span, told, setting)),
        notes=(),
        amendments=(),
        as_of=short(min(span.last, setting.today)),
        numbers=line_of("", counts),
        places=tuple(
            line_of(one.label, _sum_of(told, "places", one))
            for one in Place
            if any(one.value in month["places"] for _, month in told)
        ),
        levels=tuple(
            line_of(one.label, _sum_of(told, "levels", one))
            for one in HazardLevel
            if any(one.value in month["levels"] for _, month in told)
        ),
        schools=tuple(_school_line(span, school, month) for school, month in told),
        overdue=tuple(
            (school.name, _overdue(one, school))
            for school, month in told
            for one in month["overdue"]
        ),
        took=took_said(days),
        recorded=sum(month["recorded"] for _, month in told),
        taught=sum(month["taught"] for _, month in told),
        clean=sum(month["clean"] for _, month in told),
        list_address=_FOLDER,
        earlier=earlier,
        later=later,
    )


def _sum_of(told: Told, by: str, word: Place | HazardLevel) -> Counts:
    rows = [
        (month["places"] if by == "places" else month["levels"]).get(word.value)
        for _, month in told
    ]
    return sum((Counts(*row) for row in rows if row), Counts())


def _school_line(span: Reported, school: School, month: Month) -> SchoolLineView:
    return SchoolLineView(
        name=school.name,
        address=f"{school.code}/hazards/{span.slug}/",
        counts=line_of(school.name, Counts(*month["counts"])),
        middle=middle_of(month["days"]),
        longest=longest_of(tuple(month["days"])),
        recorded=month["recorded"],
        taught=month["taught"],
    )


def _overdue(one: Mapping[str, object], school: School) -> HazardView:
    said = {key: value for key, value in one.items() if key not in ("badge", "address")}
    return HazardView(
        **said,  # type: ignore[arg-type]
        badge=Badge(Sign.LATE, str(one["badge"])),
        address=f"{school.code}/{one['address']}",
    )


def _data(span: Reported, told: Told, setting: CountySetting) -> bytes:
    """The month as JSON: school by school, as each tallied it."""
    whole = {
        "kind": _KIND,
        "county": setting.county.name,
        "slug": span.slug,
        "as_of": min(span.last, setting.today).isoformat(),
        "schools": [{"code": school.code, "name": school.name, **month} for school, month in told],
    }
    return json_of(whole)


_HEADS = (
    "学校",
    "新增",
    "销号",
    "未销号",
    "逾期",
    "销号用时中位数（天）",
    "最长（天）",
    "日管控记录（天）",
    "应记录（天）",
)


def _csv(view: CountyMonthView) -> bytes:
    """School by school as CSV."""
    return csv_of(_HEADS, map(_row_of, view.schools))


def _row_of(one: SchoolLineView) -> tuple[object, ...]:
    counts = one.counts
    numbers = (counts.opened, counts.closed, counts.still_open, counts.overdue)
    return (one.name, *numbers, one.middle, one.longest, one.recorded, one.taught)
