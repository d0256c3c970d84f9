"""What every sum and ratio of an account must be, and what to say where a written one is not.

Tolerance: none for amounts, which are rounded to the fen; half a unit of the last written digit
for percentages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Self

from pydantic_core import PydanticCustomError

from gongshi.document import Where, wrong
from gongshi.errors import Saying
from gongshi.kinds.account.money import decimals, is_rounded_from, percent, share, yuan

if TYPE_CHECKING:
    from gongshi.kinds.account.lines import Heading, Sum
    from gongshi.kinds.account.model import AccountFile

COLUMNS = {"amount": "本月", "to_date": "本年累计"}
"""The two columns of an account, and what they are called."""

_ENGLISH = {"amount": "of the month", "to_date": "to date"}
LINE = 2
"""Percent of the income to date that the surplus or deficit to date may be (domain.md §4, P4)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a column of an account comes to, the rate in percent; None where nothing is entered."""

    income: Decimal | None
    expense: Decimal | None
    surplus: Decimal | None
    rate: Fraction | None

    @classmethod
    def of(cls, income: Decimal | None, expense: Decimal | None) -> Self:
        """The surplus is income less expenses, the rate its percentage of the income."""
        surplus = None if income is None or expense is None else income - expense
        rate = share(surplus, income) if income and surplus is not None else None
        return cls(income, expense, surplus, rate)


def result_of(account: AccountFile, column: str) -> Result:
    """What a column comes to, from its headings."""
    return account.results[column]


def results_of(account: AccountFile) -> Mapping[str, Result]:
    """What each column comes to, added up."""
    return {
        column: Result.of(_total(account.income, column), _total(account.expense, column))
        for column in COLUMNS
    }


def _total(headings: tuple[Heading, ...], column: str) -> Decimal | None:
    totals = [one for heading in headings if (one := heading.total(column)) is not None]
    return sum(totals, Decimal(0)) if totals else None


def closing_of(account: AccountFile) -> Decimal | None:
    """The closing balance: as written, which was checked, or the opening with the surplus."""
    surplus = result_of(account, "amount").surplus
    if account.closing is not None or account.opening is None or surplus is None:
        return account.closing
    return account.opening + surplus


def is_beyond_the_line(account: AccountFile) -> bool:
    """Whether the surplus or deficit to date is more than 2 % of the income to date."""
    rate = result_of(account, "to_date").rate
    return rate is not None and abs(rate) > LINE


def wrong_sums(account: AccountFile) -> Iterator[PydanticCustomError]:
    """Every written figure of one account that is not what the others make it."""
    for side, headings in (("income", account.income), ("expense", account.expense)):
        for place, heading in enumerate(headings):
            yield from _in_heading(side, place, heading, account.counts_from == account.month)
    for side, written in (("income", account.income_total), ("expense", account.expense_total)):
        name = "收入合计" if side == "income" else "支出合计"
        for column in COLUMNS:
            yield from _differs(
                name, column, written, getattr(result_of(account, column), side), (f"{side}_total",)
            )
    for column in COLUMNS:
        found = result_of(account, column)
        yield from _differs("结余", column, account.surplus, found.surplus, ("surplus",))
        yield from _rate(account, column, found)
    yield from _balance(account)


def _in_heading(
    side: str, place: int, heading: Heading, is_first: bool
) -> Iterator[PydanticCustomError]:
    """Items, their sum and, in the first month that counts, that to date is the month."""
    where = place_of(side, place, heading)
    for number, item in enumerate(heading.items):
        here: Where = (*where, "items" if where[1:] else "项目", number)
        if item.amount is not None and item.product is not None and item.amount != item.product:
            yield _error(
                Saying(
                    f"“{item.name}”写的是 {yuan(item.amount)}，{_plain(item.quantity)} × "
                    f"{_plain(item.unit_price)} 算出来是 {yuan(item.product)}，请核对。",
                    f"“{item.name}” is written as {yuan(item.amount)}; {_plain(item.quantity)} × "
                    f"{_plain(item.unit_price)} make {yuan(item.product)}; check it.",
                ),
                _cell(here, "amount"),
            )
        if is_first:
            yield from _differs(item.name, "to_date", item, item.of("amount"), here, _FIRST)
    for column in COLUMNS:
        entered = heading.entered(column)
        total = sum(entered, Decimal(0)) if entered else None
        at = where if where[1:] else (*where, "合计")
        yield from _differs(heading_name(side, heading), column, heading, total, at)
    if is_first:
        yield from _differs(
            heading_name(side, heading), "to_date", heading, heading.total("amount"), where, _FIRST
        )


_FIRST = Saying("本年累计从本月算起，应等于本月", "sums to date begin this month and equal it")


def place_of(side: str, place: int, heading: Heading) -> Where:
    """Where a heading stands: one without a name of its own is the whole side."""
    return (side, place) if "name" in heading.model_fields_set else (side,)


def heading_name(side: str, heading: Heading) -> str:
    """What a heading is called; one without a name of its own is the whole side."""
    own = "name" in heading.model_fields_set
    return heading.name if own else ("收入合计" if side == "income" else "支出合计")


def _differs(
    name: str,
    column: str,
    written: Sum | None,
    right: Decimal | None,
    where: Where,
    because: Saying | None = None,
) -> Iterator[PydanticCustomError]:
    said = None if written is None else getattr(written, column)
    if said is None or right is None or said == right:
        return
    why = because or Saying("算出来是", "it comes to")
    yield _error(
        Saying(
            f"“{name}”{COLUMNS[column]}写的是 {yuan(said)}，{why.zh} {yuan(right)}，"
            f"相差 {yuan(abs(said - right))}，请核对。",
            f"“{name}” {_ENGLISH[column]} is written as {yuan(said)}; {why.en}: {yuan(right)}, "
            f"a difference of {yuan(abs(said - right))}; check it.",
        ),
        _cell(where, column),
    )


def _cell(where: Where, column: str) -> Where:
    """The way to a figure; what stands in a heading without a name is led to by Chinese keys."""
    return (*where, COLUMNS[column] if {"项目", "合计"} & set(where) else column)


def _rate(account: AccountFile, column: str, found: Result) -> Iterator[PydanticCustomError]:
    said: Decimal | None = None if account.rate is None else getattr(account.rate, column)
    if said is None or found.surplus is None:
        return
    if found.rate is None:
        yield _error(
            Saying(
                f"收入是 0，算不出结余率，写的却是 {said}%；请核对，或写 空。",
                f"the income is 0, so no rate can be {said} %; check it, or write 空.",
            ),
            ("rate", column),
        )
    elif not is_rounded_from(said, found.rate):
        right = percent(found.rate, decimals(said))
        assert found.income is not None
        yield _error(
            Saying(
                f"结余率{COLUMNS[column]}写的是 {said}%，算出来是 {right}%"
                f"（{yuan(found.surplus)} ÷ {yuan(found.income)}），请核对。",
                f"the rate {_ENGLISH[column]} is written as {said} % and comes to {right} % "
                f"({yuan(found.surplus)} / {yuan(found.income)}); check it.",
            ),
            ("rate", column),
        )


def _balance(account: AccountFile) -> Iterator[PydanticCustomError]:
    found = result_of(account, "amount")
    if account.opening is None or account.closing is None or found.surplus is None:
        return
    right = account.opening + found.surplus
    if right == account.closing:
        return
    assert found.income is not None
    assert found.expense is not None
    yield _error(
        Saying(
            f"期末结余写的是 {yuan(account.closing)}，算出来是 {yuan(right)}（期初 "
            f"{yuan(account.opening)} + 收入 {yuan(found.income)} − 支出 {yuan(found.expense)}），"
            "请核对。",
            f"the closing balance is written as {yuan(account.closing)} and comes to {yuan(right)} "
            f"({yuan(account.opening)} + {yuan(found.income)} − {yuan(found.expense)}); check it.",
        ),
        ("closing",),
    )


def _plain(factor: Decimal | None) -> str:
    return f"{factor:,f}" if factor is not None else ""


def _error(saying: Saying, where: Where) -> PydanticCustomError:
    return wrong(saying.zh, saying.en, where)
