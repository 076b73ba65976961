"""Two ways of running. With an address that begins http:// the service is for this machine alone. With https:// it is
served for real, behind a web server that does the encryption; then it starts only when everything for that is right."""

import ipaddress
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from survey import keys, locks, logs
from survey.cli.speech import in_both
from survey.wording import serving as words

SHORTEST_SECRET = 32


def init_app(app: Flask) -> None:
    with app.app_context():
        refuse_what_is_unsafe(app)
    app.config["IS_PUBLIC"] = is_public(app)
    app.config["TRUSTED_HOSTS"] = trusted_hosts(app)
    if is_public(app):
        app.config.update(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-session")
        hops = int(app.config["PROXY_HOPS"])
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)


def begin(app: Flask) -> None:
    """What a process does that serves, and a command does not."""
    logs.keep_in(app.config["DATA"] / "logs")
    app.extensions["serving_lock"] = locks.share(lock_path(app))


def lock_path(app: Flask) -> Path:
    return app.config["DATA"] / "serving.lock"


def is_public(app: Flask) -> bool:
    return base(app).scheme == "https"


def base(app: Flask) -> SplitResult:
    return urlsplit(app.config["BASE_URL"])


def trusted_hosts(app: Flask) -> list[str]:
    return [base(app).hostname] if is_public(app) else ["localhost", "127.0.0.1", base(app).hostname]


def refuse_what_is_unsafe(app: Flask) -> None:
    """Ends the program with a sentence in both languages, before a key is made in the wrong place."""
    address = app.config["BASE_URL"]
    refuse(not is_plain_address(address), words.ADDRESS_UNCLEAR, address=address)
    if is_public(app):
        refuse(app.debug, words.DEBUGGER_OPEN)
        refuse(hops_of(app) < 1, words.HOPS_MISSING)
        for name, folder in (("XINYUAN_DATA", app.config["DATA"]), ("XINYUAN_BACKUPS", app.config["BACKUPS"])):
            refuse(keys.lies_within(app.config["KEYS"], folder), words.KEYS_WITHIN, keys=app.config["KEYS"], name=name)
    else:
        refuse(not is_loopback(base(app).hostname), words.HTTP_ELSEWHERE, address=address)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or session_key(app)
    refuse(len(app.config["SECRET_KEY"]) < SHORTEST_SECRET, words.SECRET_TOO_SHORT, least=SHORTEST_SECRET)


def session_key(app: Flask) -> str:
    path = app.config["KEYS"] / "session.key"
    key = keys.read_or_make_key(path)
    refuse(len(key) < keys.LENGTH, words.KEY_FILE_TOO_SHORT, path=path)
    return key.hex()


def refuse_an_open_door(app: Flask, addresses: list) -> None:
    """Each is a host with its port, or the path of a socket, which only this machine can reach."""
    with app.app_context():
        for address in addresses:
            if isinstance(address, tuple):
                refuse(not is_loopback(address[0]), words.BOUND_ELSEWHERE, host=address[0])


def is_plain_address(address: str) -> bool:
    """https://host or http://host:port, and nothing behind it."""
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port or 1) > 0
            and address in (f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{parts.netloc}/")
            and "@" not in parts.netloc
        )
    except ValueError:
        return False


def hops_of(app: Flask) -> int:
    hops = str(app.config["PROXY_HOPS"])
    return int(hops) if hops.isascii() and hops.isdecimal() else 0


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse(is_so: bool, sentence, **facts) -> None:
    if is_so:
        raise SystemExit(in_both(sentence, **facts))
