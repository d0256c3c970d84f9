"""Places (位置): the line and column of every key and value of a text that has been read."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, field
from typing import Any

from yaml._yaml import CParser
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from gongshi.document import LINE
from gongshi.week import NotADay, parse_day, weekday_named


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, and the spots inside it: by key (with its place), or in order.

    `below` is the line in which a text after “|” begins; a step `$line 2` leads to its third line.
    """

    line: int
    column: int
    keys: dict[str, tuple[tuple[int, int], Spot]] = field(default_factory=dict)
    items: list[Spot] = field(default_factory=list)
    below: int | None = None

    def inside(
        self, step: str | int, names: Collection[str]
    ) -> tuple[tuple[int, int], Spot] | None:
        """The place of the key (or item) and the spot a step leads to by any name, or None."""
        if isinstance(step, int):
            if self.items:
                item = self.items[min(step, len(self.items) - 1)]
                return (item.line, item.column), item
            return next(iter(list(self.keys.values())[step : step + 1]), None)
        if step in self.keys:
            return self.keys[step]
        if self.below is not None and step.startswith(LINE):
            line = Spot(self.below + int(step.removeprefix(LINE)), 1)
            return (line.line, line.column), line
        found = next((self.keys[key] for key in self.keys if key in names), None)
        return found or self._day(step)

    def only(self, known: Container[str]) -> tuple[tuple[int, int], Spot] | None:
        """What stands in a mapping of one key that is no field: `白米饭: {大米: 110}`."""
        if len(self.keys) == 1 and next(iter(self.keys)) not in known:
            return next(iter(self.keys.values()))
        return None

    def _day(self, step: str) -> tuple[tuple[int, int], Spot] | None:
        """A day's key written another way than ISO."""
        try:
            wanted = parse_day(step)
        except NotADay:
            return None
        exact = next((spot for key, spot in self.keys.items() if _is_day(key, wanted)), None)
        weekdays = (key for key in self.keys if weekday_named(key) == wanted.isoweekday())
        return exact or self.keys.get(next(weekdays, ""))


def _is_day(key: str, wanted: object) -> bool:
    try:
        return key[:1].isdigit() and parse_day(key) == wanted
    except NotADay:
        return False


def spots(text: str) -> Spot:
    """The spot of the whole text, with all that is inside it."""
    root = Spot(1, 1)
    stack: list[tuple[Spot, str | None, tuple[int, int]]] = []
    for event in _events(text):
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            stack.pop()
            continue
        if isinstance(event, ScalarEvent) and stack and stack[-1][1] == _NO_KEY:
            holder, _, _ = stack.pop()
            stack.append((holder, event.value, mark))
            continue
        if not isinstance(event, ScalarEvent | MappingStartEvent | SequenceStartEvent):
            continue
        spot = Spot(*mark, below=_below(event))
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


def _below(event: Any) -> int | None:  # noqa: ANN401 - libyaml's
    """The line in which a text after “|” begins."""
    is_block = isinstance(event, ScalarEvent) and event.style == "|"
    return event.start_mark.line + 2 if is_block else None


_NO_KEY = "\0"


def _events(text: str) -> Iterator[Any]:
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            if isinstance(event, StreamEndEvent):
                return
            yield event
    finally:
        parser.dispose()
