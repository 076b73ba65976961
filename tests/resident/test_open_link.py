"""Who has no slip comes by the open link, where the committee has switched it on."""

import re

import pytest
from sqlmodel import select

from survey import db
from survey.models import Response, Slip, WishList
from tests.resident.test_journey import FULL
from tests.resident.test_shared_phone import fields_of, guarded  # noqa: F401


@pytest.fixture
def switch(app, wish_list):
    def switch(on: bool) -> None:
        with app.app_context(), db.writing() as session:
            session.get_one(WishList, wish_list.id).takes_open_link = on

    return switch


@pytest.fixture
def opened(switch):
    switch(True)


def come(browser, building: str = "1"):
    return browser.post("/wish/open/enter", data={"consent": "yes", "building": building})


def code_in(page: str) -> str:
    return re.search(r'class="own-code">([2-9A-Z]{5} [2-9A-Z]{5})<', page)[1]


def rows(app, table) -> list:
    with app.app_context(), db.reading() as session:
        return list(session.exec(select(table)))


def test_a_visitor_answers_and_comes_back_with_a_code(app, client, opened, stored):
    assert "不住" not in client.get("/wish/open").text and "1号楼" in client.get("/wish/open").text
    assert "小品专场" in come(client).text
    assert rows(app, Slip) == []
    client.post("/wish/form", data=FULL)
    code = code_in(client.get("/wish/thanks").text)
    [response], wishes = stored()
    assert (response.channel, response.area_id, wishes) == ("OPEN_LINK", 1, ["想学二胡"])
    assert [slip.open_link for slip in rows(app, Slip)] == [True]
    client.post("/wish/leave")
    assert code not in client.get("/wish/thanks", follow_redirects=True).text
    again = client.post("/wish/enter", data={"code": code.lower(), "consent": "yes"})
    assert "想学二胡" in again.text
    client.post("/wish/form", data={"r5": "2"})
    [response], _wishes = stored()
    assert (response.channel, response.version, response.ratings) == ("OPEN_LINK", 2, "-----2")


def test_a_retry_of_the_first_answer_makes_no_second_slip(app, client, opened):
    come(client)
    held = client.get_cookie("session").value
    for _ in range(3):
        client.set_cookie("session", held)  # the answer that told the browser was lost
        assert client.post("/wish/form", data=FULL).status_code == 303
    assert (len(rows(app, Slip)), [response.version for response in rows(app, Response)]) == (1, [1])


def test_the_building_may_stay_open_and_must_be_one_of_ours(client, opened, stored):
    assert "请从列出的楼栋里选" in come(client, "99").text
    assert "请先看一遍说明" in client.post("/wish/open/enter", data={"building": "1"}).text
    come(client, "")
    client.post("/wish/form", data={})
    assert stored()[0][0].area_id is None


def test_two_people_on_one_phone_make_two_answers(app, client, opened):
    codes = set()
    for wish in ("想学二胡", "想看电影"):
        assert "checked" not in re.sub(r'value="" checked', "", come(client).text)
        client.post("/wish/form", data={"wish": wish})
        codes.add(code_in(client.get("/wish/thanks").text))
    assert len(codes) == len(rows(app, Response)) == 2
    assert "您刚才在这部手机上填过一份" in client.get("/wish/open").text


def test_switched_off_the_link_asks_for_a_slip(client, wish_list):
    for page in (client.get("/wish/open"), come(client)):
        assert "这份清单要用凭条填" in page.text
    assert "从这里填" not in client.get("/wish").text


def test_switched_off_meanwhile_nothing_filled_in_is_lost(app, client, opened, switch, slip, stored):
    come(client)
    switch(False)
    page = client.post("/wish/form", data=FULL)
    assert page.status_code == 400 and "公开链接已经关了" in page.text and "想学二胡" in page.text
    assert rows(app, Response) == [] and [one.open_link for one in rows(app, Slip)] == [False]
    assert client.post("/wish/form", data=FULL | {"code": slip.code}).status_code == 303
    assert stored()[0][0].channel == "WEB"


def test_switched_off_later_who_has_answered_may_still_change_it(client, opened, switch, stored):
    come(client)
    client.post("/wish/form", data=FULL)
    switch(False)
    assert client.post("/wish/form", data={"r0": "2"}).status_code == 303
    assert stored()[0][0].version == 2


def test_visits_from_one_place_are_limited(client, opened):
    assert [come(client).status_code for _ in range(11)] == [200] * 10 + [429]
    page = come(client).text
    assert "从这里进来的人太多了" in page and "5 分钟" in page


def test_the_code_is_shown_on_no_other_page(guarded, opened):  # noqa: F811
    welcome = fields_of(guarded.get("/wish/open").text)
    form = guarded.post("/wish/open/enter", data=welcome | {"consent": "yes", "building": ""})
    guarded.post("/wish/form", data=FULL | fields_of(form.text))
    code = code_in(guarded.get("/wish/thanks").text)
    for page in (form, guarded.get("/wish/form"), guarded.get("/wish/withdraw"), guarded.get("/wish/open")):
        assert code not in page.text and code.replace(" ", "") not in page.text
