"""The documents say what is so: commands, dependencies, words and lengths are held to the code."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from gongshi.cli import gongshi
from gongshi.document import Model
from gongshi.kinds import kinds
from gongshi.words import Word

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_architecture_fits_on_a_few_pages() -> None:
    assert len(text_of("ARCHITECTURE.md").splitlines()) <= 150


def test_every_dependency_is_justified() -> None:
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[]", one)[0] for one in wanted} - {"types-PyYAML"}
    said = text_of("ARCHITECTURE.md").split("## Dependencies")[1]
    assert not {name for name in names if f"`{name}`" not in said}


def test_every_dependency_is_locked() -> None:
    locked = {line.split("==")[0].lower() for line in text_of("requirements.lock").splitlines()}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {re.split(r"[<>=\[]", one)[0].lower() for one in wanted} <= locked
    assert "http" not in text_of("requirements.lock")


@pytest.mark.parametrize("command", sorted(gongshi.commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`{command}" in text_of("README.md")


def test_every_noun_of_the_models_is_in_the_glossary() -> None:
    kinds()
    glossary = text_of("GLOSSARY.md")
    waiting: list[type] = [*Model.__subclasses__(), *Word.__subclasses__()]
    for model in waiting:
        found = re.match(r"([A-Z][a-z ]+?) [（(](\w+)[)）]", model.__doc__ or "")
        if found:
            assert found[1] in glossary, model
            assert found[2] in glossary, model


def test_the_changelog_is_of_the_kept_form() -> None:
    assert re.search(r"^## \[未发布 Unreleased\]", text_of("CHANGELOG.md"), re.MULTILINE)


def test_the_top_level_is_the_owners() -> None:
    allowed = {
        *("content", "menus", "generator", "theme", "tests", "mkdocs.yml", "pyproject.toml"),
        *("README.md", "README.zh.md", "LICENSE", "Makefile", "ARCHITECTURE.md", "GLOSSARY.md"),
        *("CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock", "site"),
    }
    assert {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} <= allowed


def test_links_between_the_documents_lead_somewhere() -> None:
    for path in ROOT.glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (ROOT / link).exists(), (path.name, link)
