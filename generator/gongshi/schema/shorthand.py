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

from pydantic import BaseModel, ValidationError, WithJsonSchema
from pydantic_core import ErrorDetails

from gongshi.document import Reading, field_names
from gongshi.words import Word

_PLACES = (Reading("2026-W47"), Reading("2026-11-16"), Reading("2026-11"), Reading("2026"))
"""File names that a model may stand under: of a week, a day, a month, a year."""

_NAME, _DAY = "米饭", "周一"
_DATE = "2026-11-16"
_NO_FIELD = "no such field"


@dataclass(frozen=True)
class Shorthands:
    """What one model takes; each name is the field that the short form stands for.

    `text`: a plain text alone; `items`: a list alone; `inside`: `{name: …}`, and the fields that
    what follows the name may be, by its JSON type; `lines`: fields that take one line of text,
    lists among them; `top`: the mapping whose keys may stand at the top of the file; `weekdays`:
    fields that take a weekday for a date; `given`: required fields that the file's place supplies.

    Where a validator reads texts in a way of its own we know that it does and not how: `read` says
    so of the whole model, `paired` of that many `name: …` in its place, `tabled` of a list of
    them, and `parsed` names the fields; `mapped` are lists that may be written as `name: …` too,
    `rowed` those whose rows may each be a line of text; `told` are models that a field reads.
    """

    text: str | None
    items: str | None
    read: bool
    paired: int
    tabled: bool
    parsed: frozenset[str]
    mapped: frozenset[str]
    rowed: frozenset[str]
    told: frozenset[str]
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
        read=any(() not in _complaints(model, one) for one in _texts(model)),
        paired=max(len(pairs) * _takes_pairs(model, pairs) for pairs in _PAIRS),
        tabled=bool(_filled(model, [_PAIRS[-1]]) or len(_filled(model, ["80", "80"])) > 1),
        parsed=frozenset(name for name in names if _parses(model, name)),
        mapped=frozenset(name for name in names if _takes_a_mapping(model, name)),
        rowed=frozenset(name for name in names if _takes_lines(model, name)),
        told=frozenset(name for name in names if _is_told(model, name)),
        inside=dict(_inside(model, text)),
        lines=frozenset(name for name in names if _takes_a_line(model, name)),
        top=_top(model),
        weekdays=frozenset(name for name in names if _takes_weekdays(model, name)),
        given=frozenset(
            name
            for name, field in model.model_fields.items()
            if field.is_required() and missing.isdisjoint(_all_names(model, name))
        ),
    )


def models_in(model: type[BaseModel]) -> dict[str, type[BaseModel | Word]]:
    """A model and every model and closed value inside it by class name, outermost first.

    What a field makes of a text, and says so by a schema of its own, is not written by anybody.
    """
    found: dict[str, type[BaseModel | Word]] = {model.__name__: model}
    waiting = [model]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            if any(isinstance(one, WithJsonSchema) for one in field.metadata):
                continue
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
    inside = typing.get_args(annotation)
    if any(isinstance(one, WithJsonSchema) for one in inside):
        return
    for part in inside:
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


@cache
def _places(model: type[BaseModel]) -> tuple[Reading, ...]:
    """The usual file names under which a model looks at its fields at all."""
    fitting = (
        place
        for place in _PLACES
        if any(
            found["type"] == "extra_forbidden" for found in _errors(model, {_NO_FIELD: ""}, place)
        )
    )
    return tuple(fitting) or _PLACES[:1]


def _errors(model: type[BaseModel], value: object, place: Reading) -> list[ErrorDetails]:
    try:
        model.model_validate(value, context=place)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def _complaints(
    model: type[BaseModel], value: object, code: str | None = None, place: Reading | None = None
) -> list[tuple[str | int, ...]]:
    """Where a model finds fault with a value, of all faults or of those of one type."""
    found = _errors(model, value, place or _places(model)[0])
    return [one["loc"] for one in found if code in (None, one["type"])]


