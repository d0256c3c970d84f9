"""What can go wrong, said to the person who can put it right.

GongshiError
├── InvalidContent   the files have problems; carries every Problem, not only the first
├── WrongUse         the command was called wrongly: a folder that is no site, a bad option
├── ThemeError       a template or picture of the theme is at fault
└── MachineFailed    the disk, a permission or a missing program stopped us
"""

from __future__ import annotations

import errno
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum


class Language(StrEnum):
    """The languages in which messages are said."""

    ZH = "zh"
    EN = "en"


class Severity(StrEnum):
    """How bad a problem is: an error stops the school's build, a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Saying:
    """One message in both languages."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The message in the reader's language."""
        return self.zh if language is Language.ZH else self.en


def cause(error: OSError) -> Saying:
    """What the machine says of a file or port that it refuses, in both languages.

    >>> cause(OSError(errno.ENOSPC, "No space left on device")).zh
    '磁盘满了'
    """
    said = error.strerror or str(error)
    return Saying(_CAUSES.get(error.errno or 0, said), said)


_CAUSES = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘或文件夹是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "它或它的上一级不是文件夹",
    errno.EISDIR: "它是文件夹，不是文件",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名字太长",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘出错",
    errno.EADDRINUSE: "已经有程序在用",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right (内容问题), and where: file, line and column counted from 1.

    >>> print(Problem("menus/qinghe/2026/2026-W47.yaml", 7, 5, "missing",
    ...               Saying("缺少“菜名”，请补上。", "“name” is missing; add it.")))
    menus/qinghe/2026/2026-W47.yaml:7:5: 缺少“菜名”，请补上。
    """

    path: str
    line: int
    column: int
    code: str
    saying: Saying
    severity: Severity = Severity.ERROR

    def said_in(self, language: Language) -> str:
        """The problem as one line of a report, whatever its file's name or its text hold."""
        said = f"{self.path}:{self.line}:{self.column}: {self.saying.in_(language)}"
        return said if said.isprintable() else "".join(map(_printed, said))

    def __str__(self) -> str:
        """The problem in Chinese, which most of our readers read."""
        return self.said_in(Language.ZH)

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Where it stands in a report: by file, then down the file."""
        return (self.path, self.line, self.column, self.code)


def _printed(character: str) -> str:
    """A character that cannot break a line or steer a terminal."""
    return (
        character
        if character.isprintable() or character == "\u3000"
        else "\N{REPLACEMENT CHARACTER}"
    )


class GongshiError(Exception):
    """Base of every error this package raises on purpose; `saying` tells it to the reader."""

    def __init__(self, saying: Saying) -> None:
        """An error with its message in both languages."""
        self.saying = saying
        super().__init__(saying)  # what pickle hands on, so that a worker's error can cross over

    def __str__(self) -> str:
        """The message in English, for whoever sees a traceback."""
        return self.saying.en


class InvalidContent(GongshiError):
    """The content cannot be published; `problems` lists everything found, in reading order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """All the problems of one file, one school or one county."""
        self.problems = tuple(
            _listed(sorted(dict.fromkeys(problems), key=lambda problem: problem.order))
        )
        super().__init__(
            Saying(
                f"内容有 {len(self.problems)} 处问题。",
                f"The content has {len(self.problems)} problem(s).",
            )
        )
        self.args = (self.problems,)


MOST_OF_ONE_FILE = 1000


def _listed(problems: list[Problem]) -> Iterator[Problem]:
    """Of each file, as many as somebody may want to read, and how many more there are."""
    told = Counter(problem.path for problem in problems)
    seen: Counter[str] = Counter()
    for problem in problems:
        seen[problem.path] += 1
        if seen[problem.path] <= MOST_OF_ONE_FILE:
            yield problem
        elif seen[problem.path] == MOST_OF_ONE_FILE + 1:
            yield (
                problem
                if problem.code == "more"
                else and_more(problem, told[problem.path] - MOST_OF_ONE_FILE)
            )


def and_more(after: Problem, more: int) -> Problem:
    """That a file has so many more problems than are listed."""
    saying = Saying(
        f"这个文件还有 {more} 处问题，请先改好上面的。",
        f"this file has {more} more problem(s); put those above right first.",
    )
    return replace(after, code="more", saying=saying)


class WrongUse(GongshiError):
    """The command was called wrongly (exit status 2)."""


class ThemeError(GongshiError):
    """A template, stylesheet or picture of the theme is at fault (exit status 3)."""


class MachineFailed(GongshiError):
    """The disk, a permission or a missing program stopped us (exit status 3)."""
