"""A phone that goes from hand to hand: after “完成”, Back shows nothing, with scripts and without, even in a browser
that keeps whole pages to go back to quickly (which the other browser tests switch off)."""

import pytest
from playwright.sync_api import Error, Page

from tests.browser.conftest import PHONE, chromium_options

pytestmark = pytest.mark.browser
HELD = """() => [document.documentElement.outerHTML, document.cookie, location.href, JSON.stringify(sessionStorage),
  JSON.stringify(localStorage), ...[...document.querySelectorAll("input, textarea")].map((e) => e.value)].join("\\n")"""


@pytest.fixture(scope="module")
def quick_to_go_back(chromium):
    options = chromium_options()
    browser = chromium.browser_type.launch(**options, ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def phone(request, quick_to_go_back, site, slip) -> Page:
    context = quick_to_go_back.new_context(base_url=site, viewport=PHONE, java_script_enabled=request.param)
    page = context.new_page()
    page.has_scripts = request.param
    page.on("dialog", lambda dialog: dialog.accept())
    yield page
    context.close()


def enter(page: Page, slip) -> None:
    page.goto("about:blank")
    page.goto(f"/wish#{slip.token}" if page.has_scripts else "/wish")
    if not page.has_scripts:
        page.get_by_label("凭条上的编号").fill(slip.code)
    page.get_by_role("button", name="我看明白了").click()
    page.locator("#answers").wait_for()


def answer(page: Page) -> None:
    page.locator("#r0").get_by_label("想参加").click()
    page.get_by_label("还有什么心愿").fill("想学二胡")
    page.get_by_role("button", name="交上去").click()
    page.get_by_role("heading", name="收到了").wait_for()


def test_after_the_end_back_shows_nothing(phone, slip):
    enter(phone, slip)
    answer(phone)
    phone.get_by_role("link", name="修改").click()
    phone.locator("#answers").wait_for()
    assert "想学二胡" in phone.evaluate(HELD)
    back(phone)
    phone.get_by_role("button", name="完成").click()
    phone.get_by_role("heading", name="谢谢您").wait_for()
    visited = []
    while back(phone):
        held = phone.evaluate(HELD)
        assert not any(secret in held for secret in ("想学二胡", "收到了", slip.code, slip.token)), phone.url
        assert phone.locator("#answers").count() == 0
        visited.append(phone.url)
    assert visited


def back(page: Page) -> bool:
    """False at the first page of all, and where the browser asks on a page of its own whether to send an old form once
    more: what becomes of that stands in tests/resident/test_shared_phone.py."""
    try:
        page.go_back(wait_until="commit")
    except Error as error:
        assert "ERR_CACHE_MISS" in str(error)
        return False
    page.wait_for_timeout(500)
    return page.url != "about:blank"


def test_once_inside_neither_code_nor_token_is_anywhere_in_the_page(phone, slip):
    enter(phone, slip)
    answer(phone)
    for path in ("/wish/form", "/wish/thanks", "/wish/withdraw"):
        phone.goto(path)
        held = phone.evaluate(HELD)
        assert slip.code not in held and slip.token not in held, path
