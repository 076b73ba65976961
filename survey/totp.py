"""Numbers that change every half minute, as RFC 6238 defines them and every authenticator app shows them."""

import hmac
from datetime import datetime

STEP_SECONDS = 30
SECRET_BYTES = 20


def step_at(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def number_of(secret: bytes, step: int) -> str:
    """
    >>> number_of(b"12345678901234567890", 59 // STEP_SECONDS)  # RFC 6238, appendix B: 94287082
    '287082'
    """
    digest = hmac.digest(secret, step.to_bytes(8), "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4]) & 0x7FFFFFFF) % 10**6:06}"


def step_shown(secret: bytes, number: str, *, now: datetime, after: int) -> int | None:
    """The step that the number belongs to: this one, or one beside it for a clock that is a little off; never one that
    was used before."""
    steps = range(step_at(now) - 1, step_at(now) + 2)
    fitting = [step for step in steps if hmac.compare_digest(number_of(secret, step).encode(), number.encode())]
    return max((step for step in fitting if step > after), default=None)
