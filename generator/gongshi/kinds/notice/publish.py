"""Notices as a kind (公示): how they agree with the calendar, and what is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from gongshi.document import Filed, Flaw, Where
from gongshi.errors import Saying
from gongshi.kinds.notice.model import NoticeFile
from gongshi.kinds.notice.period import counted, miscounted
from gongshi.kinds.notice.privacy import names_shown, revealed, texts_in
from gongshi.kinds.notice.views import (
    ChannelView,
    ListingView,
    NoticeFrontView,
    NoticeView,
    OfficeView,
    StandingView,
    StepView,
    days_said,
    period_view,
)
from gongshi.publication import Front, Setting, Span

if TYPE_CHECKING:
    from gongshi.kinds.notice.listing import Listing
    from gongshi.kinds.notice.model import Step
    from gongshi.posted import Posting
    from gongshi.school import Contact, Objection
    from gongshi.schooldays import Calendar, Period

_BEFORE, _DURING, _AFTER = "未开始", "公示中", "已结束"
PARTS = {
    "依据": "basis",
    "程序": "process",
    "名单或结果": "list",
    "公示期": "period",
    "异议渠道": "objection",
    "联系方式": "contact",
    "发布日期": "published",
}
"""The parts a notice is expected to have, in Chinese and English."""

_AHEAD = 30
_MOST_STANDING = 6
_LIST = "名单"


class Notice(NoticeFile):
    """Notice (公示): shown for a number of working days, with a channel for objections."""

    kind = "notice"
    label = "公示"
    folder = "notices"
    order = 20
    begun_with = ("basis", "process", "listing", "period")

    def counted(self, setting: Setting) -> Period | None:
        """Its period by the calendar, if it has one."""
        if self.period is None:
            return None
        return counted(self.period, self.published, setting.calendar)

    def lacking(self, setting: Setting) -> tuple[str, ...]:
        """The expected parts that are not there (domain.md §4, 公示); the issuer always is."""
        parts = (
            self.basis,
            self.process,
            self.listing,
            self.period,
            self._channel(setting),
            self._offices(setting),
            self.published,
        )
        return tuple(name for name, part in zip(PARTS, parts, strict=True) if not part)

    def _channel(self, setting: Setting) -> Objection | None:
        return self.objection or setting.school.objection or setting.county.objection

    def _offices(self, setting: Setting) -> tuple[Contact, ...]:
        """Its own contact, then those of the channel; else the school's or the county's first."""
        channel = self._channel(setting)
        own = () if self.contact is None else (self.contact,)
        found = (*own, *(channel.contacts if channel else ()))
        others = (*setting.school.contacts, *setting.county.contacts)
        return tuple({one.office: one for one in reversed(found or others[:1])}.values())[::-1]

    def says(self, setting: Setting) -> str:
        """How long it stands and until when."""
        found = self.counted(setting)
        if found is None:
            return self.number or ""
        return f"{days_said(found.first, found.last)}，{len(found.working)} 个工作日"

    def span(self, setting: Setting) -> Span | None:
        """From its first day to its last."""
        found = self.counted(setting)
        return None if found is None else Span(found.first, found.last, _BEFORE, _DURING, _AFTER)

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """The days of its period, and what it lacks."""
        found, lacking = self.counted(setting), self.lacking(setting)
        days = found and {
            "begins": found.first.isoformat(),
            "ends": found.last.isoformat(),
            "working_days": [day.isoformat() for day in found.working],
            "holidays_known": found.certain,
        }
        return {"counted": days, "lacking": lacking}

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> NoticeView:
        """Everything with its period day by day."""
        setting, found = posting.setting, self.counted(posting.setting)
        return posting.view(
            NoticeView,
            number=self.number,
            basis=self.basis,
            paragraphs=tuple(line for line in (self.body or "").split("\n") if line.strip()),
            steps=tuple(map(_step, self.process)),
            listing=self.listing and _listing(self.listing),
            period=found and period_view(found, setting.calendar),
            channel=self._channel_view(setting),
            outcome=self.outcome,
            lacking=self.lacking(setting),
        )

    def _channel_view(self, setting: Setting) -> ChannelView | None:
        channel, offices = self._channel(setting), self._offices(setting)
        if channel is None and not offices:
            return None
        return ChannelView(
            says=channel.says if channel else "",
            real_name=self.real_name,
            within=channel.within if channel else None,
            offices=tuple(
                OfficeView(one.office, one.phone, one.email, one.hours) for one in offices
            ),
            address=self.address or setting.school.address,
        )

    @classmethod
    def front(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Front | None:
        """Those that stand today or within a month; the browser shows those of its own day."""
        latest = setting.today + timedelta(days=_AHEAD)
        found = (
            (span, item)
            for item in filed
            if (span := item.document.span(setting)) is not None
            and span.ends >= setting.today
            and span.starts <= latest
        )
        ordered = sorted(found, key=lambda one: (one[0].ends, one[1].slug))
        if not ordered:
            return None
        view = NoticeFrontView(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/",
            url=setting.url(""),
            standing=tuple(
                StandingView(
                    title=item.document.headline,
                    address=f"{cls.folder}/{item.slug}/",
                    span=span,
                    says=f"到{span.ends.month}月{span.ends.day}日",
                )
                for span, item in ordered[:_MOST_STANDING]
            ),
        )
        return Front(cls.kind, view, weight=30)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Flaw]:
        """Periods that the calendar counts otherwise, parts that lack, personal data shown."""
        for item in filed:
            document = item.document
            yield from (Flaw(item.slug, *told) for told in document.miscounted(setting))
            lacking = document.lacking(setting)
            if lacking:
                yield Flaw(item.slug, (), _lacking(lacking), warning=True)
            for where, saying in document.revealed():
                yield Flaw(item.slug, where, saying, warning=True)

    def miscounted(self, setting: Setting) -> Iterator[tuple[Where, Saying, bool]]:
        """Where its period is wrong; only a warning where the calendar does not know the year."""
        period, found = self.period, self.counted(setting)
        if period is None or found is None:
            return
        saying = miscounted(period, found, setting.calendar)
        if saying is not None:
            yield ("period", "ends"), saying, not found.certain
        elif not found.certain:
            yield ("period",), _uncertain(found, setting.calendar), True

    def revealed(self) -> Iterator[tuple[Where, Saying]]:
        """Personal data in its texts, and names in a list about pupils."""
        whole = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        for where, text in texts_in(whole):
            yield from ((where, saying) for saying in revealed(text))
        table = self.listing
        if table is not None:
            saying = names_shown(self.title, table.columns, table.rows)
            if saying is not None:
                yield ("listing",), saying


def _lacking(parts: tuple[str, ...]) -> Saying:
    return Saying(
        f"这份公示还缺：{'、'.join(parts)}，请补上；页面上也会这样写。",
        f"this notice still lacks: {', '.join(PARTS[one] for one in parts)}; add them. The page "
        "says so too.",
    )


def _uncertain(found: Period, calendar: Calendar) -> Saying:
    unknown = {day.year for day in found.days if not calendar.knows(day)}
    years = "、".join(map(str, sorted(unknown)))
    return Saying(
        f"还不知道 {years} 年的放假和补班，公示期只按周一至周五算；请运行 gongshi holidays。",
        f"the holidays of {years} are unknown, so only Monday to Friday were counted; run "
        "gongshi holidays.",
    )


def _step(one: Step) -> StepView:
    on = one.on
    return StepView(f"{on.year}年{on.month}月{on.day}日" if on else None, one.what)


def _listing(found: Listing) -> ListingView:
    return ListingView(
        title=found.title or ("结果" if len(found.rows[0]) > 1 else _LIST),
        columns=found.columns,
        rows=found.rows,
        numbers=found.numbers if found.columns else (),
        note=found.note,
        wide=len(found.rows[0]),
    )
