"""School (学校): who publishes, when it eats and where to object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, PrivateAttr, model_validator

from gongshi.document import CalendarDay, Model, Name, Text, named, wrong
from gongshi.edition import Wording
from gongshi.look import PLAIN_ATTIRE, Attire
from gongshi.notations import SEVERAL, Code, Count, Hours, each_once
from gongshi.week import Week
from gongshi.words import Word

if TYPE_CHECKING:
    from datetime import date


class Stage(Word):
    """Stage (学段): what kind of school it is."""

    KINDERGARTEN = "kindergarten", "幼儿园"
    PRIMARY = "primary", "小学"
    MIDDLE = "middle", "初中", "初级中学"
    HIGH = "high", "高中"
    NINE_YEAR = "nine_year", "九年一贯制", "九年一贯"
    COMPLETE = "complete", "完全中学", "完中"
    SPECIAL = "special", "特殊教育", "特教"
    VOCATIONAL = "vocational", "职业学校", "中职"
    OFFICE = "office", "主管部门", "教育局", "机关"


class MealName(Word):
    """Meal (餐次) of the day, in the order of the day."""

    BREAKFAST = "breakfast", "早餐"
    MORNING_SNACK = "morning_snack", "早点", "课间餐", "上午点心"
    LUNCH = "lunch", "午餐", "中餐"
    AFTERNOON_SNACK = "afternoon_snack", "午点", "下午点心", "点心"
    DINNER = "dinner", "晚餐", "晚托餐"
    EVENING_SNACK = "evening_snack", "夜宵", "晚点", "夜点"


class Face(Word):
    """Face (动态等级) of one inspection of the canteen: 大笑 excellent to 平脸 fair."""

    EXCELLENT = "excellent", "大笑", "优秀"
    GOOD = "good", "微笑", "良好"
    FAIR = "fair", "平脸", "一般"

    @property
    def word(self) -> str:
        """The word that always stands beside the face."""
        return self.also[0]


class AnnualRating(Word):
    """Annual rating (年度等级) of the canteen over twelve months."""

    A = "A", "A级", "a"
    B = "B", "B级", "b"
    C = "C", "C级", "c"


class Running(Word):
    """Running (经营方式): how the canteen is run."""

    SCHOOL = "school", "学校自营", "自营", "自办"
    CONTRACTED = "contracted", "承包经营", "委托经营", "承包"
    DELIVERED = "delivered", "集中配餐", "校外配餐", "配餐"


class Contact(Model):
    """Contact (联系方式): an office, and how to reach it."""

    office: Name = named(
        "部门",
        "岗位",
        description="部门或岗位，如“总务处”。请不要写个人姓名。\n"
        "The office or post; leave personal names out.",
    )
    phone: Name | None = named(
        "电话", default=None, description="办公电话。\nAn office telephone number."
    )
    email: Name | None = named(
        "邮箱", default=None, description="办公邮箱。\nAn office mail address."
    )
    hours: Name | None = named(
        "时间", "接待时间", default=None, description="什么时间有人接待。\nWhen somebody is there."
    )


class Objection(Model):
    """Objection channel (异议渠道): where to say what is wrong, and when an answer comes."""

    says: Text = named(
        "说明",
        description="向谁提、怎样提意见，写给家长看的一两句话。\n"
        "Where and how to object, in a sentence or two for parents.",
    )
    contacts: Annotated[tuple[Contact, ...], SEVERAL] = named(
        "联系方式",
        default=(),
        description="受理意见的部门，一个一项。\nThe offices that take objections.",
    )
    within: Name | None = named(
        "答复时限",
        default=None,
        description="多久答复，如“2 个工作日内答复”。\nHow soon an answer comes.",
    )


class Rating(Model):
    """Rating (量化等级) of the canteen: the last inspection's face and the year's letter."""

    face: Face | None = named(
        "动态等级",
        default=None,
        description="最近一次检查的动态等级。\nThe face given at the last inspection.",
    )
    annual: AnnualRating | None = named(
        "年度等级",
        default=None,
        description="最近十二个月的年度等级。\nThe letter of the last twelve months.",
    )
    day: CalendarDay | None = named(
        "评定日期", default=None, description="评定的日期。\nThe day of the rating."
    )


class Licence(Model):
    """Licence (食品经营许可证) of the canteen."""

    number: Name = named(
        "编号", "许可证号", description="食品经营许可证的编号。\nThe licence's number."
    )
    until: CalendarDay | None = named(
        "有效期至",
        default=None,
        description="许可证的有效期到哪一天。\nThe last day the licence is valid.",
    )


class Canteen(Model):
    """Canteen (食堂) of a school."""

    name: Name = named("名称", default="食堂", description="食堂的名称。\nThe canteen's name.")
    running: Running | None = named(
        "经营方式",
        default=None,
        description="学校自营、承包经营还是集中配餐。\n"
        "Run by the school, contracted out, or delivered.",
    )
    caterer: Name | None = named(
        "供餐单位",
        default=None,
        description="承包或配餐的单位。\nThe company that cooks or delivers.",
    )
    licence: Licence | None = named(
        "许可证", default=None, description="食品经营许可证。\nThe food licence."
    )
    rating: Rating | None = named(
        "量化等级", default=None, description="食品安全量化等级。\nThe food-safety rating."
    )
    contact: Contact | None = named(
        "联系方式", default=None, description="食堂的联系方式。\nHow to reach the canteen."
    )


class GradeBand(Model):
    """Grade band (年级段): pupils who get the same amounts, e.g. 1–3年级 or 小班."""

    name: Name = named(
        "名称",
        description="年级段的名称，食谱里分开写份量时用的就是它。\n"
        "Its name, by which amounts are given apart.",
    )
    ages: Name | None = named(
        "年龄", default=None, description="这个年级段的年龄。\nHow old these pupils are."
    )
    pupils: Annotated[Count, Field(ge=0, le=100_000)] | None = named(
        "人数", default=None, description="人数。\nHow many pupils there are."
    )

    @model_validator(mode="before")
    @classmethod
    def _by_name(cls, value: object) -> object:
        return {"name": value} if isinstance(value, str) else value


class Term(Model):
    """Term (学期): its name and its first and last day."""

    name: Name = named("名称", description="学期的名称。\nThe term's name.")
    starts: CalendarDay = named("开始", "开学", description="学期的第一天。\nIts first day.")
    ends: CalendarDay = named("结束", "放假", description="学期的最后一天。\nIts last day.")

    @model_validator(mode="after")
    def _runs_forward(self) -> Term:
        if self.ends < self.starts:
            raise wrong(
                f"学期的结束 {self.ends} 早于开始 {self.starts}。",
                f"the term ends ({self.ends}) before it starts ({self.starts}).",
            )
        return self

    def week_of(self, day: date) -> int:
        """The number of a day's week in the term, the first week being 1."""
        return (Week.of(day).monday - Week.of(self.starts).monday).days // 7 + 1

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Every week of the term, in order."""
        weeks = [Week.of(self.starts)]
        while weeks[-1].next.monday <= self.ends:
            weeks.append(weeks[-1].next)
        return tuple(weeks)


class School(Model):
    """School (学校): who it is, when it eats, whom to ask. Its code is the name of its folder."""

    code: Code = named(
        "代码",
        description="学校代码，就是文件夹的名称，不必写；它是网址的一部分，定了不要再改。\n"
        "The school's code: the name of its folder and part of its addresses; need not be written.",
    )
    name: Name = named("校名", "名称", description="学校的全称。\nThe school's full name.")
    stage: Stage = named("学段", "类型", description="学段。\nWhat kind of school it is.")
    order: Annotated[Count, Field(ge=0, le=9999)] = named(
        "排序",
        default=100,
        description="在全县名单里的先后，小的在前。\n"
        "Its place in the county's list, the smallest first.",
    )
    slogan: Name | None = named(
        "标语", default=None, description="印在海报上的一句话。\nA sentence printed on posters."
    )
    address: Name | None = named(
        "地址", default=None, description="学校的地址。\nThe school's address."
    )
    publisher: Name | None = named(
        "发布单位",
        default=None,
        description="以哪个部门的名义发布；不写就是学校。\n"
        "The office that publishes; the school itself where left out.",
    )
    grade_bands: tuple[GradeBand, ...] = named(
        "年级段",
        default=(),
        description="份量不同的年级段，从小到大；只写名称也可以。\n"
        "Pupils who get different amounts, the youngest first; plain names will do.",
    )
    meal_times: Annotated[dict[MealName, Hours], each_once(MealName)] = named(
        "用餐时间", "供餐时间", default={}, description="每餐的时间。\nWhen each meal is."
    )
    meal_names: Annotated[dict[MealName, Name], each_once(MealName)] = named(
        "餐次名称",
        default={},
        description="本校对某一餐的叫法，如把“早点”叫“课间餐”。\nThe school's own word for a meal.",
    )
    contacts: Annotated[tuple[Contact, ...], SEVERAL] = named(
        "联系方式",
        default=(),
        description="学校的联系方式，一个部门一项。\nHow to reach the school, office by office.",
    )
    objection: Objection | None = named(
        "异议渠道",
        "意见渠道",
        default=None,
        description="对学校的公示有意见，向谁提；不写就用县里的。\n"
        "Where to object; the county's where left out.",
    )
    canteen: Canteen | None = named(
        "食堂", default=None, description="食堂的情况。\nAbout the canteen."
    )
    terms: tuple[Term, ...] = named(
        "学期",
        default=(),
        description="本校自己的学期；和县里一样就不必写。\n"
        "The school's own terms, where they differ from the county's.",
    )

    exempt: dict[Name, Text] = named(
        "不适用",
        default={},
        description="哪些公示责任不适用，各写原因，如 上月收支: 无食堂。\n"
        "Duties that do not apply to the school, each with the reason.",
    )

    def says_meal(self, meal: MealName) -> str:
        """What this school calls a meal: its own word (晚托餐) or the usual one."""
        return self.meal_names.get(meal, meal.label)

    _wording: Wording = PrivateAttr(default=Wording())
    _attire: Attire = PrivateAttr(default=PLAIN_ATTIRE)

    @property
    def wording(self) -> Wording:
        """How it reads and translates its own words (`wording.yaml`)."""
        return self._wording

    @property
    def attire(self) -> Attire:
        """What its posters and pages wear (`theme.yaml`)."""
        return self._attire

    def with_own(self, wording: Wording, attire: Attire) -> School:
        """The school with what stands in files of its own."""
        made = self.model_copy()
        made._wording, made._attire = wording, attire  # noqa: SLF001 - its own copy
        return made

    @property
    def issuer(self) -> str:
        """Who publishes: the office the school names, or the school."""
        return self.publisher or self.name
