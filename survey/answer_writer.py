"""One desk for all answers. SQLite lets one writer in at a time and each durable commit waits for the disk; so whoever
comes to a free desk serves all who wait there, and commits for them together, or one by one where one of them fails. A
request goes on only when its answer is on the disk. Another database orders its writers itself and needs no desk.

SQLite's log tells in which order answers came. So whoever serves empties it after each answer; where they come faster
than that, after a few of them."""

from collections.abc import Callable
from contextlib import closing
from threading import Lock
from time import monotonic
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Engine, PoolProxiedConnection, event

from survey import db
from survey.statements import Statements

Work = Callable[[Statements], Any]
MOST_TOGETHER = 64
MOST_IN_LOG = 16
A_MOMENT = 0.05  # seconds


def init_app(app: Flask) -> None:
    engine = app.extensions["engine"]
    app.extensions["answer_writer"] = AnswerDesk(engine) if engine.dialect.name == "sqlite" else PlainWriter(engine)


def write(work: Work) -> Any:
    """Run `work` in a write transaction; it is on the disk when this returns, and undone when this raises. `work` may
    run twice, the first time undone."""
    return current_app.extensions["answer_writer"].write(work)


class PlainWriter:
    def __init__(self, engine: Engine):
        self.engine = engine

    def write(self, work: Work) -> Any:
        with closing(self.engine.raw_connection()) as raw, db.transaction(raw, self.engine) as statements:
            return work(statements)


class Errand:
    def __init__(self, work: Work):
        self.work = work
        self.is_done = False
        self.result: Any = None
        self.failure: Exception | None = None
        self.called = Lock()
        self.called.acquire()


class AnswerDesk:
    """Whoever serves writes through the same connection: its picture of the database stays true from one batch to the
    next, where another's would have to be read anew."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self.raw: PoolProxiedConnection | None = None
        event.listen(engine, "engine_disposed", lambda _engine: self.close())
        self.waiting: list[Errand] = []
        self.is_busy = False
        self.in_log, self.emptied_at = 0, 0.0
        self.one_at_a_time = Lock()

    def write(self, work: Work) -> Any:
        errand = Errand(work)
        if not self.found_free(errand):
            errand.called.acquire()  # it is done, or it is this one's turn to serve
        if not errand.is_done:
            self.serve()
        if errand.failure:
            raise errand.failure
        return errand.result

    def found_free(self, errand: Errand) -> bool:
        with self.one_at_a_time:
            self.waiting.append(errand)
            was_busy, self.is_busy = self.is_busy, True
        return not was_busy

    def serve(self) -> None:
        with self.one_at_a_time:
            batch, self.waiting = self.waiting[:MOST_TOGETHER], self.waiting[MOST_TOGETHER:]
        try:
            self.keep(batch)
        except db.UNAVAILABLE as failure:
            batch += self.turn_away(batch, failure)
        for errand in batch:
            errand.called.release()
        self.forget_order(len(batch))
        self.hand_over()

    def forget_order(self, answers: int) -> None:
        """Nobody is kept from going on by this but who serves, and who comes meanwhile."""
        self.in_log += answers
        is_due = self.in_log >= MOST_IN_LOG or monotonic() - self.emptied_at > A_MOMENT
        if self.raw and is_due and db.empty_log(self.raw):
            self.in_log, self.emptied_at = 0, monotonic()

    def hand_over(self) -> None:
        with self.one_at_a_time:
            next_to_serve = self.waiting[:1]
            self.is_busy = bool(next_to_serve)
        for errand in next_to_serve:
            errand.called.release()

    def keep(self, batch: list[Errand]) -> None:
        try:
            self.raw = self.raw or self.engine.raw_connection()
            with db.transaction(self.raw, self.engine) as statements:
                for errand in batch:
                    errand.result = errand.work(statements)
        except db.UNAVAILABLE:
            raise
        except Exception as failure:
            self.keep_apart(batch, failure)
        for errand in batch:
            errand.is_done = True

    def keep_apart(self, batch: list[Errand], failure: Exception) -> None:
        """Nothing of this batch is on the disk: one of it fails, and the others must not fail with it."""
        if len(batch) == 1:
            batch[0].failure = failure
        else:
            for errand in batch:
                self.keep([errand])

    def turn_away(self, batch: list[Errand], failure: Exception) -> list[Errand]:
        """The fault is not of one errand. Whoever came meanwhile would only wait as long for the same."""
        with self.one_at_a_time:
            late, self.waiting = self.waiting, []
        for errand in batch + late:
            if not errand.is_done:
                errand.failure, errand.is_done = failure, True
        return late

    def close(self) -> None:
        if self.raw:
            self.raw.close()
            self.raw = None
