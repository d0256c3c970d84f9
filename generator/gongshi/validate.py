"""Validate (检验): data into frozen models, or everything that is wrong with it, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from gongshi.county import County
from gongshi.document import Document, Filed, Flaw, Model, Reading, field_names
from gongshi.dressing import dressed
from gongshi.edition import Wording
from gongshi.errors import InvalidContent, Problem, Saying, Severity
from gongshi.identity import identities
from gongshi.kinds import clashes, kind_called, kinds, kinds_with
from gongshi.load import CountyFiles, SchoolFiles, Source
from gongshi.load.folders import HOLIDAYS
from gongshi.load.fonts import CountyFont
from gongshi.look import Attire, Look
from gongshi.problems import problems_of, unfilled
from gongshi.publication import Setting
from gongshi.school import School
from gongshi.schooldays import Calendar
from gongshi.wording import WordingBook
from gongshi.words import nearest

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class CountyContent:
    """The county, valid: its model, its calendar, each kind's shared book and forms by name.

    `fonts` print what the posters' own font lacks.
    """

    county: County
    shared: Mapping[str, Model]
    calendar: Calendar
    forms: Mapping[str, Mapping[str, Model]] = field(default_factory=dict)
    fonts: tuple[CountyFont, ...] = ()

    @property
    def kinds(self) -> Mapping[str, type[Document]]:
        """Every kind, with those that the county's forms declare."""
        return kinds_with(self.forms)


NO_COUNTY = CountyContent(County(name="-", authority="-"), {}, Calendar())
"""Stands in for a county whose own file is at fault, so that its schools can still be checked."""


@dataclass(frozen=True)
class SchoolContent:
    """A school, valid: where and when it publishes, and its documents by kind, oldest first.

    `warnings` may hold errors of its look, which keep nothing from being published.
    """

    setting: Setting
    kinds: Mapping[str, type[Document]]
    filed: Mapping[str, tuple[Filed[Document], ...]]
    warnings: tuple[Problem, ...]


def validate_county(files: CountyFiles) -> CountyContent:
    """The county and its shared books; raises InvalidContent with all their problems."""
    gatherer = _Gatherer(list(files.problems))
    county = gatherer.model(County, files.county, Reading("")) if files.county else None
    known = gatherer.model(Calendar, files.calendar, Reading("")) if files.calendar else None
    wording = gatherer.wording(files.wording)
    shared = {
        name: book
        for name, source in files.shared.items()
        if (kept := kinds()[name].shared) is not None
        and (book := gatherer.model(kept[1], source, Reading(""))) is not None
    }
    forms = {name: gatherer.forms(kinds()[name], found) for name, found in files.forms.items()}
    for name, flaw in clashes(forms):
        source = files.forms[name][flaw.slug]
        form = kinds()[name].form
        gatherer.problems.append(source.problem(flaw.where, "taken", flaw.saying, form))
    if county is not None and files.county is not None:
        gatherer.problems += _unknown_kinds(county, files.county, kinds_with(forms))
    errors = [problem for problem in gatherer.problems if problem.code != "stray"]
    if county is None or errors:
        raise InvalidContent(gatherer.problems)
    own = county.with_wording(wording)
    return CountyContent(own, shared, known or Calendar(), forms, files.fonts.fonts)


def _unknown_kinds(
    county: County, source: Source, kinds: Mapping[str, type[Document]]
) -> Iterator[Problem]:
    """Duties that name no kind of document."""
    labels = tuple(kind.label for kind in kinds.values())
    for place, duty in enumerate(county.duties):
        if kind_called(duty.kind, kinds) is None:
            near = nearest(duty.kind, labels)
            zh = f"您是不是想写“{near}”？" if near else f"可写：{'、'.join(labels)}。"
            en = f"did you mean “{near}”?" if near else f"choices: {', '.join(labels)}."
            saying = Saying(
                f"没有“{duty.kind}”这种文件，{zh}", f"there is no kind “{duty.kind}”; {en}"
            )
            yield source.problem(("duties", place, "kind"), "kind", saying, County)


