"""The invariants of ARCHITECTURE.md, held against the code itself."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongshi
from gongshi.document import Model
from gongshi.kinds import kinds
from gongshi.publication import View

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "generator" / "gongshi"
MODULES = sorted(PROGRAM.rglob("*.py"))
LAYERS = (
    ("errors", "words", "paper", "formats", "colours"),
    ("edition", "hours"),
    ("language", "clock", "week", "processes"),
    ("document", "publication"),
    ("notations", "amounts", "times", "look", "wording"),
    ("allergens", "nutrition"),
    ("school", "food", "schooldays"),
    ("duty", "recurrence"),
    ("county",),
    ("posted", "hazard"),
    ("kinds",),
    ("load", "theme"),
    ("problems", "dressing", "identity"),
    ("validate", "indexes", "coverage"),
    ("plan", "publish", "frame"),
    ("render", "write", "state"),
    ("printing",),
    ("build", "survey"),
    ("schema", "reference", "scaffold", "serve"),
    ("cli",),
    ("__main__",),
)
"""What may be imported: a module asks only those above it (and its neighbours in a layer)."""
READERS = {
    "printing",
    "load",
    "theme",
    "frame",
    "state",
    "publish",
    "write",
    "render",
    "scaffold",
    "serve",
    "reference",
}
WRITERS = {
    "printing",
    "write",
    "publish",
    "frame",
    "state",
    "render",
    "scaffold",
    "serve",
    "schema",
    "reference",
}
READS = {"read_text", "read_bytes", "iterdir", "rglob", "glob", "is_file", "is_dir", "stat"}
WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "rename", "rmtree", "copytree", "rmdir"}


def name_of(path: Path) -> str:
    """The module or package under `gongshi` that a file belongs to."""
    relative = path.relative_to(PROGRAM)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The names under `gongshi` that a file imports at run time, wherever it does."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gongshi"):
            parts = (node.module or "").split(".")
            yield from (parts[1:2] or [alias.name for alias in node.names])


def calls(path: Path) -> Iterator[str]:
    """The names of the functions and methods that a file calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROGRAM)))
def test_imports_go_one_way(path: Path) -> None:
    place = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    own = name_of(path)
    if own == "__init__":
        return
    # The plugin in frame.py is how MkDocs calls the whole program: the one way round.
    allowed = {"build", "theme"} if own == "frame" else set()
    upward = {name for name in imports(path) if place[name] > place[own] and name not in allowed}
    assert not upward


def test_every_module_stands_in_the_layers() -> None:
    known = {name for layer in LAYERS for name in layer}
    assert {name_of(path) for path in MODULES} - {"__init__"} == known


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROGRAM)))
def test_only_some_modules_touch_the_disk(path: Path) -> None:
    own = name_of(path)
    made = set(calls(path))
    if own not in READERS:
        assert not made & READS
        assert "open" not in made
    if own not in WRITERS:
        assert not made & WRITES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROGRAM)))
def test_a_module_opens_by_saying_what_it_is_and_is_not_long(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 400
    assert "except Exception" not in text


def test_formats_know_nothing_of_this_program() -> None:
    for path in (PROGRAM / "formats").rglob("*.py"):
        assert not list(imports(path))


def test_only_the_frame_knows_mkdocs() -> None:
    for path in MODULES:
        if name_of(path) != "frame":
            assert not re.search(
                r"^\s*(from|import) (mkdocs|material)", path.read_text("utf-8"), re.MULTILINE
            )


def words_in(path: Path) -> set[str]:
    """The texts of a module that are one word, and the last parts of what it imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value.strip("/"))
        elif isinstance(node, ast.ImportFrom) and "kinds." in (node.module or ""):
            found.add((node.module or "").split("kinds.")[1].split(".")[0])
    return found


@pytest.mark.parametrize("kind", kinds())
def test_the_name_of_a_kind_stands_only_in_files_that_carry_it(kind: str) -> None:
    names = {kind, kinds()[kind].folder}
    for path in MODULES:
        # What `formats` write are the words of other programs: SARIF has rules of its own.
        if kind not in str(path.relative_to(PROGRAM)) and name_of(path) != "formats":
            assert not words_in(path) & names, path
    word = re.compile(rf"[\"'/.]({'|'.join(names)})[\"'/.]|k-{kind}\b")
    for path in (ROOT / "theme").rglob("*"):
        if path.suffix in {".jinja", ".css", ".js", ".typ"} and kind not in path.name:
            text = re.sub(
                r"/\*.*?\*/|\{#.*?#\}|<#.*?#>", "", path.read_text("utf-8"), flags=re.DOTALL
            )
            assert not word.search(text), path


FAMILY = (
    "generator/gongshi/kinds/{}*",
    "theme/pages/{}.html.jinja",
    "theme/posters/{}.typ.jinja",
    "tests/kinds/test_{}.py",
    "tests/golden/{}/*",
)
WRITTEN = (*FAMILY, "tests/samples/{}*.yaml", "tests/broken/{}/*.yaml")
COMPUTED = (*FAMILY, "tests/samples/{}/*.yaml")
"""A computed kind has no files of its own: its sample is a folder of documents of other kinds."""


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        (name, pattern)
        for name, kind in kinds().items()
        for pattern in (COMPUTED if kind.computed else WRITTEN)
    ],
)
def test_a_kind_is_a_family_of_files_of_its_name(kind: str, pattern: str) -> None:
    assert list(ROOT.glob(pattern.format(kind)))


def classes() -> Iterator[type]:
    """Every class of the program."""
    for module in pkgutil.walk_packages(gongshi.__path__, "gongshi."):
        if not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                if isinstance(value, type) and value.__module__ == module.name:
                    yield value


def test_values_are_frozen() -> None:
    for found in classes():
        if dataclasses.is_dataclass(found) and not found.__name__.startswith("_"):
            assert found.__dataclass_params__.frozen, found  # type: ignore[attr-defined]
        if issubclass(found, Model):
            assert found.model_config["frozen"]


def test_what_a_template_receives_is_a_documented_frozen_class() -> None:
    views = [found for found in classes() if issubclass(found, View)]
    assert len(views) > 4
    for view in views:
        assert dataclasses.is_dataclass(view)
        assert view.__doc__
        assert not view.__doc__.startswith(f"{view.__name__}(")


def test_no_page_poster_or_stylesheet_asks_another_host_for_anything() -> None:
    asks = re.compile(r"""(src|href|url|@import|fetch)\s*[=(]?\s*["'(]*\s*(https?:)?//""")
    for path in (ROOT / "theme").rglob("*"):
        if path.suffix in {".jinja", ".css", ".js", ".html", ".typ"}:
            assert not asks.search(path.read_text("utf-8")), path
