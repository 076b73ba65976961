"""Nobody finds out which answer is whose; where two tables are written at once, the same attackers find out all."""

import pytest

from trials.attacks import linking

# One small neighbourhood wavers more about its chance than three whole ones, which `make faults` attacks.
WAVERING = 0.04


@pytest.fixture(scope="module")
def report():
    return linking.attack(households=800, buildings=27)


def test_dump_key_and_order_of_rows_lead_to_no_answer_while_the_list_is_open(report):
    chance = report.chance[0] + WAVERING
    for name in ("dump only, knowing all codes", "dump and key, not who holds which slip", "order of rows"):
        assert report.before[name][0] <= chance, name
    assert report.before["a wish joined to its answer"][0] <= chance


def test_after_the_close_nothing_leads_to_an_answer(report):
    assert {name: rates[0] for name, rates in report.after.items() if rates[0] > report.chance[0] + WAVERING} == {}


def test_after_the_close_no_file_holds_a_code_a_tag_or_an_answer_that_was_replaced(report):
    assert report.remains_before["tags"] > 0 and report.remains_before["keys of slips"] > 0
    assert set(report.remains.values()) == {0}


def test_every_attack_succeeds_against_two_tables_written_at_once(report):
    assert min(report.rival.values()) > 0.95
    assert min(rate for rate, _luck in report.inherent["dump, key and who holds which slip"]) == 1.0
