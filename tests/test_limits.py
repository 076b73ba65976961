import logging
import multiprocessing
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from survey import create_app, limits
from survey.db import sqlite3
from survey.errors import Refused
from tests.conftest import NOON

TRIES_AT_ONCE = 80


@pytest.fixture
def tries(app):
    with app.test_request_context():
        yield lambda *args: limits.reserve(*args)


def goes_on(name: str, *keys: str) -> bool:
    try:
        limits.reserve(name, *keys)
        return True
    except Refused:
        return False


def fill(name: str, *keys: str, count: int) -> None:
    assert all(goes_on(name, *keys) for _ in range(count))


def tries_of_one_process(data, ready, results) -> None:
    app = create_app(DATA=data)

    def one_try(_) -> bool:
        with app.app_context():
            return goes_on("typed_code", "192.0.2.1")

    with ThreadPoolExecutor(8) as threads:
        ready.wait(timeout=30)
        results.put(sum(threads.map(one_try, range(TRIES_AT_ONCE // 2))))


def test_two_processes_let_exactly_ten_of_eighty_tries_through(app):
    ours = multiprocessing.get_context("spawn")
    ready, results = ours.Barrier(2), ours.Queue()
    data = app.config["DATA"]
    processes = [ours.Process(target=tries_of_one_process, args=(data, ready, results)) for _ in range(2)]
    for process in processes:
        process.start()
    through = [results.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    assert sum(through) == 10


def test_a_full_window_says_how_long_to_wait_and_opens_again(tries, clock):
    fill("typed_code", "a", count=10)
    clock.at = NOON + timedelta(minutes=2)
    with pytest.raises(Refused) as refused:
        tries("typed_code", "a")
    assert (refused.value.reason, refused.value.facts) == ("too_many_tries", {"minutes": 3})
    fill("typed_code", "b", count=1)
    clock.at = NOON + timedelta(minutes=5)
    fill("typed_code", "a", count=10)


def test_who_succeeds_gets_the_try_back(tries):
    for _ in range(30):
        tries("typed_code", "a").give_back()
    fill("typed_code", "a", count=10)


def test_a_refused_try_is_counted_nowhere(tries):
    fill("sign_in", "wangfang", "192.0.2.1", count=10)
    for _ in range(20):
        assert not goes_on("sign_in", "wangfang", "192.0.2.2")
    fill("sign_in", "liqiang", "192.0.2.2", count=10)


def test_giving_back_late_opens_no_window_twice(tries, clock):
    early = tries("typed_code", "a")
    clock.at = NOON + timedelta(minutes=6)
    fill("typed_code", "a", count=5)
    early.give_back()
    early.give_back()
    fill("typed_code", "a", count=6)
    assert not goes_on("typed_code", "a")


def test_beyond_the_limit_of_all_typed_codes_one_goes_on_every_twelve_seconds(tries, clock, caplog):
    for number in range(300):
        fill("typed_code", f"address {number}", count=1)
    with caplog.at_level(logging.WARNING):
        fill("typed_code", "one more", count=1)
    assert "typed codes are being guessed" in caplog.text
    assert not goes_on("typed_code", "too soon")
    clock.at = NOON + timedelta(seconds=12)
    fill("typed_code", "in its turn", count=1)
    clock.at = NOON + timedelta(hours=1)
    fill("typed_code", "a", count=10)


def test_no_hour_sees_more_than_six_hundred_wrong_codes(tries, clock):
    through = 0
    for second in range(0, 3600, 3):
        clock.at = NOON + timedelta(seconds=second)
        through += goes_on("typed_code", f"address {second}")
    assert through <= 600


def test_nobody_has_more_than_a_hundred_wrong_tries_at_an_account_in_a_row(tries, clock):
    """NIST SP 800-63B: at most 100 consecutive failures."""
    through = 0
    for step in range(200):
        clock.at = NOON + timedelta(hours=30 * step)
        through += sum(goes_on("sign_in", "wangfang", f"address {step} {number}") for number in range(12))
    assert through == 100
    limits.forget("sign_in", "wangfang")
    fill("sign_in", "wangfang", "192.0.2.1", count=10)


def test_a_clock_set_back_locks_nobody_out_for_longer_than_the_window(tries, clock):
    fill("typed_code", "a", count=10)
    clock.at = NOON - timedelta(days=1)
    assert not goes_on("typed_code", "a")
    clock.at += timedelta(minutes=5)
    fill("typed_code", "a", count=10)


@pytest.mark.parametrize("spoil", ["nonsense", "locked"])
def test_while_the_file_cannot_be_read_nobody_gets_through(app, monkeypatch, spoil):
    monkeypatch.setattr("survey.limit_storage.BUSY_SECONDS", 0.1)
    path = app.config["DATA"] / "limits.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None)
    if spoil == "locked":
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("BEGIN EXCLUSIVE")
    else:
        path.write_bytes(b"this is no database " * 100)
    with app.test_request_context(), pytest.raises(Refused) as refused:
        limits.reserve("typed_code", "a")
    holder.close()
    assert refused.value.reason == "limits_unavailable"


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
    ],
)
def test_a_household_is_one_address(app, first, second, are_one):
    def address_of(remote: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": remote}):
            return limits.address()

    assert (address_of(first) == address_of(second)) == are_one


def test_who_tried_is_not_in_the_file(app, tries):
    fill("sign_in", "wangfang", "192.0.2.1", count=3)
    stored = b"".join(path.read_bytes() for path in app.config["DATA"].glob("limits.sqlite3*"))
    assert b"sign_in" in stored and not re.search(rb"wangfang|192\.0", stored)
