"""Help (帮助): what `--help` says around our own words, in the reader's language.

Click's headings are English whatever the locale; here they are put in our words where they are
written, without touching click itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import click

from gongshi.language import say


class _Formatter(click.HelpFormatter):
    """Writes click's own headings in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        super().write_usage(prog, args, say("用法：", "Usage: ") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading, in our words and with a colon of its language."""
        self.write(say(f"{_HEADINGS.get(heading, heading)}：\n", f"{heading}:\n"))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Options or commands with what they are for, and click's own remarks behind it."""
        said = [(name, _REMARKS.sub(_remarks_said, text)) for name, text in rows]
        super().write_dl(said, col_max, col_spacing)


_REMARKS = re.compile(r"  \[(?:default: |required)[^\[]*\]$")


def _remarks_said(found: re.Match[str]) -> str:
    return say(found[0].replace("default: ", "默认 ").replace("required", "必填"), found[0])


_HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is in one language throughout."""

    context_class = _Context

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the command's name: [选项] and its arguments."""
        return _in_words(super().collect_usage_pieces(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, with our words beside it."""
        return _with_help(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands whose help is in one language throughout."""

    context_class = _Context
    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the group's name."""
        return _in_words(super().collect_usage_pieces(ctx))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, with our words beside it."""
        return _with_help(super().get_help_option(ctx))


def _in_words(pieces: list[str]) -> list[str]:
    return [say(_PIECES[one], one) if one in _PIECES else one for one in pieces]


_PIECES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}


def _with_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = say("显示这份说明", "show this help")
    return option


def command(name: str, *, help: str) -> Callable[[Callable[..., object]], Command]:  # noqa: A002 - as click's
    """What makes a command of a function."""
    return click.command(name, cls=Command, help=help)
