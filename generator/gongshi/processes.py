"""Processes (进程): the workers that schools are shared among; they never outlive the program."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait


def collect_seldom() -> None:
    """Look for cycles less often: a tenth of a build's time, as what it makes holds few of them."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def give_back() -> None:
    """Give memory that is no longer used back to the system, where the C library would keep it."""
    if _TRIM:
        _TRIM(0)


_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
"""Of glibc alone; others give it back by themselves."""


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """That many processes, or None where one job is asked for: then the caller does the work."""
    if jobs == 1:
        yield None
        return
    with ProcessPoolExecutor(jobs, initializer=_end_with_parent) as pool:
        yield pool


def _end_with_parent() -> None:
    """Watch for the end of the program that started this worker, however it was ended.

    A killed program cannot tell its workers; left alone they would wait for work for ever and
    hold its lock.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_for, args=(parent.sentinel,), daemon=True).start()


def _wait_for(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
