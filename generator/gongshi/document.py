"""The document (公示件): what every kind of published thing has in common, and what it may ask for.

A kind is a subclass of `Document` in a module of its own in `gongshi.kinds`. It says which
pages, posters and data it wants made, as plain values; `plan` gives them addresses and `render`
their bytes. Nothing here or in a kind touches the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import (
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from gongshi.errors import Saying
from gongshi.week import NotADay, parse_day, parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gongshi.school import County, School, Term

Where = tuple[str | int, ...]
"""The way to a value in a file: keys and list places, from the top."""


class Model(BaseModel):
    """A validated, immutable value; unknown keys are errors, so a slip of the pen is caught."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )


def named(*chinese: str, default: Any = ..., **more: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """A field with its Chinese names; the first is the one we say, all may be written.

    Parameters are those of `pydantic.Field`; without `default` the field is required.
    """
    return Field(
        default,
        validation_alias=AliasChoices(*chinese),
        title=chinese[0],
        **more,
    )


def wrong(zh: str, en: str, at: Where = (), other: Where | None = None) -> PydanticCustomError:
    """What a validator raises when a value cannot be right; `at` leads further inside it.

    `other` leads, from the top of the file, to what it clashes with: the line found there takes
    the place of «line» in the message.
    """
    return PydanticCustomError("wrong", "{en}", {"zh": zh, "en": en, "at": at, "other": other})


def all_wrong(errors: Sequence[PydanticCustomError]) -> ValidationError:
    """Several such errors raised as one, so that all are told."""
    return ValidationError.from_exception_data(
        "value", [InitErrorDetails(type=error, input="") for error in errors]
    )


def refused(saying: Saying) -> PydanticCustomError:
    """The same, from a message that exists already."""
    return wrong(saying.zh, saying.en)


def _day(value: object) -> object:
    return _or_wrong(parse_day, value) if isinstance(value, str) else value


def _moment(value: object) -> object:
    return _or_wrong(parse_moment, value) if isinstance(value, str) else value


def _or_wrong(parse: Callable[[str], object], text: str) -> object:
    try:
        return parse(text)
    except NotADay as error:
        raise refused(error.saying) from error


Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
"""A text of up to 4,000 characters that is not empty."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""A name of up to 80 characters that is not empty."""

CalendarDay = Annotated[date, BeforeValidator(_day)]
"""A day, written 2026-11-16, 2026/11/16 or 2026年11月16日."""

if TYPE_CHECKING:
    from datetime import datetime

    Moment = datetime
else:
    from datetime import datetime

    Moment = Annotated[datetime, BeforeValidator(_moment)]
"""A day and minute of local time, written 2026-11-16 16:20."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file's place tells its model: the name of the file and the kind's shared book."""

    slug: str
    shared: Model | None = None


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong between parts of a document or between documents: where in which file."""

    slug: str
    where: Where
    saying: Saying
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that a document shows: its name in the school's `photos/`, and where it says so."""

    slug: str
    where: Where
    name: str


class Paper(StrEnum):
    """What a poster is laid out on: the sheet and which way round, or a phone's screen."""

    A3_LANDSCAPE = "a3-landscape"
    A4_LANDSCAPE = "a4-landscape"
    A4_PORTRAIT = "a4-portrait"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class View:
    """What a template receives: every kind's views derive from it.

    `county` and `school` say who publishes; `address` is the page's place under the site
    (`qinghe-primary/menus/2026-W47/`), `url` its permanent absolute address, which QR codes carry.
    """

    county: County
    school: School
    address: str
    url: str


@dataclass(frozen=True, slots=True)
class Poster:
    """Poster (张贴版): a file laid out by a Typst template from a view.

    `name` is the file's name beside its page (`poster-a3.pdf`, `share.png`); `template` stands in
    the theme's `posters/`; `view` is what the template receives.
    """

    name: str
    template: str
    paper: Paper
    view: View


@dataclass(frozen=True, slots=True)
class Page:
    """Page (网页): one address, the template that fills it and what stands beside it.

    `address` is under the school (`menus/2026-W47/`); `data` holds files beside the page by name.
    """

    address: str
    template: str
    title: str
    description: str
    view: View
    posters: tuple[Poster, ...] = ()
    data: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list of documents: its title, a few words, the day it belongs to, its page."""

    title: str
    says: str
    day: date
    address: str


@dataclass(frozen=True, slots=True)
class Front:
    """What a kind shows on the school's home page: a template of `fronts/` and its view.

    `weight` orders the kinds down the page, the smallest first.
    """

    template: str
    view: View
    weight: int = 50


@dataclass(frozen=True, slots=True)
class Glance:
    """What the county's page shows of a school for one day, chosen in the browser."""

    day: date
    says: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a school's documents are published: the arguments of every view.

    `site` is the site's address, ending in a slash; `posters` whether posters are made at all.
    """

    county: County
    school: School
    today: date
    site: str
    posters: bool = True

    def url(self, address: str) -> str:
        """The absolute address of a page of the school."""
        return f"{self.site}{self.school.code}/{address}"

    def term_of(self, day: date) -> Term | None:
        """The term a day lies in, the school's own before the county's."""
        terms = self.school.terms or self.county.terms
        return next((term for term in terms if term.starts <= day <= term.ends), None)


D = TypeVar("D", bound="Document", covariant=True)


@dataclass(frozen=True, slots=True)
class Filed(Generic[D]):
    """A document and where it was filed: the name of its file, which is part of its address."""

    slug: str
    document: D


class Document(Model):
    """Document (公示件): one published thing. Kinds override what they have to say.

    `kind` is filled in by the registry from the module's name; `folder` is both the folder the
    files stand in and the first part of the address.
    """

    label: ClassVar[str]
    folder: ClassVar[str]
    place: ClassVar[str] = "content/schools/{school}/{folder}"
    """The folder of a school's files of this kind, under the root."""
    shared: ClassVar[tuple[str, type[Model]] | None] = None
    """A file beside the schools' that all documents of the kind may draw on, and its model."""

    @classmethod
    def shelf(cls, school: str) -> str:
        """The folder of a school's files of this kind, under the root."""
        return cls.place.format(school=school, folder=cls.folder).rstrip("/")

    same_as: Name | None = named(
        "同",
        "沿用",
        default=None,
        description="沿用另一家的同名文件，如 kitchens/east；自己再写的内容以自己的为准。\n"
        "Take the document of the same name from there; what is written here stands before it.",
    )

    def joined(self, other: Self) -> Self:
        """This document, with what it does not say itself taken from `other` (`same_as`)."""
        own = {name: getattr(self, name) for name in self.model_fields_set}
        return other.model_copy(update={**own, "same_as": None})

    @classmethod
    def looked_up(cls, filed: tuple[Filed[Self], ...]) -> frozenset[str]:
        """The names that these documents look up in the shared book."""
        return frozenset()

    @classmethod
    def excerpt(cls, shared: Model, names: Iterable[str]) -> str:
        """All that the shared book says under these names, as text to compare."""
        return repr(shared)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Flaw]:
        """What does not fit between a school's documents of this kind, or with the school."""
        return ()

    @classmethod
    def photos(cls, filed: tuple[Filed[Self], ...]) -> Iterable[Shown]:
        """The pictures that the documents show, out of the school's `photos/`."""
        return ()

    @classmethod
    def pages(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Page]:
        """The pages of a school's documents of this kind, with what stands beside them."""
        raise NotImplementedError

    @classmethod
    def entries(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> tuple[Entry, ...]:
        """The lines of the kind's list page, newest first."""
        raise NotImplementedError

    @classmethod
    def front(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Front | None:
        """What stands on the school's home page."""
        return None

    @classmethod
    def glances(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> tuple[Glance, ...]:
        """What the county's page says of the school, day by day."""
        return ()


@cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """Every key a file may use, with the other names of the same field.

    To be asked once all kinds are imported: it gathers the fields of every model.
    """
    found: dict[str, set[str]] = {}
    waiting = list(Model.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        for name, names in field_names(model).items():
            for one in (name, *names):
                found.setdefault(one, set()).update((name, *names))
    return {name: frozenset(names) for name, names in found.items()}


def field_names(model: type[BaseModel]) -> dict[str, tuple[str, ...]]:
    """The fields of a model: English name to the other names it may be written by."""
    return {
        name: tuple(
            choice
            for choice in getattr(info.validation_alias, "choices", ())
            if isinstance(choice, str)
        )
        for name, info in model.model_fields.items()
    }
