"""Replicates against brute force and textbook variances; intervals where there is much, little or nothing to know."""

import json
from dataclasses import asdict, replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.ranking import MEASURES, rank
from analysis.selection import equal_shares
from analysis.uncertainty import CannotReplicate, replicate_weights, robustness, uncertainty
from analysis.uncertainty.estimates import copeland_of, estimates
from analysis.weighting import CannotWeigh, weigh
from tests.analysis import strategies


def community(n=300, m=6, seed=3):
    """Ballots of n residents in two buildings; the first activities are the better liked ones."""
    random = np.random.default_rng(seed)
    points = np.where(random.random((n, m)) < np.linspace(0.7, 0.2, m), 2, 0)
    building = tuple(random.choice(["1", "2", "3"], n, p=[0.6, 0.3, 0.1]).tolist())
    return Ballots(points, tuple(Activity(f"a{j}", f"活动{j}") for j in range(m)), strata={"building": building})


def intervals(ballots, measure="want-share", **options):
    return uncertainty(ballots, replicate_weights(ballots, seed=1, **options)).measures[measure]


def spread(ballots, **options):
    """Variance of each activity's want share over many replicates."""
    replicates = replicate_weights(ballots, count=4000, seed=1, **options)
    return estimates(ballots, replicates)[0]["want-share"].replicates.var(axis=0)


@settings(max_examples=30)
@given(ballots=strategies.ballots(most_rows=12), seed=st.integers(0, 9))
def test_every_measure_of_the_registry_on_a_replicate_is_that_measure_with_the_replicate_s_weights(ballots, seed):
    weights = np.random.default_rng(seed).integers(1, 4, len(ballots)) / 2
    weighted = replace(ballots, weights=weights)
    replicates = replicate_weights(weighted, population=2 * len(ballots), count=3, seed=seed)
    found, margins = estimates(weighted, replicates)
    assert {*found, "pairwise"} == set(MEASURES)
    for number in range(3):
        again = replace(weighted, weights=replicates.weights(number))
        for name, estimate in found.items():
            assert estimate.replicates[number] == pytest.approx(MEASURES[name](again), abs=2e-5)
            assert estimate.value == pytest.approx(MEASURES[name](weighted))
        pairs = copeland_of(margins.replicates[number], len(ballots.ids), 5)
        assert pairs == pytest.approx(copeland_of(_margins(again), len(ballots.ids), 5))


def _margins(ballots):
    marks = np.maximum(ballots.points, 0)
    one, other = np.triu_indices(len(ballots.ids), 1)
    return ballots.weights @ np.sign(marks[:, one] - marks[:, other]).astype(float) / ballots.total_weight


def test_variance_is_the_textbook_s_with_finite_population_correction():
    ballots = community()
    p, n = MEASURES["want-share"](ballots), len(ballots)
    textbook = p * (1 - p) / (n - 1)
    assert spread(ballots) == pytest.approx(textbook, rel=0.1)
    assert spread(ballots, population=400) == pytest.approx(textbook * (1 - 300 / 400), rel=0.1)


def test_within_strata_only_what_differs_inside_them_counts():
    ballots = community()
    building = np.array(ballots.strata["building"])
    certain = replace(ballots, points=np.where(building == "1", 2, 0)[:, None] * np.ones((1, 6), int))
    assert spread(certain, strata="building").max() == pytest.approx(0, abs=1e-12)
    assert spread(certain).min() > 1e-4


def test_a_census_has_no_uncertainty():
    found = intervals(community(), population=300)
    assert all(i.low == i.value == i.high and i.place_low == i.place == i.place_high for i in found)


def test_numbers_of_residents_by_stratum_correct_each_stratum_by_its_own():
    ballots = community()
    building = np.array(ballots.strata["building"])
    counts = {name: int((building == name).sum()) for name in "123"}
    replicates = replicate_weights(
        ballots, strata="building", population=counts | {"3": 10 * counts["3"]}, count=50, seed=1
    )
    varied = replicates.factors.std(axis=0) > 0
    assert set(building[varied]) == {"3"}
    assert replicates.unheard[building == "3"] == pytest.approx(0.9)


