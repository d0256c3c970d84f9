"""`gongshi schema`: an editor accepts all that the program accepts, and marks slips of the pen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from tests.program import run

from gongshi.document import field_names
from gongshi.kinds import kinds
from gongshi.load import read_source
from gongshi.schema import file_kinds, schema_named, schema_of
from gongshi.schema.shorthand import models_in, shorthands
from gongshi.words import Word

ROOT = Path(__file__).parents[1]
SITES = [ROOT, *sorted(path.parents[1] for path in ROOT.glob("tests/real/*/content/county.yaml"))]
SCHEMAS = {name: schema_of(kind) for name, kind in file_kinds().items()}
VALIDATORS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}


def files() -> list[tuple[str, Path]]:
    """Every file of the sample county, real menus, samples and forms, with its schema."""
    found = []
    for site in SITES:
        found.append(("county", site / "content" / "county.yaml"))
        found += [("school", path) for path in sorted(site.glob("content/schools/*/school.yaml"))]
        for path in sorted(site.glob("menus/**/*.yaml")):
            found.append(("dishes" if path.name == "dishes.yaml" else "menu", path))
        for name, kind in kinds().items():
            shelf = f"content/schools/*/{kind.folder}/**/*.yaml"
            found += [(name, path) for path in sorted(site.glob(shelf))]
    for name in kinds():
        forms = ROOT.glob(f"generator/gongshi/kinds/{name}/forms/*.yaml")
        found += [(f"{name}-form", path) for path in sorted(forms)]
    samples = sorted((ROOT / "tests" / "samples").glob("*.yaml"))
    found += [(path.name.split(".")[0], path) for path in samples]
    return [(name, path) for name, path in found if name in SCHEMAS]


def faults(name: str, data: object) -> list[str]:
    """What an editor would mark."""
    return [error.message for error in VALIDATORS[name].iter_errors(data)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_draft_2020_12(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "path"), files(), ids=lambda one: str(one)[-44:])
def test_every_file_we_have_is_right_however_its_scalars_are_read(name: str, path: Path) -> None:
    raw = path.read_bytes()
    assert faults(name, read_source(path.name, raw).data) == []
    assert faults(name, yaml.load(raw, Loader=_AsEditorsRead)) == []


class _AsEditorsRead(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers are numbers, dates and times stay text."""


_AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in found if not tag.endswith(("timestamp", "bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _whole(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int | str:
    return str(node.value) if ":" in node.value else loader.construct_yaml_int(node)


_AsEditorsRead.add_constructor("tag:yaml.org,2002:int", _whole)

LUNCH = {"周一": {"午餐": ["米饭"]}}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("menu", LUNCH),
        ("menu", {"days": {"Monday": {"lunch": "米饭、青菜"}}}),
        ("menu", {"2026-11-16": {"午餐": {"菜品": "米饭、青菜"}}}),
        ("menu", {"2026年11月16日": {"停餐": "放假"}}),
        ("menu", {"周一": {"午餐": [{"白米饭": {"大米": {"1–3年级": 80}}}]}}),
        ("menu", {"周一": {"午餐": [{"白米饭": 110}, {"炒饭": ["大米", "鸡蛋"]}]}}),
        ("menu", {"周一": {"午餐": [{"菜名": "饭", "类别": "大荤", "致敏物质": "蛋类、大豆"}]}}),
        ("menu", {"周一": {"午餐": {"菜品": ["饭"], "特殊膳食": {"贫血": ["猪肝汤"]}}}}),
        ("menu", {"沿用": "kitchens/east"}),
        ("school", {"校名": "小学", "学段": "小学", "年级段": ["小班", {"name": "大班"}]}),
        ("school", {"name": "小学", "stage": "primary", "用餐时间": {"午餐": "11:40"}}),
        ("county", {"名称": "县", "教育局": "县教育局", "投诉电话": 12315}),
        ("dishes", {"菜品": ["米饭", {"馒头": {"面粉": 50}}]}),
    ],
)
def test_every_short_form_is_right(name: str, data: object) -> None:
    assert faults(name, data) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("menu", {"周一": {"午歺": ["米饭"]}}),
        ("menu", {"周八": {"午餐": ["米饭"]}}),
        ("menu", {"周一": "放假"}),
        ("menu", {**LUNCH, "发布日期": "昨天"}),
        ("menu", {**LUNCH, "版次": "两"}),
        ("menu", {**LUNCH, "版次": 0}),
        ("menu", {**LUNCH, "更正": [{"时间": "2026-11-16"}]}),
        ("menu", {**LUNCH, "更正": [{"时间": "2026-11-16", "原因": "x", "日期": "周八"}]}),
        ("menu", {"周一": {"午餐": {"价格": 8}}}),
        ("menu", {"周一": {"午餐": []}}),
        ("menu", {"周一": {"午餐": [{"菜名": "饭", "类别": "大晕"}]}}),
        ("menu", {"周一": {"午餐": [{"菜名": "饭", "致敏物质": ["砖头"]}]}}),
        ("menu", {"周一": {"午餐": {"菜品": ["饭"], "营养成分": {"快乐": 3}}}}),
        ("menu", {"周一": {"午餐": {"菜品": ["饭"], "特殊膳食": {"挑食": ["饭"]}}}}),
        ("school", {"学段": "小学"}),
        ("school", {"校名": "小学", "学段": "小雪"}),
        ("school", {"校名": "", "学段": "小学"}),
        ("school", {"校名": "小学", "学段": "小学", "代码": "Bad Code"}),
        ("school", {"校名": "小学", "学段": "小学", "用餐时间": {"下午茶": "15:00"}}),
        ("school", {"校名": "小学", "学段": "小学", "排序": 10_000}),
        ("county", {"名称": "县"}),
        ("dishes", {"菜品": {"米饭": 1}}),
        ("dishes", []),
    ],
)
def test_a_slip_is_marked(name: str, data: object) -> None:
    assert faults(name, data)


