"""Amounts (份量): raw grams per pupil, a range, or spoken words (1块) where nobody weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from gongshi.document import all_wrong, wrong
from gongshi.words import narrow, pieces, plain, shown

V = TypeVar("V")
MOST_GRAMS = 5000
_LONGEST = 40


def number(value: float) -> str:
    """A figure as people write it: no trailing zeros, nothing lost.

    >>> number(2.50), number(80.0), number(1373.2)
    ('2.5', '80', '1373.2')
    """
    return str(int(value)) if value == int(value) else repr(value)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount (份量): grams, a range of grams, or words (1块) where nobody weighs.

    `grams` is the raw weight per pupil, in g; `upto` the upper end of a range; `words` are shown
    instead where they are given.
    """

    grams: float | None = None
    upto: float | None = None
    words: str = ""

    def __str__(self) -> str:
        """As a reader sees it, with its unit."""
        if self.words or self.grams is None:
            return self.words
        upto = "" if self.upto is None else f"–{number(self.upto)}"
        return f"{number(self.grams)}{upto} 克"


def parse_amount(value: object) -> Amount:
    """An amount written 80, 80g, 2.5克, 250~300, 1,200 or 1块; an amount that is none raises."""
    text = single(value)
    if len(text) > _LONGEST:
        raise _no_amount(text)
    return _amount(text)


@lru_cache(4096)
def _amount(text: str) -> Amount:
    tidy = _THOUSANDS.sub("", _TO.sub("-", narrow(text)))
    if not tidy:
        raise wrong(
            "这里缺少份量，请写克数（如 80）或 1块 这样的说法。",
            "the amount is missing; write grams (80) or words such as 1 piece.",
        )
    found = _WEIGHT.fullmatch(tidy)
    if not found:
        return _spoken(text.strip(), tidy)
    unit = _GRAMS[(found["unit"] or "g").lower()]
    grams = round(float(found["low"]) * _GRAMS[(found["own"] or found["unit"] or "g").lower()], 4)
    upto = round(float(found["high"]) * unit, 4) if found["high"] else None
    if max(grams, upto or 0) > MOST_GRAMS:
        raise wrong(
            f"份量“{text}”超过每人 {MOST_GRAMS} 克，请核对。",
            f"the amount “{text}” is over {MOST_GRAMS} g a pupil; check it.",
        )
    if upto is not None and upto < grams:
        raise wrong(
            f"份量“{text}”前大后小，请核对。", f"the range “{text}” runs backwards; check it."
        )
    return Amount(grams, upto)


_GRAMS = {
    **dict.fromkeys(("g", "克", "公克"), 1.0),
    **dict.fromkeys(("kg", "千克", "公斤"), 1000.0),
    **dict.fromkeys(("mg", "毫克"), 0.001),
    **dict.fromkeys(("斤", "市斤"), 500.0),
    "两": 50.0,
}
_UNIT = "|".join(sorted(_GRAMS, key=len, reverse=True))
_NUMBER = r"[0-9]{1,6}(?:\.[0-9]{1,4})?|\.[0-9]{1,4}"
_WEIGHT = re.compile(
    rf"(?:每人 ?)?(?P<low>{_NUMBER}) ?(?P<own>{_UNIT})??(?: ?- ?(?P<high>{_NUMBER}))? ?"
    rf"(?P<unit>{_UNIT})?(?: ?/ ?(?:人|生|每人|餐))*",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=^[0-9]),(?=[0-9]{3}(?:\D|$))")
_TO = re.compile(r"(?<=[0-9克gG])\s*[至到]\s*(?=[0-9])")


def _spoken(text: str, tidy: str) -> Amount:
    """Words for an amount: 1块, 适量, 1 piece; nothing that looks like a figure gone wrong."""
    outside = _BRACKETED.sub("", tidy)
    if (
        tidy[0] in "-+."
        or _SIGNS.search(outside)
        or len(_FIGURES.findall(outside)) > 1
        or not (_HAN.search(outside) or _PIECES.fullmatch(outside) or tidy.lower() in _VAGUE)
    ):
        raise _no_amount(text)
    return Amount(words=text)


