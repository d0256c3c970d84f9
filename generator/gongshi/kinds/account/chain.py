"""How months follow one another (逐月衔接): each opens as the last closed and adds to its sums."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongshi.document import Filed, Flaw, Where
from gongshi.errors import Saying
from gongshi.kinds.account.lines import Heading, Sum
from gongshi.kinds.account.model import AccountFile
from gongshi.kinds.account.money import percent, yuan
from gongshi.kinds.account.sums import (
    LINE,
    closing_of,
    heading_name,
    is_beyond_the_line,
    place_of,
    result_of,
)

Told = Iterator[tuple[Where, Saying]]


def flaws_of(filed: tuple[Filed[AccountFile], ...]) -> Iterator[Flaw]:
    """Months that do not follow, two accounts of one month, and deficits beyond the line.

    Where months between two accounts have none, a difference is only a warning: what happened in
    between nobody knows.
    """
    for item in filed:
        account = item.document
        same = next((one for one in filed if _key(one.document) == _key(account)), item)
        if same is not item:
            yield Flaw(item.slug, ("month",), _twice(account, same.slug))
        before = before_it(account, filed)
        if before is not None:
            gap = _months(account.month) - _months(before.month) > 1
            told = (*_opening(before, account), *_to_date(before, account))
            yield from (Flaw(item.slug, where, saying, warning=gap) for where, saying in told)
        if is_beyond_the_line(account):
            yield Flaw(item.slug, ("surplus",), _beyond(account), warning=True)


def before_it(account: AccountFile, filed: tuple[Filed[AccountFile], ...]) -> AccountFile | None:
    """The latest earlier account of the same canteen."""
    earlier = (
        one.document
        for one in filed
        if one.document.canteen == account.canteen and one.document.month < account.month
    )
    return max(earlier, key=lambda one: one.month, default=None)


def _key(account: AccountFile) -> tuple[str, str | None]:
    return account.month, account.canteen


def _months(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _opening(before: AccountFile, account: AccountFile) -> Told:
    closed = closing_of(before)
    if closed is None or account.opening is None or closed == account.opening:
        return
    yield (
        ("opening",),
        Saying(
            f"期初结余写的是 {yuan(account.opening)}，{before.month} 的期末结余是 {yuan(closed)}，"
            "请改成一致，或在“说明”里写明缘由后更正其中一份。",
            f"the opening balance is written as {yuan(account.opening)}; {before.month} closed "
            f"with {yuan(closed)}; make them agree.",
        ),
    )


def _to_date(before: AccountFile, account: AccountFile) -> Told:
    """Sums to date that are not those of the month before with this month's."""
    if before.month < account.counts_from:
        return
    for side in ("income", "expense"):
        for place, heading in enumerate(getattr(account, side)):
            name, where = heading_name(side, heading), place_of(side, place, heading)
            last = _same(getattr(before, side), side, name)
            if last is None:
                continue
            inside = _items_add(before.month, (last, heading), where)
            yield from inside or _adds(before.month, name, (last, heading), (*where, "to_date"))


def _items_add(
    month: str, headings: tuple[Heading, Heading], where: Where
) -> tuple[tuple[Where, Saying], ...]:
    """The items of a heading that do not add up with those of the same name a month before."""
    last, now = headings
    lasting, inside = {item.name: item for item in last.items}, "items" if where[1:] else "项目"
    return tuple(
        told
        for number, item in enumerate(now.items)
        if item.name in lasting
        for told in _adds(month, item.name, (lasting[item.name], item), (*where, inside, number))
    )


def _same(headings: tuple[Heading, ...], side: str, name: str) -> Heading | None:
    return next((one for one in headings if heading_name(side, one) == name), None)


def _adds(month: str, name: str, pair: tuple[Sum, Sum], where: Where) -> Told:
    last, now = (_figure(one, "to_date") for one in pair)
    amount = _figure(pair[1], "amount") or Decimal(0)
    if last is None or now is None or now == last + amount:
        return
    right = last + amount
    yield (
        where,
        Saying(
            f"“{name}”本年累计写的是 {yuan(now)}，算出来是 {yuan(right)}（{month} 累计 "
            f"{yuan(last)} + 本月 {yuan(amount)}），请核对。",
            f"“{name}” to date is written as {yuan(now)} and comes to {yuan(right)} ({yuan(last)} "
            f"to {month} + {yuan(amount)} this month); check it.",
        ),
    )


def _figure(one: Sum, column: str) -> Decimal | None:
    return one.total(column) if isinstance(one, Heading) else one.of(column)


def _twice(account: AccountFile, other: str) -> Saying:
    return Saying(
        f"{account.month} 已有一份收支（{other}.yaml）；请只留一份，有几个食堂的，分别写明“食堂”。",
        f"{account.month} has an account already ({other}.yaml); keep one, or name the canteens.",
    )


def _beyond(account: AccountFile) -> Saying:
    rate = result_of(account, "to_date").rate
    assert rate is not None
    word = "结余" if rate > 0 else "亏损"
    return Saying(
        f"本年累计{word}占收入的 {abs(percent(rate))}%，超过 {LINE}%；请核对，并在“说明”里写明"
        f"原因和{'用于改善伙食的安排' if rate > 0 else '弥补的办法'}。",
        f"the {'surplus' if rate > 0 else 'deficit'} to date is {abs(percent(rate))} % of income, "
        f"more than {LINE} %; check it and give the reason in its notes.",
    )
