"""Site (新网站): the first files of a site, and of a school in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongshi.county import County
from gongshi.document import Reading
from gongshi.errors import InvalidContent, Language, Saying, WrongUse
from gongshi.formats.yaml_text import scalar
from gongshi.load import read_county, read_source
from gongshi.load.folders import HOLIDAYS, SCHOOLS
from gongshi.load.strays import taken
from gongshi.scaffold.documents import drafts
from gongshi.scaffold.editor import editor_files
from gongshi.scaffold.holidays import holidays_text, known_years, year_of
from gongshi.scaffold.template import filled
from gongshi.scaffold.usual import bands_of, meals_of, terms_around
from gongshi.scaffold.writing import written
from gongshi.school import School
from gongshi.schooldays import Calendar
from gongshi.validate import M, model_of
from gongshi.week import Week

EXAMPLE = "example-primary"
"""The code of the school in a new site."""


@dataclass(frozen=True)
class NewSchool:
    """What is said of a school that is to be made."""

    code: str
    name: str
    stage: str


def new_site(folder: Path, county: str, today: date) -> tuple[Path, ...]:
    """Make a whole small site in an empty folder, with one school and this week's menu.

    Raises WrongUse where the folder holds anything, or where the county's name cannot be one.
    """
    _refuse_unless_empty(folder)
    said = {"名称": county, "主管部门": f"{county}教育局", "网站名称": f"{county}学校公示"}
    valid = _checked(County, said)
    school = _checked(School, {"代码": EXAMPLE, "校名": "示例小学", "学段": "小学"})
    values = {
        "county": valid.name,
        "authority": valid.authority,
        "site_name": valid.site_name,
    }
    files = {
        path: filled(f"county/{path.replace('.gitignore', 'gitignore')}.jinja", **values)
        for path in _SITE
    }
    years = {year: year_of(year) for year in known_years()}
    files[HOLIDAYS] = holidays_text(Calendar(terms=terms_around(today), years=years))
    files |= _school_files(school, example=True)
    for draft in drafts().values():
        files |= draft.example(school, Week.of(today))
    return written(folder, files | editor_files())


_SITE = (
    "mkdocs.yml",
    "content/county.yaml",
    "content/pages/about.md",
    "content/pages/objection.md",
    ".gitignore",
)


def new_school(root: Path, said: NewSchool, today: date) -> tuple[Path, ...]:
    """Make a school's folder and its first files, for next week.

    Raises WrongUse where the code is taken or cannot be one, or a word is not known.
    """
    existing = read_county(root).schools
    _refuse_code(root, said.code, existing)
    school = _checked(School, {"代码": said.code, "校名": said.name, "学段": said.stage})
    files = _school_files(school, example=False)
    for draft in drafts().values():
        files |= draft.first(school, Week.of(today).next)
    return written(root, files)


def _school_files(school: School, *, example: bool) -> dict[str, str]:
    text = filled(
        "school/school.yaml.jinja",
        name=school.name,
        stage=school.stage.label,
        bands=list(bands_of(school.stage)),
        meals=meals_of(school.stage),
        example=example,
    )
    return {f"{SCHOOLS}/{school.code}/school.yaml": text}


def _checked(model: type[M], said: Mapping[str, str]) -> M:
    """The model of what was said on the command line; WrongUse with all that is wrong with it."""
    text = "".join(f"{key}: {scalar(value)}\n" for key, value in said.items())
    try:
        return model_of(model, read_source("", text.encode("utf-8", "replace")), Reading(""))
    except InvalidContent as error:
        zh, en = ([one.saying.in_(way) for one in error.problems] for way in Language)
        raise WrongUse(Saying("\n".join(zh), "\n".join(en))) from error


def _refuse_unless_empty(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WrongUse(
            Saying(f"{folder} 是一个文件，不是文件夹。", f"{folder} is a file and no folder.")
        )
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUse(
            Saying(
                f"{folder} 里已经有内容，请换一个空文件夹。",
                f"{folder} is not empty; choose an empty folder.",
            )
        )


def _refuse_code(root: Path, code: str, existing: tuple[str, ...]) -> None:
    if code in existing:
        raise WrongUse(
            Saying(
                f"学校“{code}”已经有了（{SCHOOLS}/{code}）。",
                f"the school “{code}” exists already ({SCHOOLS}/{code}).",
            )
        )
    if code in taken(root):
        raise WrongUse(
            Saying(
                f"“{code}”是网站自己的地址，请换一个学校代码。",
                f"“{code}” is an address of the site itself; choose another code.",
            )
        )
