"""Making (新建): `gongshi new …` and `gongshi holidays`, which write files to start from."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

import click

from gongshi.cli.helping import Group, command
from gongshi.cli.options import Years, json_option, root_argument
from gongshi.cli.telling import DONE, PROBLEMS, tell_made
from gongshi.clock import today as this_day
from gongshi.language import say


class _New(Group):
    """Beside its own commands, one for each kind of document, whoever brings or declares it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Site and school, then the kinds in their order."""
        from gongshi.scaffold import can_begin

        return [*super().list_commands(ctx), *can_begin()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One's own command, or that of a kind, which may be declared in the site here."""
        from gongshi.kinds import kinds
        from gongshi.scaffold import can_begin

        if own := super().get_command(ctx, cmd_name):
            return own
        if (kind := kinds().get(cmd_name)) and kind.computed:
            zh = f"{kind.label}由别的文件自动汇总，不用新建；gongshi build 时会做好。"
            ctx.fail(say(zh, f"a {cmd_name} is computed from other files by gongshi build."))
        known = cmd_name in can_begin() or any(cmd_name in _kinds_in(at) for at in _sites(ctx))
        return _new_document(cmd_name) if known else None


def _sites(ctx: click.Context) -> tuple[Path, ...]:
    """The folders a command may be about: those among its arguments, and this one."""
    return (*(Path(one) for one in ctx.args if not one.startswith("-")), Path())


def _kinds_in(root: Path) -> Collection[str]:
    """The kinds of a site, those its forms declare among them; none where there is no site."""
    from gongshi.scaffold import is_site, kinds_at

    return kinds_at(root) if is_site(root) else ()


@click.group(
    "new", cls=_New, help=say("新建网站、学校或一份内容", "make a site, a school or a document")
)
def new() -> None:
    """The group of commands that make files to start from."""


@new.command("site", help=say("新建一个马上能用的小网站", "make a small site that works at once"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", default="示例县", show_default=True, help=say("县名", "the county's name"))
@json_option
def new_site_command(folder: Path, name: str, as_json: bool) -> None:
    """Make a site in an empty folder."""
    from gongshi.scaffold import new_site

    made = new_site(folder, name, this_day())
    after = say(f"现在可以预览：gongshi serve {folder}", f"Now see it: gongshi serve {folder}")
    tell_made(made, after, as_json=as_json)


@new.command("school", help=say("新建一所学校", "make a school"))
@click.argument("code", metavar="CODE")
@root_argument
@click.option("--name", required=True, help=say("校名", "the school's name"))
@click.option("--stage", required=True, help=say("学段，如 小学", "its stage, such as primary"))
@json_option
def new_school_command(code: str, root: Path, name: str, stage: str, as_json: bool) -> None:
    """Make a school's folder and its first files."""
    from gongshi.scaffold import NewSchool, new_school

    made = new_school(root, NewSchool(code, name, stage), this_day())
    tell_made(made, _fill_in(), as_json=as_json)


def _new_document(kind: str) -> click.Command:
    """The command that makes a document of a kind."""
    from gongshi.kinds import kinds
    from gongshi.scaffold import drafts, is_site, new_document

    known = kinds().get(kind)
    label = known.label if known else kind
    follows = kind in drafts()
    says = say(f"新建{label}（不写 NAME 就用今天的日期）", f"make a {kind} (NAME: today's date)")
    if follows:
        says = say(f"照上一份的样子新建{label}", f"make a {kind} after the last one")

    @command(kind, help=says)
    @click.argument("school", metavar="SCHOOL")
    @click.argument("name", metavar="NAME" if follows else "[NAME]", required=follows, default=None)
    @root_argument
    @json_option
    def begin(school: str, name: str | None, root: Path, as_json: bool) -> None:
        if name is not None and not follows and is_site(Path(name)):
            root, name = Path(name), None  # NAME was left out and ROOT was not
        made = new_document(root, kind, school, name, this_day())
        tell_made(made, _fill_in(), as_json=as_json)

    return begin


def _fill_in() -> str:
    return say(
        "请把文件里的“待填”换成自己的内容，再用 gongshi check 检查。",
        "Replace every 待填 in the file, then run gongshi check.",
    )


@command("holidays", help=say("生成节假日和补班", "write the holidays of each year"))
@root_argument
@click.option(
    "--years",
    type=Years(),
    default=(),
    help=say("哪几年，如 2024-2026", "which years, such as 2024-2026"),
)
def holidays_command(root: Path, years: tuple[int, ...]) -> None:
    """Write the days on which nobody works, and the weekends worked for them."""
    from gongshi.scaffold.holidays import write_holidays

    done = write_holidays(root, years)
    if done.years:
        zh, en = _listed(done.years)
        click.echo(say(f"写好了 {done.path}：{zh} 年。", f"wrote {done.path}: {en}."))
    if done.unknown:
        zh, en = _listed(done.unknown)
        click.echo(
            say(
                f"还不知道 {zh} 年的安排（国务院一般在前一年 11 月公布）；"
                "请更新 chinesecalendar 再运行一次，或照往年的样子自己写进文件。",
                f"the holidays of {en} are unknown (they are announced in the November before); "
                "update chinesecalendar and run this again, or write them into the file yourself.",
            ),
            err=True,
        )
    sys.exit(DONE if done.years else PROBLEMS)


def _listed(years: tuple[int, ...]) -> tuple[str, str]:
    return "、".join(map(str, years)), ", ".join(map(str, years))
