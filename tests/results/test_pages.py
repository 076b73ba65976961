import json
import re

import pytest
from sqlmodel import select

from survey import db
from survey.models import Activity, AuditEntry, Plan, Programme, WishList
from survey.operations import plans
from tests.signing_in import sign_in

RESULTS, PLAN = "/organiser/lists/2027/results", "/organiser/lists/2027/plan"


@pytest.fixture
def signed_in(client, organiser):
    return sign_in(client, organiser.id)


@pytest.fixture
def ids(app, closed) -> dict[str, int]:
    with app.app_context(), db.writing() as session:
        return {activity.title: activity.id for activity in session.exec(select(Activity))}


@pytest.fixture
def stored(app, closed):
    """Reads one thing as it stands in the database now."""

    def stored(model, *conditions):
        with app.app_context(), db.writing() as session:
            session.expire_on_commit = False
            return session.exec(select(model).where(*conditions)).one()

    return stored


def decide(browser, activity_id: int, lock: str, reason: str):
    fields = {f"a{activity_id}-lock": lock, f"a{activity_id}-reason": reason}
    return browser.post(f"{PLAN}/activities/{activity_id}/lock", data=fields)


def test_before_the_close_there_is_nothing_to_see(signed_in, wish_list, answers):
    assert "还没有结果" in signed_in.get(RESULTS).text
    assert "全年经费" not in signed_in.get(PLAN).text
    assert signed_in.get(f"{RESULTS}.xlsx").status_code == 404


@pytest.mark.parametrize("case", ["nobody answered", "everything withdrawn", "no money"])
def test_a_list_with_little_in_it_closes_and_publishes_all_the_same(app, signed_in, wish_list, request, case):
    if case != "nobody answered":
        request.getfixturevalue("answers")
    with app.app_context(), db.writing() as session:
        wish_list = session.get(WishList, wish_list.id)
        wish_list.budget = 0 if case == "no money" else 10_000
        for activity in session.exec(select(Activity)) if case == "everything withdrawn" else ():
            activity.withdrawn_because = "今年没有场地"
    signed_in.post("/organiser/lists/2027/close")
    for path in (RESULTS, PLAN, f"{PLAN}?budget=500", f"{RESULTS}.xlsx"):
        assert signed_in.get(path).status_code == 200
    signed_in.post(f"{PLAN}/publish")
    assert signed_in.get("/year/2027").status_code == 200


def test_results_name_what_most_people_want(signed_in, closed):
    page = signed_in.get(RESULTS).text
    assert "最多人想参加的是“小品专场”、“快板”" in page and "约 120 份" in page


def test_a_short_list_says_why_it_shows_no_points(signed_in, closed):
    page = signed_in.get(f"{RESULTS}?by=points").text
    assert "得分要满 1,000 份心愿单才显示" in page and "?by=points" not in page
    assert page.count('<td class="number">不显示</td>') == 6
    assert "满 1,000 份才显示" in signed_in.get(f"{RESULTS}.csv").text


@pytest.mark.parametrize("by", ["points", "first", "borda", "pairwise", "nonsense"])
def test_results_can_be_sorted_by_any_measure(signed_in, closed, by):
    assert signed_in.get(f"{RESULTS}?by={by}").status_code == 200


def test_buildings_are_shown_in_round_numbers(signed_in, closed):
    page = signed_in.get(RESULTS).text
    third_building = page[page.index("3号楼") :]
    assert "约 40 位，占 71%" in third_building[: third_building.index("</li>")]


def test_the_plan_says_why_for_every_activity(signed_in, closed, ids):
    page = signed_in.get(PLAN).text
    for activity_id in ids.values():
        line = page[page.index(f'id="activity-{activity_id}"') :]
        assert "想参加" in line[: line.index("</li>")]


def test_a_trial_of_another_budget_stores_nothing(signed_in, closed, stored):
    page = signed_in.get(f"{PLAN}?budget=3000").text
    assert "还没有保存" in page
    assert stored(Plan).budget == 10_000


