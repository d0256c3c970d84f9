"""A generated county (34 schools × 49 weeks by default) for measuring; every menu is different."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from gongshi.week import Week

MKDOCS = """site_name: 测试县学校公示
site_url: https://bench.example/
docs_dir: content/pages
theme: {name: material, language: zh, font: false}
plugins: [gongshi]
"""
COUNTY = """名称: 测试县
主管部门: 测试县教育局
"""
HOLIDAYS = """学期: [{名称: 2026年, 开始: 2026-01-01, 结束: 2026-12-31}]
年份: {2026: {放假: [{名称: 国庆节, 开始: 2026-10-01, 结束: 2026-10-07}], 补班: [2026-10-10]}}
"""
SCHOOL = """校名: 测试第{number}小学
学段: 小学
年级段: [1–3年级, 4–6年级]
用餐时间: {{午餐: 11:40-12:20}}
"""
_MAIN = ("土豆牛肉", "五香大排", "红烧翅中", "盐水虾", "西芹牛柳", "糖醋里脊", "清蒸鲈鱼")
_SIDE = ("莴苣炒蛋", "茭白肉丝", "杏鲍菇炒蛋", "宫保鸡丁", "番茄炒蛋", "木须肉")
_GREEN = ("油焖茄子", "毛菜油面筋", "青菜香菇", "西芹腐竹", "白菜木耳")
_SOUP = ("银鱼羹", "番茄蛋汤", "萝卜排骨汤", "三鲜汤", "豆腐汤", "冬瓜汤", "紫菜蛋汤", "玉米汤")
_FRUIT = ("香蕉", "橘子", "苹果")
TODAY = date(2026, 12, 7)


def make_county(root: Path, schools: int = 34, weeks: int = 49) -> int:
    """Write the county under `root`; returns how many pages of weeks and days it will have."""
    (root / "content" / "pages").mkdir(parents=True)
    (root / "content" / "pages" / "about.md").write_text("# 关于\n\n测试。\n", "utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    (root / "content" / "county.yaml").write_text(COUNTY, "utf-8")
    (root / "content" / "holidays.yaml").write_text(HOLIDAYS, "utf-8")
    for number in range(1, schools + 1):
        code = f"school-{number:03d}"
        own = root / "content" / "schools" / code
        own.mkdir(parents=True)
        (own / "school.yaml").write_text(SCHOOL.format(number=number), "utf-8")
        shelf = root / "menus" / code / "2026"
        shelf.mkdir(parents=True)
        for week in range(1, weeks + 1):
            text = "".join(menu(Week(2026, week), number))
            (shelf / f"2026-W{week:02d}.yaml").write_text(text, "utf-8")
    return schools * weeks * 6


def menu(week: Week, number: int) -> Iterator[str]:
    """The lines of one school's menu, five lunches of six dishes."""
    yield f"发布日期: {week.monday - timedelta(days=4)}\n每日:\n"
    for place in range(5):
        turn = week.number * 5 + place + number * 7
        day = week.monday + timedelta(days=place)
        yield f"  {day}:\n    午餐:\n      菜品:\n"
        grams = 70 + turn % 20
        yield "        - 菜名: 白米饭\n          类别: 主食\n"
        yield f"          食材: {{大米: {{1–3年级: {grams}, 4–6年级: {grams + 20}}}}}\n"
        for course, names, allergens in (
            ("大荤", _MAIN, "[大豆, 含麸质谷物]"),
            ("小荤", _SIDE, "[蛋类]"),
            ("素菜", _GREEN, "[]"),
            ("汤", _SOUP, "未知"),
        ):
            name = names[turn % len(names)]
            yield f"        - 菜名: {name}\n          类别: {course}\n"
            first, second = 20 + turn % 60, 10 + turn % 30
            yield f"          食材: {{{name[:2]}: {first}, {name[2:]}: {second}}}\n"
            yield f"          致敏物质: {allergens}\n"
        yield f"        - 菜名: {_FRUIT[turn % 3]}\n          类别: 水果\n          份量: 1个\n"
        yield "      调味品: 油10g、盐2.5g、酱油3g、糖5g\n"
        yield f"      营养成分: {{能量: {650 + turn % 120}, 蛋白质: {28 + turn % 9}}}\n"
