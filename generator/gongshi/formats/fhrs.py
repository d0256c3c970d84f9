"""FHRS and FHIS, the food hygiene ratings of the United Kingdom, as the agency's XML gives them.

The file comes from elsewhere, so it is read with bounds: so many bytes, so deep, no document type
and therefore no entities of its own, nothing fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_BYTES = 50_000_000
_DEEPEST = 20
_LONGEST = 2_000
_RECORD = "EstablishmentDetail"


class NotFhrs(ValueError):
    """A file that is no FHRS data; says why."""


@dataclass(frozen=True, slots=True)
class Establishment:
    """One establishment: the texts of its elements by name, and its partial scores.

    An element that is nil or empty is left out, so that a rating without a day has no RatingDate.
    """

    said: Mapping[str, str]
    scores: Mapping[str, str]


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    path: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    scores: dict[str, str] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    found: list[Establishment] = field(default_factory=list)


def read_fhrs(raw: bytes) -> tuple[str, tuple[Establishment, ...]]:
    """The day the data was taken (2026-08-19, or empty), and the establishments; raises NotFhrs."""
    if len(raw) > MOST_BYTES:
        raise NotFhrs(f"more than {MOST_BYTES} bytes")
    reading = _Reading()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.EntityDeclHandler = _no_doctype
    parser.StartElementHandler = lambda name, attributes: _starts(reading, name)
    parser.CharacterDataHandler = reading.text.append
    parser.EndElementHandler = lambda name: _ends(reading, name)
    try:
        parser.Parse(raw, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as error:
        raise NotFhrs(str(error)) from error
    return reading.header.get("ExtractDate", ""), tuple(reading.found)


def _no_doctype(*_: object) -> None:
    raise NotFhrs("a document type is not allowed")


def _starts(reading: _Reading, name: str) -> None:
    reading.path.append(name)
    reading.text.clear()
    if len(reading.path) > _DEEPEST:
        raise NotFhrs(f"more than {_DEEPEST} elements deep")
    if name == _RECORD:
        reading.said, reading.scores = {}, {}


def _ends(reading: _Reading, name: str) -> None:
    text = "".join(reading.text).strip()[:_LONGEST]
    reading.text.clear()
    reading.path.pop()
    above = reading.path[-1] if reading.path else ""
    if name == _RECORD:
        reading.found.append(Establishment(reading.said, reading.scores))
    elif text and above == _RECORD:
        reading.said[name] = text
    elif text and above == "Scores":
        reading.scores[name] = text
    elif text and above == "Header":
        reading.header[name] = text
