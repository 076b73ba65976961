"""Statements that stand for a group, by the rule of Polis: as published, and as another program finds them."""

import csv
import json

import numpy as np
import pytest

from analysis.tastes import representative

FIXTURES = (
    "150ptpt-3gp-no-strict-no-meta",
    "25ptpt-3gp-no-strict-with-meta",
    "50ptpt-3gp-strict-no-meta",
    "below-100-ptpts",
)
EXPORTS = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "canadian-electoral-reform",
    "london.youth.policing",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)


def stored(shared_data, name):
    return json.loads((shared_data / "oracle_results.json").read_text())["polis"]["results"][name]


def found(votes, labels, statements, left_out=()):
    chosen = representative(votes, labels, left_out=left_out)
    return {
        str(group): [[statements[r.statement], "agree" if r.agrees else "disagree"] for r in entries]
        for group, entries in chosen.items()
    }


def test_a_hand_counted_conversation():
    """Ten against ten: 9 of 10 agree with the first statement and 2 of 10 outside; all agree with the second."""
    first = [1] * 9 + [-1] + [1] * 2 + [-1] * 8
    votes = np.array([first, [1] * 20]).T
    inside, outside = representative(votes, np.repeat([0, 1], 10)).values()
    assert [(r.statement, r.agrees) for r in inside] == [(0, True)]
    assert inside[0].share == pytest.approx(10 / 12)
    assert inside[0].ratio == pytest.approx((10 / 12) / (3 / 12))
    assert (0, False) in [(r.statement, r.agrees) for r in outside]


def test_who_is_in_no_group_counts_nowhere():
    votes = np.array([[1, -1]] * 6 + [[-1, 1]] * 6)
    strangers = np.vstack([votes, [[1, 1]] * 50])
    labels = np.repeat([0, 1], 6)
    assert representative(votes, labels) == representative(strangers, np.append(labels, [-1] * 50))


@pytest.mark.parametrize("name", FIXTURES)
def test_statements_are_those_that_polis_published(shared_data, name):
    folder, facts = shared_data / "polis/red-dwarf-fixtures" / name, stored(shared_data, f"fixture|{name}")
    cast = [
        (v.get("participant_id", v.get("pid")), v.get("statement_id", v.get("tid")), v["vote"], float(v["modified"]))
        for v in json.loads((folder / "votes.json").read_text())
    ]
    people, statements = (sorted({vote[part] for vote in cast}) for part in (0, 1))
    votes = np.full((len(people), len(statements)), np.nan)
    for person, statement, vote, _ in sorted(cast, key=lambda vote: vote[3]):
        votes[people.index(person), statements.index(statement)] = vote
    labels = np.full(len(people), -1)
    for group, members in facts["published_groups"].items():
        labels[[people.index(member) for member in members]] = int(group)
    left_out = tuple(statements.index(s) for s in facts["moderated_out"] if s in statements)
    assert found(votes, labels, statements, left_out) == facts["published_repness"]


@pytest.mark.parametrize("name", EXPORTS)
def test_statements_of_an_export_are_those_that_red_dwarf_finds(shared_data, name):
    with (shared_data / "polis/openData" / name / "participants-votes.csv").open() as file:
        rows = list(csv.DictReader(file))
    statements = [int(heading) for heading in rows[0] if heading.isdigit()]
    votes = np.array([[float(row[str(s)] or "nan") for s in statements] for row in rows])
    labels = np.array([int(row["group-id"] or -1) for row in rows])
    theirs = stored(shared_data, f"openData|{name}")["red_dwarf_repness_from_published_groups"]
    ours = found(votes, labels, statements)
    # Equal statements come in any order: compared sorted.
    assert {g: sorted(e) for g, e in ours.items()} == {g: sorted(entry[:2] for entry in e) for g, e in theirs.items()}
