"""How many more put one activity above another than below it: the sums that Borda, Copeland and others read."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from threadpoolctl import threadpool_limits

_ROWS = 8_192


def margins_of(blocks: Iterable[tuple[np.ndarray, np.ndarray]], m: int) -> np.ndarray:
    """Array (m, m) from blocks of points (rows, m) and weights (rows,); a blank is below every mark but 0.

    >>> margins_of([(np.array([[5, -1], [0, 2]]), np.array([1.0, 3.0]))], 2).tolist()
    [[0.0, -2.0], [2.0, 0.0]]
    """
    above = np.zeros((m, m))
    # Several threads would wait for each other: on a busy machine that has been measured to take thirty times longer.
    with threadpool_limits(1, user_api="blas"):
        for points, weights in blocks:
            for start in range(0, len(points), _ROWS):
                above += _above(points[start : start + _ROWS], weights[start : start + _ROWS])
    return above - above.T


def _above(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Where all weigh the same, single precision counts without loss, and in half of the time."""
    marks = np.maximum(points, 0)
    same = (weights == weights[0]).all()
    kind = np.float32 if same else np.float64
    above, heavy = np.zeros((marks.shape[1],) * 2), np.ones(len(marks), kind) if same else weights
    for level in np.unique(marks)[1:]:
        above += ((marks == level) * heavy[:, None]).T @ (marks < level).astype(kind)
    return above * (weights[0] if same else 1)
