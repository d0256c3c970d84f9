"""What the templates of a rule receive: articles with their numbers, the law, what it replaces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gongshi.kinds.rule.succession import means, span_before, successor_of
from gongshi.posted import PostedView, Posting
from gongshi.posted.figure import FigureView
from gongshi.posted.numerals import chinese

if TYPE_CHECKING:
    from gongshi.document import Filed
    from gongshi.kinds.rule.basis import Basis, Older
    from gongshi.kinds.rule.model import Article, Rule

_JUMPS = 24


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article: 第三条, its title, its paragraphs, its clauses with their numbers."""

    place: int
    number: str
    title: str
    paragraphs: tuple[str, ...]
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter: 第一章 and its title, both empty where the rule has none."""

    place: int
    number: str
    title: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class BasisView:
    """A law: 《…》第四十条, and small beside it its number and the days that matter."""

    title: str
    says: str
    link: str | None


@dataclass(frozen=True, slots=True)
class OtherRuleView:
    """The rule before or after this one; `address` is under the school, None where it has none."""

    title: str
    number: str | None
    address: str | None
    day: date


@dataclass(frozen=True, slots=True)
class RuleView(PostedView):
    """A rule's page and poster.

    `jumps` are anchors with what to call them; `successor` has taken or will take its place.
    """

    topic: str
    starts: date
    scope: str | None
    figures: tuple[FigureView, ...]
    jumps: tuple[tuple[str, str], ...]
    chapters: tuple[ChapterView, ...]
    basis: tuple[BasisView, ...]
    older: tuple[OtherRuleView, ...]
    successor: OtherRuleView | None


def view_of(rule: Rule, posting: Posting, filed: tuple[Filed[Rule], ...]) -> RuleView:
    """The view of one rule among those of its school."""
    chapters = _chapters(rule)
    item = next((one for one in filed if one.slug == posting.slug), None)
    later = successor_of(item, filed) if item else None
    return posting.view(
        RuleView,
        span=span_before(later, rule),
        topic=rule.topic_label,
        starts=rule.starts,
        scope=rule.scope,
        figures=tuple(one.view for one in rule.figures),
        jumps=_jumps(chapters),
        chapters=chapters,
        basis=tuple(map(_basis, rule.basis)),
        older=tuple(_older(one, rule, filed) for one in rule.supersedes),
        successor=_other(later, later.document.starts) if later else None,
    )


def _chapters(rule: Rule) -> tuple[ChapterView, ...]:
    """The chapters, or one without a name; articles are counted through all of them."""
    parts = [(one.title, one.articles) for one in rule.chapters] or [("", rule.articles)]
    found, counted = list[ChapterView](), 0
    for place, (title, articles) in enumerate(parts, start=1):
        views = tuple(_article(one, counted + n) for n, one in enumerate(articles, start=1))
        counted += len(articles)
        found.append(ChapterView(place, f"第{chinese(place)}章" if title else "", title, views))
    return tuple(found)


def _article(article: Article, place: int) -> ArticleView:
    return ArticleView(
        place,
        f"第{chinese(place)}条",
        article.title or "",
        tuple(line.strip() for line in article.text.split("\n") if line.strip()),
        tuple((f"（{chinese(n)}）", one.text) for n, one in enumerate(article.clauses, start=1)),
    )


def _jumps(chapters: tuple[ChapterView, ...]) -> tuple[tuple[str, str], ...]:
    """Where one may jump to: chapters, else articles; nowhere in what is short or without names."""
    if len(chapters) > 1:
        return tuple((f"c{one.place}", one.title) for one in chapters)
    found = tuple((f"a{one.place}", one.title) for one in chapters[0].articles if one.title)
    return found if 3 < len(found) <= _JUMPS else ()


def _basis(basis: Basis) -> BasisView:
    days = (
        basis.number,
        f"{_said(basis.starts)}起施行" if basis.starts else None,
        f"内容截至{_said(basis.as_of)}" if basis.as_of else None,
    )
    says = "，".join(one for one in days if one)
    return BasisView(f"{basis.title}{basis.article or ''}", says, basis.link)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _older(older: Older, rule: Rule, filed: tuple[Filed[Rule], ...]) -> OtherRuleView:
    found = next((one for one in filed if means(older, one)), None)
    if found is None:
        return OtherRuleView(older.name, older.number, None, rule.starts)
    return replace(_other(found, rule.starts), number=older.number)


def _other(item: Filed[Rule], day: date) -> OtherRuleView:
    rule = item.document
    return OtherRuleView(rule.title, None, f"{rule.folder}/{item.slug}/", day)
