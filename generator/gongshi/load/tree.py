"""Text to data: libyaml's events, taken one by one, become dicts, lists and texts.

No recursion and no second pass: nesting too deep, aliases, tags and duplicate keys are refused
as they come by. Every scalar stays text. Lines and columns are found again from the text when
somebody asks, which is only when there is something to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from yaml import YAMLError
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from gongshi.errors import MOST_OF_ONE_FILE, InvalidContent, Problem, Saying
from gongshi.load import slips
from gongshi.load.encoding import NoText, decode
from gongshi.load.keys import known_keys
from gongshi.load.source import Data, Source
from gongshi.load.syntax import mark_of, saying_of
from gongshi.load.unseen import has_unseen, unseen
from gongshi.week import weekday_named
from gongshi.words import shown

MAX_BYTES = 2_000_000
MAX_DEPTH = 50

_Event = Any
"""libyaml's events have no types of their own."""
Complaint = tuple[int, int, str, Saying]
"""Line and column counted from 0, a short code, what to do."""


class Unreadable(InvalidContent):
    """A file that YAML cannot make sense of; carries every problem found in it."""


def read_source(path: str, raw: bytes) -> Source:
    """The file's data; raises Unreadable with everything that keeps it from being read."""
    if len(raw) > MAX_BYTES:
        raise Unreadable([Problem(path, 1, 1, "too-big", TOO_BIG)])
    text = decode(raw)
    if isinstance(text, NoText):
        raise Unreadable([Problem(path, text.line, text.column, "encoding", text.saying)])
    for odd in _LINE_ENDS:
        text = text.replace(odd, " ")
    hidden = [
        Problem(path, line, column, "character", saying) for line, column, saying in unseen(text)
    ]
    if hidden:
        raise Unreadable(hidden)
    builder = _Builder(text)
    try:
        data = builder.build()
    except YAMLError as error:
        raise Unreadable(_problems(path, _syntax_complaints(text, error))) from error
    complaints = builder.complaints
    if not complaints and not isinstance(data, dict):
        complaints = _no_mapping(text, data)
    if complaints:
        raise Unreadable(_problems(path, complaints))
    return Source(path, text, data)


_LINE_ENDS = ("\u2028", "\u2029", "\x85")
TOO_BIG = Saying(
    f"文件超过 {MAX_BYTES // 1_000_000} MB，不像是手写的内容，请检查。",
    f"the file is over {MAX_BYTES // 1_000_000} MB; that is no hand-written content.",
)


def _problems(path: str, complaints: list[Complaint]) -> list[Problem]:
    """Complaints as problems; of two at one place, the first."""
    at = {(line, column): (code, saying) for line, column, code, saying in reversed(complaints)}
    return [Problem(path, line + 1, column + 1, *said) for (line, column), said in at.items()]


