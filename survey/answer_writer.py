"""One desk for all answers. SQLite lets one writer in at a time and each durable commit waits for the disk; so one
thread takes all answers that are waiting, writes each in a savepoint of its own and commits them together. A request
goes on only when its answer is on the disk. Another database orders its writers itself and needs no desk."""

import atexit
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Connection, Engine

Work = Callable[[Connection], Any]
MOST_TOGETHER = 64


def init_app(app: Flask) -> None:
    engine = app.extensions["engine"]
    app.extensions["answer_writer"] = AnswerDesk(engine) if engine.dialect.name == "sqlite" else PlainWriter(engine)


def write(work: Work) -> Any:
    """Run `work` in a write transaction; it is on the disk when this returns, and undone when this raises."""
    return current_app.extensions["answer_writer"].write(work)


class PlainWriter:
    def __init__(self, engine: Engine):
        self.engine = engine

    def write(self, work: Work) -> Any:
        with self.engine.begin() as connection:
            return work(connection)


class AnswerDesk:
    def __init__(self, engine: Engine):
        self.engine = engine.execution_options(writes=True)
        self.waiting: SimpleQueue = SimpleQueue()
        self.opening = threading.Lock()
        self.thread: threading.Thread | None = None

    def write(self, work: Work) -> Any:
        # The thread starts with the first answer: a server may have forked after the app was made.
        if self.thread is None:
            self.open()
        answer: Future = Future()
        self.waiting.put((work, answer))
        return answer.result()

    def open(self) -> None:
        with self.opening:
            if self.thread is None:
                thread = threading.Thread(target=self.serve, name="answer desk", daemon=True)
                thread.start()
                self.thread = thread
                atexit.register(self.close)

    def close(self) -> None:
        """What is waiting is still written; then the thread ends."""
        if self.thread is not None:
            self.waiting.put(None)
            self.thread.join()
            self.thread = None

    def serve(self) -> None:
        while (first := self.waiting.get()) is not None:
            batch = [first, *self.others_waiting()]
            self.keep([entry for entry in batch if entry is not None])
            if None in batch:
                return

    def others_waiting(self) -> list:
        others = []
        while len(others) < MOST_TOGETHER - 1:
            try:
                others.append(self.waiting.get_nowait())
            except Empty:
                break
        return others

    def keep(self, batch: list[tuple[Work, Future]]) -> None:
        try:
            with self.engine.begin() as connection:
                outcomes = [outcome_of(work, connection) for work, _ in batch]
        except Exception as failure:
            # Nothing of this batch is on the disk, so nobody may believe it is.
            outcomes = [(Future.set_exception, failure)] * len(batch)
        for (_, answer), (tell, outcome) in zip(batch, outcomes, strict=True):
            tell(answer, outcome)


def outcome_of(work: Work, connection: Connection) -> tuple[Callable, Any]:
    try:
        with connection.begin_nested():
            return Future.set_result, work(connection)
    except Exception as failure:
        return Future.set_exception, failure
