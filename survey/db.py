"""One session a request: reads for GET, one IMMEDIATE write transaction for POST, committed once when it went well."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine, PoolProxiedConnection, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from survey.statements import Statements

# A newer SQLite than the one that Debian's Python carries. Nothing in this process may open the database with the other
# one: two copies of the library in one process do not see each other's locks.
try:
    import pysqlite3 as sqlite3
except ImportError:
    import sqlite3

# Older versions can corrupt a write-ahead log that two connections checkpoint at once.
SAFE_WRITE_AHEAD = (3, 51, 3)
BUSY_MILLISECONDS = 10_000
PATIENCE_WITH_READERS = 50  # milliseconds: emptying the log can wait for the next answer
LONGEST_PAUSE = 50  # milliseconds
SYNCHRONOUS = ("OFF", "NORMAL", "FULL", "EXTRA")

# The disk is full, another program holds the lock: as SQLAlchemy says it, and as the driver does.
UNAVAILABLE = (OperationalError, sqlite3.OperationalError)


def init_app(app: Flask) -> None:
    app.extensions["engine"] = make_engine(app.config["DATABASE_URL"])
    app.after_request(commit_what_went_well)
    app.teardown_appcontext(close_session)


def make_engine(url: str) -> Engine:
    driver = {"module": sqlite3} if url.startswith("sqlite:") else {}
    engine = create_engine(url, pool_size=16, max_overflow=48, pool_use_lifo=True, **driver)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", set_up_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    return engine


def set_up_sqlite(connection: sqlite3.Connection, _record) -> None:
    connection.isolation_level = None  # BEGIN is ours to say
    for pragma in sqlite_pragmas():
        connection.execute(f"PRAGMA {pragma}")
    wait_at_most(connection, BUSY_MILLISECONDS)


def wait_at_most(connection: sqlite3.Connection | PoolProxiedConnection, milliseconds: int) -> None:
    connection.execute(f"PRAGMA busy_timeout={milliseconds}")
    if hasattr(connection, "set_busy_handler"):
        connection.set_busy_handler(wait_by_the_clock(milliseconds))


def wait_by_the_clock(milliseconds: int) -> Callable[[int], bool]:
    """Whether to try a lock again. SQLite would add up the pauses that it asked for; on a busy machine each lasts
    longer."""
    until = 0.0

    def goes_on(times: int) -> bool:
        nonlocal until
        if times == 0:
            until = time.monotonic() + milliseconds / 1000
        time.sleep(min(1 + times, LONGEST_PAUSE) / 1000)
        return time.monotonic() < until

    return goes_on


def sqlite_pragmas(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> tuple[str, ...]:
    durable = (
        ("journal_mode=WAL", "synchronous=FULL")
        if version >= SAFE_WRITE_AHEAD
        else ("journal_mode=DELETE", "synchronous=EXTRA")
    )
    return (f"busy_timeout={BUSY_MILLISECONDS}", *durable, "foreign_keys=ON", "secure_delete=ON")


def empty_log(raw: PoolProxiedConnection) -> bool:
    """To no length at all: SQLite would otherwise write over it from the start and leave the rest to be read. False
    where somebody is still reading in it."""
    wait_at_most(raw, PATIENCE_WITH_READERS)
    try:
        return raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    except UNAVAILABLE:
        return False
    finally:
        wait_at_most(raw, BUSY_MILLISECONDS)


def how_answers_are_kept() -> dict | None:
    """What a connection of this engine really has, whatever was asked for; None where it is not SQLite."""
    if engine().dialect.name != "sqlite":
        return None
    with closing(engine().raw_connection()) as raw:
        journal, synchronous = (raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous"))
    safe_log = journal != "wal" or sqlite3.sqlite_version_info >= SAFE_WRITE_AHEAD
    return {
        "version": sqlite3.sqlite_version,
        "journal": journal.upper(),
        "synchronous": SYNCHRONOUS[synchronous],
        "is_durable": safe_log and SYNCHRONOUS[synchronous] in ("FULL", "EXTRA"),
    }


def begin_sqlite(connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def engine() -> Engine:
    return current_app.extensions["engine"]


def session() -> Session:
    if "session" not in g:
        g.session = Session(engine() if is_read() else for_writing())
    return g.session


def for_writing() -> Engine:
    return engine().execution_options(writes=True)


def let_others_write() -> None:
    """Ends the request's transaction before slow work that needs none. What was loaded can still be read; the next use
    of the session begins anew."""
    session().expunge_all()
    session().rollback()


def commit_now() -> None:
    """Stores what the request has written so far and ends its transaction, as above."""
    session().flush()
    session().expunge_all()
    session().commit()


def is_read() -> bool:
    return request.method in ("GET", "HEAD", "OPTIONS")


@contextmanager
def reading() -> Iterator[Session]:
    """What stood in the database at one moment."""
    with Session(engine()) as session:
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction outside a request: committed at the end, undone by any exception."""
    with Session(for_writing()) as session, session.begin():
        yield session


def when_committed(session: Session, act: Callable[[], None]) -> None:
    event.listen(session, "after_commit", lambda _session: act(), once=True)


def commit_what_went_well(response: Response) -> Response:
    if "session" in g and not is_read() and response.status_code < 400:
        g.session.commit()
    return response


# Hundreds of residents may send in one minute. Their few statements go to SQLite as they stand: what SQLAlchemy does
# around each of them costs six times the statement.


@contextmanager
def statements_that_read() -> Iterator[Statements]:
    """No transaction: no lock is held between two statements, so that writers need not wait."""
    with closing(engine().raw_connection()) as raw, closing(spoken_to(raw, engine())) as statements:
        yield statements


@contextmanager
def transaction(raw: PoolProxiedConnection, engine: Engine) -> Iterator[Statements]:
    # Closed at once: one that a fault keeps alive is let go of by some other thread, which then waits for whoever uses
    # the connection, and that may be somebody who waits for a lock.
    with closing(spoken_to(raw, engine)) as statements:
        if engine.dialect.name == "sqlite":
            statements.execute("BEGIN IMMEDIATE", {})
        try:
            yield statements
            raw.commit()
        except BaseException:
            raw.rollback()
            raise


def spoken_to(raw: PoolProxiedConnection, engine: Engine) -> Statements:
    return raw.cursor() if engine.dialect.name == "sqlite" else Psycopg(raw.cursor())


class Psycopg:
    def __init__(self, cursor):
        self.cursor = cursor

    def execute(self, statement: str, parameters: dict) -> Any:
        return self.cursor.execute(re.sub(r":(\w+)", r"%(\1)s", statement), parameters)

    def close(self) -> None:
        self.cursor.close()


def close_session(_error: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()
