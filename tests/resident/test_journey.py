import re
from datetime import timedelta

from survey import db
from survey.models import Activity, Response, WishList

FULL = {
    "r0": "2",
    "r1": "1",
    "r2": "0",
    "r3": "",
    "wish1": "4",
    "wish2": "0",
    "wish3": "",
    "free_times": ["weekend-evening", "weekday-morning"],
    "offers": ["help"],
    "age_band": "75+",
    "wish": "想学二胡",
}


def test_a_resident_answers_in_three_requests(client, slip, enter, stored):
    assert "小品专场" in enter(slip).text
    sent = client.post("/wish/form", data=FULL)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/wish/thanks")
    assert "收到了" in client.get("/wish/thanks").text
    [response], wishes = stored()
    assert (response.ratings, response.version, response.channel) == ("410-5-", 1, "WEB")
    assert response.free_times == "weekday-morning weekend-evening"
    assert (response.offers, response.age_band) == ("help", "75+")
    assert wishes == ["想学二胡"]


def test_a_typed_code_opens_the_form_however_it_is_written(client, slip):
    typed = f" {slip.code[:5].lower()}-{slip.code[5:]} "
    assert client.post("/wish/enter", data={"code": typed, "consent": "yes"}).status_code == 200


def test_the_same_code_brings_the_answers_back_and_the_last_one_counts(client, slip, enter, stored):
    enter(slip)
    client.post("/wish/form", data=FULL)
    client.post("/wish/leave")
    again = enter(slip).text
    assert re.search(r'name="r1" value="1" checked', again) and "想学二胡" in again
    assert re.search(r'name="age_band" value="75\+" checked', again)
    assert 'value="4" selected' in again
    client.post("/wish/form", data={"r5": "2"})
    assert "第2次收到" in client.get("/wish/thanks").text
    [response], wishes = stored()
    assert (response.ratings, response.age_band, response.version, wishes) == ("-----2", None, 2, [])


def test_everything_is_optional_but_consent(client, slip, enter, stored):
    refused = client.post("/wish/enter", data={"token": slip.token})
    assert refused.status_code == 400 and "请先看一遍说明" in refused.text
    enter(slip)
    assert client.post("/wish/form", data={}).status_code == 303
    assert stored()[0][0].ratings == "------"


def test_a_wish_wins_over_its_card_and_one_named_twice_counts_once(client, slip, enter, stored):
    enter(slip)
    sent = client.post("/wish/form", data={"r2": "0", "wish1": "2", "wish2": "2", "wish3": "1"})
    assert stored()[0][0].ratings == "-45---"
    assert "选了两回，算一次" in client.get(sent.headers["Location"]).text


def test_the_thank_you_page_never_shows_the_answers(client, slip, enter):
    enter(slip)
    client.post("/wish/form", data=FULL)
    page = client.get("/wish/thanks").text
    assert "想学二胡" not in page and "小品" not in page


def test_a_resident_withdraws_and_nothing_is_left(client, slip, enter, stored):
    enter(slip)
    client.post("/wish/form", data=FULL)
    assert "不能恢复" in client.get("/wish/withdraw").text
    assert client.post("/wish/withdraw").headers["Location"] == "/wish/goodbye"
    assert "已经撤回" in client.get("/wish/goodbye").text
    assert stored() == ([], [])
    assert "checked" not in re.sub(r'value="" checked', "", enter(slip).text)


def test_whoever_is_done_leaves_nothing_on_the_phone(client, slip, enter):
    enter(slip)
    client.post("/wish/form", data=FULL)
    left = client.post("/wish/leave")
    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    for path in ("/wish/form", "/wish/thanks", "/wish/withdraw"):
        assert client.get(path).headers["Location"] == "/wish", path


def test_no_page_with_answers_is_kept_by_the_browser(client, slip, enter):
    assert enter(slip).headers["Cache-Control"] == "no-store"
    assert client.get("/wish/form").headers["Cache-Control"] == "no-store"


def test_the_code_is_never_in_a_page_a_cookie_or_an_address(client, slip):
    page = client.post("/wish/enter", data={"code": slip.code, "consent": "yes"})
    everything = page.text + str(page.headers) + client.get("/wish/form").text
    assert slip.code not in everything and slip.token not in everything


def test_cards_start_at_a_place_that_differs_from_slip_to_slip(client, make_slip, enter):
    orders = {tuple(re.findall(r'id="r(\d)"', enter(make_slip()).text)) for _ in range(20)}
    assert len(orders) > 1
    for order in orders:
        start = order.index("0")
        assert order[start:] + order[:start] == tuple("012345")


def test_a_withdrawn_activity_is_not_shown_and_stays_blank(app, client, slip, enter, stored):
    with app.app_context(), db.writing() as session:
        activity = session.get_one(Activity, 2)
        activity.withdrawn_because = "没有场地"
        session.get_one(WishList, activity.wish_list_id).revision += 1
    assert "快板" not in enter(slip).text
    client.post("/wish/form", data={"r0": "2", "r1": "2"})
    assert stored()[0][0].ratings == "2-----"


def test_a_change_of_the_list_is_seen_at_once(app, client, slip, enter):
    enter(slip)
    with app.app_context(), db.writing() as session:
        session.get_one(Activity, 1).title = "小品大会"
        session.get_one(WishList, 1).revision += 1
    assert "小品大会" in enter(slip).text


def test_a_form_is_rendered_once_for_everybody(app, client, make_slip, enter):
    from flask import template_rendered

    enter(make_slip())
    rendered = []
    with template_rendered.connected_to(lambda *_, **facts: rendered.append(facts), app):
        enter(make_slip())
    assert rendered == []


def test_a_page_kept_for_everybody_holds_nothing_of_anybody(client, make_slip, enter):
    first, second = make_slip(), make_slip()
    enter(first)
    client.post("/wish/form", data=FULL)
    assert "想学二胡" in enter(first).text
    assert "想学二胡" not in enter(second).text


def test_switching_language_or_size_loses_nothing(client, slip, enter, stored):
    enter(slip)
    page = client.post("/wish/form/again?lang=en&size=huge", data=FULL)
    assert 'lang="en" class="size-huge"' in page.text and "Comedy skits" in page.text
    assert "想学二胡" in page.text and re.search(r'name="r1" value="1" checked', page.text)
    assert stored() == ([], [])


def test_before_the_first_day_and_after_the_last_the_page_says_so(app, client, slip, enter, clock, wish_list):
    enter(slip)
    clock.at = wish_list.closes_at + timedelta(minutes=1)
    assert "已经截止" in client.get("/wish").text
    for late in (client.get("/wish/form"), client.post("/wish/form", data=FULL), enter(slip)):
        assert "已经截止" in late.text
    clock.at = wish_list.opens_at - timedelta(minutes=1)
    assert "还没开始" in client.get("/wish").text


def test_without_any_list_the_page_asks_to_come_again(client, community):
    assert "还没有开始收集" in client.get("/wish").text


def test_a_response_holds_nothing_that_tells_when_or_from_where():
    assert set(Response.__table__.columns.keys()) == {
        *("slip_id", "community_id", "wish_list_id", "area_id", "version"),
        *("ratings", "age_band", "free_times", "offers", "channel", "assisted", "helper_id"),
    }
