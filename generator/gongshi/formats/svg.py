"""SVG drawings by strangers, made safe: written anew from shapes, colours and gradients.

What is active or reaches outside (scripts, links, pictures, styles that import, entities) is
refused; what only an editor needs (its metadata, names of layers) is left out. Nothing is copied
as it stands, so the result holds what this module knows and no more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite, nan
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

_MOST = {"element": 5000, "character": 400_000, "clip": 60}
_DEEPEST = 32
_LONGEST = 20_000
_FLATTEST = 8
_SVG = "http://www.w3.org/2000/svg"


class NotADrawing(ValueError):
    """What cannot be taken; `line` says where, `part` names it, `kind` says what is wrong.

    Kinds: `xml` it is no XML, `doctype` it declares a document type or entities, `element` or
    `attribute` are not allowed, `value` an attribute's value is not, `size` it has none or an
    absurd one, `much` it is too large.
    """

    def __init__(self, kind: str, part: str = "", line: int = 1) -> None:
        """What is wrong, and with which part."""
        super().__init__(f"line {line}: {kind} {part}".strip())
        self.kind, self.part, self.line = kind, part[:60], line


@dataclass(frozen=True, slots=True)
class Drawing:
    """A safe drawing: its text, and the width and height of its picture."""

    text: str
    width: float
    height: float


def safe_drawing(raw: bytes) -> Drawing:
    """A drawing as it may be shown anywhere; raises NotADrawing.

    >>> logo = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'><path d='M0 0h8'/></svg>"
    >>> safe_drawing(logo).text
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4" width="8" height="4">\
<path d="M0 0h8"></path></svg>'
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    writer = _Writer(lambda: parser.CurrentLineNumber)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = writer.doctype
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.words
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat's own parameter: that is all
    except (expat.ExpatError, LookupError, ValueError) as error:
        if isinstance(error, NotADrawing):
            raise
        raise NotADrawing("xml", "", getattr(error, "lineno", 1)) from error
    return writer.drawing()


_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "g"})
_PAINTS = frozenset({"defs", "linearGradient", "radialGradient", "stop", "clipPath"})
_LEFT_OUT = frozenset({"title", "desc", "metadata", "namedview"})
_COLOURED = frozenset({"fill", "stroke", "stop-color", "color"})
_PLAIN = re.compile(
    r"id|d|points|transform|[xy][12]?|[cfr][xy]|r|width|height|offset|display|visibility"
    r"|((fill|stroke|stop)-)?opacity|(fill|clip)-rule|stroke-(width|linecap|linejoin|miterlimit)"
    r"|gradient(Units|Transform)|spreadMethod|clipPathUnits"
)
_REFUSED = frozenset({"filter", "mask", "stroke-dasharray", "src", "base"})
"""Attributes without which the drawing would be another one, and that may cost without bounds."""

_FRAME = frozenset({"viewBox", "width", "height", "x", "y", "transform"})
_ID = re.compile(r"[-\w.]{1,60}")
_VALUE = re.compile(r"[-+\w.,%()\s#]*")
_STYLE = re.compile(r"\s*([-\w]+)\s*:\s*([^;{}]*?)\s*(?:!important)?\s*")
_CLASS_RULE = re.compile(r"\s*((?:\.[-\w]+\s*,?\s*)+)\{([^{}]*)\}")
_PAINT = re.compile(r"url\(\s*['\"]?#([-\w.]{1,60})['\"]?\s*\)(?:\s+none)?")
_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)")
_NAMED = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#ff0000",
    "purple": "#800080",
    "fuchsia": "#ff00ff",
    "green": "#008000",
    "lime": "#00ff00",
    "olive": "#808000",
    "yellow": "#ffff00",
    "navy": "#000080",
    "blue": "#0000ff",
    "teal": "#008080",
    "aqua": "#00ffff",
    "orange": "#ffa500",
}


