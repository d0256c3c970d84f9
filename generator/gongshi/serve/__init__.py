"""Serve (预览): builds a site into a private folder, shows it, and builds again at every change.

`watch` looks at files, `board` holds what browsers shall see, `answers` makes replies of it. The
main thread watches and builds; other threads answer. Nothing here is ever written into the site:
the script that reloads a page, and the problems, are set into it as it is sent.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongshi.build import Order, build, forget
from gongshi.clock import today
from gongshi.errors import GongshiError, InvalidContent, MachineFailed, Problem, Saying, cause
from gongshi.language import say
from gongshi.load import read_county
from gongshi.serve.answers import Answers, Server
from gongshi.serve.board import Board, Showing
from gongshi.serve.watch import is_content, look

PAUSE = 0.4
"""How often the files are looked at, in seconds."""

_PATIENCE = 2.0
_RAISED_BY_TEMPLATES = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)


@dataclass(frozen=True)
class Preview:
    """What is asked of a preview: the site, where to offer it, for which day, with posters."""

    root: Path
    host: str = "127.0.0.1"
    port: int = 8000
    today: date | None = None
    posters: bool = True

    @property
    def out(self) -> Path:
        """The private folder that is built into and shown."""
        return self.root / ".cache" / "gongshi" / "serve" / "site"


@dataclass(frozen=True)
class Terminal:
    """Where a preview speaks to the person who started it: in lines, and in problems."""

    line: Callable[[str], None]
    problems: Callable[[tuple[Problem, ...]], None]


def serve(asked: Preview, terminal: Terminal) -> None:
    """Show a site until Ctrl-C.

    Raises WrongUse where the folder is no site and MachineFailed where the port is taken; whatever
    goes wrong later is shown, on the terminal and in the browser, and the last good site stays.
    """
    read_county(asked.root)
    board = Board()
    with Server(asked.host, asked.port, Answers(board, asked.out)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
        thread.start()
        address = server.address
        terminal.line(say(f"请打开 {address} （按 Ctrl-C 停止）", f"Open {address} (Ctrl-C stops)"))
        try:
            _keep_up(asked, terminal, board)
        except KeyboardInterrupt:
            terminal.line("")
        finally:
            board.close()
            server.shutdown()


def _keep_up(asked: Preview, terminal: Terminal, board: Board) -> None:
    """Build at once, then whenever a file or the day changes; never returns."""
    is_new = not (asked.out / "index.html").is_file()
    if asked.posters and is_new:
        seen, _ = _take_up(asked, terminal, board, posters=False)
    seen, failed = _take_up(asked, terminal, board, posters=asked.posters)
    while True:
        began = time.monotonic()
        now = look(asked.root, asked.today or today())
        cost = time.monotonic() - began
        changed = {path for path, _ in seen.items() ^ now.items()}
        if changed or (failed and time.monotonic() - failed > _PATIENCE):
            if not all(is_content(path) for path in changed):
                forget()
            seen, failed = _take_up(asked, terminal, board, posters=asked.posters)
        else:
            time.sleep(max(PAUSE, 10 * cost))


def _take_up(
    asked: Preview, terminal: Terminal, board: Board, *, posters: bool
) -> tuple[dict[str, tuple[int, int]], float]:
    """Look, build and show; returns what was seen, and when the machine failed (0: it did not)."""
    day = asked.today or today()
    seen, began = look(asked.root, day), time.monotonic()
    written, showing, failed = _built(Order(asked.root, asked.out, day, posters=posters))
    if board.show(showing, is_new=written > 0):
        _tell(terminal, showing, written, time.monotonic() - began)
    return seen, time.monotonic() if failed else 0


def _tell(terminal: Terminal, showing: Showing, written: int, seconds: float) -> None:
    if showing.failure:
        terminal.line(say(showing.failure.zh, showing.failure.en))
    terminal.problems(showing.problems)
    if written:
        terminal.line(
            say(
                f"更新了 {written} 个文件（{seconds:.1f} 秒）。",
                f"{written} file(s) brought up to date ({seconds:.1f} s).",
            )
        )
    elif not showing.has_errors:
        terminal.line(say("没有问题。", "All is well."))


def _built(order: Order) -> tuple[int, Showing, bool]:
    """Build once: how many files changed, what to show, whether to try again soon."""
    try:
        report = build(order)
    except InvalidContent as error:
        return 0, Showing(problems=error.problems), False
    except MachineFailed as error:
        return 0, Showing(failure=error.saying), True
    except GongshiError as error:
        return 0, Showing(failure=error.saying), False
    except OSError as error:  # a file went away between looking and reading: editors do that
        why = cause(error)
        saying = Saying(
            f"读不了 {error.filename}：{why.zh}。", f"cannot read {error.filename}: {why.en}."
        )
        return 0, Showing(failure=saying), True
    except _RAISED_BY_TEMPLATES as error:
        return 0, Showing(failure=_at_fault(error)), False
    return report.written + report.removed, Showing(problems=report.problems), False


def _at_fault(error: Exception) -> Saying:
    """The template and line that raised; where it was none, the program's own traceback is told."""
    said = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    place = next((one for one in reversed(frames) if one.filename.endswith(".jinja")), None)
    if place is None:
        traceback.print_exception(error)
        return Saying(f"程序出错：{said}", f"the program failed: {said}")
    where = f"{place.filename}:{place.lineno}"
    return Saying(f"{where}：模板出错：{said}", f"{where}: the template is at fault: {said}")
