"""What a school's theme brings: drawings, pictures and fonts by strangers, made safe or refused."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
import typst
from PIL import Image, ImageFont

from gongshi.formats.font import NotAFont, checked_font
from gongshi.formats.png import NotAPicture, safe_picture
from gongshi.formats.svg import NotADrawing, safe_drawing

ROOT = Path(__file__).parents[1]
SVG = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8' {more}>{inside}</svg>"
FONT = ImageFont.load_default(12).font_bytes  # type: ignore[union-attr]
"""Aileron, which Pillow brings: a small font that is not the theme's."""


# ---- drawings -----------------------------------------------------------------------------------


def refused(raw: str | bytes) -> tuple[str, str]:
    """Why a drawing is refused, and what of it."""
    with pytest.raises(NotADrawing) as caught:
        safe_drawing(raw if isinstance(raw, bytes) else raw.encode())
    return caught.value.kind, caught.value.part


def drawn(inside: str, more: str = "") -> str:
    """A drawing of these elements, made safe."""
    return safe_drawing(SVG.format(inside=inside, more=more).encode()).text


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS = {
    "billion laughs": (
        f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]><svg><title>&l9;</title></svg>',
        ("doctype", ""),
    ),
    "an entity from a file": (
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        ("doctype", ""),
    ),
    "a document type from elsewhere": (
        '<!DOCTYPE svg SYSTEM "http://example.com/svg.dtd"><svg/>',
        ("doctype", ""),
    ),
    "a script": ("<script>fetch('https://example.com')</script>", ("element", "script")),
    "a handler": ("<path d='M0 0' onload='alert(1)'/>", ("attribute", "onload")),
    "a page inside": ("<foreignObject><p/></foreignObject>", ("element", "foreignObject")),
    "a picture of the disk": ("<image href='file:///etc/passwd'/>", ("element", "image")),
    "a picture of the net": ("<image href='https://example.com/a.png'/>", ("element", "image")),
    "a picture inside": ("<image href='data:image/png;base64,AA=='/>", ("element", "image")),
    "a link": ("<a href='https://example.com'><path d='M0 0'/></a>", ("element", "a")),
    "laughs by clones": (
        "<g id='a'><path d='M0 0'/></g><g id='b'><use href='#a'/><use href='#a'/></g>",
        ("element", "use"),
    ),
    "a style that imports": (
        "<style>@import url(https://example.com/a.css);</style>",
        ("element", "style"),
    ),
    "a style that comes too late": (
        "<path class='a' d='M0 0'/><style>.a{fill:red}</style>",
        ("element", "style"),
    ),
    "a colour from elsewhere": (
        "<path fill='url(https://example.com/a.svg#b)' d='M0 0'/>",
        ("value", "fill"),
    ),
    "a style from elsewhere": (
        "<path style='fill:url(//example.com)' d='M0 0'/>",
        ("value", "fill"),
    ),
    "a movement": ("<animate attributeName='href'/>", ("element", "animate")),
    "a filter": ("<path filter='url(#f)' d='M0 0'/>", ("attribute", "filter")),
    "a text": ("<text>青禾</text>", ("element", "text")),
    "a pattern": ("<defs><pattern id='p'/></defs>", ("element", "pattern")),
    "endless dashes": (
        "<path stroke-dasharray='.0001' d='M0 0'/>",
        ("attribute", "stroke-dasharray"),
    ),
    "gradients in a circle": (
        "<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/>",
        ("value", "href"),
    ),
    "a gradient from elsewhere": (
        "<linearGradient id='a' href='https://example.com/#b'/>",
        ("attribute", "href"),
    ),
    "outlines in outlines": (
        "<clipPath id='a' clip-path='url(#b)'/>",
        ("attribute", "clip-path"),
    ),
    "nesting without end": ("<g>" * 40 + "</g>" * 40, ("much", "")),
    "shapes without end": ("<path d='M0 0'/>" * 6000, ("much", "")),
    "half a drawing": ("<g>", ("xml", "")),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_drawing_that_might_do_harm_is_refused(name: str) -> None:
    said, why = ATTACKS[name]
    whole = said if said.startswith("<!") else SVG.format(inside=said, more="")
    assert refused(whole) == why


@pytest.mark.parametrize(
    "box",
    [
        "viewBox='0 0 1e9 1e9'",
        "viewBox='0 0 nan 1'",
        "viewBox='0 0 0 8'",
        "viewBox='0 0 90 1'",
        "",
        "viewBox='0 0 -1 -1'",
        "width='100%' height='100%'",
    ],
)
def test_a_drawing_says_its_size(box: str) -> None:
    assert refused(f"<svg xmlns='http://www.w3.org/2000/svg' {box}/>") == ("size", "")


@pytest.mark.parametrize(
    "raw", [b"", b"\x1f\x8b\x08\x00", b"GIF89a", b"<svg", b"\xff\xfe<\x00", b"<html></html>"]
)
def test_what_is_no_drawing_is_refused(raw: bytes) -> None:
    assert refused(raw)[0] in {"xml", "element"}


