"""Secrets made by the machine, and what a password that a person chooses must be."""

import secrets

from survey.errors import Refused

# Without letters that are misread when somebody copies them by hand.
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
SHORTEST, LONGEST = 12, 128

# zxcvbn's lists hold English words and 30,000 leaked passwords; these are what is common here.
COMMON_HERE = ["woaini", "woaiwojia", "5201314", "zhongguo", "beijing", "shequ", "juweihui", "xinyuan", "mima"]
FORESEEABLE = 2  # of zxcvbn's 0 to 4: found within 10^8 guesses
READ_AS_FAR_AS = 64  # characters: what a good password needs at most, and judged in milliseconds


def new_password() -> str:
    """79 bits."""
    return in_groups(letters(16), "-")


def new_secret() -> str:
    """119 bits, so that a plain fingerprint of it may be stored."""
    return in_groups(letters(24), "-")


def letters(count: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def secret_meant_by(typed: str) -> str:
    """As `new_secret` writes it, whatever stands between the groups when somebody types it."""
    return in_groups("".join(c for c in typed.lower() if c.isalnum()), "-")


def in_groups(letters: str, between: str = " ") -> str:
    return between.join(letters[place : place + 4] for place in range(0, len(letters), 4))


def refuse_weak(password: str, *, login: str, community: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused("password_length", least=SHORTEST, most=LONGEST)
    if any(name and name.casefold() in password.casefold() for name in (login, community)):
        raise Refused("password_says_who")
    if is_foreseeable(password, login):
        raise Refused("password_common")


def is_foreseeable(password: str, login: str) -> bool:
    # Its lists are large: read only where somebody chooses a password.
    from zxcvbn import zxcvbn

    return zxcvbn(password[:READ_AS_FAR_AS], user_inputs=[login, *COMMON_HERE])["score"] <= FORESEEABLE
