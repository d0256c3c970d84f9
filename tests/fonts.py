"""Fonts of other scripts, as a county has them beside its content; `.ci/tools` installs them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from gongshi.load.fonts import CountyFont

_SYSTEM = Path("/usr/share/fonts")
_NAMES = {
    "Tibetan": ("DDC_Uchen.ttf", "fonts-ddc-uchen"),
    "Uyghur": ("Scheherazade-Regular.ttf", "fonts-sil-scheherazade"),
    "Yi": ("NuosuSIL-Regular.ttf", "fonts-sil-nuosusil"),
    "Thai": ("Garuda.otf", "fonts-tlwg-garuda-otf"),
    "Kazakh": ("DejaVuSans.ttf", "fonts-dejavu-core"),
}


@cache
def font_of(script: str) -> Path:
    """The font of a script; a test that needs it fails where it is not installed."""
    name, package = _NAMES[script]
    found = next(_SYSTEM.rglob(name), None)
    assert found is not None, f"{name} is missing: run .ci/tools, or install {package}"
    return found


@cache
def county_fonts() -> tuple[CountyFont, ...]:
    """All of them, as a county has them."""
    paths = map(font_of, _NAMES)
    return tuple(CountyFont(path, sha256(path.read_bytes()).hexdigest()) for path in paths)
