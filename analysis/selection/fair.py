"""The recommended plan, and the same plan drawn up again for many sets of weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from analysis.ballots import Ballots
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.equal_shares import shared
from analysis.selection.offers import Offers, exact
from analysis.selection.outcome import Selection


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
    return planner(ballots, budget, conditions.locking(locked_in, locked_out))(ballots)


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
    offers = Offers.of(ballots, "points", conditions)

    def plan(others: Ballots) -> Selection:
        again = offers if others.weights is ballots.weights else offers.reweighted(others.weights)
        step = Fraction(exact(budget)) / exact(100 * others.total_weight or 1) or 1
        return shared(again, budget, completion="add1", step=step, fill=True)

    return plan


def fair_plans(
    ballots: Ballots, budget, weight_rows: Iterable[np.ndarray], conditions: Conditions = UNCONDITIONED
) -> Iterator[Selection]:
    """The recommended plan for each row (n,) of weights, one after the other.

    >>> from analysis.ballots import toy
    >>> [plan.selected for plan in fair_plans(toy("5-", "-5"), 1, np.array([[2, 1], [1, 2]]))]
    [('a',), ('b',)]
    """
    plan = planner(ballots, budget, conditions)
    for weights in weight_rows:
        yield plan(replace(ballots, weights=weights))
