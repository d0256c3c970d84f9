"""Publish (发布): from a staging folder to the public one, in one step, whatever happens.

The public folder carries a manifest of what it holds. A second folder beside it, the stage, is
brought to the new state (linked where a file stays, moved where it is new), and the two change
places in one system call: the public folder is the old one or the new one, whole.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from gongshi.errors import MachineFailed, Saying, WrongUse, cause

MANIFEST = ".gongshi.json"


class Made(NamedTuple):
    """One file of a tree: the SHA-256 of its bytes and, for posters, what it was made from."""

    digest: str
    source: str = ""


@dataclass(frozen=True)
class Manifest:
    """What a published tree holds: its files by path, and each school's summary as text."""

    files: Mapping[str, Made] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)

    def pieces(self) -> Iterator[bytes]:
        """The manifest as it stands in the tree; the same content gives the same bytes.

        Piece by piece, as it is the one thing that grows with the county.
        """
        yield b'{"files":'
        yield from _as_json(self.files)
        yield b',"schools":'
        yield from _as_json(self.schools)
        yield b"}"

    @classmethod
    def from_bytes(cls, text: bytes) -> Manifest:
        """The manifest of a tree; raises ValueError where it is damaged."""
        whole = json.loads(text)
        files = {path: Made._make(said) for path, said in whole["files"].items()}
        return cls(files, whole["schools"])

    def without(self, paths: frozenset[str]) -> Manifest:
        """The manifest less some files."""
        if not paths:
            return self
        kept = {path: made for path, made in self.files.items() if path not in paths}
        return Manifest(kept, self.schools)

    @cached_property
    def by_school(self) -> Mapping[str, Mapping[str, Made]]:
        """The files by the first part of their path, which is the school's code."""
        found: dict[str, dict[str, Made]] = {}
        for path, made in self.files.items():
            found.setdefault(path.partition("/")[0], {})[path] = made
        return found

    @cached_property
    def digest(self) -> str:
        """A digest of the whole tree."""
        digest = sha256()
        for piece in self.pieces():
            digest.update(piece)
        return digest.hexdigest()


def _as_json(values: Mapping[str, object]) -> Iterator[bytes]:
    """An object as JSON, ordered by name, a thousand values at a time."""
    names = sorted(values)
    for start in range(0, len(names), 1000):
        some = {name: values[name] for name in names[start : start + 1000]}
        text = json.dumps(some, ensure_ascii=False, separators=(",", ":"))
        yield (("," if start else "{") + text[1:-1]).encode()
    yield b"}" if names else b"{}"


@dataclass(frozen=True)
class Tree:
    """A folder as found: what it holds of ours, and what is not as we left it.

    `manifest` lists only files that nobody touched; `touched` are ours that somebody changed or
    took away, `foreign` files that are not ours.
    """

    manifest: Manifest | None
    foreign: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    digest: str = ""
    """The digest of the manifest as found; empty where anything was touched since."""


def read_tree(folder: Path) -> Tree:
    """What a folder holds, less what somebody has changed by hand since it was published."""
    path = folder / MANIFEST
    try:
        raw = path.read_bytes()
        manifest = Manifest.from_bytes(raw)
        written = path.stat().st_mtime_ns
    except FileNotFoundError:
        return Tree(None)
    except (ValueError, KeyError, TypeError):
        manifest, written = Manifest(), 0
    found = _walk(folder)
    foreign = frozenset(found.keys() - manifest.files.keys() - {MANIFEST})
    touched = frozenset(name for name in manifest.files if found.get(name, _NEVER) > written)
    digest = "" if touched else sha256(raw).hexdigest()
    return Tree(manifest.without(touched), foreign, touched, digest)


_NEVER = 1 << 63


