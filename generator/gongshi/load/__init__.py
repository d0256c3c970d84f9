"""Load (读取): YAML files into data that knows the line and column each value stands on.

`encoding` makes text of bytes, `tree` makes data of text, `slips` knows what a typing hand gets
wrong, `folders` knows where a county keeps its files.
"""

from gongshi.load.folders import CountyFiles, SchoolFiles, read_county, read_school
from gongshi.load.tree import Source, Unreadable, read_source

__all__ = [
    "CountyFiles",
    "SchoolFiles",
    "Source",
    "Unreadable",
    "read_county",
    "read_school",
    "read_source",
]
