"""The lines of an account (收支项目): items, the headings they stand in, and sums as written.

Clerks write them in whichever way is shortest; here all become headings of items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeGuard

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import Model, Name, Text, Where, all_wrong, field_names, named, wrong
from gongshi.kinds.account.money import Factor, Yuan, parse_amount, product
from gongshi.kinds.account.pasted import is_pasted, lines_of

_TOTALS = ("合计", "小计", "总计", "总额")


class Sum(Model):
    """Sum (金额): an amount of the month, and of the year to date."""

    amount: Yuan = named(
        "本月",
        "本月金额",
        "金额",
        "本月合计",
        default=None,
        description="本月金额，以元为单位；没有发生的写 空，和 0 不同。\n"
        "The month's amount in yuan; 空 where there is none, which is not 0.",
    )
    to_date: Yuan = named(
        "本年累计",
        "累计",
        "本年累计金额",
        "累计金额",
        default=None,
        description="从年初到本月的累计金额。\nThe amount from the year's beginning on.",
    )

    @model_validator(mode="before")
    @classmethod
    def _of_one_or_two(cls, value: object) -> object:
        return _as_sum(value)

    def of(self, column: str) -> Decimal | None:
        """What is entered in a column: `amount` or `to_date`."""
        entered: Decimal | None = getattr(self, column)
        return entered


class Item(Sum):
    """Item (收支项目): one line of an account."""

    name: Name = named("名称", "项目名称", description="项目名称，如“菜品支出”。\nIts name.")
    quantity: Factor | None = named(
        "数量",
        "人次",
        default=None,
        description="数量；和单价都写了，金额就要等于两者相乘。\n"
        "How many; with a unit price, the amount must be their product.",
    )
    unit_price: Factor | None = named(
        "单价", "标准", default=None, description="单价，以元为单位。\nThe price of one, in yuan."
    )
    note: Text | None = named("备注", default=None, description="备注。\nA note.")

    @property
    def product(self) -> Decimal | None:
        """Its quantity at its unit price."""
        if self.quantity is None or self.unit_price is None:
            return None
        return product(self.quantity, self.unit_price)

    def of(self, column: str) -> Decimal | None:
        """What is entered; the product where the month's amount is not."""
        entered = super().of(column)
        return self.product if entered is None and column == "amount" else entered


class Heading(Sum):
    """Heading (收支大类): items under one name; the sums beside the name are those written."""

    name: Name = named(
        "名称", default="合计", description="大类的名称，如“伙食费支出”。\nIts name."
    )
    items: Annotated[tuple[Item, ...], Field(max_length=200)] = named(
        "项目",
        "明细",
        default=(),
        description="这一类的项目，写成“名称: 金额”或“名称: [本月, 累计]”。\n"
        "Its items: name: amount, or name: [month, to date].",
    )

    @model_validator(mode="before")
    @classmethod
    def _with_named_items(cls, value: object) -> object:
        if not isinstance(value, Mapping):
            return value
        return {key: _items_of(said) if key in _ITEMS else said for key, said in value.items()}

    def total(self, column: str) -> Decimal | None:
        """The sum of what is entered in its items, or as written where nothing is."""
        entered = self.entered(column)
        return sum(entered, Decimal(0)) if entered else self.of(column)

    def entered(self, column: str) -> tuple[Decimal, ...]:
        """What its items say in a column."""
        return tuple(said for item in self.items if (said := item.of(column)) is not None)


def _names(model: type[Model], *fields: str) -> frozenset[str]:
    return frozenset(name for one in fields for name in (one, *field_names(model)[one]))


_ITEMS = _names(Heading, "items")
_HEADING = _names(Heading, "items", "amount", "to_date", "name")
_LINE = _HEADING | _names(Item, "quantity", "unit_price", "note")


def _as_sum(value: object) -> object:
    """One amount, or the month's and the year's; full forms stay as they are."""
    if value is None or isinstance(value, str):
        return {"amount": value}
    if not isinstance(value, list):
        return value
    if not 1 <= len(value) <= 2:
        raise wrong(
            f"这里有 {len(value)} 个数；请写一个（本月），或两个（本月、本年累计）；"
            "数里面不要写逗号，如 96582.00。",
            f"there are {len(value)} figures; write one (the month's) or two (and to date), "
            "without commas in them, like 96582.00.",
        )
    return dict(zip(("amount", "to_date"), value, strict=False))


