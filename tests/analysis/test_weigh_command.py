"""What a clerk sees of ``weigh``, and of ``rank`` with known totals."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from analysis.commands import main

TOTALS = "building,age,residents\nB1,old,40\nB1,young,60\nB2,old,20\nB2,young,80\n"
LONG = "stratum,value,residents\nage,old,60\nage,young,140\nbuilding,B1,100\nbuilding,B2,100\n"


@pytest.fixture
def run(tmp_path):
    """Fifteen old and thirty young; the old want 快板, the young 太极."""
    rows = [f"old,B{number % 2 + 1},5,\n" for number in range(15)]
    rows += [f"young,B{number % 2 + 1},,5\n" for number in range(30)]
    (tmp_path / "answers.csv").write_text("age,building,快板,太极\n" + "".join(rows), encoding="utf-8")
    for name, text in (("totals", TOTALS), ("long", LONG), ("bad", TOTALS.replace("40", "many"))):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")

    def call(command, *options):
        options = [option.replace("=", f"={tmp_path}/") for option in options]
        return CliRunner().invoke(main, [command, str(tmp_path / "answers.csv"), *options], catch_exceptions=False)

    return call


def test_weigh_says_what_moved_and_what_it_cost(run):
    lines = run("weigh", "--margin", "age=totals.csv").stdout.splitlines()
    assert lines[:3] == [
        "margin  group  answers  share before  share after  of residents",
        "age     old         15         33.3%        30.0%         30.0%",
        "age     young       30         66.7%        70.0%         70.0%",
    ]
    assert "45 answers for 200 residents, worth 45 equal ones (design effect 1.01)." in lines
    assert "age moved 3.3% of the weight." in lines


def test_one_table_crossed_gives_the_totals_of_each_column(run):
    found = json.loads(run("weigh", "--margin", "age=totals.csv", "--margin", "building=totals.csv", "--json").stdout)
    assert {(g["margin"], g["group"], round(g["after"], 6)) for g in found["groups"]} == {
        ("age", "old", 0.3),
        ("age", "young", 0.7),
        ("building", "B1", 0.5),
        ("building", "B2", 0.5),
    }
    assert (found["converged"], found["people"], len(found["weights"])) == (True, pytest.approx(200), 45)


def test_a_long_table_says_the_same(run):
    wide, long = (run("weigh", "--margin", f"age={name}.csv", "--json").stdout for name in ("totals", "long"))
    assert wide == long


def test_columns_can_be_crossed(run):
    found = json.loads(run("weigh", "--margin", "building,age=totals.csv", "--least", "1", "--json").stdout)
    assert [g["group"] for g in found["groups"]] == ["B1 × old", "B1 × young", "B2 × old", "B2 × young"]


def test_weights_can_be_written_beside_the_strata_and_read_again(run, tmp_path):
    written = run("weigh", "--margin", "age=totals.csv", "--write").stdout_bytes.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert (len(rows), rows[0]) == (45, {"age": "old", "building": "B1", "weight": "4.000000"})


def test_rank_with_known_totals_shows_raw_beside_weighted_and_counts_who_was_not_heard(run):
    found = json.loads(run("rank", "--margin", "age=totals.csv", "--json").stdout)
    first, second = found["ranking"]
    assert (first["id"], first["value"], first["raw_value"]) == ("太极", pytest.approx(0.7), pytest.approx(2 / 3))
    assert (first["place_high"], second["place_low"], second["tie_group"]) == (1, 2, 2)
    assert found["chances"]["太极"] == [1, 1]
    assert run("rank", "--margin", "age=totals.csv").stdout.splitlines()[0].endswith("raw")


def test_the_number_of_residents_narrows_the_interval(run):
    def width(*options):
        row = json.loads(run("rank", "--json", *options).stdout)["ranking"][0]
        return row["high"] - row["low"]

    assert width("--population", "60") < 0.6 * width()
    assert json.loads(run("rank", "--json", "--seed", "7").stdout)["seed"] == 7


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (["weigh"], "there are no totals to weigh to"),
        (["weigh", "--margin", "age"], "Write it like age=totals.csv"),
        (["weigh", "--margin", "age=none.csv"], "there is no file"),
        (["weigh", "--margin", "sex=totals.csv"], "there is no column 'sex'"),
        (["weigh", "--margin", "age=bad.csv"], "row 2, column 'residents' holds 'many'"),
        (["weigh", "--margin", "age=totals.csv", "--bounds", "2", "3"], "leave no room"),
        (["rank", "--population", "12"], "45 answers are more than 12 residents"),
        (["rank", "--population", "nan"], "nan is no number of residents"),
    ],
)
def test_what_is_wrong_ends_with_2_and_a_sentence(run, call, sentence):
    result = run(*call)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
