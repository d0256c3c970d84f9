"""Writing (写出): new files, and never over one that is there already."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gongshi.errors import MachineFailed, Saying, WrongUse, cause


def written(root: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write new files; a file that is there already is never written over."""
    taken = next((path for path in files if (root / path).exists()), None)
    if taken is not None:
        raise WrongUse(Saying(f"{taken} 已经有了。", f"{taken} exists already."))
    try:
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            with (root / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        where = error.filename or root
        raise MachineFailed(
            Saying(
                f"写不了 {where}：{cause(error).zh}。", f"cannot write {where}: {error.strerror}."
            )
        ) from error
    return tuple(root / path for path in files)
