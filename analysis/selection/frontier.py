"""How much of the total the worst-off taste group's share costs: the plans that no other plan beats in both.

code         numbers of a doubt
NO_GROUPS    groups: fewer than two groups want anything, so there is nothing to weigh
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint

from analysis.ballots import Ballots
from analysis.reasons import Reason
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.fair import fair_plan
from analysis.selection.greedy import greedy
from analysis.selection.offers import Offers, exact
from analysis.selection.outcome import Selection
from analysis.selection.program import Program

STEPS = 12


@dataclass(frozen=True)
class FrontierPoint:
    """One plan, with its ids in list order.

    total : its points, as a share of the most that any plan has (0 to 1).
    worst : the least that a group has of what it would have if the whole budget were spent for it alone (0 to 1).
    group : the label of that group.
    """

    total: float
    worst: float
    group: str
    selected: tuple[str, ...]


@dataclass(frozen=True)
class Frontier:
    """``points`` from the greatest total to the best worst-off group, and where the fair and the plain plan lie.

    groups : label -> points a head that the group would have from a plan for it alone.
    """

    points: tuple[FrontierPoint, ...]
    fair: FrontierPoint | None
    plain: FrontierPoint | None
    groups: dict[str, float]
    doubts: tuple[Reason, ...]


def frontier(
    ballots: Ballots, budget, labels: Sequence, conditions: Conditions = UNCONDITIONED, *, steps: int = STEPS
) -> Frontier:
    """The efficient frontier between total points and the worst-off taste group, from at most ``steps`` + 2 plans.

    Parameters
    ----------
    labels : n labels, the taste group of each respondent; None or a negative number belongs to no group, and counts in
        the total only.

    For a number of levels between the plan with most points and the plan that is best for its worst-off group, an
    integer program finds the plan with most points that gives every group at least that level; totals are exact to one
    in ten thousand. Plans that another one beats in both are left out.

    Raises
    ------
    ImpossibleLocks, ImpossibleConditions : as in ``equal_shares``.

    Source: the ε-constraint method, Haimes, Lasdon and Wismer, IEEE Trans. SMC 1 (1971) 296–297.

    Examples
    --------
    Four want a and b, two want c; each costs 1, the budget is 2. All to the four is the greatest total and leaves the
    two nothing; one each gives both groups something.

    >>> from analysis.ballots import toy
    >>> found = frontier(toy("22-", "22-", "22-", "22-", "--2", "--2"), 2, [0, 0, 0, 0, 1, 1])
    >>> [(round(point.total, 2), point.worst, point.selected) for point in found.points]
    [(1.0, 0.0, ('a', 'b')), (0.75, 0.5, ('a', 'c'))]
    >>> found.fair.selected, found.plain.selected
    (('a', 'b'), ('a', 'b'))
    """
    offers = Offers.of(ballots, "points", conditions)
    program = Program.of(offers, exact(budget))
    program.refuse_a_clash()
    groups = _groups(ballots, offers, program, labels)
    if len(groups) < 2:
        return Frontier((), None, None, {}, (Reason("NO_GROUPS", {"groups": len(groups)}),))
    scale = _Scale(ballots, program, offers.totals, groups)
    plans = [scale.point(occasions) for occasions in scale.plans(steps)]
    fair, plain = fair_plan(ballots, budget, conditions=conditions), greedy(ballots, budget, conditions=conditions)
    heads = {label: best / people for label, (_, best, people) in groups.items()}
    return Frontier(_unbeaten(plans), scale.point_of(fair), scale.point_of(plain), heads, ())


def _groups(ballots: Ballots, offers: Offers, program: Program, labels: Sequence) -> dict[str, tuple]:
    """Label -> points of each activity to the group, those of the best plan for it alone, its weight."""
    names = np.array(["" if label is None or str(label).startswith("-") else str(label) for label in labels])
    found = {}
    for name in sorted(set(names.tolist()) - {""}):
        inside = np.where(names == name, ballots.weights, 0)
        totals = offers.reweighted(inside).totals
        best = program.worth(totals, program.best(totals))
        if best > 0:
            found[name] = (totals, best, float(inside.sum()))
    return found


class _Scale:
    """Measures plans: total as a share of the greatest, each group as a share of its own best."""

    def __init__(self, ballots: Ballots, program: Program, totals: np.ndarray, groups: dict[str, tuple]):
        self.ids, self.program, self.totals, self.names = ballots.ids, program, totals, list(groups)
        self.shares = np.array([points / best for points, best, _ in groups.values()])
        self.most = program.best(totals)
        self.best = program.worth(totals, self.most)

    def plans(self, steps: int) -> list[np.ndarray]:
        """Occasions of the plan with most points, of those with ever higher levels, and of the best worst-off group."""
        fairest = self.program.fairest(self.shares)
        low, high = self.worst(self.most), self.worst(fairest)
        levels = np.linspace(low, high, steps + 1)[1:] if high > low else []
        found = [self.most]
        for level in levels:
            # The last plan, where it reaches this level as well, is the best for it.
            plan = found[-1] if self.worst(found[-1]) >= level else self._at_least(level)
            found += [] if plan is None else [plan]
        return [*found, fairest]

    def _at_least(self, level: float) -> np.ndarray | None:
        """Occasions of the plan with most points that gives every group this level."""
        floor = LinearConstraint(self.program.spread(self.shares), level * (1 - 1e-9), np.inf)
        return self.program.best(self.totals, more=floor, gap=1e-4)

    def worst(self, occasions: np.ndarray) -> float:
        return float(min(self.program.worth(share, occasions) for share in self.shares))

    def point(self, occasions: np.ndarray) -> FrontierPoint:
        levels = [self.program.worth(share, occasions) for share in self.shares]
        selected = tuple(np.repeat(self.ids, occasions).tolist())
        total = self.program.worth(self.totals, occasions) / self.best
        return FrontierPoint(total, float(min(levels)), self.names[int(np.argmin(levels))], selected)

    def point_of(self, plan: Selection) -> FrontierPoint:
        return self.point(np.array([plan.occasions.get(id, 0) for id in self.ids]))


def _unbeaten(points: list[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    found: list[FrontierPoint] = []
    for point in sorted(points, key=lambda point: (-point.total, -point.worst)):
        if not found or point.worst > found[-1].worst + 1e-9:
            found.append(point)
    return tuple(found)
