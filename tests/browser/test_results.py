"""After the close, as an organiser and a resident see it in a real browser."""

import re

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.signing_in import begun_session

pytestmark = pytest.mark.browser
RESULTS, PLAN = "/organiser/lists/2027/results", "/organiser/lists/2027/plan"
CALENDAR = "/organiser/lists/2027/calendar"
SMALLEST_TYPE = """() => [...document.querySelectorAll('main *, footer *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && e.checkVisibility())
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 18).map(e => e.outerHTML.slice(0, 80))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('main :is(a, button, summary, input:not([type=hidden]))')]
    .filter(e => e.checkVisibility() && !e.closest('p:not(.buttons):not(.no-print)'))
    .filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def open_signed_in(app, organiser, open_page):
    """Opens a page as the organiser, by the cookie that signing in would set."""
    cookie = app.session_interface.get_signing_serializer(app).dumps(begun_session(app, organiser.id))

    def open_signed_in(path: str, **options):
        page = open_page("/no-such-page", **options)
        page.context.add_cookies([{"name": "session", "value": cookie, "url": page.url}])
        page.goto(path)
        return page

    return open_signed_in


def publish(page) -> None:
    page.goto(f"{PLAN}/publish")
    page.get_by_role("button", name="现在公布").click()


@pytest.mark.parametrize("path", [RESULTS, PLAN, CALENDAR, f"{PLAN}/publish", "/year/2027", "/year/2027/calendar"])
@pytest.mark.parametrize(("viewport", "dark"), [(PHONE, False), (PHONE, True), (DESK, False)])
def test_every_page_after_the_close_can_be_read_by_everyone(open_signed_in, accessible, closed, path, viewport, dark):
    page = open_signed_in(RESULTS, viewport=viewport, dark=dark)
    if path.startswith("/year"):
        publish(page)
    page.goto(path)
    accessible(page)
    assert page.locator("h1").count() == 1 and page.locator("h1").inner_text() in page.title()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert page.evaluate(SMALLEST_TYPE) == []
    assert page.evaluate(SMALL_TARGETS) == []


def test_the_slider_shows_another_budget_at_once_and_stores_it_only_when_told(open_signed_in, closed):
    page = open_signed_in(PLAN)
    page.get_by_label("拖一拖").fill("3000")
    page.get_by_text("这是按 3,000 元试算的").wait_for()
    assert page.get_by_label("全年经费").input_value() == "3000"
    page.reload()
    assert page.get_by_label("全年经费").input_value() == "10000"
    page.get_by_label("拖一拖").fill("3000")
    page.get_by_role("button", name="就按这个经费保存").click()
    assert page.get_by_label("全年经费").input_value() == "3000"


def test_without_javascript_the_button_does_the_same(open_signed_in, closed):
    page = open_signed_in(PLAN, javascript=False)
    assert not page.get_by_label("拖一拖").is_visible()
    page.get_by_label("全年经费").fill("3000")
    page.get_by_role("button", name="试算").click()
    assert page.get_by_text("这是按 3,000 元试算的").is_visible()


def test_a_decision_is_made_with_a_reason_and_shown_to_residents(open_signed_in, closed):
    page = open_signed_in(PLAN, javascript=False)
    line = page.locator("li", has=page.get_by_role("heading", name=re.compile("^快板")))
    line.locator("summary").click()
    line.get_by_role("button", name="决定不办").click()
    assert line.get_by_text("请写下理由").is_visible()
    line.get_by_label("理由").fill("演员今年不在")
    line.get_by_role("button", name="决定不办").click()
    assert page.get_by_text("已经记下您的决定").is_visible()
    publish(page)
    page.goto("/")
    assert page.get_by_text("演员今年不在").is_visible()


def test_the_public_page_fits_on_paper(open_signed_in, closed):
    page = open_signed_in(RESULTS, viewport=DESK)
    publish(page)
    page.goto("/year/2027")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="工作人员登录").is_visible()
    page.set_viewport_size({"width": 680, "height": 960})  # A4 at 96 dots an inch, less its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
