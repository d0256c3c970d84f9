"""A trial (试印): documents made by chance, printed on some paper in some edition, and measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from tests.fonts import county_fonts
from tests.generated.documents import Made, as_written, made, school_of
from tests.generated.measuring import faults
from tests.generated.words import Carried, carried, lost
from tests.tagged import read_aloud
from tests.test_golden import THEME, setting

from gongshi.edition import Edition, Ink
from gongshi.formats.laid_out import POINT, codes, surfaces
from gongshi.kinds import kinds
from gongshi.printing.legibility import viewing_of
from gongshi.printing.week import for_paper, poster_for
from gongshi.publication import Page, Poster
from gongshi.render.poster import LONGEST_PICTURE, Press, Printed

SHEETS = ("A4", "A3", "A2", "A1", "screen", "phone")


@dataclass(frozen=True)
class Trial:
    """Documents, the address of the page whose poster is printed, the sheet and the edition."""

    made: Made
    address: str
    sheet: str
    edition: Edition

    def __str__(self) -> str:
        """The trial in a line."""
        return f"{self.made.sample.stem} {self.address} {self.sheet} {self.edition.label}"


@dataclass(frozen=True)
class Result:
    """What came of a trial: what is wrong, and whether everything was said to fit."""

    wrong: tuple[str, ...]
    fits: bool
    missing: tuple[str, ...]


def trial(kind: str, number: int) -> Trial | None:
    """The trial of a kind that has this number; None where its documents have no poster."""
    found = made(kind, number)
    chance = Random(f"{kind} {number} printed")
    pages = pages_of(found)
    if not pages:
        return None
    page = chance.choice(pages)
    return Trial(found, page.address, chance.choice(SHEETS), _edition(chance))


def _edition(chance: Random) -> Edition:
    if chance.random() < 0.4:
        return Edition()
    others = (chance.random() < 0.3 for _ in range(4))
    return Edition(chance.choice(list(Ink)), *others)


def tried(one: Trial, press: Press) -> Result:
    """Print a trial and measure it."""
    page = next(page for page in pages_of(one.made) if page.address == one.address)
    poster = poster_for(page, one.sheet, one.edition)
    printed = press.proof(poster, press.source(poster))
    if not printed.fits or _is_endless(printed):
        return Result((), fits=False, missing=printed.missing)
    wrong = tuple(_wrong(one, poster, printed, press))
    return Result(wrong, fits=True, missing=printed.missing)


def _is_endless(printed: Printed) -> bool:
    """Whether it would be a picture for a phone that is longer than phones show."""
    return any(one.height > LONGEST_PICTURE * POINT for one in surfaces(printed.content))


def _wrong(one: Trial, poster: Poster, printed: Printed, press: Press) -> Iterator[str]:
    content = printed.content
    yield from map(str, faults(content))
    known = _carried(one.made.sample, one.address, one.sheet, press)
    yield from lost(one.made, known, read_aloud(content), one.edition)
    seen = codes(content, viewing_of(poster.paper).ppi)
    if not any(code.says == poster.view.url for page in seen for code in page):
        yield "its code cannot be read"


@cache
def _carried(sample: Path, address: str, sheet: str, press: Press) -> Carried:
    """What the poster of a sample carries; nothing that is known where it has no such page.

    Nor of a computed kind, which chooses by the days of others' documents.
    """
    written = as_written(sample)
    for page in () if kinds()[written.kind].computed else pages_of(written):
        if page.address == address:
            poster = poster_for(page, sheet)
            return carried(written, read_aloud(press.proof(poster, press.source(poster)).content))
    return Carried(frozenset(), frozenset())


def pages_of(found: Made) -> list[Page]:
    """The pages that documents have posters on."""
    documents = found.documents
    around = replace(setting(), school=school_of(found.school), documents=documents)
    kind = kinds()[found.kind]
    return [page for page in kind.pages(documents.get(found.kind, ()), around) if for_paper(page)]


# ---- files ---------------------------------------------------------------------------------------


def as_text(one: Trial, wrong: tuple[str, ...] = ()) -> str:
    """A trial as a file from which it can be repeated, with what was wrong."""
    told = "".join(f"# {' '.join(line.split()):.300}\n" for line in wrong)
    data: dict[str, Any] = {
        "kind": one.made.kind,
        "sample": one.made.sample.name,
        "address": one.address,
        "sheet": one.sheet,
        "edition": list(one.edition.traits),
        "school": one.made.school,
        "files": one.made.files,
    }
    return told + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)


def from_text(text: str, samples: Path) -> Trial:
    """A trial from such a file."""
    data = yaml.safe_load(text)
    traits = data["edition"]
    ink = next((one for one in Ink if one.value in traits), Ink.COLOUR)
    others = (name in traits for name in ("large", "pinyin", "hant", "english"))
    found = Made(data["kind"], samples / data["sample"], data["files"], data["school"])
    return Trial(found, data["address"], data["sheet"], Edition(ink, *others))


def press() -> Press:
    """A press for trials, with the fonts that a county of other scripts has."""
    return Press(THEME, fonts=county_fonts())
