"""What no survey should hold and some day one does, put through everything: a named refusal or an honest answer."""

import json
import math

import numpy as np
import pytest
from click.testing import CliRunner

import analysis.recommend
from analysis.ballots import Activity, Ballots, InvalidBallots
from analysis.commands import main
from analysis.reasons import Refusal
from analysis.recommend import recommend
from analysis.selection import ImpossibleLocks, equal_shares

REFUSED = (Refusal, InvalidBallots, ImpossibleLocks)


@pytest.fixture(autouse=True)
def few_plans(monkeypatch):
    monkeypatch.setattr(analysis.recommend, "PLANS", 5)


def listed(*costs):
    return [Activity(letter, letter, cost) for letter, cost in zip("abcdef", costs, strict=False)]


def answered(*strings, costs=(1, 2, 3), **more):
    return Ballots.from_strings(strings, listed(*costs), **more)


def no_numbers(facts, path=""):
    """Where something stands that is no number, though it is one of Python's."""
    if isinstance(facts, float) and not math.isfinite(facts):
        return [path]
    parts = facts.items() if isinstance(facts, dict) else enumerate(facts) if isinstance(facts, list) else ()
    return [found for name, part in parts for found in no_numbers(part, f"{path}/{name}")]


HONEST = {  # ballots, budget, what is chosen, doubts about how sure it is
    "no ballots": (answered(), 5, set(), None),
    "one ballot": (answered("52-"), 5, {"a", "b"}, ["TOO_FEW"]),
    "all blank": (answered(*["---"] * 30), 5, set(), []),
    "all equal": (answered(*["521"] * 60), 5, {"a", "b"}, []),
    "no activity": (answered("", "", costs=()), 5, set(), ["TOO_FEW"]),
    "one activity": (answered(*["5", "2", "-"] * 20, costs=(1,)), 5, {"a"}, []),
    "an activity that nobody rated": (answered(*["5-2", "2-0"] * 20), 5, {"a", "c"}, []),
    "costs of zero": (answered(*["522", "222"] * 20, costs=(0, 0, 0)), 0, {"a", "b", "c"}, []),
    "costs above the budget": (answered(*["522", "222"] * 20, costs=(9, 9, 9)), 5, set(), []),
    "a budget of nothing": (answered(*["522", "222"] * 20), 0, set(), []),
    "all weight on one": (answered(*["52-"] * 20, weights=[1] + [0] * 19), 5, {"a", "b"}, ["TOO_FEW"]),
}


@pytest.mark.parametrize("name", HONEST)
def test_recommend_answers_honestly_and_with_numbers(name):
    ballots, budget, chosen, doubts = HONEST[name]
    findings = recommend(ballots, budget, seed=1)
    assert no_numbers(json.loads(findings.to_json())) == []
    assert set(findings.fair.selected) == chosen and set(findings.fair.reasons) == set(ballots.ids)
    assert doubts == (findings.uncertainty and [doubt["code"] for doubt in findings.uncertainty["doubts"]])
    assert [doubt["code"] for doubt in findings.tastes["doubts"]] == ["TOO_FEW_ANSWERS"]


STRATA = {"age": ["60"] * 20 + ["70"] * 20, "sex": ["f", "m"] * 20}
BAD_TOTALS = {
    "contradicting": {"age": {"60": 100, "70": 100}, "sex": {"f": 500, "m": 500}},
    "nan": {"age": {"60": math.nan, "70": 1}},
    "negative": {"age": {"60": -5, "70": 1}},
    "all nothing": {"age": {"60": 0, "70": 0}},
    "of what nobody was asked": {"floor": {"1": 10}},
    "of groups that nobody is in": {"age": {"80": 10}},
    "empty": {"age": {}},
}


@pytest.mark.parametrize("name", BAD_TOTALS)
def test_totals_that_cannot_be_weighed_to_are_refused(name):
    ballots = answered(*["52", "25"] * 20, costs=(1, 2), strata=STRATA)
    with pytest.raises(Refusal):
        recommend(ballots, 2, seed=1, margins=BAD_TOTALS[name])


