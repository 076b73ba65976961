"""What a group likes more than the others, what all like, what divides, and who is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.ballots import Ballots
from analysis.tastes.proportions import false_discovery, tail, two_proportions

DISCLOSURE_LIMIT = 10
_Q = 0.05
_LIKED_BY_ALL = 0.5
_MOST_VALUES = 30


@dataclass(frozen=True)
class Like:
    """An activity that a group wants more than the others: want share inside and outside, z, and q-value."""

    id: str
    title: str
    inside: float
    outside: float
    z: float
    q: float


@dataclass(frozen=True)
class Trait:
    """Of the group the share ``inside`` has this value of a stratum, of the others ``outside``; and z and q-value."""

    stratum: str
    value: str
    inside: float
    outside: float
    z: float
    q: float


@dataclass(frozen=True)
class Shared:
    """An activity in all groups: the want share of each, in the groups' order."""

    id: str
    title: str
    shares: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Tally:
    """Weighted sums of each group: ``wanted`` (k, m), ``people`` (k,), sum of ``squares`` of the weights (k,)."""

    wanted: np.ndarray
    people: np.ndarray
    squares: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        return self.wanted / self.people[:, None]


def tally(ballots: Ballots, labels: np.ndarray, k: int) -> Tally:
    """Sums over the groups; ballots in no group (label -1) count nowhere."""
    members = labels >= 0
    people, squares = (np.bincount(labels[members], ballots.weights[members] ** power, k) for power in (1, 2))
    wanted = np.array([ballots.weights[labels == g] @ (ballots.points[labels == g] >= ballots.want) for g in range(k)])
    return Tally(wanted, np.maximum(people, 1e-12), np.maximum(squares, 1e-12))


def likes(ballots: Ballots, counted: Tally) -> list[tuple[Like, ...]]:
    """For each group, the activities wanted more than by the others (q ≤ 0.05), the largest difference first.

    Weighted counts are scaled to Kish's effective number of respondents before the test.
    """
    inside, outside, z, q = _compared(counted.wanted, counted)
    groups = [np.flatnonzero((q[g] <= _Q) & (z[g] > 0)) for g in range(len(z))]
    return [
        tuple(
            Like(a.id, a.title, *(float(part[g, j]) for part in (inside, outside, z, q)))
            for j in sorted(columns, key=lambda j: -(inside[g, j] - outside[g, j]))
            for a in [ballots.activities[j]]
        )
        for g, columns in enumerate(groups)
    ]


def traits(strata: Mapping[str, Sequence[str]], weights: np.ndarray, labels: np.ndarray, k: int):
    """For each group, the values of strata that are more frequent in it than outside (q ≤ 0.05).

    Only where the group, the others, and on both sides those without the value have at least 10 respondents; strata
    with more than 30 values are left out.
    """
    tables = [_trait_tables(name, values, weights, labels, k) for name, values in strata.items()]
    tables = [table for table in tables if table]
    if not tables:
        return [()] * k
    members = labels >= 0
    people, squares = (np.bincount(labels[members], weights[members] ** power, k) for power in (1, 2))
    counted = Tally(np.concatenate([t[1] for t in tables], axis=1), people, squares)
    names, enough = [n for t in tables for n in t[0]], np.concatenate([t[2] for t in tables], axis=1)
    inside, outside, z, q = _compared(counted.wanted, counted, enough)
    return [
        tuple(
            Trait(*names[j], *(float(part[g, j]) for part in (inside, outside, z, q)))
            for j in np.argsort(-(inside[g] - outside[g]), kind="stable")
            if enough[g, j] and q[g, j] <= _Q and z[g, j] > 0
        )
        for g in range(k)
    ]


def consensus(ballots: Ballots, counted: Tally) -> tuple[Shared, ...]:
    """Activities that at least half of every group want, the highest least share first."""
    least = counted.shares.min(axis=0)
    chosen = [j for j in np.argsort(-least, kind="stable") if least[j] >= _LIKED_BY_ALL]
    return tuple(_shared(ballots, counted, j) for j in chosen)


def dividing(ballots: Ballots, counted: Tally, liked: Sequence[tuple[Like, ...]]) -> tuple[Shared, ...]:
    """Activities that one group wants more than the others (``likes``) and not all want, widest difference first."""
    spread = np.ptp(counted.shares, axis=0)
    named = {like.id for group in liked for like in group}
    agreed = {shared.id for shared in consensus(ballots, counted)}
    order = [j for j in np.argsort(-spread, kind="stable") if ballots.ids[j] in named - agreed]
    return tuple(_shared(ballots, counted, j) for j in order)


def _shared(ballots: Ballots, counted: Tally, column: int) -> Shared:
    activity = ballots.activities[column]
    return Shared(activity.id, activity.title, tuple(map(float, counted.shares[:, column])))


def _compared(counts: np.ndarray, counted: Tally, tested: np.ndarray | None = None):
    """Shares inside and outside (k, m), z and q of each group against all others."""
    people, squares = counted.people[:, None], counted.squares[:, None]
    other_people, other_squares = (np.maximum(part.sum() - part, 1e-12) for part in (people, squares))
    inside, outside = counts / people, (counts.sum(axis=0) - counts) / other_people
    effective, other_effective = people**2 / np.maximum(squares, 1e-12), other_people**2 / other_squares
    z = two_proportions(inside * effective, effective, outside * other_effective, other_effective)
    p, q = tail(z), np.ones_like(z)
    tested = np.ones(z.shape, bool) if tested is None else tested
    q[tested] = false_discovery(p[tested])
    return inside, outside, z, q


def _trait_tables(name: str, values: Sequence[str], weights: np.ndarray, labels: np.ndarray, k: int):
    """Names of the values, weighted counts (k, values), and which cells may be named."""
    members = np.flatnonzero(labels >= 0)
    found, code = np.unique(np.asarray(values, dtype=str)[members], return_inverse=True)
    if not 2 <= len(found) <= _MOST_VALUES:
        return None
    cell = labels[members] * len(found) + code
    raw, weighted = (np.bincount(cell, part, k * len(found)).reshape(k, -1) for part in (None, weights[members]))
    size = raw.sum(axis=1, keepdims=True)
    others = raw.sum(axis=0) - raw
    least = np.minimum.reduce([raw, size - raw, others, raw.sum() - size - others])
    return [(name, str(value)) for value in found], weighted, least >= DISCLOSURE_LIMIT
