"""The smallest larger budget with which an activity would be in the plan, found and verified by full re-runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from analysis.reasons import OUT_LOCKED, OUT_NO_SUPPORT
from analysis.selection.offers import exact, plain
from analysis.selection.outcome import Selection


@dataclass(frozen=True)
class Flip:
    """With ``more`` money, that is with ``budget``, the activity is in.

    joins : other activities that are then in as well.
    drops : activities that are then out.
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
    budget, found = Fraction(exact(now.budget)), {}
    out = {id for id, reason in now.reasons.items() if _may_flip(reason.code)}
    step = round_step(budget)
    for rung in range(1, int(budget / 2 / step) + 1) if budget else ():
        if not out - found.keys():
            break
        larger = select(budget + rung * step)
        for id in (out & larger.occasions.keys()) - found.keys():
            found[id] = _flip(id, now, larger)
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


def _flip(id: str, now: Selection, larger: Selection) -> Flip:
    before, after = now.occasions, larger.occasions
    return Flip(
        id=id,
        more=plain(exact(larger.budget) - exact(now.budget)),
        budget=larger.budget,
        joins=tuple(other for other in after if other not in before and other != id),
        drops=tuple(other for other in before if other not in after),
        fewer=tuple(other for other in after if after[other] < before.get(other, 0)),
    )
