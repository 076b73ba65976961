from datetime import UTC, datetime

import pytest

from survey import db, slip_codes
from survey.models import Slip, WishList
from tests.resident.test_journey import FULL


def wrong_check(code: str) -> str:
    other = next(c for c in slip_codes.ALPHABET if c != code[-1])
    return code[:-1] + other


def unknown_code(_code: str) -> str:
    return slip_codes.new_code()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (lambda code: "", "请填写凭条上的编号"),
        (lambda code: code[:-1], "您填了9个"),
        (lambda code: "000" + code[3:], "编号里没有“0”"),
        (wrong_check, "有一个字符不对"),
        (lambda code: code[1] + code[0] + code[2:] if code[0] != code[1] else wrong_check(code), "前后颠倒"),
        (unknown_code, "没有查到这个编号"),
        (lambda code: "心" * 5000, "编号一共10个字符"),
    ],
)
def test_each_wrong_code_has_a_sentence_of_its_own_and_stays_in_the_field(client, slip, typed, sentence):
    code = typed(slip.code)
    page = client.post("/wish/enter", data={"code": code, "consent": "yes"})
    assert page.status_code == 400 and sentence in page.text
    assert f'value="{code}"' in page.text


def test_a_voided_slip_opens_nothing(app, client, make_slip, enter, stored):
    slip = make_slip()
    enter(slip)
    with app.app_context(), db.writing() as session:
        session.get_one(Slip, slip.id).state = "void"
    assert "已经作废" in client.post("/wish/form", data=FULL).text
    assert "已经作废" in enter(slip).text
    assert stored() == ([], [])


def test_a_slip_of_last_years_list_is_told_apart_until_that_is_closed(app, client, make_slip, wish_list, enter):
    with app.app_context(), db.writing() as session:
        session.add(
            last := WishList(
                community_id=wish_list.community_id,
                year=2026,
                title="2026年",
                consent="同意",
                opens_at=datetime(2026, 1, 1, tzinfo=UTC),
                closes_at=datetime(2026, 1, 28, tzinfo=UTC),
                status="open",
                code_salt="11" * 16,
            )
        )
        session.flush()
        number = last.id
    old = make_slip(wish_list_id=number)
    assert "2026年度的凭条" in enter(old).text
    assert "2026年度的凭条" in client.post("/wish/enter", data={"code": old.code, "consent": "yes"}).text


def test_a_made_up_token_is_unknown(client, wish_list):
    page = client.post("/wish/enter", data={"token": "x" * 22, "consent": "yes"})
    assert page.status_code == 400 and "没有查到" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"r99": "2"}, "有一项没认出来"),
        ({"admin": "1"}, "有一项没认出来"),
        ({"r3": "7"}, "有一项没认出来"),
        ({"r3": ["2", "0"]}, "这一项选了两个"),
        ({"wish1": "77"}, "有一项没认出来"),
        ({"wish2": ["1", "2"]}, "交来了两份"),
        ({"age_band": "99"}, "有一项没认出来"),
        ({"age_band": ["75+", "14-34"]}, "交来了两份"),
        ({"free_times": ["never"]}, "有一项没认出来"),
        ({"offers": ["money"]}, "有一项没认出来"),
        ({"wish": "二\x00胡"}, "显示不出来的符号"),
        ({"wish": "胡" * 501}, "最多写500字，现在是501字"),
        ({"wish": ["一", "二"]}, "交来了两份"),
    ],
)
def test_a_form_that_cannot_be_read_comes_back_filled_in(client, slip, enter, stored, fields, sentence):
    enter(slip)
    page = client.post("/wish/form", data={"r1": "1", "wish": "想学二胡", **fields})
    assert page.status_code == 400 and sentence in page.text
    assert 'name="r1" value="1" checked' in page.text
    assert fields.get("wish") or "想学二胡" in page.text
    assert stored() == ([], [])


def test_half_a_character_never_reaches_the_database(client, slip, enter, stored):
    enter(slip)
    body = b"r1=1&wish=%ED%A0%80ok"
    client.post("/wish/form", data=body, content_type="application/x-www-form-urlencoded")
    assert all(text.encode() for text in stored()[1])


def test_too_large_a_form_is_refused_in_plain_words(client, slip, enter, stored):
    enter(slip)
    client.post("/wish/form", data=FULL)
    page = client.post("/wish/form", data={"wish": "胡" * 1_000_000})
    assert page.status_code == 413 and "内容太大" in page.text
    assert stored()[1] == ["想学二胡"]


def test_markup_in_a_wish_is_shown_as_text(client, slip, enter):
    enter(slip)
    client.post("/wish/form", data={"wish": "</textarea><script>alert(1)</script><!--token--><!--card-->"})
    page = enter(slip).text
    assert "<script>alert" not in page and "&lt;!--token--&gt;" in page


def test_a_stale_token_costs_nothing_that_was_filled_in(app, slip):
    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False
    client.post("/wish/enter", data={"token": slip.token, "consent": "yes"})
    app.config["WTF_CSRF_ENABLED"] = True
    page = client.post("/wish/form", data=FULL)
    assert page.status_code == 400 and "您填的都在下面" in page.text and "想学二胡" in page.text


def test_a_stale_welcome_page_asks_to_scan_again(app, slip):
    page = app.test_client().post("/wish/enter", data={"token": slip.token, "consent": "yes"})
    assert page.status_code == 400 and "请再扫一次" in page.text and slip.token not in page.text


def test_a_browser_that_lost_its_session_is_asked_for_the_code_and_keeps_its_answers(client, slip, stored):
    page = client.post("/wish/form", data=FULL)
    assert page.status_code == 400 and "请再填一次凭条上的编号" in page.text and "想学二胡" in page.text
    assert 'name="code"' in page.text
    assert client.post("/wish/form", data=FULL | {"code": slip.code}).status_code == 303
    assert stored()[1] == ["想学二胡"]


def test_a_locked_database_costs_nothing_that_was_filled_in(app, client, slip, enter, stored, monkeypatch):
    enter(slip)
    app.extensions["engine"].dispose()
    monkeypatch.setattr(db, "BUSY_MILLISECONDS", 50)
    other = db.sqlite3.connect(app.config["DATA"] / "xinyuan.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    page = client.post("/wish/form", data=FULL)
    assert page.status_code == 503 and "想学二胡" in page.text and "没有存上" in page.text
    other.execute("ROLLBACK")
    other.close()
    assert client.post("/wish/form", data=FULL).status_code == 303
    assert stored()[0][0].version == 1


def test_looking_for_a_slip_makes_no_key(app, client, wish_list):
    client.post("/wish/enter", data={"token": "x" * 22, "consent": "yes"})
    assert list((app.config["DATA"] / "keys").glob("wish-list-*")) == []
