"""Folders (目录): where a county keeps its files, and what stands in them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path, PurePosixPath

from gongshi.document import Document
from gongshi.errors import MachineFailed, Problem, Saying, WrongUse
from gongshi.kinds import kinds
from gongshi.load.tree import Source, Unreadable, read_source

SCHOOLS = "content/schools"
_ENDINGS = (".yaml", ".yml")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class CountyFiles:
    """What the county says for all its schools: its own file, its schools, its shared books."""

    county: Source | None
    schools: tuple[str, ...]
    shared: Mapping[str, Source]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class SchoolFiles:
    """A school's files: its own, its documents by kind and slug, what they take from others.

    `borrowed` holds the files that `same_as` leads to, by kind, owner and slug; `photos` the
    pictures of the school by name; `fingerprint` changes when any of this does.
    """

    code: str
    school: Source | None
    documents: Mapping[str, Mapping[str, Source]]
    borrowed: Mapping[tuple[str, str, str], Source]
    photos: Mapping[str, Path]
    problems: tuple[Problem, ...]


def read_county(root: Path) -> CountyFiles:
    """The county's own files and the codes of its schools, in the order of their names."""
    if not (root / "content").is_dir():
        raise WrongUse(
            Saying(
                f"{root} 里没有 content 文件夹，不是一个公示站；可用 gongshi new site 新建。",
                f"{root} has no content folder, so it is no site; make one with gongshi new site.",
            )
        )
    reader = _Reader(root)
    county = reader.read("content/county.yaml", required=True)
    shared = {
        name: source
        for name, kind in kinds().items()
        if kind.shared and (source := reader.read(_shared_path(kind))) is not None
    }
    schools = tuple(_schools(root))
    reader.problems += _strays(root, schools)
    return CountyFiles(county, schools, shared, tuple(reader.problems))


def _shared_path(kind: type[Document]) -> str:
    assert kind.shared is not None
    return str(PurePosixPath(kind.shelf("")) / kind.shared[0])


def _schools(root: Path) -> Iterator[str]:
    folder = root / SCHOOLS
    if folder.is_dir():
        yield from sorted(
            one.name for one in folder.iterdir() if one.is_dir() and not one.name.startswith(".")
        )


def _strays(root: Path, schools: tuple[str, ...]) -> Iterator[Problem]:
    """Files that no school would ever publish: a clerk's words must not be lost in silence."""
    known = {*schools, _KITCHENS}
    for kind in kinds().values():
        shelf = PurePosixPath(kind.shelf("")).as_posix()
        if shelf.startswith("content") or not (root / shelf).is_dir():
            continue
        shared = kind.shared[0] if kind.shared else ""
        for one in sorted((root / shelf).iterdir()):
            if one.name.startswith((".", "~")) or one.name in known or one.name == shared:
                continue
            if one.is_dir() or one.suffix.lower() in _ENDINGS:
                yield _stray(f"{shelf}/{one.name}", one.name, sorted(known))


_KITCHENS = "kitchens"


def _stray(path: str, name: str, known: list[str]) -> Problem:
    near = get_close_matches(name, known, 1, 0.5)
    zh = f"，您是不是想写“{near[0]}”？" if near else "，请先用 gongshi new school 新建学校。"
    en = f"; did you mean “{near[0]}”?" if near else "; make it with gongshi new school."
    saying = Saying(f"没有名为“{name}”的学校{zh}", f"there is no school “{name}”{en}")
    return Problem(path, 1, 1, "stray", saying)


def read_school(root: Path, code: str) -> SchoolFiles:
    """Everything of one school, and nothing of another but what it asks for by `same_as`."""
    reader = _Reader(root)
    school = reader.read(f"{SCHOOLS}/{code}/school.yaml", required=True)
    documents = {name: reader.documents(kind, code) for name, kind in kinds().items()}
    borrowed = {
        key: source
        for name, kind in kinds().items()
        for key, source in reader.borrowed(name, kind, documents[name])
    }
    photos = root / SCHOOLS / code / "photos"
    return SchoolFiles(
        code=code,
        school=school,
        documents=documents,
        borrowed=borrowed,
        photos={
            one.name: one
            for one in (sorted(photos.iterdir()) if photos.is_dir() else ())
            if one.suffix.lower() in _PICTURES
        },
        problems=tuple(reader.problems),
    )


class _Reader:
    """Reads files under a root, keeping the problems of those it cannot read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def read(self, path: str, *, required: bool = False) -> Source | None:
        """One file, or None where it is missing or unreadable."""
        try:
            raw = (self.root / path).read_bytes()
        except FileNotFoundError:
            if required:
                self.problems.append(_missing(path))
            return None
        except OSError as error:
            raise MachineFailed(
                Saying(f"读不了 {path}：{error.strerror}。", f"cannot read {path}: {error}.")
            ) from error
        try:
            return read_source(path, raw)
        except Unreadable as error:
            self.problems += error.problems
            return None

    def documents(self, kind: type[Document], code: str) -> dict[str, Source]:
        """The documents of one kind by slug, in the order of their slugs."""
        found: dict[str, Source] = {}
        for path in sorted(_files(self.root, kind.shelf(code)), key=_slug_of):
            source = self.read(path)
            slug = _slug_of(path)[0]
            if slug in found:
                self.problems.append(_twice(path, found[slug].path))
            elif source is not None:
                found[slug] = source
        return found

    def borrowed(
        self, name: str, kind: type[Document], documents: Mapping[str, Source]
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
            shelf = kind.shelf(owner)
            path = next((one for one in _files(self.root, shelf) if _slug_of(one)[0] == slug), None)
            lent = self.read(path) if path else None
            if lent is not None:
                waiting.append((slug, lent))
                yield key, lent


def _same_as(source: Source) -> str | None:
    if not isinstance(source.data, dict):
        return None
    said = next((source.data[key] for key in ("same_as", "同", "沿用") if key in source.data), None)
    return said.strip("/ ") if isinstance(said, str) and _is_inside(said) else None


def _is_inside(path: str) -> bool:
    return not any(part in ("..", "") for part in path.strip("/ ").split("/"))


def _files(root: Path, folder: str) -> Iterator[str]:
    """The YAML files below a folder, as paths under the root."""
    for here, folders, names in os.walk(root / folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        relative = Path(here).relative_to(root).as_posix()
        for name in sorted(names):
            if name.lower().endswith(_ENDINGS) and not name.startswith((".", "~")):
                yield f"{relative}/{name}"


def _slug_of(path: str) -> tuple[str, str]:
    return PurePosixPath(path).stem, path


def _missing(path: str) -> Problem:
    saying = Saying("缺少这个文件，请补上。", "this file is missing; add it.")
    return Problem(path, 1, 1, "missing-file", saying)


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
                state = os.stat(f"{here}/{name}")
                digest.update(f"{here}/{name}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return digest.hexdigest()
