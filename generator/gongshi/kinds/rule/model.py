"""What a rule's file may say: its articles, the law it rests on, from when until when it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from gongshi.document import (
    CalendarDay,
    Filed,
    Flaw,
    Model,
    Name,
    Text,
    Where,
    all_wrong,
    field_names,
    named,
    wrong,
)
from gongshi.duty import Duty, Every
from gongshi.kinds.rule.basis import Basis, Older
from gongshi.kinds.rule.flaws import flaws_of
from gongshi.kinds.rule.pasted import articles_of, with_chapters
from gongshi.kinds.rule.succession import span_of
from gongshi.kinds.rule.views import RuleView, view_of
from gongshi.notations import SEVERAL, Count
from gongshi.paper import Paper
from gongshi.posted import Posted, Posting
from gongshi.posted.figure import Figure
from gongshi.posted.numerals import article_number, chinese, point_number
from gongshi.publication import Entry, Filing, Hanging, Setting, Span
from gongshi.week import Week
from gongshi.words import Word, shown

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_ARTICLES = 400


class RuleTopic(Word):
    """Rule topic (主题) of a rule: what it is about."""

    CANTEEN = "canteen", "食堂", "食品安全", "食品卫生"
    DORMITORY = "dormitory", "宿舍", "公寓"
    VISITORS = "visitors", "来访", "外来人员", "门卫"
    TRAFFIC = "traffic", "交通", "接送", "校车"
    FIRE = "fire", "消防"
    DUTY = "duty", "值班", "带班", "值守"
    EPIDEMIC = "epidemic", "传染病防控", "疫情防控", "防疫"
    PROCUREMENT = "procurement", "采购"
    COMPENSATION = "compensation", "损坏赔偿", "赔偿"
    ELECTRICITY = "electricity", "用电", "办公用电", "节能"
    PROPERTY = "property", "资产", "校产"


def _topic(value: object) -> object:
    """One of the usual topics by any of its names, or a school's own."""
    if isinstance(value, str) and not 1 <= len(value.strip()) <= _LONGEST_TOPIC:
        raise wrong(
            f"主题“{shown(value)}”请写成一个词，如 食堂、消防。",
            f"the topic “{shown(value)}” should be a word, like 食堂 or 消防.",
        )
    return (RuleTopic.called(value) or value.strip()) if isinstance(value, str) else value


_LONGEST_TOPIC = 12


def _typed(
    model: type[Model], value: object, taken: Callable[[str], tuple[int | None, str]]
) -> object:
    """A value with the number that was typed before its title or text set apart."""
    said = {"text": value} if isinstance(value, str) else value
    if not isinstance(said, dict):
        return said
    names = {name: (name, *more) for name, more in field_names(model).items()}
    keys = (*names.get("title", ()), *names["text"])
    key = next((key for key in keys if isinstance(said.get(key), str)), None)
    number, rest = taken(said[key]) if key else (None, "")
    if number is None or any(name in said for name in names["number"]):
        return said
    kept = {name: part for name, part in said.items() if name != key}
    return {**kept, **({key: rest} if rest else {}), "number": str(number)}


Number = Annotated[Count, Field(ge=1, le=9999)]


class Clause(Model):
    """Clause (项) of an article: （一）, （二）, counted by the program."""

    text: Text = named("内容", "正文", description="这一项的内容。\nWhat the clause says.")
    number: Number | None = named(
        "序号",
        default=None,
        exclude=True,
        description="第几项；不必写，写了就核对。\nIts number; checked where it is written.",
    )

    @model_validator(mode="before")
    @classmethod
    def _as_typed(cls, value: object) -> object:
        return _typed(cls, value, point_number)


