"""Options (选项): the arguments and options that several commands take, and how they are read.

What click would refuse in English is refused here in the reader's language.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from gongshi.language import language, say
from gongshi.week import NotADay, parse_day
from gongshi.words import nearest, shown

_Context = click.Context | None
_Asked = click.Parameter | None


class Day(click.ParamType[date]):
    """A day as people write it."""

    name = "DATE"

    def convert(self, value: str | date, param: _Asked, ctx: _Context) -> date:
        """The day; refused where there is no such day."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except NotADay as error:
            self.fail(error.saying.in_(language()), param, ctx)


class Years(click.ParamType[tuple[int, ...]]):
    """Years in a row: 2026, or 2024-2026."""

    name = "YEARS"

    def convert(
        self, value: str | tuple[int, ...], param: _Asked, ctx: _Context
    ) -> tuple[int, ...]:
        """Every year from the first to the last."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(20[0-9]{2})(?:-(20[0-9]{2}))?", value)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if last < first:
            zh = f"“{shown(value)}”请写成 2026 或 2024-2026。"
            self.fail(say(zh, f"“{shown(value)}”: write 2026 or 2024-2026."), param, ctx)
        return tuple(range(first, last + 1))


class Whole(click.IntRange):
    """A whole number between two others."""

    def convert(self, value: Any, param: _Asked, ctx: _Context) -> int:  # noqa: ANN401 - as click's
        """The number; refused where it is none or out of bounds."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            least, most = self.min, self.max
            zh = f"“{shown(str(value))}”请改成 {least} 到 {most} 之间的整数。"
            en = f"“{shown(str(value))}” must be a whole number from {least} to {most}."
            self.fail(say(zh, en), param, ctx)


class OneOf(click.Choice[str]):
    """One of a few words."""

    def convert(self, value: Any, param: _Asked, ctx: _Context) -> str:  # noqa: ANN401 - as click's
        """The word; refused where it is none of them, with the one that was probably meant."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            words = tuple(map(str, self.choices))
            near = nearest(str(value), words)
            zh = f"没有“{shown(str(value))}”" + (f"，您是不是想写“{near}”？" if near else "。")
            en = f"there is no “{shown(str(value))}”" + (
                f"; did you mean “{near}”?" if near else "."
            )
            self.fail(
                say(f"{zh}可写：{'、'.join(words)}。", f"{en} Choices: {', '.join(words)}."),
                param,
                ctx,
            )


class Folder(click.Path):
    """A folder, there or still to be made."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: _Asked, ctx: _Context) -> Any:  # noqa: ANN401 - as click's
        """Its path; refused where a file stands in its place."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            zh = f"“{value}”是一个文件，不是文件夹，或者不能读。"
            self.fail(say(zh, f"“{value}” is a file and no folder, or not readable."), param, ctx)


root_argument = click.argument("root", default=".", type=Folder(), metavar="[ROOT]")
today_option = click.option(
    "--today", type=Day(), help=say("当作是哪一天（默认今天）", "the day to build for (today)")
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help=say("给程序读的 JSON", "answer as JSON")
)
posters_option = click.option(
    "--posters/--no-posters", default=True, help=say("是否做海报", "whether to make posters")
)
