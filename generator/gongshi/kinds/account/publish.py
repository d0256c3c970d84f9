"""Accounts as a kind (收支公示): what is wrong between months, and what is made of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Self

from gongshi.duty import Duty, Every, Turn
from gongshi.formats.table import csv_of
from gongshi.kinds.account.chain import flaws_of
from gongshi.kinds.account.model import AccountFile
from gongshi.kinds.account.money import percent
from gongshi.kinds.account.sums import (
    COLUMNS,
    Result,
    closing_of,
    heading_name,
    is_beyond_the_line,
    result_of,
)
from gongshi.kinds.account.views import (
    AccountView,
    facts_of,
    figures_of,
    line_of,
    months_of,
    rows_of,
    shares_of,
    words_of,
)
from gongshi.publication import Badge, Filing, Hanging, Setting, Sign
from gongshi.week import Week

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from gongshi.document import Filed, Flaw
    from gongshi.kinds.account.lines import Sum
    from gongshi.posted import Posting

_HEADS = ("类别", "项目", "本月", "本年累计", "数量", "单价", "备注")


class Account(AccountFile):
    """Account (收支): a month's income and expenses for meals, every sum of it reckoned again."""

    kind = "account"
    label = "收支"
    folder = "accounts"
    order = 70
    board = "食堂公示栏"
    begun_as = "%Y-%m"
    duties = (
        Duty(
            name="上月收支",
            kind="收支",
            every=Every.MONTH,
            turn=Turn.LAST,
            due="结束后15天",
            basis="膳食经费收支按月公示，每月 15 日前公布上月收支。",
        ),
    )

    @property
    def headline(self) -> str:
        """Its own title, or the month's."""
        return self.title or f"{self._month_said}{self.canteen or ''}膳食收支公示"

    @property
    def _month_said(self) -> str:
        return f"{self.month[:4]}年{int(self.month[5:])}月"

    def day(self, slug: str) -> date:
        """The last day of its month."""
        return self.last

    def says(self, setting: Setting) -> str:
        """The month's figures in a line."""
        return "，".join(
            f"{one.name.removeprefix('本月')} {one.value}{'%' if one.unit == '%' else ' 元'}"
            for one in figures_of(self)
        )

    def badge(self, setting: Setting) -> Badge | None:
        """Whether it was public in time, where it says when."""
        if self.published is None:
            return None
        return Badge(Sign.LATE, "迟公示") if self.is_late else Badge(Sign.DONE, "按时公示")

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """Every sum and ratio as computed, and whether it was late."""
        return {
            "computed": {
                column: {
                    "income": _text(found.income),
                    "expense": _text(found.expense),
                    "surplus": _text(found.surplus),
                    "rate": None if found.rate is None else f"{percent(found.rate)}%",
                }
                for column in COLUMNS
                for found in (result_of(self, column),)
            },
            "balance": _text(closing_of(self)),
            "beyond_2_percent": is_beyond_the_line(self),
            "due": self.due.isoformat(),
            "late": self.is_late,
        }

    @classmethod
    def hanging(
        cls, filed: tuple[Filed[Self], ...], setting: Setting, week: Week
    ) -> Iterator[Hanging]:
        """The newest month of each canteen that was public by the end of the week."""
        newest: dict[str | None, Filed[Self]] = {}
        for item in sorted(filed, key=lambda item: item.document.month):
            if (item.document.published or item.document.last) <= week.sunday:
                newest[item.document.canteen] = item
        for item in newest.values():
            yield item.document.hung_up(item.slug)

    def files(self) -> Mapping[str, bytes]:
        """The account as a table for spreadsheets."""
        return {f"{self.kind}.csv": csv_of(_HEADS, self._table())}

    def _table(self) -> Iterator[tuple[object, ...]]:
        """Every line with its figures as numbers; what is not entered is empty."""
        for side, headings in (("income", self.income), ("expense", self.expense)):
            for heading in headings:
                name = heading_name(side, heading)
                for item in heading.items:
                    factors = (item.quantity, item.unit_price, item.note)
                    yield (name, item.name, *_both(item), *factors)
                yield (
                    name,
                    "小计",
                    *(heading.total(column) for column in COLUMNS),
                    None,
                    None,
                    None,
                )
        surplus, rate = words_of(self)
        found = [result_of(self, column) for column in COLUMNS]
        rates = [None if one.rate is None else percent(one.rate) for one in found]
        yield (surplus, "收入减支出", *(one.surplus for one in found), None, None, None)
        yield (f"{rate}（%）", "占收入", *rates, None, None, None)
        for name, amount in (("期初结余", self.opening), ("期末结余", closing_of(self))):
            yield (name, "", amount, None, None, None, None)

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> AccountView:
        """Its table, figures and charts."""
        balance, months = months_of(self, filed)
        return posting.view(
            AccountView,
            month=self._month_said,
            figures=figures_of(self),
            rows=tuple(rows_of(self)),
            has_to_date=result_of(self, "to_date") != Result(None, None, None, None),
            since=f"{self.counts_from[:4]}年{int(self.counts_from[5:])}月",
            shares=shares_of(self),
            balance=balance,
            months=months,
            dips=any(one.part < 0 for one in months),
            facts=tuple(facts_of(self)),
            line=line_of(self),
            beyond=is_beyond_the_line(self),
            due=f"{self.due.month}月{self.due.day}日",
            late=self.is_late,
        )

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Flaw]:
        """Months that do not follow one another, and deficits beyond the line."""
        return flaws_of(filed)

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Filing]:
        """Each account counts for the days of its month."""
        for item in filed:
            one = item.document
            yield Filing(one.first, one.last, one.published, f"{cls.folder}/{item.slug}/")


def _both(one: Sum) -> tuple[Decimal | None, ...]:
    return tuple(one.of(column) for column in COLUMNS)


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
