"""Where measures disagree, the kind of activity that causes it is told with its numbers."""

import numpy as np
import pytest

from analysis.ballots import Activity, Ballots, toy
from analysis.disagreement import disagreements


@pytest.fixture
def by_id():
    ballots = toy("522-2", "252-2", "225-2", "---5-", "---5-")
    return {found.id: found for found in disagreements(ballots, 2)}


def test_what_few_want_but_want_most_is_loved_by_few(by_id):
    found = by_id["d"]
    assert (found.code, found.worst) == ("LOVED_BY_FEW", "want-share")
    assert (found.numbers["best_place"], found.numbers["worst_place"]) == (1, 5)
    assert found.numbers["want_share"] == found.numbers["first_share"] == 2 / 5
    assert (
        found.numbers["first_among_wanters"] == 1 > found.numbers["list_first_among_wanters"] == pytest.approx(5 / 14)
    )


def test_what_many_would_come_to_and_nobody_longs_for_is_fine_for_all(by_id):
    found = by_id["e"]
    assert (found.code, found.best) == ("FINE_FOR_ALL", "want-share")
    assert found.numbers["first_among_wanters"] == 0
    assert found.numbers["points_of_wanters"] == 2
    assert found.numbers["list_points_of_wanters"] == pytest.approx(43 / 14)


def test_what_only_the_comparisons_put_elsewhere_is_neither():
    """e has the most wants and the most points, and ties or loses against those whom fewer people want."""
    found = {d.id: d for d in disagreements(toy("31322", "2-131", "34--3", "11444"), 2)}["e"]
    assert (found.code, found.places["points"], found.places["pairwise"]) == ("BY_COMPARISON", 1, 3)
    assert (found.numbers["narrow"], found.numbers["others"]) == (2, 4)


def test_measures_that_agree_report_no_disagreement():
    assert disagreements(toy("521", "521", "52-"), 2) == []


def test_a_measure_that_tells_nothing_apart_disagrees_with_nothing():
    """Complete rankings: everything is wanted by everybody, and that is at odds with no other measure."""
    ranked = Ballots(np.array([[5, 4, 3, 2, 1]] * 9), toy("54321").activities, want=1)
    assert "want-share" not in {name for d in disagreements(ranked, 1) for name in (d.best, d.worst)}


@pytest.mark.parametrize("rows", [[], ["---"], ["555", "555"]])
def test_no_ballots_blank_ones_and_equal_ones_disagree_about_nothing(rows):
    assert disagreements(Ballots.from_strings(rows, toy("555").activities), 1) == []


def test_one_activity_disagrees_with_nothing():
    assert disagreements(Ballots.from_strings(["5", "2"], [Activity("a", "a")])) == []
