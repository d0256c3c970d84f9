"""Weekly (一周食谱): one menu where it is published, and the pages and posters it becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from gongshi.document import Filed
from gongshi.formats.data import json_of
from gongshi.kinds.menu.model import MenuFile
from gongshi.kinds.menu.showing import (
    allergens_shown,
    columns_of,
    corrections_of,
    days_of,
    offered,
)
from gongshi.kinds.menu.views import Column, CorrectionView, DayPageView, DayView, WeekView
from gongshi.paper import Paper
from gongshi.publication import Page, Poster, Setting
from gongshi.week import Week

V = TypeVar("V")


class Weekly:
    """One menu in its setting: everything its pages and posters have in common, made once."""

    def __init__(self, item: Filed[MenuFile], setting: Setting) -> None:
        self.menu = item.document
        self.setting = setting
        self.week = Week.parse(item.slug)
        self.address = f"menus/{item.slug}/"
        first = min(self.menu.days, default=self.week.monday)
        term = setting.term_of(first)
        self.label = f"第 {term.week_of(self.week.sunday)} 周" if term else ""

    @cached_property
    def days(self) -> tuple[DayView, ...]:
        """The days as shown."""
        return days_of(self.menu, self.setting)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The meals of the week's grid."""
        return columns_of(self.menu, self.setting.school)

    @cached_property
    def corrections(self) -> tuple[CorrectionView, ...]:
        """The corrections as shown."""
        return corrections_of(self.menu, self.setting.school)

    @cached_property
    def data(self) -> bytes:
        """The menu as JSON, as it stands beside its page."""
        said = self.menu.model_dump(mode="json", exclude_defaults=True)
        school = {"code": self.setting.school.code, "name": self.setting.school.name}
        whole = {"kind": "menu", "school": school, **said, "revision": self.menu.revision}
        return json_of(whole)

    @cached_property
    def hash(self) -> str:
        """The hash of that JSON."""
        return hash_said(self.data)

    @cached_property
    def dates(self) -> str:
        """The week's first and last day in words."""
        days = list(self.menu.days) or [self.week.monday]
        first, last = min(days), max(days)
        if first == last:
            return f"{first.year}年{said_day(first)}"
        year = f"{last.year}年" if last.year != first.year else ""
        return f"{first.year}年{said_day(first)}—{year}{said_day(last)}"

    @cached_property
    def issuer(self) -> str:
        """Who publishes."""
        return self.menu.publisher or self.setting.school.issuer

    @property
    def months(self) -> tuple[Month, ...]:
        """The months it has days of."""
        return tuple(sorted({Month.of(day) for day in self.menu.days}))

    def page(self, earlier: str | None, later: str | None) -> Page:
        """The week's page, with its posters, its phone image and its data."""
        view = self._view(
            WeekView,
            self.address,
            self.days,
            months=tuple((month.label, month.address) for month in self.months),
            earlier=earlier,
            later=later,
        )
        posters = (
            Poster("poster-a3.pdf", "menu", Paper.A3_LANDSCAPE, view),
            Poster("poster-a4.pdf", "menu", Paper.A4_LANDSCAPE, view),
            Poster("share.png", "menu", Paper.PHONE, view),
        )
        school = self.setting.school.name
        return Page(
            address=self.address,
            template="menu",
            title=f"{self.label or str(self.week)}食谱",
            description=f"{school}{self.dates}食谱：{self._few_dishes()}",
            view=view,
            posters=posters if self.setting.posters else (),
            data={"menu.json": self.data},
        )

    def day_page(self, day: DayView, earlier: str | None, later: str | None) -> Page:
        """One day's page and poster."""
        view = self._view(
            DayPageView,
            day.address,
            (day,),
            today=day,
            week_address=self.address,
            earlier=earlier,
            later=later,
        )
        says = day.closed and f"停餐：{day.closed}"
        school = self.setting.school.name
        return Page(
            address=day.address,
            template="menu.day",
            title=f"{day.said} {day.weekday}食谱",
            description=f"{school}{day.said}食谱：{says or self._few_dishes(day)}",
            view=view,
            posters=()
            if day.closed or not self.setting.posters
            else (Poster("poster-a4.pdf", "menu.day", Paper.A4_PORTRAIT, view),),
        )

    def _few_dishes(self, day: DayView | None = None) -> str:
        days = (day,) if day else self.days
        names = [dish.name for one in days for meal in one.served_meals for dish in meal.dishes]
        return "、".join(dict.fromkeys(names[:8]))

    def _view(
        self, kind: Callable[..., V], address: str, days: tuple[DayView, ...], **more: object
    ) -> V:
        setting, menu = self.setting, self.menu
        listed, unknown = allergens_shown(days)
        return kind(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/{address}",
            url=setting.url(address),
            readings=menu.readings,
            week=self.week,
            label=self.label,
            dates=self.dates,
            columns=self.columns,
            days=self.days,
            bands=tuple(band.name for band in setting.school.grade_bands),
            allergens=offered(listed),
            listed=listed,
            has_unknown=unknown,
            corrections=self.corrections,
            notes=menu.notes,
            revision=menu.revision,
            published=menu.published,
            issuer=self.issuer,
            source=menu.source,
            hash=self.hash,
            **more,
        )


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """Month (月份) of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def label(self) -> str:
        """11月."""
        return f"{self.number}月"

    @property
    def said(self) -> str:
        """2026年11月."""
        return f"{self.year}年{self.number}月"

    @property
    def address(self) -> str:
        """The address of its page under the school."""
        return f"menus/{self.year}-{self.number:02d}/"


def said_day(day: date) -> str:
    """11月16日."""
    return f"{day.month}月{day.day}日"


def hash_said(data: bytes) -> str:
    """The first twelve digits of the SHA-256 of some bytes, in threes of four."""
    digits = hashlib.sha256(data).hexdigest()
    return f"{digits[:4]} {digits[4:8]} {digits[8:12]}"
