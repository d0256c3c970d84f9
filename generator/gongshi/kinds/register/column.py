"""Column (列) of a register: its name, what its cells hold and the bounds they keep."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import Model, Name, Text, all_wrong, named, wrong
from gongshi.kinds.register.cells import CellType, Misread, parse_figure
from gongshi.kinds.register.units import MOMENT, MONEY, TIME, factor_of, kind_of
from gongshi.notations import Count, YesNo
from gongshi.words import plain


def one_or_more(value: object) -> object:
    """A list, or its items in one line: 校长室、总务处."""
    if isinstance(value, str):
        return [one for one in value.replace("，", "、").split("、") if one.strip()]
    return value


Names = Annotated[tuple[Name, ...], BeforeValidator(one_or_more)]
"""Names in a list or in one line, parted by 、."""


class Column(Model):
    """Column (列) of a register: its name, what its cells hold, and the bounds they keep."""

    name: Name = named("名称", "列名", description="列的名称。\nWhat the column is called.")
    also: Names = named(
        "别名",
        default=(),
        description="填写时也可以用的名称。\nOther names it may be written by.",
    )
    type: CellType = named(
        "类型", default=CellType.TEXT, description="这一列填什么。\nWhat its cells hold."
    )
    unit: Name | None = named(
        "单位", default=None, description="数的单位，如 克、台。\nThe unit of its figures."
    )
    decimals: Annotated[Count, Field(ge=0, le=6)] | None = named(
        "小数",
        default=None,
        description="最多几位小数；不写时，数是整数，金额是 2 位。\n"
        "How many decimals at most; none for numbers and 2 for money where left out.",
    )
    choices: Names = named(
        "可选", "可选值", default=(), description="选项列可以填的词。\nWhat a choice may be."
    )
    required: YesNo = named(
        "必填", default=True, description="每一行都要填：是、否。\nWhether every row has it."
    )
    titles: YesNo = named(
        "主列",
        "关键列",
        default=False,
        description="用这一列称呼每一行：是、否；不写就是第一列。\n"
        "Whether its cells are what rows are called by; else the first column's are.",
    )
    within: YesNo = named(
        "限期间内",
        default=False,
        description="日期要在这份台账的期间里：是、否。\nWhether its days lie in the period.",
    )
    least: Name | None = named(
        "不少于", "最小", default=None, description="最小可以是多少。\nThe least it may be."
    )
    most: Name | None = named(
        "不多于", "最大", "满分", default=None, description="最大可以是多少。\nThe most it may be."
    )
    basis: Text | None = named(
        "依据", default=None, description="这条限制的依据。\nThe rule that sets the bound."
    )

    @model_validator(mode="before")
    @classmethod
    def _a_name_alone(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        errors = list(self._errors())
        if errors:
            raise all_wrong(errors)
        return self

    def _errors(self) -> Iterator[PydanticCustomError]:
        if (self.type is CellType.CHOICE) != bool(self.choices):
            yield wrong(
                "“选项”列请写“可选”，别的列请删去“可选”。",
                "a choice column needs its choices, and no other column has any.",
            )
        for field in ("unit", "decimals", "least", "most"):
            if getattr(self, field) is not None and not self.is_figure:
                yield wrong(
                    "只有数和金额的列可以写单位、小数和限制。",
                    "only columns of figures have a unit, decimals or bounds.",
                    (field,),
                )
            elif field in ("least", "most"):
                yield from self._bound_errors(field)
        if self.within and self.type not in (CellType.DAY, CellType.MOMENT):
            yield wrong("只有日期列可以限在期间内。", "only days lie in a period.", ("within",))

    def _bound_errors(self, field: str) -> Iterator[PydanticCustomError]:
        said = getattr(self, field)
        try:
            parse_figure(said, self.counted_in) if said else None
        except Misread as error:
            yield wrong(error.saying.zh, error.saying.en, (field,))

    @cached_property
    def is_figure(self) -> bool:
        """Whether its cells can be added up."""
        return self.type in (CellType.NUMBER, CellType.MONEY)

    @property
    def counted_in(self) -> str | None:
        """The unit of its figures."""
        return self.unit or ("元" if self.type is CellType.MONEY else None)

    @cached_property
    def places(self) -> int:
        """How many decimals its figures have."""
        if self.decimals is not None:
            return self.decimals
        return 2 if self.type is CellType.MONEY else 0

    @cached_property
    def factor(self) -> Decimal:
        """What one of its unit is in base units."""
        return factor_of(self.counted_in)

    @cached_property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """The least and the most; where no least is written, figures are not below nothing."""
        least = parse_figure(self.least, self.counted_in) if self.least else None
        most = parse_figure(self.most, self.counted_in) if self.most else None
        return least if least is not None else Decimal(0), most

    @property
    def measures(self) -> str | None:
        """What its cells measure in expressions; None where they cannot be worked with."""
        if self.is_figure:
            return MONEY if self.type is CellType.MONEY else kind_of(self.unit)
        moments = (CellType.DAY, CellType.MOMENT)
        return MOMENT if self.type in moments else TIME if self.type is CellType.TIME else None

    @property
    def head(self) -> str:
        """What stands above it: 留样量（克）."""
        return f"{self.name}（{self.counted_in}）" if self.counted_in else self.name


def folded(name: str) -> str:
    """A column's name for comparing: 留样量（克） and 留样量(克) are one."""
    return plain(name).replace(" ", "").lower()
