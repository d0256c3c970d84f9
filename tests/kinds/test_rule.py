"""Rules: how articles are counted, what law has overtaken, and which rule holds on which day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.test_golden import setting

from gongshi.document import Filed, Reading
from gongshi.duty import Every
from gongshi.kinds.rule import Rule
from gongshi.kinds.rule.basis import Basis
from gongshi.kinds.rule.laws import REPEALED, stale
from gongshi.kinds.rule.succession import span_of
from gongshi.kinds.rule.views import RuleView
from gongshi.posted.numerals import chinese, number_of
from gongshi.publication import Sign

TEXT = {"标题": "食堂制度", "主题": "食堂", "施行日期": "2026-09-01", "条文": ["每餐留样。"]}
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def filed(slug: str = "canteen", **more: Any) -> Filed[Rule]:
    """A rule as read from a file of that name."""
    return Filed(slug, Rule.model_validate({**TEXT, **more}, context=Reading(slug)))


def view_of(*found: Filed[Rule], place: int = 0) -> RuleView:
    """The view of one of these rules."""
    page = next(
        page
        for page in Rule.pages(found, setting())
        if page.address.endswith(f"/{found[place].slug}/")
    )
    assert isinstance(page.view, RuleView)
    return page.view


def warnings(*found: Filed[Rule]) -> list[str]:
    """What is said of these rules, in Chinese, each with its file."""
    return [f"{flaw.slug}：{flaw.saying.zh}" for flaw in Rule.flaws(found, setting())]


# ---- numbers -------------------------------------------------------------------------------------


def counted_aloud() -> list[str]:
    """1 to 999 in Chinese as a child learns them: built from the words before, by no arithmetic."""
    ones = list("一二三四五六七八九")
    tens = ["", "十", *(f"{one}十" for one in ones[1:])]
    below = [ten + one for ten, one in product(tens, ["", *ones])][1:]
    found = list(below)
    for hundred in ones:
        found.append(f"{hundred}百")
        found += [f"{hundred}百零{one}" for one in ones]
        found += [f"{hundred}百{'一' if one.startswith('十') else ''}{one}" for one in below[9:]]
    return found


def test_articles_are_counted_as_people_count() -> None:
    aloud = counted_aloud()
    assert [chinese(number) for number in range(1, 1000)] == aloud


@given(st.integers(1, 9999))
def test_a_chinese_number_is_read_as_the_number_it_was_made_from(number: int) -> None:
    assert number_of(chinese(number)) == number


@pytest.mark.parametrize("number", [0, 10_000])
def test_nothing_else_is_counted(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese(number)


@given(st.lists(st.integers(1, 30), min_size=1, max_size=8))
def test_articles_are_counted_through_all_chapters(sizes: list[int]) -> None:
    chapters = [{"标题": "章", "条文": ["条文。"] * size} for size in sizes]
    rule = Rule.model_validate({**TEXT, "条文": [], "章": chapters})
    view = view_of(Filed("canteen", rule))
    numbers = [one.number for chapter in view.chapters for one in chapter.articles]
    assert numbers == [f"第{one}条" for one in counted_aloud()[: sum(sizes)]]
    assert [len(chapter.articles) for chapter in view.chapters] == sizes
    assert json.loads(rule_data(rule))["article_count"] == sum(sizes)


def rule_data(rule: Rule) -> bytes:
    """The data beside a rule's page."""
    (page,) = Rule.pages((Filed("canteen", rule),), setting())
    return page.data["rule.json"]


def test_numbers_that_were_typed_are_taken_off_and_checked() -> None:
    articles = ["第一条　校长负责。", {"内容": "第2条：遇到下列情形："}, "第三条规定的，从其规定。"]
    rule = filed(条文=articles).document
    assert [one.text for one in rule.articles] == [
        "校长负责。",
        "遇到下列情形：",
        "第三条规定的，从其规定。",
    ]
    with pytest.raises(ValidationError, match="in order this is article 2, but it says 3"):
        filed(条文=["第一条 一。", "第三条 三。"])
    with pytest.raises(ValidationError, match="in order this is clause 2, but it says 3"):
        filed(条文=[{"内容": "如下：", "各项": ["（一）甲；", "（三）丙。"]}])


def test_a_whole_rule_may_be_pasted() -> None:
    text = """
    第一条　校长负责。
    副校长协助。
    第二条　有下列情形的退货：
    （一）票据不符；
    （二）包装破损。
    """
    first, second = filed(条文=text).document.articles
    assert (first.text, second.text) == ("校长负责。\n副校长协助。", "有下列情形的退货：")
    assert [clause.text for clause in second.clauses] == ["票据不符；", "包装破损。"]
    plain = filed(条文="校长负责。\n每餐留样。").document.articles
    assert [one.text for one in plain] == ["校长负责。", "每餐留样。"]


