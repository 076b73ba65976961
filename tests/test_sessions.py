import base64
import json
import secrets
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import BadSignature

from survey.sessions import SealedJson

A_DAY = 24 * 3600
SESSION = {"slip": "0123456789abcdef", "csrf_token": "cd"}


def test_a_session_comes_back_as_it_was():
    sealed = SealedJson("a key")
    assert sealed.loads(sealed.dumps(SESSION), A_DAY) == SESSION


def test_the_browser_cannot_read_what_it_keeps():
    cookie = SealedJson("a key").dumps(SESSION)
    assert b"0123456789" not in base64.urlsafe_b64decode(cookie) and "slip" not in cookie
    assert SealedJson("a key").dumps(SESSION) != cookie


def refused(cookie: str, key: str = "a key") -> bool:
    with pytest.raises(BadSignature):
        SealedJson(key).loads(cookie, A_DAY)
    return True


def test_one_changed_bit_is_refused():
    raw = base64.urlsafe_b64decode(SealedJson("a key").dumps(SESSION))
    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        assert refused(base64.urlsafe_b64encode(changed).decode())


def test_a_truncated_cookie_or_one_of_another_key_is_refused():
    cookie = SealedJson("a key").dumps(SESSION)
    assert all(refused(cookie[:length]) for length in range(len(cookie)))
    assert refused(cookie, key="another key")


@given(st.text(max_size=300))
def test_nonsense_is_refused(cookie):
    assert refused(cookie)


def test_a_signed_cookie_of_before_is_refused():
    content = base64.urlsafe_b64encode(json.dumps([9_999_999_999, {"staff": "1"}]).encode()).decode()
    assert refused(f"{content}.{secrets.token_urlsafe(32)}")


def test_whoever_sends_a_spoilt_cookie_begins_afresh(client, community):
    for cookie in ("nonsense", "=", "é", "a" * 4000):
        client.set_cookie("session", cookie)
        assert client.get("/wish").status_code == 200
        assert client.get("/organiser/").status_code == 302


def test_an_old_session_ends_and_a_clock_set_back_does_not_end_one(monkeypatch):
    sealed = SealedJson("a key")
    cookie = sealed.dumps(SESSION)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + A_DAY + 60)
    assert refused(cookie)
    monkeypatch.setattr("time.time", lambda: now - 120)
    assert sealed.loads(cookie, A_DAY) == SESSION
