"""Publishing: whatever happens, the public folder is the old state or the new one, whole."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from gongshi import publish
from gongshi.errors import MachineFailed
from gongshi.publish import MANIFEST, Made, Manifest, Stage

BUILD = [sys.executable, "-m", "gongshi", "build", "--no-posters", "--today", "2026-01-12"]


def is_whole(folder: Path) -> bool:
    """Whether a tree holds just what its manifest says, to the byte."""
    said = json.loads((folder / MANIFEST).read_bytes())["files"]
    found = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    return found == {path: digest for path, (digest, _) in said.items()}


def put(stage: Stage, content: dict[str, str]) -> tuple[int, int]:
    with stage.opened():
        held = stage.held()
        before = held.manifest.files if held.manifest else {}
        files = {}
        for path, text in content.items():
            files[path] = Made(sha256(text.encode()).hexdigest())
            if before.get(path) != files[path]:
                target = stage.fresh / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
        return stage.publish(held, Manifest(files, {}))


@pytest.mark.parametrize("exchanges", [True, False])
def test_many_states_follow_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchanges: bool
) -> None:
    if not exchanges:
        monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    stage = Stage(tmp_path / "public")
    chance = random.Random(7)
    for _ in range(30):
        names = [f"{folder}/{name}.txt" for folder in "abc" for name in "xyz"]
        content = {name: chance.choice("12") for name in names if chance.random() < 0.7}
        put(stage, content)
        assert is_whole(stage.public)
        found = {
            path.relative_to(stage.public).as_posix(): path.read_text("utf-8")
            for path in stage.public.rglob("*.txt")
        }
        assert found == content


def test_a_build_killed_between_two_renames_is_put_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "_exchange", lambda one, other: False)
    stage = Stage(tmp_path / "public")
    put(stage, {"a": "1"})
    stage.public.rename(stage.home / "retired")
    with stage.opened():
        assert is_whole(stage.public)


def test_two_builds_at_once_are_kept_apart(tmp_path: Path) -> None:
    first, second = Stage(tmp_path / "public"), Stage(tmp_path / "public")
    with first.opened(), pytest.raises(MachineFailed), second.opened():
        pass


def test_a_damaged_manifest_loses_nothing_but_time(tmp_path: Path) -> None:
    stage = Stage(tmp_path / "public")
    put(stage, {"a": "1", "b": "2"})
    (stage.public / MANIFEST).write_text("{", "utf-8")
    put(stage, {"a": "1", "b": "3"})
    assert is_whole(stage.public)


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(county: Path) -> None:
    """SIGKILL at moments spread over a build of many changes, and just after the swap."""
    out = county / "site"
    assert subprocess.run(BUILD, cwd=county, check=False, capture_output=True).returncode == 0
    began = time.monotonic()
    _change(county, 0)
    subprocess.run(BUILD, cwd=county, check=True, capture_output=True)
    takes = time.monotonic() - began
    states = set()
    for turn in range(1, 19):
        before = (out / MANIFEST).read_bytes()
        _change(county, turn)
        running = subprocess.Popen(BUILD, cwd=county, stdout=subprocess.DEVNULL)
        if turn <= 12:
            time.sleep(takes * turn / 12)
        else:
            while running.poll() is None and (out / MANIFEST).read_bytes() == before:
                time.sleep(0.0002 * turn)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert is_whole(out)
        states.add((out / MANIFEST).read_bytes() == before)
    subprocess.run(BUILD, cwd=county, check=True, capture_output=True)
    assert is_whole(out)
    assert states == {True, False}, "the moments must fall both before and after the swap"


def _change(county: Path, turn: int) -> None:
    for path in county.glob("menus/*/2026/*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(text.split("# ", maxsplit=1)[0] + f"# {turn}\n", "utf-8")
        path.write_text(path.read_text("utf-8").replace("香蕉", f"香蕉{turn}"), "utf-8")


def test_a_file_spoiled_by_hand_never_comes_back(tmp_path: Path) -> None:
    """Links share their bytes: spoiling the public file spoils the stage's copy of it too."""
    stage = Stage(tmp_path / "public")
    put(stage, {"a": "1", "b": "1"})
    with stage.opened():
        stage.make_ready()
    time.sleep(0.02)
    (stage.public / "a").write_text("spoiled", "utf-8")
    for turn in ("2", "3", "4", "5"):
        put(stage, {"a": "1", "b": turn})
        assert is_whole(stage.public)
        assert (stage.public / "a").read_text("utf-8") == "1"
