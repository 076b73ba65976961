"""A selection that explains itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from analysis.reasons import Reason


@dataclass(frozen=True)
class Selection:
    """What a rule chose.

    selected : ids in the order bought (locked first); an activity held three times stands there three times.
    cost, budget : money; ``cost <= budget`` always.
    rule : name and settings of the rule, enough to repeat it.
    reasons : one for each activity of the list.
    """

    selected: tuple[str, ...]
    cost: int | float
    budget: int | float
    rule: dict
    reasons: dict[str, Reason]

    @property
    def occasions(self) -> dict[str, int]:
        """How often each chosen activity is held.

        >>> Selection(("a", "b", "a"), 3, 5, {}, {}).occasions
        {'a': 2, 'b': 1}
        """
        return dict(Counter(self.selected))
