"""The measures of the registry on every replicate at once.

Want share, points and first wishes are sums over ballots, the pairwise margins are sums too, and Borda and Copeland
follow from the margins; so a replicate is one row of a matrix product and no ballot is looked at twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.ballots import Ballots
from analysis.ranking import MEASURES, pairwise_margins
from analysis.uncertainty.replicates import Replicates

_ROWS = 16_384
_COLUMNS = 1_024
_DECIMALS = 6


@dataclass(frozen=True)
class Estimates:
    """One measure: array (m,) as estimated, array (count, m) on the replicates, and what one ballot can give at most.

    ``one_ballot`` is what a ballot that likes an activity usually gives it more than one that does not.
    """

    value: np.ndarray
    replicates: np.ndarray
    most: float
    one_ballot: float


@dataclass(frozen=True)
class Margins:
    """Pairwise margins as shares of all weight, one column for each pair of activities in ``np.triu_indices`` order."""

    value: np.ndarray
    replicates: np.ndarray


def estimates(ballots: Ballots, replicates: Replicates) -> tuple[dict[str, Estimates], Margins]:
    """Estimates by name of measure, all but Copeland's, and the margins that Copeland's rule needs."""
    one, other = np.triu_indices(len(ballots.ids), 1)
    with threadpool_limits(1, user_api="blas"):
        shares = _means(ballots, replicates, lambda cells: _shares(cells, ballots), 3 * len(ballots.ids))
        pairs = [
            _means(ballots, replicates, lambda cells, c=columns: _above(cells, one[c], other[c]), len(columns))
            for columns in np.split(np.arange(len(one)), range(_COLUMNS, len(one), _COLUMNS))
        ]
    names = ("want-share", "points", "first")
    most = max(float(ballots.points.max(initial=0)), 1.0)
    units = (1.0, _usual_points(ballots), 1.0)
    found = {
        name: _around(MEASURES[name](ballots), part, limit, unit)
        for name, part, limit, unit in zip(names, np.split(shares, 3, axis=1), (1.0, most, 1.0), units, strict=True)
    }
    margins = _margins(ballots, np.concatenate(pairs, axis=1), one, other)
    return found | {"borda": _borda(margins, len(ballots.ids))}, margins


def copeland_of(margins: np.ndarray, m: int, decimals: int = _DECIMALS) -> np.ndarray:
    """Array (…, m) from margins (…, pairs): share of the others beaten, a draw as half.

    >>> copeland_of(np.array([[0.2, 0.0, -0.1]]), 3).tolist()
    [[0.75, 0.0, 0.75]]
    """
    return (max(m - 1, 1) + _net(np.sign(np.round(margins, decimals)), m)) / (2 * max(m - 1, 1))


def _net(pairs: np.ndarray, m: int) -> np.ndarray:
    """Array (…, m): for each activity the sum over its pairs, with their sign turned where it is the second."""
    one, other = np.triu_indices(m, 1)
    side = np.zeros((len(one), m), pairs.dtype)
    side[np.arange(len(one)), one], side[np.arange(len(one)), other] = 1, -1
    return pairs @ side


def _means(ballots: Ballots, replicates: Replicates, of: Callable, width: int) -> np.ndarray:
    """Array (1 + count, width): weighted means of per-ballot numbers, first with all factors 1."""
    sums = np.zeros((replicates.factors.shape[1], width), np.float32)
    for units, starts, cells, weights in _blocks(ballots, replicates):
        numbers = of(cells) * weights.astype(np.float32)
        sums[units] += (np.add.reduceat(numbers, starts, axis=1) if len(units) < numbers.shape[1] else numbers).T
    weight = np.bincount(replicates.unit, replicates.base).astype(np.float32)
    totals = replicates.factors @ weight
    return np.vstack(
        [
            sums.sum(axis=0, dtype=np.float64) / weight.sum(dtype=np.float64),
            (replicates.factors @ sums) / totals[:, None],
        ]
    )


def _blocks(
    ballots: Ballots, replicates: Replicates
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """Rows in the order of units: the units, where each starts, points (m, rows) with blanks as 0, weights."""
    for start in range(0, len(ballots), _ROWS):
        rows = replicates.order[start : start + _ROWS]
        unit = replicates.unit[rows]
        starts = np.flatnonzero(np.diff(unit, prepend=-1))
        yield unit[starts], starts, np.ascontiguousarray(np.maximum(ballots.points[rows], 0).T), replicates.base[rows]


def _shares(cells: np.ndarray, ballots: Ballots) -> np.ndarray:
    return np.concatenate([cells >= ballots.want, cells, cells >= ballots.top]).astype(np.float32)


def _above(cells: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """+1 where the ballot puts the first of the pair above the second, −1 where below."""
    first, second = cells[one], cells[other]
    return np.subtract(first > second, first < second, dtype=np.float32)


def _around(value: np.ndarray, means: np.ndarray, most: float, one_ballot: float) -> Estimates:
    """The replicates moved so that factors of 1 give exactly the estimate, which single precision does not."""
    change = np.round((means[1:] - means[0]) / most, _DECIMALS) * most
    return Estimates(value, value + change, most, one_ballot)


def _margins(ballots: Ballots, means: np.ndarray, one: np.ndarray, other: np.ndarray) -> Margins:
    value = (pairwise_margins(ballots) / (ballots.total_weight or 1))[one, other]
    return Margins(value, value + np.round(means[1:] - means[0], _DECIMALS))


def _borda(margins: Margins, m: int) -> Estimates:
    value, replicates = (0.5 + _net(pairs, m) / (2 * max(m - 1, 1)) for pairs in (margins.value, margins.replicates))
    return Estimates(value, replicates, 1.0, 0.5)


def _usual_points(ballots: Ballots) -> float:
    """Root mean square of the points given, among those that are not 0."""
    squares, marks = 0.0, 0
    for block, _ in ballots.blocks():
        given = block[block > 0].astype(np.float64)
        squares, marks = squares + float((given**2).sum()), marks + len(given)
    return float(np.sqrt(squares / marks)) if marks else 1.0
