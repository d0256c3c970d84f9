"""Register form (表样): which columns a register has, what they hold and what has to add up.

The forms this program brings stand in `forms/`; a county's own in `content/forms/registers/`.
A form says once what every register after it is held to; a register is then nothing but rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from gongshi.document import Model, Name, Reading, Text, Where, all_wrong, named, wrong
from gongshi.kinds.register.column import Column, Names, folded
from gongshi.kinds.register.expression import Comparison, Unfit, check_sense, parse
from gongshi.notations import Count
from gongshi.words import Word, shown

_MOST_COLUMNS = 20


class Rhythm(Word):
    """Rhythm (周期): how often a register after a form is published."""

    DAY = "day", "每天", "日"
    WEEK = "week", "每周", "周"
    MONTH = "month", "每月", "月"
    TERM = "term", "每学期", "学期"
    AS_NEEDED = "as_needed", "随时", "不定期"


class Measure(Word):
    """Measure (合计方式): what a total is made of."""

    SUM = "sum", "合计", "求和"
    COUNT = "count", "个数", "计数"
    AVERAGE = "average", "平均", "平均数"


class Sheet(Word):
    """Sheet (纸张): the paper of a form's poster."""

    A4 = "a4-landscape", "A4横", "A4"
    A4_UPRIGHT = "a4-portrait", "A4竖"
    A3 = "a3-landscape", "A3横", "A3"
    A3_UPRIGHT = "a3-portrait", "A3竖"


class Total(Model):
    """Total (合计): the sum, the count or the average of a column, of all rows or by group."""

    column: Name | None = named(
        "列", default=None, description="哪一列；数行数就不写。\nWhich column; none counts rows."
    )
    measure: Measure = named(
        "方式", default=Measure.SUM, description="合计、个数还是平均。\nHow it is made."
    )
    by: Name | None = named(
        "按", "分组", default=None, description="按哪一列分组。\nThe column to group by."
    )
    name: Name | None = named(
        "名称", default=None, description="合计叫什么。\nWhat the total is called."
    )

    @model_validator(mode="before")
    @classmethod
    def _a_column_alone(cls, value: object) -> object:
        return {"column": value} if isinstance(value, str) else value


class Check(Model):
    """Check (核对): what has to hold in every row, as an expression over the columns."""

    expression: Text = named(
        "算式",
        description="每一行都要成立的算式，如 期末数 = 期初数 + 增加 - 减少。\n"
        "What has to hold in every row.",
    )
    name: Name | None = named(
        "名称", default=None, description="这项核对叫什么。\nWhat the check is called."
    )
    basis: Text | None = named("依据", default=None, description="依据。\nThe rule that asks it.")

    @model_validator(mode="before")
    @classmethod
    def _an_expression_alone(cls, value: object) -> object:
        return {"expression": value} if isinstance(value, str) else value


class Reconciliation(Model):
    """Reconciliation (账物相符): the column of the books against the column of what was counted."""

    book: Name = named("账面", description="账面数是哪一列。\nThe column of the books.")
    counted: Name = named("实物", "盘点", description="实物数是哪一列。\nThe column counted.")
    reason: Name | None = named(
        "说明列",
        default=None,
        description="有差额时必须填写的列。\nThe column that explains a difference.",
    )


def _small_letters(joint: str) -> AfterValidator:
    """Refuses what cannot be part of an address or of a file's name."""
    pattern = re.compile(f"[a-z][a-z0-9]*(?:{joint}[a-z0-9]+)*")

    def checked(value: str) -> str:
        if not pattern.fullmatch(value) or len(value) > _LONGEST_CODE:
            raise wrong(
                f"“{shown(value)}”请改成小写字母、数字和“{joint}”，例如 lost{joint}property。",
                f"“{shown(value)}” may hold small letters, digits and “{joint}”, "
                f"like lost{joint}property.",
            )
        return value

    return AfterValidator(checked)


_LONGEST_CODE = 40


class OwnKind(Model):
    """Own kind (自定种类): a kind of documents that a form declares, with a folder and a tab."""

    name: Annotated[Name, _small_letters("_")] = named(
        "名称",
        description="程序里的名称，小写英文字母开头，如 lost_property。\n"
        "Its name in the program, in small Latin letters.",
    )
    folder: Annotated[Name, _small_letters("-")] = named(
        "目录",
        description="学校文件夹里的目录，也是网址的一部分，如 lost-property。\n"
        "Its folder, which is also part of addresses.",
    )
    label: Annotated[str, StringConstraints(min_length=1, max_length=6)] = named(
        "标签", description="导航里的词，最好两个字，如 招领。\nIts word in the navigation."
    )
    order: Annotated[Count, Field(ge=0, le=999)] = named(
        "次序", default=115, description="在导航里的次序，小的在前。\nIts place, smallest first."
    )


