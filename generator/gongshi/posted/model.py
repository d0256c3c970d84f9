"""What the file of a posted document may say, and which page, poster and line it wants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar, Self

from pydantic import Field, ValidationInfo, model_validator

from gongshi.document import (
    Beside,
    CalendarDay,
    Document,
    Filed,
    Model,
    Moment,
    Name,
    Reading,
    Shown,
    Text,
    field_names,
    named,
    wrong,
)
from gongshi.notations import SEVERAL, Count, Link, YesNo
from gongshi.paper import Paper
from gongshi.posted.posting import PostedView, Posting
from gongshi.publication import (
    Badge,
    Entry,
    Filing,
    Hanging,
    Page,
    Poster,
    Setting,
    Span,
)
from gongshi.week import NotADay, Week, parse_day
from gongshi.wording import HOW_READINGS, Readings

_SLUG = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_SLUG = 60
_WHILE_NEW = timedelta(days=13)
"""What holds for good hangs for a fortnight: until everyone has read it."""


class Amendment(Model):
    """Amendment (修正) of a document after it was published: when, what and why."""

    at: Moment = named("时间", "修正时间", description="什么时候改的。\nWhen it was changed.")
    what: Text = named("内容", "修正内容", description="改了什么。\nWhat was changed.")
    why: Text = named("原因", description="为什么改。\nWhy.")


class Attachment(Model):
    """Attachment (附件): a file of the school's `files/` folder, or an address elsewhere."""

    name: Name = named("名称", description="附件的名称。\nWhat the attachment is called.")
    file: Name | None = named(
        "文件",
        default=None,
        description="学校 files 文件夹里的文件名。\nIts name in the school's files folder.",
    )
    link: Link | None = named(
        "网址",
        default=None,
        description="放在别处的，写网址。\nIts address, where it is elsewhere.",
    )

    @model_validator(mode="before")
    @classmethod
    def _by_file(cls, value: object) -> object:
        """A file or an address alone is called after itself."""
        if not isinstance(value, str):
            return value
        name = value.rstrip("/").rpartition("/")[2]
        if "://" in value:
            return {"name": name, "link": value}
        return {"name": name.rpartition(".")[0] or name, "file": value}

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if (self.file is None) == (self.link is None):
            raise wrong(
                "附件请写“文件”或“网址”中的一样。",
                "an attachment has either a file or a link.",
            )
        return self