def test_a_pasted_rule_may_have_chapters_and_what_stands_below_a_clause_belongs_to_it() -> None:
    text = """
    第一章　总则
    第一条　校长负责。
    第二章　从业人员
    第二条　从业人员应当：
    （一）持证，包括：
    1.健康证；
    2.培训证。
    （二）戴帽。
    """
    first, second = filed(条文=text).document.chapters
    assert (first.title, first.articles[0].text) == ("总则", "校长负责。")
    assert second.articles[0].text == "从业人员应当："
    assert [one.text for one in second.articles[0].clauses] == [
        "持证，包括：1.健康证；2.培训证。",
        "戴帽。",
    ]


def test_one_basis_need_not_be_a_list_and_lines_are_several() -> None:
    (one,) = filed(依据="《食品安全法》第五十七条").document.basis
    assert (one.name, one.article) == ("食品安全法", "第五十七条")
    found = filed(说明="1. 贴在食堂门口。\n2. 每学期修订。").document.notes
    assert found == ("贴在食堂门口。", "每学期修订。")
    assert filed(说明="无").document.notes == ()


@pytest.mark.parametrize("numbers", ["一、|（一）|二、", "1.|（1）|2.", "（一）|1.|（二）"])
def test_articles_may_be_numbered_as_items_are(numbers: str) -> None:
    one, other, two = numbers.split("|")
    found = filed(条文=f"{one}双人验收：\n{other}过秤。\n{two}每餐留样。").document.articles
    assert [article.text[:4] for article in found] == ["双人验收", "每餐留样"]


def test_a_title_that_is_only_a_number_is_no_title() -> None:
    (article,) = filed(条文=[{"标题": "第一条", "内容": "校长负责。"}]).document.articles
    assert (article.title, article.number) == (None, 1)


def test_a_number_written_apart_stands_before_one_in_the_text() -> None:
    (article,) = filed(条文=[{"条号": "1", "内容": "第二条 校长负责。"}]).document.articles
    assert article.text == "第二条 校长负责。"


def test_one_jumps_to_chapters_or_to_articles_with_titles() -> None:
    titled = [{"标题": name, "内容": "条文。"} for name in ("采购", "验收", "加工", "留样")]
    assert [name for _, name in view_of(filed(条文=titled)).jumps] == [
        "采购",
        "验收",
        "加工",
        "留样",
    ]
    assert view_of(filed()).jumps == ()
    chapters = [{"标题": name, "条文": titled} for name in ("总则", "附则")]
    assert view_of(filed(条文=[], 章=chapters)).jumps == (("c1", "总则"), ("c2", "附则"))


# ---- what it says --------------------------------------------------------------------------------


def test_articles_stand_in_one_place() -> None:
    with pytest.raises(ValidationError, match="either"):
        filed(条文=[])
    with pytest.raises(ValidationError, match="either"):
        filed(章=[{"标题": "总则", "条文": ["一。"]}])


@pytest.mark.parametrize(
    ("said", "topic"),
    [("食堂", "食堂"), ("canteen", "食堂"), ("防疫", "传染病防控"), ("图书", "图书")],
)
def test_a_topic_is_one_of_the_usual_or_a_word_of_ones_own(said: str, topic: str) -> None:
    rule = filed(主题=said)
    assert rule.document.topic_label == topic
    (filing,) = Rule.filings((rule,), setting())
    assert filing.topic == topic


def test_a_topic_is_a_word() -> None:
    with pytest.raises(ValidationError, match="should be a word"):
        filed(主题="食堂、宿舍、来访和其他所有安全工作")
    with pytest.raises(ValidationError):
        filed(主题=["食堂"])


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("《食品安全法》第五十七条", ("食品安全法", None, "第五十七条")),
        ("《规定》（第45号令）第四十条第二款", ("规定", "第45号令", "第四十条第二款")),
        ("县教育局 2026 年 3 月的通知", ("县教育局 2026 年 3 月的通知", None, None)),
    ],
)
def test_a_law_may_be_cited_in_one_line(line: str, parts: tuple[str | None, ...]) -> None:
    basis = Basis.model_validate(line)
    assert (basis.name, basis.number, basis.article) == parts


def test_a_standing_rule_is_what_the_county_asks_for_by_default() -> None:
    (duty,) = Rule.duties
    assert (duty.name, duty.every) == ("常设制度", Every.STANDING)


# ---- which rule holds ----------------------------------------------------------------------------


@given(DAYS, st.none() | st.integers(0, 2000), st.none() | st.integers(1, 2000), DAYS)
def test_a_rule_holds_from_its_first_day_until_it_ends_or_another_takes_its_place(
    starts: date, lasting: int | None, later: int | None, day: date
) -> None:
    until = None if lasting is None else starts + timedelta(days=lasting)
    replaced = None if later is None else starts + timedelta(days=later)
    old = filed("old", 施行日期=str(starts), **({"有效期至": str(until)} if until else {}))
    new = filed("new", 施行日期=str(replaced), 代替=["old"]) if replaced else filed("new")
    badge = span_of(old, (old, new)).badge(day)

    if day < starts:
        assert (badge.sign, badge.word) == (Sign.OPEN, "未施行")
    elif (until and day > until) or (replaced and day >= replaced):
        assert (badge.sign, badge.word) == (Sign.OVER, "已废止")
    else:
        assert (badge.sign, badge.word) == (Sign.DONE, "现行")


