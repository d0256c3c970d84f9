"""Runs the program as a shell would: here, where it is quick, or as a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from unittest.mock import patch

from gongshi.cli import main
from gongshi.language import language


@dataclass(frozen=True)
class Ran:
    """What became of a command: its exit status and what it said."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All it said."""
        return self.out + self.err


def run(*arguments: object, lang: str = "zh") -> Ran:
    """The program run in this process, with arguments as on the command line."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    environment = {**os.environ, "GONGSHI_LANG": lang}
    given = ["gongshi", *map(str, arguments)]
    with patch.dict(os.environ, environment), patch.object(sys, "argv", given):
        language.cache_clear()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                status = end.code if isinstance(end.code, int) else int(end.code is not None)
    language.cache_clear()
    return Ran(status, out.getvalue(), err.getvalue())


def shell(*arguments: object, **environment: str) -> Ran:
    """The program run as a process of its own, in a pipe."""
    done = subprocess.run(
        [sys.executable, "-m", "gongshi", *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
        env={**_plain_environment(), **environment},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _plain_environment() -> dict[str, str]:
    languages = ("LANG", "LC_ALL", "LC_MESSAGES", "GONGSHI_LANG", "SOURCE_DATE_EPOCH")
    kept = {name: value for name, value in os.environ.items() if name not in languages}
    return {**kept, "PYTHONUTF8": "1"}
