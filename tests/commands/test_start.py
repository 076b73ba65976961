"""`make run`: says where to go, serves until it is stopped, and keeps what it has."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from survey import db
from survey.cli import start
from survey.demo import first_steps
from survey.operations import staff

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture
def begin(tmp_path):
    """Starts the program as make does; stops it at the end."""
    begun = []

    def begin(port: str) -> subprocess.Popen:
        environment = os.environ | {
            "XINYUAN_DATA": str(tmp_path / "instance"),
            "XINYUAN_BASE_URL": f"http://127.0.0.1:{port}",
        }
        program = subprocess.Popen(
            [sys.executable, "scripts/run.py", port],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        begun.append(program)
        return program

    yield begin
    for program in begun:
        program.kill()
        program.wait()
        program.stdout.close()


def read_page(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers on {address}")


def test_a_real_community_is_served_and_its_log_holds_no_query(begin, free_port, community, tmp_path):
    program = begin(free_port)
    assert "和平村社区" in read_page(f"http://127.0.0.1:{free_port}/?code=ABCDEFGHJK")
    program.send_signal(signal.SIGINT)
    assert program.wait(20) == 0
    said = program.stdout.read()
    assert f"居委会打开 http://127.0.0.1:{free_port}/organiser/" in said
    assert "密码" not in said and "Ctrl-C" in said
    assert "SQLite" in said and "断电、死机也不会丢" in said
    log = (tmp_path / "instance" / "logs" / "residents.log").read_text()
    assert '"route": "/"' in log and "ABCDEFGHJK" not in log and "127.0.0.1" not in log


def test_a_port_in_use_is_said_before_anything_is_made(begin, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        program = begin(str(other.getsockname()[1]))
        assert program.wait(20) == 1
    assert "已经有程序在用" in program.stdout.read()
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize("port", ["eighty", "0", "70000", "８０００"])
def test_a_port_that_is_none_is_said(begin, port):
    program = begin(port)
    assert program.wait(20) == 1 and "端口要写 1 到 65535 之间的数字" in program.stdout.read()


@pytest.fixture
def known(app, community, wish_list):
    with app.app_context():
        first_steps.keep(first_steps.FirstSteps("limei", "first-password-here", ["ABCDE FGHJK"], ["token"]))
        with db.writing() as session:
            staff.add_staff(session, community=community, login="limei", name="李梅", password="first-password-here")


def test_a_later_start_says_code_and_password_again(app, known, capsys):
    with app.app_context():
        start.show_where_to_go(app)
    said = capsys.readouterr().out
    assert "ABCDE FGHJK" in said and "登录名 limei，密码 first-password-here" in said


def test_a_password_that_was_changed_is_not_said_any_more(app, known, capsys):
    with app.app_context(), db.writing() as session:
        staff.set_password(session, staff=staff.staff_of_login(session, "limei"), password="another-password")
    with app.app_context():
        start.show_where_to_go(app)
    said = capsys.readouterr().out
    assert "first-password-here" not in said and "flask --app wsgi staff password limei" in said


def test_codes_are_not_offered_when_no_list_takes_answers(app, known, clock, wish_list, capsys):
    clock.at = wish_list.closes_at
    with app.app_context():
        start.show_where_to_go(app)
    assert "ABCDE FGHJK" not in capsys.readouterr().out
