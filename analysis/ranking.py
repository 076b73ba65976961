"""Measures of liking: one signature, one registry.

A measure takes ballots and gives an array (m,), higher is better. In every measure a blank stands where a 0 stands:
who says nothing about an activity has given no reason to put it above anything else. Were blanks left out instead,
an activity that three people name, and nobody else marks, would win all its comparisons 3 to 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.ballots import BLANK, Ballots, toy  # noqa: F401 (the examples use toy)

Measure = Callable[[Ballots], np.ndarray]
_DECIMALS = 12


def want_share(ballots: Ballots) -> np.ndarray:
    """Want share (想参加率): weighted share of all respondents who gave at least ``ballots.want``, 0 to 1.

    A blank counts in the denominator (approval voting with abstention counted).

    >>> want_share(toy("5-", "2-", "-0", "-1")).tolist()
    [0.5, 0.0]
    """
    return _share(ballots, lambda points: points >= ballots.want)


def points(ballots: Ballots) -> np.ndarray:
    """Points (得分): weighted mean of the points over all respondents, a blank as 0; 0 to 5 on a wish list.

    >>> points(toy("5-", "2-", "-0", "-1")).tolist()
    [1.75, 0.25]
    """
    return _share(ballots, lambda points: np.maximum(points, 0))


def first_wishes(ballots: Ballots) -> np.ndarray:
    """First wishes (首选): weighted share of all ballots that give it the first wish, 0 to 1.

    >>> first_wishes(toy("5-", "2-", "-5", "-1")).tolist()
    [0.25, 0.25]
    """
    return _share(ballots, lambda points: points >= ballots.top)


def pairwise_margins(ballots: Ballots) -> np.ndarray:
    """Array (m, m): the weight of ballots with row above column, less that with column above row.

    >>> pairwise_margins(toy("5-", "21", "-2")).tolist()
    [[0.0, 1.0], [-1.0, 0.0]]
    """
    return ballots.margins


def borda(ballots: Ballots) -> np.ndarray:
    """Borda with shared remainder (排序得分): 0 (below all others on every ballot) to 1 (above all others).

    A ballot gives an activity one unit for each activity below it and half a unit for each beside it; what a ballot
    leaves blank therefore shares the remaining places equally, and a first wish gets the same from a ballot with one
    wish as from a full one. The sum of a row of margins says the same
    (Young, J. Econ. Theory 9 (1974) 43-52, here for weak orders).

    >>> borda(toy("5--", "521")).tolist()
    [1.0, 0.375, 0.125]
    """
    others = max(len(ballots.activities) - 1, 1)
    return (others + _relative(pairwise_margins(ballots), ballots).sum(axis=1)) / (2 * others)


def copeland(ballots: Ballots) -> np.ndarray:
    """Pairwise (逐一比较), Copeland's rule: share of the other activities it beats one to one, a draw as half; 0 to 1.

    1 is a Condorcet winner: more people put it above any other activity than below.

    >>> copeland(toy("5-2", "52-", "-52")).tolist()
    [1.0, 0.5, 0.0]
    """
    others = max(len(ballots.activities) - 1, 1)
    signs = np.sign(np.round(_relative(pairwise_margins(ballots), ballots), _DECIMALS))
    return (others + signs.sum(axis=1)) / (2 * others)


MEASURES: dict[str, Measure] = {
    "want-share": want_share,
    "points": points,
    "first": first_wishes,
    "borda": borda,
    "pairwise": copeland,
}


@dataclass(frozen=True)
class Standing:
    """Where one activity stands by one measure; ``n`` respondents marked it at all (raw count, blanks not counted)."""

    id: str
    title: str
    value: float
    place: int
    n: int


def rank(ballots: Ballots, measure: str = "want-share") -> list[Standing]:
    """Standings, best first; equal values share the better place and keep list order.

    >>> [(s.id, s.place, s.n) for s in rank(toy("52-", "-22"))]
    [('b', 1, 2), ('a', 2, 1), ('c', 2, 1)]
    """
    values = MEASURES[measure](ballots)
    place, marked = places(values), (ballots.points != BLANK).sum(axis=0)
    standings = [
        Standing(activity.id, activity.title, float(values[column]), int(place[column]), int(marked[column]))
        for column, activity in enumerate(ballots.activities)
    ]
    return sorted(standings, key=lambda standing: standing.place)


def places(values: np.ndarray) -> np.ndarray:
    """Place of each value, the highest 1; values equal to twelve decimals share a place.

    >>> places(np.array([0.5, 0.9, 0.5, 0.1])).tolist()
    [2, 1, 2, 4]
    """
    rounded = np.round(values, _DECIMALS)
    return 1 + (rounded[None, :] > rounded[:, None]).sum(axis=1)


def _share(ballots: Ballots, mark: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    zero = np.zeros(len(ballots.activities))
    total = sum((np.einsum("i,ij->j", weights, mark(block)) for block, weights in ballots.blocks()), zero)
    return _relative(total, ballots)


def _relative(total: np.ndarray, ballots: Ballots) -> np.ndarray:
    return total / (ballots.total_weight or 1)
