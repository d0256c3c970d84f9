"""Slips (笔误): what a hand used to Chinese typing gets wrong in YAML, found line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.errors import Saying

ODD_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u202f"
_KEY = r"(?:- +)*[\w（）()./–—~-]{1,40}"


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: its line and column, a short code, and what to do about it."""

    line: int
    column: int
    code: str
    saying: Saying


WIDE_COLON = Saying(
    "这里是全角冒号“：”，请改成半角冒号加一个空格“: ”。",
    "this is a full-width colon; write “: ” (an ordinary colon and a space).",
)
NO_SPACE = Saying(
    "冒号后面缺一个空格，请写成“: ”。", "a space is missing after the colon; write “: ”."
)
WIDE_COMMA = Saying(
    "列表里用了中文逗号或顿号，请改成半角逗号加空格“, ”。",
    "a Chinese comma stands inside the list; write “, ”.",
)
WIDE_SPACE = Saying(
    "这里有全角或特殊空格，请改成半角空格。",
    "there is a full-width or special space here; use an ordinary one.",
)
_RULES = (
    (
        "tab",
        re.compile(r"^ *()\t"),
        Saying(
            "缩进里有制表符（Tab），请改成空格。", "there is a tab in the indentation; use spaces."
        ),
    ),
    ("wide-space", re.compile(rf"^[ \t]*()[{ODD_SPACES}]"), WIDE_SPACE),
    ("wide-space", re.compile(rf"^ *{_KEY}:()[{ODD_SPACES}]"), WIDE_SPACE),
    ("wide-colon", re.compile(rf"^ *{_KEY}()："), WIDE_COLON),
    ("no-space", re.compile(rf"^ *{_KEY}()[:：](?=[^\s:：/])"), NO_SPACE),
    ("wide-comma", re.compile(r"(?:[:：\-] *|^ *)[\[{][^\]}\"']*?()[，、；]"), WIDE_COMMA),
    (
        "wide-bracket",
        re.compile(r"(?:: |- )()[［【｛]"),
        Saying("这里是全角括号，请改成半角 [ ] 或 { }。", "use ordinary brackets [ ] or { } here."),
    ),
    (
        "quote",
        re.compile(r"(?:: |- )()[%@`*&!]"),
        Saying(
            "值以特殊符号开头，请给整个值加上英文引号。",
            "the value begins with a special sign; put it in quotes.",
        ),
    ),
    (
        "wide-quote",
        re.compile(r"(?:: |- )()[“”‘’]"),
        Saying("这里是中文引号，请改成英文引号 \"。", 'use ordinary quotes " here.'),
    ),
    (
        "colon-in-value",
        re.compile(rf"^ *{_KEY}: +[^\"'|>\[{{\s#][^\"'#]*?(): "),
        Saying(
            "值里又有一个“冒号加空格”，请给整个值加上英文引号。",
            "the value holds another “: ”; put the whole value in quotes.",
        ),
    ),
)
_BLOCK = re.compile(r"(?:[:-]|^) *[|>][+-]?\d*[+-]?\s*(?:#.*)?$")


def slips(text: str) -> Iterator[Slip]:
    """The first slip of each line, down the text; block texts (|, >) and comments are left out."""
    block: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not stripped or indent > block):
            continue
        block = indent if _BLOCK.search(line) else None
        if stripped and not stripped.startswith("#"):
            yield from _first(line, number)


def _first(line: str, number: int) -> Iterator[Slip]:
    found = [
        (match.start(1), code, saying)
        for code, rule, saying in _RULES
        if (match := rule.search(line))
    ]
    if found:
        column, code, saying = min(found, key=lambda slip: slip[0])
        yield Slip(number, column + 1, code, saying)
