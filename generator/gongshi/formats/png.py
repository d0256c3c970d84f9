"""PNG pictures by strangers, made safe: measured before they are unpacked, and written anew.

Only the picture itself is kept. Whatever else a file may carry (colour profiles, texts,
animations) is left out, as it may unpack to any size.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_DOTS = 4_000_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PALETTE = 3
_HIGHEST_FILTER = 4


class NotAPicture(ValueError):
    """What cannot be taken; `kind` says why.

    Kinds: `png` it is none or it is damaged, `size` it has too many dots or is a mere stripe,
    `interlaced` it is stored so that it must be unpacked to be checked.
    """

    def __init__(self, kind: str) -> None:
        """What is wrong."""
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Picture:
    """A safe picture: its bytes as PNG, its width and height in dots."""

    content: bytes
    width: int
    height: int


def safe_picture(raw: bytes) -> Picture:
    """A picture as it may be shown anywhere; raises NotAPicture."""
    if not raw.startswith(_SIGNATURE):
        raise NotAPicture("png")
    chunks = list(_chunks(raw))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise NotAPicture("png")
    head = chunks[0][1]
    width, height, depth, colours, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if depth not in _DEPTHS.get(colours, ()):
        raise NotAPicture("png")
    if not (0 < width * height <= MOST_DOTS and 1 / 8 <= width / height <= 8):
        raise NotAPicture("size")
    if interlaced:
        raise NotAPicture("interlaced")
    data = b"".join(content for name, content in chunks if name == b"IDAT")
    _check(data, height, (width * _CHANNELS[colours] * depth + 7) // 8)
    kept = [(b"IHDR", head), *_colours(chunks, colours), (b"IDAT", data), (b"IEND", b"")]
    return Picture(_SIGNATURE + b"".join(_chunk(*one) for one in kept), width, height)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and content of each part, whose sums are right."""
    place = len(_SIGNATURE)
    while place + 12 <= len(raw):
        length, name = struct.unpack_from(">I4s", raw, place)
        content = raw[place + 8 : place + 8 + length]
        end = place + 8 + length
        if len(content) != length or raw[end : end + 4] != _sum(name, content):
            raise NotAPicture("png")
        yield name, content
        if name == b"IEND":
            return
        place = end + 4
    raise NotAPicture("png")


def _check(data: bytes, height: int, row: int) -> None:
    """Refuse what does not unpack to so many rows, each after the number of its filter."""
    unpacker = zlib.decompressobj()
    try:
        found = unpacker.decompress(data, height * (row + 1) + 1)
    except zlib.error as error:
        raise NotAPicture("png") from error
    if len(found) != height * (row + 1) or not unpacker.eof:
        raise NotAPicture("png")
    if max(found[:: row + 1]) > _HIGHEST_FILTER:
        raise NotAPicture("png")


def _colours(chunks: list[tuple[bytes, bytes]], colours: int) -> Iterator[tuple[bytes, bytes]]:
    """The palette and what is transparent, where a picture of its sort has them."""
    first = dict(reversed(chunks))
    palette, clear = first.get(b"PLTE", b""), first.get(b"tRNS", b"")
    if colours == _PALETTE:
        if not 0 < len(palette) <= 768 or len(palette) % 3:
            raise NotAPicture("png")
        yield b"PLTE", palette
    most = {0: 2, 2: 6, _PALETTE: len(palette) // 3}.get(colours, 0)
    if clear and (len(clear) == most or (colours == _PALETTE and len(clear) < most)):
        yield b"tRNS", clear


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + _sum(name, content)


def _sum(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(content, zlib.crc32(name)))
