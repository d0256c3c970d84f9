"""Importing (导入): records of other authorities as the data of inspections, ready to be written.

What comes out is what a clerk might have typed: keys in Chinese, every value text. Ratings are
kept as their scale writes them; nothing is converted into a scale of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongshi.formats.fhrs import Establishment
from gongshi.formats.lives import Feed, Row
from gongshi.hazard import Place
from gongshi.kinds.inspection.form import Level
from gongshi.kinds.inspection.rating import Scale

Written = tuple[str, dict[str, object]]
"""The name of a file without its ending, and what stands in it."""

_SCORES = {
    "Hygiene": "卫生扣分（0 最好）",
    "Structural": "设施扣分（0 最好）",
    "ConfidenceInManagement": "管理扣分（0 最好）",
}
_CANTEENS = re.compile(r"canteen|school|college|caring", re.IGNORECASE)


def from_lives(rows: Iterable[Row], feed: Feed | None = None) -> Iterator[Written]:
    """The inspections of a LIVES feed, the days in their files' names."""
    names = _Names()
    for row in rows:
        data: dict[str, object] = {
            "场所": Place.CANTEEN.label,
            "对象": (row.name or f"第 {row.business} 号厨房")[:80],
            "层级": Level.COUNTY.label,
            "评级": {Scale.LIVES.value: row.score},
            "来源": "LIVES 检查数据",
        }
        if feed is not None:
            taken = f"，{feed.day} 的数据" if feed.day else ""
            data["来源"] = f"LIVES {feed.version} 检查数据{taken}"
            data["检查单位"] = [feed.authority]
        yield names.once(f"{row.day}-{row.business}"), data


def from_fhrs(taken: str, found: Iterable[Establishment]) -> Iterator[Written]:
    """The ratings of an FHRS or FHIS file; one without a day has that of the file, and says so."""
    names = _Names()
    for one in found:
        said = one.said
        day = said.get("RatingDate") or taken
        key = said.get("RatingKey", "") or said.get("SchemeType", "FHRS")
        scale = Scale.FHIS if key.lower().startswith("fhis") else Scale.FHRS
        kind = said.get("BusinessType", "")
        place = Place.CANTEEN if _CANTEENS.search(kind) else Place.OTHER
        data: dict[str, object] = {
            "日期": day,
            "场所": place.label,
            "对象": said.get("BusinessName", f"编号 {said.get('FHRSID', '')}")[:80],
            "层级": Level.COUNTY.label,
            "评级": {scale.value: said.get("RatingValue", "")},
            "来源": f"{scale.value.upper()} 公开数据" + (f"，{taken} 提取" if taken else ""),
        }
        if authority := said.get("LocalAuthorityName"):
            data["检查单位"] = [authority]
        if scores := {_SCORES[name]: one.scores[name] for name in _SCORES if name in one.scores}:
            data["测量"] = scores
        if "RatingDate" not in said:
            data["说明"] = ["原记录没有评级日期，这里的日期是提取数据的日期。"]
        yield names.once(f"{day}-{said.get('FHRSID', '')}"), data


class _Names:
    """Names of files, each given once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def once(self, name: str) -> str:
        """The name, or the name with a number where it was given before."""
        slug = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:56]
        count = self._given[slug] = self._given.get(slug, 0) + 1
        return slug if count == 1 else f"{slug}-{count}"
