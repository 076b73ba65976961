"""Seconds and memory of the whole analysis, from ballot strings to findings, at the sizes of the design.

python bench/analysis_scale.py [BALLOTS ACTIVITIES]
"""

import resource
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from analysis.ballots import Activity, Ballots
from analysis.disagreement import disagreements
from analysis.flips import flips, nudges
from analysis.ranking import MEASURES, rank
from analysis.recommend import recommend
from analysis.selection import FairRule, fair_plan, fair_plans, greedy

SIZES = [(6_400, 40), (100_000, 40), (1_000_000, 30)]
CHARACTERS = np.frombuffer(b"-012345", np.uint8)


def strings(ballots: int, activities: int) -> list[str]:
    """Three groups of taste; three wishes on each ballot."""
    state = np.random.default_rng(2027)
    liking = state.beta(1.2, 2.5, (3, activities)).astype(np.float32)[state.integers(0, 3, ballots)]
    luck = state.random((ballots, activities), np.float32)
    marks = np.select([luck < liking, luck < liking + 0.2, luck < liking + 0.5], [3, 2, 1], 0).astype(np.int8)
    wishes = np.argpartition(-liking * luck, 3, axis=1)[:, :3]
    for mark, column in zip((6, 5, 4), wishes.T, strict=True):
        marks[np.arange(ballots), column] = mark
    lines = CHARACTERS[marks].tobytes().decode()
    return [lines[start : start + activities] for start in range(0, len(lines), activities)]


def catalogue(activities: int) -> list[Activity]:
    costs = np.random.default_rng(1).choice([300, 500, 800, 1200, 2000, 3000, 5000, 8000], activities)
    return [Activity(f"a{j}", f"活动{j}", int(cost), 1 + j % 2) for j, cost in enumerate(costs)]


def timed(label: str, work):
    start = time.perf_counter()
    result = work()
    print(f"  {label:<44}{time.perf_counter() - start:8.3f} s")
    return result


def measure(size: int, activities: int, budget: int = 60_000) -> None:
    lines, listed = strings(size, activities), catalogue(activities)
    print(f"{size:,} ballots × {activities} activities (before: {peak():,.0f} MB)")
    ballots = timed("ballots from strings", partial(Ballots.from_strings, lines, listed))
    timed("five measures", lambda: [rank(ballots, name) for name in MEASURES])
    timed("disagreements", partial(disagreements, ballots))
    timed("fair plan (a moved slider)", partial(fair_plan, ballots, budget))
    timed("plain plan", partial(greedy, ballots, budget))
    if size <= 10_000:
        weights = np.random.default_rng(3).poisson(1, (200, size))
        timed("fair plans for 200 sets of weights", lambda: list(fair_plans(ballots, budget, weights)))
        rule = FairRule(ballots)
        timed("all flips and nudges", lambda: (flips(rule.plan, rule.plan(budget)), nudges(rule, rule.plan(budget))))
    if size <= 100_000:
        timed("recommend: all of these and the flips", partial(recommend, ballots, budget, seed=1))
    print(f"  most memory so far {peak():,.0f} MB")


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    for size in [tuple(map(int, sys.argv[1:3]))] if len(sys.argv) > 2 else SIZES:
        measure(*size)
