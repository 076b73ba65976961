"""Replicate weights: the same ballots, each time with the weights that another sample of residents would have had.

Within each stratum with n units, n − 1 are drawn with replacement; a unit drawn k times gets the factor
1 + λ (k n ÷ (n − 1) − 1) with λ² the share of its residents who did not answer (Rao, Wu and Yue, Survey Methodology
18 (1992) 209–217; finite-population correction as in Rao and Wu, JASA 83 (1988) 231–241). No factor is below 0.
A unit is a ballot, or of many ballots a random group of those alike in strata and margins.

Doubts (codes, numbers):
JOINED_STRATA  strata: so many had a single unit and were joined to their neighbour
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.ballots import Ballots
from analysis.reasons import Reason, Refusal
from analysis.uncertainty.calibrate import calibrate
from analysis.weighting.cells import LEAST, Margin, prepare

MOST_SINGLE = 8192
UNITS = 4096


class CannotReplicate(Refusal):
    """A design from which no replicates follow."""

    SENTENCES: ClassVar = {
        "NO_BALLOTS": "there are no answers, so nothing can be said of how sure they are.",
        "NO_SUCH_STRATUM": "the answers do not say {stratum!r}. They say: {known}.",
        "BAD_POPULATION": "{population} is no number of residents. Give a number above 0.",
        "POPULATION_TOO_SMALL": "{answers} answers are more than {population:,.0f} residents. Correct the number.",
        "NO_POPULATION_FOR": "there is no number of residents for {value!r}. Give one for each value of the strata.",
        "NO_COUNT": "{count} replicates say nothing. Ask for at least 2.",
    }


@dataclass(frozen=True, eq=False)
class Replicates:
    """Replicate weights, kept as factors of units.

    unit : array (n,), the unit of each ballot.
    factors : array (count, units), factor of each unit in each replicate.
    base : array (n,), the weights that the factors multiply.
    unheard : array (units,), share of each unit's residents who did not answer, 0 to 1.
    order : array (n,), the ballots sorted by unit.
    """

    unit: np.ndarray
    factors: np.ndarray
    base: np.ndarray
    unheard: np.ndarray
    order: np.ndarray
    seed: int
    doubts: tuple[Reason, ...] = ()

    def __len__(self) -> int:
        return len(self.factors)

    def weights(self, replicate: int) -> np.ndarray:
        """Array (n,): the weights of one replicate."""
        return self.base * self.factors[replicate, self.unit]


def replicate_weights(
    ballots: Ballots,
    *,
    strata: str | Sequence[str] | None = None,
    population: float | Mapping[str, float] | None = None,
    margins: Mapping | None = None,
    least: int = LEAST,
    count: int = 1000,
    seed: int,
) -> Replicates:
    """Replicates of n weighted ballots.

    Parameters
    ----------
    strata : what the residents were drawn within, where numbers of answers were fixed beforehand; usually None.
    population : residents in all, or for each value of ``strata``; by default what the margins add up to; if neither is
        known, so many that those who answered are a small part. A ballot with weight w stands for w of them, so
        1 − 1/w of its residents were not heard.
    margins : those that the weights were raked to, with the same ``least``; each replicate is brought back to the
        totals that ``ballots.weights`` have, because another sample would have been raked as well.
    count : replicates.

    Raises
    ------
    CannotReplicate : no ballots, an unknown stratum, a population that is smaller than the number of ballots.

    Examples
    --------
    >>> from analysis.ballots import toy
    >>> replicates = replicate_weights(toy("5-", "2-", "-0", "-1"), population=8, count=500, seed=1)
    >>> len(replicates), replicates.weights(0).round(2).tolist()
    (500, [1.24, 0.29, 1.24, 1.24])
    """
    if not len(ballots):
        raise CannotReplicate("NO_BALLOTS")
    if count < 2:
        raise CannotReplicate("NO_COUNT", count=count)
    random = np.random.default_rng(seed)
    ready, counted, *_ = prepare(ballots.strata, margins, len(ballots), least) if margins else ([], None)
    stratum = _stratum(ballots, strata)
    unheard = _unheard(ballots, strata, stratum, counted if population is None else population)
    cell = _cell([stratum, *(margin.codes for margin in ready)])
    unit, order = _units(cell, random)
    first = order[np.searchsorted(unit[order], np.arange(unit.max() + 1))]
    of_unit, joined = _joined(stratum[first])
    weight = np.bincount(unit, ballots.weights)
    unseen = np.bincount(unit, ballots.weights * unheard) / np.where(weight > 0, weight, 1)
    factors = _factors(of_unit, np.sqrt(unseen), count, random)
    # Where only few ballots have any weight, a replicate may have drawn none of them.
    factors[factors @ (weight > 0) == 0] = 1
    if ready:
        calibrate(factors, weight, cell[first], [Margin(m.name, m.groups, m.residents, m.codes[first]) for m in ready])
    doubts = (Reason("JOINED_STRATA", {"strata": joined}),) if joined else ()
    return Replicates(unit, factors, ballots.weights, unseen, order, seed, doubts)


def _stratum(ballots: Ballots, strata: str | Sequence[str] | None) -> np.ndarray:
    names = [strata] if isinstance(strata, str) else list(strata or ())
    for name in names:
        if name not in ballots.strata:
            raise CannotReplicate("NO_SUCH_STRATUM", stratum=name, known=", ".join(ballots.strata) or "nothing")
    return _cell([np.zeros(len(ballots), np.int64), *(_numbered(ballots.strata[name]) for name in names)])


def _numbered(values: Sequence[str]) -> np.ndarray:
    code_of: dict[str, int] = {}
    return np.fromiter((code_of.setdefault(value, len(code_of)) for value in values), np.int64, len(values))


def _cell(codes: Sequence[np.ndarray]) -> np.ndarray:
    """0 … cells − 1, equal where all codes are equal."""
    cell = codes[0]
    for code in codes[1:]:
        cell = np.unique(cell * (code.max() + 2) + code + 1, return_inverse=True)[1]
    return cell


def _unheard(ballots: Ballots, strata, stratum: np.ndarray, population) -> np.ndarray:
    """Array (n,): 1 − 1/w with w the residents that each ballot stands for; 0 where it is less than one."""
    if population is None:
        return np.ones(len(ballots))
    if not isinstance(population, Mapping):
        stratum, residents = np.zeros(len(ballots), np.int64), np.array([_resident_number(population)])
    else:
        residents = _residents(ballots, strata, stratum, population)
    answers = np.bincount(stratum)
    if (answers > residents * (1 + 1e-9)).any():
        worst = int((answers - residents).argmax())
        raise CannotReplicate("POPULATION_TOO_SMALL", answers=int(answers[worst]), population=float(residents[worst]))
    total = np.bincount(stratum, ballots.weights)
    stands_for = ballots.weights * (residents / np.where(total > 0, total, 1))[stratum]
    return 1 - 1 / np.maximum(stands_for, 1)


def _residents(ballots: Ballots, strata, stratum: np.ndarray, population: Mapping) -> np.ndarray:
    names = [strata] if isinstance(strata, str) else list(strata or ())
    residents = np.zeros(stratum.max() + 1)
    for code, row in zip(*np.unique(stratum, return_index=True), strict=True):
        values = tuple(ballots.strata[name][row] for name in names)
        value = values[0] if len(values) == 1 else values
        if value not in population:
            raise CannotReplicate("NO_POPULATION_FOR", value=value)
        residents[code] = _resident_number(population[value])
    return residents


def _resident_number(population) -> float:
    if not (np.isfinite(population) and population > 0):
        raise CannotReplicate("BAD_POPULATION", population=population)
    return float(population)


def _units(cell: np.ndarray, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Unit of each ballot, and the ballots sorted by unit. Of many ballots about UNITS random groups inside cells."""
    n = len(cell)
    if n <= MOST_SINGLE:
        return np.arange(n), np.arange(n)
    order = random.permutation(n)
    order = order[np.argsort(cell[order], kind="stable")]
    size = np.bincount(cell)
    parts = np.clip(np.round(size * (UNITS / n)).astype(np.int64), np.minimum(size, 2), size)
    start, offset = np.cumsum(parts) - parts, np.cumsum(size) - size
    sorted_cell = cell[order]
    rank = np.arange(n) - offset[sorted_cell]
    unit = np.empty(n, np.int64)
    unit[order] = start[sorted_cell] + rank * parts[sorted_cell] // size[sorted_cell]
    return unit, order


