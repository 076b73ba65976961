"""Form posts over every route that takes one: `python -m trials.fuzz.forms [--posts 100000] [--seed 1]`.

Each begins as what the page's own form would send, is spoilt in several ways, and carries a mark in every text. After
each round every page is opened as every role; then the world is put back."""

import argparse
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote_plus, urljoin

import click

from trials import machine, world
from trials.fuzz import nasty
from trials.fuzz.listening import LastFault, faults_heard
from trials.fuzz.pages import MARKER, SHORT_MARKER, Form, Page, addresses, crawl, unescaped

ROLES = ("nobody", "resident", "enumerator", "organiser", "stranger")
ROUND = 2_000
SLOWEST_WANTED = 0.5
UNKNOWN = ("is_admin", "r99", "r-1", "csrf_token", "_method", "area_id", "staff_id", "community_id", "version")


@dataclass
class Report:
    posts: int = 0
    opened: int = 0
    statuses: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    unescaped: list[str] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def p99(self) -> float:
        every = sorted(second for seconds in self.seconds.values() for second in seconds)
        return every[int(len(every) * 0.99)]

    def note(self, what: str, answer, reason: str) -> None:
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            self.faults.append(f"{answer.status_code} {reason} <- {what}")
        if unescaped(answer.content_type or "", answer.data.decode(errors="replace")):
            self.unescaped.append(what)


