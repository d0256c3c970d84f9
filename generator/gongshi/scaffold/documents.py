"""New documents (新建一份): which kinds can be begun, where the file goes and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from gongshi.document import Document, Reading
from gongshi.errors import GongshiError, InvalidContent, Saying, WrongUse
from gongshi.kinds import kinds
from gongshi.load import CountyFiles, Source, read_county, read_school
from gongshi.scaffold.starter import starter
from gongshi.scaffold.writing import written
from gongshi.school import School
from gongshi.validate import model_of, validate_county

_ENDINGS = (".yaml", ".yml")


def new_document(
    root: Path, kind: str, code: str, slug: str | None, today: date
) -> tuple[Path, ...]:
    """Make a school's next document of a kind, named after today where no name is given.

    Where the kind has a draft of its own it follows the pattern of the last one. Raises WrongUse
    where there is no such school or kind or the document is there already, and InvalidContent
    where the school's own file must be put right first.
    """
    county = read_county(root)
    if code not in county.schools:
        raise _unknown(code, county.schools)
    if kind in drafts():
        return written(root, _followed(root, kind, code, slug or ""))
    found = kinds_at(root).get(kind)
    if found is None:
        raise WrongUse(
            Saying(
                f"这个网站没有“{kind}”这种公示件。", f"this site has no documents of kind “{kind}”."
            )
        )
    slug = slug or f"{today:{found.begun_as}}"
    _refuse_name(found, slug)
    shelf = found.shelf(code)
    there = [path for path in (root / shelf).rglob("*") if path.stem == slug]
    if any(path.suffix in _ENDINGS for path in there):
        raise WrongUse(
            Saying(
                f"{there[0].relative_to(root).as_posix()} 已经有了；再写一份，请给它一个名称，"
                f"如 {slug}-2。",
                f"{there[0].relative_to(root).as_posix()} exists already; give another a name of "
                f"its own, like {slug}-2.",
            )
        )
    year = f"{slug[:4]}/" if slug[:4].isdigit() and (root / shelf / slug[:4]).is_dir() else ""
    return written(root, {f"{shelf}/{year}{slug}.yaml": starter(found, _forms(county, kind))})


def can_begin() -> tuple[str, ...]:
    """The kinds a new file can be made of, in their order: all that have files."""
    return tuple(name for name, kind in kinds().items() if not kind.computed)


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site."""
    return (folder / "content").is_dir()


def kinds_at(root: Path) -> Mapping[str, type[Document]]:
    """The kinds that a site has files of, with those that its forms declare."""
    try:
        every = validate_county(read_county(root)).kinds
    except GongshiError:  # no site, or one whose own files must be put right first
        every = kinds()
    return {name: kind for name, kind in every.items() if not kind.computed}


@cache
def drafts() -> Mapping[str, ModuleType]:
    """The modules of this package that say how a kind's files begin, by the kind's name.

    Each has `example(school, week)`, `first(school, week)` and `following(root, school, earlier,
    slug)`, all of which give the new files' texts by path.
    """
    beside = iter_modules([str(Path(__file__).parent)])
    names = sorted(one.name for one in beside if one.name in kinds())
    return {name: import_module(f"{__package__}.{name}") for name in names}


def _followed(root: Path, kind: str, code: str, slug: str) -> dict[str, str]:
    """The texts of a kind's own draft, by path."""
    files = read_school(root, code, kinds())
    if files.school is None:
        raise InvalidContent(files.problems)
    data = files.school.data if isinstance(files.school.data, dict) else {}
    source = Source(files.school.path, files.school.text, {"code": code, **data})
    school = model_of(School, source, Reading(code))
    made: dict[str, str] = drafts()[kind].following(root, school, files.documents[kind], slug)
    return made


def _forms(county: CountyFiles, kind: str) -> Iterable[str]:
    return county.forms.get(kind, {})


def _refuse_name(kind: type[Document], slug: str) -> None:
    """WrongUse where a file of the kind cannot be called so."""
    try:
        model_of(kind, Source("", "", {}), Reading(slug))
    except InvalidContent as error:
        named = [one.saying for one in error.problems if f"“{slug}”" in one.saying.zh]
        if named:
            raise WrongUse(named[0]) from error


def _unknown(code: str, codes: tuple[str, ...]) -> WrongUse:
    near = get_close_matches(code, codes, 1, 0.5)
    zh = f"您是不是想写“{near[0]}”？" if near else ""
    en = f"did you mean “{near[0]}”? " if near else ""
    return WrongUse(
        Saying(
            f"没有名为“{code}”的学校。{zh}现有：{'、'.join(codes) or '（一所也没有）'}。",
            f"there is no school “{code}”; {en}there are: {', '.join(codes) or 'none'}.",
        )
    )
