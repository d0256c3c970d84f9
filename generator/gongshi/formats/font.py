"""Fonts (OpenType) by strangers: whether a file is one at all, and may be embedded.

What stands in its tables is left to those who draw with it, in a process of their own.
"""

from __future__ import annotations

import struct

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
