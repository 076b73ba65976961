"""The calendar as an integer programme, solved by ``scipy.optimize.milp`` (HiGHS)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil

import numpy as np

from analysis.scheduling.openings import Calendar, Openings, Wish, openings
from analysis.scheduling.programmes import Demands

# What a calendar loses: the audience of one occasion counts 1, a week too many in a gap as much as half of that.
# An occasion left out counts more than all the rest together.
GAP, CROWDED, ESTATE, UNPLACED = 0.5, 0.3, 0.3, 100.0
_CLOSE_ENOUGH = 0.001


class Rows:
    """Linear constraints low <= A x <= high, gathered a family at a time."""

    def __init__(self, columns: int):
        self.columns, self.count = columns, 0
        self.low, self.high, self.entries = [], [], []
        self.prices: list[np.ndarray] = [np.zeros(0)]

    def add(self, groups, columns, low: float, high: float, slack: float | None = None, sign: int = 1) -> None:
        """One row for each value of ``groups``, over its columns; with ``slack`` each row gets a new variable (its
        price) that is added to the row times ``sign``."""
        keys, rows = np.unique(groups, return_inverse=True)
        self.entries.append((rows + self.count, columns, np.ones(len(columns))))
        if slack is not None:
            fresh = self.columns + np.arange(len(keys))
            self.entries.append((self.count + np.arange(len(keys)), fresh, np.full(len(keys), float(sign))))
            self.prices.append(np.full(len(keys), slack))
            self.columns += len(keys)
        self.low.append(np.full(len(keys), low))
        self.high.append(np.full(len(keys), high))
        self.count += len(keys)

    def constraint(self):
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        rows, columns, values = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        matrix = csr_array((values, (rows, columns)), shape=(self.count, self.columns))
        return LinearConstraint(matrix, np.concatenate(self.low), np.concatenate(self.high))


@dataclass(frozen=True)
class Solution:
    """Openings taken; ``gap`` is how much better (relative) a calendar could at most be, 0 when none is."""

    taken: Openings
    gap: float
    struck: bool


class Model:
    """The openings of ``demands`` under the wishes in force, and the rows that bind them."""

    def __init__(self, demands: Demands, calendar: Calendar, wishes: Collection[Wish]):
        self.demands, self.calendar, self.wishes = demands, calendar, frozenset(wishes)
        self.openings = openings(demands, calendar, self.wishes)
        self.rows = Rows(len(self.openings))
        self.all = np.arange(len(self.openings))
        self._limit_team()
        self._limit_venues()
        self._keep_apart()

    def fits(self, seconds: float) -> bool:
        """Whether all wishes in force can be met together."""
        for number, programme in enumerate(self.demands.programmes):
            own = self.all[self.openings.programme == number]
            if ("OCCASIONS", programme.id) in self.wishes:
                if len(own) < programme.occasions:
                    return False
                self.rows.add(np.zeros(len(own)), own, programme.occasions, np.inf)
        return not self.rows.count or self._solve(np.zeros(len(self.openings)), seconds).status != 2

    def best(self, seconds: float, placed: int | None = None) -> Solution | None:
        """The calendar with the least loss, leaving out as few occasions as can be; None when time was too short.

        ``placed`` : how many occasions it must hold, when that is known: then none that is left out costs anything.
        """
        if not len(self.openings):
            return Solution(self.openings, 0.0, False)
        for number, programme in enumerate(self.demands.programmes):
            own = self.all[self.openings.programme == number]
            times = programme.occasions
            self.rows.add(np.zeros(len(own)), own, times, times, slack=UNPLACED if placed is None else 0.0)
        if placed is not None:
            self.rows.add(np.zeros(len(self.all)), self.all, placed, np.inf)
        self._spread_over_the_year()
        self._spread_over_the_estate()
        result = self._solve(self.openings.loss, seconds, _CLOSE_ENOUGH)
        if result.x is None:
            return None
        taken = self.openings[result.x[: len(self.openings)] > 0.5]
        return Solution(taken, float(result.mip_gap or 0.0), result.status == 1)

    def _solve(self, loss: np.ndarray, seconds: float, gap: float = 0.0):
        from scipy.optimize import Bounds, milp

        slacks = self.rows.columns - len(loss)
        return milp(
            np.concatenate([loss, *self.rows.prices]),
            integrality=np.r_[np.ones(len(loss)), np.zeros(slacks)],
            bounds=Bounds(0, np.r_[np.ones(len(loss)), np.full(slacks, np.inf)]),
            constraints=self.rows.constraint(),
            options={"time_limit": seconds, "mip_rel_gap": gap},
        )

    def _limit_team(self) -> None:
        limits = self.demands.limits
        if ("MOST_A_WEEK", "") in self.wishes:
            self.rows.add(self.openings.week, self.all, 0, limits.most_a_week)
        if ("MOST_A_MONTH", "") in self.wishes:
            self.rows.add(self.openings.month, self.all, 0, limits.most_a_month)

    def _limit_venues(self) -> None:
        """One occasion at a time in each venue."""
        taken = self.openings
        for number, venue in enumerate(self.demands.venues):
            if ("ONE_AT_A_TIME", venue.id) in self.wishes:
                here = self.all[taken.venue == number]
                self.rows.add(taken.week[here] * 8 + taken.slot[here], here, 0, 1)

    def _keep_apart(self) -> None:
        for number, programme in enumerate(self.demands.programmes):
            own = self.all[self.openings.programme == number]
            weeks = self.openings.week[own]
            apart = weeks_apart(self.demands, number, np.unique(weeks))
            if ("APART", programme.id) in self.wishes and apart:
                self._windows(weeks, own, apart, 0, 1)

    def _windows(self, places, columns, length: int, low: float, high: float, most: int | None = None, **slack) -> None:
        """A row for each ``length`` places that follow each other; ``most``: the last place there is."""
        starts = np.concatenate([places - step for step in range(length)])
        last = (int(places.max(initial=0)) if most is None else most) - length + 1
        inside = (starts >= 0) & (starts <= max(last, 0))
        self.rows.add(starts[inside], np.tile(columns, length)[inside], low, high, **slack)

    def _spread_over_the_year(self) -> None:
        """Long gaps and crowds cost; both are counted in weeks in which something may be held at all."""
        weeks = open_weeks(self.demands, self.calendar)
        total = min(sum(programme.occasions for programme in self.demands.programmes), len(self.openings))
        places = np.searchsorted(weeks, self.openings.week)
        longest = longest_gap(self.demands, len(weeks))
        near = max(1, len(weeks) // total)
        most = ceil(total * near / len(weeks))
        last = len(weeks) - 1
        self._windows(places, self.all, longest, 1, np.inf, last, slack=GAP)
        self._windows(places, self.all, near, -np.inf, most, last, slack=CROWDED / near, sign=-1)

    def _spread_over_the_estate(self) -> None:
        targets = area_targets(self.demands)
        if len(targets) < 2:
            return
        areas = np.array([self.demands.venues[v].area if v >= 0 else "" for v in self.openings.venue])
        for area, target in targets.items():
            here = self.all[areas == area]
            self.rows.add(np.zeros(len(here)), here, np.floor(target), np.inf, slack=ESTATE)
            self.rows.add(np.zeros(len(here)), here, -np.inf, np.ceil(target), slack=ESTATE, sign=-1)


def weeks_apart(demands: Demands, number: int, weeks: np.ndarray) -> int:
    """Weeks from one occasion of a programme to its next: the limit, or less where its weeks are too few."""
    times = demands.programmes[number].occasions
    return min(demands.limits.weeks_apart, len(weeks) // times) if times > 1 else 0


def open_weeks(demands: Demands, calendar: Calendar) -> np.ndarray:
    """Numbers (from 0) of the weeks in which anything may be held."""
    limits = demands.limits
    inside = calendar.within(limits.first, limits.last).any(axis=1)
    inside &= ~np.isin(np.arange(1, calendar.weeks + 1), limits.closed_weeks)
    return np.flatnonzero(inside)


def longest_gap(demands: Demands, weeks: int) -> int:
    """From how many weeks without an occasion on a gap costs: as given, or one more than an even spread needs."""
    total = sum(programme.occasions for programme in demands.programmes)
    return min(demands.limits.longest_gap or ceil(weeks / total) + 1, weeks)


def area_targets(demands: Demands) -> dict[str, float]:
    """Occasions due to each area that has a venue, by its residents, or evenly where none are given.

    >>> from analysis.scheduling.programmes import Programme, Venue
    >>> two = (Venue("hall", area="north"), Venue("yard", area="south"))
    >>> area_targets(Demands((Programme("a", occasions=4),), 2027, two, residents={"north": 300, "south": 100}))
    {'north': 3.0, 'south': 1.0}
    """
    areas = sorted({venue.area for venue in demands.venues if venue.area})
    people = {area: float(demands.residents.get(area, 0) if demands.residents else 1) for area in areas}
    total = sum(programme.occasions for programme in demands.programmes)
    return (
        {area: total * count / sum(people.values()) for area, count in people.items()} if any(people.values()) else {}
    )
