"""Dressing (着装): from a school's look and the files beside it to what its posters wear.

A look holds nothing back: whatever is amiss is told, left out, and the standard stands in for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gongshi.document import Where
from gongshi.errors import GongshiError, Problem, Saying, Severity
from gongshi.formats.font import NotAFont, checked_font
from gongshi.formats.png import MOST_DOTS, NotAPicture, safe_picture
from gongshi.formats.svg import NotADrawing, safe_drawing
from gongshi.load import LookFiles
from gongshi.look import HOUSE_FONT, OWN_FONTS, Attire, Look, OwnFile
from gongshi.theme import forbidden_in
from gongshi.words import nearest

T = TypeVar("T")


def dressed(look: Look | None, files: LookFiles) -> tuple[Attire, tuple[Problem, ...]]:
    """What a school wears, and what was amiss with the files it names or does not name."""
    dresser = _Dresser(files)
    said = look or Look()
    own_font = said.font if said.font and said.font.lower().endswith(OWN_FONTS) else None
    attire = Attire(
        bands=said.colours.bands,
        gold=said.colours.accent,
        logo=dresser.taken(("logo",), said.logo, _emblem(said.logo)),
        mascot=dresser.taken(("mascot",), said.mascot, _emblem(said.mascot)),
        font=dresser.taken(("font",), own_font, _font),
        templates=dresser.templates(),
    )
    if look is not None or files.source is None:
        dresser.tell_of_others({said.logo, said.mascot, own_font})
    return attire, tuple(dresser.problems)


class _Dresser:
    """Takes files out of the folder, keeping what is to be told of them."""

    def __init__(self, files: LookFiles) -> None:
        self._files = files
        self.problems: list[Problem] = []

    def taken(self, where: Where, name: str | None, checked: Callable[[bytes], T]) -> T | None:
        """A file that the look names, once it is found harmless."""
        if name is None:
            return None
        raw = self._files.files.get(name)
        if raw is None:
            self._tell_missing(where, name)
            return None
        try:
            return checked(raw)
        except _Amiss as amiss:
            path = self._files.path(name)
            self.problems.append(Problem(path, amiss.line, 1, "theme", amiss.saying))
            return None

    def templates(self) -> dict[str, str]:
        """The poster templates but for those that do what none may do."""
        kept = {}
        for name, text in self._files.templates.items():
            found = forbidden_in(text)
            if found is None:
                kept[name] = text
                continue
            line = text.count("\n", 0, found.start()) + 1
            path = self._files.path_of_template(name)
            self.problems.append(Problem(path, line, 1, "theme", _forbidden(found[0])))
        return kept

    def tell_of_others(self, named: set[str | None]) -> None:
        """Files that the look does not name."""
        for name in self._files.files.keys() - named:
            path = self._files.path(name)
            self.problems.append(Problem(path, 1, 1, "stray", _NOT_NAMED, Severity.WARNING))

    def _tell_missing(self, where: Where, name: str) -> None:
        told = {problem.path for problem in self._files.problems}
        if self._files.source is None or self._files.path(name) in told:
            return
        near = nearest(name, tuple(self._files.files), 0.6)
        zh = f"您是不是想写“{near}”？" if near else "请放进去或核对文件名。"
        en = f"did you mean “{near}”?" if near else "put it there or check its name."
        saying = Saying(
            f"theme 文件夹里没有“{name}”，{zh}", f"the theme folder has no “{name}”; {en}"
        )
        self.problems.append(self._files.source.problem(where, "theme", saying))


class _Amiss(GongshiError):
    """What is wrong with a file, and in which line of it."""

    def __init__(self, saying: Saying, line: int = 1) -> None:
        super().__init__(saying)
        self.line = line


def _emblem(name: str | None) -> Callable[[bytes], OwnFile]:
    """How a logo or mascot of such a name is checked and written anew."""
    return _picture if name and name.lower().endswith(".png") else _drawing


def _picture(raw: bytes) -> OwnFile:
    try:
        made = safe_picture(raw)
    except NotAPicture as error:
        raise _Amiss(_PNG[error.kind]) from error
    return OwnFile.of(made.content, ".png", made.width / made.height)


def _drawing(raw: bytes) -> OwnFile:
    try:
        made = safe_drawing(raw)
    except NotADrawing as error:
        said = _SVG[error.kind]
        zh, en = (text.replace("{part}", error.part) for text in (said.zh, said.en))
        raise _Amiss(Saying(zh, en), error.line) from error
    return OwnFile.of(made.text.encode(), ".svg", made.width / made.height)


def _font(raw: bytes) -> OwnFile:
    try:
        return OwnFile.of(checked_font(raw), ".otf" if raw.startswith(b"OTTO") else ".ttf")
    except NotAFont as error:
        raise _Amiss(_FONT[error.kind]) from error


def _forbidden(said: str) -> Saying:
    return Saying(
        f"海报模板里不能用“{said}”，没有用这个模板；请删去。",
        f"no poster template may use “{said}”, so it is not used; take it out.",
    )


_SVG = {
    "xml": Saying(
        "这不是 SVG 图，没有用；请用画图软件另存为“普通 SVG”。",
        "this is no SVG drawing and is not used; save it again as plain SVG.",
    ),
    "doctype": Saying(
        "图里声明了文档类型或实体（DOCTYPE），可能藏着别的内容，没有用；请另存为“普通 SVG”。",
        "the drawing declares a document type or entities, which may hide anything; it is not "
        "used. Save it again as plain SVG.",
    ),
    "element": Saying(
        "图里有“{part}”，海报上不能用：只能有图形、颜色和渐变。请把文字转成曲线，去掉图片、滤镜、"
        "链接、脚本和克隆，另存为“普通 SVG”。",
        "the drawing holds “{part}”, which no poster may have: only shapes, colours and gradients. "
        "Turn texts into paths, take out pictures, filters, links, scripts and clones, and save it "
        "as plain SVG.",
    ),
    "attribute": Saying(
        "图里用了“{part}”，海报上不能用；请去掉链接、脚本、滤镜、蒙版和虚线，另存为“普通 SVG”。",
        "the drawing uses “{part}”, which no poster may have; take out links, scripts, filters, "
        "masks and dashes, and save it as plain SVG.",
    ),
    "value": Saying(
        "图里的“{part}”写了认不出的内容，没有用；颜色请写成 #1F5A41 的样子，另存为“普通 SVG”。",
        "the value of “{part}” in the drawing is not understood, so it is not used; write colours "
        "like #1F5A41 and save it as plain SVG.",
    ),
    "size": Saying(
        "图没有写明大小（viewBox），或长宽相差八倍以上，没有用；请裁好再存。",
        "the drawing does not say its size (viewBox), or is more than eight times as long as "
        "wide; crop it and save it again.",
    ),
    "much": Saying(
        "图太复杂，没有用；请简化到五千个图形以内。",
        "the drawing is too complex and is not used; simplify it to 5,000 shapes at most.",
    ),
}
_PNG = {
    "png": Saying(
        "这不是 PNG 图片，或者已经损坏，没有用；请重新存一份。",
        "this is no PNG picture, or it is damaged; it is not used. Save it again.",
    ),
    "size": Saying(
        f"图片超过 {MOST_DOTS // 10_000} 万像素，或长宽相差八倍以上，没有用；请缩小或裁好。",
        f"the picture has more than {MOST_DOTS:,} dots, or is more than eight times as long as "
        "wide; it is not used. Make it smaller or crop it.",
    ),
    "interlaced": Saying(
        "图片是“交错”存的，没有用；请去掉“交错（interlaced）”再存一次。",
        "the picture is interlaced and not used; save it again without that.",
    ),
}
_FONT = {
    "font": Saying(
        f"这不是字体文件，或者已经损坏，没有用；请换一个，或删去“字体”，用 {HOUSE_FONT}。",
        "this is no font, or it is damaged; it is not used. Put another, or leave out “font”.",
    ),
    "licence": Saying(
        "这种字体的许可不许嵌入文件，不能印在海报上；请换一种，或删去“字体”。",
        "the licence of this font forbids embedding it, so no poster may carry it; choose another.",
    ),
}
_NOT_NAMED = Saying(
    "theme.yaml 里没有写到这个文件，没有用；请写进去或移走。",
    "theme.yaml does not name this file, so it is not used; name it or take it away.",
)
