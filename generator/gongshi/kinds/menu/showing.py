"""From the model of a menu to what is shown: grams in words, marks, corrections in their place."""

from __future__ import annotations

from datetime import date

from gongshi.food import (
    USUAL_ALLERGENS,
    Allergen,
    Amount,
    Dish,
    Ingredient,
    Nutrient,
    Price,
    Stated,
    number,
)
from gongshi.kinds.menu.model import Correction, Day, Diet, Meal, MenuFile
from gongshi.kinds.menu.views import (
    Column,
    CorrectionView,
    DayView,
    DietView,
    DishView,
    GramsLine,
    MealView,
    ServedView,
)
from gongshi.publication import Setting
from gongshi.school import MealName, School
from gongshi.week import WEEKDAYS
from gongshi.words import plain

EVERYONE = "每人"


def days_of(menu: MenuFile, setting: Setting) -> tuple[DayView, ...]:
    """The days of a menu as shown, Monday to Friday first filled by what the file says."""
    columns = columns_of(menu, setting.school)
    maker = _Maker(menu, setting.school)
    return tuple(maker.day(day, said, columns) for day, said in menu.calendar)


def columns_of(menu: MenuFile, school: School) -> tuple[Column, ...]:
    """The meals that any day of the week has, in the order of the day."""
    had = {name for day in menu.days.values() for name, _ in day.meals}
    return tuple(
        Column(name, school.says_meal(name), school.meal_times.get(name, ""))
        for name in MealName
        if name in had
    )


def corrections_of(menu: MenuFile, school: School) -> tuple[CorrectionView, ...]:
    """The corrections as shown, newest first."""
    ordered = sorted(menu.corrections, key=lambda correction: correction.at)
    first = menu.revision - len(ordered) + 1
    views = [
        CorrectionView(
            day=_short(correction.day) if correction.day else "",
            place=_place(correction, school),
            was=correction.was,
            now=correction.now,
            what=correction.what,
            why=correction.why,
            at=_moment(correction),
            revision=first + number_,
        )
        for number_, correction in enumerate(ordered)
    ]
    return tuple(reversed(views))


def _place(correction: Correction, school: School) -> str:
    day = _short(correction.day) if correction.day else ""
    meal = school.says_meal(correction.meal) if correction.meal else ""
    return f"{day} {meal}".strip()


def _short(day: date) -> str:
    return "周" + WEEKDAYS[day.weekday()][-1]


def _moment(correction: Correction) -> str:
    at = correction.at
    clock = f" {at.hour}:{at.minute:02d}" if at.hour or at.minute else ""
    return f"{at.month}月{at.day}日{clock}"


def allergens_shown(days: tuple[DayView, ...]) -> tuple[tuple[Allergen, ...], bool]:
    """The allergens that any dish contains, and whether any dish's are unknown."""
    dishes = [dish for day in days for meal in day.served_meals for dish in meal.every_dish]
    found = {allergen for dish in dishes for allergen in dish.contains}
    return (
        tuple(allergen for allergen in Allergen if allergen in found),
        any(dish.unknown for dish in dishes),
    )


def offered(listed: tuple[Allergen, ...]) -> tuple[Allergen, ...]:
    """The allergens a reader may choose: the usual eight, and whatever else is listed."""
    return (*USUAL_ALLERGENS, *(allergen for allergen in listed if not allergen.is_usual))


