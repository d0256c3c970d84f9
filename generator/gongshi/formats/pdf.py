"""PDF (ISO 32000): finished documents put together and made ready for a print shop, tags and all.

A reading program follows the tree of tags from its root to the content of pages; where documents
are put together their trees become branches of one, and every number by which pages and tags find
one another is moved out of the way of the others'.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    ObjectStreamMode,
    Page,
    Pdf,
    String,
)

_POINTS = 72 / 25.4
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)")


@dataclass(frozen=True, slots=True)
class Part:
    """A document to be put in: its bytes and its name in the bookmarks."""

    content: bytes
    name: str


def sheets_in(content: bytes) -> int:
    """How many pages a document has, as its page tree says."""
    found = [int(count) for count in _PAGES.findall(content)]
    if found:
        return max(found)  # that of the root, where the tree has branches
    with _opened(content) as pdf:
        return len(pdf.pages)


def put_together(parts: Sequence[Part]) -> bytes:
    """One document with the pages, tags, links and bookmarks of all, in order.

    What the first says of itself (title, language, standards, colours) holds for the whole;
    where one is not tagged as the first is, the whole claims no standard.
    """
    first = parts[0]
    with _opened(first.content) as whole:
        starts, tagged = [0], [_is_tagged(whole)]
        _under_one_tag(whole)
        for part in parts[1:]:
            starts.append(len(whole.pages))
            with _opened(part.content) as other:
                tagged.append(_is_tagged(other))
                _append(whole, other, f"{len(starts)}-")
        if not all(tagged):
            _claim_nothing(whole)
        _bookmarks(whole, [part.name for part in parts], starts)
        return _bytes_of(whole)


def with_bleed(content: bytes) -> bytes:
    """A document for a print shop: its ground reaches 3 mm over the edge, marks say where to cut.

    It is made larger by what the bleed asks, one or two in a hundred, and cut back to its size.
    """
    with _opened(content) as pdf:
        for page in pdf.pages:
            _bleed(page)
        return _bytes_of(pdf)


_DOUBTFUL = re.compile(rb"\r(?=\nendstream\b)")
_PLACE = re.compile(rb"(?<=[\n\r])\d+(?=\s+%%EOF| \d{5} n)")


def with_clear_ends(content: bytes) -> bytes:
    """A document whose streams are as long as they say to every reader (ISO 19005-2, 6.1.7.1).

    If the last byte of a stream is a carriage return, a reader may take it and the line feed
    behind it for one end of line. A second one makes that true; what follows moves down by it.
    A document that keeps the places of its objects in a stream, as tiles do, stays as it is.
    """
    doubtful = [found.start() for found in _DOUBTFUL.finditer(content)]
    body, name, table = content.rpartition(b"\nxref")
    if not doubtful or not name:
        return content

    def moved(found: re.Match[bytes]) -> bytes:
        place = int(found[0])
        return b"%0*d" % (len(found[0]), place + bisect_left(doubtful, place))

    return _DOUBTFUL.sub(b"\r\r", body) + name + _PLACE.sub(moved, table)


_BLEED, _ROUND = 3 * _POINTS, 10 * _POINTS
"""How far the ground reaches over the edge, and what stays around for the marks."""


def _bleed(page: Page) -> None:
    left, low, right, high = (float(value) for value in page.mediabox)
    width, height = right - left, high - low
    factor = max((width + 2 * _BLEED) / width, (height + 2 * _BLEED) / height)
    across = _ROUND + width * (1 - factor) / 2 - factor * left
    up = _ROUND + height * (1 - factor) / 2 - factor * low
    edge = _ROUND - _BLEED
    shown = f"{edge:.4f} {edge:.4f} {width + 2 * _BLEED:.4f} {height + 2 * _BLEED:.4f} re W n"
    moved = f"{factor:.6f} 0 0 {factor:.6f} {across:.4f} {up:.4f} cm"
    page.contents_add(f"q {shown} {moved}\n".encode(), prepend=True)
    page.contents_add(f"\nQ\n/Artifact BMC\nq 0.35 w 0 G\n{_marks(width, height)}Q\nEMC".encode())
    _move_notes(page, factor, across, up)
    for name, space in (("/MediaBox", _ROUND), ("/BleedBox", _BLEED), ("/TrimBox", 0)):
        near, wide, tall = _ROUND - space, width + _ROUND + space, height + _ROUND + space
        page.obj[name] = Array([round(side, 4) for side in (near, near, wide, tall)])


def _marks(width: float, height: float) -> str:
    """At each corner two lines outside the bleed."""
    start, end = 1.5 * _POINTS, _ROUND - _BLEED - 1
    lines = []
    for x in (_ROUND, _ROUND + width):
        top = 2 * _ROUND + height
        lines += [(x, start, x, end), (x, top - start, x, top - end)]
    for y in (_ROUND, _ROUND + height):
        far = 2 * _ROUND + width
        lines += [(start, y, end, y), (far - start, y, far - end, y)]
    return "".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l S\n" for a, b, c, d in lines)


def _opened(content: bytes) -> Pdf:
    """A document out of its bytes; nothing here is on a disk."""
    return _read(io.BytesIO(content))


_read = Pdf.open


def _bytes_of(pdf: Pdf) -> bytes:
    made = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(made, deterministic_id=True, object_stream_mode=ObjectStreamMode.preserve)
    return with_clear_ends(made.getvalue())


def _is_tagged(pdf: Pdf) -> bool:
    claims = bytes(pdf.Root.Metadata.get_stream_buffer()) if "/Metadata" in pdf.Root else b""
    return b"pdfaid:part" in claims and "/StructTreeRoot" in pdf.Root


def _move_notes(page: Page, factor: float, across: float, up: float) -> None:
    """Links go with what they stand on."""
    for note in page.obj.get("/Annots", Array()):
        for key in ("/Rect", "/QuadPoints"):
            if key in note:
                note[key] = _moved(note[key], factor, across, up)


def _moved(points: Iterable[Any], factor: float, across: float, up: float) -> Array:
    """Coordinates in pairs, scaled and moved with their page."""
    shifts = (across, up)
    return Array(
        [round(float(one) * factor + shifts[place % 2], 4) for place, one in enumerate(points)]
    )


def _under_one_tag(whole: Pdf) -> None:
    """Make the first document a part of one that all others become parts of too."""
    if "/StructTreeRoot" not in whole.Root:
        return
    root = whole.Root.StructTreeRoot
    if "/ParentTree" not in root:
        root.ParentTree = whole.make_indirect(Dictionary(Nums=Array()))
    top = Dictionary(Type=Name.StructElem, S=Name.Document, P=root, K=Array())
    parts = _listed(root.get("/K"))
    root.K = whole.make_indirect(top)
    _hang_under(root.K, parts)


def _hang_under(top: Any, parts: Iterable[Any]) -> None:  # noqa: ANN401 - pikepdf's objects
    for part in parts:
        part.P = top
        part.S = Name.Part
        top.K.append(part)


def _append(whole: Pdf, other: Pdf, prefix: str) -> None:
    """The pages of another document behind those there are, its tags behind the tags."""
    first = len(whole.pages)
    has_tags = "/StructTreeRoot" in other.Root and "/StructTreeRoot" in whole.Root
    if has_tags:
        _rename(other, prefix)
        _renumber(other, _next_key(whole))
    whole.pages.extend(other.pages)
    if not has_tags:
        for page in list(whole.pages)[first:]:
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
        return
    root, theirs = whole.Root.StructTreeRoot, whole.copy_foreign(_indirect(other))
    _hang_under(root.K, _listed(theirs.get("/K")))
    numbers = NumberTree(root.ParentTree)
    for key, value in NumberTree(theirs.ParentTree).items() if "/ParentTree" in theirs else ():
        numbers[key] = value
    root.ParentTreeNextKey = _next_key(whole)
    _join_names(whole, root, theirs)


def _indirect(other: Pdf) -> Any:  # noqa: ANN401 - pikepdf's objects are of no one type
    root = other.Root.StructTreeRoot
    return root if root.is_indirect else other.make_indirect(root)


def _listed(kids: Any) -> list[Any]:  # noqa: ANN401 - likewise
    """The kids of a tag: none, one or several."""
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _next_key(pdf: Pdf) -> int:
    """A number that no page and no tag goes by yet."""
    root = pdf.Root.StructTreeRoot
    if "/ParentTree" not in root:
        return 0
    return max((int(key) for key in NumberTree(root.ParentTree)), default=-1) + 1


def _renumber(other: Pdf, start: int) -> None:
    """Move the numbers by which pages and links find their tags."""
    for page in other.pages:
        for one in (page.obj, *page.obj.get("/Annots", Array())):
            for key in ("/StructParents", "/StructParent"):
                if key in one:
                    one[key] = int(one[key]) + start
    root = other.Root.StructTreeRoot
    if "/ParentTree" not in root:
        return
    found = [(int(key), value) for key, value in NumberTree(root.ParentTree).items()]
    numbers = Array()
    for number, value in sorted(found, key=lambda pair: pair[0]):
        numbers.append(number + start)
        numbers.append(value)
    root.ParentTree = other.make_indirect(Dictionary(Nums=numbers))


def _rename(other: Pdf, prefix: str) -> None:
    """Give tags that are called by name, as the heads of tables are, names of their own."""
    for element in _elements(other):
        if "/ID" in element:
            element.ID = String(prefix + str(element.ID))
        for attributes in _listed(element.get("/A")):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                attributes.Headers = Array(
                    [String(prefix + str(one)) for one in attributes.Headers]
                )
    root = other.Root.StructTreeRoot
    if "/IDTree" in root:
        named = {element.ID: element for element in _elements(other) if "/ID" in element}
        names = Array()
        for key in sorted(named, key=bytes):
            names.append(key)
            names.append(named[key])
        root.IDTree = other.make_indirect(Dictionary(Names=names))


def _elements(pdf: Pdf) -> Iterator[Any]:
    """Every tag of a document."""
    waiting = _listed(pdf.Root.StructTreeRoot.get("/K"))
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            waiting += _listed(element.get("/K"))


def _join_names(whole: Pdf, root: Any, theirs: Any) -> None:  # noqa: ANN401 - pikepdf's objects
    """The names of tags, and what tags of other names mean."""
    if "/IDTree" in theirs:
        if "/IDTree" not in root:
            root.IDTree = whole.make_indirect(Dictionary(Names=Array()))
        names = NameTree(root.IDTree)
        for key, value in NameTree(theirs.IDTree).items():
            names[key] = value
    if "/RoleMap" in theirs:
        roles = root.get("/RoleMap", Dictionary())
        for key, value in theirs.RoleMap.items():
            roles[key] = value
        root.RoleMap = roles


_CLAIMS = re.compile(rb"<(pdfaid|pdfuaid):(\w+)>[^<]*</\1:\2>|\s(?:pdfaid|pdfuaid):\w+=\"[^\"]*\"")


def _claim_nothing(whole: Pdf) -> None:
    """Take back what the first document said of the standards it keeps."""
    if "/Metadata" in whole.Root:
        whole.Root.Metadata.write(_CLAIMS.sub(b"", whole.Root.Metadata.get_stream_buffer()))


def _bookmarks(whole: Pdf, names: Sequence[str], starts: Sequence[int]) -> None:
    """One bookmark a document, in place of those that the first had."""
    items = [
        whole.make_indirect(
            Dictionary(
                Title=String(name),
                Dest=Array([whole.pages[start].obj, Name.Fit]),
            )
        )
        for name, start in zip(names, starts, strict=True)
    ]
    outline = whole.make_indirect(
        Dictionary(Type=Name.Outlines, First=items[0], Last=items[-1], Count=len(items))
    )
    for place, item in enumerate(items):
        item.Parent = outline
        if place:
            item.Prev = items[place - 1]
            items[place - 1].Next = item
    whole.Root.Outlines = outline
