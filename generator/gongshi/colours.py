"""Colours (颜色): how well one reads on another, and the shades of a poster from a single colour.

Colours are written `#1F5A41`. Contrast is that of WCAG 2.2; shades are made in OKLCH (lightness
0 to 1, chroma 0 to about 0.3, hue in degrees), in which equal steps look equal (Ottosson, 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from math import atan2, cbrt, cos, degrees, hypot, radians, sin

LEGIBLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3, level AA)."""

WHITE = "#FFFFFF"

_STEP = 0.004
"""The finest difference in lightness that is looked at: no eye sees it."""


def contrast(one: str, other: str) -> float:
    """How well one colour reads on another: 1 not at all, 21 black on white.

    >>> round(contrast("#1F5A41", "#FFFFFF"), 2), contrast("#777777", "#777777")
    (8.09, 1.0)
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grey(colour: str) -> str:
    """A colour as a black and white printer gives it (Rec. 709).

    >>> grey("#F5C469"), grey("#1F5A41")
    ('#c8c8c8', '#4c4c4c')
    """
    red, green, blue = _channels(colour)
    return "#" + f"{round(0.2126 * red + 0.7152 * green + 0.0722 * blue):02x}" * 3


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue and nearest in lightness that passes; None where none does.

    >>> nearest("#F0A020", lambda one: contrast(one, WHITE) >= LEGIBLE)
    '#A56A01'
    """
    lightness, chroma, hue = _lch(colour)
    for step in range(1, round(1 / _STEP) + 1):
        for found in (lightness - step * _STEP, lightness + step * _STEP):
            if 0 <= found <= 1 and passes(made := _of(found, chroma, hue)):
                return made
    return None


def shades(band: str, gold: str) -> Mapping[str, str]:
    """What a poster is coloured with, from the colour of its bands; `gold` stands out on them.

    The names are those of `theme/posters/library/palette.typ`. Whatever is text there has a
    contrast of 4.5 with its ground, if the band has it with `paper(band)`.
    """
    found = {name: _tint(band, *made) for name, made in _ON_PAPER.items()}
    lightness, chroma, hue = _lch(band)
    lift = _dark_enough(lightness + 0.055, chroma * 1.1, hue)
    return {
        **found,
        "band": band,
        "band-lift": lift,
        "band-low": _dark_enough(lightness + 0.027, chroma * 1.05, hue),
        "on-band": _light_enough(band, 0.93, 0.034, lift),
        "gold": gold_on(band, gold),
    }


def gold_on(band: str, gold: str) -> str:
    """What stands out on a band: the gold, or one so light that it reads well there."""
    if contrast(gold, band) >= LEGIBLE:
        return gold
    return nearest(gold, lambda one: contrast(one, band) >= LEGIBLE) or WHITE


def paper(band: str) -> tuple[str, ...]:
    """The grounds on which a colour stands as text, of which some carry a little of it."""
    return (WHITE, *(_tint(band, *_ON_PAPER[name]) for name in ("ground", "card", "lift")))


def tokens(band: str, gold: str, *, is_dark: bool) -> Mapping[str, str]:
    """The same for web pages: values of the properties of `theme/assets/tokens.css`."""
    made = shades(band, gold)
    if not is_dark:
        lightness, chroma, hue = _lch(band)
        names = {"ink2": "soft", "band2": "band-lift", "onb": "on-band", "btn": "band"}
        same = ("ground", "card", "lift", "line", "ink", "band", "gold")
        said = {name: made[names.get(name, name)] for name in (*same, *names)}
        return {**said, "link": _of(min(lightness, 0.45), min(chroma * 1.1, 0.14), hue)}
    found = {name: _tint(band, *one) for name, one in _IN_THE_DARK.items()}
    on_band = _light_enough(band, 0.93, 0.034, found["band2"])
    return {**found, "onb": on_band, "gold": gold_on(found["band"], gold)}


_ON_PAPER = {
    "ink": (0.3, 0.045),
    "soft": (0.485, 0.034),
    "line": (0.905, 0.024),
    "ground": (0.978, 0.008),
    "card": (0.996, 0.003),
    "lift": (0.944, 0.02),
    "sand": (0.92, 0.026),
}
_IN_THE_DARK = {
    "ground": (0.197, 0.017),
    "card": (0.243, 0.025),
    "lift": (0.296, 0.031),
    "line": (0.348, 0.036),
    "ink": (0.936, 0.018),
    "ink2": (0.76, 0.026),
    "band": (0.31, 0.066),
    "band2": (0.36, 0.076),
    "btn": (0.5, 0.1),
    "link": (0.812, 0.083),
}
"""Lightness and chroma of each shade, as the theme's own have them; the hue is the band's."""

_USUAL_CHROMA = 0.085
"""The chroma of a band whose shades have the chroma above."""


def _tint(band: str, lightness: float, chroma: float) -> str:
    """A shade of a band; a grey band has grey ones."""
    _, strength, hue = _lch(band)
    return _of(lightness, chroma * min(strength / _USUAL_CHROMA, 1.3), hue)


def _dark_enough(lightness: float, chroma: float, hue: float) -> str:
    """The lightest colour up to a lightness on which white reads well."""
    made = _of(lightness, chroma, hue)
    while contrast(made, WHITE) < LEGIBLE:
        lightness -= _STEP
        made = _of(lightness, chroma, hue)
    return made


def _light_enough(band: str, lightness: float, chroma: float, ground: str) -> str:
    """The tint of a band, white at most, that reads well on a ground."""
    made = _tint(band, lightness, chroma)
    while contrast(made, ground) < LEGIBLE and made != WHITE:
        lightness, chroma = min(1, lightness + _STEP), chroma * 0.94
        made = _tint(band, lightness, chroma) if lightness < 1 else WHITE
    return made


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(one) for one in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Iterator[int]:
    return (int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _linear(channel: int) -> float:
    part = channel / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


@lru_cache(64)
def _lch(colour: str) -> tuple[float, float, float]:
    """A colour in OKLCH."""
    red, green, blue = (_linear(one) for one in _channels(colour))
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, hypot(a, b), degrees(atan2(b, a))


def _of(lightness: float, chroma: float, hue: float) -> str:
    """The colour of OKLCH values; with less chroma where no screen has so much."""
    made = _linear_of(lightness, chroma, hue)
    while chroma > 0 and not all(-0.0005 <= one <= 1.0005 for one in made):
        chroma = max(0.0, chroma - 0.002)
        made = _linear_of(lightness, chroma, hue)
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, one)))):02X}" for one in made)


def _linear_of(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
