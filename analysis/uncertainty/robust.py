"""Robustness (换一批居民来填，还会入选吗): how often an activity is still selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from analysis.ballots import Ballots
from analysis.selection import Selection
from analysis.uncertainty.replicates import Replicates


def robustness(
    ballots: Ballots, replicates: Replicates, select: Callable[[Ballots], Selection], count: int = 200
) -> dict[str, float]:
    """Share of the first ``count`` replicates (0 to 1) in which ``select`` chooses each activity at least once.

    ``select`` gets the ballots with each replicate's weights; ``selection.planner(ballots, budget)`` is a quick one.

    >>> from functools import partial
    >>> from analysis.ballots import toy
    >>> from analysis.selection import greedy
    >>> from analysis.uncertainty import replicate_weights
    >>> ballots = toy(*["2-"] * 30, *["-2"] * 24)
    >>> robustness(ballots, replicate_weights(ballots, seed=1), partial(greedy, budget=1))
    {'a': 0.765, 'b': 0.235}
    """
    count = min(count, len(replicates))
    chosen = dict.fromkeys(ballots.ids, 0)
    for number in range(count):
        for id in select(replace(ballots, weights=replicates.weights(number))).occasions:
            chosen[id] += 1
    return {id: times / count for id, times in chosen.items()}
