"""Serving (预览): `gongshi serve`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongshi.cli.helping import command
from gongshi.cli.options import Whole, posters_option, root_argument, today_option
from gongshi.cli.telling import tell
from gongshi.language import say


@command("serve", help=say("预览：改了就自己刷新", "preview, reloading at every change"))
@root_argument
@click.option(
    "--port",
    type=Whole(0, 65535),
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
@today_option
@posters_option
def serve_command(root: Path, port: int, host: str, today: date | None, posters: bool) -> None:
    """Show a site and keep it up to date until Ctrl-C."""
    from gongshi.serve import Preview, Terminal, serve

    serve(Preview(root, host, port, today, posters=posters), Terminal(click.echo, tell))
