"""Our equal shares against pabutools on real elections: the same winners, and how many times faster.

python bench/equal_shares.py [FOLDER OF .pb FILES]      needs .venv-bench: python3 -m venv .venv-bench
                                                        .venv-bench/bin/pip install -r requirements-bench.txt
"""

import json
import statistics
import subprocess
import sys
import time
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
    call = [PROJECT / ".venv-bench/bin/python", PROJECT / "bench/pabutools_times.py", *paths]
    return json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def approval_files(folder: Path) -> list[Path]:
    """pabutools reads approval and choose-1 files as approval profiles; ours count 1 in every cell there."""
    return [path for path in sorted(folder.iterdir()) if read(path).ballots.top == 1]


def main(folder: Path) -> None:
    paths = approval_files(folder)
    pabutools, rows, ratios = theirs(paths), [], []
    for path in paths:
        our, their = ours(path), pabutools[str(path)]
        ratio = their["seconds"] / our["seconds"]
        same = "same" if our["selected"] == their["selected"] else "DIFFERENT"
        rows.append(
            [path.name[:50], f"{our['voters']:,}", f"{our['seconds'] * 1000:.1f}", f"{their['seconds'] * 1000:,.0f}"]
        )
        rows[-1] += [f"{ratio:,.0f}", same]
        ratios += [ratio] if our["voters"] > 1000 else []
    print(table(["file", "voters", "ours ms", "pabutools ms", "ratio", "winners"], rows, left=[0]))
    print(f"\n{len(rows)} files; median ratio over 1,000 voters: {statistics.median(ratios):,.0f} (bar: {BAR})")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared/data/pabulib")
