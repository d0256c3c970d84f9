"""Hazard reports: the weeks and months of a school, and the county's months."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.test_golden import documents_in, setting

from gongshi.document import Document, Filed, Reading
from gongshi.indexes import NEWEST
from gongshi.kinds.hazard_report import HazardReport
from gongshi.kinds.hazard_report.county import county_pages
from gongshi.kinds.hazard_report.publish import HazardFrontView
from gongshi.kinds.hazard_report.views import CountyMonthView, HazardReportView
from gongshi.publication import CountySetting, Page, Setting
from gongshi.school import School, Stage

SAMPLE = Path(__file__).parents[1] / "samples" / "hazard_report"


def here(today: date = date(2026, 11, 24)) -> Setting:
    return replace(setting(), today=today, documents=documents_in(SAMPLE))


def page(slug: str, today: date = date(2026, 11, 24)) -> Page:
    return next(
        one for one in HazardReport.pages((), here(today)) if one.address == f"hazards/{slug}/"
    )


def view(slug: str, today: date = date(2026, 11, 24)) -> HazardReportView:
    found = page(slug, today).view
    assert isinstance(found, HazardReportView)
    return found


def numbers(found: HazardReportView | CountyMonthView) -> tuple[int, int, int, int]:
    one = found.numbers
    return one.opened, one.closed, one.still_open, one.overdue


def test_there_is_a_report_of_every_week_and_month_with_a_record_and_no_other() -> None:
    addresses = {one.address for one in HazardReport.pages((), here())}
    assert addresses == {"hazards/2026-W47/", "hazards/2026-W48/", "hazards/2026-11/"}
    assert [one.address for one in HazardReport.entries((), here())] == [
        "hazards/2026-11/",
        "hazards/2026-W48/",
        "hazards/2026-W47/",
    ]


def test_a_school_without_checks_has_no_report() -> None:
    assert not [*HazardReport.pages((), setting())]
    assert HazardReport.entries((), setting()) == ()
    assert HazardReport.tally((), setting()) is None
    assert HazardReport.front((), setting()) is None


def test_what_was_open_at_the_end_of_a_week_is_closed_in_the_next() -> None:
    assert numbers(view("2026-W47")) == (4, 1, 3, 1)
    assert numbers(view("2026-W48")) == (0, 1, 2, 1)
    assert numbers(view("2026-11")) == (4, 2, 2, 1)
    states = {one.what: one.badge.word for one in view("2026-W47").hazards}
    assert states["后门纱网破损"] == "整改中"
    states = {one.what: one.badge.word for one in view("2026-W48").hazards}
    assert states["后门纱网破损"] == "已销号"


def test_the_same_week_looked_at_earlier_knows_nothing_of_later_days() -> None:
    found = view("2026-W47", today=date(2026, 11, 17))
    assert numbers(found) == (1, 1, 0, 0)
    assert found.as_of == "11月17日"


def test_days_without_a_daily_record_are_named() -> None:
    assert view("2026-W47").missing == ("11月18日", "11月19日")
    assert view("2026-W48").missing == ()


def test_a_change_of_a_record_shows_in_its_week_and_makes_a_new_revision() -> None:
    found = view("2026-W47")
    assert found.revision == 2
    assert [one.day for one in found.changed] == ["11月17日"]
    assert "由“符合”改为“不符合”" in found.changed[0].changes[0]
    assert view("2026-W48").changed == ()


def test_what_came_of_a_change_moves_the_roll_up() -> None:
    documents = documents_in(SAMPLE)
    ((kind, filed),) = documents.items()
    calm = next(one for one in filed if one.slug == "2026-11-16-canteen").document
    changed = tuple(
        Filed(one.slug, calm) if one.slug == "2026-11-17-canteen" else one for one in filed
    )
    other = replace(here(), documents={kind: changed})
    found = next(
        one.view for one in HazardReport.pages((), other) if one.address == "hazards/2026-W47/"
    )
    assert isinstance(found, HazardReportView)
    assert found.numbers.opened == view("2026-W47").numbers.opened - 1


@pytest.mark.parametrize("slug", ["2026-W47", "2026-W48", "2026-11"])
def test_the_data_counts_itself(slug: str) -> None:
    found = page(slug)
    data = json.loads(found.data["hazards.json"])
    rows = [*csv.DictReader(io.StringIO(found.data["hazards.csv"].decode("utf-8-sig")))]

    assert data["carried"] + data["opened"] == data["closed"] + data["still_open"]
    assert len(rows) == len(data["hazards"]) == data["carried"] + data["opened"]
    states = [one["state"] for one in data["hazards"]]
    assert states.count("closed") == data["closed"] == len(data["days_to_close"])
    assert states.count("overdue") == data["overdue"]


def test_a_formula_in_a_hazard_is_text_in_the_spreadsheet() -> None:
    documents = documents_in(SAMPLE)
    ((kind, filed),) = documents.items()
    model = type(filed[0].document)
    said = {"place": "其他", "level": "自查", "findings": ["=HYPERLINK(1)"]}
    one = Filed("2026-11-16-x", model.model_validate(said, context=Reading("2026-11-16-x")))
    other = replace(here(), documents={kind: (one,)})
    (first, *_) = HazardReport.pages((), other)
    assert b"\n'=HYPERLINK" in first.data["hazards.csv"]


def test_the_home_has_a_line_only_where_a_last_day_may_pass() -> None:
    front = HazardReport.front((), here())
    assert front is not None
    assert isinstance(front.view, HazardFrontView)
    assert [(one.since, one.hidden) for one in front.view.overdue] == [
        ("2026-11-21", False),
        ("2026-12-01", True),
    ]


def test_the_county_adds_up_its_schools() -> None:
    tally = HazardReport.tally((), here())
    assert tally is not None
    tally = json.loads(json.dumps(tally))
    schools = tuple(
        (School(code=code, name=code, stage=Stage.PRIMARY), tally) for code in ("a", "b")
    )
    county = CountySetting(here().county, here().calendar, here().today, "https://gongshi.example/")
    (found,) = county_pages(schools, county)
    assert isinstance(found.view, CountyMonthView)
    assert found.address == "hazards/2026-11/"
    assert numbers(found.view) == tuple(2 * one for one in numbers(view("2026-11")))
    assert found.view.took == view("2026-11").took
    assert [who for who, _ in found.view.overdue] == ["a", "b"]
    assert found.view.overdue[0][1].address.startswith("a/")
    rows = [*csv.reader(io.StringIO(found.data["hazards.csv"].decode("utf-8-sig")))]
    assert [row[0] for row in rows] == ["学校", "a", "b"]


def test_the_countys_home_shows_its_newest_months_and_their_list_shows_all(site: Path) -> None:
    months = sorted(path.name for path in (site / "hazards").iterdir() if path.is_dir())
    newest = [f"hazards/{month}/" for month in reversed(months)]
    assert len(newest) > NEWEST
    home, listed = (
        re.findall(
            r'href="(?:\.\./)*(hazards/[^"]*)"', path.read_text("utf-8").split("<article")[1]
        )
        for path in (site / "index.html", site / "hazards" / "index.html")
    )
    assert home == [*newest[:NEWEST], "hazards/"]
    assert listed == newest
    between = (site / "hazards" / months[1] / "index.html").read_text("utf-8")
    assert f'rel="prev" href="../../hazards/{months[0]}/"' in between
    assert f'rel="next" href="../../hazards/{months[2]}/"' in between
    assert 'href="../../hazards/">全部隐患' in between


def test_a_kind_that_offers_no_hazards_is_left_alone() -> None:
    class Silent(Document):
        """A kind that knows nothing of hazards."""

    other = replace(setting(), documents={"silent": (Filed("x", Silent()),)})
    assert not [*HazardReport.pages((), other)]


def test_two_hazards_may_have_the_same_last_day() -> None:
    twice = {
        kind: tuple(Filed(f"{one.slug}{end}", one.document) for end in ("", "-2") for one in filed)
        for kind, filed in documents_in(SAMPLE).items()
    }
    front = HazardReport.front((), replace(here(), documents=twice))
    assert front is not None
    assert isinstance(front.view, HazardFrontView)
    assert len({one.address for one in front.view.overdue}) > 1
