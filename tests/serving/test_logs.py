"""What the service writes down about itself, and what it must never."""

import io
import json
import logging
import re
import sys

import pytest

from survey import limits, logs, slip_codes
from tests.conftest import PASSWORD
from tests.signing_in import sign_in

PHONE, WISH, DEVICE, ADDRESS = "13800138000", "想学二胡和评弹", "Mozilla/5.0 Ein-Geraet", "203.0.113.77"


@pytest.fixture
def folder(app, tmp_path, monkeypatch):
    logger = logging.getLogger("survey")
    for known in (logger, logs.requests):
        monkeypatch.setattr(known, "disabled", False)  # another test's tool switches all loggers off
    before = logger.handlers, logger.propagate, logger.level, logging.raiseExceptions
    logs.keep_in(tmp_path / "logs")
    yield tmp_path / "logs"
    for handler in logger.handlers:
        handler.close()
    logger.handlers, logger.propagate, level, logging.raiseExceptions = before
    logger.setLevel(level)


def lines(folder, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


def hits(folder, secrets: list[str]) -> list[str]:
    """Also as JSON would write them."""
    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    return [secret for secret in secrets if secret in written or json.dumps(secret).strip('"') in written]


@pytest.fixture
def journey(app, client, slip, organiser):
    """A resident enters, sends, comes again with a wrong code; an organiser signs in; something fails."""

    def fail():
        try:
            int(f"{slip.code} {PHONE}")
        except ValueError as fault:
            raise RuntimeError(f"{WISH} of {slip.token}") from fault

    fail.roles = {"anyone"}
    app.add_url_rule("/wish/<name>/fault", view_func=fail_with_name(fail))
    from_a_phone = {"User-Agent": DEVICE, "X-Forwarded-For": ADDRESS}
    client.post("/wish/enter", data={"consent": "yes", "token": slip.token}, headers=from_a_phone)
    answer = {"r0": "2", "age_band": "75+", "wish": f"{WISH} {PHONE}"}
    sent = client.post("/wish/form?code=" + slip.code, data=answer, headers=from_a_phone)
    wrong = slip_codes.new_code()
    client.post("/wish/enter", data={"consent": "yes", "code": wrong}, headers=from_a_phone)
    client.get(f"/no/{slip.code}/{slip.token}?phone={PHONE}")
    client.get(f"/wish/{slip.code}/fault?q={PHONE}")
    client.post("/staff/sign-in", data={"login": organiser.login, "password": PASSWORD})
    sign_in(client, organiser.id)
    client.get("/organiser/")
    client.get("/organiser/lists/2027/slips", environ_base={"REMOTE_ADDR": ADDRESS})
    return sent, [
        slip.code,
        slip_codes.printed(slip.code),
        slip.token,
        slip.id,
        wrong,
        WISH,
        PHONE,
        DEVICE,
        ADDRESS,
        PASSWORD,
        organiser.login,
    ]


def fail_with_name(fail):
    def view(name):
        fail()

    view.roles = fail.roles
    return view


def test_a_whole_journey_leaves_no_secret_in_the_logs(folder, journey):
    sent, secrets = journey
    assert sent.status_code == 303
    assert len(lines(folder, "residents.log")) >= 6 and len(lines(folder, "service.log")) >= 3
    assert hits(folder, secrets) == []
    # The search finds what is there:
    logging.getLogger("survey").error(f"planted {secrets[0]} {WISH}")
    assert hits(folder, secrets) == [secrets[0], WISH]


def test_a_fault_is_told_by_kind_and_place_without_its_words(folder, journey):
    fault = next(line for line in lines(folder, "residents.log") if "fault" in line)
    assert [cause["kind"] for cause in fault["fault"]] == ["RuntimeError", "ValueError"]
    assert any(place.startswith("test_logs.py:") for place in fault["fault"][0]["places"])
    assert (fault["level"], fault["event"], fault["route"]) == ("error", "unexpected fault", "/wish/<name>/fault")


def test_lines_of_residents_bear_only_the_hour_and_lie_apart(folder, journey):
    for line in lines(folder, "residents.log"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d\+08:00", line["at"])
        assert not line.get("route", "").startswith("/organiser")
    for line in lines(folder, "service.log"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", line["at"])
        assert line["route"].startswith(("/organiser", "/staff"))


def test_a_line_tells_the_rule_of_the_address_and_how_it_went(folder, journey):
    line = lines(folder, "service.log")[-1]
    assert line.keys() == {"at", "level", "event", "id", "method", "route", "status", "ms"}
    assert (line["method"], line["route"], line["status"]) == ("GET", "/organiser/lists/<int:year>/slips", 200)
    assert re.fullmatch("[0-9a-f]{32}", line["id"]) and line["ms"] > 0


def test_the_proxy_may_give_the_number_of_a_request_and_nothing_else(folder, client):
    client.get("/organiser/", headers={"X-Request-ID": "ab" * 16})
    client.get("/organiser/", headers={"X-Request-ID": "13800138000"})
    first, second = (line["id"] for line in lines(folder, "service.log"))
    assert first == "ab" * 16 and re.fullmatch("[0-9a-f]{32}", second)


def test_the_journal_says_in_plain_words_once_that_codes_are_being_guessed(app, folder, client, slip, monkeypatch):
    monkeypatch.setattr(slip_codes.hashlib, "scrypt", lambda code, **_costs: code)
    monkeypatch.setitem(limits.LIMITS, "typed_code", limits.Limit(("9/hour",), all="2/hour", queue="9/second"))
    logging.getLogger("survey").handlers[2].setStream(journal := io.StringIO())
    typed = [slip_codes.new_code() for _ in range(5)]
    for code in typed:
        client.post("/wish/enter", data={"consent": "yes", "code": code, "wish": PHONE})
    [line] = map(json.loads, journal.getvalue().splitlines())
    assert line["event"] == "typed codes are being guessed: more than 2/hour were wrong"
    assert line["level"] == "warning" and not any(code in journal.getvalue() for code in [*typed, PHONE, "127.0.0.1"])


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x1b[2K"])
def test_no_name_can_begin_a_line_of_its_own(folder, client, ending):
    forged = f'x{ending}{{"at": "2027-01-01", "event": "forged"}}'
    logging.getLogger("survey").error(forged)
    client.get(f"/organiser/{forged}", headers={"User-Agent": "x"})
    written = (folder / "service.log").read_text(encoding="utf-8")
    assert len(written.splitlines()) == 1 and json.loads(written)["event"] == forged
    assert "forged" not in (folder / "residents.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_stops_nobody_and_tells_nothing(folder, client, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device")

    for handler in logging.getLogger("survey").handlers:
        monkeypatch.setattr(handler, "format", full)
    assert client.get("/wish/goodbye").status_code == 200
    assert capsys.readouterr().err == ""


def test_the_logs_are_for_the_services_own_account(folder, client):
    assert folder.stat().st_mode & 0o077 == 0
    assert sys.platform == "win32" or not (folder / "residents.log").exists()
