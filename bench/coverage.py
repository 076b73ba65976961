"""How often the 95 % place intervals hold: samples from real populations whose truth is known, drawn evenly or not.

python -m bench.coverage [SAMPLES]

"Cover": the place that an activity has in the whole population lies inside the interval. Counted is the average over
samples and over all activities that are contested, that is, whose place in the sample is wrong in at least one sample
of twenty; of the others the place is plain and any interval covers it. Beside it the average over all activities, the
least covered one, the share of samples in which all are covered at once, and the coverage of the values' intervals.
The bars: no population, response and measure below 93 %, and the mean over all of them not above 99 %.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from analysis.ballots import Ballots
from analysis.formats import read
from analysis.ranking import MEASURES, places
from analysis.terminal import table
from analysis.uncertainty import replicate_weights, uncertainty
from analysis.weighting import weigh

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
LEAST, MOST = 0.93, 0.99
CONTESTED = 0.05
EAGEREST = 8
REPLICATES = 400
MUSIC = "bigb,blug,coun,blue,musi,clas,folk,gosp,jazz,lati,mood,newa,oper,rap,regg,conr,oldi,hvym"


@dataclass(frozen=True)
class Case:
    """A population, how many of it answer, and the stratum whose values answer unevenly and are known of all."""

    name: str
    population: Ballots
    size: int
    cause: str | None = None
    weighed: bool = True

    @property
    def response(self) -> str:
        known = "weighed" if self.weighed else "NOT weighed"
        return f"uneven by {self.cause}, {known}" if self.cause else "even"


@dataclass(frozen=True)
class Coverage:
    """Shares, 0 to 1, as the head of this file says; ``width`` is the mean number of places beside one's own."""

    contested: float
    average: float
    worst: float
    joint: float
    values: float
    width: float


def coverage(case: Case, samples: int, seed: int = 1, replicates: int = REPLICATES) -> dict[str, Coverage]:
    """Coverage by measure, for the measures that tell the activities apart."""
    truth = {name: measure(case.population) for name, measure in MEASURES.items()}
    truth = {name: values for name, values in truth.items() if np.ptp(values) > 0}
    random = np.random.default_rng(seed)
    rows: dict[str, list] = {name: [] for name in truth}
    for number in range(samples):
        found = uncertainty(*_sample(case, random, number, replicates)).measures
        for name, true_values in truth.items():
            rows[name].append([_held(*one) for one in zip(found[name], true_values, places(true_values), strict=True)])
    return {name: _summary(np.array(held, float)) for name, held in rows.items()}


def _held(interval, value: float, place: int) -> tuple[bool, bool, bool, int]:
    return (
        interval.place_low <= place <= interval.place_high,
        interval.low - 1e-12 <= value <= interval.high + 1e-12,
        interval.place != place,
        interval.place_high - interval.place_low,
    )


def _summary(rows: np.ndarray) -> Coverage:
    held, values, wrong, widths = np.moveaxis(rows, 2, 0)
    contested = wrong.mean(axis=0) >= CONTESTED
    of_contested = held[:, contested].mean() if contested.any() else np.nan
    numbers = (held.mean(), held.mean(axis=0).min(), held.all(axis=1).mean(), values.mean(), widths.mean())
    return Coverage(float(of_contested), *map(float, numbers))


def _sample(case: Case, random: np.random.Generator, seed: int, count: int):
    """Ballots of who answered, weighed to the whole population where response is uneven, and their replicates."""
    population, n = case.population, len(case.population)
    if case.cause is None:
        ballots = _rows(population, random.choice(n, case.size, replace=False))
        return ballots, replicate_weights(ballots, population=n, count=count, seed=seed)
    values = np.array(population.strata[case.cause])
    kinds, kind, residents = np.unique(values, return_inverse=True, return_counts=True)
    eager = np.geomspace(1, EAGEREST, len(kinds))[kind]
    ballots = _rows(population, random.random(n) < eager * (case.size / eager.sum()))
    if not case.weighed:
        return ballots, replicate_weights(ballots, population=n, count=count, seed=seed)
    margins = {case.cause: dict(zip(kinds.tolist(), residents.tolist(), strict=True))}
    weighed, _ = weigh(ballots, margins)
    return weighed, replicate_weights(weighed, margins=margins, count=count, seed=seed)


