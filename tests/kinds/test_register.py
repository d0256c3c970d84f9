"""Registers: rows held to a form, sums and checks that come out as reckoned independently."""

from __future__ import annotations

import csv
import io
import time
from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_golden import forms_of, setting

from gongshi.document import Filed, Reading
from gongshi.errors import InvalidContent
from gongshi.kinds import kinds
from gongshi.kinds.register import Register, RegisterForm
from gongshi.kinds.register.cells import Misread, figure_said, parse_figure, school_class
from gongshi.kinds.register.expression import Comparison, Unfit, holds, parse, worked_out
from gongshi.kinds.register.reckoning import agreement, reckoned
from gongshi.kinds.register.stretch import parse_stretch
from gongshi.kinds.register.views import register_view
from gongshi.load import read_source
from gongshi.publication import Sign
from gongshi.validate import model_of

FORMS = forms_of("register")


def form(text: str) -> RegisterForm:
    """A form of one's own."""
    return model_of(RegisterForm, read_source("form.yaml", text.encode()), Reading("own"))


def register(text: str, slug: str = "2026-W47", own: RegisterForm | None = None) -> Register:
    """A register from the text of its file."""
    forms = {**FORMS, **({"own": own} if own else {})}
    source = read_source("register.yaml", text.encode())
    return model_of(Register, source, Reading(slug, None, forms))


def told(text: str, slug: str = "2026-W47", own: RegisterForm | None = None) -> list[str]:
    """What a clerk is told of a register: line and words."""
    with pytest.raises(InvalidContent) as caught:
        register(text, slug, own)
    return [f"{one.line}: {one.saying.zh}" for one in caught.value.problems]


PLAIN = form(
    "名称: 清单\n列:\n  - 物品\n  - {名称: 组, 必填: 否}\n"
    "  - {名称: 数, 类型: 数, 小数: 2, 必填: 否, 不少于: '-1000000'}\n"
    "合计: [数, {列: 数, 方式: 平均}, {列: 数, 方式: 个数}, {列: 数, 按: 组}]\n"
)
BOOKS = form(
    "名称: 账\n列: [{名称: 物}, {名称: 初, 类型: 数, 必填: 否}, {名称: 增, 类型: 数, 必填: 否},"
    " {名称: 减, 类型: 数, 必填: 否}, {名称: 末, 类型: 数, 必填: 否, 不少于: '-9999999'},"
    " {名称: 盘, 类型: 数, 必填: 否}]\n"
    "核对: [末 = 初 + 增 - 减]\n账物相符: {账面: 末, 实物: 盘}\n"
)
FIGURES = st.decimals(-10_000, 10_000, places=2)
COUNTS = st.integers(0, 99_999)


def flow(rows: list[list[object]]) -> str:
    """Rows in the order of the columns, as YAML."""
    return "".join(f"  - [{', '.join(map(str, row))}]\n" for row in rows)


@given(st.lists(st.tuples(st.sampled_from("甲乙丙"), FIGURES), min_size=1, max_size=30))
def test_sums_averages_and_groups_are_as_reckoned_with_fractions(
    rows: list[tuple[str, Decimal]],
) -> None:
    made = register(
        "表样: own\n行:\n"
        + flow([[f"物{at}", group, f"{n}"] for at, (group, n) in enumerate(rows)]),
        own=PLAIN,
    )
    whole, average, count, grouped = reckoned(made.table)
    exact = [Fraction(n) for _, n in rows]
    by_group: dict[str, Fraction] = defaultdict(Fraction)
    for group, n in rows:
        by_group[group] += Fraction(n)

    assert Fraction(whole.figure) == sum(exact)
    mean = sum(exact, Fraction()) / len(exact)
    away: Fraction = abs(Fraction(average.figure) - mean)
    assert away <= Fraction(5, 1000)
    assert count.figure == len(rows)
    assert {name: Fraction(n) for name, n in grouped.groups} == by_group


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), min_size=1, max_size=20))
def test_the_closing_count_is_computed_and_compared_with_what_was_counted(
    rows: list[tuple[int, int, int, int]],
) -> None:
    made = register(
        "表样: own\n行:\n"
        + flow([[f"物{at}", a, b, c, "''", d] for at, (a, b, c, d) in enumerate(rows)]),
        own=BOOKS,
    )
    agreed = agreement(BOOKS, made.table.rows)

    assert [row[4] for row in made.table.rows] == [a + b - c for a, b, c, _ in rows]
    assert agreed is not None
    assert list(agreed.differences) == [d - (a + b - c) for a, b, c, d in rows]
    apart = sum(d != a + b - c for a, b, c, d in rows)
    assert agreed.word == (f"{apart} 项账物不符" if apart else "账物相符")
    badge = made.badge(setting())
    assert badge is not None
    assert badge.sign is (Sign.LATE if apart else Sign.DONE)


