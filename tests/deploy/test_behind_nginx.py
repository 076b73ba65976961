"""What a resident's phone meets: the shipped web server before the shipped service."""

import http.client
import re
import shutil
import ssl
import subprocess
import time
from contextlib import closing
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.deploy.conftest import NAME, PROJECT

FORM = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Referer": f"https://{NAME}/wish",
    "Origin": f"https://{NAME}",
}


def cookie_of(answer) -> str:
    return "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie", []))


def token_in(page: str) -> str:
    return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]


def test_a_page_comes_encrypted_with_every_header(ask):
    page = ask("GET", "/wish")
    assert page.status == 200 and "活动心愿清单" in page.text
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "nginx/" not in page.headers["Server"]


def test_cookies_are_bound_to_this_host_and_to_encryption(ask):
    for cookie in ask("GET", "/wish").headers.get_all("Set-Cookie"):
        assert cookie.startswith("__Host-") and "Secure" in cookie and "Path=/" in cookie and "SameSite=Lax" in cookie
        assert "Domain" not in cookie and "HttpOnly" in cookie


def test_a_form_is_taken_with_its_token_and_its_referrer_and_not_from_elsewhere(ask, site):
    welcome = ask("GET", "/wish")
    fields = {"csrf_token": token_in(welcome.text), "token": site.token, "consent": "yes"}
    headers = FORM | {"Cookie": cookie_of(welcome)}
    entered = ask("POST", "/wish/enter", urlencode(fields).encode(), headers)
    assert entered.status == 200 and "快板" in entered.text
    elsewhere = headers | {"Referer": "https://evil.example/"}
    assert ask("POST", "/wish/enter", urlencode(fields).encode(), elsewhere).status == 400


def test_plain_http_leads_to_encryption(site):
    with closing(http.client.HTTPConnection("127.0.0.1", site.http, timeout=10)) as connection:
        connection.request("GET", "/wish", headers={"Host": NAME})
        answer = connection.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, f"https://{NAME}/wish")


def test_who_asks_for_another_name_gets_nothing(ask):
    with pytest.raises(ssl.SSLError):
        ask("GET", "/", name="evil.example")
    with pytest.raises(http.client.RemoteDisconnected):
        ask("GET", "/", headers={"Host": "evil.example"})


def test_nobody_chooses_an_address_of_his_own(ask):
    """Ten wrong passwords from one address are enough, whatever the sender writes into the headers."""
    page = ask("GET", "/staff/sign-in")
    fields = {"csrf_token": token_in(page.text), "password": "not the right one"}
    answers = []
    for number in range(11):
        headers = FORM | {"Cookie": cookie_of(page), "Referer": f"https://{NAME}/staff/sign-in"}
        spoofed = {"X-Forwarded-For": f"203.0.113.{number}", "Forwarded": f"for=203.0.113.{number}"}
        body = urlencode(fields | {"login": f"nobody{number}"}).encode()
        answers.append(ask("POST", "/staff/sign-in", body, headers | spoofed).text)
    assert "分钟" not in answers[9] and "分钟" in answers[10]


def test_what_is_too_large_is_said_in_plain_words(ask):
    from_the_service = ask("POST", "/wish/form", b"x" * 100_000, FORM)
    from_the_server = ask("POST", "/wish/form", b"x" * 7_000_000, FORM)
    assert from_the_service.status == from_the_server.status == 413
    assert "太大" in from_the_service.text and "太大" in from_the_server.text


def test_files_are_served_however_many_are_asked_for(ask):
    assert {ask("GET", "/static/style.css").status for _ in range(70)} == {200}


def test_who_asks_too_fast_is_asked_to_wait(site, ask):
    address = f"https://{NAME}:{site.https}/healthz"
    paths = [("-o", "/dev/null", address)] * 150
    told = subprocess.run(
        [
            *("curl", "-s", "-w", "%{http_code}\\n", "--cacert", site.folder / "fullchain.pem", "--parallel"),
            *("--resolve", f"{NAME}:{site.https}:127.0.0.1", "-H", f"Host: {NAME}", *chain(*paths)),
        ],
        capture_output=True,
        text=True,
    ).stdout.split()
    assert told.count("429") > 50 and told.count("200") >= 40 and set(told) == {"200", "429"}
    refused = next(answer for answer in (ask("GET", "/wish") for _ in range(150)) if answer.status == 429)
    assert refused.headers["Retry-After"] == "5" and "请稍等一下" in refused.text


def test_a_service_that_rests_is_explained(ask, site):
    time.sleep(3)  # until so many requests are forgiven
    site.service.kill()
    try:
        answer = ask("GET", "/wish")
    finally:
        site.service.start()
    assert answer.status == 502 and answer.headers["Retry-After"] == "30" and 'lang="en"' in answer.text


def test_no_visitor_is_written_down(site):
    written = [path for path in Path(site.folder).glob("*.log") if path.read_text()]
    assert [path for path in written if "127.0.0.1" in path.read_text()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("unit", ["xinyuan.service", "xinyuan-backup.service", "xinyuan-backup.timer"])
def test_systemd_understands_the_units(unit):
    checked = subprocess.run(["systemd-analyze", "verify", PROJECT / "deploy" / unit], capture_output=True, text=True)
    complaints = [line for line in checked.stderr.splitlines() if "is not executable" not in line]
    assert complaints == []
