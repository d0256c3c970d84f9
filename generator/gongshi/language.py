"""Language (语言): in which language the person at this machine is spoken to."""

from __future__ import annotations

import locale
import os
from functools import cache

from gongshi.errors import Language


@cache
def language() -> Language:
    """English where the locale is English, Chinese everywhere else; GONGSHI_LANG decides first."""
    for name in ("GONGSHI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name, "")
        if said:
            return Language.EN if said.lower().startswith("en") else Language.ZH
    said = locale.getlocale()[0] or ""
    return Language.EN if said.lower().startswith("en") else Language.ZH


def say(zh: str, en: str) -> str:
    """One of two texts, in the reader's language."""
    return zh if language() is Language.ZH else en
