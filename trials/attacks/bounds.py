"""What follows from sums that are known to lie between two numbers: the least and the most that any count can be. Only
what hangs together is solved together."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

Form = Mapping[str, float]  # a sum: unknown count -> how often it counts
SLACK = 1e-6
PART = "#"


@dataclass
class Knowledge:
    """Unknown counts of 0 and more, and what is known of their sums. Whole ones, but where counts have parts: these are
    many, and with parts that need not be whole the solver has called sums impossible that are not."""

    known: dict[tuple, tuple[float, float]] = field(default_factory=dict)
    about: dict[str, list[tuple]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, form: Form, low: float = -math.inf, high: float = math.inf) -> None:
        """The same sum may be told of many times: what is left is what all of them allow."""
        key = tuple(sorted(form.items()))
        if key not in self.known:
            self.known[key] = -math.inf, math.inf
            for name in form:
                self.about[name].append(key)
        before = self.known[key]
        self.known[key] = max(before[0], low), min(before[1], high)

    def knows(self, form: Form) -> bool:
        return all(name in self.about for name in form)

    def bounds(self, form: Form) -> tuple[int, int]:
        """Least and most; whole numbers, as counts are. Fails where what was learned contradicts itself."""
        least, most = self.extremes(form)
        return math.ceil(least - SLACK), math.floor(most + SLACK)

    def extremes(self, form: Form) -> tuple[float, float]:
        told = self._hanging_together(form)
        column_of = {name: column for column, name in enumerate(sorted({name for key in told for name, _times in key}))}
        constraints = self._constraints(told, column_of)
        whole = np.full(len(column_of), not any(PART in str(name) for name in column_of))
        cost = np.zeros(len(column_of))
        for name, times in form.items():
            cost[column_of[name]] = times
        return least(cost, constraints, whole), -least(-cost, constraints, whole)

    def _hanging_together(self, form: Form) -> list[tuple]:
        told, names, seen = {}, list(form), set(form)
        while names:
            for key in self.about[names.pop()]:
                told[key] = None
                names += [name for name, _times in key if name not in seen]
                seen.update(name for name, _times in key)
        return list(told)

    def _constraints(self, told: list[tuple], column_of: dict[str, int]) -> LinearConstraint:
        rows = lil_matrix((len(told), len(column_of)))
        for row, form in enumerate(told):
            for name, times in form:
                rows[row, column_of[name]] = times
        lows, highs = np.array([self.known[form] for form in told]).T
        return LinearConstraint(rows.tocsr(), lows - SLACK, highs + SLACK)


def least(cost: np.ndarray, constraints: LinearConstraint, whole: np.ndarray) -> float:
    found = milp(cost, constraints=constraints, integrality=whole, bounds=Bounds(0, np.inf))
    if found.status == 3:  # nothing holds it on this side
        return -math.inf
    if found.x is None:
        raise ContradictionError(found.message)
    return found.fun


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
