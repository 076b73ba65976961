"""The promises are kept in plain sight, limits included."""

import pytest

from survey import db
from survey.models import WishList

LIMITS = ("看着您填的人", "“完成”", "哪家拿了哪张凭条", "数据库和钥匙", "有权改程序的人", "笔迹", "硬盘", "不能再改")


@pytest.mark.parametrize("limit", LIMITS)
def test_what_cannot_be_prevented_is_said_openly(client, wish_list, limit):
    page = client.get("/promises").text
    assert limit in page[page.index("这些挡不住") :]


def test_every_public_page_and_the_first_page_of_the_form_lead_to_the_promises(client, community, wish_list, slip):
    assert 'href="/promises"' in client.get("/wish").text
    assert 'href="/promises"' in client.get("/promises").text


def test_the_fingerprint_of_the_key_is_shown_while_the_list_is_open(app, client, wish_list):
    assert "给想核对的人" not in client.get("/promises").text
    with app.app_context(), db.writing() as session:
        session.get_one(WishList, wish_list.id).key_sha256 = "ab" * 32
    assert "ab" * 32 in client.get("/promises").text
