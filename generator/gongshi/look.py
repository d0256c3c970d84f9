"""Look (外观): a school's own colours, lettering, logo and mascot, as its `theme.yaml` says them.

`Look` is what the file says, `Attire` what posters and pages wear: the same with its files at
hand, all of them checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from gongshi.colours import LEGIBLE, WHITE, contrast, grey, nearest, paper
from gongshi.document import Model, Name, all_wrong, named, wrong
from gongshi.errors import Saying
from gongshi.publication import Hue
from gongshi.words import plain, shown

STANDARD = {Hue.GREEN: "#1F5A41", Hue.NAVY: "#17345E", Hue.TEAL: "#0B6E80"}
"""The bands of the theme's own hues, for those that a school leaves as they are."""

GOLD = "#F5C469"
"""The theme's own accent."""

_INK = "#1E3D2F"
"""What is written on the accent."""

OWN_FONTS = (".ttf", ".otf")
PICTURES = (".svg", ".png")
HOUSE_FONT = "Noto Sans CJK"


def _colour(value: object) -> object:
    if value is None or value == "":
        raise wrong(
            '没有读到颜色：YAML 里“#”后面是说明，请加引号写成 "#1F5A41"，或不写“#”：1F5A41。',
            'no colour was read: what follows a # is a comment in YAML; write "#1F5A41" in '
            "quotes, or 1F5A41.",
        )
    if not isinstance(value, str):
        return value
    said = plain(value[:20]).lstrip("#").upper()
    if not re.fullmatch(r"[0-9A-F]{6}|[0-9A-F]{3}", said):
        raise wrong(
            f'“{shown(value)}”不是颜色，请写六位的颜色代码，如 "#1F5A41"。',
            f'“{shown(value)}” is no colour; write its six digits, like "#1F5A41".',
        )
    return "#" + (said if len(said) == 6 else "".join(2 * one for one in said))


def _written(how: str) -> FieldInfo:
    """How a value is written, for the field reference."""
    said: FieldInfo = Field(json_schema_extra={"$comment": how})
    return said


Colour = Annotated[
    str | None,
    BeforeValidator(_colour),
    _written('颜色代码，带“#”的要加引号：`"#1F5A41"`，或 `1F5A41`'),
]
"""A colour, written "#1F5A41", 1F5A41 or #fff, and kept as the first; None where it is left out."""


def _a_file(value: object, endings: tuple[str, ...]) -> object:
    is_wrong = isinstance(value, str) and (
        re.search(r"[/\\]", value) or not value.lower().endswith(endings)
    )
    if isinstance(value, str) and value and is_wrong:
        raise wrong(
            f"“{shown(value)}”请写 theme 文件夹里的文件名，以 {'、'.join(endings)} 结尾。",
            f"“{shown(value)}”: write the name of a file in the theme folder, ending in "
            f"{', '.join(endings)}.",
        )
    return value


def _picture(value: object) -> object:
    return _a_file(value, PICTURES)


PictureFile = Annotated[
    Name, BeforeValidator(_picture), _written("文件名，以 `.svg` 或 `.png` 结尾")
]
"""The name of a picture in the school's theme folder."""


def _font(value: object) -> object:
    if not isinstance(value, str) or "." in value:
        return _a_file(value, OWN_FONTS)
    if value and plain(value).casefold().removesuffix(" sc") != HOUSE_FONT.casefold():
        raise wrong(
            f"没有“{shown(value)}”这种字体：请写 {HOUSE_FONT}，或把字体文件（.ttf、.otf）放进 "
            "theme 文件夹，写它的文件名。",
            f"there is no font “{shown(value)}”: write {HOUSE_FONT}, or put the font's file (.ttf, "
            ".otf) in the theme folder and write its name.",
        )
    return value


FontFile = Annotated[
    Name,
    BeforeValidator(_font),
    _written(f"文件名，以 `.ttf` 或 `.otf` 结尾；或 `{HOUSE_FONT}`，就是程序自带的字体"),
]
"""The name of a font's file in the school's theme folder, or of the font that is always there."""


class Colours(Model):
    """School colours (校色): what stands in for the theme's green, navy, teal and gold."""

    main: Colour = named(
        "主色",
        "绿",
        "green",
        default=None,
        description="多数网页和海报的颜色：页头、标题、表头。浅色的底和深色的字由它算出。\n"
        "The colour of most pages and posters; tints and shades are made from it.",
    )
    checks: Colour = named(
        "检查色",
        "蓝",
        "navy",
        default=None,
        description="检查和隐患报告的颜色。\nThe colour of inspections and hazard reports.",
    )
    appeals: Colour = named(
        "宣传色",
        "青",
        "teal",
        default=None,
        description="宣传活动的颜色；有自己颜色的主题除外。\n"
        "The colour of campaigns, but for causes that have one of their own.",
    )
    accent: Colour = named(
        "点缀色",
        "金",
        "gold",
        default=None,
        description="页头上的小标签和图标的颜色，要浅，上面写深色的字。\n"
        "The light colour of labels and icons on the heads; dark words stand on it.",
    )

    @property
    def bands(self) -> Mapping[Hue, str]:
        """The colours of the hues that the school has its own for."""
        said = {Hue.GREEN: self.main, Hue.NAVY: self.checks, Hue.TEAL: self.appeals}
        return {hue: colour for hue, colour in said.items() if colour is not None}

    @model_validator(mode="after")
    def _can_be_read(self) -> Colours:
        errors = [*self._unreadable_bands()]
        if self.accent is not None and not errors:
            errors += self._unreadable_accent(self.accent)
        if errors:
            raise all_wrong(errors)
        return self

    def _unreadable_bands(self) -> Iterator[PydanticCustomError]:
        fields = {"main": self.main, "checks": self.checks, "appeals": self.appeals}
        for name, colour in fields.items():
            if colour is not None and (found := _unreadable(colour, _USES_OF_A_BAND)):
                yield _too_faint(name, colour, *found)

    def _unreadable_accent(self, accent: str) -> Iterator[PydanticCustomError]:
        band = self.main or STANDARD[Hue.GREEN]
        uses: Uses = (
            (Saying("它上面的深色字", "dark words on it"), lambda one: contrast(one, _INK)),
            (
                Saying("印成黑白，它上面的字", "words on it, in black and white"),
                lambda one: contrast(grey(one), grey(_INK)),
            ),
            (Saying("它在主色上", "it on the main colour"), lambda one: contrast(one, band)),
        )
        if found := _unreadable(accent, uses):
            yield _too_faint("accent", accent, *found)


