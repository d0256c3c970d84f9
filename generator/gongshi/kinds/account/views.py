"""What the templates of accounts receive: figures from afar, the table, shares, months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from gongshi.kinds.account.money import FEN, percent, share, yuan
from gongshi.kinds.account.sums import (
    COLUMNS,
    LINE,
    closing_of,
    heading_name,
    is_beyond_the_line,
    result_of,
)
from gongshi.posted import PostedView
from gongshi.posted.figure import FigureView
from gongshi.school import Running

if TYPE_CHECKING:
    from gongshi.document import Filed
    from gongshi.kinds.account.lines import Item
    from gongshi.kinds.account.model import AccountFile

NONE = "—"
_MOST_SHARES = 6
_MOST_MONTHS = 6


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of the account: its name, the month's and the year's figure, how it was reckoned.

    `weight` is 2 for sums of the whole, 1 for a heading, 0 for an item.
    """

    name: str
    amount: str
    to_date: str
    detail: str
    weight: int


@dataclass(frozen=True, slots=True)
class ShareView:
    """What an expense is of all: its name, amount, percent, and its part of the largest."""

    name: str
    amount: str
    percent: str
    part: float


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month's balance in whole yuan, and its part of the largest of those shown, −1 to 1."""

    label: str
    amount: str
    part: float


@dataclass(frozen=True, slots=True)
class AccountView(PostedView):
    """An account's page and poster.

    `figures` are income, expense, balance and rate of the month; `line` says how the year stands
    to the ±2 % line, `beyond` whether over it; `balance` names what `months` show, `dips` whether
    one is below nothing; `due` is the last day in time, in words, `late` whether it came later.
    """

    month: str
    figures: tuple[FigureView, ...]
    rows: tuple[RowView, ...]
    has_to_date: bool
    since: str
    shares: tuple[ShareView, ...]
    balance: str
    months: tuple[MonthView, ...]
    dips: bool
    facts: tuple[tuple[str, str], ...]
    line: str
    beyond: bool
    due: str
    late: bool


def words_of(account: AccountFile) -> tuple[str, str]:
    """What this account calls its surplus and its rate."""
    if account.running is Running.CONTRACTED:
        return "营业利润", "营业利润率"
    return "结余", "结余率"


def figures_of(account: AccountFile) -> tuple[FigureView, ...]:
    """Income, expense, balance and rate of the month, to be seen from afar."""
    found, (surplus, rate) = result_of(account, "amount"), words_of(account)
    exact = found.rate
    told = (
        ("本月收入", found.income),
        ("本月支出", found.expense),
        (f"本月{surplus}", found.surplus),
    )
    return (
        *(FigureView(name, yuan(said), "元") for name, said in told if said is not None),
        *((FigureView(f"本月{rate}", str(percent(exact)), "%"),) if exact is not None else ()),
    )


def rows_of(account: AccountFile) -> Iterator[RowView]:
    """Every line of the account, headings before their items, the results last."""
    surplus, rate = words_of(account)
    results = {column: result_of(account, column) for column in COLUMNS}
    for side, headings in (("income", account.income), ("expense", account.expense)):
        for heading in headings:
            yield _sum_row(
                heading_name(side, heading), {one: heading.total(one) for one in COLUMNS}, 1
            )
            yield from map(_item_row, heading.items)
        if len(headings) > 1:
            both = {one: getattr(results[one], side) for one in COLUMNS}
            yield _sum_row("收入合计" if side == "income" else "支出合计", both, 2)
    yield _sum_row(surplus, {one: results[one].surplus for one in COLUMNS}, 2)
    month, year = (_percent_said(results[one].rate) for one in COLUMNS)
    yield RowView(rate, month, year, "", 2)
    if account.opening is not None:
        yield RowView("期初结余", yuan(account.opening), "", "", 1)
    closing = closing_of(account)
    if closing is not None:
        yield RowView("期末结余", yuan(closing), "", "", 2)


def _sum_row(name: str, sums: dict[str, Decimal | None], weight: int) -> RowView:
    return RowView(name, _said(sums["amount"]), _said(sums["to_date"]), "", weight)


