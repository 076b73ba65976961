"""Typed codes can be guessed, so each that fits its check character is counted before it is looked up."""

from collections.abc import Iterator
from contextlib import contextmanager

from survey import limits
from survey.errors import Refused


@contextmanager
def counted_try() -> Iterator[None]:
    """Not counted after all where what stands inside goes well."""
    try:
        reservation = limits.reserve("typed_code", limits.address())
    except Refused as refusal:
        # Whoever waits here may scan instead.
        raise Refused("too_many_codes", **refusal.facts) if refusal.facts else refusal from None
    yield
    reservation.give_back()
