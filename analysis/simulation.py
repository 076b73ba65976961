"""Checks of ourselves: samples of a population whose answers are all known, and how often what we say of it is right.

Doubts
FEW_SAMPLES    samples, least: the shares below may be off by more than a few hundredths
NOT_RAKED      samples: in so many the weights could not meet the totals
UNKNOWN_CAUSE  stratum: who answers depends on it and the weights do not know it
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

import numpy as np

from analysis.ballots import Ballots
from analysis.ranking import MEASURES, places
from analysis.reasons import Reason, Refusal
from analysis.selection.fair import fair_plan
from analysis.uncertainty import replicate_weights, uncertainty
from analysis.weighting import weigh

_LEAST_SAMPLES = 200


class CannotSimulate(Refusal):
    """What cannot be drawn from a population."""

    SENTENCES = {
        "ANSWERS": "{answers} answers cannot be drawn from {population} people. Ask for 10 to one less than all.",
        "SAMPLES": "{samples} samples are too few. Ask for at least 1.",
        "RATIO": "the readiest cannot answer {ratio} times as often as the others. Give a number of 1 or more.",
        "NO_SUCH_STRATUM": "the file has no column {stratum!r} beside the answers. It has: {known}.",
        "MEASURE": "{measure!r} is no measure. Known are: {known}.",
    }


@dataclass(frozen=True)
class Rightness:
    """How often a way of counting was right, over all samples; shares from 0 to 1.

    values, ranks : intervals that hold the population's value or place, over all activities.
    rank_width : mean number of places in a rank interval.
    same_plan : samples with exactly the population's recommended plan; plan_overlap : mean share of occasions that the
        two plans have in common (of those in either). None without a budget.
    """

    values: float
    ranks: float
    rank_width: float
    same_plan: float | None = None
    plan_overlap: float | None = None


@dataclass(frozen=True)
class Simulation:
    """``weighted`` counts with raked weights, ``raw`` each answer as one; ``activities``: id -> share of the samples in
    which the weighted rank interval holds its place; ``design_effect`` : mean of the weights' (Kish)."""

    population: int
    answers: int
    samples: int
    measure: str
    weighted: Rightness
    raw: Rightness
    activities: dict[str, float]
    design_effect: float
    doubts: tuple[Reason, ...]
    rule: dict


def simulate(
    population: Ballots,
    *,
    answers: int,
    seed: int,
    samples: int = 200,
    uneven: str | None = None,
    ratio: float = 3.0,
    rake_by: Sequence[str] = (),
    measure: str = "want-share",
    budget=None,
    replicates: int = 200,
    watch: Callable[[Iterable], Iterable] = iter,
) -> Simulation:
    """Draw samples without replacement and set what would be said from each beside the whole population's truth.

    Parameters
    ----------
    population : ballots of everybody, N of them; their own weights are left aside.
    answers : n of each sample, 10 to N − 1.
    uneven : a stratum on which it depends who answers: its last value answers ``ratio`` times as readily as its first,
        those between in equal steps. None, all alike.
    rake_by : strata whose population totals are known; the samples are raked to them. None, not weighted.
    budget : for the recommended plan; None, no plans are made.
    replicates : replicate weights of each sample.
    seed : of all draws.

    Raises
    ------
    CannotSimulate : for an impossible number, an unknown stratum or measure.

    Examples
    --------
    >>> from analysis.ballots import toy
    >>> everybody = toy(*["52-"] * 300, *["-25"] * 200, *["0--"] * 100)
    >>> found = simulate(everybody, answers=150, samples=20, seed=1, budget=2)
    >>> found.weighted.ranks >= 0.9, found.weighted.same_plan, found.doubts[0].code
    (True, 1.0, 'FEW_SAMPLES')
    """
    _check(population, answers, samples, ratio, [*rake_by, *([uneven] if uneven else [])], measure)
    random = np.random.default_rng(seed)
    everybody = replace(population, weights=np.ones(len(population)))
    truth = _Truth(everybody, measure, budget)
    readiness = np.log(_readiness(everybody, uneven, ratio))
    margins = {name: _totals(everybody.strata[name]) for name in rake_by}
    seen = []
    for _ in watch(range(samples)):
        rows = _draw(readiness, answers, random)
        seeds = int(random.integers(2**32))
        seen.append(_Seen(_rows(everybody, rows), truth, margins, replicates, seeds))
    held = np.mean([sample.weighted.ranks for sample in seen], axis=0)
    return Simulation(
        population=len(everybody),
        answers=answers,
        samples=samples,
        measure=measure,
        weighted=_rightness([sample.weighted for sample in seen]),
        raw=_rightness([sample.raw for sample in seen]),
        activities=dict(zip(everybody.ids, held.tolist(), strict=True)),
        design_effect=fmean(sample.design_effect for sample in seen),
        doubts=_doubts(seen, uneven, rake_by),
        rule={"seed": seed, "uneven": uneven, "ratio": ratio, "rake_by": tuple(rake_by), "replicates": replicates},
    )


