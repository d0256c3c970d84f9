"""Notice (公示): what a school must show for a number of working days, and where to object to it.

`model` is what a file may say, `listing` its small table, `period` how its days are counted,
`privacy` what must not stand in it, `views` what pages and posters receive, `publish` what is made.
"""

from gongshi.kinds.notice.publish import Notice

__all__ = ["Notice"]