def _joined(stratum: np.ndarray) -> tuple[np.ndarray, int]:
    """Strata of one unit join the next one, the last the one before it."""
    counts = np.bincount(stratum)
    new, current, filled = np.zeros(len(counts), np.int64), 0, 0
    for code, units in enumerate(counts):
        new[code] = current
        filled += units
        if filled >= 2 and code < len(counts) - 1 and counts[code + 1 :].sum() >= 2:
            current, filled = current + 1, 0
    return new[stratum], int((counts == 1).sum()) if len(counts) > 1 else 0


def _factors(stratum: np.ndarray, rate: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Array (count, units) of single precision."""
    units = len(stratum)
    if units < 2:
        return np.ones((count, units), np.float32)
    by_stratum = np.argsort(stratum, kind="stable")
    size = np.bincount(stratum)
    drawn_from = np.repeat(np.arange(len(size)), size - 1)
    first, width = (np.cumsum(size) - size)[drawn_from], size[drawn_from]
    scale = (size / (size - 1))[stratum]
    factors = np.empty((count, units), np.float32)
    for row in factors:
        drawn = first + (random.random(len(first)) * width).astype(np.int64)
        times = np.empty(units)
        times[by_stratum] = np.bincount(drawn, minlength=units)
        row[:] = 1 + rate * (times * scale - 1)
    return factors
