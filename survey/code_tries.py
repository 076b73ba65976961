"""Typed codes can be guessed, so each that fits its check character is counted before it is looked up. That is slow on
purpose: only so many are stretched at once, and only so many threads wait for it, that whoever scans a QR code finds a
thread and a processor however fast somebody guesses."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from survey import limits
from survey.errors import Refused

MOST_AT_ONCE = 6  # of the threads of gunicorn.conf.py
STRETCHED_AT_ONCE = 2

places, stretching = BoundedSemaphore(MOST_AT_ONCE), BoundedSemaphore(STRETCHED_AT_ONCE)


@contextmanager
def counted_try() -> Iterator[None]:
    """Not counted after all where what stands inside goes well."""
    with a_place():
        reservation = reserved()
        with stretching:
            yield
        reservation.give_back()


@contextmanager
def a_place() -> Iterator[None]:
    if not places.acquire(blocking=False):
        raise Refused("too_many_codes", minutes=1)
    try:
        yield
    finally:
        places.release()


def reserved() -> limits.Reservation:
    try:
        return limits.reserve("typed_code", limits.address())
    except Refused as refusal:
        # Whoever waits here may scan instead.
        raise Refused("too_many_codes", **refusal.facts) if refusal.facts else refusal from None