def _missing(model: type[BaseModel]) -> set[str | int]:
    """The fields that a file must write under any name, asked with nothing and next to nothing."""
    left_out = {name: None for name, field in model.model_fields.items() if not field.is_required()}
    found = [
        {
            place[0]
            for value in ({}, dict([*left_out.items()][:1]))
            for place in _complaints(model, value, "missing", reading)
            if place
        }
        for reading in _places(model)
    ]
    needed = set.intersection(*found)
    return {name for name in needed if not _is_made_of_the_others(model, str(name))}


def _is_made_of_the_others(model: type[BaseModel], missing: str) -> bool:
    """Whether a field need not be written where all others are."""
    others = {name: _DATE for name in model.model_fields if missing not in _all_names(model, name)}
    types = {
        (found["type"], found["loc"][:1])
        for found in _errors(model, {**others, _NO_FIELD: ""}, _places(model)[0])
    }
    return ("extra_forbidden", (_NO_FIELD,)) in types and ("missing", (missing,)) not in types


def _all_names(model: type[BaseModel], field: str) -> set[str]:
    return {field, *field_names(model)[field]}


def _takes(model: type[BaseModel], field: str, value: object) -> bool:
    names = _all_names(model, field)
    return not any(place and place[0] in names for place in _complaints(model, {field: value}))


def _takes_a_line(model: type[BaseModel], field: str) -> bool:
    """Whether a list may be written in one line; its items may be other words than ours."""
    names = _all_names(model, field)
    complaints = _complaints(model, {field: f"{_NAME}、{_NAME}"})
    return all(
        len(place) > 1 and isinstance(place[1], int)
        for place in complaints
        if place and place[0] in names
    )


def _is_told(model: type[BaseModel], field: str) -> bool:
    """Whether a field makes its model of a text."""
    parts = list(parts_of(model.model_fields[field].annotation))
    names = _all_names(model, field)
    refused = any(
        one["type"].endswith("_type") and one["loc"] and one["loc"][0] in names
        for one in _errors(model, {field: _NAME}, _places(model)[0])
    )
    return any(issubclass(part, BaseModel) for part in parts) and not refused


def _takes_lines(model: type[BaseModel], field: str) -> bool:
    """Whether each item of a list may be a line of text."""
    names = _all_names(model, field)
    complaints = _complaints(model, {field: [_NAME]}, "tuple_type")
    return not any(place and place[0] in names for place in complaints)


def _takes_a_mapping(model: type[BaseModel], field: str) -> bool:
    """Whether a field has no objection to `{name: …}` as such, but at most to what is in it."""
    return any(_takes_as_such(model, field, {_NAME: said}) for said in (_NAME, "80"))


def _takes_as_such(model: type[BaseModel], field: str, value: object) -> bool:
    names = _all_names(model, field)
    complaints = _complaints(model, {field: value})
    return not any(len(place) == 1 and place[0] in names for place in complaints)


_PAIRS: tuple[dict[str, str], ...] = (
    {"2026-11-16": _NAME},
    {_NAME: _NAME},
    {_NAME: _NAME, "面条": _NAME},
)


def _takes_pairs(model: type[BaseModel], pairs: Mapping[str, str]) -> bool:
    """Whether names may stand where a model's fields are expected."""
    return not _complaints(model, pairs, "extra_forbidden")


def _texts(model: type[BaseModel]) -> Iterator[str]:
    """Texts of many shapes, of which a model that is written in one line takes one."""
    yield from (_NAME, "80", f"2026-11-16 {_NAME}", f"7:40 {_NAME}", f"7:40-8:00 {_NAME}")
    yield from ("5个工作日", "2026-11-16至2026-11-20")
    for part in models_in(model).values():
        if issubclass(part, Word):
            first = next(iter(part)).label
            yield from (first, f"{first} {_NAME}", f"{_NAME} {first}")


def _parses(model: type[BaseModel], field: str) -> bool:
    """Whether a validator of its own reads the text of a field."""
    names = _all_names(model, field)
    found = _complaints(model, {field: _NAME}, "wrong")
    return any(len(place) == 1 and place[0] in names for place in found)


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
