"""Survey (清点): the county's coverage matrix for any day, from the content alone.

Nothing is built or written: a bureau asks about last Friday or next month from the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gongshi.coverage import Coverage, coverage_of
from gongshi.errors import InvalidContent, Problem
from gongshi.indexes import Summary
from gongshi.load import read_county, read_school
from gongshi.plan import SchoolPlans
from gongshi.publication import CountySetting
from gongshi.validate import CountyContent, validate_county, validate_school


def coverage_on(root: Path, day: date) -> tuple[Coverage, tuple[Problem, ...]]:
    """The matrix on a day, and the problems of schools that cannot be read and have no row.

    Raises InvalidContent where the county's own file is at fault.
    """
    files = read_county(root)
    content = validate_county(files)
    setting = CountySetting(content.county, content.calendar, day, "")
    problems: list[Problem] = []
    summaries = tuple(_summaries(root, files.schools, content, day, problems))
    ordered = tuple(sorted(summaries, key=lambda one: (one.school.order, one.school.code)))
    return coverage_of(setting, content.kinds, ordered), tuple(problems)


def _summaries(
    root: Path,
    codes: tuple[str, ...],
    content: CountyContent,
    day: date,
    problems: list[Problem],
) -> Iterator[Summary]:
    for code in codes:
        try:
            files = read_school(root, code, content.kinds)
            yield SchoolPlans(validate_school(files, content, day, "")).summary()
        except InvalidContent as error:
            problems += error.problems
