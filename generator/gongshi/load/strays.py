"""Strays (放错地方的文件): what nobody would publish; no clerk's words are lost in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from gongshi.document import Beside, Document
from gongshi.errors import Problem, Saying, Severity
from gongshi.kinds import kinds
from gongshi.load.files import ENDINGS
from gongshi.words import nearest

_KITCHENS = "kitchens"
_SCHOOLS = "content/schools"
_OF_THE_COUNTY = (
    "county.yaml",
    "holidays.yaml",
    "wording.yaml",
    "pages",
    "schools",
    "forms",
    "fonts",
    "photos",
)
_OF_A_SCHOOL = ("school.yaml", "wording.yaml", "theme.yaml", "theme")
_OTHER_PROGRAMS = (".xls", ".xlsx", ".et", ".doc", ".docx", ".wps", ".pdf", ".txt", ".csv", ".json")
ENDINGS_BESIDE = {
    Beside.PHOTOS: (".jpg", ".jpeg", ".png", ".webp"),
    Beside.FILES: (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".csv", ".jpg", ".png"),
}
"""What may stand in a school's folders beside its documents, by its ending."""


def strays_of_county(root: Path, schools: tuple[str, ...]) -> Iterator[Problem]:
    """What stands beside the schools' folders and belongs to none."""
    for one in _inside(root / "content"):
        if one.name not in _OF_THE_COUNTY and (_is_ours(one) or one.is_dir()):
            yield _misnamed(f"content/{one.name}", one.name, _OF_THE_COUNTY)
    for one in _inside(root / _SCHOOLS):
        if not one.is_dir():
            yield _warning(f"{_SCHOOLS}/{one.name}", "stray", _NO_SCHOOL_FOLDER)
    known = {*schools, _KITCHENS}
    for kind in kinds().values():
        shelf = PurePosixPath(kind.shelf("")).as_posix()
        if shelf.startswith("content"):
            continue
        shared = kind.shared[0] if kind.shared else ""
        for one in _inside(root / shelf):
            if one.name not in known and one.name != shared:
                yield from _beside_the_schools(one, shelf, tuple(sorted(known)), shared)


def _beside_the_schools(
    one: Path, shelf: str, known: tuple[str, ...], shared: str
) -> Iterator[Problem]:
    path = f"{shelf}/{one.name}"
    if one.is_dir() and one.suffix.lower() not in ENDINGS:
        yield _no_school(path, one.name, known)
    elif _is_ours(one):
        yield _misplaced(path, one.name, shelf, shared)


_OURS = frozenset(
    {"assets", "coverage", "data", "gongshi-frame", "kitchens", "pages", "search", "index", "404"}
)


def taken(root: Path) -> frozenset[str]:
    """Names that no school may have: the site's own addresses and those of hand-written pages."""
    of_kinds = {kind.folder for kind in kinds().values()}
    return _OURS | of_kinds | {page.stem for page in _inside(root / "content" / "pages")}


def strays_of_school(
    root: Path, code: str, kinds: Mapping[str, type[Document]]
) -> Iterator[Problem]:
    """What stands in a school's folders and is no document of any kind."""
    home = f"{_SCHOOLS}/{code}"
    if code in taken(root):
        yield Problem(f"{home}/school.yaml", 1, 1, "taken", _TAKEN)
    shelves = tuple(kind.shelf(code) for kind in kinds.values() if not kind.computed)
    own = tuple(shelf.removeprefix(f"{home}/") for shelf in shelves if shelf.startswith(f"{home}/"))
    expected = (*_OF_A_SCHOOL, *Beside, *own)
    for one in _inside(root / home):
        is_school = one.name.lower() in ("school.yaml", "school.yml")
        if one.name in expected or (is_school and not (root / home / "school.yaml").exists()):
            continue
        if one.is_dir() or _is_ours(one):
            yield _misnamed(f"{home}/{one.name}", one.name, expected)
    for folder, endings in ENDINGS_BESIDE.items():
        for one in _inside(root / home / folder.value):
            if one.suffix.lower() not in endings:
                yield _warning(f"{home}/{folder.value}/{one.name}", "stray", _NOT_BESIDE[folder])
    for shelf in dict.fromkeys(shelves):
        yield from _below(root, shelf)


