"""The whole analysis: of one community from ballot strings to a calendar and sorted wishes, and of up to a million.

python -m bench.everything [BALLOTS …]

One community is 6,400 ballots × 40 activities, weighed to 80 buildings and 4 age bands, with 1,000 replicates, groups
with stability, 200 replicates of the plan, every larger budget tried, the frontier, a year's calendar and 500 wishes.
From ten thousand to a million × 30 are measured: weights, ranking with intervals, groups and selection. Each size has
a process of its own. Bars: 5 s and 500 MB for the community; 60 s and 2 GB for a million, and no longer a ballot than
for ten thousand. Seconds of processor count, so that a busy machine is no excuse and no fault: half as much again is
allowed, because its speed itself moves by so much.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context

import numpy as np

from analysis.ballots import Activity, Ballots
from analysis.disagreement import disagreements
from analysis.ranking import MEASURES, rank
from analysis.recommend import recommend
from analysis.scheduling import schedule
from analysis.selection import fair_plan, greedy, proportionality
from analysis.tastes import taste_groups
from analysis.uncertainty import replicate_weights, uncertainty
from analysis.weighting import weigh
from analysis.wishes import COMMON, merge, suggest, themes, work_order
from bench.how_sure import AGES, BUILDINGS, margins
from survey.demo.wishes import OPENINGS, WISHES

COMMUNITY, SIZES, ACTIVITIES = 6_400, (10_000, 100_000, 1_000_000), 30
BUDGET = 60_000
BARS = {COMMUNITY: (5.0, 500), 1_000_000: (60.0, 2_000)}
ALLOWED = 1.5
CHARACTERS = np.frombuffer(b"-012345", np.uint8)


def answers(n: int, m: int) -> tuple[list[str], list[Activity], dict]:
    """Three groups of taste, three wishes on each ballot; the older answer more."""
    state = np.random.default_rng(2027)
    liking = state.beta(1.2, 2.5, (3, m)).astype(np.float32)[state.integers(0, 3, n)]
    luck = state.random((n, m), np.float32)
    marks = np.select([luck < liking, luck < liking + 0.2, luck < liking + 0.5], [3, 2, 1], 0).astype(np.int8)
    wishes = np.argpartition(-liking * luck, 3, axis=1)[:, :3]
    for mark, column in zip((6, 5, 4), wishes.T, strict=True):
        marks[np.arange(n), column] = mark
    ages, buildings = state.choice(4, n, p=[0.1, 0.2, 0.4, 0.3]), state.integers(0, len(BUILDINGS), n)
    strata = {"age": tuple(AGES[a] for a in ages), "building": tuple(BUILDINGS[b] for b in buildings)}
    lines = CHARACTERS[marks].tobytes().decode()
    return [lines[start : start + m] for start in range(0, len(lines), m)], catalogue(m), strata


def catalogue(m: int) -> list[Activity]:
    costs = np.random.default_rng(1).choice([300, 500, 800, 1200, 2000, 3000, 5000, 8000], m)
    return [Activity(f"a{j}", f"活动{j}", int(cost), 1 + j % 2) for j, cost in enumerate(costs)]


def wishes_of(count: int) -> list[str]:
    state = np.random.default_rng(5)
    return [f"{state.choice(OPENINGS)}{state.choice(WISHES)}，{state.choice(WISHES)}" for _ in range(count)]


@contextmanager
def timed(label: str, spent: list[float]) -> Iterator[None]:
    wall, processor = time.perf_counter(), time.process_time()
    yield
    spent.append(time.process_time() - processor)
    print(f"  {label:<58}{spent[-1]:8.2f} s{time.perf_counter() - wall:10.2f} s", flush=True)


def community(n: int) -> list[float]:
    (lines, listed, strata), spent = answers(n, 40), []
    with timed("ballots from strings", spent):
        ballots = Ballots.from_strings(lines, listed, strata=strata)
    with timed("recommend: all that the results page shows of the ballots", spent):
        findings = recommend(ballots, BUDGET, seed=1, margins=margins(n))
    with timed("calendar", spent):
        schedule(findings.fair.occasions, 2027)
    with timed("500 wishes", spent):
        found = merge(wishes_of(500))
        told = suggest([wish.text for wish in found.wishes], COMMON, {})
        work_order(told, [wish.count for wish in found.wishes])
        themes(found.wishes, told, COMMON, {a.id: a.title for a in listed})
    return spent


def many(n: int) -> list[float]:
    (lines, listed, strata), spent = answers(n, ACTIVITIES), []
    with timed("ballots from strings", spent):
        ballots = Ballots.from_strings(lines, listed, strata=strata)
    del lines
    with timed("weights", spent):
        ballots, _ = weigh(ballots, margins(n))
    with timed("1,000 replicates", spent):
        replicates = replicate_weights(ballots, margins=margins(n), seed=1)
    with timed("five measures, where they disagree", spent):
        found = [rank(ballots, name) for name in MEASURES], disagreements(ballots)
    with timed("intervals of the five", spent):
        found = uncertainty(ballots, replicates)
    with timed("groups", spent):
        found = taste_groups(ballots, seed=1)
    with timed("fair plan, plain plan, proportionality", spent):
        found = fair_plan(ballots, BUDGET), greedy(ballots, BUDGET)
        proportionality(ballots, found[0].selected, BUDGET)
    return spent


def measured(n: int) -> tuple[float, float]:
    """Processor seconds and megabytes."""
    if n == COMMUNITY:
        print("600 ballots, to load the libraries")
        community(600)
    print(f"{f'{n:,} ballots':<60}{'processor':>10}{'wall':>12}", flush=True)
    spent = sum(community(n) if n == COMMUNITY else many(n))
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: list[int]) -> int:
    found = {}
    for n in sizes:
        with get_context("spawn").Pool(1) as process:
            found[n] = process.apply(measured, [n])
        seconds, megabytes = found[n]
        bar = "bar: {:.0f} s, {:,} MB".format(*BARS[n]) if n in BARS else "no bar"
        print(f"  {'altogether':<58}{seconds:8.2f} s, {megabytes:,.0f} MB ({bar})\n")
    missed = [f"{n:,}" for n, (s, mb) in BARS.items() if n in found and (found[n][0] > s * ALLOWED or found[n][1] > mb)]
    if {SIZES[0], SIZES[-1]} <= found.keys():
        growth = found[SIZES[-1]][0] / found[SIZES[0]][0]
        print(f"{SIZES[-1] // SIZES[0]} times the ballots take {growth:.0f} times as long")
        missed += ["growth"] * (growth > SIZES[-1] / SIZES[0])
    print(f"bars missed: {', '.join(missed) or 'none'}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main([int(given) for given in sys.argv[1:]] or [COMMUNITY, *SIZES]))
