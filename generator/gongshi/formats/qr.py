"""QR codes (二维码, ISO/IEC 18004) as an outline: one unit a module, error correction level M."""

from __future__ import annotations

import re
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
    strokes, x, y = ["M0 0"], 0, 0
    for row in range(size):
        for run in _DARK.finditer(pixels[row * size : (row + 1) * size]):
            start, end = run.span()
            if start != x or row != y:
                strokes.append(f"m{start - x} {row - y}")
            strokes.append(f"h{end - start}")
            x, y = end, row
    return Code(size, "".join(strokes))
