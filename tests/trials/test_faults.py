"""The trials of `make faults`, in short."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from survey import db
from trials.faults import clock, close, disk_full, eio, kill, locked, memory, migrations, power, restore, uploads


def test_a_start_loads_nothing_that_an_answer_never_needs():
    slow = {"openpyxl", "xlsxwriter", "alembic", "numpy", "scipy", "sklearn"}
    program = f"import sys, wsgi; print(*sorted({slow} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert loaded.stdout.split() == []


@pytest.mark.parametrize("killing", [kill.kill_all, memory.kill_worker])
def test_no_answer_received_is_lost_when_the_service_is_killed(killing):
    figures = kill.trial(kills=2, phones=4, answers=200, kill=killing)
    assert figures.received >= 200
    assert (figures.lost, figures.doubled, figures.damaged, figures.faults) == (0, 0, 0, [])


def test_who_sends_while_another_program_writes_waits_and_is_received():
    figures = locked.trial(seconds=1, phones=4)
    assert all(reply.received for reply in figures.replies) and figures.slowest > 0.5
    assert figures.all_is_well_after


@pytest.fixture(scope="module")
def power_cut(tmp_path_factory):
    folder = tmp_path_factory.mktemp("power")
    slips = power.make_database(folder)
    few = SimpleNamespace(seeds=1, cuts=80, commits=40)
    return lambda pragmas: power.trial(folder, slips, pragmas, few)


@pytest.mark.parametrize("version", [power.OUR_SQLITE, power.OLD_SQLITE])
def test_no_answer_received_is_lost_in_a_power_cut(power_cut, version):
    assert power_cut(db.sqlite_pragmas(version)) == {"kept": 80}


def test_a_weaker_setting_is_caught_losing_answers_and_the_weakest_damaging_the_database(power_cut):
    assert power_cut(power.weakened("NORMAL"))["lost"] > 0
    assert power_cut(power.weakened("OFF"))["damaged"] > 0


def test_nobody_is_told_received_when_the_disk_failed():
    if not eio.is_possible():
        pytest.skip("strace may not look at another program here")
    figures = eio.trial(turns=(1, 2), phones=4)
    assert figures.failed == 4 and figures.told > 0
    assert (figures.lost, figures.doubled, figures.damaged, figures.strange) == (0, 0, 0, 0)


@pytest.mark.parametrize(("full", "some_must_try_again"), [(".", True), ("logs", False)])
def test_a_full_disk_costs_nobody_an_answer(full, some_must_try_again):
    if not disk_full.is_possible():
        pytest.skip("no small disk may be mounted here")
    figures = disk_full.trial(rounds=12, phones=8, full=full)
    assert all(reply.kept for reply in figures.full) and bool(figures.told) == some_must_try_again
    assert figures.goes_on and figures.status_of_entry == 200
    assert not figures.told_secrets


def test_a_clock_that_jumps_a_month_ahead_costs_nobody_an_answer():
    assert clock.jumping(32 * 86_400, phones=2) == (0, 0, 2)


def test_an_answer_is_received_only_while_the_list_is_open_wherever_the_clock_stands():
    assert clock.around_the_closing_time("Asia/Shanghai", phones=2) == (2, 0, 0)


def test_what_was_received_stands_in_the_list_as_it_closed():
    received, missing, late, strange = clock.closing_while_all_send(phones=4)
    assert received > 100 and (missing, late, strange) == (0, 0, set())


def test_a_machine_that_was_lost_is_put_back_by_the_lines_of_the_guide():
    run = restore.trial(phones=2, answers=20)
    assert run.received >= 20
    assert (run.missing, run.keys_in_copy, run.verified) == (0, 0, True)


def test_a_migration_that_dies_leaves_the_old_shape_or_the_new_one_and_every_answer():
    for before, after in migrations.steps():
        figures = migrations.trial(before, after, every=40)
        assert figures.deaths > 0
        assert (figures.between, figures.changed, figures.stuck) == (0, 0, 0)


def test_a_migration_without_its_transaction_is_caught_between_two_shapes(monkeypatch):
    monkeypatch.setattr(db, "begin_sqlite", lambda _connection: None)
    assert migrations.trial("0001", "0002", every=60).between > 0


def test_no_spoilt_file_is_stored_and_each_is_refused_with_a_sentence():
    outcomes, megabytes = uploads.trial(offsets=10, rows=20_000)
    assert [outcome.name for outcome in outcomes if not (outcome.refused and outcome.sentence)] == []
    assert sum(outcome.stored for outcome in outcomes) == 0
    assert max(outcome.seconds for outcome in outcomes) < uploads.MOST_SECONDS
    assert megabytes < uploads.MOST_MEGABYTES


def test_a_close_that_dies_goes_on_to_its_end_and_is_never_halfway():
    figures = close.trial(answers=6, every=25)
    assert figures.deaths == figures.steps > 0
    assert (figures.faults, figures.stuck) == ({}, 0)
