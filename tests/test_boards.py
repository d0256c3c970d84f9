"""The sheets of posted documents: as few as they need, filled, in lines long enough to read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from tests.generated.measuring import faults
from tests.test_editions import pages_from
from tests.test_golden import SAMPLES, THEME, forms_of, words_of
from tests.test_posters import words

from gongshi.document import Filed, Reading
from gongshi.edition import PLAIN, Edition, Ink
from gongshi.formats.laid_out import surfaces
from gongshi.kinds import kinds
from gongshi.load import read_source
from gongshi.printing.week import poster_for
from gongshi.render.poster import Press
from gongshi.validate import model_of

CONTENT = THEME.parent / "content/schools"
LARGE = Edition(Ink.MONO, is_large=True)
FOOT = 85
"""How high the foot of an A4 sheet is, with room above it for less than one finding more, in mm."""


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    """One press for all tests, as in a build."""
    with Press(THEME) as press:
        yield press


def printed(
    press: Press, kind: str, text: str, sheet: str = "A4", edition: Edition = PLAIN
) -> bytes:
    """The poster of the only document of a kind: it took no more room than was measured."""
    source = read_source(f"{kind}.yaml", text.encode())
    document = model_of(kinds()[kind], source, Reading(kind, forms=forms_of(kind)))
    (page,) = pages_from(kind, {kind: (Filed(kind, document),)})
    poster = poster_for(page, sheet, edition)
    made = press.proof(poster, press.source(poster))
    assert made.fits
    return made.content


def changed(sample: str, **said: Any) -> str:
    """A sample's text with other values in some of its fields, or without those that are None."""
    path = next(one for one in SAMPLES if one.name == sample)
    data = yaml.load(path.read_text("utf-8"), yaml.BaseLoader) | said
    return yaml.safe_dump(
        {key: value for key, value in data.items() if value is not None}, allow_unicode=True
    )


