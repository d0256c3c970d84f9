"""Frame (页框): what MkDocs and Material draw around every page; the only place that knows them.

`frames` is what the program uses, `plugin` what runs MkDocs and what MkDocs runs.
"""

from gongshi.frame.frames import Frame, Frames, Prose, frames_for

__all__ = ["Frame", "Frames", "Prose", "frames_for"]
