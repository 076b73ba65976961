import re
import statistics
import time
from datetime import timedelta

import pytest
from sqlmodel import select
from werkzeug.security import generate_password_hash

from survey import db
from survey.models import AuditEntry, StaffSession
from tests.conftest import NOON, PASSWORD
from tests.signing_in import number_at, sign_in

SIGN_IN, SECOND_STEP = "/staff/sign-in", "/staff/second-step"
OFF_SITE = [
    "//evil.example", "///evil.example", "////evil.example", "https://evil.example", "http:evil.example",
    "https:/evil.example", "https:evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/%09/evil.example", "/%5cevil.example", "/%2f%2fevil.example", "javascript:alert(1)", "data:text/html,x",
]  # fmt: skip
CARRIERS = [
    lambda payload: {"path": SIGN_IN, "query_string": {"next": payload, "after_sign_in": payload, "url": payload}},
    lambda payload: {"path": "/organiser/lists/2027/coverage", "query_string": {"next": payload, "_anchor": payload}},
    lambda payload: {"path": "/organiser/" + payload},
    lambda payload: {"path": "/organiser/", "headers": {"Referer": payload.encode("ascii", "replace").decode()}},
]


def enter(client, login="wangfang", password=PASSWORD, **more):
    return client.post(SIGN_IN, data={"login": login, "password": password, **more})


def enter_number(client, number: str, **more):
    return client.post(SECOND_STEP, data={"number": number, **more})


def stored(app, query) -> list:
    with app.app_context(), db.reading() as session:
        return list(session.exec(query))


def test_password_and_number_lead_to_the_page_that_was_asked_for(client, with_app, wish_list):
    client.get("/organiser/lists/2027/coverage?lang=zh")
    assert enter(client).headers["Location"] == SECOND_STEP
    assert client.get("/organiser/lists/2027/coverage").status_code == 302
    assert enter_number(client, number_at(NOON)).headers["Location"] == "/organiser/lists/2027/coverage"
    assert client.get("/organiser/").status_code == 200


def test_an_enumerator_comes_in_by_password_to_the_own_area_alone(client, enumerator, wish_list):
    client.get("/organiser/lists/2027/coverage")
    assert enter(client, "zhaomin").headers["Location"] == "/door/"
    assert "2号楼" in client.get("/door/").text and "1号楼" not in client.get("/door/").text
    assert client.get("/organiser/").status_code == 403


def test_an_unknown_login_and_a_wrong_password_get_the_same_answer(client, organiser):
    wrong, unknown = (
        re.sub('name="csrf_token" value="[^"]*"', "", answer.text).replace("wangfang", "nobody")
        for answer in (enter(client, password="wrong"), enter(client, login="nobody"))
    )
    assert "登录名或密码不对" in wrong and wrong == unknown


def test_an_unknown_login_takes_as_long_as_a_known_one(client, organiser, change, clock):
    """ASVS 6.3.8. The password is hashed as the service does it, not as cheaply as elsewhere in these tests."""
    change(organiser.id, password_hash=generate_password_hash(PASSWORD))
    times = {"wangfang": [], "nobody": []}
    for turn in range(8):
        clock.at = NOON + timedelta(minutes=6 * turn)
        for login, seconds in times.items():
            began = time.process_time()
            enter(client, login, "wrong")
            seconds.append(time.process_time() - began)
    known, unknown = (statistics.median(seconds) for seconds in times.values())
    assert abs(known - unknown) < 0.020, f"{1000 * known:.0f} ms and {1000 * unknown:.0f} ms"


@pytest.mark.parametrize("columns", [{"is_active": False}, {"password_hash": ""}])
def test_an_ended_account_or_one_not_taken_up_opens_with_nothing(client, organiser, change, columns):
    change(organiser.id, **columns)
    for password in (PASSWORD, "x"):
        assert "登录名或密码不对" in enter(client, password=password).text


def test_after_ten_wrong_tries_the_password_is_not_even_looked_at(client, organiser, clock, monkeypatch):
    for _ in range(10):
        enter(client, password="wrong")
    monkeypatch.setattr("survey.operations.staff.check_password_hash", lambda *_: 1 / 0)
    assert "请过 5 分钟再试" in enter(client).text
    monkeypatch.undo()
    monkeypatch.setattr("survey.clock.now", lambda: NOON + timedelta(minutes=5))
    assert enter(client).status_code == 302


def test_the_right_password_forgets_the_wrong_ones_before_it(client, enumerator):
    for _ in range(3):
        for _ in range(9):
            enter(client, "zhaomin", "wrong")
            client.environ_base["REMOTE_ADDR"] = f"192.0.2.{time.perf_counter_ns() % 250}"
        assert enter(client, "zhaomin").status_code == 302


def test_signing_in_starts_a_new_session_with_a_token_of_its_own(client, enumerator):
    """Session fixation: whoever planted a session in this browser holds nothing of the new one."""
    tokens = set()
    for _ in range(3):
        with client.session_transaction() as session:
            session["slip"] = "left by a resident"
        enter(client, "zhaomin")
        with client.session_transaction() as session:
            assert "slip" not in session and len(session["staff"]) >= 43
            tokens.add(session["staff"])
    assert len(tokens) == 3


