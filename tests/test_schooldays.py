"""School days: which days are worked, how periods are counted, and the file they are written in."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.program import run, shell

from gongshi.build import Order, build, check
from gongshi.county import County
from gongshi.document import Reading
from gongshi.errors import Severity
from gongshi.load import read_source
from gongshi.publication import Setting
from gongshi.scaffold import new_site
from gongshi.scaffold.holidays import holidays_text, known_years, year_of
from gongshi.school import School, Stage, Term
from gongshi.schooldays import Calendar, Holiday, Period, Year
from gongshi.validate import model_of

ROOT = Path(__file__).parents[1]
FILE = "content/holidays.yaml"
TODAY = date(2026, 11, 22)
YEARS = (2024, 2025, 2026)
DAYS = tuple(date(2024, 1, 1) + timedelta(days=number) for number in range(366 + 365 + 365))


def calendar_of(path: Path) -> Calendar:
    return model_of(Calendar, read_source(FILE, path.read_bytes()), Reading(""))


SAMPLE = calendar_of(ROOT / FILE)


def test_the_sample_county_works_on_the_very_days_that_were_announced() -> None:
    assert [SAMPLE.is_workday(day) for day in DAYS] == [
        chinese_calendar.is_workday(day) for day in DAYS
    ]
    assert all(SAMPLE.knows(day) for day in DAYS)
    assert SAMPLE.workdays(DAYS[0], DAYS[-1]) == tuple(
        chinese_calendar.get_workdays(DAYS[0], DAYS[-1])
    )


def test_a_holiday_is_called_by_its_name_with_the_weekends_that_go_with_it() -> None:
    named = {day: chinese_calendar.get_holiday_detail(day) for day in DAYS}
    for day, (free, name) in named.items():
        ours = SAMPLE.holiday(day)
        assert (ours is not None) == bool(free and name)
        if ours is not None:
            assert any(one.chinese in ours for one in chinese_calendar.Holiday if one.value == name)
    assert SAMPLE.holiday(date(2025, 10, 8)) == "国庆节、中秋节"
    assert SAMPLE.holiday(date(2026, 11, 22)) is None


def test_what_was_announced_for_the_days_around_national_day_of_2026() -> None:
    worked = SAMPLE.workdays(date(2026, 9, 19), date(2026, 10, 11))
    assert [day.strftime("%m-%d") for day in worked] == [
        "09-20", "09-21", "09-22", "09-23", "09-24", "09-28", "09-29", "09-30",
        "10-08", "10-09", "10-10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "count", "last", "calendar_days", "certain"),
    [
        ("2022-09-19", 5, "2022-09-23", 5, False),  # the year is not in the file
        ("2026-01-15", 5, "2026-01-21", 7, True),
        ("2026-09-28", 5, "2026-10-09", 12, True),  # over National Day
        ("2026-09-28", 6, "2026-10-10", 13, True),  # a Saturday that is worked
        ("2026-09-19", 1, "2026-09-20", 2, True),  # begins on a free Saturday
        ("2026-09-20", 1, "2026-09-20", 1, True),  # begins on a Sunday that is worked
        ("2026-02-13", 7, "2026-02-28", 16, True),  # over the Spring Festival
        ("2026-12-31", 3, "2027-01-04", 5, False),  # into a year that is not known yet
        ("2026-12-30", 2, "2026-12-31", 2, True),
    ],
)
def test_a_period_counts_working_days_with_its_first(
    first: str, count: int, last: str, calendar_days: int, certain: bool
) -> None:
    period = SAMPLE.period(date.fromisoformat(first), count)

    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert len(period.days) == calendar_days
    assert len(period.working) == count
    assert period.certain is certain


@pytest.mark.parametrize("count", [0, -1, 367, 10**9])
def test_a_period_of_an_absurd_length_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match=str(count)):
        SAMPLE.period(TODAY, count)


def _counted(first: date, count: int) -> Period:
    """The same by another way: a list of all that follow, cut at the day that fills it."""
    following = [first + timedelta(days=number) for number in range(900)]
    working = [day for day in following if _is_worked(day)][:count]
    days = tuple(day for day in following if day <= working[-1])
    return Period(first, working[-1], days, tuple(working), {day.year for day in days} <= {*YEARS})


def _is_worked(day: date) -> bool:
    return chinese_calendar.is_workday(day) if day.year in YEARS else day.isoweekday() <= 5


@given(st.dates(date(2023, 11, 1), date(2027, 2, 28)), st.integers(1, 366))
def test_any_period_is_as_a_naive_counter_has_it(first: date, count: int) -> None:
    assert SAMPLE.period(first, count) == _counted(first, count)


@given(st.dates(date(2023, 1, 1), date(2028, 1, 1)), st.integers(-10, 500))
def test_school_days_are_the_working_days_within_terms(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = SAMPLE.school_days(first, last, SAMPLE.terms)
    expected = [
        day
        for day in (first + timedelta(days=number) for number in range(max(0, length + 1)))
        if _is_worked(day) and any(term.starts <= day <= term.ends for term in SAMPLE.terms)
    ]

    assert list(found) == expected
    assert set(found) <= set(SAMPLE.workdays(first, last))


def test_school_days_of_terms_that_overlap_are_counted_once() -> None:
    term = Term(name="秋", starts=date(2026, 9, 1), ends=date(2027, 1, 22))
    assert SAMPLE.school_days(TODAY, date(2026, 11, 24), (term, term)) == (
        date(2026, 11, 23),
        date(2026, 11, 24),
    )


def test_without_a_file_monday_to_friday_are_worked_and_nothing_is_certain() -> None:
    empty = Calendar()
    assert [empty.is_workday(date(2026, 10, day)) for day in (1, 2, 3, 4, 5)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    assert not empty.knows(TODAY)
    assert not empty.period(TODAY, 5).certain
    assert empty.holiday(date(2026, 10, 1)) is None


def test_a_holiday_over_new_year_is_written_once_and_counts_in_both_years() -> None:
    new_year = Holiday(name="元旦", starts=date(2026, 12, 31), ends=date(2027, 1, 2))
    calendar = Calendar(years={2027: Year(holidays=(new_year,))})
    assert calendar.holiday(date(2026, 12, 31)) == "元旦"
    assert not calendar.knows(date(2026, 12, 31))
    assert not calendar.is_workday(date(2027, 1, 1))


def test_a_day_lies_in_the_schools_own_term_or_in_the_countys() -> None:
    own = Term(name="本校", starts=date(2026, 9, 1), ends=date(2027, 1, 22))
    for terms, name in (((own,), "本校"), ((), "2026年秋季学期")):
        school = School(code="a", name="甲", stage=Stage.PRIMARY, terms=terms)
        county = County(name="县", authority="局")
        setting = Setting(county, school, TODAY, "", calendar=SAMPLE)
        term = setting.term_of(TODAY)
        assert term is not None
        assert term.name == name
    found = SAMPLE.term_of(date(2026, 3, 2))
    assert found is not None
    assert found.name == "2026年春季学期"
    assert SAMPLE.term_of(date(2026, 8, 1)) is None


@given(st.data())
def test_any_years_that_are_written_are_read_back(data: st.DataObject) -> None:
    years = data.draw(st.sets(st.sampled_from(YEARS)))
    name = data.draw(st.text(st.characters(categories=["L", "P", "N"]), min_size=1, max_size=9))
    terms = (Term(name=name, starts=date(2026, 9, 1), ends=date(2027, 1, 22)),)
    calendar = Calendar(terms=terms, years={year: year_of(year) for year in years})
    text = holidays_text(calendar)

    assert model_of(Calendar, read_source(FILE, text.encode()), Reading("")) == calendar
    assert holidays_text(calendar) == text


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    new_site(root, "白鹭县", TODAY)
    return root


def test_the_sample_countys_file_is_as_the_command_writes_it(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    text = (ROOT / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text(text.partition("年份:")[0], "utf-8")
    ran = run("holidays", tmp_path, "--years", "2024-2026")

    assert (ran.status, ran.err) == (0, "")
    assert "2024、2025、2026" in ran.out
    assert (tmp_path / FILE).read_text("utf-8") == text
    assert run("holidays", tmp_path).status == 0
    assert (tmp_path / FILE).read_text("utf-8") == text


def test_the_command_writes_a_file_where_there_is_none(site: Path) -> None:
    (site / FILE).unlink()
    ran = run("holidays", site, lang="en")

    assert ran.status == 0
    assert f"wrote {site / FILE}: 2024" in ran.out
    written = calendar_of(site / FILE)
    assert tuple(written.years) == known_years()
    assert written.terms == ()


def test_the_command_keeps_terms_and_years_that_it_does_not_write_anew(site: Path) -> None:
    (site / FILE).write_text(
        "terms: [{name: 秋, starts: 2026-09-01, ends: 2027-01-22}]\n"
        "years:\n"
        "  2027: {holidays: [{name: 元旦, starts: 2026-12-31, ends: 2027-01-03}]}\n"
        "  2026: {holidays: [{name: 错的, starts: 2026-08-08, ends: 2026-08-08}]}\n",
        "utf-8",
    )
    assert run("holidays", site, "--years", "2026").status == 0
    written = calendar_of(site / FILE)

    assert [term.name for term in written.terms] == ["秋"]
    assert [*written.years] == [2026, 2027]
    assert written.holiday(date(2026, 8, 8)) is None
    assert written.holiday(date(2026, 12, 31)) == "元旦"
    assert written.years[2026] == year_of(2026)


def test_years_that_nobody_has_announced_are_told_as_unknown(site: Path) -> None:
    before = (site / FILE).read_bytes()
    ran = run("holidays", site, "--years", "2098-2099")
    assert (ran.status, ran.out) == (1, "")
    assert "还不知道 2098、2099 年" in ran.err
    assert (site / FILE).read_bytes() == before

    partly = run("holidays", site, "--years", f"{max(known_years())}-2099", lang="en")
    assert partly.status == 0
    assert "2099 are unknown" in partly.err
    assert (site / FILE).read_bytes() == before


@pytest.mark.parametrize("years", ["2026-2024", "20", "1999", "二〇二六", "2026-", ""])
def test_years_that_are_none_are_called_wrongly(site: Path, years: str) -> None:
    ran = run("holidays", site, "--years", years)
    assert ran.status == 2
    assert "2024-2026" in ran.err


def test_a_file_that_is_wrong_is_put_right_first(site: Path) -> None:
    for text in ("年份: {", "年份: {2026: {放假: []}}\n"):
        (site / FILE).write_text(text, "utf-8")
        ran = run("holidays", site)
        assert ran.status == 1
        assert f"{FILE}:" in ran.err
        assert (site / FILE).read_text("utf-8") == text


def test_the_command_needs_a_site(tmp_path: Path) -> None:
    assert run("holidays", tmp_path).status == 2


def test_a_file_that_cannot_be_written_is_a_failure_of_the_machine(site: Path) -> None:
    (site / FILE).unlink()
    (site / FILE).symlink_to(site / "nowhere" / "holidays.yaml")
    assert run("holidays", site).status == 1  # told as a problem: the link leads nowhere


def test_a_new_site_knows_its_year_and_its_terms(site: Path) -> None:
    calendar = calendar_of(site / FILE)
    assert calendar.knows(TODAY)
    assert [term.name for term in calendar.terms] == ["2026年秋季学期", "2027年春季学期"]
    assert "学期" not in (site / "content/county.yaml").read_text("utf-8")


def test_a_year_that_is_not_known_is_one_reminder_and_no_error(site: Path, tmp_path: Path) -> None:
    [problem] = check(site, date(2027, 3, 1))
    assert (problem.path, problem.line, problem.code) == (FILE, 1, "unknown-year")
    assert problem.severity is Severity.WARNING
    report = build(Order(site, tmp_path / "out", date(2027, 3, 1), posters=False))
    assert report.problems == (problem,)
    assert not report.has_errors
    (site / FILE).unlink()
    assert [one.code for one in check(site, TODAY)] == ["unknown-year"]
    ran = run("check", site, "--today", "2026-11-22", "--json")
    assert ran.status == 0
    assert [one["severity"] for one in json.loads(ran.out)] == ["warning"]


def test_a_change_of_the_file_makes_the_pages_anew(site: Path, tmp_path: Path) -> None:
    order = Order(site, tmp_path / "out", TODAY, posters=False)
    build(order)
    page = tmp_path / "out" / "example-primary" / "menus" / "index.html"
    assert "2026年秋季学期" in page.read_text("utf-8")
    assert build(order).written == 0

    text = (site / FILE).read_text("utf-8").replace("2026年秋季学期", "第一学期")
    (site / FILE).write_text(text, "utf-8")
    assert build(order).written
    assert "第一学期" in page.read_text("utf-8")


def test_a_build_does_not_ask_for_the_package() -> None:
    ran = shell("check", ROOT, "--today", "2026-11-22", PYTHONVERBOSE="1")
    assert ran.status == 0
    assert "chinese_calendar" not in ran.err
