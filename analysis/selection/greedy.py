"""The plain greedy rule: go down the list by score, or by score for the money, and take what fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np

from analysis.ballots import Ballots
from analysis.reasons import IN_SCORE, OUT_BUDGET, OUT_STOPPED, OUT_THRESHOLD
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.explain import Explainer
from analysis.selection.keeping import keeping
from analysis.selection.offers import ImpossibleLocks, Offers, exact, plain
from analysis.selection.outcome import Selection

ORDERS = ("score", "score-per-cost")


def greedy(
    ballots: Ballots,
    budget,
    *,
    by: str = "score",
    skip: bool = True,
    threshold: float = 0,
    utility: str = "points",
    locked_in: Iterable[str] = (),
    locked_out: Iterable[str] = (),
    conditions: Conditions = UNCONDITIONED,
) -> Selection:
    """Select by going down the list until the money is spent.

    Parameters
    ----------
    by : ``score`` (the sum of utility; for approval ballots the number of votes) or ``score-per-cost``.
    skip : whether to go on after an activity that does not fit; if not, the rule stops there.
    threshold : an activity with a lower score is not considered.
    locked_in, locked_out, conditions : as in ``equal_shares``.

    A second occasion counts half the score of the first. Ties go to the activity with most supporters, then the
    lower cost, then list order; scores are compared exactly (to nine decimals). What nobody wants is never chosen.

    Examples
    --------
    >>> from analysis.ballots import toy
    >>> greedy(toy("22-", "22-", "2-2"), 2).selected
    ('a', 'b')
    >>> greedy(toy("22-", "22-", "2-2"), 2).reasons["c"].code
    'OUT_BUDGET'
    """
    budget = exact(budget)
    offers = Offers.of(ballots, utility, conditions.locking(locked_in, locked_out))
    return keeping(offers, budget, partial(_greedy, budget=budget, by=by, skip=skip, threshold=threshold))


def _greedy(offers: Offers, *, budget: int | Fraction, by: str, skip: bool, threshold: float) -> Selection:
    certain = offers.cost_of_certain()
    if certain > budget:
        raise ImpossibleLocks("OVER_BUDGET", [offers.ids[column] for column in offers.locked_columns()])
    walk = Walk.down(offers, budget - certain, offers.certain, by, skip, threshold)
    explainer = Explainer(offers, budget, bought=walk.bought, bought_code=IN_SCORE)
    reasons = {id: explainer.reason(j, _why_out(walk, j)) for j, id in enumerate(offers.ids)}
    rule = {"name": "greedy", "by": by, "skip": skip, "threshold": threshold, "utility": offers.utility}
    return Selection(explainer.selected, plain(explainer.cost), plain(budget), rule, reasons)


@dataclass(frozen=True)
class Walk:
    """A walk down the list: columns bought in order, those below the threshold, those after the stop."""

    bought: list[int]
    below: frozenset[int]
    passed_over: frozenset[int]

    @classmethod
    def down(cls, offers: Offers, left: int | Fraction, occasions, by="score", skip=True, threshold=0) -> Walk:
        totals = [Fraction(total) for total in offers.totals]
        below = frozenset(j for j in range(len(totals)) if totals[j] < threshold)
        order = _order(offers, totals, occasions, by, left if skip else None)
        bought, reached, occasions = [], [], np.array(occasions)
        for column in (column for column in order if column not in below):
            reached.append(column)
            if offers.room and offers.room.full(occasions)[column]:
                continue
            if offers.costs[column] <= left:
                left -= offers.costs[column]
                bought.append(column)
                occasions[column] += 1
            elif not skip:
                break
        return cls(bought, below, frozenset(order) - below - frozenset(reached))


def _order(offers: Offers, totals: list[Fraction], occasions, by: str, most) -> list[int]:
    """A column for each occasion that may still be bought, for ``most`` money at most (None: any), best first."""
    ties = offers.tie_ranks()

    def worth(column: int, time: int) -> Fraction:
        score = totals[column] / 2**time
        return score if by == "score" else score / (offers.costs[column] or Fraction(1, 10**9))

    columns = [j for j in offers.wanted(occasions) if most is None or offers.costs[j] <= most]
    times = [(j, time) for j in columns for time in range(int(occasions[j]), int(offers.most[j]))]
    return [j for j, time in sorted(times, key=lambda o: (-worth(*o), ties[o[0]], o[1]))]


def _why_out(walk: Walk, column: int) -> str:
    if column in walk.below:
        return OUT_THRESHOLD
    return OUT_STOPPED if column in walk.passed_over else OUT_BUDGET
