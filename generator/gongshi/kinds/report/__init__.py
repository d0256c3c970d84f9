"""Report (计划与总结): what was done in a year or term, and who does what by when in the next.

`model` is what a report's file may say; `views` is what its page and poster receive.
"""

from gongshi.kinds.report.model import Report

__all__ = ["Report"]
