"""What is wrong with a school's rules: overtaken by law, out of order, or leading nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongshi.document import Filed, Flaw, Where
from gongshi.errors import Saying
from gongshi.kinds.rule.laws import stale
from gongshi.kinds.rule.succession import means, span_of
from gongshi.posted.numerals import NUMERAL, number_of

if TYPE_CHECKING:
    from gongshi.kinds.rule.model import Rule
    from gongshi.publication import Setting

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OWN_ARTICLE = re.compile(rf"本(?:制度|办法|规定|规则|细则)第([{NUMERAL}]{{1,6}})条")


def flaws_of(filed: tuple[Filed[Rule], ...], setting: Setting) -> Iterator[Flaw]:
    """Everything found; what law has overtaken is told only of rules that still hold or will."""
    for item in filed:
        if span_of(item, filed).ends >= setting.today:
            yield from _overtaken(item)
        yield from _leading_nowhere(item)
        yield from _out_of_order(item, filed)


def _overtaken(item: Filed[Rule]) -> Iterator[Flaw]:
    for where, text in texts_of(item.document):
        for saying in stale(text):
            yield Flaw(item.slug, where, saying, warning=True)


def texts_of(rule: Rule) -> Iterator[tuple[Where, str]]:
    """Every text of a rule and its place in the file."""
    if rule.scope:
        yield ("scope",), rule.scope
    for place, basis in enumerate(rule.basis):
        yield ("basis", place, "name"), basis.title
    for place, figure in enumerate(rule.figures):
        yield ("figures", place, "value"), f"{figure.name}至少{figure.value}{figure.unit or ''}"
    for where, article in rule.numbered:
        yield (*where, "text"), f"{article.title or ''}：{article.text}"
        for place, clause in enumerate(article.clauses):
            yield (*where, "clauses", place, "text"), clause.text


def _leading_nowhere(item: Filed[Rule]) -> Iterator[Flaw]:
    """本制度第二十条, where there are only twelve."""
    last = len(item.document.numbered)
    for where, text in texts_of(item.document):
        for found in _OWN_ARTICLE.finditer(text):
            if (number_of(found[1]) or 0) > last:
                saying = Saying(
                    f"“{found[0]}”不存在，本制度只有 {last} 条，请核对。",
                    f"“{found[0]}” does not exist: there are {last} articles; check it.",
                )
                yield Flaw(item.slug, where, saying)


def _out_of_order(item: Filed[Rule], filed: tuple[Filed[Rule], ...]) -> Iterator[Flaw]:
    """Rules it says it takes the place of: itself, unknown ones, ones that came later."""
    rule = item.document
    for place, older in enumerate(rule.supersedes):
        where: Where = ("supersedes", place)
        found = next((other for other in filed if means(older, other)), None)
        if found is None:
            if _SLUG.fullmatch(older.name):
                saying = Saying(
                    f"没有名为“{older.name}”的制度文件，请核对；旧制度没有放上来的，写它的标题。",
                    f"there is no rule “{older.name}”; check it, or write the older rule's title.",
                )
                yield Flaw(item.slug, where, saying)
        elif found.slug == item.slug:
            saying = Saying(
                "制度不能代替自己，请写被代替的旧制度。",
                "a rule cannot take its own place; name the older one.",
            )
            yield Flaw(item.slug, where, saying)
        elif found.document.starts >= rule.starts:
            saying = Saying(
                f"“{found.document.title}”{found.document.starts} 才施行，不早于本制度的 "
                f"{rule.starts}，不能被它代替，请核对施行日期。",
                f"“{found.document.title}” begins on {found.document.starts}, not before this rule "
                f"({rule.starts}); check the days.",
            )
            yield Flaw(item.slug, where, saying)
