"""Describing (说明): `gongshi schema` and `gongshi reference`, made from the models."""

from __future__ import annotations

from pathlib import Path

import click

from gongshi.cli.helping import command
from gongshi.cli.options import Folder, root_argument
from gongshi.language import say


@command("schema", help=say("给编辑器用的 JSON Schema", "JSON Schema for editors"))
@click.argument("name", required=False)
@click.option("--out", type=Folder(), help=say("写到这个文件夹", "write into this folder"))
@click.option(
    "--link",
    "site",
    type=Folder(),
    help=say(
        "给这个网站写好格式，并让编辑器认得（.vscode）", "write them for a site's editor (.vscode)"
    ),
)
def schema_command(name: str | None, out: Path | None, site: Path | None) -> None:
    """Print one schema, write it or all, link all into a site, or list their names."""
    from gongshi.scaffold.editor import link_schemas
    from gongshi.schema import file_kinds, schema_named, write_schemas

    if site is not None:
        for path in link_schemas(site):
            click.echo(path)
    elif out is not None:
        for path in write_schemas(out, (name,) if name else ()):
            click.echo(path)
    else:
        click.echo(schema_named(name) if name else "\n".join(file_kinds()), nl=not name)


@command("reference", help=say("生成字段手册", "write the field reference"))
@root_argument
def reference_command(root: Path) -> None:
    """Write the pages that name every field."""
    from gongshi.reference import write_reference

    for path in write_reference(root):
        click.echo(path)