class Article(Model):
    """Article (条) of a rule: 第一条, 第二条, counted by the program through all chapters."""

    title: Name | None = named(
        "标题", "条标", default=None, description="这一条说的是什么，如“留样”。\nWhat it is about."
    )
    text: Text = named(
        "内容", "正文", description="条文，分段就换行。\nThe article; a new line is a paragraph."
    )
    clauses: tuple[Clause, ...] = named(
        "各项", "项", default=(), description="分项的，一项一条。\nIts clauses, one item each."
    )
    number: Number | None = named(
        "条号",
        default=None,
        exclude=True,
        description="第几条；不必写，写了就核对。\nIts number; checked where it is written.",
    )

    @model_validator(mode="before")
    @classmethod
    def _as_typed(cls, value: object) -> object:
        return _typed(cls, value, _article_number)


def _article_number(text: str) -> tuple[int | None, str]:
    """The number of an article: 第三条, or 三、 and 3. where it is typed as an item."""
    number, rest = article_number(text)
    if number is not None or text.strip()[:1] in {"（", "("}:
        return number, rest
    return point_number(text)


_Articles = Annotated[tuple[Article, ...], BeforeValidator(articles_of)]
"""Articles one by one, or pasted as one text with their numbers."""


class Chapter(Model):
    """Chapter (章) of a long rule."""

    title: Name = named("标题", "章名", description="这一章的标题，如“总则”。\nIts title.")
    articles: Annotated[_Articles, Field(min_length=1)] = named(
        "条文", description="这一章的条文。\nIts articles."
    )


