"""Results (成效数据) of a campaign: figures week by week, and what follows from them.

What is computed is computed from the figures as they are printed, so that a reader can do the
sum again: kilograms and points with one decimal, a change in whole per cent, halves rounded up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, model_validator

from gongshi.document import Model, Name, named, refused, wrong
from gongshi.week import NotADay, Week
from gongshi.words import Word, narrow, shown


class Direction(Word):
    """Direction (好坏方向) of a figure: whether more of it is better or less."""

    LOWER = "lower", "越低越好", "越少越好", "低", "少", "越来越低", "下降"
    HIGHER = "higher", "越高越好", "越多越好", "高", "多", "越来越高", "上升"


_LONGEST = 40
_FIGURE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(?:千克|公斤|kg|分)?", re.IGNORECASE)


def _figure(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _FIGURE.fullmatch(narrow(value)) if len(value) <= _LONGEST else None
    if not found:
        raise wrong(
            f"“{shown(value)}”不是数，请只写数，如 4.2；单位写在“单位”里。",
            f"“{shown(value)}” is no number; write it alone, like 4.2, and the unit in “unit”.",
        )
    return Decimal(found[1])


Figure = Annotated[
    Decimal,
    BeforeValidator(_figure),
    Field(ge=0, le=999_999),
    PlainSerializer(float, when_used="json"),
]
"""A measured number of at most three decimals: 4.2, 4.2千克, ９５分."""


def _week(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return str(Week.parse(value))
    except NotADay as error:
        raise refused(error.saying) from error


WeekName = Annotated[str, BeforeValidator(_week)]
"""A week by its name, 2026-W36; the Monday it begins with says which days it holds."""

_OF_PUPILS = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:小)?(?:同学|朋友)")
_CLASS = re.compile(r"班|组|级|中队|宿舍|寝室|\d ?[栋楼室]")


def _class(value: str) -> str:
    if _OF_PUPILS.fullmatch(value):
        raise wrong(
            f"“{shown(value)}”像是学生的姓名；榜样和数据只写到班级，请改成班级，如“三（2）班”。",
            f"“{shown(value)}” looks like a pupil's name; write the class instead, like 三（2）班.",
        )
    if not _CLASS.search(value):
        raise wrong(
            f"“{shown(value)}”不像班级，请写成“三（2）班”这样；不要写学生的姓名。",
            f"“{shown(value)}” is no class; write one, like 三（2）班, and never a pupil's name.",
        )
    return value


ClassName = Annotated[Name, AfterValidator(_class)]
"""A class (or group, dormitory) by its name: 三（2）班. Never a person."""


def _each_week_once(value: object) -> object:
    first: dict[str, str] = {}
    for key in value if isinstance(value, dict) else ():
        try:
            name = str(Week.parse(key))
        except NotADay:
            continue
        if first.setdefault(name, key) != key:
            raise wrong(
                f"“{key}”和“{first[name]}”是同一周，请只留一处。",
                f"“{key}” and “{first[name]}” are the same week; keep one.",
                (key, "$key"),
            )
    return value


class Series(Model):
    """Series (成效数据): one figure over the weeks of a campaign, of the school or by class."""

    name: Annotated[str, Field(min_length=1, max_length=16)] = named(
        "名称", description="数据的名称，如“每班每周剩饭菜”。\nWhat is measured."
    )
    unit: Annotated[str, Field(min_length=1, max_length=8)] = named(
        "单位", description="单位，如 千克、分。\nThe unit, like 千克 or 分."
    )
    direction: Direction = named(
        "方向",
        "好坏方向",
        description="越低越好，还是越高越好。\nWhether lower or higher is better.",
    )
    weeks: Annotated[dict[WeekName, Figure], BeforeValidator(_each_week_once)] = named(
        "每周",
        default={},
        description="每周一个数，如 2026-W36: 4.2。\nOne figure a week.",
    )
    classes: Annotated[
        dict[WeekName, Annotated[dict[ClassName, Figure], Field(min_length=1)]],
        BeforeValidator(_each_week_once),
    ] = named(
        "分班",
        "每周分班",
        default={},
        description="每周每班一个数，如 2026-W36: {三（2）班: 4.2}；全校的数由各班平均得出。\n"
        "A figure a class a week; the school's is their mean.",
    )

    @model_validator(mode="after")
    def _is_told_in_one_way(self) -> Self:
        if bool(self.weeks) == bool(self.classes):
            raise wrong(
                "请写“每周”（全校一个数）或“分班”（每班一个数）中的一样。",
                "write either “weeks” (one figure for all) or “classes” (one for each class).",
            )
        return self

    @cached_property
    def weekly(self) -> tuple[tuple[Week, Decimal], ...]:
        """The figure of every week in order: as stated, or the mean of that week's classes."""
        found = self.weeks or {
            week: mean(figures.values()) for week, figures in self.classes.items()
        }
        return tuple((Week.parse(week), found[week]) for week in sorted(found))

    @property
    def change(self) -> int | None:
        """From the first week to the last, in per cent; None where that says nothing."""
        (_, first), (_, last) = self.weekly[0], self.weekly[-1]
        return None if len(self.weekly) == 1 else per_cent(first, last)

    @property
    def has_improved(self) -> bool:
        """Whether the last week is better than the first."""
        return self._is_better(self.weekly[-1][1], self.weekly[0][1])

    @property
    def best(self) -> tuple[Decimal, tuple[str, ...]] | None:
        """The best figure of the latest week and every class that has it."""
        if not self.classes:
            return None
        latest = self.classes[max(self.classes)]
        extreme = min if self.direction is Direction.LOWER else max
        figure = extreme(latest.values())
        return figure, tuple(name for name, value in latest.items() if value == figure)

    @property
    def by_class(self) -> tuple[tuple[str, Decimal, Decimal], ...]:
        """Each class with its first and its last figure, those best at the end of it first."""
        found: dict[str, list[Decimal]] = {}
        for week in sorted(self.classes):
            for name, figure in self.classes[week].items():
                found.setdefault(name, []).append(figure)
        sign = 1 if self.direction is Direction.LOWER else -1
        rows = [(name, figures[0], figures[-1]) for name, figures in found.items()]
        return tuple(sorted(rows, key=lambda row: (sign * row[2], row[0])))

    def _is_better(self, one: Decimal, other: Decimal) -> bool:
        return one < other if self.direction is Direction.LOWER else one > other

    @property
    def reckoned(self) -> Mapping[str, object]:
        """What is computed, as plain JSON values."""
        best = self.best
        return {
            "name": self.name,
            "weekly": {str(week): float(figure) for week, figure in self.weekly},
            "change_per_cent": self.change,
            "best": best and {"figure": float(best[0]), "classes": list(best[1])},
        }


_TENTH = Decimal("0.1")


def mean(figures: Iterable[Decimal]) -> Decimal:
    """The mean of figures with one decimal, halves rounded up.

    >>> mean([Decimal("4.1"), Decimal("4.2")])
    Decimal('4.2')
    """
    found = tuple(figures)
    return (sum(found, Decimal()) / len(found)).quantize(_TENTH, ROUND_HALF_UP)


def per_cent(first: Decimal, last: Decimal) -> int | None:
    """The change from one figure to another in whole per cent; None where it began at nothing.

    >>> per_cent(Decimal("4.0"), Decimal("1.5")), per_cent(Decimal(0), Decimal(1))
    (-63, None)
    """
    if not first:
        return None
    return int(((last - first) * 100 / first).quantize(Decimal(1), ROUND_HALF_UP))


def written(figure: Decimal) -> str:
    """A figure as people write it, without empty decimals.

    >>> written(Decimal("4.0")), written(Decimal("95.50")), written(Decimal("100"))
    ('4', '95.5', '100')
    """
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
