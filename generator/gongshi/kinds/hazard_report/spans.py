"""Spans (周期): the weeks and months that a report is made of, and their roll-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongshi.hazard import Findings, RollUp, rolled_up
from gongshi.publication import Setting
from gongshi.school import Term
from gongshi.week import Week


@dataclass(frozen=True, slots=True, order=True)
class Reported:
    """Reported span (报告周期): a week or a month, its days and how it is called.

    `slug` is the last part of its address: 2026-W46, 2026-10.
    """

    last: date
    first: date
    slug: str

    @classmethod
    def week(cls, day: date) -> Reported:
        """The week a day lies in.

        >>> Reported.week(date(2026, 11, 12)).slug, Reported.week(date(2027, 1, 1)).slug
        ('2026-W46', '2026-W53')
        """
        week = Week.of(day)
        return cls(week.sunday, week.monday, str(week))

    @classmethod
    def month(cls, day: date) -> Reported:
        """The month a day lies in.

        >>> month = Reported.month(date(2026, 2, 14))
        >>> month.slug, month.last.day, month.title(())
        ('2026-02', 28, '2026年2月隐患月报')
        """
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return cls(last, first, f"{first:%Y-%m}")

    @property
    def is_month(self) -> bool:
        """Whether it is a month."""
        return "W" not in self.slug

    def title(self, terms: Iterable[Term]) -> str:
        """What its report is called: a week by its number in the term, as on the menus.

        >>> autumn = Term(name="秋", starts=date(2026, 8, 31), ends=date(2027, 1, 22))
        >>> Reported.week(date(2026, 11, 12)).title((autumn,))
        '第11周隐患周报'
        """
        if self.is_month:
            return f"{self.first.year}年{self.first.month}月隐患月报"
        for term in terms:
            if term.starts <= self.last and self.first <= term.ends:
                return f"第{term.week_of(self.first)}周隐患周报"
        return f"{self.first.year}年{self.first.month}月{self.first.day}日起一周隐患周报"

    @property
    def said(self) -> str:
        """Its first and last day in words."""
        return f"{short(self.first)}—{short(self.last)}"

    @property
    def weeks(self) -> Iterator[tuple[date, date]]:
        """The weeks of a month, cut at its ends."""
        monday = Week.of(self.first).monday
        while monday <= self.last:
            yield max(monday, self.first), min(monday + timedelta(days=6), self.last)
            monday += timedelta(days=7)


def short(day: date) -> str:
    """A day in few signs.

    >>> short(date(2026, 11, 9))
    '11月9日'
    """
    return f"{day.month}月{day.day}日"


def terms_of(setting: Setting) -> tuple[Term, ...]:
    """The school's own terms, or the county's."""
    return setting.school.terms or setting.calendar.terms


def reports_of(findings: Findings, today: date) -> tuple[Reported, ...]:
    """Every week and month up to today in which a check was recorded, the newest first."""
    days = {one.day for one in findings.records if one.day <= today}
    found = {span(day) for day in days for span in (Reported.week, Reported.month)}
    return tuple(sorted(found, key=lambda one: (one.last, one.is_month), reverse=True))


def roll_up_of(findings: Findings, span: Reported, setting: Setting) -> RollUp:
    """How things stood at the end of a span, or stand today where that is earlier."""
    terms = terms_of(setting)
    days = setting.calendar.school_days(span.first, span.last, terms)
    return rolled_up(findings, span.first, span.last, setting.today, days)
