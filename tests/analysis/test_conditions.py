"""Conditions that every rule keeps: against a search through every plan, and in refusals."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ballots import Activity, Ballots, toy
from analysis.selection import (
    RULES,
    Category,
    Conditions,
    ImpossibleConditions,
    ImpossibleLocks,
    Resource,
    equal_shares,
    fair_plan,
    knapsack,
)
from tests.analysis import strategies

numbers = st.integers(0, 3)


@st.composite
def conditioned(draw):
    ballots = draw(strategies.ballots(most_rows=6, most_activities=4))
    some = st.lists(st.sampled_from(ballots.ids), min_size=1, max_size=3, unique=True).map(tuple)
    pairs = st.lists(st.permutations(ballots.ids).map(lambda ids: tuple(ids[:2])), max_size=1)
    category = st.builds(Category, st.just("c"), some, at_least=numbers, at_most=st.none() | numbers)
    categories = draw(st.lists(category, max_size=2))
    resources = st.builds(Resource, st.just("people"), numbers, st.dictionaries(st.sampled_from(ballots.ids), numbers))
    conditions = Conditions(
        locked_out=tuple(draw(st.lists(st.sampled_from(ballots.ids), max_size=1))),
        categories=tuple(replace(category, name=f"c{i}") for i, category in enumerate(categories)),
        never=tuple(draw(pairs)) if len(ballots.ids) > 1 else (),
        together=tuple(draw(pairs)) if len(ballots.ids) > 1 else (),
        least_share=draw(st.sampled_from([0, 0.3, 0.6])),
        resources=tuple(draw(st.lists(resources, max_size=1))),
    )
    return ballots, conditions


def kept(ballots, conditions: Conditions, held: dict[str, int], budget) -> bool:
    """The conditions said once more, one by one."""
    share = {id: (ballots.points[:, j] >= 2).mean() for j, id in enumerate(ballots.ids)}
    sums = [(c, sum(held.get(id, 0) for id in c.ids)) for c in conditions.categories]
    used = [(r, sum(held.get(id, 0) * use for id, use in r.uses.items())) for r in conditions.resources]
    return (
        sum(a.cost * held.get(a.id, 0) for a in ballots.activities) <= budget
        and not any(held.get(id, 0) for id in conditions.locked_out)
        and all(c.at_least <= n and (c.at_most is None or n <= c.at_most) for c, n in sums)
        and not any(held.get(a, 0) and held.get(b, 0) for a, b in conditions.never)
        and all(bool(held.get(a, 0)) == bool(held.get(b, 0)) for a, b in conditions.together)
        and all(share[id] >= conditions.least_share for id, n in held.items() if n)
        and all(n <= r.limit for r, n in used)
    )


def every_plan(ballots):
    for times in product(*(range(a.most_occasions + 1) for a in ballots.activities)):
        yield dict(zip(ballots.ids, times, strict=True))


def worth(ballots, held) -> float:
    points = np.where(ballots.points >= 2, ballots.points, 0).sum(axis=0)
    return sum(points[j] * (2 - 0.5 ** (held.get(id, 0) - 1)) for j, id in enumerate(ballots.ids) if held.get(id, 0))


@settings(max_examples=40)
@given(case=conditioned(), budget=st.integers(1, 25))
def test_every_rule_keeps_the_conditions_or_refuses_them_when_no_plan_can(case, budget):
    ballots, conditions = case
    plans = [held for held in every_plan(ballots) if kept(ballots, conditions, held, budget)]
    for rule in RULES.values():
        if plans:
            assert kept(ballots, conditions, rule(ballots, budget, conditions=conditions).occasions, budget)
        else:
            with pytest.raises(ImpossibleConditions):
                rule(ballots, budget, conditions=conditions)
    if plans:
        best = knapsack(ballots, budget, conditions=conditions).occasions
        assert worth(ballots, best) == pytest.approx(max(worth(ballots, held) for held in plans))


def without(conditions: Conditions, label: str) -> Conditions:
    """All but the condition of a label."""
    kind, name = label.split(":")
    changed = {
        "at_least": {"categories": [replace(c, at_least=0) if c.name == name else c for c in conditions.categories]},
        "at_most": {"categories": [replace(c, at_most=None) if c.name == name else c for c in conditions.categories]},
        "locked_out": {"locked_out": [id for id in conditions.locked_out if id != name]},
        "never": {"never": []},
        "together": {"together": []},
        "resource": {"resources": []},
        "least_share": {"least_share": 0},
    }
    return replace(conditions, **{key: tuple(v) if v else v for key, v in changed[kind].items()})


@settings(max_examples=40)
@given(case=conditioned(), budget=st.integers(1, 25))
def test_without_any_one_of_the_conditions_that_a_refusal_names_the_others_that_it_names_can_be_kept(case, budget):
    ballots, conditions = case
    try:
        equal_shares(ballots, budget, conditions=conditions)
    except ImpossibleConditions as refusal:
        named = refusal.numbers["conditions"].split(", ")
        only = only_named(conditions, named)
        for label in (label for label in named if label != "budget"):
            rest = without(only, label)
            money = budget if "budget" in named else 10**6
            assert any(kept(ballots, rest, held, money) for held in every_plan(ballots)), (label, named)


def only_named(conditions: Conditions, named: list[str]) -> Conditions:
    """What a refusal names and nothing else."""
    categories = [
        replace(
            category,
            at_least=category.at_least if f"at_least:{category.name}" in named else 0,
            at_most=category.at_most if f"at_most:{category.name}" in named else None,
        )
        for category in conditions.categories
    ]
    return Conditions(
        locked_out=tuple(id for id in conditions.locked_out if f"locked_out:{id}" in named),
        categories=tuple(categories),
        never=conditions.never if any(label.startswith("never") for label in named) else (),
        together=conditions.together if any(label.startswith("together") for label in named) else (),
        least_share=conditions.least_share if any(label.startswith("least_share") for label in named) else 0,
        resources=conditions.resources if any(label.startswith("resource") for label in named) else (),
    )


LIST = (
    Activity("song", "合唱", 3),
    Activity("dance", "舞蹈", 2),
    Activity("chess", "象棋", 2),
    Activity("talk", "讲座", 1),
)
BALLOTS = Ballots(np.array([[5, 4, -1, -1]] * 6 + [[-1, 5, 4, -1]] * 3 + [[-1, -1, -1, 2]]), LIST)


def test_a_floor_puts_the_best_liked_of_its_category_in_and_says_so():
    plan = fair_plan(BALLOTS, 5, conditions=Conditions(categories=(Category("quiet", ("chess", "talk"), at_least=1),)))
    assert plan.reasons["chess"].code == "IN_CONDITION"
    assert fair_plan(BALLOTS, 5).selected == ("dance", "song")


def test_what_a_condition_leaves_no_room_for_says_which_one():
    conditions = Conditions(never=(("song", "dance"),), resources=(Resource("volunteers", 2, {"chess": 3}),))
    reasons = equal_shares(BALLOTS, 8, conditions=conditions).reasons
    assert reasons["song"].numbers["conditions"] == "never:song+dance"
    assert reasons["chess"].numbers["conditions"] == "resource:volunteers"


def test_least_support_counts_people_and_not_ballots():
    conditions = Conditions(least_share=0.5)
    assert equal_shares(BALLOTS, 8, conditions=conditions).reasons["talk"].code == "OUT_CONDITION"
    heavy = Ballots(BALLOTS.points, LIST, [1] * 9 + [9])
    assert "talk" in equal_shares(heavy, 8, conditions=conditions).selected


def test_the_smallest_set_that_clashes_is_named():
    conditions = Conditions(
        categories=(Category("quiet", ("chess", "talk"), at_least=2), Category("loud", ("song",), at_least=1)),
        never=(("chess", "talk"),),
        resources=(Resource("volunteers", 9, {"song": 1}),),
    )
    with pytest.raises(ImpossibleConditions) as refusal:
        fair_plan(BALLOTS, 8, conditions=conditions)
    assert refusal.value.numbers["conditions"] == "at_least:quiet, never:chess+talk"


@pytest.mark.parametrize("rule", RULES.values())
def test_what_is_locked_in_must_keep_the_conditions_too(rule):
    conditions = Conditions(locked_in=("talk",), least_share=0.5)
    with pytest.raises(ImpossibleConditions, match="locked_in:talk, least_share:talk"):
        rule(BALLOTS, 8, conditions=conditions)
    with pytest.raises(ImpossibleLocks):
        rule(BALLOTS, 1, locked_in=["song"])


@pytest.mark.parametrize(
    ("conditions", "code"),
    [
        (Conditions(never=(("song", "x"),)), "UNKNOWN"),
        (Conditions(resources=(Resource("weekends", float("nan"), {"song": 1}),)), "NOT_A_NUMBER"),
        (Conditions(categories=(Category("quiet", ("chess",), at_least=-1),)), "NOT_A_NUMBER"),
    ],
)
def test_conditions_on_what_is_not_there_are_refused(conditions, code):
    with pytest.raises(ImpossibleConditions) as refusal:
        equal_shares(BALLOTS, 8, conditions=conditions)
    assert refusal.value.code == code


def test_nobody_answered_and_nothing_is_asked_gives_an_empty_plan():
    nobody = Ballots.from_strings([], toy("52").activities)
    for rule in RULES.values():
        assert rule(nobody, 3).selected == ()
