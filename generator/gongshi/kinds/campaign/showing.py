"""What a campaign's page and poster receive: everything counted, placed and said beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import count
from typing import TYPE_CHECKING

from gongshi.kinds.campaign.results import Direction, Series, written
from gongshi.kinds.campaign.words import DRAWINGS, LOOKS
from gongshi.posted import PostedView
from gongshi.publication import View

if TYPE_CHECKING:
    from datetime import date

    from gongshi.kinds.campaign.model import Activity, Behaviour, Campaign
    from gongshi.publication import Setting
    from gongshi.week import Week


@dataclass(frozen=True, slots=True)
class BehaviourView:
    """A behaviour as shown: its number, its words, the names of its icon and of a drawing."""

    number: int
    name: str
    says: str
    icon: str
    art: str


@dataclass(frozen=True, slots=True)
class ActivityView:
    """An activity as shown: 11月19日, what, where, what came of it; from `first` to `last`."""

    when: str
    first: date
    last: date
    what: str
    where: str
    came_of_it: str


@dataclass(frozen=True, slots=True)
class RoleModelView:
    """A class that is a role model, and why; nothing where nobody says why."""

    name: str
    says: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """A series as a small chart.

    `points` are (x, y) between 0 and 1, y upwards from `low` to `high`; `values` stand at them;
    `weeks` names the first and the last; `change` is 下降 63%; `told` says it all in words.
    """

    name: str
    unit: str
    low: str
    high: str
    points: tuple[tuple[float, float], ...]
    values: tuple[str, ...]
    weeks: tuple[str, ...]
    change: str
    is_better: bool
    best: str
    classes: tuple[str, ...]
    told: str

    @property
    def line(self) -> str:
        """The points of an SVG polyline 300 wide and 80 high."""
        return " ".join(f"{300 * x:.1f},{80 - 80 * y:.1f}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class RepairView:
    """Where to report what is broken: the office, and its telephone as shown and as dialled."""

    office: str
    phone: str
    dialled: str
    hours: str


@dataclass(frozen=True, slots=True)
class CampaignView(PostedView):
    """A campaign's page and poster; `name` is what it is called, `title` its slogan in one line.

    `design`, `art` and `colour` say how it is shown.
    """

    name: str
    design: str
    art: str
    colour: str
    slogan: tuple[str, ...]
    sublines: tuple[str, ...]
    days: str
    behaviours: tuple[BehaviourView, ...]
    pledge: str
    pledged_by: str
    activities: tuple[ActivityView, ...]
    role_models: tuple[RoleModelView, ...]
    trends: tuple[TrendView, ...]
    repairs: RepairView | None

    @property
    def activity_lines(self) -> tuple[Mapping[str, str], ...]:
        """The activities as a poster shows them, which does not know the day."""
        return tuple({"when": one.when, "what": one.what} for one in self.activities)


@dataclass(frozen=True, slots=True)
class RunningView:
    """A campaign on the school's home."""

    slogan: tuple[str, ...]
    says: str
    address: str
    art: str
    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class CampaignFrontView(View):
    """What the home shows of campaigns: those that run or are to come."""

    running: tuple[RunningView, ...]


def shown_of(campaign: Campaign, setting: Setting) -> Mapping[str, object]:
    """What a campaign adds to the view of a posted document."""
    look = LOOKS[campaign.cause]
    return {
        "name": campaign.name,
        "design": (campaign.design or look.design).value,
        "art": look.art,
        "colour": look.colour,
        "slogan": campaign.slogan,
        "sublines": campaign.sublines,
        "days": _days(campaign.begins, campaign.ends),
        "behaviours": tuple(map(_behaviour, count(1), campaign.behaviours)),
        "pledge": campaign.pledge or "",
        "pledged_by": campaign.pledged_by or "",
        "activities": tuple(map(_activity, sorted(campaign.activities, key=lambda one: one.on))),
        "role_models": tuple(
            RoleModelView(one.class_name, one.says or "") for one in campaign.role_models
        ),
        "trends": tuple(trend(one, setting) for one in campaign.results),
        "repairs": _repairs(campaign),
    }


def _behaviour(number: int, one: Behaviour) -> BehaviourView:
    if one.icon is None:
        return BehaviourView(number, one.name, one.says, "", "")
    return BehaviourView(number, one.name, one.says, one.icon.value, DRAWINGS.get(one.icon, ""))


def _activity(one: Activity) -> ActivityView:
    return ActivityView(
        when=_days(one.on, one.until, year=False),
        first=one.on,
        last=one.until or one.on,
        what=one.what,
        where=one.where or "",
        came_of_it=one.came_of_it or "",
    )


