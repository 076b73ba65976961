"""The proportionality check: finds what was planted, and nothing in what equal shares selects.

python bench/proportionality.py [FOLDER OF .pb FILES]
"""

import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from analysis.formats import read  # noqa: E402
from analysis.selection import COMPLETIONS, equal_shares, greedy, proportionality  # noqa: E402
from tests.analysis.planted import planted  # noqa: E402

CASES = 1000


def found_of_planted() -> int:
    found = 0
    for seed in range(CASES):
        ballots, selected, budget, activity, members = planted(seed)
        groups = {group.id: group for group in proportionality(ballots, selected, budget).neglected}
        found += activity in groups and groups[activity].size >= members
    return found


def failures_of_rules(folder: Path) -> tuple[int, int, int, float]:
    """Outcomes of equal shares checked, those that fail, elections where going by votes fails, seconds."""
    outcomes = failing = by_votes = seconds = 0
    readings = [read(path) for path in sorted(folder.iterdir())]
    for reading in (reading for reading in readings if reading.ballots.top == 1):
        for completion in COMPLETIONS:
            plan = equal_shares(reading.ballots, reading.budget, utility="cost", completion=completion)
            start = time.process_time()
            failing += not proportionality(reading.ballots, plan.selected, reading.budget).holds
            seconds += time.process_time() - start
            outcomes += 1
        plain = greedy(reading.ballots, reading.budget)
        by_votes += not proportionality(reading.ballots, plain.selected, reading.budget).holds
    return outcomes, failing, by_votes, seconds


def main(folder: Path) -> bool:
    found = found_of_planted()
    print(f"planted violations found: {found:,} of {CASES:,} (bar: all)")
    if not folder.is_dir():
        print(f"no election files in {folder}; give a folder of .pb files (pabulib.org)")
        return found == CASES
    outcomes, failing, by_votes, seconds = failures_of_rules(folder)
    print(f"outcomes of equal shares on approval files that fail: {failing} of {outcomes} (bar: 0), {seconds:.1f} s")
    print(f"elections where going by votes fails: {by_votes} of {outcomes // len(COMPLETIONS)}")
    return found == CASES and not failing and by_votes > 0


if __name__ == "__main__":
    elections = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT.parent / "shared/data/pabulib"
    sys.exit(0 if main(elections) else 1)
