"""Wording (用语): how a county and its schools read their words and say them in English.

A reading is pinyin, one syllable a character, with tone marks (`chán yú`) or digits (`chan2 yu2`).
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from gongshi.document import Model, Name, all_wrong, named, wrong
from gongshi.edition import Wording
from gongshi.words import narrow, shown

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""The Chinese characters, as they stand between the brackets of a pattern."""

_WORD = re.compile(f"[{HAN}]+")
_INITIAL = r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?"
_FINAL = (
    r"(?:[aeo]|ai|ei|ao|ou|an|en|ang|eng|ong|er|i[aeou]?|iao|ian|in|iang|ing|iong|iu"
    r"|u[aeo]?|uai|ui|uan|un|uang|ue|üe?|üan|ün|n|ng|m)"
)
_SYLLABLE = re.compile(_INITIAL + _FINAL)
_MARKS = {
    "a": "āáǎà",
    "e": "ēéěè",
    "i": "īíǐì",
    "o": "ōóǒò",
    "u": "ūúǔù",
    "ü": "ǖǘǚǜ",
}
_TONES = {mark: (plain, tone) for plain, marks in _MARKS.items() for tone, mark in enumerate(marks)}
_LONGEST = 400


def _syllables(value: object) -> object:
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
        value = " ".join(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return value
    return tuple(_syllable(one) for one in re.split(r"[\s'’\-·]+", narrow(value).lower()) if one)


def _syllable(said: str) -> str:
    """A syllable with its tone mark, whichever way it was written.

    >>> _syllable("chan2"), _syllable("lv4"), _syllable("xíng"), _syllable("zi"), _syllable("gui1")
    ('chán', 'lǜ', 'xíng', 'zi', 'guī')
    """
    tones = [_TONES[letter][1] for letter in said if letter in _TONES]
    bare = "".join(_TONES.get(letter, (letter, 0))[0] for letter in said)
    if not tones and bare[-1:] in "12345":
        tones, bare = [int(bare[-1]) - 1], bare[:-1]
    bare = bare.replace("u:", "ü").replace("v", "ü")
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        raise wrong(
            f"“{shown(said)}”不是一个音节，请写成 xíng 或 xing2。",
            f"“{shown(said)}” is no syllable; write it like xíng or xing2.",
        )
    return _marked(bare, tones[0]) if tones else bare


def _marked(bare: str, tone: int) -> str:
    """The mark stands on a or e, on the o of ou, else on the last vowel (汉语拼音方案)."""
    place = next((bare.find(one) for one in ("a", "e", "ou") if one in bare), -1)
    if place < 0:
        place = max((bare.rfind(one) for one in _MARKS), default=-1)
    if place < 0 or tone == 4:  # the neutral tone, or a syllable without a vowel
        return bare
    return bare[:place] + _MARKS[bare[place]][tone] + bare[place + 1 :]


def _one_each(found: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    errors = []
    for word, said in found.items():
        if not _WORD.fullmatch(word):
            errors.append(
                wrong(
                    f"“{shown(word)}”里有汉字以外的字，请只写要注音的汉字。",
                    f"“{shown(word)}” holds more than Chinese characters; write those alone.",
                    (word, "$key"),
                )
            )
        elif len(word) != len(said):
            errors.append(
                wrong(
                    f"“{shown(word)}”有 {len(word)} 个字，注音有 {len(said)} 个音节；"
                    "请一个字写一个音节，中间空一格。",
                    f"“{shown(word)}” has {len(word)} character(s) and its reading {len(said)} "
                    "syllable(s); write one a character, with a space between.",
                    (word,),
                )
            )
    if errors:
        raise all_wrong(errors)
    return found


Pinyin = Annotated[tuple[str, ...], BeforeValidator(_syllables), WithJsonSchema({"type": "string"})]
"""The syllables of a word, written `chán yú` or `chan2 yu2`."""

Readings = Annotated[dict[Name, Pinyin], AfterValidator(_one_each)]
"""How words are read where a dictionary would be wrong: one syllable a character."""

HOW_READINGS = "“词: 拼音”，一个字一个音节，中间空一格，如 `单于: chán yú` 或 `单于: chan2 yu2`"


def _english(value: str) -> str:
    if _WORD.search(value):
        raise wrong(
            f"“{shown(value)}”里有汉字，请写英文。",
            f"“{shown(value)}” has Chinese characters in it; write English.",
        )
    return value


English = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_english)]
"""What a text is in English, up to 200 characters."""


def _plain_words(found: dict[str, str]) -> dict[str, str]:
    """Braces are how the theme's own list writes patterns; a word of a school has none."""
    for word in found:
        if re.search(r"[{}\\]", word):
            raise wrong(
                f"“{shown(word)}”里不能有大括号和反斜杠，请写原来的词。",
                f"“{shown(word)}” may hold no braces and no backslash; write the plain words.",
                (word, "$key"),
            )
    return found


class WordingBook(Model):
    """Wording (用语): how words are read on posters with pinyin, and what they are in English."""

    pinyin: Readings = named(
        "注音",
        "拼音",
        default={},
        description="词典会读错的词，写上读音；词越长越准，如写“银行”而不是“行”。\n"
        "How words are read where a dictionary is wrong; the longer the word, the surer.",
        json_schema_extra={"$comment": HOW_READINGS},
    )
    english: Annotated[dict[Name, English], AfterValidator(_plain_words)] = named(
        "英文",
        "英语",
        default={},
        description="菜名、校名、部门等的英文，印在中英对照的海报上；要和中文写得一字不差。\n"
        "The English of dishes, schools, offices, for posters in both; the Chinese is to be exact.",
        json_schema_extra={"$comment": "“中文: 英文”，如 `红烧肉: Braised pork`"},
    )

    @property
    def wording(self) -> Wording:
        """What it says, as a plain value."""
        return Wording(self.pinyin, self.english)
