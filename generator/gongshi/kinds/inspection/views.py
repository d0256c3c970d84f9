"""What the page and the poster of an inspection receive, and how it is made from the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from math import floor

from gongshi.document import Beside, Filed
from gongshi.hazard import HazardLevel, Place
from gongshi.kinds.inspection.finding import Finding
from gongshi.kinds.inspection.model import Check, InspectionFile, Result
from gongshi.kinds.inspection.rating import Given, Scale, face_of
from gongshi.posted import PostedView
from gongshi.publication import Badge, Setting, Sign
from gongshi.week import WEEKDAYS

_HALF_A_YEAR = timedelta(days=184)
_MOST_BARS = 6
_SIGNS = {Result.MET: Sign.DONE, Result.FAILED: Sign.FIX, Result.NOT_APPLICABLE: Sign.OVER}
_BEFORE, _AFTER = Badge(Sign.FIX, "整改前"), Badge(Sign.DONE, "整改后")


@dataclass(frozen=True, slots=True)
class CheckView:
    """An item as shown: its number, text, whether it is key, its state and what is wrong."""

    number: int
    text: str
    key: bool
    badge: Badge
    note: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the check list."""

    name: str
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CheckListView:
    """A check list; records with the very same results share one, and its piece of page."""

    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of a finding; `address` is under the school."""

    badge: Badge
    word: str
    address: str
    says: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding as shown: its state, and pairs of a name and what is said of it.

    `badge` is its state; where it is open, `since` and `until` are the days it may be (2026-11-25,
    or empty): the browser says when it is overdue.
    """

    what: str
    where: str
    is_major: bool
    badge: Badge
    since: str
    until: str
    facts: tuple[tuple[str, str], ...]
    pictures: tuple[PictureView, ...]


@dataclass(frozen=True, slots=True)
class RatingView:
    """The rating in front: a face by its code, or a value, with the word that goes with it.

    `points` stand beside a face; `others` are further ratings in words; `sign` draws the letter or
    number where there is no face.
    """

    face: str
    sign: str
    word: str
    points: str
    scale: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryView:
    """Earlier ratings on the same scale and this one, the newest last.

    `bars` are labels, texts, and heights between 0 and 1 above `least` up to `most` where the
    scale counts; otherwise heights are 0 and `least` is None.
    """

    title: str
    bars: tuple[tuple[str, str, float], ...]
    least: int | None
    most: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class InspectionView(PostedView):
    """An inspection's page and poster.

    `place` is where it was, `result` what came of it in a few words, `facts` pairs of a name and
    what is said, `measured` what was measured; `met`, `failed` and `left_out` count the items;
    `clean` says that nothing was found, `badge` how its findings stand.
    """

    day: str
    place: str
    level: str
    inspectors: str
    result: str
    facts: tuple[tuple[str, str], ...]
    measured: tuple[tuple[str, str], ...]
    checks: CheckListView
    met: int
    failed: int
    left_out: int
    clean: bool
    findings: tuple[FindingView, ...]
    measures: tuple[str, ...]
    rating: RatingView | None
    history: HistoryView | None


def day_said(day: date) -> str:
    """A day with its weekday.

    >>> day_said(date(2026, 11, 20))
    '2026年11月20日 星期五'
    """
    return f"{day.year}年{day.month}月{day.day}日 {WEEKDAYS[day.weekday()]}"


def short_day(day: date) -> str:
    """A day of this year, in few signs: 11月20日."""
    return f"{day.month}月{day.day}日"


@lru_cache(256)
def check_list(checks: tuple[Check, ...]) -> CheckListView:
    """The check list by section; most daily records have the very same one."""
    sections = (
        SectionView(
            name,
            tuple(
                CheckView(
                    one.number,
                    one.text,
                    one.key,
                    Badge(_SIGNS[one.result], one.result.label),
                    one.note,
                )
                for one in found
            ),
        )
        for name, found in groupby(checks, key=lambda one: one.section)
    )
    return CheckListView(tuple(sections))


def facts_of(document: InspectionFile, setting: Setting) -> Iterator[tuple[str, str]]:
    """What stands above the check list."""
    day = document.day_made
    yield "检查日期", day_said(day) + (f" {document.time}" if document.time else "")
    yield "检查层级", document.rank.label
    if document.inspectors:
        yield "检查单位", "、".join(document.inspectors)
    if document.check_form is not None:
        yield "检查表", document.check_form.form.name
    if document.next_on is not None:
        yield "下次检查", day_said(document.next_on)
    canteen = setting.school.canteen
    if document.where is Place.CANTEEN and canteen and canteen.licence and document.ratings:
        yield "食品经营许可证", canteen.licence.number


