"""One session a request: reads for GET, one IMMEDIATE write transaction for POST, committed once when it went well."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Connection, Engine, create_engine, event
from sqlmodel import Session

# A newer SQLite than the one that Debian's Python carries. Nothing in this process may open the database with the other
# one: two copies of the library in one process do not see each other's locks.
try:
    import pysqlite3 as sqlite3
except ImportError:
    import sqlite3

# Older versions can corrupt a write-ahead log that two connections checkpoint at once.
SAFE_WRITE_AHEAD = (3, 51, 3)
BUSY_MILLISECONDS = 10_000


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


def sqlite_pragmas() -> tuple[str, ...]:
    durable = (
        ("journal_mode=WAL", "synchronous=FULL")
        if sqlite3.sqlite_version_info >= SAFE_WRITE_AHEAD
        else ("journal_mode=DELETE", "synchronous=EXTRA")
    )
    return (f"busy_timeout={BUSY_MILLISECONDS}", *durable, "foreign_keys=ON", "secure_delete=ON")


def begin_sqlite(connection) -> None:
    options = connection.get_execution_options()
    if not options.get("glances"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


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


@contextmanager
def glancing() -> Iterator[Connection]:
    """Reads without a transaction: no lock is held between two statements, so that writers need not wait."""
    with engine().connect() as connection:
        yield connection.execution_options(glances=True)


def close_session(_error: BaseException | None) -> None:
    if "session" in g:
        g.pop("session").close()