class Rule(Posted):
    """Rule (制度): numbered articles that hold from a day on, and the law they rest on."""

    kind = "rule"
    label = "制度"
    folder = "rules"
    order = 40
    papers = (("poster-a3.pdf", Paper.A3_PORTRAIT), ("poster-a4.pdf", Paper.A4_PORTRAIT))
    duties = (Duty(name="常设制度", kind="制度", every=Every.STANDING),)

    title: Name = named("标题", "名称", description="制度的名称。\nThe rule's title.")
    topic: Annotated[RuleTopic | Name, BeforeValidator(_topic)] = named(
        "主题",
        description="管的是什么：食堂、宿舍、来访、交通、消防、值班等，也可以写别的词。\n"
        "What it is about: canteen, dormitory, visitors, fire… or a word of one's own.",
    )
    starts: CalendarDay = named(
        "施行日期", "生效日期", "施行", description="从哪一天起施行。\nThe first day it holds."
    )
    until: CalendarDay | None = named(
        "有效期至",
        "废止日期",
        default=None,
        description="有效到哪一天；长期有效的不写。\nThe last day it holds, if there is one.",
    )
    scope: Text | None = named(
        "适用范围", default=None, description="管哪些人、哪些事。\nWhom and what it covers."
    )
    basis: Annotated[tuple[Basis, ...], SEVERAL] = named(
        "依据",
        default=(),
        description="依据的法律和文件，一部一项，可以只写《名称》第几条。\n"
        "The laws and papers it rests on, one item each.",
    )
    figures: tuple[Figure, ...] = named(
        "关键数字",
        default=(),
        description="要放大显示的数字，如留样 125 克；最多六个。\nNumbers to be shown large.",
        max_length=6,
    )
    chapters: tuple[Chapter, ...] = named(
        "章", "章节", default=(), description="分章的，写在这里。\nIts chapters, if it has any."
    )
    articles: _Articles = named(
        "条文",
        "条款",
        default=(),
        description="不分章的，条文直接写在这里，一条一项，编号由程序排；也可以整篇粘贴。\n"
        "Its articles where there are no chapters; the program numbers them.",
    )
    supersedes: Annotated[tuple[Older, ...], SEVERAL] = named(
        "代替",
        "废止",
        default=(),
        description="被它代替的旧制度，写标题或文件名。\nOlder rules it takes the place of.",
    )

    @model_validator(mode="before")
    @classmethod
    def _with_chapters(cls, value: object) -> object:
        names = ("articles", *field_names(cls)["articles"])
        return with_chapters(value, names) if isinstance(value, Mapping) else value

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        errors = [*self._errors()]
        if errors:
            raise all_wrong(errors)
        return self

    def _errors(self) -> Iterator[PydanticCustomError]:
        if bool(self.chapters) == bool(self.articles):
            yield wrong(
                "条文请写在“条文”或“章”中的一处，不能都写，也不能都不写。",
                "write the articles under either 条文 or 章 (chapters).",
            )
        if self.until is not None and self.until < self.starts:
            yield wrong(
                f"有效期至 {self.until} 早于施行日期 {self.starts}，请核对。",
                f"it ends on {self.until}, before it begins on {self.starts}; check them.",
                ("until",),
            )
        for number, (where, article) in enumerate(self.numbered, start=1):
            yield from _misnumbered(where, number, article)

    @property
    def numbered(self) -> tuple[tuple[Where, Article], ...]:
        """Every article and its place in the file, in the order in which they are counted."""
        if not self.chapters:
            return tuple((("articles", place), one) for place, one in enumerate(self.articles))
        return tuple(
            (("chapters", part, "articles", place), one)
            for part, chapter in enumerate(self.chapters)
            for place, one in enumerate(chapter.articles)
        )

    @property
    def topic_label(self) -> str:
        """Its topic in Chinese."""
        return self.topic.label if isinstance(self.topic, RuleTopic) else self.topic

    def day(self, slug: str) -> date:
        """The day from which it holds."""
        return self.starts

    def says(self, setting: Setting) -> str:
        """How many articles it has, and since when."""
        starts = self.starts
        return f"共 {len(self.numbered)} 条，{starts.year}年{starts.month}月{starts.day}日起施行"

    def span(self, setting: Setting) -> Span | None:
        """From its first day to its last, as its own file says."""
        return Span(self.starts, self.until or date.max, "未施行", "现行", "已废止")

    def reckoned(self, setting: Setting) -> Mapping[str, object]:
        """How many articles it has."""
        return {"article_count": len(self.numbered)}

    def view_of(self, posting: Posting, filed: tuple[Filed[Self], ...]) -> RuleView:
        """Its articles with their numbers, and the rules before and after it."""
        return view_of(self, posting, filed)

    @classmethod
    def entries(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> tuple[Entry, ...]:
        """One line a rule; one that another takes the place of ends the day before that."""
        return tuple(
            Entry(
                title=item.document.title,
                says=item.document.says(setting),
                day=item.document.starts,
                address=f"{cls.folder}/{item.slug}/",
                span=span_of(item, filed),
            )
            for item in cls.newest_first(filed)
        )

    @classmethod
    def filings(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Filing]:
        """Each counts for its topic while it holds."""
        for item in filed:
            span = span_of(item, filed)
            yield Filing(
                span.starts,
                span.ends,
                item.document.published,
                f"{cls.folder}/{item.slug}/",
                item.document.topic_label,
            )

    @classmethod
    def hanging(
        cls, filed: tuple[Filed[Self], ...], setting: Setting, week: Week
    ) -> Iterator[Hanging]:
        """Those in force; one that another takes the place of comes down."""
        in_force = tuple(item for item in filed if week.meets(*span_of(item, filed).days))
        return super().hanging(in_force, setting, week)

    @classmethod
    def flaws(cls, filed: tuple[Filed[Self], ...], setting: Setting) -> Iterator[Flaw]:
        """Articles overtaken by law, and rules that take each other's place in the wrong order."""
        return flaws_of(filed, setting)


def _misnumbered(where: Where, number: int, article: Article) -> Iterator[PydanticCustomError]:
    """Numbers that were typed and are not those of their places."""
    if article.number not in (None, number):
        yield wrong(
            f"按顺序这是第{chinese(number)}条，却写着第{chinese(article.number)}条；"
            "请核对前面有没有缺漏，或删去条号，由程序编号。",
            f"in order this is article {number}, but it says {article.number}; look for one that "
            "is missing, or leave the number to the program.",
            where,
        )
    for place, clause in enumerate(article.clauses):
        if clause.number not in (None, place + 1):
            yield wrong(
                f"按顺序这是（{chinese(place + 1)}），却写着（{chinese(clause.number)}）；"
                "请核对前面有没有缺漏，或删去序号，由程序编号。",
                f"in order this is clause {place + 1}, but it says {clause.number}; look for one "
                "that is missing, or leave the number to the program.",
                (*where, "clauses", place),
            )
