"""Fixtures that any test may use: small sites to build, and the sample county built once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from tests.bench.county import make_county

from gongshi.build import Order, build

ROOT = Path(__file__).parents[1]
SAMPLE_DAY = date(2026, 11, 22)

# The same examples on every machine, however busy it is.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let goldens and expected messages be written anew, to be read in the diff."""
    parser.addoption("--update-golden", action="store_true", help="write goldens anew")
    parser.addoption("--update-broken", action="store_true", help="write expected messages anew")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample county, built once without posters, as on a Sunday evening."""
    out = tmp_path_factory.mktemp("sample") / "site"
    report = build(Order(ROOT, out, SAMPLE_DAY, posters=False))
    assert not report.problems
    yield out
    for path in (ROOT / ".cache" / "gongshi").glob("state-*.json"):
        if str(out) in path.read_text("utf-8"):
            path.unlink()


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A small generated county of three schools with four weeks each."""
    root = tmp_path / "county"
    make_county(root, schools=3, weeks=4)
    return root
