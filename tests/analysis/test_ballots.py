import numpy as np
import pytest

from analysis.ballots import BLANK, Activity, Ballots, InvalidBallots, toy

TWO = (Activity("kuaiban", "快板"), Activity("taiji", "太极"))


def test_a_ballot_string_becomes_points_in_list_order():
    ballots = toy("543210-", "----5---"[:7])
    assert ballots.points.tolist() == [[5, 4, 3, 2, 1, 0, BLANK], [BLANK] * 4 + [5, BLANK, BLANK]]


def test_an_older_shorter_ballot_is_blank_on_what_was_appended_later():
    assert Ballots.from_strings(["5", "12"], TWO).points.tolist() == [[5, BLANK], [1, 2]]


@pytest.mark.parametrize("string", ["56", "5 ", "5五", "5\x00", "123"])
def test_a_string_that_is_no_ballot_is_refused(string):
    with pytest.raises(InvalidBallots):
        Ballots.from_strings(["12", string, "--"], TWO)


def test_the_refusal_names_the_first_bad_ballot():
    with pytest.raises(InvalidBallots, match="ballot 2 is '9-'"):
        Ballots.from_strings(["12", "9-"], TWO)


@pytest.mark.parametrize(
    "fault",
    [
        {"points": np.zeros((1, 3))},
        {"points": np.array([[1, -3]])},
        {"points": np.array([[1, np.nan]])},
        {"points": np.array([["1", "2"]])},
        {"weights": [1, 1]},
        {"weights": [-1]},
        {"weights": [0]},
        {"strata": {"building": ["1", "2"]}},
        {"activities": (TWO[0], TWO[0])},
    ],
)
def test_impossible_ballots_are_never_born(fault):
    with pytest.raises(InvalidBallots):
        Ballots(**{"points": np.array([[1, 2]]), "activities": TWO, **fault})


def test_ballots_cannot_be_changed_afterwards_and_the_given_array_stays_free():
    given = np.array([[1, 2]])
    ballots = Ballots(given, TWO)
    with pytest.raises(ValueError, match="read-only"):
        ballots.points[0, 0] = 5
    given[0, 0] = 3


def test_the_fingerprint_changes_with_a_ballot_a_cost_or_a_weight():
    def fingerprint(row="52", cost=1, weight=1.0):
        return Ballots.from_strings([row], (TWO[0], Activity("taiji", "太极", cost)), [weight]).sha256()

    assert fingerprint() == fingerprint()
    assert len({fingerprint(), fingerprint(row="51"), fingerprint(cost=2), fingerprint(weight=2.0)}) == 4


def test_a_withdrawn_activity_can_be_left_out():
    left = toy("521", "-25").keeping(["c", "a"])
    assert left.ids == ("a", "c")
    assert left.points.tolist() == [[5, 1], [BLANK, 5]]
