"""Identity numbers: told in any document, at their place; a real one is refused."""

from __future__ import annotations

import pytest

from gongshi.errors import Severity
from gongshi.identity import identities
from gongshi.load import read_source


@pytest.mark.parametrize(
    ("text", "place", "severity"),
    [
        ("正文: 证号 11010519491231002X", (1, 8), Severity.ERROR),
        ("名单:\n  - 张某 １１０１０５１９４９１２３１００２ｘ", (2, 8), Severity.ERROR),
        ("正文: 张某 110101201203071234 入选", (1, 8), Severity.WARNING),
    ],
)
def test_an_identity_number_is_told_at_its_place(
    text: str, place: tuple[int, int], severity: Severity
) -> None:
    (found,) = identities(read_source("a.yaml", text.encode()))

    assert (found.line, found.column) == place
    assert found.severity is severity
    assert "19491231" not in found.saying.zh


@pytest.mark.parametrize(
    "text",
    [
        "正文: 电话 0555-000 1234，统一社会信用代码 91340200MA2NXXXX1D",
        "正文: 许可证 JY13401020304050607，合同号 202609280001234567",
        "正文: 1101**********1234、订单 1381234567890121381234567",
        "# 核对用 11010519491231002X\n正文: 好",
    ],
)
def test_other_numbers_and_remarks_are_let_be(text: str) -> None:
    assert not list(identities(read_source("a.yaml", text.encode())))
