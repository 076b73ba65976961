"""Does a plan, also one edited by hand, leave a group of residents without what their shares of the budget would pay?

code           numbers of a doubt
NO_ANSWERS     none: nobody answered, so nobody can be neglected
OVER_BUDGET    cost, budget: the plan spends more than there is; the shares are those of the budget
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.ballots import Ballots
from analysis.reasons import Reason, Refusal
from analysis.selection.offers import Offers, exact, plain

LEAST_NAMED = 10
_EXACT_TO = 1e-12


class NotAPlan(Refusal):
    """What was given cannot be a plan for this list."""

    SENTENCES: ClassVar[dict[str, str]] = {
        "UNKNOWN": "{ids}: not on the list. Name activities by their ids: {known}.",
        "TOO_OFTEN": "{ids}: held more often than the list allows. Name each once for each occasion.",
    }


@dataclass(frozen=True)
class Neglected:
    """A group whose members all want ``id``, could pay for it from their shares, and each get less from the plan.

    size, people : respondents in the group, raw and weighted.
    cost : the money it would take, that of one occasion.
    share : the money that the group's equal shares of the budget come to.
    has : the most that any of them has from the plan; with cost utility, money spent on activities he wants.
    strata : name -> value -> respondents, where the group and the cell have at least ten; else left out.
    """

    id: str
    size: int
    people: float
    cost: int | float
    share: float
    has: float
    strata: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Proportionality:
    """The outcome of the check: for each activity that fails it the largest such group, the widest gap first."""

    utility: str
    budget: int | float
    cost: int | float
    neglected: tuple[Neglected, ...]
    doubts: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        return not self.neglected


def proportionality(ballots: Ballots, selected: Iterable[str], budget, *, utility: str = "cost") -> Proportionality:
    """Check a plan for EJR+ up to one activity.

    A plan fails when there are an activity that it lacks and a group of people who all want it, such that the group's
    equal shares of the budget pay for it *and* for as much again as any member has from the plan: with cost utility,
    the largest (cost of what a member wants and gets) + cost of the activity ≤ group's share of the budget.

    Parameters
    ----------
    selected : ids, one for each occasion, in any order.
    budget : money, as for the rule.
    utility : ``cost``: an activity is worth its cost to who wants it (``ballots.want`` or more: the approval view).
        ``points`` and ``cardinality`` as in ``equal_shares``: then no member has more than the group's money would
        buy at the price for a unit of utility at which its members pay for the activity.

    With several occasions the next one is the activity that is lacking, worth half of the one before, as in the rule.
    What ``equal_shares`` selects with the same utility never fails. Takes O(m n log n) time.

    Raises
    ------
    NotAPlan : for an id that is not on the list, or more occasions than the list allows.

    Source: Brill and Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner Voting", EC 2023 (EJR+; for
    budgets, up to any project).

    Examples
    --------
    Six people share 3: two of them, with a share of 1, want only d, which costs 1.

    >>> from analysis.ballots import toy
    >>> ballots = toy("222-", "222-", "222-", "222-", "---2", "---2")
    >>> [(group.id, group.size, group.cost, group.share) for group in proportionality(ballots, "abc", 3).neglected]
    [('d', 2, 1, 1.0)]
    >>> proportionality(ballots, "abd", 3).holds
    True
    """
    offers, times, budget = Offers.of(ballots, utility), Counter(selected), exact(budget)
    _check_plan(offers, times)
    each = float(budget) / (ballots.total_weight or 1)
    held = np.array([times[id] for id in offers.ids], int)
    worth = _worth(offers, held)
    groups = [_group(ballots, offers, j, held[j], worth, each) for j in offers.wanted(held)]
    cost = offers.cost_of(np.repeat(np.arange(len(held)), held))
    found = sorted((g for g in groups if g), key=lambda g: g.has + float(g.cost) - g.share)
    return Proportionality(utility, plain(budget), plain(cost), tuple(found), _doubts(ballots, cost, budget))


def _check_plan(offers: Offers, times: Counter) -> None:
    if unknown := [id for id in times if id not in offers.ids]:
        raise NotAPlan("UNKNOWN", ids=", ".join(unknown), known=", ".join(offers.ids))
    if often := [id for id, most in zip(offers.ids, offers.most, strict=True) if times[id] > most]:
        raise NotAPlan("TOO_OFTEN", ids=", ".join(often))


def _doubts(ballots: Ballots, cost, budget) -> tuple[Reason, ...]:
    nobody = () if len(ballots) else (Reason("NO_ANSWERS"),)
    return nobody + ((Reason("OVER_BUDGET", {"cost": plain(cost), "budget": plain(budget)}),) if cost > budget else ())


def _worth(offers: Offers, held: np.ndarray) -> np.ndarray:
    """Array (n,): utility that each respondent has from the plan; a second occasion adds half, a third a quarter."""
    worth = np.zeros(len(offers.all_weights))
    for column in held.nonzero()[0]:
        worth[offers.rows[column]] += offers.utilities[column] * (2 - 0.5 ** (held[column] - 1))
    return worth


def _group(ballots: Ballots, offers: Offers, column: int, held: int, worth, each: float) -> Neglected | None:
    """The largest group of those who want it that could pay: the worst-off come first, so it is a beginning."""
    rows, cost = offers.rows[column], float(offers.costs[column])
    gain = offers.utilities[column] * 0.5**held
    needs = worth[rows] + gain
    order = np.argsort(needs, kind="stable")
    demand = (offers.weights[column] * gain)[order].cumsum()
    able = (needs[order] * cost <= each * demand * (1 + _EXACT_TO)).nonzero()[0]
    if not len(able):
        return None
    members = rows[order[: able[-1] + 1]]
    people = float(ballots.weights[members].sum())
    return Neglected(
        id=offers.ids[column],
        size=len(members),
        people=people,
        cost=plain(offers.costs[column]),
        share=people * each,
        has=float(worth[members].max()),
        strata=_described(ballots, members),
    )


def _described(ballots: Ballots, members: np.ndarray) -> dict[str, dict[str, int]]:
    if len(members) < LEAST_NAMED:
        return {}
    counts = {name: Counter(values[row] for row in members) for name, values in ballots.strata.items()}
    named = {name: {value: n for value, n in c.most_common() if n >= LEAST_NAMED} for name, c in counts.items()}
    return {name: cells for name, cells in named.items() if cells}
