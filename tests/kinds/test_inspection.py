"""Inspections: check lists, results, findings, ratings and their history, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.program import run
from tests.test_golden import forms_of, setting

from gongshi.build import check
from gongshi.document import Filed, Reading
from gongshi.errors import WrongUse
from gongshi.formats.fhrs import NotFhrs, read_fhrs
from gongshi.formats.lives import NotLives, read_feed, read_inspections
from gongshi.kinds.inspection import Inspection
from gongshi.kinds.inspection.form import numbered
from gongshi.kinds.inspection.importing import from_fhrs
from gongshi.kinds.inspection.model import Result
from gongshi.kinds.inspection.rating import Scale
from gongshi.kinds.inspection.rating import given as rating_given
from gongshi.kinds.inspection.views import InspectionView
from gongshi.posted import Posting
from gongshi.publication import Sign
from gongshi.scaffold.inspection_import import inspections_from
from gongshi.school import AnnualRating, Canteen, Face, Rating

REAL = Path(__file__).parents[1] / "real" / "inspections"
ITEMS = range(1, 25)
DAY = date(2026, 11, 20)


def inspection(slug: str = "2026-11-20-canteen", **said: object) -> Inspection:
    data = {"form": "daily-canteen", **said}
    written = {key: value for key, value in data.items() if value is not None}
    return Inspection.model_validate(written, context=Reading(slug, forms=forms_of("inspection")))


def refused(slug: str = "2026-11-20-canteen", **said: object) -> list[dict[str, Any]]:
    with pytest.raises(ValidationError) as caught:
        inspection(slug, **said)
    return [{**one["ctx"], "loc": one["loc"]} for one in caught.value.errors()]


def view_of(
    document: Inspection, *others: Inspection, slug: str = "2026-11-20-canteen"
) -> InspectionView:
    before = (Filed(f"{one.on}-{place}", one) for place, one in enumerate(others))
    filed = (*before, Filed(slug, document))
    return document.view_of(Posting(slug, document, setting()), filed)


def test_a_day_on_which_nothing_was_found_takes_two_lines() -> None:
    one = inspection(all_met="是")

    assert one.says(setting()) == "日管控 · 24 项全部符合"
    assert one.badge(setting()) is not None
    assert one.badge(setting()).word == "零隐患"  # type: ignore[union-attr]
    assert one.record_of("x", setting()).daily
    assert one.hazards_in("x", setting()) == ()


def test_the_daily_form_has_the_items_sections_and_key_marks_of_the_real_one() -> None:
    form = inspection(all_met="yes").check_form
    assert form is not None
    found = [*numbered(form.form.sections)]

    assert [number for number, _, _ in found] == [*ITEMS]
    assert [len(section.items) for section in form.form.sections] == [7, 2, 2, 6, 5, 2]
    assert {number for number, _, item in found if not item.key} == {
        6, 9, 10, 13, 15, 17, 18, 20, 22, 24,
    }  # fmt: skip
    assert "高风险" in found[5][2].text


@pytest.mark.parametrize("name", ["toilets", "dormitory", "wiring"])
def test_the_other_forms_have_ten_items(name: str) -> None:
    assert len(inspection(form=name, all_met="是").checks) == 10


def test_a_form_may_be_named_by_its_own_name() -> None:
    assert (
        inspection(form="食堂每日检查表", all_met="是").check_form
        == inspection(all_met="是").check_form
    )


@given(st.sets(st.sampled_from(ITEMS)), st.sets(st.sampled_from(ITEMS)))
def test_every_item_has_exactly_one_result(failed: set[int], left: set[int]) -> None:
    left -= failed
    said: dict[str, Any] = {"not_applicable": [str(one) for one in left]}
    if failed:
        said["failed"] = {str(one): "说明" for one in failed}
    else:
        said["all_met"] = "是"
    checks = inspection(**said).checks
    results = {one.number: one.result for one in checks}

    assert [one.number for one in checks] == [*ITEMS]
    assert {number for number, one in results.items() if one is Result.FAILED} == failed
    assert {number for number, one in results.items() if one is Result.NOT_APPLICABLE} == left


def test_a_finding_of_an_item_makes_it_not_met() -> None:
    one = inspection(findings=[{"what": "一袋面粉过期", "item": "14", "on_the_spot": "是"}])
    check = one.checks[13]

    assert (check.result, check.note) == (Result.FAILED, "一袋面粉过期")
    assert one.says(setting()) == "日管控 · 24 项，1 项不符合"
    assert [hazard.closed for hazard in one.hazards_in("x", setting())] == [DAY]


def test_an_item_not_met_without_a_finding_is_a_hazard_and_is_asked_about() -> None:
    one = inspection(failed={"14": "一袋面粉过期"})
    (hazard,) = one.hazards_in("2026-11-20-canteen", setting())
    (flaw,) = Inspection.flaws((Filed("x", one),), setting())

    assert (hazard.what, hazard.closed) == ("一袋面粉过期", None)
    assert flaw.warning
    assert flaw.where == ("failed", "14")


def test_results_may_be_written_one_by_one() -> None:
    results = {str(number): "符合" for number in ITEMS} | {"14": "不符合，一袋面粉过期", "17": "/"}
    one = inspection(results=results)

    assert one.checks[13].note == "一袋面粉过期"
    assert one.checks[16].result is Result.NOT_APPLICABLE


def test_results_of_a_few_items_stand_beside_all_met() -> None:
    one = inspection(all_met="是", results={"10": "符合，纱网整改期内，临时措施到位"})
    assert one.says(setting()) == "日管控 · 24 项全部符合"
    assert one.checks[9].note == "纱网整改期内，临时措施到位"


def test_items_of_ones_own_come_after_those_of_the_form() -> None:
    one = inspection(items=["★另查一", "另查二"], all_met="是")
    assert [(check.number, check.key) for check in one.checks[24:]] == [(25, True), (26, False)]


def test_without_form_and_items_a_check_may_still_say_that_nothing_was_found() -> None:
    one = inspection(form=None, place="消防", level="学校检查", all_met="是")
    assert one.says(setting()) == "学校检查 · 未发现问题"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"form": "daily-cantene", "all_met": "是"}, "daily-canteen"),
        ({}, "全部符合: 是"),
        ({"all_met": "否"}, "全部符合: 是"),
        ({"failed": {"25": "x"}}, "没有第 25 项"),
        ({"all_met": "是", "not_applicable": ["99"]}, "没有第 99 项"),
        ({"all_met": "是", "failed": {"3": "x"}}, "删去一处"),
        ({"failed": {"3": "x"}, "not_applicable": ["3"]}, "删去一处"),
        ({"results": {"1": "符合"}}, "没有结果"),
        ({"form": None, "all_met": "是"}, "缺少“场所”"),
        ({"form": None, "place": "食堂", "all_met": "是"}, "缺少“层级”"),
        (
            {"form": None, "place": "食堂", "level": "日管控", "failed": {"1": "x"}},
            "没有写表样",
        ),
        ({"all_met": "是", "next_on": "2026-11-19"}, "早于检查日期"),
        ({"findings": [{"what": "x", "item": "3", "deadline": "2026-11-19"}]}, "整改期限"),
        ({"findings": [{"what": "x", "item": "3", "closed": "2026-11-19"}]}, "销号日期"),
        (
            {
                "findings": [
                    {"what": "x", "item": "3", "follow_up": {"on": "2026-11-1", "result": "y"}}
                ]
            },
            "复查日期",
        ),
        (
            {"findings": [{"what": "x", "item": "3", "on_the_spot": "是", "closed": "2026-11-21"}]},
            "当场整改",
        ),
        ({"all_met": "是", "ratings": "A+"}, "看不出"),
        ({"all_met": "是", "ratings": {"得分": "101"}}, "0 到 100"),
        ({"all_met": "是", "ratings": {"FHRS": "6"}}, "Exempt"),
        ({"results": {"1": "还行"}}, "不符合：说明"),
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, Any], words: str) -> None:
    assert any(words in one["zh"] for one in refused(**said)), refused(**said)


def test_without_a_day_it_is_refused() -> None:
    assert any("日期" in one["zh"] for one in refused("canteen", all_met="是"))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("大笑", {Scale.FACE: "excellent"}),
        ("平脸", {Scale.FACE: "fair"}),
        ("B", {Scale.ANNUAL: "B"}),
        ("96分", {Scale.POINTS: "96"}),
        ({"动态等级": "微笑", "得分": "８８"}, {Scale.FACE: "good", Scale.POINTS: "88"}),
        ({"FHRS": "5"}, {Scale.FHRS: "5"}),
        ({"FHRS": "exempt"}, {Scale.FHRS: "Exempt"}),
        ({"FHRS": "AwaitingInspection"}, {Scale.FHRS: "AwaitingInspection"}),
        ({"FHIS": "Improvement Required"}, {Scale.FHIS: "Improvement Required"}),
        ({"LIVES": "100"}, {Scale.LIVES: "100"}),
        ({"NYC": "Z"}, {Scale.NYC: "Z"}),
    ],
)
def test_a_rating_is_kept_on_its_own_scale(said: object, expected: object) -> None:
    assert inspection(all_met="是", ratings=said).ratings == expected


@pytest.mark.parametrize("face", Face)
def test_a_face_never_stands_without_its_word(face: Face) -> None:
    view = view_of(inspection(all_met="是", ratings={"face": face.value})).rating
    assert view is not None
    assert (view.face, view.word) == (face.value, face.word)
    assert face.label in view.scale


def test_annual_letters_are_words_too() -> None:
    assert {rating_given(Scale.ANNUAL, one.value).says for one in AnnualRating} == {
        "A 级",
        "B 级",
        "C 级",
    }


@given(st.dictionaries(st.integers(1, 700), st.integers(0, 100), max_size=12))
def test_the_history_is_of_the_same_place_and_scale_up_to_its_day(
    told: dict[int, int],
) -> None:
    now = inspection(all_met="是", ratings={"points": "90"})
    earlier = [
        inspection(f"{DAY - timedelta(days=ago)}", all_met="是", ratings={"points": str(points)})
        for ago, points in told.items()
    ]
    elsewhere = inspection("2026-11-19", form="toilets", all_met="是", ratings="10")
    later = inspection("2026-11-21", all_met="是", ratings="11")
    history = view_of(now, *earlier, elsewhere, later, slug="2026-11-20-z").history

    expected = sorted(told.items(), reverse=True)[-5:]
    if not told:
        assert history is None
        return
    assert history is not None
    assert [int(says) for _, says, _ in history.bars] == [points for _, points in expected] + [90]
    assert all(0 <= tall <= 1 for _, _, tall in history.bars)
    assert history.title == ("近半年得分" if expected[0][0] <= 184 else "历次得分")


def test_faces_have_a_history_in_words() -> None:
    earlier = inspection("2026-04-20", all_met="是", ratings="微笑")
    history = view_of(inspection(all_met="是", ratings="大笑"), earlier).history
    assert history is not None
    assert [says for _, says, _ in history.bars] == ["良好（微笑）", "优秀（大笑）"]


@pytest.mark.parametrize(
    ("day", "told", "is_told"),
    [
        (date(2026, 10, 1), Face.EXCELLENT, True),
        (date(2026, 10, 1), Face.GOOD, False),
        (date(2026, 11, 20), Face.EXCELLENT, False),
    ],
)
def test_a_school_file_behind_the_last_supervision_is_told(
    day: date, told: Face, *, is_told: bool
) -> None:
    one = inspection(level="监督检查", all_met="是", ratings="微笑")
    canteen = Canteen(rating=Rating(face=told, day=day))
    here = setting()
    here = replace(here, school=here.school.model_copy(update={"canteen": canteen}))
    flaws = [*Inspection.flaws((Filed("x", one),), here)]

    assert bool(flaws) is is_told
    assert all(flaw.warning for flaw in flaws)


def test_days_still_to_come_are_asked_about() -> None:
    here = replace(setting(), today=date(2026, 11, 19))
    one = inspection(all_met="是", on="2026-11-20")
    assert [flaw.where for flaw in Inspection.flaws((Filed("x", one),), here)] == [("on",)]


def test_it_counts_for_the_duty_of_its_place_and_month() -> None:
    (filing,) = Inspection.filings(
        (Filed("2026-11-20-canteen", inspection(all_met="是")),), setting()
    )
    assert (filing.starts, filing.topic) == (DAY, "食堂")
    assert [duty.name for duty in Inspection.duties] == ["本月检查"]


def test_a_change_of_a_daily_record_is_part_of_the_record() -> None:
    said = {"at": "2026-11-21 08:40", "what": "补一项", "why": "漏写"}
    record = inspection(all_met="是", amendments=[said]).record_of("x", setting())
    assert [change.what for change in record.changes] == ["补一项"]


def test_open_closed_and_clean_have_signs_of_their_own() -> None:
    finding = {"what": "x", "item": "3", "deadline": "2026-11-30"}
    found = [
        inspection(all_met="是"),
        inspection(findings=[finding]),
        inspection(findings=[{**finding, "closed": "2026-11-25"}]),
    ]
    badges = [one.badge(setting()) for one in found]
    assert [badge and badge.sign for badge in badges] == [Sign.DONE, Sign.FIX, Sign.DONE]


def test_the_real_school_kitchens_all_become_inspections() -> None:
    found = inspections_from(REAL / "schools-joined.csv")
    rows = read_inspections((REAL / "schools-joined.csv").read_bytes())
    made = [
        Inspection.model_validate(data, context=Reading(slug, forms=forms_of("inspection")))
        for slug, data in found
    ]

    assert len(made) == 182
    assert len({one.subject for one in made}) == 83
    assert len({slug for slug, _ in found}) == 182
    assert [one.ratings for one in made] == [{Scale.LIVES: row.score} for row in rows]
    assert [one.on for one in made] == [row.day for row in rows]
    assert made[0].inspectors == ("A County",)
    filed = tuple(Filed(slug, one) for (slug, _), one in zip(found, made, strict=True))
    pages = [*Inspection.pages(filed, setting())]
    assert len(pages) == 182
    assert all(isinstance(page.view, InspectionView) for page in pages)
    assert any(isinstance(one.view, InspectionView) and one.view.history for one in pages)


def test_fhrs_records_keep_what_they_say() -> None:
    found = inspections_from(REAL / "fhrs.xml")
    made = [Inspection.model_validate(data, context=Reading(slug)) for slug, data in found]

    assert [one.ratings for one in made] == [
        {Scale.FHRS: "4"},
        {Scale.FHRS: "Exempt"},
        {Scale.FHIS: "Improvement Required"},
        {Scale.FHRS: "4"},
        {Scale.FHRS: "5"},
        {Scale.FHRS: "AwaitingInspection"},
    ]
    assert made[1].on == date(2026, 8, 19)
    assert "没有评级日期" in made[1].notes[0]
    filed = tuple(Filed(slug, one) for (slug, _), one in zip(found, made, strict=True))
    words = [view.rating.word for one in Inspection.pages(filed, setting())
             if isinstance(view := one.view, InspectionView) and view.rating]  # fmt: skip
    assert "须改进（Improvement Required）" in words


def test_an_xml_that_could_do_harm_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    deep = b"<a>" * 50 + b"</a>" * 50
    for raw in (
        bomb,
        deep,
        b"<a>",
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        b" " * 50_000_001,
    ):
        with pytest.raises(NotFhrs):
            read_fhrs(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"business,score\n1,2\n",
        b"business_id,date,score\n1,13/40/15,99\n",
        b"business_id,date,score\n1,yesterday,99\n",
        b"business_id,date,score\n1,10/6/15,101\n",
        b"business_id,date,score\n1\n",
        b"\xff\xfe",
        b'business_id,date,score\n"1,10/6/15,99\n',
        b"x" * 20_000_001,
    ],
)
def test_a_csv_that_is_not_lives_is_refused(raw: bytes) -> None:
    with pytest.raises(NotLives):
        read_inspections(raw)


def test_lives_days_are_read_in_all_their_forms() -> None:
    rows = read_inspections(
        b"business_id,date,score\n1,20151006,99\n2,10/6/2015,98\n3,2015-10-06,97\n"
    )
    assert {row.day for row in rows} == {date(2015, 10, 6)}
    assert read_feed(b"feed_date,feed_version,municipality_name\n,1,X\n").day is None
    with pytest.raises(NotLives):
        read_feed(b"feed_date,feed_version,municipality_name\n")


def test_a_file_of_neither_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        inspections_from(tmp_path / "missing.csv")
    (tmp_path / "x.xml").write_text("<a>")
    with pytest.raises(WrongUse):
        inspections_from(tmp_path / "x.xml")


def test_two_inspections_of_one_day_get_two_names() -> None:
    _, found = read_fhrs((REAL / "fhrs.xml").read_bytes())
    slugs = [slug for slug, _ in from_fhrs("2026-08-19", (*found, *found))]
    assert len(set(slugs)) == len(slugs)


def test_a_feed_is_taken_over_from_the_command_line(tmp_path: Path) -> None:
    school = tmp_path / "content/schools/east"
    school.mkdir(parents=True)
    (tmp_path / "content/county.yaml").write_text("名称: 青禾县\n主管部门: 教育局\n", "utf-8")
    (school / "school.yaml").write_text("校名: 东小\n学段: 小学\n", "utf-8")
    feed = Path(__file__).parents[1] / "real/inspections/schools-joined.csv"
    ran = run("import", feed, "east", tmp_path, "--only", "30764")
    assert (ran.status, ran.out) == (0, "新写了 2 份检查。\n")
    assert run("import", feed, "east", tmp_path).out == "新写了 180 份检查。\n"
    assert run("import", feed, "west", tmp_path).status == 2
    assert [one.code for one in check(tmp_path, date(2026, 11, 22))] == ["unknown-year"]
