"""Units (单位): what figures are counted in, so that 0.2 千克 and 200 克 are the same.

A unit that we do not know (台, 本, 份) counts things, and its figures are plain numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

PLAIN, MASS, VOLUME, LENGTH, MONEY, TIME, MOMENT = "", "g", "ml", "m", "元", "s", "t"
"""What can be added to what: plain numbers, grams, millilitres, metres, yuan, seconds, moments."""

_UNITS: Mapping[str, tuple[str, Decimal]] = {
    name: (kind, Decimal(factor))
    for kind, known in {
        MASS: {"克": "1", "g": "1", "毫克": "0.001", "mg": "0.001", "千克": "1000", "公斤": "1000"}
        | {"kg": "1000", "斤": "500", "两": "50", "吨": "1000000"},
        VOLUME: {"毫升": "1", "ml": "1", "升": "1000", "l": "1000"},
        LENGTH: {"米": "1", "m": "1", "厘米": "0.01", "cm": "0.01", "毫米": "0.001"},
        MONEY: {"元": "1", "圆": "1", "¥": "1", "角": "0.1", "万元": "10000"},
        TIME: {"秒": "1", "分钟": "60", "小时": "3600", "时": "3600", "天": "86400", "日": "86400"}
        | {"周": "604800"},
    }.items()
    for name, factor in known.items()
}


def kind_of(unit: str | None) -> str:
    """What a unit measures; a unit that counts things measures plain numbers.

    >>> kind_of("公斤"), kind_of("台"), kind_of(None)
    ('g', '', '')
    """
    return _UNITS.get((unit or "").lower(), (PLAIN, _ONE))[0]


def factor_of(unit: str | None) -> Decimal:
    """How many of the base unit (grams, seconds, yuan…) one of it is."""
    return _UNITS.get((unit or "").lower(), (PLAIN, _ONE))[1]


def in_unit(figure: Decimal, written: str, unit: str | None) -> Decimal | None:
    """A figure written in one unit as a figure of another; None where they do not go together.

    >>> in_unit(Decimal("0.2"), "千克", "克"), in_unit(Decimal(5), "箱", "瓶")
    (Decimal('200'), None)
    """
    if not written or written.lower() == (unit or "").lower():
        return figure
    if written.lower() not in _UNITS or kind_of(written) != kind_of(unit):
        return None
    return plain_figure(figure * factor_of(written) / factor_of(unit))


def plain_figure(figure: Decimal) -> Decimal:
    """A figure without the zeros nobody wrote, and never in powers of ten.

    >>> plain_figure(Decimal("2.50")), plain_figure(Decimal("1E+3"))
    (Decimal('2.5'), Decimal('1000'))
    """
    least = figure.normalize()
    exponent = least.as_tuple().exponent
    return least.quantize(_ONE) if isinstance(exponent, int) and exponent > 0 else least


def units() -> frozenset[str]:
    """The names of all units that are known."""
    return frozenset(_UNITS)


_ONE = Decimal(1)
