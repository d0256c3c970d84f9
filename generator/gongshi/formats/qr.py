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
    return Code(size, "M0 0" + "".join(map(_strokes(size).__getitem__, _runs(rows))))


def _runs(rows: list[bytes]) -> list[bytes]:
    """The dark runs of a picture, each with the light modules and the ends of rows before it."""
    whole = b"\n".join(rows).rstrip(_LIGHT)
    for after in (_LIGHT, b"\n"):
        whole = whole.replace(_DARK + after, _DARK + b" " + after)
    return whole.split(b" ")


@cache
def _strokes(size: int) -> _Strokes:
    return _Strokes(size)


class _Strokes(dict[bytes, str]):
    """The way to a dark run and the stroke along it; codes of one size have few that differ."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def __missing__(self, run: bytes) -> str:
        light, rows, dark = (run.count(module) for module in (_LIGHT, b"\n", _DARK))
        x = light - rows * self._size
        found = self[run] = f"m{x} {rows}h{dark}" if x or rows else f"h{dark}"
        return found
