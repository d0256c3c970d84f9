"""Announcements: their day, how long they hold, and which stand on the home."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError
from tests.test_golden import setting

from gongshi.document import Filed, Reading
from gongshi.kinds.announcement import Announcement, AnnouncementFrontView
from gongshi.publication import Sign

TEXT = {"标题": "停水通知", "正文": "周六停水。\n\n周日恢复。"}


def filed(slug: str = "2026-11-20-water", **more: Any) -> Filed[Announcement]:
    """An announcement as read from a file of that name."""
    document = Announcement.model_validate({**TEXT, **more}, context=Reading(slug))
    return Filed(slug, document)


def test_its_day_is_that_of_its_file_unless_it_says_another() -> None:
    assert filed().document.day("2026-11-20-water") == date(2026, 11, 20)
    assert filed(日期="2026-11-18").document.day("2026-11-20-water") == date(2026, 11, 18)
    assert filed("water", 发布日期="2026-11-19").document.day("water") == date(2026, 11, 19)


def test_it_holds_from_its_day_to_its_last_both_included() -> None:
    span = filed(有效期至="2026-11-22").document.span(setting())
    assert span is not None
    signs = [span.badge(date(2026, 11, day)).sign for day in (19, 20, 22, 23)]
    assert signs == [Sign.OPEN, Sign.DONE, Sign.DONE, Sign.OVER]


def test_it_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="before its day"):
        filed(有效期至="2026-11-19")


def test_the_home_shows_what_is_pinned_and_holds_newest_first() -> None:
    found = (
        filed("2026-09-01-old", 置顶="是", 有效期至="2026-09-30"),
        filed("2026-11-01-still", 置顶="√"),
        filed("2026-11-20-water", 置顶="yes", 有效期至="2026-11-24"),
        filed("2026-11-21-loose", 置顶="否"),
    )
    front = Announcement.front(found, setting())
    assert front is not None
    assert isinstance(front.view, AnnouncementFrontView)
    assert [one.address for one in front.view.pinned] == [
        "announcements/2026-11-20-water/",
        "announcements/2026-11-01-still/",
    ]
    assert Announcement.front(found[3:], setting()) is None


def test_the_page_leads_to_the_one_before_and_the_one_after() -> None:
    found = tuple(filed(f"2026-11-{day}") for day in (10, 11, 12))
    views = [page.view for page in Announcement.pages(found, setting())]
    assert [view.later for view in views] == [  # type: ignore[union-attr]
        None,
        "announcements/2026-11-12/",
        "announcements/2026-11-11/",
    ]


def test_amendments_raise_the_revision_and_change_the_hash() -> None:
    change = {"时间": "2026-11-21 09:00", "内容": "改为周日", "原因": "管网检修推迟"}
    before, after = filed(), filed(修正=[change])
    assert (before.document.revision, after.document.revision) == (1, 2)
    hashes = {
        page.view.hash  # type: ignore[union-attr]
        for one in (before, after)
        for page in Announcement.pages((one,), setting())
    }
    assert len(hashes) == 2