def test_the_slider_gets_only_the_part_that_changes(signed_in, closed):
    fragment = signed_in.get(f"{PLAN}?budget=3000&part=selection").text
    assert "还没有保存" in fragment and "<html" not in fragment


def test_a_saved_budget_is_planned_again_and_kept_in_the_audit(signed_in, closed, stored, organiser):
    signed_in.post(f"{PLAN}/budget", data={"budget": "3000"})
    plan = stored(Plan)
    assert plan.budget == 3000 and json.loads(plan.document)["cost"] <= 3000
    entry = stored(AuditEntry, AuditEntry.action == "plan.budget")
    assert (entry.detail, entry.staff_id) == ("3000", organiser.id)


def test_a_decision_about_the_whole_plan_names_no_activity(signed_in, closed):
    signed_in.post(f"{PLAN}/budget", data={"budget": "3000"})
    assert "王芳：把全年经费改为 3,000 元" in signed_in.get(PLAN).text


@pytest.mark.parametrize("typed", ["", "many", "-1", "1e9", "999999999999"])
def test_a_budget_that_is_no_number_is_refused_beside_the_field(signed_in, closed, stored, typed):
    answer = signed_in.post(f"{PLAN}/budget", data={"budget": typed})
    assert answer.status_code == 422 and "请填一个数" in answer.text
    assert stored(Plan).budget == 10_000


def test_a_decision_needs_a_reason(signed_in, closed, ids, stored):
    answer = decide(signed_in, ids["快板"], "out", "  ")
    assert answer.status_code == 422 and "请写下理由" in answer.text
    assert stored(Programme, Programme.activity_id == ids["快板"]).lock is None


def test_a_decision_changes_the_plan_and_keeps_its_reason(signed_in, closed, ids, stored):
    decide(signed_in, ids["快板"], "out", "演员今年<b>不在")
    programme = stored(Programme, Programme.activity_id == ids["快板"])
    assert (programme.lock, programme.occasions) == ("out", 0)
    page = signed_in.get(PLAN).text
    assert "演员今年&lt;b&gt;不在" in page and "王芳：决定不办" in page


def test_what_is_locked_in_is_held_although_few_want_it(signed_in, closed, ids, stored):
    decide(signed_in, ids["元宵灯会"], "in", "老传统不能断")
    assert stored(Programme, Programme.activity_id == ids["元宵灯会"]).occasions >= 1


def test_a_decision_can_be_undone(signed_in, closed, ids, stored):
    before = stored(Plan).document
    decide(signed_in, ids["快板"], "out", "演员今年不在")
    signed_in.post(f"{PLAN}/activities/{ids['快板']}/unlock")
    after = json.loads(stored(Plan).document)
    assert after["occasions"] == json.loads(before)["occasions"]
    assert stored(Programme, Programme.activity_id == ids["快板"]).lock_reason == ""


def test_locks_beyond_the_budget_are_refused_and_nothing_is_lost(signed_in, closed, ids, stored):
    signed_in.post(f"{PLAN}/budget", data={"budget": "5000"})
    answer = decide(signed_in, ids["元宵灯会"], "in", "老传统不能断")
    assert answer.status_code == 409 and "超过了全年经费" in answer.text and "老传统不能断" in answer.text
    assert stored(Programme, Programme.activity_id == ids["元宵灯会"]).lock is None


def test_another_community_sees_nothing(app, signed_in, closed, stored):
    with app.app_context(), db.writing() as session:
        from survey.models import Community, Staff

        session.add(other := Community(name="邻村社区"))
        session.flush()
        session.add(Staff(id=99, community_id=other.id, login="li", name="李", password_hash="x"))
    sign_in(signed_in, 99)
    for path in (RESULTS, PLAN, f"{RESULTS}.xlsx", f"{PLAN}.csv", f"{PLAN}/publish"):
        assert signed_in.get(path).status_code == 404
    assert signed_in.post(f"{PLAN}/publish").status_code == 404