def _properties(schema: dict[str, Any], model: str) -> dict[str, Any]:
    definitions = schema["$defs"]
    found: dict[str, Any] = definitions.get(f"{model}InFull", definitions[model])["properties"]
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_and_closed_value_is_known_by_all_its_names(name: str) -> None:
    schema = SCHEMAS[name]
    for model, part in models_in(file_kinds()[name].model).items():
        if issubclass(part, Word):
            assert schema["$defs"][model]["enum"] == [one for word in part for one in word.names]
            continue
        properties = _properties(schema, model)
        for field, names in field_names(part).items():
            for one in (field, *names):
                assert one in properties
            zh, _, en = properties[field]["description"].partition("\n")
            assert any("\u4e00" <= sign <= "\u9fff" for sign in zh), (model, field)
            # It may quote a Chinese word that stands in files.
            assert sum(sign.isascii() for sign in en) > 0.7 * len(en), (model, field)
            assert en.endswith((".", "…")), (model, field)


def test_every_reference_leads_somewhere() -> None:
    for schema in SCHEMAS.values():
        waiting: list[object] = [schema]
        while waiting:
            node = waiting.pop()
            if isinstance(node, dict):
                waiting += node.values()
                found: Any = schema
                for step in str(node.get("$ref", "#")).split("/")[1:]:
                    found = found[step]
            elif isinstance(node, list):
                waiting += node


def test_what_a_model_takes_is_found_by_asking_it() -> None:
    kinds = {name: kind.model for name, kind in file_kinds().items()}
    inside = {name: part for kind in kinds.values() for name, part in models_in(kind).items()}
    assert shorthands(kinds["menu"]).top == "days"
    assert shorthands(kinds["menu"]).given == {"week"}
    assert shorthands(kinds["county"]).text is None
    meal = inside["Meal"]
    assert not issubclass(meal, Word)
    assert (shorthands(meal).text, shorthands(meal).items) == ("dishes", "dishes")


def test_names_are_listed_and_one_is_printed() -> None:
    assert run("schema").out.split() == list(SCHEMAS)
    for name, schema in SCHEMAS.items():
        assert json.loads(run("schema", name).out) == schema


def test_all_are_written_or_one(tmp_path: Path) -> None:
    assert run("schema", "--out", tmp_path / "all").status == 0
    written = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert written == sorted(f"{name}.schema.json" for name in SCHEMAS)
    ran = run("schema", "school", "--out", tmp_path)
    assert ran.out == f"{tmp_path / 'school.schema.json'}\n"
    assert (tmp_path / "school.schema.json").read_text("utf-8") == schema_named("school")


def test_a_name_that_is_none_is_2_and_the_right_one_is_guessed() -> None:
    ran = run("schema", "shool")
    assert ran.status == 2
    assert "您是不是想写“school”？" in ran.err
