"""Which activities under the budget: rules with one signature, in one registry."""

from analysis.selection.equal_shares import COMPLETIONS, equal_shares
from analysis.selection.fair import fair_plan, fair_plans, planner
from analysis.selection.fairness import Neglected, NotAPlan, Proportionality, proportionality
from analysis.selection.greedy import ORDERS, greedy
from analysis.selection.offers import UTILITIES, ImpossibleLocks
from analysis.selection.outcome import Selection

RULES = {"equal-shares": equal_shares, "greedy": greedy}

__all__ = [
    "COMPLETIONS",
    "ORDERS",
    "RULES",
    "UTILITIES",
    "ImpossibleLocks",
    "Neglected",
    "NotAPlan",
    "Proportionality",
    "Selection",
    "equal_shares",
    "fair_plan",
    "fair_plans",
    "greedy",
    "planner",
    "proportionality",
]
