"""Text to data: libyaml's events, taken one by one, become dicts, lists and texts.

No recursion and no second pass: nesting too deep, aliases, tags and duplicate keys are refused
as they come by. Every scalar stays text. Lines and columns are found again from the text when
somebody asks, which is only when there is something to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from yaml import MarkedYAMLError, YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.error import Mark
from yaml.reader import ReaderError

from gongshi.document import Where, synonyms
from gongshi.errors import InvalidContent, Problem, Saying
from gongshi.load import slips
from gongshi.load.encoding import decode
from gongshi.week import NotADay, parse_day, weekday_named

MAX_BYTES = 2_000_000
MAX_DEPTH = 50

Data = dict[str, "Data"] | list["Data"] | str | None


class Unreadable(InvalidContent):
    """A file that YAML cannot make sense of; carries every problem found in it."""


@dataclass(frozen=True)
class Source:
    """One file as written: its path under the root, its text and its data."""

    path: str
    text: str
    data: Data

    @cached_property
    def _root(self) -> _Spot:
        return _spots(self.text)

    def place(self, where: Where) -> tuple[int, int]:
        """The line and column of a value, or of the nearest value that holds it.

        A step may be a key by any of its names, a place in a list, the place of a key in a
        mapping, or `$key` for the key before it; a step the file does not have is passed over.
        """
        spot, place = self._root, (self._root.line, self._root.column)
        for step in where:
            if step in ("$key", "[key]"):
                return place
            found = spot.inside(step)
            if found is not None:
                place, spot = found
        at_key = bool(where) and where[-1] in ("$key", "[key]")
        return place if at_key else (spot.line, spot.column)

    def has(self, where: Where) -> bool:
        """Whether the file itself has the last step of the way, and not only its model."""
        spot = self._root
        for step in where[:-1]:
            found = spot.inside(step)
            spot = found[1] if found else spot
        return spot.inside(where[-1]) is not None

    def problem(self, where: Where, code: str, saying: Saying) -> Problem:
        """A problem of this file."""
        line, column = self.place(where)
        return Problem(self.path, line, column, code, saying)


def read_source(path: str, raw: bytes) -> Source:
    """The file's data; raises Unreadable with everything that keeps it from being read."""
    if len(raw) > MAX_BYTES:
        raise _unreadable(path, "too-big", _TOO_BIG)
    text = decode(raw)
    if text is None:
        raise _unreadable(path, "encoding", _NO_TEXT)
    text = text.replace("\u2028", " ").replace("\u2029", " ").replace("\x85", " ")
    builder = _Builder()
    try:
        data = builder.build(text)
    except ReaderError as error:
        raise Unreadable([_bad_character(path, text, error)]) from error
    except YAMLError as error:
        raise Unreadable(_syntax_problems(path, text, error)) from error
    problems = [
        Problem(path, line + 1, column + 1, code, saying)
        for line, column, code, saying in builder.complaints
    ]
    if not problems and not isinstance(data, dict):
        problems = _no_mapping(path, text, data)
    if problems:
        raise Unreadable(problems)
    return Source(path, text, data)


_TOO_BIG = Saying(
    f"文件超过 {MAX_BYTES // 1_000_000} MB，不像是手写的内容，请检查。",
    f"the file is over {MAX_BYTES // 1_000_000} MB; that is no hand-written content.",
)
_NO_TEXT = Saying(
    "读不出文字，可能不是文本文件；请用记事本另存为 UTF-8 编码。",
    "this is no text, or in an unknown encoding; save it as UTF-8.",
)


def _unreadable(path: str, code: str, saying: Saying) -> Unreadable:
    return Unreadable([Problem(path, 1, 1, code, saying)])


