"""The two ways of running, and what is refused at the start."""

import pytest

from survey import answer_writer, db, serving
from tests.serving.conftest import ADDRESS


def why_not(begin, **settings) -> str:
    with pytest.raises(SystemExit) as ended:
        begin(**settings)
    return ended.value.code


def test_without_encryption_only_this_machine_is_served(start):
    for address in ("http://127.0.0.1:8123", "http://localhost", "http://127.0.0.1:8123/"):
        assert start(BASE_URL=address).config["IS_PUBLIC"] is False
    for address in ("http://xinyuan.example.cn", "http://192.168.1.5:8000", "http://0.0.0.0:8000"):
        sentence = why_not(start, BASE_URL=address)
        assert f"{address} 不加密" in sentence and "is not encrypted" in sentence


@pytest.mark.parametrize(
    "address",
    [
        "",
        "xinyuan.example.cn",
        "ftp://a.cn",
        "https://",
        f"{ADDRESS}/wish",
        f"{ADDRESS}?a",
        "https://a@b.cn",
        "https://a:x",
    ],
)
def test_an_address_that_is_none_is_said(start, address):
    assert "XINYUAN_BASE_URL 要写成" in why_not(start, BASE_URL=address)


@pytest.mark.parametrize("hops", ["", "0", "-1", "one", "１"])
def test_with_encryption_the_number_of_proxies_must_be_said(for_real, hops):
    sentence = why_not(for_real, PROXY_HOPS=hops)
    assert "XINYUAN_PROXY_HOPS=1" in sentence and "how many" in sentence


def test_with_encryption_keys_lie_apart_from_data_and_copies(for_real, tmp_path):
    assert for_real().config["IS_PUBLIC"]
    for keys in (None, tmp_path / "data", tmp_path / "data" / "a" / "b", tmp_path / "copies" / "keys"):
        settings = {"KEYS": keys or tmp_path / "data" / "keys"}
        sentence = why_not(for_real, **settings)
        assert "XINYUAN_KEYS" in sentence and "backup" in sentence
        assert not list(settings["KEYS"].rglob("*.key"))


def test_a_link_to_a_folder_does_not_hide_where_keys_lie(for_real, tmp_path):
    (tmp_path / "data" / "inside").mkdir(parents=True)
    (tmp_path / "elsewhere").symlink_to(tmp_path / "data" / "inside")
    assert "XINYUAN_KEYS" in why_not(for_real, KEYS=tmp_path / "elsewhere")


def test_a_weak_secret_is_refused(start, tmp_path):
    assert "SECRET_KEY 太短" in why_not(start, SECRET_KEY="secret")
    (tmp_path / "data" / "keys").mkdir(parents=True)
    (tmp_path / "data" / "keys" / "session.key").write_bytes(b"")
    assert "session.key 不完整" in why_not(start)


def test_the_debugger_is_never_open_to_others(for_real, monkeypatch):
    assert for_real().debug is False
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert "FLASK_DEBUG" in why_not(for_real)


def test_each_installation_draws_a_secret_of_its_own(start, tmp_path):
    first, again, other = start(), start(), start(DATA=tmp_path / "other")
    assert first.secret_key == again.secret_key != other.secret_key
    key = tmp_path / "data" / "keys" / "session.key"
    assert (len(key.read_bytes()), key.stat().st_mode & 0o077, key.parent.stat().st_mode & 0o077) == (32, 0, 0)


def test_the_door_opens_on_this_machine_only(start):
    app = start()
    serving.refuse_an_open_door(app, [("127.0.0.1", 8000), ("::1", 8000), "/run/xinyuan/socket"])
    for host in ("0.0.0.0", "::", "192.168.1.5", ""):
        assert "只能在本机接待" in why_not(lambda host=host: serving.refuse_an_open_door(app, [(host, 8000)]))


def test_every_connection_keeps_what_was_acknowledged_the_answer_desk_too(app):
    def durability(connection) -> tuple:
        return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "secure_delete"))

    expected = {"wal": 2, "delete": 3}
    with app.app_context():
        with db.engine().connect() as one, db.engine().connect() as two:
            plain = [connection.connection.driver_connection for connection in (one, two)]
            found = {durability(connection) for connection in plain}
            journal = plain[0].execute("PRAGMA journal_mode").fetchone()[0]
        found.add(answer_writer.write(durability))
        with db.statements_that_read() as statements:
            found.add(durability(statements))
        assert found == {(expected[journal], 1)}
        assert db.how_answers_are_kept()["is_durable"]


def test_the_start_says_how_answers_are_kept(app, capsys):
    from survey.cli import start

    start.show_how_answers_are_kept(app)
    said = capsys.readouterr().out
    assert f"SQLite {db.sqlite3.sqlite_version}" in said and "断电、死机也不会丢" in said and "power" in said


def test_a_weaker_setting_would_be_said(app, capsys, monkeypatch):
    from survey.cli import start

    monkeypatch.setattr(db, "sqlite_pragmas", lambda: ("synchronous=NORMAL",))
    app.extensions["engine"].dispose()
    start.show_how_answers_are_kept(app)
    assert "断电时，刚收到的答案可能会丢" in capsys.readouterr().out
