"""Rule (制度): what a school lays down in numbered articles, on what law, and how long it holds.

`model` is what a rule's file may say; `laws` knows which laws are repealed and what order 45 asks
of retained food; `views` is what its page and poster receive.
"""

from gongshi.kinds.rule.model import Rule

__all__ = ["Rule"]