@dataclass(slots=True)
class _Writer:
    """Writes the drawing while it is read: what is open, how much there is, what leans on what."""

    line: Callable[[], int]
    parts: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    rules: dict[str, dict[str, str]] = field(default_factory=dict)
    worn: set[str] = field(default_factory=set)
    style: list[str] | None = None
    left_out: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    size: tuple[float, float] | None = None
    leaning: set[str] = field(default_factory=set)
    leaned_on: set[str] = field(default_factory=set)

    def drawing(self) -> Drawing:
        """The whole; a gradient may lean on another, and that on no third: so in no circle."""
        if self.size is None:
            raise NotADrawing("size")
        if self.leaning & self.leaned_on:
            raise NotADrawing("value", "href")
        return Drawing("".join(self.parts), *self.size)

    def doctype(self, *_declared: object) -> None:
        raise self._wrong("doctype")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self._count("element", 1)
        if len(self.open) + self.left_out > _DEEPEST:
            raise self._wrong("much")
        if self.left_out or local in _LEFT_OUT or (self.open and space not in {_SVG, ""}):
            self.left_out += 1
        elif not self.open:
            self._begin(local, attributes)
        elif local == "style":
            self.style, self.left_out = [], 1
        elif local in _SHAPES or (local in _PAINTS and "clipPath" not in self.open):
            self.parts.append(f"<{local}{self._said(local, attributes)}>")
            self.open.append(local)
        else:
            raise self._wrong("element", local)

    def words(self, words: str) -> None:
        if self.style is not None:
            self.style.append(words)

    def end(self, _name: str) -> None:
        if not self.left_out:
            self.parts.append(f"</{self.open.pop()}>")
            return
        self.left_out -= 1
        if self.style is not None:
            self._read_rules("".join(self.style))
            self.style = None

    def _begin(self, local: str, attributes: dict[str, str]) -> None:
        """The drawing itself: its box, and its sides as those of the box."""
        if local != "svg":
            raise self._wrong("element", local)
        sides = (attributes.get("width", ""), attributes.get("height", ""))
        said = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        box = said if len(said) == 4 else ("0", "0", *(one.removesuffix("px") for one in sides))
        left, top, width, height = (_number(one) for one in box)
        if not (isfinite(left + top) and 0 < width <= _LONGEST and 0 < height <= _LONGEST):
            raise self._wrong("size")
        if not 1 / _FLATTEST <= width / height <= _FLATTEST:
            raise self._wrong("size")
        self.size = (width, height)
        frame = (
            f'viewBox="{left:g} {top:g} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
        )
        own = {name: value for name, value in attributes.items() if name not in _FRAME}
        self.parts.append(f'<svg xmlns="{_SVG}" {frame}{self._said(local, own)}>')
        self.open.append(local)

    def _said(self, element: str, attributes: dict[str, str]) -> str:
        """The attributes that are kept; what its classes and its style say stands before them."""
        found: dict[str, str] = {}
        for name, value in attributes.items():
            space, _, local = name.rpartition(" ")
            if local.lower().startswith("on") or local in _REFUSED:
                raise self._wrong("attribute", local)
            if local == "href":
                found["href"] = self._leant(element, value, attributes.get("id", ""))
            elif not space:
                found |= self._kept(element, local, value)
        for one in attributes.get("class", "").split():
            self.worn.add(one)
            found |= self.rules.get(one, {})
        found |= self._declared(element, attributes.get("style", ""))
        return "".join(f" {name}={quoteattr(value)}" for name, value in found.items())

    def _kept(self, element: str, name: str, value: str) -> dict[str, str]:
        """An attribute as it is written anew; nothing where it is none that a drawing needs."""
        self._count("character", len(value))
        value = value.strip()
        if name in _REFUSED:
            raise self._wrong("attribute", name)
        if name in _COLOURED:
            return {name: _colour(value) or self._paint(name, value)}
        if name == "clip-path" and value != "none":
            self._count("clip", 1)
            if element == "clipPath" or "clipPath" in self.open:
                raise self._wrong("attribute", name)
            return {name: self._paint(name, value)}
        if name == "id" and not _ID.fullmatch(value):
            raise self._wrong("value", name)
        if not _PLAIN.fullmatch(name):
            return {}
        if not _VALUE.fullmatch(value) or "url" in value.lower():
            raise self._wrong("value", name)
        return {name: value}

    def _declared(self, element: str, style: str) -> dict[str, str]:
        """What a style says, as attributes."""
        found: dict[str, str] = {}
        for one in style.split(";"):
            said = _STYLE.fullmatch(one)
            if said:
                found |= self._kept(element, said[1], said[2])
            elif one.strip():
                raise self._wrong("value", "style")
        return found

    def _read_rules(self, text: str) -> None:
        """A style sheet of classes only and before what wears them, as drawing programs write."""
        rest = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        for found in _CLASS_RULE.finditer(rest):
            declared = self._declared("style", found[2])
            for one in found[1].replace(",", " ").split():
                self.rules[one[1:]] = {**self.rules.get(one[1:], {}), **declared}
        if _CLASS_RULE.sub("", rest).strip() or self.worn & self.rules.keys():
            raise self._wrong("element", "style")

    def _paint(self, name: str, value: str) -> str:
        """A gradient or an outline of the drawing itself."""
        found = _PAINT.fullmatch(value)
        if not found:
            raise self._wrong("value", name)
        return f"url(#{found[1]})"

    def _leant(self, element: str, value: str, own: str) -> str:
        """A gradient that takes its stops from another of the drawing."""
        if not element.endswith("Gradient") or not value.startswith("#"):
            raise self._wrong("attribute", "href")
        self.leaned_on.add(value[1:])
        self.leaning.add(own)
        return value

    def _count(self, what: str, more: int) -> None:
        self.counts[what] += more
        if self.counts[what] > _MOST[what]:
            raise self._wrong("much")

    def _wrong(self, kind: str, part: str = "") -> NotADrawing:
        return NotADrawing(kind, part, self.line())


def _colour(value: str) -> str | None:
    """A colour as `#rrggbb`, so that it can be made grey; None where it is no colour."""
    if value in {"none", "currentColor", "inherit", "transparent"}:
        return "none" if value == "transparent" else value
    if value.lower() in _NAMED:
        return _NAMED[value.lower()]
    if _HEX.fullmatch(value):
        return value if len(value) == 7 else "#" + "".join(2 * one for one in value[1:])
    found = _RGB.fullmatch(value)
    if found and all(int(one) < 256 for one in found.groups()):
        return "#" + "".join(f"{int(one):02x}" for one in found.groups())
    return None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan
