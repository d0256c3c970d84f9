"""Menu (食谱): what a school serves in one ISO week, day by day and meal by meal.

`model` is what a file may say, `views` what pages and posters receive, `publish` which of them
are made.
"""

from gongshi.kinds.menu.publish import Menu

__all__ = ["Menu"]
