"""Blanks (待填): what a file made by `gongshi new` still asks for, so that nobody publishes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongshi.document import Where

if TYPE_CHECKING:
    from gongshi.load.source import Source

BLANK = "待填"
"""What stands in a new file where somebody is to write."""

_BLANKS = (BLANK, "待填写", "TODO")
_BETWEEN = re.compile(r"[\s、，,；;：:。/|（）()【】\[\]]+")


def blanks(source: Source) -> Iterator[tuple[Where, str]]:
    """Where a file still has one, alone or in a list on one line, and how it is written.

    The text is asked first, as nearly every file has none; each value is looked at once, however
    often aliases lead to it.
    """
    if BLANK not in source.text and "TODO" not in source.text:
        return
    waiting: list[tuple[Where, object]] = [((), source.data)]
    seen: set[int] = set()
    while waiting:
        where, value = waiting.pop()
        if isinstance(value, str):
            if found := _blank_in(value):
                yield where, found
        elif isinstance(value, dict | list) and id(value) not in seen:
            seen.add(id(value))
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            for step, inside in pairs:
                waiting.append(((*where, step), inside))
                if isinstance(step, str) and (found := _blank_in(step)):
                    yield (*where, step, "$key"), found


def _blank_in(text: str) -> str | None:
    r"""A blank among the words of a text; a word that only begins like one is none.

    >>> _blank_in("白米饭、待填"), _blank_in("（TODO）"), _blank_in("请带走待填的回执")
    ('待填', 'TODO', None)
    """
    return next((one for one in _BETWEEN.split(text.strip("“”\"'")) if one in _BLANKS), None)