@dataclass
class _Builder:
    """Builds data from events and notes what it does not accept."""

    text: str
    complaints: list[Complaint] = field(default_factory=list)

    def build(self) -> Data:
        """The data of a text; the loop is the hot path of loading, hence its plainness."""
        parser = CParser(self.text)
        try:
            return self._build(parser.get_event)
        finally:
            parser.dispose()

    def _build(self, next_event: Callable[[], Any]) -> Data:  # noqa: C901, PLR0912, PLR0915 - one loop, for speed
        root: Data = None
        documents = 0
        stack: list[tuple[dict[str, Data] | None, list[Data] | None, str | None, bool]] = []
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
                    if not value:
                        value = None
                    elif not value.isalnum():
                        if not stack:
                            self._slipped_lines(event)
                        else:
                            self._slipped(event, value, in_list=flow and sequence is not None)
                elif event.style == '"' and value and not value.isprintable() and has_unseen(value):
                    self._complain(event, "character", _ESCAPED)
                if mapping is not None:
                    if key is None:
                        key = value or ""
                        if key in mapping or not key.isalnum():
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
                made: dict[str, Data] | list[Data] = {} if kind is MappingStartEvent else []
                if mapping is not None:
                    if key is None:
                        self._complain(event, "key", slips.NO_KEY)
                        key = _MADE
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
                mapping, sequence, key, flow = stack.pop()
                key = "" if key is _MADE else None
            elif kind is AliasEvent:
                self._once(event, "alias", _NO_ALIAS)
                if mapping is not None:
                    key = "" if key is None else None
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._complain(event, "documents", _ONE_DOCUMENT)
                    return root
            elif kind is StreamEndEvent:
                return root

    def _complain(self, event: _Event, code: str, saying: Saying, shift: int = 0) -> None:
        mark = event.start_mark
        self.complaints.append((mark.line, mark.column + shift, code, saying))

    def _once(self, event: _Event, code: str, saying: Saying) -> None:
        """The first of its kind: anchors and aliases come in crowds."""
        if all(complaint[2] != code for complaint in self.complaints):
            self._complain(event, code, saying)

    def _no_anchor_or_tag(self, event: _Event) -> None:
        if event.anchor:
            self._once(event, "alias", _NO_ALIAS)
        if event.tag and event.tag != "!":
            self._complain(event, "tag", _NO_TAG)

    def _key(self, event: _Event, key: str, mapping: dict[str, Data]) -> None:
        if key in mapping:
            if not self._thousands(event, key):
                self._complain(event, "duplicate", self._twice(event, key))
        elif not key.strip():
            self._complain(event, "key", slips.NO_KEY)
        elif key == "<<":
            self._once(event, "alias", _NO_ALIAS)
        elif key != key.strip():
            self._complain(event, "wide-space", slips.WIDE_SPACE)

    def _twice(self, event: _Event, key: str) -> Saying:
        """Which key stands twice, and where it stood first if that is easy to see."""
        mark = event.start_mark
        above = range(mark.line, 0, -1) if len(self.complaints) < MOST_OF_ONE_FILE else ()
        lines = self._lines
        same = next((one for one in above if lines[one - 1][mark.column :].startswith(key)), None)
        zh = f"，第 {same} 行已经有了" if same else ""
        en = f", first in line {same}" if same else ""
        return Saying(
            f"“{shown(key)}”写了两次{zh}；请合并或删去一处。",
            f"“{shown(key)}” stands here twice{en}; join them or take one out.",
        )

    def _slipped(self, event: _Event, value: str, *, in_list: bool) -> None:
        """A plain value that was meant to be a key and a value, or two values, or two items."""
        if " " in value and event.end_mark.line > event.start_mark.line:
            self._folded(event)
            return
        if value[0] in "［｛":
            self._complain(event, "wide-bracket", slips.BRACKET)
            return
        if value[0] in "-－•●" and (dash := _DASHED.match(value)):
            self._complain(event, "dash", slips.NO_DASH, dash.start())
        if value[0].isdigit() and (whole := self._thousands(event, value)):
            self._complain(event, "thousands", _thousands(whole), -whole.rindex(",") - 1)
            return
        found = _KEY_AND_VALUE.match(value) if ":" in value or "：" in value else None
        if found and (found[1].strip() in known_keys() or weekday_named(found[1])):
            code, saying, shift = _of_a_colon(found, value[found.end() :])
            self._complain(event, code, saying, shift)
        elif in_list and (comma := _OPEN_COMMA.search(_BRACKETED.sub(_hidden, value[:_LONG]))):
            self._complain(event, "wide-comma", slips.WIDE_COMMA, comma.start())

    def _thousands(self, event: _Event, value: str) -> str | None:
        """The figure that a comma inside brackets has cut in two: `{本月: 92,686.00}`."""
        mark = event.start_mark
        before = _CUT_FIGURE.search(self._lines[mark.line][: mark.column])
        return before and _GROUP.fullmatch(value) and f"{before[1]},{value}"

    def _folded(self, event: _Event) -> None:
        """A plain value over several lines: slips that made it so, or what YAML would join."""
        if not self._slipped_lines(event):
            self._complain(event, "folded", _FOLDED)

    def _slipped_lines(self, event: _Event) -> bool:
        """Whether the lines of a value hold slips that cannot be meant otherwise."""
        first, last = event.start_mark.line, event.end_mark.line
        found = list(slips.slips("\n".join(self._lines[first : last + 1]), only_certain=True))
        for slip in found:
            self.complaints.append((first + slip.line - 1, slip.column - 1, slip.code, slip.saying))
        return bool(found)

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines()


