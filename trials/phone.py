"""A phone's side of the line: a plain socket that keeps its cookies and its token as a browser does."""

import socket
from urllib.parse import urlencode

TOKEN_FIELD = b'name="csrf_token" value="'


class Phone:
    def __init__(self, port: int, address: str = "127.0.0.1"):
        """`address` is where it calls from: 127.0.0.0/8 is this machine throughout, and thousands to the service."""
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.cookies: dict[bytes, bytes] = {}
        self.token = ""

    def __enter__(self) -> "Phone":
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()

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
