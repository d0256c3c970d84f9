"""Succession (代替): which rule takes the place of which, and until when the older one holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongshi.publication import Span

if TYPE_CHECKING:
    from gongshi.document import Filed
    from gongshi.kinds.rule.basis import Older
    from gongshi.kinds.rule.model import Rule


def span_of(item: Filed[Rule], filed: tuple[Filed[Rule], ...]) -> Span:
    """The days between which a rule holds among those of its school."""
    return span_before(successor_of(item, filed), item.document)


def span_before(later: Filed[Rule] | None, rule: Rule) -> Span:
    """The days between which a rule holds: it ends the day before another takes its place."""
    ends = rule.until or date.max
    if later is not None:
        ends = min(ends, max(rule.starts, later.document.starts - timedelta(days=1)))
    return Span(rule.starts, ends, "未施行", "现行", "已废止")


def successor_of(item: Filed[Rule], filed: tuple[Filed[Rule], ...]) -> Filed[Rule] | None:
    """The first rule of the school that takes the place of this one, if there is one."""
    found = [
        other
        for other in filed
        if other.document.supersedes
        and other.slug != item.slug
        and any(means(older, item) for older in other.document.supersedes)
    ]
    return min(found, key=lambda other: other.document.starts, default=None)


def means(older: Older, item: Filed[Rule]) -> bool:
    """Whether that is the rule one says one takes the place of: by its file's name or title."""
    return older.name in (item.slug, item.document.title)
