"""How fast posters are printed, on one core: A3 week posters of 65 dishes, no two alike.

`python tests/bench/posters.py` prints one line a figure; `figures` is for `make bench`.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gongshi.county import County
from gongshi.document import Filed, Reading
from gongshi.kinds.menu.publish import Menu
from gongshi.publication import Poster, Setting
from gongshi.render.poster import Press
from gongshi.school import School
from gongshi.schooldays import Calendar

THEME = Path(__file__).parents[2] / "theme"
POSTERS = 200
MEALS = {"早餐": 4, "午餐": 5, "晚餐": 4}
FIRST = "红烧清炒白灼糖醋干煸香煎酱爆凉拌"
SECOND = "牛肉鲈鱼豆腐茄子土豆山药虾仁排骨菜心"


class Figure(NamedTuple):
    """One measured figure beside its target; `ok` where it is met."""

    name: str
    value: float
    unit: str
    target: str
    ok: bool


def figures(posters: int = POSTERS) -> list[Figure]:
    """Posters per second in a batch, seconds to the first, and memory after the last."""
    with Press(THEME) as press:
        batch = [poster(number) for number in range(posters)]
        began = time.perf_counter()
        _print(press, batch[0])
        first = time.perf_counter() - began
        began = time.process_time()
        for one in batch[1:]:
            _print(press, one)
        rate = (posters - 1) / (time.process_time() - began)
    memory = _resident()
    return [
        Figure("A3 week posters", rate, "posters/s", "at least 8", rate >= 8),
        Figure("first poster", first, "s", "at most 1", first <= 1),
        Figure(f"memory after {posters} posters", memory, "MB", "at most 400", memory <= 400),
    ]


def poster(number: int) -> Poster:
    """The A3 poster of a school's week, unlike that of any other number."""
    days = {
        day: {
            meal: {
                "菜品": [
                    {
                        "菜名": _dish(number * 3 + row, place, count),
                        "致敏物质": ["蛋类", "大豆"][: count % 3],
                    }
                    for count in range(dishes)
                ],
                "营养": {"能量": 500 + number % 300, "蛋白质": 20 + number % 17},
            }
            for row, (meal, dishes) in enumerate(MEALS.items())
        }
        for place, day in enumerate(("周一", "周二", "周三", "周四", "周五"))
    }
    document = Menu.model_validate({"每日": days}, context=Reading("2026-W48"))
    school = {"代码": f"school-{number}", "校名": f"青禾县第{number}小学", "学段": "小学"}
    setting = Setting(
        county=County.model_validate({"名称": "青禾县", "主管部门": "青禾县教育局"}),
        school=School.model_validate(school),
        today=date(2026, 11, 23),
        calendar=Calendar(),
        site="https://gongshi.qinghe.example/",
    )
    page = next(iter(Menu.pages((Filed("2026-W48", document),), setting)))
    return page.posters[0]


def _dish(number: int, place: int, count: int) -> str:
    turn = number * 7 + place * 13 + count * 5
    how, what = turn % (len(FIRST) // 2) * 2, turn // 3 % (len(SECOND) // 2) * 2
    return f"{FIRST[how : how + 2]}{SECOND[what : what + 2]}{chr(0x4E00 + turn * 31 % 20000)}"


def _print(press: Press, poster: Poster) -> None:
    press.press(poster, press.source(poster))


def _resident() -> float:
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    for figure in figures():
        verdict = "ok" if figure.ok else "short"
        sys.stdout.write(
            f"{figure.name}: {figure.value:.2f} {figure.unit} ({figure.target}) {verdict}\n"
        )
