"""Documents made by chance: those of the samples with longer, stranger, more and fewer parts.

Chance is seeded: a kind and a number always give the same document. A change that the model
refuses is taken back, so that what comes out could have been written by a school.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.test_golden import SAMPLES, forms_of, kind_of

from gongshi.document import Document, Filed, Reading
from gongshi.errors import InvalidContent
from gongshi.kinds import kinds
from gongshi.load import Source, read_source
from gongshi.school import School
from gongshi.validate import model_of

Way = tuple[str | int, ...]
"""From the top of a file to a value in it: keys and places in lists."""

Data = Any
"""What stands in a file: mappings, lists and texts."""


@dataclass(frozen=True)
class Made:
    """Documents made by chance: the files by name, of which kind they are, for which school.

    `sample` is what they were made from. A computed kind has several files of other kinds.
    """

    kind: str
    sample: Path
    files: dict[str, Data]
    school: Data

    @property
    def documents(self) -> dict[str, tuple[Filed[Document], ...]]:
        """The files as documents, by kind; raises InvalidContent where one is refused."""
        found: dict[str, tuple[Filed[Document], ...]] = {}
        for name, data in self.files.items():
            kind = kind_of(Path(name))
            found[kind] = (*found.get(kind, ()), _filed(name, data))
        return found


def made(kind: str, number: int) -> Made:
    """The documents of a kind that have this number."""
    chance = Random(f"{kind} {number}")
    sample = chance.choice([one for one in SAMPLES if kind_of(one) == kind])
    found = as_written(sample)
    wild = chance.choice((2, 5, 12, 30))
    for name, data in found.files.items():
        _changed(data, wild, chance, lambda changed, name=name: _filed(name, changed))
    _changed(found.school, chance.choice((0, 1, 3)), chance, _school)
    return found


def as_written(sample: Path) -> Made:
    """The documents of a sample, unchanged."""
    paths = [sample] if sample.is_file() else sorted(sample.glob("*.yaml"))
    files = {path.name: _data(path) for path in paths}
    return Made(kind_of(sample), sample, files, _data(SCHOOL))


SCHOOL = SAMPLES[0].parent / "school.yaml"


def school_of(data: Data) -> School:
    """A school from what its file says."""
    return model_of(School, Source("school.yaml", "", data), Reading(""))


_school = school_of


def _data(path: Path) -> Data:
    return read_source(path.name, path.read_bytes()).data


def _filed(name: str, data: Data) -> Filed[Document]:
    kind, path = kind_of(Path(name)), Path(name)
    slug = path.stem.partition(".")[2] or path.stem
    slug = str(data.get("周次", slug)) if isinstance(data, dict) else slug
    reading = Reading(slug, forms=forms_of(kind))
    return Filed(slug, model_of(kinds()[kind], Source(name, "", data), reading))


# ---- changes -------------------------------------------------------------------------------------


def _changed(data: Data, times: int, chance: Random, accepted: Any) -> None:
    """Change a file's data in place, so many times, in ways that its model accepts."""
    done = 0
    for _ in range(4 * times):
        if done == times:
            return
        way = chance.choice(list(ways(data)))
        holder, step = _at(data, way[:-1]), way[-1]
        before = copy.deepcopy(holder)
        _change(holder, step, chance)
        try:
            accepted(copy.deepcopy(data))
            done += 1
        except InvalidContent:
            _put_back(holder, before)


