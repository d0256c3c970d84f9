"""Typst source (排版源码): values written as literals, so that no text can become a command.

A poster is Typst source made by Jinja. Whatever a template prints passes through `literal` and
`shown`: the source then holds data only inside quotation marks, exactly as it was written.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import accumulate
from math import isfinite
from typing import TYPE_CHECKING

from gongshi.errors import Saying, ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUBSTITUTE = "〓"
"""What is printed for a character that the font does not have, as type-setters always did."""

_LARGEST = 2**63 - 1
_DEEPEST = 12
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\u200b\u200d")


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
    return f'"{"".join(map(_character, text))}"' if _AWKWARD.search(text) else f'"{text}"'


_AWKWARD = re.compile(
    r'[\\"\x00-\x1f\x7f-\xa0\xad\u0600-\u0605\u061c\u200b-\u200f\u2028-\u202f'
    r"\u205f-\u206f\ud800-\udfff\ufe00-\ufe0f\ufeff\ufff0-\uffff]|[^\0-\uffff]"
)


def _character(one: str) -> str:
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
    is left out, for on paper it could only mislead.

    >>> shown(["a\tb\x00", {"name": "rice\u202eecir"}])
    ['a b', {'name': 'riceecir'}]
    """
    if isinstance(value, str):
        return _seen(value) if _AWKWARD.search(value) else value
    if isinstance(value, Mapping):
        return {key: shown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: shown(getattr(value, each.name)) for each in fields(value)}
    return value


def _seen(text: str) -> str:
    return "".join(filter(None, map(_seen_as, text.replace("\r\n", "\n"))))


def _seen_as(one: str) -> str:
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


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Which characters a font has: the first and last of each run, in order of code."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, font: Path) -> Glyphs:
        """The characters of the third face of an OpenType collection, Noto's Simplified Chinese.

        Reads the character map in its 32-bit form (OpenType `cmap`, format 12).
        """
        runs = sorted(_runs(font.read_bytes()))
        ends = accumulate((end for _, end in runs), max)
        return cls(tuple(start for start, _ in runs), tuple(ends))

    def __contains__(self, character: str) -> bool:
        """Whether the font can draw it."""
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]

    def cover(self, source: str) -> tuple[str, tuple[str, ...]]:
        """The source with 〓 for every character the font lacks, and those characters, sorted.

        A picture made of several (👨‍👩‍👧, a skin tone, a variation) becomes one 〓, and so does a
        letter with the marks above and below it.
        """
        missing = {one for one in set(source) if one >= " " and one not in self and not _joins(one)}
        if not missing:
            return source, ()
        one = _any_of(missing) + _any_of({mark for mark in missing if _is_mark(mark)}, "*")
        joined = r"(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\\u\{200d\}" + one + ")*"
        return re.sub(one + joined, SUBSTITUTE, source), tuple(sorted(missing))


def _any_of(characters: set[str], often: str = "") -> str:
    """A pattern for any of some characters, so often; for nothing where there are none."""
    return f"[{re.escape(''.join(sorted(characters)))}]{often}" if characters else ""


def _joins(one: str) -> bool:
    """Whether a character has no form of its own: it joins others or chooses a form of them."""
    return unicodedata.category(one) == "Cf" or bool(_VARIATION.match(one))


_VARIATION = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _is_mark(one: str) -> bool:
    return unicodedata.category(one) == "Mn"


_SIMPLIFIED = 2


def _runs(data: bytes) -> Iterator[tuple[int, int]]:
    faces = struct.unpack_from(">4sIII", data)[3] if data[:4] == b"ttcf" else 0
    face = 12 + 4 * min(_SIMPLIFIED, max(faces - 1, 0))
    offset = struct.unpack_from(">I", data, face)[0] if faces else 0
    for number in range(struct.unpack_from(">H", data, offset + 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, offset + 12 + 16 * number)
        if tag == b"cmap":
            yield from _mapped(data, start)


def _mapped(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", data, cmap + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", data, start)[0] == 12:
            for group in range(struct.unpack_from(">I", data, start + 12)[0]):
                first, last, _ = struct.unpack_from(">III", data, start + 16 + 12 * group)
                yield first, last
