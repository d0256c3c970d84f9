"""Schema (格式说明): JSON Schemas (draft 2020-12) that let an editor complete keys and mark slips.

They are pydantic's schemas of the models, widened by what pydantic does not show: every key under
all its Chinese and English names, every name of a closed value, the shorthands, and scalars that
an editor takes for numbers where we read text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from gongshi.county import County
from gongshi.document import Model, field_names
from gongshi.errors import MachineFailed, Saying, WrongUse, cause
from gongshi.kinds import kinds
from gongshi.load.folders import FORMS, HOLIDAYS, SCHOOLS, WORDING
from gongshi.load.looks import THEME_FILE
from gongshi.look import Look
from gongshi.schema.shorthand import models_in, shorthands
from gongshi.school import School
from gongshi.schooldays import Calendar
from gongshi.week import weekday_named
from gongshi.wording import WordingBook
from gongshi.words import Word

Schema = dict[str, Any]


@dataclass(frozen=True)
class FileKind:
    """A kind of file: the name of its schema, its model, where such files stand.

    `given` are required fields that the file's place supplies, beyond those the model knows of;
    `form_of` is the kind whose documents name such files, where they are forms.
    """

    name: str
    model: type[Model]
    place: str
    given: frozenset[str] = frozenset()
    form_of: str = ""


def file_kinds() -> dict[str, FileKind]:
    """Every kind of file a clerk writes: school, county, holidays, kinds, their books and forms.

    A kind that is computed has no files.
    """
    found = [
        FileKind("school", School, f"{SCHOOLS}/学校代码/school.yaml", frozenset({"code"})),
        FileKind("county", County, "content/county.yaml"),
        FileKind("holidays", Calendar, HOLIDAYS),
        FileKind("theme", Look, f"{SCHOOLS}/学校代码/{THEME_FILE}"),
        FileKind("wording", WordingBook, f"content/…/{WORDING}"),
    ]
    for name, kind in kinds().items():
        if not kind.computed:
            found.append(FileKind(name, kind, f"{kind.shelf('学校代码')}/…/*.yaml"))
        if kind.shared:
            book, model = kind.shared
            place = str(PurePosixPath(kind.shelf("")) / book)
            found.append(FileKind(PurePosixPath(book).stem, model, place))
        if kind.form:
            place = f"{FORMS}/{kind.folder}/*.yaml"
            found.append(FileKind(f"{name}-form", kind.form, place, form_of=name))
    return {one.name: one for one in found}


def schema_named(name: str) -> str:
    """The schema of one kind of file as JSON text; WrongUse where there is none of that name."""
    found = file_kinds()
    if name not in found:
        near = get_close_matches(name, found, 1, 0.5)
        zh = f"您是不是想写“{near[0]}”？" if near else ""
        en = f"did you mean “{near[0]}”? " if near else ""
        names = ", ".join(found)
        raise WrongUse(
            Saying(
                f"没有名为“{name}”的格式，{zh}可写：{names}。",
                f"there is no schema “{name}”; {en}choices: {names}.",
            )
        )
    return json.dumps(schema_of(found[name]), ensure_ascii=False, indent=1) + "\n"


def write_schemas(folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Write `NAME.schema.json` of these names (of all, where none is given) into a folder."""
    texts = {name: schema_named(name) for name in names or file_kinds()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / f"{name}.schema.json").write_text(text, "utf-8")
    except OSError as error:
        raise MachineFailed(
            Saying(
                f"写不了 {folder}：{cause(error).zh}。", f"cannot write {folder}: {error.strerror}."
            )
        ) from error
    return tuple(folder / f"{name}.schema.json" for name in texts)


def schema_of(kind: FileKind) -> Schema:
    """The JSON Schema of one kind of file."""
    found, plain = models_in(kind.model), plain_definitions(kind.model)
    definitions: dict[str, Schema] = {}
    for name, part in found.items():
        if issubclass(part, Word):
            definitions[name] = _word(part, plain[name])
        else:
            given = kind.given if part is kind.model else frozenset()
            definitions.update(_model(name, part, plain[name], given))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gongshi:schema:{kind.name}",
        "title": f"{kind.name} ({kind.place})",
        "$ref": f"#/$defs/{kind.model.__name__}",
        "$defs": definitions,
    }


