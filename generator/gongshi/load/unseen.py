"""Unseen characters (看不见的字符): what no hand types and no eye sees, but a computer compares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongshi.errors import Saying

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff"
_MARKS = "\u00ad\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_TURNS = "\u202a-\u202e\u2066-\u2069"
_JOINERS = "\u200c-\u200f\u061c"
_JOINED = "\u0590-\u08ff\u0900-\u0fff\u1800-\u18af\ufb1d-\ufdff\ufe70-\ufefc"
_PICTURES = "\u2190-\u2bff\u3030\ufe0f\U0001f000-\U0001faff"
_UNSEEN = re.compile(
    f"[{_CONTROLS}{_MARKS}{_TURNS}\ufffd]+|(?<![{_JOINED}{_PICTURES}])[{_JOINERS}]+(?![{_JOINED}])"
)


def unseen(text: str) -> Iterator[tuple[int, int, Saying]]:
    r"""The line and column of each run of such characters in a text, and what to do about it.

    Emoji may be joined, and scripts that need joiners (Uyghur, Tibetan, Mongolian) keep them.

    >>> [(line, column) for line, column, _ in unseen("a: 1\n午\u200b餐: 👩\u200d🍳")]
    [(2, 2)]
    """
    if _is_plain(text):
        return
    line, start, last = 1, 0, 0
    for found in _UNSEEN.finditer(text):
        lines = text.count("\n", last, found.start())
        if lines:
            line, start = line + lines, text.rfind("\n", last, found.start()) + 1
        last = found.start()
        yield line, found.start() - start + 1, saying_of(found[0][0])


def _is_plain(text: str) -> bool:
    """Whether all is printable, line ends and wide spaces apart: faster than looking closely."""
    for usual in "\n\r\t\u3000":
        text = text.replace(usual, " ")
    return text.isprintable() and "\ufffd" not in text


def has_unseen(value: str) -> bool:
    r"""Whether a value has any, though its text has none: "\u202e" in double quotes."""
    return _UNSEEN.search(value) is not None


def saying_of(character: str) -> Saying:
    """What to do about one of them."""
    if character == "\ufffd":
        return Saying(
            "这里有坏字（�），请重新输入。", "a character here is damaged (�); type it again."
        )
    code = f"U+{ord(character):04X}"
    return Saying(
        f"这里有看不见的字符（{code}），请删去后重新输入。",
        f"there is an invisible character here ({code}); delete it and type again.",
    )
