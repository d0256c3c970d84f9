"""Keys (键): the names that a file may use for a field, and what belongs at a place of it."""

from __future__ import annotations

import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from gongshi.document import Model, Where, field_names
from gongshi.kinds import kinds


def names_in(holder: object, step: str | int, model: type[BaseModel] | None) -> Collection[str]:
    """Every name of the key that a step names in what holds it: those of the very field.

    Where a model reads what is inside it in a way of its own, they are those of any field of the
    file's model that is called so, and without a model those of any field at all.
    """
    if isinstance(step, int):
        return ()
    field = _fields(holder).get(step) if _is_model(holder) else None
    return field.names if field else known_keys(model).get(step, ())


@cache
def known_keys(model: type[BaseModel] | None = None) -> Mapping[str, frozenset[str]]:
    """Every key of a model's files, with the other names of the same field; else of any file."""
    if model is not None:
        return _every_name(_models_in(model))
    kinds()
    return _every_name(_subclasses(Model))


def _every_name(models: Iterable[type[BaseModel]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for model in models:
        for name, field in _fields(model).items():
            found[name] = found.get(name, frozenset()) | field.names
    return found


def _subclasses(model: type[Model]) -> Iterator[type[Model]]:
    for one in model.__subclasses__():
        yield one
        yield from _subclasses(one)


def _models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and those of its fields, and of theirs, each once."""
    seen, waiting = set[type[BaseModel]](), [model]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            for field in one.model_fields.values():
                waiting += filter(_is_model, parts(field.annotation))


def _is_model(part: object) -> typing.TypeGuard[type[BaseModel]]:
    return isinstance(part, type) and issubclass(part, BaseModel)


def annotation_at(model: type[BaseModel], where: Where) -> object:
    """The type that belongs at a place of a model: the way a message was led there, again."""
    current: object = model
    for step in where:
        current = inside(current, step)
    return current


def inside(holder: object, step: str | int) -> object:
    """The type that a step leads to in another: of a field, of an item or of a value by its key."""
    if _is_model(holder):
        field = _fields(holder).get(str(step))
        return field.annotation if field else None
    within = typing.get_args(holder)
    return _bare(within[0 if isinstance(step, int) else -1]) if within else holder


def model_at(model: type[BaseModel], where: Where) -> type[BaseModel] | None:
    """The model that belongs at a place of another, in a list or beside nothing at all."""
    return next(filter(_is_model, parts(annotation_at(model, where))), None)


def parts(annotation: object) -> Iterator[object]:
    """A type and all it is made of."""
    yield annotation
    for part in typing.get_args(annotation):
        yield from parts(part)


def _bare(annotation: object) -> object:
    """A type without `None` beside it and without `Annotated` around it."""
    while True:
        if typing.get_origin(annotation) is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
            continue
        if typing.get_origin(annotation) in (typing.Union, types.UnionType):
            annotation = next(
                one for one in typing.get_args(annotation) if one is not types.NoneType
            )
            continue
        return annotation


@dataclass(frozen=True, slots=True)
class _Field:
    """A field by any of its names: all of them, and what belongs there."""

    names: frozenset[str]
    annotation: object


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, _Field]:
    found: dict[str, _Field] = {}
    for name, names in field_names(model).items():
        field = _Field(frozenset((name, *names)), _bare(model.model_fields[name].annotation))
        found |= dict.fromkeys((name, *names), field)
    return found