class Fuzzer:
    def __init__(self, made_up: world.World, seed: int, heard: LastFault):
        self.world, self.dice, self.heard, self.report = made_up, random.Random(seed), heard, Report()
        self.met: dict[str, list[tuple[str, Form]]] = defaultdict(list)  # by endpoint: who met it, and the form
        self.bare: dict[str, list[tuple[str, Form]]] = {}
        self.collect()

    def collect(self) -> None:
        """The forms that each role meets, and a bare one for each route that takes a post, shown or not."""
        routes = self.world.app.url_map.bind("localhost")
        for role, address, answer in crawl(self.world, ROLES):
            if "html" in (answer.content_type or ""):
                for form in Page(answer.data.decode(errors="replace")).forms:
                    form.action = urljoin(address, form.action)
                    if routes.test(form.action.partition("?")[0], "POST"):
                        endpoint, _arguments = routes.match(form.action.partition("?")[0], "POST")
                        self.met[endpoint].append((role, form))
        for endpoint, address in addresses(self.world, "POST"):
            like = self.met[endpoint][0][1].fields if self.met[endpoint] else {}
            self.bare.setdefault(endpoint, []).extend((role, Form(address, like)) for role in ROLES)

    def run(self, posts: int) -> Report:
        with click.progressbar(range(posts // ROUND), label="rounds of posts") as rounds:
            for _ in rounds:
                self.world.app.config["WTF_CSRF_ENABLED"] = self.dice.random() < 0.1
                for _ in range(ROUND):
                    self.post()
                self.open_everything()
                self.world.put_back()
        return self.report

    def post(self) -> None:
        endpoint = self.next_endpoint()
        met = self.met[endpoint] if self.dice.random() < 0.8 else []
        role, form = self.dice.choice(met or self.bare[endpoint])
        content_type, body = self.body_of(form)
        what = f"{role} {endpoint} {form.action} {body[:300]!r}"
        client = self.world.app.test_client(use_cookies=False)
        began = time.perf_counter()
        answer = client.post(
            self.address_of(form), data=body, content_type=content_type, headers={"Cookie": self.world.cookies[role]}
        )
        self.report.note(what, answer, self.heard.reason)
        self.report.seconds[endpoint].append(time.perf_counter() - began)
        self.report.posts += 1
        if role in ("organiser", "stranger", "enumerator") and "sign-in" in answer.headers.get("Location", ""):
            self.world.put_back()  # this post has signed them out

    def next_endpoint(self) -> str:
        """What takes long comes up less often."""
        names = list(self.bare)
        return self.dice.choices(names, [1 / max(0.004, self.usual_seconds(name)) for name in names])[0]

    def usual_seconds(self, endpoint: str) -> float:
        seconds = self.report.seconds[endpoint][-50:]
        return sum(seconds) / len(seconds) if seconds else 0.0

    def address_of(self, form: Form) -> str:
        if self.dice.random() < 0.95:
            return form.action
        other = self.dice.choice(["0", "1", "9" * 20, "2027", "-1", "５"])
        parts = form.action.split("/")
        numbers = [place for place, part in enumerate(parts) if part.isdigit()]
        if numbers:
            parts[self.dice.choice(numbers)] = other
        return "/".join(parts)

    def body_of(self, form: Form) -> tuple[str, bytes]:
        pairs = self.spoilt([(name, self.fitting(values)) for name, values in form.fields.items()])
        kind = self.dice.random()
        if kind < 0.9:
            return "application/x-www-form-urlencoded", encoded(pairs)
        if kind < 0.98:
            return "multipart/form-data; boundary=edge", multipart(pairs, self.dice)
        return self.dice.choice(["application/json", "text/plain", "multipart/form-data", "a/b; c"]), encoded(pairs)

    def fitting(self, values: list[str]) -> str:
        """What the form itself might send; a text carries the mark."""
        text = (MARKER, SHORT_MARKER, "5", "12", "2027-06-01T18:00", *self.world.codes[:2])
        return self.dice.choice(values or text)

    def spoilt(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        for _ in range(self.dice.choice((0, 1, 1, 2, 3))):
            place = self.dice.randrange(len(pairs)) if pairs else 0
            way = self.dice.randrange(6)
            if way == 0 and pairs:
                pairs.pop(place)
            elif way == 1 and pairs:
                pairs.append((pairs[place][0], nasty.text(self.dice)))
            elif way == 2:
                pairs.append((self.dice.choice(UNKNOWN), nasty.text(self.dice)))
            elif way == 3 and self.dice.random() < 0.02:
                pairs += [(f"p{number}", "1") for number in range(1001)]
            elif pairs:
                pairs[place] = (pairs[place][0], nasty.text(self.dice))
        return pairs

    def open_everything(self) -> None:
        for role, address, answer in crawl(self.world, ROLES):
            self.report.note(f"{role} opens {address}", answer, self.heard.reason)
            self.report.opened += 1


def encoded(pairs: list[tuple[str, str]]) -> bytes:
    return "&".join(f"{quote_plus(in_bytes(name))}={quote_plus(in_bytes(text))}" for name, text in pairs).encode()


def in_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def multipart(pairs: list[tuple[str, str]], dice: random.Random) -> bytes:
    parts = [
        b'--edge\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        % (in_bytes(name), b'; filename="a.csv"' if dice.random() < 0.2 else b"", in_bytes(text))
        for name, text in pairs
    ]
    return b"".join(parts) + (b"--edge--\r\n" if dice.random() < 0.9 else b"")


def fuzz(posts: int, seed: int = 1) -> Report:
    with world.made_up() as made_up, faults_heard() as heard:
        return Fuzzer(made_up, seed, heard).run(posts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    report = fuzz(given.posts, given.seed)
    tries = {endpoint: len(seconds) for endpoint, seconds in report.seconds.items()}
    rarest = min(tries, key=tries.get)
    print(f"{len(tries)} routes (the rarest {tries[rarest]} times: {rarest}), seed {given.seed}")
    print(f"statuses {dict(sorted(report.statuses.items()))}, {report.opened:,} pages opened afterwards")
    for line in report.faults[:20] + report.unescaped[:20]:
        print("   ", line)
    machine.conclude(
        {
            f"{report.posts:,} form posts, {len(report.faults)} faults": not report.faults,
            f"{len(report.unescaped)} marks unescaped": not report.unescaped,
            f"{report.p99 * 1000:.0f} ms (p99), below {SLOWEST_WANTED * 1000:.0f}": report.p99 < SLOWEST_WANTED,
        }
    )


if __name__ == "__main__":
    main()
