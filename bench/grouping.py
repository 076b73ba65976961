"""Our search for groups against red-dwarf's on the largest Polis export: how many times faster.

python -m bench.grouping [participants-votes.csv]     red-dwarf goes into an environment of its own

Compared is what both do: from votes to components, k-means for 2 to 5 groups from one start, and the number of groups
by silhouette, ours in the full space. Processor time of one thread each, the best of several runs, reading the file not
counted; beside it the whole of ours, with three starts, shuffles, resamples and names, which red-dwarf has no
counterpart for.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import sklearn.cluster  # noqa: F401 (what is loaded later would not keep to one thread)
from threadpoolctl import threadpool_limits

from analysis.ballots import Activity, Ballots
from analysis.tastes import taste_groups
from analysis.tastes.clusters import components_of, silhouette, split
from analysis.tastes.coding import coding_of, levels_of
from bench.environments import python_with

PROJECT = Path(__file__).resolve().parents[1]
EXPORT = PROJECT.parent / "shared/data/polis/openData/vtaiwan.uberx/participants-votes.csv"
ONE_THREAD = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
BAR = 10
MOST = 5


def ballots_of(export: Path) -> Ballots:
    """Agree is 2, pass 1, disagree 0; not seen is blank. As in Polis, only people with seven votes and more."""
    with export.open() as file:
        rows = list(csv.DictReader(file))
    statements = [heading for heading in rows[0] if heading.isdigit()]
    votes = np.array([[int(float(row[s])) + 1 if row[s] else -1 for s in statements] for row in rows], np.int8)
    return Ballots(votes[(votes >= 0).sum(axis=1) >= 7], [Activity(s, s) for s in statements])


def searched(ballots: Ballots) -> int:
    """The number of groups with the best silhouette."""
    levels, weights = levels_of(ballots), np.ones(len(ballots))
    coded = coding_of(levels, weights).coded(levels)
    scores = coded @ components_of(coded, weights, MOST)
    return max(range(2, MOST + 1), key=lambda k: silhouette(coded, split(scores, weights, k, k, starts=1)[0], weights))


def seconds(work, repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def theirs(ballots: Ballots) -> dict:
    rows, columns = np.nonzero(ballots.points >= 0)
    votes = [
        {"participant_id": int(row), "statement_id": int(column), "vote": int(ballots.points[row, column]) - 1}
        | {"modified": 0}
        for row, column in zip(rows, columns, strict=True)
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(votes, file)
        file.flush()
        call = [
            python_with("requirements-bench-groups.txt", ".venv-bench-groups"),
            PROJECT / "bench/red_dwarf/times.py",
            file.name,
        ]
        return json.loads(subprocess.run(call, env=ONE_THREAD, capture_output=True, text=True, check=True).stdout)


def main(export: Path) -> None:
    ballots = ballots_of(export)
    with threadpool_limits(1):
        ours = seconds(lambda: searched(ballots), 7)
    whole = seconds(lambda: taste_groups(ballots, seed=1), 2)
    red_dwarf = theirs(ballots)
    ratio = red_dwarf["seconds"] / ours
    print(f"{len(ballots):,} people, {len(ballots.activities)} statements: {export.parent.name}")
    print(f"ours {ours * 1000:,.0f} ms, red-dwarf {red_dwarf['seconds'] * 1000:,.0f} ms: {ratio:.1f} × (bar: {BAR})")
    print(f"ours with shuffles, resamples and names: {whole * 1000:,.0f} ms")
    sys.exit(ratio < BAR)


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else EXPORT
    if chosen.is_file():
        main(chosen)
    else:
        print(f"no export {chosen}; give a participants-votes.csv of Polis")
