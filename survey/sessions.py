"""Flask's session cookie, sealed: the browser keeps it and cannot read it. Every answer reads it up to three times, so
it does without the usual compression and type tags. A clock set back a little does not end a session."""

import json
import time

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature

from survey.seal import NotOurs, Seal


def init_app(app: Flask) -> None:
    app.session_interface = SealedSessions(SealedJson(app.secret_key))


class SealedSessions(SecureCookieSessionInterface):
    def __init__(self, sealed: "SealedJson"):
        self.sealed = sealed

    def get_signing_serializer(self, app: Flask) -> "SealedJson":
        return self.sealed


class SealedJson:
    def __init__(self, key: str):
        self.seal = Seal(key, "session")

    def dumps(self, session: dict) -> str:
        content = json.dumps([int(time.time()), session], separators=(",", ":"), default=str)
        return self.seal.close(content.encode())

    def loads(self, cookie: str, max_age: int) -> dict:
        """What Flask takes for a reason to begin an empty session: a cookie that is not ours, or too old."""
        try:
            made_at, session = json.loads(self.seal.open(cookie))
        except NotOurs as failure:
            raise BadSignature("not ours") from failure
        if time.time() - made_at > max_age:
            raise BadSignature("too old")
        return session