def _of_a_colon(found: re.Match[str], rest: str) -> tuple[str, Saying, int]:
    """What is wrong with the colon after a key: its width, or what stands behind it."""
    if found[2] == "：":
        return "wide-colon", slips.WIDE_COLON, found.start(2)
    if rest[:1] in slips.ODD_SPACES:
        return "wide-space", slips.WIDE_SPACE, found.end(2)
    return "no-space", slips.NO_SPACE, found.start(2)


def _thousands(figure: str) -> Saying:
    plain = figure.replace(",", "")
    return Saying(
        f"括号里的逗号是分隔符，“{figure}”会被拆成两个；请写成 {plain}，或给它加上英文引号。",
        f"inside brackets a comma ends a value and would cut “{figure}” in two; write {plain}, "
        "or put it in quotes.",
    )


def _hidden(found: re.Match[str]) -> str:
    return "-" * len(found[0])


_MADE = "\0made"
_LONG = 4000
_DASHED = re.compile(r"-(?=[^\s\-0-9.¥￥])|－(?![0-9０-９.¥￥])|[•●]")
_KEY_AND_VALUE = re.compile(r"([^:：\n]{1,20})([:：])")
_OPEN_COMMA = re.compile("[，、；]")
_BRACKETED = re.compile(r"[（(][^）)]{0,80}[）)]")
_CUT_FIGURE = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})*),$")
_GROUP = re.compile(r"[0-9]{3}\.[0-9]{1,2}元?")
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
_ESCAPED = Saying(
    "双引号里写了控制字符（\\x、\\u……），请删去。",
    "there is a control character (\\x, \\u…) in the quotes; take it out.",
)
_ONE_TOO_MANY = Saying(
    "这里多了一个括号，请删去。", "there is one bracket too many here; delete it."
)
_FOLDED = Saying(
    "这一项从这里写到了下一行：若是几项，每项行首加“- ”；若是长文字，前面加“|”并另起一行。",
    "this value runs on to the next line: begin each item with “- ”, or put “|” before long text.",
)


def _syntax_complaints(text: str, error: YAMLError) -> list[Complaint]:
    """The slips that cannot be meant otherwise, and what is still wrong once they are put right."""
    certain = list(slips.slips(text, only_certain=True))
    found = [(slip.line - 1, slip.column - 1, slip.code, slip.saying) for slip in certain]
    if certain:
        builder = _Builder(slips.put_right(text))
        try:
            builder.build()
        except YAMLError as second:
            error = second
        else:
            return found + builder.complaints
    line, column, began = mark_of(error)
    if any(one[0] in (line, line - 1, began) for one in found):
        return found
    likely = [slip for slip in slips.slips(text) if slip.line - 1 in (line, line - 1, began)]
    if likely:
        slip = min(likely, key=lambda one: abs(one.line - 1 - line))
        return [*found, (slip.line - 1, slip.column - 1, slip.code, slip.saying)]
    if "document start" in str(error) and _INDENTED.match(text):
        first = next(at for at, one in enumerate(text.splitlines()) if _WRITTEN.match(one))
        return [*found, (first, 0, "indent", slips.FIRST_LINE)]
    quote = slips.open_quote(text, line + 1)
    if quote:
        return [*found, (quote.line - 1, quote.column - 1, quote.code, quote.saying)]
    at = text.splitlines()[line : line + 1]
    if at and at[0][column : column + 1] in ("]", "}"):
        return [*found, (line, column, "bracket", _ONE_TOO_MANY)]
    return [*found, (line, column, "syntax", saying_of(error))]


_WRITTEN = re.compile(r"\s*[^\s#]")
_INDENTED = re.compile(r"(?:\s*(?:#.*)?\n)* +[^\s#]")


def _no_mapping(text: str, data: Data) -> list[Complaint]:
    found = [
        (one.line - 1, one.column - 1, one.code, one.saying)
        for one in slips.slips(text, only_certain=True)
    ]
    if found:
        return found
    return [(0, 0, *(("empty", _EMPTY) if data is None else ("not-a-mapping", _NO_MAPPING)))]


_EMPTY = Saying("文件是空的，请写上内容或删去它。", "the file is empty; fill or delete it.")
_NO_MAPPING = Saying(
    "文件里没有“名称: 内容”这样的行，请照样例填写。",
    "the file has no line of the form “name: value”; follow a sample.",
)
