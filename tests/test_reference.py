"""`gongshi reference`: the field reference names every field, and is never behind the models."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pydantic import BaseModel
from tests.program import run

from gongshi.document import Reading, field_names
from gongshi.load import read_source
from gongshi.reference import PAGE, SAMPLES, read_samples, reference
from gongshi.schema import file_kinds
from gongshi.schema.shorthand import models_in, shorthands
from gongshi.validate import model_of
from gongshi.words import Word

ROOT = Path(__file__).parents[1]
TEXT = reference(read_samples(ROOT))
MODELS = {
    name: part for kind in file_kinds().values() for name, part in models_in(kind.model).items()
}


def section(anchor: str) -> str:
    """What stands under the heading with an anchor."""
    found = re.search(rf"\n#+ [^\n]*{{#{anchor}}}\n(.*?)(?=\n#+ |\Z)", TEXT, re.DOTALL)
    assert found, anchor
    return found[1]


def test_the_page_is_as_the_models_are() -> None:
    written = (ROOT / PAGE).read_text("utf-8")
    assert written == TEXT, "run gongshi reference"


def test_it_is_written_where_the_site_is(tmp_path: Path) -> None:
    shutil.copytree(ROOT / SAMPLES, tmp_path / SAMPLES)
    ran = run("reference", tmp_path)
    assert (ran.status, ran.out) == (0, f"{tmp_path / PAGE}\n")
    assert (tmp_path / PAGE).read_text("utf-8") == TEXT


def test_without_samples_it_has_no_examples_of_files() -> None:
    assert "```yaml" not in reference({})


@pytest.mark.parametrize("name", [name for name in MODELS if not issubclass(MODELS[name], Word)])
def test_every_field_is_told_with_its_names_its_way_of_writing_and_an_example(name: str) -> None:
    model = MODELS[name]
    assert issubclass(model, BaseModel)
    for field, names in field_names(model).items():
        english = model.model_fields[field].serialization_alias or field
        text = section(f"{name.lower()}-{english.replace('_', '-')}")
        assert f"#### {names[0]} `{english}` " in TEXT
        assert "写法：" in text
        for other in names[1:]:
            assert other in text or other == english
        if field != shorthands(model).top:
            assert "```yaml\n" in text, f"tests/samples have no example of {name}.{field}"


@pytest.mark.parametrize("name", [name for name in MODELS if issubclass(MODELS[name], Word)])
def test_every_closed_value_is_told_by_all_its_names(name: str) -> None:
    words = MODELS[name]
    assert issubclass(words, Word)
    text = section(name.lower())
    for word in words:
        for one in word.names:
            assert one in text


def test_every_link_leads_to_a_heading_and_every_heading_is_its_own() -> None:
    anchors = re.findall(r"\{#([\w-]+)\}", TEXT)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r"\]\(#([\w-]+)\)", TEXT)) <= set(anchors)


def test_nothing_on_it_scrolls_sideways_on_a_phone() -> None:
    assert not re.search(r"^\|", TEXT, re.MULTILINE)
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL):
        for line in block.splitlines():
            assert sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) <= 60, line


def test_every_example_is_yaml_that_the_program_reads() -> None:
    for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL):
        read_source("example.yaml", block.encode())


@pytest.mark.parametrize("name", file_kinds())
def test_every_sample_is_right(name: str) -> None:
    source = read_samples(ROOT)[name]
    assert isinstance(source.data, dict)
    model_of(file_kinds()[name].model, source, Reading(str(source.data.get("周次", ""))))
