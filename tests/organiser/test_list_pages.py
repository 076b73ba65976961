"""What a clerk does with a list, page by page."""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from survey import db
from survey.models import Activity, Closing, WishList
from tests.signing_in import sign_in

NEW = {
    "year": "2029",
    "title": "2029年活动心愿清单",
    "introduction": "说说吧。",
    "opens_at": "2027-01-11T08:00",
    "closes_at": "2027-01-31T18:00",
    "budget": "60000",
    "source": "catalogue",
}
ACTIVITY = {
    "title": "二胡之夜",
    "summary": "听一晚二胡",
    "art_form": "MUSIC",
    "cost": "900",
    "most_occasions": "2",
    "season_from": "5",
    "season_to": "9",
    "setting": "outdoor",
    "audience": "elders",
    "icon": "erhu",
}


def found(app, model, **columns):
    with app.app_context(), Session(db.engine()) as session:
        return session.exec(select(model).filter_by(**columns).order_by(*model.__table__.primary_key)).all()


def titles(app, year=2028) -> list[str]:
    [wish_list] = found(app, WishList, year=year)
    return [a.title for a in sorted(found(app, Activity, wish_list_id=wish_list.id), key=lambda a: a.position)]


def the(app, title, year=2028) -> int:
    [wish_list] = found(app, WishList, year=year)
    [activity] = found(app, Activity, wish_list_id=wish_list.id, title=title)
    return activity.id


def test_a_first_list_is_suggested_nearly_complete(desk):
    page = desk.get("/organiser/lists/new").text
    assert 'value="2027"' in page and "2027年活动心愿清单" in page and 'value="2027-01-31T18:00"' in page


def test_a_new_list_comes_with_the_notice_to_residents_and_leads_to_the_catalogue(app, desk):
    answer = desk.post("/organiser/lists/new", data=NEW)
    assert answer.headers["Location"] == "/organiser/lists/2029/catalogue"
    [wish_list] = found(app, WishList, year=2029)
    assert "王芳" in wish_list.consent and "1月31日18:00" in wish_list.consent
    assert wish_list.closes_at == datetime(2027, 1, 31, 10, tzinfo=UTC)


def test_a_new_list_takes_over_last_years_activities(app, desk, draft):
    desk.post("/organiser/lists/new", data={**NEW, "source": "last"})
    assert titles(app, 2029) == titles(app, 2028)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"year": "2028"}, "2028年的清单已经有了"),
        ({"title": "  "}, "请填写这一项"),
        ({"closes_at": "2027-01-11T08:00"}, "截止时间要比开始时间晚"),
        ({"closes_at": "tomorrow"}, "请填写日期和时间"),
        ({"budget": "many"}, "请填写整数"),
        ({"budget": "-1"}, "请填写 0 到 10000000 之间的数"),
    ],
)
def test_what_was_typed_stays_when_something_is_wrong(desk, draft, wrong, sentence):
    page = desk.post("/organiser/lists/new", data={**NEW, **wrong})
    assert sentence in page.text and "说说吧。" in page.text
    assert page.text.count('class="error"') == 1


def test_activities_come_from_the_catalogue_once(app, desk, draft):
    desk.post("/organiser/lists/2028/catalogue", data={"chosen": ["clapper-talk", "no-such", "skits"]})
    desk.post("/organiser/lists/2028/catalogue", data={"chosen": ["clapper-talk"]})
    assert titles(app)[6:] == ["快板专场"]
    page = desk.get("/organiser/lists/2028/catalogue").text
    assert re.search(r'value="clapper-talk" checked disabled', page)


def test_an_activity_is_added_changed_moved_removed_and_put_back(app, desk, draft):
    desk.post("/organiser/lists/2028/activities/add", data=ACTIVITY)
    base = f"/organiser/lists/2028/activities/{the(app, '二胡之夜')}"
    desk.post(f"{base}/change", data={**ACTIVITY, "title": "二胡专场"})
    desk.post(f"{base}/move", data={"place": "2"})
    assert titles(app)[:3] == ["小品专场", "二胡专场", "快板"]
    desk.post(f"{base}/remove")
    assert "二胡专场" not in titles(app)
    assert "已删除“二胡专场”" in desk.get("/organiser/lists/2028/").text
    desk.post("/organiser/lists/2028/activities/restore")
    assert titles(app)[:3] == ["小品专场", "二胡专场", "快板"]
    [activity] = found(app, Activity, title="二胡专场")
    assert (activity.cost, activity.season_to, activity.icon) == (900, 9, "erhu")
    assert "已删除" not in desk.get("/organiser/lists/2028/").text


