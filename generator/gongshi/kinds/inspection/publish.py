"""What is published of a school's inspections: pages, lines of lists, filings, hazards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from gongshi.document import Filed, Flaw, Where
from gongshi.duty import Duty, Every
from gongshi.errors import Saying
from gongshi.hazard import Change, Hazard, HazardLevel, Place, Record
from gongshi.kinds.inspection.form import CheckForm, Level
from gongshi.kinds.inspection.model import Check, InspectionFile, Result
from gongshi.kinds.inspection.rating import Scale, face_of, given
from gongshi.kinds.inspection.views import (
    InspectionView,
    check_list,
    closed_on,
    day_said,
    facts_of,
    finding_view,
    history_view,
    rating_view,
    short_day,
)
from gongshi.posted import Posting
from gongshi.posted.posting import moment_said
from gongshi.publication import Badge, Filing, Hanging, Hue, Setting, Sign
from gongshi.school import AnnualRating, Face
from gongshi.week import Week

_ENDINGS = {
    Level.DAILY: "日管控",
    Level.WEEKLY: "周排查",
    Level.MONTHLY: "月调度",
    Level.SCHOOL: "检查",
    Level.COUNTY: "监督检查",
    Level.JOINT: "联合检查",
}
_OUTSIDE = (Level.COUNTY, Level.JOINT)
_WHILE_NEWS = timedelta(days=31)


class Inspection(InspectionFile):
    """Inspection (检查): one check of one place on one day."""

    kind = "inspection"
    label = "检查"
    folder = "inspections"
    order = 30
    begun_with = ("check_form", "inspectors", "all_met")
    hue = Hue.NAVY
    board = "安全公示栏"
    form = CheckForm
    duties = (Duty(name="本月检查", kind="检查", topic="食堂", every=Every.MONTH, due="期内"),)

    @property
    def headline(self) -> str:
        """Its own title, or the place and what sort of check it is."""
        return self.title or f"{self.subject or self.where.label}{_ENDINGS[self.rank]}"

    def day(self, slug: str) -> date:
        """The day it was made."""
        return self.on or super().day(slug)

    def says(self, setting: Setting) -> str:
        """日管控 · 24 项全部符合, with the rating if there is one."""
        parts = [self.rank.label, self.result_said, *self._rating_said()]
        return " · ".join(filter(None, parts))

    @cached_property
    def result_said(self) -> str:
        """What came of it in a few words."""
        count = len(self.checks)
        if not count:
            found = len(self.findings)
            return f"发现 {found} 个问题" if found else ("" if self.ratings else "未发现问题")
        failed = sum(one.result is Result.FAILED for one in self.checks)
        left = sum(one.result is Result.NOT_APPLICABLE for one in self.checks)
        if failed:
            return f"{count} 项，{failed} 项不符合"
        return f"{count - left} 项符合，{left} 项不适用" if left else f"{count} 项全部符合"

    def _rating_said(self) -> Iterator[str]:
        for one in self.given:
            if one.scale is Scale.FACE:
                yield face_of(one).label
            elif one.scale is not Scale.ANNUAL:
                yield one.says

    def badge(self, setting: Setting) -> Badge | None:
        """Whether nothing was found, or all of it is put right; ratings alone have no state."""
        if not self.found:
            is_checked = bool(self.checks) or self.all_met or not self.ratings
            return Badge(Sign.DONE, "零隐患") if is_checked else None
        if not self.unfollowed and all(closed_on(one, self) for one in self.findings):
            return Badge(Sign.DONE, "已整改")
        return Badge(Sign.FIX, "整改中")

    @property
    def found(self) -> int:
        """How many hazards it found."""
        return len(self.findings) + len(self.unfollowed)

    @cached_property
    def unfollowed(self) -> tuple[Check, ...]:
        """The items not met that no finding speaks of."""
        told = {one.item for one in self.findings}
        return tuple(
            one for one in self.checks if one.result is Result.FAILED and one.number not in told
        )

    @classmethod
    def hanging(
        cls, filed: tuple[Filed[Self], ...], setting: Setting, week: Week
    ) -> Iterator[Hanging]:
        """The newest result of each place and level; the school's own for a month at most."""
        newest: dict[tuple[str, str | None, Level], Filed[Self]] = {}
        for item in reversed(cls.newest_first(filed)):
            one, day = item.document, item.document.day(item.slug)
            if day <= week.sunday and (one.rank in _OUTSIDE or day + _WHILE_NEWS >= week.monday):
                newest[one.where.value, one.subject, one.rank] = item
        for item in reversed(newest.values()):
            yield item.document.hung_up(item.slug)

    def hung_up(self, slug: str) -> Hanging:
        """What was found in the canteen hangs where people eat."""
        hung = super().hung_up(slug)
        return replace(hung, board="食堂公示栏") if self.where is Place.CANTEEN else hung

    def listed_as(self, slug: str) -> str:
        """A compact line: the day first, for there are hundreds."""
        what = self.title or self.subject or self.where.label
        return f"{short_day(self.day(slug))} {what}"

    def hazards_in(self, slug: str, setting: Setting) -> tuple[Hazard, ...]:
        """Every finding, and every item not met that no finding speaks of."""
        address = f"{self.folder}/{slug}/"
        found = [
            Hazard(
                what=one.what,
                place=one.place or self.where,
                level=one.level,
                opened=self.day(slug),
                address=address,
                spot=one.spot or "",
                owner=one.owner or "",
                deadline=one.deadline,
                action=one.action or "",
                closed=closed_on(one, self),
                follow_up=one.follow_up.result if one.follow_up else "",
            )
            for one in self.findings
        ]
        found += [
            Hazard(
                what=one.note or f"不符合：{one.text}",
                place=self.where,
                level=HazardLevel.GENERAL,
                opened=self.day(slug),
                address=address,
            )
            for one in self.unfollowed
        ]
        return tuple(found)

    def record_of(self, slug: str, setting: Setting) -> Record:
        """That it was made, with every change since."""
        return Record(
            day=self.day(slug),
            title=self.headline,
            says=self.says(setting),
            address=f"{self.folder}/{slug}/",
            daily=self.rank is Level.DAILY,
            found=self.found,
            changes=tuple(Change(moment_said(one), one.what, one.why) for one in self.amendments),
        )

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """The place and level it has from its form, every check's result, the counts."""
        results = [one.result for one in self.checks]
        return {
            "place": self.where.value,
            "level": self.rank.value,
            "checks": [
                {"number": one.number, "text": one.text, "key": one.key, "result": one.result.value}
                | ({"note": one.note} if one.note else {})
                for one in self.checks
            ],
            "met": results.count(Result.MET),
            "failed": results.count(Result.FAILED),
            "found": self.found,
        }

    def pictures(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """The pictures before and after."""
        for place, one in enumerate(self.findings):
            for field in ("before", "after"):
                if name := getattr(one, field):
                    yield ("findings", place, field), name

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> InspectionView:
        """Everything in words and signs."""
        results = [one.result for one in self.checks]
        inspectors = "、".join(self.inspectors)
        told = (day_said(self.day(posting.slug)), inspectors)
        return posting.view(
            InspectionView,
            says=" · ".join(filter(None, told)),
            day=short_day(self.day(posting.slug)),
            place=self.subject or self.where.label,
            level=self.rank.label,
            inspectors=inspectors,
            result=self.result_said,
            facts=tuple(facts_of(self, posting.setting)),
            measured=tuple(self.measured.items()),
            checks=check_list(self.checks),
            met=results.count(Result.MET),
            failed=results.count(Result.FAILED),
            left_out=results.count(Result.NOT_APPLICABLE),
            clean=not self.found,
            findings=tuple(finding_view(one, self) for one in self.findings),
            measures=self.measures,
            rating=rating_view(self),
            history=history_view(posting.slug, self, filed),
        )

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Filing]:
        """Each counts for its day, under the name of its place."""
        for item in filed:
            document = item.document
            day = document.day(item.slug)
            address = f"{cls.folder}/{item.slug}/"
            yield Filing(day, day, document.published, address, document.where.label)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Flaw]:
        """Items without a finding, days still to come, a school file behind the last rating."""
        for item in filed:
            yield from _not_followed(item)
            yield from _still_to_come(item, setting.today)
        yield from _newer_rating(filed, setting)


