"""gunicorn as we ship it, on a free port of this machine only: a trial can start it, kill it and start it again."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path


class Service:
    """Master and worker are a process group of their own: they can be killed in the same instant."""

    def __init__(self, data: Path, application: str = "wsgi:app", **environment: str):
        self.data, self.application, self.environment = data, application, environment
        self.port = free_port()
        self.output = tempfile.mkstemp(prefix="said-")

    def __enter__(self) -> "Service":
        self.start()
        if not answers(self.port):
            raise SystemExit(f"the service did not start: {self.said()}")
        return self

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "-b", f"127.0.0.1:{self.port}"]
        surroundings = os.environ | {"XINYUAN_DATA": str(self.data)} | self.environment
        self.process = subprocess.Popen(
            [*command, self.application],
            env=surroundings,
            start_new_session=True,
            stdout=self.output[0],
            stderr=subprocess.STDOUT,
        )

    def said(self) -> str:
        """On the terminal, or in the journal of the system."""
        return Path(self.output[1]).read_text()

    def worker(self) -> int | None:
        """The process that answers; none while the master makes a new one."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0]) if children else None

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def kill_worker(self) -> None:
        while (worker := self.worker()) is None:
            time.sleep(0.01)
        os.kill(worker, signal.SIGKILL)

    def __exit__(self, *_) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()
        os.close(self.output[0])
        os.unlink(self.output[1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    for _ in range(400):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False
