"""Why an activity is in the plan or out of it: codes with their numbers, no prose.

code              numbers
IN_SHARED         supporters (respondents who want it), people (the same, weighted), occasions (all), filled (of them by
                  the fill), cost (all occasions), payment_per_supporter (what the shared occasions cost ÷ people)
IN_FILL           supporters, people, occasions, cost: chosen with money left over
IN_SCORE          supporters, people, occasions, cost, total (its points or votes): chosen by the greedy rule
IN_CONDITION      supporters, people, occasions, filled, cost: a floor or a pair needs it
LOCKED_IN         supporters, people, occasions, filled, cost: somebody decided so
OUT_LOCKED        supporters, people, cost: somebody decided so
OUT_CONDITION     supporters, people, cost, conditions (labels, see analysis.selection.conditions)
OUT_NO_SUPPORT    cost: nobody wants it
OUT_BUDGET        supporters, people, cost, left (what the plan leaves of the budget), missing (cost − left)
OUT_TOO_COSTLY    as OUT_BUDGET, and supporters_money: what its supporters have left of their shares, less than its
                  cost; missing is then cost − supporters_money
OUT_THRESHOLD     supporters, people, cost, total: fewer points or votes than the threshold
OUT_STOPPED       supporters, people, cost, total: it comes after the first that did not fit, where the rule stops
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

IN_SHARED = "IN_SHARED"
IN_FILL = "IN_FILL"
IN_SCORE = "IN_SCORE"
IN_CONDITION = "IN_CONDITION"
LOCKED_IN = "LOCKED_IN"
OUT_LOCKED = "OUT_LOCKED"
OUT_CONDITION = "OUT_CONDITION"
OUT_NO_SUPPORT = "OUT_NO_SUPPORT"
OUT_BUDGET = "OUT_BUDGET"
OUT_TOO_COSTLY = "OUT_TOO_COSTLY"
OUT_THRESHOLD = "OUT_THRESHOLD"
OUT_STOPPED = "OUT_STOPPED"


@dataclass(frozen=True)
class Reason:
    """A code of the table above and its numbers.

    >>> Reason(OUT_BUDGET, {"cost": 800, "left": 500, "missing": 300}).numbers["missing"]
    300
    """

    code: str
    numbers: dict[str, float | str] = field(default_factory=dict)


class Refusal(ValueError):
    """What cannot be computed: a ``code`` of the class's SENTENCES with its ``numbers``, and as text what to do.

    >>> class TooFew(Refusal):
    ...     SENTENCES = {"NO_BALLOTS": "there are {ballots} ballots. Give a file with at least one."}
    >>> str(TooFew("NO_BALLOTS", ballots=0))
    'there are 0 ballots. Give a file with at least one.'
    """

    SENTENCES: ClassVar[dict[str, str]] = {}

    def __init__(self, code: str, **numbers):
        self.code, self.numbers = code, numbers
        super().__init__(self.SENTENCES[code].format(**numbers))
