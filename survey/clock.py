"""The one place that reads the time, so that a test or the demonstration can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

# All of China keeps one time and no summer time.
LOCAL = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Everything inside happens at that moment. For commands and tests, never while the service runs."""
    global now
    real, now = now, lambda: moment
    try:
        yield
    finally:
        now = real
