"""The one place that reads the time, so that a test can set it."""

from datetime import UTC, datetime, timedelta, timezone

# All of China keeps one time and no summer time.
LOCAL = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    return datetime.now(UTC)
