"""Folders (目录): where a county keeps its files, and what stands in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from gongshi.document import Beside, Document, field_names
from gongshi.errors import Problem, Saying, WrongUse
from gongshi.kinds import home_of, kinds
from gongshi.load.files import Reader
from gongshi.load.fonts import FontFiles, read_fonts
from gongshi.load.looks import LookFiles, read_look
from gongshi.load.source import Source
from gongshi.load.strays import ENDINGS_BESIDE, strays_of_county, strays_of_school

SCHOOLS = "content/schools"
HOLIDAYS = "content/holidays.yaml"
WORDING = "wording.yaml"
FORMS = "content/forms"


@dataclass(frozen=True)
class CountyFiles:
    """What the county says for all its schools: its own file, its schools, its shared books.

    `calendar` is the file of terms and holidays, if there is one; `forms` are each kind's forms by
    name, the county's own before those the program brings; `wording` how words are read and
    translated; `fonts` print what the posters' own font lacks.
    """

    county: Source | None
    schools: tuple[str, ...]
    shared: Mapping[str, Source]
    problems: tuple[Problem, ...]
    calendar: Source | None = None
    forms: Mapping[str, Mapping[str, Source]] = field(default_factory=dict)
    wording: Source | None = None
    fonts: FontFiles = field(default_factory=FontFiles)


@dataclass(frozen=True)
class SchoolFiles:
    """A school's files: its own, its documents by kind and slug, what they take from others.

    `borrowed` holds the files that `same_as` leads to, by kind, owner and slug; `beside` the
    school's pictures and files to hand out, by folder and name; `wording` how it reads and
    translates its own words, `look` what its pages and posters are to look like.
    """

    code: str
    school: Source | None
    documents: Mapping[str, Mapping[str, Source]]
    borrowed: Mapping[tuple[str, str, str], Source]
    beside: Mapping[Beside, Mapping[str, Path]]
    problems: tuple[Problem, ...]
    wording: Source | None = None
    look: LookFiles = field(default_factory=LookFiles)


def read_county(root: Path) -> CountyFiles:
    """The county's own files and the codes of its schools, in the order of their names."""
    if not (root / "content").is_dir():
        raise WrongUse(
            Saying(
                f"{root} 里没有 content 文件夹，不是一个公示站；可用 gongshi new site 新建。",
                f"{root} has no content folder, so it is no site; make one with gongshi new site.",
            )
        )
    reader = Reader(root)
    county = reader.read("content/county.yaml", required=True)
    calendar = reader.read(HOLIDAYS)
    wording = reader.read(f"content/{WORDING}")
    shared = {
        name: source
        for name, kind in kinds().items()
        if kind.shared and (source := reader.read(_shared_path(kind))) is not None
    }
    forms = {name: _forms(reader, kind) for name, kind in kinds().items() if kind.form}
    schools = tuple(_schools(reader))
    problems = (*reader.problems, *strays_of_county(root, schools))
    fonts = read_fonts(root)
    return CountyFiles(county, schools, shared, problems, calendar, forms, wording, fonts)


def _forms(reader: Reader, kind: type[Document]) -> dict[str, Source]:
    """The forms of one kind by name: those the program brings, then the county's own."""
    found: dict[str, Source] = {}
    home = home_of(kind)
    places = [(f"{home.name}/forms", Reader(home.parent))] if home else []
    for place, one in (*places, (f"{FORMS}/{kind.folder}", reader)):
        for path in one.below(place):
            source = one.read(path)
            if source is not None:
                found[PurePosixPath(path).stem] = source
    return found


def _shared_path(kind: type[Document]) -> str:
    assert kind.shared is not None
    return str(PurePosixPath(kind.shelf("")) / kind.shared[0])


def _schools(reader: Reader) -> Iterator[str]:
    for one in reader.inside(SCHOOLS):
        if (
            one.is_dir()
            and not one.name.startswith(".")
            and reader.is_text(f"{SCHOOLS}/{one.name}")
        ):
            yield one.name


