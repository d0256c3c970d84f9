"""Holidays (节假日): writes the file of terms, holidays and make-up days of a county.

The days come out of the package `chinesecalendar`, which is asked here and nowhere else: a build
reads what was written, and a clerk can put it right.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from gongshi.document import Reading
from gongshi.errors import InvalidContent, MachineFailed, Saying, cause
from gongshi.load import read_county, read_source
from gongshi.load.folders import HOLIDAYS
from gongshi.scaffold.template import filled
from gongshi.schooldays import Calendar, Holiday, Year
from gongshi.validate import model_of

_SINCE = 2024
_NATIONAL_DAY = (10, 1)


@dataclass(frozen=True)
class Written:
    """What became of the file: the years written from the source, and those it does not know."""

    path: Path
    years: tuple[int, ...]
    unknown: tuple[int, ...]


def write_holidays(root: Path, years: tuple[int, ...] = ()) -> Written:
    """Write or refresh the file of a site, for these years or for all that are known from 2024 on.

    The terms, and years that are not asked for, stay as they are. Where no year is known nothing
    is written. Raises InvalidContent where the present file must be put right first.
    """
    files = read_county(root)
    wrong = tuple(problem for problem in files.problems if problem.path == HOLIDAYS)
    if wrong:
        raise InvalidContent(wrong)
    before = (
        model_of(Calendar, files.calendar, Reading(""))
        if files.calendar is not None
        else Calendar()
    )
    known = known_years()
    wanted = years or known
    kept = {year: said for year, said in before.years.items() if year not in wanted}
    taken = frozenset(day for said in kept.values() for one in said.holidays for day in one.days)
    found = {year: year_of(year, taken) for year in wanted if year in known}
    unknown = tuple(year for year in wanted if year not in known)
    if found:
        text = holidays_text(Calendar(terms=before.terms, years={**before.years, **found}))
        _write(root / HOLIDAYS, text)
    return Written(root / HOLIDAYS, tuple(found), unknown)


def holidays_text(calendar: Calendar) -> str:
    """The text of the file, the same for the same calendar; raises InvalidContent as reading it."""
    text = filled("county/content/holidays.yaml.jinja", calendar=calendar)
    model_of(Calendar, read_source(HOLIDAYS, text.encode()), Reading(""))
    return text


def known_years() -> tuple[int, ...]:
    """The years from 2024 on whose holidays `chinesecalendar` knows, to National Day at least."""
    from chinese_calendar import holidays

    known = {day.year for day in holidays if (day.month, day.day) == _NATIONAL_DAY}
    return tuple(sorted(year for year in known if year >= _SINCE))


def year_of(year: int, taken: frozenset[date] = frozenset()) -> Year:
    """What `chinesecalendar` says of one year, days in a row as one holiday of all their names.

    Days that are `taken` by a holiday of another year, written by hand, are left out.
    """
    from chinese_calendar import holidays, workdays

    free = {
        day: _CHINESE.get(name, name)
        for day, name in holidays.items()
        if day.year == year and day not in taken
    }
    worked = sorted(day for day in workdays if day.year == year and day not in taken)
    return Year(holidays=tuple(_holidays(free)), make_up=tuple(worked))


_CHINESE = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


def _holidays(free: dict[date, str]) -> Iterator[Holiday]:
    numbered = enumerate(sorted(free))
    for _, group in groupby(numbered, lambda one: one[1] - timedelta(days=one[0])):
        days = [day for _, day in group]
        names = dict.fromkeys(free[day] for day in days)
        yield Holiday(name="、".join(names), starts=days[0], ends=days[-1])


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise MachineFailed(
            Saying(f"写不了 {path}：{cause(error).zh}。", f"cannot write {path}: {error.strerror}.")
        ) from error
