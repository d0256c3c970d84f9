"""Theme (主题): where the templates, stylesheets and pictures of a site are, and their digest."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from gongshi.errors import MachineFailed, Saying

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


def public_files(theme: Path) -> dict[str, Path]:
    """The theme's files that pages ask for, by their path under the site."""
    assets = theme / "assets"
    return {
        f"assets/{path.relative_to(assets).as_posix()}": path
        for path in sorted(assets.rglob("*"))
        if path.is_file()
        and path.suffix.lstrip(".") in _PUBLIC
        and path.relative_to(assets).parts[0] != "icons"
    }


@cache
def digest_of(theme: Path) -> str:
    """A digest of the whole theme and of the program, which decide what every file looks like."""
    digest = sha256()
    program = Path(__file__).parent
    for folder, pattern in ((theme, "*"), (program, "*.py")):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
