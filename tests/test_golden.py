"""Every sample becomes exactly the pages, data and poster words kept beside it in `golden/`.

A sample is named after its kind; that of a computed kind is a folder of other kinds' documents,
each named KIND.slug.yaml. `--update-golden` writes the goldens anew; read the difference
before keeping it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import gongshi
from gongshi.county import County
from gongshi.document import Document, Filed, Model, Reading
from gongshi.frame import Frame
from gongshi.indexes import SchoolView
from gongshi.kinds import kinds
from gongshi.load import read_source
from gongshi.paper import Paper
from gongshi.publication import Front, Setting
from gongshi.render.page import Pages
from gongshi.render.poster import Press
from gongshi.school import School
from gongshi.schooldays import Calendar
from gongshi.validate import model_of


def kind_of(sample: Path) -> str:
    """The kind a sample is of: `menu` of `menu.yaml` and of `menu.closed.yaml`."""
    return sample.name.partition(".")[0]


HERE = Path(__file__).parent
THEME = HERE.parent / "theme"
PROGRAM = Path(gongshi.__file__).parent
SAMPLES = sorted(path for path in (HERE / "samples").glob("*.yaml") if kind_of(path) in kinds())
SAMPLES += sorted(HERE / "samples" / name for name, kind in kinds().items() if kind.computed)
TODAY = date(2026, 11, 24)


def setting() -> Setting:
    """The school and the county that all samples are published for."""
    county = read_source("county.yaml", (HERE / "samples/county.yaml").read_bytes())
    school = read_source("school.yaml", (HERE / "samples/school.yaml").read_bytes())
    calendar = read_source("holidays.yaml", (HERE / "samples/holidays.yaml").read_bytes())
    return Setting(
        model_of(County, county, Reading("")),
        model_of(School, school, Reading("")),
        TODAY,
        "https://gongshi.example/",
        calendar=model_of(Calendar, calendar, Reading("")),
    )


def made_from(sample: Path) -> Iterator[tuple[str, str]]:
    """The goldens of one sample: their names and texts."""
    kind = kinds()[kind_of(sample)]
    documents = documents_in(sample)
    filed = documents.get(kind_of(sample), ())
    around = replace(setting(), documents=documents)
    pages = Pages(THEME)
    with Press(THEME) as press:
        for page in kind.pages(filed, around):
            place = page.address.strip("/").replace("/", "-")
            up = "../" * (page.address.count("/") + 1)
            article = pages.fragment(f"pages/{page.template}.html.jinja", page.view, up, page=page)
            yield f"{place}.html", in_lines(article)
            for file, content in page.data.items():
                yield f"{place}.{file}", content.decode().replace("\r\n", "\n")
            for poster in page.posters:
                if poster.paper is not Paper.PHONE:
                    printed = press.press(poster, press.source(poster))
                    yield f"{place}.{poster.name}.txt", words_of(printed.content)
        front = kind.front(filed, around)
        if front is not None:
            article = pages.fragment("indexes/school.html.jinja", home_of(front), "../")
            yield "front.html", in_lines(article)
    entries = kind.entries(filed, around)
    yield "entries.txt", "".join(f"{one.address}\t{one.title}\t{one.says}\n" for one in entries)


def documents_in(sample: Path) -> dict[str, tuple[Filed[Document], ...]]:
    """The documents of a sample by kind: one, or all those of a folder."""
    if sample.is_file():
        return {kind_of(sample): (filed_from(sample, sample.stem.replace(".", "-")),)}
    found: dict[str, tuple[Filed[Document], ...]] = {}
    for path in sorted(sample.glob("*.yaml")):
        one = filed_from(path, path.stem.partition(".")[2])
        found[kind_of(path)] = (*found.get(kind_of(path), ()), one)
    return found


def filed_from(path: Path, slug: str) -> Filed[Document]:
    """One document; a week's menu is filed under its week."""
    name, source = kind_of(path), read_source(path.name, path.read_bytes())
    assert isinstance(source.data, dict)
    slug = str(source.data.get("周次", slug))
    return Filed(slug, model_of(kinds()[name], source, Reading(slug, forms=forms_of(name))))


@cache
def forms_of(name: str) -> dict[str, Model]:
    """The forms that the program brings for a kind."""
    form = kinds()[name].form
    return {
        path.stem: model_of(form, read_source(path.name, path.read_bytes()), Reading(path.stem))
        for path in (PROGRAM / "kinds" / name / "forms").glob("*.yaml")
        if form is not None
    }


def home_of(front: Front) -> SchoolView:
    """A school's home that shows nothing but what one kind puts in front."""
    view = front.view
    return SchoolView(view.county, view.school, view.address, view.url, (front,), ())


def in_lines(html: str) -> str:
    """HTML with a tag a line, so that a difference is one line."""
    return re.sub(r"\n\s*", "\n", re.sub(r"(?<=>)(?=<)", "\n", html)).strip() + "\n"


def words_of(pdf: bytes) -> str:
    """What a PDF reader finds on the sheet, in reading order."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().replace("\f", "").strip() + "\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_becomes_its_golden(sample: Path, request: pytest.FixtureRequest) -> None:
    golden = HERE / "golden" / kind_of(sample) / sample.stem
    made = dict(made_from(sample))
    if request.config.getoption("--update-golden"):
        shutil.rmtree(golden, ignore_errors=True)
        golden.mkdir(parents=True)
        for name, text in made.items():
            (golden / name).write_text(text, "utf-8")
    assert {path.name: path.read_text("utf-8") for path in golden.iterdir()} == made


def test_there_is_a_sample_of_every_kind() -> None:
    assert {kind_of(path) for path in SAMPLES} == set(kinds())


def test_a_frame_keeps_every_byte_around_its_slots() -> None:
    frame = Frame.cut("<a>[[gongshi:title]]</a>\n[[gongshi:article]]<b>[[gongshi:title]]")
    assert frame.filled({"title": "题".encode(), "article": b"x"}).decode() == "<a>题</a>\nx<b>题"
