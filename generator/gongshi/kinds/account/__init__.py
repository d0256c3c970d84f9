"""Account (收支公示): what came in and went out for meals in one month, and that it adds up.

`money` is how amounts are written, `lines` what is entered, `model` the file, `sums` what every
figure must be, `chain` how months follow one another, `views` what is shown, `publish` what of it
is made.
"""

from gongshi.kinds.account.publish import Account

__all__ = ["Account"]
