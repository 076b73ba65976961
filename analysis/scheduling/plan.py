"""From chosen occasions to a year's calendar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date

from analysis.reasons import Reason
from analysis.scheduling.clash import clash, wishes_of
from analysis.scheduling.explain import doubts, parts, reasons
from analysis.scheduling.model import Model, Solution
from analysis.scheduling.openings import Calendar, Openings
from analysis.scheduling.outcome import Placement, Schedule
from analysis.scheduling.programmes import SLOTS, Demands, Limits, Programme, Unschedulable, Venue


def schedule(
    programmes: Iterable[Programme] | Mapping[str, int],
    year: int,
    *,
    venues: Iterable[Venue] = (),
    free: Mapping[str, Mapping[str, float]] | None = None,
    residents: Mapping[str, float] | None = None,
    limits: Limits | None = None,
    seconds: float = 10.0,
) -> Schedule:
    """The calendar of a year: as many occasions as fit, at times when most who want them are free, spread out.

    Parameters
    ----------
    programmes : what is to be held, or id -> number of occasions when nothing else is known.
    year : 1950 to 2100; its ISO weeks are used, and of those the days that lie in it.
    venues : where; none given, the place does not bind.
    free : programme id -> code of SLOTS -> people who want it and are free then; counts, 0 or more.
    residents : area of the venues -> residents, by which occasions are shared out; none given, evenly.
    limits : what the team can bear.
    seconds : after which the best calendar found so far is taken. Until then the result is the same each time.

    Raises
    ------
    Unschedulable : when what is given is no sound wish, or no calendar was found in time. Sound wishes that clash
        are no error: as many occasions as can be are placed and ``Schedule.clash`` says which wishes clash.

    Examples
    --------
    >>> lantern = Programme("lantern", "元宵灯会", festival="LANTERN")
    >>> walk = Programme("walk", "健步走", occasions=2, season_from=4, season_to=10)
    >>> calendar = schedule([lantern, walk], 2027)
    >>> calendar.placements[0].day, calendar.placements[0].reasons[0].code
    ('2027-02-20', 'FESTIVAL')
    >>> [placement.programme for placement in calendar.placements], calendar.unplaced
    (['lantern', 'walk', 'walk'], {})
    """
    if isinstance(programmes, Mapping):
        programmes = [Programme(str(id), occasions=times) for id, times in programmes.items()]
    demands = Demands(tuple(programmes), year, tuple(venues), free or {}, residents or {}, limits or Limits())
    rule = {"rule": "milp", "seconds": seconds, "limits": _plain(demands.limits)}
    if not demands.programmes:
        return Schedule(year, (), doubts=(Reason("NOTHING_TO_PLACE"),), rule=rule)
    calendar = Calendar(year)
    solution = _solve(demands, calendar, seconds)
    return _explained(demands, calendar, solution, seconds, rule)


def _solve(demands: Demands, calendar: Calendar, seconds: float) -> Solution:
    """An occasion left out costs so much that the solver is soon content with the rest: the rest is asked again."""
    wishes = wishes_of(demands)
    solution = Model(demands, calendar, wishes).best(seconds)
    if solution is None:
        raise Unschedulable("NO_TIME", seconds=seconds)
    if solution.struck or len(solution.taken) == sum(programme.occasions for programme in demands.programmes):
        return solution
    return Model(demands, calendar, wishes).best(seconds, placed=len(solution.taken)) or solution


def _explained(demands: Demands, calendar: Calendar, solution: Solution, seconds: float, rule: dict) -> Schedule:
    placed = _placements(demands, solution.taken)
    held = {p.id: sum(one.programme == p.id for one in placed) for p in demands.programmes}
    unplaced = {p.id: p.occasions - held[p.id] for p in demands.programmes if held[p.id] < p.occasions}
    found = doubts(demands, calendar, placed)
    if solution.struck:
        found.append(Reason("NOT_PROVED_BEST", {"gap": solution.gap, "seconds": seconds}))
    clashing = () if not unplaced else clash(demands, calendar, seconds)
    if unplaced and not clashing:
        found.append(Reason("CLASH_UNCERTAIN", {"seconds": seconds}))
    return Schedule(
        year=demands.year,
        placements=tuple(replace(one, reasons=reasons(demands, placed, i)) for i, one in enumerate(placed)),
        unplaced=unplaced,
        clash=clashing,
        parts=parts(demands, calendar, placed),
        doubts=tuple(found),
        rule=rule,
    )


def _placements(demands: Demands, taken: Openings) -> list[Placement]:
    """In the order of days, and within a day of times and of the list."""
    rows = zip(taken.day.tolist(), taken.slot.tolist(), taken.programme.tolist(), taken.venue.tolist(), strict=True)
    times: dict[str, int] = {}
    placed = []
    for ordinal, slot, number, venue in sorted(rows):
        id, on = demands.programmes[number].id, date.fromordinal(ordinal)
        times[id] = times.get(id, 0) + 1
        place = demands.venues[venue] if venue >= 0 else Venue("")
        week = on.isocalendar().week
        placed.append(Placement(id, times[id], week, str(on), SLOTS[slot], place.id, place.area))
    return placed


def _plain(limits: Limits) -> dict:
    return {name: str(value) if isinstance(value, date) else value for name, value in asdict(limits).items()}
