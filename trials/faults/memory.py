"""F7: memory runs out. The service lives in a control group of 256 MiB in which a glutton eats until the kernel kills
the worker, again and again; the master has to make a new one. Where no such group may be made, the worker is killed by
hand.

    python -m trials.faults.memory [--kills 20] [--phones 8] [--answers 5000]
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from trials import machine
from trials.faults.kill import bars_of, read_options, trial
from trials.service import Service

LIMIT = 256 * 1024 * 1024
# Where control groups lie, and their files for the limit and for the most ever used: the older kind, and the newer.
KINDS = (
    (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes", "memory.max_usage_in_bytes"),
    (Path("/sys/fs/cgroup"), "memory.max", "memory.peak"),
)
GLUTTON = """
import os, sys
procs, worker = sys.argv[1:]
open("/proc/self/oom_score_adj", "w").write("-1000")
open(procs, "w").write(str(os.getpid()))
eaten = []
while os.path.exists(f"/proc/{worker}/exe"):
    eaten.append(b"x" * 1_000_000)
"""


def main() -> None:
    options = read_options(__doc__, kills=20, phones=8, answers=5_000)
    with control_group() as group:
        if group:
            figures = trial(options.kills, options.phones, options.answers, partial(starve, group), confined_to(group))
            print(f"killed by the kernel in {LIMIT >> 20} MiB; with the glutton {most_used(group) >> 20} MiB in use")
        else:
            figures = trial(options.kills, options.phones, options.answers, kill_worker)
            print("killed by hand: no control group may be made here")
    machine.conclude(bars_of(figures, options))


@contextmanager
def control_group() -> Iterator[Path | None]:
    group = next(filter(None, (make_group(*kind) for kind in KINDS)), None)
    yield group
    if group:
        time.sleep(0.5)  # the last of its processes must be gone
        group.rmdir()


def make_group(folder: Path, limit: str, _most: str) -> Path | None:
    group = folder / "xinyuan-trial"
    with suppress(OSError):
        group.mkdir(exist_ok=True)
        if (group / limit).exists():
            (group / limit).write_text(str(LIMIT))
            return group
        group.rmdir()
    return None


def most_used(group: Path) -> int:
    return next(int((group / most).read_text()) for _folder, _limit, most in KINDS if (group / most).exists())


def confined_to(group: Path) -> Callable[..., Service]:
    class Confined(Service):
        def start(self) -> None:
            super().start()
            (group / "cgroup.procs").write_text(str(self.process.pid))

    return Confined


def starve(group: Path, service: Service) -> float:
    """When the worker was gone."""
    while (worker := service.worker()) is None:
        time.sleep(0.01)
    Path(f"/proc/{worker}/oom_score_adj").write_text("1000")
    glutton = subprocess.Popen([sys.executable, "-c", GLUTTON, str(group / "cgroup.procs"), str(worker)])
    while service.worker() == worker:
        time.sleep(0.005)
    killed_at = time.perf_counter()
    glutton.wait()
    return killed_at


def kill_worker(service: Service) -> float:
    service.kill_worker()
    return time.perf_counter()


if __name__ == "__main__":
    main()
