"""Identity numbers (身份证号) in a document: told at their place, whatever kind it is.

One whose check digit is right is refused, as nothing is read back that was public once; what only
looks like one is told. Sources: GB 11643-1999; 个人信息保护法 art. 28.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongshi.errors import Problem, Saying, Severity
from gongshi.load import Source
from gongshi.words import narrow

_LONG = re.compile(r"[0-9０-９]{17}")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-8][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9Xx](?![0-9A-Za-z])"
)
_CHECK_DIGITS = "10X98765432"


def identities(source: Source) -> Iterator[Problem]:
    """Every identity number in a file, remarks left out."""
    if not _LONG.search(source.text):
        return
    for number, line in enumerate(source.text.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        before = len(line) - len(line.lstrip())
        for found in _IDENTITY.finditer(narrow(line)):
            severity = Severity.ERROR if _is_one(found[0]) else Severity.WARNING
            column = before + found.start() + 1
            yield Problem(source.path, number, column, "identity", _told(found[0]), severity)


def _told(said: str) -> Saying:
    masked = f"{said[:3]}***********{said[-4:]}"
    return Saying(
        f"这里像是身份证号（{masked}），请删去，或遮住中间十一位，如 {masked}。",
        f"this looks like an identity number ({masked}); delete it or mask its middle.",
    )


def _is_one(said: str) -> bool:
    """Whether its last sign is the check digit of the others (ISO 7064, MOD 11-2)."""
    total = sum(int(sign) * pow(2, 17 - place, 11) for place, sign in enumerate(said[:17]))
    return _CHECK_DIGITS[total % 11] == said[17].upper()
