"""YAML text: values as a clerk would write them, so that YAML reads back what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

_SIGNS = r"[\w（）()·.、，；。？！…“”《》–—～×℃°%+=/:-]"
_PLAIN = re.compile(rf"\w{_SIGNS}*(?: {_SIGNS}+)*")
_WIDE = re.compile("[，、；]")
_COLON = re.compile(r":(?!\d)")
_WIDTH = 36


def scalar(value: object) -> str:
    """A value as YAML reads it back: plain where that is safe, else in quotes.

    >>> scalar("青禾县"), scalar("a: b"), scalar("- x"), scalar(80), scalar("")
    ('青禾县', '"a: b"', '"- x"', '80', '""')
    """
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _COLON.search(text)
    return text if plain else quoted(text)


def flow(value: object) -> str:
    """A mapping, list or value on one line.

    >>> flow({"大米": {"1–3年级": 80, "4–6年级": 100}}), flow(["小班", "大班"])
    ('{大米: {1–3年级: 80, 4–6年级: 100}}', '[小班, 大班]')
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return quoted(str(value)) if _WIDE.search(str(value)) else scalar(value)


def block(key: str, value: object, width: int = _WIDTH) -> list[str]:
    """A key and its value as lines, on one where they fit.

    >>> block("联系方式", [{"部门": "总务处", "时间": "工作日 8:00—17:00"}])
    ['联系方式:', '  - 部门: 总务处', '    时间: 工作日 8:00—17:00']
    """
    line = f"{key}: {flow(value) if isinstance(value, dict | list) else _text(value)}"
    if isinstance(value, str) and "\n" in value:
        return [f"{key}: |", *(f"  {one}".rstrip() for one in value.strip().split("\n"))]
    if width_of(line) <= width or not isinstance(value, dict | list) or not value:
        return [line]
    if isinstance(value, dict):
        inside = [one for name, item in value.items() for one in block(name, item, width - 2)]
        return [f"{key}:", *(f"  {one}" for one in inside)]
    return [f"{key}:", *(f"  {one}" for item in value for one in _item(item, width - 2))]


def width_of(line: str) -> int:
    """How wide a line is, a Chinese character counting two."""
    return sum(2 if ord(one) > _LATIN else 1 for one in line)


def quoted(text: str) -> str:
    """A text in double quotes."""
    return json.dumps(text, ensure_ascii=False)


_LATIN = 0x2E7F


def _item(value: object, width: int) -> list[str]:
    if not isinstance(value, dict) or width_of(flow(value)) <= width - 2:
        one_pair = isinstance(value, dict) and len(value) == 1
        text = _text(value) if isinstance(value, str) else flow(value)
        return [f"- {text[1:-1] if one_pair else text}"]
    inside = [one for name, item in value.items() for one in block(name, item, width - 2)]
    return [("- " if place == 0 else "  ") + one for place, one in enumerate(inside)]


def _text(value: object) -> str:
    return '""' if value is None else scalar(value)
