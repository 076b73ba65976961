"""Taste groups: found where they are, not where people only tick more or less, and nobody is singled out."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from click.testing import CliRunner
from sklearn.metrics import adjusted_rand_score, silhouette_score

from analysis.ballots import Activity, Ballots, toy
from analysis.commands import main
from analysis.tastes import taste_groups
from analysis.tastes.clusters import silhouette
from analysis.tastes.coding import coding_of, levels_of


def ballots_of(points, **others):
    return Ballots(np.asarray(points), [Activity(f"a{j}", f"活动{j}") for j in range(len(points[0]))], **others)


def three_groups(seed, n=600, m=18, sizes=(0.5, 0.3, 0.2), own=0.75, other=0.2):
    """Each activity belongs to one of three groups, whose people want it more often."""
    state = np.random.default_rng(seed)
    group = state.choice(3, n, p=sizes)
    chance = np.where(np.arange(m) % 3 == group[:, None], own, other)
    return group, np.where(state.random((n, m)) < chance, 2, 0).astype(np.int8)


def eager_and_sparing(seed, n=600, m=18):
    """No groups: popular and unpopular activities, people who tick much and people who tick little."""
    state = np.random.default_rng(seed)
    chance = 1 / (1 + np.exp(-state.normal(-0.8, 1, m) - state.normal(0, 1.3, (n, 1))))
    return np.where(state.random((n, m)) < chance, 2, state.integers(0, 2, (n, m))).astype(np.int8)


@pytest.fixture(scope="module")
def planted():
    group, points = three_groups(1)
    points[state_of(3).random(points.shape) < 0.2] = -1
    blank = np.full((5, 18), -1, np.int8)
    luck = state_of(4).random(605) < 0.3
    ages = np.where((np.append(group, [0] * 5) == 2) ^ luck, "75+", "35-59")
    ballots = ballots_of(np.vstack([points, blank]), strata={"age": ages})
    return group, ballots, taste_groups(ballots, seed=1)


def state_of(seed):
    return np.random.default_rng(seed)


def test_three_planted_groups_are_found_with_uneven_sizes_and_blanks(planted):
    group, _, tastes = planted
    assert tastes.k == 3
    assert adjusted_rand_score(group, tastes.labels[:600]) > 0.8
    assert all(entry.stability > 0.7 for entry in tastes.groups)


def test_each_group_is_named_by_what_it_was_planted_to_like(planted):
    _, _, tastes = planted
    for number, entry in enumerate(tastes.groups):
        assert {like.id for like in entry.likes} == {f"a{j}" for j in range(18) if j % 3 == number}
        assert all(like.inside > like.outside and like.q <= 0.05 for like in entry.likes)


def test_groups_are_numbered_by_size_and_who_marked_nothing_is_in_none(planted):
    _, _, tastes = planted
    sizes = [entry.size for entry in tastes.groups]
    assert sizes == sorted(sizes, reverse=True) == np.bincount(tastes.labels[tastes.labels >= 0]).tolist()
    assert tastes.labels[600:].tolist() == [-1] * 5
    assert sum(sizes) == tastes.respondents == 600


def test_a_group_is_described_by_a_stratum_that_marks_it(planted):
    _, _, tastes = planted
    assert [(t.stratum, t.value) for t in tastes.groups[2].traits] == [("age", "75+")]


def test_strata_with_fewer_than_ten_respondents_in_a_cell_describe_nobody(planted):
    _, ballots, tastes = planted
    rare = np.where((tastes.labels == 2) & (np.cumsum(tastes.labels == 2) <= 9), "new", "old")
    again = taste_groups(replace(ballots, strata={"tenure": rare}), seed=1)
    assert again.k == 3
    assert not any(entry.traits for entry in again.groups)


def test_the_map_shows_no_square_with_fewer_than_ten_residents(planted):
    _, _, tastes = planted
    assert tastes.map.cells and all(cell.respondents >= 10 for cell in tastes.map.cells)
    assert len(tastes.map.centres) == 3 and len(tastes.map.activities) == 18


def test_the_same_seed_gives_the_same_groups_and_the_order_of_the_ballots_hardly_matters(planted):
    _, ballots, tastes = planted
    again = taste_groups(ballots, seed=1)
    assert asdict(again) | {"labels": 0} == asdict(tastes) | {"labels": 0}
    turned = taste_groups(replace(ballots, points=ballots.points[::-1], strata={}), seed=2)
    assert adjusted_rand_score(turned.labels[::-1], tastes.labels) > 0.9


def test_all_but_the_labels_survives_json(planted):
    _, _, tastes = planted
    facts = {name: value for name, value in asdict(tastes).items() if name != "labels"}
    assert json.loads(json.dumps(facts))["k"] == 3


def test_weights_count_in_shares_and_not_in_sizes(planted):
    _, ballots, tastes = planted
    heavy = taste_groups(replace(ballots, weights=np.where(tastes.labels == 2, 3.0, 1.0)), seed=1)
    assert heavy.k == 3
    old = next(entry for entry in heavy.groups if entry.traits and entry.traits[0].value == "75+")
    assert old.share > 1.5 * old.size / heavy.respondents


@pytest.mark.parametrize("seed", range(3))
def test_people_who_only_tick_more_or_less_make_no_groups(seed):
    tastes = taste_groups(ballots_of(eager_and_sparing(seed)), seed=seed)
    assert tastes.groups == () and tastes.doubts[0].code == "NO_CLEAR_GROUPS"
    assert set(tastes.labels) == {-1}


def test_three_wishes_each_and_stopping_on_the_way_make_no_groups():
    points, state = eager_and_sparing(7), state_of(7)
    for row in points:
        wished = state.permutation(np.flatnonzero(row == 2))[:3]
        row[wished] = [5, 4, 3][: len(wished)]
        row[state.integers(6, 30) :] = -1
    assert taste_groups(ballots_of(points), seed=7).k == 0


@pytest.mark.parametrize("seed", range(4))
def test_three_groups_are_found_again_and_again(seed):
    group, points = three_groups(seed + 10, n=300, own=0.7, sizes=(0.6, 0.25, 0.15))
    tastes = taste_groups(ballots_of(points), seed=seed)
    assert tastes.k == 3 and adjusted_rand_score(group, tastes.labels) > 0.6


def test_the_doubt_names_the_number_that_failed():
    numbers = taste_groups(ballots_of(eager_and_sparing(1)), seed=1).doubts[0].numbers
    failed = "silhouette" if "silhouette" in numbers else "stability"
    assert numbers[failed] < numbers[f"{failed}_needed"]


BAD = {
    "no ballots": np.empty((0, 6), np.int8),
    "one ballot": np.array([[5, 2, 2, 0, 1, -1]]),
    "all blank": np.full((200, 6), -1),
    "all equal": np.full((200, 6), 2),
    "one activity": np.tile([[2], [0]], (100, 1)),
    "one thing each": np.eye(6, dtype=int)[np.arange(300) % 6] * 2,
    "two activities": np.tile([[2, 0], [0, 2]], (100, 1)),
}


@pytest.mark.parametrize("points", BAD.values(), ids=BAD.keys())
def test_too_few_answers_are_an_empty_result_with_a_doubt(points):
    tastes = taste_groups(ballots_of(points) if points.size else Ballots(points, toy("522222").activities), seed=1)
    assert (tastes.groups, tastes.k, tastes.doubts[0].code) == ((), 0, "TOO_FEW_ANSWERS")
    assert len(tastes.labels) == len(points)


def test_ballots_as_alike_as_two_blocks_are_two_groups_and_not_more():
    assert [entry.size for entry in taste_groups(toy(*["522---"] * 90, *["---225"] * 60), seed=1).groups] == [90, 60]


def test_the_silhouette_is_that_of_scikit_learn_for_squared_distances():
    state = np.random.default_rng(5)
    rows, labels = state.normal(size=(80, 6)), state.integers(0, 3, 80)
    assert silhouette(rows, labels) == pytest.approx(silhouette_score(rows, labels, metric="sqeuclidean"))


def test_a_shuffle_keeps_each_activity_s_marks_and_each_ballot_s_gaps():
    _, points = three_groups(4)
    points[state_of(4).random(points.shape) < 0.3] = -1
    levels = levels_of(ballots_of(points))
    mixed = coding_of(levels, np.ones(len(levels))).shuffled(levels, state_of(1))
    assert ((mixed < 0) == (levels < 0)).all()
    assert (np.sort(mixed, axis=0) == np.sort(levels, axis=0)).all()
    assert (mixed != levels).mean() > 0.1


def test_what_is_coded_is_projected_alike_with_and_without_the_full_table():
    levels = levels_of(ballots_of(three_groups(2)[1]))
    coding = coding_of(levels, np.ones(len(levels)))
    components = state_of(1).normal(size=(coding.coded(levels).shape[1], 3)).astype(np.float32)
    assert coding.projected(levels, components) == pytest.approx(coding.coded(levels) @ components, abs=1e-4)


@pytest.fixture
def run(tmp_path):
    def call(points, *options):
        lines = [",".join(f"活动{j}" for j in range(len(points[0])))]
        lines += [",".join(str(mark) if mark >= 0 else "-" for mark in row) for row in points]
        (tmp_path / "answers.csv").write_text("\n".join(lines), encoding="utf-8")
        return CliRunner().invoke(main, ["groups", str(tmp_path / "answers.csv"), *options], catch_exceptions=False)

    return call


def test_the_command_lists_groups_with_what_they_like(run):
    points = np.tile([[5, 2, 2, 0, 1, 0], [0, 1, 0, 2, 2, 5]], (60, 1))
    answer = json.loads(run(points, "--json", "--seed", "3").stdout)
    assert [entry["size"] for entry in answer["groups"]] == [60, 60]
    assert {"size", "likes", "stability"} <= set(answer["groups"][0])
    assert answer["seed"] == 3 and "labels" not in answer
    text = run(points).stdout
    assert "Group 1: 60 respondents (50%)" in text and "活动0" in text and "Seed 1." in text


def test_the_command_says_that_there_are_no_clear_groups(run):
    assert json.loads(run(eager_and_sparing(1), "--json").stdout)["groups"] == []
    assert "No clear groups" in run(eager_and_sparing(1)).stdout
    assert "Too few answers to say" in run([[5, 2, 0, 1]]).stdout