@dataclass
class _Builder:
    """Builds data from events and notes what it does not accept."""

    complaints: list[tuple[int, int, str, Saying]] = field(default_factory=list)

    def build(self, text: str) -> Data:
        """The data of a text; the loop is the hot path of loading, hence its plainness."""
        parser = CParser(text)
        try:
            return self._build(parser.get_event)
        finally:
            parser.dispose()

    def _build(self, next_event: Callable[[], Event]) -> Data:  # noqa: C901, PLR0912 - one loop, for speed
        root: Data = None
        documents = 0
        stack: list[tuple[object, object, object, bool]] = []
        mapping: dict[str, Data] | None = None
        sequence: list[Data] | None = None
        key: str | None = None
        flow = False
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value: str | None = event.value
                if event.anchor or event.tag:
                    self._no_anchor_or_tag(event)
                if not event.style:
                    if value == "":
                        value = None
                    elif ":" in value or "：" in value or flow:  # type: ignore[operator]
                        self._slipped(event, sequence is not None and flow)
                if mapping is not None:
                    if key is None:
                        key = value or ""
                        self._key(event, key, mapping)
                    else:
                        mapping[key] = value
                        key = None
                elif sequence is not None:
                    sequence.append(value)
                else:
                    root = value
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor or event.tag:
                    self._no_anchor_or_tag(event)
                made: Data = {} if kind is MappingStartEvent else []
                if mapping is not None:
                    if key is None:
                        key = self._complex_key(event)
                    mapping[key] = made
                elif sequence is not None:
                    sequence.append(made)
                else:
                    root = made
                stack.append((mapping, sequence, key, flow))
                if len(stack) > MAX_DEPTH:
                    self._complain(event, "too-deep", _TOO_DEEP)
                    return root
                flow = bool(event.flow_style)
                key = None
                mapping, sequence = (made, None) if isinstance(made, dict) else (None, made)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                mapping, sequence, key, flow = stack.pop()  # type: ignore[assignment]
                key = None
            elif kind is AliasEvent:
                self._complain(event, "alias", _NO_ALIAS)
                return root
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._complain(event, "documents", _ONE_DOCUMENT)
                    return root
            elif kind is StreamEndEvent:
                return root

    def _complain(self, event: Event, code: str, saying: Saying) -> None:
        mark = event.start_mark
        self.complaints.append((mark.line, mark.column, code, saying))

    def _no_anchor_or_tag(self, event: Event) -> None:
        if event.anchor:
            self._complain(event, "alias", _NO_ALIAS)
        if event.tag and event.tag != "!":
            self._complain(event, "tag", _NO_TAG)

    def _complex_key(self, event: Event) -> str:
        self._complain(event, "key", _PLAIN_KEY)
        return ""

    def _key(self, event: Event, key: str, mapping: dict[str, Data]) -> None:
        if key in mapping:
            saying = Saying(
                f"“{key}”写了两次，请合并或删去一处。",
                f"“{key}” stands here twice; join them or take one out.",
            )
            self._complain(event, "duplicate", saying)
        elif key != key.strip():
            self._complain(event, "wide-space", slips.WIDE_SPACE)

    def _slipped(self, event: Event, in_flow_list: bool) -> None:  # noqa: FBT001
        """A plain value that was meant to be a key and a value, or two values of a list."""
        value = event.value
        found = _KEY_AND_VALUE.match(value)
        if found and (found[1].strip() in synonyms() or weekday_named(found[1])):
            wide = found[2] == "："
            code, saying = ("wide-colon", slips.WIDE_COLON) if wide else ("no-space", slips.NO_SPACE)
            mark = event.start_mark
            self.complaints.append((mark.line, mark.column + found.start(2), code, saying))
        elif in_flow_list and _OPEN_COMMA.search(_BRACKETED.sub("", value)):
            self._complain(event, "wide-comma", slips.WIDE_COMMA)


_KEY_AND_VALUE = re.compile(r"([^:：\n]{1,20})([:：])")
_OPEN_COMMA = re.compile("[，、；]")
_BRACKETED = re.compile(r"[（(][^）)]*[）)]")
_TOO_DEEP = Saying(
    f"嵌套超过 {MAX_DEPTH} 层，请检查括号和缩进。",
    f"nested more than {MAX_DEPTH} deep; check brackets and indentation.",
)
_NO_ALIAS = Saying(
    "不能用 & 和 *（锚点和引用），请把内容写出来；若是文字请加英文引号。",
    "anchors and aliases (& and *) are not accepted; write the value out, or quote it.",
)
_NO_TAG = Saying(
    "不能用 ! 标签；若是文字请给整个值加英文引号。",
    "tags (!) are not accepted; where it is text, put the value in quotes.",
)
_ONE_DOCUMENT = Saying(
    "一个文件只写一份内容，请删去“---”或分成两个文件。",
    "one file holds one document; take out “---” or make two files.",
)
_PLAIN_KEY = Saying("冒号前面应该是一个名称。", "a plain name belongs before the colon.")


def _bad_character(path: str, text: str, error: ReaderError) -> Problem:
    before = text[: error.position] if isinstance(error.position, int) else ""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    saying = Saying(
        "这里有看不见的控制字符，请删去后重新输入。",
        "there is an invisible control character here; delete it and type again.",
    )
    return Problem(path, line, column, "character", saying)


def _syntax_problems(path: str, text: str, error: YAMLError) -> list[Problem]:
    """The slips that explain a syntax error; where none does, the error in plain words."""
    mark = _mark(error)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    found = list(slips.slips(text))
    explains = [slip for slip in found if slip.line <= line + 1]
    if explains and line - explains[-1].line <= _NEAR:
        return [Problem(path, one.line, one.column, one.code, one.saying) for one in found]
    problem = Problem(path, line, column, "syntax", _in_plain_words(str(error)))
    return [problem, *(Problem(path, one.line, one.column, one.code, one.saying) for one in found)]


