"""Editor (编辑器): links a site's files with their schemas, for editors that read `.vscode/`.

The link stands in the editor's own folder and not at the top of each file: who writes in a plain
editor never sees it, and a file that is moved or copied carries nothing that could be wrong.
"""

from __future__ import annotations

import json
from pathlib import Path

from gongshi.errors import MachineFailed, Saying, WrongUse, cause
from gongshi.schema import file_kinds, schema_named, write_schemas

FOLDER = ".vscode"
SCHEMAS = f"{FOLDER}/schemas"
SETTINGS = f"{FOLDER}/settings.json"
_ADVICE = f"{FOLDER}/extensions.json"
_LINKS = "yaml.schemas"
_RECOMMENDED = {"recommendations": ["redhat.vscode-yaml"]}


def link_schemas(root: Path) -> tuple[Path, ...]:
    """Write every schema into a site and tell the editor which files it is for.

    Other settings stay as they are; WrongUse where the settings are not plain JSON.
    """
    settings = root / SETTINGS
    said = _read(settings)
    kept = said.get(_LINKS)
    foreign = {
        schema: files
        for schema, files in (kept.items() if isinstance(kept, dict) else ())
        if not schema.startswith(SCHEMAS)
    }
    made = write_schemas(root / SCHEMAS, ())
    _write(settings, {**said, _LINKS: {**foreign, **_linked()}})
    advice = root / _ADVICE
    if not advice.exists():
        _write(advice, _RECOMMENDED)
    return (settings, *made)


def editor_files() -> dict[str, str]:
    """The same for a new site: the text of each file by its path."""
    texts = {f"{SCHEMAS}/{name}.schema.json": schema_named(name) for name in patterns()}
    return {SETTINGS: _json({_LINKS: _linked()}), _ADVICE: _json(_RECOMMENDED), **texts}


def patterns() -> dict[str, tuple[str, ...]]:
    """Which files each schema is for, as an editor writes it: `menus/*/**/*.yaml`."""
    found = {
        name: kind.place.replace("学校代码", "*").replace("…", "**")
        for name, kind in file_kinds().items()
    }
    return {name: (path, path.replace(".yaml", ".yml")) for name, path in found.items()}


def _linked() -> dict[str, tuple[str, ...]]:
    return {f"{SCHEMAS}/{name}.schema.json": files for name, files in patterns().items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        said = json.loads(path.read_text("utf-8"))
    except (ValueError, OSError):
        said = None
    if isinstance(said, dict):
        return said
    raise WrongUse(
        Saying(
            f"看不懂 {path}（里面可能有注释），没有改动它；请把它移开再运行一次。",
            f"{path} is not plain JSON (it may hold comments) and was left alone; move it away "
            "and run this again.",
        )
    )


def _write(path: Path, value: object) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_json(value), "utf-8")
    except OSError as error:
        raise MachineFailed(
            Saying(f"写不了 {path}：{cause(error).zh}。", f"cannot write {path}: {error.strerror}.")
        ) from error