def test_a_place_beyond_the_list_is_its_end(app, desk, draft):
    desk.post(f"/organiser/lists/2028/activities/{the(app, '快板')}/move", data={"place": "9" * 30})
    assert titles(app)[-1] == "快板"


def test_a_title_that_is_taken_is_said_beside_the_field(desk, draft):
    page = desk.post("/organiser/lists/2028/activities/add", data={**ACTIVITY, "title": "太极"})
    assert "清单里已经有“太极”" in page.text and "听一晚二胡" in page.text


def test_opening_freezes_and_then_things_are_only_added_or_withdrawn(app, desk, draft):
    assert "不能退回草稿" in desk.get("/organiser/lists/2028/start").text
    assert desk.post("/organiser/lists/2028/start").headers["Location"] == "/organiser/lists/2028/slips"
    base = f"/organiser/lists/2028/activities/{the(app, '太极')}"
    for path in ("change", "move", "remove"):
        refusal = desk.post(f"{base}/{path}", data={**ACTIVITY, "place": "1"})
        assert refusal.status_code == 409 and "已经定稿" in refusal.text
    assert "请填写这一项" in desk.post(f"{base}/withdraw", data={"because": " "}).text
    desk.post(f"{base}/withdraw", data={"because": "老师今年来不了"})
    desk.post("/organiser/lists/2028/activities/add", data=ACTIVITY)
    page = desk.get("/organiser/lists/2028/").text
    assert "老师今年来不了" in page and titles(app)[-1] == "二胡之夜"


def test_a_closing_time_moves_only_later(desk, draft):
    desk.post("/organiser/lists/2028/start")
    sooner = desk.post("/organiser/lists/2028/closing-time", data={"closes_at": "2027-01-20T18:00"})
    assert "新的截止时间要比原来的晚" in sooner.text and 'value="2027-01-20T18:00"' in sooner.text
    assert desk.post("/organiser/lists/2028/closing-time", data={"closes_at": "2027-02-03T18:00"}).status_code == 302
    assert "2027年2月3日 18:00" in desk.get("/organiser/lists/2028/").text


@pytest.mark.parametrize(
    ("status", "closes_at", "step"),
    [
        ("draft", datetime(2027, 1, 28, tzinfo=UTC), "检查一遍，开始收集"),
        ("open", datetime(2027, 1, 28, tzinfo=UTC), "做心愿凭条"),
        ("open", datetime(2027, 1, 10, 3, tzinfo=UTC), "时间到了，去截止"),
        ("closed", datetime(2027, 1, 10, 3, tzinfo=UTC), "看结果，定计划"),
        ("published", datetime(2027, 1, 10, 3, tzinfo=UTC), "看结果和计划"),
    ],
)
def test_the_desk_names_the_one_next_step(app, desk, draft, status, closes_at, step):
    with app.app_context(), db.writing() as session:
        wish_list = session.get(WishList, draft.id)
        wish_list.status, wish_list.closes_at = status, closes_at
        if status in ("closed", "published"):
            ids = {"community_id": draft.community_id, "wish_list_id": draft.id}
            session.add(Closing(step="finished", asked_at=closes_at, **ids))
    assert step in desk.get("/organiser/").text


def test_the_desk_says_how_to_begin_where_there_is_nothing(desk):
    assert "还没有清单" in desk.get("/organiser/").text


def test_the_pages_of_another_community_do_not_exist(app, client, draft, wish_list, stranger):
    sign_in(client, stranger.id)
    activity_id = the(app, "太极")
    paths = [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/organiser/lists/<int:year>")]
    assert len(paths) > 15
    for path in paths:
        path = path.replace("<int:year>", "2028").replace("<int:activity_id>", str(activity_id))
        path = re.sub(r"<any\(\w+, \w+\):ending>", "csv", path.replace("<int:area_id>", "1"))
        answers = {client.get(path).status_code, client.post(path, data={"place": "1"}).status_code}
        assert answers <= {404, 405}, path
