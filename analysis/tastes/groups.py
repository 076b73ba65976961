"""Taste groups, only when they stand apart more than chance makes them and reappear under resampling."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from threadpoolctl import threadpool_limits

from analysis.ballots import Ballots, toy  # noqa: F401 (the examples use toy)
from analysis.reasons import Reason
from analysis.tastes.clusters import nearest
from analysis.tastes.coding import coding_of, levels_of
from analysis.tastes.likes import Like, Shared, Trait, consensus, dividing, likes, tally, traits
from analysis.tastes.picture import TasteMap, taste_map
from analysis.tastes.trial import Trial, chosen, tried

NO_GROUP = -1
_LEAST_RESPONDENTS = 40
_LEAST_ACTIVITIES = 4
_MOST_ROWS = 2_500
_LEAST_KNOWN = 7


@dataclass(frozen=True)
class TasteGroup:
    """Residents of like taste (喜好相近的居民).

    size, share : respondents (raw), and weighted share of all who are in a group.
    likes : what it wants more than the others, the largest difference first.
    traits : values of the strata that are more frequent in it, only with 10 respondents in each cell compared.
    stability : how alike the group is when found again in resamples, 0 to 1 (mean Jaccard similarity).
    """

    size: int
    share: float
    likes: tuple[Like, ...]
    traits: tuple[Trait, ...]
    stability: float


@dataclass(frozen=True, eq=False)
class Tastes:
    """The groups, largest first, or none; and what was found on the way.

    groups, k : the groups and their number; 0 where there are none.
    trials : for each number of groups tried, its silhouette beside chance, and its stability.
    consensus, dividing : activities that half of every group want; and that divide the groups, widest first.
    map : positions for a picture, or None.
    respondents, sampled : ballots with any mark; and on how many of them groups were looked for.
    seed : of all random draws.
    doubts : TOO_FEW_ANSWERS or NO_CLEAR_GROUPS where there are no groups.
    labels : array (n,), number of each ballot's group, or -1; for further computing, not for JSON.
    """

    groups: tuple[TasteGroup, ...]
    k: int
    trials: tuple[Trial, ...]
    consensus: tuple[Shared, ...]
    dividing: tuple[Shared, ...]
    map: TasteMap | None
    respondents: int
    sampled: int
    seed: int
    doubts: tuple[Reason, ...]
    labels: np.ndarray = field(repr=False)


def taste_groups(ballots: Ballots, *, seed: int, most: int = 6, draws: int = 12, resamples: int = 12) -> Tastes:
    """Residents of like taste, or "no clear groups" (没有明显的分群).

    Marks are coded as thresholds ("at least fine", "wants it") relative to what is usual among those who mark
    about as much (``Coding``); k-means runs on the leading ``most`` − 1 components. A number of groups k stands when
    its silhouette in the full space lies well above that of shuffled answers, and when every group reappears in
    resamples; the largest k that stands is taken.

    Parameters
    ----------
    ballots : n ballots on m activities; weights count everywhere but in ``size``.
    seed : of all draws; the same seed and ballots give the same groups.
    most : largest number of groups tried (2 or more).
    draws : shuffles of the answers that say what chance makes.
    resamples : bootstrap samples in which groups must be found again.

    Groups are looked for in at most 2,500 ballots drawn at random, of those that tell about seven activities (on a
    short list half of it); all are then put to the nearest centre. Time is linear in n.

    Doubts
    ------
    TOO_FEW_ANSWERS : respondents, activities (with more than one answer), marks (wanted things on the median ballot);
        needs 40, 4 and 2.
    NO_CLEAR_GROUPS : k (the best tried), silhouette and silhouette_needed; or, where that was enough, stability and
        stability_needed.

    Examples
    --------
    >>> singers, players = ["522---"] * 70, ["---225"] * 50
    >>> found = taste_groups(toy(*singers, *players), seed=1)
    >>> [(group.size, [like.id for like in group.likes]) for group in found.groups]
    [(70, ['a', 'b', 'c']), (50, ['d', 'e', 'f'])]
    >>> taste_groups(toy("52----", "--2--5"), seed=1).doubts[0].code
    'TOO_FEW_ANSWERS'
    """
    import sklearn.cluster  # noqa: F401 (what is loaded later would not keep to the limit, and its threads would wait)

    with threadpool_limits(1):
        return _searched(ballots, seed, most, draws, resamples)


def _searched(ballots: Ballots, seed: int, most: int, draws: int, resamples: int) -> Tastes:
    marked, levels = (ballots.points >= 0).any(axis=1), levels_of(ballots)
    answered, rows = np.flatnonzero(marked), np.flatnonzero(marked & _telling(levels) & (ballots.weights > 0))
    state = np.random.default_rng(seed)
    if too_few := _too_few(levels[rows]):
        return _none(ballots, (), len(answered), 0, seed, too_few)
    if len(rows) > _MOST_ROWS:
        rows = np.sort(state.choice(rows, _MOST_ROWS, replace=False))
    weights = ballots.weights[rows] / ballots.weights[rows].mean()
    coding = coding_of(levels[rows], weights)
    trials, splits, components = tried(levels[rows], weights, coding, state, most, draws, resamples)
    best = chosen(trials)
    if best is None:
        return _none(ballots, trials, len(answered), len(rows), seed, _not_clear(trials))
    scores = coding.projected(levels, components)
    labels = np.full(len(ballots), NO_GROUP)
    labels[answered] = nearest(scores[answered], splits[best].centres)
    return _described(ballots, labels, scores, trials, best, len(answered), len(rows), seed)


def _described(ballots, labels, scores, trials, best, respondents, sampled, seed) -> Tastes:
    k, order = trials[best].k, _largest_first(labels, trials[best].k)
    stability = [trials[best].each[number] for number in order]
    labels = np.where(labels >= 0, np.argsort(order)[labels], NO_GROUP)
    counted = tally(ballots, labels, k)
    liked = likes(ballots, counted)
    who = traits(ballots.strata, ballots.weights, labels, k)
    sizes = np.bincount(labels[labels >= 0], minlength=k)
    groups = tuple(
        TasteGroup(int(sizes[g]), float(counted.people[g] / counted.people.sum()), liked[g], who[g], stability[g])
        for g in range(k)
    )
    picture = taste_map(ballots, labels, scores, k)
    agreed, divided = consensus(ballots, counted), dividing(ballots, counted, liked)
    return Tastes(groups, k, trials, agreed, divided, picture, respondents, sampled, seed, (), labels)


def _largest_first(labels: np.ndarray, k: int) -> np.ndarray:
    return np.argsort(-np.bincount(labels[labels >= 0], minlength=k), kind="stable")


def _none(ballots: Ballots, trials, respondents: int, sampled: int, seed: int, doubt: Reason) -> Tastes:
    labels = np.full(len(ballots), NO_GROUP)
    return Tastes((), 0, trials, (), (), None, respondents, sampled, seed, (doubt,), labels)


def _telling(levels: np.ndarray) -> np.ndarray:
    """Ballots on which enough is known to learn from: seven activities, or half of a short list."""
    return (levels >= 0).sum(axis=1) >= min(_LEAST_KNOWN, levels.shape[1] / 2)


def _too_few(levels: np.ndarray) -> Reason | None:
    varied = sum(len(np.unique(column[column >= 0])) > 1 for column in levels.T) if len(levels) else 0
    marks = float(np.median((levels > 0).sum(axis=1))) if len(levels) else 0.0
    if len(levels) >= _LEAST_RESPONDENTS and varied >= _LEAST_ACTIVITIES and marks >= 2:
        return None
    return Reason("TOO_FEW_ANSWERS", {"respondents": len(levels), "activities": int(varied), "marks": marks})


def _not_clear(trials: tuple[Trial, ...]) -> Reason:
    apart = [trial for trial in trials if trial.stands_apart]
    if not apart:
        best = max(trials, key=lambda trial: trial.silhouette / max(trial.silhouette_needed, 1e-12))
        numbers = {"k": best.k, "silhouette": best.silhouette, "silhouette_needed": best.silhouette_needed}
    else:
        best = max(apart, key=lambda trial: trial.least_stable)
        numbers = {"k": best.k, "stability": best.least_stable, "stability_needed": best.stability_needed}
    return Reason("NO_CLEAR_GROUPS", numbers)
