"""Schedule (时间表): when what is done, where and by whom, by the day or the year."""

from gongshi.kinds.schedule.model import Schedule

__all__ = ["Schedule"]
