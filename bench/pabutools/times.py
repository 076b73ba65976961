"""Runs in .venv-bench: winners and seconds of pabutools for each file named, as JSON; reading is not counted."""

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


def measure(path: Path) -> dict:
    instance, profile = parse_pabulib(unpacked(path))
    start = time.process_time()
    winners = method_of_equal_shares(instance, profile, sat_class=Cost_Sat)
    plain = time.process_time() - start
    start = time.process_time()
    method_of_equal_shares(instance, profile.as_multiprofile(), sat_class=Cost_Sat)
    merged = time.process_time() - start
    return {"seconds": plain, "merged": merged, "selected": sorted(project.name for project in winners)}


print(json.dumps({name: measure(Path(name)) for name in sys.argv[1:]}))
