"""The plain greedy rule: by hand, by a twin, and by what a voter expects of it."""

import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.selection import ORDERS, greedy
from tests.analysis import strategies

budgets = st.integers(0, 30)
each_order = pytest.mark.parametrize("by", ORDERS)


def priced(*costs):
    """Three people want a, two b, one c."""
    points = np.array([[2, 2, 2], [2, 2, -1], [2, -1, -1]])
    return Ballots(points, tuple(Activity(id, id, cost) for id, cost in zip("abc", costs, strict=True)))


def test_by_score_the_most_wanted_comes_first_and_what_does_not_fit_is_skipped():
    assert greedy(priced(5, 7, 4), 10).selected == ("a", "c")


def test_without_skipping_the_rule_stops_at_the_first_that_does_not_fit():
    selection = greedy(priced(5, 7, 4), 10, skip=False)
    assert selection.selected == ("a",)
    assert (selection.reasons["b"].code, selection.reasons["c"].code) == ("OUT_BUDGET", "OUT_STOPPED")


def test_by_score_per_cost_the_cheap_come_first():
    assert greedy(priced(9, 2, 2), 10, by="score-per-cost").selected == ("b", "c")


def test_below_the_threshold_nothing_is_considered():
    selection = greedy(priced(5, 7, 4), 20, threshold=4)
    assert selection.selected == ("a", "b")
    assert selection.reasons["c"].code == "OUT_THRESHOLD"


def twin(ballots, budget, by):
    """Again and again the best of what still fits, ties by supporters, cost and list order."""
    wants = np.where(ballots.points >= 2, ballots.points, 0).sum(axis=0).tolist()
    people = (ballots.points >= 2).sum(axis=0).tolist()
    bought, closed = [], set()
    while True:
        offers = []
        for j, a in enumerate(ballots.activities):
            score = Fraction(wants[j], 2 ** bought.count(j))
            if score and j not in closed and bought.count(j) < a.most_occasions:
                offers.append((-(score if by == "score" else score / a.cost), -people[j], a.cost, j))
        if not offers:
            return tuple(ballots.ids[j] for j in bought)
        j = min(offers)[-1]
        if ballots.activities[j].cost > budget:
            closed.add(j)
        else:
            budget -= ballots.activities[j].cost
            bought.append(j)


@each_order
@given(ballots=strategies.ballots(), budget=budgets)
def test_the_order_bought_equals_that_of_the_twin(by, ballots, budget):
    assert greedy(ballots, budget, by=by).selected == twin(ballots, budget, by)


@each_order
@given(ballots=strategies.ballots(), budget=budgets, seed=st.integers(0, 99), skip=st.booleans())
def test_shuffling_and_doubling_ballots_change_nothing(by, ballots, budget, seed, skip):
    order = random.Random(seed).sample(range(len(ballots)), len(ballots))
    expected = greedy(ballots, budget, by=by, skip=skip).selected
    for rows in (order, order + order):
        assert greedy(strategies.with_rows(ballots, rows), budget, by=by, skip=skip).selected == expected


@each_order
@given(
    ballots=strategies.ballots(), budget=budgets, row=st.integers(0, 99), column=st.integers(0, 99), skip=st.booleans()
)
def test_more_support_never_puts_an_activity_out(by, ballots, budget, row, column, skip):
    row, column = row % len(ballots), column % len(ballots.activities)
    raised = ballots.points.copy()
    raised[row, column] = 5
    id = ballots.ids[column]
    before = greedy(ballots, budget, by=by, skip=skip).occasions.get(id, 0)
    assert greedy(Ballots(raised, ballots.activities), budget, by=by, skip=skip).occasions.get(id, 0) >= before


@each_order
@given(ballots=strategies.ballots(), budget=budgets, skip=st.booleans())
def test_the_cost_never_exceeds_the_budget_and_each_activity_has_a_reason(by, ballots, budget, skip):
    selection = greedy(ballots, budget, by=by, skip=skip)
    assert selection.cost <= budget
    assert set(selection.reasons) == set(ballots.ids)
    assert {id for id, r in selection.reasons.items() if not r.code.startswith("OUT")} == set(selection.selected)


def test_locks_are_kept():
    selection = greedy(toy("22-", "2-2"), 2, locked_in=["c"], locked_out=["a"])
    assert selection.selected == ("c", "b")
