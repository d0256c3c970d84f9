"""Meals (餐次) of a schedule, held against the hours that the school itself gives for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongshi.document import Flaw
from gongshi.errors import Saying
from gongshi.kinds.schedule.clashes import Placed
from gongshi.school import MealName, School
from gongshi.times import Slot, slot_of


def meal_flaws(slug: str, placed: Iterable[Placed], school: School) -> Iterator[Flaw]:
    """Lines of a meal that lie outside its hours, as warnings."""
    for one in placed:
        meal = meal_of(one, school)
        hours = slot_of(school.meal_times[meal]) if meal in school.meal_times else None
        if meal is None or hours is None or hours.is_point:
            continue
        for slot in one.line.times:
            if not hours.holds(slot):
                saying = _outside(one, slot, school.says_meal(meal), hours)
                yield Flaw(slug, (*one.where, "times"), saying, warning=True)


def meal_of(one: Placed, school: School) -> MealName | None:
    """The meal that a line or its group is named after, by the usual or the school's own word."""
    own = {name: meal for meal, name in school.meal_names.items()}
    for name in (one.line.what, one.group.name if one.group else None):
        said = (name or "").removesuffix("就餐").removesuffix("用餐").removesuffix("错峰")
        meal = own.get(said) or MealName.called(said)
        if meal is not None:
            return meal
    return None


def _outside(one: Placed, slot: Slot, meal: str, hours: Slot) -> Saying:
    return Saying(
        f"“{one.name}”的{meal}写在 {slot}，学校信息里的{meal}时间是 {hours}，请改成一致。",
        f"{meal} of “{one.name}” is at {slot}, but the school's file gives {hours}; make them "
        "agree.",
    )
