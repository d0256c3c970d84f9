"""Typst source (排版源码): values written as literals, so that no text can become a command.

A poster is Typst source made by Jinja. Whatever a template prints passes through `literal` and
`shown`: the source then holds data only inside quotation marks, exactly as it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import TYPE_CHECKING

from gongshi.errors import Saying, ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST = 2**63 - 1
_DEEPEST = 12
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\u180e\u200b\u200c\u200d")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_ISOLATE, _END = "\u2067", "\u2069"


def literal(value: object, depth: int = 0) -> str:
    r"""A value as Typst source that evaluates to that value and to nothing else.

    Texts, numbers, booleans, None, sequences, mappings with text keys and dataclasses have one;
    anything else raises ThemeError.

    >>> print(literal('#read("/etc/passwd") \\ *fat*'))
    "#read(\"/etc/passwd\") \\ *fat*"
    >>> print(literal([1, 2.5, True, None]), literal(("one",)), literal({"n": ()}), literal({}))
    (1, 2.5, true, none) ("one",) ("n": ()) (:)
    """
    if depth > _DEEPEST:
        raise _not_printable(value)
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return {None: "none", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return _number(value)
    return _many(value, depth + 1)


def _text(text: str) -> str:
    return f'"{_AWKWARD.sub(_character, text)}"'


_AWKWARD = re.compile(
    r'[\\"\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u200b-\u200f\u2028-\u202f'
    r"\u205f-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff]|[^\0-\uffff]"
)


def _character(found: re.Match[str]) -> str:
    one = found[0]
    if one in _ESCAPES:
        return _ESCAPES[one]
    category = unicodedata.category(one)
    if category == "Cs":
        return "\\u{fffd}"
    return f"\\u{{{ord(one):x}}}" if category in _UNSEEN else one


def _number(value: float) -> str:
    if isinstance(value, int):
        if abs(value) > _LARGEST:
            raise _not_printable(value)
        return str(int(value))
    if not isfinite(value):
        raise _not_printable(value)
    return repr(float(value))


def _many(value: object, depth: int) -> str:
    if isinstance(value, Mapping):
        return _dictionary(value.items(), depth)
    if is_dataclass(value) and not isinstance(value, type):
        named = ((each.name, getattr(value, each.name)) for each in fields(value))
        return _dictionary(named, depth)
    if isinstance(value, list | tuple):
        items = [literal(item, depth) for item in value]
        return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
    raise _not_printable(value)


def _dictionary(items: Iterable[tuple[object, object]], depth: int) -> str:
    pairs = []
    for key, item in items:
        if not isinstance(key, str):
            raise _not_printable(key)
        pairs.append(f"{_text(key)}: {literal(item, depth)}")
    return f"({', '.join(pairs)})" if pairs else "(:)"


def _not_printable(value: object) -> ThemeError:
    kind = type(value).__name__
    return ThemeError(
        Saying(
            f"海报模板要印出 {kind}（{value!r:.60}），它没有 Typst 写法。",
            f"a poster's template prints a {kind} ({value!r:.60}), which Typst has no word for.",
        )
    )


def shown(value: object) -> object:
    r"""The value with its texts as paper can show them: without invisible controls.

    A tab is a space; what turns the direction of writing around, or is no character at all,
    is left out, for on paper it could only mislead. A line that begins in a script written to the
    left is marked as one (Unicode UAX #9, rules P2 and P3), so that its full stop ends it.

    >>> shown(["a\tb\x00", {"name": "rice\u202eecir"}])
    ['a b', {'name': 'riceecir'}]
    >>> print(ascii(shown("通知\n\u0626\u0627\u064a.")))
    '\u901a\u77e5\n\u2067\u0626\u0627\u064a.\u2069'
    """
    if isinstance(value, str):
        seen = _AWKWARD.sub(_seen_as, value.replace("\r\n", "\n"))
        return "\n".join(map(_marked, seen.split("\n"))) if _LEFTWARD.search(seen) else seen
    if isinstance(value, Mapping):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: shown(getattr(value, each.name)) for each in fields(value)}
    return value


def _marked(line: str) -> str:
    """A line in an isolate of its own where its first letter is written to the left."""
    classes = map(unicodedata.bidirectional, line)
    first = next((one for one in classes if one in {"L", "R", "AL"}), "L")
    return line if first == "L" else f"{_ISOLATE}{line}{_END}"


def _seen_as(found: re.Match[str]) -> str:
    one = found[0]
    if one in _KEPT:
        return one
    category = unicodedata.category(one)
    if category == "Cs":
        return "\ufffd"
    if category in {"Zl", "Zp"}:
        return "\n"
    if category == "Cc":
        return " " if one.isspace() else ""
    return "" if category == "Cf" else one


def interpolated(value: object) -> str:
    """What Jinja writes for `<< value >>`: the literal of the value as paper shows it."""
    return literal(shown(value))
