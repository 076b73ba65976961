"""How often somebody may try: counted before the slow work, over all processes, and given back to who succeeds. Who
tries is kept only as a keyed hash."""

import hashlib
import hmac
import math
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, current_app, request
from limits import RateLimitItem, parse, parse_many
from limits.errors import StorageError
from limits.strategies import FixedWindowRateLimiter

from survey import clock
from survey.errors import Refused
from survey.limit_storage import LimitStorage


@dataclass(frozen=True)
class Limit:
    """Windows for each key in its turn, then one of all tries together. Where that is full and there is a queue, tries
    go on at the pace of the queue."""

    each: tuple[str, ...]
    all: str = ""
    queue: str = ""


LIMITS = {
    "typed_code": Limit(("10/5 minutes; 50/hour",), all="300/hour", queue="1/12 seconds"),
    # Never more than 100 wrong tries in a row: then the operator gives the account a new password.
    "sign_in": Limit(("10/5 minutes; 100/10 years", "10/5 minutes"), all="1000/5 minutes"),
    "second_step": Limit(("5/5 minutes; 20/hour; 50/day; 100/10 years",)),
    "invitation": Limit(("10/5 minutes; 50/hour",)),
    "open_link": Limit(("10/5 minutes; 60/hour",), all="3000/hour"),
    "slow_work": Limit(("30/hour",)),
}


def init_app(app: Flask) -> None:
    app.extensions["limiter"] = FixedWindowRateLimiter(LimitStorage(app.config["DATA"] / "limits.sqlite3"))


@dataclass
class Reservation:
    """The windows that a try was counted in."""

    counted: list[tuple[RateLimitItem, str]] = field(default_factory=list)

    def finds_room(self, windows: str, key: str) -> bool:
        return all(self.counts(window, key) for window in parse_many(windows))

    def counts(self, window: RateLimitItem, key: str) -> bool:
        self.counted.append((window, key))
        return limiter().hit(window, key)

    def give_back(self) -> None:
        with suppress(StorageError):
            for window, key in self.counted:
                limiter().storage.incr(window.key_for(key), window.get_expiry(), amount=-1)
        self.counted.clear()


def reserve(name: str, *keys: str) -> Reservation:
    """One try, counted in all windows or in none. While they cannot be read nobody gets through."""
    reservation = Reservation()
    with refused_unless_readable():
        hashed = [f"{name}/{place}/{fingerprint(key)}" for place, key in enumerate(keys)]
        rooms = zip(LIMITS[name].each, hashed, strict=True)
        if not all(reservation.finds_room(windows, key) for windows, key in rooms):
            refuse(reservation)
        reserve_of_all(name, reservation)
    return reservation


def reserve_of_all(name: str, reservation: Reservation) -> None:
    limit = LIMITS[name]
    if not limit.all or reservation.finds_room(limit.all, name):
        return
    if not limit.queue or not reservation.finds_room(limit.queue, name):
        refuse(reservation)
    # Once: line by line the journal would tell when somebody typed a code that was right.
    if limiter().hit(parse("1/hour"), f"{name}/told"):
        current_app.logger.warning(f"{name.replace('_', ' ')}s are being guessed: more than {limit.all} were wrong")


def refuse(reservation: Reservation) -> None:
    window, key = reservation.counted[-1]
    until = limiter().storage.get_expiry(window.key_for(key))
    reservation.give_back()
    raise Refused("too_many_tries", minutes=max(1, math.ceil((until - clock.now().timestamp()) / 60)))


def forget(name: str, key: str) -> None:
    """What was wrong before no longer counts for this first key: the right thing came after it."""
    with suppress(StorageError):
        for window in parse_many(LIMITS[name].each[0]):
            limiter().clear(window, f"{name}/0/{fingerprint(key)}")


@contextmanager
def refused_unless_readable() -> Iterator[None]:
    try:
        yield
    except StorageError as failure:
        current_app.logger.error(f"limits cannot be read: {type(failure.storage_error).__name__}")
        raise Refused("limits_unavailable") from failure


def address() -> str:
    """Where the request comes from: of the longer kind the part that one household shares."""
    shown = ip_address(request.remote_addr or "0.0.0.0")
    if isinstance(shown, IPv6Address):
        return str(shown.ipv4_mapped or ip_network((shown, 64), strict=False))
    return str(shown)


def fingerprint(key: str) -> str:
    """Keyed, and so short that no attack fills the disk with them."""
    return hmac.new(current_app.secret_key.encode(), f"limits|{key}".encode(), hashlib.sha256).hexdigest()[:7]


def limiter() -> FixedWindowRateLimiter:
    return current_app.extensions["limiter"]
