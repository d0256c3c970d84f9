"""Command line (命令行): `gongshi build`, `check`, `serve`, `new`, `schema`, `reference`.

Exit status: 0 done; 1 the content has problems (listed, nothing lost); 2 called wrongly; 3 the
machine or the theme failed us. Messages are Chinese or English, after the locale.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from gongshi.build import Order, Report, build, check
from gongshi.clock import today as this_day
from gongshi.errors import (
    GongshiError,
    InvalidContent,
    Problem,
    Severity,
    WrongUse,
)
from gongshi.formats.sarif import sarif
from gongshi.language import language, say
from gongshi.processes import collect_seldom, workers
from gongshi.week import NotADay, parse_day

DONE, PROBLEMS, CALLED_WRONGLY, FAILED = 0, 1, 2, 3


class _Day(click.ParamType[date]):
    name = "DATE"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except NotADay as error:
            self.fail(error.saying.in_(language()), param, ctx)


_ROOT = click.argument(
    "root", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[ROOT]"
)
_TODAY = click.option(
    "--today", type=_Day(), help=say("当作是哪一天（默认今天）", "the day to build for (today)")
)
_JSON = click.option(
    "--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "answer as JSON")
)

_POSTERS = click.option(
    "--posters/--no-posters", default=True, help=say("是否做海报", "whether to make posters")
)


@click.group(
    help=say(
        "公示：把学校的食谱和公示做成网站和海报。",
        "gongshi: what a county's schools make public, as a website and posters.",
    )
)
@click.version_option(package_name="gongshi")
def gongshi() -> None:
    """The group that holds every command."""


@gongshi.command("build", help=say("生成整个网站", "build the whole site"))
@_ROOT
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("放在哪里（默认 ROOT/site）", "where to (ROOT/site)"),
)
@_TODAY
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    help=say("用几个进程", "how many processes"),
)
@_POSTERS
@_JSON
def build_command(
    root: Path, out: Path | None, today: date | None, jobs: int, posters: bool, as_json: bool
) -> None:
    """Build a site and say what became of it."""
    order = Order(root, out or root / "site", today or this_day(), posters=posters)
    with workers(jobs) as pool:
        report = build(order, pool, _progress())
    _tell_report(order, report, as_json=as_json)
    sys.exit(PROBLEMS if report.has_errors else DONE)


@gongshi.command("check", help=say("只检查内容，不生成", "check the content, build nothing"))
@_ROOT
@_TODAY
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help=say("报告的格式", "the report's form"),
)
@_JSON
def check_command(root: Path, today: date | None, form: str, as_json: bool) -> None:
    """List everything that is wrong with a site's content."""
    problems = check(root, today or this_day())
    if as_json or form == "json":
        click.echo(json.dumps([_as_data(one) for one in problems], ensure_ascii=False, indent=1))
    elif form == "sarif":
        click.echo(sarif([_as_data(one) for one in problems]))
    else:
        _tell(problems)
        if not problems:
            click.echo(say("内容没有问题。", "The content has no problem."))
    errors = any(one.severity is Severity.ERROR for one in problems)
    sys.exit(PROBLEMS if errors else DONE)


@gongshi.command("serve", help=say("预览：改了就自己刷新", "preview, reloading at every change"))
@_ROOT
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help=say("端口（0：随便一个）", "port (0: any)"),
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=say("地址；0.0.0.0 让同一网络里的人也能看", "address; 0.0.0.0 lets others see"),
)
@_TODAY
@_POSTERS
def serve_command(root: Path, port: int, host: str, today: date | None, posters: bool) -> None:
    """Show a site and keep it up to date until Ctrl-C."""
    from gongshi.serve import Preview, Terminal, serve

    serve(Preview(root, host, port, today, posters=posters), Terminal(click.echo, _tell))