class RegisterForm(Model):
    """Register form (表样): the columns of a register, what is added up and what is checked."""

    code: Name = named(
        "代码",
        default="-",
        description="表样的代码，就是文件名，不必写。\nIts code: the name of its file.",
    )
    label: Name = named("名称", description="这种台账的名称。\nWhat such a register is called.")
    says: Text | None = named(
        "说明", default=None, description="这张表记什么。\nWhat the register records."
    )
    basis: Text | None = named("依据", default=None, description="依据。\nThe rule behind it.")
    columns: Annotated[tuple[Column, ...], Field(min_length=1, max_length=_MOST_COLUMNS)] = named(
        "列", "列名", description="表的各列，从左到右。\nThe columns, from left to right."
    )
    row_called: Name = named(
        "每行叫", default="条", description="一行叫什么，如 份、件、次。\nWhat a row is called."
    )
    unique: Names = named(
        "不重复",
        default=(),
        description="这些列合起来，一份台账里只能有一行。\nColumns that together stand once.",
    )
    order: Names = named(
        "排序",
        default=(),
        description="按哪些列排；不写就照填写的先后。\nThe columns that rows are sorted by.",
    )
    totals: tuple[Total, ...] = named(
        "合计", default=(), description="要合计的列。\nThe totals, one item each."
    )
    checks: tuple[Check, ...] = named(
        "核对", default=(), description="每一行都要成立的算式。\nWhat has to hold in every row."
    )
    reconciliation: Reconciliation | None = named(
        "账物相符", default=None, description="账面和实物对照的两列。\nBooks against count."
    )
    on_poster: Names = named(
        "海报列",
        default=(),
        description="海报上印哪些列；不写就全部。\nThe columns on its poster; all if left out.",
    )
    sheet: Sheet = named(
        "纸张", default=Sheet.A4, description="海报的纸张。\nThe paper of its poster."
    )
    rhythm: Rhythm = named(
        "周期", default=Rhythm.AS_NEEDED, description="多久公布一次。\nHow often it is published."
    )
    signed_by: Names = named(
        "签字",
        "签字人",
        default=(),
        description="由哪些部门或岗位核对签字。\nThe offices that sign it.",
    )
    kind: OwnKind | None = named(
        "种类",
        default=None,
        description="让这张表自成一类，在导航里单独成项。\nMakes the form a kind of its own.",
    )

    @model_validator(mode="before")
    @classmethod
    def _named_after_its_file(cls, value: object, info: ValidationInfo) -> object:
        slug = info.context.slug if isinstance(info.context, Reading) else ""
        if not slug or not isinstance(value, dict) or not {"code", "代码"}.isdisjoint(value):
            return value
        return {**value, "code": slug}

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        errors = [*self._name_errors(), *self._unknown_columns()]
        if not errors:
            errors = [*self._total_errors(), *self._check_errors()]
        if errors:
            raise all_wrong(errors)
        return self

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each column by all its names."""
        return {
            name: place
            for place, column in enumerate(self.columns)
            for name in (column.name, *column.also)
        }

    @cached_property
    def folded(self) -> Mapping[str, int]:
        """The same, by names without width, spaces or the unit in brackets behind them."""
        heads = {column.head: place for place, column in enumerate(self.columns)}
        return {folded(name): place for name, place in (*heads.items(), *self.places.items())}

    @cached_property
    def required(self) -> tuple[int, ...]:
        """The places of the columns that every row has."""
        return tuple(place for place, column in enumerate(self.columns) if column.required)

    @cached_property
    def title_at(self) -> int:
        """The place of the column by which rows are called."""
        return next((place for place, one in enumerate(self.columns) if one.titles), 0)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The checks, read."""
        return tuple(parse(check.expression, self.places) for check in self.checks)

    def _name_errors(self) -> Iterator[PydanticCustomError]:
        seen: set[str] = set()
        for place, column in enumerate(self.columns):
            for name in (column.name, *column.also):
                if folded(name) in seen:
                    yield wrong(
                        f"“{name}”已有同名的列，请改名。",
                        f"“{name}” is a column already; call it something else.",
                        ("columns", place),
                    )
                seen.add(folded(name))

    def _unknown_columns(self) -> Iterator[PydanticCustomError]:
        pairs: list[tuple[Where, str | None]] = [
            *((("unique", place), name) for place, name in enumerate(self.unique)),
            *((("order", place), name) for place, name in enumerate(self.order)),
            *((("on_poster", place), name) for place, name in enumerate(self.on_poster)),
        ]
        for place, total in enumerate(self.totals):
            pairs += [(("totals", place), total.column), (("totals", place, "by"), total.by)]
        if self.reconciliation is not None:
            pairs += [
                (("reconciliation", field), getattr(self.reconciliation, field))
                for field in ("book", "counted", "reason")
            ]
        for where, name in pairs:
            if name is not None and name not in self.places:
                known = "、".join(column.name for column in self.columns)
                yield wrong(
                    f"没有“{name}”这一列；这张表有：{known}。",
                    f"there is no column “{name}”; there are: {known}.",
                    where,
                )

    def _total_errors(self) -> Iterator[PydanticCustomError]:
        pairs: list[tuple[Where, str]] = [
            (("totals", place), total.column)
            for place, total in enumerate(self.totals)
            if total.column is not None and total.measure is not Measure.COUNT
        ]
        if self.reconciliation is not None:
            pairs += [
                (("reconciliation", "book"), self.reconciliation.book),
                (("reconciliation", "counted"), self.reconciliation.counted),
            ]
        for where, name in pairs:
            if not self.column(name).is_figure:
                yield wrong(
                    f"“{name}”不是数，不能合计；请把它的类型写成 数 或 金额，或改用 个数。",
                    f"“{name}” is no figure and cannot be added up; count it instead.",
                    where,
                )
        for place, total in enumerate(self.totals):
            if total.column is None and total.measure is not Measure.COUNT:
                yield wrong(
                    "请写合计哪一列，或把方式写成 个数。",
                    "say which column to add up, or count.",
                    ("totals", place),
                )

    def _check_errors(self) -> Iterator[PydanticCustomError]:
        kinds = tuple(column.measures for column in self.columns)
        for place, check in enumerate(self.checks):
            try:
                check_sense(parse(check.expression, self.places), kinds)
            except Unfit as error:
                yield wrong(
                    f"算式“{check.expression}”{error.saying.zh}",
                    f"“{check.expression}” {error.saying.en}",
                    ("checks", place),
                )

    def column(self, name: str) -> Column:
        """The column of a name."""
        return self.columns[self.places[name]]
