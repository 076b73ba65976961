"""Is a share inside a group higher than outside? One test, for naming our groups and for Polis' statements alike."""

from __future__ import annotations

import numpy as np


def two_proportions(inside, inside_of, outside, outside_of) -> np.ndarray:
    """z of the two-proportion test, one added to each count as Polis does; positive where the share inside is higher.

    The counts may be arrays of one shape, and effective counts where ballots are weighted.

    >>> two_proportions(np.array([14]), np.array([15]), np.array([9]), np.array([59])).round(4).tolist()
    [5.8311]
    """
    a, b, n, m = (np.asarray(count, float) + 1 for count in (inside, outside, inside_of, outside_of))
    pooled = (a + b) / (n + m)
    error = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / n + 1 / m))
    return np.divide(a / n - b / m, error, out=np.zeros_like(error), where=error > 0)


def false_discovery(p_values: np.ndarray) -> np.ndarray:
    """q-values: the share of false findings to expect if everything with at most this p is believed.

    Benjamini and Hochberg, *J. R. Stat. Soc. B* 57 (1995) 289-300.

    >>> false_discovery(np.array([0.01, 0.04, 0.03, 0.9])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.9]
    """
    flat = np.asarray(p_values, float).ravel()
    order = np.argsort(flat)[::-1]
    raised = flat[order] * len(flat) / np.arange(len(flat), 0, -1)
    q = np.empty_like(flat)
    q[order] = np.minimum(np.minimum.accumulate(raised), 1)
    return q.reshape(np.shape(p_values))


def tail(z: np.ndarray) -> np.ndarray:
    """Chance of a z at least so high where nothing differs.

    >>> tail(np.array([0.0, 1.6449])).round(4).tolist()
    [0.5, 0.05]
    """
    from scipy.special import ndtr

    return ndtr(-np.asarray(z))
