"""What only this service can read and nobody can change: AES-GCM, with a key of its own for each purpose."""

import base64
import binascii
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class NotOurs(Exception):
    pass


class Seal:
    def __init__(self, key: str, purpose: str):
        self.cipher = AESGCM(hashlib.sha256(f"{purpose}|{key}".encode()).digest())

    def close(self, content: bytes) -> str:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return base64.urlsafe_b64encode(nonce + self.cipher.encrypt(nonce, content, None)).decode()

    def open(self, sealed: str) -> bytes:
        try:
            raw = base64.urlsafe_b64decode(sealed)
            return self.cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None)
        except (ValueError, binascii.Error, InvalidTag) as failure:
            raise NotOurs from failure
