"""Scaffold (新建): writes the first files of a site, of a school and of a document.

The files are templates in `files/`, Jinja with one rule of its own: every value becomes a YAML
scalar, so that a name can never be markup. How a kind's file begins follows from its model
(`starter`), or is said in the module of this package that carries the kind's name. What is written
passes `gongshi check` at once, but for 待填 where somebody has to write.
"""

from gongshi.scaffold.documents import can_begin, drafts, is_site, kinds_at, new_document
from gongshi.scaffold.site import EXAMPLE, NewSchool, new_school, new_site

__all__ = [
    "EXAMPLE",
    "NewSchool",
    "can_begin",
    "drafts",
    "is_site",
    "kinds_at",
    "new_document",
    "new_school",
    "new_site",
]
