"""Residents, helpers and the organiser in any order: the database holds what a model without a database says."""

import pytest

from survey.operations import responses, slips
from trials.fuzz import states

RUNS = 12


def test_whatever_residents_and_organisers_do_in_any_order_leaves_what_the_model_says():
    taken, broken = states.play(runs=RUNS, steps=states.STEPS, seed=11)
    assert broken == []
    assert taken.total() == RUNS * states.STEPS and set(taken) == {*states.OFTEN, *states.SELDOM}


@pytest.mark.parametrize("fault", ["helpers replace anything", "an answer outlives its slip"])
def test_the_model_notices_what_is_planted(fault, monkeypatch):
    if fault == "helpers replace anything":
        monkeypatch.setattr(responses, "SEND", responses.SEND.replace(responses.MAY_REPLACE, "TRUE"))
    else:
        monkeypatch.setattr(slips, "void_slip", lambda _session, *, slip, **_given: setattr(slip, "state", "void"))
    _taken, broken = states.play(runs=3, steps=states.STEPS, seed=11)
    assert broken
