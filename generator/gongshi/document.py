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
from gongshi.publication import Hue
from gongshi.week import NotADay, parse_day, parse_moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gongshi.duty import Duty
    from gongshi.publication import (
        CountySetting,
        Entry,
        Filing,
        Front,
        Glance,
        Hanging,
        Page,
        Setting,
    )
    from gongshi.school import School
    from gongshi.week import Week

Where = tuple[str | int, ...]
"""The way to a value in a file: keys and list places, from the top."""

LINE = "$line "
"""A step to one line of a text of several lines: `$line 2` is its third."""


class Model(BaseModel):
    """A validated, immutable value; unknown keys are errors, so a slip of the pen is caught."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
        defer_build=True,  # a build that needs few kinds does not wait for the others' validators
    )
    elsewhere: ClassVar[Mapping[str, Saying]] = {}
    """Keys that belong into another file, by all their names, and what to say of them."""


def named(*chinese: str, default: Any = ..., **more: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """A field with its Chinese names; the first is the one we say, all may be written.

    Parameters are those of `pydantic.Field`; without `default` the field is required. An empty
    mapping is made anew for each value, where pydantic would copy it, much slower.
    """
    unsaid = {"default_factory": dict} if default == {} else {"default": default}
    return Field(
        **unsaid,
        validation_alias=AliasChoices(*chinese),
        title=chinese[0],
        **more,
    )


def wrong(
    zh: str, en: str, at: Where = (), other: Where | None = None, *, in_words: bool = False
) -> PydanticCustomError:
    """What a validator raises when a value cannot be right; `at` leads further inside it.

    `other` leads, from the top of the file, to what it clashes with: the line found there takes
    the place of «line» in the message. With `in_words` the message names its place itself, so
    that no way to it is put before.
    """
    said = {"zh": zh, "en": en, "at": at, "other": other, "in_words": in_words}
    return PydanticCustomError("wrong", "{en}", said)


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
    """What a file's place tells its model: the file's name, the kind's shared book and forms."""

    slug: str
    shared: Model | None = None
    forms: Mapping[str, Model] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong between parts of a document or between documents: where in which file."""

    slug: str
    where: Where
    saying: Saying
    warning: bool = False


class Beside(StrEnum):
    """The folders of a school that hold what its documents show and hand out."""

    PHOTOS = "photos"
    FILES = "files"


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that a document shows or hands out: its name, its folder, where it says so."""

    slug: str
    where: Where
    name: str
    folder: Beside = Beside.PHOTOS


D = TypeVar("D", bound="Document", covariant=True)


@dataclass(frozen=True, slots=True)
class Filed(Generic[D]):
    """A document and where it was filed: the name of its file, which is part of its address."""

    slug: str
    document: D


class Document(Model):
    """Document (公示件): one published thing. Kinds override what they have to say.

    `folder` is both the folder the files stand in and the first part of the address; `order` the
    kind's place in navigation, the smallest first; `styles` names stylesheets and scripts of
    `assets/` that its pages need besides its own.
    """

    label: ClassVar[str]
    folder: ClassVar[str]
    order: ClassVar[int] = 50
    hue: ClassVar[Hue] = Hue.GREEN
    styles: ClassVar[tuple[str, ...]] = ()
    board: ClassVar[str] = "校务公示栏"
    """Where in a school its posters hang."""
    made_from: ClassVar[str] = ""
    """The kind whose templates, stylesheet and script it uses where it has none of its own name."""
    declared_in: ClassVar[str] = ""
    """The form that declares it, where one does."""
    computed: ClassVar[bool] = False
    """Whether it has no files of its own and is made from the documents of other kinds."""
    begun_with: ClassVar[tuple[str, ...]] = ()
    """Fields that a new file asks for beside those that each file must have (`gongshi new`)."""
    begun_as: ClassVar[str] = "%Y-%m-%d"
    """How a new file is called after the day it is begun, as `strftime` writes it."""
    duties: ClassVar[tuple[Duty, ...]] = ()
    """What a county expects of its schools where its own file does not say."""
    place: ClassVar[str] = "content/schools/{school}/{folder}"
    """The folder of a school's files of this kind, under the root."""
    shared: ClassVar[tuple[str, type[Model]] | None] = None
    """A file beside the schools' that all documents of the kind may draw on, and its model."""
    form: ClassVar[type[Model] | None] = None
    """The model of the kind's forms (表样): files of `content/forms/FOLDER/` that documents name.

    The program brings some of its own, in the kind's `forms/`; the county's stand before them.
    """

    @classmethod
    def declared(cls, forms: Mapping[str, Model]) -> Iterable[tuple[str, type[Document]]]:
        """Further kinds that the forms declare, by name: kinds without a line of Python."""
        return ()

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
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Filing]:
        """What the documents count for among the duties of a school."""
        return ()

    @classmethod
    def hanging(
        cls, filed: tuple[Filed[Self], ...], setting: Setting, week: Week
    ) -> Iterable[Hanging]:
        """Whose posters hang in the school in a week, as far as is known by its Sunday.

        It asks the week and not today, so that what came down can be told from the week before.
        """
        return ()

    @classmethod
    def tally(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Mapping[str, object] | None:
        """What the county's own pages of this kind need of a school, as plain JSON values."""
        return None

    @classmethod
    def county_pages(
        cls, tallies: tuple[tuple[School, Mapping[str, object]], ...], setting: CountySetting
    ) -> Iterable[Page]:
        """The county's own pages of this kind, from the tallies of its schools, the newest first.

        They stand below the kind's folder; at the folder itself stands their list.
        """
        return ()

    @classmethod
    def glances(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> tuple[Glance, ...]:
        """What the county's page says of the school, day by day."""
        return ()


@cache
def field_names(model: type[BaseModel]) -> Mapping[str, tuple[str, ...]]:
    """The fields of a model: English name to the other names it may be written by."""
    return {
        name: tuple(
            choice
            for choice in getattr(info.validation_alias, "choices", ())
            if isinstance(choice, str)
        )
        for name, info in model.model_fields.items()
    }
