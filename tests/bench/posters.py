"""How fast posters are printed: those of the sample county, of all kinds, none of them twice.

Beside them the same three documents as web pages through a browser and through WeasyPrint, both
warm; these need the extra `compare` and a browser.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, groupby, islice
from operator import attrgetter
from pathlib import Path
from shutil import which

from tests.bench.figure import Figure

from gongshi.edition import PLAIN, Edition, Ink
from gongshi.formats.laid_out import surfaces
from gongshi.load import read_county, read_school
from gongshi.plan import PosterPlan, SchoolPlans
from gongshi.processes import collect_seldom, workers
from gongshi.publication import Poster
from gongshi.render.poster import Press
from gongshi.render.typesetter import Typesetter
from gongshi.render.typst_source import literal
from gongshi.theme import theme_for
from gongshi.validate import validate_county, validate_school

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
TIMED, EARLY, LATE = 500, 1000, 2000
"""How many are timed; after how many memory is asked: each kind has come once, then in each ink."""
SAME = (
    ("qinghe-primary", "menus/2026-W47/", "poster-a3.pdf"),
    ("qinghe-primary", "campaigns/clean-plate-2026-autumn/", "poster-a3.pdf"),
    ("qinghe-primary", "inspections/2026-10-14-canteen/", "poster-a4.pdf"),
)


def figures(scratch: Path) -> Iterator[Figure]:
    """Posters a second, the first of a process, memory, two processes, and other ways to print."""
    yield _first()
    posters = list(islice(_unlike(), LATE))
    collect_seldom()
    # First of all, as a process with a compiler's threads must not be split in two.
    yield _side_by_side(posters[:TIMED])
    with Press(theme_for(ROOT)) as press:
        began = time.process_time()
        _print(press, posters[:TIMED])
        spent = time.process_time() - began
        _print(press, posters[TIMED:EARLY])
        early = resident()
        _print(press, posters[EARLY:])
        late = resident()
    yield Figure("posters of all kinds", TIMED / spent, "a second", 10)
    yield _beside_bare(posters[:TIMED:25])
    yield Figure(f"memory after {LATE:,} posters", late, "MB", 400, most=True)
    yield Figure(f"the same beside {EARLY:,}", late / early, "×", 1.15, most=True)
    yield from _others(scratch)


def _unlike() -> Iterator[Poster]:
    """The posters of the sample county, again in black and white, again with little ink."""
    found = list(_of_the_county())
    for ink in Ink:
        edition = PLAIN if ink is Ink.COLOUR else Edition(ink)
        yield from (replace(poster, edition=edition) for poster in found)


def _of_the_county() -> Iterator[Poster]:
    for _, plans in _plans():
        yield from (plan.poster for plan in plans)


def _plans() -> Iterator[tuple[str, tuple[PosterPlan, ...]]]:
    files = read_county(ROOT)
    content = validate_county(files)
    for code in files.schools:
        read = read_school(ROOT, code, content.kinds)
        valid = validate_school(read, content, TODAY, "https://gongshi.qinghe.example/")
        plans = SchoolPlans(valid).plans
        yield code, tuple(plan for plan in plans if isinstance(plan, PosterPlan))


def _first() -> Figure:
    """From the start of a process that knows its poster to the printed bytes."""
    code = (
        "import time; began = time.perf_counter()\n"
        "from tests.bench.posters import _of_the_county, theme_for, ROOT, Press\n"
        "poster = next(_of_the_county())\n"
        "began = time.perf_counter()\n"
        "with Press(theme_for(ROOT)) as press: press.press(poster, press.source(poster))\n"
        "print(time.perf_counter() - began)"
    )
    seconds = [float(_python(code)) for _ in range(3)]
    return Figure("first poster of a process", min(seconds), "s", 0.6, most=True)


def _python(code: str) -> str:
    done = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def _side_by_side(posters: list[Poster]) -> Figure:
    """All in one process, then shared among two; both with all that starting one costs."""
    with workers(2) as pool:
        assert pool is not None
        began = time.perf_counter()
        pool.submit(_print_all, posters).result()
        alone = time.perf_counter() - began
    with workers(2) as pool:
        assert pool is not None
        began = time.perf_counter()
        for done in [pool.submit(_print_all, posters[place::2]) for place in (0, 1)]:
            done.result()
        shared = time.perf_counter() - began
    cores = f"{os.cpu_count()} cores"
    return Figure(f"two processes beside one, on {cores}", alone / shared, "×", 1.8)


def _beside_bare(posters: list[Poster]) -> Figure:
    """What a poster costs beside its words alone, one below the other: the same on any machine."""
    ours = bare = 0.0
    with Press(theme_for(ROOT)) as press:
        setter = Typesetter({})
        for poster in posters:
            began = time.process_time()
            printed = press.proof(poster, press.source(poster))
            ours += time.process_time() - began
            words = _bare(printed.content)
            began = time.process_time()
            setter.pdf(words, "", {})
            bare += time.process_time() - began
        setter.close()
    return Figure("a poster beside its bare words", ours / bare, "×", 6, most=True)


def _bare(content: bytes) -> str:
    """The words of a PDF as a source that has nothing else, a paragraph for each run of letters."""
    letters = chain.from_iterable(surface.letters for surface in surfaces(content))
    runs = groupby(letters, key=attrgetter("run"))
    words = ["".join(letter.text for letter in run) for _, run in runs]
    about = '#set document(title: "words")\n#set text(font: "Noto Sans CJK SC", lang: "zh")\n'
    return about + "\n\n".join(f"#{literal(one)}" for one in words)


def _print_all(posters: list[Poster]) -> None:
    with Press(theme_for(ROOT)) as press:
        _print(press, posters)


def _print(press: Press, posters: list[Poster]) -> None:
    for poster in posters:
        press.press(poster, press.source(poster))


def _others(scratch: Path) -> Iterator[Figure]:
    """The same three documents: their posters beside their pages printed otherwise."""
    site = scratch / "printed"
    build = ("-m", "gongshi", "build", str(ROOT), "--out", str(site), "--no-posters")
    subprocess.run((sys.executable, *build, "--today", str(TODAY)), check=True, capture_output=True)
    ours = _three(_ours())
    pages = [site / school / address / "index.html" for school, address, _ in SAME]
    for name, way in (("WeasyPrint", _weasyprint), ("Chromium", _chromium)):
        try:
            theirs = _three(way(pages))
        except (ImportError, OSError) as error:
            print(f"three posters, {name}: NOT MEASURED ({error}); pip install '.[compare]'")
            continue
        yield Figure(f"three posters: {name} beside Typst", theirs / ours, "×", 1)


def _three(jobs: Iterator[Callable[[], object]]) -> float:
    """Seconds for three, the second time round: everything is warm by then."""
    best = 0.0
    for job in jobs:
        job()
        began = time.perf_counter()
        job()
        best += time.perf_counter() - began
    return best


def _ours() -> Iterator[Callable[[], object]]:
    found = {plan.path: plan.poster for plan in chain.from_iterable(plans for _, plans in _plans())}
    with Press(theme_for(ROOT)) as press:
        for school, address, name in SAME:
            poster = found[f"{school}/{address}{name}"]
            # Another ink each time, as Typst remembers what it has set.
            inks = iter((Edition(Ink.MONO), PLAIN))
            yield partial(_in_turn, press, poster, inks)


def _in_turn(press: Press, poster: Poster, editions: Iterator[Edition]) -> None:
    _print(press, [replace(poster, edition=next(editions))])


def _weasyprint(pages: list[Path]) -> Iterator[Callable[[], object]]:
    import weasyprint

    for page in pages:
        yield weasyprint.HTML(filename=page).write_pdf


def _chromium(pages: list[Path]) -> Iterator[Callable[[], object]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        found = which("chromium") or which("google-chrome")
        if found is None:
            raise OSError("no browser")
        browser = started.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        opened = browser.new_page()
        for page in pages:
            opened.goto(page.as_uri())
            yield partial(opened.pdf, format="A3", print_background=True)
        browser.close()


def resident() -> float:
    """The memory that this process holds, in MB."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