class _New(click.Group):
    """Beside its own commands, one for each kind of document that the scaffold can begin."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from gongshi.scaffold import drafts

        return [*super().list_commands(ctx), *drafts()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from gongshi.scaffold import drafts

        own = super().get_command(ctx, cmd_name)
        return own or (_new_document(cmd_name) if cmd_name in drafts() else None)


@gongshi.group(
    "new", cls=_New, help=say("新建网站、学校或一份内容", "make a site, a school or a document")
)
def new() -> None:
    """The group of commands that make files to start from."""


@new.command("site", help=say("新建一个马上能用的小网站", "make a small site that works at once"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", default="示例县", show_default=True, help=say("县名", "the county's name"))
def new_site_command(folder: Path, name: str) -> None:
    """Make a site in an empty folder."""
    from gongshi.scaffold import new_site

    _tell_made(new_site(folder, name, this_day()))
    click.echo(say(f"现在可以预览：gongshi serve {folder}", f"Now see it: gongshi serve {folder}"))


@new.command("school", help=say("新建一所学校", "make a school"))
@click.argument("code", metavar="CODE")
@_ROOT
@click.option("--name", required=True, help=say("校名", "the school's name"))
@click.option("--stage", required=True, help=say("学段，如 小学", "its stage, such as primary"))
def new_school_command(code: str, root: Path, name: str, stage: str) -> None:
    """Make a school's folder and its first files."""
    from gongshi.scaffold import NewSchool, new_school

    _tell_made(new_school(root, NewSchool(code, name, stage), this_day()))


def _new_document(kind: str) -> click.Command:
    """The command that makes a document of a kind."""
    from gongshi.kinds import kinds
    from gongshi.scaffold import new_document

    label = kinds()[kind].label

    @click.command(
        kind, help=say(f"照上一份的样子新建{label}", f"make a {kind} after the last one")
    )
    @click.argument("school", metavar="SCHOOL")
    @click.argument("name", metavar="NAME")
    @_ROOT
    def command(school: str, name: str, root: Path) -> None:
        _tell_made(new_document(root, kind, school, name))

    return command


def _tell_made(paths: tuple[Path, ...]) -> None:
    for path in paths:
        click.echo(say(f"新建了 {path}", f"made {path}"))


@gongshi.command("schema", help=say("给编辑器用的 JSON Schema", "JSON Schema for editors"))
@click.argument("name", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("写到这个文件夹", "write into this folder"),
)
def schema_command(name: str | None, out: Path | None) -> None:
    """Print one schema, write it or all, or list their names."""
    from gongshi.schema import file_kinds, schema_named, write_schemas

    if out is not None:
        for path in write_schemas(out, (name,) if name else ()):
            click.echo(path)
    else:
        click.echo(schema_named(name) if name else "\n".join(file_kinds()), nl=not name)


@gongshi.command("reference", help=say("生成字段手册", "write the field reference"))
@_ROOT
def reference_command(root: Path) -> None:
    """Write the page that names every field."""
    from gongshi.reference import write_reference

    click.echo(write_reference(root))


def _progress() -> Callable[[str, int, int], None]:
    """On a terminal, one line that counts the schools; nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda code, done, of: None
    return lambda code, done, of: click.echo(
        f"\r\033[K[{done}/{of}] {code}" + ("\n" if done == of else ""), err=True, nl=False
    )


def _tell_report(order: Order, report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(
            json.dumps(
                {
                    "out": str(order.out),
                    "written": report.written,
                    "removed": report.removed,
                    "files": report.files,
                    "schools": report.schools,
                    "held": report.held,
                    "problems": [_as_data(one) for one in report.problems],
                },
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    _tell(report.problems)
    for code in report.held:
        click.echo(
            say(
                f"{code}：有问题，网站上仍是它上次发布的内容。",
                f"{code}: has problems; what it published before stays on the site.",
            ),
            err=True,
        )
    click.echo(
        say(
            f"{len(report.schools)} 所学校，{report.files} 个文件：写了 {report.written} 个，"
            f"删了 {report.removed} 个。请打开 {order.out / 'index.html'}",
            f"{len(report.schools)} school(s), {report.files} files: {report.written} written, "
            f"{report.removed} removed. Open {order.out / 'index.html'}",
        )
    )


def _tell(problems: tuple[Problem, ...]) -> None:
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


def _as_data(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.saying.in_(language()),
    }


def main() -> None:
    """Run the command line; what goes wrong on purpose becomes a message and a status."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        gongshi()
    except InvalidContent as error:
        _tell(error.problems)
        sys.exit(PROBLEMS)
    except WrongUse as error:
        _fail(error)
        sys.exit(CALLED_WRONGLY)
    except GongshiError as error:
        _fail(error)
        sys.exit(FAILED)


def _fail(error: GongshiError) -> None:
    click.echo(error.saying.in_(language()), err=True)
