"""SARIF 2.1.0 (OASIS): a list of problems as code forges and editors read it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Sequence[Mapping[str, str | int]]) -> str:
    """The log of one run; each problem has path, line, column, code, severity, message."""
    rules = sorted({str(one["code"]) for one in problems})
    run = {
        "tool": {"driver": {"name": "gongshi", "rules": [{"id": code} for code in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one) for one in problems],
    }
    return json.dumps(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def _result(problem: Mapping[str, str | int]) -> dict[str, object]:
    region = {"startLine": problem["line"], "startColumn": problem["column"]}
    place = {"artifactLocation": {"uri": problem["path"]}, "region": region}
    return {
        "ruleId": problem["code"],
        "level": problem["severity"],
        "message": {"text": problem["message"]},
        "locations": [{"physicalLocation": place}],
    }
