"""Equal shares against an exact twin, what a voter expects of it, and its known exceptions."""

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.selection import COMPLETIONS, UTILITIES, ImpossibleLocks, equal_shares
from tests.analysis import exact_shares, strategies

budgets = st.integers(1, 30)


@given(
    ballots=strategies.ballots(),
    budget=budgets,
    utility=st.sampled_from(UTILITIES),
    completion=st.sampled_from(COMPLETIONS),
    step=st.sampled_from(["1", "0.1"]),
)
def test_the_order_bought_equals_that_of_the_exact_twin_that_takes_one_step_at_a_time(
    ballots, budget, utility, completion, step
):
    selection = equal_shares(ballots, budget, utility=utility, completion=completion, step=step)
    twin = exact_shares.equal_shares(ballots, budget, utility, completion, Fraction(step))
    assert list(selection.selected) == twin


@given(ballots=strategies.ballots(), budget=budgets, seed=st.integers(0, 99))
def test_shuffling_ballots_changes_nothing(ballots, budget, seed):
    order = random.Random(seed).sample(range(len(ballots)), len(ballots))
    shuffled = equal_shares(strategies.with_rows(ballots, order), budget, completion="add1", fill=True)
    assert shuffled.selected == equal_shares(ballots, budget, completion="add1", fill=True).selected


@given(ballots=strategies.ballots(), budget=budgets, completion=st.sampled_from(COMPLETIONS))
def test_doubling_every_ballot_changes_nothing(ballots, budget, completion):
    """A step is money a head: with twice the heads each gets half of it."""
    doubled = strategies.with_rows(ballots, list(range(len(ballots))) * 2)
    half = equal_shares(doubled, budget, completion=completion, step=Fraction(1, 2))
    assert half.selected == equal_shares(ballots, budget, completion=completion, step=1).selected


@given(ballots=strategies.ballots(), budget=budgets)
def test_a_weight_of_two_is_two_ballots(ballots, budget):
    heavy = Ballots(ballots.points, ballots.activities, np.arange(len(ballots)) % 2 + 1)
    rows = [row for row in range(len(ballots)) for _ in range(row % 2 + 1)]
    copied = strategies.with_rows(ballots, rows)
    settings = {"completion": "add1", "fill": True}
    assert equal_shares(heavy, budget, **settings).selected == equal_shares(copied, budget, **settings).selected


@given(ballots=strategies.ballots(), budget=budgets, seed=st.integers(0, 99), completion=st.sampled_from(COMPLETIONS))
def test_the_cost_never_exceeds_the_budget_and_each_activity_has_a_reason(ballots, budget, seed, completion):
    selection = equal_shares(ballots, budget, completion=completion, fill=bool(seed % 2))
    cost = {activity.id: activity.cost for activity in ballots.activities}
    assert selection.cost == sum(cost[id] for id in selection.selected) <= budget
    assert set(selection.reasons) == set(ballots.ids)
    assert {id for id, r in selection.reasons.items() if not r.code.startswith("OUT")} == set(selection.selected)


def without_ties(ballots):
    """The same supporters, but costs so odd that no two prices are equal."""
    activities = [
        Activity(a.id, a.title, a.cost * 1000 + prime, a.most_occasions)
        for a, prime in zip(ballots.activities, (2, 31, 157, 383, 719), strict=False)
    ]
    return Ballots(ballots.points, activities)


@given(ballots=strategies.ballots(), budget=budgets, seed=st.integers(0, 99))
def test_another_list_order_moves_only_ties(ballots, budget, seed):
    ballots = without_ties(ballots)
    order = random.Random(seed).sample(range(len(ballots.activities)), len(ballots.activities))
    moved = equal_shares(strategies.with_columns(ballots, order), budget * 1000, completion="add1")
    assert moved.selected == equal_shares(ballots, budget * 1000, completion="add1").selected


def test_a_tie_goes_to_more_supporters_then_lower_cost_then_list_order():
    ballots = Ballots(np.full((2, 3), 2), (Activity("dear", "a", 2), Activity("cheap", "b"), Activity("last", "c")))
    assert equal_shares(ballots, 2).selected == ("cheap", "last")
    more = Ballots(np.array([[2, 2], [0, 2]]), (Activity("few", "a", 1), Activity("many", "b", 2)))
    assert equal_shares(more, 3, utility="cost").selected == ("many",)


