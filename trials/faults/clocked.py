"""The service with a clock that is wrong by as many seconds as the file TRIAL_CLOCK says, for the trial of clocks."""

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from survey import clock

OFF_BY = Path(os.environ["TRIAL_CLOCK"])
right_time = time.time


def wrong_time() -> float:
    return right_time() + float(OFF_BY.read_text())


time.time = wrong_time
clock.now = lambda: datetime.fromtimestamp(wrong_time(), UTC)

from wsgi import app  # noqa: E402, F401
