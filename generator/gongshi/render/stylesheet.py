"""Stylesheet (样式表): a school's own colours for its pages, as values for the theme's names.

Every rule has the weight of the theme's own for the same hue (`tokens.css`, `posted.css`) and is
read after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongshi.colours import gold_on, tokens
from gongshi.look import GOLD, STANDARD, Attire
from gongshi.publication import Hue

STYLESHEET = "look.css"
"""Its name beside the school's home."""


def look_files(attire: Attire) -> Mapping[str, bytes]:
    """What the pages of a school in such an attire ask for, by name beside the school's home."""
    found = {}
    if attire.logo is not None:
        found[f"logo{attire.logo.ending}"] = attire.logo.content
    if attire.bands or attire.gold:
        found[STYLESHEET] = ("\n".join(_rules(attire)) + "\n").encode()
    return found


_LIGHT = {
    Hue.GREEN: "[data-md-color-scheme]",
    Hue.NAVY: ".navy, body:has(.navy)",
    Hue.TEAL: ".teal, body:has(.teal)",
}
_DARK = {
    Hue.GREEN: "[data-md-color-scheme=slate]",
    Hue.NAVY: "[data-md-color-scheme=slate] .navy, [data-md-color-scheme=slate]:has(.navy)",
    Hue.TEAL: "[data-md-color-scheme=slate] .teal, [data-md-color-scheme=slate]:has(.teal)",
}


def _rules(attire: Attire) -> Iterator[str]:
    for hue in Hue:
        band = attire.bands.get(hue)
        if band is None and attire.gold:
            yield f"{_LIGHT[hue]} {{ --gold: {gold_on(STANDARD[hue], attire.gold).lower()}; }}"
        elif band is not None:
            gold = attire.gold or GOLD
            light, dark = (tokens(band, gold, is_dark=is_dark) for is_dark in (False, True))
            # Dark lives on the screen only, and paper is white.
            yield f"{_LIGHT[hue]} {_block(light, 'ground')}"
            yield f"@media screen {{ {_LIGHT[hue]} {{ --ground: {light['ground'].lower()}; }} }}"
            yield f"@media screen {{ {_DARK[hue]} {_block(dark)} }}"


def _block(values: Mapping[str, str], but: str = "") -> str:
    said = " ".join(f"--{name}: {value.lower()};" for name, value in values.items() if name != but)
    return f"{{ {said} }}"
