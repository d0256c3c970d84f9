"""Inside (隔间之内): what a booth does with a job, in the process that is bounded.

It may be stopped at any moment. What is wrong with a design is told; anything else that goes wrong
ends the process, and that is told by those outside.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import time
from contextlib import suppress
from typing import BinaryIO

from gongshi.errors import ThemeError
from gongshi.render.booth import MOST_BYTES, Answer, Job, received, send
from gongshi.render.poster import Press
from gongshi.render.sandbox import line_of

_LONGEST = 400


def begin() -> None:
    """Take the pipes for ourselves, so that nothing else that is printed gets between, and work."""
    into, out_of = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    _work(into, out_of)


def _work(into: BinaryIO, out_of: BinaryIO) -> None:
    """Answer jobs until nobody asks any more."""
    begun = pickle.loads(received(into, sys.maxsize))  # noqa: S301 - ours
    theme, attire, fonts, seconds, memory = begun
    _bound(memory)
    with Press(theme, attire, fonts=fonts) as press:
        _reply(out_of, Answer({}, ()))
        while True:
            try:
                job: Job = pickle.loads(received(into, sys.maxsize))  # noqa: S301 - likewise
            except EOFError:
                return
            _bound_time(seconds)
            _reply(out_of, _told(press, job))


def _told(press: Press, job: Job) -> Answer:
    """What a job comes to, or the fault of the design."""
    try:
        return _made(press, job)
    except ThemeError as error:
        line = line_of(error.__cause__) if error.__cause__ else 1
        zh, en = (one.partition("\n")[0][:_LONGEST] for one in (error.saying.zh, error.saying.en))
        return Answer({"fault": [zh, en, line]}, ())


def _made(press: Press, job: Job) -> Answer:
    source = press.source(job.poster)
    if job.what == "source":
        return Answer({"main": source.main, "edition": source.edition}, ())
    if job.what == "thumbnail":
        return Answer({}, (press.thumbnail(job.poster, source, job.ppi),))
    if job.what == "proof":
        made = press.proof(job.poster, source)
    else:
        made = press.press(job.poster, source, job.finished)
    told = {"scale": made.scale, "fits": made.fits, "missing": "".join(made.missing)}
    return Answer(told, (made.content, *made.more))


def _reply(pipe: BinaryIO, answer: Answer) -> None:
    told = {**answer.told, "sizes": [len(one) for one in answer.files]}
    send(pipe, b"".join((json.dumps(told).encode(), b"\n", *answer.files)))


def _bound(memory: int) -> None:
    """Bounds that the system keeps, where it can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, MOST_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that has no such bound, or a lower one
            resource.setrlimit(what, (most, most))


def _bound_time(seconds: float) -> None:
    """The processor's time for one job: should nobody be left to end the booth, it ends itself."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(time.process_time() + 2 * seconds + 2)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))