def finding_view(one: Finding, document: InspectionFile) -> FindingView:
    """A finding with its state; the browser says whether an open one is overdue."""
    closed = closed_on(one, document)
    where = [one.place.label] if one.place and one.place is not document.where else []
    where += [one.spot] if one.spot else []
    until = one.deadline.isoformat() if one.deadline and closed is None else ""
    return FindingView(
        what=one.what,
        where="".join(where),
        is_major=one.level is HazardLevel.MAJOR,
        badge=Badge(Sign.DONE, "已整改") if closed else Badge(Sign.FIX, "整改中"),
        since=document.day_made.isoformat(),
        until=until,
        facts=tuple(_finding_facts(one, document, closed)),
        pictures=tuple(_pictures(one, document, closed)),
    )


def closed_on(one: Finding, document: InspectionFile) -> date | None:
    """The day a finding was closed, if it is."""
    return document.day_made if one.on_the_spot else one.closed


def _finding_facts(
    one: Finding, document: InspectionFile, closed: date | None
) -> Iterator[tuple[str, str]]:
    yield "隐患等级", one.level.label
    if one.item is not None:
        yield "检查项", f"第 {one.item} 项"
    if one.owner:
        yield "责任部门", one.owner
    if one.deadline and not one.on_the_spot:
        yield "整改期限", short_day(one.deadline)
    if one.action:
        yield "整改措施", one.action
    if one.follow_up:
        told = (short_day(one.follow_up.on) if one.follow_up.on else "", one.follow_up.by or "")
        yield "复查", "，".join(filter(None, (*told, one.follow_up.result)))
    if closed is not None:
        days = (closed - document.day_made).days
        took = "当场整改" if one.on_the_spot else "当天" if days == 0 else f"用了 {days} 天"
        yield "销号", f"{short_day(closed)}（{took}）"


def _pictures(one: Finding, document: InspectionFile, closed: date | None) -> Iterator[PictureView]:
    if one.before:
        says = f"{short_day(document.day_made)} {one.what}"
        yield PictureView(_BEFORE, "整改前", f"{Beside.PHOTOS}/{one.before}", says)
    if one.after:
        says = f"{short_day(closed)} 已整改" if closed else "整改后"
        yield PictureView(_AFTER, "整改后", f"{Beside.PHOTOS}/{one.after}", says)


def rating_view(document: InspectionFile) -> RatingView | None:
    """The rating in front is the face if there is one, else the first of the scales."""
    found = document.given
    if not found:
        return None
    first = found[0]
    points = next((one for one in found if one.scale is Scale.POINTS), None)
    others = tuple(
        f"{one.scale.label} {one.says}" for one in found if one is not first and one is not points
    )
    if first.scale is Scale.FACE:
        face = face_of(first)
        told = f"{first.scale.label} {face.label}"
        return RatingView(face.value, "", face.word, points.value if points else "", told, others)
    sign = first.value if len(first.value) <= 3 else "—"
    word = "" if first.number is not None else first.says
    return RatingView("", sign, word or "得分", "", first.scale.label, others)


def history_view(
    slug: str, document: InspectionFile, filed: tuple[Filed[InspectionFile], ...]
) -> HistoryView | None:
    """The ratings of the same place on the same scale, up to and with this one."""
    found = document.given
    if not found:
        return None
    now = next((one for one in found if one.number is not None), found[0])
    earlier = [
        (item.document.day_made, item.slug, item.document)
        for item in filed
        if now.scale in item.document.ratings
        and _same(item.document, document)
        and (item.document.day_made, item.slug) <= (document.day_made, slug)
    ]
    told = sorted(earlier, key=lambda one: one[:2])[-_MOST_BARS:]
    if len(told) < 2:
        return None
    rated = [(day, _on(now.scale, one)) for day, _, one in told]
    is_recent = document.day_made - rated[0][0] <= _HALF_A_YEAR
    return _drawn("近半年" if is_recent else "历次", rated, now)


def _same(one: InspectionFile, other: InspectionFile) -> bool:
    """Whether two inspections are of the same place, by the same sort of inspectors."""
    return (one.where, one.subject, one.rank) == (other.where, other.subject, other.rank)


def _on(scale: Scale, document: InspectionFile) -> Given:
    return next(one for one in document.given if one.scale is scale)


def _drawn(front: str, rated: list[tuple[date, Given]], now: Given) -> HistoryView:
    numbers = [one.number for _, one in rated if one.number is not None]
    years = {day.year for day, _ in rated}
    labels = [short_day(day) if len(years) == 1 else f"{day.year}.{day.month}" for day, _ in rated]
    if now.number is None or now.top is None:
        bars = tuple((label, one.says, 0.0) for label, (_, one) in zip(labels, rated, strict=True))
        return HistoryView(f"{front}评级", bars, None, None, "")
    least = max(0, floor(min(numbers) / 10) * 10 - 10) if now.top > 10 else 0
    height = [
        0.0 if one.number is None else (one.number - least) / (now.top - least) for _, one in rated
    ]
    bars = tuple(
        (label, one.value, round(tall, 3))
        for label, (_, one), tall in zip(labels, rated, height, strict=True)
    )
    return HistoryView(f"{front}得分", bars, least, now.top, "分" if now.top > 10 else "")
