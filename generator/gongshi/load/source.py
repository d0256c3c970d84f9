"""A source (原文): one file as written, its data, and where in it everything stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from gongshi.document import Where
from gongshi.errors import Problem, Saying
from gongshi.load.keys import inside, known_keys, names_in
from gongshi.load.places import Spot, spots

Data = dict[str, "Data"] | list["Data"] | str | None


@dataclass(frozen=True)
class Source:
    """One file as written: its path under the root, its text and its data."""

    path: str
    text: str
    data: Data

    @cached_property
    def _root(self) -> Spot:
        return spots(self.text)

    def place(self, where: Where, model: type[BaseModel] | None = None) -> tuple[int, int]:
        """The line and column of a value, or of the nearest value that holds it.

        A step may be a key by any of its names, a place in a list, the place of a key in a
        mapping, or `$key` for the key before it; a step the file does not have is passed over.
        `model` is what the file is read as, and says which names are one key.
        """
        spot, place, above = self._root, (self._root.line, self._root.column), list[Spot]()
        holder: object = model
        for depth, step in enumerate(where):
            if step in _AT_KEY:
                return place
            names = names_in(holder, step, model)
            holder = inside(holder, step)
            if _stands_alone(spot, where[depth : depth + 2], holder, model):
                continue
            found = None if self._is_of_nothing(spot, step) else spot.inside(step, names)
            if found is None and where[depth + 1 : depth + 2] in _BEFORE_KEY:
                found = next((one for outer in above if (one := outer.inside(step, names))), None)
            if found is None and spot is not self._root:
                found = spot.only(known_keys(model))
            if found is not None:
                above.append(spot)
                place, spot = found
        return spot.line, spot.column

    def _is_of_nothing(self, spot: Spot, step: str | int) -> bool:
        """Whether a step asks for an item of the file itself: of a list that it does not have."""
        return spot is self._root and isinstance(step, int)

    def keys(self, where: Where, model: type[BaseModel] | None = None) -> tuple[str, ...]:
        """The keys of a mapping as they are written."""
        spot, _ = self._spot(where, model)
        return tuple(spot.keys)

    def has(self, where: Where, model: type[BaseModel] | None = None) -> bool:
        """Whether the file itself has the last step of the way, and not only its model."""
        if not where:
            return True
        spot, holder = self._spot(where[:-1], model, where[-1:])
        return spot.inside(where[-1], names_in(holder, where[-1], model)) is not None

    def _spot(
        self, where: Where, model: type[BaseModel] | None, then: Where = ()
    ) -> tuple[Spot, object]:
        """The spot a way leads to, and what its model has there; `then` goes on from it."""
        spot = self._root
        holder: object = model
        for depth, step in enumerate(where):
            if _stands_alone(spot, (*where, *then)[depth : depth + 2], inside(holder, step), model):
                holder = inside(holder, step)
                continue
            found = spot.inside(step, names_in(holder, step, model))
            if found is None and spot is not self._root:
                found = spot.only(known_keys(model))
            spot, holder = found[1] if found else spot, inside(holder, step)
        return spot, holder

    def problem(
        self, where: Where, code: str, saying: Saying, model: type[BaseModel] | None = None
    ) -> Problem:
        """A problem of this file."""
        line, column = self.place(where, model)
        return Problem(self.path, line, column, code, saying)


def _stands_alone(spot: Spot, steps: Where, holder: object, model: type[BaseModel] | None) -> bool:
    """Whether an item is asked for that stands alone, without a list around it."""
    if spot.items or len(steps) != 2 or not isinstance(steps[0], int):
        return False
    return spot.inside(steps[1], names_in(holder, steps[1], model)) is not None


_AT_KEY = ("$key", "[key]")
_BEFORE_KEY = tuple((step,) for step in _AT_KEY)
