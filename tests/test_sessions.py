import base64
import json
import time

import pytest
from itsdangerous import BadSignature

from survey.sessions import SignedJson

A_DAY = 24 * 3600


def test_a_session_comes_back_as_it_was():
    signed = SignedJson("a key")
    assert signed.loads(signed.dumps({"slip": "ab", "csrf_token": "cd"}), A_DAY) == {"slip": "ab", "csrf_token": "cd"}


def test_a_changed_cookie_or_one_of_another_key_is_refused():
    cookie = SignedJson("a key").dumps({"_user_id": "2"})
    forged = base64.urlsafe_b64encode(json.dumps([9_999_999_999, {"_user_id": "1"}]).encode()).decode()
    for false in (forged + "." + cookie.partition(".")[2], cookie[:-2], "nonsense", ""):
        with pytest.raises(BadSignature):
            SignedJson("a key").loads(false, A_DAY)
    with pytest.raises(BadSignature):
        SignedJson("another key").loads(cookie, A_DAY)


def test_an_old_session_ends_and_a_clock_set_back_does_not_end_one(monkeypatch):
    signed = SignedJson("a key")
    cookie = signed.dumps({"slip": "ab"})
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + A_DAY + 60)
    with pytest.raises(BadSignature):
        signed.loads(cookie, A_DAY)
    monkeypatch.setattr("time.time", lambda: now - 120)
    assert signed.loads(cookie, A_DAY) == {"slip": "ab"}
