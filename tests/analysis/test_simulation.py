"""Samples of a population whose answers are known: what is said of them is right as often as it claims."""

import json
from dataclasses import asdict

import numpy as np
import pytest
from click.testing import CliRunner

from analysis.ballots import Activity, Ballots
from analysis.commands import main
from analysis.ranking import want_share
from analysis.simulation import CannotSimulate, _draw, simulate

AGES = ("14-34", "35-59", "60-74", "75+")


@pytest.fixture(scope="module")
def everybody() -> Ballots:
    """2,000 residents; the older, the more they like the first activities and the less the last."""
    state = np.random.default_rng(7)
    age = state.integers(0, 4, 2_000)
    liking = np.linspace(0.75, 0.05, 12) + np.linspace(0.15, -0.04, 12) * (age[:, None] - 1.5)
    points = 2 * (state.random((2_000, 12)) < liking).astype(np.int8)
    return Ballots(points, tuple(Activity(f"a{j}", "") for j in range(12)), strata={"age": [AGES[a] for a in age]})


def test_with_even_response_intervals_and_ranks_hold_as_often_as_they_say(everybody):
    found = simulate(everybody, answers=300, samples=40, seed=1, budget=5)
    assert 0.93 <= found.weighted.values <= 0.98
    assert found.weighted.ranks >= 0.93
    assert found.weighted == found.raw
    assert 0.5 < found.weighted.plan_overlap <= 1
    assert min(found.activities.values()) > 0.8


def test_with_uneven_response_only_weights_that_know_the_cause_are_right(everybody):
    found = simulate(everybody, answers=300, samples=40, uneven="age", ratio=4, rake_by=["age"], seed=1)
    assert found.weighted.values >= 0.93
    assert found.raw.values < 0.9
    assert found.design_effect > 1.05
    assert [doubt.code for doubt in found.doubts] == ["FEW_SAMPLES"]


def test_a_cause_that_the_weights_do_not_know_is_named(everybody):
    found = simulate(everybody, answers=300, samples=2, uneven="age", seed=1, replicates=20)
    assert ("UNKNOWN_CAUSE", {"stratum": "age"}) in [(doubt.code, doubt.numbers) for doubt in found.doubts]


def test_the_readier_answer_in_proportion_and_nobody_twice():
    rows = [_draw(np.log(np.repeat([1.0, 3.0], 5_000)), 400, np.random.default_rng(seed)) for seed in range(50)]
    assert all(len(set(drawn)) == 400 for drawn in rows)
    assert 0.74 < np.mean([drawn >= 5_000 for drawn in rows]) < 0.76


def test_the_same_seed_gives_the_same_figures_and_they_survive_json(everybody):
    settings = {"answers": 100, "samples": 3, "uneven": "age", "rake_by": ["age"], "replicates": 50}
    one, same, other = (simulate(everybody, seed=seed, **settings) for seed in (3, 3, 4))
    assert one == same != other
    assert json.loads(json.dumps(asdict(one)))["weighted"]["ranks"] == one.weighted.ranks


def test_real_hobbies_with_the_old_answering_three_times_as_readily(shared_data):
    from analysis.formats import read

    path = shared_data / "likert" / "insee_hobbies_2003.csv"
    hobbies = ["Reading", "Listening music", "Cinema", "Show", "Sport", "Walking", "Gardening", "Knitting", "Fishing"]
    found = simulate(
        read(path, activities=hobbies, want=1).ballots, answers=800, samples=30, uneven="Age", rake_by=["Age"], seed=1
    )
    assert found.weighted.values > 0.9
    assert found.weighted.ranks > 0.93
    assert found.raw.values < found.weighted.values


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        ("ANSWERS", {"answers": 2_000}),
        ("ANSWERS", {"answers": 5}),
        ("SAMPLES", {"answers": 50, "samples": 0}),
        ("RATIO", {"answers": 50, "ratio": 0.5}),
        ("RATIO", {"answers": 50, "ratio": float("nan")}),
        ("NO_SUCH_STRATUM", {"answers": 50, "uneven": "shoe size"}),
        ("NO_SUCH_STRATUM", {"answers": 50, "rake_by": ["shoe size"]}),
        ("MEASURE", {"answers": 50, "measure": "luck"}),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_what_to_do(everybody, code, settings):
    with pytest.raises(CannotSimulate) as refusal:
        simulate(everybody, seed=1, **settings)
    assert refusal.value.code == code


def test_the_command_prints_the_figures_of_weighted_and_raw_and_its_seed(everybody, tmp_path):
    lines = ["age," + ",".join(everybody.ids)]
    rows = zip(everybody.strata["age"], everybody.points.tolist(), strict=True)
    lines += [f"{age}," + ",".join(map(str, marks)) for age, marks in rows]
    (tmp_path / "all.csv").write_text("\n".join(lines))
    call = ["simulate", str(tmp_path / "all.csv"), "--answers", "200", "--samples", "3", "--replicates", "50"]
    text = (
        CliRunner().invoke(main, [*call, "--uneven", "age", "--rake-by", "age", "--budget", "4", "--seed", "9"]).stdout
    )
    assert text.startswith("3 samples of 200 from 2,000 (seed 9):")
    assert [line.split("  ")[0] for line in text.splitlines()[3:5]] == ["raked", "as they came"]
    as_json = json.loads(CliRunner().invoke(main, [*call, "--json"]).stdout)
    assert as_json["rule"]["seed"] == 1
    assert 0 <= as_json["weighted"]["ranks"] <= 1
    assert CliRunner().invoke(main, [*call[:2], "--answers", "9999"]).exit_code == 2


def test_the_population_itself_is_not_touched(everybody):
    before = want_share(everybody)
    simulate(everybody, answers=50, samples=1, seed=1, replicates=20)
    assert (want_share(everybody) == before).all()
