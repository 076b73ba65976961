"""Copies of the database, and what becomes of them."""

import os
import re
import shutil
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import func, select

from survey import answer_writer, backups, create_app, db, locks, serving, slip_codes
from survey.models import AuditEntry, Slip, WishList
from survey.operations import responses
from tests.conftest import NOON


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


@pytest.fixture
def copy(app, run, slip) -> Path:
    """Of a database with an open list and one slip."""
    assert run("backup").exit_code == 0
    return next(app.config["BACKUPS"].glob("*.sqlite3"))


@pytest.fixture
def elsewhere(tmp_path):
    """Another machine: an application in an empty folder."""
    app = create_app(DATA=tmp_path / "elsewhere", TESTING=True)
    yield app
    app.extensions["engine"].dispose()


@pytest.fixture
def stick(tmp_path) -> Path:
    """A folder apart from data and keys."""
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def counted(path: Path, table: str) -> int:
    connection = db.sqlite3.connect(path)
    try:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    finally:
        connection.close()


def test_a_copy_is_one_sound_file_that_only_its_owner_reads(copy, run):
    assert copy.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    assert counted(copy, "slip") == 1
    assert re.fullmatch(r"xinyuan-\d{8}T\d{6}Z\.sqlite3", copy.name)


@pytest.fixture
def many_slips(app, wish_list) -> list[str]:
    """Enough for a copy of several steps."""
    with app.app_context(), db.writing() as session:
        places = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}
        rows = [Slip(**places, qr_tag=f"{n:064}", code_tag=f"{-n:064}") for n in range(3000)]
        session.add_all(rows)
        session.flush()
        return [row.id for row in rows]


def test_a_copy_under_load_equals_what_was_acknowledged_by_then(app, run, many_slips, stick):
    """Three phones send without a pause. What was acknowledged before the copy began is in it; nothing in it was not
    sent before it ended."""
    acknowledged, sent, stop = [], [], threading.Event()
    answer = {"age_band": "75+", "ratings": "2-----", "free_times": "", "offers": ""}

    def send(own: list[str]) -> None:
        with app.app_context():
            for slip_id in own:
                sent.append(slip_id)
                answer_writer.write(
                    lambda statements, slip_id=slip_id: responses.send_response(
                        statements, slip_id=slip_id, answer=answer, wish="", slip_tag=slip_id, now=NOON
                    )
                )
                acknowledged.append(slip_id)
                if stop.is_set():
                    return

    phones = [threading.Thread(target=send, args=(many_slips[n::3],)) for n in range(3)]
    for phone in phones:
        phone.start()
    while len(acknowledged) < 20:
        time.sleep(0.005)
    before = set(acknowledged)
    result = run("backup", stick / "copy.sqlite3")
    after = set(sent)
    stop.set()
    for phone in phones:
        phone.join()
    assert result.exit_code == 0, result.output
    connection = db.sqlite3.connect(stick / "copy.sqlite3")
    stored = {row[0] for row in connection.execute("SELECT slip_id FROM response")}
    connection.close()
    assert before <= stored <= after and before < after


def test_no_key_is_in_a_copy(app, copy, wish_list):
    content = copy.read_bytes()
    files = list(app.config["KEYS"].iterdir())
    assert {path.name for path in files} == {"session.key", f"wish-list-{wish_list.id}.key"}
    for key in [path.read_bytes() for path in files]:
        assert not any(form in content for form in (key, key.hex().encode(), key.hex().upper().encode()))
    # The search finds what is there:
    assert wish_list.title.encode() in content


def test_a_copy_is_not_made_where_the_keys_would_go_along(app, run, slip):
    keys = app.config["KEYS"]
    (keys / "inside").mkdir()
    for place in (keys, keys / "inside", keys / "copy.sqlite3", app.config["DATA"], app.config["DATA"].parent):
        refused = run("backup", place)
        assert refused.exit_code == 1 and "密钥" in refused.output and "keys" in refused.output
    assert list(app.config["DATA"].rglob("*copy*")) == []


def test_a_copy_never_replaces_another_and_needs_its_folder(run, copy, tmp_path):
    assert "已经有了" in run("backup", copy).output
    refused = run("backup", tmp_path / "none" / "copy.sqlite3")
    assert refused.exit_code == 1 and "请先建好" in refused.output


