"""Every sample becomes exactly the pages, data and poster words kept beside it in `golden/`.

A sample is named after its kind. `--update-golden` writes the goldens anew; read the difference
before keeping it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongshi.document import Filed, Front, Paper, Reading, Setting
from gongshi.frame import Frame
from gongshi.indexes import SchoolView
from gongshi.kinds import kinds
from gongshi.load import read_source
from gongshi.render.page import Pages
from gongshi.render.poster import Press
from gongshi.school import County, School
from gongshi.validate import model_of


def kind_of(sample: Path) -> str:
    """The kind a sample is of: `menu` of `menu.yaml` and of `menu.closed.yaml`."""
    return sample.name.partition(".")[0]


HERE = Path(__file__).parent
THEME = HERE.parent / "theme"
SAMPLES = sorted(path for path in (HERE / "samples").glob("*.yaml") if kind_of(path) in kinds())
TODAY = date(2026, 11, 24)


def setting() -> Setting:
    """The school and the county that all samples are published for."""
    county = read_source("county.yaml", (HERE / "samples/county.yaml").read_bytes())
    school = read_source("school.yaml", (HERE / "samples/school.yaml").read_bytes())
    return Setting(
        model_of(County, county, Reading("")),
        model_of(School, school, Reading("")),
        TODAY,
        "https://gongshi.example/",
    )


def made_from(sample: Path) -> Iterator[tuple[str, str]]:
    """The goldens of one sample: their names and texts."""
    kind = kinds()[kind_of(sample)]
    source = read_source(sample.name, sample.read_bytes())
    assert isinstance(source.data, dict)
    slug = str(source.data.get("周次", sample.stem))
    filed = (Filed(slug, model_of(kind, source, Reading(slug))),)
    pages = Pages(THEME)
    with Press(THEME) as press:
        for page in kind.pages(filed, setting()):
            place = page.address.strip("/").replace("/", "-")
            up = "../" * (page.address.count("/") + 1)
            article = pages.fragment(f"pages/{page.template}.html.jinja", page.view, up, page=page)
            yield f"{place}.html", in_lines(article)
            yield from ((f"{place}.{file}", text.decode()) for file, text in page.data.items())
            for poster in page.posters:
                if poster.paper is not Paper.PHONE:
                    printed = press.press(poster, press.source(poster))
                    yield f"{place}.{poster.name}.txt", words_of(printed.content)
        front = kind.front(filed, setting())
        if front is not None:
            article = pages.fragment("indexes/school.html.jinja", home_of(front), "../")
            yield "front.html", in_lines(article)
    entries = kind.entries(filed, setting())
    yield "entries.txt", "".join(f"{one.address}\t{one.title}\t{one.says}\n" for one in entries)


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
