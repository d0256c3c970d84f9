"""Kinds of one's own (自定种类): a form that declares one is a kind without a line of Python."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from gongshi.document import Model
from gongshi.kinds.register.form import RegisterForm

if TYPE_CHECKING:
    from gongshi.kinds.register.model import Register


def declared_kinds(
    made_from: type[Register], forms: Mapping[str, Model]
) -> Iterator[tuple[str, type[Register]]]:
    """The kinds that forms declare, by name, in the order of the forms' names."""
    for name, form in sorted(forms.items()):
        if isinstance(form, RegisterForm) and form.kind is not None:
            yield form.kind.name, _declared(made_from, name, form)


@lru_cache(256)
def _declared(made_from: type[Register], name: str, form: RegisterForm) -> type[Register]:
    """The class of a form's kind: the same form gives the same class."""
    said = form.kind
    assert said is not None
    attributes = {
        "__doc__": f"{form.label}: a kind that the form {name} declares.",
        "__module__": made_from.__module__,
        "kind": said.name,
        "label": said.label,
        "folder": said.folder,
        "order": said.order,
        "made_from": made_from.kind,
        "declared_in": name,
        "of": form,
    }
    title = "".join(part.title() for part in said.name.split("_"))
    return type(title, (made_from,), attributes)
