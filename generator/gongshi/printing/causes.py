"""Causes (原因): which file made a poster too full to read, and what in it takes the most room.

The press knows a poster, a clerk knows a file: a remark on the one is told as a problem of the
other, at the line where most can be cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongshi.document import Where
from gongshi.errors import Problem, Saying
from gongshi.load import SchoolFiles, Source
from gongshi.load.source import Data
from gongshi.printing.fitting import Fitting
from gongshi.printing.legibility import Remark
from gongshi.publication import Poster
from gongshi.validate import SchoolContent


@dataclass(frozen=True)
class Causes:
    """The documents of a school and their files."""

    content: SchoolContent
    files: SchoolFiles

    def problems(self, fitting: Fitting, poster: Poster, path: str) -> Iterator[Problem]:
        """What is wrong with a poster, whose place under the site is given."""
        found = tuple(fitting.remarks(poster))
        code = self.content.setting.school.code
        address = path.removeprefix(f"{code}/").removesuffix(poster.name)
        source = self._source_of(address) if found else None
        for remark in found:
            yield told(remark, poster, path, source, fitting.missing)

    def _source_of(self, address: str) -> Source | None:
        """The file whose page stands at an address; None where several made it."""
        setting = self.content.setting
        for name, kind in self.content.kinds.items():
            if kind.computed or not address.startswith(f"{kind.folder}/"):
                continue
            for one in self.content.filed[name]:
                if any(page.address == address for page in kind.pages((one,), setting)):
                    return self.files.documents[name].get(one.slug)
        return None


def told(
    remark: Remark, poster: Poster, path: str, source: Source | None, missing: str = ""
) -> Problem:
    """A remark on a poster as a problem of the file it was made from, else of its own."""
    saying = remark.saying
    if source is None:
        return Problem(path, 1, 1, remark.code, saying, remark.severity)
    line, column = 1, 1
    zh, en = f"{_called(poster)}：{saying.zh}", f"{poster.name}: {saying.en}"
    if remark.code == "missing-glyph":
        line, column = source.place(_holding(source.data, missing))
    else:
        where = heaviest(source.data)
        line, column = source.place(where)
        zh += f"{_weighed(source.data, where).zh}请写短些或删减一些，也可以用更大的纸打印。"
        en += f" {_weighed(source.data, where).en}Shorten it, or print on larger paper."
    return Problem(source.path, line, column, remark.code, Saying(zh, en), remark.severity)


def _called(poster: Poster) -> str:
    return f"海报 {poster.name}（{poster.paper.sheet}）"


_HALF = 0.5


def heaviest(data: Data) -> Where:
    """The way to what holds most of a file's text, as far down as one thing holds most of it.

    >>> heaviest({"标题": "收支", "正文": {"一": "很短", "二": "很长" * 40}})
    ('正文', '二')
    """
    where: Where = ()
    while steps := _steps(data):
        step, inside = max(steps, key=lambda pair: _length(pair[1]))
        if _length(inside) < _HALF * _length(data):
            break
        where, data = (*where, step), inside
    return where


def _length(data: Data) -> int:
    """How many characters stand in some data."""
    if isinstance(data, str):
        return len(data)
    return sum(_length(inside) for _, inside in _steps(data))


def _steps(data: Data) -> list[tuple[str | int, Data]]:
    """What stands in a mapping or a list, by key or place."""
    if isinstance(data, dict):
        return list(data.items())
    return list(enumerate(data)) if isinstance(data, list) else []


def _weighed(data: Data, where: Where) -> Saying:
    """What stands at the end of a way, by its last key, and how much it is."""
    for step in where:
        data = dict(_steps(data))[step]
    name = next((step for step in reversed(where) if isinstance(step, str)), None)
    if name is None:
        return Saying("", "")
    length = _length(data)
    items = len(data) if isinstance(data, dict | list) else 0
    zh = f"{items} 项、{length} 字" if items else f"{length} 字"
    en = f"{items} entries, {length} characters" if items else f"{length} characters"
    return Saying(f"最占地方的是“{name}”（{zh}），", f"Most room is taken by “{name}” ({en}). ")


def _holding(data: Data, characters: Iterable[str]) -> Where:
    """The way to the first text that has one of some characters."""
    wanted = frozenset(characters)
    waiting: list[tuple[Where, Data]] = [((), data)]
    while waiting:
        where, found = waiting.pop()
        if isinstance(found, str) and wanted & set(found):
            return where
        waiting += [((*where, step), inside) for step, inside in reversed(_steps(found))]
    return ()