@given(COUNTS, COUNTS, COUNTS, st.integers(-50, 50))
def test_a_stated_closing_count_passes_only_where_it_is_right(
    a: int, b: int, c: int, off: int
) -> None:
    text = "表样: own\n行:\n" + flow([["物", a, b, c, a + b - c + off, 0]])
    if off == 0:
        assert register(text, own=BOOKS).table.rows[0][4] == a + b - c
    else:
        (line,) = told(text, own=BOOKS)
        assert f"写的是 {figure_said(Decimal(a + b - c + off))}" in line
        assert f"应为 {figure_said(Decimal(a + b - c))}" in line


@st.composite
def expressions(draw: st.DrawFn, depth: int = 3) -> str:
    """A sum over the columns a, b and c, in a notation that Python has too."""
    if depth == 0 or draw(st.booleans()):
        return str(draw(st.sampled_from(["a", "b", "c"]) | st.integers(0, 999)))
    left, right = draw(expressions(depth - 1)), draw(expressions(depth - 1))
    sign = draw(st.sampled_from("+-*"))
    return f"({left} {sign} {right})" if draw(st.booleans()) else f"{left} {sign} {right}"


@given(expressions(), st.tuples(COUNTS, COUNTS, COUNTS))
def test_an_expression_comes_to_what_python_makes_of_it(
    text: str, values: tuple[int, int, int]
) -> None:
    read = parse(f"{text} = 0", {"a": 0, "b": 1, "c": 2})
    came = worked_out(read.left, [Decimal(one) for one in values])

    assert came == eval(text, {}, dict(zip("abc", values, strict=True)))


@given(st.text(max_size=60))
def test_whatever_is_written_as_an_expression_is_read_or_refused_in_words(text: str) -> None:
    said = "。"
    try:
        assert isinstance(parse(text, {"数": 0, "单价": 1}), Comparison)
    except Unfit as error:
        said = error.saying.zh
    assert said.endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('ls') = 1",
        "数.__class__ = 1",
        "(lambda: 1)() = 1",
        "[1][0] = 1",
        "9**9**9 = 1",
        "(" * 5000 + "数" + ")" * 5000 + " = 1",
        "-" * 5000 + "数 = 1",
        "1e999 = 1",
        "数 = 数 = 数",
        "数",
        "",
        "9999999999999999999999999999 = 数",
    ],
)
def test_hostile_expressions_are_refused(text: str) -> None:
    with pytest.raises(Unfit):
        parse(text, {"数": 0})


def test_the_longest_multiplication_is_worked_out_and_nothing_more() -> None:
    read = parse("*".join(["999999999999"] * 15) + " > 0", {})
    came = worked_out(read.left, [])
    assert came is not None
    assert holds(">", came, Decimal(0))


@given(st.datetimes(datetime(2026, 11, 16), datetime(2026, 11, 18)), st.integers(0, 6000))  # noqa: DTZ001
def test_a_sample_is_kept_48_hours_or_the_row_is_refused(kept: datetime, minutes: int) -> None:
    kept = kept.replace(second=0, microsecond=0)
    until = kept + timedelta(minutes=minutes)
    text = (
        "表样: samples\n行:\n"
        f"  - [{kept:%Y-%m-%d}, 午餐, 青菜, 125, '{kept:%Y-%m-%d %H:%M}', "
        f"'{until:%Y-%m-%d %H:%M}', 留样员]\n"
    )
    if minutes >= 48 * 60:
        assert register(text).table.rows
    else:
        (line,) = told(text)
        assert "应 ≥ 48 小时" in line
        assert "第 45 号令第四十条" in line


@pytest.mark.parametrize(
    ("text", "unit", "figure"),
    [
        ("125", "克", "125"),
        ("１２５克", "克", "125"),
        ("0.2 千克", "克", "200"),
        ("3两", "克", "150"),
        ("1,200", None, "1200"),
        ("￥12.50", "元", "12.5"),
        ("500 MG/L", "mg/L", "500"),
        ("5台", "台", "5"),
        ("-3", None, "-3"),
    ],
)
def test_figures_are_read_as_clerks_write_them(text: str, unit: str | None, figure: str) -> None:
    assert parse_figure(text, unit) == Decimal(figure)


