"""A placed plan as the calendar pages show it: by month, and by activity with its reasons."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from babel.dates import format_skeleton
from babel.lists import format_list
from flask_babel import get_locale

from survey import wording
from survey.display import in_english
from survey.explanations import joined
from survey.filters import money, month
from survey.models import Activity
from survey.small_numbers import LEAST_SHOWN
from survey.wording.calendar import CLASHES, DOUBTS, FESTIVALS, NTH, TIMES, WEEKDAYS

REGULAR, RARE = 3, 10  # weeks: between the longest and the shortest pause; the longest that still is a rhythm


@dataclass(frozen=True)
class Occasion:
    on: date
    title: str
    when: str  # "周三上午"
    about: str  # "第2个周三上午"
    number: int
    of: int
    festival: str = ""


@dataclass(frozen=True)
class Series:
    """All occasions of one activity."""

    title: str
    count: int
    when: str
    every: int | None  # weeks from one to the next, where that is regular
    days: list[str]
    why: str


def facts(schedule, activities: list[Activity]) -> dict:
    titles = {str(activity.id): in_english(activity, "title") for activity in activities}
    return {
        "months": months(schedule, titles),
        "series": [series(id, schedule, titles) for id in first_held_first(schedule)],
        "unplaced": [(titles[id], count) for id, count in schedule.unplaced.items()],
        "clash": [clash(reason, titles) for reason in schedule.clash],
        "doubts": [doubt(reason, schedule.year) for reason in schedule.doubts if reason.code in DOUBTS],
        "busiest_week": int(schedule.parts.get("busiest_week", 0)),
    }


def months(schedule, titles: dict[str, str]) -> list[dict]:
    placed = {number: [occasion(one, schedule, titles) for one in schedule.in_month(number)] for number in range(1, 13)}
    return [{"number": number, "name": month(number), "occasions": placed[number]} for number in placed]


def occasion(one, schedule, titles: dict[str, str]) -> Occasion:
    on = date.fromisoformat(one.day)
    weekday = WEEKDAYS[on.weekday()]
    return Occasion(
        on=on,
        title=titles[one.programme],
        when=str(TIMES[one.slot] % {"day": weekday}),
        about=str(TIMES[one.slot] % {"day": NTH[(on.day - 1) // 7] % {"weekday": weekday}}),
        number=one.occasion,
        of=sum(other.programme == one.programme for other in schedule.placements),
        festival=next((str(FESTIVALS[r.numbers["festival"]]) for r in one.reasons if r.code == "FESTIVAL"), ""),
    )


def first_held_first(schedule) -> list[str]:
    return list(dict.fromkeys(one.programme for one in schedule.placements))


def series(id: str, schedule, titles: dict[str, str]) -> Series:
    placements = [one for one in schedule.placements if one.programme == id]
    held = [occasion(one, schedule, titles) for one in placements]
    gaps = numbers_of(placements, "APART", "weeks")
    return Series(
        title=titles[id],
        count=len(held),
        when=format_list(list(dict.fromkeys(one.when for one in held)), locale=get_locale()),
        every=rhythm(gaps),
        days=[day(one.on) for one in held],
        why=joined(why(placements, gaps)),
    )


def rhythm(gaps: list[int]) -> int | None:
    is_regular = len(gaps) > 1 and max(gaps) <= RARE and max(gaps) - min(gaps) <= REGULAR
    return round(median(gaps)) if is_regular else None


def day(on: date) -> str:
    return format_skeleton("MMMd", on, locale=get_locale())


def why(placements: list, gaps: list[int]) -> list[str]:
    """The reasons of all occasions, each said once."""
    said = [sentence(reason, one) for one in placements for reason in one.reasons]
    apart = [apart_by(min(gaps), max(gaps))] if gaps else []
    return [*dict.fromkeys(filter(None, said)), *apart] or [str(wording.calendar.NO_WISH)]


def sentence(reason, placement) -> str:
    known = {"FREE_TIME": free_time, "FESTIVAL": for_festival, "SEASON": in_season}
    return str(known[reason.code](reason.numbers, placement)) if reason.code in known else ""


def free_time(numbers: dict, placement) -> str:
    if numbers["people"] < LEAST_SHOWN:
        return ""
    words = wording.calendar.MOST_ARE_FREE if numbers["place"] == 1 else wording.calendar.MANY_ARE_FREE
    when = str(wording.labels.FREE_TIMES[placement.slot]).lower()
    return words % {"count": money(numbers["people"]), "when": when, "day": day(date.fromisoformat(placement.day))}


def for_festival(numbers: dict, _placement) -> str:
    return wording.calendar.FOR_FESTIVAL % festival(numbers)


def festival(numbers: dict) -> dict[str, str]:
    return {"festival": FESTIVALS[numbers["festival"]], "day": day(date.fromisoformat(numbers["day"]))}


def in_season(numbers: dict, _placement=None) -> str:
    return wording.calendar.IN_SEASON % season(numbers)


def season(numbers: dict) -> dict[str, str]:
    return {"first": month(numbers["first"]), "last": month(numbers["last"])}


def apart_by(least: int, most: int) -> str:
    if least == most:
        return str(wording.calendar.APART % {"weeks": least})
    return str(wording.calendar.APART_BETWEEN % {"least": least, "most": most})


def numbers_of(placements: list, code: str, name: str) -> list[int]:
    return [reason.numbers[name] for one in placements for reason in one.reasons if reason.code == code]


def clash(reason, titles: dict[str, str]) -> str:
    numbers = dict(reason.numbers)
    if reason.code == "SEASON":
        numbers |= season(numbers)
    if reason.code == "FESTIVAL":
        numbers |= festival(numbers)
    if reason.code == "SPAN":
        numbers["first"] = day(date.fromisoformat(numbers["first"]))
    return str(CLASHES[reason.code] % (numbers | {"title": titles.get(numbers.get("programme"), "")}))


def doubt(reason, year: int) -> str:
    numbers = dict(reason.numbers)
    if reason.code == "LONG_GAP":
        numbers["day"] = day(max(date.fromisocalendar(year, numbers["first"], 1), date(year, 1, 1)))
    return str(DOUBTS[reason.code] % numbers)
