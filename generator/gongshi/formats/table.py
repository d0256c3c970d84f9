"""CSV (RFC 4180) as WPS and Excel open it: UTF-8 with a byte-order mark, CRLF, no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    r"""A table as CSV; a text that a spreadsheet would run as a formula is kept a text.

    >>> csv_of(("名称", "数量"), [("米饭", 2), ("=1+1", -3)]).decode("utf-8-sig")
    "名称,数量\r\n米饭,2\r\n'=1+1,-3\r\n"
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_cell(head) for head in heads])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
