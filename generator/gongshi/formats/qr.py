"""QR codes (二维码, ISO/IEC 18004), error correction level M, as an outline or a picture."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from math import isqrt
from typing import cast

import zxingcpp

_OPTIONS = {"ec_level": "M", "data_mask": 3}
"""Level M mends 15 % damage. The mask is fixed: readers take any (§7.8), and trying all eight
costs five times as much."""
_DARK = re.compile(b"\x00+")


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code without its quiet zone: modules a side, and a byte for each (0 is dark)."""

    size: int
    modules: bytes

    @property
    def path(self) -> str:
        """The dark modules as an SVG path, for what is printed large.

        It is of strokes one unit wide along the middle of each row, in a box of `0 -.5 size size`.
        """
        strokes, x, y = ["M0 0"], 0, 0
        for row in range(self.size):
            for run in _DARK.finditer(self.modules[row * self.size : (row + 1) * self.size]):
                start, end = run.span()
                if start != x or row != y:
                    strokes.append(f"m{start - x} {row - y}")
                strokes.append(f"h{end - start}")
                x, y = end, row
        return "".join(strokes)

    @property
    def png(self) -> bytes:
        """The code as a picture of one bit a module (PNG, RFC 2083).

        It is so small that its bits are stored, not packed: the bytes are the same everywhere,
        whatever library would have packed them.
        """
        odd = -self.size % 8
        bits = self.modules.translate(_BITS)
        lines = [
            b"\0"
            + (int(bits[start : start + self.size], 2) << odd).to_bytes((self.size + odd) // 8)
            for start in range(0, len(bits), self.size)
        ]
        head = struct.pack(">IIBBBBB", self.size, self.size, 1, 0, 0, 0, 0)
        data = _stored(b"".join(lines))
        chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + chunks


_BITS = b"0" + b"1" * 255
"""A dark module is a 0, a light one a 1."""


def _stored(data: bytes) -> bytes:
    """A zlib stream (RFC 1950) of one stored block (RFC 1951): up to 65,535 bytes."""
    size = len(data)
    block = struct.pack("<BHH", 1, size, size ^ 0xFFFF) + data
    return b"\x78\x01" + block + struct.pack(">I", zlib.adler32(data))


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


@lru_cache(maxsize=64)
def qr(text: str) -> Code:
    """The QR code of a text.

    >>> code = qr("https://gongshi.qinghe.example/")
    >>> code.size, code.path[:24]
    (29, 'M0 0h7m1 0h1m2 0h1m3 0h5')
    """
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, **_OPTIONS)
    modules = bytes(cast("bytes", made.to_image(scale=1, add_quiet_zones=False)))
    return Code(isqrt(len(modules)), modules)
