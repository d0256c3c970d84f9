"""Posters of documents made by chance: nothing is cut, hidden, lost or over anything else.

A few of each kind here, always the same; `python -m tests.generated 3000` prints thousands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.generated.documents import SCHOOL, made
from tests.generated.measuring import faults
from tests.generated.trial import as_text, from_text, press, trial, tried
from tests.generated.words import Carried, lost

from gongshi.edition import Edition
from gongshi.kinds import kinds
from gongshi.render.poster import Press
from gongshi.render.typesetter import Typesetter

EACH = 3


@pytest.fixture(scope="module")
def printing() -> Iterator[Press]:
    with press() as made:
        yield made


@pytest.mark.parametrize("number", range(EACH))
@pytest.mark.parametrize("kind", kinds())
def test_nothing_on_a_poster_is_cut_hidden_lost_or_over_anything_else(
    printing: Press, kind: str, number: int
) -> None:
    found = trial(kind, number)
    if found is not None:
        assert not tried(found, printing).wrong, as_text(found)


@pytest.mark.parametrize("kind", kinds())
def test_documents_made_by_chance_are_ever_the_same_and_never_alike(kind: str) -> None:
    assert made(kind, 1).files == made(kind, 1).files
    assert made(kind, 1).files != made(kind, 2).files


def test_a_trial_that_is_written_down_can_be_repeated() -> None:
    one = trial("rule", 0)
    assert one is not None
    assert from_text(as_text(one, ("lost: x\n",)), SCHOOL.parent) == one


# ---- faults that are found -----------------------------------------------------------------------

PAGE = """#set document(title: "t")
#set page(width: 100mm, height: 60mm, margin: 10mm)
#set text(font: "Noto Sans CJK SC", lang: "zh", size: 14pt)
"""


def found_on(body: str) -> set[str]:
    setter = Typesetter({"library/none.typ": b""})
    try:
        content = setter.pdf(PAGE + body, "", {}).content[0]
    finally:
        setter.close()
    return {one.what for one in faults(content)}


@pytest.mark.parametrize(
    "body",
    [
        "每餐每个品种留样，fi、ffl 与 AVATAR 一样不少。",
        '#box(width: 30mm, clip: true, inset: 2mm)["—"·一二三]',
        "#table(columns: 2, [大米], [125 克], [「一」], [“1.5”])",
        '#show regex("[!-~]{20,}"): it => it.text.clusters().join(sym.zws)\n' + "abcd" * 20,
        "#text(fill: luma(60%))[浅色的字]#h(1em)#text(size: 6pt)[很小的字一二三]",
    ],
    ids=["paragraph", "clip that cuts nothing", "table", "parted word", "pale and small"],
)
def test_what_is_whole_is_not_found_fault_with(body: str) -> None:
    assert found_on(body) == set()


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("#place(dx: 70mm)[写到纸外面去了]", "beyond the page"),
        ("#place(dy: -14mm)[写到纸外面去了]", "beyond the page"),
        ("#place[第一行字]#place(dy: 1mm, dx: 1mm)[另一行字]", "one over the other"),
        ("#box(width: 20mm, height: 4mm, clip: true)[这些字右边被裁掉了]", "cut or hidden"),
        ("#box(width: 80mm, height: 3mm, clip: true)[这些字下边被裁掉]", "cut or hidden"),
        ("字被盖住#place(dy: -8mm, rect(width: 12mm, height: 9mm, fill: red))", "cut or hidden"),
        ("#text(fill: white)[白纸上的白字]", "cut or hidden"),
    ],
)
def test_what_is_not_whole_is_found_fault_with(body: str, fault: str) -> None:
    assert fault in found_on(body)


def test_a_word_that_is_not_read_aloud_is_lost_unless_the_poster_says_so() -> None:
    one = made("announcement", 0)
    [(name, data)] = one.files.items()
    known = Carried(frozenset({(name, *data)[:2]}), frozenset())
    place = next(iter(known.places))[1]
    words = "".join(str(data[place]).split())
    assert list(lost(one, known, "", Edition()))
    assert not list(lost(one, known, "另有 2 项，请扫码查看", Edition()))
    assert not list(lost(one, known, words, Edition()))


@pytest.mark.parametrize(
    ("read", "gone"),
    [("甲股；乙股；丙股", 0), ("甲股、乙股、丙股", 0), ("甲股；丙股", 1), ("甲股", 1)],
)
def test_the_items_of_a_list_may_stand_with_other_signs_between_them(read: str, gone: int) -> None:
    one = replace(made("announcement", 0), files={"one.yaml": {"检查单位": "甲股，乙股、丙股"}})
    known = Carried(frozenset({("one.yaml", "检查单位")}), frozenset())
    assert len(list(lost(one, known, read, Edition()))) == gone