def test_each_replicate_is_raked_as_the_weights_were():
    ballots = community()
    margins = {"building": {"1": 300, "2": 200, "3": 100}}
    weighed, _ = weigh(ballots, margins)
    replicates = replicate_weights(weighed, margins=margins, count=40, seed=1)
    building = np.array(ballots.strata["building"])
    for number in range(40):
        weights = replicates.weights(number)
        assert [weights[building == name].sum() for name in "123"] == pytest.approx([300, 200, 100], rel=1e-4)
    assert replicates.unheard[building == "3"].max() > replicates.unheard[building == "1"].max()


def test_random_groups_of_very_many_ballots_are_as_sure_as_the_ballots_themselves():
    ballots = community(n=20_000, m=4)
    p = MEASURES["want-share"](ballots)
    assert len(np.unique(replicate_weights(ballots, count=2, seed=1).unit)) < 5_000
    assert spread(ballots, population=40_000) == pytest.approx(p * (1 - p) / 20_000 / 2, rel=0.12)


def test_groups_keep_to_their_strata_and_each_ballot_is_in_one():
    ballots = community(n=20_000, m=2)
    replicates = replicate_weights(ballots, strata="building", count=2, seed=1)
    building = np.unique(ballots.strata["building"], return_inverse=True)[1]
    low, high = np.full(replicates.unit.max() + 1, 9), np.zeros(replicates.unit.max() + 1, int)
    np.minimum.at(low, replicates.unit, building)
    np.maximum.at(high, replicates.unit, building)
    assert (low == high).all()
    assert sorted(replicates.order.tolist()) == list(range(20_000))


