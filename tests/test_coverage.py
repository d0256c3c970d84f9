"""The coverage matrix: on the site, as CSV and JSON, and for any day."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

from tests.program import run

from gongshi.coverage import as_csv, as_json
from gongshi.duty import Standing
from gongshi.school import Stage
from gongshi.survey import coverage_on

ROOT = Path(__file__).parents[1]
SUNDAY = date(2026, 11, 22)
LABELS = {word.value: word.label for words in (Standing, Stage) for word in words}


def states(day: date, duty: str) -> dict[str, str]:
    """How the sample schools stand with a duty on a day."""
    coverage, problems = coverage_on(ROOT, day)
    assert problems == ()
    place = [asked.duty.name for asked in coverage.asked].index(duty)
    return {row.school.code: row.cells[place].standing.label for row in coverage.rows}


def test_next_weeks_menu_of_one_school_is_still_to_come() -> None:
    assert states(SUNDAY, "下周食谱") == {
        "qinghe-kindergarten": "已公示",
        "qinghe-primary": "已公示",
        "qinghe-middle": "未到期",
    }
    assert states(date(2026, 11, 23), "本周食谱")["qinghe-middle"] == "未公示"


def test_what_was_published_later_is_not_there_yet() -> None:
    coverage, _ = coverage_on(ROOT, date(2026, 7, 20))
    assert {cell.standing for row in coverage.rows for cell in row.cells} <= {
        Standing.NOT_APPLICABLE,
        Standing.MISSING,
        Standing.PUBLISHED,
        Standing.NOT_DUE,
        Standing.LATE,
    }
    place = [asked.duty.name for asked in coverage.asked].index("本周食谱")
    assert {row.cells[place].standing for row in coverage.rows} == {Standing.NOT_APPLICABLE}


def test_the_bureau_is_no_school() -> None:
    coverage, _ = coverage_on(ROOT, SUNDAY)
    assert "qinghe-bureau" not in {row.school.code for row in coverage.rows}


def test_the_site_the_table_and_the_data_say_the_same(site: Path) -> None:
    coverage, _ = coverage_on(ROOT, SUNDAY)
    assert (site / "coverage/coverage.csv").read_bytes() == as_csv(coverage)
    data = json.loads((site / "coverage/coverage.json").read_text("utf-8"))
    assert data["day"] == "2026-11-22"
    table = list(csv.reader(as_csv(coverage).decode("utf-8-sig").splitlines()))
    assert table[0][3:] == [duty["name"] for duty in data["duties"]]
    for row, school in zip(table[1:], data["schools"], strict=True):
        labels = [LABELS[one["standing"]] for one in school["standings"]]
        assert row == [school["code"], school["name"], LABELS[school["stage"]], *labels]
    page = (site / "coverage/index.html").read_text("utf-8")
    for asked in coverage.asked:
        assert f"{asked.done}<small>/{asked.of} 所" in page


def test_what_is_published_leads_to_its_page(site: Path) -> None:
    data = json.loads((site / "coverage/coverage.json").read_text("utf-8"))
    said = [one for school in data["schools"] for one in school["standings"]]
    found = [one["url"] for one in said if "url" in one]
    assert found
    for address in found:
        path = address.split("/", 3)[3]
        assert (site / path / "index.html").is_file()


def test_it_can_be_asked_for_on_the_command_line() -> None:
    ran = run("coverage", ROOT, "--today", "2026-11-22")
    assert (ran.status, ran.err) == (0, "")
    assert "下周食谱　2/3\n  青禾县第二初级中学：未到期\n" in ran.out
    coverage, _ = coverage_on(ROOT, SUNDAY)
    assert run("coverage", ROOT, "--today", SUNDAY, "--format", "csv").out.encode() == as_csv(
        coverage
    )
    said = json.loads(run("coverage", ROOT, "--today", SUNDAY, "--format", "json").out)
    assert said["day"] == "2026-11-22"


def test_the_json_holds_every_turn() -> None:
    coverage, _ = coverage_on(ROOT, SUNDAY)
    data = json.loads(as_json(coverage, "https://gongshi.example/"))
    menu = next(duty for duty in data["duties"] if duty["name"] == "下周食谱")
    assert (menu["starts"], menu["ends"], menu["due"]) == ("2026-11-23", "2026-11-29", "2026-11-22")