def _not_followed(item: Filed[Inspection]) -> Iterator[Flaw]:
    """Items that are not met and of which no finding says who puts them right."""
    document = item.document
    lacking = document.not_met.keys() - {one.item for one in document.findings}
    for number in (one for one, _, _ in document.numbered if one in lacking):
        field = "failed" if number in document.failed else "results"
        saying = Saying(
            f"第 {number} 项不符合，还没有写怎样整改：请在“问题”里写明责任部门、"
            f"期限和措施（检查项: {number}）。",
            f"item {number} is not met and no finding says who puts it right until when; "
            f"add one to findings (item: {number}).",
        )
        yield Flaw(item.slug, (field, str(number)), saying, warning=True)


def _still_to_come(item: Filed[Inspection], today: date) -> Iterator[Flaw]:
    """What is said to have happened on a day that is still to come."""
    document = item.document
    days: list[tuple[date | None, Where, str, str]] = [
        (document.on, ("on",) if "on" in document.model_fields_set else (), "检查", "inspected")
    ]
    for place, one in enumerate(document.findings):
        days.append((one.closed, ("findings", place, "closed"), "销号", "closed"))
    for day, where, zh, en in days:
        if day is not None and day > today:
            saying = Saying(
                f"{zh}日期 {day} 还没有到，请核对。", f"{en} on {day}, which is to come; check it."
            )
            yield Flaw(item.slug, where, saying, warning=True)


_SAID: Mapping[Scale, type[Face | AnnualRating]] = {
    Scale.FACE: Face,
    Scale.ANNUAL: AnnualRating,
}


def _newer_rating(filed: tuple[Filed[Inspection], ...], setting: Setting) -> Iterator[Flaw]:
    """A newer rating by an authority than the one that the school's own file tells."""
    canteen = setting.school.canteen
    told = canteen.rating if canteen else None
    rated = [
        item
        for item in filed
        if item.document.where is Place.CANTEEN
        and item.document.rank in _OUTSIDE
        and not item.document.ratings.keys().isdisjoint(_SAID)
    ]
    if told is None or not rated:
        return
    newest = max(rated, key=lambda item: item.document.day_made)
    if told.day is not None and newest.document.day_made <= told.day:
        return
    for scale, own in ((Scale.FACE, told.face), (Scale.ANNUAL, told.annual)):
        value = newest.document.ratings.get(scale)
        if own is not None and value is not None and value != own.value:
            saying = Saying(
                f"这次检查的{scale.label}是{given(scale, value).says}，学校信息里写的却是"
                f"{given(scale, own.value).says}，请更新 school.yaml 的“量化等级”。",
                f"this inspection gives {value} while the school's file says {own.value}; "
                "bring school.yaml up to date.",
            )
            yield Flaw(newest.slug, ("ratings",), saying, warning=True)
