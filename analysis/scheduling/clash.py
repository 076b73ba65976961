"""Which wishes cannot be met together: a set that clashes and would fit if any one of them were given up.

code            id         numbers
OCCASIONS       programme  occasions
SEASON          programme  first, last (months)
FESTIVAL        programme  festival, day (of the festival)
WEEKS           programme  weeks
VENUES          programme  venues
SEATS           programme  people, seats (of the largest venue)
SETTING         programme  setting
APART           programme  weeks
VENUE_OPEN      venue      slots, closed_weeks
ONE_AT_A_TIME   venue      (none)
MOST_A_WEEK                occasions; with ALL_OCCASIONS also room (in all open weeks together)
MOST_A_MONTH               occasions; with ALL_OCCASIONS also room (in all open months together)
ALL_OCCASIONS              occasions: those of all programmes together
SPAN                       first, last (days)
CLOSED_WEEKS               weeks
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from analysis.reasons import Reason
from analysis.scheduling.festivals import FESTIVALS
from analysis.scheduling.model import Model, open_weeks
from analysis.scheduling.openings import Calendar, Wish
from analysis.scheduling.programmes import SLOTS, Demands, Programme, Venue


def wishes_of(demands: Demands) -> list[Wish]:
    """Every wish that binds anything, those of the team first and how often a programme is held last.

    >>> from analysis.scheduling.programmes import Programme
    >>> wishes_of(Demands((Programme("a", season_from=3, season_to=5),), 2027))
    [('MOST_A_WEEK', ''), ('SEASON', 'a'), ('OCCASIONS', 'a')]
    """
    own = [wish for programme in demands.programmes for wish in _of_programme(programme)]
    venues = [wish for venue in demands.venues for wish in _of_venue(venue)]
    return [*_of_team(demands), *venues, *sorted(own, key=lambda wish: wish[0] == "OCCASIONS")]


def _of_team(demands: Demands) -> list[Wish]:
    limits = demands.limits
    binding = {
        "MOST_A_WEEK": True,
        "MOST_A_MONTH": limits.most_a_month is not None,
        "SPAN": limits.first or limits.last,
        "CLOSED_WEEKS": limits.closed_weeks,
    }
    return [(code, "") for code, binds in binding.items() if binds]


def _of_venue(venue: Venue) -> list[Wish]:
    shut = venue.closed_weeks or set(venue.slots) < set(SLOTS)
    return [("ONE_AT_A_TIME", venue.id), *([("VENUE_OPEN", venue.id)] if shut else [])]


def _of_programme(programme: Programme) -> list[Wish]:
    binding = {
        "SEASON": len(programme.months) < 12,
        "FESTIVAL": programme.festival,
        "WEEKS": programme.weeks,
        "VENUES": programme.venues,
        "SEATS": programme.people is not None,
        "SETTING": programme.setting != "either",
        "APART": programme.occasions > 1,
        "OCCASIONS": True,
    }
    return [(code, programme.id) for code, binds in binding.items() if binds]


def clash(demands: Demands, calendar: Calendar, seconds: float) -> tuple[Reason, ...]:
    """An irreducible set of clashing wishes, each as a code of the table above with its numbers; empty if none clash,
    or if ``seconds`` for each trial are too few to tell. More occasions than the team's limits leave room for are
    told as just that, and a programme that clashes by itself goes before what needs several.

    >>> from analysis.scheduling.programmes import Programme
    >>> winter = Demands((Programme("skating", season_from=12, season_to=1, weeks=(30,)),), 2027)
    >>> [reason.code for reason in clash(winter, Calendar(2027), 5)]
    ['SEASON', 'WEEKS', 'OCCASIONS']
    """
    if crowded := _crowded(demands, calendar):
        return crowded
    alone = (replace(demands, programmes=(programme,), free={}) for programme in demands.programmes)
    for part in (*alone, demands):
        if found := _clash(part, calendar, seconds):
            return tuple(_reason(wish, demands) for wish in found)
    return ()


def _crowded(demands: Demands, calendar: Calendar) -> tuple[Reason, ...]:
    """The limit that leaves less room in the open weeks or months than all occasions together need, and how many."""
    weeks = open_weeks(demands, calendar)
    months = len(set(calendar.months[weeks].ravel().tolist()) - {0})
    limits, wanted = demands.limits, sum(programme.occasions for programme in demands.programmes)
    rooms = {"MOST_A_WEEK": (limits.most_a_week, len(weeks)), "MOST_A_MONTH": (limits.most_a_month, months)}
    for code, (most, times) in rooms.items():
        if most is not None and most * times < wanted:
            numbers = {"occasions": most, "room": most * times}
            return Reason(code, numbers), Reason("ALL_OCCASIONS", {"occasions": wanted})
    return ()


def _clash(demands: Demands, calendar: Calendar, seconds: float) -> list[Wish]:
    def fits(wishes: Sequence[Wish]) -> bool:
        return Model(demands, calendar, wishes).fits(seconds)

    wishes = wishes_of(demands)
    return [] if fits(wishes) else irreducible(wishes, fits)


def irreducible(wishes: Sequence[Wish], fits: Callable[[Sequence[Wish]], bool]) -> list[Wish]:
    """A subset that does not fit while every subset of it does; ``wishes`` together must not fit.

    Source: Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems", AAAI 2004:
    a deletion filter that drops halves, so that few clashing wishes among many cost few trials.

    >>> irreducible("abcdef", lambda kept: not {"b", "e"} <= set(kept))
    ['b', 'e']
    """
    return sorted(_explain([], False, list(wishes), fits), key=list(wishes).index)


def _explain(given: list, grown: bool, wishes: list, fits) -> list:
    if grown and not fits(given):
        return []
    if len(wishes) == 1:
        return wishes
    half = len(wishes) // 2
    before, after = wishes[:half], wishes[half:]
    needed_after = _explain(given + before, bool(before), after, fits)
    return _explain(given + needed_after, bool(needed_after), before, fits) + needed_after


def _reason(wish: Wish, demands: Demands) -> Reason:
    code, id = wish
    if code in ("VENUE_OPEN", "ONE_AT_A_TIME"):
        return Reason(code, {"venue": id, **_venue_numbers(code, _by_id(demands.venues, id))})
    if id:
        return Reason(code, {"programme": id, **_programme_numbers(code, _by_id(demands.programmes, id), demands)})
    return Reason(code, _team_numbers(code, demands))


def _by_id(things: Sequence, id: str):
    return next(thing for thing in things if thing.id == id)


def _venue_numbers(code: str, venue: Venue) -> dict:
    return {"slots": venue.slots, "closed_weeks": venue.closed_weeks} if code == "VENUE_OPEN" else {}


def _team_numbers(code: str, demands: Demands) -> dict:
    limits = demands.limits
    numbers = {
        "MOST_A_WEEK": {"occasions": limits.most_a_week},
        "MOST_A_MONTH": {"occasions": limits.most_a_month},
        "SPAN": {"first": str(limits.first or ""), "last": str(limits.last or "")},
        "CLOSED_WEEKS": {"weeks": limits.closed_weeks},
    }
    return numbers[code]


def _programme_numbers(code: str, programme: Programme, demands: Demands) -> dict:
    festival = FESTIVALS.get(programme.festival or "")
    numbers = {
        "OCCASIONS": {"occasions": programme.occasions},
        "SEASON": {"first": programme.season_from, "last": programme.season_to},
        "FESTIVAL": {"festival": festival.code, "day": str(festival.on(demands.year))} if festival else {},
        "WEEKS": {"weeks": programme.weeks},
        "VENUES": {"venues": programme.venues},
        "SEATS": {"people": programme.people, "seats": max((v.seats or 0 for v in demands.venues), default=0)},
        "SETTING": {"setting": programme.setting},
        "APART": {"weeks": demands.limits.weeks_apart},
    }
    return numbers[code]
