"""Keys (键): the names that a file may use for a field, and what belongs at a place of it."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

from gongshi.document import Model, Where, field_names
from gongshi.kinds import kinds


def names_at(model: type[BaseModel] | None, where: Where) -> frozenset[str]:
    """Every name of the key that a way ends with: those of the very field, where it is one.

    A way may lead through what a model reads in a way of its own; then the names are those of any
    field in the file that is called so, and without a model those of any field at all.
    """
    step, holder = str(where[-1]), annotation_at(model, where[:-1]) if model else None
    if isinstance(holder, type) and issubclass(holder, BaseModel):
        names = _every_name((holder,)).get(step)
        if names is not None:
            return names
    return known_keys(model).get(step, frozenset())


@cache
def known_keys(model: type[BaseModel] | None = None) -> Mapping[str, frozenset[str]]:
    """Every key of a model's files, with the other names of the same field; else of any file."""
    if model is not None:
        return _every_name(tuple(_models_in(model)))
    kinds()
    return _every_name(tuple(_subclasses(Model)))


@cache
def _every_name(models: tuple[type[BaseModel], ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for model in models:
        for name, names in field_names(model).items():
            for one in (name, *names):
                found.setdefault(one, set()).update((name, *names))
    return {name: frozenset(names) for name, names in found.items()}


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
        current = _bare(current)
        if _is_model(current):
            current = _field_type(current, str(step))
        elif typing.get_args(current):
            current = typing.get_args(current)[0 if isinstance(step, int) else -1]
    return _bare(current)


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


def _field_type(model: type[BaseModel], step: str) -> object:
    for name, names in field_names(model).items():
        if step == name or step in names:
            return model.model_fields[name].annotation
    return None
