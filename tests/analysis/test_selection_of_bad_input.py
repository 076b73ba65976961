"""What no survey should hold and some day one does: every rule says so or gives the honest answer."""

import numpy as np
import pytest

from analysis.ballots import Activity, Ballots, InvalidBallots, toy
from analysis.flips import flips, nudges
from analysis.selection import RULES, FairRule, fair_plan, proportionality

RULES_AND_PLAN = [*RULES.values(), fair_plan]


def listed(*costs):
    return [Activity(letter, letter, cost) for letter, cost in zip("abcdef", costs, strict=False)]


@pytest.mark.parametrize("rule", RULES_AND_PLAN)
class TestEveryRule:
    def test_no_ballots_give_an_empty_plan_with_reasons(self, rule):
        plan = rule(Ballots.from_strings([], listed(1, 2)), 5)
        assert plan.selected == () and {r.code for r in plan.reasons.values()} == {"OUT_NO_SUPPORT"}

    @pytest.mark.parametrize("ballot", ["---", "000", "111"])
    def test_who_wants_nothing_gets_nothing(self, rule, ballot):
        assert rule(Ballots.from_strings([ballot] * 3, listed(1, 1, 1)), 2).selected == ()

    def test_all_equal_ballots_and_a_budget_for_everything_take_everything(self, rule):
        assert sorted(rule(toy("222", "222"), 3).selected) == ["a", "b", "c"]

    def test_one_ballot_and_one_activity_are_enough(self, rule):
        assert rule(toy("5"), 1).selected == ("a",)

    def test_what_costs_nothing_is_in_when_somebody_wants_it(self, rule):
        assert "a" in rule(Ballots.from_strings(["2-", "-5"], listed(0, 4)), 4).selected

    def test_what_costs_more_than_the_budget_is_out_and_says_what_is_missing(self, rule):
        reason = rule(Ballots.from_strings(["52"], listed(9, 1)), 4).reasons["a"]
        assert (reason.code, reason.numbers["missing"]) == ("OUT_BUDGET", 6)

    def test_a_budget_of_nothing_buys_nothing(self, rule):
        assert rule(toy("52"), 0).selected == ()

    def test_what_nobody_rated_is_out_for_want_of_support(self, rule):
        assert rule(toy("5-", "2-"), 2).reasons["b"].code == "OUT_NO_SUPPORT"

    def test_costs_with_cents_are_exact(self, rule):
        assert sorted(rule(Ballots.from_strings(["222"] * 3, listed("0.1", "0.2", "0.3")), "0.6").selected) == [
            "a",
            "b",
            "c",
        ]


@pytest.mark.parametrize("weight", [float("nan"), float("inf"), -1.0])
def test_weights_that_are_no_numbers_never_reach_a_rule(weight):
    with pytest.raises(InvalidBallots, match="weight"):
        Ballots(np.array([[5], [2]]), listed(1), weights=[1, weight])


def test_a_negative_cost_is_refused():
    with pytest.raises(InvalidBallots, match="cost of 0 or more"):
        Activity("a", "合唱", -1)


def test_with_nobody_asked_nothing_would_change_and_nobody_is_neglected():
    nobody = Ballots.from_strings([], listed(1, 2))
    rule = FairRule(nobody)
    assert flips(rule.plan, rule.plan(5)) == nudges(rule, rule.plan(5)) == {}
    assert proportionality(nobody, [], 5).holds
