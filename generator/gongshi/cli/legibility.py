"""Legibility (易读性) told: a table of posters with what was measured, then what to put right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import click

from gongshi.cli.telling import tell_json
from gongshi.errors import Severity
from gongshi.language import language, say
from gongshi.printing.legibility import Legibility, remarks

if TYPE_CHECKING:
    from gongshi.printing.week import Sheet

Measured = tuple["Sheet", Legibility]


def tell_legibility(found: list[Measured], *, as_json: bool) -> None:
    """How well posters can be read."""
    if as_json:
        tell_json([_as_data(sheet, one) for sheet, one in found])
        return
    rows = [(_words(sheet.page.title), *_figures(one)) for sheet, one in found]
    for line in _table([_heads(), *rows]):
        click.echo(line)
    for sheet, one in found:
        for remark in remarks(one):
            bad = remark.severity is Severity.ERROR
            kind = say("[错误]", "[error]") if bad else say("[提醒]", "[warning]")
            said = remark.saying.in_(language())
            click.echo(f"{kind} {sheet.page.title}（{sheet.page.address}）：{said}")
    if not any(True for _, one in found for _ in remarks(one)):
        click.echo(say("都看得清。", "All of it can be read."))


def _heads() -> tuple[str, ...]:
    return (
        say("海报", "poster"),
        say("最小的字", "smallest type"),
        say("看得清", "reads from"),
        say("对比度", "contrast"),
        say("灰度", "in grey"),
        say("每行", "line"),
        say("码格", "QR module"),
        say("缺字", "missing"),
    )


def _figures(one: Legibility) -> tuple[str, ...]:
    size, viewing = one.smallest.size, one.viewing
    return (
        f"{viewing.height(size):.1f} mm",
        f"{viewing.distance(size):.1f} m",
        f"{one.faintest.contrast:.1f}",
        f"{one.faintest.in_grey:.1f}",
        str(one.line or "–"),
        f"{one.module:.2f} mm" if one.module is not None else "–",
        one.missing or "–",
    )


_LONGEST = 24


def _words(title: str) -> str:
    """A title that leaves room for the figures."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…"


def _table(rows: list[tuple[str, ...]]) -> Iterable[str]:
    """Rows as lines, their columns one below the other where Chinese is twice as wide."""
    widths = [max(map(_wide, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (one + " " * (width - _wide(one)) for one, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def _as_data(sheet: Sheet, one: Legibility) -> dict[str, object]:
    size, viewing, faint = one.smallest.size, one.viewing, one.faintest
    return {
        "address": sheet.page.address,
        "title": sheet.page.title,
        "fits": one.fits,
        "smallest": {
            "points": round(size, 2),
            "millimetres": round(viewing.height(size), 2),
            "reads_from_metres": round(viewing.distance(size), 2),
            "words": one.smallest.words,
        },
        "contrast": {
            "colour": round(faint.contrast, 2),
            "grey": round(faint.in_grey, 2),
            "asked": faint.asked,
            "words": faint.words,
        },
        "characters_a_line": one.line,
        "code_module_millimetres": None if one.module is None else round(one.module, 3),
        "missing": one.missing,
        "remarks": [
            {
                "code": remark.code,
                "severity": remark.severity.value,
                "message": remark.saying.in_(language()),
            }
            for remark in remarks(one)
        ],
    }
