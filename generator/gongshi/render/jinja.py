"""Jinja (模板引擎) for views: what it compiles templates into is nearer to plain Python.

Views are objects and never mappings, and nearly all they say is words. Jinja's own code asks
attributes and items of any value and wraps every text it puts out, which was half of a page's time.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from markupsafe import Markup, escape

from gongshi.theme import layers

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping


def environment_for(theme: Path, cache: Path | None) -> Environment:
    """The environment of a theme's templates; compiled ones are kept in the folder `cache`."""
    return _Environment(
        loader=FileSystemLoader(layers(theme)),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(cache),
    )


def escaped(value: object) -> str:
    """A value as it stands in HTML.

    >>> escaped("红烧肉"), escaped("<b>"), escaped(Markup("<b>")), escaped(80)
    ('红烧肉', Markup('&lt;b&gt;'), Markup('<b>'), '80')
    """
    if type(value) is str:
        return value if value.isalnum() or not _special(value) else escape(value)
    if type(value) is int:
        return str(value)
    return value if type(value) is Markup else escape(value)


_special = re.compile("[&<>\"']").search


class _Generator(CodeGenerator):
    """Writes names, items and calls as Python has them, and puts texts out through `escaped`."""

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        """What a template or a block says, gathered as macros gather it, and handed on at once."""
        if frame.buffer is not None:
            super().blockvisit(body, frame)
            return
        self.buffer(frame)
        super().blockvisit(body, frame)
        self.writeline(f"yield concat({frame.buffer})")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802 - likewise
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    @optimizeconst
    def visit_Call(  # noqa: N802 - likewise
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT002
    ) -> None:
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write(")")


class _Environment(Environment):
    """An environment whose templates are compiled so."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees, as one dict: Jinja's chain of them is copied for each page."""
        return {**self.globals, **(d or {})}


def _compiled(folder: Path | None) -> FileSystemBytecodeCache | None:
    """The templates compiled before, by this very compiler: its digest is part of their names."""
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    ours = sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    return FileSystemBytecodeCache(str(folder), f"views_{ours}_%s.cache")
