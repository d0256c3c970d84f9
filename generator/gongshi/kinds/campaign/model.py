"""What the file of a campaign may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from gongshi.document import CalendarDay, Filed, Model, Name, Text, named, wrong
from gongshi.kinds.campaign.results import ClassName, Series
from gongshi.kinds.campaign.showing import (
    CampaignFrontView,
    CampaignView,
    RunningView,
    change_said,
    shown_of,
)
from gongshi.kinds.campaign.words import LOOKS, Cause, Design, Icon
from gongshi.notations import SEVERAL
from gongshi.paper import Paper
from gongshi.posted import Posted, Posting, day_in
from gongshi.publication import Front, Hue, Setting, Span
from gongshi.school import Contact
from gongshi.words import plain, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_CLAUSES = re.compile(r"[，,、；;！!]")
_LONGEST_CLAUSE = 10


def _two_lines(value: object) -> object:
    """A slogan written in one line breaks after its comma."""
    if not isinstance(value, str):
        return value
    lines = [line.strip() for line in value.split("\n") if line.strip()]
    if len(lines) == 1:
        clauses = [part.strip() for part in _CLAUSES.split(lines[0]) if part.strip()]
        if len(clauses) == 2 and all(len(one) <= _LONGEST_CLAUSE for one in clauses):
            return clauses
    return lines or value


def _in_lines(value: object) -> object:
    return value.split("\n") if isinstance(value, str) and value.strip() else value


Line = Annotated[str, StringConstraints(min_length=1, max_length=14)]
"""A line of a slogan, to be read from across the hall: up to 14 characters."""
Subline = Annotated[str, StringConstraints(min_length=1, max_length=36)]
"""A line below the slogan: up to 36 characters."""

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华魏陶姜谢邹喻潘葛范彭鲁韦马苗"
    "俞袁柳鲍史唐费薛雷贺倪汤罗郝安傅齐康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊纪项祝董梁杜阮蓝"
    "贾江郭梅林徐邱骆高夏蔡田胡凌霍万卢莫丁邓洪崔龚程邢裴陆翁侯宁武刘龙叶白蒲邰赖卓蔺屠"
    "蒙谭温庄晏柴瞿阎向古易廖耿聂曾关"
)
_NOT_A_NAME = "年级|中生|[围边末兴便路面里外前后]"
"""What follows a surname's character in ordinary words: 高年级, 周围, 方便, 马路."""
_PUPIL = re.compile(
    rf"(?:^|[\s，。、；：！？（）“”])([{_SURNAMES}](?!{_NOT_A_NAME})[\u4e00-\u9fff]{{1,2}}(?:同学|小朋友))"
)


def _of_nobody(value: str) -> str:
    """Refuses a text in which a pupil is named: 李小明同学."""
    found = _PUPIL.search(value)
    if found:
        raise wrong(
            f"“{shown(found[1])}”像是学生的姓名，请改写到班级，不要公布学生的姓名。",
            f"“{shown(found[1])}” looks like a pupil's name; name the class instead.",
        )
    return value


Words = Annotated[Text, AfterValidator(_of_nobody)]
"""A text in which no pupil is named."""


