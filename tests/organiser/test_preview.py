import re

from survey import db, slip_codes
from survey.models import Slip


def cards(page: str) -> str:
    """From the first card to the button, without what differs between any two visits."""
    body = page[page.index('<fieldset class="card act"') : page.index('id="send"')]
    return re.sub(r"\s+", " ", body.replace("<!--card-->", ""))


def enter(app, client, wish_list) -> str:
    token = slip_codes.new_token()
    with app.app_context(), db.writing() as session:
        tag = slip_codes.qr_tag(slip_codes.key_of(wish_list), wish_list, token)
        place = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id, "area_id": 1}
        session.add(Slip(id="0" * 32, qr_tag=tag, code_tag="x", **place))
    return client.post("/wish/enter", data={"token": token, "consent": "yes"}).text


def test_the_preview_is_what_a_resident_sees(app, desk, draft, wish_list):
    seen = enter(app, app.test_client(), wish_list)
    assert cards(desk.get("/organiser/lists/2027/preview/form").text) == cards(seen)


def test_a_preview_leads_from_the_notice_to_the_form_and_sends_nothing(desk, draft):
    assert 'action="/organiser/lists/2028/preview/form"' in desk.get("/organiser/lists/2028/preview").text
    form = desk.post("/organiser/lists/2028/preview/form").text
    assert 'action="/organiser/lists/2028/preview/sent"' in form and "/wish" not in form
    answer = desk.post("/organiser/lists/2028/preview/sent", data={"r0": "2"}, follow_redirects=True)
    assert "这是预览，没有存任何东西" in answer.text
