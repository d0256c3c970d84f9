"""Hours (钟点) as people say them, made into what a clock shows: 上午8:30, 下午2点半."""

from __future__ import annotations

import re

from gongshi.words import narrow

_LONGEST = 80
_MORNING = "凌晨|清晨|早晨|早上|上午|早"
_EVENING = "下午|午后|傍晚|晚上|夜里|夜间|晚"
_SAID = re.compile(
    rf"(?P<night>次日|第二天|翌日)?(?:(?P<part>{_MORNING}|中午|{_EVENING})\s*)?"
    r"(?<![0-9:])(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})|[点时](?:(?P<said>半|[一三]刻|[0-9]{1,2})分?|[钟整])?)"
)
_QUARTERS = {"半": "30", "一刻": "15", "三刻": "45"}
_NOON = 12


def clocked(text: str) -> str:
    """A text with its hours as a clock shows them; a second hour goes on in the same half day.

    >>> clocked("上午8:30"), clocked("下午2:30-3:10"), clocked("8点半至9时"), clocked("中午12点整")
    ('8:30', '14:30-15:10', '8:30至9:00', '12:00')
    >>> clocked("晚上10:00-次日6:00"), clocked("11月4日下午1:05"), clocked("11:20"), clocked("半")
    ('22:00-次日6:00', '11月4日 13:05', '11:20', '半')
    """
    if len(text) > _LONGEST:
        return text
    found, part, end = [], "", 0
    said = narrow(text)
    for one in _SAID.finditer(said):
        part = one["part"] or ("" if one["night"] else part)
        minute = one["minute"] or _QUARTERS.get(one["said"] or "", one["said"] or "00").zfill(2)
        apart = " " if one["part"] and said[: one.start()][-1:] in _DAY_ENDS else ""
        found += [said[end : one.start()], apart, one["night"] or ""]
        found.append(f"{_hour(part, int(one['hour']))}:{minute}")
        end = one.end()
    return "".join((*found, said[end:])) if end else text


_DAY_ENDS = tuple("日号0123456789")


def _hour(part: str, hour: int) -> int:
    """The hour of the day: 2 in the afternoon is 14, 12 at night is 0."""
    if part == "中午":
        return hour + _NOON if hour <= 2 else hour
    if part and re.fullmatch(_EVENING, part):
        return hour + _NOON if 0 < hour < _NOON else hour
    return 0 if part == "凌晨" and hour == _NOON else hour
