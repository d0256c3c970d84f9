"""Build (生成): the whole program on one screen.

    load → validate → plan → render → write → publish

The unit is the school. `build_school` makes one from its own files and hands back what the county
needs to know; `build` sends the schools out to be made, makes the county's pages from what comes
back, and publishes. A school that fails keeps what it last published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from gongshi.errors import InvalidContent, Problem, Severity
from gongshi.formats.sitemap import sitemap, sitemap_index
from gongshi.frame import Frames, frames_for
from gongshi.indexes import Summary
from gongshi.load import CountyFiles, read_county, read_school
from gongshi.load.fonts import CountyFont
from gongshi.plan import CountyPlans, FilePlan, PagePlan, Plan, PosterPlan, SchoolPlans
from gongshi.printing.causes import Causes, told
from gongshi.printing.centre import PrintCentre
from gongshi.printing.presswork import put
from gongshi.publication import CountySetting
from gongshi.publish import Made, Manifest, Stage
from gongshi.render import Surroundings, Workshop
from gongshi.render.stylesheet import look_files
from gongshi.state import Known, State, excerpts, look_at
from gongshi.theme import digest_of, public_files, theme_for
from gongshi.validate import (
    NO_COUNTY,
    CountyContent,
    unknown_year,
    validate_county,
    validate_school,
)
from gongshi.write import Writer

if TYPE_CHECKING:
    from gongshi.printing.proofs import Proofs


@dataclass(frozen=True)
class Order:
    """What is asked of a build: where from and to, for which day, and with which posters."""

    root: Path
    out: Path
    today: date
    posters: bool = True
    frames: Frames | None = None


@dataclass(frozen=True)
class Report:
    """What a build did: files written, removed and in all, and everything found wrong."""

    written: int = 0
    removed: int = 0
    files: int = 0
    problems: tuple[Problem, ...] = ()
    schools: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    unpublished: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether anything could not be published."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def build(
    order: Order,
    executor: Executor | None = None,
    told: Callable[[str, int, int], None] = lambda code, done, of: None,
) -> Report:
    """Publish the content under the order's root; `told` hears of each school that is done.

    Raises InvalidContent where the county's own file is at fault: nothing is published then.
    """
    theme = theme_for(order.root)
    frames = order.frames or frames_for(order.root, theme)
    files = read_county(order.root)
    content = validate_county(files)
    stage = Stage(order.out.resolve())
    with stage.opened():
        held = stage.held()
        before = held.manifest or Manifest()
        state = State.read(order.root, order.out, held.digest)
        common = _common(order, theme, frames, files)
        tasks = [
            SchoolTask(order, code, theme, frames, content, stage.fresh, _own(before, code))
            for code in files.schools
            if not state.is_current(
                order.root, code, common, content.shared, kept=code in before.schools
            )
        ]
        outcomes = {
            code: _kept(before, code, state.warnings.get(code, ())) for code in files.schools
        }
        for done, outcome in enumerate(_made(tasks, executor), start=1):
            outcomes[outcome.code] = outcome if outcome.summary else _held_back(outcome, before)
            told(outcome.code, done, len(tasks))
        county, told_of_it = _county(
            order, theme, frames, content, outcomes.values(), stage.fresh, before
        )
        wanted = _manifest(outcomes.values(), county)
        written, removed = stage.publish(held, wanted)
        if written + removed or not stage.tree.exists():
            stage.make_ready()
        skipped = frozenset(files.schools) - {task.code for task in tasks}
        state.write(wanted.digest, common, content.shared, list(outcomes.values()), skipped)
    problems = (
        *files.problems,
        *files.fonts.problems,
        *unknown_year(content, order.today),
        *told_of_it,
        *(one for outcome in outcomes.values() for one in outcome.problems),
    )
    return Report(
        written=written,
        removed=removed,
        files=len(wanted.files),
        problems=tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order)),
        schools=files.schools,
        held=tuple(one.code for one in outcomes.values() if one.failed),
        unpublished=tuple(one.code for one in outcomes.values() if one.failed and not one.files),
    )


def check(root: Path, today: date, proofs: Proofs | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong with a site's content, in reading order; nothing is published.

    With `proofs`, also what cannot be read on the walls this week and next.
    """
    files = read_county(root)
    problems = list(files.fonts.problems)
    try:
        content = validate_county(files)
        problems += (*files.problems, *unknown_year(content, today))
    except InvalidContent as error:
        problems += error.problems
        content, proofs = NO_COUNTY, None
    site = proofs.site if proofs else ""
    for code in files.schools:
        try:
            read = read_school(root, code, content.kinds)
            school = validate_school(read, content, today, site)
            problems += (*school.warnings, *(proofs.problems(school, read) if proofs else ()))
        except InvalidContent as error:
            problems += error.problems
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.order))