@pytest.mark.parametrize("text", ["三", "1 2", "1,20", "5箱", "1e5", "∞", "12.3.4", "1" * 30])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(Misread):
        parse_figure(text, "瓶")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("三（2）班", "三（2）班"),
        ("３年级2班", "三（2）班"),
        ("302", "三（2）班"),
        ("初二3班", "八（3）班"),
        ("大一班", "大一班"),
        ("小（3）班", "小三班"),
        ("七(10)", "七（10）班"),
    ],
)
def test_a_class_is_known_by_all_its_names(text: str, says: str) -> None:
    assert str(school_class(text)) == says


@pytest.mark.parametrize("text", ["十三班", "三班", "", "高级班", "三（0）班"])
def test_what_is_no_class_is_none(text: str) -> None:
    assert school_class(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_period_reads_back_what_it_says(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert day in parse_stretch(f"{day:%Y-%m}")
    assert day in parse_stretch(f"{year}-W{week:02d}")
    assert list(parse_stretch(str(day)).days) == [day]


LAW = "第 45 号令第四十条"
ROWS = [
    ["周一", "午餐", "红烧肉", "125", "11-16 11:20", "11-18 11:30", "留样员"],
    ["11-17", "午餐", "青菜", "130", "2026-11-17 11:20", "2026-11-19 11:30", "留样员"],
]
HEADS = ["日期", "餐次", "食品名称", "留样量", "留样时间", "处理时间", "留样人"]


def ways() -> dict[str, str]:
    """One table in every way it may be written."""
    tabs = ["\t".join(row) for row in ROWS]
    strokes = [f"| {' | '.join(row)} |" for row in ROWS]
    named = [
        f"{{{', '.join(f'{k}: {v}' for k, v in zip(HEADS, row, strict=True))}}}" for row in ROWS
    ]
    numbered = [f"{at}\t{line}" for at, line in enumerate(tabs, start=1)]
    rule = "|" + "---|" * len(HEADS)
    block = "行: |\n  "
    return {
        "by name": "行:\n" + "".join(f"  - {one}\n" for one in named),
        "in order": "行:\n" + flow([list(row) for row in ROWS]),
        "a line a row": "行:\n" + "".join(f"  - {' | '.join(row)}\n" for row in ROWS),
        "tabs": block + "\n  ".join(tabs) + "\n",
        "tabs with a head": block + "\n  ".join(["\t".join(HEADS), *tabs]) + "\n",
        "tabs numbered": block + "\n  ".join(["\t".join(["序号", *HEADS]), *numbered]) + "\n",
        "numbers without a head": block + "\n  ".join(strokes) + "\n",
        "strokes with a head": block
        + "\n  ".join([f"| {' | '.join(HEADS)} |", rule, *strokes])
        + "\n",
        "another order": block + "\n  ".join("\t".join(row[::-1]) for row in [HEADS, *ROWS]) + "\n",
    }


@pytest.mark.parametrize("way", ways())
def test_a_table_is_the_same_whichever_way_it_is_written(way: str) -> None:
    first = register("表样: samples\n" + ways()["by name"])
    assert register("表样: samples\n" + ways()[way]).table == first.table


@pytest.mark.parametrize(
    ("way", "lines"),
    [
        ("by name", (3, 4)),
        ("in order", (3, 4)),
        ("a line a row", (3, 4)),
        ("tabs", (3, 4)),
        ("tabs with a head", (4, 5)),
        ("tabs numbered", (4, 5)),
        ("strokes with a head", (5, 6)),
    ],
)
def test_an_error_names_row_and_column_and_leads_to_the_line(
    way: str, lines: tuple[int, int]
) -> None:
    text = ways()[way].replace("125", "12克").replace("130", "一百")
    assert told("表样: samples\n" + text) == [
        f"{lines[0]}: 第 1 行（红烧肉）“留样量”是 12 克，少于 125 克（{LAW}），请核对。",
        f"{lines[1]}: 第 2 行（青菜）“留样量”写的“一百”不是数。",
    ]


def test_the_days_come_from_the_file_s_name() -> None:
    made = register("表样: stock\n行: 无\n", "2026-11-stock")
    assert (made.covers.starts, made.covers.ends) == (date(2026, 11, 1), date(2026, 11, 30))
    assert made.says(setting()) == "本期没有要登记的"
    assert told("表样: stock\n行: 无\n", "stock") == ["1: 缺少“期间”，请补上。"]


def test_a_register_counts_for_its_days_under_its_form() -> None:
    made = register("表样: samples\n行: 无\n发布日期: 2026-11-23\n", "2026-W47-samples")
    (filing,) = Register.filings((Filed("2026-W47-samples", made),), setting())
    assert (filing.starts, filing.ends) == (date(2026, 11, 16), date(2026, 11, 22))
    assert (filing.topic, filing.published) == ("食品留样记录", date(2026, 11, 23))


def test_the_csv_opens_in_wps_and_says_what_the_table_says() -> None:
    made = register(
        "表样: consumables\n期间: 2026-10\n行:\n"
        "  - [10-09, =cmd, 保洁组, 48, 瓶, 8.5, '', 卫生间, 总务处]\n",
    )
    (text,) = made.files().values()
    heads, row = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    assert text.startswith(b"\xef\xbb\xbf")
    assert heads[:2] == ["日期", "物品"]
    assert row == ["2026-10-09", "'=cmd", "保洁组", "48", "瓶", "8.5", "408.00", "卫生间", "总务处"]


@given(st.decimals(0, 1000, places=2), st.integers(0, 1000))
def test_a_price_times_a_count_is_rounded_as_accounts_are(price: Decimal, count: int) -> None:
    made = register(
        "表样: consumables\n期间: 2026-10\n行:\n"
        f"  - [10-09, 物, 组, {count}, 个, {price}, '', 用, 批]\n",
    )
    wanted = (price * count).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert made.table.rows[0][6] == wanted


def test_rows_are_sorted_by_the_form_and_told_by_their_place_in_the_file() -> None:
    made = register(
        "表样: class-property\n期间: 2026-10\n行:\n"
        "  - [三（10）班, 20, 20, 20, 20, 20]\n  - [一（2）班, 20, 20, 20, 20, 19]\n"
        "  - [三（9）班, 20, 20, 20, 20, 18]\n",
    )
    view = register_view(made.table, made.covers, made.totals)
    rows = view["rows"]
    assert isinstance(rows, tuple)
    assert [row[0] for row in rows] == ["一（2）班", "三（9）班", "三（10）班"]
    assert made.totals[0].says == "99.0 分"


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_we_ship_is_whole_and_cites_or_says_what_it_is_for(name: str) -> None:
    found = FORMS[name]
    assert isinstance(found, RegisterForm)
    assert found.says
    assert found.signed_by
    assert found.code == name


def test_a_count_out_of_bounds_is_told_and_still_held_against_the_books() -> None:
    own = form(
        "名称: 盘点\n列: [物, {名称: 账, 类型: 数}, {名称: 实, 类型: 数}, {名称: 因, 必填: 否}]\n"
        "账物相符: {账面: 账, 实物: 实, 说明列: 因}\n"
    )
    assert told("表样: own\n行:\n  - [凳, 3, -1]\n", own=own) == [
        "3: 第 1 行（凳）“因”没有填，而实物和账面差 -4；请写明原因。",
        "3: 第 1 行（凳）“实”不能是负数，请核对。",
    ]


def test_a_thousand_rows_are_held_to_their_form_in_a_fifth_of_a_second() -> None:
    rows = [
        f"  11-{16 + at % 5}\t午餐\t菜{at}\t{125 + at % 20}\t11-{16 + at % 5} 11:20"
        f"\t11-{18 + at % 5} 11:30\t留样员"
        for at in range(1000)
    ]
    source = read_source("x.yaml", ("表样: samples\n行: |\n" + "\n".join(rows) + "\n").encode())
    times = []
    for _ in range(3):
        began = time.process_time()
        made = model_of(Register, source, Reading("2026-W47", None, FORMS))
        times.append(time.process_time() - began)
    assert len(made.table.rows) == 1000
    assert min(times) < 0.2


def test_more_rows_than_a_register_may_have_are_refused_in_one_sentence() -> None:
    rows = "".join(f"  - 物{at}\n" for at in range(3005))
    (line,) = told("表样: own\n行:\n" + rows, own=PLAIN)
    assert line.endswith("超过了 3000 行，请分成几份台账。")


def test_the_kind_is_one_of_ours() -> None:
    assert kinds()["register"] is Register
