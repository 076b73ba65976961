"""The method of equal shares: every respondent carries an equal share of the budget."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import partial

from analysis.ballots import Ballots
from analysis.reasons import IN_SHARED, OUT_TOO_COSTLY
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.explain import Explainer
from analysis.selection.greedy import Walk
from analysis.selection.keeping import keeping
from analysis.selection.offers import ImpossibleLocks, NotMoney, Offers, exact, plain
from analysis.selection.outcome import Selection
from analysis.selection.shares import Run, Start

COMPLETIONS = ("none", "add1", "add1-overspend")


def equal_shares(
    ballots: Ballots,
    budget,
    *,
    utility: str = "points",
    completion: str = "none",
    step=1,
    fill: bool = False,
    locked_in: Iterable[str] = (),
    locked_out: Iterable[str] = (),
    conditions: Conditions = UNCONDITIONED,
) -> Selection:
    """Select by the method of equal shares.

    Parameters
    ----------
    budget : money for the whole year; what is locked in is paid from it first, the rest is shared equally.
    utility : what one occasion is worth to a supporter: his ``points``, its ``cost``, or 1 (``cardinality``).
        A second occasion of the same activity is worth half of the first, a third half of that.
    completion : ``none``; ``add1``, which gives each respondent one more ``step`` of money again and again until
        nothing more fits the real budget; ``add1-overspend``, which goes on until the next step would overspend.
        Both stop before the first step that overspends.
    fill : spend what is left by the greedy rule, most utility for the money first (for cost utility: most votes).
    locked_in, locked_out : ids, one for each occasion that is certain; ids that must not be chosen.
    conditions : floors, ceilings, pairs, least support, other budgets (``analysis.selection.conditions``). What would
        break one is no candidate any more; what a floor or a pair still lacks is paid first, and the rule runs again.

    Ties go to the activity with most supporters, then the lower cost, then list order. Prices that agree to
    eleven figures are a tie. An activity that costs more than the whole budget is never a candidate.

    Raises
    ------
    ImpossibleLocks : when the locks contradict each other or cost more than the budget.
    NotMoney : a budget or step that is no sum of money.
    ImpossibleConditions : when no plan keeps the conditions; it names a smallest set of them that clashes.

    Source: Peters, Pierczyński, Skowron, NeurIPS 2021; completions as on equalshares.net and in pabutools.

    Examples
    --------
    Four people want a, b and c, two want d, there is money for three. Going by votes leaves the two with nothing;
    by equal shares each has half a unit of money, and their two halves pay for d.

    >>> from analysis.ballots import toy
    >>> ballots = toy("222-", "222-", "222-", "222-", "---2", "---2")
    >>> selection = equal_shares(ballots, 3)
    >>> selection.selected
    ('a', 'b', 'd')
    >>> selection.reasons["d"].numbers["payment_per_supporter"]
    0.5
    """
    offers = Offers.of(ballots, utility, conditions.locking(locked_in, locked_out))
    return shared(offers, budget, completion=completion, step=step, fill=fill)


def shared(offers: Offers, budget, *, completion: str, step, fill: bool) -> Selection:
    """``equal_shares`` when the supporters have been worked out already."""
    budget, step = exact(budget), exact(step)
    if not step:
        raise NotMoney("NO_STEP")
    rule = partial(_shared, budget=budget, completion=completion, step=step, fill=fill)
    return keeping(offers, budget, rule)


def _shared(offers: Offers, *, budget: int | Fraction, completion: str, step: int | Fraction, fill: bool) -> Selection:
    common = budget - offers.cost_of_certain()
    if common < 0:
        raise ImpossibleLocks("OVER_BUDGET", [offers.ids[column] for column in offers.locked_columns()])
    endowment, run = _share(offers, common, completion, step)
    left = common - offers.cost_of(run.bought)
    filled = Walk.down(offers, left, run.occasions, by="score-per-cost").bought if fill else []
    explainer = Explainer(offers, budget, bought=run.bought, bought_code=IN_SHARED, filled=filled)
    reasons = {id: explainer.reason(j, OUT_TOO_COSTLY, run.supporters_money) for j, id in enumerate(offers.ids)}
    rule = {"name": "equal-shares", "utility": offers.utility, "completion": completion, "fill": fill}
    rule |= {"step": plain(step), "endowment": float(endowment)}
    return Selection(explainer.selected, plain(explainer.cost), plain(budget), rule, reasons)


def run_at(offers: Offers, common: int | Fraction, endowment: float) -> Run:
    """A single run, without completion."""
    return Start(offers, _candidates(offers, common)).run(endowment)


def _candidates(offers: Offers, common: int | Fraction) -> list[int]:
    return [j for j in offers.wanted(offers.certain) if offers.costs[j] <= common]


def _share(offers: Offers, common: int | Fraction, completion: str, step: int | Fraction) -> tuple[Fraction, Run]:
    """The last run that keeps to the budget, and what each respondent had in it.

    A run that notes how far the next may jump takes longer, so one that could not jump is followed by plain ones.
    """
    run_at = Start(offers, _candidates(offers, common)).run
    endowment = Fraction(common) / (Fraction(offers.all_weights.sum()) or 1)
    run, steady, patience = run_at(float(endowment)), 0, 1
    while completion != "none" and _may_go_on(completion, offers, run, common):
        steps = _steps_without_change(run, step) if run.noting else 1
        if run.noting:
            steady, patience = (steady, 1) if steps > 1 else (0, 2 * patience)
        further = run_at(float(endowment + step * steps), noting=steady >= patience)
        if offers.cost_of(further.bought) > common:
            break
        steady = steady + 1 if further.bought == run.bought else 0
        endowment, run = endowment + step * steps, further
    return endowment, run


def _may_go_on(completion: str, offers: Offers, run: Run, common: int | Fraction) -> bool:
    left = common - offers.cost_of(run.bought)
    most = common if completion == "add1-overspend" else left
    return any(offers.costs[j] <= most for j in offers.wanted(run.occasions))


def _steps_without_change(run: Run, step: int | Fraction) -> int:
    """Jump to the first step that may change the outcome; the steps between buy the same things in the same order."""
    return max(1, math.ceil(run.safe_raise(float(step)) * (1 - 1e-9) / float(step)))
