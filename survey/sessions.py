"""Flask's signed session cookie in a plainer dress: every answer reads it three times, and the time stamp, compression
and type tags of the usual one cost more than writing the answer. A clock set back a little does not end a session."""

import base64
import hashlib
import json
import time

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature, Signer


def init_app(app: Flask) -> None:
    app.session_interface = PlainSessions(SignedJson(app.secret_key))


class PlainSessions(SecureCookieSessionInterface):
    def __init__(self, signed: "SignedJson"):
        self.signed = signed

    def get_signing_serializer(self, app: Flask) -> "SignedJson":
        return self.signed


class SignedJson:
    def __init__(self, key: str):
        # The key is derived once, here: a signer of the usual make derives it again for each cookie.
        derived = Signer(key, salt="session", digest_method=hashlib.sha256).derive_key()
        self.signer = Signer(derived, key_derivation="none", digest_method=hashlib.sha256)

    def dumps(self, session: dict) -> str:
        content = json.dumps([int(time.time()), session], separators=(",", ":"), default=str)
        return self.signer.sign(base64.urlsafe_b64encode(content.encode())).decode()

    def loads(self, cookie: str, max_age: int) -> dict:
        made_at, session = json.loads(base64.urlsafe_b64decode(self.signer.unsign(cookie)))
        if time.time() - made_at > max_age:
            raise BadSignature("too old")
        return session