def test_a_copy_that_cannot_be_finished_leaves_nothing_behind(run, slip, stick, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("survey.copying.settle", fail)
    refused = run("backup", stick / "copy.sqlite3")
    assert refused.exit_code == 1 and "No space left" in refused.output
    assert list(stick.iterdir()) == []


def test_older_copies_are_let_go(app, run, copy, clock):
    for hours in (1, 2, 3):
        clock.at += timedelta(hours=hours)
        assert run("backup", "--keep", 2).exit_code == 0
    assert len(list(app.config["BACKUPS"].iterdir())) == 2 and not copy.exists()
    with app.app_context():
        assert len(backups.remembered()) == 2


# The close


def test_the_close_deletes_every_copy_from_before_it(app, run, copy, clock, stick):
    run("backup", stick / "copy.sqlite3")
    (copy.parent / "by-hand.sqlite3").write_bytes(b"x")
    os.utime(copy.parent / "by-hand.sqlite3", (0, 0))
    clock.at += timedelta(hours=1)
    closed_at = clock.at
    clock.at += timedelta(hours=1)
    run("backup")
    with app.app_context():
        assert backups.delete_copies_made_before(closed_at) == []
        assert backups.delete_copies_made_before(closed_at) == []
    assert [path.name for path in copy.parent.iterdir()] == ["xinyuan-20270110T060000Z.sqlite3"]
    assert list(stick.iterdir()) == []


def test_a_copy_that_was_carried_away_is_named(app, copy, clock, tmp_path):
    shutil.move(copy, tmp_path / "stick.sqlite3")
    clock.at += timedelta(hours=1)
    with app.app_context():
        assert backups.delete_copies_made_before(clock.at) == [copy]
        assert backups.delete_copies_made_before(clock.at) == [copy]


# Restoring


def restore(elsewhere, *words):
    return elsewhere.test_cli_runner().invoke(args=["restore", *(str(word) for word in words)])


def test_a_copy_is_restored_in_an_empty_folder_and_says_that_keys_come_apart(elsewhere, copy, app, slip):
    result = restore(elsewhere, copy)
    assert result.exit_code == 0 and "已经恢复" in result.output and "2027年度清单的密钥不在" in result.output
    assert not list(elsewhere.config["KEYS"].glob("wish-list-*"))
    shutil.copy(next(app.config["KEYS"].glob("wish-list-*")), elsewhere.config["KEYS"])
    with elsewhere.app_context(), db.reading() as session:
        wish_list = session.exec(select(WishList)).one()
        tag = slip_codes.code_tag(slip_codes.key_of(wish_list), wish_list, slip.code)
        assert session.exec(select(func.count()).where(Slip.code_tag == tag)).one() == 1
        assert session.exec(select(AuditEntry.action)).all()[-1:] == ["restore_copy"]
    assert "密钥不在" not in restore(elsewhere, copy, "--replace").output


def test_what_is_there_is_replaced_only_when_asked_and_put_aside(app, copy, run, make_slip):
    make_slip()
    refused = run("restore", copy)
    assert refused.exit_code == 1 and "--replace" in refused.output
    result = run("restore", copy, "--replace")
    assert result.exit_code == 0, result.output
    database = app.config["DATA"] / "xinyuan.sqlite3"
    aside = next(path for path in database.parent.glob("*.before-*") if not path.name.endswith(("-wal", "-shm")))
    assert (counted(database, "slip"), counted(aside, "slip")) == (1, 2)
    with app.app_context():
        assert aside in [known.path for known in backups.remembered()]  # so that the close deletes it


def test_a_running_service_is_never_replaced(app, copy, run):
    with locks.share(serving.lock_path(app)):
        for words in ((), ("--replace",)):
            refused = run("restore", copy, *words)
            assert refused.exit_code == 1 and "systemctl stop xinyuan" in refused.output
    assert run("restore", copy, "--replace").exit_code == 0


def test_what_is_no_sound_copy_of_ours_is_refused(elsewhere, copy, tmp_path):
    half, torn, foreign, newer = (tmp_path / f"{name}.sqlite3" for name in ("half", "torn", "foreign", "newer"))
    content = copy.read_bytes()
    half.write_bytes(content[: len(content) // 2])
    torn.write_bytes(content[:8192] + os.urandom(4096) + content[12288:])
    connection = db.sqlite3.connect(foreign)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    shutil.copy(copy, newer)
    connection = db.sqlite3.connect(newer)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    for file, words in ((half, "可能损坏"), (torn, "可能损坏"), (foreign, "不是心愿的备份"), (newer, "请先升级程序")):
        refused = restore(elsewhere, file)
        assert refused.exit_code == 1 and words in refused.output, file.name
    assert not (elsewhere.config["DATA"] / "xinyuan.sqlite3").exists()


def test_an_older_copy_is_brought_to_the_newest_shape(elsewhere, tmp_path, stick):
    from alembic import command

    from survey import migrations

    old = create_app(DATA=tmp_path / "old", TESTING=True)
    with old.app_context():
        command.upgrade(migrations.alembic_config(), "0001")
    old.test_cli_runner().invoke(args=["backup", str(stick / "old.sqlite3")], catch_exceptions=False)
    old.extensions["engine"].dispose()
    assert restore(elsewhere, stick / "old.sqlite3").exit_code == 0
    assert elsewhere.test_client().get("/readyz").json["newest_shape"]


def test_a_lost_database_never_costs_the_last_good_copy(app, clock, wish_list):
    run = app.test_cli_runner()
    assert run.invoke(args=["backup", "--keep", "1"]).exit_code == 0
    good = list(app.config["BACKUPS"].glob("*.sqlite3"))
    app.extensions["engine"].dispose()
    for file in app.config["DATA"].glob("xinyuan.sqlite3*"):
        file.unlink()
    clock.at += timedelta(minutes=5)
    again = run.invoke(args=["backup", "--keep", "1"])
    assert again.exit_code == 1 and "数据库里什么都没有" in again.output
    assert list(app.config["BACKUPS"].glob("*.sqlite3")) == good
