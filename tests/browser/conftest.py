"""A real Chromium on real pages served over a real socket. Every page is checked for accessibility on request."""

import os
import shutil
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

PHONE = {"width": 360, "height": 800}
DESK = {"width": 1280, "height": 800}
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium_options())
        yield browser
        browser.close()


def chromium_options() -> dict:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        pytest.fail("no Chromium found: run `make test`, or install the package chromium")
    arguments = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": program, "args": arguments}


@pytest.fixture
def site(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_page(chromium, site):
    """Opens pages of the site, each in a browser context of its own; a console error fails the test."""
    contexts, complaints = [], []

    def open_page(path: str = "/", *, viewport=PHONE, javascript=True, language="zh-CN", dark=False, **options) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport=viewport,
            java_script_enabled=javascript,
            locale=language,
            color_scheme="dark" if dark else "light",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A refused form and a line that a test cuts on purpose are no faults of the page.
    expected = ("status of 4", "net::ERR_FAILED")
    unexpected = [complaint for complaint in complaints if not any(words in complaint for words in expected)]
    assert unexpected == []


@pytest.fixture
def accessible():
    def accessible(page: Page) -> None:
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert results.violations_count == 0, results.generate_report()

    return accessible