def test_a_second_occasion_is_worth_half_so_a_small_group_comes_first():
    ballots = Ballots(
        np.array([[2, -1]] * 3 + [[-1, 2]] * 2),
        (Activity("big", "合唱", 3, most_occasions=3), Activity("small", "书法", 3)),
    )
    assert equal_shares(ballots, 15).selected == ("big", "small", "big", "big")
    assert equal_shares(ballots, 15).occasions == {"big": 3, "small": 1}


def test_who_finds_it_fine_either_way_does_not_pay():
    assert equal_shares(toy("11", "11", "12"), 1).reasons["a"].code == "OUT_NO_SUPPORT"


def test_what_is_locked_in_is_paid_first_and_what_is_locked_out_stays_out():
    ballots = toy("22--", "22--", "--2-")
    selection = equal_shares(ballots, 3, locked_in=["d"], locked_out=["a"])
    assert selection.selected[0] == "d" and "a" not in selection.selected
    assert (selection.reasons["d"].code, selection.reasons["a"].code) == ("LOCKED_IN", "OUT_LOCKED")
    assert selection.rule["endowment"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("locks", "fault"),
    [
        ({"locked_in": ["x"]}, "UNKNOWN"),
        ({"locked_in": ["a"], "locked_out": ["a"]}, "BOTH"),
        ({"locked_in": ["a", "a"]}, "TOO_OFTEN"),
        ({"locked_in": ["a", "b"]}, "OVER_BUDGET"),
    ],
)
def test_locks_that_no_plan_can_keep_are_refused(locks, fault):
    with pytest.raises(ImpossibleLocks) as refusal:
        equal_shares(toy("22"), 1, **locks)
    assert refusal.value.fault == fault


def test_nobody_answered_is_no_error():
    nobody = Ballots.from_strings([], toy("52").activities)
    assert equal_shares(nobody, 10, completion="add1", fill=True).selected == ()


def test_a_rich_budget_and_a_lonely_wish_take_no_more_time_than_any_other():
    """Everything is paid but one activity that one of 20,000 wants: his share must rise to its whole cost."""
    points = np.full((20_000, 3), -1, np.int8)
    points[:, :2] = np.random.default_rng(1).choice([-1, 2, 5], (20_000, 2))
    points[0] = [-1, -1, 2]
    ballots = Ballots(points, (Activity("a", "甲", 900), Activity("b", "乙", 700), Activity("c", "丙", 500)))
    selection = equal_shares(ballots, 2500, completion="add1", step="0.01")
    assert selection.selected == ("b", "a", "c")
    assert selection.rule["endowment"] == pytest.approx(500, abs=0.01)


def test_supporters_without_weight_cannot_pay_and_are_no_support():
    ballots = Ballots(np.array([[2, -1], [-1, 2]]), (Activity("a", "甲"), Activity("b", "乙")), [1, 0])
    assert equal_shares(ballots, 2, completion="add1").selected == ("a",)


def test_a_free_activity_that_somebody_wants_is_in():
    ballots = Ballots(np.array([[2, -1]]), (Activity("free", "散步", 0), Activity("idle", "闲", 0)))
    for utility in UTILITIES:
        assert equal_shares(ballots, 0, utility=utility).selected == ("free",)


EXCEPTIONS = (Activity("a", "甲", 5), Activity("b", "乙", 2), Activity("c", "丙", 3))


def test_known_exception_more_support_can_put_an_activity_out():
    """docs/methods.md: the first respondent's wish for a rises from 3 to 5 points, and a is no longer in."""
    before = np.array([[3, 3, -1], [5, 3, 2], [-1, 3, 5], [5, -1, -1]])
    after = before.copy()
    after[0, 0] = 5
    assert "a" in equal_shares(Ballots(before, EXCEPTIONS), 8, completion="add1").selected
    assert "a" not in equal_shares(Ballots(after, EXCEPTIONS), 8, completion="add1").selected


def test_known_exception_a_larger_budget_can_put_an_activity_out():
    """docs/methods.md: with 3 there is money for b, with 4 for c in its place."""
    ballots = Ballots(np.array([[5, 2, 2], [5, -1, 2], [-1, 2, 5], [-1, 2, 2]]), EXCEPTIONS)
    assert equal_shares(ballots, 3).selected == ("b",)
    assert "b" not in equal_shares(ballots, 4).selected