_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_SIGNS = re.compile(r"[,，、;；:：{}\[\]<>=|\\\"\n\t]")
_FIGURES = re.compile(r"[0-9½¼¾][0-9½¼¾./-]*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_PIECES = re.compile(r"[0-9½¼¾][0-9½¼¾./-]* ?[a-z]{2}[a-z .]*|[0-9.]+ ?l", re.IGNORECASE)
_VAGUE = {"a little", "a pinch", "as needed", "some", "to taste", "half", "one piece"}


def _no_amount(text: str) -> PydanticCustomError:
    return wrong(
        f"“{shown(text)}”不是份量，请写克数（如 80）或 1块 这样的说法。",
        f"“{shown(text)}” is not an amount; write grams (80) or words such as 1 piece.",
    )


class Serving(NamedTuple):
    """Serving (份量): one amount for everyone, or one per grade band, in the order written."""

    everyone: Amount | None
    by_band: tuple[tuple[str, Amount], ...] = ()

    def for_band(self, band: str) -> Amount | None:
        """The amount of a grade band: its own, or everyone's."""
        wanted = plain(band)
        own = next((amount for name, amount in self.by_band if plain(name) == wanted), None)
        return own or self.everyone


def parse_serving(value: object) -> Serving:
    """A serving from one amount, or from a mapping of grade bands to amounts."""
    if isinstance(value, str):
        return Serving(parse_amount(value))
    if isinstance(value, Serving):
        return value
    if isinstance(value, dict) and value:
        return Serving(None, each(value, parse_amount))
    return Serving(parse_amount(None if value == {} else value))


class Ingredient(NamedTuple):
    """Ingredient (食材): its name, and its serving where the kitchen states one."""

    name: str
    serving: Serving | None = None


def parse_ingredients(value: object) -> tuple[Ingredient, ...]:
    """Ingredients from {大米: 80}, from [胡萝卜, 白萝卜: 20], or from 油10g、盐2.5g."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, dict):
        found = tuple(each(value, _maybe_serving))
        return tuple(_named(name, serving) for name, serving in found)
    if isinstance(value, str) and value.strip():
        return _once(_line(value))
    if isinstance(value, list):
        parsed = [part for place, item in enumerate(value) for part in _item(place, item)]
        return _once(tuple(parsed))
    raise wrong(
        "食材请写成“名称: 克数”，例如 {大米: 80}。",
        "write ingredients as “name: grams”, such as {rice: 80}.",
    )


def _item(place: int, item: object) -> tuple[Ingredient, ...]:
    if item in (None, "", {}, []):
        raise wrong(
            "这一项是空的，请补上或删去。", "this item is empty; fill or delete it.", (place,)
        )
    if isinstance(item, list):
        raise wrong("食材不能再套一层列表。", "a list stands inside the list.", (place,))
    return led(place, parse_ingredients, item)


def _line(text: str) -> tuple[Ingredient, ...]:
    if len(text) > _LONGEST * 100:
        raise wrong("食材太长，请核对。", "the ingredients are too long; check them.")
    return _parsed(text)


@lru_cache(2048)
def _parsed(text: str) -> tuple[Ingredient, ...]:
    parts = (part for piece in pieces(text, "、，,;；\n") for part in _APART.split(piece))
    return tuple(_ingredient(piece) for piece in parts)


_APART = re.compile(r"(?<=[0-9a-zA-Z克个块])\s+(?=[\u3400-\u9fff]+\s*[0-9])")


def _ingredient(piece: str) -> Ingredient:
    """油10g, 盐: 2g or 香葱: an ingredient, with its serving where a figure follows its name."""
    begins = _FIGURE_BEGINS.search(piece)
    if begins is None:
        vague = _VAGUELY.fullmatch(piece)
        name, amount = (vague[1], vague[2]) if vague else (piece, "")
    else:
        name, amount = piece[: begins.start()], piece[begins.start() :]
    name = name.strip().rstrip(":：").strip()
    if not name:
        raise wrong(
            f"“{shown(piece)}”缺少食材名称，请写成“油10g”的样子。",
            f"“{shown(piece)}” names no ingredient; write it like “oil 10g”.",
        )
    return _named(name, _maybe_serving(amount))


_FIGURE_BEGINS = re.compile(r"[-+]?(?<![A-Za-z])[0-9０-９.．½¼¾](?![^（(]*[）)])")
_VAGUELY = re.compile(r"([^:：\s]+)\s*[:：]?\s*(适量|少许|若干|少量|微量)")


def _named(name: str, serving: Serving | None) -> Ingredient:
    if serving is None and _STUCK.search(name):
        return _ingredient(name)
    if not name.strip() or len(name) > 2 * _LONGEST or _NO_NAME.search(name):
        raise wrong(
            f"“{shown(name)}”不是食材名称，请写成“名称: 克数”。",
            f"“{shown(name)}” is no ingredient; write “name: grams”.",
            (name, "$key"),
        )
    return Ingredient(name.strip(), serving)


_STUCK = re.compile(r"[^0-9A-Za-z][0-9.]+ ?(?:g|克)$", re.IGNORECASE)
_NO_NAME = re.compile(r"[:：{}\[\]\n]")


def _maybe_serving(value: object) -> Serving | None:
    return None if value is None or value == "" else parse_serving(value)


def _once(ingredients: tuple[Ingredient, ...]) -> tuple[Ingredient, ...]:
    names = [item.name for item in ingredients]
    if len(set(names)) < len(names):
        name = next(name for place, name in enumerate(names) if name in names[:place])
        raise wrong(
            f"食材“{name}”写了两次，请合并。",
            f"the ingredient “{name}” stands here twice; join them.",
        )
    return ingredients


def plain_amount(amount: Amount) -> float | str:
    """An amount as it stands in JSON."""
    if amount.words or amount.grams is None:
        return amount.words
    if amount.upto is not None:
        return f"{number(amount.grams)}-{number(amount.upto)}"
    return int(amount.grams) if amount.grams == int(amount.grams) else amount.grams


def plain_serving(serving: Serving) -> float | str | dict[str, float | str]:
    """A serving as it stands in JSON."""
    if serving.everyone is not None:
        return plain_amount(serving.everyone)
    return {band: plain_amount(amount) for band, amount in serving.by_band}


def plain_ingredients(ingredients: tuple[Ingredient, ...]) -> dict[str, object]:
    """Ingredients as they stand in JSON."""
    return {
        item.name: None if item.serving is None else plain_serving(item.serving)
        for item in ingredients
    }


def single(value: object) -> str:
    """A single value as text: what a list or a mapping is not."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value) if abs(value) < 10**15 else "∞"
    raise wrong("这里应该是一个值，不是列表或“键: 值”。", "a single value belongs here.")


def each(value: Mapping[str, object], parse: Callable[[object], V]) -> tuple[tuple[str, V], ...]:
    """The parsed values of a mapping; every error is led to the key it belongs to.

    Two keys that differ only in width, dashes or spaces (1-3年级, 1–3年级) are refused.
    """
    found: list[tuple[str, V]] = []
    errors: list[PydanticCustomError] = []
    seen: set[str] = set()
    for key, item in value.items():
        try:
            found.append((key, parse(item)))
        except PydanticCustomError as error:
            errors.append(_led(key, error))
        except ValidationError as error:
            errors += _led_all(key, error)
        name = plain(key)
        if name in seen:
            zh, en = (
                f"“{shown(key)}”写了两次，请只留一处。",
                f"“{shown(key)}” is given twice; keep one.",
            )
            errors.append(wrong(zh, en, (key, "$key")))
        seen.add(name)
    if errors:
        raise all_wrong(errors)
    return tuple(found)


def led(step: str | int, parse: Callable[[object], V], value: object) -> V:
    """A parsed value; its errors are led to the step it stands at."""
    try:
        return parse(value)
    except PydanticCustomError as error:
        raise _led(step, error) from error
    except ValidationError as error:
        raise all_wrong(_led_all(step, error)) from error


def _led(step: str | int, error: PydanticCustomError) -> PydanticCustomError:
    context = error.context or {}
    return wrong(context["zh"], context["en"], (step, *context["at"]))


def _led_all(step: str | int, error: ValidationError) -> list[PydanticCustomError]:
    contexts = [detail["ctx"] for detail in error.errors(include_url=False)]
    return [wrong(one["zh"], one["en"], (step, *one["at"])) for one in contexts]
