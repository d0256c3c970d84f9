"""Syntax errors (格式错误) of YAML in plain words, and where they really are."""

from __future__ import annotations

from typing import Any

from yaml import MarkedYAMLError, YAMLError

from gongshi.errors import Saying

_WORDS = (
    (
        "mapping values are not allowed",
        "这一行的缩进或冒号不对：同一层的内容要左边对齐，一行只写一个“名称: 内容”。",
        "the indentation or a colon is wrong: align what belongs together, one pair to a line",
    ),
    (
        "did not find expected key",
        "这一行和上面没有对齐，同一层的内容要左边对齐。",
        "this line is not aligned with those above it",
    ),
    (
        "did not find expected '-'",
        "列表的每一项都要以“- ”开头，并且左边对齐。",
        "each item of a list begins with “- ”, all aligned",
    ),
    (
        "could not find expected ':'",
        "这一行缺少冒号：请写成“名称: 内容”。",
        "a colon is missing here; write “name: value”",
    ),
    (
        "did not find expected ',' or",
        "从这里开始的括号没有写完，或里面少了一个逗号。",
        "the bracket that begins here is not closed, or a comma is missing in it",
    ),
    (
        "end of stream",
        "从这里开始的引号或括号没有写完。",
        "the quote or bracket that begins here is never closed",
    ),
    (
        "document indicator",
        "从这里开始的引号没有写完。",
        "the quote that begins here is never closed",
    ),
    (
        "escape",
        "双引号里的反斜杠 \\ 有特殊含义；请改用单引号。",
        "a backslash means something special in double quotes; use single quotes",
    ),
    (
        "cannot start any token",
        "这一行以不能用的符号开头，请给值加上英文引号。",
        "the line begins with a sign that must not; put the value in quotes",
    ),
    (
        "block sequence entries are not allowed",
        "“- ”不能写在这里，请另起一行并缩进。",
        "“- ” may not stand here; begin a new line and indent it",
    ),
    ("undefined alias", "不能用 *（引用）；若是文字请加英文引号。", "* is not accepted; quote it"),
    ("anchor", "不能用 &（锚点）；若是文字请加英文引号。", "& is not accepted; quote it"),
    ("alias", "不能用 *（引用）；若是文字请加英文引号。", "* is not accepted; quote it"),
    ("tag", "不能用 ! 标签；若是文字请加英文引号。", "! is not accepted; quote it"),
    ("incompatible YAML", "请删去以 % 开头的这一行。", "delete this line, which begins with %"),
    ("directive", "行首的 % 不能用；若是文字请加英文引号。", "a line must not begin with %"),
    ("document start", "“---”后面不能写内容，请删去它。", "nothing may follow “---”; take it out"),
    (
        "block scalar",
        "“|”或“>”后面的文字请另起一行并缩进。",
        "begin the text after “|” or “>” on a line of its own, indented",
    ),
    ("block end", "这一行和上面没有对齐，同一层的内容要左边对齐。", "this line is not aligned"),
)


_NEVER_CLOSED = ("end of stream", "document indicator", "expected ',' or", "expected ':'")


def saying_of(error: YAMLError) -> Saying:
    """What a clerk can do about it; the parser's own words stand behind, for whoever knows YAML."""
    if not isinstance(error, MarkedYAMLError):
        return Saying("这一行的写法读不懂，请核对。", "this line cannot be read; check it.")
    own = str(error.problem or error.context or "unreadable")
    sign = f"{error.problem} {error.context}"
    for known, zh, en in _WORDS:
        if known in sign:
            return Saying(zh, f"{en} (YAML: {own}).")
    return Saying("这一行的写法读不懂，请核对。", f"this line cannot be read (YAML: {own}).")


def mark_of(error: YAMLError) -> tuple[int, int, int]:
    """Line and column of the error, and the line where what it broke began, all from 0.

    For what is never closed, that is where it was opened.
    """
    if not isinstance(error, MarkedYAMLError):
        return 0, 0, 0
    problem: Any = error.problem_mark
    context: Any = error.context_mark
    if problem is None and context is None:
        return 0, 0, 0
    unclosed = any(one in str(error.problem) for one in _NEVER_CLOSED)
    mark = context if context is not None and (unclosed or problem is None) else problem
    return mark.line, mark.column, (context or problem).line