def _rows(ballots: Ballots, rows: np.ndarray) -> Ballots:
    strata = {name: tuple(np.array(values)[rows].tolist()) for name, values in ballots.strata.items()}
    return replace(ballots, points=ballots.points[rows], weights=None, strata=strata)


def cases(folder: Path = SHARED) -> Iterator[Case]:
    """Few answers and many (up to half of all), even and uneven; and once uneven and not weighed, which must fail."""
    for name, population, cause in populations(folder):
        few = min(300, len(population) // 4)
        many = min(1_200, len(population) // 2)
        yield Case(name, population, few)
        yield Case(name, population, few, cause)
        yield Case(name, population, many, cause)
        if name.startswith("INSEE"):
            yield Case(name, population, many, cause, weighed=False)


def populations(folder: Path) -> Iterator[tuple[str, Ballots, str]]:
    """Name, ballots, and the stratum that decides who answers."""
    hobbies, music = folder / "likert/insee_hobbies_2003.csv", folder / "likert/gss1993_music.csv"
    young = folder / "likert/young_people_survey_2013.csv"
    interests = _heading(young)[(first := _heading(young).index("History")) : first + 32]
    yield "INSEE hobbies 2003", _only("Age", read(hobbies, activities=_heading(hobbies)[:18], want=1).ballots), "Age"
    yield "GSS music 1993", _only("sex", read(music, activities=MUSIC.split(","), reverse=True, want=4).ballots), "sex"
    yield "Young people 2013", _only("Gender", read(young, activities=interests, want=4).ballots), "Gender"
    for file, cause in (("Warszawa_2020_Rembertow", "sex"), ("Wroclaw_2016_Rejon_nr_5_750", "voting_method")):
        yield file.replace("_", " "), _only(cause, read(folder / f"pabulib/Poland_{file}.pb").ballots), cause


def _heading(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return next(csv.reader(file))


def _only(stratum: str, ballots: Ballots) -> Ballots:
    """Those who say it, and no other stratum."""
    said = np.array(ballots.strata[stratum]) != ""
    return _rows(replace(ballots, strata={stratum: ballots.strata[stratum]}), said)


def main(samples: int) -> int:
    rows, counted = [], []
    listed = list(cases())
    with ProcessPoolExecutor(2) as pool:
        for case, found in zip(listed, pool.map(partial(coverage, samples=samples), listed), strict=True):
            for name, c in found.items():
                counted += [c.contested] if case.weighed and not np.isnan(c.contested) else []
                shares = [f"{share:.1%}" for share in (c.contested, c.average, c.worst, c.joint, c.values)]
                rows.append([case.name, f"{case.size:,}", case.response, name, *shares, f"{c.width:.1f}"])
            print(f"{case.name}, {case.size:,} answers, {case.response}: done", file=sys.stderr, flush=True)
    head = ["population", "answers", "response", "measure", "contested", "all", "worst", "joint", "values", "width"]
    print(table(head, rows, left=[0, 2, 3]))
    bold, careful = (sum(off) for off in ([c < LEAST for c in counted], [c > MOST for c in counted]))
    mean = float(np.mean(counted))
    print(f"\n{samples:,} samples each. Contested places covered: {mean:.1%} on average of {len(counted)} rows;")
    print(f"{bold} rows below {LEAST:.0%} (bar: none), {careful} above {MOST:.0%} (more careful than need be)")
    return 0 if not bold and LEAST <= mean <= MOST else 1


if __name__ == "__main__":
    if not SHARED.is_dir():
        print(f"no populations in {SHARED}")
        sys.exit(0)
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