@cache
def plain_definitions(model: type[BaseModel]) -> Mapping[str, Schema]:
    """What pydantic itself says of a model and all inside it, by class name."""
    whole = model.model_json_schema(by_alias=False, ref_template="#/$defs/{model}")
    definitions: dict[str, Schema] = whole.pop("$defs", {})
    return {name: _bounded(said) for name, said in {model.__name__: whole, **definitions}.items()}


def _bounded(said: Any) -> Any:  # noqa: ANN401 - a piece of JSON
    """The same with JSON Schema's words for bounds, which pydantic keeps as its own at times."""
    if isinstance(said, list):
        return [_bounded(one) for one in said]
    if not isinstance(said, dict):
        return said
    return {_BOUNDS.get(name, name): _bounded(one) for name, one in said.items()}


_BOUNDS = {"ge": "minimum", "le": "maximum"}


def _word(word: type[Word], plain: Schema) -> Schema:
    return {**plain, "enum": [name for one in word for name in one.names]}


def _model(
    name: str, model: type[BaseModel], plain: Schema, given: frozenset[str]
) -> Iterator[tuple[str, Schema]]:
    """The definition of a model; of one with shorthands, a second for its full form."""
    short = shorthands(model)
    properties = {
        field: _property(model, field, said) for field, said in plain["properties"].items()
    }
    full: Schema = {
        "type": "object",
        "description": plain.get("description", ""),
        "properties": dict(_under_all_names(name, model, properties)),
        "additionalProperties": False,
    }
    if short.top is not None:
        inside = properties[short.top]
        full["patternProperties"] = {f"^({_DAY}|{_WEEKDAY})$": inside["additionalProperties"]}
    required = [one for one in plain.get("required", ()) if one not in given | short.given]
    if required:
        full["allOf"] = [_one_name_of(model, field) for field in required]
    others = _other_forms(model, properties)
    if not others:
        yield name, full
        return
    yield name, {"anyOf": [{"$ref": f"#/$defs/{name}InFull"}, *others]}
    yield f"{name}InFull", full


def _under_all_names(
    name: str, model: type[BaseModel], properties: Mapping[str, Schema]
) -> Iterator[tuple[str, Schema]]:
    """Each property under its English name, its Chinese one, and those no editor need offer."""
    home = f"{name}InFull" if _other_forms(model, properties) else name
    for field, names in field_names(model).items():
        reference = {"$ref": f"#/$defs/{home}/properties/{field}"}
        if names:
            yield names[0], reference
        yield field, properties[field]
        for also in names[1:]:
            yield also, {**reference, "doNotSuggest": True}


def _one_name_of(model: type[BaseModel], field: str) -> Schema:
    names = field_names(model)[field]
    return {"anyOf": [{"required": [name]} for name in (*names[:1], field, *names[1:])]}


def _other_forms(model: type[BaseModel], properties: Mapping[str, Schema]) -> list[Schema]:
    """What may stand in place of the whole object."""
    short, forms = shorthands(model), list[Schema]()
    if short.text is not None or short.read:
        forms.append({"type": ["string", "number"]})
    if short.tabled:
        forms.append({"type": "array", "minItems": 1})
    elif short.items is not None:
        items = properties[short.items]
        forms.append(next(one for one in items.get("anyOf", [items]) if one.get("type") == "array"))
    if short.inside or (short.paired and short.top is None):
        taken = [name for pair in field_names(model).items() for name in (pair[0], *pair[1])]
        pair: Schema = {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"not": {"enum": taken}},
        }
        if short.paired <= 1:
            pair["maxProperties"] = 1
        if short.inside:
            pair["additionalProperties"] = {"anyOf": _of_types(short.inside, properties)}
        forms.append(pair)
    return forms


def _of_types(inside: Mapping[str, str], properties: Mapping[str, Schema]) -> list[Schema]:
    """What may follow a name: each JSON type, as the field says that it stands for."""
    return [
        {**properties[field], "type": ["string", "number"] if kind == "string" else kind}
        for kind, field in inside.items()
    ]


