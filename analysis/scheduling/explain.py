"""Why an occasion stands where it stands, and what may still be wrong with the calendar.

Reasons of a placement
FESTIVAL     festival, day, days_before
SEASON       first, last: the months it asked for
WEEKS        weeks: those it was fixed to
FREE_TIME    people (free then), best (at the time when most are), place (1: no time suits more)
VENUE        venue: it asked for this one or a few
SEATS        people, seats
APART        weeks: since the occasion before of the same programme
AREA         area, occasions (all there), due (its share by residents)

Doubts of a schedule
NOTHING_TO_PLACE                    no occasion was given
NOT_PROVED_BEST     gap, seconds    time was up; a better calendar could lose less by this share at most
SWAPS_NOT_KNOWN     placements      so many stand on a weekend within a week of a statutory holiday: the State Council
                                    may have made it a working day (调休), which is not guessed here
NO_FREE_TIMES       programmes      for so many nobody said when they are free, though for others they did
AREA_WITHOUT_VENUE  area            it has residents and no venue
LONG_GAP            weeks, first    so many weeks with nothing, from this ISO week on
CLASH_UNCERTAIN     seconds         time was up before it was clear which wishes clash
"""

from __future__ import annotations

from datetime import date

from analysis.reasons import Reason
from analysis.scheduling.festivals import FESTIVALS, uncertain_weekends
from analysis.scheduling.model import area_targets, longest_gap, open_weeks
from analysis.scheduling.openings import Calendar
from analysis.scheduling.outcome import Placement
from analysis.scheduling.programmes import Demands, Programme


def reasons(demands: Demands, placements: list[Placement], number: int) -> tuple[Reason, ...]:
    """Why placement ``number`` stands where it stands."""
    placement = placements[number]
    programme = next(p for p in demands.programmes if p.id == placement.programme)
    earlier = [p for p in placements[:number] if p.programme == programme.id]
    found = [
        _festival(programme, placement, demands.year),
        _season(programme),
        Reason("WEEKS", {"weeks": programme.weeks}) if programme.weeks else None,
        _free_time(demands, placement),
        Reason("VENUE", {"venue": placement.venue}) if programme.venues else None,
        _seats(demands, programme, placement),
        Reason("APART", {"weeks": placement.week - earlier[-1].week}) if earlier else None,
        _area(demands, placements, placement),
    ]
    return tuple(reason for reason in found if reason)


def parts(demands: Demands, calendar: Calendar, placements: list[Placement]) -> dict[str, float]:
    """What a calendar is judged by.

    ``free`` : mean share of those free at the best time who are free then, 0 to 1, over occasions with free times.
    ``longest_gap`` : open weeks without anything that follow each other. ``busiest_week`` : occasions.
    ``estate`` : greatest distance of an area's occasions from those due to it.
    """
    shares = [free["people"] / free["best"] for p in placements if (free := _free(demands, p)) and free["best"]]
    weeks = [placement.week for placement in placements]
    targets = area_targets(demands)
    off = [abs(sum(p.area == area for p in placements) - target) for area, target in targets.items()]
    return {
        "occasions": len(placements),
        "free": sum(shares) / len(shares) if shares else 1.0,
        "longest_gap": max((gap for gap, _ in gaps(demands, calendar, placements)), default=0),
        "busiest_week": max(map(weeks.count, weeks), default=0),
        "estate": max(off, default=0.0),
    }


def gaps(demands: Demands, calendar: Calendar, placements: list[Placement]) -> list[tuple[int, int]]:
    """Runs of open weeks without anything: how many weeks, and the ISO week of the first."""
    taken, runs = {placement.week for placement in placements}, []
    for week in open_weeks(demands, calendar) + 1:
        if week in taken:
            runs.append([0, 0])
        elif runs and runs[-1][0]:
            runs[-1][0] += 1
        else:
            runs.append([1, int(week)])
    return [(length, first) for length, first in runs if length]


def doubts(demands: Demands, calendar: Calendar, placements: list[Placement]) -> list[Reason]:
    """Doubts that can be read off a calendar; those of its making are added by ``schedule``."""
    uncertain = uncertain_weekends(demands.year)
    unsure = sum(date.fromisoformat(placement.day) in uncertain for placement in placements)
    silent = sum(not any(demands.free.get(p.id, {}).values()) for p in demands.programmes) if demands.free else 0
    served = {venue.area for venue in demands.venues}
    long = longest_gap(demands, len(open_weeks(demands, calendar)))
    found = [Reason("SWAPS_NOT_KNOWN", {"placements": unsure})] if unsure else []
    found += [Reason("NO_FREE_TIMES", {"programmes": silent})] if silent else []
    if demands.venues:
        found += [Reason("AREA_WITHOUT_VENUE", {"area": area}) for area in demands.residents if area not in served]
    runs = gaps(demands, calendar, placements)
    return found + [Reason("LONG_GAP", {"weeks": weeks, "first": first}) for weeks, first in runs if weeks >= long]


def _festival(programme: Programme, placement: Placement, year: int) -> Reason | None:
    if not programme.festival:
        return None
    day = FESTIVALS[programme.festival].on(year)
    before = (day - date.fromisoformat(placement.day)).days
    return Reason("FESTIVAL", {"festival": programme.festival, "day": str(day), "days_before": before})


def _season(programme: Programme) -> Reason | None:
    months = {"first": programme.season_from, "last": programme.season_to}
    return Reason("SEASON", months) if len(programme.months) < 12 else None


def _free(demands: Demands, placement: Placement) -> dict | None:
    free = demands.free.get(placement.programme, {})
    people = free.get(placement.slot, 0)
    more = sum(count > people for count in free.values())
    return {"people": people, "best": max(free.values()), "place": 1 + more} if any(free.values()) else None


def _free_time(demands: Demands, placement: Placement) -> Reason | None:
    numbers = _free(demands, placement)
    return Reason("FREE_TIME", numbers) if numbers else None


def _seats(demands: Demands, programme: Programme, placement: Placement) -> Reason | None:
    seats = next((venue.seats for venue in demands.venues if venue.id == placement.venue), None)
    asked = programme.people is not None and seats is not None
    return Reason("SEATS", {"people": programme.people, "seats": seats}) if asked else None


def _area(demands: Demands, placements: list[Placement], placement: Placement) -> Reason | None:
    targets = area_targets(demands)
    if placement.area not in targets or len(targets) < 2:
        return None
    here = sum(other.area == placement.area for other in placements)
    return Reason("AREA", {"area": placement.area, "occasions": here, "due": targets[placement.area]})
