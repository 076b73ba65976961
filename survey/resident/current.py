"""Which list takes answers now. Every request needs to know and hardly ever hears anything new, so what was heard is
believed for half a second, less if this process changes anything. A send asks again, in its own statement."""

import time

from flask import Flask, current_app
from sqlalchemy import Row, event

from survey import clock, db
from survey.operations import responses

BELIEVED_SECONDS = 0.5


def init_app(app: Flask) -> None:
    app.extensions["open_list"] = (0.0, None)
    # Answers do not come this way (db.transaction); all that an organiser changes does.
    event.listen(app.extensions["engine"], "commit", lambda _connection: forget(app))


def forget(app: Flask) -> None:
    app.extensions["open_list"] = (0.0, None)


def open_list() -> Row | None:
    until, facts = current_app.extensions["open_list"]
    now = clock.now()
    if facts and time.monotonic() < until and facts.opens_at <= now < facts.closes_at:
        return facts
    with db.engine().connect() as connection:
        facts = responses.open_list(connection, now)
    current_app.extensions["open_list"] = (time.monotonic() + BELIEVED_SECONDS, facts)
    return facts
