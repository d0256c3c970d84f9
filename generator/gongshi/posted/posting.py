"""Posting (张贴): one posted document in its setting, and the view its templates receive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from gongshi.document import Beside
from gongshi.formats.data import json_of
from gongshi.publication import Badge, Setting, Span, View

if TYPE_CHECKING:
    from gongshi.posted.model import Amendment, Attachment, Posted

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment as shown: 11月20日 16:20, what, why, and the revision it made."""

    at: str
    what: str
    why: str
    revision: int


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment as shown; `address` is under the school, or absolute where it is elsewhere."""

    name: str
    address: str
    is_elsewhere: bool


@dataclass(frozen=True, slots=True)
class PostedView(View):
    """What the templates of a posted document receive; kinds add their own fields."""

    kind: str
    label: str
    title: str
    issuer: str
    office: str | None
    source: str
    revision: int
    published: date | None
    hash: str
    says: str
    badge: Badge | None
    span: Span | None
    amendments: tuple[AmendmentView, ...]
    notes: tuple[str, ...]
    attachments: tuple[AttachmentView, ...]
    list_address: str
    earlier: str | None
    later: str | None


@dataclass(frozen=True)
class Posting:
    """One posted document in its setting, with the addresses of those before and after it."""

    slug: str
    document: Posted
    setting: Setting
    earlier: str | None = None
    later: str | None = None

    @property
    def address(self) -> str:
        """Its page's place under the school."""
        return f"{self.document.folder}/{self.slug}/"

    @cached_property
    def data(self) -> bytes:
        """The document as JSON, with what is computed from it: it stands beside its page."""
        document, school = self.document, self.setting.school
        said = document.model_dump(mode="json", exclude_defaults=True, by_alias=True)
        whole = {
            "kind": document.kind,
            "school": {"code": school.code, "name": school.name},
            "slug": self.slug,
            **said,
            "revision": document.revision,
            **document.reckoned(self.setting),
        }
        return json_of(whole)

    @cached_property
    def says(self) -> str:
        """A few words below its title."""
        return self.document.says(self.setting)

    @property
    def description(self) -> str:
        """A sentence for search engines and for those who pass the address on."""
        document = self.document
        return f"{self.setting.school.name}{document.label}：{document.headline}" + (
            f"，{self.says}" if self.says else ""
        )

    def view(self, kind: Callable[..., V], **own: object) -> V:
        """A view of the document; what its own kind adds stands before what all have."""
        document, setting = self.document, self.setting
        beside = document.folder
        usual = {
            "county": setting.county,
            "school": setting.school,
            "address": f"{setting.school.code}/{self.address}",
            "url": setting.url(self.address),
            "readings": document.readings,
            "kind": document.kind,
            "label": document.label,
            "title": document.headline,
            "issuer": document.publisher or setting.school.issuer,
            "office": document.office,
            "source": document.source,
            "revision": document.revision,
            "published": document.published,
            "hash": hash_of(self.data),
            "says": self.says,
            "badge": document.badge(setting),
            "span": document.span(setting),
            "amendments": _amendments(document),
            "notes": document.notes,
            "attachments": tuple(map(_attachment, document.attachments)),
            "list_address": f"{beside}/",
            "earlier": f"{beside}/{self.earlier}/" if self.earlier else None,
            "later": f"{beside}/{self.later}/" if self.later else None,
        }
        return kind(**{**usual, **own})


def hash_of(data: bytes) -> str:
    """The first twelve digits of the SHA-256 of a document's data, in threes of four.

    >>> hash_of(b"")
    'e3b0 c442 98fc'
    """
    digits = hashlib.sha256(data).hexdigest()
    return f"{digits[:4]} {digits[4:8]} {digits[8:12]}"


def _amendments(document: Posted) -> tuple[AmendmentView, ...]:
    ordered = sorted(document.amendments, key=lambda one: one.at)
    first = document.revision - len(ordered) + 1
    views = [
        AmendmentView(moment_said(one), one.what, one.why, first + place)
        for place, one in enumerate(ordered)
    ]
    return tuple(reversed(views))


def moment_said(one: Amendment) -> str:
    """When it was: 2026年11月20日 16:20, without a clock time that was not written."""
    at = one.at
    clock = f" {at.hour}:{at.minute:02d}" if at.hour or at.minute else ""
    return f"{at.year}年{at.month}月{at.day}日{clock}"


def _attachment(one: Attachment) -> AttachmentView:
    if one.link is not None:
        return AttachmentView(one.name, one.link, is_elsewhere=True)
    return AttachmentView(one.name, f"{Beside.FILES}/{one.file}", is_elsewhere=False)
