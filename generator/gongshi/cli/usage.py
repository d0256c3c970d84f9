"""Usage (用法): what click has to say of a command called wrongly, in the reader's language."""

from __future__ import annotations

import re

import click

from gongshi.errors import Saying
from gongshi.language import language, say


def told_usage(error: click.UsageError) -> None:
    """Tell what was wrong with the call, how the command is called, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if error.ctx is not None:
        path = error.ctx.command_path
        pieces = " ".join(error.ctx.command.collect_usage_pieces(error.ctx))
        click.echo(say(f"用法：{path} {pieces}", f"Usage: {path} {pieces}"), err=True)
        click.echo(say(f"说明：{path} --help\n", f"Help: {path} --help\n"), err=True)
    click.echo(usage_said(error).in_(language()), err=True)


def usage_said(error: click.UsageError) -> Saying:
    """What was wrong with a call; click's own words where there are no better ones."""
    match error:
        case click.MissingParameter():
            asked = _called(error)
            return Saying(f"缺少 {asked}，请补上。", f"{asked} is missing; add it.")
        case click.BadParameter():
            return Saying(*(f"{_called(error)}{sign}{error.message}" for sign in ("：", ": ")))
        case click.NoSuchOption():
            return _unknown("选项", "option", error.option_name, error.possibilities)
        case click.exceptions.NoSuchCommand():
            return _unknown("命令", "command", error.command_name, error.possibilities)
        case click.BadOptionUsage() if "does not take" in error.message:
            return Saying(
                f"{error.option_name} 后面不用写内容，请去掉“=”和后面的字。",
                f"{error.option_name} takes no value; leave out “=” and what follows.",
            )
        case click.BadOptionUsage():
            return Saying(
                f"{error.option_name} 后面要写内容，请补上。",
                f"{error.option_name} needs a value; add it.",
            )
    found = re.match(r"Got unexpected extra arguments? \((.*)\)", error.message)
    if found:
        return Saying(f"多了“{found[1]}”，请去掉。", f"“{found[1]}” is too much; leave it out.")
    return Saying(error.message, error.message)


def _called(error: click.BadParameter) -> str:
    """What the reader writes for a parameter: --today, CODE."""
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx).strip("[]") if error.param and error.ctx else "?"


def _unknown(zh: str, en: str, name: str, near: list[str] | None) -> Saying:
    if not near:
        return Saying(f"没有{zh}“{name}”。", f"there is no {en} “{name}”.")
    return Saying(
        f"没有{zh}“{name}”，您是不是想写“{near[0]}”？",
        f"there is no {en} “{name}”; did you mean “{near[0]}”?",
    )
