"""Drawings where ink is saved: outlines around a tint of their colours; greys for mono."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.test_golden import THEME

from gongshi.render.drawings import grey, outlined

ART = sorted((THEME / "assets/art").glob("*.svg"))


def test_a_shape_becomes_its_outline_around_a_tint() -> None:
    made = outlined('<circle r="9" fill="#3B82F6"/>')
    fill, stroke = re.findall(r'(?:fill|stroke)="#(\w{6})"', made)
    assert min(int(fill[place : place + 2], 16) for place in (0, 2, 4)) > 200
    assert int(stroke[:2], 16) < int(fill[:2], 16)


def test_a_mark_stays_as_it_is_and_a_shade_has_no_outline() -> None:
    eyes = '<g class="mark"><circle r="9" fill="#164E63"/></g>'
    assert outlined(eyes) == eyes
    assert "stroke" not in outlined('<path d="M0 0z" fill="#3B82F6" class="shade"/>')


def test_a_wide_stroke_is_a_shape_and_a_fine_one_a_line() -> None:
    arm = '<path d="M0 0l9 9" fill="none" stroke="#38BDF8" stroke-width="17"/>'
    assert outlined(arm).count("<path") == 2
    line = arm.replace("17", "6")
    assert outlined(line) == line


@pytest.mark.parametrize("path", ART, ids=lambda path: path.stem)
def test_every_drawing_can_be_outlined_and_grey(path: Path) -> None:
    made = grey(outlined(path.read_text("utf-8")))
    assert ET.fromstring(made).tag.endswith("svg")
    for colour in re.findall(r"#(\w{6})\b", made):
        assert colour[:2] == colour[2:4] == colour[4:]
