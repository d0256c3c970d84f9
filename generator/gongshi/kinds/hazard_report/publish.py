"""What is published of a school's hazards: a report for each week and month, a line, a tally."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from gongshi.document import Document, Filed
from gongshi.formats.data import json_of
from gongshi.hazard import Counts, Findings, RollUp
from gongshi.kinds.hazard_report.county import county_pages, tally_of
from gongshi.kinds.hazard_report.spans import Reported, reports_of, roll_up_of, short, terms_of
from gongshi.kinds.hazard_report.views import (
    HazardReportView,
    OverdueView,
    as_csv,
    as_data,
    numbers_said,
    parts_of,
    weeks_view,
)
from gongshi.paper import Paper
from gongshi.posted import hash_of
from gongshi.publication import (
    Badge,
    CountySetting,
    Entry,
    Front,
    Hanging,
    Hue,
    Page,
    Poster,
    Setting,
    Sign,
    View,
)
from gongshi.school import School
from gongshi.week import Week

_KIND = "hazard_report"
_MOST_ON_HOME = 3
_Filed = tuple[Filed["HazardReport"], ...]


class HazardReport(Document):
    """Hazard report (隐患报告): the week or month of a school's checks, computed."""

    label = "隐患"
    folder = "hazards"
    order = 50
    hue = Hue.NAVY
    board = "安全公示栏"
    styles = ("states", "posted")
    computed = True

    @classmethod
    def pages(cls, filed: _Filed, setting: Setting) -> Iterator[Page]:
        """A page for each week and month in which a check was recorded."""
        findings = Findings.among(setting.documents, setting)
        found = reports_of(findings, setting.today)
        for is_month in (False, True):
            listed = [one for one in found if one.is_month is is_month]
            for place, span in enumerate(listed):
                later = listed[place - 1] if place else None
                earlier = listed[place + 1] if place + 1 < len(listed) else None
                yield _page(findings, span, setting, earlier, later)

    @classmethod
    def entries(cls, filed: _Filed, setting: Setting) -> tuple[Entry, ...]:
        """A line for each, the newest first."""
        findings = Findings.among(setting.documents, setting)
        found = []
        for span in reports_of(findings, setting.today):
            roll = roll_up_of(findings, span, setting)
            badge = _badge(roll.counts)
            says = f"{short(span.first)}—{short(roll.day)} · {numbers_said(roll.counts)}"
            title = span.title(terms_of(setting))
            found.append(Entry(title, says, roll.day, f"{cls.folder}/{span.slug}/", badge))
        return tuple(found)

    @classmethod
    def front(cls, filed: _Filed, setting: Setting) -> Front | None:
        """A calm line where something is overdue, today or on a day before the next build."""
        hazards = Findings.among(setting.documents, setting).hazards
        waiting = sorted(
            (
                (one.deadline, one)
                for one in hazards
                if one.deadline is not None and one.is_open_on(setting.today)
            ),
            key=lambda each: (each[0], each[1].address),
        )
        if not waiting:
            return None
        overdue = tuple(
            OverdueView(
                what=one.what,
                deadline=short(deadline),
                since=(deadline + timedelta(days=1)).isoformat(),
                hidden=deadline >= setting.today,
                address=one.address,
            )
            for deadline, one in waiting[:_MOST_ON_HOME]
        )
        view = HazardFrontView(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/",
            url=setting.url(""),
            overdue=overdue,
        )
        return Front(_KIND, view, weight=40)

    @classmethod
    def hanging(cls, filed: _Filed, setting: Setting, week: Week) -> Iterator[Hanging]:
        """The newest month that was over before the week began."""
        found = reports_of(Findings.among(setting.documents, setting), setting.today)
        over = (one for one in found if one.is_month and one.last < week.monday)
        for newest in islice(over, 1):
            yield Hanging(f"{cls.folder}/{newest.slug}/", cls.board)

    @classmethod
    def tally(cls, filed: _Filed, setting: Setting) -> Mapping[str, object] | None:
        """The months in numbers, for the county's reports."""
        findings = Findings.among(setting.documents, setting)
        return tally_of(findings, setting) if findings.records else None

    @classmethod
    def county_pages(
        cls, tallies: tuple[tuple[School, Mapping[str, object]], ...], setting: CountySetting
    ) -> Iterator[Page]:
        """A report of all schools for each month."""
        return county_pages(tallies, setting)


