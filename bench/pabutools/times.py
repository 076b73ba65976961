"""Runs in .venv-bench: winners and seconds of pabutools for each file named, as JSON; reading is not counted.

With --add1 before the files: completed by one more unit of money a head at a time, on merged ballots.
"""

import gzip
import json
import sys
import tempfile
import time
from pathlib import Path

from pabutools.election import Cost_Sat, parse_pabulib
from pabutools.rules import method_of_equal_shares


def unpacked(path: Path) -> str:
    if path.suffix != ".gz":
        return str(path)
    plain = Path(tempfile.mkdtemp()) / path.stem
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return str(plain)


def timed(select) -> tuple[float, list[str]]:
    start = time.process_time()
    winners = select()
    return time.process_time() - start, sorted(project.name for project in winners)


def measure(path: Path) -> dict:
    instance, profile = parse_pabulib(unpacked(path))
    plain, winners = timed(lambda: method_of_equal_shares(instance, profile, sat_class=Cost_Sat))
    merged, _ = timed(lambda: method_of_equal_shares(instance, profile.as_multiprofile(), sat_class=Cost_Sat))
    return {"seconds": plain, "merged": merged, "selected": winners}


def measure_add1(path: Path) -> dict:
    instance, profile = parse_pabulib(unpacked(path))
    settings = {"sat_class": Cost_Sat, "voter_budget_increment": 1}
    seconds, winners = timed(lambda: method_of_equal_shares(instance, profile.as_multiprofile(), **settings))
    return {"merged": seconds, "selected": winners}


chosen, files = (measure_add1, sys.argv[2:]) if sys.argv[1] == "--add1" else (measure, sys.argv[1:])
print(json.dumps({name: chosen(Path(name)) for name in files}))
