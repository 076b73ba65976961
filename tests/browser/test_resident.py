"""The resident's path on a phone, with scripts and without, as far as a tired thumb and old eyes are concerned."""

import re

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from survey import db
from survey.catalogue import read_catalogue
from survey.models import Activity, Response, WishList

pytestmark = pytest.mark.browser

SMALL_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 18).map((e) => e.outerHTML.slice(0, 90))"""
SMALL_TARGETS = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((e) => e.checkVisibility() && !e.classList.contains("skip"))
  .map((e) => [e.closest("label") || e, e.outerHTML.slice(0, 90)])
  .filter(([e]) => { const box = e.getBoundingClientRect(); return box.width < 48 || box.height < 48; })
  .map(([, html]) => html)"""


def comfortable(page) -> None:
    assert page.evaluate(SMALL_TEXT) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.locator("h1").inner_text() in page.title()


@pytest.fixture
def full_list(app, wish_list) -> WishList:
    """The cast's list, filled up with the catalogue to forty activities."""
    entries = read_catalogue()[6:]
    fields = ("art_form", "title", "title_en", "summary", "summary_en", "icon")
    with app.app_context(), db.writing() as session:
        for position, entry in enumerate(entries, start=6):
            copied = {name: getattr(entry, name) for name in fields}
            ids = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id}
            session.add(Activity(position=position, **ids, **copied))
    return wish_list


def press(page, position: int, words: str) -> None:
    page.locator(f"#r{position}").get_by_label(words).click()


def ballots(app) -> list[tuple[str, int]]:
    with app.app_context(), db.writing() as session:
        return [(response.ratings, response.version) for response in session.exec(select(Response))]


def open_form(open_page, slip, **options):
    page = open_page(f"/wish#{slip.token}", **options)
    page.get_by_role("button", name="我看明白了").click()
    page.locator("#answers").wait_for()
    return page


@pytest.mark.parametrize("dark", [False, True])
def test_a_resident_answers_on_a_phone(app, open_page, accessible, slip, dark):
    page = open_page(f"/wish#{slip.token}", dark=dark)
    assert slip.token not in page.url and page.get_by_text("已认出您的凭条").is_visible()
    check(page, accessible)
    page.get_by_role("button", name="我看明白了").click()
    page.wait_for_url("**/wish/form")
    check(page, accessible)
    press(page, 0, "想参加")
    press(page, 1, "都可以")
    press(page, 2, "不感兴趣")
    press(page, 2, "不感兴趣")
    assert page.locator("#count").inner_text() == "已选 2 / 6"
    for title in ("太极", "小品专场", "快板", "太极"):
        page.locator(".chip", has_text=title).click()
    check(page, accessible)
    page.get_by_role("button", name="交上去").click()
    page.get_by_role("heading", name="收到了").wait_for()
    check(page, accessible)
    assert ballots(app) == [("54----", 1)]
    page.get_by_role("link", name="撤回").click()
    check(page, accessible)
    page.get_by_role("link", name="不撤回").click()
    page.locator("#answers").wait_for()
    assert page.locator("#chosen").inner_text() == "第一：小品专场　第二：快板"


def check(page, accessible) -> None:
    comfortable(page)
    accessible(page)


def test_everything_works_without_scripts(app, open_page, slip):
    page = open_page(f"/wish#{slip.token}", javascript=False)
    page.get_by_label("凭条上的编号").fill(slip.code)
    page.get_by_role("button", name="我看明白了").click()
    press(page, 3, "想参加")
    press(page, 4, "都可以")
    press(page, 4, "不选")
    page.get_by_label("第一", exact=True).select_option("元宵灯会")
    page.get_by_label("周末晚上").check()
    page.get_by_label("还有什么心愿").fill("想学二胡")
    page.get_by_role("button", name="字号：特大").click()
    assert page.get_by_label("还有什么心愿").input_value() == "想学二胡"
    page.get_by_role("button", name="交上去").click()
    expect(page).to_have_title(re.compile("收到了"))
    assert ballots(app) == [("---2-5", 1)]
    page.get_by_role("link", name="修改").click()
    assert page.get_by_label("周末晚上").is_checked()
    press(page, 0, "想参加")
    page.get_by_role("button", name="交上去").click()
    assert "第2次收到" in page.locator("main").inner_text()


@pytest.mark.parametrize("path", ["/wish", "/wish/goodbye"])
def test_the_pages_around_the_form_are_comfortable_at_any_size(open_page, accessible, wish_list, path):
    for size in ("normal", "huge"):
        check(open_page(f"{path}?size={size}"), accessible)


