"""What the file of an inspection may say, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import (
    CalendarDay,
    Model,
    Name,
    Text,
    Where,
    all_wrong,
    named,
    wrong,
)
from gongshi.hazard import Place
from gongshi.kinds.inspection.finding import Finding
from gongshi.kinds.inspection.form import (
    CheckItem,
    CheckSection,
    Level,
    NamedForm,
    Numbered,
    numbered,
)
from gongshi.kinds.inspection.rating import Given, Ratings, Scale, given
from gongshi.notations import SEVERAL, Count, Hours, YesNo
from gongshi.posted import Posted, with_the_day_of_the_file
from gongshi.words import Word, pieces, shown

_LINE = "、，,；;"


class Result(Word):
    """Result (检查结果) of one item."""

    MET = "met", "符合", "合格", "正常", "√", "✓"
    FAILED = "failed", "不符合", "不合格", "整改", "异常", "×"
    NOT_APPLICABLE = "not_applicable", "不适用", "无此项", "/"


class Outcome(Model):
    """Outcome (单项结果): the result of one item, with a note where it needs one."""

    result: Result = named(
        "结果", description="符合、不符合、不适用。\nMet, failed, not applicable."
    )
    note: Text | None = named(
        "说明", default=None, description="不符合的，说明情况。\nWhat is wrong with it."
    )

    @model_validator(mode="before")
    @classmethod
    def _in_one_line(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        first, *rest = pieces(value.replace("：", "，").replace(":", "，"), _LINE) or (value,)
        if Result.called(first) is None:
            raise wrong(
                f"“{shown(value)}”请写成 符合、不符合：说明 或 不适用。",
                f"“{shown(value)}”: write met, failed: why, or not_applicable.",
            )
        return {"result": first, "note": "，".join(rest)} if rest else {"result": first}


@dataclass(frozen=True, slots=True)
class Check:
    """Check (检查项): an item with its result, as one inspection has it."""

    number: int
    section: str
    text: str
    key: bool
    result: Result
    note: str = ""


def _on_one_line(value: object) -> object:
    return pieces(value, _LINE) if isinstance(value, str) else value


ItemNumber = Annotated[Count, Field(ge=1, le=999)]
"""The number of an item of the check list."""

Names = Annotated[tuple[Name, ...], BeforeValidator(_on_one_line)]
"""Names, as a list or on one line with 、 between them."""


class InspectionFile(Posted):
    """Inspection (检查): who looked at what place, item by item, and what was found."""

    on: CalendarDay | None = named(
        "日期",
        "检查日期",
        default=None,
        description="检查的日期；文件名以日期开头的不必写。\n"
        "Its day; need not be written where the file's name begins with it.",
    )
    time: Hours | None = named(
        "时间", "检查时间", default=None, description="检查的时间。\nThe time of day."
    )
    location: Place | None = named(
        "场所",
        "place",
        default=None,
        serialization_alias="place",
        description="检查的场所；表样写明了的不必写。\nThe place, unless the form has it.",
    )
    subject: Name | None = named(
        "对象",
        "检查对象",
        default=None,
        description="具体是哪一处，如“第一食堂”“2 栋”。\nWhich one exactly, such as building 2.",
    )
    level: Level | None = named(
        "层级",
        "检查层级",
        default=None,
        description="日管控、周排查、月调度，或学校、监督、联合检查；表样写明了的不必写。\n"
        "Daily, weekly or monthly self-check, or the school's, the county's, a joint one.",
    )
    inspectors: Names = named(
        "检查单位",
        "检查部门",
        "检查人",
        default=(),
        description="谁检查的，写部门或岗位，不写个人姓名。\nThe offices that looked; no names.",
    )
    check_form: NamedForm | None = named(
        "表样",
        "检查表",
        "form",
        default=None,
        serialization_alias="form",
        description="用哪张检查表，如 daily-canteen。\nThe check form, such as daily-canteen.",
    )
    items: tuple[CheckItem, ...] = named(
        "检查项",
        "检查项目",
        default=(),
        description="没有表样，或表样之外另查的，一条一项；关键项前面加 ★。\n"
        "Items of one's own, beside or instead of a form's; key items begin with ★.",
    )
    all_met: YesNo | None = named(
        "全部符合",
        default=None,
        description="没有发现问题，就写“全部符合: 是”。\nYes, where every item was met.",
    )
    failed: dict[ItemNumber, Text] = named(
        "不符合",
        default={},
        description="哪几项不符合，各写说明，如 {14: 有一袋面粉过期}；其余就是符合。\n"
        "Items not met, each with what is wrong; all others are met.",
    )
    not_applicable: Annotated[tuple[ItemNumber, ...], BeforeValidator(_on_one_line)] = named(
        "不适用",
        default=(),
        description="哪几项不适用，写序号。\nThe numbers of items that do not apply.",
    )
    results: dict[ItemNumber, Outcome] = named(
        "结果",
        "检查结果",
        default={},
        description="愿意逐项写的，写成“序号: 符合”。\nEvery item's result by its number.",
    )
    measured: dict[Name, Name] = named(
        "测量",
        "实测",
        default={},
        description="量到的数，如 {留样柜: 4 ℃}。\nWhat was measured, such as temperatures.",
    )
    findings: Annotated[tuple[Finding, ...], SEVERAL] = named(
        "问题",
        "发现的问题",
        default=(),
        description="发现的问题，一个一项。\nWhat was found, one item each.",
    )
    measures: Annotated[tuple[Text, ...], SEVERAL] = named(
        "处理",
        "处置",
        default=(),
        description="当场怎样处理的，如没收、责令停业。\nWhat was done there and then.",
    )
    ratings: Ratings = named(
        "评级",
        "评定",
        default={},
        description="这次检查的评级，如 大笑，或 {动态等级: 大笑, 得分: 96}。\n"
        "The ratings given, by scale: {face: excellent, points: 96}.",
    )
    next_on: CalendarDay | None = named(
        "下次检查", default=None, description="下一次检查的日期。\nThe day of the next one."
    )

    @model_validator(mode="before")
    @classmethod
    def _of_the_day_of_its_file(cls, value: object, info: ValidationInfo) -> object:
        return with_the_day_of_the_file(cls, value, info)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        errors = [*_what_is_missing(self), *_results_errors(self), *_day_errors(self)]
        if errors:
            raise all_wrong(errors)
        return self

    @property
    def day_made(self) -> date:
        """The day it was made."""
        return self.on or date.min

    @property
    def where(self) -> Place:
        """The place: its own, or that of its form."""
        return self.location or (self.check_form and self.check_form.form.place) or Place.OTHER

    @property
    def rank(self) -> Level:
        """The level: its own, or that of its form."""
        return self.level or (self.check_form and self.check_form.form.level) or Level.SCHOOL

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """Its ratings, in the order of the scales."""
        return tuple(given(one, self.ratings[one]) for one in Scale if one in self.ratings)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every item of the form and its own, with its result."""
        noted = self.not_met
        found = []
        for number, section, item in self.numbered:
            said = self.results.get(number)
            if number in noted:
                result, note = Result.FAILED, noted[number]
            elif number in self.not_applicable:
                result, note = Result.NOT_APPLICABLE, ""
            else:
                result, note = (said.result, said.note or "") if said else (Result.MET, "")
            found.append(Check(number, section.name, item.text, item.key, result, note))
        return tuple(found)

    @property
    def not_met(self) -> Mapping[int, str]:
        """The items not met, by number: what is wrong with each."""
        noted = {one.item: one.what for one in self.findings if one.item is not None}
        for number, outcome in self.results.items():
            if outcome.result is Result.FAILED:
                noted[number] = outcome.note or noted.get(number, "")
        return {**noted, **self.failed}

    @property
    def numbered(self) -> tuple[Numbered, ...]:
        """The items of the form and then its own, each with its number."""
        found = self.check_form.form.numbered if self.check_form else ()
        if not self.items:
            return found
        heading = "另外检查" if self.check_form else "检查项目"
        last = max((number for number, _, _ in found), default=0)
        return (*found, *numbered((CheckSection(name=heading, items=self.items),), last))


