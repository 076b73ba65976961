"""What a plan still has room for under its conditions while a rule fills it from the top."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.selection.conditions import Conditions

_ROUNDING = 1e-9


class Room:
    """Ceilings, resources, pairs and least support, asked with an array (m,) of the occasions chosen so far."""

    def __init__(self, conditions: Conditions, ids: Sequence[str], shares: np.ndarray):
        column = {id: j for j, id in enumerate(ids)}
        self.unwanted = shares < conditions.least_share * (1 - _ROUNDING)
        self.ids, self.pairs = ids, [(column[a], column[b]) for a, b in conditions.never]
        ceilings = [c for c in conditions.categories if c.at_most is not None]
        self.labels = [f"at_most:{c.name}" for c in ceilings] + [f"resource:{r.name}" for r in conditions.resources]
        self.limits = np.array([c.at_most for c in ceilings] + [r.limit for r in conditions.resources], float)
        self.uses = np.zeros((len(self.labels), len(ids)))
        for row, uses in enumerate(
            [dict.fromkeys(c.ids, 1) for c in ceilings] + [r.uses for r in conditions.resources]
        ):
            for id, use in uses.items():
                self.uses[row, column[id]] = use

    def full(self, occasions: np.ndarray) -> np.ndarray:
        """Array (m,) of booleans: one more occasion would break a condition."""
        full = self.unwanted | (self._over(occasions)).any(axis=0)
        for a, b in self.pairs:
            full[a] |= occasions[b] > 0
            full[b] |= occasions[a] > 0
        return full

    def why(self, column: int, occasions: np.ndarray) -> list[str]:
        """Labels of the conditions that leave no room for one more of a column."""
        why = [label for label, over in zip(self.labels, self._over(occasions)[:, column], strict=True) if over]
        why += [f"least_share:{self.ids[column]}"] if self.unwanted[column] else []
        for pair in (pair for pair in self.pairs if column in pair):
            if occasions[pair[0] + pair[1] - column]:
                why.append(f"never:{self.ids[pair[0]]}+{self.ids[pair[1]]}")
        return why

    def _over(self, occasions: np.ndarray) -> np.ndarray:
        taken = (self.uses @ occasions)[:, None] + self.uses
        return (self.uses > 0) & (taken > self.limits[:, None] + _ROUNDING)