def _days(first: date | None, last: date | None, *, year: bool = True) -> str:
    """2026年9月1日—12月31日, or as much of it as is known."""
    if first is None:
        return f"至{last.year}年{last.month}月{last.day}日" if last else ""
    begins = f"{first.month}月{first.day}日"
    if year:
        begins = f"{first.year}年{begins}"
    if last is None or last == first:
        return begins + ("起" if year and last is None else "")
    ends = f"{last.month}月{last.day}日"
    return f"{begins}—{ends if last.year == first.year else f'{last.year}年{ends}'}"


def _repairs(campaign: Campaign) -> RepairView | None:
    found = campaign.repairs
    if found is None:
        return None
    phone = found.phone or ""
    return RepairView(found.office, phone, phone.replace(" ", ""), found.hours or "")


def change_said(series: Series) -> str:
    """下降 63%, 上升 12%, 持平; nothing where the figures say nothing.

    >>> from gongshi.kinds.campaign.results import Series
    >>> change_said(Series(name="剩饭菜", unit="千克", direction="lower", weeks={"2026-W36": "4"}))
    ''
    """
    change = series.change
    if change is None:
        return ""
    return "持平" if not change else f"{'下降' if change < 0 else '上升'} {abs(change)}%"


def trend(series: Series, setting: Setting) -> TrendView:
    """A series drawn: its points between two round figures, its change, its best class."""
    figures = [figure for _, figure in series.weekly]
    low, high = _bounds(series, figures)
    weeks = _week_names([week for week, _ in series.weekly], setting)
    values = tuple(map(written, figures))
    change = change_said(series)
    best = _best(series, weeks[-1])
    return TrendView(
        name=series.name,
        unit=series.unit,
        low=written(low),
        high=written(high),
        points=_points(series.weekly, low, high),
        values=values,
        weeks=weeks,
        change=change,
        is_better=series.has_improved,
        best=best,
        classes=tuple(
            f"{name}　{written(first)} → {written(last)}" for name, first, last in series.by_class
        ),
        told=_told(series, weeks, values, change),
    )


def _points(
    weekly: tuple[tuple[Week, Decimal], ...], low: Decimal, high: Decimal
) -> tuple[tuple[float, float], ...]:
    """Weeks that were left out leave their room: a holiday is a gap and not a jump."""
    first = weekly[0][0].monday
    days = (weekly[-1][0].monday - first).days or 1
    return tuple(
        (
            round((week.monday - first).days / days, 4),
            round(float((figure - low) / (high - low)), 4),
        )
        for week, figure in weekly
    )


def _bounds(series: Series, figures: list[Decimal]) -> tuple[Decimal, Decimal]:
    """What the chart reaches from and to: from nothing where little is the aim, else from near."""
    step = _step(max(figures))
    high = max(step, _rounded(max(figures), step, ROUND_CEILING))
    if series.direction is Direction.LOWER:
        return Decimal(0), high
    return max(Decimal(0), _rounded(min(figures), step, ROUND_FLOOR) - step), high


def _rounded(figure: Decimal, step: Decimal, way: str) -> Decimal:
    return (figure / step).to_integral_value(way) * step


def _step(most: Decimal) -> Decimal:
    """A round step of the scale: the power of ten below the largest figure.

    >>> _step(Decimal("4.1")), _step(Decimal(96)), _step(Decimal(0)), _step(Decimal("0.04"))
    (Decimal('1'), Decimal('1E+1'), Decimal('1'), Decimal('0.01'))
    """
    return Decimal(1).scaleb(most.adjusted()) if most else Decimal(1)


def _week_names(weeks: list[Week], setting: Setting) -> tuple[str, ...]:
    """第 3 周 of the term where all lie in one, else the Monday: 9月14日."""
    terms = {setting.term_of(week.sunday) for week in weeks}
    term = next(iter(terms))
    if len(terms) == 1 and term is not None:
        return tuple(f"第 {term.week_of(week.monday)} 周" for week in weeks)
    return tuple(f"{week.monday.month}月{week.monday.day}日" for week in weeks)


_NAMED = 3


def _best(series: Series, week: str) -> str:
    found = series.best
    if found is None:
        return ""
    figure, classes = found
    named = "、".join(classes[:_NAMED]) + (
        f"等 {len(classes)} 个班" if len(classes) > _NAMED else ""
    )
    return f"{week}最好：{named}，{written(figure)} {series.unit}"


def _told(series: Series, weeks: tuple[str, ...], values: tuple[str, ...], change: str) -> str:
    """The chart in words, for those who do not see it."""
    pairs = "，".join(f"{week} {value}" for week, value in zip(weeks, values, strict=True))
    return f"{series.name}（{series.unit}，{series.direction.label}）：{pairs}" + (
        f"；{change}" if change else ""
    )