def _what_is_missing(said: InspectionFile) -> Iterator[PydanticCustomError]:
    if said.same_as is not None:
        return
    if said.on is None:
        yield wrong(
            "缺少“日期”，请补上，或让文件名以日期开头，如 2026-11-20-canteen.yaml。",
            "its day is missing; write it, or begin the file's name with it.",
        )
    from_form = said.check_form.form if said.check_form else None
    if said.location is None and (from_form is None or from_form.place is None):
        yield wrong(
            f"缺少“场所”，请补上：{'、'.join(one.label for one in Place)}。",
            f"“place” is missing; write one of {', '.join(Place)}.",
        )
    if said.level is None and (from_form is None or from_form.level is None):
        yield wrong(
            f"缺少“层级”，请补上：{'、'.join(one.label for one in Level)}。",
            f"“level” is missing; write one of {', '.join(Level)}.",
        )


def _results_errors(said: InspectionFile) -> Iterator[PydanticCustomError]:
    """Results that belong to no item, contradict one another, or are not there."""
    numbered = said.numbered
    yield from _strangers(said)
    noted = said.not_met
    for number in sorted(noted.keys() & set(said.not_applicable)):
        yield wrong(
            f"第 {number} 项既不适用又不符合，请删去一处。",
            f"item {number} cannot both fail and not apply; delete one.",
            ("not_applicable",),
        )
    if said.all_met and noted:
        yield wrong(
            f"写了“全部符合: 是”，{_in_chinese(noted)}却不符合，请删去一处。",
            f"every item is said to be met, yet {_in_english(noted)} not; delete one.",
            ("all_met",),
        )
    if said.results:
        told = said.results.keys() | noted.keys() | set(said.not_applicable)
        lacking = [number for number, _, _ in numbered if number not in told]
        if lacking and not said.all_met and not said.failed:
            yield wrong(
                f"{_in_chinese(lacking)}没有结果，请补上；都符合就写“全部符合: 是”。",
                f"{_in_english(lacking)} without a result; add it, or write all_met: yes.",
                ("results",),
            )
    elif numbered and not noted and not said.all_met:
        yield wrong(
            "检查项没有结果：都符合就写“全部符合: 是”，有问题就写“不符合: {14: 说明}”。",
            "the items have no results: write all_met: yes, or failed: {14: why}.",
            ("all_met",) if said.all_met is not None else (),
        )


