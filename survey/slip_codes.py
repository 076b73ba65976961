"""The secrets on a slip and their keyed tags. Random codes go on paper; the database gets only tags, made with a key
that lies in a file outside it, one for each wish list."""

import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from flask import current_app

from survey.errors import Refused
from survey.keys import read_or_make_key, sync_folder
from survey.models import WishList

# Without 0 O 1 I L, which are misread. 31 is prime: every wrong character and every swap of two neighbours is caught.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 9
# What may be printed where somebody read one of the characters that no code has.
ROUND, STRAIGHT = "QDCGU689", "7JTYZ24"
MOST_LOOK_ALIKES = 2
LOOK_ALIKES = {"0": ROUND, "O": ROUND, "1": STRAIGHT, "I": STRAIGHT, "L": STRAIGHT}


def key_of(wish_list: WishList) -> bytes:
    """Read once: every answer needs it, and opening a file cost a sixth of an answer."""
    known = known_keys()
    if wish_list.id not in known:
        if wish_list.status in ("closed", "published"):
            raise Refused("list_closed")  # its key is destroyed, and none is made in its place
        known[wish_list.id] = read_or_make_key(key_path(wish_list))
    return known[wish_list.id]


def has_key(wish_list: WishList) -> bool:
    return wish_list.id in known_keys() or key_path(wish_list).is_file()


def known_keys() -> dict[int, bytes]:
    return current_app.extensions.setdefault("slip_keys", {})


def commitment(wish_list: WishList) -> str:
    """Made known at the opening, so that the key that is destroyed at the close can be told from any other."""
    return hashlib.sha256(key_of(wish_list)).hexdigest()


def key_path(wish_list: WishList) -> Path:
    return current_app.config["KEYS"] / f"wish-list-{wish_list.id}.key"


def destroy_key(wish_list_id: int, path: Path) -> None:
    """Without it no code fits any tag: nobody can tell which answer is whose, the service included."""
    known_keys().pop(wish_list_id, None)
    if path.is_file():
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)


def new_token() -> str:
    """128 bits for the QR code."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Nine random characters (44.6 bits) and a check character, printed as two groups of five."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return body + check_character(body)


def check_character(body: str) -> str:
    total = sum((place + 2) * ALPHABET.index(character) for place, character in enumerate(body))
    return ALPHABET[-total % len(ALPHABET)]


def printed(code: str) -> str:
    return f"{code[:5]} {code[5:]}"


def characters_of(typed: str) -> str:
    """What was meant by what was typed: any case, full width, spaces and dashes."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).upper() if c.isalnum())


def read_code(typed: str) -> str | None:
    """None where the check character does not fit the others. In the place of a 0, O, 1, I or L each character that
    looks like it is tried: the check character leaves at most one for a single such place, and it is the right one."""
    characters = characters_of(typed)
    if len(characters) != CODE_LENGTH + 1 or not set(characters) <= {*ALPHABET, *LOOK_ALIKES}:
        return None
    if sum(character in LOOK_ALIKES for character in characters) > MOST_LOOK_ALIKES:
        return None
    fitting = [code for code in readings(characters) if check_character(code[:-1]) == code[-1]]
    return fitting[0] if len(fitting) == 1 else None


def readings(characters: str) -> Iterator[str]:
    return map("".join, product(*(LOOK_ALIKES.get(character, character) for character in characters)))


def qr_tag(key: bytes, wish_list: WishList, token: str) -> str:
    return tag(key, "q", wish_list, token)


def code_tag(key: bytes, wish_list: WishList, code: str) -> str:
    """The typed code is short, so it is stretched first: guessing offline costs some 50 ms a guess."""
    stretched = hashlib.scrypt(code.encode(), salt=bytes.fromhex(wish_list.code_salt), n=2**14, r=8, p=1, dklen=32)
    return tag(key, "c", wish_list, stretched.hex())


def wish_tag(key: bytes, wish_list: WishList, slip_id: str) -> str:
    return tag(key, "w", wish_list, slip_id)


def tag(key: bytes, purpose: str, wish_list: WishList, secret: str) -> str:
    return hmac.new(key, f"{purpose}|{wish_list.id}|{secret}".encode(), "sha256").hexdigest()
