import base64
import re

from sqlmodel import Session, select

from survey import db
from survey.models import AuditEntry, WishList

PAGE = "/organiser/lists/2027/open-link"


def audited(app) -> list[tuple[str, str]]:
    with app.app_context(), Session(db.engine()) as session:
        return list(session.exec(select(AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.id)))


def test_the_open_link_is_switched_on_and_off_and_both_are_on_record(app, desk, wish_list):
    assert "填两遍也拦不住" in desk.get(PAGE).text and "/wish/open" not in desk.get(PAGE).text
    on = desk.post(PAGE, data={"on": "yes"}, follow_redirects=True).text
    assert "已经打开" in on and 'value="http://127.0.0.1:8000/wish/open"' in on
    picture = re.search(r"data:image/svg\+xml;base64,([^\"]+)", on)[1]
    assert b"<svg" in base64.b64decode(picture)
    assert "从这里填" in desk.get("/wish").text
    assert "已经关掉" in desk.post(PAGE, data={"on": "no"}, follow_redirects=True).text
    assert audited(app)[-2:] == [("wish_list.open_link", "on"), ("wish_list.open_link", "off")]


def test_only_an_open_list_has_an_open_link(app, desk, wish_list):
    with app.app_context(), db.writing() as session:
        session.get_one(WishList, wish_list.id).status = "closed"
    assert desk.get(PAGE).status_code == desk.post(PAGE, data={"on": "yes"}).status_code == 409
