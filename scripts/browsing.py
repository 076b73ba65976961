"""A demonstration service in a folder of its own, and a visitor who walks through its pages in a real Chromium."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
PROJECT = Path(__file__).resolve().parent.parent
READY_WITHIN = 120
DOWNLOAD = re.compile(r"\.(csv|xlsx|pdf)$")


@dataclass(frozen=True)
class Service:
    address: str
    first_steps: dict  # login, password, codes


@contextmanager
def demonstration_service() -> Iterator[Service]:
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        address = f"http://127.0.0.1:{port}"
        process = subprocess.Popen(
            [sys.executable, "scripts/run.py", str(port)],
            cwd=PROJECT,
            env=os.environ | {"XINYUAN_DATA": folder, "XINYUAN_BASE_URL": address},
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(address, process)
            yield Service(address, json.loads(Path(folder, "keys", "demonstration.json").read_text()))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(address: str, process: subprocess.Popen) -> None:
    for _ in range(READY_WITHIN * 4):
        try:
            urllib.request.urlopen(address)
            return
        except urllib.error.URLError:
            if process.poll() is not None:
                raise SystemExit("the service did not start") from None
            time.sleep(0.25)
    raise SystemExit(f"the service was not ready within {READY_WITHIN} s")


@contextmanager
def open_browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not program:
        raise SystemExit("没有找到 Chromium。请先运行 make test，或安装 chromium。No Chromium was found.")
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


class Visitor:
    def __init__(self, browser: Browser, service: Service, viewport: dict, *, dark=False, language="zh", scale=1):
        self.service = service
        self.context = browser.new_context(
            base_url=service.address,
            viewport=viewport,
            color_scheme="dark" if dark else "light",
            device_scale_factor=scale,
            locale="en-GB" if language == "en" else "zh-CN",
        )
        self.page = self.context.new_page()
        self.go(f"/?lang={language}")

    def go(self, path: str) -> None:
        self.page.goto(path)

    def leave(self) -> None:
        self.context.close()

    def enter_with_code(self) -> None:
        self.go("/wish")
        self.page.fill("#code", self.service.first_steps["codes"][0])
        self.page.click("button[name=consent]")
        self.page.wait_for_selector("#answers")

    def sign_in(self) -> None:
        self.go("/staff/sign-in")
        self.page.fill("[name=login]", self.service.first_steps["login"])
        self.page.fill("[name=password]", self.service.first_steps["password"])
        self.page.click("main form button")
        self.page.wait_for_url("**/organiser/")

    def last_year(self) -> int:
        years = re.findall(r"/organiser/lists/(\d{4})/", self.page.content())
        return min(map(int, years))

    def every_page(self) -> Iterator[str]:
        """Stops at one page after the other and says its name: the resident's way, then whatever links lead to."""
        self.go("/wish")
        yield "wish"
        self.enter_with_code()
        yield "wish-form"
        self.page.click("#answers button.primary >> nth=-1")
        self.page.wait_for_url("**/thanks")
        yield "wish-thanks"
        self.go("/wish/withdraw")
        yield "wish-withdraw"
        yield from self.follow_links("/wish/goodbye", "/no-such-page", f"/year/{self.year_before()}", "/staff/sign-in")
        self.sign_in()
        yield from self.follow_links("/organiser/", within="/organiser/")

    def year_before(self) -> int:
        return int(re.search(r"20\d\d", self.page.title() + "2027")[0]) - 1

    def follow_links(self, *paths: str, within: str = "/never/") -> Iterator[str]:
        waiting, seen = list(paths), set(paths)
        while waiting:
            path = waiting.pop(0)
            self.go(path)
            yield name_of(path)
            for link in self.page.eval_on_selector_all("a[href]", "links => links.map(a => a.pathname)"):
                if (
                    link.startswith(within)
                    and link not in seen
                    and not DOWNLOAD.search(link)
                    and is_new_kind(link, seen)
                ):
                    waiting.append(link)
                    seen.add(link)


def is_new_kind(link: str, seen: set[str]) -> bool:
    """Of forty activities and 83 buildings one page each is enough."""
    shape = re.sub(r"/\d{1,3}(?=/|$)", "/N", link)
    return shape not in {re.sub(r"/\d{1,3}(?=/|$)", "/N", other) for other in seen}


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"