def _strangers(said: InspectionFile) -> Iterator[PydanticCustomError]:
    """Results of items that are not on the list."""
    places: list[tuple[int, Where]] = [
        *((number, ("failed", str(number), "$key")) for number in said.failed),
        *((number, ("results", str(number), "$key")) for number in said.results),
        *((number, ("not_applicable", at)) for at, number in enumerate(said.not_applicable)),
        *(
            (one.item, ("findings", at, "item"))
            for at, one in enumerate(said.findings)
            if one.item is not None
        ),
    ]
    numbers = {number for number, _, _ in said.numbered} if places else set()
    for number, where in places:
        if number not in numbers:
            last = max(numbers, default=0)
            zh = f"检查表只有第 1 到 {last} 项" if numbers else "没有写表样，也没有写检查项"
            en = f"the list goes from 1 to {last}" if numbers else "there is no form and no item"
            yield wrong(f"没有第 {number} 项：{zh}，请核对。", f"no item {number}: {en}.", where)


def _day_errors(said: InspectionFile) -> Iterator[PydanticCustomError]:
    """Days before the inspection of what can only come after it."""
    if said.on is None:
        return
    places: list[tuple[date | None, str, str, Where]] = [
        (said.next_on, "下次检查", "the next inspection", ("next_on",))
    ]
    for at, one in enumerate(said.findings):
        here: Where = ("findings", at)
        followed = one.follow_up.on if one.follow_up else None
        places += [
            (one.deadline, "整改期限", "the deadline", (*here, "deadline")),
            (one.closed, "销号日期", "the day it was closed", (*here, "closed")),
            (followed, "复查日期", "the follow-up", (*here, "follow_up")),
        ]
        if one.on_the_spot and one.closed not in (None, said.on):
            yield wrong(
                f"写了当场整改，销号日期却是 {one.closed}，请删去一处。",
                f"put right on the spot, yet closed on {one.closed}; delete one.",
                (*here, "closed"),
            )
    for day, zh, en, where in places:
        if day is not None and day < said.on:
            yield wrong(
                f"{zh} {day} 早于检查日期 {said.on}，请核对。",
                f"{en} ({day}) is before the inspection ({said.on}); check them.",
                where,
            )


_MOST_LISTED = 6


def _in_chinese(numbers: Iterable[int]) -> str:
    """Items by their numbers, not too many.

    >>> _in_chinese([3, 5]), _in_chinese(range(1, 25))
    ('第 3、5 项', '第 1、2、3、4、5、6 项等共 24 项')
    """
    found = sorted(numbers)
    first = f"第 {'、'.join(map(str, found[:_MOST_LISTED]))} 项"
    return f"{first}等共 {len(found)} 项" if len(found) > _MOST_LISTED else first


def _in_english(numbers: Iterable[int]) -> str:
    """The same in English, with its verb.

    >>> _in_english([3]), _in_english([3, 5]), _in_english(range(1, 25))
    ('item 3 is', 'items 3, 5 are', 'items 1, 2, 3, 4, 5, 6 and 18 more are')
    """
    found = sorted(numbers)
    first = ", ".join(map(str, found[:_MOST_LISTED]))
    more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    return f"item {first} is" if len(found) == 1 else f"items {first}{more} are"
