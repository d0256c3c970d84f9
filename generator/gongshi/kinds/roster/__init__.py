"""Roster (值班与机构): leading groups with their members, and who is on duty on which day."""

from gongshi.kinds.roster.model import Roster

__all__ = ["Roster"]
