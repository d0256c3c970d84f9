"""Telling (报告): exit statuses, and how problems and new files are told to people and programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from gongshi.errors import Problem, Severity
from gongshi.language import language, say

DONE, PROBLEMS, CALLED_WRONGLY, FAILED = 0, 1, 2, 3


def tell(problems: tuple[Problem, ...]) -> None:
    """All problems, one a line, and how many they are."""
    for problem in problems:
        prefix = "" if problem.severity is Severity.ERROR else say("[提醒] ", "[warning] ")
        click.echo(prefix + problem.said_in(language()), err=True)
    errors = sum(1 for one in problems if one.severity is Severity.ERROR)
    if errors:
        files = len({one.path for one in problems})
        click.echo(
            say(
                f"共 {errors} 处问题，在 {files} 个文件里。",
                f"{errors} problem(s) in {files} file(s).",
            ),
            err=True,
        )


def tell_json(answer: object) -> None:
    """An answer for programs."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1))


def tell_made(paths: Iterable[Path], after: str = "", *, as_json: bool) -> None:
    """The files that were made, and what to do `after`."""
    if as_json:
        tell_json({"made": [str(path) for path in paths]})
        return
    for path in dict.fromkeys(map(_hidden_or_itself, paths)):
        click.echo(say(f"新建了 {path}", f"made {path}"))
    if after:
        click.echo(after)


def _hidden_or_itself(path: Path) -> Path:
    """A file, or the hidden folder it stands in, which is told as one."""
    return next((one for one in reversed(path.parents) if one.name.startswith(".")), path)


def as_data(problem: Problem) -> dict[str, str | int]:
    """A problem as JSON and SARIF have it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.saying.in_(language()),
    }
