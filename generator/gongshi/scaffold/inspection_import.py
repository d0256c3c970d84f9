"""Inspections taken over from the files of other authorities: LIVES feeds, FHRS and FHIS data."""

from __future__ import annotations

from pathlib import Path

from gongshi.errors import Saying, WrongUse
from gongshi.formats.fhrs import NotFhrs, read_fhrs
from gongshi.formats.lives import NotLives, read_feed, read_inspections
from gongshi.kinds.inspection.importing import Written, from_fhrs, from_lives


def inspections_from(path: Path) -> tuple[Written, ...]:
    """The inspections of a file (.csv: LIVES, .xml: FHRS), as names of files and their data.

    Beside a LIVES file a `feed_info.csv` is read too, where there is one. Raises WrongUse for a
    file that is missing or is neither.
    """
    try:
        raw = path.read_bytes()
        if path.suffix.lower() == ".xml":
            return tuple(from_fhrs(*read_fhrs(raw)))
        about = path.with_name("feed_info.csv")
        feed = read_feed(about.read_bytes()) if about.is_file() else None
        return tuple(from_lives(read_inspections(raw), feed))
    except OSError as error:
        raise WrongUse(
            Saying(f"读不了 {path}：{error.strerror}。", f"cannot read {path}: {error.strerror}.")
        ) from error
    except (NotLives, NotFhrs) as error:
        raise WrongUse(
            Saying(
                f"{path} 不是 LIVES 或 FHRS 数据：{error}。",
                f"{path} is neither LIVES nor FHRS data: {error}.",
            )
        ) from error
