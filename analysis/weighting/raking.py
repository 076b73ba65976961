"""Raking, also called iterative proportional fitting (Deming and Stephan, Ann. Math. Statist. 11 (1940) 427–444),
with bounds: weights are start × factor of each group, cut at the bounds, the closest to the start in relative entropy
(the "truncated" case of Deville and Särndal, JASA 87 (1992) 376–382).

Doubts beside those of ``cells``:
NOT_MET        margin, gap: after all rounds the shares of this margin are still off by so much (0 to 1; the sum of what
               is missing). Totals that contradict each other, or bounds that are too tight
HEAVY          design_effect: weights cost more than half of the answers' worth
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.reasons import Reason
from analysis.weighting.cells import LEAST, UNKNOWN, CannotWeigh, Collapsed, Margin, prepare

BOUNDS = (0.2, 5.0)
_ROUNDS = 1000
_TOLERANCE = 1e-11
_MET = 1e-6
_COSTLY = 2.0


@dataclass(frozen=True)
class GroupShift:
    """One group of one margin: its raw answers, and its share of the weights before, after, and in the totals."""

    margin: str
    group: str
    answers: int
    before: float
    after: float
    wanted: float


@dataclass(frozen=True)
class Weighting:
    """Weights and what they cost.

    weights : array (n,), residents that each ballot stands for; they add up to ``population``.
    population : what the margins add up to (the number of ballots where they are shares only).
    effective_n : Kish's (Σw)² ÷ Σw²; design_effect : n ÷ effective_n, 1 when all weights are equal.
    converged : all margins met to one millionth; iterations : rounds over all margins.
    bounds : least and greatest weight, in average weights; trimmed : weights that lie at a bound.
    collapsed : groups joined because they were thin.
    shifts : margin -> share of the weight that moved between its groups, 0 to 1 (half the sum of absolute changes).
    groups : the same by group.
    """

    weights: np.ndarray
    population: float
    effective_n: float
    design_effect: float
    converged: bool
    iterations: int
    bounds: tuple[float, float]
    trimmed: int
    collapsed: tuple[Collapsed, ...]
    shifts: dict[str, float]
    groups: tuple[GroupShift, ...]
    doubts: tuple[Reason, ...]


def rake(
    strata: Mapping[str, Sequence[str]],
    margins: Mapping[str | tuple[str, ...], Mapping[str | tuple[str, ...], float]],
    *,
    start: Sequence[float] | np.ndarray | None = None,
    bounds: tuple[float, float] = BOUNDS,
    least: int = LEAST,
) -> Weighting:
    """Weights whose totals are those of the margins.

    Parameters
    ----------
    strata : name -> n values; an empty value is unknown, and such a ballot is not moved by that margin.
    margins : name -> value -> residents (or shares); a tuple of names crosses them, its values are tuples.
    start : array (n,) of weights to start from, 0 or more; one each when not given.
    bounds : no ballot stands for less or more than so many times the average; (0, inf) for none.
    least : groups with fewer answers are joined to their neighbours (rule in ``cells``); 1 for never.

    Raises
    ------
    CannotWeigh : no answers or totals, totals that differ by more than 5 %, NaN, an unknown stratum.

    Source: Kalton and Flores-Cervantes, *J. Official Statistics* 19 (2003) 81–97 (their table is a test).

    Examples
    --------
    >>> weighting = rake({"age": ["60", "60", "60", "75+"]}, {"age": {"60": 40, "75+": 40}}, least=1)
    >>> weighting.weights.round(2).tolist(), weighting.shifts, round(weighting.design_effect, 3)
    ([13.33, 13.33, 13.33, 40.0], {'age': 0.25}, 1.333)
    """
    n = len(next(iter(strata.values()), () if start is None else start))
    before = _start(start, n)
    _check_bounds(*bounds)
    ready, population, collapsed, doubts = prepare(strata, margins, n, least)
    population = population or float(n)
    before = before * (population / before.sum())
    cells, row_of = _cells(ready, before)
    factor, iterations = _rake(cells, [bound * population / n for bound in bounds])
    weights = factor[row_of]
    gaps = {margin.name: _gap(margin, weights) for margin in ready}
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    groups = tuple(shift for margin in ready for shift in _shifts(margin, before, weights))
    return Weighting(
        weights=weights,
        population=population,
        effective_n=effective,
        design_effect=n / effective,
        converged=max(gaps.values()) <= _MET,
        iterations=iterations,
        bounds=(float(bounds[0]), float(bounds[1])),
        trimmed=_at_a_bound(weights, population / n, bounds),
        collapsed=tuple(collapsed),
        shifts={m.name: sum(abs(g.after - g.before) for g in groups if g.margin == m.name) / 2 for m in ready},
        groups=groups,
        doubts=(*doubts, *_late_doubts(gaps, n / effective)),
    )


@dataclass(frozen=True)
class _Cells:
    """Ballots with the same groups and the same start weight are one row."""

    start: np.ndarray
    count: np.ndarray
    codes: list[np.ndarray]
    residents: list[np.ndarray]


def _start(start, n: int) -> np.ndarray:
    weights = np.ones(n) if start is None else np.asarray(start, np.float64)
    if weights.shape != (n,) or (n and not (np.isfinite(weights).all() and weights.min() >= 0 and weights.any())):
        raise CannotWeigh("BAD_START")
    return weights


def _check_bounds(low: float, high: float) -> None:
    if not (0 <= low <= 1 <= high):
        raise CannotWeigh("BAD_BOUNDS", low=low, high=high)


def _cells(margins: list[Margin], start: np.ndarray) -> tuple[_Cells, np.ndarray]:
    _, level = np.unique(start, return_inverse=True)
    row = level.astype(np.int64)
    for margin in margins:
        row = row * (len(margin.groups) + 1) + margin.codes + 1
        row = np.unique(row, return_inverse=True)[1]
    first = np.unique(row, return_index=True)[1]
    codes = [margin.codes[first] for margin in margins]
    return _Cells(start[first], np.bincount(row), codes, [m.residents for m in margins]), row


def _rake(cells: _Cells, bounds: Sequence[float]) -> tuple[np.ndarray, int]:
    """Weight of each row. The uncut weight moves on below and above the bounds, so that what was cut can come back."""
    uncut, iteration, gap = cells.start.copy(), 0, np.inf
    low, high = np.where(cells.start > 0, bounds[0], 0), bounds[1]
    while gap > _TOLERANCE and iteration < _ROUNDS:
        iteration += 1
        gap = _round(cells, uncut, low, high)
        uncut *= cells.residents[0].sum() / (np.clip(uncut, low, high) * cells.count).sum()
        np.clip(uncut, 1e-9 * bounds[0], 1e9 * bounds[1], out=uncut)
    return np.clip(uncut, low, high), iteration


def _round(cells: _Cells, uncut: np.ndarray, low: np.ndarray, high: float) -> float:
    """Each margin once; the largest relative gap that was met on the way."""
    gap = 0.0
    for codes, residents in zip(cells.codes, cells.residents, strict=True):
        total = np.clip(uncut, low, high) * cells.count
        known = codes != UNKNOWN
        have = np.bincount(codes[known], total[known], len(residents))
        want = residents * (have.sum() / residents.sum())
        ratio = np.divide(want, have, out=np.ones_like(have), where=have > 0)
        gap = max(gap, float(np.abs(ratio - 1).max()))
        uncut[known] *= ratio[codes[known]]
    return gap


def _shares(margin: Margin, weights: np.ndarray) -> np.ndarray:
    known = margin.codes != UNKNOWN
    total = np.bincount(margin.codes[known], weights[known], len(margin.groups))
    return total / (total.sum() or 1)


def _gap(margin: Margin, weights: np.ndarray) -> float:
    return float(np.abs(_shares(margin, weights) - margin.residents / margin.residents.sum()).sum() / 2)


def _shifts(margin: Margin, before: np.ndarray, after: np.ndarray) -> list[GroupShift]:
    columns = (_shares(margin, before), _shares(margin, after), margin.residents / margin.residents.sum())
    return [
        GroupShift(margin.name, label, int(answers), *map(float, shares))
        for label, answers, *shares in zip(margin.labels, margin.answers, *columns, strict=True)
    ]


def _at_a_bound(weights: np.ndarray, average: float, bounds: tuple[float, float]) -> int:
    low, high = bounds[0] * average, bounds[1] * average
    return int(((weights > 0) & ((weights <= low * (1 + _MET)) | (weights >= high * (1 - _MET)))).sum())


def _late_doubts(gaps: dict[str, float], design_effect: float) -> list[Reason]:
    unmet = [Reason("NOT_MET", {"margin": name, "gap": gap}) for name, gap in gaps.items() if gap > _MET]
    return unmet + ([Reason("HEAVY", {"design_effect": design_effect})] if design_effect > _COSTLY else [])
