"""One line of JSON for each request and each fault. A line holds nothing that a person sent: no concrete address, no
form, no query, no name of a device. Lines of residents' pages lie in a file of their own and bear only the hour: with
clock times in a log, whoever saw a neighbour press "send" could look for the answer that came in then."""

import json
import logging
import re
import secrets
import sys
import time
import traceback
from datetime import datetime
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path

from flask import Flask, Response, g, has_request_context, request

from survey import clock

STAFF_PAGES = {"staff", "organiser", "enumerator"}
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
DAYS_KEPT = 200  # network logs are to be kept for half a year
PROXY_ID = re.compile("[0-9a-f]{32}")

requests = logging.getLogger("survey.requests")


def init_app(app: Flask) -> None:
    app.before_request(begin)
    app.after_request(note)


def begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if PROXY_ID.fullmatch(given) else secrets.token_hex(16)
    g.began = time.perf_counter()


def note(response: Response) -> Response:
    if requests.isEnabledFor(logging.INFO):
        requests.info("answered", extra={"facts": facts() | {"status": response.status_code, "ms": milliseconds()}})
    return response


def facts() -> dict:
    rule = request.url_rule.rule if request.url_rule else "-"
    return {"id": g.request_id, "method": request.method if request.method in METHODS else "-", "route": rule}


def milliseconds() -> float:
    return round((time.perf_counter() - g.began) * 1000, 1)


def is_of_staff(_record=None) -> bool:
    """What no request caused is staff's as well."""
    return not has_request_context() or request.blueprint in STAFF_PAGES


class Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The message as it stands in the code, without what a library fills into its own; of a fault its kind and its
        place, without its words, which may repeat what somebody typed."""
        line = {"at": moment(record), "level": record.levelname.lower(), "event": str(record.msg)}
        line |= getattr(record, "facts", None) or (facts() if has_request_context() and "request_id" in g else {})
        if record.exc_info and record.exc_info[1]:
            line["fault"] = [told(fault) for fault in causes(record.exc_info[1])]
        return json.dumps(line)


def moment(record: logging.LogRecord) -> str:
    at = datetime.fromtimestamp(record.created, clock.LOCAL)
    return at.isoformat(timespec="seconds" if is_of_staff() else "hours")


def causes(fault: BaseException | None):
    while fault:
        yield fault
        fault = fault.__cause__ or fault.__context__


def told(fault: BaseException) -> dict:
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(fault.__traceback__)]
    return {"kind": type(fault).__name__, "places": places}


def keep_in(folder: Path) -> None:
    """Faults and warnings go to the terminal too, under systemd to its journal."""
    # Where a line cannot be written (a full disk), Python would print all that it could have held: cookies, addresses.
    logging.raiseExceptions = False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    residents, staff = daily(folder / "residents.log"), daily(folder / "service.log")
    residents.addFilter(lambda record: not is_of_staff(record))
    staff.addFilter(is_of_staff)
    logger = logging.getLogger("survey")
    logger.handlers, logger.propagate = [residents, staff, terminal], False
    logger.setLevel(logging.INFO)
    for handler in logger.handlers:
        handler.setFormatter(Lines())


def daily(path: Path) -> TimedRotatingFileHandler:
    return TimedRotatingFileHandler(path, when="midnight", backupCount=DAYS_KEPT, encoding="utf-8", delay=True)
