"""What a county of mixed documents costs: 30 schools with 1,000 of all kinds each; no posters."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import yaml
from tests.bench.building import peak, rebuilt, setting_figures
from tests.bench.county import make_county
from tests.bench.figure import Figure

from gongshi.load import read_county, read_school, read_source
from gongshi.validate import validate_county, validate_school

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
WEEKS = 40
SCHOOLS = 30
DOCUMENTS = 1000
ROUNDS = 5
EXAMPLES = ("qinghe-kindergarten", "qinghe-middle", "qinghe-primary")
REPEATED = ("inspections", "registers", "announcements", "notices", "rules", "campaigns")


def figures(scratch: Path) -> Iterator[Figure]:
    """Setting, loading, rebuilding and memory, measured one after another in `scratch`."""
    yield from _loading()
    few = scratch / "few"
    make_mixed(few, 3)
    yield from setting_figures(few, scratch, 3 * DOCUMENTS, "mixed pages")
    shutil.rmtree(few)
    many = scratch / "many"
    make_mixed(many, SCHOOLS)
    yield Figure("peak memory at 30 × 1,000 mixed documents", peak(many), "MB", 300, most=True)
    seconds, answer = rebuilt(many)
    yield Figure("nothing changed there", seconds, "s", 3, most=True)
    yield Figure("files written then", answer["written"], "files", 0, most=True)
    shutil.rmtree(many)


def make_mixed(root: Path, schools: int) -> None:
    """Write a county whose schools have the sample schools' documents, over and over."""
    make_county(root, schools, WEEKS)
    for name in ("forms", "holidays.yaml"):
        place = ROOT / "content" / name
        copy = shutil.copytree if place.is_dir() else shutil.copyfile
        copy(place, root / "content" / name)
    for number, school in enumerate(sorted((root / "content" / "schools").iterdir())):
        example = ROOT / "content" / "schools" / EXAMPLES[number % len(EXAMPLES)]
        for folder in sorted(one for one in example.iterdir() if one.is_dir()):
            shutil.copytree(folder, school / folder.name)
        _multiply(school)


def _multiply(school: Path) -> None:
    """Copy the documents that may be there twice until there are a thousand."""
    once = sorted(school.glob("*/**/*.yaml"))
    again = [path for path in once if path.relative_to(school).parts[0] in REPEATED]
    lacking = DOCUMENTS - WEEKS - len(once)
    for number, path in enumerate(islice(cycle(again), lacking)):
        copy = path.with_name(f"{path.stem}-{number // len(again) + 2}.yaml")
        shutil.copyfile(path, copy)


def _loading() -> Iterator[Figure]:
    """The sample county's own documents, parsed and validated, beside a bare load of the same."""
    files = read_county(ROOT)
    content = validate_county(files)
    schools = [read_school(ROOT, code, content.kinds) for code in files.schools]
    sources = [
        source for one in schools for found in one.documents.values() for source in found.values()
    ]
    raws = [(source.path, (ROOT / source.path).read_bytes()) for source in sources]
    ours, bare = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for path, raw in raws:
            read_source(path, raw)
        for one in schools:
            validate_school(one, content, TODAY, "")
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        for _, raw in raws:
            yaml.load(raw, Loader=yaml.CSafeLoader)
        bare.append(time.perf_counter() - began)
    ratio = min(ours) / min(bare)
    yield Figure("loading and validating all kinds", ratio, "× CSafeLoader", 1.5, most=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            print(figure, flush=True)
