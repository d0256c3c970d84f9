"""Examples (例子): for each field the first place where a sample writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from gongshi.document import field_names
from gongshi.formats.yaml_text import block, width_of
from gongshi.load import Source, read_source
from gongshi.schema import FileKind, file_kinds, plain_definitions
from gongshi.schema.shorthand import parts_of, shorthands

SAMPLES = "tests/samples"
_PROGRAM = Path(__file__).parents[1]

Samples = Mapping[str, tuple[Source, ...]]
"""The samples of each kind of file by its name, the ones to be preferred first."""

At = tuple[type[BaseModel], str]
"""A model and the English name of a field of it."""

Written = tuple[str, Any]
"""A key as a sample writes it, and its value."""


def read_samples(root: Path) -> Samples:
    """The samples of a site whose tests hold them; none where there is no such folder.

    `NAME.yaml` comes first, then each `NAME.CASE.yaml`; for forms, those that the program brings
    come last (`kinds/KIND/forms/`).
    """
    return _samples_in(root / SAMPLES)


def _samples_in(folder: Path) -> Samples:
    return {
        name: tuple(
            read_source(path.name, path.read_bytes())
            for path in _files(folder, kind)
            if path.exists()
        )
        for name, kind in file_kinds().items()
    }


def brought_samples() -> Samples:
    """The samples that the program brings, for the examples in new files."""
    beside, source = _PROGRAM / "samples", _PROGRAM.parents[1] / SAMPLES
    folder = beside if beside.is_dir() else source
    return _samples_in(folder)


def _files(folder: Path, kind: FileKind) -> Iterator[Path]:
    yield folder / f"{kind.name}.yaml"
    yield from sorted(folder.glob(f"{kind.name}.*.yaml"))
    if kind.form_of and folder.is_dir():
        yield from sorted((_PROGRAM / "kinds" / kind.form_of / "forms").glob("*.yaml"))


def examples(kinds: Iterable[FileKind], samples: Samples) -> Mapping[At, Written]:
    """For each field, the first place where a sample writes it."""
    found: dict[At, Written] = {}
    for kind in kinds:
        for source in samples.get(kind.name, ()):
            for at, written in _written(kind.model, source.data):
                found.setdefault(at, written)
    return found


def example_lines(key: str, value: object) -> list[str]:
    """An example as far as it is needed to see how it is written, and no wider than a phone."""
    lines: list[str] = []
    for wide in _WIDTHS:
        lines = block(key, _shortened(value, wide), _PHONE)
        if max(map(width_of, lines)) <= _PHONE:
            break
    return lines


_PHONE = 34
_WIDTHS = (32, 28, 24, 20, 16)
_MOST = 4


def _shortened(value: Any, wide: int) -> Any:  # noqa: ANN401 - a piece of YAML
    """The first items of lists, and texts cut at a width."""
    if isinstance(value, list):
        return [_shortened(item, wide) for item in value[:_MOST]]
    if isinstance(value, dict):
        return {key: _shortened(item, wide) for key, item in value.items()}
    if isinstance(value, str):
        return "\n".join(_cut(line, wide) for line in value.strip().split("\n")[:_MOST])
    return value


def _cut(line: str, wide: int) -> str:
    if width_of(line) <= wide:
        return line
    kept, width = "", 0
    for sign in line:
        width += width_of(sign)
        if width > wide - 2:
            break
        kept += sign
    return f"{kept}…"


def _written(model: type[BaseModel], data: object) -> Iterator[tuple[At, Written]]:
    """Every key of a value that is a field of the model, and of the models inside it."""
    if isinstance(data, list):
        for item in data:
            yield from _written(model, item)
    if not isinstance(data, dict):
        return
    fields = {key: name for name, names in field_names(model).items() for key in (name, *names)}
    short = shorthands(model)
    for key, value in data.items():
        name = fields.get(key, short.top)
        if name is None:
            continue
        at_top = key not in fields
        if not at_top:
            yield (model, name), (key, value)
        for inside in _models_inside(model, name):
            for item in (value,) if at_top or not _is_mapping(model, name) else _values(value):
                yield from _written(inside, item)


def _values(value: object) -> tuple[object, ...]:
    return tuple(value.values()) if isinstance(value, dict) else ()


def _models_inside(model: type[BaseModel], name: str) -> Iterator[type[BaseModel]]:
    for part in parts_of(model.model_fields[name].annotation):
        if issubclass(part, BaseModel):
            yield part


def _is_mapping(model: type[BaseModel], name: str) -> bool:
    found = plain_definitions(model)[model.__name__]["properties"][name]
    return "additionalProperties" in found