class _Truth:
    def __init__(self, everybody: Ballots, measure: str, budget):
        self.population, self.measure, self.budget = len(everybody), measure, budget
        self.values = MEASURES[measure](everybody)
        self.places = places(self.values)
        self.plan = None if budget is None else fair_plan(everybody, budget).occasions


@dataclass(frozen=True)
class _Said:
    """Of one sample: whether each interval holds, widths, and the plan beside the true one."""

    values: np.ndarray
    ranks: np.ndarray
    widths: np.ndarray
    overlap: float | None


class _Seen:
    def __init__(self, sample: Ballots, truth: _Truth, margins: Mapping, replicates: int, seed: int):
        self.raw = _said(sample, truth, {}, replicates, seed)
        self.weighted, self.design_effect, self.raked = self.raw, 1.0, True
        if margins:
            weighed, weighting = weigh(sample, margins)
            self.weighted = _said(weighed, truth, margins, replicates, seed)
            self.design_effect, self.raked = weighting.design_effect, weighting.converged


def _said(sample: Ballots, truth: _Truth, margins: Mapping, replicates: int, seed: int) -> _Said:
    drawn = replicate_weights(sample, population=truth.population, margins=margins or None, count=replicates, seed=seed)
    found = uncertainty(sample, drawn).measures[truth.measure]
    low, high, first, last = (np.array([getattr(one, name) for one in found]) for name in _LIMITS)
    values = (low <= truth.values + 1e-9) & (truth.values <= high + 1e-9)
    ranks = (first <= truth.places) & (truth.places <= last)
    overlap = None if truth.plan is None else _overlap(fair_plan(sample, truth.budget).occasions, truth.plan)
    return _Said(values, ranks, last - first + 1, overlap)


_LIMITS = ("low", "high", "place_low", "place_high")


def _overlap(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Occasions in both plans ÷ occasions in either."""
    ids = {*one, *other}
    either = sum(max(one.get(id, 0), other.get(id, 0)) for id in ids)
    return sum(min(one.get(id, 0), other.get(id, 0)) for id in ids) / either if either else 1.0


def _rightness(said: list[_Said]) -> Rightness:
    overlaps = [one.overlap for one in said if one.overlap is not None]
    return Rightness(
        values=float(np.mean([one.values for one in said])),
        ranks=float(np.mean([one.ranks for one in said])),
        rank_width=float(np.mean([one.widths for one in said])),
        same_plan=fmean(overlap == 1 for overlap in overlaps) if overlaps else None,
        plan_overlap=fmean(overlaps) if overlaps else None,
    )


def _readiness(everybody: Ballots, uneven: str | None, ratio: float) -> np.ndarray:
    """Array (N,): 1 for the first value of the stratum (in order of its text) up to ``ratio`` for the last."""
    if uneven is None:
        return np.ones(len(everybody))
    values, place = np.unique(np.array(everybody.strata[uneven], str), return_inverse=True)
    return 1 + (ratio - 1) * place / max(len(values) - 1, 1)


def _draw(log_readiness: np.ndarray, answers: int, random: np.random.Generator) -> np.ndarray:
    """Rows drawn one after the other without replacement, each in proportion to its readiness.

    Source: Efraimidis and Spirakis, Information Processing Letters 97 (2006) 181-185.
    """
    keys = log_readiness + random.gumbel(size=len(log_readiness))
    return np.sort(np.argpartition(-keys, answers)[:answers])


def _rows(ballots: Ballots, rows: np.ndarray) -> Ballots:
    strata = {name: tuple(values[row] for row in rows) for name, values in ballots.strata.items()}
    return replace(ballots, points=ballots.points[rows], weights=ballots.weights[rows], strata=strata)


def _totals(values: Sequence[str]) -> dict[str, int]:
    names, counts = np.unique(np.array(values, str), return_counts=True)
    return {str(name): int(count) for name, count in zip(names, counts, strict=True) if name}


def _check(population: Ballots, answers: int, samples: int, ratio: float, strata: list[str], measure: str) -> None:
    if not 10 <= answers < len(population):
        raise CannotSimulate("ANSWERS", answers=answers, population=len(population))
    if samples < 1:
        raise CannotSimulate("SAMPLES", samples=samples)
    if not 1 <= ratio < float("inf"):
        raise CannotSimulate("RATIO", ratio=ratio)
    for name in strata:
        if name not in population.strata:
            raise CannotSimulate("NO_SUCH_STRATUM", stratum=name, known="; ".join(population.strata) or "none")
    if measure not in MEASURES:
        raise CannotSimulate("MEASURE", measure=measure, known=", ".join(MEASURES))


def _doubts(seen: list[_Seen], uneven: str | None, rake_by: Sequence[str]) -> tuple[Reason, ...]:
    unmet = sum(not sample.raked for sample in seen)
    few = len(seen) < _LEAST_SAMPLES
    found = [Reason("FEW_SAMPLES", {"samples": len(seen), "least": _LEAST_SAMPLES})] if few else []
    found += [Reason("NOT_RAKED", {"samples": unmet})] if unmet else []
    return (*found, *([Reason("UNKNOWN_CAUSE", {"stratum": uneven})] if uneven and uneven not in rake_by else []))
