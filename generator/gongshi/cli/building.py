"""Building (生成与检查): `gongshi build` and `gongshi check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongshi.cli.helping import command
from gongshi.cli.options import (
    Folder,
    OneOf,
    Whole,
    json_option,
    posters_option,
    root_argument,
    today_option,
)
from gongshi.cli.telling import DONE, PROBLEMS, as_data, tell, tell_json
from gongshi.clock import today as this_day
from gongshi.errors import Problem, Severity
from gongshi.language import say

if TYPE_CHECKING:
    from gongshi.build import Order, Report


@command("build", help=say("生成整个网站", "build the whole site"))
@root_argument
@click.option(
    "--out", type=Folder(), help=say("放在哪里（默认 ROOT/site）", "where to (ROOT/site)")
)
@today_option
@click.option(
    "--jobs",
    type=Whole(1, 256),
    default=os.cpu_count() or 1,
    help=say("用几个进程", "how many processes"),
)
@posters_option
@json_option
def build_command(
    root: Path, out: Path | None, today: date | None, jobs: int, posters: bool, as_json: bool
) -> None:
    """Build a site and say what became of it."""
    from gongshi.build import Order, build
    from gongshi.processes import workers

    order = Order(root, out or root / "site", today or this_day(), posters=posters)
    with workers(jobs) as pool:
        report = build(order, pool, _progress())
    if as_json:
        tell_json(_as_answer(order, report))
    else:
        _tell_report(order, report)
    sys.exit(PROBLEMS if report.has_errors else DONE)


@command("check", help=say("只检查，不生成", "check everything, build nothing"))
@root_argument
@today_option
@click.option(
    "--posters/--no-posters",
    default=True,
    help=say("本周和下周的海报能不能看清也检查", "also whether what hangs can be read"),
)
@click.option(
    "--site",
    type=Folder(),
    help=say("已生成的网站，没变的海报不再排（默认 ROOT/site）", "the built site (ROOT/site)"),
)
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "json", "sarif"]),
    default="text",
    help=say("报告的格式", "the report's form"),
)
@json_option
def check_command(
    root: Path, today: date | None, posters: bool, site: Path | None, form: str, as_json: bool
) -> None:
    """List everything that is wrong with a site's content, and what cannot be read on a wall."""
    from gongshi.formats.sarif import sarif

    problems = _checked(root, today or this_day(), site or root / "site", posters=posters)
    if as_json or form == "json":
        tell_json([as_data(one) for one in problems])
    elif form == "sarif":
        click.echo(sarif([as_data(one) for one in problems]))
    else:
        tell(problems)
        if not problems:
            click.echo(say("内容没有问题。", "The content has no problem."))
    errors = any(one.severity is Severity.ERROR for one in problems)
    sys.exit(PROBLEMS if errors else DONE)


def _checked(root: Path, day: date, site: Path, *, posters: bool) -> tuple[Problem, ...]:
    from gongshi.build import check

    if not posters:
        return check(root, day)
    from gongshi.printing.proofs import Proofs

    with Proofs(root, site) as proofs:
        return check(root, day, proofs)


def _progress() -> Callable[[str, int, int], None]:
    """On a terminal, one line that counts the schools; nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda code, done, of: None
    return lambda code, done, of: click.echo(
        f"\r\033[K[{done}/{of}] {code}" + ("\n" if done == of else ""), err=True, nl=False
    )


def _as_answer(order: Order, report: Report) -> dict[str, object]:
    return {
        "out": str(order.out),
        "written": report.written,
        "removed": report.removed,
        "files": report.files,
        "schools": report.schools,
        "held": report.held,
        "problems": [as_data(one) for one in report.problems],
    }


def _tell_report(order: Order, report: Report) -> None:
    tell(report.problems)
    for code in report.held:
        if code in report.unpublished:
            zh = f"{code}：有问题，还没有发布过；改好以后再运行一次。"
            en = f"{code}: has problems and was never published; put them right and build again."
            click.echo(say(zh, en), err=True)
            continue
        click.echo(
            say(
                f"{code}：有问题，网站上仍是它上次发布的内容。",
                f"{code}: has problems; what it published before stays on the site.",
            ),
            err=True,
        )
    published = len(report.schools) - len(report.unpublished)
    click.echo(
        say(
            f"{published} 所学校，{report.files} 个文件：写了 {report.written} 个，"
            f"删了 {report.removed} 个。请打开 {order.out / 'index.html'}",
            f"{published} school(s), {report.files} files: {report.written} written, "
            f"{report.removed} removed. Open {order.out / 'index.html'}",
        )
    )
