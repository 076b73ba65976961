"""What follows from sums that are known to lie between two numbers: the least and the most that any count can be."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

Form = Mapping[str, float]  # a sum: unknown count -> how often it counts
SLACK = 1e-6


@dataclass
class Knowledge:
    """Unknown whole counts of 0 and more, and what is known of their sums."""

    unknowns: dict[str, int] = field(default_factory=dict)
    known: dict[tuple, tuple[float, float]] = field(default_factory=dict)

    def learn(self, form: Form, low: float = -math.inf, high: float = math.inf) -> None:
        """The same sum may be told of many times: what is left is what all of them allow."""
        for name in form:
            self.unknowns.setdefault(name, len(self.unknowns))
        key = tuple(sorted(form.items()))
        before = self.known.get(key, (-math.inf, math.inf))
        self.known[key] = max(before[0], low), min(before[1], high)

    def bounds(self, form: Form) -> tuple[int, int]:
        """Least and most; whole numbers, as counts are. Fails where what was learned contradicts itself."""
        return math.ceil(self._extreme(form, 1) - SLACK), math.floor(self._extreme(form, -1) + SLACK)

    def _extreme(self, form: Form, sign: int) -> float:
        cost = np.zeros(len(self.unknowns))
        for name, times in form.items():
            cost[self.unknowns[name]] = sign * times
        found = milp(cost, constraints=self._constraints(), integrality=np.ones(len(cost)), bounds=Bounds(0, np.inf))
        if found.status == 3:  # nothing holds it on this side
            return -sign * math.inf
        if found.x is None:
            raise ContradictionError(found.message)
        return sign * found.fun

    def _constraints(self) -> LinearConstraint:
        rows = lil_matrix((len(self.known), len(self.unknowns)))
        for row, form in enumerate(self.known):
            for name, times in form:
                rows[row, self.unknowns[name]] = times
        lows, highs = np.array(list(self.known.values())).T
        return LinearConstraint(rows.tocsr(), lows - SLACK, highs + SLACK)


class ContradictionError(Exception):
    """What was read cannot all be true: the attacker has misread something."""


def plus(*forms: Form) -> dict[str, float]:
    total: dict[str, float] = {}
    for form in forms:
        for name, times in form.items():
            total[name] = total.get(name, 0) + times
    return total


def minus(form: Form, other: Form) -> dict[str, float]:
    return plus(form, {name: -times for name, times in other.items()})
