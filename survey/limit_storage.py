"""The counters of survey/limits.py in a small SQLite file of their own, shared by all processes, so that an attack does
not use up what the disk can do for answers."""

import threading
from pathlib import Path

from limits.storage import Storage

from survey import clock
from survey.db import SAFE_WRITE_AHEAD, sqlite3

BUSY_SECONDS = 2

# Neither waits for the disk at each try. A write-ahead log survives a power cut all the same.
PRAGMAS = (
    ("journal_mode=WAL", "synchronous=NORMAL")
    if sqlite3.sqlite_version_info >= SAFE_WRITE_AHEAD
    else ("journal_mode=DELETE", "synchronous=OFF")
)
TABLES = """
CREATE TABLE IF NOT EXISTS tries (key TEXT PRIMARY KEY, count INTEGER NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ix_tries_until ON tries (until);
"""
# A window that seems to end later than one that begins now was written before the clock was set back.
COUNT = """
INSERT INTO tries VALUES (:key, max(:amount, 0), :until)
ON CONFLICT (key) DO UPDATE SET count = max(count + :amount, 0), until = min(until, :until) RETURNING count
"""


class LimitStorage(Storage):
    STORAGE_SCHEME = ["xinyuan"]
    base_exceptions = sqlite3.Error

    def __init__(self, path: Path):
        super().__init__(wrap_exceptions=True)
        self.path = path
        self.connection: sqlite3.Connection | None = None
        self.one_at_a_time = threading.Lock()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = clock.now().timestamp()
        forget = ("DELETE FROM tries WHERE until <= :now", {"now": now})
        return self.run(forget, (COUNT, {"key": key, "amount": amount, "until": now + expiry}))[0]

    def get(self, key: str) -> int:
        return (self.row(key) or (0,))[0]

    def get_expiry(self, key: str) -> float:
        return (self.row(key) or (0, clock.now().timestamp()))[1]

    def row(self, key: str) -> tuple[int, float] | None:
        query = "SELECT count, until FROM tries WHERE key = :key AND until > :now"
        return self.run((query, {"key": key, "now": clock.now().timestamp()}))

    def clear(self, key: str) -> None:
        self.run(("DELETE FROM tries WHERE key = :key", {"key": key}))

    def reset(self) -> int | None:
        self.run(("DELETE FROM tries", {}))

    def check(self) -> bool:
        return self.run(("SELECT 1", {})) == (1,)

    def run(self, *statements: tuple[str, dict]) -> tuple | None:
        """All of them in one transaction; the first row of the last."""
        with self.one_at_a_time:
            try:
                return self.run_together(statements)
            except sqlite3.Error:
                self.close()
                raise

    def run_together(self, statements: tuple[tuple[str, dict], ...]) -> tuple | None:
        self.connection = self.connection or self.opened()
        self.connection.execute("BEGIN IMMEDIATE")
        for statement, parameters in statements:
            row = self.connection.execute(statement, parameters).fetchone()
        self.connection.execute("COMMIT")
        return row

    def opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(TABLES)
        return connection

    def close(self) -> None:
        if self.connection:
            self.connection.close()
            self.connection = None