def test_only_a_fingerprint_of_the_token_is_stored(app, desk):
    with desk.session_transaction() as cookie:
        assert cookie["staff"] not in [row.id for row in stored(app, select(StaffSession))]


def test_signing_out_ends_it_at_once_in_every_copy_of_the_cookie(app, desk):
    copy = desk.get_cookie("session").value
    answer = desk.post("/staff/sign-out")
    assert "storage" in answer.headers["Clear-Site-Data"]
    desk.set_cookie("session", copy)
    assert desk.get("/organiser/").headers["Location"] == SIGN_IN
    assert stored(app, select(StaffSession)) == []


def test_half_an_hour_without_a_page_ends_it_and_each_page_begins_it_anew(desk, clock):
    for _ in range(4):
        clock.at += timedelta(minutes=29)
        assert desk.get("/organiser/").status_code == 200
    clock.at += timedelta(minutes=31)
    assert desk.get("/organiser/").status_code == 302


def test_twelve_hours_end_it_whatever_happens(desk, clock):
    while clock.at < NOON + timedelta(hours=12):
        assert desk.get("/organiser/").status_code == 200
        clock.at += timedelta(minutes=20)
    assert desk.get("/organiser/").status_code == 302


def test_a_clock_set_back_ends_no_session(desk, clock):
    clock.at -= timedelta(minutes=2)
    assert desk.get("/organiser/").status_code == 200


def test_an_account_that_was_ended_is_out_at_once(desk, organiser, change):
    change(organiser.id, is_active=False)
    assert desk.get("/organiser/").status_code == 302


def test_a_new_password_ends_all_other_sessions(app, desk, organiser):
    elsewhere = sign_in(app.test_client(), organiser.id)
    new = {"new": "another long password", "again": "another long password"}
    assert "现在的密码不对" in desk.post("/staff/password", data={"present": "wrong", **new}).text
    differing = {"present": PASSWORD, "new": "another long password", "again": "something else"}
    assert "不一样" in desk.post("/staff/password", data=differing).text
    assert elsewhere.get("/organiser/").status_code == 200
    assert desk.post("/staff/password", data={"present": PASSWORD, **new}).status_code == 302
    assert desk.get("/organiser/").status_code == 200
    assert elsewhere.get("/organiser/").status_code == 302
    assert "登录名或密码不对" in enter(elsewhere).text
    assert enter(elsewhere, password="another long password").status_code == 302


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_address_that_is_carried_in_leads_off_the_site(app, client, with_app, wish_list, clock, carrier):
    """T16: 60 payloads, none of which decides where a browser goes."""
    for payload in OFF_SITE:
        browser, request = app.test_client(), carrier(payload)
        clock.at += timedelta(minutes=6)
        answers = [browser.get(request.pop("path"), **request), enter(browser, next=payload, after_sign_in=payload)]
        answers.append(enter_number(browser, number_at(clock.at), next=payload))
        assert browser.get("/organiser/").status_code == 200
        for answer in answers:
            where = answer.headers.get("Location", "/")
            assert re.fullmatch(r"/(?![/\\])[\w/-]*", where), (payload, where)


def test_what_was_typed_too_late_is_stored_after_signing_in(app, client, with_app, draft, clock):
    sign_in(client, with_app.id)
    clock.at += timedelta(minutes=31)
    late = client.post("/organiser/lists/2028/activities/add", data={**ACTIVITY, "csrf_token": "x"})
    assert late.status_code == 401 and "刚才填的没有丢" in late.text
    typed = hidden(late.text)["typed"]
    enter(client, password="wrong", typed=typed)
    number = enter(client, typed=typed)
    assert hidden(number.text)["typed"] == typed and "csrf_token" not in typed
    back = enter_number(client, number_at(clock.at), typed=typed)
    assert 'action="/organiser/lists/2028/activities/add"' in back.text
    assert hidden(back.text) == ACTIVITY
    assert client.post("/organiser/lists/2028/activities/add", data=hidden(back.text)).status_code == 302
    assert "腰鼓" in client.get("/organiser/lists/2028/").text


ACTIVITY = {
    "title": "腰鼓“&<b>", "summary": "", "art_form": "DANCE", "cost": "300", "most_occasions": "1", "season_from": "1",
    "season_to": "12", "setting": "either", "audience": "all", "icon": "star", "title_en": "", "summary_en": "",
}  # fmt: skip


def hidden(page: str) -> dict[str, str]:
    from html import unescape

    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name != "csrf_token"}


def test_a_button_without_words_pressed_too_late_is_not_pressed_for_anybody(client, enumerator, wish_list):
    client.post("/organiser/lists/2027/close", data={})
    assert enter(client, "zhaomin", typed="").headers["Location"] == "/door/"


def test_signing_in_stands_in_the_log_without_a_secret(app, client, with_app):
    enter(client)
    enter_number(client, number_at(NOON))
    (entry,) = stored(app, select(AuditEntry))
    assert (entry.action, entry.staff_id, entry.detail) == ("staff.sign_in", with_app.id, "")
