"""Printing (打印): `gongshi posters`, what hangs in a week, and files to print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongshi.cli.options import Folder, OneOf, json_option, root_argument, today_option
from gongshi.cli.telling import tell_json
from gongshi.clock import today as this_day
from gongshi.language import language, say
from gongshi.week import NotADay, Week

if TYPE_CHECKING:
    from gongshi.printing.pack import Wish
    from gongshi.printing.printshop import Printshop
    from gongshi.printing.week import Wall


class AWeek(click.ParamType[Week]):
    """A week as menus are named after it: 2026-W47."""

    name = "WEEK"

    def convert(
        self, value: str | Week, param: click.Parameter | None, ctx: click.Context | None
    ) -> Week:
        """The week; refused where there is no such week."""
        if isinstance(value, Week):
            return value
        try:
            return Week.parse(value)
        except NotADay as error:
            self.fail(error.saying.in_(language()), param, ctx)


@click.command(
    "posters", help=say("该贴什么、取下什么；打印包", "what to put up and take down; print packs")
)
@root_argument
@click.option("--school", required=True, metavar="CODE", help=say("学校代码", "the school's code"))
@click.option(
    "--pack",
    "pack_of",
    type=AWeek(),
    help=say("把这一周要贴的做成一个 PDF", "everything of this week in one PDF"),
)
@click.option(
    "--poster",
    metavar="ADDRESS",
    help=say("只要一份，写网址，如 menus/2026-W47", "one poster, by address: menus/2026-W47"),
)
@click.option(
    "--paper",
    type=OneOf(["A4", "A3", "A2", "A1"]),
    default="A4",
    show_default=True,
    help=say("贴出来是多大", "its size on the wall"),
)
@click.option(
    "--tile", is_flag=True, help=say("拆成几张 A4，打印后拼贴", "cut into A4 sheets to be glued")
)
@click.option(
    "--bleed",
    is_flag=True,
    help=say("给印刷店：出血 3 mm 和裁切线", "for a print shop: 3 mm bleed"),
)
@click.option(
    "--new", "only_new", is_flag=True, help=say("只要新贴和换新的", "only what is new or changed")
)
@click.option(
    "--week", type=AWeek(), help=say("列出哪一周（默认本周）", "the week to list (this one)")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("写到哪个文件", "the file to write"),
)
@click.option(
    "--site",
    type=Folder(),
    help=say("已生成的网站，没变的海报从那里取（默认 ROOT/site）", "the built site (ROOT/site)"),
)
@today_option
@json_option
def posters_command(
    root: Path,
    school: str,
    pack_of: Week | None,
    poster: str | None,
    paper: str,
    tile: bool,
    bleed: bool,
    only_new: bool,
    week: Week | None,
    out: Path | None,
    site: Path | None,
    today: date | None,
    as_json: bool,
) -> None:
    """List a week's posters, print one, or bind all into a pack."""
    _fit_together(pack_of, poster, week, tile=tile, paper=paper, bleed=bleed)
    from gongshi.printing.pack import Wish
    from gongshi.printing.printshop import Order, Printshop

    day = today or this_day()
    wish = Wish(paper, tile, only_new, bleed)
    with Printshop(Order(root, school, day, site or root / "site")) as shop:
        if poster is not None:
            name = poster.strip("/").replace("/", "-")
            _write(shop, shop.one(poster, wish), out, f"{school}-{name}-{paper}", as_json)
        elif pack_of is not None:
            _write(shop, shop.pack(shop.wall(pack_of), wish), out, f"{school}-{pack_of}", as_json)
        else:
            _list(shop.wall(week or Week.of(day)), wish, as_json)


def _fit_together(
    pack_of: Week | None,
    poster: str | None,
    week: Week | None,
    *,
    tile: bool,
    paper: str,
    bleed: bool,
) -> None:
    """Refuse options that contradict one another."""
    if pack_of is not None and (poster is not None or week is not None):
        raise click.UsageError(
            say(
                "--pack 已写明是哪一周的全部海报，请去掉 --poster 或 --week。",
                "--pack says which week and means all of it; leave out --poster or --week.",
            )
        )
    if tile and bleed:
        raise click.UsageError(
            say(
                "--tile 是自己拼，--bleed 是给印刷店，请只写一样。",
                "--tile is to be glued, --bleed for a print shop; choose one.",
            )
        )
    if tile and paper == "A4":
        raise click.UsageError(
            say(
                "--tile 用来拼大海报，请同时写 --paper A3、A2 或 A1。",
                "--tile is for large posters; add --paper A3, A2 or A1.",
            )
        )


def _write(shop: Printshop, content: bytes, out: Path | None, name: str, as_json: bool) -> None:
    from gongshi.formats.pdf import sheets_in
    from gongshi.printing.printshop import hand_out

    path = out or Path(f"{name}.pdf")
    hand_out(content, path)
    sheets = sheets_in(content)
    if as_json:
        tell_json({"made": str(path), "sheets": sheets, "taken": shop.taken, "set": shop.made})
        return
    click.echo(
        say(
            f"写好了 {path}：{sheets} 张。海报 {shop.taken} 份取自网站，{shop.made} 份新排。"
            "打印时请选“实际大小 100%”。",
            f"wrote {path}: {sheets} sheets; {shop.taken} poster(s) from the site, {shop.made} "
            "set anew. Print at actual size, 100%.",
        )
    )


def _list(wall: Wall, wish: Wish, as_json: bool) -> None:
    """What is to be done in a week, board by board."""
    sheets = (*(wall.fresh if wish.only_fresh else wall.hangs), *wall.comes_down)
    if as_json:
        tell_json(
            [
                {
                    "board": one.board,
                    "move": one.move.value,
                    "kind": one.label,
                    "title": one.page.title,
                    "address": one.page.address,
                }
                for one in sheets
            ]
        )
        return
    click.echo(say(f"{wall.week} 该贴什么：", f"On the wall in {wall.week}:"))
    board = ""
    for one in sheets:
        if one.board != board:
            board = one.board
            click.echo(board)
        move = say(one.move.label, one.move.value.replace("_", " "))
        click.echo(f"  {move}　{one.label}　{one.page.title}　{one.page.address}")
