"""LIVES, the open standard for results of food inspections by local authorities.

A feed is a few CSV files: `inspections.csv` has a row for each inspection, `feed_info.csv` says
whose it is. Rows of businesses and inspections may also come joined in one file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MOST_BYTES = 20_000_000
MOST_ROWS = 200_000
_US = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{2}|[0-9]{4})")
_PLAIN = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class NotLives(ValueError):
    """A file that is no LIVES file; says in which line and why."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose feed it is: the authority, the feed's day and its version."""

    authority: str
    day: date | None
    version: str


@dataclass(frozen=True, slots=True)
class Row:
    """One inspection: the business by its number and name, the day, the score from 0 to 100."""

    business: str
    name: str
    day: date
    score: str


def read_inspections(raw: bytes) -> tuple[Row, ...]:
    r"""The inspections of a file, in its order; raises NotLives.

    >>> read_inspections(b"business_id,name,date,score\r\n7,Kitchen,10/6/15,99\r\n")
    (Row(business='7', name='Kitchen', day=datetime.date(2015, 10, 6), score='99'),)
    """
    found = []
    for line, row in _rows(raw, ("business_id", "date", "score")):
        if line > MOST_ROWS:
            raise NotLives(f"more than {MOST_ROWS} rows")
        score = row["score"].strip()
        if not re.fullmatch(r"[0-9]{1,3}", score) or int(score) > 100:
            raise NotLives(f"line {line}: the score {score[:20]!r} is not 0 to 100")
        day = _day(row["date"], line)
        found.append(Row(row["business_id"].strip(), row.get("name", "").strip(), day, score))
    return tuple(found)


def read_feed(raw: bytes) -> Feed:
    """Whose feed it is; raises NotLives."""
    for line, row in _rows(raw, ("feed_date", "feed_version", "municipality_name")):
        day = _day(row["feed_date"], line) if row["feed_date"].strip() else None
        return Feed(row["municipality_name"].strip(), day, row["feed_version"].strip())
    raise NotLives("feed_info has no row")


def _rows(raw: bytes, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if len(raw) > MOST_BYTES:
        raise NotLives(f"more than {MOST_BYTES} bytes")
    try:
        reader = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        lacking = [name for name in needed if name not in (reader.fieldnames or ())]
        if lacking:
            raise NotLives(f"line 1: no column {', '.join(lacking)}")
        for row in reader:
            if any(row.get(name) is None for name in needed):
                raise NotLives(f"line {reader.line_num}: too few columns")
            yield reader.line_num, {key: value or "" for key, value in row.items() if key}
    except UnicodeDecodeError as error:
        raise NotLives("not UTF-8") from error
    except csv.Error as error:
        raise NotLives(str(error)) from error


def _day(text: str, line: int) -> date:
    """A day as such feeds write it: 10/6/15, 10/6/2015, 20151006, 2015-10-06."""
    said = text.strip()
    us, plain = _US.fullmatch(said), _PLAIN.fullmatch(said)
    try:
        if us:
            year = int(us[3]) + (2000 if len(us[3]) == 2 else 0)
            return date(year, int(us[1]), int(us[2]))
        if plain:
            return date(int(plain[1]), int(plain[2]), int(plain[3]))
    except ValueError as error:
        raise NotLives(f"line {line}: there is no day {said!r}") from error
    raise NotLives(f"line {line}: {said[:20]!r} is no day")
