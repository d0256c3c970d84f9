"""County (县): the authority that publishes for its schools, and what it asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import PrivateAttr

from gongshi.document import Model, Name, named
from gongshi.duty import Duty
from gongshi.edition import Wording
from gongshi.errors import Saying
from gongshi.school import Contact, Objection


class County(Model):
    """County (县): the authority that publishes for its schools."""

    name: Name = named("名称", "县名", description="县（市、区）的名称。\nThe county's name.")
    authority: Name = named(
        "主管部门",
        "教育局",
        description="教育主管部门，网站由它开设。\nThe authority that runs the site.",
    )
    site_name: Name = named(
        "网站名称",
        default="学校公示",
        description="网站的名称，出现在每一页的上方。\nThe site's name, at the top of every page.",
    )
    office: Name | None = named(
        "科室", default=None, description="主管部门里管这件事的科室。\nThe office in charge."
    )
    phone: Name | None = named(
        "电话", default=None, description="主管科室的电话。\nThat office's telephone number."
    )
    hotline: Name = named(
        "投诉电话",
        default="12315",
        description="食品安全投诉电话。\nThe number for complaints about food.",
    )
    currency: Name = named("货币", default="元", description="价格的单位。\nWhat prices are in.")
    contacts: tuple[Contact, ...] = named(
        "联系方式",
        default=(),
        description="县里的联系方式，一个部门一项。\nHow to reach the county, office by office.",
    )
    objection: Objection | None = named(
        "异议渠道",
        default=None,
        description="学校没有写异议渠道时，就用这里的。\n"
        "Where to object, for schools that do not say.",
    )
    duties: tuple[Duty, ...] = named(
        "公示责任",
        "责任清单",
        default=(),
        description="要求学校公示什么、多久一次、最迟什么时候；不写就用通行的几项。\n"
        "What schools are asked to publish, how often and by when; the usual where left out.",
    )
    _wording: Wording = PrivateAttr(default=Wording())
    elsewhere: ClassVar[Mapping[str, Saying]] = dict.fromkeys(
        ("学期", "terms"),
        Saying(
            "学期请写到 content/holidays.yaml 里，并从这里删去。",
            "write the terms in content/holidays.yaml and delete them here.",
        ),
    )

    @property
    def wording(self) -> Wording:
        """How its schools read and translate their words, unless they say otherwise."""
        return self._wording

    def with_wording(self, wording: Wording) -> County:
        """The county with what stands in its `wording.yaml`."""
        made = self.model_copy()
        made._wording = wording  # noqa: SLF001 - its own copy
        return made
