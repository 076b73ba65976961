"""This year beside last: changes beyond chance, forecasts with honest ranges, and how good they were."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest

from analysis.ballots import Activity, Ballots
from analysis.years import Forecast, Forecasts, Held, Incomparable, Wanted, compare, forecast, score
from analysis.years.compare import adjusted_p

RESIDENTS = 3_000


def community(seed: int, activities: int = 25, raised: dict[int, float] | None = None) -> np.ndarray:
    """What each resident wants, 2 or 0; some like much and some little, every second more than the others."""
    state = np.random.default_rng(seed)
    liking = state.beta(1, 4, activities) * state.gamma(4, 0.25, (RESIDENTS, 1))
    liking[1::2] *= 1.4
    for activity, by in (raised or {}).items():
        liking[:, activity] += by
    return 2 * (state.random((RESIDENTS, activities)) < liking).astype(np.int8)


def answers(wants: np.ndarray, seed: int, share: float = 0.2, uneven: bool = False) -> Ballots:
    """A sample of residents; uneven: half of them answer three times as readily, and the weights know it."""
    ready = np.where(np.arange(RESIDENTS) % 2, 1.5, 0.5) if uneven else np.ones(RESIDENTS)
    came = np.random.default_rng(seed).random(RESIDENTS) < share * ready
    listed = tuple(Activity(f"a{j}", f"活动{j}") for j in range(wants.shape[1]))
    return Ballots(wants[came], listed, weights=1 / ready[came])


def codes(comparison) -> dict[str, str]:
    return {change.id: change.code for change in comparison.changes}


@pytest.mark.parametrize("uneven", [False, True])
def test_when_nothing_changed_a_false_alarm_is_as_rare_as_promised(uneven):
    alarmed = 0
    for seed in range(200):
        wants = community(seed)
        now, before = (answers(wants, 1000 * seed + year, uneven=uneven) for year in (1, 2))
        found = compare(now, before, population=RESIDENTS, population_before=RESIDENTS)
        alarmed += any(code in ("ROSE", "FELL") for code in codes(found).values())
    assert alarmed / 200 <= 0.05 + 2 * (0.05 * 0.95 / 200) ** 0.5


def test_the_interval_of_a_difference_covers_the_truth_as_often_as_it_says():
    inside = []
    for seed in range(60):
        before, now = community(seed), community(seed, raised={0: 0.1})
        truth = (now > 0).mean(axis=0) - (before > 0).mean(axis=0)
        found = compare(
            answers(now, 2 * seed), answers(before, 2 * seed + 1), population=RESIDENTS, population_before=RESIDENTS
        )
        by_id = {change.id: change for change in found.changes}
        inside += [by_id[f"a{j}"].low <= truth[j] <= by_id[f"a{j}"].high for j in range(25)]
    assert 0.93 <= np.mean(inside) <= 0.97


def test_what_really_rose_is_found_and_the_rest_left_alone():
    before, now = community(1), community(1, raised={3: 0.25})
    found = codes(compare(answers(now, 1), answers(before, 2)))
    assert found["a3"] == "ROSE"
    assert sum(code == "NO_CLEAR_CHANGE" for code in found.values()) >= 23


def test_knowing_that_most_residents_answered_makes_the_interval_narrower():
    wants = community(5)
    now, before = answers(wants, 1, share=0.6), answers(wants, 2, share=0.6)
    wide, narrow = compare(now, before), compare(now, before, population=RESIDENTS, population_before=RESIDENTS)
    assert narrow.changes[0].high - narrow.changes[0].low < 0.7 * (wide.changes[0].high - wide.changes[0].low)


def test_uneven_weights_make_it_wider():
    even = answers(community(5), 1)
    uneven = replace(even, weights=np.where(np.arange(len(even)) % 4, 0.2, 3.4))
    widths = []
    for one in (even, uneven):
        change = next(change for change in compare(one, even).changes if change.id == "a0")
        widths.append(change.high - change.low)
    assert widths[1] > 1.2 * widths[0]


def test_few_answers_say_so_instead_of_guessing():
    few = answers(community(5), 1, share=0.005)
    found = compare(few, answers(community(5), 2))
    assert set(codes(found).values()) == {"TOO_FEW"}
    assert "TOO_FEW_ANSWERS" in {doubt.code for doubt in found.doubts}


def test_no_answers_at_all_are_too_few():
    listed = (Activity("a", "快板"),)
    none = Ballots(np.zeros((0, 1), np.int8), listed)
    assert codes(compare(none, none)) == {"a": "TOO_FEW"}


def test_nobody_wanting_it_in_either_year_is_no_change():
    never = Ballots(np.zeros((200, 1), np.int8), (Activity("a", "快板"),))
    assert codes(compare(never, never)) == {"a": "NO_CLEAR_CHANGE"}


def test_activities_are_matched_by_id_or_by_title_and_the_others_are_new_or_gone():
    before = Ballots(np.full((50, 2), 2), (Activity("1", "快板"), Activity("2", "太极")))
    now = Ballots(np.full((50, 2), 2), (Activity("2", "书法"), Activity("3", "太极")))
    assert codes(compare(now, before)) == {"2": "NO_CLEAR_CHANGE", "3": "NEW", "1": "GONE"}
    by_title = compare(now, before, by=lambda activity: activity.title)
    assert [(change.title, change.code) for change in by_title.changes] == [
        ("太极", "NO_CLEAR_CHANGE"),
        ("书法", "NEW"),
        ("快板", "GONE"),
    ]
    assert {doubt.code: doubt.numbers for doubt in by_title.doubts}["LISTS_DIFFER"] == {
        "shared": 1,
        "new": 1,
        "gone": 1,
    }


def test_a_comparison_says_that_it_takes_the_years_for_independent_and_survives_json():
    wants = community(2)
    found = compare(answers(wants, 1), answers(wants, 2))
    assert found.doubts[0].code == "INDEPENDENT_YEARS"
    assert json.loads(json.dumps(asdict(found)))["changes"][0]["id"] == found.changes[0].id


def test_adjusted_p_are_those_of_the_paper():
    """Benjamini and Hochberg 1995, section 3.2: of fifteen p values, four are called at 5 %."""
    paper = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.0,
    ]
    assert (adjusted_p(np.array(paper)) <= 0.05).tolist() == [True] * 4 + [False] * 11


def world(seed: int, parts=(0.3, 0.3, 0.35), counted: int = 2, activities: int = 16):
    """Activities of four kinds with true log ratios, what was counted of some, and what will come."""
    state = np.random.default_rng(seed)
    kinds = np.arange(activities) % 4
    ratio = (
        np.log(0.25)
        + 0.8 * state.normal()
        + parts[0] * state.normal(size=4)[kinds]
        + parts[1] * state.normal(size=activities)
    )
    shares = state.uniform(0.03, 0.5, activities)

    def come(j):
        return int(state.poisson(shares[j] * RESIDENTS * np.exp(ratio[j] + parts[2] * state.normal())))

    past = [
        Held(f"a{j}", shares[j], RESIDENTS, come(j), f"k{kinds[j]}")
        for j in range(activities // 2)
        for _ in range(counted)
    ]
    wanted = [Wanted(f"a{j}", shares[j], 0.9 * shares[j], 1.1 * shares[j], f"k{kinds[j]}") for j in range(activities)]
    return wanted, past, {f"a{j}": come(j) for j in range(activities)}


@pytest.mark.parametrize(
    ("parts", "counted"), [((0.3, 0.3, 0.35), 2), ((0.1, 0.1, 0.2), 3), ((0.6, 0.5, 0.6), 1), ((0.3, 0.3, 0.3), 0)]
)
def test_the_range_of_a_forecast_holds_as_often_as_it_says(parts, counted):
    """Four in five, whether much or little was counted and whether turn-out varies much or little."""
    inside, own = [], []
    for seed in range(60):
        wanted, past, came = world(seed, parts, counted)
        found = score(forecast(wanted, RESIDENTS, past), came)
        inside.append(found.coverage)
        own += [row.inside for row in found.rows[:8]]
    assert 0.72 <= np.mean(inside) <= 0.9


def test_what_was_counted_for_the_same_activity_counts_most_and_for_its_kind_more_than_for_others():
    past = [Held("a", 0.2, RESIDENTS, 400, "OPERA"), Held("a", 0.2, RESIDENTS, 420, "OPERA")]
    past += [Held(f"b{j}", 0.2, RESIDENTS, 60, "DANCE") for j in range(6)]
    wanted = [
        Wanted(id, 0.2, 0.18, 0.22, kind)
        for id, kind in [("a", "OPERA"), ("c", "OPERA"), ("d", "FILM"), ("b0", "DANCE")]
    ]
    found = forecast(wanted, RESIDENTS, past).forecasts
    people = [one.people for one in found]
    assert people[0] > people[1] > people[2] > people[3]
    assert [one.reason.code for one in found] == ["FROM_OWN_PAST", "FROM_ALIKE", "FROM_OTHERS", "FROM_OWN_PAST"]
    assert found[0].high / found[0].low < found[2].high / found[2].low


def test_with_nothing_counted_a_forecast_is_wide_and_says_on_what_it_rests():
    found = forecast([Wanted("a", 0.2, 0.18, 0.22)], RESIDENTS)
    one = found.forecasts[0]
    assert one.people < 0.5 * 0.2 * RESIDENTS
    assert one.high / one.low > 6
    assert [doubt.code for doubt in found.doubts] == ["NO_HISTORY"]
    assert one.reason.code == "FROM_ASSUMPTION"


def test_nobody_wanting_it_and_nobody_coming_still_gives_numbers():
    found = forecast([Wanted("a", 0, 0, 0.01)], RESIDENTS, [Held("b", 0, RESIDENTS, 0)])
    one = found.forecasts[0]
    assert 0 <= one.low <= one.people <= one.high <= RESIDENTS
    assert json.loads(json.dumps(asdict(found)))["forecasts"][0]["low"] == one.low


def test_no_more_come_than_live_there_and_nothing_to_forecast_is_no_error():
    assert forecast([Wanted("a", 1, 1, 1)], 10, [Held("a", 0.1, 10, 10)] * 5).forecasts[0].high <= 10
    assert forecast([], 10).forecasts == ()


def test_a_forecast_that_learns_beats_the_one_that_repeats_last_year():
    skills = []
    for seed in range(40):
        wanted, past, came = world(seed, counted=1)
        found = score(forecast(wanted, RESIDENTS, past), came, {held.id: held.attendance for held in past})
        skills.append(1 - found.same_absolute_error / found.naive_absolute_error)
    assert np.mean(skills) > 0.03


def test_a_score_counts_only_what_was_forecast_and_held():
    told = Forecasts((Forecast("a", 50, 30, 80, None), Forecast("b", 20, 10, 40, None)), 0.8, (), {})
    found = score(told, {"a": 80, "z": 9})
    assert [row.id for row in found.rows] == ["a"]
    assert (found.coverage, found.bias, found.interval_score, found.skill) == (1, -30, 50, None)
    assert {doubt.code for doubt in found.doubts} == {"FEW_SCORED", "NO_NAIVE"}
    assert [doubt.code for doubt in score(told, {}).doubts] == ["NOTHING_TO_SCORE"]


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("WANT", lambda: compare(answers(community(1), 1), replace(answers(community(1), 2), want=4))),
        ("POPULATION", lambda: compare(answers(community(1), 1), answers(community(1), 2), population=10)),
        ("RATE", lambda: compare(answers(community(1), 1), answers(community(1), 2), rate=0)),
        ("RATE", lambda: forecast([], 10, level=1)),
        ("SHARE", lambda: Wanted("a", 0.5, 0.6, 0.7)),
        ("SHARE", lambda: Wanted("a", float("nan"), 0, 1)),
        ("SHARE", lambda: Held("a", 1.5, 10, 1)),
        ("PEOPLE", lambda: Held("a", 0.5, 0, 1)),
        ("PEOPLE", lambda: Held("a", 0.5, 10, -1)),
        ("PEOPLE", lambda: forecast([], float("inf"))),
        ("DOUBLED", lambda: forecast([Wanted("a", 0.5, 0.4, 0.6)] * 2, 10)),
        ("PEOPLE", lambda: score(forecast([], 10), {"a": float("nan")})),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(code, make):
    with pytest.raises(Incomparable) as refusal:
        make()
    assert refusal.value.code == code
