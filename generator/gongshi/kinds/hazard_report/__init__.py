"""Hazard report (隐患报告): 日查 → 周结 → 月报, computed from what checks found; never typed.

`spans` are the weeks and months that have a report, `views` what pages and posters receive,
`publish` what is made of a school and `county` of all schools together.
"""

from gongshi.kinds.hazard_report.publish import HazardReport

__all__ = ["HazardReport"]