Uses = tuple[tuple[Saying, Callable[[str], float]], ...]
"""How a colour is used, and the contrast that it has there."""

_USES_OF_A_BAND: Uses = (
    (Saying("它上面的白字", "white words on it"), lambda one: contrast(one, WHITE)),
    (
        Saying("它在浅底上作文字", "its words on paper"),
        lambda one: min(contrast(one, ground) for ground in paper(one)),
    ),
    (
        Saying("印成黑白，它上面的白字", "white words on it, in black and white"),
        lambda one: contrast(grey(one), WHITE),
    ),
)


def _unreadable(colour: str, uses: Uses) -> tuple[Saying, float, str | None] | None:
    """The first use in which a colour cannot be read, its contrast, the nearest that can."""
    for use, measured in uses:
        if measured(colour) < LEGIBLE:
            better = nearest(colour, lambda one: all(each(one) >= LEGIBLE for _, each in uses))
            return use, measured(colour), better
    return None


def _too_faint(
    name: str, colour: str, use: Saying, found: float, better: str | None
) -> PydanticCustomError:
    zh = f"最接近的可用颜色是 {better}" if better else "请换一种颜色"
    en = f"the nearest that does is {better}" if better else "choose another"
    # Never rounded up to what it does not reach.
    figure = f"{int(found * 10) / 10:.1f}"
    return wrong(
        f"{colour} 看不清：{use.zh}，对比度只有 {figure}，至少要 {LEGIBLE}；{zh}。",
        f"{colour} cannot be read: the contrast of {use.en} is {figure}, and {LEGIBLE} is the "
        f"least; {en}.",
        (name,),
    )


class Look(Model):
    """Look (外观) of a school's pages and posters; a file in its folder `theme` is named here."""

    colours: Colours = named(
        "颜色",
        "校色",
        default=Colours(),
        description="学校自己的颜色；不写的照旧。看不清的颜色不会用，会告诉您最接近的。\n"
        "The school's own colours; one that cannot be read is refused, with the nearest.",
    )
    font: FontFile | None = named(
        "字体",
        default=None,
        description="海报标题的字体：theme 文件夹里的字体文件（.ttf、.otf）。\n"
        "The font of posters' titles: a file (.ttf, .otf) in the theme folder.",
    )
    logo: PictureFile | None = named(
        "校徽",
        "校标",
        default=None,
        description="校徽的文件名（.svg、.png），在 theme 文件夹里；印在海报和网页的左上角。\n"
        "The logo's file (.svg, .png) in the theme folder: at the head of posters and pages.",
    )
    mascot: PictureFile | None = named(
        "吉祥物",
        default=None,
        description="吉祥物的文件名（.svg、.png），在 theme 文件夹里；没有插图的海报用它。\n"
        "The mascot's file (.svg, .png) in the theme folder, for posters without a drawing.",
    )
    elsewhere: ClassVar[Mapping[str, Saying]] = dict.fromkeys(
        ("标语", "slogan"),
        Saying(
            "标语是学校的一句话，请写到 school.yaml 里，并从这里删去。",
            "the slogan is a word of the school; write it in school.yaml and delete it here.",
        ),
    )


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of a school's theme that is safe to use: its content, what its name ends with.

    `shape` is the width of a picture beside its height. Two are the same where their digests are.
    """

    content: bytes = field(repr=False, compare=False)
    digest: str
    ending: str
    shape: float = 1

    @classmethod
    def of(cls, content: bytes, ending: str, shape: float = 1) -> OwnFile:
        """A file of such a content."""
        return cls(content, sha256(content).hexdigest(), ending, shape)


@dataclass(frozen=True, slots=True)
class Attire:
    """Attire (装扮): what a school's posters and pages wear in place of the standard look.

    `bands` are its colours by hue, `gold` its accent. `templates` are the texts of its own poster
    templates by file name: nobody has trusted them yet, nor the `font`.
    """

    bands: Mapping[Hue, str] = field(default_factory=dict)
    gold: str | None = None
    logo: OwnFile | None = None
    mascot: OwnFile | None = None
    font: OwnFile | None = None
    templates: Mapping[str, str] = field(default_factory=dict)

    @property
    def pictures(self) -> Mapping[str, OwnFile]:
        """Its pictures by name."""
        both = {"logo": self.logo, "mascot": self.mascot}
        return {name: one for name, one in both.items() if one is not None}

    @property
    def is_trusted(self) -> bool:
        """Whether nothing of it must be kept in bounds."""
        return self.font is None and not self.templates

    @property
    def trusted(self) -> Attire:
        """The same without what nobody has trusted."""
        return replace(self, font=None, templates={})


PLAIN_ATTIRE = Attire()
"""The standard look."""
