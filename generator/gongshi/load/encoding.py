"""Bytes to text: UTF-8, UTF-16 and GB18030, with or without a byte order mark."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from gongshi.errors import Saying

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"PK\x03\x04", "Excel、Word 或压缩文件", "an Excel, Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Excel 或 Word 文件", "an old Excel or Word file"),
    (b"%PDF", "PDF 文件", "a PDF"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"\x89PNG", "图片", "a picture"),
    (b"Rar!", "压缩文件", "an archive"),
)


@dataclass(frozen=True, slots=True)
class NoText:
    """Bytes that are no text: where the first bad ones stand, and what to do."""

    line: int
    column: int
    saying: Saying


def decode(raw: bytes) -> str | NoText:
    r"""The text that Windows, WPS or anybody else saved, or why there is none.

    >>> decode("食谱".encode("gb18030")), decode("食谱".encode("utf-16"))
    ('食谱', '食谱')
    >>> print(decode(b"PK\x03\x04\x14\x00\x06\x00").saying.en)
    this is an Excel, Word or zip file, not text; write the content in a text file of its own.
    """
    for signature, zh, en in _SIGNATURES:
        if raw.startswith(signature):
            return NoText(1, 1, _another_program(zh, en))
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and (spoilt := _spoilt_utf_8(raw)):
            return spoilt
        return text.lstrip("\ufeff")
    return _spoilt_utf_8(raw) or NoText(1, 1, _UNKNOWN)


def _another_program(zh: str, en: str) -> Saying:
    return Saying(
        f"这是{zh}，不是文本；请把内容写进文本文件。",
        f"this is {en}, not text; write the content in a text file of its own.",
    )


_UNKNOWN = Saying(
    "读不出文字，可能不是文本文件；请用记事本另存为 UTF-8 编码。",
    "this is no text, or in an unknown encoding; save it as UTF-8.",
)
_SPOILT = Saying(
    "这里有坏字（保存或传送时损坏），请重新输入并存为 UTF-8 编码。",
    "a character here is damaged; type it again and save the file as UTF-8.",
)


def _encodings(raw: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return (encoding,)
    if b"\0" in raw:
        return _unmarked_utf_16(raw)
    return ("utf-8", "gb18030")


def _unmarked_utf_16(raw: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows in the zeros beside its spaces, colons and line ends."""
    big, little = (len(_PLAIN_BIG.findall(raw)), len(_PLAIN_LITTLE.findall(raw)))
    if (
        len(raw) % 2
        or max(big, little) < max(1, raw.count(0) * 0.5)
        or raw.count(0) * 20 < len(raw)
    ):
        return ("utf-8",) if raw.count(0) * 20 < len(raw) else ()
    return ("utf-16-be",) if raw[::2].count(0) > raw[1::2].count(0) else ("utf-16-le",)


_PLAIN_BIG = re.compile(rb"\x00[\t\n\r -~]")
_PLAIN_LITTLE = re.compile(rb"[\t\n\r -~]\x00")
_HAN = re.compile("[\u3000-\u9fff\uff00-\uffee]")


def _spoilt_utf_8(raw: bytes) -> NoText | None:
    """UTF-8 with a broken character: most of what is not ASCII still reads as Chinese."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken or len(_HAN.findall(text)) * 10 <= broken:
        return None
    before = text[: text.index("\ufffd")]
    return NoText(before.count("\n") + 1, len(before) - before.rfind("\n"), _SPOILT)