@pytest.mark.parametrize("javascript", [True, False])
def test_without_a_slip_the_open_link_leads_to_a_code(app, open_page, accessible, wish_list, javascript):
    with app.app_context(), db.writing() as session:
        session.get_one(WishList, wish_list.id).takes_open_link = True
    page = open_page("/wish?size=huge", javascript=javascript)
    page.get_by_role("link", name="没有凭条").click()
    if javascript:
        check(page, accessible)
    page.get_by_role("button", name="我看明白了").click()
    press(page, 0, "想参加")
    page.get_by_role("button", name="交上去").click()
    page.get_by_role("heading", name="您的编号").wait_for()
    if javascript:
        check(page, accessible)
    assert ballots(app) == [("2-----", 1)]


def test_a_wrong_code_is_explained_beside_its_field(open_page, accessible, slip):
    page = open_page("/wish")
    page.get_by_label("凭条上的编号").fill("ABC")
    page.get_by_role("button", name="我看明白了").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("凭条上的编号").input_value() == "ABC"
    check(page, accessible)


def test_the_first_activity_is_on_the_first_screen(open_page, full_list, slip):
    page = open_form(open_page, slip)
    first = page.locator(".act").first.bounding_box()
    assert first["y"] + first["height"] <= 800


def test_forty_activities_weigh_little_and_come_from_here(open_page, site, full_list, slip):
    page = open_page(f"/wish#{slip.token}")
    page.context.clear_cookies(name="none")
    seen = {}
    page.route("**/*", lambda route: route.continue_(headers={**route.request.headers, "cache-control": "no-cache"}))
    page.on("response", lambda response: seen.update({response.url: response}))
    page.get_by_role("button", name="我看明白了").click()
    page.wait_for_load_state("networkidle")
    weight = sum(sum(response.request.sizes()[part] for part in PARTS) for response in seen.values())
    assert len(seen) <= 4 and all(url.startswith(site) for url in seen)
    assert 20_000 < weight <= 60_000


PARTS = ("responseBodySize", "responseHeadersSize")


def test_a_broken_connection_costs_nothing(app, open_page, slip):
    page = open_form(open_page, slip)
    press(page, 0, "想参加")
    page.get_by_label("还有什么心愿").fill("想学二胡")
    page.route("**/wish/form", lambda route: route.abort())
    page.get_by_role("button", name="交上去").click()
    page.get_by_text("没有连上").wait_for()
    assert page.get_by_label("还有什么心愿").input_value() == "想学二胡" and ballots(app) == []
    page.unroute("**/wish/form")
    page.get_by_role("button", name="交上去").click()
    page.get_by_role("heading", name="收到了").wait_for()
    assert ballots(app) == [("2-----", 1)]


def test_a_page_that_the_phone_threw_away_comes_back_filled_in(open_page, slip, make_slip):
    page = open_form(open_page, slip)
    press(page, 0, "都可以")
    page.get_by_label("还有什么心愿").fill("想学二胡")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.locator("#r0 input[value='1']").is_checked()
    assert page.get_by_label("还有什么心愿").input_value() == "想学二胡"
    page.goto(f"/wish#{make_slip().token}")
    page.get_by_role("button", name="我看明白了").click()
    page.locator("#answers").wait_for()
    assert not page.locator("#r0 input[value='1']").is_checked()


def test_nothing_is_left_for_the_next_person_on_this_phone(open_page, slip):
    page = open_form(open_page, slip)
    press(page, 0, "想参加")
    page.get_by_role("button", name="交上去").click()
    page.get_by_role("button", name="完成").click()
    page.get_by_role("heading", name="谢谢您").wait_for()
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    page.go_back()
    assert page.locator("#answers").count() == 0


def test_the_next_blank_is_one_press_away(open_page, full_list, slip):
    page = open_form(open_page, slip)
    first = page.locator(".act").first.get_attribute("id")
    press(page, int(first[1:]), "想参加")
    page.get_by_role("button", name="下一个没选的").click()
    focused = page.evaluate("document.activeElement.closest('.act').id")
    assert focused == page.locator(".act").nth(1).get_attribute("id")


def test_the_type_size_changes_at_once_and_keeps_what_was_pressed(open_page, slip):
    page = open_form(open_page, slip)
    press(page, 0, "想参加")
    page.get_by_role("button", name="字号：特大").click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "26px"
    assert page.locator("#r0 input[value='2']").is_checked()