def test_rules_that_take_each_others_place_lead_to_each_other() -> None:
    old = filed("canteen-2021", 标题="旧制度", 施行日期="2021-09-01")
    new = filed("canteen", 代替=["《旧制度》", {"名称": "更旧的制度", "文号": "青禾小〔2017〕3号"}])
    after = view_of(old, new).successor
    assert after is not None
    assert (after.title, after.address, after.day) == (
        "食堂制度",
        "rules/canteen/",
        date(2026, 9, 1),
    )
    older = view_of(old, new, place=1).older
    assert [(one.title, one.number, one.address) for one in older] == [
        ("旧制度", None, "rules/canteen-2021/"),
        ("更旧的制度", "青禾小〔2017〕3号", None),
    ]
    spans = [entry.span for entry in Rule.entries((old, new), setting())]
    assert [span and span.ends for span in spans] == [date.max, date(2026, 8, 31)]
    filings = [*Rule.filings((old, new), setting())]
    assert [filing.ends for filing in filings] == [date(2026, 8, 31), date.max]


def test_a_rule_cannot_take_the_place_of_itself_nor_of_a_later_nor_of_none() -> None:
    later = filed("later", 标题="新制度", 施行日期="2027-01-01")
    found = warnings(filed(代替=["canteen", "later", "nowhere", "没有放上来的旧制度"]), later)
    assert [line.split("，")[0] for line in found] == [
        "canteen：制度不能代替自己",
        "canteen：“新制度”2027-01-01 才施行",
        "canteen：没有名为“nowhere”的制度文件",
    ]


# ---- what law has overtaken ----------------------------------------------------------------------


@pytest.mark.parametrize("law", REPEALED, ids=lambda law: law.title)
@pytest.mark.parametrize("before", ["", "中华人民共和国"])
def test_a_repealed_law_is_told_with_what_stands_in_its_place(law: Any, before: str) -> None:
    (saying,) = stale(f"严格执行《{before}{law.title}》和有关规定。")
    assert law.by in saying.zh
    assert law.source in saying.zh


@pytest.mark.parametrize(
    "text",
    [
        "《中华人民共和国劳动合同法》",
        "《食品安全法》施行之日，《食品卫生法》同时废止。",
        "原《食品卫生法》的要求不再适用。",
        "食品卫生法律知识培训",
        "留样不少于 125 克，冷藏 48 小时以上。",
        "出锅后 2 小时内留样，留样柜 24 小时通电。",
        "每份米饭 100 克，剩饭保存不超过 2 小时。",
        "留样由 100 克改为 125 克。",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert not [*stale(text)]


@given(st.integers(1, 300), st.integers(1, 100), st.booleans())
def test_retained_food_below_the_least_is_told(grams: int, hours: int, in_words: bool) -> None:
    said = chinese if in_words else str
    text = f"每餐留样不少于{said(grams)}克，冷藏保存{said(hours)}小时。"
    assert len([*stale(text)]) == (grams < 125) + (hours < 48)


def test_stale_law_is_a_warning_and_told_only_of_rules_that_still_hold() -> None:
    stale_text = ["留样 100 克。"]
    old = filed("old", 标题="旧", 施行日期="2021-09-01", 条文=stale_text)
    assert len(warnings(old)) == 1
    assert warnings(old, filed(代替=["old"])) == []
    assert warnings(filed(有效期至="2026-10-31", 条文=stale_text)) == []
    assert all(flaw.warning for flaw in Rule.flaws((old,), setting()))


def test_every_text_of_a_rule_is_looked_at() -> None:
    law = "《食品卫生法》"
    found = filed(
        适用范围=f"按{law}执行。",
        依据=["食品卫生法"],
        关键数字=[{"名称": "留样", "数值": "100 克"}],
        条文=[{"内容": f"按{law}：", "各项": [f"按{law}。"]}],
    )
    places = [flaw.where for flaw in Rule.flaws((found,), setting())]
    assert places == [
        ("scope",),
        ("basis", 0, "name"),
        ("figures", 0, "value"),
        ("articles", 0, "text"),
        ("articles", 0, "clauses", 0, "text"),
    ]


def test_an_article_that_does_not_exist_cannot_be_referred_to() -> None:
    found = filed(条文=["依照本制度第二条。", "依照本制度第三条。", "依照《办法》第九条。"])
    assert warnings(found) == []
    assert warnings(filed(条文=["依照本制度第二条办理。"])) == [
        "canteen：“本制度第二条”不存在，本制度只有 1 条，请核对。"
    ]


def test_an_article_is_words_and_nothing_else() -> None:
    with pytest.raises(ValidationError):
        filed(条文=[["一", "二"]])


def test_a_rule_belongs_to_the_day_from_which_it_holds() -> None:
    assert filed().document.day("2026-11-20") == date(2026, 9, 1)
