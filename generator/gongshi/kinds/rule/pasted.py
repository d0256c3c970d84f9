"""Pasted (粘贴的条文): a rule out of a word processor, one text with all its numbers in it.

Its numbers are checked here, where the line is known on which each stands, and taken off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from gongshi.document import LINE, Where, all_wrong, wrong
from gongshi.posted.numerals import NUMERAL, article_number, chinese, number_of, point_number
from gongshi.words import shown

_CHAPTER = re.compile(rf"第([{NUMERAL}]{{1,9}})章(?:[\s:：、.．]+(\S.*))?")
_BRACKETED = re.compile(r"[（(]")
_FIGURE = re.compile(r"[0-9０-９]")

Taken = tuple[int | None, str]
"""The number typed before a line, and the line without it."""


@dataclass(slots=True)
class _Article:
    """An article while its lines are gathered."""

    paragraphs: list[str]
    clauses: list[str] = field(default_factory=list)
    look: tuple[bool, bool] | None = None

    @property
    def said(self) -> dict[str, object]:
        return {"text": "\n".join(self.paragraphs), "clauses": self.clauses}


def articles_of(text: object) -> object:
    r"""A text of several lines as articles; anything else as it was.

    A line with an article's number begins one (第一条, or where there is none 一、 or 1.), a line
    with a number of a lower kind is a clause of it, and what stands below a clause belongs to it.
    Where no line has a number each is an article.

    >>> found = articles_of("第一条 有下列情形的退货：\n（一）票据不符；\n第二条 当面验收。")
    >>> [(one["text"], one["clauses"]) for one in found]
    [('有下列情形的退货：', ['票据不符；']), ('当面验收。', [])]
    """
    if not isinstance(text, str) or "\n" not in text.strip():
        return text
    counter = _Counter()
    found = _articles(list(_lines(text)), counter)
    counter.told(())
    return found


def with_chapters(value: Mapping[str, object], articles: Sequence[str]) -> Mapping[str, object]:
    """A rule whose articles are one pasted text, as chapters where it is divided into them."""
    key = next((name for name in articles if name in value), None)
    chapters = _chapters(value[key], (key,)) if key else None
    if chapters is None:
        return value
    return {**{name: said for name, said in value.items() if name != key}, "chapters": chapters}


def _chapters(text: object, way: Where) -> list[dict[str, object]] | None:
    """The chapters of a pasted rule that is divided by 第一章, 第二章; None where it is not."""
    if not isinstance(text, str) or not any(_CHAPTER.fullmatch(line) for _, line in _lines(text)):
        return None
    chapters: list[dict[str, object]] = []
    lines: list[tuple[int, str]] = []
    counter = _Counter()
    for at, line in (*_lines(text), (-1, "第1章")):
        found = _CHAPTER.fullmatch(line)
        if not found:
            lines.append((at, line))
            continue
        if lines and chapters:
            chapters[-1]["articles"] = _articles(lines, counter)
        elif lines:
            counter.errors.append(_before(*lines[0]))
        if at >= 0:
            counter.errors += _out_of_order(at, "章", number_of(found[1]), len(chapters) + 1)
            chapters.append({"title": found[2] or "", "articles": ()})
        lines = []
    counter.told(way)
    return chapters


@dataclass(slots=True)
class _Counter:
    """Counts the articles of a rule through all its chapters, and keeps what is wrong in them."""

    articles: int = 0
    errors: list[PydanticCustomError] = field(default_factory=list)

    def told(self, way: Where) -> None:
        """Raise all that is wrong; `way` leads to the text."""
        said = [error.context or {} for error in self.errors]
        if said:
            raise all_wrong([wrong(one["zh"], one["en"], (*way, *one["at"])) for one in said])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((at, line.strip()) for at, line in enumerate(text.split("\n")) if line.strip())


def _articles(lines: list[tuple[int, str]], counter: _Counter) -> list[object]:
    """The articles of some lines; what is wrong with their numbers is kept to be told."""
    begins = _style([line for _, line in lines])
    if begins is None:
        counter.articles += len(lines)
        return [line for _, line in lines]
    found: list[_Article] = []
    for at, line in lines:
        number, rest = begins(line)
        if number is not None:
            counter.articles += 1
            counter.errors += _out_of_order(at, "条", number, counter.articles)
            found.append(_Article([rest] if rest else []))
        elif found:
            counter.errors += _below(found[-1], at, line)
        else:
            counter.errors.append(_before(at, line))
    return [one.said for one in found]


def _style(lines: Sequence[str]) -> Callable[[str], Taken] | None:
    """How the articles of a text are numbered: 第一条 before all, else as the first number is."""
    if any(article_number(line)[0] is not None for line in lines):
        return article_number
    first = next((line for line in lines if point_number(line)[0] is not None), None)
    if first is None:
        return None
    looks = _look(first)
    return lambda line: point_number(line) if _look(line) == looks else (None, line)


def _look(line: str) -> tuple[bool, bool]:
    """How a point is numbered: whether in brackets, whether in figures."""
    return bool(_BRACKETED.match(line)), bool(_FIGURE.search(line[:3]))


def _below(article: _Article, at: int, line: str) -> Iterator[PydanticCustomError]:
    """A line below the first of an article: a clause, more of a clause, or a paragraph."""
    number, rest = point_number(line)
    if number is not None and article.look in (None, _look(line)):
        article.look = _look(line)
        article.clauses.append(rest)
        yield from _out_of_order(at, "项", number, len(article.clauses))
    elif article.clauses:
        article.clauses[-1] += line
    else:
        article.paragraphs.append(line)


def _out_of_order(
    at: int, what: str, number: int | None, right: int
) -> Iterator[PydanticCustomError]:
    if number != right:
        yield wrong(
            f"按顺序这是第{_said(right)}{what}，却写着第{_said(number)}{what}；"
            "请核对前面有没有缺漏，或删去编号，由程序编号。",
            f"in order this is number {right}, but it says {number}; look for one that is "
            "missing, or leave the number to the program.",
            (f"{LINE}{at}",),
        )


def _said(number: int | None) -> str:
    return "？" if number is None else chinese(number) if number < _MOST else str(number)


_MOST = 10_000


def _before(at: int, line: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(line)}”写在第一条前面，不知属于哪一条；请移到“适用范围”或“说明”里，或删去。",
        f"“{shown(line)}” stands before the first article; move it to scope or notes, or "
        "delete it.",
        (f"{LINE}{at}",),
    )
