"""How the service is served: one process, so that its one writer can put answers in line; threads for the readers."""

import os
from pathlib import Path

bind = "127.0.0.1:8000"
workers = 1
worker_class = "gthread"
threads = 16
control_socket_disable = True
graceful_timeout = 10

# The path alone: no query, address or device, and a code is never part of a path.
accesslog = str(Path(os.environ.get("XINYUAN_DATA") or "instance", "logs", "access.log").absolute())
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(M)sms"
