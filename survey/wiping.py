"""What was deleted is still readable in the database's files until they are rewritten."""

import time

from sqlalchemy import Engine

from survey.errors import Refused

TRIES = 100
SECONDS_BETWEEN = 0.1


def wipe(engine: Engine) -> None:
    """Rewrites the database without what was deleted and empties the write-ahead log. May be done again."""
    if engine.dialect.name != "sqlite":
        return
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
        empty_log(raw.cursor())
    finally:
        raw.close()


def empty_log(cursor) -> None:
    """Waits for whoever still reads what stood there before."""
    for _ in range(TRIES):
        is_busy, *_pages = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not is_busy:
            return
        time.sleep(SECONDS_BETWEEN)
    raise Refused("close_wipe_busy")
