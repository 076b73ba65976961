"""The frontier between total points and the worst-off taste group, against a search through every plan."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.selection import Category, Conditions
from analysis.selection.frontier import frontier
from tests.analysis import strategies


def measured(ballots, labels, budget):
    """(total, worst) of every plan, by counting."""
    points = np.where(ballots.points >= 2, ballots.points, 0)
    plans = list(product(*(range(a.most_occasions + 1) for a in ballots.activities)))
    plans = [t for t in plans if sum(a.cost * k for a, k in zip(ballots.activities, t, strict=True)) <= budget]
    worth = [[2 - 0.5 ** (k - 1) if k else 0 for k in times] for times in plans]
    sums = [[points[labels == g].sum(axis=0) @ w for g in (0, 1)] for w in worth]
    best = np.max(sums, axis=0)
    return sums, best


@settings(max_examples=30)
@given(ballots=strategies.ballots(most_rows=6, most_activities=4), budget=st.integers(1, 20), seed=st.integers(0, 9))
def test_no_plan_beats_a_point_in_both_and_the_ends_are_the_best_there_are(ballots, budget, seed):
    labels = np.random.default_rng(seed).integers(0, 2, len(ballots))
    sums, best = measured(ballots, labels, budget)
    found = frontier(ballots, budget, labels)
    if min(best) == 0:
        assert found.points == () and found.doubts[0].code == "NO_GROUPS"
        return
    plans = [(sum(s) / max(map(sum, sums)), min(np.array(s) / best)) for s in sums]
    ends = found.points[0].total, found.points[-1].worst
    assert ends == (pytest.approx(1), pytest.approx(max(worst for _, worst in plans), abs=1e-3))
    for point in found.points:
        assert not any(total > point.total + 1e-3 and worst > point.worst + 1e-6 for total, worst in plans)


def test_points_go_from_the_greatest_total_to_the_best_worst_off_group():
    state = np.random.default_rng(3)
    labels = state.integers(0, 3, 300)
    liking = state.beta(1, 3, (3, 15))[labels]
    points = np.where(state.random((300, 15)) < liking, state.integers(2, 6, (300, 15)), -1)
    ballots = Ballots(points, [Activity(f"a{j}", f"a{j}", int(c)) for j, c in enumerate(state.integers(1, 9, 15))])
    found = frontier(ballots, 25, labels)
    assert len(found.points) > 2 and set(found.groups) == {"0", "1", "2"}
    totals, worst = [p.total for p in found.points], [p.worst for p in found.points]
    assert totals == sorted(totals, reverse=True) and worst == sorted(worst)
    assert all(0 <= p.worst <= 1 and 0 < p.total <= 1 for p in (*found.points, found.fair, found.plain))


def test_every_point_keeps_the_conditions():
    conditions = Conditions(categories=(Category("c", ("c",), at_least=1),))
    found = frontier(toy("22-", "22-", "22-", "--2"), 2, [0, 0, 0, 1], conditions)
    assert all("c" in point.selected for point in (*found.points, found.fair, found.plain))


def test_who_belongs_to_no_group_counts_in_the_total_only():
    found = frontier(toy("22-", "--2", "-2-"), 1, [0, 1, -1])
    assert set(found.groups) == {"0", "1"} and found.points[0].selected == ("b",)
