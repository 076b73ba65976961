"""The recommended plan, and the same plan drawn up again for many sets of weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from fractions import Fraction

import numpy as np

from analysis.ballots import Ballots
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.equal_shares import shared
from analysis.selection.offers import Offers, exact
from analysis.selection.outcome import Selection


class FairRule:
    """The recommended plan with who supports what worked out once: for any budget, other weights, one other cost.

    >>> from analysis.ballots import toy
    >>> rule = FairRule(toy("52-", "52-", "--5"))
    >>> rule.plan(2).selected, rule.weighing(np.array([1, 1, 5])).plan(1).selected
    (('a', 'c'), ('c',))
    """

    def __init__(self, ballots: Ballots, conditions: Conditions = UNCONDITIONED):
        self.want = ballots.want
        self.offers = Offers.of(ballots, "points", conditions)

    def plan(self, budget) -> Selection:
        """Shares raised by a hundredth until nothing more fits, then filled."""
        step = Fraction(exact(budget)) / Fraction(str(100 * float(self.offers.all_weights.sum()) or 1)) or 1
        return shared(self.offers, budget, completion="add1", step=step, fill=True)

    def weighing(self, weights: np.ndarray) -> FairRule:
        """The same ballots standing for other numbers of people, array (n,); who stands for nobody is left out."""
        return self._with(self.offers.reweighted(np.asarray(weights, float)))

    def costing(self, id: str, cost) -> FairRule:
        """One activity at another cost of one occasion."""
        column = self.offers.ids.index(id)
        costs = (*self.offers.costs[:column], exact(cost), *self.offers.costs[column + 1 :])
        return self._with(replace(self.offers, costs=costs))

    def wanted_by(self, id: str, rows: np.ndarray) -> FairRule:
        """The respondents in these rows, who did not want the activity, now do (with the least mark that is a want)."""
        return self._with(self.offers.wanted_by(self.offers.ids.index(id), rows, float(self.want)))

    def _with(self, offers: Offers) -> FairRule:
        changed = copy(self)
        changed.offers = offers
        return changed


def fair_plan(
    ballots: Ballots,
    budget,
    *,
    locked_in: Sequence[str] = (),
    locked_out: Sequence[str] = (),
    conditions: Conditions = UNCONDITIONED,
) -> Selection:
    """The recommended plan: equal shares by points, shares raised by a hundredth until nothing more fits, then filled.

    A hundredth of a share, not a coin, so that twice as many ballots with the same wishes give the same plan.

    >>> from analysis.ballots import toy
    >>> fair_plan(toy("52-", "52-", "--5"), 2).selected
    ('a', 'c')
    """
    return FairRule(ballots, conditions.locking(locked_in, locked_out)).plan(budget)


def planner(ballots: Ballots, budget, conditions: Conditions = UNCONDITIONED) -> Callable[[Ballots], Selection]:
    """``fair_plan`` for the same wishes with other weights: who supports what is worked out once.

    Only the weights of what is then given are looked at. Ballots that stand for nobody are left out of the sums.

    Raises
    ------
    ValueError : later, when given ballots of another number.

    >>> from analysis.ballots import toy
    >>> ballots = toy("52-", "52-", "--5")
    >>> plan = planner(ballots, 1)
    >>> plan(ballots).selected, plan(replace(ballots, weights=np.array([1, 1, 5]))).selected
    (('a',), ('c',))
    """
    rule = FairRule(ballots, conditions)
    return lambda others: rule.weighing(others.weights).plan(budget)


def fair_plans(
    ballots: Ballots, budget, weight_rows: Iterable[np.ndarray], conditions: Conditions = UNCONDITIONED
) -> Iterator[Selection]:
    """The recommended plan for each row (n,) of weights, one after the other.

    >>> from analysis.ballots import toy
    >>> [plan.selected for plan in fair_plans(toy("5-", "-5"), 1, np.array([[2, 1], [1, 2]]))]
    [('a',), ('b',)]
    """
    rule = FairRule(ballots, conditions)
    for weights in weight_rows:
        yield rule.weighing(weights).plan(budget)
