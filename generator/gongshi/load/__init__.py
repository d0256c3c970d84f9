"""Load (读取): YAML files into data that knows the line and column each value stands on.

`encoding` makes text of bytes, `tree` data of text, `places` finds its lines and columns again;
`slips`, `unseen` and `syntax` know what goes wrong while typing. `files` reads one file, `folders`
knows where a county keeps them, `looks` what a school's theme may hold, `fonts` what a county
prints other scripts with, `strays` which of them
nobody would publish.
"""

from gongshi.load.folders import CountyFiles, SchoolFiles, read_county, read_school
from gongshi.load.looks import LookFiles
from gongshi.load.source import Source
from gongshi.load.tree import Unreadable, read_source

__all__ = [
    "CountyFiles",
    "LookFiles",
    "SchoolFiles",
    "Source",
    "Unreadable",
    "read_county",
    "read_school",
    "read_source",
]
