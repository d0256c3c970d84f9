"""Clock (时钟): the only place where the program asks what day it is, for those who do not say."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))


def today() -> date:
    """The day in China; SOURCE_DATE_EPOCH (seconds, UTC) fixes it for reproducible builds."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).astimezone(_CHINA).date()
    return datetime.now(_CHINA).date()
