"""Seconds and memory of weights and intervals, beside working the measures out again for each replicate.

python -m bench.how_sure

Bars, in processor time of one core: 6,400 ballots × 40 in 1.5 s, a million × 30 in 30 s and 1.5 GB, and from ten
thousand ballots to a million no more than a hundred times as long.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import replace

import numpy as np

from analysis.ballots import Activity, Ballots
from analysis.ranking import MEASURES
from analysis.uncertainty import replicate_weights, uncertainty
from analysis.weighting import weigh

AGES = ("14-34", "35-59", "60-74", "75+")
BUILDINGS = tuple(f"{number}号楼" for number in range(1, 81))
COMMUNITY, MOST = (6_400, 40), (1_000_000, 30)
SECONDS = {COMMUNITY: 1.5, MOST: 30.0}
MEGABYTES = 1_500


def answers(n: int, m: int) -> Ballots:
    """Random marks; the later activities are liked less, the older answer more."""
    random = np.random.default_rng(2027)
    points = np.empty((n, m), np.int8)
    for column in range(m):
        points[:, column] = random.choice([-1, 0, 1, 2, 3, 4, 5], n, p=_marks(column / m))
    age = random.choice(4, n, p=[0.1, 0.2, 0.4, 0.3])
    building = random.integers(0, len(BUILDINGS), n)
    strata = {"age": tuple(AGES[a] for a in age), "building": tuple(BUILDINGS[b] for b in building)}
    return Ballots(points, tuple(Activity(f"a{j}", f"活动{j}") for j in range(m)), strata=strata)


def _marks(dislike: float) -> np.ndarray:
    shares = np.array([4, 1 + 3 * dislike, 1, 2, 0.3, 0.3, 0.3])
    return shares / shares.sum()


def margins(n: int) -> dict:
    ages = dict(zip(AGES, (0.6 * n, 0.7 * n, 0.4 * n, 0.3 * n), strict=True))
    return {"age": ages, "building": dict.fromkeys(BUILDINGS, 2 * n / len(BUILDINGS))}


def measured(n: int, m: int) -> float:
    """Processor seconds of weighing, a thousand replicates, and the intervals of five measures."""
    ballots, known = answers(n, m), margins(n)
    moments = [time.process_time()]
    weighed, _ = weigh(ballots, known)
    moments.append(time.process_time())
    replicates = replicate_weights(weighed, margins=known, seed=1)
    moments.append(time.process_time())
    uncertainty(weighed, replicates)
    moments.append(time.process_time())
    parts = " + ".join(f"{seconds:.2f}" for seconds in np.diff(moments))
    total = moments[-1] - moments[0]
    print(f"{n:>9,} × {m}: {parts} = {total:6.2f} s (weights, replicates, intervals); most memory {peak():,.0f} MB")
    return total


def one_by_one(n: int, m: int, tried: int = 10) -> float:
    """Processor seconds of a thousand replicates, each measured from the ballots again."""
    ballots = answers(n, m)
    replicates = replicate_weights(ballots, population=2 * n, count=tried, seed=1)
    start = time.process_time()
    for number in range(tried):
        again = replace(ballots, weights=replicates.weights(number))
        for measure in MEASURES.values():
            measure(again)
    return (time.process_time() - start) * 1000 / tried


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    seconds = {size: measured(*size) for size in (COMMUNITY, (10_000, 30), (100_000, 30), MOST)}
    theirs = one_by_one(*COMMUNITY)
    ratio, growth = theirs / seconds[COMMUNITY], seconds[MOST] / seconds[10_000, 30]
    print(f"ours {seconds[COMMUNITY]:.2f} s, one replicate after the other {theirs:.1f} s, ratio {ratio:,.0f}")
    print(f"a hundred times the ballots take {growth:.0f} times as long")
    missed = [f"{n:,} × {m}" for (n, m), bar in SECONDS.items() if seconds[n, m] > bar]
    missed += ["memory"] * (peak() > MEGABYTES) + ["growth"] * (growth > 100)
    print(f"bars missed: {', '.join(missed) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
