"""Keys (键): every name that a file may use for a field, of any kind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gongshi.document import synonyms
from gongshi.kinds import kinds


@cache
def known_keys() -> Mapping[str, frozenset[str]]:
    """Every key, with the other names of the same field; all kinds are asked."""
    kinds()
    return synonyms()
