"""What a person or a script sees of ``python -m analysis``."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from analysis.commands import main
from analysis.ranking import MEASURES

TABLE = "楼栋,快板,太极,书法\n1号楼,5,2,\n1号楼,2,,1\n2号楼,2,0,\n2号楼,,,5\n"
PB = """META
key;value
budget;100
vote_type;approval
min_project_score_threshold;2
PROJECTS
project_id;cost;name
p1;60;灯会
p2;40;象棋
p3;40;书法
VOTES
voter_id;vote
1;p1
2;p1,p2
3;p1,p2
4;p3
"""


FIELDS = {"id", "title", "value", "place", "n", "low", "high", "place_low", "place_high", "tie_group"}


@pytest.fixture
def run(tmp_path):
    (tmp_path / "answers.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "election.pb").write_text(PB, encoding="utf-8")

    def call(command, file, *options):
        return CliRunner().invoke(main, [command, str(tmp_path / file), *options], catch_exceptions=False)

    return call


def test_rank_prints_an_aligned_table_and_says_which_columns_it_took(run):
    result = run("rank", "answers.csv")
    assert result.stdout.splitlines() == [
        "place  activity  want it  95 % interval  places  tie group  marked by",
        "    1  快板        75.0%  0.0% – 100.0%     1–3          1          3",
        "    2  太极        25.0%  0.0% – 100.0%     1–3          1          2",
        "    2  书法        25.0%  0.0% – 100.0%     1–3          1          2",
        "",
        "Of 4 ballots.",
        "Note: too few answers to say: 4, worth 4.0.",
        "1,000 replicates, seed 1.",
    ]
    assert "activities: 快板; 太极; 书法" in result.stderr


@pytest.mark.parametrize("measure", MEASURES)
def test_rank_as_json_is_one_object_with_a_place_for_each_activity(run, measure):
    result = json.loads(run("rank", "answers.csv", "--measure", measure, "--json").stdout)
    assert result["measure"] == measure
    assert [set(entry) for entry in result["ranking"]] == [FIELDS] * 3


def test_select_as_json_keeps_the_ids_of_the_file_and_gives_each_candidate_a_reason(run):
    result = json.loads(run("select", "election.pb", "--json").stdout)
    assert (result["selected"], result["cost"], result["budget"]) == (["p1"], 60, 100)
    assert {entry["id"]: entry["reason"] for entry in result["candidates"]} == {
        "p1": "IN_SHARED",
        "p2": "OUT_TOO_COSTLY",
        "p3": "OUT_TOO_COSTLY",
    }
    assert result["candidates"][0]["numbers"]["payment_per_supporter"] == 20
    assert result["rule"]["utility"] == "cost"


@pytest.mark.parametrize(
    ("options", "selected"),
    [
        (["--fill"], ["p1", "p2"]),
        (["--completion", "add1"], ["p1"]),
        (["--completion", "add1-overspend", "--budget", "99"], ["p1"]),
        (["--utility", "cardinality", "--budget", "90"], ["p1"]),
        (["--rule", "greedy"], ["p1", "p2"]),
        (["--rule", "greedy", "--budget", "40"], ["p2"]),
        (["--rule", "greedy", "--budget", "50", "--no-skip"], []),
        (["--rule", "greedy", "--budget", "140"], ["p1", "p2"]),
        (["--rule", "greedy", "--budget", "140", "--threshold", "0"], ["p1", "p2", "p3"]),
        (["--rule", "greedy", "--by", "score-per-cost", "--budget", "60"], ["p1"]),
    ],
)
def test_rules_and_their_variants(run, options, selected):
    assert json.loads(run("select", "election.pb", "--json", *options).stdout)["selected"] == selected


def test_select_prints_who_is_in_and_who_is_out_and_why(run):
    assert run("select", "answers.csv", "--budget", "2").stdout.splitlines() == [
        "1 chosen for 1 of 2, in the order bought:",
        "",
        "  activity  cost  why",
        "  快板         1  3 want it and pay 0.33 each on average",
        "",
        "2 not chosen:",
        "",
        "  activity  cost  why",
        "  太极         1  1 want it, but their shares have only 0.00 left",
        "  书法         1  1 want it, but their shares have only 0.50 left",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rank", "none.csv"], "there is no file"),
        (["rank", "election.pb", "--reverse"], "only for tables"),
        (["rank", "answers.csv", "--activities", "广场舞"], "there is no column '广场舞'"),
        (["select", "answers.csv"], "Give one: --budget"),
        (["select", "answers.csv", "--budget", "-5"], "not a number of 0 or more"),
        (["select", "answers.csv", "--budget", "many"], "not a number of 0 or more"),
        (["rank", "answers.csv", "--measure", "guess"], "is not one of"),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_sentence_and_nothing_on_stdout(run, arguments, sentence):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr


def test_help_shows_worked_calls():
    for command in ([], ["rank"], ["select"]):
        assert "python -m analysis" in CliRunner().invoke(main, [*command, "--help"]).stdout.split("Options")[0]


def test_it_runs_as_a_module_without_the_web_framework(tmp_path):
    (tmp_path / "answers.csv").write_text(TABLE, encoding="utf-8")
    code = (
        "import sys, runpy; sys.argv[1:] = ['rank', sys.argv[1], '--json']\n"
        "try: runpy.run_module('analysis', run_name='__main__')\n"
        "except SystemExit: assert not {'flask', 'sklearn', 'sqlalchemy'} & set(sys.modules)"
    )
    call = [sys.executable, "-c", code, str(tmp_path / "answers.csv")]
    result = subprocess.run(call, capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(result.stdout)["ranking"][0]["id"] == "快板"


def test_real_answers_of_1993_on_music(shared_data):
    """General Social Survey, 1 is "like very much": oldies and country lead, rap and heavy metal trail."""
    genres = "bigb,blug,coun,blue,musi,clas,folk,gosp,jazz,lati,mood,newa,oper,rap,regg,conr,oldi,hvym"
    call = ["rank", str(shared_data / "likert" / "gss1993_music.csv"), "--activities", genres]
    ranking = json.loads(CliRunner().invoke(main, [*call, "--reverse", "--want", "4", "--json"]).stdout)["ranking"]
    assert [entry["id"] for entry in ranking][:2] == ["oldi", "coun"]
    assert {entry["id"] for entry in ranking[-2:]} == {"rap", "hvym"}


def test_check_names_who_is_left_without_and_what_it_would_cost(run):
    failing = json.loads(run("check", "election.pb", "--selected", "p1,p2", "--budget", "200", "--json").stdout)
    assert not failing["holds"]
    assert failing["neglected"][0] | {"strata": {}} == {
        "id": "p3", "size": 1, "people": 1.0, "cost": 40, "share": 50.0, "has": 0.0, "strata": {},
    }  # fmt: skip
    assert "书法" in run("check", "election.pb", "--selected", "p1,p2", "--budget", "200").stdout
    assert "Nobody is left" in run("check", "election.pb", "--selected", "p1,p2,p3", "--budget", "200").stdout


def test_check_refuses_what_is_no_plan(run):
    result = run("check", "election.pb", "--selected", "p9")
    assert result.exit_code == 2 and "p1, p2, p3" in result.stderr
    assert "--selected" in run("check", "election.pb").stderr


def test_select_keeps_conditions_and_says_what_they_left_out(run):
    free = json.loads(run("select", "election.pb", "--rule", "greedy", "--json").stdout)
    assert free["selected"] == ["p1", "p2"]
    conditions = ["--never", "p1,p2", "--at-least", "1:p3", "--resource", "volunteers=4:p1=5,p3=2"]
    kept = json.loads(run("select", "election.pb", "--rule", "knapsack", *conditions, "--json").stdout)
    assert kept["selected"] == ["p2", "p3"]
    assert kept["candidates"][0]["numbers"]["conditions"] == "resource:volunteers, never:p1+p2"


def test_select_names_the_conditions_that_clash(run):
    result = run("select", "election.pb", "--locked-in", "p1", "--locked-out", "p3", "--at-least", "1:p3")
    assert result.exit_code == 2 and "locked_out:p3, at_least:p3" in result.stderr


@pytest.mark.parametrize(
    "options", [("--never", "p1"), ("--at-most", "p1"), ("--resource", "volunteers"), ("--never", "p1,x")]
)
def test_select_says_how_a_condition_is_written(run, options):
    result = run("select", "election.pb", *options)
    assert result.exit_code == 2 and "Traceback" not in result.stderr


def test_what_a_library_prints_past_python_is_not_in_the_answer():
    said = "import os, analysis.__main__ as m; m.keep_stdout_ours(); os.write(1, b'noise'); print('{}')"
    result = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("{}\n", "noise")