@dataclass(frozen=True, slots=True)
class HazardFrontView(View):
    """What the home shows of hazards: those whose last day has passed or soon will have."""

    overdue: tuple[OverdueView, ...]


def _badge(counts: Counts) -> Badge:
    if counts.overdue:
        return Badge(Sign.LATE, f"{counts.overdue} 项逾期")
    if counts.still_open:
        return Badge(Sign.FIX, "整改中")
    return Badge(Sign.DONE, "已全部销号" if counts.opened or counts.closed else "零隐患")


def _page(
    findings: Findings,
    span: Reported,
    setting: Setting,
    earlier: Reported | None,
    later: Reported | None,
) -> Page:
    roll = roll_up_of(findings, span, setting)
    data = _data(span, roll, setting)
    view = _view(findings, span, roll, setting, earlier, later, hash_of(data))
    papers = {
        True: (("poster-a3.pdf", Paper.A3_PORTRAIT), ("poster-a4.pdf", Paper.A4_PORTRAIT)),
        False: (("poster-a4.pdf", Paper.A4_PORTRAIT),),
    }[span.is_month]
    return Page(
        address=f"{HazardReport.folder}/{span.slug}/",
        template=_KIND,
        title=view.title,
        description=f"{setting.school.name}{view.title}：{numbers_said(roll.counts)}",
        view=view,
        posters=tuple(
            Poster(name, _KIND, paper, view) for name, paper in (papers if setting.posters else ())
        ),
        data={
            "hazards.json": data,
            "hazards.csv": as_csv(roll, setting.url("")),
        },
    )


def _view(
    findings: Findings,
    span: Reported,
    roll: RollUp,
    setting: Setting,
    earlier: Reported | None,
    later: Reported | None,
    hashed: str,
) -> HazardReportView:
    folder, school = HazardReport.folder, setting.school
    weeks = span.weeks if span.is_month else ()
    rolls = [
        roll_up_of(findings, Reported(last, first, span.slug), setting)
        for first, last in weeks
        if first <= setting.today
    ]
    address = f"{folder}/{span.slug}/"
    made: dict[str, object] = {
        "county": setting.county,
        "school": school,
        "address": f"{school.code}/{address}",
        "url": setting.url(address),
        "kind": _KIND,
        "label": HazardReport.label,
        "title": span.title(terms_of(setting)),
        "issuer": school.issuer,
        "office": None,
        "source": "由本校检查记录汇总",
        "revision": 1 + sum(len(one.changes) for one in roll.changed),
        "published": None,
        "hash": hashed,
        "says": f"{span.first.year}年{span.said} · 截至{short(roll.day)}",
        "badge": _badge(roll.counts),
        "span": None,
        "amendments": (),
        "notes": (),
        "attachments": (),
        "list_address": f"{folder}/",
        "earlier": f"{folder}/{earlier.slug}/" if earlier else None,
        "later": f"{folder}/{later.slug}/" if later else None,
        "weeks": weeks_view(rolls),
        **parts_of(roll, span, setting.today),
    }
    return HazardReportView(**made)  # type: ignore[arg-type]


def _data(span: Reported, roll: RollUp, setting: Setting) -> bytes:
    """The report as JSON; every number can be counted again from its lists."""
    counts = roll.counts
    whole = {
        "kind": _KIND,
        "school": {"code": setting.school.code, "name": setting.school.name},
        "slug": span.slug,
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "as_of": roll.day.isoformat(),
        "carried": len(roll.carried),
        "opened": counts.opened,
        "closed": counts.closed,
        "still_open": counts.still_open,
        "overdue": counts.overdue,
        "days_to_close": list(roll.days_to_close),
        "school_days": len(roll.school_days),
        "without_record": [day.isoformat() for day in roll.unrecorded],
        "without_finding": [day.isoformat() for day in roll.clean],
        "hazards": [as_data(one, roll) for one in roll.concerned],
        "records": [
            {"day": one.day.isoformat(), "title": one.title, "address": one.address}
            | ({"changes": [change.what for change in one.changes]} if one.changes else {})
            for one in roll.records
        ],
    }
    return json_of(whole)
