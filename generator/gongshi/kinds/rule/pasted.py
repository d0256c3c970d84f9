"""Pasted (粘贴的条文): articles out of a word processor, one text with the numbers in it."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.posted.numerals import article_number, point_number


def articles_of(text: object) -> object:
    r"""A text of several lines as articles; anything else as it was.

    A line with an article's number begins one, a line with a clause's number is a clause of it,
    any other line is one more paragraph. Where no line has an article's number each is one.

    >>> found = articles_of("第一条 有下列情形的退货：\n（一）票据不符；\n第二条 当面验收。")
    >>> [(one["text"], len(one["clauses"])) for one in found]
    [('第一条 有下列情形的退货：', 1), ('第二条 当面验收。', 0)]
    """
    if not isinstance(text, str) or "\n" not in text.strip():
        return text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not any(_begins(line) for line in lines):
        return lines
    return [_article(part) for part in _parts(lines)]


def _begins(line: str) -> bool:
    return article_number(line)[0] is not None


def _parts(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each article; those before the first number belong to the first."""
    part: list[str] = []
    for line in lines:
        if _begins(line) and any(map(_begins, part)):
            yield part
            part = []
        part.append(line)
    yield part


def _article(lines: list[str]) -> dict[str, object]:
    clauses = [line for line in lines if point_number(line)[0] is not None]
    text = "\n".join(line for line in lines if line not in clauses)
    return {"text": text, "clauses": clauses}
