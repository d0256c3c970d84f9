"""Importing (导入): `gongshi import`, inspections that another authority has published."""

from __future__ import annotations

from pathlib import Path

import click

from gongshi.cli.helping import command
from gongshi.cli.options import json_option, root_argument
from gongshi.cli.telling import tell_json
from gongshi.language import say


@command(
    "import", help=say("导入别处公布的检查（LIVES、FHRS）", "take over inspections (LIVES, FHRS)")
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("school")
@click.option(
    "--only", help=say("只要这个编号的单位", "only the place of this number"), metavar="NUMBER"
)
@root_argument
@json_option
def import_command(file: Path, school: str, only: str | None, root: Path, as_json: bool) -> None:
    """Write the inspections of a file into a school's folder; what is there already stays."""
    from gongshi.scaffold.inspection_import import import_inspections

    written = import_inspections(root, school, file, only)
    if as_json:
        tell_json({"written": [str(path) for path in written]})
    else:
        click.echo(say(f"新写了 {len(written)} 份检查。", f"{len(written)} inspection(s) written."))
