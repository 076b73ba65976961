"""Several people, one phone; one person, several tabs. Nothing of one reaches another, and nothing is lost."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.resident.test_journey import FULL


@pytest.fixture
def guarded(app, client):
    """A browser whose forms carry a token, as every real one."""
    app.config["WTF_CSRF_ENABLED"] = True
    return client


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_the_receipt_tells_nothing_of_the_answer(client, make_slip, enter):
    def receipt(answer: dict) -> str:
        enter(make_slip())
        client.post("/wish/form", data=answer)
        return re.sub(r'value="[^"]*"', "", client.get("/wish/thanks").text)

    other = {"r5": "0", "age_band": "14-34", "wish": "想看电影", "offers": ["perform"]}
    assert receipt(FULL) == receipt(other) == receipt({})


def test_nobody_gets_a_receipt_without_having_sent(client, make_slip, enter):
    enter(make_slip())
    client.post("/wish/form", data=FULL)
    enter(make_slip())
    assert client.get("/wish/thanks").headers["Location"] == "/wish"


def test_a_form_sent_twice_has_the_same_receipt(client, slip, enter, stored):
    enter(slip)
    receipts = []
    for _ in range(3):
        client.post("/wish/form", data=FULL)
        receipts.append(client.get("/wish/thanks").text)
    assert len(set(receipts)) == 1 and "第" not in re.sub("第[一二三]", "", receipts[0])
    assert [response.version for response in stored()[0]] == [1]


def test_an_old_form_sent_once_more_after_the_end_shows_nothing(guarded, slip):
    """What a browser offers when somebody presses Back and then Reload."""
    code = {**fields_of(guarded.get("/wish").text), "token": "", "code": slip.code, "consent": "yes"}
    entered = guarded.post("/wish/enter", data=code)
    sent = FULL | fields_of(entered.text)
    assert guarded.post("/wish/form", data=sent).status_code == 303
    guarded.post("/wish/leave", data=fields_of(guarded.get("/wish/thanks").text))
    again = guarded.post("/wish/enter", data=code)
    assert again.status_code == 400 and slip.code not in again.text
    for page in (again, guarded.get("/wish"), guarded.get("/wish/form"), guarded.get("/wish/thanks")):
        assert "想学二胡" not in page.text and "收到" not in page.text


def test_two_tabs_with_two_slips_never_cross(guarded, make_slip, stored):
    first, second = make_slip(), make_slip()
    welcome = fields_of(guarded.get("/wish").text)
    tabs = [
        guarded.post("/wish/enter", data=welcome | {"token": slip.token, "consent": "yes"}).text
        for slip in (first, second)
    ]
    refused = guarded.post("/wish/form", data=FULL | fields_of(tabs[0]))
    assert refused.status_code == 400 and "再填一次凭条上的编号" in refused.text and "想学二胡" in refused.text
    assert stored() == ([], [])
    again = FULL | fields_of(refused.text) | {"code": first.code}
    assert guarded.post("/wish/form", data=again).status_code == 303
    assert [response.slip_id for response in stored()[0]] == [first.id]
    asked = guarded.post("/wish/form", data={"wish": "想看电影"} | fields_of(tabs[1]))
    assert asked.status_code == 400 and "想看电影" in asked.text
    guarded.post("/wish/form", data={"wish": "想看电影", "code": second.code} | fields_of(asked.text))
    assert {response.slip_id for response in stored()[0]} == {first.id, second.id}
    assert sorted(stored()[1]) == ["想学二胡", "想看电影"]


def test_phones_that_send_together_each_see_only_their_own(app, client, make_slip, enter):
    slips = [make_slip() for _ in range(24)]
    start = threading.Barrier(8)

    def answer(number: int) -> str:
        phone = app.test_client()
        if number < 8:
            start.wait()
        enter(slips[number], phone)
        phone.post("/wish/form", data={"wish": f"心愿第{number:02}号"})
        return phone.get("/wish/form").text

    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(answer, range(len(slips))))
    assert [re.findall("心愿第(..)号", page) for page in pages] == [[f"{number:02}"] for number in range(len(slips))]


def test_what_comes_too_late_is_given_back_to_read(client, slip, enter, stored, clock, wish_list):
    enter(slip)
    clock.at = wish_list.closes_at
    page = client.post("/wish/form", data=FULL)
    assert page.status_code == 409 and "已经截止" in page.text
    for words in ("没有存", "想学二胡", "最想要：太极", "最想要：小品专场", "快板：都可以", "社区合唱：不感兴趣"):
        assert words in page.text, words
    assert "您刚才填的" not in client.get("/wish").text
    assert stored() == ([], [])


def test_a_form_that_is_too_large_comes_back_filled_in(guarded, slip, stored):
    page = guarded.post(
        "/wish/enter", data=fields_of(guarded.get("/wish").text) | {"token": slip.token, "consent": "yes"}
    )
    sent = FULL | fields_of(page.text) | {"wish": "胡" * 8000}
    page = guarded.post("/wish/form", data=sent)
    assert page.status_code == 413 and "胡" * 8000 in page.text and 'name="r1" value="1" checked' in page.text
    assert stored() == ([], [])
    assert guarded.post("/wish/form", data=sent | fields_of(page.text) | {"wish": "二胡"}).status_code == 303
