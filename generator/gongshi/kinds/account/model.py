"""What the file of an account may say: the sums as the clerk wrote them, all of them checked."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from gongshi.document import Model, Name, all_wrong, field_names, named, wrong
from gongshi.kinds.account.lines import Heading, Sum, headings_of
from gongshi.kinds.account.money import Percent, Yuan
from gongshi.kinds.account.sums import Result, results_of, wrong_sums
from gongshi.notations import Count
from gongshi.posted import Posted, slug_of
from gongshi.school import Running
from gongshi.words import plain, shown

_MONTH = re.compile(r"(20[0-9]{2})[-/.年]?(0?[1-9]|1[0-2])月?(?:份)?")
_FILED = re.compile(r"(20[0-9]{2}-(?:0[1-9]|1[0-2]))(?:-[A-Za-z0-9-]+)?")
DUE_DAY = 15
"""The day of the next month by which an account is public (domain.md §4, P4)."""


def _month(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _MONTH.fullmatch(plain(value).replace(" ", "")) if len(value) <= 20 else None
    if found is None:
        raise wrong(
            f"“{shown(value)}”不是月份，请写成 2026-10。",
            f"“{shown(value)}” is no month; write it like 2026-10.",
        )
    return f"{found[1]}-{int(found[2]):02d}"


Month = Annotated[str, BeforeValidator(_month)]
"""A month, written 2026-10 or 2026年10月."""


class Rate(Model):
    """Rate (结余率): surplus in percent of income, of the month and of the year to date."""

    amount: Percent = named(
        "本月", default=None, description="本月的结余率，如 1.25%。\nThe month's."
    )
    to_date: Percent = named(
        "本年累计", "累计", default=None, description="本年累计的结余率。\nThe year's to date."
    )

    @model_validator(mode="before")
    @classmethod
    def _of_one_or_two(cls, value: object) -> object:
        if value is None or isinstance(value, str):
            return {"amount": value}
        if isinstance(value, list) and 1 <= len(value) <= 2:
            return dict(zip(("amount", "to_date"), value, strict=False))
        return value


Side = Annotated[
    tuple[Heading, ...], BeforeValidator(headings_of), Field(min_length=1, max_length=40)
]
"""One side of the account: its headings of items."""


class AccountFile(Posted):
    """The file of an account: one month's income and expenses for meals, with every sum checked."""

    month: Month = named(
        "月份",
        description="哪个月；文件名就是月份（2026-10.yaml）的不必写。\n"
        "Its month; taken from the file's name, 2026-10.yaml.",
    )
    canteen: Name | None = named(
        "食堂",
        default=None,
        description="哪个食堂；只有一个食堂的不必写。\nWhich canteen, where there are several.",
    )
    running: Running | None = named(
        "经营方式",
        "经营性质",
        default=None,
        description="经营方式；承包经营的，结余叫作营业利润。\n"
        "How it is run; a contractor's surplus is called operating profit.",
    )
    since: Month | None = named(
        "累计自",
        default=None,
        description="累计从哪个月算起；不写就是当年 1 月。\n"
        "The month from which sums to date count; January where left out.",
    )
    income: Side = named(
        "收入",
        description="收入，写成“项目: 金额”，或分大类写。\nWhat came in: items, or by heading.",
    )
    expense: Side = named(
        "支出",
        description="支出，写成“项目: 金额”，或分大类写。\nWhat went out: items, or by heading.",
    )
    income_total: Sum | None = named(
        "收入合计",
        default=None,
        description="各类收入的合计；写了就会核对。\nAll income; checked where it is written.",
    )
    expense_total: Sum | None = named(
        "支出合计",
        default=None,
        description="各类支出的合计；写了就会核对。\nAll expenses; checked where written.",
    )
    surplus: Sum | None = named(
        "结余",
        "营业利润",
        "本月结余",
        "盈亏",
        default=None,
        description="收入减支出；写了就会核对，不写就由程序算。\n"
        "Income less expenses; checked where written, else computed.",
    )
    rate: Rate | None = named(
        "结余率",
        "营业利润率",
        "利润率",
        default=None,
        description="结余占收入的百分比；写了就会核对。\n"
        "Surplus in percent of income; checked where written.",
    )
    opening: Yuan = named(
        "期初结余",
        "上月结存",
        "上期结余",
        default=None,
        description="上月末结转来的金额。\nWhat was carried over from the month before.",
    )
    closing: Yuan = named(
        "期末结余",
        "本月结存",
        default=None,
        description="期初结余加本月收入减本月支出；写了就会核对。\n"
        "The opening balance with the month's surplus; checked where written.",
    )
    meals: Annotated[Count, Field(ge=1, le=10_000_000)] | None = named(
        "用餐人次",
        default=None,
        description="本月用餐的人次，用来算餐均支出。\nMeals served in the month.",
    )
    diners: Annotated[Count, Field(ge=1, le=100_000)] | None = named(
        "用餐人数", default=None, description="在校用餐的人数。\nHow many people eat here."
    )
    days: Annotated[Count, Field(ge=1, le=31)] | None = named(
        "供餐天数", default=None, description="本月供餐几天。\nDays on which meals were served."
    )
    price: Name | None = named(
        "收费标准",
        default=None,
        description="收费标准，如“每人每餐 12 元”。\nWhat a meal costs, in words.",
    )

    @model_validator(mode="before")
    @classmethod
    def _of_the_month_of_its_file(cls, value: object, info: ValidationInfo) -> object:
        filed, names = _FILED.fullmatch(slug_of(info)), ("month", *field_names(cls)["month"])
        if filed is None or not isinstance(value, Mapping):
            return value
        stated = next((value[name] for name in names if name in value), None)
        if stated is None:
            return {**value, "month": filed[1]}
        if isinstance(stated, str) and _MONTH.fullmatch(stated) and _month(stated) != filed[1]:
            raise wrong(
                f"月份写的是“{stated}”，文件名却是 {filed[1]}，请改成一致。",
                f"the month is “{stated}” but the file's name {filed[1]}; make them agree.",
                ("month",),
            )
        return value

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        """Every sum and ratio that is written is what it must be; all errors at once."""
        if self.since is not None and self.since > self.month:
            raise wrong(
                f"累计自 {self.since} 晚于本月 {self.month}，请核对。",
                f"sums to date begin in {self.since}, after {self.month}; check them.",
                ("since",),
            )
        errors = list(wrong_sums(self))
        if errors:
            raise all_wrong(errors)
        return self

    @cached_property
    def results(self) -> Mapping[str, Result]:
        """What the month and the year to date come to."""
        return results_of(self)

    @property
    def counts_from(self) -> str:
        """The month from which its sums to date count."""
        return self.since or f"{self.month[:4]}-01"

    @property
    def first(self) -> date:
        """The first day of its month."""
        return date(int(self.month[:4]), int(self.month[5:]), 1)

    @property
    def last(self) -> date:
        """The last day of its month."""
        first = self.first
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])

    @property
    def due(self) -> date:
        """The last day on which publishing it is in time."""
        first = self.first
        after = first.year * 12 + first.month
        return date(after // 12, after % 12 + 1, DUE_DAY)

    @property
    def is_late(self) -> bool:
        """Whether it was published after its due day (迟公示)."""
        return self.published is not None and self.published > self.due
