"""Template (样板): Jinja for YAML, where every value is written as a scalar and none as markup."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongshi.formats.yaml_text import flow, scalar


def filled(template: str, **values: object) -> str:
    """The text of a template of `files/` with values set in, each as a YAML scalar."""
    return _environment().get_template(template).render(values)


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