def read_school(root: Path, code: str, kinds: Mapping[str, type[Document]]) -> SchoolFiles:
    """Everything of one school, and nothing of another but what it asks for by `same_as`."""
    reader = Reader(root)
    home = f"{SCHOOLS}/{code}"
    school = reader.read(f"{home}/school.yaml", required=True)
    wording = reader.read(f"{home}/{WORDING}")
    look = read_look(root, home, kinds)
    documents = {name: _documents(reader, kind, code) for name, kind in kinds.items()}
    borrowed = {
        key: source
        for name, kind in kinds.items()
        for key, source in _borrowed(reader, name, kind, documents[name])
    }
    beside = {
        folder: {
            one.name: one
            for one in reader.inside(f"{home}/{folder.value}")
            if one.suffix.lower() in ENDINGS_BESIDE[folder] and one.is_file()
        }
        for folder in Beside
    }
    problems = (*reader.problems, *strays_of_school(root, code, kinds))
    return SchoolFiles(code, school, documents, borrowed, beside, problems, wording, look)


def _documents(reader: Reader, kind: type[Document], code: str) -> dict[str, Source]:
    """The documents of one kind by slug, in the order of their slugs."""
    found: dict[str, Source] = {}
    if kind.computed:
        return found
    paths: dict[str, str] = {}
    for path in sorted(reader.below(kind.shelf(code)), key=_slug_of):
        slug = _slug_of(path)[0]
        if slug in paths:
            reader.problems.append(_twice(path, paths[slug]))
            continue
        paths[slug] = path
        source = reader.read(path)
        if source is not None:
            found[slug] = source
    return found


def _borrowed(
    reader: Reader, name: str, kind: type[Document], documents: Mapping[str, Source]
) -> Iterator[tuple[tuple[str, str, str], Source]]:
    """The files that documents lead to by `same_as`, and those lead to in turn."""
    waiting = list(documents.items())
    seen: set[tuple[str, str, str]] = set()
    while waiting:
        slug, source = waiting.pop()
        owner = _same_as(source)
        key = (name, owner or "", slug)
        if owner is None or key in seen:
            continue
        seen.add(key)
        paths = reader.below(kind.shelf(owner), told=False)
        path = next((one for one in paths if _slug_of(one)[0] == slug), None)
        lent = reader.read(path) if path else None
        if lent is not None:
            waiting.append((slug, lent))
            yield key, lent


_SAME_AS = ("same_as", *field_names(Document)["same_as"])


def _same_as(source: Source) -> str | None:
    if not isinstance(source.data, dict):
        return None
    said = next((source.data[key] for key in _SAME_AS if key in source.data), None)
    return said.strip("/ ") if isinstance(said, str) and _is_inside(said) else None


def _is_inside(path: str) -> bool:
    return not any(part in ("..", ".", "") for part in path.strip("/ ").split("/"))


def _slug_of(path: str) -> tuple[str, str]:
    return PurePosixPath(path).stem, path


def _twice(path: str, other: str) -> Problem:
    saying = Saying(f"和 {other} 是同一份，请只留一个。", f"the same as {other}; keep one of them.")
    return Problem(path, 1, 1, "twice", saying)


def fingerprint(root: Path, code: str) -> str:
    """A digest of every file that a school is built from, read or not (sizes, times and names).

    It looks at the files' state, not their bytes, so asking costs far less than reading.
    """
    digest = sha256()
    shelves = [f"{SCHOOLS}/{code}"]
    shelves += [kind.shelf(code) for kind in kinds().values()]
    for shelf in dict.fromkeys(shelves):
        for here, _, names in sorted(os.walk(root / shelf)):
            for name in sorted(names):
                digest.update(_state_of(f"{here}/{name}"))
    return digest.hexdigest()


def _state_of(path: str) -> bytes:
    try:
        state = Path(path).stat()
    except OSError:
        return os.fsencode(f"{path}\0-\0")
    return os.fsencode(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\0")
