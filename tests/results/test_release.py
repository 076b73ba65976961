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


WEIGHTED = {"weighting": {"design_effect": 1.3, "population": 1200}, "weights": [(0.5, 303), (1.505, 300)]}


def told_for(share):
    """The sixth activity, which 361 of 603 want, where it is `share` of all residents: what is shown, in answers."""
    document = findings(603, 0.5) | WEIGHTED
    activity = document["activities"][5]
    weighed = activity["values"] | {"want-share": share}
    document["activities"][5] = activity | {"raw": activity["values"], "values": weighed}
    standing = release.standings(document)[activity["id"]]
    return 605 * standing.raw["want-share"], 605 * standing.values["want-share"]


@pytest.mark.parametrize("share", [0.45, 0.522, 0.6, 0.7])
def test_a_correction_is_rounded_as_coarsely_as_the_count_it_corrects(share):
    raw, told = told_for(share)
    assert raw == pytest.approx(360)
    assert (told - raw) / 10 == pytest.approx(round((told - raw) / 10), abs=1e-6)
    assert told / 605 == pytest.approx(share, abs=8 / 605)


@pytest.mark.parametrize("share", [0.1, 0.99])
def test_a_correction_never_says_that_all_behind_a_figure_weigh_the_same(share):
    raw, told = told_for(share)
    assert 100 < abs(told - raw) < 0.5 * 303 - 10


def test_a_first_wish_hidden_on_one_side_of_the_open_link_is_not_corrected_either():
    whole = findings(600, 0.5) | WEIGHTED | {"channels": {"WEB": 500, "OPEN_LINK": 100}, "top_wishes": {}}
    part = findings(500, 0.5) | WEIGHTED
    for activity, apart in zip(whole["activities"], part["activities"], strict=True):
        activity["raw"] = activity["values"]
        apart |= {"id": activity["id"], "raw": apart["values"] | {"first": activity["values"]["first"] * 1.2}}
    standings = release.standings(release.without_open_link(whole | {"without_open_link": part}))
    assert standings and all(standing.values["first"] is None for standing in standings.values())
    assert all(standing.values["want-share"] > 0 for standing in standings.values())


def test_the_interval_follows_from_shown_figures_and_narrows_when_more_answer():
    low, high = release.interval(0.5, {"respondents": 600})
    assert (round(low, 2), round(high, 2)) == (0.46, 0.54)
    half = release.interval(0.5, {"respondents": 600, "weighting": {"design_effect": 1.0, "population": 1200}})
    assert half[1] - 0.5 == pytest.approx((high - 0.5) * 0.5**0.5)
    assert release.interval(0.5, {"respondents": 602}) == release.interval(0.5, {"respondents": 598})
    assert release.interval(0.5, {"respondents": 0}) is None


def test_an_activity_is_not_told_to_stand_at_one_place_by_all_measures():
    document = findings(300, 0)
    for activity in document["activities"][:6]:
        activity["marks"]["want"] = 200
        activity["values"] |= {"want-share": 2 / 3, "borda": 2 / 3}
    assert all(len(set(item["places"].values())) > 1 for item in release.disagreements(document))


def places(*rows):
    return {"measures": {"want-share": [{"id": id, "place_low": low, "place_high": high} for id, low, high in rows]}}


@pytest.mark.parametrize(("respondents", "shown"), [(2000, (2, 6)), (400, (1, 7)), (99, None)])
def test_activities_shown_with_the_same_share_have_the_same_places(respondents, shown):
    wants = [respondents * part // 100 for part in (80, 50, 50, 40, 30, 20, 15)]
    activities = [activity(want, respondents, 0) | {"id": str(number)} for number, want in enumerate(wants)]
    document = {"respondents": respondents, "activities": activities}
    document["uncertainty"] = places(("1", 2, 3), ("2", 3, 6), *((str(id), 1, 7) for id in (0, 3, 4, 5, 6)))
    standings = release.standings(document)
    assert {release.places_between(standings[id], standings, document) for id in "12"} == {shown}