def build_for_mkdocs(root: Path, out: Path, frames: Frames) -> None:
    """The build that plain `mkdocs build` and `mkdocs serve` run; told to MkDocs where it fails."""
    import logging

    from gongshi.clock import today

    log = logging.getLogger("mkdocs.plugins.gongshi")
    forget()
    try:
        report = build(Order(root, out, today(), frames=frames))
    except InvalidContent as error:
        report = Report(problems=error.problems)
    for problem in report.problems:
        told = log.error if problem.severity is Severity.ERROR else log.warning
        told("%s", problem)


@dataclass(frozen=True)
class SchoolTask:
    """One school to be made, in this process or another: everything it takes."""

    order: Order
    code: str
    theme: Path
    frames: Frames
    content: CountyContent
    fresh: Path
    before: Mapping[str, Made]


@dataclass(frozen=True)
class Outcome:
    """What came of one school: its files, its summary, what it was made from, what is wrong."""

    code: str
    files: Mapping[str, Made] = field(default_factory=dict)
    summary: str = ""
    known: Known | None = None
    problems: tuple[Problem, ...] = ()
    failed: bool = False


def build_school(task: SchoolTask) -> Outcome:
    """Make one school's files, writing those that are new; never raises for its content."""
    order = task.order
    files = read_school(order.root, task.code, task.content.kinds)
    known = look_at(order.root, files)
    try:
        content = validate_school(
            files, task.content, order.today, task.frames.site, posters=order.posters
        )
    except InvalidContent as error:
        return Outcome(task.code, known=known, problems=error.problems, failed=True)
    workshop = _workshop(task.theme, task.frames, task.content.fonts)
    writer = Writer(task.fresh, task.before)
    setting = content.setting
    plans = SchoolPlans(content)
    around = workshop.surroundings(setting.county, setting.school, plans.tabs)
    addresses, problems, causes = [], list(content.warnings), Causes(content, files)
    for plan in plans.plans:
        _make(workshop, writer, plan, around)
        if isinstance(plan, PosterPlan):
            fitting = put(workshop.press, writer, plan.path, plan.poster)
            problems += causes.problems(fitting, plan.poster, plan.path)
        if isinstance(plan, PagePlan):
            addresses.append(plan.address)
    if order.posters:
        centre = PrintCentre(content, workshop, writer, order.out)
        addresses.append(centre.make(around))
        problems += workshop.faults(setting.school)
    for name, own in look_files(setting.school.attire).items():
        writer.write(f"{task.code}/{name}", own)
    for folder, found in files.beside.items():
        for name, path in found.items():
            writer.copy(f"{task.code}/{folder.value}/{name}", path)
    writer.write(f"{task.code}/sitemap.xml", sitemap(task.frames.site, sorted(addresses)))
    summary = plans.summary()
    return Outcome(
        code=task.code,
        files=writer.files,
        summary=summary.as_text(),
        known=known.with_excerpts(excerpts(content)),
        problems=tuple(problems),
    )


def _make(workshop: Workshop, writer: Writer, plan: Plan, around: Surroundings) -> None:
    """A planned page or file; a poster is `put` there."""
    if isinstance(plan, PagePlan):
        writer.write(f"{plan.address}index.html", workshop.page(plan, around))
    elif isinstance(plan, FilePlan):
        writer.write(plan.path, plan.content)


