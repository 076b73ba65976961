"""The reason of the service's last fault, from its log: the page that a person sees does not tell it."""

import logging
import traceback
from contextlib import contextmanager


class LastFault(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.reason = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            _kind, error, trace = record.exc_info
            places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
            self.reason = f"{error!r:.200} at {' '.join(places[-4:])}"


@contextmanager
def faults_heard():
    """In place of the service's own log for a while."""
    log, handler = logging.getLogger("survey"), LastFault()
    before, log.handlers, log.propagate = log.handlers, [handler], False
    try:
        yield handler
    finally:
        log.handlers, log.propagate = before, True