def _walk(folder: Path) -> dict[str, int]:
    """Every file below a folder, with the time (ns) it was last changed."""
    found: dict[str, int] = {}
    waiting = [(str(folder), "")]
    while waiting:
        here, under = waiting.pop()
        with os.scandir(here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{under}{entry.name}/"))
                else:
                    found[under + entry.name] = entry.stat(follow_symlinks=False).st_mtime_ns
    return found


class Stage:
    """The folder beside the public one in which the next state is made."""

    def __init__(self, public: Path) -> None:
        """Nothing is touched until the stage is entered with `opened`."""
        self.public = public
        self.home = public.parent / f".{public.name}.staging"
        self.tree = self.home / "tree"
        self.fresh = self.home / "fresh"
        self._retired = self.home / "retired"
        self._marks = self.home / "marks.json"

    @contextmanager
    def opened(self) -> Iterator[Stage]:
        """The stage, held against a second build; what a killed build left is put right."""
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            with _locked(self.home / "lock"):
                self._recover()
                shutil.rmtree(self.fresh, ignore_errors=True)
                self.fresh.mkdir()
                yield self
                shutil.rmtree(self.fresh, ignore_errors=True)
        except OSError as error:
            raise MachineFailed(
                Saying(
                    f"写不了 {error.filename or self.public}：{cause(error).zh}。",
                    f"cannot write {error.filename or self.public}: {error.strerror}.",
                )
            ) from error

    def _recover(self) -> None:
        """Where two renames were needed and the second never came, do it now."""
        if not self.public.exists() and self._retired.exists():
            self._retired.rename(self.public)
        shutil.rmtree(self._retired, ignore_errors=True)

    def held(self) -> Tree:
        """What the public folder holds; refuses a folder full of somebody else's files."""
        tree = read_tree(self.public)
        if tree.manifest is None and self.public.exists() and any(self.public.iterdir()):
            raise WrongUse(
                Saying(
                    f"{self.public} 里有别的文件，不是本程序生成的；请换一个空文件夹。",
                    f"{self.public} holds files that are not ours; choose an empty folder.",
                )
            )
        return tree

    def publish(self, held: Tree, wanted: Manifest) -> tuple[int, int]:
        """Bring the public folder from `held` to `wanted`; returns files written and removed.

        New files are taken from `fresh`. Where nothing differs nothing is touched.
        """
        before = held.manifest.files if held.manifest else {}
        written = sum(1 for path, made in wanted.files.items() if before.get(path) != made)
        removed = sum(1 for path in before if path not in wanted.files)
        if held.manifest and held.manifest.schools == wanted.schools and not written + removed:
            return 0, 0
        self._bring(wanted, held)
        self._swap()
        marks = {"foreign": sorted(held.foreign), "touched": sorted(held.touched)}
        self._marks.write_text(json.dumps(marks), "utf-8")
        return written, removed

    def _staged(self) -> Tree:
        """What the stage's tree holds.

        It was public once, and what was not as we had left it then was noted. Nobody else touches
        it since, so its files need not be looked at one by one.
        """
        try:
            marks = json.loads(self._marks.read_text("utf-8"))
            manifest = Manifest.from_bytes((self.tree / MANIFEST).read_bytes())
            return Tree(manifest.without(frozenset(marks["touched"])), frozenset(marks["foreign"]))
        except (OSError, ValueError, KeyError, TypeError):
            return read_tree(self.tree)

    def _bring(self, wanted: Manifest, held: Tree) -> None:
        """Make the stage's tree hold just what is wanted, and what others put in the public one."""
        staged = self._staged()
        if staged.manifest is None:
            shutil.rmtree(self.tree, ignore_errors=True)
        self.tree.mkdir(exist_ok=True)
        (self.tree / MANIFEST).unlink(missing_ok=True)
        self._marks.unlink(missing_ok=True)
        there = staged.manifest.files if staged.manifest else {}
        stale = {path for path in there if path not in wanted.files} | staged.foreign
        self._drop(stale - held.foreign)
        folders: set[str] = set()
        for path, made in wanted.files.items():
            if there.get(path) != made or path in held.touched:
                self._place(path, folders)
        for path in held.foreign - wanted.files.keys() - staged.foreign:
            self._place(path, folders)
        _write_durably(self.tree / MANIFEST, wanted.pieces())

    def _place(self, path: str, folders: set[str]) -> None:
        """Set one file into the tree: the new one, or the public one as it stands."""
        target = f"{self.tree}/{path}"
        folder = os.path.dirname(target)  # noqa: PTH120 - ten thousand times a build
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - likewise
            folders.add(folder)
        fresh = f"{self.fresh}/{path}"
        try:
            os.replace(fresh, target)  # noqa: PTH105 - likewise
        except FileNotFoundError:
            _link(f"{self.public}/{path}", target)

    def _drop(self, paths: set[str]) -> None:
        """Take files out of the tree, and folders that are empty then."""
        for path in paths:
            (self.tree / path).unlink(missing_ok=True)
        folders = {folder for path in paths for folder in Path(path).parents if folder.name}
        for folder in sorted(folders, key=lambda one: len(one.parts), reverse=True):
            _remove_if_empty(self.tree / folder)

    def _swap(self) -> None:
        """The tree and the public folder change places."""
        if not self.public.exists():
            self.public.parent.mkdir(parents=True, exist_ok=True)
            self.tree.rename(self.public)
        elif not _exchange(self.tree, self.public):
            self.public.rename(self._retired)
            self.tree.rename(self.public)
            self._retired.rename(self.tree)

    def make_ready(self) -> None:
        """Give the stage a tree of its own, linked to the public one: the next build is short."""
        if not self.tree.exists():
            made = self.home / "making"
            shutil.rmtree(made, ignore_errors=True)
            shutil.copytree(self.public, made, copy_function=_link)
            made.rename(self.tree)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise


def _link(source: str, target: str) -> None:
    """The same file under a second name; a copy where the disk knows no links."""
    try:
        os.link(source, target)
    except FileExistsError:
        os.unlink(target)  # noqa: PTH108 - a hot path
        _link(source, target)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.EXDEV):
            raise
        shutil.copy2(source, target)


def _write_durably(path: Path, content: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())


_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one system call (Linux renameat2); False where it cannot."""
    if not sys.platform.startswith("linux"):
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    done = call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file for the time of a build; the system lets go of it if we are killed."""
    with path.open("w") as file:
        if not any(_lock(file.fileno()) or _pause() for _ in range(_TRIES)):
            raise MachineFailed(
                Saying("另一个生成正在进行，请稍候再试。", "another build is running; try again.")
            )
        yield


_TRIES = 30


def _pause() -> bool:
    """A moment's wait: the workers of a killed build take one to end."""
    time.sleep(0.1)
    return False


def _lock(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: no lock; two builds at once are the user's care
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
