"""Which of a document's words a poster carries: learnt from its sample, asked of what was made.

A text that the sample's poster shows, its like must show too: of the same place in the file,
whatever it says. Where a list stands in the file's order on the one, it does so on the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC
from tests.fonts import county_fonts
from tests.generated.documents import Data, Made, Way

from gongshi.edition import Edition
from gongshi.render.fonts import Fonts
from gongshi.render.typst_source import interpolated
from gongshi.render.wording import traditional

Place = tuple[str, ...]
"""A place in files of a kind: a way whose numbers are any."""

_BETWEEN = re.compile(
    r"[\s|；]+|(?<=[^\u0590-\u08ff\u200c\u200d])(?=[\u0590-\u08ff])"
    r"|(?<=[\u0590-\u08ff])(?=[^\u0590-\u08ff\u200c\u200d])"
)
"""What parts words: a space, the edge of a cell, a sign for which a list is set with others, and
where what is written to the left begins or ends, as a line has its runs in another order.
"""
_LEAST = 2


@dataclass(frozen=True)
class Carried:
    """What a sample's poster carries: places whose texts it shows, and those it shows in order."""

    places: frozenset[Place]
    ordered: frozenset[Place]


def carried(sample: Made, read: str) -> Carried:
    """What the poster of a sample carries, by what is read aloud of it.

    Of a text that also stands elsewhere in the sample, or in what the school says of itself, nobody
    knows which one is read.
    """
    texts: dict[Place, list[tuple[str, ...]]] = defaultdict(list)
    for way, text in texts_in(sample):
        if len(text) >= _LEAST and re.search(r"[^\W\d]", text):
            texts[place_of(way)].append(words(text))
    every = [(place, "".join(parts)) for place, all_ in texts.items() for parts in all_]
    every += [((), "".join(words(text))) for _, text in _texts(sample.school, ())]
    shows = {
        place
        for place, all_ in texts.items()
        if all(map(read.__contains__, sum(all_, ())))
        and not any("".join(one) in text for one in all_ for other, text in every if other != place)
    }
    ordered = {place for place in shows if len(texts[place]) > 1 and _in_order(texts[place], read)}
    return Carried(frozenset(shows), frozenset(ordered))


def lost(made: Made, known: Carried, read: str, edition: Edition) -> Iterator[str]:
    """What the poster does not show, though its sample's does; or shows in another order.

    A text that ends in … was shortened on purpose, so that nothing of it follows, and a poster that
    says 请扫码查看 says that it does not show all: the order of a list is asked for only where all
    of it is there.
    """
    read = simplified(read)
    as_set = traditional if edition.is_traditional else str
    left_out = _SEE_THE_PAGE in read
    lists: dict[Place, list[tuple[str, ...]]] = defaultdict(list)
    partly: set[Place] = set()
    for way, text in texts_in(made):
        place = place_of(way)
        if place not in known.places:
            continue
        parts = tuple(simplified(as_set(part)) for part in words(printed(text)))
        gone = [part for part in parts if not _is_shown(part, read)]
        if gone:
            partly.add(place)
        is_cut = any(_is_shortened(one, read) for one in (*gone[:1], "".join(parts)))
        if gone and not left_out and not is_cut:
            yield f"lost: {gone[0][:40]!r} of {'/'.join(map(str, way))}"
        elif not gone and place in known.ordered and all(map(read.__contains__, parts[:1])):
            lists[place].append(parts)
    for place, found in lists.items():
        if place not in partly and not _in_order(found, read):
            yield f"in another order: {'/'.join(place)}"


_SIGNS = re.compile(r"[\W\d_]+")
_LEFTWARD = re.compile("[\u0590-\u08ff]")


def _is_shown(part: str, read: str) -> bool:
    """Whether a text stands there, as it is or as posters set such texts."""
    ways = (_is_heard, _is_figure, _is_listed)
    return part in read or any(stands(part, read) for stands in ways)


def _is_listed(part: str, read: str) -> bool:
    """Whether it is a list whose items stand there, with other signs between them."""
    items = [item for item in re.split("[、，,]", part) if item]
    return len(items) > 1 and all(map(read.__contains__, items))


def _is_figure(part: str, read: str) -> bool:
    """Whether a number stands there with its thousands apart."""
    return part.isdecimal() and f"{int(part):,}" in read


def _is_heard(part: str, read: str) -> bool:
    """Whether a text stands there but for its signs: what is read of a line that is written to the
    left has them at its other end, and may have Chinese in it from its end.
    """
    letters, heard = (_SIGNS.sub("", one) for one in (part, read))
    return bool(_LEFTWARD.search(heard)) and (letters in heard or letters[::-1] in heard)


_SEE_THE_PAGE = "扫码查看"
_LEAST_SHOWN = 8


def _is_shortened(part: str, read: str) -> bool:
    """Whether a text stands there as far as it goes, with … behind it."""
    return any(f"{part[:end]}…" in read for end in range(_LEAST_SHOWN, len(part)))


def _in_order(texts: list[tuple[str, ...]], read: str) -> bool:
    """Whether texts can be found one behind the other."""
    place = 0
    for parts in texts:
        for part in parts[:1]:
            place = read.find(part, place)
            if place < 0:
                return False
    return True


@cache
def _fonts() -> Fonts:
    return Fonts(county_fonts())


def printed(text: str) -> str:
    """A text as it can be printed: 〓 for what no font has."""
    source, _ = _fonts().cover(interpolated(text))
    return _CHOICE.sub("", _ESCAPE.sub(_meant, source[1:-1]))


_CHOICE = re.compile("[\ufe0e\ufe0f\u2067\u2069]")
"""What chooses a form of the letter before it, or how a line is written, and is none."""


_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def _meant(escape: re.Match[str]) -> str:
    """The character that an escape stands for."""
    return (
        chr(int(escape[1], 16)) if escape[1] else {"n": "\n", "t": "\t"}.get(escape[2], escape[2])
    )


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """A text in simplified characters, whichever it is in, to compare what editions say."""
    made: str = _converter().convert(text)
    return made


def texts_in(made: Made) -> Iterator[tuple[Way, str]]:
    """Every text of the files, with the way to it."""
    for name, data in made.files.items():
        for way, text in _texts(data, ()):
            yield (name, *way), text


def _texts(data: Data, way: Way) -> Iterator[tuple[Way, str]]:
    if isinstance(data, str):
        yield way, data
    elif isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
        for step, value in steps:
            yield from _texts(value, (*way, step))


def place_of(way: Way) -> Place:
    """Where in files of its kind a way leads to."""
    return tuple("*" if isinstance(step, int) else step for step in way)


def words(text: str) -> tuple[str, ...]:
    """The parts of a text that stand together on paper, in a table's cells or a paragraph."""
    return tuple(one for one in _BETWEEN.split(text) if one)
