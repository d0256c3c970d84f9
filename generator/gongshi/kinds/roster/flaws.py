"""What does not fit in a roster: posts twice at one time, days without duty, mobile numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gongshi.document import Flaw, Where
from gongshi.errors import Saying
from gongshi.kinds.roster.days import DutyDay, Watch, duty_days, shift_of, takes_over
from gongshi.publication import Setting
from gongshi.words import narrow, plain, shown

if TYPE_CHECKING:
    from gongshi.kinds.roster.model import Roster
    from gongshi.kinds.roster.posts import Post

_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_NAMED = 5
"""How many days or stretches a message names before it only counts them."""


def flaws_of(slug: str, roster: Roster, setting: Setting) -> Iterator[Flaw]:
    """Everything that does not fit in one roster."""
    days = duty_days(roster, setting)
    yield from _twice(slug, days, roster)
    yield from _changes_of_nobody(slug, roster, days)
    empty = [one.day for one in days if one.needed and not one.duties]
    if empty:
        yield Flaw(slug, ("turns",), _without_duty(empty), warning=True)
    for where, phone in _phones(roster):
        if _MOBILE.search(re.sub(r"[\s-]", "", narrow(phone))):
            yield Flaw(slug, where, _mobile(phone), warning=True)


def meetings(days: Iterable[DutyDay]) -> Iterator[tuple[date, Watch, Watch, Post]]:
    """Each post that two shifts claim at one minute: the later day, both shifts, the post.

    A night shift runs into the morning of the next day, so each day is held against the day
    before it as well.
    """
    earlier = list[tuple[Watch, tuple[int, int]]]()
    for now in days:
        own = [(one, one.minutes(now.day)) for one in now.duties]
        for place, (duty, minutes) in enumerate(own):
            for other, other_minutes in (*earlier, *own[:place]):
                if _meet(minutes, other_minutes) and (post := _common(duty, other)):
                    yield now.day, other, duty, post
        earlier = own


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _common(one: Watch, other: Watch) -> Post | None:
    """The post that both shifts name, by the same person where persons are named."""
    if one.claims.isdisjoint(other.claims):
        return None
    return next(item.post for item in other.who if item.claim in one.claims)


def _twice(slug: str, days: tuple[DutyDay, ...], roster: Roster) -> Iterator[Flaw]:
    """Each pair of turns that claim a post at once, told for the first such day.

    Two people may share a post, so that only a named person cannot be in two places.
    """
    told = set[tuple[int, int, str]]()
    for day, one, other, post in meetings(days):
        first, second = sorted((one, other), key=lambda duty: duty.turn)
        key = (first.turn, second.turn, post.post)
        if key in told:
            continue
        told.add(key)
        yield Flaw(
            slug,
            ("turns", second.turn, "who"),
            _says_twice(day, post, _shift_said(roster, first), _shift_said(roster, second)),
            warning=post.name is None,
        )


def _shift_said(roster: Roster, duty: Watch) -> str:
    when = str(roster.turns[duty.turn].when)
    return f"{when} {duty.shift.name}" if duty.shift else when


def _says_twice(day: date, post: Post, first: str, second: str) -> Saying:
    who = f"{post.post} {post.name}" if post.name else post.post
    if post.name:
        ask, asks = "请改排班。", "change one of them."
    else:
        ask = "请改排班；如果是两个人，请写清楚是哪一个岗位。"
        asks = "change one of them, or say which post it is if they are two people."
    return Saying(
        f"{day.month}月{day.day}日“{who}”同一时间排了两次：{first}，{second}。{ask}",
        f"on {day} “{who}” is on duty twice at one time: {first}, {second}; {asks}",
    )


def _changes_of_nobody(slug: str, roster: Roster, days: tuple[DutyDay, ...]) -> Iterator[Flaw]:
    """Changes of duty on a day when the post they name is not on duty."""
    by_day = {one.day: one for one in days}
    for place, change in enumerate(roster.amendments):
        if change.on is None:
            continue
        day = by_day.get(change.on)
        on_duty = [
            (post, shift_of(roster, roster.turns[duty.turn].shift))
            for duty in (day.duties if day else ())
            for post in roster.turns[duty.turn].who
        ]
        earlier = {plain(one.to or "") for one in roster.amendments if one.on == change.on}
        if any(takes_over(change, post, shift) for post, shift in on_duty):
            continue
        if plain(change.off or "") not in earlier - {plain(change.to or "")}:
            posts = "、".join(dict.fromkeys(post.post for post, _ in on_duty)) or "没有人"
            yield Flaw(slug, ("amendments", place, "off"), _nobody(change.on, change.off, posts))


def _nobody(day: date, off: str | None, posts: str) -> Saying:
    return Saying(
        f"{day.month}月{day.day}日没有“{shown(off or '')}”值班，当天是{posts}，"
        "请核对“日期”和“原值班”。",
        f"“{shown(off or '')}” is not on duty on {day} ({posts}); check the day and the post.",
    )


def _without_duty(days: list[date]) -> Saying:
    spans = list[list[date]]()
    for day in days:
        if spans and day - spans[-1][-1] == timedelta(days=1):
            spans[-1].append(day)
        else:
            spans.append([day])
    said = "、".join(
        f"{one[0].month}月{one[0].day}日"
        + (f"—{one[-1].month}月{one[-1].day}日" if len(one) > 1 else "")
        for one in spans[:_NAMED]
    )
    more = "等" if len(spans) > _NAMED else ""
    return Saying(
        f"{said}{more}共 {len(days)} 天没有人值班，请补上；不需要值班的日子，请用“值班日”说明。",
        f"{len(days)} day(s) without duty ({days[0]} the first); add them, or say in `needed` "
        "which days need duty.",
    )


def _phones(roster: Roster) -> Iterator[tuple[Where, str]]:
    """Every telephone number, and where it is written."""
    for at, group in enumerate(roster.groups):
        if group.phone:
            yield ("groups", at, "phone"), group.phone
        for place, post in enumerate(group.members):
            if post.phone:
                yield ("groups", at, "members", place, "phone"), post.phone
    for at, shift in enumerate(roster.shifts):
        if shift.phone:
            yield ("shifts", at, "phone"), shift.phone
    for at, turn in enumerate(roster.turns):
        for place, post in enumerate(turn.who):
            if post.phone:
                yield ("turns", at, "who", place, "phone"), post.phone


def _mobile(phone: str) -> Saying:
    return Saying(
        f"“{shown(phone)}”是个人手机号，公开张贴会一直留在网上；建议改成办公室或值班室的电话。",
        f"“{shown(phone)}” is a mobile number and would stay on the web; better give an office's.",
    )
