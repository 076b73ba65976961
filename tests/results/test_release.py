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


WEIGHTED = {"weighting": {"design_effect": 1.3, "population": 1200}}


@pytest.mark.parametrize("share", [0.111, 0.3, 0.522, 0.8])
def test_a_correction_is_rounded_as_coarsely_as_the_count_it_corrects(share):
    document = findings(603, 0.5) | WEIGHTED
    activity = document["activities"][5]
    document["activities"][5] = activity | {
        "raw": activity["values"],
        "values": activity["values"] | {"want-share": share},
    }
    standing = release.standings(document)[activity["id"]]
    moved = 605 * (standing.values["want-share"] - standing.raw["want-share"])
    assert abs(moved / 5 - round(moved / 5)) < 1e-9
    assert abs(standing.values["want-share"] - share) <= 5 / 605


def test_the_interval_follows_from_shown_figures_and_narrows_when_more_answer():
    low, high = release.interval(0.5, {"respondents": 600})
    assert (round(low, 2), round(high, 2)) == (0.46, 0.54)
    half = release.interval(0.5, {"respondents": 600, "weighting": {"design_effect": 1.0, "population": 1200}})
    assert half[1] - 0.5 == pytest.approx((high - 0.5) * 0.5**0.5)
    assert release.interval(0.5, {"respondents": 602}) == release.interval(0.5, {"respondents": 598})
    assert release.interval(0.5, {"respondents": 0}) is None
