"""Do weights bring the ranking back? Four fifths of the paper ballots of real elections are lost; the rest is raked.

python -m bench.weights_matter [DRAWS]

For each election that records paper or internet: the distance of two rankings is the sum over projects of how many
places they moved. Before: the ballots left, unweighted, against all ballots. After: the same, raked to the numbers of
paper and internet voters, and of each age band where age is recorded. Mean over draws.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from analysis.ballots import Ballots
from analysis.formats import read
from analysis.ranking import places, points
from analysis.terminal import shorten, table
from analysis.weighting import weigh

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
LOST = 0.8
BAR = 0.8
BANDS = (0, 35, 60, 75, 200)


@dataclass(frozen=True)
class Comparison:
    """One election: ballots, those on paper, and the mean distances; ``error`` is the mean absolute error of values."""

    name: str
    ballots: int
    paper: int
    before: float
    after: float
    error_before: float
    error_after: float


def elections(folder: Path = SHARED / "pabulib") -> list[tuple[str, Ballots]]:
    """Elections that record both channels, with strata ``channel`` and, where known, ``age`` band."""
    found = []
    for path in sorted(folder.iterdir()):
        ballots = read(path).ballots
        channel = ballots.strata.get("voting_method", ())
        if {"paper", "internet"} <= set(channel):
            strata = {"channel": channel}
            if "age" in ballots.strata:
                strata["age"] = tuple(map(_band, ballots.strata["age"]))
            found.append((path.name.split(".")[0], replace(ballots, strata=strata)))
    return found


def _band(age: str) -> str:
    years = int(age) if age.isdigit() else -1
    return next((f"{low}-{high - 1}" for low, high in pairwise(BANDS) if low <= years < high), "")


def compare(name: str, ballots: Ballots, draws: int, seed: int = 1) -> Comparison:
    random = np.random.default_rng(seed)
    paper = np.array(ballots.strata["channel"]) == "paper"
    margins = {stratum: _totals(values) for stratum, values in ballots.strata.items()}
    truth, rows = points(ballots), []
    for _ in range(draws):
        left = _rows(ballots, ~paper | (random.random(len(ballots)) >= LOST))
        weighed, _ = weigh(left, margins)
        before, after = points(left), points(weighed)
        rows.append(
            (*(_moved(v, truth) for v in (before, after)), *(np.abs(v - truth).mean() for v in (before, after)))
        )
    return Comparison(name, len(ballots), int(paper.sum()), *map(float, np.mean(rows, axis=0)))


def _totals(values) -> dict[str, int]:
    return {value: values.count(value) for value in sorted(set(values)) if value}


def _rows(ballots: Ballots, rows: np.ndarray) -> Ballots:
    strata = {name: tuple(np.array(values)[rows].tolist()) for name, values in ballots.strata.items()}
    return replace(ballots, points=ballots.points[rows], weights=None, strata=strata)


def _moved(values: np.ndarray, truth: np.ndarray) -> int:
    return int(np.abs(places(values) - places(truth)).sum())


def main(draws: int) -> int:
    compared = [compare(name, ballots, draws) for name, ballots in elections()]
    rows = [
        [
            shorten(c.name),
            *(f"{number:,}" for number in (c.ballots, c.paper)),
            *(f"{moved:.1f}" for moved in (c.before, c.after)),
            *(f"{error:.4f}" for error in (c.error_before, c.error_after)),
        ]
        for c in compared
    ]
    head = ["election", "ballots", "paper", "places moved", "after raking", "error", "after raking"]
    print(table(head, rows, left=[0]))
    moved = [c for c in compared if c.before or c.after]
    nearer = sum(c.after < c.before for c in moved)
    before, after = (float(np.mean([getattr(c, name) for c in moved])) for name in ("before", "after"))
    better = sum(c.error_after < c.error_before for c in compared)
    print(
        f"\n{draws} draws each. The ranking comes nearer to the full one in {nearer} of {len(moved)} elections where it"
    )
    print(f"moved (bar {BAR:.0%}): {before:.1f} places before raking, {after:.1f} after.")
    print(f"The values come nearer in {better} of {len(compared)}.")
    return 0 if nearer >= BAR * len(moved) else 1


if __name__ == "__main__":
    if not SHARED.is_dir():
        print(f"no elections in {SHARED}")
        sys.exit(0)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
