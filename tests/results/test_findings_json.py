"""The findings for programs keep their schema and tell no more than the page."""

import json
from pathlib import Path

import jsonschema
import pytest

from survey import findings_json
from survey.frontier_view import frontier
from survey.plan_rows import size_shown
from survey.taste_view import groups_to_show
from tests.signing_in import sign_in

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "findings.schema.json").read_text(encoding="utf-8"))
ELECTION = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
1;60;灯会
2;50;象棋
VOTES
voter_id;vote
""" + "".join(f"{voter};{'1' if voter % 3 else '2'}\n" for voter in range(60))


def test_a_closed_list_gives_findings_that_keep_the_schema(client, organiser, closed):
    sign_in(client, organiser.id)
    answer = client.get("/organiser/lists/2027/results.json")
    found = json.loads(answer.data)
    jsonschema.validate(found, SCHEMA)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="results-2027.json"'
    assert found["respondents"] == 120 and len(found["ranking"]) == 6 and found["plan"]["budget"]
    assert found["corrected"] and any(one["values"] != one["raw"] for one in found["ranking"])


def test_a_file_of_ballots_gives_the_same_kind(app, tmp_path):
    file, output = tmp_path / "election.pb", tmp_path / "findings.json"
    file.write_text(ELECTION, encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["report", str(file), "-o", str(output)])
    found = json.loads(output.read_text(encoding="utf-8"))
    jsonschema.validate(found, SCHEMA)
    assert result.exit_code == 0
    assert [one["title"] for one in found["ranking"]] == ["灯会", "象棋"] and found["plan"]["occasions"] == {"1": 1}


def test_the_schema_notices_an_exact_count():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"respondents": 121}, {"properties": SCHEMA["properties"]})


@pytest.mark.parametrize(
    ("sizes", "respondents", "shown"),
    [
        ([60, 40], 100, {0: 60, 1: 40}),
        ([60, 36], 100, {0: 60, 1: 40}),  # four in no group are shown with the smaller one
        ([90, 8], 100, {}),
        ([], 100, {}),
    ],
)
def test_groups_of_taste_are_shown_only_where_none_is_small(sizes, respondents, shown):
    assert groups_to_show({"groups": [{"size": size} for size in sizes]}, respondents) == shown


def test_nothing_is_told_of_a_plan_without_money():
    assert findings_json.plan_facts(
        {"respondents": 0, "budget": 0, "cost": 0, "rule": {}, "occasions": {}, "reasons": {}}
    ) == {"budget": 0, "cost": 0, "rule": {}, "occasions": {}, "reasons": {}, "neglected": []}


@pytest.mark.parametrize(("size", "wanted", "shown"), [(40, 100, 40), (40, 55, None), (9, 100, None)])
def test_a_group_that_is_left_out_is_counted_only_where_many_want_the_same_beside_it(size, wanted, shown):
    plan = {"respondents": 300, "reasons": {"1": {"code": "OUT_LOCKED", "supporters": wanted}}}
    assert size_shown({"id": "1", "size": size}, plan) == shown


@pytest.mark.parametrize(
    ("sizes", "total"), [([600, 600], 97), ([600, 400], 95), ([600, 60], None), ([600, 8], None), ([], None)]
)
def test_what_fairness_costs_is_drawn_no_finer_than_the_smallest_group_allows(sizes, total):
    point = {"total": 0.97, "worst": 0.9}
    findings = {
        "respondents": sum(sizes),
        "tastes": {"groups": [{"size": size} for size in sizes]},
        "frontier": {"points": [point], "fair": point, "plain": point},
    }
    drawn = frontier(findings)
    assert (drawn and drawn["fair"][0]) == total