class Posted(Document):
    """A document with a page, a poster and a line of its own.

    `kind` is the kind's name, which its templates, stylesheet and data carry. A subclass gives
    `view_of`, and where the usual is not right `headline`, `listed_as`, `says`, `day`, `badge`,
    `span`.
    """

    kind: ClassVar[str]
    papers: ClassVar[tuple[tuple[str, Paper], ...]] = (("poster-a4.pdf", Paper.A4_PORTRAIT),)
    """The posters beside the page: their file names and papers."""
    styles = ("states", "posted")

    title: Name | None = named("标题", default=None, description="标题。\nThe title.")
    published: CalendarDay | None = named(
        "发布日期", default=None, description="公布的日期。\nThe day it was made public."
    )
    publisher: Name | None = named(
        "发布单位",
        default=None,
        description="发布单位；不写就用学校的。\nWho publishes; the school's where left out.",
    )
    office: Name | None = named(
        "责任部门",
        "负责部门",
        default=None,
        description="负责这件事的部门或岗位。\nThe office or post in charge.",
    )
    source: Name = named(
        "来源", default="学校填报", description="内容从哪里来。\nWhere the content comes from."
    )
    stated_revision: Annotated[Count, Field(ge=1, le=999)] | None = named(
        "版次",
        "revision",
        default=None,
        serialization_alias="revision",
        description="版次；不写就由修正的次数算出。\n"
        "The revision; counted from the amendments where left out.",
    )
    amendments: tuple[Amendment, ...] = named(
        "修正",
        "更正",
        default=(),
        description="公布以后的每一处修正，按时间先后。\n"
        "Every change after publishing, in order of time.",
    )
    notes: Annotated[tuple[Text, ...], SEVERAL] = named(
        "说明",
        "备注",
        default=(),
        description="要补充说明的话，一条一项。\nWhatever else is to be said, one item each.",
    )
    attachments: Annotated[tuple[Attachment, ...], SEVERAL] = named(
        "附件", default=(), description="附件，一份一项。\nAttachments, one item each."
    )
    readings: Readings = named(
        "注音",
        default={},
        exclude=True,  # how it is read aloud changes nothing of what it says
        description="只在这一份里要另注的读音；别处也用的写到 wording.yaml。\n"
        "Readings for this document alone; those for others too belong in wording.yaml.",
        json_schema_extra={"$comment": HOW_READINGS},
    )
    hung: YesNo = named(
        "长期张贴",
        "常贴",
        default=False,
        description="有效期间是否一直贴在墙上：是、否。\n"
        "Whether it hangs on the wall for as long as it holds: yes, no.",
    )

    @model_validator(mode="before")
    @classmethod
    def _filed_under_an_address(cls, value: object, info: ValidationInfo) -> object:
        slug = slug_of(info)
        if slug and (not _SLUG.fullmatch(slug) or len(slug) > _LONGEST_SLUG):
            raise wrong(
                f"文件名“{slug}”是网址的一部分，请改用字母、数字和短横线，如 2026-11-20.yaml。",
                f"the file's name “{slug}” is part of its address; use letters, digits and "
                "hyphens, like 2026-11-20.yaml.",
            )
        return value

    @model_validator(mode="after")
    def _counts_its_amendments(self) -> Self:
        least = len(self.amendments) + 1
        if self.stated_revision is not None and self.stated_revision < least:
            raise wrong(
                f"已有 {least - 1} 处修正，版次至少是 {least}。",
                f"with {least - 1} amendment(s) the revision is at least {least}.",
                ("stated_revision",),
            )
        return self

    @property
    def revision(self) -> int:
        """Revision (版次): as stated, or one more than there are amendments."""
        return self.stated_revision or len(self.amendments) + 1

    @property
    def headline(self) -> str:
        """What stands at the top of its page and poster."""
        return self.title or self.label

    def listed_as(self, slug: str) -> str:
        """What it is called in lists."""
        return self.headline

    def day(self, slug: str) -> date:
        """The day it belongs to in lists: that of its file's name, or when it was published."""
        return day_in(slug) or self.published or date.min

    def says(self, setting: Setting) -> str:
        """A few words below its title in lists."""
        return ""

    def badge(self, setting: Setting) -> Badge | None:
        """Its state in lists, where that does not move with the day."""
        return None

    def span(self, setting: Setting) -> Span | None:
        """The days between which it holds, where the browser is to say how it stands."""
        return None

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """What is computed from the document and belongs into its data, as plain JSON values.

        It must not depend on today: the content hash is taken from it.
        """
        return {}

    def hangs(self, slug: str, setting: Setting, week: Week) -> bool:
        """Whether it hangs in a week: while it holds, and what holds for good while it is new."""
        span = self.span(setting)
        if span is None:
            return False
        return self.is_new(span.starts, week) if span.is_endless else week.meets(*span.days)

    @staticmethod
    def is_new(day: date, week: Week) -> bool:
        """Whether a week meets the first fortnight from a day on."""
        return day < date.max - _WHILE_NEW and week.meets(day, day + _WHILE_NEW)

    def is_kept_up(self, slug: str, setting: Setting, week: Week) -> bool:
        """Whether it is to hang for as long as it holds, and holds in that week."""
        span = self.span(setting)
        return self.hung and week.meets(*(span.days if span else (self.day(slug), date.max)))

    def hung_up(self, slug: str) -> Hanging:
        """Its poster on its board."""
        changed = max((one.at.date() for one in self.amendments), default=None)
        return Hanging(f"{self.folder}/{slug}/", self.board, changed)

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> PostedView:
        """What its templates receive; kinds add their own with `posting.view(TheirView, …)`."""
        return posting.view(PostedView)

    def sheets(self) -> tuple[tuple[str, Paper], ...]:
        """The posters beside its page: their file names and papers."""
        return self.papers

    def files(self) -> Mapping[str, bytes]:
        """What stands beside its page besides its data, by file name."""
        return {}

    def pictures(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The photos it shows: where in the file it says so, and their names."""
        return iter(())

    @classmethod
    def newest_first(cls, filed: tuple[Filed[Self], ...]) -> tuple[Filed[Self], ...]:
        """The documents in the order of lists."""
        return tuple(
            sorted(filed, key=lambda item: (item.document.day(item.slug), item.slug), reverse=True)
        )

    @classmethod
    def pages(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Page]:
        """One page a document, with its poster and its data."""
        listed = cls.newest_first(filed)
        for place, item in enumerate(listed):
            later = listed[place - 1].slug if place else None
            earlier = listed[place + 1].slug if place + 1 < len(listed) else None
            posting = Posting(item.slug, item.document, setting, earlier, later)
            view = item.document.view_of(posting, filed)
            yield Page(
                address=posting.address,
                template=cls.kind,
                title=item.document.headline,
                description=posting.description,
                view=view,
                posters=tuple(
                    Poster(name, cls.kind, paper, view, otherwise=cls.made_from)
                    for name, paper in (item.document.sheets() if setting.posters else ())
                ),
                data={f"{cls.kind}.json": posting.data, **item.document.files()},
                otherwise=cls.made_from,
            )

    @classmethod
    def entries(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> tuple[Entry, ...]:
        """One line a document, newest first."""
        return tuple(item.document.entry(item.slug, setting) for item in cls.newest_first(filed))

    @classmethod
    def hanging(
        cls, filed: tuple[Filed[Self], ...], setting: Setting, week: Week
    ) -> Iterator[Hanging]:
        """Those that `hangs` says, and those that are to hang for as long as they hold."""
        for slug, document in ((item.slug, item.document) for item in cls.newest_first(filed)):
            asked = (slug, setting, week)
            if document.hangs(*asked) or document.is_kept_up(*asked):
                yield document.hung_up(slug)

    def entry(self, slug: str, setting: Setting) -> Entry:
        """Its line in lists."""
        return Entry(
            title=self.listed_as(slug),
            says=self.says(setting),
            day=self.day(slug),
            address=f"{self.folder}/{slug}/",
            badge=self.badge(setting),
            span=self.span(setting),
        )

    @classmethod
    def photos(cls, filed: tuple[Filed[Self], ...]) -> Iterator[Shown]:
        """Its photos and its attachments."""
        for item in filed:
            for where, name in item.document.pictures():
                yield Shown(item.slug, where, name)
            for place, one in enumerate(item.document.attachments):
                if one.file is not None:
                    yield Shown(item.slug, ("attachments", place, "file"), one.file, Beside.FILES)

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Filing]:
        """Each document counts for the day it belongs to."""
        for item in filed:
            day = item.document.day(item.slug)
            yield Filing(day, day, item.document.published, f"{cls.folder}/{item.slug}/")


def slug_of(info: ValidationInfo) -> str:
    """The name of the file being read, without its ending."""
    return info.context.slug if isinstance(info.context, Reading) else ""


def day_in(slug: str) -> date | None:
    """The day a file's name begins with.

    >>> day_in("2026-11-20-canteen"), day_in("canteen")
    (datetime.date(2026, 11, 20), None)
    """
    found = _DATED.match(slug)
    try:
        return parse_day(found[0]) if found else None
    except NotADay:
        return None


def with_the_day_of_the_file(
    model: type[Document], value: object, info: ValidationInfo, field: str = "on"
) -> object:
    """A file's data with `field` taken from the file's name where the file does not say it."""
    day = day_in(slug_of(info))
    names = (field, *field_names(model)[field])
    if day is None or not isinstance(value, dict) or any(name in value for name in names):
        return value
    return {**value, field: day.isoformat()}
