"""Booth (隔间): a process of its own in which a design that nobody has trusted is printed.

What stands in a booth may loop for ever, fill the memory or stop with a crash: it has so many
seconds and so much memory for a poster, no network and nothing of the environment, and is ended
where it takes more. Into the booth go values of this program; out of it come texts, figures and
files, never objects.
"""

from __future__ import annotations

import json
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from threading import Event, Timer
from typing import IO

from gongshi.errors import GongshiError, Saying
from gongshi.load.fonts import CountyFont
from gongshi.look import Attire
from gongshi.publication import Poster

SECONDS = 20.0
"""How long a poster may take; the theme's own take a tenth of a second."""

MEMORY = 3 * 2**29
"""How much memory a booth may ask for, in bytes; the fonts and a poster take a fifth of it."""

MOST_BYTES = 64_000_000
"""How much a booth may hand out, or write on the disk, at a time."""

_TO_BEGIN = 60.0
_LENGTH = struct.Struct(">Q")


class Breach(GongshiError):
    """A design that cannot be printed: why, and in which line of its template."""

    def __init__(self, saying: Saying, line: int = 1) -> None:
        """Why."""
        super().__init__(saying)
        self.line = line


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of a booth: `what` a press does (`source`, `press`, `proof`, `thumbnail`).

    `finished` are PDFs that the poster sets on its own sheets, `ppi` is for thumbnails.
    """

    what: str
    poster: Poster
    finished: Mapping[str, bytes] = field(default_factory=dict)
    ppi: float = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out: named texts and figures, and files."""

    told: Mapping[str, object]
    files: tuple[bytes, ...]


class Booth:
    """Booth (隔间): begun when made, ended by `close` or by whatever goes beyond its bounds."""

    def __init__(self, theme: Path, attire: Attire, fonts: tuple[CountyFont, ...] = ()) -> None:
        """A booth for a school's attire; raises Breach where no process can be had.

        `fonts` are the county's.
        """
        folder = mkdtemp(prefix="gongshi-booth-")
        try:
            self._process = _begun(folder)
        except OSError as error:
            rmtree(folder, ignore_errors=True)
            raise Breach(_STOPPED) from error
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._into, self._out_of = self._process.stdin, self._process.stdout
        # Unlike atexit and weakref.finalize, this also runs when a worker process ends.
        self.close = Finalize(self, _end, (self._process, folder), exitpriority=1)
        self._asked(pickle.dumps((theme.resolve(), attire, fonts, SECONDS, MEMORY)), _TO_BEGIN)

    @property
    def is_open(self) -> bool:
        """Whether it can be asked."""
        return self.close.still_active()

    def ask(self, job: Job) -> Answer:
        """What a job comes to; raises Breach, and where a bound was met the booth is ended."""
        return self._asked(pickle.dumps(job), SECONDS)

    def _asked(self, question: bytes, seconds: float) -> Answer:
        late = Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = Timer(seconds, end)
        timer.start()
        try:
            send(self._into, question)
            answer = _answer(received(self._out_of))
        except (OSError, EOFError, ValueError) as error:
            self.close()
            raise Breach(_too_long(seconds) if late.is_set() else _STOPPED) from error
        finally:
            timer.cancel()
        if fault := answer.told.get("fault"):
            raise _breach(fault)
        return answer


def _begun(folder: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from gongshi.render.inside import begin; begin()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(folder),
    )


def _end(process: subprocess.Popen[bytes], folder: str) -> None:
    process.kill()
    process.wait()
    rmtree(folder, ignore_errors=True)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # what was still to be written to it is lost, as it should be
                pipe.close()


def _environment(folder: str) -> dict[str, str]:
    """What a booth knows of this machine: where it may write, and little else.

    Typst fetches packages through the proxy that it is told of: at port 0 nobody answers.
    """
    nowhere = "http://127.0.0.1:0"
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere),
        "ALL_PROXY": nowhere,
        # A machine of many cores would ask for as many stacks and heaps.
        "RAYON_NUM_THREADS": "2",
        "MALLOC_ARENA_MAX": "2",
    }


_KEPT = ("SYSTEMROOT",)
"""Without it no process begins on Windows."""


def send(pipe: IO[bytes], content: bytes) -> None:
    """One message, its length before it."""
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def received(pipe: IO[bytes], most: int = MOST_BYTES) -> bytes:
    """One message; raises EOFError where it ends early, ValueError where it is too long."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    if length > most:
        raise ValueError(length)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content


def _answer(raw: bytes) -> Answer:
    """An answer from its message; raises ValueError where it is none."""
    told, _, rest = raw.partition(b"\n")
    said = json.loads(told)
    sizes = said.pop("sizes")
    if sum(sizes) != len(rest) or min(sizes, default=0) < 0:
        raise ValueError(sizes)
    ends = [sum(sizes[: place + 1]) for place in range(len(sizes))]
    files = (rest[end - size : end] for size, end in zip(sizes, ends, strict=True))
    return Answer(said, tuple(files))


def _breach(fault: object) -> Breach:
    match fault:
        case [str(zh), str(en), int(line)]:
            return Breach(Saying(zh, en), line)
    return Breach(_STOPPED)


def _too_long(seconds: float) -> Saying:
    return Saying(
        f"排版超过 {seconds:g} 秒，已经停下；请检查循环和递归",
        f"setting it takes more than {seconds:g} seconds and was stopped; look for loops",
    )


_STOPPED = Saying(
    "排版要的内存太多，或者中途停了；请检查循环、页数和图片的大小",
    "setting it takes too much memory, or it stopped; look for loops, many pages, huge pictures",
)
