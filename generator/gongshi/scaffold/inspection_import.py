"""Inspections taken over from the files of other authorities: LIVES feeds, FHRS and FHIS data."""

from __future__ import annotations

from pathlib import Path

import yaml

from gongshi.errors import MachineFailed, Saying, WrongUse, cause
from gongshi.formats.fhrs import NotFhrs, read_fhrs
from gongshi.formats.lives import NotLives, read_feed, read_inspections
from gongshi.kinds.inspection import Inspection
from gongshi.kinds.inspection.importing import Written, from_fhrs, from_lives
from gongshi.load.folders import SCHOOLS


def import_inspections(
    root: Path, school: str, path: Path, only: str | None = None
) -> tuple[Path, ...]:
    """Write a file's inspections into a school's folder, a file each; those already there stay.

    `only` takes the records of one place, by its number in the other authority's data. Returns the
    files that were written.
    """
    if not (root / SCHOOLS / school / "school.yaml").is_file():
        raise WrongUse(
            Saying(
                f"没有名为“{school}”的学校，请先用 gongshi new school 新建。",
                f"there is no school “{school}”; make it with gongshi new school.",
            )
        )
    shelf = root / Inspection.shelf(school)
    wanted = [
        (shelf / slug[:4] / f"{slug}.yaml", data)
        for slug, data in inspections_from(path)
        if only is None or slug.endswith(f"-{only}")
    ]
    return tuple(place for place, data in wanted if _written(place, data))


def _written(place: Path, data: object) -> bool:
    """Whether a file was not there yet and is now."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8") as file:
            yaml.safe_dump(data, file, allow_unicode=True, sort_keys=False)
    except FileExistsError:
        return False
    except OSError as error:
        raise MachineFailed(
            Saying(
                f"写不了 {place}：{cause(error).zh}。", f"cannot write {place}: {error.strerror}."
            )
        ) from error
    return True


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
            Saying(f"读不了 {path}：{cause(error).zh}。", f"cannot read {path}: {error.strerror}.")
        ) from error
    except (NotLives, NotFhrs) as error:
        raise WrongUse(
            Saying(
                f"{path} 不是 LIVES 或 FHRS 数据：{error}。",
                f"{path} is neither LIVES nor FHRS data: {error}.",
            )
        ) from error
