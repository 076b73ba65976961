import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from sqlalchemy import text

from survey import answer_writer, db
from tests.resident.test_journey import FULL


@pytest.mark.parametrize(("wishes", "version"), [(["想学二胡"] * 8, 1), (list("一二三四五六七八"), 8)])
def test_many_phones_with_one_code_leave_one_answer(app, client, slip, enter, stored, wishes, version):
    """Sent twice by a double press it is the first time still; each different answer counts as another."""
    phones = [app.test_client() for _ in wishes]
    for phone in phones:
        enter(slip, phone)
    start = threading.Barrier(len(phones))

    def send(phone, wish):
        start.wait()
        return phone.post("/wish/form", data=FULL | {"wish": wish}).status_code

    with ThreadPoolExecutor(len(phones)) as pool:
        assert list(pool.map(send, phones, wishes)) == [303] * len(phones)
    [response], [kept] = stored()
    assert response.version == version and kept in wishes


@pytest.fixture
def desk(app):
    with app.app_context():
        answer_writer.write(lambda statements: statements.execute("CREATE TABLE note (n INTEGER UNIQUE)", {}))
    return app.extensions["answer_writer"]


def add(number):
    return lambda statements: statements.execute("INSERT INTO note VALUES (:n)", {"n": number})


def numbers(desk):
    with desk.engine.connect() as connection:
        return sorted(connection.execute(text("SELECT n FROM note")).scalars())


def test_one_failure_does_not_take_others_with_it(desk):
    desk.write(add(7))
    with ThreadPoolExecutor(20) as pool:
        results = [pool.submit(desk.write, add(number)) for number in range(20)]
    assert [number for number, result in enumerate(results) if result.exception()] == [7]
    assert numbers(desk) == list(range(20))


def test_who_is_answered_is_on_the_disk(desk, app):
    desk.write(add(1))
    with db.sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3") as other:
        assert other.execute("SELECT n FROM note").fetchall() == [(1,)]
    other.close()


def log_of(app):
    return (app.config["DATA"] / "xinyuan.sqlite3-wal").stat().st_size


def test_the_log_is_empty_after_an_answer(desk, app):
    time.sleep(answer_writer.A_MOMENT)
    desk.write(add(1))
    assert log_of(app) == 0


def test_while_answers_pour_in_the_log_is_emptied_after_a_few(desk, app, monkeypatch):
    monkeypatch.setattr(answer_writer, "A_MOMENT", 60)
    sizes = [desk.write(add(number)) and log_of(app) for number in range(2 * answer_writer.MOST_IN_LOG)]
    assert sizes.count(0) == 2


def test_nobody_waits_long_for_a_reader_who_keeps_the_log_from_being_emptied(desk, app):
    time.sleep(answer_writer.A_MOMENT)
    with closing(db.sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT n FROM note").fetchall()
        began = time.monotonic()
        desk.write(add(1))
        assert time.monotonic() - began < 1 and log_of(app) > 0
    desk.write(add(2))
    assert log_of(app) == 0 and numbers(desk) == [1, 2]


def test_a_commit_that_fails_is_told_to_whoever_waits(desk):
    def unowned(statements):
        statements.execute("PRAGMA defer_foreign_keys=ON", {})
        statements.execute("INSERT INTO spare_code VALUES ('x', 9)", {})

    with pytest.raises(db.sqlite3.IntegrityError, match="FOREIGN KEY"):
        desk.write(unowned)
    desk.write(add(1))
    assert numbers(desk) == [1]


def test_nobody_waits_for_ever_at_a_desk_that_failed(desk):
    desk.write(add(1))
    for _ in range(3):
        with pytest.raises(db.sqlite3.IntegrityError):
            desk.write(add(1))
    desk.write(add(2))
    assert numbers(desk) == [1, 2]


def test_many_at_once_are_all_served_in_few_commits(desk, monkeypatch):
    commits, plain = [], db.transaction

    def counted(raw, engine):
        commits.append(raw)
        return plain(raw, engine)

    monkeypatch.setattr(db, "transaction", counted)
    with ThreadPoolExecutor(64) as pool:
        list(pool.map(lambda number: desk.write(add(number)), range(400)))
    assert numbers(desk) == list(range(400))
    assert len(commits) < 400


def test_whoever_waits_behind_a_locked_database_is_told_together(desk, app, monkeypatch):
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 500)
    desk.engine.dispose()
    with closing(db.sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with ThreadPoolExecutor(8) as pool:
            results = [pool.submit(desk.write, add(number)) for number in range(8)]
        assert all(isinstance(result.exception(), db.UNAVAILABLE) for result in results)
        assert time.monotonic() - began < 1.5
    desk.write(add(9))
    assert numbers(desk) == [9]


@pytest.mark.skipif(not hasattr(db.sqlite3.Connection, "set_busy_handler"), reason="this SQLite counts its pauses")
def test_a_wait_ends_by_the_clock_however_long_each_pause_takes(desk, app, monkeypatch):
    monkeypatch.setattr(db, "empty_log", lambda _raw: True)
    pause, pauses = time.sleep, []
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 500)
    monkeypatch.setattr(time, "sleep", lambda seconds: pauses.append(seconds) or pause(seconds + 0.2))
    desk.engine.dispose()
    with closing(db.sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(db.UNAVAILABLE):
            desk.write(add(1))
        with pytest.raises(db.UNAVAILABLE):
            desk.write(add(1))
    assert len(pauses) == 6  # three in half a second, each time anew


def test_what_a_fault_keeps_alive_never_holds_the_connection(desk):
    kept = []

    def fails(statements):
        kept.append(statements)
        add(1)(statements)

    desk.write(add(1))
    with pytest.raises(db.sqlite3.IntegrityError):
        desk.write(fails)
    with pytest.raises(db.sqlite3.ProgrammingError, match="closed"):
        kept[0].execute("SELECT 1", {})