def _property(model: type[BaseModel], field: str, plain: Schema) -> Schema:
    """One property: widened, with its Chinese title and both descriptions kept."""
    short = shorthands(model)
    kept = {key: value for key, value in plain.items() if key not in ("title", "description")}
    if kept.get("default") in (None, [], {}):
        kept.pop("default", None)
    widened = _widened(kept, weekdays=field in short.weekdays)
    if widened.get("items", {}).get("type") == "array" and field in short.rowed:
        widened["items"] = {"anyOf": [widened["items"], {"type": ["string", "number"]}]}
    if widened.get("type") == "array" and field in short.lines:
        default = {key: widened.pop(key) for key in ("default",) if key in widened}
        widened = {"anyOf": [widened, {"type": "string"}], **default}
    elif field in short.parsed:
        widened = _parsed(widened)
    if field in short.told and "$ref" in str(kept) and not _is_a_list(kept):
        widened = {"anyOf": [widened, {"type": ["string", "number"]}]}
    if field in short.mapped and _is_a_list(kept):
        default = {key: widened.pop(key) for key in ("default",) if key in widened}
        widened = {"anyOf": [widened, {"type": "object"}], **default}
    return {
        "title": plain.get("title", field),
        "description": plain.get("description", ""),
        **widened,
    }


def _is_a_list(node: Schema) -> bool:
    return node.get("type") == "array" or any(map(_is_a_list, node.get("anyOf", ())))


def _parsed(node: Schema) -> Schema:
    """A piece of a schema for what a validator of its own reads: a text, however it is written."""
    kind = node.get("type")
    if isinstance(kind, list):
        is_figure = kind[0] in ("integer", "number")
        return {**node, "pattern": _FIGURE} if is_figure else node
    if "anyOf" in node:
        return {**node, "anyOf": [_parsed(way) for way in node["anyOf"]]}
    if kind in ("array", "object"):
        default = {key: value for key, value in node.items() if key == "default"}
        return {"anyOf": [_without(node, "default"), {"type": ["string", "number"]}], **default}
    return node


_FIGURE = "[0-9０-９零一二三四五六七八九十半]"
"""What a figure written with its unit has in it somewhere: 418人, ¥3.50, 半小时."""

_DAY = r"\d{4} *[-/.年] *\d{1,2} *[-/.月] *\d{1,2} *日?"
_WEEKDAY = "|".join(
    name
    for front in ("星期", "周", "礼拜", "")
    for name in (front + day for day in "一二三四五六日天")
    if weekday_named(name)
)
_WEEKDAY += "|" + "|".join(
    f"[{day[0].upper()}{day[0]}]{day[1:3]}({day[3:]})?"
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    if weekday_named(day) and weekday_named(day[:3])
)
_MOMENT = rf"{_DAY}([ T]+\d{{1,2}}[:：]\d{{2}}([:：]\d{{2}})?)?"
_WHOLE = r"^\s*-?\d+\s*$"
_DECIMAL = r"^\s*-?\d+(\.\d+)?\s*$"


def _widened(node: Schema, *, weekdays: bool) -> Schema:
    """A piece of a schema that takes scalars as text or as what an editor makes of them."""
    form = node.get("format")
    if form == "date":
        pattern = f"{_DAY}|{_WEEKDAY}" if weekdays else _DAY
        return {**_without(node, "format"), "type": "string", "pattern": f"^({pattern})$"}
    if form == "date-time":
        return {**_without(node, "format"), "pattern": f"^{_MOMENT}$"}
    widened = {key: _inside(key, value, weekdays=weekdays) for key, value in node.items()}
    kind = node.get("type")
    if kind == "string" and "enum" not in node:
        return {**widened, "type": ["string", "number"]}
    if kind in ("integer", "number"):
        pattern = _WHOLE if kind == "integer" else _DECIMAL
        return {**widened, "type": [kind, "string"], "pattern": pattern}
    return {**widened, "type": ["boolean", "string"]} if kind == "boolean" else widened


def _inside(key: str, value: Any, *, weekdays: bool) -> Any:  # noqa: ANN401 - a piece of JSON
    if key in ("items", "additionalProperties", "propertyNames") and isinstance(value, dict):
        return _widened(value, weekdays=weekdays)
    if key == "anyOf":
        return [_widened(one, weekdays=weekdays) for one in value]
    return value


def _without(node: Schema, key: str) -> Schema:
    return {name: value for name, value in node.items() if name != key}
