"""What every answer carries, whatever was asked and however it ended."""

import re
from pathlib import Path

import pytest

from survey import cookies, limits

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
A_PAGE = {"Cache-Control": "no-store"}
# What an answer may say beside these, by its kind.
OF_THE_ANSWER = {
    *("Content-Type", "Content-Length", "Content-Disposition", "Content-Encoding", "Location", "Allow", "Set-Cookie"),
    *(
        "Vary",
        "Cache-Control",
        "ETag",
        "Last-Modified",
        "Date",
        "Expires",
        "Clear-Site-Data",
        "Retry-After",
        "Accept-Ranges",
    ),
}


def every_answer(client):
    """Each address with each method, a fault, a file and what does not exist."""
    app = client.application
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?\w+>", "1", rule.rule) if rule.endpoint != "static" else "/static/style.css"
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT"):
            yield path, client.open(path, method=method, buffered=True)
    for path in ("/no-such-page", "/static/no-such-file", "/.git/config", "/.env", "/static/../config.py", "/%00"):
        yield path, client.get(path)
    yield "too large", client.post("/staff/sign-in", data={"login": "A" * 70_000})
    yield "the wrong host", client.get("/", headers={"Host": "evil.example"})


@pytest.fixture
def with_a_fault(public_client):
    def fail():
        raise ValueError("the secret of 13800138000")

    fail.roles = {"anyone"}
    public_client.application.add_url_rule("/fault", view_func=fail)
    return public_client


def test_every_answer_carries_exactly_these_headers(with_a_fault):
    codes = set()
    for path, answer in every_answer(with_a_fault):
        codes.add(answer.status_code)
        is_file = path.startswith("/static/") and answer.status_code < 400
        expected = EVERYWHERE | ENCRYPTED | ({} if is_file else A_PAGE)
        assert {name: answer.headers.getlist(name) for name in expected} == {n: [v] for n, v in expected.items()}, path
        assert set(answer.headers.keys()) <= expected.keys() | OF_THE_ANSWER, path
        assert is_file or "cookie" in answer.vary, path
        assert not is_file or "no-store" not in answer.headers.get("Cache-Control", ""), path
    assert codes >= {200, 302, 400, 404, 405, 413, 500}


def test_without_encryption_nothing_promises_it(client):
    answer = client.get("/wish/goodbye?size=large")
    assert "Strict-Transport-Security" not in answer.headers
    assert not any("Secure" in cookie or "__Host-" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


def test_every_cookie_stays_with_this_host_over_https(public_client):
    cookies_set = [
        cookie
        for path in ("/organiser/", "/staff/sign-in", "/?lang=en&size=huge")
        for cookie in public_client.get(path).headers.getlist("Set-Cookie")
    ]
    assert {cookie.partition("=")[0] for cookie in cookies_set} == {"__Host-session", "__Host-lang", "__Host-size"}
    for cookie in cookies_set:
        facts = {fact.strip() for fact in cookie.split(";")[1:]}
        assert {"Secure", "Path=/", "SameSite=Lax"} <= facts and "Domain" not in cookie
        assert "HttpOnly" in facts or cookie.startswith(("__Host-lang", "__Host-size"))  # a script sets these as well


def test_the_choice_of_language_is_remembered_over_https(public_client):
    public_client.get("/?lang=en")
    assert 'lang="en"' in public_client.get("/").text


def test_a_receipt_is_handed_out_and_taken_back_whole(for_real):
    from flask import Response

    app = for_real()
    with app.test_request_context("/", base_url="https://xinyuan.example.cn"):
        cookies.hand_out(response := Response(), "received", "1", httponly=True)
        cookies.take_back(response, "received")
    given, taken = response.headers.getlist("Set-Cookie")
    assert given == "__Host-received=1; Secure; HttpOnly; Path=/; SameSite=Lax"
    assert taken.startswith("__Host-received=;") and "Max-Age=0" in taken and "Secure" in taken


def test_a_fault_shows_nothing_of_the_inside(with_a_fault):
    answer = with_a_fault.get("/fault")
    assert answer.status_code == 500 and "系统出了点问题" in answer.text
    assert not any(word in answer.text for word in ("Traceback", "ValueError", ".py", "13800138000"))


@pytest.mark.parametrize("host", ["evil.example", "xinyuan.example.cn.evil.example", "evil.example:443", "", "a b"])
def test_a_foreign_host_name_is_sent_to_ours_in_plain_words(public_client, host):
    answer = public_client.get("/wish", headers={"Host": host})
    assert answer.status_code == 400 and answer.mimetype == "text/plain"
    assert answer.text.startswith("请用这个地址打开：https://xinyuan.example.cn") and "evil" not in answer.text


def test_a_forwarded_host_is_never_believed(public_client):
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Server": "evil.example",
        "Forwarded": "host=evil.example",
    }
    answer = public_client.get("/organiser/", headers=forged)
    assert answer.headers["Location"] == "/staff/sign-in"


def test_no_link_is_made_from_what_a_browser_says_it_asked():
    project = Path(__file__).resolve().parents[2]
    code = [*(project / "survey").rglob("*.py"), *(project / "templates").rglob("*.html")]
    forbidden = re.compile(r"_external|request\.(host|url|root_url|base_url|url_root|host_url)\b")
    assert [path.name for path in code if forbidden.search(path.read_text())] == []


# One proxy adds the address it saw at the end. All before that is what the sender wrote.


def address_seen(app, **environment) -> str:
    def whoami():
        from flask import request

        return f"{request.remote_addr} {request.scheme} {limits.address()}"

    whoami.roles = {"anyone"}
    if "whoami" not in app.view_functions:
        app.add_url_rule("/whoami", view_func=whoami)
    return app.test_client().get("/whoami", base_url=app.config["BASE_URL"], environ_base=environment).text


def test_behind_one_proxy_only_the_address_that_it_saw_counts(for_real):
    app = for_real()
    plain = address_seen(app, HTTP_X_FORWARDED_FOR="198.51.100.7")
    assert plain.startswith("198.51.100.7 ")
    for forged in ("6.6.6.6, 198.51.100.7", "6.6.6.6,7.7.7.7,198.51.100.7", "127.0.0.1, 198.51.100.7"):
        assert address_seen(app, HTTP_X_FORWARDED_FOR=forged) == plain


def test_without_a_proxy_forwarded_addresses_are_not_believed(app):
    seen = address_seen(app, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6", HTTP_X_FORWARDED_PROTO="https")
    assert seen.startswith("127.0.0.1 http ")
