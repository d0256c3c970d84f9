"""Rating (量化等级) that an inspection gives: a value on one of the scales in use.

China's faces and letters, points out of a hundred, and the scales of other authorities, whose
records can be taken over as they are: FHRS and FHIS (United Kingdom), LIVES (United States, the
standard of open inspection data), New York City's letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from gongshi.document import Name, all_wrong, wrong
from gongshi.notations import each_once
from gongshi.school import AnnualRating, Face
from gongshi.words import Word, plain, shown


class Scale(Word):
    """Scale (评价标准): what a rating is measured on."""

    FACE = "face", "动态等级", "笑脸"
    POINTS = "points", "得分", "百分制", "分数"
    ANNUAL = "annual", "年度等级", "量化等级"
    FHRS = "fhrs", "食品卫生评级（FHRS）", "FHRS"
    FHIS = "fhis", "食品卫生信息（FHIS）", "FHIS"
    LIVES = "lives", "检查得分（LIVES）", "LIVES"
    NYC = "nyc", "卫生等级（纽约）", "NYC"


_BESIDE: Mapping[Scale, Mapping[str, str]] = {
    Scale.FHRS: {
        "Exempt": "免于评级",
        "AwaitingInspection": "等待检查",
        "AwaitingPublication": "等待公布",
    },
    Scale.FHIS: {
        "Pass": "通过",
        "Pass and Eat Safe": "通过并获安全餐饮奖",
        "Improvement Required": "须改进",
        "Exempt": "免于评级",
        "Awaiting Inspection": "等待检查",
        "Awaiting Publication": "等待公布",
    },
    Scale.NYC: {
        "A": "A 级",
        "B": "B 级",
        "C": "C 级",
        "N": "尚未评级",
        "Z": "等待评级",
        "P": "停业后重开，等待评级",
    },
}
"""The values that are words, as their authority writes them, and what they say."""

_MOST = {Scale.POINTS: 100, Scale.LIVES: 100, Scale.FHRS: 5}
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9])?) ?(?:分|星)?")
_BY_SCALE = {
    Scale.FACE: "大笑、微笑、平脸",
    Scale.ANNUAL: "A、B、C",
    Scale.POINTS: "0 到 100 的分数",
    Scale.LIVES: "0 到 100 的分数",
    Scale.FHRS: f"0 到 5，或 {'、'.join(_BESIDE[Scale.FHRS])}",
    Scale.FHIS: "、".join(_BESIDE[Scale.FHIS]),
    Scale.NYC: "、".join(_BESIDE[Scale.NYC]),
}


@dataclass(frozen=True, slots=True)
class Given:
    """A rating as given: its scale, its value as that scale writes it, and what is said of it.

    `number` is the value where the scale counts, so that earlier ones can be drawn beside it;
    `top` the most that can be reached.
    """

    scale: Scale
    value: str
    says: str
    number: float | None = None
    top: int | None = None


def given(scale: Scale, value: str) -> Given:
    """A valid value of a scale, with what is said of it.

    >>> given(Scale.FACE, "excellent").says, given(Scale.POINTS, "96").number
    ('优秀（大笑）', 96.0)
    >>> given(Scale.FHIS, "Improvement Required").says
    '须改进（Improvement Required）'
    """
    if scale is Scale.FACE:
        face = face_of(Given(scale, value, ""))
        return Given(scale, value, f"{face.word}（{face.label}）")
    if scale is Scale.ANNUAL:
        return Given(scale, value, f"{value} 级")
    if scale in _BESIDE and value in _BESIDE[scale]:
        said = _BESIDE[scale][value]
        return Given(scale, value, said if said.startswith(value) else f"{said}（{value}）")
    unit = "" if scale is Scale.FHRS else " 分"
    return Given(scale, value, f"{value}{unit}", float(value), _MOST[scale])


def face_of(rating: Given) -> Face:
    """The face of a rating on the scale of faces."""
    face = Face.called(rating.value)
    assert face is not None
    return face


def _valued(scale: Scale, said: str, key: str) -> str:
    """The value as its scale writes it; raises where the scale has no such value."""
    word = {Scale.FACE: Face, Scale.ANNUAL: AnnualRating}.get(scale)
    if word is not None:
        found = word.called(said)
        if found is not None:
            return found.value
    names = {_folded(name): name for name in _BESIDE.get(scale, ())}
    if _folded(said) in names:
        return names[_folded(said)]
    number = _NUMBER.fullmatch(plain(said)) if scale in _MOST else None
    if number and float(number[1]) <= _MOST[scale] and (scale is not Scale.FHRS or "." not in said):
        return f"{float(number[1]):g}"
    raise wrong(
        f"“{shown(said)}”不是{scale.label}的结果，可写：{_BY_SCALE[scale]}。",
        f"“{shown(said)}” is no value of {scale.value}; write {_in_english(scale)}.",
        (key,),
    )


def _folded(name: str) -> str:
    return plain(name[:80]).replace(" ", "").casefold()


def _in_english(scale: Scale) -> str:
    if scale is Scale.FACE:
        return "excellent, good or fair"
    if scale is Scale.ANNUAL:
        return "A, B or C"
    numbers = (f"0 to {_MOST[scale]}",) if scale in _MOST else ()
    return ", ".join((*numbers, *_BESIDE.get(scale, ())))


def _of_one_value(value: object) -> object:
    """A face, a letter or a number alone says its scale itself."""
    if not isinstance(value, str):
        return value
    said = value.strip()
    if Face.called(said):
        return {Scale.FACE: said}
    if AnnualRating.called(said):
        return {Scale.ANNUAL: said}
    if _NUMBER.fullmatch(plain(said)):
        return {Scale.POINTS: said}
    raise wrong(
        f"“{shown(value)}”看不出是哪种评级，请写成 {{动态等级: 大笑, 得分: 96}} 的样子。",
        f"“{shown(value)}” does not say its scale; write it like {{face: excellent, points: 96}}.",
    )


def _checked(value: object) -> object:
    """Every value as its scale writes it."""
    if not isinstance(value, dict):
        return value
    found, errors = dict[object, object](), list[PydanticCustomError]()
    for key, said in value.items():
        scale = Scale.called(key) if isinstance(key, str) else None
        found[key] = said
        if scale is not None and isinstance(said, str):
            try:
                found[key] = _valued(scale, said, key)
            except PydanticCustomError as error:
                errors.append(error)
    if errors:
        raise all_wrong(errors)
    return found


Ratings = Annotated[
    dict[Scale, Name],
    each_once(Scale),
    BeforeValidator(_checked),
    BeforeValidator(_of_one_value),
]
"""Ratings by scale: 大笑, 96, or {动态等级: 大笑, 得分: 96, 年度等级: A}."""
