"""The proportionality check against its definition, on planted violations, and on what equal shares selects."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.selection import COMPLETIONS, UTILITIES, equal_shares
from analysis.selection.fairness import NotAPlan, proportionality
from tests.analysis import strategies
from tests.analysis.planted import planted


def failing_by_definition(ballots, held, budget) -> set[str]:
    """Every group of every size, in exact fractions; approval view, cost utility, no copies."""
    wants = ballots.points >= ballots.want
    costs = [activity.cost for activity in ballots.activities]
    has = [sum(cost for j, cost in enumerate(costs) if wants[i, j] and j in held) for i in range(len(ballots))]
    failing = set()
    for j in set(range(len(costs))) - held:
        supporters = np.flatnonzero(wants[:, j])
        for size in range(1, len(supporters) + 1):
            share = Fraction(size * budget, len(ballots))
            if any(max(has[i] for i in group) + costs[j] <= share for group in combinations(supporters, size)):
                failing.add(ballots.ids[j])
    return failing


def once_each(ballots):
    return Ballots(ballots.points, [Activity(a.id, a.title, a.cost) for a in ballots.activities])


@given(ballots=strategies.ballots(), budget=st.integers(1, 30), seed=st.integers(0, 99))
def test_it_finds_what_a_search_through_every_group_finds(ballots, budget, seed):
    ballots = once_each(ballots)
    held = set(np.flatnonzero(np.random.default_rng(seed).random(len(ballots.ids)) < 0.4).tolist())
    found = proportionality(ballots, [ballots.ids[j] for j in held], budget)
    assert {group.id for group in found.neglected} == failing_by_definition(ballots, held, budget)


@given(
    ballots=strategies.ballots(),
    budget=st.integers(1, 30),
    utility=st.sampled_from(UTILITIES),
    completion=st.sampled_from(COMPLETIONS),
)
def test_nothing_that_equal_shares_selects_fails_also_with_several_occasions(ballots, budget, utility, completion):
    selection = equal_shares(ballots, budget, utility=utility, completion=completion)
    assert proportionality(ballots, selection.selected, budget, utility=utility).holds


@pytest.mark.parametrize("seed", range(50))
def test_a_planted_violation_is_found_with_its_whole_group(seed):
    ballots, selected, budget, activity, members = planted(seed)
    found = {group.id: group for group in proportionality(ballots, selected, budget).neglected}
    assert found[activity].size >= members
    assert found[activity].has + found[activity].cost <= found[activity].share * (1 + 1e-9)


def test_a_weight_of_two_counts_twice():
    ballots = toy("2-", "-2", "-2", "-2")
    assert proportionality(ballots, "b", 2).holds
    heavy = Ballots(ballots.points, ballots.activities, [3, 1, 1, 1])
    assert [(g.id, g.size, g.people) for g in proportionality(heavy, "b", 2).neglected] == [("a", 1, 3.0)]


def test_a_group_is_described_only_where_ten_share_a_value():
    ballots = Ballots(
        np.array([[2, -1]] * 15 + [[-1, 2]] * 15),
        toy("22").activities,
        strata={"building": ["1"] * 11 + ["2"] * 19, "age": ["60-74"] * 5 + ["75+"] * 25},
    )
    group = proportionality(ballots, "b", 2).neglected[0]
    assert group.size == 15 and group.strata == {"building": {"1": 11}, "age": {"75+": 10}}


def test_few_are_not_described_at_all():
    ballots = Ballots(np.array([[2, -1]] * 9 + [[-1, 2]]), toy("22").activities, strata={"building": ["1"] * 10})
    assert proportionality(ballots, "b", 2).neglected[0].strata == {}


@pytest.mark.parametrize(("selected", "code"), [(["x"], "UNKNOWN"), (["a", "a"], "TOO_OFTEN")])
def test_what_is_no_plan_is_refused(selected, code):
    with pytest.raises(NotAPlan) as refusal:
        proportionality(toy("22"), selected, 2)
    assert refusal.value.code == code


def test_a_plan_above_the_budget_and_a_list_nobody_answered_are_doubted():
    assert [d.code for d in proportionality(toy("22"), "ab", 1).doubts] == ["OVER_BUDGET"]
    nobody = Ballots.from_strings([], toy("22").activities)
    assert [d.code for d in proportionality(nobody, "a", 1).doubts] == ["NO_ANSWERS"]


def test_a_free_activity_that_somebody_wants_must_be_held():
    ballots = Ballots(np.array([[2, 2]]), (Activity("free", "散步", 0), Activity("paid", "合唱", 5)))
    assert [group.id for group in proportionality(ballots, ["paid"], 5).neglected] == ["free"]
