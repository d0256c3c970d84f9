"""Announcement (公告): it tells people something and asks nothing back.

One that is pinned stands on the school's home until it is no longer valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from pydantic import ValidationInfo, model_validator

from gongshi.document import CalendarDay, Filed, Name, Text, named, wrong
from gongshi.notations import YesNo
from gongshi.posted import Posted, PostedView, Posting, with_the_day_of_the_file
from gongshi.publication import Front, Setting, Span, View
from gongshi.week import Week

_LISTED = 60


class Announcement(Posted):
    """Announcement (公告): a text with a day, pinned or not, valid until a day or for good."""

    kind = "announcement"
    label = "公告"
    folder = "announcements"
    order = 60

    title: Name = named("标题", description="公告的标题。\nThe announcement's title.")
    body: Text = named(
        "正文", "内容", description="公告的正文，分段就换行。\nThe text; a new line is a paragraph."
    )
    on: CalendarDay | None = named(
        "日期",
        default=None,
        description="公告的日期；文件名以日期开头的不必写。\n"
        "Its day; need not be written where the file's name begins with it.",
    )
    until: CalendarDay | None = named(
        "有效期至",
        default=None,
        description="有效到哪一天；不写就一直有效。\nThe last day it holds, if there is one.",
    )
    pinned: YesNo = named(
        "置顶",
        default=False,
        description="是否放在学校首页上方：是、否。\nWhether it stands on the home: yes, no.",
    )

    @model_validator(mode="before")
    @classmethod
    def _of_the_day_of_its_file(cls, value: object, info: ValidationInfo) -> object:
        return with_the_day_of_the_file(cls, value, info)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.on is not None and self.until is not None and self.until < self.on:
            raise wrong(
                f"有效期至 {self.until} 早于公告日期 {self.on}，请核对。",
                f"it ends on {self.until}, before its day {self.on}; check them.",
                ("until",),
            )
        return self

    def day(self, slug: str) -> date:
        """Its own day, that of the file's name, or when it was published."""
        return self.on or super().day(slug)

    def says(self, setting: Setting) -> str:
        """The beginning of the text."""
        line = self.body.split("\n", 1)[0]
        return line if len(line) <= _LISTED else f"{line[:_LISTED]}…"

    def span(self, setting: Setting) -> Span | None:
        """From its day to its last, where it has both."""
        if self.on is None or self.until is None:
            return None
        return Span(self.on, self.until, "未开始", "有效", "已过期")

    def hangs(self, slug: str, setting: Setting, week: Week) -> bool:
        """From its day to its last; without one while it is pinned, or else new."""
        first = self.day(slug)
        if self.until is None and not self.pinned:
            return self.is_new(first, week)
        return week.meets(first, self.until or date.max)

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> AnnouncementView:
        """The text in paragraphs."""
        return posting.view(
            AnnouncementView,
            paragraphs=tuple(line for line in self.body.split("\n") if line.strip()),
            on=self.on,
            until=self.until,
        )

    @classmethod
    def front(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Front | None:
        """Those pinned that hold today or later; the browser leaves out what has passed."""
        pinned = tuple(
            PinnedView(
                title=item.document.title,
                says=item.document.says(setting),
                address=f"{cls.folder}/{item.slug}/",
                until=item.document.until,
            )
            for item in cls.newest_first(filed)
            if item.document.pinned
            and (item.document.until is None or item.document.until >= setting.today)
        )
        if not pinned:
            return None
        view = AnnouncementFrontView(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/",
            url=setting.url(""),
            pinned=pinned[:_PINNED],
        )
        return Front("announcement", view, weight=20)


_PINNED = 3


@dataclass(frozen=True, slots=True)
class AnnouncementView(PostedView):
    """An announcement's page and poster: its text in paragraphs, its first and last day."""

    paragraphs: tuple[str, ...]
    on: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class PinnedView:
    """A pinned announcement on the home; `until` is its last day."""

    title: str
    says: str
    address: str
    until: date | None


@dataclass(frozen=True, slots=True)
class AnnouncementFrontView(View):
    """What the home shows of announcements: those pinned, newest first."""

    pinned: tuple[PinnedView, ...]
