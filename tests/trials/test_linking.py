"""Nobody finds out which answer is whose; where two tables are written at once, the same attackers find out all."""

import pytest

from survey import answer_writer, db
from trials.attacks import linking

# One small neighbourhood wavers more about its chance than three whole ones, which `make faults` attacks.
WAVERING = 0.04


@pytest.fixture(scope="module")
def report():
    return linking.attack(households=800, buildings=27)


def test_dump_key_and_order_of_rows_lead_to_no_answer_while_the_list_is_open(report):
    chance = report.chance[0] + WAVERING
    assert {name: rates[0] for name, rates in report.before.items() if rates[0] > chance} == {}
    assert "order of rows" in report.before and "a wish joined to its answer" in report.before


def test_a_seized_log_tells_the_order_of_few_answers_and_a_moment_later_of_none(report):
    assert max(report.in_log) <= answer_writer.MOST_IN_LOG
    assert report.in_log_later == 0


def test_a_log_that_is_never_emptied_is_read_by_the_attack(monkeypatch):
    monkeypatch.setattr(db, "empty_log", lambda _raw: True)
    told = linking.attack(households=60, buildings=4).in_log
    assert max(told) >= 40


def test_after_the_close_nothing_leads_to_an_answer(report):
    assert {name: rates[0] for name, rates in report.after.items() if rates[0] > report.chance[0] + WAVERING} == {}


def test_after_the_close_no_file_holds_a_code_a_tag_or_an_answer_that_was_replaced(report):
    assert report.remains_before["tags"] > 0 and report.remains_before["keys of slips"] > 0
    assert set(report.remains.values()) == {0}


def test_every_attack_succeeds_against_two_tables_written_at_once(report):
    assert min(report.rival.values()) > 0.95
    assert min(rate for rate, _luck in report.inherent["dump, key and who holds which slip"]) == 1.0