class _Maker:
    """Makes views of one menu; holds what all its days share."""

    def __init__(self, menu: MenuFile, school: School) -> None:
        self.menu = menu
        self.school = school
        self.bands = tuple(band.name for band in school.grade_bands)

    def day(self, day: date, said: Day, columns: tuple[Column, ...]) -> DayView:
        meals = dict(said.meals)
        return DayView(
            day=day,
            place=day.isoweekday(),
            weekday=WEEKDAYS[day.weekday()],
            short=_short(day),
            closed=said.closed,
            theme=said.theme,
            makes_up=_makes_up(said.makes_up) if said.makes_up else None,
            meals=tuple(
                self.meal(day, column, meals[column.name]) if column.name in meals else None
                for column in columns
            ),
            dinner_advice=said.dinner_advice,
            note=said.note,
            address=f"menus/{day.isoformat()}/",
        )

    def meal(self, day: date, column: Column, meal: Meal) -> MealView:
        dishes = tuple(self.dish(dish, day, column.name) for dish in meal.dishes)
        stated = {item.nutrient: item for item in meal.nutrition}
        return MealView(
            name=column.name,
            label=column.label,
            time=meal.time or column.time,
            dishes=dishes,
            diets=tuple(self.diet(diet, found) for diet, found in meal.diets.items()),
            seasonings="、".join(ingredient_line(item, None) for item in meal.seasonings),
            energy=_figure(stated.get(Nutrient.ENERGY)),
            protein=_figure(stated.get(Nutrient.PROTEIN)),
            nutrition=tuple((item.nutrient.label, _stated(item)) for item in meal.nutrition),
            price=_price(meal.price),
            servings=meal.servings,
            origins=tuple(meal.origins.items()),
            served=self.served(meal) if meal.served else None,
            photo=meal.photo,
            note=meal.note,
        )

    def diet(self, diet: Diet, dishes: tuple[Dish, ...]) -> DietView:
        return DietView(diet.label, tuple(self.dish(dish, None, None) for dish in dishes))

    def served(self, meal: Meal) -> ServedView | None:
        if meal.served is None:
            return None
        planned = [dish.name for dish in meal.dishes]
        came = [dish.name for dish in meal.served.dishes]
        return ServedView(
            missed=tuple(name for name in planned if name not in came),
            came=tuple(name for name in came if name not in planned),
            dishes=tuple(self.dish(dish, None, None) for dish in meal.served.dishes),
            why=meal.served.why,
        )

    def dish(self, dish: Dish, day: date | None, meal: MealName | None) -> DishView:
        return DishView(
            name=dish.name,
            course=dish.course.label if dish.course else "",
            dish=dish,
            grams=grams_of(dish, self.bands),
            contains=dish.allergens.contains,
            unknown=not dish.allergens.complete,
            correction=self._correction(dish, day, meal),
            price=_price(dish.price),
        )

    def _correction(self, dish: Dish, day: date | None, meal: MealName | None) -> Correction | None:
        if day is None or meal is None or not self.menu.corrections:
            return None
        return next((one for one in self.menu.corrections if one.is_of(day, meal, dish.name)), None)


def _makes_up(day: date) -> str:
    return f"调休 · 补{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def grams_of(dish: Dish, bands: tuple[str, ...]) -> tuple[GramsLine, ...]:
    """A dish's grams, one line for everyone or one for each grade band where they differ."""
    servings = [item.serving for item in dish.ingredients if item.serving]
    if dish.amount is not None:
        servings.append(dish.amount)
    named = {plain(band): band for serving in servings for band, _ in serving.by_band}
    if not named:
        says = _grams_line(dish, None)
        return (GramsLine(EVERYONE, says),) if says else ()
    order = [band for band in bands if plain(band) in named]
    known = {plain(band) for band in order}
    order += [band for key, band in named.items() if key not in known]
    return tuple(GramsLine(band, _grams_line(dish, band)) for band in order)


def _grams_line(dish: Dish, band: str | None) -> str:
    parts = [ingredient_line(item, band) for item in dish.ingredients]
    if dish.amount is not None:
        amount = _amount(dish.amount.for_band(band or ""))
        parts.insert(0, f"{dish.name} {amount}" if amount else dish.name)
    return "、".join(parts)


def ingredient_line(item: Ingredient, band: str | None) -> str:
    """An ingredient with its amount for a grade band: 大米 80 克."""
    amount = item.serving.for_band(band or "") if item.serving else None
    return f"{item.name} {_amount(amount)}".strip()


def _amount(amount: Amount | None) -> str:
    return "" if amount is None else str(amount)


def _figure(stated: Stated | None) -> str:
    if stated is None:
        return ""
    if stated.everyone is not None:
        return str(stated.everyone)
    return "/".join(str(figure) for _, figure in stated.by_band)


def _stated(stated: Stated) -> str:
    unit = stated.nutrient.unit
    if stated.everyone is not None:
        return f"{stated.everyone} {unit}"
    return "，".join(f"{band} {figure} {unit}" for band, figure in stated.by_band)


def _price(price: object) -> str:
    if not isinstance(price, Price):
        return ""
    if price.everyone is not None:
        return number(price.everyone)
    return "，".join(f"{role} {number(value)}" for role, value in price.by_role)
