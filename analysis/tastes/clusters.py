"""Components, k-means, the silhouette in the full space, and how often groups reappear."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

STARTS = 3
_MOST_STEPS = 60


@dataclass(frozen=True, eq=False)
class Split:
    """Ballots split into k groups: ``labels`` (n,) from 0, and ``centres`` (k, components)."""

    labels: np.ndarray
    centres: np.ndarray
    silhouette: float


def components_of(coded: np.ndarray, weights: np.ndarray, most: int) -> np.ndarray:
    """Array (columns, at most ``most``): directions of most weighted variance, each with its largest part positive."""
    from scipy.linalg import eigh

    rows, size = coded * np.sqrt(weights)[:, None].astype(np.float32), coded.shape[1]
    _, vectors = eigh(rows.T @ rows, subset_by_index=[max(0, size - most), size - 1])
    vectors = vectors[:, ::-1]
    largest = vectors[np.abs(vectors).argmax(axis=0), np.arange(vectors.shape[1])]
    return (vectors * np.where(largest < 0, -1, 1)).astype(np.float32)


def split(scores: np.ndarray, weights: np.ndarray, k: int, seed: int, starts: int = STARTS):
    """Labels (n,) and centres (k, components) of k-means."""
    from sklearn import config_context
    from sklearn.cluster import KMeans
    from sklearn.exceptions import ConvergenceWarning

    search = KMeans(k, n_init=starts, max_iter=_MOST_STEPS, random_state=seed)
    with warnings.catch_warnings(), config_context(assume_finite=True, skip_parameter_validation=True):
        # Fewer different ballots than groups: the groups that stay empty are seen, and refused, by their size.
        warnings.simplefilter("ignore", ConvergenceWarning)
        fit = search.fit(scores, sample_weight=weights)
    return fit.labels_, fit.cluster_centers_


def nearest(scores: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Number of the nearest centre of each row."""
    return ((centres**2).sum(axis=1) - 2 * scores @ centres.T).argmin(axis=1)


def silhouette(coded: np.ndarray, labels: np.ndarray, weights: np.ndarray | None = None) -> float:
    """Mean silhouette by squared distances, from -1 to 1 (1: groups far apart; 0: they run into each other).

    For squared distances the mean distance to a group is the distance to its centre plus the group's variance, so
    that time grows with the number of rows, not with its square. Rousseeuw, *J. Comput. Appl. Math.* 20 (1987) 53-65.

    >>> silhouette(np.array([[0.0], [1.0], [10.0], [11.0]]), np.array([0, 0, 1, 1])).__round__(4)
    0.99
    """
    weights = np.ones(len(coded)) if weights is None else weights
    rows, sizes = np.arange(len(coded)), np.bincount(labels)
    inside = np.zeros((len(sizes), len(coded)), coded.dtype)
    inside[labels, rows] = weights
    totals = np.maximum(inside.sum(axis=1), 1e-12)
    centres = inside @ coded / totals[:, None]
    squares = np.einsum("ij,ij->i", coded, coded)[:, None] - 2 * coded @ centres.T + (centres**2).sum(axis=1)
    apart = squares + np.bincount(labels, weights * squares[rows, labels], len(sizes)) / totals
    own = apart[rows, labels] * (sizes / np.maximum(sizes - 1, 1))[labels]
    apart[rows, labels] = np.inf
    apart[:, sizes == 0] = np.inf
    other = apart.min(axis=1)
    each = np.where(sizes[labels] > 1, (other - own) / np.maximum(np.maximum(own, other), 1e-12), 0)
    return float(np.average(each, weights=weights))
