"""Intervals, places and ties from replicates.

Doubts (codes, numbers): those of ``replicates``, and
TOO_FEW        answers, effective_n: too few answers to say; every place is possible
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.ballots import Ballots
from analysis.ranking import places
from analysis.reasons import Reason
from analysis.uncertainty.estimates import Estimates, copeland_of, estimates
from analysis.uncertainty.replicates import Replicates

LEVEL = 0.95
TIED = 0.05
TOO_FEW = 10
_CELLS = 1_000_000
_Z = 1.959963984540054


@dataclass(frozen=True)
class Interval:
    """How sure one activity's standing by one measure is.

    low, high : 95 % interval of the value.
    place_low, place_high : the places it may hold, 1 the best: one more than the activities surely above it, and m less
        those surely below it. Surely: their order flips in no more than 5 % of the replicates.
    tie_group : 1, 2, … from the best; the same where the order of two activities flips in more than 5 % of the
        replicates, or where a third is tied with both.
    top : top[k − 1] is the probability of being among the first k, k = 1 … m; empty when too few answered to say.
    """

    id: str
    value: float
    low: float
    high: float
    place: int
    place_low: int
    place_high: int
    tie_group: int
    top: tuple[float, ...]


@dataclass(frozen=True)
class Uncertainty:
    """Intervals by measure, in list order; ``effective_n`` is Kish's, ``count`` and ``seed`` are of the replicates."""

    measures: dict[str, tuple[Interval, ...]]
    level: float
    effective_n: float
    count: int
    seed: int
    doubts: tuple[Reason, ...]


