"""Handbook (手册): which part of which model is told on which page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import get_annotations

from pydantic import BaseModel

from gongshi.county import County
from gongshi.document import Document, field_names
from gongshi.food import Allergen, Nutrient
from gongshi.look import Look
from gongshi.reference.examples import At, Samples, Written, examples
from gongshi.schema import FileKind, file_kinds
from gongshi.schema.shorthand import models_in
from gongshi.school import School
from gongshi.schooldays import Calendar
from gongshi.wording import WordingBook
from gongshi.words import Word

Part = type[BaseModel | Word]

COMMON = "common"
"""The page of what all documents have in common."""

_LAST = (School, County, Calendar, Look, WordingBook)
_WORDS_BESIDE: tuple[type[Word], ...] = (Allergen, Nutrient)
"""Closed values that are read inside other values, such as the allergens of a line of text."""


@dataclass(frozen=True)
class Handbook:
    """All kinds of file in the order they are told, the bases of documents, where parts are told.

    `bases` are the classes whose fields several kinds of document inherit; `pages` says for each
    model and closed value on which page its section stands.
    """

    kinds: tuple[FileKind, ...]
    bases: tuple[type[BaseModel], ...]
    pages: Mapping[Part, str]
    examples: Mapping[At, Written]

    @classmethod
    def of(cls, samples: Samples) -> Handbook:
        """The handbook of every kind of file, with examples from the samples."""
        kinds = tuple(sorted(file_kinds().values(), key=lambda kind: kind.model in _LAST))
        bases = tuple(_bases())
        pages: dict[Part, str] = dict.fromkeys(_WORDS_BESIDE, COMMON)
        for base in bases:
            pages |= dict.fromkeys(models_in(base).values(), COMMON)
        for kind in kinds:
            for part in models_in(kind.model).values():
                pages.setdefault(part, kind.name)
        return cls(kinds, bases, pages, examples(kinds, samples))

    def on(self, page: str) -> tuple[Part, ...]:
        """The parts that are told on a page, the model of its file first."""
        return tuple(part for part, place in self.pages.items() if place == page)

    def home(self, model: type[BaseModel], field: str) -> type[BaseModel]:
        """The model under which a field is told: the base that says it, or the model itself."""
        said = next(one for one in model.__mro__ if field in get_annotations(one))
        return said if said in self.bases else model

    def own(self, model: type[BaseModel]) -> tuple[str, ...]:
        """The fields that are told under a model itself."""
        return tuple(name for name in field_names(model) if self.home(model, name) is model)

    def example(self, model: type[BaseModel], field: str) -> Written | None:
        """What a sample writes for a field; for one of a base, any kind's sample will do."""
        if (model, field) in self.examples:
            return self.examples[model, field]
        found = (
            written
            for (one, name), written in self.examples.items()
            if name == field and issubclass(one, model) and self.home(one, name) is model
        )
        return next(found, None)


def _bases() -> Iterator[type[BaseModel]]:
    """The classes that documents inherit fields from, the outermost first."""
    waiting: list[type[BaseModel]] = [Document]
    files = {kind.model for kind in file_kinds().values()}
    for base in waiting:
        if base in files:
            continue
        below = [one for one in base.__subclasses__() if any(issubclass(x, one) for x in files)]
        if sum(1 for one in files if issubclass(one, base)) > 1:
            yield base
            waiting += below
