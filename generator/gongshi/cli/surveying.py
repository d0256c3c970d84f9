"""Surveying (清点): `gongshi coverage`, which school has published what, on any day."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongshi.cli.helping import command
from gongshi.cli.options import OneOf, root_argument, today_option
from gongshi.cli.telling import DONE, PROBLEMS, tell
from gongshi.clock import today as this_day
from gongshi.language import say

if TYPE_CHECKING:
    from gongshi.coverage import Coverage


@command("coverage", help=say("各校公示情况，任何一天", "who has published what, on any day"))
@root_argument
@today_option
@click.option(
    "--format",
    "form",
    type=OneOf(["text", "csv", "json"]),
    default="text",
    help=say("表格的格式", "the table's form"),
)
def coverage_command(root: Path, today: date | None, form: str) -> None:
    """Print the matrix of a day; schools with problems are told and have no row."""
    from gongshi.coverage import as_csv, as_json
    from gongshi.survey import coverage_on

    coverage, problems = coverage_on(root, today or this_day())
    tell(problems)
    if form == "text":
        click.echo("\n".join(_lines(coverage)))
    else:
        made = as_csv(coverage) if form == "csv" else as_json(coverage, "")
        click.echo(made.decode(), nl=False)
    sys.exit(PROBLEMS if problems else DONE)


def _lines(coverage: Coverage) -> list[str]:
    """Each duty with how many have published, then each school that has not."""
    from gongshi.duty import Standing

    lines = [say(f"{coverage.day} 的公示情况：", f"Published on {coverage.day}:")]
    for place, asked in enumerate(coverage.asked):
        lines.append(f"{asked.duty.name}　{asked.done}/{asked.of}")
        lines += [
            f"  {row.school.name}：{row.cells[place].standing.label}"
            for row in coverage.rows
            if row.cells[place].standing in (Standing.MISSING, Standing.NOT_DUE)
        ]
    return lines