def uncertainty(ballots: Ballots, replicates: Replicates) -> Uncertainty:
    """95 % intervals of every measure, places, ties and chances for every activity.

    Sources: intervals of shares by Wilson's score (*JASA* 22 (1927) 209–212) with the number of answers that the
    replicates' variance is worth (Korn and Graubard, *Survey Methodology* 24 (1998) 193–201); places from comparisons
    of pairs as in Mogstad, Romano, Shaikh and Wilhelm (*Rev. Econ. Studies* 91 (2024) 476–518), each pair on its own.

    >>> from analysis.ballots import toy
    >>> from analysis.uncertainty import replicate_weights
    >>> ballots = toy(*["52-"] * 30, *["-25"] * 20, *["0--"] * 10)
    >>> found = uncertainty(ballots, replicate_weights(ballots, population=100, seed=1)).measures["want-share"]
    >>> [(i.id, round(i.low, 2), round(i.value, 2), round(i.high, 2)) for i in found]
    [('a', 0.42, 0.5, 0.58), ('b', 0.77, 0.83, 0.88), ('c', 0.26, 0.33, 0.41)]
    >>> [(i.place_low, i.place_high, i.tie_group, round(i.top[0], 2)) for i in found]
    [(2, 2, 2, 0.0), (1, 1, 1, 1.0), (3, 3, 3, 0.0)]
    """
    found, margins = estimates(ballots, replicates)
    effective = _effective_n(ballots)
    doubt = Reason("TOO_FEW", {"answers": len(ballots), "effective_n": effective})
    noise = _Noise(replicates, effective)
    few = min(len(ballots), effective) < TOO_FEW and noise.error > 0
    measures = {name: _score_intervals(ballots.ids, one, noise, few) for name, one in found.items()}
    pairs = copeland_of(noise.added(margins.replicates, np.sqrt(2)), len(ballots.ids))
    beaten = Estimates(copeland_of(margins.value, len(ballots.ids), 12), pairs, 1.0, 0.0)
    low, high = np.quantile(pairs, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    measures["pairwise"] = _intervals(ballots.ids, beaten, (low, high), few)
    doubts = (*replicates.doubts, doubt) if few else replicates.doubts
    return Uncertainty(measures, LEVEL, effective, len(replicates), replicates.seed, doubts)


class _Noise:
    """Two imaginary ballots that say the opposite of each other, so that no comparison is ever sure on a few answers.

    Bonett and Price (J. Educ. Behav. Stat. 37 (2012) 479–488) add one such answer to either side of a comparison.
    """

    def __init__(self, replicates: Replicates, effective_n: float):
        base = np.bincount(replicates.unit, replicates.base**2)
        self.unheard = float(base @ replicates.unheard / base.sum()) if base.sum() else 1.0
        self.error = np.sqrt(self.unheard) / effective_n
        self.random = np.random.default_rng([replicates.seed, 1])

    def added(self, replicates: np.ndarray, one_ballot: float) -> np.ndarray:
        return replicates + self.random.standard_normal(replicates.shape) * (self.error * one_ballot)


def _effective_n(ballots: Ballots) -> float:
    return ballots.total_weight**2 / float((ballots.weights**2).sum())


def _score_intervals(ids: tuple[str, ...], one: Estimates, noise: _Noise, few: bool) -> tuple[Interval, ...]:
    variance = one.replicates.var(axis=0) / one.most**2
    low, high = _wilson(np.clip(one.value / one.most, 0, 1), variance, noise)
    shaken = Estimates(one.value, noise.added(one.replicates, one.one_ballot), one.most, one.one_ballot)
    return _intervals(ids, shaken, (low * one.most, high * one.most), few)


def _wilson(share: np.ndarray, variance: np.ndarray, noise: _Noise) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's interval with as many answers as the variance is worth; where nothing varies, all that came in."""
    if not noise.error:
        return share, share
    one_answer = noise.error / np.sqrt(noise.unheard)
    worth = (share * (1 - share) + one_answer) / (variance + noise.error**2)
    middle = (share + _Z**2 / (2 * worth)) / (1 + _Z**2 / worth)
    half = _Z / (1 + _Z**2 / worth) * np.sqrt(share * (1 - share) / worth + _Z**2 / (4 * worth**2))
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def _intervals(ids, one: Estimates, limits: tuple[np.ndarray, np.ndarray], few: bool) -> tuple[Interval, ...]:
    m, place = len(ids), places(one.value)
    if few:
        return tuple(
            Interval(id, float(v), 0.0, max(one.most, float(v)), int(p), 1, m, 1, ())
            for id, v, p in zip(ids, one.value, place, strict=True)
        )
    above, top = _comparisons(one.replicates)
    place_low = np.minimum(1 + (above >= 1 - TIED).sum(axis=1), place)
    place_high = np.maximum(m - (above >= 1 - TIED).sum(axis=0), place)
    low, high = np.minimum(limits[0], one.value), np.maximum(limits[1], one.value)
    columns = (one.value, low, high, place, place_low, place_high, _tie_groups(one.value, above))
    return tuple(
        Interval(id, *map(float, row[:3]), *map(int, row[3:]), tuple(map(float, chances)))
        for id, chances, *row in zip(ids, top, *columns, strict=True)
    )


def _comparisons(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Share of the replicates in which column is above row, half where equal; chances of the first 1 … m places."""
    count, m = values.shape
    above, held = np.zeros((m, m)), np.zeros((m, m), np.int64)
    at_once = max(1, _CELLS // max(1, m**2))
    for start in range(0, count, at_once):
        some = values[start : start + at_once]
        better = some[:, None, :] > some[:, :, None]
        equal = some[:, None, :] == some[:, :, None]
        above += better.sum(axis=0) + equal.sum(axis=0) / 2
        places_before = better.sum(axis=2, dtype=np.int64)
        held += np.bincount((np.arange(m) * m + places_before).ravel(), minlength=m * m).reshape(m, m)
    return above / count, np.cumsum(held, axis=1) / count


def _tie_groups(value: np.ndarray, above: np.ndarray) -> np.ndarray:
    """From the best down: a new group begins where no activity before is tied with one from there on."""
    order = np.argsort(-value, kind="stable")
    tied = above[np.ix_(order, order)] > TIED
    tied |= np.equal.outer(value[order], value[order])
    furthest = np.maximum.accumulate([np.flatnonzero(row[place:]).max() + place for place, row in enumerate(tied)])
    begins = np.concatenate([[1], furthest[:-1] < np.arange(1, len(order))])
    groups = np.empty(len(order), np.int64)
    groups[order] = np.cumsum(begins)
    return groups