def _item_row(item: Item) -> RowView:
    factors = ""
    if item.quantity is not None and item.unit_price is not None:
        factors = f"{item.quantity:,f} × {item.unit_price:,f} 元"
    detail = "；".join(one for one in (factors, item.note) if one)
    return RowView(item.name, _said(item.of("amount")), _said(item.of("to_date")), detail, 0)


def _percent_said(exact: Fraction | None) -> str:
    return NONE if exact is None else f"{percent(exact)}%"


def _said(amount: Decimal | None) -> str:
    return NONE if amount is None else yuan(amount)


def shares_of(account: AccountFile) -> tuple[ShareView, ...]:
    """The largest expenses of the month and the rest together, in percent of all."""
    entered = sorted(_expenses(account), key=lambda one: -one[1])
    whole = sum((amount for _, amount in entered), Decimal(0))
    if len(entered) < 2 or whole <= 0:
        return ()
    shown = entered[:_MOST_SHARES]
    rest = sum((amount for _, amount in entered[_MOST_SHARES:]), Decimal(0))
    if rest:
        shown.append(("其他", rest))
    most = max(amount for _, amount in shown)
    return tuple(
        ShareView(name, yuan(amount), f"{percent(share(amount, whole), 1)}%", float(amount / most))
        for name, amount in shown
    )


def _expenses(account: AccountFile) -> Iterator[tuple[str, Decimal]]:
    """Expenses above nothing: items, or whole headings where they have none."""
    for heading in account.expense:
        named = [(item.name, item.of("amount")) for item in heading.items]
        known = [(name, amount) for name, amount in named if amount is not None]
        total = heading.total("amount")
        if not known and total is not None:
            known = [(heading.name, total)]
        yield from ((name, amount) for name, amount in known if amount > 0)


def months_of(
    account: AccountFile, filed: tuple[Filed[AccountFile], ...]
) -> tuple[str, tuple[MonthView, ...]]:
    """The balances of the months up to this one, and what they are called.

    Closing balances where every month has one, else what each month left over.
    """
    found = sorted(
        {
            one.document.month: one.document
            for one in filed
            if one.document.canteen == account.canteen and one.document.month <= account.month
        }.items()
    )[-_MOST_MONTHS:]
    closed = [closing_of(one) for _, one in found]
    left = [result_of(one, "amount").surplus for _, one in found]
    is_closed = None not in closed
    amounts = [one or Decimal(0) for one in (closed if is_closed else left)]
    if len(found) < 2:
        return "", ()
    most = max(map(abs, amounts)) or Decimal(1)
    return "期末结余" if is_closed else words_of(account)[0], tuple(
        MonthView(f"{int(month[5:])}月", f"{_whole(amount):,f}", float(amount / most))
        for (month, _), amount in zip(found, amounts, strict=True)
    )


def _whole(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1), ROUND_HALF_UP) + 0


def facts_of(account: AccountFile) -> Iterator[tuple[str, str]]:
    """Who ate how often for what, and what a meal took."""
    if account.price:
        yield "收费标准", account.price
    if account.diners:
        yield "用餐人数", f"{account.diners:,} 人"
    if account.days:
        yield "供餐天数", f"{account.days} 天"
    if account.meals:
        yield "用餐人次", f"{account.meals:,} 人次"
        expense = result_of(account, "amount").expense
        if expense is not None:
            each = (expense / account.meals).quantize(FEN, ROUND_HALF_UP)
            yield "餐均支出", f"{yuan(each)} 元"


def line_of(account: AccountFile) -> str:
    """How the year to date stands to the ±2 % line, in calm words."""
    found = result_of(account, "to_date")
    if found.rate is None:
        return ""
    rate = percent(abs(found.rate))
    if not rate:
        return "本年累计收支相抵。"
    word = "结余" if found.rate > 0 else "亏损"
    if not is_beyond_the_line(account):
        return f"本年累计{word}占收入的 {rate}%，在 ±{LINE}% 以内。"
    what = "将用于改善伙食" if found.rate > 0 else "将在以后各月弥补"
    return f"本年累计{word}占收入的 {rate}%，超过 ±{LINE}%；学校须说明原因，{what}。"
