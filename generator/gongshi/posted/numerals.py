"""Chinese numerals (中文数字): 第十二条, （三）; and the numbers that clerks type all the same.

Articles, clauses and sections are numbered by the program. Whoever pastes them from a word
processor brings numbers along: they are taken off, and kept to be checked against the right ones.
"""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_WORTH = {digit: place for place, digit in enumerate(_DIGITS)} | {"两": 2, "〇": 0}
_TIMES = {"十": 10, "百": 100, "千": 1000}
_MOST = 9999
_LONGEST = 24

NUMERAL = "0-9０-９零〇一二两三四五六七八九十百千"
"""The signs that a number is written in, for use inside a regular expression's brackets."""


def chinese(number: int) -> str:
    """A number in Chinese, as articles are counted.

    >>> [chinese(number) for number in (1, 10, 12, 20, 101, 110, 1005)]
    ['一', '十', '十二', '二十', '一百零一', '一百一十', '一千零五']

    Raises ValueError for a number that is not from 1 to 9999.
    """
    if not 1 <= number <= _MOST:
        raise ValueError(number)
    said, digits = "", str(number)
    for place, digit in enumerate(digits):
        if digit != "0":
            said += _DIGITS[int(digit)] + _UNITS[len(digits) - place - 1]
        elif said[-1] != "零" and digits[place:].strip("0"):
            said += "零"
    return said.removeprefix("一") if said.startswith("一十") else said


def number_of(text: str) -> int | None:
    """The number that a text is, in digits or in Chinese; None where it is none.

    >>> [number_of(text) for text in ("十二", "一百零一", "１２", "两百", "条")]
    [12, 101, 12, 200, None]
    """
    if not text or len(text) > _LONGEST:
        return None
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in _TIMES:
            total += (digit or 1) * _TIMES[sign]
            digit = 0
        elif sign in _WORTH:
            digit = _WORTH[sign]
        else:
            return None
    return total + digit


def article_number(text: str) -> tuple[int | None, str]:
    """The number typed before an article, and the article without it.

    >>> article_number("第十二条　食堂每餐留样。"), article_number("第三条规定的情形除外。")
    ((12, '食堂每餐留样。'), (None, '第三条规定的情形除外。'))
    """
    return _taken_off(_ARTICLE, text)


def point_number(text: str) -> tuple[int | None, str]:
    """The number typed before a clause, a section or a point, and the text without it.

    >>> point_number("（二）专人保管；"), point_number("3. 专人保管"), point_number("三、四年级")
    ((2, '专人保管；'), (3, '专人保管'), (None, '三、四年级'))
    """
    return _taken_off(_POINT, text)


_ARTICLE = re.compile(
    rf"第([{NUMERAL}]{{1,9}})条(?:[\s:：、.．]+|(?![\s:：、.．]|规定|所|第|的|和|款|项|至|中))"
)
_POINT = re.compile(
    rf"(?:[（(]([{NUMERAL}]{{1,9}})[)）]|([{NUMERAL}]{{1,9}})(?:[.．](?![0-9])|、(?![{NUMERAL}])))\s*"
)


def _taken_off(pattern: re.Pattern[str], text: str) -> tuple[int | None, str]:
    found = pattern.match(text.strip())
    number = number_of(next(filter(None, found.groups()))) if found else None
    return (number, text.strip()[found.end() :]) if found and number else (None, text)
