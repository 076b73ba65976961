"""A plan as an integer program: is there any that keeps its conditions, which clash, which plan is worth most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from analysis.selection.conditions import ImpossibleConditions
from analysis.selection.offers import Offers


@dataclass(frozen=True, eq=False)
class Program:
    """One variable for each possible occasion (``columns``, ``times``), one labelled row for each condition."""

    offers: Offers
    columns: np.ndarray
    times: np.ndarray
    labels: tuple[str, ...]
    rows: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, offers: Offers, budget: int | Fraction) -> Program:
        columns = np.repeat(np.arange(len(offers.ids)), offers.most)
        times = np.concatenate([np.arange(most) for most in offers.most]) if len(columns) else columns
        entries = [*_money(offers, columns, budget), *_locks(offers, columns), *_conditions(offers, columns, times)]
        labels, rows, low, high = zip(*entries, strict=True)
        return cls(offers, columns, times, labels, np.array(rows, float), np.array(low, float), np.array(high, float))

    def best(self, worth: np.ndarray, kept=None, more: LinearConstraint | None = None, gap=0.0) -> np.ndarray | None:
        """Array (m,) of occasions with most ``worth`` (m,), that of a first occasion; None when there is no plan.

        ``kept`` are the rows to keep, all when not given; ``more`` one constraint more; ``gap`` how far from the best
        it may be, as a share. An occasion never comes before the one it follows.
        """
        if not len(self.columns):
            return np.zeros(len(self.offers.ids), int) if self._holds(np.zeros(0), kept) else None
        limits = [*self._limits(kept), *([more] if more else [])]
        found = _solve(-self.spread(worth), limits, gap)
        return None if found is None else self._occasions(found)

    def fairest(self, shares: np.ndarray) -> np.ndarray:
        """Array (m,) of occasions for which the least of the sums over ``shares`` (groups, m) is greatest."""
        rows = np.column_stack([self.spread(shares), -np.ones(len(shares))])
        limits = [LinearConstraint(np.column_stack([c.A, np.zeros(len(c.A))]), c.lb, c.ub) for c in self._limits(None)]
        aim = np.append(np.zeros(len(self.columns)), -1.0)
        return self._occasions(_solve(aim, [*limits, LinearConstraint(rows, 0, np.inf)], gap=1e-4, free=1)[:-1])

    def spread(self, worth: np.ndarray) -> np.ndarray:
        """From (…, m), the worth of a first occasion, to that of each possible occasion: a second is worth half."""
        return worth[..., self.columns] / 2.0**self.times

    def worth(self, worth: np.ndarray, occasions: np.ndarray) -> float:
        """What a plan is worth."""
        return float(self.spread(worth)[self.times < occasions[self.columns]].sum())

    def _occasions(self, x: np.ndarray) -> np.ndarray:
        return np.bincount(self.columns[x.round() > 0], minlength=len(self.offers.ids))

    def _limits(self, kept: np.ndarray | None) -> list[LinearConstraint]:
        rows = np.ones(len(self.labels), bool) if kept is None else kept
        limits = [LinearConstraint(self.rows[rows], self.low[rows], self.high[rows])] if rows.any() else []
        later = (self.times > 0).nonzero()[0]
        if not len(later):
            return limits
        order = np.zeros((len(later), len(self.columns)))
        order[np.arange(len(later)), later], order[np.arange(len(later)), later - 1] = 1, -1
        return [*limits, LinearConstraint(order, -np.inf, 0)]

    def feasible(self, kept: np.ndarray | None = None) -> bool:
        return self.best(np.zeros(len(self.offers.ids)), kept) is not None

    def refuse_a_clash(self) -> None:
        """Raise ``ImpossibleConditions`` with a smallest clashing set: without any one of them there is a plan."""
        if self.feasible():
            return
        kept = np.ones(len(self.labels), bool)
        for row in range(len(kept)):
            kept[row] = False
            kept[row] = self.feasible(kept)
        clashing = [label for label, needed in zip(self.labels, kept, strict=True) if needed]
        raise ImpossibleConditions("CLASH", conditions=", ".join(dict.fromkeys(clashing)))

    def _holds(self, x: np.ndarray, kept: np.ndarray | None) -> bool:
        sums, rows = self.rows @ x, slice(None) if kept is None else kept
        return bool(((self.low <= sums) & (sums <= self.high))[rows].all())


def _solve(aim: np.ndarray, limits: list[LinearConstraint], gap: float, free: int = 0) -> np.ndarray | None:
    """Least ``aim``: variables are 0 or 1, but the last ``free`` ones any number."""
    whole = np.append(np.ones(len(aim) - free), np.zeros(free))
    highest = np.append(np.ones(len(aim) - free), np.full(free, np.inf))
    return milp(aim, integrality=whole, bounds=Bounds(0, highest), constraints=limits, options={"mip_rel_gap": gap}).x


def _money(offers: Offers, columns: np.ndarray, budget: int | Fraction):
    """Whole numbers without a common divisor, so that a plan that overspends by a coin is none."""
    scale = lcm(*(Fraction(cost).denominator for cost in offers.costs))
    whole = [int(cost * scale) for cost in offers.costs]
    unit = gcd(*whole) or 1
    yield "budget", [whole[j] // unit for j in columns], -np.inf, int(budget * scale) // unit


def _locks(offers: Offers, columns: np.ndarray):
    for j in np.flatnonzero(offers.locked_in + offers.forced):
        yield f"locked_in:{offers.ids[j]}", columns == j, offers.locked_in[j] + offers.forced[j], np.inf
    for j in sorted(offers.locked_out | offers.barred):
        yield f"locked_out:{offers.ids[j]}", columns == j, -np.inf, 0


def _conditions(offers: Offers, columns: np.ndarray, times: np.ndarray):
    conditions, ids = offers.conditions, np.array(offers.ids)[columns] if len(columns) else np.array([], str)
    first = times == 0
    for category in conditions.categories:
        members = np.isin(ids, category.ids)
        if category.at_least:
            yield f"at_least:{category.name}", members, category.at_least, np.inf
        if category.at_most is not None:
            yield f"at_most:{category.name}", members, -np.inf, category.at_most
    for a, b in conditions.never:
        yield f"never:{a}+{b}", first & np.isin(ids, (a, b)), -np.inf, 1
    for a, b in conditions.together:
        yield f"together:{a}+{b}", (first & (ids == a)) * 1.0 - (first & (ids == b)), 0, 0
    for resource in conditions.resources:
        yield f"resource:{resource.name}", [resource.uses.get(id, 0) for id in ids], -np.inf, resource.limit
    for j in np.flatnonzero(offers.room.unwanted) if offers.room else ():
        yield f"least_share:{offers.ids[j]}", columns == j, -np.inf, 0