def test_the_same_seed_gives_the_same_intervals_and_another_seed_others():
    ballots = community()
    one, same, other = (uncertainty(ballots, replicate_weights(ballots, seed=seed)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_the_result_survives_a_trip_through_json():
    found = uncertainty(community(), replicate_weights(community(), seed=1))
    assert json.loads(json.dumps(asdict(found)))["measures"]["points"][0]["tie_group"] == 1


def test_what_is_far_apart_has_one_place_and_what_is_close_shares_a_tie_group():
    ballots = toy(*["52--"] * 40, *["5-2-"] * 38, *["5---"] * 22)
    a, b, c, d = intervals(ballots)
    assert (a.place_low, a.place_high, a.tie_group, a.top[0]) == (1, 1, 1, 1.0)
    assert (b.place_low, b.place_high, c.place_low, c.place_high) == (2, 3, 2, 3)
    assert b.tie_group == c.tie_group == 2
    assert (d.place_low, d.place_high, d.tie_group) == (4, 4, 3)
    assert 0.5 < b.top[1] < 1 and b.top[2] == 1.0


@pytest.mark.parametrize("measure", MEASURES)
def test_the_interval_holds_the_estimate_and_stays_in_its_range(measure):
    most = {"points": 5}.get(measure, 1)
    ballots = toy(*["5210-"] * 9, *["-0125"] * 6, *["2222-"] * 5, *["5----"] * 4)
    for interval, standing in zip(
        intervals(ballots, measure), sorted(rank(ballots, measure), key=lambda s: s.id), strict=True
    ):
        assert 0 <= interval.low <= interval.value <= interval.high <= most
        assert interval.place_low <= interval.place <= interval.place_high
        assert (interval.value, interval.place) == (pytest.approx(standing.value), standing.place)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("rows", [["52-"], ["52-"] * 3, ["---"] * 9, ["520", "250"]])
def test_too_few_answers_to_say_leaves_every_place_open(measure, rows):
    found = uncertainty(toy(*rows), replicate_weights(toy(*rows), seed=1))
    assert {(i.low, i.place_low, i.place_high, i.tie_group, i.top) for i in found.measures[measure]} == {
        (0, 1, 3, 1, ())
    }
    assert [doubt.code for doubt in found.doubts] == ["TOO_FEW"]


@pytest.mark.parametrize("rows", [["222"] * 200, ["---"] * 200, ["000"] * 200])
def test_activities_that_all_judge_alike_are_one_tie_group_and_may_hold_any_place(rows):
    for measure in MEASURES:
        assert {(i.place_low, i.place_high, i.tie_group) for i in intervals(toy(*rows), measure)} == {(1, 3, 1)}


def test_an_activity_nobody_rated_has_an_interval_above_0():
    _, nobody = intervals(toy(*["2-"] * 100))
    assert (nobody.value, nobody.low) == (0, 0)
    assert 0.01 < nobody.high < 0.06


def test_four_wishes_to_none_are_no_proof_of_an_order_and_twelve_are():
    rated, unrated = intervals(toy(*["2-"] * 4, *["--"] * 496))
    assert rated.tie_group == unrated.tie_group
    rated, unrated = intervals(toy(*["2-"] * 12, *["--"] * 488))
    assert rated.tie_group != unrated.tie_group


def test_one_activity_has_the_first_place():
    only = intervals(toy(*["2"] * 20, *["0"] * 20))[0]
    assert (only.place_low, only.place_high, only.tie_group, only.top) == (1, 1, 1, (1.0,))


def test_ties_run_on_from_neighbour_to_neighbour():
    """b is tied with a and with c; then all three share a group although a and c differ."""
    ballots = toy(*["2--"] * 60, *["-2-"] * 50, *["--2"] * 38, *["---"] * 40)
    a, b, c = intervals(ballots)
    assert a.tie_group == b.tie_group == c.tie_group
    assert (a.place_high, c.place_low) == (2, 2)


@pytest.mark.parametrize(
    ("code", "options"),
    [
        ("NO_SUCH_STRATUM", {"strata": "building"}),
        ("BAD_POPULATION", {"population": float("nan")}),
        ("BAD_POPULATION", {"population": 0}),
        ("POPULATION_TOO_SMALL", {"population": 10}),
        ("NO_COUNT", {"count": 1}),
        ("NO_POPULATION_FOR", {"strata": "age", "population": {"old": 50}}),
    ],
)
def test_a_design_that_cannot_be_is_refused_with_what_to_do(code, options):
    ballots = replace(toy(*["2-"] * 20), strata={"age": ["old"] * 10 + ["young"] * 10})
    with pytest.raises(CannotReplicate) as refusal:
        replicate_weights(ballots, **options, seed=1)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


def test_no_ballots_are_refused():
    with pytest.raises(CannotReplicate, match="there are no answers"):
        replicate_weights(Ballots(np.zeros((0, 2), int), (Activity("a", "a"), Activity("b", "b"))), seed=1)


def test_strata_with_one_answer_join_a_neighbour_and_are_counted():
    ballots = replace(toy(*["2-", "-2"] * 10), strata={"building": ["1"] * 9 + ["2"] + ["3"] * 9 + ["4"]})
    replicates = replicate_weights(ballots, strata="building", count=200, seed=1)
    assert [(d.code, d.numbers) for d in replicates.doubts] == [("JOINED_STRATA", {"strata": 2})]
    assert (replicates.factors.std(axis=0) > 0).all()
    assert replicates.factors.min() >= 0


def test_robustness_is_the_share_of_replicates_that_still_select_it():
    ballots = toy(*["52-"] * 50, *["5-2"] * 46)
    replicates = replicate_weights(ballots, seed=1)
    found = robustness(ballots, replicates, partial(equal_shares, budget=2, fill=True), count=60)
    assert found["a"] == 1
    assert 0.4 < found["b"] < 0.95
    assert found["b"] + found["c"] == pytest.approx(1)


@settings(max_examples=60)
@given(ballots=strategies.ballots(most_rows=14), seed=st.integers(0, 10**6))
def test_any_small_community_gets_an_honest_answer_or_a_refusal(ballots, seed):
    random = np.random.default_rng(seed)
    n = len(ballots)
    weights = random.integers(0, 3, n) * 10.0 ** random.integers(-6, 6)
    weights[0] += not weights.any()
    strata = {"age": tuple(random.choice(["", "old", "young"], n)), "building": tuple(random.choice(["1", "2"], n))}
    ballots = replace(ballots, weights=weights, strata=strata)
    margins = {"age": {"old": 30.0, "young": 100.0}, "building": {"1": 0.3, "2": 0.7}}
    try:
        weighed, _ = weigh(ballots, margins, least=int(random.integers(1, 12)))
        replicates = replicate_weights(weighed, margins=margins, strata="building", count=20, seed=seed)
    except CannotWeigh as refusal:
        assert refusal.code == "NOBODY_KNOWN"
        return
    for found in uncertainty(weighed, replicates).measures.values():
        assert all(i.low <= i.value <= i.high and i.place_low <= i.place <= i.place_high for i in found)


def test_a_replicate_that_drew_nobody_with_any_weight_is_the_sample_itself():
    ballots = replace(toy(*["2-"] * 12), weights=[5.0] + [0.0] * 11)
    replicates = replicate_weights(ballots, count=50, seed=1)
    assert all(replicates.weights(number).any() for number in range(50))
