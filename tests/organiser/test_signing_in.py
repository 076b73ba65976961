import re

from flask_login import current_user

from tests.conftest import PASSWORD


def sign_in(client, login="wangfang", password=PASSWORD):
    return client.post("/organiser/sign-in", data={"login": login, "password": password})


def test_signing_in_leads_to_the_page_that_was_asked_for(client, organiser, wish_list):
    client.get("/organiser/lists/2027/coverage")
    assert sign_in(client).headers["Location"].startswith("/organiser/lists/2027/coverage")
    assert client.get("/organiser/").status_code == 200


def test_an_unknown_login_and_a_wrong_password_get_the_same_answer(client, organiser):
    wrong, unknown = (
        re.sub('name="csrf_token" value="[^"]*"', "", answer.text).replace("wangfang", "nobody")
        for answer in (sign_in(client, password="wrong"), sign_in(client, login="nobody"))
    )
    assert "登录名或密码不对" in wrong and wrong == unknown


def test_signing_in_starts_a_new_session(client, organiser):
    with client.session_transaction() as session:
        session["slip"] = "left by a resident"
    sign_in(client)
    with client.session_transaction() as session:
        assert "slip" not in session


def test_signing_out_ends_it(desk):
    assert desk.get("/organiser/").status_code == 200
    desk.post("/organiser/sign-out")
    assert desk.get("/organiser/").headers["Location"] == "/organiser/sign-in"


def test_an_account_that_was_ended_is_out_at_once(app, desk, organiser):
    from survey import db
    from survey.models import Staff

    with app.app_context(), db.writing() as session:
        session.get(Staff, organiser.id).is_active = False
    assert desk.get("/organiser/").status_code == 302


def test_a_password_is_changed_by_who_knows_the_old_one(desk, client):
    new = {"new": "another long password", "again": "another long password"}
    assert "现在的密码不对" in desk.post("/organiser/password", data={"present": "wrong", **new}).text
    differing = {"present": PASSWORD, "new": "another long password", "again": "something else"}
    assert "不一样" in desk.post("/organiser/password", data=differing).text
    assert desk.post("/organiser/password", data={"present": PASSWORD, **new}).status_code == 302
    desk.post("/organiser/sign-out")
    assert sign_in(client).status_code == 200
    assert sign_in(client, password="another long password").status_code == 302
    with client:
        client.get("/organiser/")
        assert current_user.login == "wangfang"
