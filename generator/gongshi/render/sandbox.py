"""Sandbox (沙箱): the Jinja of poster templates, which use what they are given and nothing else.

Jinja's own sandbox keeps templates from Python's inner parts, but not from the methods of the
values they are given, and a library's may do anything: pydantic's `parse_raw` unpickles. So here a
template may call what this program made (views and models are pure) and what texts, numbers and
days can do by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    DictLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    Undefined,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from gongshi.kinds import kinds
from gongshi.render.typst_source import interpolated
from gongshi.theme import layers

FAULTS = (
    TemplateError,
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)
"""What a template at fault may raise."""

OWN = "own/"
"""Before the name of a school's own template."""

_PLAIN = (str, int, float, date, tuple, list, Mapping)


def sandbox(theme: Path, own: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """The environment of a theme's poster templates, and of a school's `own` by file name.

    Those of the theme may also be called `theme:notice.typ.jinja`, as own ones do that extend
    them. Values are written as Typst literals.
    """
    files: BaseLoader = FileSystemLoader([folder / "posters" for folder in layers(theme)])
    ours = DictLoader({f"{OWN}{name}": text for name, text in own.items()})
    return _Sandbox(
        loader=ChoiceLoader([ours, PrefixLoader({"theme": files}, ":"), files]),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # not HTML: finalize makes every value a literal
        finalize=_written,
    )


def line_of(error: BaseException) -> int:
    """The line of a school's own template in which something went wrong; 1 where none is known."""
    if isinstance(said := getattr(error, "lineno", None), int):
        return said
    line, step = 1, error.__traceback__
    while step is not None:
        # Jinja calls what it compiled from a text, not from a file, by this name.
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, closed further."""

    def is_safe_callable(self, obj: object) -> bool:
        """Whether a template may call it: what is ours, Jinja's, or a plain value's own."""
        if not super().is_safe_callable(obj):
            return False
        if obj is dict or isinstance(getattr(obj, "__self__", None), _PLAIN):
            return True
        module = str(getattr(obj, "__module__", ""))
        return module.partition(".")[0] in _ours()

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Whether a template may see it: of a model, what we say and nothing of pydantic's."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        return not isinstance(obj, BaseModel) or attr in _said_by(type(obj))


@cache
def _ours() -> frozenset[str]:
    """Jinja, this program and the packages that bring kinds."""
    packages = (kind.__module__.partition(".")[0] for kind in kinds().values())
    return frozenset(("gongshi", "jinja2", *packages))


@cache
def _said_by(model: type[BaseModel]) -> frozenset[str]:
    """The fields, properties and methods of a model and of those it derives from."""
    ours = (one for one in model.__mro__ if not one.__module__.startswith("pydantic"))
    return frozenset(model.model_fields).union(*(vars(one) for one in ours))


def _written(value: object) -> str:
    """What a template writes for a value; a name it should not use is its fault, told as such."""
    return interpolated(str(value) if isinstance(value, Undefined) else value)