def ways(data: Data, way: Way = ()) -> Iterator[Way]:
    """The way to every value of a file's data."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    for step, value in steps:
        yield (*way, step)
        if isinstance(value, dict | list):
            yield from ways(value, (*way, step))


def _at(data: Data, way: Way) -> Data:
    for step in way:
        data = data[step]
    return data


def _put_back(holder: Data, before: Data) -> None:
    holder.clear()
    holder.update(before) if isinstance(holder, dict) else holder.extend(before)


def _change(holder: Data, step: str | int, chance: Random) -> None:
    """Change one value of a mapping or list, or take it away."""
    value = holder[step]
    if chance.random() < 0.08:
        del holder[step]
    elif isinstance(holder, dict) and chance.random() < 0.05:
        holder[text(chance)] = holder.pop(step)
    elif isinstance(value, list):
        holder[step] = _as_many(value, chance)
    elif isinstance(value, dict) and isinstance(step, int):
        holder.insert(step, _like(value, chance))
    elif isinstance(value, str) and "\n" in value.strip():
        holder[step] = _lines(value, chance)
    elif isinstance(value, str):
        holder[step] = text(chance)


def _as_many(items: list[Data], chance: Random) -> list[Data]:
    """A list of another length, of items like those it had."""
    count = chance.choice((0, 1, 2, 3, 5, 8, 14, 20, 40, 200))
    kept = items[:count]
    return [
        *kept,
        *(_like(chance.choice(items), chance) for _ in range(count - len(kept)) if items),
    ]


def _like(item: Data, chance: Random) -> Data:
    """Something like an item of a list, but not the same: its first text is another."""
    if isinstance(item, str):
        return chance.choice((text(chance), f"{item}{chance.randrange(1000)}"))
    made = copy.deepcopy(item)
    for step, value in made.items() if isinstance(made, dict) else enumerate(made):
        if isinstance(value, str):
            made[step] = f"{value}{chance.randrange(1000)}"
            break
    return made


def _lines(words: str, chance: Random) -> str:
    """A text of several lines with more or fewer of them, or with other words in one."""
    lines = words.strip().split("\n")
    if chance.random() < 0.5:
        count = chance.choice((1, 2, 5, 12, 40, 200))
        body = lines[1:] or lines
        lines = [*lines[:1], *(chance.choice(body) for _ in range(count))]
        return "\n".join(lines)
    place = chance.randrange(len(lines))
    between = "|" if "|" in lines[place] else "\t"
    cells = lines[place].split(between)
    cells[chance.randrange(len(cells))] = text(chance)
    lines[place] = between.join(cells)
    return "\n".join(lines)


# ---- texts ---------------------------------------------------------------------------------------

HAN = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小"
    "物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建"
    "月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战"
    "先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议"
    "声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支"
    "般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
)
RARE = "𠮷㐂䶮堃赟镕犇燊昇喆淼焱龘靐齉爨"
LATIN = "Supercalifragilisticexpialidocious"
SIGNS = "，。；：、！？（）“”《》—…·"
OTHERS = (
    "ئاشخانا قائىدىسى",
    "བཟའ་ཁང་གི་སྒྲིག་གཞི",
    "ᠬᠣᠭᠣᠯᠠᠨ ᠤ ᠭᠡᠷ",
    "กฎโรงอาหาร",
    "Столовая №1",
    "食堂のきまり",
    "식당 규칙",
    "Мектеп асханасының ережесі",
    "ئوقۇغۇچىلار قول يۇيۇپ، ئۆچىرەت بويىچە تاماق ئالىدۇ؛ قالغان تاماقنى ئىسراپ قىلمايدۇ.",
    "སློབ་མས་ལག་པ་བཀྲུས་ནས་གྲལ་སྒྲིག་སྟེ་ཟ་མ་ལེན་དགོས། བསྒྲུབས་པའི་བརྒྱུད་རིམ་ལ་བརྩི་སྲུང་བྱེད་དགོས།",
)
PICTURES = ("🍎", "👨‍👩‍👧", "🥦🥕", "✅", "⚠️", "\ue000")


def text(chance: Random) -> str:
    """A text as somebody may write it, ordinary or not."""
    return chance.choice(_TEXTS)(chance)


def _han(chance: Random, least: int, most: int) -> str:
    """Chinese with a sign now and then."""
    count = chance.randint(least, most)
    return "".join(
        chance.choice(SIGNS)
        if 0 < place < count - 1 and chance.random() < 0.06
        else chance.choice(HAN)
        for place in range(count)
    )


def _word(chance: Random) -> str:
    """A word of 60 letters that cannot be parted."""
    return "".join(chance.choice(LATIN) for _ in range(60))


def _mixed(chance: Random) -> str:
    parts = (_han(chance, 1, 12), "pH 7.0–7.8", "PM2.5", str(chance.randrange(10**6)), "Q&A", "A/B")
    return "".join(chance.choice(parts) for _ in range(chance.randint(2, 8)))


_TEXTS = (
    lambda chance: _han(chance, 1, 4),
    lambda chance: _han(chance, 5, 24),
    lambda chance: _han(chance, 40, 78),
    lambda chance: _han(chance, 200, 900),
    _word,
    lambda chance: f"{_han(chance, 1, 6)} {_word(chance)}",
    _mixed,
    lambda chance: f"{_han(chance, 1, 5)}{chance.choice(RARE)}{_han(chance, 0, 3)}",
    lambda chance: f"{_han(chance, 0, 6)}{chance.choice(OTHERS)}",
    lambda chance: f"{_han(chance, 1, 6)}{chance.choice(PICTURES)}{_han(chance, 0, 2)}",
    lambda chance: str(chance.choice((0, 1, 7, 12, 250, 99999, 1234567.89))),
)
