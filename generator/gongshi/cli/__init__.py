"""Command line (命令行): `gongshi build`, `check`, `serve`, `new`, `holidays`, `schema` and more.

Exit status: 0 done; 1 the content has problems (listed, nothing lost); 2 called wrongly; 3 the
machine or the theme failed us. Messages are Chinese or English, after the locale. Each module
holds a group of commands and imports what does the work when the command is run, so that asking
for help stays quick.
"""

from __future__ import annotations

import sys

import click

from gongshi.cli.building import build_command, check_command
from gongshi.cli.describing import reference_command, schema_command
from gongshi.cli.helping import Group
from gongshi.cli.importing import import_command
from gongshi.cli.making import holidays_command, new
from gongshi.cli.printing import posters_command
from gongshi.cli.serving import serve_command
from gongshi.cli.surveying import coverage_command
from gongshi.cli.telling import CALLED_WRONGLY, DONE, FAILED, PROBLEMS, tell
from gongshi.cli.usage import told_usage
from gongshi.errors import GongshiError, InvalidContent, WrongUse
from gongshi.language import language, say
from gongshi.processes import collect_seldom

__all__ = ["gongshi", "main"]


@click.group(
    cls=Group,
    help=say(
        "公示：把学校的食谱和公示做成网站和海报。",
        "gongshi: what a county's schools make public, as a website and posters.",
    ),
)
@click.version_option(package_name="gongshi", help=say("显示版本", "show the version"))
def gongshi() -> None:
    """The group that holds every command."""


for command in (
    build_command,
    check_command,
    coverage_command,
    posters_command,
    serve_command,
    new,
    holidays_command,
    import_command,
    schema_command,
    reference_command,
):
    gongshi.add_command(command)


def main() -> None:
    """Run the command line; what goes wrong on purpose becomes a message and a status."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(_status())


def _status() -> int:
    """The command that was asked for, run; its exit status."""
    try:
        return gongshi(standalone_mode=False) or DONE
    except click.UsageError as error:
        told_usage(error)
        return CALLED_WRONGLY
    except click.Abort:
        click.echo(say("已停止。", "Stopped."), err=True)
        return PROBLEMS
    except InvalidContent as error:
        tell(error.problems)
        return PROBLEMS
    except GongshiError as error:
        click.echo(error.saying.in_(language()), err=True)
        return CALLED_WRONGLY if isinstance(error, WrongUse) else FAILED
