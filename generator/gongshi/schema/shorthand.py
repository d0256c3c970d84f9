"""Shorthands (简写): what a model takes in place of its full form, found by asking the model.

A dish may be a plain name and a meal a plain list, because validators say so; no schema shows it.
So each model is handed a small value and either takes it or does not. The JSON Schema and the
field reference are made from the answers and cannot fall behind the models.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ValidationError

from gongshi.document import Reading, field_names
from gongshi.words import Word

_PLACE = Reading("2026-W47")
_NAME, _DAY = "米饭", "周一"


@dataclass(frozen=True)
class Shorthands:
    """What one model takes; each name is the field that the short form stands for.

    `text`: a plain text alone; `items`: a list alone; `inside`: `{name: …}`, and the fields that
    what follows the name may be, by its JSON type; `lines`: fields that take one line of text,
    lists among them; `top`: the mapping whose keys may stand at the top of the file; `weekdays`:
    fields that take a weekday for a date; `given`: required fields that the file's place supplies.
    """

    text: str | None
    items: str | None
    inside: Mapping[str, str]
    lines: frozenset[str]
    top: str | None
    weekdays: frozenset[str]
    given: frozenset[str]


@cache
def shorthands(model: type[BaseModel]) -> Shorthands:
    """Everything a model takes beside its full form."""
    names = tuple(model.model_fields)
    text = next(iter(_filled(model, _NAME)), None)
    missing = _missing(model)
    return Shorthands(
        text=text,
        items=next(iter(_filled(model, [_NAME])), None),
        inside=dict(_inside(model, text)),
        lines=frozenset(name for name in names if _takes(model, name, f"{_NAME}、{_NAME}")),
        top=_top(model),
        weekdays=frozenset(name for name in names if _takes_weekdays(model, name)),
        given=frozenset(
            name
            for name, field in model.model_fields.items()
            if field.is_required() and missing.isdisjoint(_all_names(model, name))
        ),
    )


def models_in(model: type[BaseModel]) -> dict[str, type[BaseModel | Word]]:
    """A model and every model and closed value inside it by class name, outermost first."""
    found: dict[str, type[BaseModel | Word]] = {model.__name__: model}
    waiting = [model]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            for part in parts_of(field.annotation):
                if part.__name__ not in found:
                    found[part.__name__] = part
                    if issubclass(part, BaseModel):
                        waiting.append(part)
    return found


def parts_of(annotation: object) -> Iterator[type[BaseModel | Word]]:
    """The models and closed values that an annotation speaks of, from left to right."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel | Word):
        yield annotation
    for part in typing.get_args(annotation):
        yield from parts_of(part)


def _filled(model: type[BaseModel], value: object) -> tuple[str, ...]:
    """The fields that a value fills, or none where the model does not take it."""
    try:
        made = model.model_validate(value, context=Reading(""))
    except ValidationError:
        return ()
    return tuple(name for name in model.model_fields if name in made.model_fields_set)


def _inside(model: type[BaseModel], text: str | None) -> Iterator[tuple[str, str]]:
    for kind, value in (("object", {_NAME: "80"}), ("array", [_NAME]), ("string", "80")):
        filled = _filled(model, {_NAME: value})
        yield from ((kind, name) for name in filled if text is not None and name != text)


def _complaints(
    model: type[BaseModel], value: object, code: str | None = None
) -> list[tuple[str | int, ...]]:
    """Where a model finds fault with a value, of all faults or of those of one type."""
    try:
        model.model_validate(value, context=_PLACE)
    except ValidationError as error:
        return [one["loc"] for one in error.errors() if code in (None, one["type"])]
    return []


def _missing(model: type[BaseModel]) -> set[str | int]:
    """The fields that a file must write, asked with nothing and with next to nothing."""
    left_out = {name: None for name, field in model.model_fields.items() if not field.is_required()}
    return {
        place[0]
        for value in ({}, dict([*left_out.items()][:1]))
        for place in _complaints(model, value, "missing")
        if place
    }


def _all_names(model: type[BaseModel], field: str) -> set[str]:
    return {field, *field_names(model)[field]}


def _takes(model: type[BaseModel], field: str, value: object) -> bool:
    names = _all_names(model, field)
    return not any(place and place[0] in names for place in _complaints(model, {field: value}))


def _takes_weekdays(model: type[BaseModel], field: str) -> bool:
    """Whether a date may be written 周一: as the value, or as a key."""
    as_value = _takes(model, field, _DAY) and not _takes(model, field, _NAME)
    return as_value or (_takes_key(model, field, _DAY) and not _takes_key(model, field, _NAME))


def _takes_key(model: type[BaseModel], field: str, key: str) -> bool:
    places = _complaints(model, {field: {key: {}}})
    return not any("[key]" in place for place in places)


def _top(model: type[BaseModel]) -> str | None:
    """The field that a weekday at the top of a file is led to."""
    led = {place[0] for place in _complaints(model, {_DAY: {}}) if place[1:2] == (_DAY,)}
    return next((name for name in model.model_fields if led & _all_names(model, name)), None)
