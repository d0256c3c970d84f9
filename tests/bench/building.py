"""What a generated county of 10,000 pages costs: setting pages, rebuilding, memory; no posters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.county import TODAY, make_county
from tests.bench.figure import Figure

from gongshi.frame import frames_for
from gongshi.load import read_county, read_school
from gongshi.plan import PagePlan, SchoolPlans
from gongshi.processes import collect_seldom
from gongshi.render import Workshop
from gongshi.theme import theme_for
from gongshi.validate import validate_county, validate_school
from gongshi.write import Writer

BUILD = (sys.executable, "-m", "gongshi", "build", "--no-posters", "--jobs", "1", "--json")
DAY = ("--today", TODAY.isoformat())


def figures(scratch: Path) -> Iterator[Figure]:
    """Every figure of building, measured one after another in `scratch`."""
    root = scratch / "county"
    pages = make_county(root)
    yield from setting_figures(root, scratch, pages, "pages")
    yield from _rebuilding(root)
    yield from _memory(scratch)


def setting_figures(root: Path, scratch: Path, pages: int, name: str) -> Iterator[Figure]:
    """Fragment, frame and write, on one core, beside only writing the same bytes.

    Frames and templates are ready, as in every build but the first after the theme has changed.
    """
    collect_seldom()
    theme = theme_for(root)
    frames = frames_for(root, theme)
    files = read_county(root)
    content = validate_county(files)
    workshop = Workshop(theme, frames)
    ours, only, made = 0.0, 0.0, 0
    for code in files.schools:
        read = read_school(root, code, content.kinds)
        valid = validate_school(read, content, TODAY, frames.site)
        writer = Writer(scratch / "ours", {})
        setting = valid.setting
        school = SchoolPlans(valid)
        plans = [plan for plan in school.plans if isinstance(plan, PagePlan)]
        _make_ready(workshop, plans)
        began = time.perf_counter()
        around = workshop.surroundings(setting.county, setting.school, school.tabs)
        done: list[tuple[str, bytes]] = []
        for plan in plans:
            whole = workshop.page(plan, around)
            writer.write(f"{plan.address}index.html", whole)
            done.append((plan.address, whole))
        ours += time.perf_counter() - began
        made += len(done)
        began = time.perf_counter()
        for address, whole in done:
            folder = f"{scratch}/only/{address}"
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as the writer does it
            with open(f"{folder}index.html", "wb", buffering=0) as file:  # noqa: PTH123
                file.write(whole)
        only += time.perf_counter() - began
    shutil.rmtree(scratch / "ours")
    shutil.rmtree(scratch / "only")
    assert made >= pages
    yield Figure(f"{name} set into the frame and written", made / ours, "pages/s", 3000)
    yield Figure(f"{name} beside only writing", ours / only, "times", 4, most=True)


def _make_ready(workshop: Workshop, plans: list[PagePlan]) -> None:
    """Have every template compiled, once: that takes as long as a thousand pages."""
    for plan in {plan.template: plan for plan in plans}.values():
        workshop.pages.fragment(
            f"{plan.template}.html.jinja",
            plan.view,
            "",
            f"{plan.otherwise}.html.jinja" if plan.otherwise else "",
            page=plan.page,
        )


def _rebuilding(root: Path) -> Iterator[Figure]:
    """Whole runs of the program, its start included."""
    rebuilt(root)
    seconds, answer = rebuilt(root)
    yield Figure("second build, nothing changed", seconds, "s", 1, most=True)
    yield Figure("files written then", answer["written"], "files", 0, most=True)
    path = root / "menus/school-017/2026/2026-W20.yaml"
    path.write_text(path.read_text("utf-8").replace("白米饭", "小米饭", 1), "utf-8")
    seconds, answer = rebuilt(root)
    yield Figure("one changed dish", seconds, "s", 1, most=True)
    yield Figure("files written then", answer["written"], "files", 10, most=True)


def rebuilt(root: Path) -> tuple[float, dict[str, int]]:
    """One whole run of the program: its seconds and its answer."""
    began = time.perf_counter()
    done = subprocess.run([*BUILD, *DAY], cwd=root, check=True, capture_output=True)
    return time.perf_counter() - began, json.loads(done.stdout)


def _memory(scratch: Path) -> Iterator[Figure]:
    """Peak memory of whole builds in processes of their own."""
    peaks = []
    for schools, weeks in ((34, 49), (30, 12), (100, 12)):
        root = scratch / f"county-{schools}"
        make_county(root, schools, weeks)
        peaks.append(peak(root))
        shutil.rmtree(root)
    yield Figure("peak memory at 10,000 pages", peaks[0], "MB", 300, most=True)
    yield Figure(
        "peak memory of 100 schools beside 30", peaks[2] / peaks[1], "times", 1.1, most=True
    )


def peak(root: Path) -> float:
    """The most memory (MB) that a build from nothing took."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
        "stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", code, *BUILD, *DAY]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return float(done.stdout)