def unknown_year(content: CountyContent, today: date) -> tuple[Problem, ...]:
    """A reminder that nobody has written down yet which days of this year are worked."""
    if content.calendar.knows(today):
        return ()
    saying = Saying(
        f"这里没有 {today.year} 年的节假日，工作日只能按周一至周五算；请运行 gongshi holidays，"
        "或照往年的样子写进来。",
        f"the holidays of {today.year} are unknown here, so Monday to Friday count as worked; "
        "run gongshi holidays, or write them here as in other years.",
    )
    return (Problem(HOLIDAYS, 1, 1, "unknown-year", saying, Severity.WARNING),)


def validate_school(
    files: SchoolFiles, content: CountyContent, today: date, site: str, *, posters: bool = True
) -> SchoolContent:
    """A school and its documents; raises InvalidContent with everything that is wrong."""
    gatherer = _Gatherer(list(files.problems))
    school = gatherer.school(files)
    every = content.kinds
    filed = {name: tuple(gatherer.documents(name, every[name], files, content)) for name in every}
    for sources in files.documents.values():
        gatherer.problems += [one for source in sources.values() for one in identities(source)]
    wording, (attire, told) = gatherer.wording(files.wording), _attire(files)
    if school is not None:
        setting = Setting(
            content.county,
            school.with_own(wording, attire),
            today,
            site,
            posters,
            calendar=content.calendar,
            documents=filed,
        )
        for name, kind in every.items():
            gatherer.flaws(kind, filed[name], setting, files, name)
    errors = [one for one in gatherer.problems if one.severity is Severity.ERROR]
    if errors or school is None:
        raise InvalidContent((*gatherer.problems, *told))
    return SchoolContent(setting, every, filed, (*gatherer.problems, *told))


def _attire(files: SchoolFiles) -> tuple[Attire, tuple[Problem, ...]]:
    """What the school wears. Whatever is wrong with it is told and stops no menu."""
    aside = _Gatherer(list(files.look.problems))
    source = files.look.source
    look = aside.model(Look, source, Reading(files.code)) if source is not None else None
    attire, told = dressed(look, files.look)
    return attire, (*aside.problems, *told)


def model_of(model: type[M], source: Source, reading: Reading) -> M:
    """One file's model; raises InvalidContent with every problem of the file."""
    try:
        made = model.model_validate(source.data, context=reading)
    except ValidationError as error:
        raise InvalidContent(problems_of(model, source, error)) from error
    if blank := unfilled(model, source):
        raise InvalidContent(blank)
    return made