def forget() -> None:
    """Let go of templates and frames, for a program that builds again after they changed."""
    _workshop.cache_clear()
    digest_of.cache_clear()


@cache
def _workshop(theme: Path, frames: Frames, fonts: tuple[CountyFont, ...]) -> Workshop:
    """One workshop in each process."""
    return Workshop(theme, frames, fonts)


def _made(tasks: list[SchoolTask], executor: Executor | None) -> Iterable[Outcome]:
    return map(build_school, tasks) if executor is None else executor.map(build_school, tasks)


def _kept(before: Manifest, code: str, warnings: tuple[Problem, ...] = ()) -> Outcome:
    """A school as it was published before, with what it was warned of."""
    summary = before.schools.get(code, "")
    return Outcome(code, files=_own(before, code), summary=summary, problems=warnings)


def _held_back(failed: Outcome, before: Manifest) -> Outcome:
    """A school that failed: what it published before stays, its problems are told."""
    kept = _kept(before, failed.code)
    return Outcome(failed.code, kept.files, kept.summary, problems=failed.problems, failed=True)


def _own(before: Manifest, code: str) -> Mapping[str, Made]:
    return before.by_school.get(code, {})


def _county(
    order: Order,
    theme: Path,
    frames: Frames,
    content: CountyContent,
    outcomes: Iterable[Outcome],
    fresh: Path,
    before: Manifest,
) -> tuple[Mapping[str, Made], tuple[Problem, ...]]:
    """The county's own files: its home, the hand-written pages, Material's files, the theme's."""
    summaries = tuple(
        Summary.from_text(one.summary, held=one.failed) for one in outcomes if one.summary
    )
    workshop, writer = _workshop(theme, frames, content.fonts), Writer(fresh, before.files)
    setting = CountySetting(
        content.county, content.calendar, order.today, frames.site, order.posters
    )
    plans = CountyPlans(setting, content.kinds, summaries, frames.prose)
    around = workshop.surroundings(content.county, None, plans.tabs)
    addresses = [page.address for page in frames.prose.values()]
    problems: list[Problem] = []
    for plan in plans.plans:
        _make(workshop, writer, plan, around)
        if isinstance(plan, PosterPlan):
            fitting = put(workshop.press, writer, plan.path, plan.poster)
            problems += (
                told(one, plan.poster, plan.path, None) for one in fitting.remarks(plan.poster)
            )
        if isinstance(plan, PagePlan):
            addresses.append(plan.address)
    for path in (*frames.prose, "404.html"):
        writer.write(path, workshop.prose(path, frames.of(path), around))
    for path, digest in frames.files.items():
        writer.take(path, digest, frames.folder / path)
    for path, file in public_files(theme).items():
        writer.copy(path, file)
    writer.write(_PAGES, sitemap(frames.site, sorted(addresses)))
    sitemaps = [_PAGES, *(f"{one.school.code}/sitemap.xml" for one in summaries)]
    writer.write("sitemap.xml", sitemap_index(frames.site, sitemaps))
    return writer.files, tuple(problems)


_PAGES = "pages.xml"


def _manifest(outcomes: Iterable[Outcome], county: Mapping[str, Made]) -> Manifest:
    files: dict[str, Made] = dict(county)
    schools: dict[str, str] = {}
    for one in outcomes:
        files.update(one.files)
        if one.summary:
            schools[one.code] = one.summary
    return Manifest(files, schools)


def _common(order: Order, theme: Path, frames: Frames, files: CountyFiles) -> str:
    """A digest of everything that all schools' pages depend on."""
    county = files.county.text if files.county else ""
    calendar = files.calendar.text if files.calendar else ""
    wording = files.wording.text if files.wording else ""
    parts = (
        digest_of(theme),
        frames.key,
        frames.site,
        county,
        calendar,
        wording,
        *(f"{one.name} {one.digest}" for one in files.fonts.fonts),
        *(f"{one.path}\n{one.text}" for forms in files.forms.values() for one in forms.values()),
        str(order.today),
        str(order.posters),
    )
    return sha256("\0".join(parts).encode()).hexdigest()
