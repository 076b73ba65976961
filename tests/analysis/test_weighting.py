"""Raking against a published table, against stored results of other programs, and against what a clerk may type in."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ballots import toy
from analysis.weighting import CannotWeigh, rake, weigh

KALTON_SAMPLE = np.array([[20, 40, 40], [50, 140, 310], [100, 50, 50], [30, 100, 70]])
KALTON_POPULATION = np.array([[80, 40, 55], [60, 150, 340], [170, 60, 200], [55, 165, 125]])
KALTON_WEIGHTS = [[1.81, 1.45, 2.02], [1.08, 0.87, 1.21], [2.20, 1.76, 2.45], [1.83, 1.47, 2.04]]


def answers(counts):
    """Strata a (rows) and b (columns) with so many answers in each cell."""
    cells = [(str(a), str(b)) for (a, b), count in np.ndenumerate(counts) for _ in range(count)]
    return dict(zip("ab", zip(*cells, strict=True), strict=True))


def totals(population):
    columns = {"a": population.sum(axis=1), "b": population.sum(axis=0)}
    return {name: {str(group): float(total) for group, total in enumerate(sums)} for name, sums in columns.items()}


def by_cell(weighting, strata, shape):
    cells = np.zeros(shape)
    cells[np.array(strata["a"], int), np.array(strata["b"], int)] = weighting.weights
    return cells


def twin(sample, rows, columns):
    weights = np.ones(sample.shape)
    for _ in range(500):
        weights *= (rows / (weights * sample).sum(axis=1))[:, None]
        weights *= columns / (weights * sample).sum(axis=0)
    return weights


def codes(weighting):
    return [doubt.code for doubt in weighting.doubts]


def test_the_published_table_of_kalton_and_flores_cervantes():
    strata = answers(KALTON_SAMPLE)
    weighting = rake(strata, totals(KALTON_POPULATION))
    found = by_cell(weighting, strata, KALTON_SAMPLE.shape)
    assert found.round(2).tolist() == KALTON_WEIGHTS
    rows, columns = KALTON_POPULATION.sum(axis=1), KALTON_POPULATION.sum(axis=0)
    assert np.abs(found - twin(KALTON_SAMPLE, rows, columns)).max() < 1e-8
    assert (weighting.converged, weighting.doubts, weighting.trimmed) == (True, (), 0)


def test_the_same_table_crossed_gives_the_published_poststratification():
    strata = answers(KALTON_SAMPLE)
    crossed = {("a", "b"): {(str(a), str(b)): float(t) for (a, b), t in np.ndenumerate(KALTON_POPULATION)}}
    weighting = rake(strata, crossed)
    expected = KALTON_POPULATION / KALTON_SAMPLE
    assert np.abs(by_cell(weighting, strata, expected.shape) - expected).max() < 1e-8


def test_stored_weights_of_other_programs(shared_data):
    stored = json.loads((shared_data / "oracle_results.json").read_text())["raking"]["results"]
    strata = answers(KALTON_SAMPLE)
    found = by_cell(rake(strata, totals(KALTON_POPULATION)), strata, KALTON_SAMPLE.shape)
    assert np.abs(found - stored["kalton"]["ipfn_weights"]).max() <= 0.5e-6 + 1e-8  # stored to six decimals


@pytest.mark.parametrize("case", ["apiclus1|stype+sch.wide", "apiclus1|stype+sch.wide+comp.imp"])
def test_californian_schools_as_ipfn_and_samplics_rake_them(shared_data, case):
    stored = json.loads((shared_data / "oracle_results.json").read_text())["raking"]["results"][case]
    with (shared_data / "raking" / "apiclus1.csv").open() as file:
        schools = list(csv.DictReader(file))
    strata = {name: [school[name] for school in schools] for name in stored["control"]}
    weighting = rake(strata, stored["control"], start=[float(school["pw"]) for school in schools])
    mean = weighting.weights @ [float(school["api00"]) for school in schools] / weighting.weights.sum()
    numbers = (mean, weighting.design_effect, weighting.effective_n, weighting.weights.min(), weighting.weights.max())
    named = ("raked_mean_api00", "kish_deff", "effective_n", "w_min", "w_max")
    assert np.abs(np.subtract(numbers, [stored[name] for name in named])).max() <= 0.5e-6 + 1e-8
    for name, groups in stored["control"].items():
        for group, residents in groups.items():
            members = np.array(strata[name]) == group
            assert weighting.weights[members].sum() == pytest.approx(residents, rel=1e-8)


def test_music_lovers_by_sex_and_age_as_ipfn_rakes_them(shared_data):
    stored = json.loads((shared_data / "oracle_results.json").read_text())["raking"]["results"]
    stored = stored["gss_music|sex50-50,age500-500-600"]
    with (shared_data / "likert" / "gss1993_music.csv").open() as file:
        people = list(csv.DictReader(file))
    age = [
        next(band for most, band in ((40, "<40"), (60, "40-59"), (200, "60+")) if int(p["age"]) < most) for p in people
    ]
    strata = {"sex": [p["sex"] for p in people], "age": age}
    margins = {"sex": {"1": 0.5, "2": 0.5}, "age": {"<40": 500, "40-59": 500, "60+": 600}}
    weighting = rake(strata, margins)
    for sex, band, weight in zip(strata["sex"], age, weighting.weights, strict=True):
        assert weight == pytest.approx(stored["cell_weight"][f"{sex}|{band}"], abs=0.6e-6)
    assert weighting.design_effect == pytest.approx(stored["kish_deff"], abs=0.6e-6)


@settings(max_examples=30)
@given(st.lists(st.integers(1, 30), min_size=6, max_size=6), st.lists(st.integers(20, 99), min_size=6, max_size=6))
def test_raked_weights_equal_a_twin_on_any_table(sample, population):
    sample, population = np.reshape(sample, (2, 3)), np.reshape(population, (2, 3))
    strata = answers(sample)
    weighting = rake(strata, totals(population), bounds=(0, np.inf), least=1)
    expected = twin(sample, population.sum(axis=1), population.sum(axis=0))
    if sample.sum() <= population.sum():
        assert by_cell(weighting, strata, sample.shape) == pytest.approx(expected, rel=1e-6)


def test_the_shift_of_each_margin_is_the_share_that_moved():
    weighting = rake({"age": ["old"] * 10 + ["young"] * 30}, {"age": {"old": 50, "young": 50}})
    assert weighting.shifts == {"age": pytest.approx(0.25)}
    old = weighting.groups[0]
    assert (old.group, old.answers, old.before, old.after, old.wanted) == ("old", 10, 0.25, pytest.approx(0.5), 0.5)
    assert weighting.effective_n == pytest.approx(30)


def test_thin_groups_join_the_neighbour_with_fewer_answers_and_are_reported():
    building = ["1"] * 20 + ["2"] * 3 + ["3"] * 12
    weighting = rake({"building": building}, {"building": {"1": 100, "2": 30, "3": 50}})
    assert [(c.values, c.answers, c.residents) for c in weighting.collapsed] == [(("2", "3"), 15, 80)]
    assert weighting.weights[-1] == pytest.approx(80 / 15)


def test_a_thin_cell_of_a_crossed_margin_stays_in_its_building():
    building, age = ["1"] * 24 + ["2"] * 10, ["young"] * 12 + ["old"] * 12 + ["young"] * 2 + ["old"] * 8
    order = [("1", "young"), ("1", "old"), ("2", "young"), ("2", "old")]
    weighting = rake({"building": building, "age": age}, {("building", "age"): dict.fromkeys(order, 50)})
    assert [c.values for c in weighting.collapsed] == [("2 × young", "2 × old")]


def test_residents_nobody_answered_for_are_named_and_their_neighbours_speak_for_them():
    weighting = rake({"age": ["14-34"] * 20 + ["60-74"] * 20}, {"age": {"14-34": 60, "60-74": 60, "75+": 40}})
    assert [(d.code, d.numbers["value"], d.numbers["residents"]) for d in weighting.doubts] == [
        ("NOT_HEARD", "75+", 40)
    ]
    assert weighting.weights[-1] == pytest.approx(100 / 20)


def test_an_answer_without_age_counts_as_the_others_do_on_average():
    weighting = rake({"age": ["old"] * 10 + ["young"] * 30 + [""] * 10}, {"age": {"old": 50, "young": 50}})
    assert codes(weighting) == ["UNKNOWN"]
    assert weighting.weights[-10:].sum() == pytest.approx(100 * 10 / 50)
    assert weighting.groups[0].after == pytest.approx(0.5)
    assert weighting.converged


def test_answers_from_a_group_without_residents_are_unknown_and_said():
    weighting = rake({"age": ["old"] * 20 + ["baby"] * 3}, {"age": {"old": 50, "baby": 0}})
    assert [(d.code, d.numbers["value"], d.numbers["answers"]) for d in weighting.doubts] == [
        ("NO_RESIDENTS", "baby", 3)
    ]


def test_weights_stay_inside_the_bounds_and_meet_the_margins_where_they_can():
    strata = answers(np.array([[50, 50], [50, 10]]))
    margins = {"a": {"0": 400, "1": 1600}, "b": {"0": 700, "1": 1300}}
    free, bounded = rake(strata, margins, bounds=(0, np.inf)), rake(strata, margins, bounds=(0.2, 2.6))
    average = 2000 / 160
    assert free.weights.max() > 2.6 * average
    assert bounded.weights.max() <= 2.6 * average * (1 + 1e-9)
    assert not bounded.converged
    assert "NOT_MET" in codes(bounded)
    assert bounded.trimmed >= 10


def test_margins_that_can_be_met_inside_the_bounds_are_met_exactly():
    strata = answers(np.array([[40, 40], [40, 40]]))
    start = np.tile([1.0, 1.0, 1.0, 9.0], 40)
    weighting = rake(strata, {"a": {"0": 500, "1": 1500}}, start=start, bounds=(0.2, 2.5))
    assert (weighting.converged, weighting.trimmed > 0) == (True, True)
    assert weighting.weights[:80].sum() == pytest.approx(500)
    assert weighting.weights.max() == pytest.approx(2.5 * 2000 / 160)


def test_margins_that_contradict_each_other_inside_the_same_total_are_a_doubt():
    strata = answers(np.array([[20, 20], [20, 20]]))
    crossed = {("0", "0"): 100, ("0", "1"): 100, ("1", "0"): 100, ("1", "1"): 100}
    weighting = rake(strata, {("a", "b"): crossed, "a": {"0": 300, "1": 100}})
    assert not weighting.converged
    assert "NOT_MET" in codes(weighting)


def test_totals_a_little_apart_are_scaled_and_far_apart_refused():
    strata = answers(np.array([[20, 20], [20, 20]]))
    near = rake(strata, {"a": {"0": 200, "1": 200}, "b": {"0": 200, "1": 210}})
    assert (codes(near), near.population, near.converged) == (["SCALED"], 400, True)
    with pytest.raises(CannotWeigh, match=r"b adds up to 600 residents, a to 400\. Correct the totals\."):
        rake(strata, {"a": {"0": 200, "1": 200}, "b": {"0": 300, "1": 300}})


def test_shares_instead_of_totals_leave_the_sum_of_the_weights_alone():
    weighting = rake({"age": ["old"] * 20 + ["young"] * 60}, {"age": {"old": 0.5, "young": 0.5}})
    assert (weighting.weights.sum(), weighting.weights[0]) == (pytest.approx(80), pytest.approx(2))


@pytest.mark.parametrize(
    ("code", "strata", "margins", "options"),
    [
        ("NO_BALLOTS", {"age": []}, {"age": {"old": 5}}, {}),
        ("NO_BALLOTS", {}, {"age": {"old": 5}}, {}),
        ("NO_MARGINS", {"age": ["old"]}, {}, {}),
        ("NO_SUCH_STRATUM", {"age": ["old"]}, {"building": {"1": 5}}, {}),
        ("BAD_TOTAL", {"age": ["old"]}, {"age": {"old": float("nan")}}, {}),
        ("BAD_TOTAL", {"age": ["old"]}, {"age": {"old": -1}}, {}),
        ("NOBODY", {"age": ["old"]}, {"age": {"old": 0, "young": 0}}, {}),
        ("NOBODY_KNOWN", {"age": ["", ""]}, {"age": {"old": 5}}, {}),
        ("BAD_START", {"age": ["old"]}, {"age": {"old": 5}}, {"start": [float("nan")]}),
        ("BAD_START", {"age": ["old"]}, {"age": {"old": 5}}, {"start": [0]}),
        ("BAD_START", {"age": ["old"]}, {"age": {"old": 5}}, {"start": [1, 1]}),
        ("BAD_BOUNDS", {"age": ["old"]}, {"age": {"old": 5}}, {"bounds": (1.5, 3)}),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_what_to_do(code, strata, margins, options):
    with pytest.raises(CannotWeigh) as refusal:
        rake(strata, margins, **options)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


def test_heavy_weights_are_a_doubt():
    weighting = rake({"age": ["old"] * 10 + ["young"] * 190}, {"age": {"old": 100, "young": 100}}, bounds=(0, np.inf))
    assert codes(weighting) == ["HEAVY"]


def test_weighing_ballots_starts_from_their_weights():
    ballots = replace(toy("5", "2", "0", "0"), weights=[3, 1, 1, 1], strata={"age": ("old", "old", "young", "young")})
    weighed, weighting = weigh(ballots, {"age": {"old": 40, "young": 40}}, least=1)
    assert weighed.weights.tolist() == pytest.approx([30, 10, 20, 20])
    assert (weighed.total_weight, weighting.population) == (pytest.approx(80), 80)


def test_weighing_ballots_without_strata_says_what_is_missing():
    with pytest.raises(CannotWeigh, match=r"the answers do not say 'age'\. They say: nothing\."):
        weigh(toy("52", "-2"), {"age": {"old": 3}})
