"""Printing (打印): `gongshi posters`, what hangs in a week, and files to print."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongshi.cli.helping import command
from gongshi.cli.options import Folder, OneOf, json_option, root_argument, today_option
from gongshi.cli.telling import tell, tell_json
from gongshi.clock import today as this_day
from gongshi.edition import Edition, Ink
from gongshi.language import language, say
from gongshi.week import NotADay, Week

if TYPE_CHECKING:
    from gongshi.printing.pack import Wish
    from gongshi.printing.printshop import Printshop
    from gongshi.printing.week import Sheet, Wall


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


_inks = {one.value: one for one in Ink}


@command(
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
    type=OneOf(["A4", "A3", "A2", "A1", "screen", "phone"]),
    default="A4",
    show_default=True,
    help=say(
        "多大的纸；screen 是大厅的 16:9 屏幕，phone 是发到手机的长图",
        "the sheet; screen is a 16:9 display, phone a tall picture to send",
    ),
)
@click.option(
    "--upright/--lying",
    default=None,
    help=say("竖着还是横着（默认各按原样）", "which way round it hangs (as each was drawn)"),
)
@click.option(
    "--ink",
    type=OneOf(list(_inks)),
    default=Ink.COLOUR.value,
    show_default=True,
    help=say("彩色、省墨还是黑白", "in colour, with little ink, or black and white"),
)
@click.option("--mono", is_flag=True, help=say("就是 --ink mono：黑白", "short for --ink mono"))
@click.option("--large", is_flag=True, help=say("大字，最小 18 磅", "large print, 18 pt and over"))
@click.option("--pinyin", is_flag=True, help=say("每个字注音", "a reading above every character"))
@click.option("--hant", is_flag=True, help=say("繁体字", "in traditional characters"))
@click.option("--english", is_flag=True, help=say("中英对照", "with the English of what has one"))
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
    "--legibility",
    is_flag=True,
    help=say("不写文件，只报告多远能看清、对比度、缺字", "write nothing; report how well it reads"),
)
@click.option(
    "--week", type=AWeek(), help=say("列出哪一周（默认本周）", "the week to list (this one)")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=say("写到哪个文件；一周的图片写到哪个文件夹", "the file, or the folder of pictures"),
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
    upright: bool | None,
    ink: str,
    mono: bool,
    large: bool,
    pinyin: bool,
    hant: bool,
    english: bool,
    tile: bool,
    bleed: bool,
    only_new: bool,
    legibility: bool,
    week: Week | None,
    out: Path | None,
    site: Path | None,
    today: date | None,
    as_json: bool,
) -> None:
    """List a week's posters, print one, or bind all into a pack."""
    _fit_together(pack_of, poster, week, tile=tile, paper=paper, bleed=bleed)
    from gongshi.cli.legibility import tell_legibility
    from gongshi.printing.pack import Wish
    from gongshi.printing.printshop import Order, Printshop

    day = today or this_day()
    edition = Edition(_inks["mono" if mono else ink], large, pinyin, hant, english)
    wish = Wish(paper, edition, tile, only_new, bleed, upright)
    turned = () if upright is None else ("upright" if upright else "lying",)
    traits = "-".join((paper, *turned, *edition.traits))
    with Printshop(Order(root, school, day, site or root / "site")) as shop:
        if legibility:
            sheets = _chosen(shop, poster, shop.wall(pack_of or week or Week.of(day)), wish)
            tell_legibility([(one, shop.legibility(one, wish)) for one in sheets], as_json=as_json)
        elif poster is not None:
            name = f"{school}-{poster.strip('/').replace('/', '-')}-{traits}"
            _write(shop, _beside(out, name, shop.one(poster, wish)), as_json=as_json)
        elif pack_of is not None:
            name = f"{school}-{pack_of}-{traits}"
            _write(shop, _pack(shop, shop.wall(pack_of), wish, out, name), as_json=as_json)
        else:
            _list(shop.wall(week or Week.of(day)), wish, as_json)
        tell(shop.faults)


def _chosen(shop: Printshop, poster: str | None, wall: Wall, wish: Wish) -> tuple[Sheet, ...]:
    """One poster, or those that hang in a week."""
    if poster is not None:
        return (shop.sheet(poster),)
    return wall.fresh if wish.only_fresh else wall.hangs


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
    if paper in _PICTURES and (tile or bleed):
        raise click.UsageError(
            say(
                "屏幕和手机上的是图片，不用 --tile 和 --bleed。",
                "a screen shows pictures; leave out --tile and --bleed.",
            )
        )
    if tile and paper == "A4":
        raise click.UsageError(
            say(
                "--tile 用来拼大海报，请同时写 --paper A3、A2 或 A1。",
                "--tile is for large posters; add --paper A3, A2 or A1.",
            )
        )


def _pack(
    shop: Printshop, wall: Wall, wish: Wish, out: Path | None, name: str
) -> Mapping[Path, bytes]:
    """A week as one PDF, or as pictures in a folder."""
    if wish.sheet in _PICTURES:
        folder = out or Path(name)
        return {folder / file: made for file, made in shop.pictures(wall, wish).items()}
    return _beside(out, name, (shop.pack(wall, wish),))


def _beside(out: Path | None, name: str, made: tuple[bytes, ...]) -> Mapping[Path, bytes]:
    """A PDF, or the pictures of a poster side by side: poster.png, then poster-2.png."""
    first = out or Path(f"{name}.{'pdf' if made[0].startswith(_PDF) else 'png'}")
    more = (first.with_stem(f"{first.stem}-{number}") for number in range(2, len(made) + 1))
    return dict(zip((first, *more), made, strict=True))


_PICTURES = {"screen", "phone"}
_PDF = b"%PDF"


def _write(shop: Printshop, made: Mapping[Path, bytes], *, as_json: bool) -> None:
    """Write the files and say which, and what they were made of."""
    from gongshi.formats.pdf import sheets_in
    from gongshi.printing.printshop import hand_out

    for path, content in made.items():
        hand_out(content, path)
    first = next(iter(made))
    is_pdf = made[first].startswith(_PDF)
    sheets = sheets_in(made[first]) if is_pdf else len(made)
    files = [str(path) for path in made]
    if as_json:
        said = {"made": files[0], "files": files, "sheets": sheets}
        tell_json({**said, "taken": shop.taken, "set": shop.made})
        return
    listed = "、".join(files) if len(files) <= _LISTED else str(first.parent)
    zh = "打印时请选“实际大小 100%”。" if is_pdf else ""
    en = " Print at actual size, 100%." if is_pdf else ""
    click.echo(
        say(
            f"写好了 {listed}：{sheets} 张。海报 {shop.taken} 份取自网站，{shop.made} 份新排。{zh}",
            f"wrote {listed}: {sheets} sheets; {shop.taken} poster(s) from the site, {shop.made} "
            f"set anew.{en}",
        )
    )


_LISTED = 3


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
