"""What would bring an activity into the plan: more money, more people, a lower cost; each tried by a full re-run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from analysis.reasons import OUT_LOCKED, OUT_NO_SUPPORT
from analysis.selection.equal_shares import run_at
from analysis.selection.fair import FairRule
from analysis.selection.greedy import Walk
from analysis.selection.offers import exact, plain
from analysis.selection.outcome import Selection


@dataclass(frozen=True)
class Flip:
    """With ``more`` money, that is with ``budget``, the activity is in (``flips``), or is not (``losses``: less money).

    joins : other activities that are then in as well.
    drops : other activities that are then out.
    fewer : activities that are then held less often.
    """

    id: str
    more: int | float
    budget: int | float
    joins: tuple[str, ...]
    drops: tuple[str, ...]
    fewer: tuple[str, ...]


def flips(select: Callable[[Fraction], Selection], now: Selection) -> dict[str, Flip]:
    """For each activity that is out: the first rung of a ladder of larger budgets at which ``select`` chooses it.

    The ladder goes up by a round sum, a fiftieth of the budget or somewhat less, to one and a half times the budget;
    an activity that is in at no rung has no entry. Every rung is a full run, so what an entry says has been tried. More
    money can also put an activity out, so that an entry speaks of its own budget only, not of all larger ones.

    >>> from analysis.ballots import toy
    >>> from analysis.selection import greedy
    >>> flips(lambda budget: greedy(toy("22", "2-"), budget), greedy(toy("22", "2-"), 1))
    {}
    >>> wanted = toy("222", "22-", "2--")
    >>> flips(lambda budget: greedy(wanted, budget), greedy(wanted, 2))["c"].budget
    3
    """
    out = {id for id, reason in now.reasons.items() if _may_flip(reason.code)}
    return _on_a_ladder(select, now, out, 1)


def losses(select: Callable[[Fraction], Selection], now: Selection) -> dict[str, Flip]:
    """For each activity that is in and not locked in: the first rung of the same ladder downwards at which it is out.

    It ends at half of the budget; an activity that is in at every rung has no entry. ``more`` is then less than 0.

    >>> from analysis.ballots import toy
    >>> from analysis.selection import greedy
    >>> wanted = toy("222", "22-", "2--")
    >>> losses(lambda budget: greedy(wanted, budget), greedy(wanted, 2))["b"].more
    -0.02
    """
    chosen = {id for id, reason in now.reasons.items() if reason.code.startswith("IN")}
    return _on_a_ladder(select, now, chosen, -1)


def _on_a_ladder(select: Callable[[Fraction], Selection], now: Selection, ids: set[str], way: int) -> dict[str, Flip]:
    """The first rung, up or down, at which each of ``ids`` is in where it was out, or the other way round."""
    budget, found = Fraction(exact(now.budget)), {}
    step = round_step(budget)
    for rung in range(1, int(budget / 2 / step) + 1) if budget else ():
        if not ids - found.keys():
            break
        then = select(budget + way * rung * step)
        turned = ids & then.occasions.keys() if way > 0 else ids - then.occasions.keys()
        for id in turned - found.keys():
            found[id] = _flip(id, now, then)
    return {id: found[id] for id in now.reasons if id in found}


def round_step(budget: Fraction) -> Fraction:
    """1, 2 or 5 times a power of ten, at most a fiftieth of the budget.

    >>> round_step(Fraction(60_000)), round_step(Fraction(12))
    (Fraction(1000, 1), Fraction(1, 5))
    """
    step = Fraction(10) ** (len(str(int(budget))) - 1)
    while step * 50 > budget > 0:
        step /= 10
    return max(step * factor for factor in (1, 2, 5) if step * factor * 50 <= budget or factor == 1)


def _may_flip(code: str) -> bool:
    return code.startswith("OUT") and code not in (OUT_LOCKED, OUT_NO_SUPPORT)


def _flip(id: str, now: Selection, then: Selection) -> Flip:
    before, after = now.occasions, then.occasions
    return Flip(
        id=id,
        more=plain(exact(then.budget) - exact(now.budget)),
        budget=then.budget,
        joins=tuple(other for other in after if other not in before and other != id),
        drops=tuple(other for other in before if other not in after and other != id),
        fewer=tuple(other for other in after if after[other] < before.get(other, 0)),
    )


@dataclass(frozen=True)
class Nudge:
    """Two other changes that would bring an activity in; None where none was found.

    supporters, people : so many more respondents who want it, raw and weighted.
    cost : what one occasion would have to cost; cheaper : how much less that is.
    """

    id: str
    supporters: int | None
    people: float | None
    cost: int | float | None
    cheaper: int | float | None


def nudges(rule: FairRule, now: Selection) -> dict[str, Nudge]:
    """For each activity that is out, how many more supporters, or how much lower a cost, would bring it in.

    The supporters who are added find it just worth wanting, and are those with most of their share left: so it is the
    best case, and with other people it may take more. The size goes up in steps of a two-hundredth of the respondents,
    or by the round sum of ``flips`` for the cost, up to all of them and down to half of the cost. A size is sought by
    halving on a single run at the last share; then the whole plan is drawn up with it, and with up to seven steps more,
    until the activity is in. A smaller size may also do.

    >>> from analysis.ballots import toy
    >>> rule = FairRule(toy("22", "2-", "2-", "-2"))
    >>> nudges(rule, rule.plan(1))["b"].supporters
    2
    """
    budget = exact(now.budget)
    run = run_at(rule.offers, budget - rule.offers.cost_of_certain(), now.rule["endowment"])
    richest = np.argsort(-run.purses, kind="stable")
    out = [id for id, reason in now.reasons.items() if _may_flip(reason.code)]
    return {id: _nudge(rule, now, id, richest) for id in out}


def _nudge(rule: FairRule, now: Selection, id: str, richest: np.ndarray) -> Nudge:
    offers, column = rule.offers, rule.offers.ids.index(id)
    others = richest[~np.isin(richest, offers.rows[column])]
    step, cost = max(1, len(richest) // 200), Fraction(offers.costs[column])
    cut = round_step(cost) if cost else Fraction(1)
    more = _least(lambda rung: rule.wanted_by(id, others[: rung * step]), len(others) // step, id, now)
    less = _least(lambda rung: rule.costing(id, cost - rung * cut), int(cost / 2 / cut), id, now)
    joined = others[: more * step] if more else None
    return Nudge(
        id=id,
        supporters=len(joined) if more else None,
        people=float(offers.all_weights[joined].sum()) if more else None,
        cost=plain(cost - less * cut) if less else None,
        cheaper=plain(less * cut) if less else None,
    )


def _least(changed: Callable[[int], FairRule], most: int, id: str, now: Selection) -> int | None:
    """The rung found by halving on single runs, or the first above it that holds when the whole plan is drawn up."""
    if not most or not _in_a_single_run(changed(most), id, now):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _in_a_single_run(changed(middle), id, now) else (middle, high)
    rungs = range(high, min(high + 8, most + 1))
    return next((rung for rung in rungs if id in changed(rung).plan(now.budget).occasions), None)


def _in_a_single_run(rule: FairRule, id: str, now: Selection) -> bool:
    offers, column = rule.offers, rule.offers.ids.index(id)
    common = exact(now.budget) - offers.cost_of_certain()
    run = run_at(offers, common, now.rule["endowment"])
    left = common - offers.cost_of(run.bought)
    return column in run.bought or column in Walk.down(offers, left, run.occasions, by="score-per-cost").bought
