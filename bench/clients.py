"""Phones that answer, as many at once as asked: plain sockets in a process of their own, so that they are never what
is slow. A client keeps its connection, its cookie and its token, as a browser does."""

import socket
import time
from dataclasses import dataclass, field
from multiprocessing import get_context
from threading import Thread
from urllib.parse import urlencode

TOKEN_FIELD = b'name="csrf_token" value="'


@dataclass
class Outcome:
    sent: dict[str, str] = field(default_factory=dict)  # key of a slip -> ratings sent
    send_seconds: list[float] = field(default_factory=list)
    began: float = 0.0
    ended: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.sent) / (self.ended - self.began)


class Phone:
    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookies: dict[bytes, bytes] = {}
        self.token = ""

    def ask(self, method: str, path: str, fields: dict | None = None) -> tuple[int, bytes]:
        body = urlencode(fields).encode() if fields else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        if body:
            head += "Content-Type: application/x-www-form-urlencoded\r\n"
        cookies = b"; ".join(b"=".join(cookie) for cookie in self.cookies.items())
        self.socket.sendall(head.encode() + b"Cookie: " + cookies + b"\r\n\r\n" + body)
        return self.read()

    def read(self) -> tuple[int, bytes]:
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self.more()
        length = int(received[:end].lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        parts, missing = [received[end + 4 :]], length - (len(received) - end - 4)
        while missing > 0:
            parts.append(self.more())
            missing -= len(parts[-1])
        self.keep_cookies(received[:end])
        return int(received[9:12]), b"".join(parts)

    def more(self) -> bytes:
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the server hung up")
        return part

    def keep_cookies(self, head: bytes) -> None:
        for found in head.split(b"Set-Cookie: ")[1:]:
            name, _, value = found.partition(b";")[0].partition(b"=")
            self.cookies[name] = value

    def keep_token(self, page: bytes) -> None:
        self.token = page.partition(TOKEN_FIELD)[2].partition(b'"')[0].decode()


def answer_whole(phone: Phone, slip: dict, outcome: Outcome) -> None:
    status, page = phone.ask(
        "POST", "/wish/enter", {"csrf_token": phone.token, "token": slip["token"], "consent": "yes"}
    )
    assert status == 200, page[:500]
    phone.keep_token(page)
    send(phone, slip, outcome)
    status, page = phone.ask("GET", "/wish/thanks")
    assert status == 200, page[:500]
    phone.keep_token(page)
    outcome.sent[slip["id"]] = slip["ratings"]


def send_alone(phone: Phone, slip: dict, outcome: Outcome) -> None:
    phone.cookies, phone.token = {b"session": slip["cookie"]}, slip["csrf_token"]
    send(phone, slip, outcome)
    outcome.sent[slip["id"]] = slip["ratings"]


def send(phone: Phone, slip: dict, outcome: Outcome) -> None:
    began = time.perf_counter()
    status, page = phone.ask("POST", "/wish/form", {"csrf_token": phone.token, **slip["fields"]})
    outcome.send_seconds.append(time.perf_counter() - began)
    assert status == 303, page[:500]


STEPS = {"warm-up": answer_whole, "whole": answer_whole, "send": send_alone}


def run(port: int, step: str, slips: list[dict], clients: int, seconds: float) -> Outcome:
    """Answers with these slips, each used once, until the time is up; in a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(run_here, (port, step, slips, clients, seconds))


def run_here(port: int, step: str, slips: list[dict], clients: int, seconds: float) -> Outcome:
    outcome, faults, waiting = Outcome(), [], iter(slips)
    phones = [Phone(port) for _ in range(clients)]
    for phone in phones:
        phone.keep_token(phone.ask("GET", "/wish")[1])
    outcome.began = time.perf_counter()
    until = outcome.began + seconds
    threads = [Thread(target=work, args=(phone, STEPS[step], waiting, outcome, until, faults)) for phone in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcome.ended = time.perf_counter()
    if faults:
        raise faults[0]
    return outcome


def work(phone: Phone, step, waiting, outcome: Outcome, until: float, faults: list) -> None:
    try:
        while time.perf_counter() < until:
            step(phone, next(waiting), outcome)
    except Exception as fault:
        faults.append(RuntimeError(f"{type(fault).__name__}: {fault}"))
