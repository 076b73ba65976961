import base64
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from survey import db, totp
from survey.models import Community, SpareCode, Staff
from survey.passwords import new_secret
from tests.conftest import NOON, PASSWORD
from tests.signing_in import SECRET, number_at, sign_in

SECOND_STEP, SET_UP = "/staff/second-step", "/staff/second-step/set-up"

# RFC 6238, appendix B, for SHA-1: the moment and the number of eight digits, of which ours are the last six.
PUBLISHED = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("seconds", "number"), PUBLISHED)
def test_numbers_are_those_that_the_rfc_publishes(seconds, number):
    assert totp.number_of(SECRET, seconds // totp.STEP_SECONDS) == number[-6:]


def known(client) -> None:
    answer = client.post("/staff/sign-in", data={"login": "wangfang", "password": PASSWORD})
    assert answer.headers["Location"] == SECOND_STEP


def opens(client, number: str) -> bool:
    return client.post(SECOND_STEP, data={"number": number}).status_code == 302


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(0, True), (-30, True), (30, True), (-60, False), (60, False), (3600, False)]
)
def test_a_number_is_taken_now_and_one_step_to_each_side(client, with_app, seconds, is_taken):
    known(client)
    assert opens(client, number_at(NOON + timedelta(seconds=seconds))) == is_taken


def test_a_number_opens_once(client, with_app, clock):
    number = number_at(NOON)
    known(client)
    assert opens(client, f"{number[:3]} {number[3:]}")
    known(client)
    assert not opens(client, number)
    clock.at += timedelta(seconds=30)
    assert opens(client, number_at(clock.at))


def test_five_wrong_numbers_close_the_way_for_five_minutes(client, with_app, clock):
    known(client)
    assert not any(opens(client, "000000") for _ in range(5))
    assert "请过 5 分钟再试" in client.post(SECOND_STEP, data={"number": number_at(NOON)}).text
    clock.at += timedelta(minutes=5)
    assert opens(client, number_at(clock.at))


def test_the_right_password_is_forgotten_after_ten_minutes(client, with_app, clock):
    known(client)
    clock.at += timedelta(minutes=11)
    client.post(SECOND_STEP, data={"number": number_at(clock.at)})
    assert client.get("/organiser/").status_code == 302


def test_without_the_password_there_is_no_second_step(client, with_app):
    for path in (SECOND_STEP, SET_UP):
        assert client.get(path).headers["Location"] == "/staff/sign-in"
        assert client.post(path, data={"number": number_at(NOON)}).headers["Location"] == "/staff/sign-in"
    known(client)
    assert client.get(SET_UP).headers["Location"] == "/staff/sign-in"


def set_up(client) -> tuple[bytes, list[str]]:
    known(client)
    assert client.get(SECOND_STEP).headers["Location"] == SET_UP
    page = client.get(SET_UP).text
    secret = base64.b32decode(re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", ""))
    assert "数字不对" in client.post(SET_UP, data={"number": "000000"}).text
    shown = client.post(SET_UP, data={"number": number_at(NOON, secret)}).text
    return secret, re.findall(r"<li>([2-9a-z-]{29})</li>", shown)


def test_an_organiser_sets_it_up_at_the_first_sign_in(app, client, organiser, wish_list):
    client.get("/organiser/lists/2027/coverage")
    secret, codes = set_up(client)
    assert len(set(codes)) == 10
    assert client.get("/organiser/").status_code == 200
    with app.app_context(), db.reading() as session:
        row = session.get_one(Staff, organiser.id)
        kept = {code.id for code in session.exec(select(SpareCode))}
    assert secret not in base64.urlsafe_b64decode(row.totp_secret) and len(kept) == 10 and not kept & set(codes)


def test_the_code_to_scan_holds_the_secret_that_is_printed(client, organiser):
    import zxingcpp
    from PIL import Image

    known(client)
    page = client.get(SET_UP).text
    letters = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert "填账号 wangfang 和这个密钥" in page
    address = f"otpauth://totp/%E5%BF%83%E6%84%BF%3Awangfang?secret={letters}&issuer=%E5%BF%83%E6%84%BF"
    assert address.replace("&", "&amp;") in page
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    assert base64.b64encode(code.to_svg(scale=6).encode()).decode() in page
    assert zxingcpp.read_barcode(Image.fromarray(code.to_image(scale=4))).text == address


def test_a_spare_code_opens_once_however_it_is_typed(client, organiser):
    _secret, (code, other, *_rest) = set_up(client)
    for typed in (code.upper().replace("-", " "), other.replace("-", "")):
        known(client)
        assert opens(client, typed)
        known(client)
        assert not opens(client, typed)
    assert "备用码还剩 8 个" in sign_in(client, organiser.id).get("/staff/account").text


def test_a_spare_code_holds_enough_to_be_stored_as_a_plain_fingerprint():
    letters = new_secret().replace("-", "")
    assert 31 ** len(letters) > 2**112


def test_new_spare_codes_need_a_number_and_end_the_old_ones(client, organiser, clock):
    secret, (code, *_rest) = set_up(client)
    clock.at += timedelta(minutes=1)
    assert "数字不对" in client.post("/staff/spare-codes", data={"number": "000000"}).text
    shown = client.post("/staff/spare-codes", data={"number": number_at(clock.at, secret)}).text
    assert len(re.findall(r"<li>[2-9a-z-]{29}</li>", shown)) == 10 and code not in shown
    known(client)
    assert not opens(client, code)


def test_the_demonstration_needs_no_telephone_and_says_so(app, client, organiser):
    with app.app_context(), db.writing() as session:
        session.get_one(Community, organiser.community_id).is_demonstration = True
    answer = client.post("/staff/sign-in", data={"login": "wangfang", "password": PASSWORD})
    assert answer.headers["Location"] == "/organiser/"
    assert "演示社区，登录只要密码" in client.get("/staff/account").text


def test_the_operator_takes_it_away(app, client, with_app):
    sign_in(client, with_app.id)
    done = app.test_cli_runner().invoke(args=["staff", "second-step", "wangfang", "--reset"])
    assert done.exit_code == 0 and "已经清除" in done.output
    assert client.get("/organiser/").status_code == 302
    assert set_up(client)[1]


def test_where_the_key_of_the_sessions_is_gone_no_number_fits(app, client, with_app):
    app.secret_key = "another key"
    known(client)
    assert not opens(client, number_at(NOON))