def test_a_stratum_with_residents_but_no_answers_is_a_doubt():
    ballots = answered(*["52", "25"] * 20, costs=(1, 2), strata=STRATA)
    totals = {"age": {"60": 100, "70": 100, "80": 50}}
    doubts = recommend(ballots, 2, seed=1, margins=totals).weighting["doubts"]
    assert ("NOT_HEARD", 50) in [(doubt["code"], doubt["numbers"].get("residents")) for doubt in doubts]


@pytest.mark.parametrize("budget", [-1, math.nan, math.inf, "much", None, 10**16])
def test_a_budget_that_is_no_money_is_refused(budget):
    with pytest.raises(Refusal, match="not a sum of money"):
        recommend(answered("52-"), budget, seed=1)


@pytest.mark.parametrize("locks", [{"locked_in": ["z"]}, {"locked_in": ["c"]}, {"locked_in": "a", "locked_out": "a"}])
def test_locks_that_no_plan_can_keep_are_refused(locks):
    with pytest.raises(ImpossibleLocks):
        recommend(answered("52-"), 2, seed=1, **locks)


def test_shares_that_are_raised_by_nothing_are_refused():
    with pytest.raises(Refusal, match="never end"):
        equal_shares(answered(*["52-", "--5"] * 3), 3, completion="add1", step=0)


@pytest.mark.parametrize("cost", [-1, math.nan, math.inf, 10**16])
def test_a_cost_that_is_no_money_is_refused(cost):
    with pytest.raises(InvalidBallots, match="cost of 0 or more"):
        Activity("a", "合唱", cost)


@pytest.mark.parametrize("weight", [math.nan, math.inf, -1, 1e300, 1e-300])
def test_a_weight_with_which_nothing_can_be_counted_is_refused(weight):
    with pytest.raises(InvalidBallots, match="weight"):
        answered("52-", "5--", weights=[1, weight])


@pytest.mark.parametrize("points", [math.nan, math.inf, -2, 1e300])
def test_points_with_which_nothing_can_be_counted_are_refused(points):
    with pytest.raises(InvalidBallots, match="cell"):
        Ballots(np.array([[points]]), listed(1))


@pytest.mark.parametrize("want", [math.nan, math.inf, -1])
def test_a_want_that_nothing_or_everything_reaches_is_refused(want):
    with pytest.raises(InvalidBallots, match="from which mark up"):
        Ballots(np.array([[1]]), listed(1), want=want)


