"""The run: so many trials of every kind, what failed and where it is written down."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

from tests.generated.documents import SCHOOL
from tests.generated.trial import Result, Trial, as_text, from_text, press, trial, tried

from gongshi.errors import ThemeError
from gongshi.kinds import kinds
from gongshi.render.poster import Press

FAILED = Path(".cache/generated")
COUNT = 240


def main() -> int:
    """Run what is asked for; 1 where anything is wrong."""
    asked = _asked()
    with press() as made:
        if asked.again:
            return sum(_again(path, made) for path in asked.again) > 0
        wanted = asked.kinds or list(kinds())
        tallies = [_run(kind, asked.count // len(wanted), asked.first, made) for kind in wanted]
    print()
    for tally in tallies:
        print(tally)
    return any(tally.wrong for tally in tallies)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.generated", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT, help="how many in all")
    parser.add_argument("kinds", nargs="*", metavar="kind", help="of which kinds (every kind)")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first one's number")
    parser.add_argument("--again", nargs="+", type=Path, help="only what these files say")
    asked = parser.parse_args()
    if unknown := set(asked.kinds) - set(kinds()):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    return asked


@dataclass
class Tally:
    """What came of the trials of one kind."""

    kind: str
    done: int = 0
    over: int = 0
    blanks: int = 0
    wrong: int = 0
    seconds: float = 0
    faults: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """The tally as one line."""
        said = ", ".join(f"{count} {what}" for what, count in self.faults.most_common())
        each = 1000 * self.seconds / max(1, self.done)
        return (
            f"{self.kind}: {self.done} posters, {self.wrong} wrong, {self.over} said not to fit, "
            f"{self.blanks} with 〓, {each:.0f} ms each" + (f" ({said})" if said else "")
        )


def _run(kind: str, many: int, first: int, made: Press) -> Tally:
    tally, began = Tally(kind), time.monotonic()
    for number, one in _trials(kind, many, first):
        result = _outcome(one, made)
        tally.done += 1
        tally.over += not result.fits
        tally.blanks += bool(result.missing)
        if result.wrong:
            tally.wrong += 1
            tally.faults.update({what.partition(":")[0] for what in result.wrong})
            _written(f"{kind}-{number}", one, result)
        tally.seconds = time.monotonic() - began
        print(f"\r\033[K{tally.done}/{many} {tally}"[:118], end="", flush=True)
    return tally


def _trials(kind: str, many: int, first: int) -> Iterator[tuple[int, Trial]]:
    """So many trials of a kind, with the numbers they are made from, from the first on."""
    numbered = ((number, trial(kind, number)) for number in count(first))
    made = ((number, one) for number, one in numbered if one is not None)
    return islice(made, many)


def _outcome(one: Trial, made: Press) -> Result:
    """What came of a trial; a poster that cannot be set at all is the worst that can come."""
    try:
        return tried(one, made)
    except ThemeError as error:
        return Result((f"not set: {error.saying.en:.300}",), fits=True, missing=())


def _written(name: str, one: Trial, result: Result) -> None:
    FAILED.mkdir(parents=True, exist_ok=True)
    path = FAILED / f"{name}.yaml"
    path.write_text(as_text(one, result.wrong), "utf-8")
    print(f"\r\033[K{path}: {one}: {result.wrong[0]:.160}")


def _again(path: Path, made: Press) -> bool:
    """Repeat a trial that was written down, leaving its poster beside the file."""
    one = from_text(path.read_text("utf-8"), SCHOOL.parent)
    result = _outcome(one, made)
    print(f"{path}: {one}", *result.wrong, sep="\n  ")
    return bool(result.wrong)


sys.exit(main())
