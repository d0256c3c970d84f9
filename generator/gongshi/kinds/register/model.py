"""The register's document: which form, which days, its rows, and what it wants published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Annotated, ClassVar, Self

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema, model_validator

from gongshi.document import Document, Filed, Model, Reading, named, wrong
from gongshi.kinds.register.column import Column
from gongshi.kinds.register.form import RegisterForm
from gongshi.kinds.register.own import declared_kinds
from gongshi.kinds.register.reckoning import Agreement, Reckoned, agreement, reckoned
from gongshi.kinds.register.stretch import StretchOfDays, stretch_in
from gongshi.kinds.register.table import Table, table_of
from gongshi.kinds.register.views import RegisterView, as_csv, as_json, register_view
from gongshi.paper import Paper
from gongshi.posted import Posted, Posting, slug_of
from gongshi.publication import Badge, Filing, Setting, Sign
from gongshi.words import nearest


def _rows(value: object, info: ValidationInfo) -> Table:
    """The table of a register whose form is known; what is wrong with the form is told already."""
    form, covers = info.data.get("after"), info.data.get("covers")
    if isinstance(value, Table):
        return value
    if value is None:
        raise wrong(
            "后面没有内容，请写上每一行；这一期没有要登记的，就写 无。",
            "nothing stands here; write the rows, or 无 where there are none.",
        )
    if not isinstance(form, RegisterForm):
        return _NO_TABLE
    return table_of(form, value, covers)


_NO_TABLE = Table(RegisterForm(label="-", columns=(Column(name="-"),)), ())
Rows = Annotated[
    Table,
    PlainValidator(_rows),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": ["object", "array", "string"]}},
                {"type": "string"},
            ],
            "$comment": "一行一项：“列名: 内容”，或按列的次序写成 `[甲, 乙]`；"
            "也可以在“|”后面粘贴整张表，一行一行，用 Tab 或“|”隔开",
        }
    ),
]


def _form(value: object, info: ValidationInfo) -> RegisterForm:
    """The form of a name or a code."""
    if isinstance(value, RegisterForm):
        return value
    forms = info.context.forms if isinstance(info.context, Reading) else {}
    known = {code: form for code, form in forms.items() if isinstance(form, RegisterForm)}
    names = {name: form for code, form in known.items() for name in (form.label, code)}
    found = names.get(str(value).strip())
    if found is None:
        near = nearest(str(value), tuple(names))
        listed = "、".join(f"{code}（{form.label}）" for code, form in sorted(known.items()))
        zh = f"您是不是想写“{near}”？" if near else f"可写：{listed or '（还没有表样）'}。"
        en = f"did you mean “{near}”?" if near else f"there are: {', '.join(sorted(known))}."
        raise wrong(f"没有表样“{value}”，{zh}", f"there is no form “{value}”; {en}")
    return found


FormByName = Annotated[
    RegisterForm,
    PlainValidator(_form),
    WithJsonSchema({"type": ["string", "number"], "$comment": "表样的名称或代码"}),
]


class Register(Posted):
    """Register (台账): rows after a form, about the days of one period."""

    kind = "register"
    label = "台账"
    folder = "registers"
    order = 110
    form: ClassVar[type[Model] | None] = RegisterForm
    of: ClassVar[RegisterForm | None] = None
    """The form of a kind that a form declares."""

    after: FormByName = named(
        "表样",
        "form",
        serialization_alias="form",
        exclude=True,
        description="按哪一张表样登记，写它的名称或代码。\nThe form it is kept after.",
    )
    covers: StretchOfDays = named(
        "期间",
        exclude=True,
        description="这份台账记的是哪些天；文件名以周次、月份或日期开头的不必写。\n"
        "The days it is about; need not be written where the file's name begins with them.",
    )
    table: Rows = named(
        "行",
        "rows",
        serialization_alias="rows",
        exclude=True,
        description="登记的内容，一行一项；没有就写 无。\nThe rows, one item each; 无 for none.",
    )

    @model_validator(mode="before")
    @classmethod
    def _of_its_file(cls, value: object, info: ValidationInfo) -> object:
        """The period from the file's name, the form from the kind, where they are not written."""
        if not isinstance(value, dict):
            return value
        found: dict[str, object] = {}
        stretch = stretch_in(slug_of(info))
        if stretch is not None and not {"covers", "期间"} & value.keys():
            found["covers"] = stretch
        if cls.of is not None and not {"after", "form", "表样"} & value.keys():
            found["after"] = cls.of
        return {**found, **value}

    @property
    def headline(self) -> str:
        """Its title, or the form and the days it is about."""
        return self.title or f"{self.after.label}（{self.covers}）"

    def day(self, slug: str) -> date:
        """When it was published, or the last day it is about."""
        return self.published or self.covers.ends

    def says(self, setting: Setting) -> str:
        """How many rows, and what they come to."""
        form, count = self.after, len(self.table.rows)
        if not count:
            return "本期没有要登记的"
        found = (one for one in self.totals if one.column and not one.groups)
        told = (f"{one.name} {one.says}" for one in islice(found, 2))
        return "，".join((f"{count} {form.row_called}", *told))

    def badge(self, setting: Setting) -> Badge | None:
        """Whether books and count agree."""
        if self.agreed is None or not self.table.rows:
            return None
        return Badge(Sign.LATE if self.agreed.apart else Sign.DONE, self.agreed.word)

    @cached_property
    def totals(self) -> tuple[Reckoned, ...]:
        """What its form has added up."""
        return reckoned(self.table)

    @cached_property
    def agreed(self) -> Agreement | None:
        """Whether books and count agree; None where its form does not ask."""
        return agreement(self.after, self.table.rows)

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """The table with its totals."""
        return as_json(self.table, self.covers, self.totals, self.agreed)

    def sheets(self) -> tuple[tuple[str, Paper], ...]:
        """One poster on the paper of its form."""
        paper = Paper(self.after.sheet.value)
        return ((f"poster-{paper.value[:2]}.pdf", paper),)

    def files(self) -> Mapping[str, bytes]:
        """The table for spreadsheets."""
        return {f"{self.kind}.csv": as_csv(self.table)}

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> RegisterView:
        """The table in words."""
        return posting.view(
            RegisterView,
            title=self.title or self.after.label,
            says=f"{self.covers}　{posting.says}",
            **register_view(self.table, self.covers, self.totals),
        )

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterable[Filing]:
        """Each counts for its days, under the name of its form."""
        for item in filed:
            one = item.document
            yield Filing(
                one.covers.starts,
                one.covers.ends,
                one.published,
                f"{cls.folder}/{item.slug}/",
                one.after.label,
            )

    @classmethod
    def declared(cls, forms: Mapping[str, Model]) -> Iterator[tuple[str, type[Document]]]:
        """The kinds that forms declare."""
        return declared_kinds(cls, forms)