class Behaviour(Model):
    """Behaviour (行动约定) that a campaign asks for: a few words, a line, a picture."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=12)] = named(
        "名称", "约定", description="几个字说清要做什么，如“用完就冲”。\nWhat to do, in few words."
    )
    says: Annotated[str, StringConstraints(max_length=60), AfterValidator(_of_nobody)] = named(
        "说明", default="", description="一句话说怎样做。\nHow, in one line."
    )
    icon: Icon | None = named(
        "图标",
        default=None,
        description="旁边的图标，如 排队、冲水、洗手；不写就用序号。\n"
        "The picture beside it; its number where left out.",
    )

    @model_validator(mode="before")
    @classmethod
    def _in_one_line(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        name, _, says = value.replace(":", "：").partition("：")
        return {"name": name, "says": says}


class Activity(Model):
    """Activity (活动) of a campaign on a day, or from a day to another."""

    on: CalendarDay = named("日期", "开始", description="哪一天。\nThe day.")
    until: CalendarDay | None = named(
        "至", "结束", default=None, description="不止一天的，写到哪一天。\nThe last day of several."
    )
    what: Words = named("内容", "活动", description="做什么。\nWhat is done.")
    where: Name | None = named("地点", default=None, description="在哪里。\nWhere.")
    came_of_it: Words | None = named(
        "成果",
        "结果",
        default=None,
        description="做完以后的成果，如“36 个班签承诺”。\nWhat came of it, once it is over.",
    )

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.until is not None and self.until < self.on:
            raise wrong(
                f"活动的结束 {self.until} 早于开始 {self.on}，请核对。",
                f"it ends on {self.until}, before it begins ({self.on}); check them.",
                ("until",),
            )
        return self


class RoleModel(Model):
    """Role model (榜样班级): a class that shows how it is done, and why it was chosen."""

    class_name: ClassName = named(
        "班级",
        "class",
        serialization_alias="class",
        description="班级，如“三（2）班”；不写学生的姓名。\nA class; never a pupil's name.",
    )
    says: Words | None = named(
        "事迹", "理由", default=None, description="为什么是榜样。\nWhat it did."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        return {"class_name": value} if isinstance(value, str) else value


_NUMBER_AT_THE_END = re.compile(r"(.+?)[\s，：:]+([0-9][0-9 \-]{4,})")


def _office(value: object) -> object:
    """总务处 0555-000 1410, written in one line."""
    if not isinstance(value, str):
        return value
    found = _NUMBER_AT_THE_END.fullmatch(plain(value))
    return {"office": found[1], "phone": found[2]} if found else {"office": value}


class Campaign(Posted):
    """Campaign (宣传活动): a slogan, what everyone is asked to do, and what came of it."""

    kind = "campaign"
    label = "宣传"
    folder = "campaigns"
    order = 80
    hue = Hue.TEAL
    board = "走廊和教室"
    papers = (("poster-a3.pdf", Paper.A3_PORTRAIT), ("poster-a4.pdf", Paper.A4_PORTRAIT))

    cause: Cause = named(
        "主题", description="宣传的主题，海报的图画和颜色跟着它走。\nWhat it is for."
    )
    design: Design | None = named(
        "海报设计",
        "设计",
        "版式",
        default=None,
        description="海报的设计，如 水波、大图、小路、大标语；不写就按主题来。"
        "“大数字”要有成效数据。\n"
        "How the poster is composed; as its cause usually is where left out. "
        "“figure” needs results.",
    )
    slogan: Annotated[
        tuple[Line, ...], BeforeValidator(_two_lines), Field(min_length=1, max_length=2)
    ] = named(
        "口号",
        "标语",
        description="一行或两行口号；写成一句的，在逗号处分行。\n"
        "The slogan in one or two lines; one sentence is broken after its comma.",
    )
    sublines: Annotated[tuple[Subline, ...], BeforeValidator(_in_lines), Field(max_length=3)] = (
        named(
            "副标题",
            "副题",
            default=(),
            description="口号下面的一到三行小字，一行一项；写成一段的，换行分开。\n"
            "One to three lines below the slogan; of one text, each line is one.",
        )
    )
    begins: CalendarDay | None = named(
        "开始", default=None, description="从哪一天开始。\nThe first day."
    )
    ends: CalendarDay | None = named(
        "结束", default=None, description="到哪一天结束。\nThe last day."
    )
    behaviours: Annotated[tuple[Behaviour, ...], SEVERAL, Field(min_length=1, max_length=12)] = (
        named(
            "行动约定",
            "约定",
            description="一到十二条约定，一条一项；三到八条最好记。\n"
            "One to twelve things that everyone is asked to do.",
        )
    )
    pledge: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = named(
        "承诺", default=None, description="大家的承诺，一两句话。\nWhat everyone promises."
    )
    pledged_by: Name | None = named(
        "倡议单位",
        default=None,
        description="谁发起的，如“少先队大队部、总务处”。\nWho calls for it.",
    )
    activities: Annotated[tuple[Activity, ...], SEVERAL] = named(
        "活动安排",
        "活动",
        default=(),
        description="有日期的活动，一次一项。\nWhat is done on which day.",
    )
    role_models: tuple[RoleModel, ...] = named(
        "榜样班级",
        "榜样",
        default=(),
        description="榜样班级，只写到班级。\nClasses that show how it is done; never pupils.",
    )
    results: Annotated[tuple[Series, ...], Field(max_length=4)] = named(
        "成效数据",
        "成效",
        default=(),
        description="一周一周的数据，画成小图；变化和最好的班级由程序算出。\n"
        "Figures week by week; their change and the best class are computed.",
    )
    repairs: Annotated[Contact, BeforeValidator(_office)] | None = named(
        "报修",
        default=None,
        description="设施坏了找谁，如“总务处 0555-000 1410”。\nWhere to report what is broken.",
    )

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.begins is not None and self.ends is not None and self.ends < self.begins:
            raise wrong(
                f"宣传活动的结束 {self.ends} 早于开始 {self.begins}，请核对。",
                f"it ends on {self.ends}, before it begins ({self.begins}); check them.",
                ("ends",),
            )
        return self

    @model_validator(mode="after")
    def _has_figures_for_its_design(self) -> Self:
        if self.design is Design.FIGURE and not self.results:
            raise wrong(
                "“大数字”海报用成效数据作主角，请补上“成效数据”，或换一种海报设计。",
                "the “figure” design shows results; add some, or choose another design.",
                ("design",),
            )
        return self

    @property
    def headline(self) -> str:
        """The slogan in one line."""
        return "，".join(self.slogan)

    @property
    def name(self) -> str:
        """What the campaign is called: its title, or its cause."""
        return self.title or self.cause.label

    def day(self, slug: str) -> date:
        """The day of its file's name, its first day, or when it was published."""
        return day_in(slug) or self.begins or super().day(slug)

    def says(self, setting: Setting) -> str:
        """What it is called, and what came of it so far."""
        found = (
            f"{one.name}{change_said(one)}" for one in self.results[:1] if one.change is not None
        )
        return "，".join((self.name, *found))

    def span(self, setting: Setting) -> Span | None:
        """From its first day to its last, where it has both."""
        if self.begins is None or self.ends is None:
            return None
        return Span(self.begins, self.ends, "未开始", "进行中", "已结束")

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """The figures of every week, their change and the best class."""
        return {"computed": [one.reckoned for one in self.results]} if self.results else {}

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> CampaignView:
        """The campaign as its page and poster show it."""
        return posting.view(CampaignView, **shown_of(self, posting.setting))

    @classmethod
    def front(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Front | None:
        """Campaigns that run or are to come; the browser leaves out what is over."""
        running = tuple(_running(cls.newest_first(filed), setting))[:_ON_THE_HOME]
        if not running:
            return None
        view = CampaignFrontView(
            county=setting.county,
            school=setting.school,
            address=f"{setting.school.code}/",
            url=setting.url(""),
            running=running,
        )
        return Front("campaign", view, weight=80)


_ON_THE_HOME = 2


def _running(filed: Sequence[Filed[Campaign]], setting: Setting) -> list[RunningView]:
    return [
        RunningView(
            slogan=item.document.slogan,
            says=item.document.says(setting),
            address=f"{Campaign.folder}/{item.slug}/",
            art=LOOKS[item.document.cause].art,
            begins=item.document.begins,
            ends=item.document.ends,
        )
        for item in filed
        if item.document.begins is not None
        and item.document.ends is not None
        and item.document.ends >= setting.today
    ]
