"""Guessing codes: wrong ones run out, over all addresses together; who scans the QR code never notices."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import BoundedSemaphore

import pytest

from survey import code_tries, slip_codes
from survey.limit_storage import LimitStorage
from survey.limits import LIMITS


@pytest.fixture(autouse=True)
def quick_codes(monkeypatch):
    monkeypatch.setattr(slip_codes.hashlib, "scrypt", lambda code, **_costs: code)


@pytest.fixture
def type_code(app, client, wish_list):
    def type_code(code: str, address: str = "192.0.2.1"):
        fields = {"code": code, "consent": "yes"}
        return app.test_client().post("/wish/enter", data=fields, environ_overrides={"REMOTE_ADDR": address})

    return type_code


def addresses(count: int) -> list[str]:
    return [f"198.51.{number // 250}.{number % 250}" for number in range(count)]


def test_ten_wrong_codes_from_one_place_are_enough(type_code, slip, clock):
    assert [type_code(slip_codes.new_code()).status_code for _ in range(11)] == [400] * 10 + [429]
    refused = type_code(slip.code)
    assert refused.status_code == 429 and "二维码不受影响" in refused.text and "5 分钟" in refused.text
    assert type_code(slip.code, "192.0.2.2").status_code == 200
    clock.at += timedelta(minutes=5)
    assert type_code(slip.code).status_code == 200


def test_what_cannot_be_a_code_and_what_is_one_never_count(type_code, slip):
    mistyped = slip.code[:-1] + next(c for c in slip_codes.ALPHABET if c != slip.code[-1])
    for typed in (mistyped, slip.code[:-1], slip.code) * 8:
        assert type_code(typed).status_code == (200 if typed == slip.code else 400)


def test_under_attack_typed_codes_trickle_and_qr_codes_go_through_at_once(app, type_code, make_slip, clock):
    slips = [make_slip() for _ in range(60)]
    wrong = [slip_codes.new_code() for _ in range(320)]
    with ThreadPoolExecutor(4) as pool:
        attack = pool.map(type_code, wrong, addresses(len(wrong)))
        waited = [scan(app, slip.token) for slip in slips]
        answers = [page.status_code for page in attack]
    assert answers.count(400) == 301 and answers.count(429) == 19  # 300, and the first of the queue
    assert sorted(waited)[-1] < 1.0
    assert type_code(slips[0].code, "203.0.113.1").status_code == 429
    clock.at += timedelta(seconds=12)
    assert [type_code(slips[0].code, "203.0.113.1").status_code for _ in range(2)] == [200, 200]
    assert [type_code(wrong[0], f"203.0.113.{n}").status_code for n in range(2, 4)] == [400, 429]


def scan(app, token: str) -> float:
    began = time.perf_counter()
    page = app.test_client().post("/wish/enter", data={"token": token, "consent": "yes"})
    assert page.status_code == 200
    return time.perf_counter() - began


def test_while_many_type_others_scan_at_once_and_who_is_turned_away_is_not_counted(app, type_code, slip, monkeypatch):
    places = BoundedSemaphore(1)
    monkeypatch.setattr(code_tries, "places", places)
    with places:
        refused = [type_code(slip_codes.new_code()) for _ in range(20)]
        assert {page.status_code for page in refused} == {429} and "二维码不受影响" in refused[0].text
        assert scan(app, slip.token) < 1.0
    assert type_code(slip.code).status_code == 200


def test_without_the_count_typed_codes_are_closed_and_qr_codes_open(app, type_code, slip, tmp_path):
    app.extensions["limiter"].storage = LimitStorage(tmp_path / "no" / "such" / "folder" / "limits.sqlite3")
    refused = type_code(slip.code)
    assert refused.status_code == 503 and "二维码不受影响" in refused.text
    assert scan(app, slip.token) < 1.0


def test_a_fortnight_of_guessing_finds_next_to_nothing():
    """What the limits let through in 14 days, over the 31⁹ codes there are, with 6,400 slips in force."""
    assert (LIMITS["typed_code"].all, LIMITS["typed_code"].queue) == ("300/hour", "1/12 seconds")
    guesses = 14 * 24 * (300 + 3600 // 12)
    assert guesses * 6_400 / len(slip_codes.ALPHABET) ** slip_codes.CODE_LENGTH <= 4.9e-5
