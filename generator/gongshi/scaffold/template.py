"""Template (样板): Jinja for YAML, where every value is written as a scalar and none as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_PLAIN = re.compile(r"\w[\w（）()·.、，；。–—/:-]*(?: [\w（）()·.、，；。–—/:-]+)*")
_WIDE = re.compile("[，、；]")
_COLON = re.compile(r":(?!\d)")


def filled(template: str, **values: object) -> str:
    """The text of a template of `files/` with values set in, each as a YAML scalar."""
    return _environment().get_template(template).render(values)


def scalar(value: object) -> str:
    """A value as YAML reads it back: plain where that is safe, else in quotes.

    >>> scalar("青禾县"), scalar("a: b"), scalar("- x"), scalar(80), scalar("")
    ('青禾县', '"a: b"', '"- x"', '80', '""')
    """
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not _COLON.search(text)
    return text if plain else _quoted(text)


def flow(value: object) -> str:
    """A mapping, list or value on one line.

    >>> flow({"大米": {"1–3年级": 80, "4–6年级": 100}}), flow(["小班", "大班"])
    ('{大米: {1–3年级: 80, 4–6年级: 100}}', '[小班, 大班]')
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return _quoted(str(value)) if _WIDE.search(str(value)) else scalar(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class _AsItStands(str):
    """Text that is YAML already, or stands inside a remark or a longer value."""

    __slots__ = ()


def _inside(value: object) -> _AsItStands:
    """Text within a remark or a sentence: on one line, without what would end it."""
    return _AsItStands(" ".join(str(value).replace(": ", "：").replace(" #", " ").split()))


def _finalize(value: object) -> str:
    return value if isinstance(value, _AsItStands) else scalar(value)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "files", encoding="utf-8"),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=False,  # noqa: S701 - what is written is YAML; `_finalize` guards it
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(inside=_inside, flow=lambda value: _AsItStands(flow(value)))
    return environment
