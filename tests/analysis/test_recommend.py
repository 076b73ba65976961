import json
import time
import tomllib
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.ballots import Activity, Ballots, toy
from analysis.findings import Findings
from analysis.flips import flips, losses, nudges
from analysis.recommend import recommend
from analysis.selection import Conditions, FairRule, fair_plan
from tests.analysis import strategies


@pytest.fixture(scope="module")
def town():
    """6,400 ballots on 40 activities, three taste groups."""
    state = np.random.default_rng(7)
    liking = state.beta(1.2, 2.5, (3, 40))[state.integers(0, 3, 6400)]
    luck = state.random((6400, 40))
    points = np.select([luck < liking, luck < liking + 0.2, luck < liking + 0.5], [2, 1, 0], -1).astype(np.int8)
    first_three = np.argsort(-liking * state.random((6400, 40)), axis=1)[:, :3]
    for wish, column in zip((5, 4, 3), first_three.T, strict=True):
        points[np.arange(6400), column] = wish
    costs = state.choice([300, 500, 800, 1200, 2000, 3000, 5000, 8000], 40)
    return Ballots(points, [Activity(f"a{j}", f"活动{j}", int(cost), 1 + j % 2) for j, cost in enumerate(costs)])


@pytest.fixture(scope="module")
def village(town):
    """The first 600 of them."""
    return replace(town, points=town.points[:600], weights=town.weights[:600])


@pytest.fixture(scope="module")
def findings(village):
    return recommend(village, 30_000, seed=20270110)


def test_findings_are_the_same_after_a_trip_through_json(findings):
    assert Findings.from_json(findings.to_json()) == findings
    assert json.loads(findings.to_json())["seed"] == 20270110


def test_the_same_input_gives_the_same_findings(village, findings):
    assert recommend(village, 30_000, seed=20270110).to_json() == findings.to_json()


def test_findings_name_what_is_needed_to_compute_them_again(village, findings):
    project = tomllib.loads((Path(analysis.__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert findings.version == project["project"]["version"]
    assert findings.input_sha256 == village.sha256()
    assert findings.fair.rule["name"] == "equal-shares" and findings.plain.rule["name"] == "greedy"


def test_each_flip_holds_when_it_is_tried_and_not_one_rung_before(town):
    select = partial(fair_plan, town)
    now = select(30_000)
    found = flips(select, now)
    assert found
    for id, flip in found.items():
        tried = select(flip.budget)
        assert id in tried.selected and id not in select(flip.budget - 500).selected
        assert set(flip.drops) == set(now.selected) - set(tried.selected)
        assert flip.budget - flip.more == 30_000


def test_each_loss_holds_when_it_is_tried_and_not_one_rung_before(town):
    select = FairRule(town, Conditions(locked_in=("a3",))).plan
    now = select(30_000)
    found = losses(select, now)
    assert found and "a3" not in found
    for id, loss in list(found.items())[:3]:
        assert loss.more < 0
        assert id not in select(loss.budget).selected and id in select(loss.budget + 500).selected


def test_locks_reach_both_plans(village):
    findings = recommend(village, 30_000, seed=1, locked_in=["a3"], locked_out=["a5"])
    for plan in (findings.fair, findings.plain):
        assert plan.selected[0] == "a3" and "a5" not in plan.selected


def test_marks_count_every_respondent_once():
    finding = recommend(toy("5", "2", "1", "0", "-"), 1, seed=1).activities[0]
    assert finding.marks == {"want": 2, "fine": 1, "not_for_me": 1, "blank": 1}
    assert (finding.n, finding.values["want-share"]) == (4, 0.4)


def test_a_list_nobody_answered_gives_empty_plans():
    findings = recommend(Ballots.from_strings([], toy("52").activities), 100, seed=1)
    assert findings.fair.selected == findings.plain.selected == ()


@settings(max_examples=40)
@given(ballots=strategies.ballots(), budget=st.integers(0, 30))
def test_twice_as_many_ballots_with_the_same_wishes_give_the_same_plan(ballots, budget):
    doubled = strategies.with_rows(ballots, list(range(len(ballots))) * 2)
    assert fair_plan(doubled, budget).selected == fair_plan(ballots, budget).selected


def test_a_moved_slider_answers_at_once(town):
    """The bound leaves room for a busy machine; bench/everything.py prints the figures."""
    fair_plan(town, 30_000)
    start = time.process_time()
    fair_plan(town, 33_000)
    assert time.process_time() - start < 0.5


def test_how_sure_and_how_fair_it_is_stands_beside_the_plan(findings):
    places = findings.uncertainty["measures"]["want-share"]
    assert all(one["place_low"] <= one["place"] <= one["place_high"] for one in places)
    assert {
        id: share for id, share in findings.robustness.items() if id in findings.fair.occasions and share < 0.5
    } == {}
    assert findings.proportionality["neglected"] == [] and len(findings.tastes["groups"]) == 3
    assert findings.frontier["fair"]["worst"] > findings.frontier["plain"]["worst"]


def test_each_nudge_holds_when_the_ballots_themselves_are_changed(town):
    rule = FairRule(town)
    now = rule.plan(30_000)
    found = nudges(rule, now)
    cheaper = [nudge for nudge in found.values() if nudge.cost]
    assert set(found) == {id for id in town.ids if id not in now.selected} and cheaper
    for nudge in cheaper:
        activities = [replace(a, cost=nudge.cost) if a.id == nudge.id else a for a in town.activities]
        assert nudge.id in fair_plan(replace(town, activities=activities), 30_000).selected
        assert nudge.cost + nudge.cheaper == town.activities[town.ids.index(nudge.id)].cost


@settings(max_examples=40)
@given(ballots=strategies.ballots(), budget=st.integers(1, 20))
def test_so_many_more_supporters_bring_an_activity_in(ballots, budget):
    """Some set of so many respondents does, when they mark it 2: the best case."""
    rule = FairRule(ballots)
    for id, nudge in nudges(rule, rule.plan(budget)).items():
        column = ballots.ids.index(id)
        others = np.flatnonzero(ballots.points[:, column] < 2)
        if nudge.supporters:
            assert any(
                id in fair_plan(replace(ballots, points=wanting(ballots.points, rows, column)), budget).selected
                for rows in combinations(others, nudge.supporters)
            )


def wanting(points, rows, column):
    points = points.copy()
    points[list(rows), column] = 2
    return points