def test_what_only_an_editor_needs_is_left_out_and_the_shapes_stay() -> None:
    ink = "xmlns:i='http://www.inkscape.org/namespaces/inkscape'"
    said = (
        "<metadata><rdf xmlns='urn:r'><script/></rdf></metadata><i:grid/><title>校徽</title>"
        "<!-- made by hand --><g i:label='layer' id='g1' data-name='一'>"
        "<rect class='a b' width='4' height='4' style='stroke:#abc;stroke-width:2'/></g>"
    )
    styled = "<style>.a{fill:red} .b,.c{fill:rgb(1, 2, 3);opacity:.5}</style>"
    assert drawn(styled + said, ink).endswith(
        '<g id="g1"><rect width="4" height="4" fill="#010203" opacity=".5" stroke="#aabbcc" '
        'stroke-width="2"></rect></g></svg>'
    )


def test_gradients_and_outlines_of_the_drawing_itself_are_kept() -> None:
    said = (
        "<defs><linearGradient id='a'><stop offset='0' stop-color='white'/></linearGradient>"
        "<linearGradient id='b' href='#a' x1='0'/><clipPath id='c'><circle r='2'/></clipPath>"
        "</defs><path fill='url(#b)' clip-path='url(#c)' d='M0 0h8v8z'/>"
    )
    text = drawn(said)
    for kept in ('href="#a"', 'fill="url(#b)"', 'clip-path="url(#c)"', 'stop-color="#ffffff"'):
        assert kept in text


def test_a_safe_drawing_is_the_same_when_made_safe_again_and_can_be_set() -> None:
    for name in ("logo", "mascot"):
        raw = (ROOT / f"content/schools/qinghe-middle/theme/{name}.svg").read_bytes()
        once = safe_drawing(raw)
        assert safe_drawing(once.text.encode()) == once
        source = f'#image(bytes("{once.text.replace(chr(34), chr(39))}"), format: "svg")'
        assert typst.Compiler(source.encode()).compile(format="png")


# ---- pictures and fonts -------------------------------------------------------------------------


def png(mode: str, **more: bytes) -> bytes:
    """A picture of 30 by 20 dots as a clerk would save it."""
    out = io.BytesIO()
    Image.radial_gradient("L").resize((30, 20)).convert(mode).save(out, "PNG", **more)
    return out.getvalue()


def seen(content: bytes) -> bytes:
    """The dots of a picture."""
    return Image.open(io.BytesIO(content)).convert("RGBA").tobytes()


def chunk(name: bytes, content: bytes) -> bytes:
    """A part of a PNG."""
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def of_parts(width: int, height: int, data: bytes, *more: bytes) -> bytes:
    """A picture in grey of these dots, whatever they are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), *more, chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "L", "P", "LA"])
def test_a_picture_keeps_its_dots_and_nothing_else(mode: str) -> None:
    raw = png(mode, icc_profile=b"x" * 999)
    safe = safe_picture(raw)
    assert (safe.width, safe.height) == (30, 20)
    assert b"iCCP" in raw
    assert b"iCCP" not in safe.content
    assert seen(safe.content) == seen(raw)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "png"),
        (b"\xff\xd8\xff\xe0 a photo", "png"),
        (png("L")[:-20], "png"),
        (png("L").replace(b"IDAT", b"IDAS"), "png"),
        (of_parts(60_000, 60_000, zlib.compress(b"")), "size"),
        (of_parts(2000, 10, zlib.compress(b"")), "size"),
        (of_parts(0, 10, zlib.compress(b"")), "size"),
        (of_parts(8, 8, zlib.compress(b"\0" * 99_000_000)), "png"),
        (of_parts(8, 8, zlib.compress(b"\0" * 10)), "png"),
        (of_parts(8, 8, zlib.compress(b"\7" * 72)), "png"),
        (of_parts(8, 8, b"no picture"), "png"),
    ],
)
def test_a_picture_that_might_do_harm_is_refused(raw: bytes, kind: str) -> None:
    with pytest.raises(NotAPicture) as caught:
        safe_picture(raw)
    assert caught.value.kind == kind


def test_what_a_picture_hides_is_never_unpacked() -> None:
    bomb = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 50_000_000))
    safe = safe_picture(of_parts(8, 8, zlib.compress(b"\0" * 72), bomb))
    assert len(safe.content) < 200


def test_a_font_is_taken_unless_its_makers_forbid_it() -> None:
    assert checked_font(FONT) == FONT
    for raw, kind in ((b"", "font"), (b"wOF2" + b"\0" * 99, "font"), (FONT[:200], "font")):
        with pytest.raises(NotAFont) as caught:
            checked_font(raw)
        assert caught.value.kind == kind


def test_a_font_that_may_not_be_embedded_is_refused() -> None:
    place = next(
        struct.unpack_from(">I", FONT, 12 + 16 * number + 8)[0]
        for number in range(struct.unpack_from(">H", FONT, 4)[0])
        if FONT[12 + 16 * number :][:4] == b"OS/2"
    )
    with pytest.raises(NotAFont) as caught:
        checked_font(FONT[: place + 8] + b"\0\2" + FONT[place + 10 :])
    assert caught.value.kind == "licence"
