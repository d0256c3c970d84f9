"""Fonts (OpenType): whether a file is one at all, may be embedded, and which characters it has.

What else stands in its tables is left to those who draw with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import pairwise

_SIGNATURES = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_NEEDED = frozenset({b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"})
_OUTLINES = frozenset({b"glyf", b"CFF ", b"CFF2"})
_MOST_TABLES = 64
_RESTRICTED = 0x0002


class NotAFont(ValueError):
    """What cannot be taken: `kind` is `font` where it is none, `licence` where it forbids it."""

    def __init__(self, kind: str) -> None:
        """What is wrong."""
        super().__init__(kind)
        self.kind = kind


def checked_font(raw: bytes) -> bytes:
    """The font itself; raises NotAFont.

    A font whose makers allow no embedding (OS/2 `fsType` 2) may stand in no PDF.
    """
    tables = _tables(raw)
    if not tables.keys() >= _NEEDED or not tables.keys() & _OUTLINES:
        raise NotAFont("font")
    about = tables.get(b"OS/2", b"")
    if len(about) >= 10 and struct.unpack_from(">H", about, 8)[0] & 0xF == _RESTRICTED:
        raise NotAFont("licence")
    return raw


def characters(raw: bytes, face: int = 0) -> Iterator[tuple[int, int]]:
    """The first and last code of each run of characters that a font draws.

    Read from its map of Unicode (OpenType `cmap`): in 32 bits (format 12) where it has that, else
    in 16 (formats 4 and 6). Of a collection, `face` says which. What is damaged has none.
    """
    try:
        maps = {_short(raw, start): start for start in _maps(raw, face)}
        for form, read in ((12, _groups), (4, _segments), (6, _trimmed)):
            if form in maps:
                yield from read(raw, maps[form])
                return
    except struct.error:
        return


_UNICODE = {(0, encoding) for encoding in range(5)} | {(3, 1), (3, 10)}
"""Platforms and encodings of `cmap` that are Unicode; what chooses variants (0, 5) is no map."""


def _maps(raw: bytes, face: int) -> Iterator[int]:
    """Where the maps of Unicode begin."""
    faces = _long(raw, 8) if raw[:4] == b"ttcf" else 0
    offset = _long(raw, 12 + 4 * min(face, faces - 1)) if faces else 0
    for number in range(_short(raw, offset + 4)):
        tag, _, cmap, _ = struct.unpack_from(">4sIII", raw, offset + 12 + 16 * number)
        for place in range(_short(raw, cmap + 2)) if tag == b"cmap" else ():
            *which, start = struct.unpack_from(">HHI", raw, cmap + 4 + 8 * place)
            if tuple(which) in _UNICODE:
                yield cmap + start


def _groups(raw: bytes, start: int) -> Iterator[tuple[int, int]]:
    for group in range(_long(raw, start + 12)):
        first, last, _ = struct.unpack_from(">III", raw, start + 16 + 12 * group)
        yield first, last


def _segments(raw: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Runs of codes to which glyphs follow by a sum, or by a table that may have gaps."""
    count = _short(raw, start + 6) // 2
    ends, begins, sums, tables = (
        struct.unpack_from(f">{count}H", raw, start + 14 + 2 * place * count + (2 if place else 0))
        for place in range(4)
    )
    at = start + 16 + 6 * count
    for number in range(count):
        first, last, table = begins[number], ends[number], at + 2 * number + tables[number]
        missing = {0xFFFF, 0x10000 - sums[number]}
        if tables[number]:
            missing = {
                code
                for code in range(first, last + 1)
                if table + 2 * (code - first) + 2 > len(raw)
                or not _short(raw, table + 2 * (code - first))
            }
        yield from _between(first, last, missing)


def _trimmed(raw: bytes, start: int) -> Iterator[tuple[int, int]]:
    first, count = struct.unpack_from(">HH", raw, start + 6)
    glyphs = struct.unpack_from(f">{count}H", raw, start + 10)
    yield from _between(
        first, first + count - 1, {first + place for place, one in enumerate(glyphs) if not one}
    )


def _between(first: int, last: int, missing: set[int]) -> Iterator[tuple[int, int]]:
    """The runs from one code to another without some.

    >>> list(_between(1, 9, {1, 5, 12}))
    [(2, 4), (6, 9)]
    """
    gaps = sorted(code for code in missing if first <= code <= last)
    for before, after in pairwise((first - 1, *gaps, last + 1)):
        if before + 1 < after:
            yield before + 1, after - 1


def _short(raw: bytes, place: int) -> int:
    return int(struct.unpack_from(">H", raw, place)[0])


def _long(raw: bytes, place: int) -> int:
    return int(struct.unpack_from(">I", raw, place)[0])


def _tables(raw: bytes) -> dict[bytes, bytes]:
    """The tables by their tags; none may reach beyond the file."""
    if raw[:4] not in _SIGNATURES or len(raw) < 12:
        raise NotAFont("font")
    count = struct.unpack_from(">H", raw, 4)[0]
    if not 0 < count <= _MOST_TABLES or len(raw) < 12 + 16 * count:
        raise NotAFont("font")
    found = {}
    for number in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", raw, 12 + 16 * number)
        if start + length > len(raw):
            raise NotAFont("font")
        found[tag] = raw[start : start + length]
    return found
