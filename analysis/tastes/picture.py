"""A map of tastes in two dimensions: activities, groups, and where how many residents are; never a single resident."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.ballots import Ballots
from analysis.tastes.likes import DISCLOSURE_LIMIT

_CELLS = 14


@dataclass(frozen=True)
class Spot:
    """Where the people who want an activity are on average."""

    id: str
    title: str
    x: float
    y: float


@dataclass(frozen=True)
class Cell:
    """A square of the map with at least 10 respondents of one group: its middle, and their number."""

    x: float
    y: float
    group: int
    respondents: int


@dataclass(frozen=True)
class TasteMap:
    """Positions on the first two components; distances count, the directions mean nothing by themselves.

    activities : those that at least 10 respondents want.
    centres : (x, y) of each group, in the groups' order.
    cells : squares of width ``side``, those with fewer than 10 respondents of a group left out.
    """

    activities: tuple[Spot, ...]
    centres: tuple[tuple[float, float], ...]
    cells: tuple[Cell, ...]
    side: float


def taste_map(ballots: Ballots, labels: np.ndarray, scores: np.ndarray, k: int) -> TasteMap:
    """The map of grouped ballots from their scores on the components (n, 2 or more)."""
    members = labels >= 0
    xy = np.zeros((len(labels), 2), np.float64)
    xy[:, : scores.shape[1]] = scores[:, :2]
    centres = [np.average(xy[labels == g], axis=0, weights=_some(ballots.weights[labels == g])) for g in range(k)]
    cells, side = _cells(xy[members], labels[members])
    return TasteMap(_spots(ballots, xy, members), tuple((float(x), float(y)) for x, y in centres), cells, side)


def _some(weights: np.ndarray) -> np.ndarray:
    return weights if weights.any() else np.ones_like(weights)


def _spots(ballots: Ballots, xy: np.ndarray, members: np.ndarray) -> tuple[Spot, ...]:
    spots = []
    for column, activity in enumerate(ballots.activities):
        wants = members & (ballots.points[:, column] >= ballots.want)
        if wants.sum() >= DISCLOSURE_LIMIT:
            x, y = np.average(xy[wants], axis=0, weights=_some(ballots.weights[wants]))
            spots.append(Spot(activity.id, activity.title, float(x), float(y)))
    return tuple(spots)


def _cells(xy: np.ndarray, labels: np.ndarray) -> tuple[tuple[Cell, ...], float]:
    low, high = xy.min(axis=0), xy.max(axis=0)
    side = float((high - low).max()) / _CELLS or 1.0
    place = np.minimum((xy - low) // side, _CELLS - 1).astype(int)
    key, count = np.unique((labels * _CELLS + place[:, 0]) * _CELLS + place[:, 1], return_counts=True)
    cells = []
    for packed, respondents in zip(key[count >= DISCLOSURE_LIMIT], count[count >= DISCLOSURE_LIMIT], strict=True):
        group, column, row = packed // _CELLS**2, packed // _CELLS % _CELLS, packed % _CELLS
        x, y = low + (np.array([column, row]) + 0.5) * side
        cells.append(Cell(float(x), float(y), int(group), int(respondents)))
    return tuple(cells), side
