"""How long does an old phone on a poor line wait for the form? Chromium, slowed to 1.6 Mbit/s, 150 ms and a quarter of
this machine's speed, opens it from the welcome page as a resident does, without anything kept from before.

    python -m bench.slow_phone
"""

import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.submit import make_slips
from trials.machine import verdict
from trials.open_list import make_app
from trials.service import Service

PHONE = {"width": 360, "height": 800}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
TIMES = 5
SECONDS, BYTES, REQUESTS = 1.5, 60_000, 4


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        app = make_app(Path(folder))
        slips = make_slips(app, TIMES)
        app.extensions["engine"].dispose()
        with Service(Path(folder)) as service, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            runs = [open_form(browser, service.port, slip) for slip in slips]
    seconds, weight, requests = sorted(runs)[TIMES // 2]
    print(f"usable after {seconds:.2f} s (at most {SECONDS} s)  {verdict(seconds <= SECONDS)}")
    print(f"{weight:,} bytes (at most {BYTES:,})  {verdict(weight <= BYTES)}")
    print(f"{requests} requests (at most {REQUESTS})  {verdict(requests <= REQUESTS)}")


def open_form(browser, port: int, slip: dict) -> tuple[float, int, int]:
    """From the press of the button until the first answer can be pressed and is counted; bytes and requests."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/wish#{slip['token']}")
    seen = slow_down(page)
    began = time.perf_counter()
    page.locator("button[name=consent]").click(no_wait_after=True)
    page.locator("#progress").wait_for()
    seconds = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    context.close()
    return seconds, sum(seen.values()), len(seen)


def slow_down(page: Page) -> dict[str, int]:
    """Bytes over the line, by request; filled while the page loads."""
    seen: dict[str, int] = {}
    devtools = page.context.new_cdp_session(page)
    devtools.on("Network.loadingFinished", lambda event: seen.update({event["requestId"]: event["encodedDataLength"]}))
    devtools.send("Network.enable")
    devtools.send("Network.clearBrowserCache")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    devtools.send("Network.emulateNetworkConditions", LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return seen


if __name__ == "__main__":
    main()
