"""Inspection (检查): who looked at what place, what was found, and what became of it.

`form` are the check lists, `finding` and `rating` parts of what `model` says a file may hold,
`views` what pages and posters receive, `publish` what is made; `importing` takes over the records
of other authorities.
"""

from gongshi.kinds.inspection.publish import Inspection

__all__ = ["Inspection"]