def sheets(content: bytes) -> int:
    """How many sheets a PDF has."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def test_a_garden_calendar_of_eleven_lines_takes_one_sheet(press: Press) -> None:
    text = Path(CONTENT / "qinghe-primary/schedules/greening.yaml").read_text("utf-8")
    for edition in (PLAIN, Edition(Ink.MONO), Edition(Ink.SAVING)):
        assert sheets(printed(press, "schedule", text, edition=edition)) == 1


def findings(count: int) -> str:
    """An inspection with so many findings."""
    one = {"问题": "二楼东侧楼梯应急灯不亮", "责任部门": "总务处", "整改期限": "2026-11-25"}
    many = [{**one, "问题": f"{one['问题']}第{number}处"} for number in range(count)]
    return changed("inspection.yaml", 问题=many)


def test_many_findings_are_parted_over_sheets_and_fill_them(press: Press) -> None:
    content = printed(press, "inspection", findings(39), edition=LARGE)
    for surface in surfaces(content)[1:-1]:
        body = [one.box.bottom for one in surface.letters if one.box.bottom < surface.height - 50]
        assert max(body) > surface.height - FOOT
    text = words(content)
    assert all(f"应急灯不亮第{number}处" in text for number in range(39))


def test_lines_of_large_print_are_not_cut_short_by_columns(press: Press) -> None:
    content = printed(press, "inspection", findings(39), edition=LARGE)
    edges = [one.box.left for one in surfaces(content)[1].letters if one.text == "二"]
    assert len({round(edge) for edge in edges}) == 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("食品安全领导小组与 11 月下旬值班", ("食品安全领导小组与", "11 月下旬值班")),
        ("学校食品安全与营养健康管理制度", ("学校食品安全与", "营养健康管理制度")),
        ("第一食堂2026年11月大宗食材采购结果公示", ("第一食堂2026年11月", "大宗食材采购结果公示")),
        ("家长委员会膳食监督小组成员名单公示", ("家长委员会膳食监督", "小组成员名单公示")),
        ("开学第一周校园周边环境联合检查公告", ("开学第一周校园周边", "环境联合检查公告")),
        ("周五停水通知", ("周五停水通知",)),
    ],
)
def test_a_title_breaks_between_words(press: Press, title: str, lines: tuple[str, ...]) -> None:
    content = printed(press, "announcement", changed("announcement.yaml", 标题=title))
    told = [line.replace(" ", "") for line in words_of(content).splitlines()]
    assert {line.replace(" ", "") for line in lines} <= set(told)


def test_words_of_letters_keep_to_their_column_of_a_table(press: Press) -> None:
    lines = ["10-09 | 洗手液 | 保洁组 | 48 | 瓶 | 8.5 | 408 | 原只PM2.5Q&A361669 | 总务处"] * 2
    text = changed("register.consumables.yaml", 行="\n".join(lines))
    for sheet in ("A3", "A4"):
        assert not list(faults(printed(press, "register", text, sheet)))


@pytest.mark.parametrize("words", ["WWWW MMMM WWWW", "一行\n又一行", "第1项、第2项、第3项"])
def test_a_row_of_a_table_is_as_high_as_its_highest_cell(press: Press, words: str) -> None:
    row = {"类别": "课桌椅", "存放地点": words, "计量单位": "件", "期初数": 1, "盘点数": 1}
    for count in (12, 20, 28):
        many = [row | {"资产名称": f"{number}号物品"} for number in range(count)]
        assert not list(faults(printed(press, "register", changed("register.yaml", 行=many))))


@pytest.mark.parametrize(
    "edition", [PLAIN, LARGE, Edition(has_english=True), Edition(has_pinyin=True)]
)
def test_a_check_list_takes_the_room_that_was_measured(press: Press, edition: Edition) -> None:
    text = next(path for path in SAMPLES if path.name == "inspection.daily.yaml").read_text("utf-8")
    assert not list(faults(printed(press, "inspection", text, edition=edition)))


def test_a_few_lines_fill_their_sheet_rather_than_half_of_two_columns(press: Press) -> None:
    text = next(path for path in SAMPLES if path.name == "inspection.own.yaml").read_text("utf-8")
    (surface,) = surfaces(printed(press, "inspection", text))
    body = [one.box.bottom for one in surface.letters if one.box.bottom < surface.height - 50]
    assert max(body) > surface.height - FOOT


def test_the_numbers_of_many_duties_stand_before_them(press: Press) -> None:
    duties = [f"第{number}件事" for number in range(120)]
    group = {"名称": "食品安全领导小组", "成员": ["校长"], "职责": duties}
    text = changed("roster.yaml", 领导小组=[group])
    assert not list(faults(printed(press, "roster", text)))


def test_a_letterhead_has_room_for_the_number_of_its_sheet(press: Press) -> None:
    text = next(one for one in SAMPLES if one.name == "schedule.greening.yaml").read_text("utf-8")
    edition = Edition(Ink.MONO, is_large=True, has_english=True)
    content = printed(press, "schedule", text, edition=edition)
    assert sheets(content) > 1
    assert not list(faults(content))


def test_who_inspected_may_be_many_and_leaves_room_for_what_was_found(press: Press) -> None:
    many = "、".join(f"县市场监督管理局{number}科" for number in range(60))
    content = printed(press, "inspection", changed("inspection.own.yaml", 检查单位=many))
    assert not list(faults(content))
    assert "…" in words(content)


def test_a_paragraph_of_many_clauses_carries_its_readings(press: Press) -> None:
    rules = [f"《第{number}号规定》，第{number}条、第{number + 1}条" for number in range(90)]
    pinyin = Edition(has_pinyin=True)
    content = printed(press, "notice", changed("notice.yaml", 依据=rules), edition=pinyin)
    assert not list(faults(content))
    assert words(content).count("规") >= len(rules)


def test_the_english_of_a_holiday_keeps_to_its_day(press: Press) -> None:
    text = changed("notice.yaml")
    content = printed(press, "notice", text, "screen", Edition(has_english=True))
    assert "Holiday" in words(content)
    assert not list(faults(content))


def test_what_came_of_a_notice_is_told_without_a_period_too(press: Press) -> None:
    came = "公示期内没有收到异议。"
    content = printed(press, "notice", changed("notice.yaml", 公示期=None, 公示情况=came))
    assert came in words(content)


def test_an_office_of_letters_keeps_to_its_day_of_a_calendar(press: Press) -> None:
    text = changed("roster.yaml").replace("总务处", "Administration")
    for sheet in ("A3", "A4", "screen"):
        content = printed(press, "roster", text, sheet)
        assert "Administration" in words(content)
        assert not list(faults(content))
