"""Board (公示栏): what browsers shall see now; whoever waits hears when it changes."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from gongshi.errors import Problem, Saying, Severity


@dataclass(frozen=True)
class Showing:
    """One state of a preview: the number of the build, and what is wrong."""

    number: int = 0
    problems: tuple[Problem, ...] = ()
    failure: Saying | None = None

    @property
    def has_errors(self) -> bool:
        """Whether something could not be published."""
        found = any(one.severity is Severity.ERROR for one in self.problems)
        return found or self.failure is not None

    @property
    def trouble(self) -> str:
        """A short mark that changes with what is wrong."""
        return sha256(repr((self.problems, self.failure)).encode()).hexdigest()[:12]


class Board:
    """Holds the present showing; one thread shows, any number read and wait."""

    def __init__(self) -> None:
        """Nothing has been built yet; `run` tells the pages of this run from an earlier one's."""
        self.run = secrets.token_hex(4)
        self._now = Showing()
        self._changed = threading.Condition()
        self._closed = False

    @property
    def now(self) -> Showing:
        """The present showing."""
        return self._now

    def show(self, showing: Showing, *, is_new: bool) -> bool:
        """Show what a build gave, if files are new or the trouble is another; whether it was."""
        with self._changed:
            if not is_new and self._now.number and showing.trouble == self._now.trouble:
                return False
            self._now = replace(showing, number=self._now.number + 1)
            self._changed.notify_all()
            return True

    def wait_while(self, unchanged: Callable[[], bool], seconds: float) -> None:
        """Wait until something else is shown, at most that long."""
        until = time.monotonic() + seconds
        with self._changed:
            while unchanged() and not self._closed:
                left = until - time.monotonic()
                if left <= 0:
                    return
                self._changed.wait(left)

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
