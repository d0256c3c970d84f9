"""The kinds of document this program publishes, one module (or package) each.

A kind of one's own comes from another package through the entry point group `gongshi.kinds`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules

from gongshi.document import Beside, Document, Flaw, Model
from gongshi.errors import Saying


@cache
def kinds() -> dict[str, type[Document]]:
    """Every kind by name, in their order: those of this package and those other packages bring."""
    names = sorted(module.name for module in iter_modules(__path__))
    found = {name: _kind_in(f"{__name__}.{name}", name) for name in names}
    for point in sorted(entry_points(group="gongshi.kinds"), key=lambda point: point.name):
        found.setdefault(point.name, point.load())
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def kinds_with(forms: Mapping[str, Mapping[str, Model]]) -> dict[str, type[Document]]:
    """Every kind, with those that forms declare; `forms` holds each kind's forms by name."""
    found = dict(kinds())
    for name, kind in kinds().items():
        for declared, made in kind.declared(forms.get(name, {})):
            found.setdefault(declared, made)
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def home_of(kind: type[Document]) -> Path | None:
    """The folder of the package that brings a kind; None for a module that stands alone.

    Its forms stand in the `forms/` there, and the templates of another package's in `theme/`.
    """
    module = sys.modules[kind.__module__]
    if "." not in kind.__module__ and not hasattr(module, "__path__"):
        return None
    return Path(module.__file__).parent if module.__file__ else None


TAKEN = frozenset({"all", "home", "index", "base", "board", "posted", "theme", "tokens", *Beside})
"""Names that no kind may have: addresses of every school, templates and stylesheets of all."""


def clashes(forms: Mapping[str, Mapping[str, Model]]) -> Iterator[tuple[str, Flaw]]:
    """Names, folders and words of kinds that forms declare although another kind has them.

    With each comes the kind whose form it is.
    """
    taken = dict.fromkeys(TAKEN, Saying("网站本身", "the site itself"))
    for name, kind in kinds().items():
        taken |= dict.fromkeys((name, kind.folder, kind.label), _of(kind))
    for name, kind in kinds().items():
        for declared, made in kind.declared(forms.get(name, {})):
            own = {"名称": declared, "目录": made.folder, "标签": made.label}
            for field, said in own.items():
                if said in taken:
                    yield name, Flaw(made.declared_in, ("kind", field), _taken(said, taken[said]))
            taken |= dict.fromkeys(own.values(), _of(made))


def _of(kind: type[Document]) -> Saying:
    return Saying(f"“{kind.label}”", f"“{kind.label}”")


def _taken(said: str, by: Saying) -> Saying:
    return Saying(
        f"“{said}”已由{by.zh}使用，请换一个。",
        f"“{said}” is taken already by {by.en}; use another.",
    )


def kind_called(name: str, kinds: Mapping[str, type[Document]]) -> str | None:
    """The kind that a duty names by its label, its name or its folder."""
    return next((kind for kind, of in kinds.items() if name in (of.label, kind, of.folder)), None)


def _kind_in(module_name: str, name: str) -> type[Document]:
    module = import_module(module_name)
    kind: type[Document] = getattr(module, name.title().replace("_", ""))
    return kind
