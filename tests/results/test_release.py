"""What is worked out from the figures that may be shown, and nothing from those that may not."""

import pytest

from survey import release


def findings(respondents, firsts):
    """Twelve activities that every measure puts in the same order; `firsts` of those who want one have it first."""
    wants = [respondents * (90 - 6 * number) // 100 for number in range(12)]
    return {"respondents": respondents, "activities": [activity(want, respondents, firsts) for want in wants]}


def activity(want, respondents, firsts):
    share = want / respondents
    means = {"want-share": share, "points": 2 * share, "first": firsts * share, "borda": share, "pairwise": share}
    return {"id": f"wanted by {want}", "n": respondents, "marks": {"want": want}, "values": means}


@pytest.mark.parametrize("firsts", [0, 0.5])
@pytest.mark.parametrize("respondents", [300, 999, 1000, 3000])
def test_a_measure_that_is_not_shown_disagrees_with_nothing(respondents, firsts):
    assert release.disagreements(findings(respondents, firsts)) == []


def test_a_measure_that_is_shown_and_differs_is_still_told():
    document = findings(999, 0.5)
    best, *_others, last = document["activities"]
    best["values"]["first"], last["values"]["first"] = last["values"]["first"], best["values"]["first"]
    assert {(item["id"], item["code"]) for item in release.disagreements(document)} == {
        (best["id"], "FINE_FOR_ALL"),
        (last["id"], "LOVED_BY_FEW"),
    }
