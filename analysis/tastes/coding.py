"""Ballots as levels 0, 1, 2 …, and what a mark says beyond how much its writer marks in all.

People differ in how many things they tick, and that alone makes no groups of taste. So ballots are sorted by their
style, the mean mark relative to each activity's, into bins; and what counts is how far a mark lies from what is usual
in its bin. What is usual may only rise with the style (isotonic regression): who ticks more is expected to want
everything at least as much. This is Mokken's model of monotone homogeneity, the most general one in which residents
differ in eagerness and in nothing else (Mokken, *A Theory and Procedure of Scale Analysis*, 1971).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.ballots import Ballots, toy  # noqa: F401 (the examples use toy)

OPEN = -1
_MOST_LEVELS = 6
_MOST_BINS = 20
_LEAST_IN_BIN = 15
_GIVEN_TWICE = 0.01
_MOST_COUNTED = 1000
_ROWS_PER_BLOCK = 20_000


def levels_of(ballots: Ballots) -> np.ndarray:
    """Array (n, m) of levels 0, 1, 2 …, the higher the better, or ``OPEN`` where nothing is known.

    A blank is level 0 on a ballot that names wishes only, and open on a ballot that also marks what it does not want.
    Marks that a ballot can give only once (first, second, third wish) are places, not degrees: they count as the degree
    below. More than six levels become six of about equal size.

    >>> levels_of(toy("52--", "2101", "22-0", "0122")).tolist()
    [[2, 2, 0, 0], [2, 1, 0, 1], [2, 2, -1, 0], [0, 1, 2, 2]]
    """
    points, given = ballots.points, ballots.points >= 0
    only_names = ~(given & (points < ballots.want)).any(axis=1)
    levels = np.where(given | only_names[:, None], np.int8(0), np.int8(OPEN))
    for cut in _cuts(ballots, bool(only_names.any())):
        levels += points >= cut
    return levels


def _cuts(ballots: Ballots, blank_is_lowest: bool) -> np.ndarray:
    """The marks at which a level begins, but for the lowest."""
    marks, (values, often) = ballots.points, _frequencies(ballots)
    if blank_is_lowest and (not len(values) or values[0] > 0):
        values, often = np.append(0, values), np.append(1, often)
    if len(values) > _MOST_LEVELS:
        inner = np.searchsorted(often.cumsum(), often.sum() * np.arange(1, _MOST_LEVELS) / _MOST_LEVELS)
        return np.unique(values[np.maximum(inner, 1)])
    degrees = [v for v in values[1:] if ((marks == v).sum(axis=1) > 1).mean() >= _GIVEN_TWICE]
    return values[1:][values[1:] <= max(degrees, default=values[1:2].max(initial=0))]


def _frequencies(ballots: Ballots) -> tuple[np.ndarray, np.ndarray]:
    marks = ballots.points
    if marks.dtype.kind == "f" or marks.max(initial=0) > _MOST_COUNTED:
        return np.unique(marks[marks >= 0], return_counts=True)
    blocks = [np.bincount(block.ravel() + 1, minlength=_MOST_COUNTED + 2)[1:] for block, _ in ballots.blocks()]
    often = np.sum(blocks, axis=0, initial=0, dtype=int) if blocks else np.zeros(1, int)
    return np.flatnonzero(often), often[np.flatnonzero(often)]


@dataclass(frozen=True, eq=False)
class Coding:
    """How marks are coded, learned from some ballots and applied to any.

    usual : array (m,), mean level of each activity.
    edges : style at which a bin begins, but for the first.
    blocks : array (m, bins); bins that share a number share what is usual.
    shares : array (bins, thresholds, m), usual share of "at least that level".
    """

    usual: np.ndarray
    edges: np.ndarray
    blocks: np.ndarray
    shares: np.ndarray

    def bins(self, levels: np.ndarray) -> np.ndarray:
        """Bin of each ballot by its style."""
        return np.searchsorted(self.edges, _style(levels, self.usual), side="right")

    def coded(self, levels: np.ndarray) -> np.ndarray:
        """Array (n, thresholds × m): "at least that level" (0 or 1) less its usual share, and 0 where a mark is open.

        This is the full space in which groups must stand apart.
        """
        coded = (levels[:, None, :] >= np.arange(1, self.shares.shape[1] + 1, dtype=np.int8)[:, None]).astype(
            np.float32
        )
        coded -= self.shares[self.bins(levels)]
        coded *= (levels != OPEN)[:, None, :]
        return coded.reshape(len(levels), -1)

    def projected(self, levels: np.ndarray, components: np.ndarray) -> np.ndarray:
        """``coded(levels) @ components``, some thousand rows at a time."""
        blocks = np.array_split(levels, len(levels) // _ROWS_PER_BLOCK + 1)
        return np.concatenate([self.coded(block) @ components for block in blocks])

    def shuffled(self, levels: np.ndarray, state: np.random.Generator) -> np.ndarray:
        """Each activity's marks changed around among ballots of its block; what is open stays open.

        So each activity keeps its marks, each ballot its gaps and, on average, its style; all else is chance.
        """
        blocks, mixed = self.blocks[:, self.bins(levels)], levels.copy()
        for column, block in enumerate(blocks):
            rows = np.flatnonzero(levels[:, column] != OPEN)
            new = np.argsort(block[rows] + state.random(len(rows)))
            mixed[rows[np.argsort(block[rows], kind="stable")], column] = levels[rows[new], column]
        return mixed


def coding_of(levels: np.ndarray, weights: np.ndarray) -> Coding:
    """What is usual among these ballots; each ballot needs a known level somewhere."""
    usual = weights @ np.maximum(levels, 0) / np.maximum(weights @ (levels != OPEN), 1e-12)
    wanted = max(1, min(_MOST_BINS, len(levels) // _LEAST_IN_BIN))
    style = _style(levels, usual)
    edges = np.unique(np.quantile(style, np.arange(1, wanted) / wanted))
    bins = np.searchsorted(edges, style, side="right")
    counts = _counts(levels, weights, bins, len(edges) + 1)
    degrees = np.arange(counts.shape[2])
    blocks = _rising_blocks(counts @ degrees + 1e-9 * usual[:, None], counts.sum(axis=2) + 1e-9)
    pooled = np.einsum("jbl,jbc->jcl", counts, blocks[:, :, None] == np.arange(len(edges) + 1))
    at_least = pooled[:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
    share = np.take_along_axis(at_least[:, :, 1:] / np.maximum(at_least[:, :, :1], 1e-12), blocks[:, :, None], axis=1)
    return Coding(usual, edges, blocks, share.transpose(1, 2, 0).astype(np.float32, order="C"))


def _style(levels: np.ndarray, usual: np.ndarray) -> np.ndarray:
    known, ones = (levels != OPEN).astype(np.float64), np.ones(levels.shape[1])
    return (np.maximum(levels, 0) @ ones - known @ usual) / np.maximum(known @ ones, 1)


def _counts(levels: np.ndarray, weights: np.ndarray, bins: np.ndarray, bin_count: int) -> np.ndarray:
    """Array (m, bins, levels) of weighted counts."""
    members = ((bins[:, None] == np.arange(bin_count)) * weights[:, None]).astype(np.float32)
    degrees = range(max(int(levels.max(initial=0)), 1) + 1)
    return np.stack([(levels == degree).astype(np.float32).T @ members for degree in degrees], axis=2).astype(float)


def _rising_blocks(totals: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Isotonic regression of totals / weights along the second axis, as numbers of the level stretches.

    By the min-max formula: the fit at b is the largest, over starts a ≤ b, of the least mean from a to any end c ≥ b.
    """
    width, count = totals.shape
    total, weight = (np.pad(part.cumsum(axis=1), ((0, 0), (1, 0))) for part in (totals, weights))
    means = np.full((width, count, count), np.inf)
    for start in range(count):
        sums, sizes = (part[:, start + 1 :] - part[:, start, None] for part in (total, weight))
        means[:, start, start:] = sums / sizes
    least = np.minimum.accumulate(means[:, :, ::-1], axis=2)[:, :, ::-1]
    starts_before = np.tri(count, dtype=bool).T
    fit = np.where(starts_before, least, -np.inf).max(axis=1)
    return np.pad((np.diff(fit, axis=1) > 1e-9).cumsum(axis=1), ((0, 0), (1, 0)))
