"""Slips (笔误): what a hand used to Chinese typing gets wrong in YAML, found line by line.

A slip that cannot be meant otherwise is *certain*; the others only explain an error that YAML
itself found in the same line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.errors import Saying
from gongshi.load.keys import known_keys
from gongshi.week import weekday_named

ODD_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u202f"
_KEY = r"(?:- +)*[\w（）()./–—~-]{1,40}"


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: its line and column, a short code, what to do, and how sure we are of it."""

    line: int
    column: int
    code: str
    saying: Saying
    certain: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a slip looks like; its place is group 1, and `instead` would have been right."""

    code: str
    looks: re.Pattern[str]
    saying: Saying
    certain: bool = True
    needs_known_key: bool = False
    instead: str | None = None


WIDE_COLON = Saying(
    "这里是全角冒号“：”，请改成半角冒号加一个空格“: ”。",
    "this is a full-width colon; write “: ” (an ordinary colon and a space).",
)
NO_SPACE = Saying(
    "冒号后面缺一个空格，请写成“: ”。", "a space is missing after the colon; write “: ”."
)
WIDE_COMMA = Saying(
    "列表里用了中文逗号或顿号，请改成半角逗号加空格“, ”；若是一句话，请整句加英文引号。",
    "a Chinese comma stands inside the list; write “, ”, or quote the whole sentence.",
)
WIDE_SPACE = Saying(
    "这里有全角或特殊空格，请改成半角空格。",
    "there is a full-width or special space here; use an ordinary one.",
)
NO_DASH = Saying(
    "列表的每一项请写成“- ”（英文减号加一个空格）。",
    "begin each item of a list with “- ” (an ordinary dash and a space).",
)
NUMBERED = Saying(
    "列表的每一项请以“- ”开头，编号写在它后面或不写；若是长文字，上一行冒号后面加“|”，整段缩进。",
    "begin each item of a list with “- ” before or instead of its number; before long text put "
    "“|” after the colon above it, and indent the text.",
)
_NUMBERED = (
    r"[0-9]{1,2}[.、．](?![0-9])|[（(][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|第[一二三四五六七八九十]{1,3}条"
)
_TEXT_AFTER_BRACKET = Saying(
    "值以方括号或花括号开头，后面又有文字，请给整个值加上英文引号。",
    "the value begins with a bracket and goes on behind it; put the whole value in quotes.",
)
FIRST_LINE = Saying(
    "第一行前面多了空格，请删去，让各行左边对齐。",
    "the first line is indented; delete the spaces, so that all lines are aligned.",
)
NO_COLON = Saying("这后面缺一个半角冒号“:”。", "a colon “:” is missing after this.")
NO_KEY = Saying("冒号前面应该是一个名称，请补上。", "a name belongs before the colon; add it.")
_TAB = Saying(
    "缩进里有制表符（Tab），请改成空格。", "there is a tab in the indentation; use spaces."
)
BRACKET = Saying(
    "这里是全角括号，请改成半角 [ ] 或 { }。", "use ordinary brackets [ ] or { } here."
)
_SPECIAL = Saying(
    "值以特殊符号开头，请给整个值加上英文引号。",
    "the value begins with a special sign; put it in quotes.",
)
_WIDE_QUOTE = Saying('这里是中文引号，请改成英文引号 "。', 'use ordinary quotes " here.')
_OPEN_QUOTE = Saying(
    "从这里开始的引号没有写完，请补上另一半。", "the quote that begins here is never closed."
)
_COLON = Saying(
    "值里又有一个“冒号加空格”，请给整个值加上英文引号。",
    "the value holds another “: ”; put the whole value in quotes.",
)
_RULES = (
    _Rule("tab", re.compile(r"^[ -]*()\t+"), _TAB, instead="  "),
    _Rule("wide-space", re.compile(rf"^[ \t]*()[{ODD_SPACES}]+"), WIDE_SPACE, instead="  "),
    _Rule("wide-space", re.compile(rf"^ *{_KEY}:()[{ODD_SPACES}]+"), WIDE_SPACE, instead=" "),
    _Rule("wide-space", re.compile(rf"^ *-()[{ODD_SPACES}]+"), WIDE_SPACE, instead=" "),
    _Rule(
        "dash",
        re.compile(r"^ *()(?:－(?![0-9０-９.])|•|●|-(?=[^\s\-0-9]))"),
        NO_DASH,
        instead="- ",
    ),
    _Rule("numbered", re.compile(rf"^ *()(?:{_NUMBERED})(?! *:)"), NUMBERED, certain=False),
    _Rule("wide-colon", re.compile(rf"^ *{_KEY}()：(?=\s*(?:#|$))"), WIDE_COLON, instead=":"),
    _Rule(
        "wide-colon",
        re.compile(rf"^ *{_KEY}()："),
        WIDE_COLON,
        needs_known_key=True,
        instead=": ",
    ),
    _Rule("wide-colon", re.compile(rf"^ *{_KEY}()："), WIDE_COLON, certain=False),
    _Rule(
        "no-colon",
        re.compile(r"^ *\w{1,40}()\s*(?:#.*)?$"),
        NO_COLON,
        needs_known_key=True,
        instead=":",
    ),
    _Rule("key", re.compile(r"^ *(?:- +)*():(?= |$)"), NO_KEY),
    _Rule(
        "no-space",
        re.compile(rf"^ *{_KEY}():(?=[^\s:：/])"),
        NO_SPACE,
        needs_known_key=True,
        instead=": ",
    ),
    _Rule("no-space", re.compile(rf"^ *{_KEY}():(?=[^\s:：/])"), NO_SPACE, certain=False),
    _Rule(
        "wide-comma",
        re.compile(r"(?:[:：\-] *|^ *)[\[{][^\]}\"'（(]*?()[，、；]"),
        WIDE_COMMA,
        certain=False,
        instead=",",
    ),
    _Rule("wide-bracket", re.compile(r"(?:: |- )()[［【｛]"), BRACKET, certain=False),
    _Rule(
        "special",
        re.compile(r"(?:: +|- +)()(?:\[[^\[\]]*\]|\{[^{}]*\}) *(?=[^\s,\]}:#])"),
        _TEXT_AFTER_BRACKET,
        certain=False,
    ),
    _Rule("special", re.compile(r"(?:: +|- +)()[%@`](?!$)"), _SPECIAL),
    _Rule("special", re.compile(r"(?:: +|- +)()[*&!]"), _SPECIAL, certain=False),
    _Rule("wide-quote", re.compile(r"(?:: |- )()[“”‘’]"), _WIDE_QUOTE, certain=False),
    _Rule(
        "colon-in-value",
        re.compile(rf"^ *{_KEY}: +[^\"'|>\[{{\s#][^\"'#]*?(): "),
        _COLON,
        certain=False,
    ),
)
_BLOCK = re.compile(r"(?:[:-]|^) *[|>][+-]?\d*[+-]?\s*(?:#.*)?$")


def slips(text: str, *, only_certain: bool = False) -> Iterator[Slip]:
    """The first slip of each line, down the text; block texts (|, >) and comments are left out."""
    for number, line in _lines(text):
        found = _first(line, only_certain=only_certain)
        if found:
            match, rule = found
            yield Slip(number, match.start(1) + 1, rule.code, rule.saying, rule.certain)


def open_quote(text: str, last: int) -> Slip | None:
    """The first quote, up to a line (from 1), that its own line does not close."""
    found = [
        (number, match)
        for number, line in _lines(text)
        if number <= last and (match := _QUOTE.search(line))
    ]
    if not found:
        return None
    number, match = found[0]
    return Slip(number, match.start(1) + 1, "quote", _OPEN_QUOTE, certain=False)


_QUOTE = re.compile(r"""(?:: +|- +|[\[{,] *)()(?:"[^"]*|'[^']*)$""")


def put_right(text: str) -> str:
    """The text without the slips that are certain, each line at its place, to be read further."""
    lines = text.splitlines(keepends=True)
    for number, line in _lines(text):
        right = line
        for _ in range(3):
            found = _first(right, only_certain=True)
            if found is None or found[1].instead is None:
                break
            right = right[: found[0].start(1)] + found[1].instead + right[_end(found[0]) :]
        lines[number - 1] = lines[number - 1].replace(line, right, 1)
    return "".join(lines)


def _end(match: re.Match[str]) -> int:
    """Where what is to be replaced ends: a lookahead takes nothing, a colon itself one sign."""
    return max(match.start(1), match.end())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines in which a slip may stand."""
    block: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (not stripped or indent > block):
            continue
        block = indent if _BLOCK.search(line) else None
        if stripped and not stripped.startswith("#"):
            yield number, line


def _first(line: str, *, only_certain: bool) -> tuple[re.Match[str], _Rule] | None:
    short = line[:400]
    found = [
        (match, rule)
        for rule in _RULES
        if (rule.certain or not only_certain)
        and (match := rule.looks.search(short))
        and not (rule.needs_known_key and not _is_known(short[: match.start(1)]))
    ]
    return min(found, key=lambda one: (one[0].start(1), not one[1].certain)) if found else None


def _is_known(key: str) -> bool:
    name = key.strip().lstrip("- ").strip()
    return name in known_keys() or weekday_named(name) is not None
