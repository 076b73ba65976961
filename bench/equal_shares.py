"""Our equal shares against pabutools on real elections: the same winners, and how many times faster.

python bench/equal_shares.py [FOLDER OF .pb FILES]      pabutools goes into an environment of its own, .venv-bench
"""

import json
import statistics
import subprocess
import sys
import time
import venv
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from analysis.formats import read  # noqa: E402
from analysis.selection import equal_shares  # noqa: E402
from analysis.terminal import table  # noqa: E402

BAR = 50


def ours(path: Path, repeats: int = 3) -> dict:
    """The best of three; supporters and prices are prepared anew each time. Processor time, for both programs."""
    reading, seconds = read(path), []
    for _ in range(repeats):
        start = time.process_time()
        selection = equal_shares(reading.ballots, reading.budget, utility="cost")
        seconds.append(time.process_time() - start)
    return {"seconds": min(seconds), "selected": sorted(selection.selected), "voters": len(reading.ballots)}


def theirs(paths: list[Path]) -> dict:
    call = [pabutools_environment(), PROJECT / "bench/pabutools/times.py", *paths]
    return json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def pabutools_environment() -> Path:
    folder = PROJECT / ".venv-bench"
    if not folder.exists():
        venv.create(folder, with_pip=True)
        install = [folder / "bin/pip", "install", "--quiet", "-r", PROJECT / "requirements-bench.txt"]
        subprocess.run(install, check=True)
    return folder / "bin/python"


def approval_files(folder: Path) -> list[Path]:
    """pabutools reads approval and choose-1 files as approval profiles; ours count 1 in every cell there."""
    return [path for path in sorted(folder.iterdir()) if read(path).ballots.top == 1]


def main(folder: Path) -> None:
    paths = approval_files(folder)
    pabutools, rows, ratios = theirs(paths), [], []
    for path in paths:
        our, their = ours(path), pabutools[str(path)]
        times = [our["seconds"], their["seconds"], their["merged"]]
        ratio = [their["seconds"] / our["seconds"], their["merged"] / our["seconds"]]
        same = "same" if our["selected"] == their["selected"] else "DIFFERENT"
        milliseconds = [f"{seconds * 1000:,.1f}" for seconds in times]
        rows.append([path.name[:50], f"{our['voters']:,}", *milliseconds, *[f"{r:,.0f}" for r in ratio], same])
        ratios += [ratio] if our["voters"] > 1000 else []
    print(table(["file", "voters", "ours ms", "pabutools", "merged", "ratio", "merged", "winners"], rows, left=[0]))
    plain, merged = (statistics.median(column) for column in zip(*ratios, strict=True))
    print(f"\n{len(rows)} files; over 1,000 voters the median ratio is {plain:,.0f} (bar: {BAR}),")
    print(f"and {merged:,.0f} where pabutools merges equal ballots first")


if __name__ == "__main__":
    elections = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared/data/pabulib"
    if elections.is_dir():
        main(elections)
    else:
        print(f"no election files in {elections}; give a folder of .pb files (pabulib.org)")
