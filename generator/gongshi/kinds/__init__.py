"""The kinds of document this program publishes, one module (or package) each.

A kind of one's own comes from another package through the entry point group `gongshi.kinds`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules

from gongshi.document import Document


@cache
def kinds() -> dict[str, type[Document]]:
    """Every kind by name: the modules of this package, then those other packages bring."""
    names = sorted(module.name for module in iter_modules(__path__))
    found = {name: _kind_in(f"{__name__}.{name}", name) for name in names}
    for point in sorted(entry_points(group="gongshi.kinds"), key=lambda point: point.name):
        found.setdefault(point.name, point.load())
    return found


def _kind_in(module_name: str, name: str) -> type[Document]:
    module = import_module(module_name)
    kind: type[Document] = getattr(module, name.title().replace("_", ""))
    return kind
