"""Every measure against a twin that goes through the ballots one by one, and against the properties a voter expects."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.ranking import MEASURES, pairwise_margins, places, rank
from tests.analysis import strategies

each_measure = pytest.mark.parametrize("measure", MEASURES)


def marks(ballots):
    return [[max(cell, 0) for cell in row] for row in ballots.points.tolist()]


def twin_margin(ballots, a, b):
    rows = zip(marks(ballots), ballots.weights, strict=True)
    return sum(weight * ((row[a] > row[b]) - (row[a] < row[b])) for row, weight in rows)


def twin_borda(row, a):
    """Places from the best, tied activities sharing the units of the places they hold together."""
    order = sorted(row, reverse=True)
    held = [len(row) - 1 - place for place, mark in enumerate(order) if mark == row[a]]
    return sum(held) / len(held) / max(len(row) - 1, 1) if len(row) > 1 else 0.5


def twin(measure, ballots, a):
    rows, total = list(zip(marks(ballots), ballots.weights, strict=True)), sum(ballots.weights)
    others = [b for b in range(len(ballots.activities)) if b != a]
    if measure == "pairwise":
        won = [np.sign(twin_margin(ballots, a, b)) / 2 + 0.5 for b in others]
        return sum(won) / len(won) if won else 0.5
    worth = {
        "want-share": lambda row: row[a] >= 2,
        "points": lambda row: row[a],
        "first": lambda row: row[a] == 5,
        "borda": lambda row: twin_borda(row, a),
    }[measure]
    return sum(weight * worth(row) for row, weight in rows) / total


@each_measure
@given(ballots=strategies.ballots(), seed=st.integers(0, 9))
def test_a_measure_equals_its_brute_force_twin(measure, ballots, seed):
    weights = np.random.default_rng(seed).integers(1, 4, len(ballots)) / 2
    weighted = Ballots(ballots.points, ballots.activities, weights)
    expected = [twin(measure, weighted, a) for a in range(len(ballots.activities))]
    assert MEASURES[measure](weighted) == pytest.approx(expected)


@given(ballots=strategies.ballots())
def test_margins_equal_their_brute_force_twin(ballots):
    m = len(ballots.activities)
    assert pairwise_margins(ballots).tolist() == [[twin_margin(ballots, a, b) for b in range(m)] for a in range(m)]


@each_measure
@given(ballots=strategies.ballots(), seed=st.integers(0, 99))
def test_shuffling_and_doubling_ballots_change_nothing(measure, ballots, seed):
    order = random.Random(seed).sample(range(len(ballots)), len(ballots))
    expected = [(s.id, s.place, s.value) for s in rank(ballots, measure)]
    for same in (strategies.with_rows(ballots, order), strategies.with_rows(ballots, order + order)):
        assert [(s.id, s.place, s.value) for s in rank(same, measure)] == expected


@each_measure
@given(ballots=strategies.ballots(), seed=st.integers(0, 99))
def test_another_list_order_moves_only_the_order_of_ties(measure, ballots, seed):
    order = random.Random(seed).sample(range(len(ballots.activities)), len(ballots.activities))
    moved = rank(strategies.with_columns(ballots, order), measure)
    assert {s.id: s.place for s in moved} == {s.id: s.place for s in rank(ballots, measure)}


@each_measure
@given(ballots=strategies.ballots(), row=st.integers(0, 99), column=st.integers(0, 99), to=st.integers(1, 5))
def test_more_support_never_hurts_a_place(measure, ballots, row, column, to):
    row, column = row % len(ballots), column % len(ballots.activities)
    raised = ballots.points.copy()
    raised[row, column] = max(raised[row, column], to)
    before = places(MEASURES[measure](ballots))[column]
    assert places(MEASURES[measure](Ballots(raised, ballots.activities)))[column] <= before


@pytest.fixture
def uneven():
    """60 ballots rank five of six activities, 40 name only 快板, 3 name only 太极."""
    titles = ("合唱", "广场舞", "书法", "象棋", "快板", "太极")
    strings = ["54322-"] * 60 + ["----5-"] * 40 + ["-----5"] * 3
    return Ballots.from_strings(strings, [Activity(title, title) for title in titles])


def test_uneven_ballots_leave_what_everybody_wants_first_and_what_three_name_last(uneven):
    standings = rank(uneven, "want-share")
    assert (standings[0].id, standings[0].place, standings[0].n) == ("快板", 1, 100)
    assert standings[0].value == pytest.approx(100 / 103)
    assert (standings[-1].id, standings[-1].n) == ("太极", 3)


@each_measure
def test_what_three_people_name_is_never_first_by_any_measure(measure, uneven):
    place = {s.id: s.place for s in rank(uneven, measure)}
    assert place["太极"] >= 3 if measure == "first" else place["太极"] == 6


@pytest.mark.parametrize("measure", ["want-share", "points", "first", "borda"])
def test_a_single_wish_is_worth_as_much_to_its_activity_as_the_first_of_a_full_ballot(measure):
    single, full = toy("----5-"), toy("123450")
    assert MEASURES[measure](single)[4] == MEASURES[measure](full)[4] == MEASURES[measure](single).max()


def test_no_answers_at_all_is_no_error():
    nobody = Ballots.from_strings([], toy("52").activities)
    assert [(s.value, s.n) for s in rank(nobody, "points")] == [(0, 0), (0, 0)]
