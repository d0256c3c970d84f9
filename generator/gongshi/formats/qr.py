"""QR codes (二维码, ISO/IEC 18004) as an outline: one unit a module, error correction level M."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import isqrt
from typing import cast

import zxingcpp

_OPTIONS = {"ec_level": "M", "data_mask": 3}
"""Level M mends 15 % damage. The mask is fixed: readers take any (§7.8), and trying all eight
costs five times as much."""
_LIGHT, _DARK = b"\xff", b"\x00"
_EDGE = _DARK + _LIGHT
"""Where a dark run ends before the end of its row."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code without its quiet zone: modules a side, and the dark ones as an SVG path.

    The path is of strokes one unit wide along the middle of each row, in a box of `0 -.5 size
    size`; each begins where the last one ended, which compresses to half of what boxes do.
    """

    size: int
    path: str


@lru_cache(maxsize=64)
def qr(text: str) -> Code:
    """The QR code of a text.

    >>> code = qr("https://gongshi.qinghe.example/")
    >>> code.size, code.path[:24]
    (29, 'M0 0h7m1 0h1m2 0h1m3 0h5')
    """
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, **_OPTIONS)
    pixels = bytes(cast("bytes", made.to_image(scale=1, add_quiet_zones=False)))
    size = isqrt(len(pixels))
    rows = [pixels[start : start + size] for start in range(0, len(pixels), size)]
    between = b"\n".join(rows).rstrip(_LIGHT)[:-1].split(_EDGE)
    strokes = _strokes(size)
    return Code(size, "M0 0h7" + "".join(map(strokes.__getitem__, between[1:])))


@cache
def _strokes(size: int) -> _Strokes:
    return _Strokes(size)


class _Strokes(dict[bytes, str]):
    """The way on from one edge to the next, and the strokes along the dark runs on it.

    A way lacks the light module it begins with and the dark one it ends with, which made the
    edges; that a code begins with the seven dark modules of a finder pattern is known of all
    codes. Codes of one size have few ways that differ.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def __missing__(self, between: bytes) -> str:
        way = (_LIGHT + between + _DARK).replace(_DARK + b"\n", _DARK + b" \n")
        found = self[between] = "".join(map(self._stroke, way.split(b" ")))
        return found

    def _stroke(self, run: bytes) -> str:
        light, rows, dark = (run.count(module) for module in (_LIGHT, b"\n", _DARK))
        x = light - rows * self._size
        return f"m{x} {rows}h{dark}"
