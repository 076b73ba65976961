"""From columns bought to a selection with a reason for each activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

from analysis.reasons import (
    IN_CONDITION,
    IN_FILL,
    IN_SCORE,
    IN_SHARED,
    LOCKED_IN,
    OUT_BUDGET,
    OUT_CONDITION,
    OUT_LOCKED,
    OUT_NO_SUPPORT,
    OUT_TOO_COSTLY,
    Reason,
)
from analysis.selection.offers import Offers, plain


class Explainer:
    """Knows what was bought in which phase; gives the numbers of ``analysis.reasons`` for a column."""

    def __init__(self, offers: Offers, budget: int | Fraction, bought: Sequence[int], bought_code: str, filled=()):
        self.offers, self.bought_code = offers, bought_code
        locked, forced = offers.locked_columns(), offers.forced_columns()
        self.phases = {LOCKED_IN: Counter(locked), IN_CONDITION: Counter(forced)}
        self.phases |= {bought_code: Counter(bought), IN_FILL: Counter(filled)}
        columns = [*locked, *forced, *bought, *filled]
        self.selected = tuple(offers.ids[j] for j in columns)
        self.cost = offers.cost_of(columns)
        self.left = budget - self.cost
        self.common = budget - offers.cost_of_certain()
        self.occasions = np.bincount(columns, minlength=len(offers.ids)) if offers.room else None
        self.people, self.totals = offers.people, offers.totals

    def reason(self, column: int, why_out: str, supporters_money: Callable[[int], float] | None = None) -> Reason:
        """The reason of one activity; ``why_out`` is the rule's own code, used when nothing plainer explains it."""
        for code, phase in self.phases.items():
            if column in phase:
                return Reason(code, self._numbers_in(column, code))
        code = self._code_out(column, why_out)
        return Reason(code, self._numbers_out(column, code, supporters_money))

    def _code_out(self, column: int, why_out: str) -> str:
        if column in self.offers.locked_out:
            return OUT_LOCKED
        if not self.people[column]:
            return OUT_NO_SUPPORT
        if self._clashing(column):
            return OUT_CONDITION
        return OUT_BUDGET if self.offers.costs[column] > self.common else why_out

    def _numbers_in(self, column: int, code: str) -> dict:
        occasions = sum(phase[column] for phase in self.phases.values())
        cost = self.offers.costs[column]
        numbers = self._support(column) | {"occasions": occasions, "cost": plain(cost * occasions)}
        if code == IN_SHARED:
            shared = float(cost) * self.phases[IN_SHARED][column]
            numbers |= {"payment_per_supporter": shared / float(self.people[column])}
        if code in (IN_SHARED, IN_CONDITION, LOCKED_IN):
            return numbers | {"filled": self.phases[IN_FILL][column]}
        return numbers | ({"total": float(self.totals[column])} if code == IN_SCORE else {})

    def _numbers_out(self, column: int, code: str, supporters_money: Callable[[int], float] | None) -> dict:
        cost = self.offers.costs[column]
        numbers = self._support(column) | {"cost": plain(cost)}
        if code == OUT_BUDGET:
            return numbers | {"left": plain(self.left), "missing": plain(cost - self.left)}
        if code == OUT_TOO_COSTLY:
            money = supporters_money(column)
            return numbers | {"left": plain(self.left), "supporters_money": money, "missing": float(cost) - money}
        if code == OUT_CONDITION:
            return numbers | {"conditions": ", ".join(self._clashing(column))}
        if code in (OUT_LOCKED, OUT_NO_SUPPORT):
            return numbers
        return numbers | {"total": float(self.totals[column])}

    def _clashing(self, column: int) -> list[str]:
        """Labels of the conditions that keep a column out."""
        if not self.offers.room:
            return []
        pairs = [f"together:{a}+{b}" for a, b in self.offers.conditions.together if self.offers.ids[column] in (a, b)]
        return self.offers.room.why(column, self.occasions) + (pairs if column in self.offers.barred else [])

    def _support(self, column: int) -> dict:
        return {"supporters": self.offers.supporters[column], "people": float(self.people[column])}
