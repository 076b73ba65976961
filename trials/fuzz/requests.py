"""Requests of every shape over every route: `python -m trials.fuzz.requests [--requests 20000] [--seed 1]`.

Methods, paths, queries and headers are spoilt; what comes back must be no fault, and must lead nowhere but to this
service. Then sixty addresses elsewhere are offered wherever a redirect might take one from."""

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

import click

from trials import machine, world
from trials.fuzz.listening import LastFault, faults_heard
from trials.fuzz.nasty import ODD
from trials.fuzz.pages import MARKER, Page, addresses, unescaped

ROUND = 1_000
OWN = "http://localhost"
ELSEWHERE = "evil.example"
METHODS = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "X" * 300)
NAMES = (
    *("lang", "size", "by", "part", "changes", "budget", "q", "next", "after_sign_in", "year", "code", "token"),
    # What the building of addresses takes for itself, should a query ever be handed to it.
    *("_external", "_scheme", "_method", "_anchor", "_host", "endpoint", "values", "self", "filename"),
)
HEADERS = (
    *("Referer", "Origin", "Range", "If-Range", "If-None-Match", "If-Modified-Since", "If-Match", "Accept", "Expect"),
    *("Accept-Language", "Accept-Encoding", "Accept-Charset", "User-Agent", "Authorization", "Content-Type"),
    *("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix"),
    *("Forwarded", "X-Real-IP", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "Sec-Fetch-Site"),
)
VALUES = (
    *(
        f"https://{ELSEWHERE}/",
        f"//{ELSEWHERE}",
        ELSEWHERE,
        f"{ELSEWHERE}:99999",
        "localhost, evil.example",
        "null",
        "",
    ),
    *("bytes=0-", "bytes=-1", "bytes=5-2,9-1", "bytes=" + "0-1," * 500, "items=1", '"x"', "W/", "*", "\x7f", "ÿþ"),
    *("Thu, 99 Foo 2027 99:99:99 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "zh;q=9,en;q=-1", "zz-ZZ,*;q=x", "en" * 4000),
    *("gzip;q=nan", "multipart/form-data", "multipart/form-data; boundary=", "text/html; charset=\x01", "a/b" * 999),
    *("application/x-www-form-urlencoded; charset=utf-16", "Basic %%%", "Bearer x", "100-continue", "for=;by=", MARKER),
    *("1.2.3.4, 5.6.7.8", "::1", "[", "::", "1" * 9000, "-1", "https", "http,https", "cross-site", "\t"),
)
COOKIES = (
    *("session=", "session=x", "session=.a.b.c", "session=" + "A" * 5000, "session=W10=", "session=bnVsbA==", "=;=;;"),
    *("received=999999", "received=٣", "received=-1t", "received=tt", "lang=xx; size=xx", "lang=en; size=huge"),
    *("lang=en\x7f", '"="', "session=%00", "a=b; " * 500, "received=1" + "0" * 400),
)
PAYLOADS = [
    before + f"{host}{after}"
    for host in (ELSEWHERE, "evil%2eexample", "localhost.evil.example")
    for before, after in (
        *(("https://", ""), ("http://", "/"), ("//", ""), ("///", ""), ("////", "/a"), ("/\\", ""), ("\\\\", "/")),
        *(("/\t/", ""), ("/%09/", ""), ("/%2f", ""), ("/%5c", ""), ("https:", ""), ("http:/", ""), ("//a@", "")),
        *(("https://localhost@", ""), ("//", "\\@localhost"), ("\n//", ""), ("/organiser//", ""), ("/.//", "")),
        ("/..//", "/%2e%2e"),
    )
]


@dataclass
class Report:
    requests: int = 0
    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    unescaped: list[str] = field(default_factory=list)
    redirects: int = 0

    def note(self, what: str, answer, reason: str) -> None:
        self.requests += 1
        self.statuses[answer.status_code] += 1
        body = answer.data.decode(errors="replace") if "html" in (answer.content_type or "") else ""
        if answer.status_code >= 500:
            self.faults.append(f"{answer.status_code} {reason} <- {what}")
        if unescaped(answer.content_type or "", body):
            self.unescaped.append(what)
        self.astray += [f"{lead!r} <- {what}" for lead in leads(answer.headers, body) if leads_astray(lead)]


def leads(headers, body: str) -> list[str]:
    return [headers[name] for name in ("Location", "Content-Location", "Link") if name in headers] + Page(body).leads


def leads_astray(lead: str, page: str = f"{OWN}/wish") -> bool:
    """Read as browsers do: a backslash is a slash, tabs and line ends are nothing."""
    read = "".join(c for c in lead.strip() if c not in "\t\r\n").replace("\\", "/")
    parts = urlsplit(urljoin(page, read))
    off_site = parts.scheme in ("http", "https") and parts.hostname not in ("localhost", "127.0.0.1")
    return off_site or parts.scheme in ("javascript", "vbscript")


class Fuzzer:
    def __init__(self, made_up: world.World, seed: int, heard: LastFault):
        self.world, self.dice, self.heard, self.report = made_up, random.Random(seed), heard, Report()
        self.known = [address for method in ("GET", "POST") for _endpoint, address in addresses(made_up, method)]

    def run(self, requests: int) -> Report:
        with click.progressbar(range(requests // ROUND), label="rounds of requests") as rounds:
            for _ in rounds:
                for _ in range(ROUND):
                    self.request()
                self.world.put_back()
        self.offer_redirects()
        return self.report

    def request(self) -> None:
        method = "GET" if self.dice.random() < 0.5 else self.dice.choice(METHODS)
        path, headers = self.path(), self.headers()
        self.open(method, path, headers)

    def open(self, method: str, path: str, headers: dict[str, str]) -> None:
        host = {"HTTP_HOST": headers.pop("Host")} if "Host" in headers else {}
        what = f"{method:.20} {path[:200]!r} {host} {str(headers)[:300]}"
        try:
            client = self.world.app.test_client(use_cookies=False)
            answer = client.open(method=method, headers=headers, environ_overrides=asked(path) | host)
            self.report.note(what, answer, self.heard.reason)
        except Exception as fault:  # what no error page catches
            self.report.faults.append(f"{fault!r} <- {what}")

    def path(self) -> str:
        path = self.dice.choice(self.known)
        way = self.dice.randrange(12)
        if way == 0:
            path = "/" + path
        elif way == 1:
            path = path.rstrip("/") + self.dice.choice(
                ["/", "//", "/..", "/%2e%2e/", ";a=b", "%00", ".json", "\\", "%"]
            )
        elif way == 2:
            path = "/".join(
                quote(in_address(self.dice.choice(ODD)))[:300] if p.isdigit() else p for p in path.split("/")
            )
        elif way == 3:
            path = "/" + quote(in_address(self.dice.choice(ODD)), safe="/")[:2000]
        elif way == 4:
            path = self.dice.choice(
                ["/static/../wsgi.py", "/static/%2e%2e/config.py", "/.git/HEAD", "/instance/a", "//"]
            )
        elif way == 5:
            path = self.dice.choice(PAYLOADS).replace("\n", "%0a").replace("\t", "%09")
            path = path if path.startswith("/") else f"/{path}"
        return path + self.query()

    def query(self) -> str:
        if self.dice.random() < 0.4:
            return ""
        values = [*ODD[:-1], *VALUES, *PAYLOADS, "true", "want-share", "selection", "en", "huge", "1", MARKER]
        pairs = [
            (self.dice.choice(NAMES), in_address(self.dice.choice(values))) for _ in range(self.dice.randint(1, 4))
        ]
        return "?" + "&".join(f"{name}={quote(value)[:3000]}" for name, value in pairs)

    def headers(self) -> dict[str, str]:
        chosen = {self.dice.choice(HEADERS): self.dice.choice(VALUES) for _ in range(self.dice.randint(0, 4))}
        chosen = {name: value.encode("latin-1", "replace").decode("latin-1") for name, value in chosen.items()}
        if self.dice.random() < 0.2:
            chosen["Host"] = self.dice.choice(
                [ELSEWHERE, f"localhost@{ELSEWHERE}", "localhost:x", "[::1", "", "a b", "é"]
            )
        role = self.dice.choice(world.ROLES)
        chosen["Cookie"] = self.dice.choice(COOKIES) if self.dice.random() < 0.3 else self.world.cookies[role]
        return chosen

    def offer_redirects(self) -> None:
        """Wherever somebody might be sent on from: before, at and after the sign-in, and by the switches."""
        self.world.app.config["WTF_CSRF_ENABLED"] = False
        for payload in PAYLOADS:
            path = quote(payload, safe="/%\\@:")
            for first in (f"/organiser/?next={path}", f"/{path.lstrip('/')}", f"/organiser//{path}", f"//{path}"):
                self.sign_in_after(first, payload)
            for page in ("/staff/sign-in", "/wish/enter", "/wish", "/"):
                for name in ("next", "after_sign_in", "url", "_scheme", "_anchor"):
                    self.open(
                        "GET", f"{page}?_external=1&{name}={quote(payload)}", {"Referer": quote(payload, safe=":/")}
                    )
            self.report.redirects += 1

    def sign_in_after(self, first: str, payload: str) -> None:
        client = self.world.app.test_client()
        self.report.note(f"GET {first}", client.get(environ_overrides=asked(first)), self.heard.reason)
        data = {"login": "enumerator", "password": world.PASSWORD, "next": payload, "after_sign_in": payload}
        answer = client.post(f"/staff/sign-in?next={quote(payload)}", data=data)
        self.report.note(f"sign in after {first}", answer, self.heard.reason)


def asked(path: str) -> dict[str, str]:
    """As a server hands a path on, however odd; the usual builder of test requests would set it right."""
    path, _mark, query = path.partition("?")
    return {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query, "REQUEST_URI": path}


def in_address(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def fuzz(requests: int, seed: int = 1) -> Report:
    with world.made_up() as made_up, faults_heard() as heard:
        return Fuzzer(made_up, seed, heard).run(requests)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    report = fuzz(given.requests, given.seed)
    print(f"statuses {dict(sorted(report.statuses.items()))}, seed {given.seed}")
    for line in report.faults[:20] + report.astray[:20] + report.unescaped[:20]:
        print("   ", line[:600])
    machine.conclude(
        {
            f"{report.requests:,} requests, {len(report.faults)} faults": not report.faults,
            f"{report.redirects} addresses elsewhere offered, {len(report.astray)} led astray": not report.astray,
            f"{len(report.unescaped)} marks unescaped": not report.unescaped,
        }
    )


if __name__ == "__main__":
    main()
