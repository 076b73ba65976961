"""The exact knapsack: of all plans within the budget one with most points."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from analysis.ballots import Ballots
from analysis.reasons import IN_SCORE, OUT_BUDGET
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.explain import Explainer
from analysis.selection.offers import ImpossibleLocks, Offers, exact, plain
from analysis.selection.outcome import Selection


def knapsack(
    ballots: Ballots,
    budget,
    *,
    utility: str = "points",
    locked_in: Iterable[str] = (),
    locked_out: Iterable[str] = (),
    conditions: Conditions = UNCONDITIONED,
) -> Selection:
    """Select the plan with the greatest sum of utility, by integer programming.

    Parameters
    ----------
    utility, locked_in, locked_out, conditions : as in ``equal_shares``; all conditions are kept at once.

    A second occasion counts half. Of plans with the same sum any one may come, always the same for the same input.
    The optimum is exact to the sixteen figures of a double.

    Raises
    ------
    ImpossibleLocks, ImpossibleConditions : as in ``equal_shares``.

    Examples
    --------
    Greedy takes the dear favourite; for the same money the two others together are worth more.

    >>> from analysis.ballots import Activity, Ballots
    >>> costs = (Activity("dear", "灯会", 4), Activity("b", "快板", 2), Activity("c", "太极", 2))
    >>> knapsack(Ballots.from_strings(["534", "434"], costs), 4).selected
    ('b', 'c')
    """
    from analysis.selection.program import Program  # scipy.optimize takes a quarter of a second to load

    budget = exact(budget)
    offers = Offers.of(ballots, utility, conditions.locking(locked_in, locked_out))
    if offers.cost_of_certain() > budget:
        raise ImpossibleLocks("OVER_BUDGET", offers.conditions.locked_in)
    program = Program.of(offers, budget)
    program.refuse_a_clash()
    occasions = program.best(offers.totals)
    bought = np.repeat(np.arange(len(occasions)), occasions - offers.locked_in).tolist()
    explainer = Explainer(offers, budget, bought=bought, bought_code=IN_SCORE)
    reasons = {id: explainer.reason(j, OUT_BUDGET) for j, id in enumerate(offers.ids)}
    rule = {"name": "knapsack", "utility": utility}
    return Selection(explainer.selected, plain(explainer.cost), plain(budget), rule, reasons)
