"""Accounts: every written sum and ratio is reckoned again; months follow one another."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.county import County
from gongshi.document import Filed, Flaw, Reading
from gongshi.duty import Standing, standing_of
from gongshi.errors import InvalidContent
from gongshi.kinds.account import Account
from gongshi.kinds.account.lines import Heading
from gongshi.kinds.account.money import is_rounded_from, percent, share
from gongshi.kinds.account.sums import closing_of, result_of
from gongshi.kinds.account.views import AccountView
from gongshi.load import read_source
from gongshi.publication import Setting, Sign
from gongshi.school import School, Stage, Term
from gongshi.schooldays import Calendar
from gongshi.validate import model_of
from gongshi.week import Week

REAL = Path(__file__).parents[1] / "real" / "accounts"
TERM = Term(name="秋季学期", starts=date(2026, 8, 31), ends=date(2027, 1, 22))
SETTING = Setting(
    County(name="青禾县", authority="县教育局"),
    School(code="liulin", name="柳林小学", stage=Stage.PRIMARY),
    date(2026, 11, 22),
    "https://gongshi.example/",
    calendar=Calendar(terms=(TERM,)),
)


def account(text: str, slug: str = "2026-10") -> Account:
    source = read_source(f"{slug}.yaml", text.encode())
    return model_of(Account, source, Reading(slug))


def told(text: str, slug: str = "2026-10") -> list[str]:
    """What is said of a file, with its line, or nothing."""
    try:
        account(text, slug)
    except InvalidContent as error:
        return [f"{one.line}: {one.saying.zh}" for one in error.problems]
    return []


def filed(**texts: str) -> tuple[Filed[Account], ...]:
    """Accounts by month: m09 is September 2026."""
    slugs = {f"2026-{name[1:]}": text for name, text in texts.items()}
    return tuple(Filed(slug, account(text, slug)) for slug, text in slugs.items())


def flaws(*items: Filed[Account]) -> list[Flaw]:
    return list(Account.flaws(items, SETTING))


def view(item: Filed[Account], *others: Filed[Account]) -> AccountView:
    pages = Account.pages((*others, item), SETTING)
    found = next(page for page in pages if page.address == f"accounts/{item.slug}/")
    assert isinstance(found.view, AccountView)
    return found.view


# ---- real accounts ------------------------------------------------------------------------------


def test_the_real_account_of_a_contractor_adds_up() -> None:
    found = account((REAL / "tongling-2025-11.yaml").read_text("utf-8"), "2025-11")
    month, year = result_of(found, "amount"), result_of(found, "to_date")
    assert month.surplus == Decimal("-7062.30")
    assert year.surplus == Decimal("-7455.39")
    assert month.rate is not None
    assert percent(month.rate) == Decimal("-3.24")


def test_the_real_account_of_a_lunch_fee_carries_its_balance() -> None:
    found = account((REAL / "chiayi-2015-01.yaml").read_text("utf-8"), "2015-01")
    assert closing_of(found) == Decimal(160732 + 156246 - 181935) == Decimal(135043)


@pytest.mark.parametrize(
    ("written", "altered", "figures"),
    [
        ("菜品支出: [122081.52,", "菜品支出: [122081.25,", ("162,886.52", "162,886.25")),
        ("本月: 62179.5", "本月: 62197.5", ("62,197.50", "62,179.50")),
        ("累计: 482029.39", "累计: 482029.38", ("482,029.38", "482,029.39")),
        ("[-7062.3, -7455.39]", "[-7062.3, -7455.93]", ("-7,455.93", "-7,455.39")),
        ("[-3.24%, -1.06%]", "[-3.23%, -1.06%]", ("-3.23%", "-3.24%")),
        ("其他: [空, 4011]", "其他: [空, 空]", ("226,016.11", "222,005.11")),
    ],
)
def test_an_altered_cell_of_the_real_account_is_refused_with_both_figures(
    written: str, altered: str, figures: tuple[str, str]
) -> None:
    text = (REAL / "tongling-2025-11.yaml").read_text("utf-8")
    assert written in text
    (first, *_) = told(text.replace(written, altered), "2025-11")
    assert figures[0] in first
    assert figures[1] in first


def test_an_altered_balance_of_the_real_lunch_fee_is_refused() -> None:
    text = (REAL / "chiayi-2015-01.yaml").read_text("utf-8")
    (said,) = told(text.replace("135043", "135034"), "2015-01")
    assert "135,034.00" in said
    assert "135,043.00" in said


# ---- sums ---------------------------------------------------------------------------------------


def test_a_quantity_at_a_price_must_be_the_amount() -> None:
    text = "收入:\n  - {名称: 伙食费, 数量: 8426, 单价: 7, 本月: 45696}\n支出: 58982\n"
    assert told(text) == [
        "2: 收入 › 第 1 项 › 本月：“伙食费”写的是 45,696.00，8,426 × 7 算出来是 58,982.00，请核对。"
    ]


def test_an_amount_that_is_not_written_is_its_quantity_at_its_price() -> None:
    found = account("收入:\n  - {名称: 伙食费, 数量: 8426, 单价: 7}\n支出: {菜品: 58982}\n")
    assert result_of(found, "amount").surplus == 0


def test_all_wrong_sums_are_told_at_once() -> None:
    said = told("收入: {甲: 1, 乙: 2, 合计: 4}\n支出: {丙: 1, 合计: 2}\n结余: 9\n")
    assert len(said) == 3


@pytest.mark.parametrize(
    "expense",
    [
        "\n  伙食费支出: {菜品: 1200元整, 米油: '￥300.50'}\n  管理费用: {工资: 人民币400}\n",
        "\n  - 伙食费: {项目: [[菜品, 1200], [米油, 300.5]]}\n  - 管理费: {工资: 400}\n",
        "\n  - [菜品, 1200, 2400]\n  - [米油, 300.50]\n  - 工资: 400\n",
        (
            " |\n  项目\t金额\n  一、伙食费\t1500.50\n  1.菜品\t1,200.00\n  2.米油\t300.50\n"
            "  二、管理费\n  1.工资\t400\n"
        ),
        " |\n  菜品 | 1200\n  米油 | 300.5 | | 两种\n  工资 | 400\n",
    ],
)
def test_expenses_may_be_written_as_clerks_have_them(expense: str) -> None:
    found = account(f"收入: {{伙食费: 1000}}\n支出:{expense}结余: 亏损900.50元\n")
    assert found.results["amount"].expense == Decimal("1900.50")


def test_what_is_missing_is_not_nothing() -> None:
    found = account("收入: {伙食费: [10, 20]}\n支出: {燃气费: 空, 水费: 0, 菜品: 10}\n")
    gas, water, _ = found.expense[0].items
    assert (gas.amount, water.amount) == (None, Decimal(0))
    shown = {row.name: row.amount for row in view(Filed("2026-10", found)).rows}
    assert (shown["燃气费"], shown["水费"]) == ("—", "0.00")


def test_a_column_that_nobody_filled_in_is_not_checked_and_not_shown() -> None:
    found = account("收入: {伙食费: 10}\n支出: {菜品: 10}\n")
    assert not view(Filed("2026-10", found)).has_to_date


@pytest.mark.parametrize(
    "text",
    [
        "收入: 100\n支出: 90\n",
        "收入: [100]\n支出: 90元\n",
        "收入: {学生: 60, 教师: 40}\n支出: {菜品: 80, 米: 10, 合计: 90}\n",
        "收入:\n  - 学生: 60\n  - 教师: 40\n支出:\n  - {名称: 菜品, 本月: 90}\n",
        "收入: {本月: '100.00', 项目: {学生: 60, 教师: 40}}\n支出: {项目: [{菜品: 90}]}\n",
        "收入:\n  甲: {项目: {学生: 60, 教师: 40}}\n支出:\n  菜品: {项目: {肉: 80}}\n  财务: 10\n",
        "收入: ￥100.00\n支出:\n  - {名称: 伙食, 项目: {肉: 80}}\n  - 财务: 10\n",
        "income: [100, 空]\nexpense: {items: {food: '90'}}\n",
    ],
)
def test_one_account_may_be_written_in_many_ways(text: str) -> None:
    found = result_of(account(text), "amount")
    assert (found.income, found.expense, found.surplus) == tuple(map(Decimal, (100, 90, 10)))


def test_an_account_may_be_made_by_a_program() -> None:
    side = (Heading(name="合计", amount=Decimal(5)),)
    found = Account(month="2026-10", income=side, expense=side)
    assert result_of(found, "amount").surplus == 0


@pytest.mark.parametrize("text", ["12.345", "1万", "12,34", "abc", "1e3", "9" * 60])
def test_what_is_no_amount_is_refused(text: str) -> None:
    assert told(f"收入: '{text}'\n支出: 1\n")


@pytest.mark.parametrize(
    "text",
    [
        "月份: [2026-10]\n收入: 1\n支出: 1\n",
        "收入: {本月: [1]}\n支出: 1\n",
        "收入: {项目: 甲}\n支出: 1\n",
        "收入:\n  - {名称: 甲, 数量: [1], 单价: 一元}\n支出: 1\n",
        "收入: {项目: [甲]}\n支出: 1\n",
        "收入: [1, 2, 3]\n支出: 1\n",
        "收入: {甲: 1, 项: {甲: 1}}\n支出: 1\n结余率: {本月: [1]}\n",
        "累计自: 2026-11\n收入: 1\n支出: 1\n",
        "收入: 1\n支出: [{项目: {甲: 1}}, 乙]\n",
    ],
)
def test_what_has_the_wrong_shape_is_refused(text: str) -> None:
    assert told(text)


def test_a_rate_and_a_side_may_be_left_empty() -> None:
    found = account("收入: 10\n支出: 空\n结余率: [空, 空]\n用餐人次: 5\n")
    assert result_of(found, "amount").surplus is None
    assert view(Filed("2026-10", found)).facts == (("用餐人次", "5 人次"),)


def test_a_year_that_comes_out_even_is_said_so() -> None:
    (item,) = filed(m10="收入: [1, 9]\n支出: [1, 9]\n")
    assert view(item).line == "本年累计收支相抵。"


def test_a_heading_that_is_new_this_month_has_nothing_to_follow() -> None:
    items = filed(
        m09="收入: 9\n支出: {项目: {米: [9, 9]}}\n",
        m10="收入: 9\n支出:\n  - {名称: 管理费用, 项目: {工资: [9, 99]}}\n",
    )
    assert not flaws(*items)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,234.50", "1234.5"), ("−7062.3元", "-7062.3"), ("(7,062.30)", "-7062.3"), ("１２", "12")],
)
def test_amounts_are_read_as_clerks_write_them(text: str, amount: str) -> None:
    assert account(f"收入: '{text}'\n支出: 1\n").income[0].amount == Decimal(amount)


def test_a_rate_of_no_income_cannot_be() -> None:
    (said,) = told("收入: 0\n支出: 5\n结余率: -100%\n")
    assert "收入是 0" in said


amounts = st.decimals(min_value=0, max_value=10**7, places=2)


@given(st.lists(amounts, min_size=1, max_size=8), st.lists(amounts, min_size=1, max_size=8))
def test_sums_are_those_of_counting_fen(income: list[Decimal], expense: list[Decimal]) -> None:
    fen = sum(int(one * 100) for one in income) - sum(int(one * 100) for one in expense)
    found = account(f"收入: {_items(income)}\n支出: {_items(expense)}\n")
    surplus = result_of(found, "amount").surplus
    assert surplus is not None
    assert int(surplus * 100) == fen


@given(st.lists(amounts, min_size=1, max_size=8), st.decimals(-99, 99, places=2))
def test_a_total_is_accepted_if_and_only_if_it_is_the_sum(
    items: list[Decimal], slip: Decimal
) -> None:
    cents = sum(int(one * 100) for one in items) + int(slip * 100)
    written = f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
    said = told(f"收入: 1\n支出: {_items(items, 合计=written)}\n")
    assert bool(said) == (slip != 0)


@given(amounts.filter(bool), amounts, st.integers(0, 4), st.integers(-3, 3))
def test_a_rate_is_accepted_within_half_a_unit_of_its_last_digit(
    income: Decimal, expense: Decimal, places: int, off: int
) -> None:
    exact = (income - expense) * 100 / income
    unit = Decimal(1).scaleb(-places)
    written = exact.quantize(unit, ROUND_HALF_UP) + off * unit
    fraction = share(income - expense, income)
    assert is_rounded_from(written, fraction) == (
        abs(2 * (int(written.scaleb(places)) - fraction * 10**places)) <= 1
    )
    assert is_rounded_from(percent(fraction, places), fraction)


@given(
    st.lists(st.tuples(amounts, amounts), min_size=2, max_size=5),
    st.integers(0, 4),
    st.decimals("-5", "5", places=2),
)
def test_months_follow_if_and_only_if_they_add_up(
    months: list[tuple[Decimal, Decimal]], at: int, slip: Decimal
) -> None:
    items, into, out, balance = [], 0, 0, 50_000_000
    for number, (income, expense) in enumerate(months, start=1):
        into, out = into + int(income * 100), out + int(expense * 100)
        wrong = int(slip * 100) if number - 1 == at and number > 1 else 0
        text = (
            f"收入: [{income}, {_fen(into)}]\n支出: [{expense}, {_fen(out)}]\n"
            f"期初结余: {_fen(balance + wrong)}\n"
        )
        balance += int(income * 100) - int(expense * 100)
        items.append(Filed(f"2026-{number:02d}", account(text, f"2026-{number:02d}")))
    broken = slip != 0 and 0 < at < len(months)
    errors = [one for one in flaws(*items) if not one.warning]
    assert bool(errors) == broken


def _items(values: list[Decimal], **more: str) -> str:
    pairs = [*((f"项{place}", str(one)) for place, one in enumerate(values)), *more.items()]
    return "{" + ", ".join(f"{name}: {value}" for name, value in pairs) + "}"


def _fen(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


# ---- months -------------------------------------------------------------------------------------


def test_sums_to_date_are_the_last_months_with_this_months() -> None:
    (found,) = flaws(
        *filed(
            m09="收入: {伙食费: [100, 500]}\n支出: 90\n",
            m10="收入: {伙食费: [110, 611]}\n支出: 90\n",
        )[0:2]
    )[:1]
    assert not found.warning
    assert "611.00" in found.saying.zh
    assert "610.00" in found.saying.zh


def test_a_balance_that_does_not_follow_is_only_warned_of_where_a_month_is_missing() -> None:
    items = filed(m06="收入: 1\n支出: 1\n期末结余: 5\n", m09="收入: 1\n支出: 1\n期初结余: 6\n")
    assert [one.warning for one in flaws(*items)] == [True]


def test_sums_to_date_begin_again_where_the_account_says_so() -> None:
    items = filed(m09="收入: [9, 90]\n支出: 9\n", m10="累计自: 2026-10\n收入: [7, 7]\n支出: 7\n")
    assert not flaws(*items)


def test_in_the_first_month_that_counts_to_date_is_the_month() -> None:
    assert told("累计自: 2026-10\n收入: [7, 8]\n支出: 7\n")
    assert told("收入: {甲: [7, 8]}\n支出: 7\n", "2026-01")
    assert not told("收入: {甲: [7, 7]}\n支出: 7\n", "2026-01")


def test_canteens_are_told_apart() -> None:
    one = account("食堂: 一食堂\n收入: 1\n支出: 1\n期末结余: 5\n", "2026-09-one")
    two = account("食堂: 二食堂\n收入: 1\n支出: 1\n期初结余: 6\n", "2026-10-two")
    assert not flaws(Filed("2026-09-one", one), Filed("2026-10-two", two))


def test_two_accounts_of_one_month_are_refused() -> None:
    text = "收入: 1\n支出: 1\n"
    items = [Filed(slug, account(text, slug)) for slug in ("2026-10", "2026-10-b")]
    assert [one.slug for one in flaws(*items)] == ["2026-10-b"]


def test_the_month_is_that_of_the_file_and_may_not_differ() -> None:
    assert account("收入: 1\n支出: 1\n", "2026-03").month == "2026-03"
    assert told("月份: 2026年9月\n收入: 1\n支出: 1\n")
    assert account("月份: 2026年9月\n收入: 1\n支出: 1\n", "september").month == "2026-09"
    assert told("收入: 1\n支出: 1\n", "september") == ["1: 缺少“月份”，请补上。"]


# ---- the line of two percent, and the fifteenth --------------------------------------------------


@pytest.mark.parametrize(
    ("expense", "beyond"), [("980", False), ("979.99", True), ("1020", False), ("1020.01", True)]
)
def test_more_than_two_percent_to_date_is_warned_of(expense: str, beyond: bool) -> None:
    (item,) = filed(m10=f"收入: [100, 1000]\n支出: [100, {expense}]\n")
    assert [one.warning for one in flaws(item)] == [True] * beyond
    assert view(item).beyond is beyond
    assert ("超过 ±2%" in view(item).line) is beyond


@pytest.mark.parametrize(
    ("published", "sign"),
    [("2026-11-01", Sign.DONE), ("2026-11-15", Sign.DONE), ("2026-11-16", Sign.LATE)],
)
def test_after_the_fifteenth_of_the_next_month_is_late(published: str, sign: Sign) -> None:
    badge = account(f"收入: 1\n支出: 1\n发布日期: {published}\n").badge(SETTING)
    assert badge is not None
    assert badge.sign is sign


def test_december_is_due_in_january() -> None:
    assert account("收入: 1\n支出: 1\n", "2026-12").due == date(2027, 1, 15)


def test_an_account_is_filed_for_the_days_of_its_month() -> None:
    (item,) = filed(m10="收入: 1\n支出: 1\n发布日期: 2026-11-18\n")
    filings = list(Account.filings((item,), SETTING))
    assert (filings[0].starts, filings[0].ends) == (date(2026, 10, 1), date(2026, 10, 31))
    cell = standing_of(Account.duties[0], SETTING.school, filings, SETTING.calendar, SETTING.today)
    assert cell.standing is Standing.LATE


# ---- what is made of it --------------------------------------------------------------------------


def test_the_table_for_spreadsheets_holds_every_figure() -> None:
    (item,) = filed(m10="收入: {伙食费: [100, 200]}\n支出: {菜品: [-5, 空], '=煤': 90}\n")
    (page,) = Account.pages((item,), SETTING)
    rows = list(csv.reader(io.StringIO(page.data["account.csv"].decode("utf-8-sig"))))
    assert page.data["account.csv"].startswith(b"\xef\xbb\xbf")
    assert ["支出合计", "菜品", "-5", "", "", "", ""] in rows
    assert ["支出合计", "'=煤", "90", "", "", "", ""] in rows
    assert ["结余", "收入减支出", "15", "", "", "", ""] in rows


def test_the_data_hold_what_was_computed_whatever_the_day() -> None:
    (item,) = filed(m10="收入: [100, 200]\n支出: [90, 195]\n期初结余: 1\n")
    (page,) = Account.pages((item,), SETTING)
    (later,) = Account.pages((item,), replace(SETTING, today=date(2027, 1, 1)))
    data: dict[str, Any] = json.loads(page.data["account.json"])
    assert data["computed"]["amount"] == {
        "income": "100.00",
        "expense": "90.00",
        "surplus": "10.00",
        "rate": "10.00%",
    }
    assert data["balance"] == "11.00"
    assert page.data == later.data


def test_small_expenses_are_shown_together() -> None:
    values = ", ".join(f"项{place}: {place}" for place in range(1, 10))
    (item,) = filed(m10=f"收入: 45\n支出: {{{values}}}\n")
    shares = view(item).shares
    assert len(shares) == 7
    assert (shares[-1].name, shares[-1].amount) == ("其他", "6.00")
    assert shares[0].part == 1


def test_months_are_shown_up_to_the_one_of_the_page() -> None:
    items = filed(m09="收入: 10\n支出: 4\n", m10="收入: 10\n支出: 13\n", m11="收入: 1\n支出: 1\n")
    found = view(items[1], items[0], items[2])
    assert [(one.label, one.amount) for one in found.months] == [("9月", "6"), ("10月", "-3")]
    assert found.months[1].part == -0.5
    assert found.balance == "结余"


def test_the_newest_account_that_is_public_belongs_on_the_wall() -> None:
    items = filed(
        m09="收入: 1\n支出: 1\n发布日期: 2026-10-13\n",
        m10="收入: 1\n支出: 1\n发布日期: 2026-11-12\n",
    )

    def hung(monday: date) -> list[str]:
        return [one.address for one in Account.hanging(items, SETTING, Week.of(monday))]

    assert hung(date(2026, 10, 5)) == []
    assert hung(date(2026, 11, 2)) == ["accounts/2026-09/"]
    assert hung(date(2026, 11, 9)) == ["accounts/2026-10/"]
