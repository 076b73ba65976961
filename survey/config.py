"""Where things lie and how long they last. Everything has a default that works on one machine; a few names of the
environment change it (docs/settings.md)."""

import os
import secrets
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
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(key := secrets.token_bytes(32))
        file.flush()
        os.fsync(file.fileno())
    return key
