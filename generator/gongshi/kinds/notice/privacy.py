"""Privacy (个人信息): what must not be shown to everybody, found in the texts of a document.

Sure rather than clever: numbers of the form of a mobile telephone, and lists of names under a title
that is about pupils or aid.
Sources: 个人信息保护法 art. 28 (pupils under 14); 未成年人学校保护规定 art. 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongshi.document import Where
from gongshi.errors import Saying
from gongshi.words import narrow

_MOBILE = re.compile(r"(?<![0-9-])1[3-9][0-9](?:[0-9]{8}|[ -][0-9]{4}[ -][0-9]{4})(?![0-9-])")
_OF_PUPILS = re.compile("学生|幼儿|资助|补助|助学|困难|奖学金")
_OF_PERSONS = re.compile("姓名|名字|学生|幼儿")
_NAMES = re.compile("[一-鿿·]{2,6}")
_MASKED = re.compile("[*＊×某xXoO○]")


def revealed(text: str) -> Iterator[Saying]:
    """What a text reveals of a person: a mobile number (identity numbers are told of any kind)."""
    said = narrow(text)
    for found in _MOBILE.findall(said):
        digits = re.sub("[ -]", "", found)
        masked = f"{digits[:3]}****{digits[-4:]}"
        yield Saying(
            f"这里像是个人手机号（{masked}），请改成办公电话，或遮住中间四位，如 {masked}。",
            f"this looks like a mobile number ({masked}); give an office's, or mask its middle.",
        )


def texts_in(value: object, where: Where = ()) -> Iterator[tuple[Where, str]]:
    """Every text of plain JSON values, and the way to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_in(item, (*where, str(key)))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from texts_in(item, (*where, place))


def names_shown(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Saying | None:
    """What to do where a list about pupils shows their names."""
    if not _OF_PUPILS.search(title):
        return None
    places = [place for place, head in enumerate(columns) if _OF_PERSONS.search(head)]
    bare = [
        row[place]
        for row in rows
        for place in places
        if _NAMES.fullmatch(row[place]) and not _MASKED.search(row[place])
    ]
    if not bare:
        return None
    return Saying(
        f"名单里像是有 {len(bare)} 个学生的姓名；涉及学生的公示请不要写姓名，改写名额、班级，"
        f"或遮住名字，如“{bare[0][0]}**”。",
        f"the list seems to show names of pupils ({len(bare)}); give numbers or classes instead, "
        f"or mask them like “{bare[0][0]}**”.",
    )