PB = "META\nkey;value\nbudget;{}\nvote_type;approval\nPROJECTS\nproject_id;cost\np1;{}\np2;{}\nVOTES\nvoter_id;vote\n{}"
FILES = {
    "empty.csv": "",
    "heading.csv": "快板,太极\n",
    "one.csv": "快板,太极\n5,2\n",
    "blank.csv": "快板,太极\n,\n,\n",
    "equal.csv": "快板,太极\n" + "5,2\n" * 30,
    "one_activity.csv": "快板\n5\n2\n",
    "unrated.csv": "快板,太极\n5,\n2,\n",
    "words.csv": "快板,太极\n好,坏\n",
    "twice.csv": "快板,快板\n5,2\n",
    "faces.csv": "😀,😂\n5,2\n",
    "nobody.pb": PB.format(5, 3, 4, ""),
    "free.pb": PB.format(10, 0, 50, "1;p1\n2;p1,p2\n"),
    "negative.pb": PB.format(10, -5, 5, "1;p1\n"),
    "no_number.pb": PB.format("nan", "nan", 5, "1;p1\n"),
    "none.soi": "# NUMBER ALTERNATIVES: 0\n",
    "absent.csv": None,
}
CALLS = {
    "rank": ["--replicates", "5"],
    "groups": [],
    "weigh": ["--margin", "快板=totals.csv"],
    "select": ["--budget", "1", "--fill"],
    "check": ["--budget", "1", "--selected", "快板"],
    "simulate": ["--answers", "1", "--samples", "2", "--replicates", "2"],
    "wishes": [],
    "schedule": ["--year", "2027", "--seconds", "1"],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (FILES | {"totals.csv": "快板,residents\n5,10\n"}).items():
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def answer(*arguments) -> dict | None:
    """What a command says in JSON, or None where it refused with a sentence."""
    result = CliRunner().invoke(main, [*arguments, "--json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), (arguments, result.exception)
    if result.exit_code:
        assert result.exit_code == 2 and "Error: " in result.output, arguments
        return None
    said = json.loads(result.stdout)
    assert no_numbers(said) == [], arguments
    return said


@pytest.mark.parametrize("command", CALLS)
def test_every_command_answers_or_refuses_every_file(folder, command):
    said = {file: answer(command, file, *CALLS[command]) for file in FILES}
    assert said["absent.csv"] is None and said["empty.csv"] is None
    assert [file for file, found in said.items() if file.startswith("negative") and found] == []


OPTIONS = [
    ("rank", "--seed", "-1"),
    ("rank", "--replicates", "1"),
    ("rank", "--population", "1"),
    ("rank", "--population", "nan"),
    ("rank", "--want", "nan"),
    ("rank", "--want", "-1"),
    ("rank", "--weight", "没有"),
    ("groups", "--seed", "-1"),
    ("simulate", "--answers", "10", "--seed", "-1"),
    ("simulate", "--answers", "0"),
    ("simulate", "--answers", "10", "--samples", "0"),
    ("simulate", "--answers", "10", "--uneven", "没有"),
    ("select", "--budget", "-1"),
    ("select", "--budget", "nan"),
    ("select", "--budget", "1e400"),
    ("select", "--budget", "2", "--least-share", "nan"),
    ("select", "--budget", "2", "--least-share", "2"),
    ("select", "--budget", "2", "--at-least", "inf:快板"),
    ("select", "--budget", "2", "--at-least", "1.5:快板"),
    ("select", "--budget", "2", "--at-most=-1:快板"),
    ("select", "--budget", "2", "--together", "快板,没有"),
    ("select", "--budget", "2", "--resource", "helpers=nan:快板=1"),
    ("select", "--budget", "2", "--locked-in", "快板", "--locked-out", "快板"),
    ("select", "--budget", "2", "--completion", "add1", "--step", "0"),
    ("check", "--budget", "2", "--selected", "没有"),
    ("check", "--budget", "2", "--selected", "快板,快板"),
    ("weigh", "--margin", "没有=totals.csv"),
    ("weigh", "--margin", "快板=absent.csv"),
]


@pytest.mark.parametrize("call", OPTIONS, ids=" ".join)
def test_an_option_that_says_nothing_possible_is_refused(folder, call):
    command, *options = call
    assert answer(command, "equal.csv", *options) is None


@pytest.mark.parametrize(
    ("text", "wishes"),
    [("好" * 10_000, 1), ("1" * 10_000, 1), ("😀🎉", 0), ("\u200b\u200d", 0), ("", 0), ("\n\n", 0)],
    ids=["ten thousand characters", "ten thousand digits", "faces", "nothing to see", "empty", "empty lines"],
)
def test_wishes_that_say_little_or_far_too_much_are_sorted_or_left(folder, text, wishes):
    (folder / "wishes.txt").write_text(text, encoding="utf-8")
    said = answer("wishes", "wishes.txt")
    assert len(said["merged"]) == wishes and said["unsorted"] <= wishes


@pytest.mark.parametrize("row", ["快板,0", "快板,-1", "快板,nan", "快板,1000000000"])
def test_a_programme_that_is_held_an_impossible_number_of_times_is_refused(folder, row):
    (folder / "programmes.csv").write_text(f"title,occasions\n{row}\n", encoding="utf-8")
    assert answer("schedule", "programmes.csv", "--year", "2027") is None


def test_a_check_says_that_a_plan_costs_more_than_there_is(folder):
    result = CliRunner().invoke(main, ["check", "equal.csv", "--budget", "0", "--selected", "太极"])
    assert "the plan costs 1, more than the budget of 0" in result.stdout
