"""Laid out (版面): what stands where on the pages of a finished PDF, as a reader of PDFs finds it.

PDFium is asked, which knows nothing of the program that made the file. Lengths are millimetres
from the upper left corner of a page; sizes of type are points.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import hypot

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

POINT = 25.4 / 72
"""A point in millimetres."""

_PER_INCH = 72
_TEXT, _FORM = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM
_HIDDEN = False

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page; what is further down has larger figures."""

    left: float
    top: float
    right: float
    bottom: float

    def with_(self, other: Box) -> Box:
        """The least rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """A character: the box its ink fills, the size of its type, its colour.

    Letters of one `run` were written in one go, in one size and colour; `tag` is the number by
    which the tree of tags finds them, None where they are no part of the text for those who
    listen (an artifact): a reading above a character, the number of a page.
    """

    text: str
    box: Box
    size: float
    colour: Colour
    run: int
    tag: int | None


@dataclass(frozen=True, slots=True)
class Surface:
    """Surface (版面): a page, its width and height, its letters in the order they are written."""

    width: float
    height: float
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture: rows of red, green and blue, `dots` of them a millimetre."""

    width: int
    height: int
    stride: int
    dots: float
    pixels: bytes

    def colour_at(self, x: float, y: float) -> Colour:
        """The colour at a place of the page; of its edge, where the place lies outside."""
        across = min(max(int(x * self.dots), 0), self.width - 1)
        down = min(max(int(y * self.dots), 0), self.height - 1)
        start = down * self.stride + 3 * across
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code that was read: what it says, and how long its sides are."""

    says: str
    side: float


def surfaces(content: bytes) -> tuple[Surface, ...]:
    """The pages of a PDF with their letters."""
    with pypdfium2.PdfDocument(content) as document:
        return tuple(map(_surface, document))


def pictures(content: bytes, ppi: float, *, texts: bool = True) -> tuple[Picture, ...]:
    """The pages of a PDF as pictures; without `texts`, what stands behind these."""
    with pypdfium2.PdfDocument(content) as document:
        return tuple(_picture(page, ppi, texts=texts) for page in document)


def codes(content: bytes, ppi: float) -> tuple[tuple[Code, ...], ...]:
    """The QR codes that a camera finds on each page, at so many dots an inch."""
    with pypdfium2.PdfDocument(content) as document:
        return tuple(_codes(page, ppi) for page in document)


def _surface(page: pypdfium2.PdfPage) -> Surface:
    width, height = page.get_size()
    return Surface(width * POINT, height * POINT, tuple(_letters(page, height)))


def _letters(page: pypdfium2.PdfPage, height: float) -> list[Letter]:
    """The letters of a page; spaces that the reader puts between words for itself are left out.

    What parts or joins letters shares the drawing of the one beside it and gives back its half.
    """
    words = page.get_textpage()
    text = words.raw
    runs: dict[int, _Run] = {}
    found: list[Letter] = []
    halves: dict[int, Box] = {}
    for place, sign in _signs(text):
        written = pdfium.FPDFText_GetTextObject(text, place)
        if not written:  # a space between words that are written to the left
            continue
        key = ctypes.addressof(written.contents)
        if key not in runs:
            runs[key] = _run(text, place, written, len(runs))
        run, box = runs[key], _box(text, place, height)
        if sign not in _UNSEEN:
            box = box.with_(halves.pop(run.number, box))
            found.append(Letter(sign, box, run.size, run.colour, run.number, run.tag))
        elif found and found[-1].run == run.number:
            found[-1] = replace(found[-1], box=found[-1].box.with_(box))
        else:
            halves[run.number] = box
    words.close()
    return found


def _box(text: object, place: int, height: float) -> Box:
    sides = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text, place, *sides)
    left, right, low, high = (side.value for side in sides)
    return Box(left * POINT, (height - high) * POINT, right * POINT, (height - low) * POINT)


def _signs(text: object) -> Iterator[tuple[int, str]]:
    """The place and character of every letter; one beyond U+FFFF stands on two places."""
    first = 0
    for place in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, place)
        if 0xD800 <= code < 0xDC00:
            first = code
        elif 0xDC00 <= code < 0xE000:
            yield place, chr(0x10000 + (first - 0xD800 << 10) + code - 0xDC00)
        elif not pdfium.FPDFText_IsGenerated(text, place):
            yield place, chr(code)


_UNSEEN = frozenset("\u200b\u200c\u200d\u202a\u202b\u202c\u2060\ufe0e\ufe0f\ufeff")
"""What parts or joins letters, or says to which side they are written, and is none."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What the letters of one run have in common."""

    number: int
    size: float
    colour: Colour
    tag: int | None


def _run(text: object, place: int, written: object, number: int) -> _Run:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, place, matrix)
    size = pdfium.FPDFText_GetFontSize(text, place) * hypot(matrix.c, matrix.d)
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text, place, *parts)
    red, green, blue = (part.value for part in parts[:3])
    tag = pdfium.FPDFPageObj_GetMarkedContentID(written)
    return _Run(number, size, (red, green, blue), tag if tag >= 0 else None)


def _picture(page: pypdfium2.PdfPage, ppi: float, *, texts: bool) -> Picture:
    if not texts:
        for written in _objects(page):
            if pdfium.FPDFPageObj_GetType(written) == _TEXT:
                pdfium.FPDFPageObj_SetIsActive(written, _HIDDEN)
    made = page.render(scale=ppi / _PER_INCH, rev_byteorder=True)
    dots = ppi / 25.4
    return Picture(made.width, made.height, made.stride, dots, bytes(made.buffer))


def _objects(page: pypdfium2.PdfPage, form: object = None) -> Iterator[object]:
    """Everything that is drawn on a page, also inside what is drawn as one."""
    whole = page.raw if form is None else form
    count, at = _COUNT_AND_AT[form is None]
    for place in range(count(whole)):
        drawn = at(whole, place)
        yield drawn
        if pdfium.FPDFPageObj_GetType(drawn) == _FORM:
            yield from _objects(page, drawn)


_COUNT_AND_AT = {
    True: (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject),
    False: (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject),
}


_QR = zxingcpp.barcode_formats_from_str("QRCode")


def _codes(page: pypdfium2.PdfPage, ppi: float) -> tuple[Code, ...]:
    ppi = min(ppi, _MOST_DOTS / max(page.get_size()) * _PER_INCH)
    made = page.render(scale=ppi / _PER_INCH, grayscale=True)
    grey = memoryview(made.buffer).cast("B").cast("B", (made.height, made.stride))
    found = zxingcpp.read_barcodes(grey, formats=_QR)
    return tuple(Code(one.text, _side(one.position) * 25.4 / ppi) for one in found)


_MOST_DOTS = 60_000
"""A longer picture is not looked at by readers of codes."""


def _side(position: zxingcpp.Position) -> float:
    """How long a side of a code is in a picture, from its upper corners."""
    first, second = position.top_left, position.top_right
    return hypot(second.x - first.x, second.y - first.y)
