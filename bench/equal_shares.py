"""Our equal shares against pabutools on real elections: the same winners, and how many times faster.

python bench/equal_shares.py [FOLDER OF .pb FILES]      pabutools goes into an environment of its own, .venv-bench

Processor time after reading, ours the best of three. "merged" is pabutools first given merged ballots, faster on most
files; merging counts. The bar of the median is against ballots as read, as both programs get them; those of the two
large elections are against merged, and there the run with completion takes pabutools minutes.
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
from bench.environments import python_with  # noqa: E402

BAR = 100
LARGE_BAR = 200
LARGE = "Poland_Lodz_2022.pb.gz"
COMPLETED = "Poland_Warszawa_2020_Praga-Poludnie.pb.gz"


def ours(path: Path, repeats: int = 3, **settings) -> dict:
    """The best of three; supporters and prices are prepared anew each time."""
    reading, seconds = read(path), []
    for _ in range(repeats):
        start = time.process_time()
        selection = equal_shares(reading.ballots, reading.budget, utility="cost", **settings)
        seconds.append(time.process_time() - start)
    return {"seconds": min(seconds), "selected": sorted(selection.selected), "voters": len(reading.ballots)}


def theirs(paths: list[Path], *options: str) -> dict:
    call = [
        python_with("requirements-bench.txt", ".venv-bench"),
        PROJECT / "bench/pabutools/times.py",
        *options,
        *paths,
    ]
    return json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)


def approval_files(folder: Path) -> list[Path]:
    """pabutools reads approval and choose-1 files as approval profiles; ours count 1 in every cell there."""
    return [path for path in sorted(folder.iterdir()) if read(path).ballots.top == 1]


def main(folder: Path) -> bool:
    paths = approval_files(folder)
    pabutools, rows, ratios, met = theirs(paths), [], {}, True
    for path in paths:
        our, their = ours(path), pabutools[str(path)]
        times = [our["seconds"], their["seconds"], their["merged"]]
        ratio = [their["seconds"] / our["seconds"], their["merged"] / our["seconds"]]
        met &= our["selected"] == their["selected"]
        same = "same" if our["selected"] == their["selected"] else "DIFFERENT"
        milliseconds = [f"{seconds * 1000:,.1f}" for seconds in times]
        rows.append([path.name[:50], f"{our['voters']:,}", *milliseconds, *[f"{r:,.0f}" for r in ratio], same])
        ratios[path.name] = (*ratio, our["voters"])
    print(table(["file", "voters", "ours ms", "pabutools", "merged", "ratio", "merged", "winners"], rows, left=[0]))
    return met & summary(ratios) & completed(folder / COMPLETED)


def summary(ratios: dict[str, tuple[float, float, int]]) -> bool:
    plain, merged = zip(*[pair for *pair, voters in ratios.values() if voters > 1000], strict=True)
    print(f"\n{len(ratios)} files, {len(plain)} of them with more than 1,000 voters. There the median ratio is")
    medians = statistics.median(plain), statistics.median(merged)
    print(f"{medians[0]:,.0f} on ballots as read (bar: {BAR}), {medians[1]:,.0f} where pabutools merges equal")
    least = min(min(pair) for *pair, _ in ratios.values())
    print(f"ballots first. The least ratio on any file is {least:,.1f} (bar: 1).")
    large = ratios[LARGE][1] if LARGE in ratios else LARGE_BAR
    print(f"{LARGE}: {large:,.0f} (bar: {LARGE_BAR})")
    return medians[0] >= BAR and least >= 1 and large >= LARGE_BAR


def completed(path: Path) -> bool:
    if not path.exists():
        return True
    our, their = ours(path, completion="add1"), theirs([path], "--add1")[str(path)]
    same, ratio = our["selected"] == their["selected"], their["merged"] / our["seconds"]
    print(f"with add1, {path.name}: ours {our['seconds']:.2f} s, pabutools {their['merged']:.0f} s, ratio {ratio:,.0f}")
    print(f"(bar: {LARGE_BAR}), winners {'the same' if same else 'DIFFERENT'}")
    return same and ratio >= LARGE_BAR


if __name__ == "__main__":
    elections = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared/data/pabulib"
    if elections.is_dir():
        sys.exit(0 if main(elections) else 1)
    else:
        print(f"no election files in {elections}; give a folder of .pb files (pabulib.org)")
