"""Register (台账): a table that is kept all year, after a form that says what has to add up.

`form` is what a form may declare, `table` how rows are read and held to it, `expression` the
small language of checks, `reckoning` totals and whether books and count agree, `model` the
document itself, `own` kinds that a form declares.
"""

from gongshi.kinds.register.form import RegisterForm
from gongshi.kinds.register.model import Register

__all__ = ["Register", "RegisterForm"]
