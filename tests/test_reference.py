"""`gongshi reference`: the field reference names every field, and is never behind the models."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import BaseModel
from tests.program import run

from gongshi.document import Model, Reading, field_names
from gongshi.load import read_source
from gongshi.reference import FOLDER, PAGE, SAMPLES, read_samples, reference
from gongshi.reference.handbook import COMMON, Handbook
from gongshi.reference.wording import anchor_of
from gongshi.schema import file_kinds
from gongshi.schema.shorthand import models_in, shorthands
from gongshi.validate import model_of
from gongshi.words import Word

ROOT = Path(__file__).parents[1]
PAGES = reference(read_samples(ROOT))
HANDBOOK = Handbook.of(read_samples(ROOT))
PARTS = {
    f"{kind.name}.{part.__name__}": (kind, part)
    for kind in file_kinds().values()
    for part in models_in(kind.model).values()
}
MODELS = {name: part for name, (_, part) in PARTS.items() if issubclass(part, BaseModel)}
WORDS = {name: part for name, (_, part) in PARTS.items() if issubclass(part, Word)}
YAML = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def section(page: str, anchor: str) -> str:
    """What stands under the heading with an anchor."""
    text = PAGES[f"{FOLDER}/{page}.md"]
    found = re.search(rf"\n#+ [^\n]*{{#{anchor}}}\n(.*?)(?=\n#+ |\Z)", text, re.DOTALL)
    assert found, (page, anchor)
    return found[0]


def test_there_is_a_page_for_each_kind_of_file_and_one_above_them() -> None:
    below = {*file_kinds(), COMMON}
    assert set(PAGES) == {PAGE, *(f"{FOLDER}/{name}.md" for name in below)}
    for name in below:
        assert f"](fields/{name}.md)" in PAGES[PAGE]
        assert "](../fields.md)" in PAGES[f"{FOLDER}/{name}.md"]
    assert len(PAGES[PAGE].splitlines()) < 80


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_as_the_models_are(path: str) -> None:
    assert (ROOT / path).read_text("utf-8") == PAGES[path], "run gongshi reference"


def test_no_page_is_left_of_a_kind_that_is_no_more() -> None:
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / FOLDER).glob("*.md")}
    assert written == set(PAGES) - {PAGE}


def test_it_is_written_where_the_site_is(tmp_path: Path) -> None:
    shutil.copytree(ROOT / SAMPLES, tmp_path / SAMPLES)
    (tmp_path / FOLDER).mkdir(parents=True)
    old, mine = tmp_path / FOLDER / "old.md", tmp_path / FOLDER / "mine.md"
    old.write_text(PAGES[f"{FOLDER}/school.md"], "utf-8")
    mine.write_text("# Mine\n", "utf-8")
    ran = run("reference", tmp_path)
    assert (ran.status, ran.out.split()) == (0, [str(tmp_path / path) for path in PAGES])
    assert {path: (tmp_path / path).read_text("utf-8") for path in PAGES} == PAGES
    assert not old.exists()
    assert mine.exists()


def test_without_samples_it_has_no_examples_of_files() -> None:
    assert not [path for path, text in reference({}).items() if "```yaml" in text]


@pytest.mark.parametrize("name", MODELS)
def test_every_field_is_told_with_its_names_its_way_of_writing_and_an_example(name: str) -> None:
    model = MODELS[name]
    for field, names in field_names(model).items():
        home = HANDBOOK.home(model, field)
        page = HANDBOOK.pages[home]
        english = home.model_fields[field].serialization_alias or field
        text = section(page, anchor_of(home, english))
        assert f"### {names[0]} `{english}` " in text
        assert "写法：" in text
        for other in names[1:]:
            assert other in text or other == english
        if field != shorthands(model).top:
            assert "```yaml\n" in text, f"tests/samples have no example of {name}.{field}"


@pytest.mark.parametrize("name", file_kinds())
def test_what_a_kind_of_file_inherits_is_named_on_its_page(name: str) -> None:
    model = file_kinds()[name].model
    inherited = [one for one in field_names(model) if HANDBOOK.home(model, one) is not model]
    for field in inherited:
        assert f"[{field_names(model)[field][0]}]({COMMON}.md#" in section(name, "more")


@pytest.mark.parametrize("name", WORDS)
def test_every_closed_value_is_told_by_all_its_names(name: str) -> None:
    words = WORDS[name]
    text = section(HANDBOOK.pages[words], anchor_of(words))
    for word in words:
        for one in word.names:
            assert one in text


@pytest.mark.parametrize("path", PAGES)
def test_every_link_leads_to_a_heading_and_every_heading_is_its_own(path: str) -> None:
    anchors = re.findall(r"\{#([\w-]+)\}", PAGES[path])
    assert len(anchors) == len(set(anchors))
    for place, anchor in re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", PAGES[path]):
        target = (ROOT / path).parent / place if place else ROOT / path
        text = PAGES[target.resolve().relative_to(ROOT).as_posix()]
        assert not anchor or f"{{#{anchor}}}" in text, (place, anchor)


@pytest.mark.parametrize("path", PAGES)
def test_headings_go_down_one_step_at_a_time(path: str) -> None:
    levels = [
        len(found) for found in re.findall(r"^(#+) ", YAML.sub("", PAGES[path]), re.MULTILINE)
    ]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_on_it_scrolls_sideways_on_a_phone(path: str) -> None:
    assert not re.search(r"^\|", PAGES[path], re.MULTILINE)
    for block in YAML.findall(PAGES[path]):
        for line in block.splitlines():
            assert sum(2 if ord(sign) > 0x2E7F else 1 for sign in line) <= 44, line


@pytest.mark.parametrize("path", PAGES)
def test_every_example_is_yaml_that_the_program_reads(path: str) -> None:
    for block in YAML.findall(PAGES[path]):
        read_source("example.yaml", block.encode())


@pytest.mark.parametrize("name", file_kinds())
def test_every_sample_is_right(name: str) -> None:
    kind, samples = file_kinds()[name], read_samples(ROOT)
    assert samples[name], f"tests/samples/{name}.yaml is missing"
    for source in samples[name]:
        assert isinstance(source.data, dict)
        slug = str(source.data.get("周次", source.path.removesuffix(".yaml").replace(".", "-")))
        model_of(kind.model, source, Reading(slug, None, forms_of(name)))


def forms_of(kind: str) -> dict[str, Model]:
    """The forms that documents of a kind may name."""
    form = file_kinds().get(f"{kind}-form")
    samples = read_samples(ROOT).get(f"{kind}-form", ()) if form else ()
    names = {source.path.removesuffix(".yaml"): source for source in samples}
    return {
        name: model_of(form.model, source, Reading(name)) for name, source in names.items() if form
    }