def _named(name: object, value: object) -> object:
    """A named line, from what stands after its name."""
    said = _as_sum(value)
    return {"name": name, **said} if isinstance(said, Mapping) else {"name": name, "amount": said}


def _as_items(value: Mapping[Any, object]) -> list[object]:
    return [_named(name, said) for name, said in value.items()]


def _items_of(value: object) -> object:
    """Items as a list of them, or by their names."""
    if isinstance(value, list):
        return [_opened(one) for one in value]
    return _as_items(value) if isinstance(value, Mapping) else value


def headings_of(value: object) -> object:
    """The headings of a side of the account, written as a figure, as items, or as headings."""
    if isinstance(value, str) and is_pasted(value):
        value = lines_of(value)
    if value is None or isinstance(value, str):
        return [_as_sum(value)]
    if isinstance(value, list):
        value = [_opened(one) for one in value]
        if any(isinstance(one, Mapping) and _ITEMS & one.keys() for one in value):
            return [_opened(one) for one in value]
        if not any(isinstance(one, Mapping) for one in value):
            return [_as_sum(value)]
        return [{"items": value}]
    if not isinstance(value, Mapping):
        return value
    if _HEADING & value.keys():
        return [value]
    if any(
        isinstance(one, Mapping) and (_ITEMS & one.keys() or _holds_items(one))
        for one in value.values()
    ):
        return _as_headings(value)
    if misread := _all_misread(value):
        raise all_wrong(misread)
    return [_flat(value)]


def _holds_items(value: object) -> TypeGuard[Mapping[Any, object]]:
    """Whether a mapping is a heading's items by their names: {菜品支出: 50000, 水电费: 7600}."""
    return isinstance(value, Mapping) and bool(value) and not _LINE & value.keys()


def _as_headings(value: Mapping[Any, object]) -> list[object]:
    """Headings by their names; the items of one need not be called so."""
    found: dict[Any, object] = {}
    errors: list[PydanticCustomError] = []
    for name, said in value.items():
        if name in _TOTALS:
            errors.append(_total_among_headings(name))
        elif _holds_items(said):
            errors += _all_misread(said, (name,))
            found[name] = _flat(said)
        else:
            found[name] = said
    if errors:
        raise all_wrong(errors)
    return _as_items(found)


def _total_among_headings(name: str) -> PydanticCustomError:
    return wrong(
        f"“{name}”不能和各大类写在一起，请写到“收入合计”或“支出合计”。",
        f"“{name}” does not stand among the headings; write income_total or expense_total.",
        (name, "$key"),
    )


def _is_row(value: object) -> bool:
    """Whether a list is a row of a table: a name, then one amount or two."""
    return isinstance(value, list) and len(value) > 1 and not _is_amount(value[0])


def _is_amount(value: object) -> bool:
    try:
        return parse_amount(value) is not value
    except PydanticCustomError:
        return False


def _opened(one: object) -> object:
    """`- 菜品支出: 120` as a line with its name; full forms stay as they are."""
    if isinstance(one, Mapping) and len(one) == 1 and not _HEADING & one.keys():
        name, said = next(iter(one.items()))
        return _named(name, _flat(said) if _holds_items(said) else said)
    if _is_row(one):
        assert isinstance(one, list)
        return _named(one[0], one[1:])
    return one


def _flat(value: Mapping[Any, object]) -> object:
    """Items with their total among them, under 合计."""
    total = next((name for name in _TOTALS if name in value), None)
    items = {name: said for name, said in value.items() if name != total}
    head = _as_sum(value[total]) if total else {}
    return {**(head if isinstance(head, Mapping) else {}), "items": _as_items(items)}


def _all_misread(value: Mapping[Any, object], at: Where = ()) -> list[PydanticCustomError]:
    """What is no amount among items by their names; `at` leads to them from their side."""
    return [one for name, said in value.items() for one in _misread((*at, name), said)]


def _misread(where: Where, said: object) -> Iterator[PydanticCustomError]:
    """What is no amount after a name, told at that name: items here have no places of their own."""
    for one in said if isinstance(said, list) else (said,):
        try:
            parse_amount(one)
        except PydanticCustomError as error:
            told = error.context or {}
            yield wrong(told["zh"], told["en"], where)
