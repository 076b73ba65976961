"""Weights (按全小区人口校正): how many residents each ballot stands for, raked to totals that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.ballots import Ballots
from analysis.weighting.cells import LEAST, CannotWeigh, Collapsed
from analysis.weighting.raking import BOUNDS, GroupShift, Weighting, rake


def weigh(ballots: Ballots, margins: Mapping, *, bounds=BOUNDS, least: int = LEAST) -> tuple[Ballots, Weighting]:
    """The same ballots with raked weights; the weights they had are where the raking starts. See ``rake``.

    >>> import numpy as np
    >>> from analysis.ballots import Activity
    >>> age = {"age": ("75+", "60", "60", "60")}
    >>> asked = Ballots(np.array([[2], [2], [2], [0]]), (Activity("a", "快板"),), strata=age)
    >>> weighed, weighting = weigh(asked, {"age": {"60": 50, "75+": 50}}, least=1)
    >>> weighed.weights.round(2).tolist(), round(weighting.effective_n, 2)
    ([50.0, 16.67, 16.67, 16.67], 3.0)
    """
    weighting = rake(ballots.strata, margins, start=ballots.weights, bounds=bounds, least=least)
    return replace(ballots, weights=weighting.weights), weighting


__all__ = ["BOUNDS", "LEAST", "CannotWeigh", "Collapsed", "GroupShift", "Weighting", "rake", "weigh"]
