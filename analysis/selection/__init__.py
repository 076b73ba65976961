"""Which activities under the budget: rules with one signature, in one registry."""

from analysis.selection.conditions import Category, Conditions, ImpossibleConditions, Resource
from analysis.selection.equal_shares import COMPLETIONS, equal_shares
from analysis.selection.fair import FairRule, fair_plan, fair_plans, planner
from analysis.selection.fairness import Neglected, NotAPlan, Proportionality, proportionality
from analysis.selection.greedy import ORDERS, greedy
from analysis.selection.knapsack import knapsack
from analysis.selection.offers import UTILITIES, ImpossibleLocks, NotMoney
from analysis.selection.outcome import Selection

RULES = {"equal-shares": equal_shares, "greedy": greedy, "knapsack": knapsack}

__all__ = [
    "COMPLETIONS",
    "ORDERS",
    "RULES",
    "UTILITIES",
    "Category",
    "Conditions",
    "FairRule",
    "ImpossibleConditions",
    "ImpossibleLocks",
    "Neglected",
    "NotAPlan",
    "NotMoney",
    "Proportionality",
    "Resource",
    "Selection",
    "equal_shares",
    "fair_plan",
    "fair_plans",
    "greedy",
    "knapsack",
    "planner",
    "proportionality",
]
