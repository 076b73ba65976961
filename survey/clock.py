"""The one place that reads the time, so that a test can set it."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
