"""Where things lie and how long they last. Everything has a default that works on one machine; a few names of the
environment change it (docs/settings.md)."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from flask import Flask

LARGEST_FORM = 64 * 1024
LARGEST_UPLOAD = 5 * 1024 * 1024


def init_app(app: Flask, overrides: dict) -> None:
    data = Path(overrides.get("DATA") or os.environ.get("XINYUAN_DATA") or "instance").absolute()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    app.config.update(
        DATA=data,
        DATABASE_URL=os.environ.get("XINYUAN_DATABASE_URL") or f"sqlite:///{data / 'xinyuan.sqlite3'}",
        BASE_URL=os.environ.get("XINYUAN_BASE_URL") or "http://127.0.0.1:8000",
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_PARTS=1000,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A slow reader's form must not go stale: the token lives as long as the browser's session.
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.config.update(overrides)
    app.config["DATA"] = data
    app.config.setdefault("SECRET_KEY", None)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or read_or_make_key(data / "keys" / "session.key").hex()


def read_or_make_key(path: Path) -> bytes:
    """32 random bytes kept in a file that only the service's own account can read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        make_key(path)
        return path.read_bytes()


def make_key(path: Path) -> None:
    """Written aside and then put in place at once, so that nobody reads half a key; whoever comes second finds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_suffix(f".{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