class _Gatherer:
    """Makes models and gathers the problems of those that cannot be made."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def model(self, model: type[M], source: Source, reading: Reading) -> M | None:
        try:
            return model_of(model, source, reading)
        except InvalidContent as error:
            self.problems += error.problems
            return None

    def school(self, files: SchoolFiles) -> School | None:
        """The school, its code taken from its folder."""
        if files.school is None or not isinstance(files.school.data, dict):
            return None
        own = {key: item for key, item in files.school.data.items() if key not in _CODE}
        stated = [item for key, item in files.school.data.items() if key in _CODE]
        data = {**own, "code": stated[0] if stated else files.code}
        source = Source(files.school.path, files.school.text, data)
        school = self.model(School, source, Reading(files.code))
        if school is not None and school.code != files.code:
            saying = Saying(
                f"代码写的是“{school.code}”，文件夹却叫“{files.code}”，请改成一致。",
                f"the code is “{school.code}” but the folder “{files.code}”; make them agree.",
            )
            self.problems.append(source.problem(("code",), "code", saying, School))
        return school

    def wording(self, source: Source | None) -> Wording:
        """How words are read and translated; as a dictionary has it where nobody says."""
        book = self.model(WordingBook, source, Reading("")) if source is not None else None
        return book.wording if book is not None else Wording()

    def forms(self, kind: type[Document], found: Mapping[str, Source]) -> dict[str, Model]:
        """A kind's forms by name."""
        assert kind.form is not None
        made = {
            name: self.model(kind.form, source, Reading(name)) for name, source in found.items()
        }
        return {name: form for name, form in made.items() if form is not None}

    def documents(
        self, name: str, kind: type[Document], files: SchoolFiles, content: CountyContent
    ) -> Iterator[Filed[Document]]:
        shared, forms = content.shared.get(name), content.forms.get(name, {})
        for slug, source in files.documents.get(name, {}).items():
            document = self.model(kind, source, Reading(slug, shared, forms))
            if document is not None and document.same_as is not None:
                reading = Reading(slug, shared, forms)
                document = self._joined(name, kind, files, document, (source, reading))
            if document is not None:
                yield Filed(slug, document)

    def _joined(
        self,
        name: str,
        kind: type[Document],
        files: SchoolFiles,
        document: Document,
        at: tuple[Source, Reading],
    ) -> Document | None:
        """The document with what it takes from another, and that in turn from another."""
        source, reading = at
        slug = reading.slug
        lenders: list[Document] = []
        owner, seen = document.same_as, set[str]()
        while owner is not None:
            owner = owner.strip("/ ")
            lent = files.borrowed.get((name, owner, slug))
            if owner in seen or owner == files.code:
                saying = _in_a_circle(owner)
                self.problems.append(source.problem(("same_as",), "same-as", saying, kind))
                return None
            if lent is None:
                if not self._is_told(kind.shelf(owner), slug):
                    saying = _no_lender(owner, kind.shelf(owner), slug)
                    self.problems.append(source.problem(("same_as",), "same-as", saying, kind))
                return None
            seen.add(owner)
            lender = self.model(kind, lent, reading)
            if lender is None:
                return None
            lenders.append(lender)
            owner = lender.same_as
        joined = lenders.pop()
        for one in (*reversed(lenders), document):
            joined = one.joined(joined)
        return joined

    def _is_told(self, shelf: str, slug: str) -> bool:
        """Whether a lender is there but could not be read, which has been told."""
        return any(
            one.path.startswith(f"{shelf}/") and PurePosixPath(one.path).stem == slug
            for one in self.problems
        )

    def flaws(
        self,
        kind: type[Document],
        filed: tuple[Filed[Document], ...],
        setting: Setting,
        files: SchoolFiles,
        name: str,
    ) -> None:
        """What does not fit between documents, and pictures and files that are not there."""
        for flaw in (*kind.flaws(filed, setting), *_missing_files(kind, filed, files)):
            source = _told_by(files, name, kind, flaw)
            problem = source.problem(flaw.where, "conflict", flaw.saying, kind)
            self.problems.append(
                replace(problem, severity=Severity.WARNING) if flaw.warning else problem
            )


_CODE = ("code", *field_names(School)["code"])


def _told_by(files: SchoolFiles, name: str, kind: type[Document], flaw: Flaw) -> Source:
    """The file that says what is wrong: the school's own, or the one it takes that part from."""
    own = files.documents[name][flaw.slug]
    lent = [
        source
        for (own_name, _, slug), source in files.borrowed.items()
        if own_name == name and slug == flaw.slug
    ]
    return next((one for one in (own, *lent) if one.has(flaw.where[:2], kind)), own)


def _missing_files(
    kind: type[Document], filed: tuple[Filed[Document], ...], files: SchoolFiles
) -> Iterator[Flaw]:
    for shown in kind.photos(filed):
        if shown.name not in files.beside[shown.folder]:
            saying = Saying(
                f"学校的 {shown.folder} 文件夹里没有“{shown.name}”，请放进去或核对文件名。",
                f"the school's {shown.folder} folder has no “{shown.name}”; put it there.",
            )
            yield Flaw(shown.slug, shown.where, saying)


def _no_lender(owner: str, shelf: str, slug: str) -> Saying:
    return Saying(
        f"“沿用”的“{owner}”没有这一份（{shelf}/…/{slug}.yaml），请核对名称或补上文件。",
        f"same_as leads to “{owner}”, which has no {shelf}/…/{slug}.yaml; check it.",
    )


def _in_a_circle(owner: str) -> Saying:
    return Saying(
        f"“沿用”绕了一圈又回到“{owner}”，请把内容写在其中一处。",
        f"same_as leads in a circle back to “{owner}”; write the content in one of them.",
    )
