"""Bring each replicate back to the totals that the weights were raked to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.weighting.cells import UNKNOWN, Margin

_ROUNDS = 50
_CLOSE = 1e-5


def calibrate(factors: np.ndarray, weight: np.ndarray, cell: np.ndarray, margins: Sequence[Margin]) -> None:
    """Rake ``factors`` (count, units) in place, so that each margin's groups weigh what they weigh in ``weight``.

    Units of one ``cell`` are in the same groups, so a replicate is a short table of cells, and all are raked at once.

    >>> factors = np.array([[2.0, 0.5, 0.5]], np.float32)
    >>> margin = Margin("age", ((("60",),), (("75+",),)), np.array([2.0, 1.0]), np.array([0, 0, 1]))
    >>> calibrate(factors, np.ones(3), np.array([0, 0, 1]), [margin])
    >>> factors.round(2).tolist()
    [[1.600000023841858, 0.4000000059604645, 1.0]]
    """
    of_cell = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[of_cell], np.arange(cell.max() + 1))
    first = of_cell[starts]
    table = np.stack([np.add.reduceat((row * weight)[of_cell], starts) for row in factors])
    before, base = table.copy(), np.add.reduceat(weight[of_cell], starts)
    members = [_members(margin, first) for margin in margins]
    for _ in range(_ROUNDS):
        if max(_to_margin(table, member, base) for member in members) < _CLOSE:
            break
    change = np.divide(table, before, out=np.ones_like(table), where=before > 0)
    for row, changed in zip(factors, change, strict=True):
        row *= changed[cell]


def _members(margin: Margin, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cells that are in a group, and their groups as indicator columns."""
    codes = margin.codes[first]
    known = np.flatnonzero(codes != UNKNOWN)
    return known, np.eye(len(margin.groups))[codes[known]]


def _to_margin(table: np.ndarray, member: tuple[np.ndarray, np.ndarray], base: np.ndarray) -> float:
    """Multiply the cells of each group to its total in ``base``; the largest relative gap there was."""
    known, groups = member
    have, want = table[:, known] @ groups, base[known] @ groups
    ratio = np.divide(want, have, out=np.ones_like(have), where=have > 0)
    table[:, known] *= ratio @ groups.T
    return float(np.abs(ratio - 1).max())
