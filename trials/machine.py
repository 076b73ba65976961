"""What stands above and below the figures of every trial."""

import os
import platform
import sys

from survey import db


def describe() -> str:
    return (
        f"{os.cpu_count()} processors, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {db.sqlite3.sqlite_version} with {', '.join(db.sqlite_pragmas())}"
    )


def conclude(bars: dict[str, bool]) -> None:
    """Each bar by its sentence; the program fails where one is missed."""
    for bar, met in bars.items():
        print(f"{verdict(met):>6}  {bar}")
    print(describe())
    sys.exit(0 if all(bars.values()) else 1)


def verdict(met: bool) -> str:
    return "met" if met else "MISSED"
