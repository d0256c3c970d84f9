"""Bytes to text: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(raw: bytes) -> str | None:
    """The text that Windows, WPS or anybody else saved, or None where it is no text.

    >>> decode("食谱".encode("gb18030")), decode("食谱".encode("utf-16"))
    ('食谱', '食谱')
    >>> decode(b"PK\\x03\\x04\\x14\\x00\\x06\\x00") is None
    True
    """
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _encodings(raw: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (encoding,)
    if b"\0" in raw:
        return _unmarked_utf_16(raw)
    return ("utf-8", "gb18030")


def _unmarked_utf_16(raw: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows in the zeros beside its spaces, colons and line ends."""
    if len(raw) % 2:
        return ()
    if b"\n" in raw[1::2] and raw[::2].count(0) > 0:
        return ("utf-16-be",)
    return ("utf-16-le",) if b"\n" in raw[::2] and raw[1::2].count(0) > 0 else ()
