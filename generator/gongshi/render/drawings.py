"""Drawings (图画) in the ink of an edition: as drawn, as tinted outlines, in greys.

A drawing is an SVG of flat shapes. Where ink is saved every shape becomes its outline around a
tint of its colour. A shape says by its class where that is not right: a `shade` belongs to the
shape below it and has no outline of its own; a `mark` (an eye, a mouth) stays as it is.
"""

from __future__ import annotations

import re

_TAG = re.compile(r'<g class="mark">.*?</g>|<(?:path|rect|circle|ellipse|g)\b[^>]*>', re.DOTALL)
_FILL = re.compile(r'fill="(#[0-9A-Fa-f]{3,6})"')
_STROKE = re.compile(r'stroke="(#[0-9A-Fa-f]{6})"')
_WIDTH = re.compile(r'stroke-width="([0-9.]+)"')
_HEX = re.compile(r"#([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b")

_LINE = 9
"""How wide an outline is, half of it under its shape, where a drawing is 520 wide."""
_WIDE = 12
"""From this width on a stroke is a shape: an arm, a cable."""


def outlined(svg: str) -> str:
    """A drawing as tinted outlines, for ink to be saved."""
    return _TAG.sub(_outlined, svg)


def grey(svg: str) -> str:
    """A drawing in greys of the same lightness (Rec. 709).

    >>> grey('<path fill="#FDE047"/>')
    '<path fill="#dbdbdb"/>'
    """
    return _HEX.sub(lambda found: _hex((_lightness(found[0]),) * 3), svg)


def _outlined(found: re.Match[str]) -> str:
    tag = found[0]
    if 'class="mark"' in tag:
        return tag
    if 'class="shade"' in tag:
        return _FILL.sub(lambda fill: f'fill="{_tint(fill[1], 0.62)}"', tag)
    width = _WIDTH.search(tag)
    stroke = _STROKE.search(tag)
    if tag.endswith("/>") and width and stroke and float(width[1]) >= _WIDE:
        return _around(tag, float(width[1]), stroke[1])
    return _FILL.sub(lambda fill: f'fill="{_tint(fill[1], 0.8)}" {_line(fill[1])}', tag)


def _line(colour: str) -> str:
    """The attributes of an outline; painted first, it goes around all parts of one path."""
    return (
        f'stroke="{_strong(colour)}" stroke-width="{_LINE}" '
        'stroke-linejoin="round" paint-order="stroke"'
    )


def _around(tag: str, width: float, colour: str) -> str:
    """A wide stroke: first its outline, then its tint."""
    below = _WIDTH.sub(f'stroke-width="{width + _LINE - 1:g}"', tag)
    return _STROKE.sub(f'stroke="{_strong(colour)}"', below) + _STROKE.sub(
        f'stroke="{_tint(colour, 0.8)}"', tag
    )


_WHITE = (255, 255, 255)
_SLATE = (79, 112, 128)
_COLD, _WARM = (16, 48, 60), (96, 40, 6)
_PALE = 0.93
_DARK = 0.42


def _tint(colour: str, much: float) -> str:
    """A colour with so much white in it."""
    return _hex(_between(_rgb(colour), _WHITE, much))


def _strong(colour: str) -> str:
    """A colour so dark that a line of it stands out from paper; slate for what is nearly white."""
    found = _SLATE if _lightness(colour) > _PALE * 255 else _rgb(colour)
    deep = _WARM if found[0] > found[2] else _COLD
    while _lightness(_hex(found)) > _DARK * 255:
        found = _between(found, deep, 0.12)
    return _hex(found)


def _between(
    one: tuple[int, int, int], other: tuple[int, int, int], way: float
) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * way) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _lightness(colour: str) -> int:
    red, green, blue = _rgb(colour)
    return round(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _rgb(colour: str) -> tuple[int, int, int]:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * one for one in digits)
    red, green, blue = (int(digits[place : place + 2], 16) for place in (0, 2, 4))
    return red, green, blue


def _hex(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{one:02x}" for one in colour)
