"""State (状态): what each school was last made from, so that an unchanged one is not made again.

It is kept in the site's `.cache/`, never published, and worth nothing but time: without it every
school is made again and comes out the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from gongshi.document import Model
from gongshi.errors import Problem, Saying, Severity
from gongshi.kinds import kinds
from gongshi.load import SchoolFiles
from gongshi.load.folders import fingerprint

if TYPE_CHECKING:
    from gongshi.validate import SchoolContent


@dataclass(frozen=True)
class Known:
    """What one school was made from.

    `own` is the fingerprint of its own files, `borrowed` the size and time (ns) of each file it
    took from others, `names` what it looked up in each kind's shared book.
    """

    own: str
    borrowed: Mapping[str, tuple[int, int]]
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def with_excerpts(self, names: Mapping[str, tuple[str, ...]]) -> Known:
        """The same, with what was looked up in shared books."""
        return replace(self, names=names)


class _Made(Protocol):
    """An outcome of a build."""

    @property
    def code(self) -> str: ...
    @property
    def known(self) -> Known | None: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...


def look_at(root: Path, files: SchoolFiles) -> Known:
    """The state of the files a school was just read from."""
    borrowed = {source.path: _state_of(root / source.path) for source in files.borrowed.values()}
    return Known(fingerprint(root, files.code), borrowed)


def _state_of(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError:
        return (-1, -1)
    return (state.st_size, state.st_mtime_ns)


def excerpts(content: SchoolContent) -> Mapping[str, tuple[str, ...]]:
    """What the school's documents looked up in each kind's shared book."""
    return {
        name: tuple(sorted(kind.looked_up(content.filed[name])))
        for name, kind in kinds().items()
        if kind.shared
    }


@dataclass(frozen=True)
class State:
    """The schools of the last build, as far as it belongs to what is published now."""

    path: Path
    common: str = ""
    schools: Mapping[str, tuple[Known, str]] = field(default_factory=dict)
    warnings: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path, out: Path, published: str) -> State:
        """The state kept for a public folder; empty where it is of another build."""
        name = sha256(str(out.resolve()).encode()).hexdigest()[:16]
        path = root / ".cache" / "gongshi" / f"state-{name}.json"
        try:
            kept = json.loads(path.read_text("utf-8"))
            if kept["published"] != published:
                return cls(path)
            schools = {
                code: (_known(said), said["shared"]) for code, said in kept["schools"].items()
            }
            warnings = {
                code: tuple(map(_warning, said["warnings"]))
                for code, said in kept["schools"].items()
            }
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path)
        return cls(path, kept["common"], schools, warnings)

    def is_current(
        self, root: Path, code: str, common: str, shared: Mapping[str, Model], *, kept: bool
    ) -> bool:
        """Whether a school, made again, would come out as it is published."""
        known, excerpt = self.schools.get(code, (None, ""))
        return (
            kept
            and known is not None
            and common == self.common
            and known.own == fingerprint(root, code)
            and all(_state_of(root / path) == said for path, said in known.borrowed.items())
            and excerpt == _excerpt(known, shared)
        )

    def write(
        self,
        published: str,
        common: str,
        shared: Mapping[str, Model],
        made: list[_Made],
        skipped: frozenset[str],
    ) -> None:
        """Keep what the schools were made from: those made now, and those left as they were.

        A school with errors is left out, so that it is made every time; warnings are kept, to be
        told again.
        """
        schools = {code: kept for code, kept in self.schools.items() if code in skipped}
        warnings = {code: self.warnings[code] for code in schools}
        for one in made:
            if one.known is not None and all(map(_is_a_warning, one.problems)):
                schools[one.code] = (one.known, _excerpt(one.known, shared))
                warnings[one.code] = one.problems
        said = {
            code: {
                "own": known.own,
                "borrowed": dict(known.borrowed),
                "names": dict(known.names),
                "shared": excerpt,
                "warnings": [_as_row(one) for one in warnings[code]],
            }
            for code, (known, excerpt) in schools.items()
        }
        whole = {"published": published, "common": common, "schools": said}
        text = json.dumps(whole, ensure_ascii=False)
        try:
            if self.path.read_text("utf-8") == text:
                return
        except OSError:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(text, "utf-8")


def _is_a_warning(problem: Problem) -> bool:
    return problem.severity is Severity.WARNING


def _as_row(one: Problem) -> list[str | int]:
    return [one.path, one.line, one.column, one.code, one.saying.zh, one.saying.en]


def _warning(row: list[Any]) -> Problem:
    path, line, column, code, zh, en = row
    return Problem(path, line, column, code, Saying(zh, en), Severity.WARNING)


def _known(said: dict[str, Any]) -> Known:
    borrowed = {path: (state[0], state[1]) for path, state in said["borrowed"].items()}
    names: dict[str, tuple[str, ...]] = {
        kind: tuple(found) for kind, found in said["names"].items()
    }
    return Known(str(said["own"]), borrowed, names)


def _excerpt(known: Known, shared: Mapping[str, Model]) -> str:
    """A digest of what the shared books say under the names that were looked up."""
    digest = sha256()
    for kind, names in sorted(known.names.items()):
        book = shared.get(kind)
        if book is not None:
            said = kinds()[kind].excerpt(book, names)
            digest.update(f"{kind}\0{said}\0".encode())
    return digest.hexdigest()
