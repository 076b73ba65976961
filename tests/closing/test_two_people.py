"""Who may close, and what the record says of it."""

from sqlmodel import select

from survey import db
from survey.models import Closing, WishList

CLOSE = "/organiser/lists/2027/close"


def record(app) -> Closing | None:
    with app.app_context(), db.reading() as session:
        return session.exec(select(Closing)).one_or_none()


def status(app) -> str:
    with app.app_context(), db.reading() as session:
        return session.exec(select(WishList.status)).one()


def test_one_asks_and_another_confirms(app, organiser, second_organiser, sign_in, answers):
    first, second = sign_in(organiser), sign_in(second_organiser)
    assert "提出截止，请同事确认" in first.get(CLOSE).text
    assert "正在等另一位负责人确认" in first.post(f"{CLOSE}/ask", follow_redirects=True).text
    assert "请您一起确认截止" in second.get("/organiser/").text and "请您一起确认" not in first.get("/organiser/").text
    assert "王芳提出现在截止。您同意吗？" in second.get(CLOSE).text
    assert status(app) == "open"
    assert second.post(CLOSE).headers["Location"] == "/organiser/lists/2027/results"
    assert (record(app).asked_by_id, record(app).confirmed_by_id) == (organiser.id, second_organiser.id)
    assert record(app).step == "finished" and "王芳提出，李强确认" in first.get("/organiser/lists/2027/results").text


def test_nobody_confirms_what_he_asked_for_himself(app, organiser, second_organiser, sign_in, answers):
    first = sign_in(organiser)
    first.post(f"{CLOSE}/ask")
    refusal = first.post(CLOSE)
    assert refusal.status_code == 409 and "要两个人一起" in refusal.text and status(app) == "open"


def test_nobody_closes_alone_where_there_are_two(app, organiser, second_organiser, sign_in, answers):
    assert sign_in(organiser).post(CLOSE).status_code == 409
    assert status(app) == "open" and record(app) is None


def test_either_of_them_may_take_it_back_until_then(app, organiser, second_organiser, sign_in, answers):
    first, second = sign_in(organiser), sign_in(second_organiser)
    first.post(f"{CLOSE}/ask")
    assert "有人提出截止了" in first.post(f"{CLOSE}/ask").text
    assert "照常收集" in second.post(f"{CLOSE}/take-back", follow_redirects=True).text
    assert record(app) is None and first.post(f"{CLOSE}/take-back").status_code == 409


def test_a_committee_of_one_closes_alone_and_the_record_says_so(app, organiser, sign_in, answers):
    alone = sign_in(organiser)
    assert "记录里会写明是一个人做的" in alone.get(CLOSE).text
    page = alone.post(CLOSE, follow_redirects=True).text
    assert "王芳一人（当时只有一位负责人）" in page and record(app).confirmed_by_id is None


def test_a_closed_list_is_not_closed_again(app, organiser, sign_in, answers):
    alone = sign_in(organiser)
    alone.post(CLOSE)
    assert alone.get(CLOSE).status_code == 409 and alone.post(CLOSE).status_code == 409
