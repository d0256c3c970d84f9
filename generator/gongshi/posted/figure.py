"""Figure (关键数字): a number that is to be seen from afar, such as 125 克 or 48 小时."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import ValidationInfo, field_validator, model_validator

from gongshi.document import Model, Name, field_names, named, wrong
from gongshi.words import narrow, shown

_WITH_UNIT = re.compile(r"([≥≤<>]?[0-9][0-9,.]*[0-9]|[≥≤<>]?[0-9]) ?(\D{1,8})")
_LONGEST = 12


class Figure(Model):
    """Figure (关键数字): what is counted or measured, how much, in which unit."""

    name: Name = named("名称", description="这个数字说的是什么。\nWhat the number says.")
    value: Name = named(
        "数值",
        "数字",
        description="数值，如 125、≥48、98.5；单位可以一起写：125 克。\n"
        "The number; its unit may follow it.",
    )
    unit: Name | None = named("单位", default=None, description="数值的单位。\nIts unit.")

    @model_validator(mode="before")
    @classmethod
    def _with_its_unit(cls, value: object) -> object:
        """125 克 is a value with its unit, where no unit is written beside it."""
        if not isinstance(value, dict) or any(key in value for key in _names("unit")):
            return value
        key = next((key for key in _names("value") if isinstance(value.get(key), str)), None)
        found = _WITH_UNIT.fullmatch(narrow(value[key])) if key else None
        return {**value, key: found[1], "unit": found[2]} if found else value

    @field_validator("value", mode="before")
    @classmethod
    def _is_a_number(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, str) and (
            len(value) > _LONGEST or not re.search(r"\d", narrow(value))
        ):
            raise wrong(
                f"“{shown(value)}”不是数字，请写成 125 或 125 克。",
                f"“{shown(value)}” is not a number; write 125 or 125 克.",
            )
        return value

    @property
    def view(self) -> FigureView:
        """As shown."""
        return FigureView(self.name, self.value, self.unit or "")


def _names(field: str) -> tuple[str, ...]:
    return (field, *field_names(Figure)[field])


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure as shown: 留样至少, 125, 克."""

    name: str
    value: str
    unit: str
