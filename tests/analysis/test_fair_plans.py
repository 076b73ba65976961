"""The recommended plan drawn up again for many sets of weights."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ballots import toy
from analysis.selection import Conditions, fair_plan, fair_plans, planner
from tests.analysis import strategies


@given(ballots=strategies.ballots(), budget=st.integers(1, 30), seed=st.integers(0, 99))
def test_a_plan_for_other_weights_equals_one_drawn_up_from_the_start(ballots, budget, seed):
    weights = np.random.default_rng(seed).integers(0, 4, (3, len(ballots))) + np.eye(3, len(ballots))
    weights[:, 0] += 1
    plans = list(fair_plans(ballots, budget, weights))
    for row, plan in zip(weights, plans, strict=True):
        alone = fair_plan(replace(ballots, weights=row), budget)
        assert (plan.selected, plan.rule, plan.cost) == (alone.selected, alone.rule, alone.cost)


def test_weights_of_another_number_of_ballots_are_refused():
    plan = planner(toy("5-", "-5"), 1)
    with pytest.raises(ValueError, match="2 ballots need as many weights"):
        plan(toy("5-"))


def test_locks_hold_in_every_plan():
    plans = fair_plans(toy("52-", "5-2"), 2, np.array([[1, 2], [2, 1]]), Conditions(("c",), ("a",)))
    assert [plan.selected for plan in plans] == [("c", "b"), ("c", "b")]
