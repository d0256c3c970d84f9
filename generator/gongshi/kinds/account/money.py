"""Money (金额): amounts in yuan to the fen and percentages, as clerks write them, in Decimal.

Sums are exact: no figure ever passes through a binary fraction.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator

from gongshi.document import wrong
from gongshi.words import narrow, plain, shown

FEN = Decimal("0.01")
_LONGEST = 40
_NUMBER = r"[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3}"
_AMOUNT = re.compile(  # 1.2万元 is refused: an account is exact to the fen
    rf"(?:人民币|[¥￥])?(?P<less>-|亏损|亏)?[¥￥]?(?P<whole>{_NUMBER})(?P<cents>\.[0-9]+)?"
    r"(?:元整?|圆整?)?"
    rf"|\((?P<loss>{_NUMBER})(?P<lost>\.[0-9]+)?\)元?"
)
_PERCENT = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,6})?)%?")
_EMPTY = frozenset(("", "空", "无", "-", "--", "/", "null", "~", "未发生"))


def parse_amount(value: object) -> object:
    """An amount written 122081.52, 122,081.52元, (7,062.30) or 亏损7062.30, or 空."""
    if not isinstance(value, str):
        return value
    said = narrow(value).replace(" ", "") if len(value) <= _LONGEST else "?"
    if said.lower() in _EMPTY:
        return None
    found = _AMOUNT.fullmatch(said)
    if found is None:
        raise wrong(
            f"“{shown(value)}”不是金额，请写以元为单位的数，如 12345.60；没有发生的写 空。",
            f"“{shown(value)}” is no amount; write it in yuan, like 12345.60, or 空 for none.",
        )
    whole, cents = found["whole"] or found["loss"], found["cents"] or found["lost"] or ""
    if len(cents) > len(".00"):
        raise wrong(
            f"“{shown(value)}”比分还细，请四舍五入到分，写两位小数。",
            f"“{shown(value)}” is finer than a fen; round it to two decimals.",
        )
    sign = "-" if found["less"] or found["loss"] else ""
    return Decimal(f"{sign}{whole.replace(',', '')}{cents}")


Yuan = Annotated[Decimal | None, BeforeValidator(parse_amount)]
"""An amount in yuan; None where nothing is entered, which is not the same as 0."""


def _factor(value: object) -> object:
    """A quantity or a unit price: a number that may have more decimals than money."""
    if not isinstance(value, str):
        return value
    said = narrow(value).replace(" ", "").replace(",", "") if len(value) <= _LONGEST else "?"
    found = _FACTOR.fullmatch(said)
    if found is None:
        raise wrong(
            f"“{shown(value)}”不是数，请写成 8426 或 7.50 的样子。",
            f"“{shown(value)}” is not a number; write it like 8426 or 7.50.",
        )
    return Decimal(found[1])


_UNIT = r"(?:千克|千瓦时|kg|[^0-9万千百亿十零半多余/.,]{1,4})"
_FACTOR = re.compile(
    rf"(?:每{_UNIT})?([0-9]{{1,12}}(?:\.[0-9]{{1,6}})?)(?:{_UNIT}(?:/{_UNIT})?)?", re.IGNORECASE
)
Factor = Annotated[Decimal, BeforeValidator(_factor)]
"""A quantity or a unit price: 8426, 40袋, 125元/袋, 每人12元."""


def _percent(value: object) -> object:
    if not isinstance(value, str):
        return value
    said = plain(value).replace(" ", "") if len(value) <= _LONGEST else "?"
    if said.lower() in _EMPTY:
        return None
    found = _PERCENT.fullmatch(said)
    if found is None:
        raise wrong(
            f"“{shown(value)}”不是百分数，请写成 -3.24% 的样子。",
            f"“{shown(value)}” is no percentage; write it like -3.24%.",
        )
    return Decimal(found[1])


Percent = Annotated[Decimal | None, BeforeValidator(_percent)]
"""A percentage with the digits it was written with: -3.24% is Decimal("-3.24")."""


def yuan(amount: Decimal) -> str:
    """An amount as it stands in an account.

    >>> yuan(Decimal("-7062.3")), yuan(Decimal(58982))
    ('-7,062.30', '58,982.00')
    """
    return f"{amount:,.2f}"


def product(quantity: Decimal, price: Decimal) -> Decimal:
    """A quantity at a price, rounded half up to the fen.

    >>> product(Decimal(8426), Decimal(7)), product(Decimal("1.5"), Decimal("0.33"))
    (Decimal('58982.00'), Decimal('0.50'))
    """
    return (quantity * price).quantize(FEN, ROUND_HALF_UP)


def share(part: Decimal, whole: Decimal) -> Fraction:
    """How many percent a part is of a whole, exactly; both are amounts to the fen.

    >>> share(Decimal("-7.5"), Decimal("30"))
    Fraction(-25, 1)
    """
    return Fraction(int(part.scaleb(2)) * 100, int(whole.scaleb(2)))


def percent(exact: Fraction, places: int = 2) -> Decimal:
    """A percentage rounded half up, away from nothing, to so many decimals.

    >>> percent(Fraction(-32357, 10000)), percent(Fraction(5, 2), 0)
    (Decimal('-3.24'), Decimal('3'))
    """
    top, bottom = abs(exact.numerator) * 10**places, exact.denominator
    steps = (2 * top + bottom) // (2 * bottom)
    return Decimal(steps if exact >= 0 else -steps).scaleb(-places)


def is_rounded_from(written: Decimal, exact: Fraction) -> bool:
    """Whether a written percentage is within half a unit of its last digit of the exact one."""
    return abs(Fraction(written) - exact) <= Fraction(1, 2 * 10 ** decimals(written))


def decimals(written: Decimal) -> int:
    """How many decimals a figure was written with.

    >>> decimals(Decimal("-3.240")), decimals(Decimal("5"))
    (3, 0)
    """
    exponent = written.as_tuple().exponent
    assert isinstance(exponent, int)
    return max(-exponent, 0)