def _below(root: Path, shelf: str) -> Iterator[Problem]:
    """What stands between the documents of a shelf and is none."""
    if (root / shelf).is_symlink():
        return
    for here, folders, names in os.walk(root / shelf):
        relative = Path(here).relative_to(root).as_posix()
        for name in sorted(folders):
            path = f"{relative}/{name}"
            if (root / path).is_symlink():
                yield _warning(path, "stray", _A_LINK)
            elif name.lower().endswith(ENDINGS):
                yield _warning(path, "stray", _A_FOLDER)
        for name in sorted(names):
            ours = name.lower().endswith(_OTHER_PROGRAMS) or "." not in name
            if ours and not name.startswith((".", "~")):
                yield _warning(f"{relative}/{name}", "stray", _NOT_READ)


_TAKEN = Saying(
    "这个文件夹的名称已用作网站里别的地址，请给学校换一个代码。",
    "the name of this folder is an address of the site already; give the school another code.",
)


def _inside(folder: Path) -> tuple[Path, ...]:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return ()
    return tuple(one for one in found if not one.name.startswith((".", "~")))


def _is_ours(path: Path) -> bool:
    """Whether a file looks like content that somebody wrote for us."""
    return path.suffix.lower() in (*ENDINGS, *_OTHER_PROGRAMS)


def _warning(path: str, code: str, saying: Saying) -> Problem:
    return Problem(path, 1, 1, code, saying, Severity.WARNING)


def _misnamed(path: str, name: str, expected: tuple[str, ...]) -> Problem:
    near = nearest(name, expected, 0.6)
    zh = f"您是不是想写“{near}”？" if near else f"这里可以放：{'、'.join(expected)}。"
    en = f"did you mean “{near}”?" if near else f"here belong: {', '.join(expected)}."
    return _warning(
        path,
        "stray",
        Saying(f"“{name}”不会被发布，{zh}", f"“{name}” is not published; {en}"),
    )


def _no_school(path: str, name: str, known: tuple[str, ...]) -> Problem:
    near = nearest(name, known)
    zh = f"，您是不是想写“{near}”？" if near else "，请先用 gongshi new school 新建学校。"
    en = f"; did you mean “{near}”?" if near else "; make it with gongshi new school."
    saying = Saying(f"没有名为“{name}”的学校{zh}", f"there is no school “{name}”{en}")
    return Problem(path, 1, 1, "stray", saying)


def _misplaced(path: str, name: str, shelf: str, shared: str) -> Problem:
    near = shared and nearest(name, (shared,), 0.7)
    zh = f"您是不是想写“{near}”？" if near else f"请放进学校的文件夹，例如 {shelf}/学校代码/2026/。"
    en = f"did you mean “{near}”?" if near else f"put it in a school's folder under {shelf}/."
    saying = Saying(f"“{name}”不会被发布，{zh}", f"“{name}” is not published; {en}")
    return Problem(path, 1, 1, "stray", saying)


_NO_SCHOOL_FOLDER = Saying(
    "这里只放学校的文件夹，这个文件不会被发布；请移进学校的文件夹。",
    "only folders of schools belong here; move this file into one, it is not published.",
)
_NOT_BESIDE = {
    Beside.PHOTOS: Saying(
        "photos 里只认 jpg、png、webp 图片，这个不会被发布。",
        "photos holds jpg, png and webp pictures; this is not published.",
    ),
    Beside.FILES: Saying(
        "files 里放附件（pdf、doc、xls、wps 等），这个不会被发布。",
        "files holds attachments (pdf, doc, xls and the like); this is not published.",
    ),
}
_A_LINK = Saying(
    "这是链接，里面的文件不会被发布；请放上真正的文件夹。",
    "this is a link and what it leads to is not published; put a real folder here.",
)
_A_FOLDER = Saying(
    "这是文件夹，名字却像文件；请改名。", "this is a folder with a file's name; rename it."
)
_NOT_READ = Saying(
    "只读 .yaml 文件，这个不会被发布；请把内容写成 YAML 并以 .yaml 结尾。",
    "only .yaml files are read, so this is not published; write it as YAML, ending in .yaml.",
)