def test_findings_never_change_while_the_plan_does(signed_in, closed, ids, stored):
    from survey.models import Findings

    before = stored(Findings).document
    decide(signed_in, ids["快板"], "out", "演员今年不在")
    signed_in.post(f"{PLAN}/budget", data={"budget": "3000"})
    assert stored(Findings).document == before


def test_publication_is_asked_for_first_and_can_be_withdrawn(signed_in, closed, stored):
    assert "公布2027年度活动计划？" in signed_in.get(f"{PLAN}/publish").text
    assert signed_in.get("/year/2027").status_code == 404
    signed_in.post(f"{PLAN}/publish")
    assert signed_in.get("/year/2027").status_code == 200
    signed_in.post(f"{PLAN}/withdraw")
    assert signed_in.get("/year/2027").status_code == 404
    assert stored(Plan).status == "draft"


def test_a_published_plan_is_not_changed(signed_in, closed, ids):
    signed_in.post(f"{PLAN}/publish")
    assert decide(signed_in, ids["快板"], "out", "演员今年不在").status_code == 409
    assert signed_in.post(f"{PLAN}/budget", data={"budget": "1"}).status_code == 409
    assert signed_in.post(f"{PLAN}/publish").status_code == 409


def test_the_home_page_shows_the_latest_published_year(signed_in, closed, ids, client):
    assert "还没有" not in client.get("/").text
    decide(signed_in, ids["快板"], "out", "演员今年不在")
    signed_in.post(f"{PLAN}/publish")
    page = client.get("/").text
    assert "您说的，我们做了" in page and "演员今年不在" in page and "约 120 位居民说了心愿" in page


def test_no_published_number_is_exact_or_small(signed_in, closed, client):
    """Every count of people on the public page is a multiple of 5 and at least 10."""
    signed_in.post(f"{PLAN}/publish")
    counts = [int(digits.replace(",", "")) for digits in re.findall(r"约 ([\d,]+) 位", client.get("/year/2027").text)]
    assert counts and all(count % 5 == 0 and count >= 10 for count in counts)


def test_both_tables_can_be_taken_along(signed_in, closed):
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(signed_in.get(f"{RESULTS}.xlsx").data))
    assert book.sheetnames == ["排名", "计划"]
    ranking = list(book["排名"].values)
    assert ranking[0][0] == "活动" and ranking[1][0] == "小品专场" and len(ranking) == 7
    for path in (f"{RESULTS}.csv", f"{PLAN}.csv"):
        content = signed_in.get(path).data
        assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == 7


def test_no_cell_of_a_table_starts_a_formula(app, signed_in, closed, ids):
    decide(signed_in, ids["快板"], "out", '=HYPERLINK("http://x")')
    rows = signed_in.get(f"{PLAN}.csv").data.decode("utf-8-sig")
    assert "HYPERLINK" in rows and not re.search(r'(^|,)"?=', rows, re.MULTILINE)


def test_the_locks_of_a_plan_are_read_in_list_order(app, signed_in, closed, ids):
    for title in ("太极", "快板"):
        decide(signed_in, ids[title], "out", "场地不够")
    with app.app_context(), db.writing() as session:
        plan = session.exec(select(Plan)).one()
        assert plans.locks_of(session, plan)["out"] == [str(ids["快板"]), str(ids["太极"])]


def test_a_decision_that_leaves_a_group_without_its_share_names_it(signed_in, closed, ids):
    assert "没有。凡是一群人份额合起来办得起" in signed_in.get(PLAN).text
    for title in ids:
        decide(signed_in, ids[title], "out", "今年不办")
    page = signed_in.get(PLAN).text
    assert "下面的居民少得了" in page and re.search(r"(约 \d+ 位居民|有一群居民)都想要“[^”]+”", page)


def test_without_clear_groups_the_page_says_so(signed_in, closed):
    page = signed_in.get(RESULTS).text
    assert "喜好相近的居民" in page and ("没有明显的分群" in page or "填的人还太少" in page)
    assert "喜好地图" not in page
