"""The trials of `make faults`, in short."""

import subprocess
import sys

from trials.faults import kill, locked


def test_a_start_loads_nothing_that_an_answer_never_needs():
    slow = {"openpyxl", "xlsxwriter", "alembic", "numpy", "scipy", "sklearn"}
    program = f"import sys, wsgi; print(*sorted({slow} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert loaded.stdout.split() == []


def test_no_answer_received_is_lost_when_the_service_is_killed():
    figures = kill.trial(kills=2, phones=4, answers=200, kill=kill.kill_all)
    assert figures.received >= 200
    assert (figures.lost, figures.doubled, figures.damaged, figures.faults) == (0, 0, 0, [])


def test_who_sends_while_another_program_writes_waits_and_is_received():
    figures = locked.trial(seconds=1, phones=4)
    assert all(reply.received for reply in figures.replies) and figures.slowest > 0.5
    assert figures.all_is_well_after