def _mark(error: YAMLError) -> Mark | None:
    """Where the error is; for what is never closed, where it was opened."""
    if not isinstance(error, MarkedYAMLError):
        return None
    if error.context_mark is not None and "end of stream" in str(error.problem):
        return error.context_mark
    return error.problem_mark


_NEAR = 3
_WORDS = (
    ("mapping values are not allowed", "这一行的缩进或冒号不对：同一层的内容要左边对齐。"),
    ("did not find expected key", "这一行和上面没有对齐，同一层的内容要左边对齐。"),
    ("did not find expected '-'", "列表的每一项都要以“- ”开头，并且左边对齐。"),
    ("could not find expected ':'", "这一行缺少冒号：请写成“名称: 内容”。"),
    ("did not find expected ',' or", "括号没有写完，或少了一个逗号。"),
    ("unexpected end of stream", "引号或括号没有写完。"),
    ("end of stream", "引号或括号没有写完。"),
    ("cannot start any token", "这一行以不能用的符号开头，请给值加上英文引号。"),
    ("block sequence entries are not allowed", "“- ”不能写在这里，请另起一行并缩进。"),
)


def _in_plain_words(message: str) -> Saying:
    zh = next((words for sign, words in _WORDS if sign in message), "这一行的写法读不懂。")
    first = message.splitlines()
    en = next((line for line in first if line and "^" not in line), "unreadable")
    said = [line.strip() for line in first if not line.lstrip().startswith("in ")]
    return Saying(zh, f"not valid YAML: {'; '.join(said) or en}.")


def _no_mapping(path: str, text: str, data: Data) -> list[Problem]:
    found = [Problem(path, one.line, one.column, one.code, one.saying) for one in slips.slips(text)]
    if found:
        return found
    if data is None:
        saying = Saying("文件是空的，请写上内容或删去它。", "the file is empty; fill or delete it.")
        return [Problem(path, 1, 1, "empty", saying)]
    saying = Saying(
        "文件里没有“名称: 内容”这样的行。", "the file has no line of the form “name: value”."
    )
    return [Problem(path, 1, 1, "not-a-mapping", saying)]


@dataclass
class _Spot:
    """Where a value stands, and the spots inside it: by key with the key's own place, or in order."""

    line: int
    column: int
    keys: dict[str, tuple[tuple[int, int], _Spot]] = field(default_factory=dict)
    items: list[_Spot] = field(default_factory=list)

    def inside(self, step: str | int) -> tuple[tuple[int, int], _Spot] | None:
        """The place of the key (or item) and the spot a step leads to, or None."""
        if isinstance(step, int):
            if self.items:
                item = self.items[min(step, len(self.items) - 1)]
                return (item.line, item.column), item
            return next(iter(list(self.keys.values())[step : step + 1]), None)
        if step in self.keys:
            return self.keys[step]
        names = synonyms().get(step, frozenset())
        found = next((self.keys[key] for key in self.keys if key in names), None)
        return found or self._day(step)

    def _day(self, step: str) -> tuple[tuple[int, int], _Spot] | None:
        """A day's key written another way than ISO."""
        try:
            wanted = parse_day(step)
        except NotADay:
            return None
        for key, spot in self.keys.items():
            if weekday_named(key) == wanted.isoweekday():
                return spot
        return None


def _spots(text: str) -> _Spot:
    """The places of everything in a text that has been read before."""
    parser = CParser(text)
    root = _Spot(1, 1)
    stack: list[tuple[_Spot, str | None, tuple[int, int]]] = []
    for event in _events(parser):
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            stack.pop()
            continue
        if isinstance(event, ScalarEvent) and stack and _awaits_key(stack[-1]):
            holder, _, _ = stack.pop()
            stack.append((holder, event.value, mark))
            continue
        if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            continue
        spot = _Spot(*mark)
        if not stack:
            root = spot
        else:
            holder, key, key_mark = stack.pop()
            if key is None:
                holder.items.append(spot)
            else:
                holder.keys[key] = (key_mark, spot)
            stack.append((holder, _NO_KEY if key is not None else None, key_mark))
        if not isinstance(event, ScalarEvent):
            is_mapping = isinstance(event, MappingStartEvent)
            stack.append((spot, _NO_KEY if is_mapping else None, mark))
    return root


_NO_KEY = "\0"


def _awaits_key(top: tuple[_Spot, str | None, tuple[int, int]]) -> bool:
    return top[1] == _NO_KEY


def _events(parser: CParser) -> Iterator[Event]:
    try:
        while True:
            event = parser.get_event()
            if isinstance(event, StreamEndEvent):
                return
            yield event
    finally:
        parser.dispose()
