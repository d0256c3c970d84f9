"""Theme (主题): where the templates, stylesheets and pictures of a site are, and their digest."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from gongshi.errors import MachineFailed, Saying
from gongshi.kinds import home_of, kinds

_PUBLIC = ("css", "js", "svg", "png", "webp", "jpg", "ico")


def theme_for(root: Path) -> Path:
    """The site's own `theme/` folder, or the one this program came with."""
    beside = Path(__file__).parent / "theme"
    source = Path(__file__).parents[2] / "theme"
    for found in (root / "theme", beside, source):
        if (found / "pages").is_dir():
            return found
    raise MachineFailed(
        Saying("找不到主题文件夹 theme，请重新安装。", "the theme folder is missing; reinstall.")
    )


def layers(theme: Path) -> tuple[Path, ...]:
    """The theme, then the `theme/` that other packages bring beside their kinds."""
    return (theme, *_brought())


@cache
def _brought() -> tuple[Path, ...]:
    homes = (home_of(kind) for kind in kinds().values())
    return tuple(
        dict.fromkeys(home / "theme" for home in homes if home and (home / "theme").is_dir())
    )


def poster_templates(theme: Path) -> frozenset[str]:
    """The file names of the poster templates, pieces of them included."""
    found = (path for folder in layers(theme) for path in (folder / "posters").glob("*.typ.jinja"))
    return frozenset(path.name for path in found)


_FORBIDDEN = re.compile(r"\beval\b|\"(@|\\u\{0*40\})|\bplugin\b|\bread\s*\(\s*\"[^\"]*\.\.")


def forbidden_in(template: str) -> re.Match[str] | None:
    """The first thing in a poster template that none may do: run text, fetch packages, look up."""
    return _FORBIDDEN.search(template)


def public_files(theme: Path) -> dict[str, Path]:
    """The theme's files that pages ask for, by their path under the site."""
    found: dict[str, Path] = {}
    for assets in (folder / "assets" for folder in reversed(layers(theme))):
        for path in sorted(assets.rglob("*")):
            place = path.relative_to(assets)
            is_public = path.suffix.lstrip(".") in _PUBLIC and place.parts[0] != "icons"
            if is_public and path.is_file():
                found[f"assets/{place.as_posix()}"] = path
    return dict(sorted(found.items()))


@cache
def digest_of(theme: Path) -> str:
    """A digest of the whole theme and of the program, which decide what every file looks like."""
    digest = sha256()
    program = Path(__file__).parent
    others = dict.fromkeys(home for kind in kinds().values() if (home := home_of(kind)))
    sources = ((home, "*.py") for home in (program, *others))
    for folder, pattern in (*((one, "*") for one in layers(theme)), *sources):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
