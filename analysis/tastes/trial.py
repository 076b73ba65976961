"""Each number of groups on trial: does it stand apart more than chance, and does it come back?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.tastes.clusters import Split, components_of, silhouette, split
from analysis.tastes.coding import Coding, coding_of

_DEVIATIONS = 4
_TIMES_CHANCE = 1.2
_LEAST_STABLE = 0.7
_FIRST_RESAMPLES = 4
_HOPELESS = 0.5
_LEAST_SIZE = 10
_LARGEST_SEED = 2**31


@dataclass(frozen=True)
class Trial:
    """k groups on trial.

    silhouette : in the full space, -1 to 1.
    chance_mean, chance_deviation, chance_highest : the same for shuffled answers.
    rand : adjusted Rand index between these groups and those found in resamples, mean; None where it was not looked at.
    each : Jaccard similarity of each group with its likest in resamples, mean; in the order of the search.
    smallest : respondents of the smallest group in the search.
    """

    k: int
    silhouette: float
    chance_mean: float
    chance_deviation: float
    chance_highest: float
    rand: float | None
    each: tuple[float, ...]
    smallest: int

    @property
    def silhouette_needed(self) -> float:
        """Four standard deviations and a fifth above what chance makes."""
        return max(self.chance_mean + _DEVIATIONS * self.chance_deviation, _TIMES_CHANCE * self.chance_mean)

    @property
    def stands_apart(self) -> bool:
        return self.silhouette > self.silhouette_needed and self.smallest >= _LEAST_SIZE

    @property
    def stability_needed(self) -> float:
        return _LEAST_STABLE

    @property
    def least_stable(self) -> float:
        return min(self.each, default=0.0)

    @property
    def stands(self) -> bool:
        return self.stands_apart and self.least_stable >= _LEAST_STABLE


def chosen(trials: tuple[Trial, ...]) -> int | None:
    """Number of the trial with most groups that stands."""
    return max((number for number, trial in enumerate(trials) if trial.stands), default=None)


def tried(levels, weights, coding: Coding, state, most: int, draws: int, resamples: int):
    """Trials for k from 2 to ``most``, their splits, and the components that scores are made with."""
    ks = range(2, most + 1)
    coded = coding.coded(levels)
    components = components_of(coded, weights, most - 1)
    splits = [_split(coded, coded @ components, weights, k, _seed(state)) for k in ks]
    chance = np.array([_chance(levels, weights, coding, state, ks, most) for _ in range(draws)])
    trials = [_trial(k, one, column) for k, one, column in zip(ks, splits, chance.T, strict=True)]
    apart = [number for number, trial in enumerate(trials) if trial.stands_apart]
    again = _found_again(coded, weights, [splits[number] for number in apart], state, most, resamples)
    for number, (rand, each) in zip(apart, again, strict=True):
        trials[number] = _trial(ks[number], splits[number], chance[:, number], rand, each)
    return tuple(trials), splits, components


def _trial(k: int, one: Split, chance: np.ndarray, rand: float | None = None, each: tuple[float, ...] = ()) -> Trial:
    spread = (float(chance.mean()), float(chance.std(ddof=1)), float(chance.max()))
    return Trial(k, one.silhouette, *spread, rand, each, int(np.bincount(one.labels, minlength=k).min()))


def _seed(state: np.random.Generator) -> int:
    return int(state.integers(_LARGEST_SEED))


def _split(coded, scores, weights, k: int, seed: int) -> Split:
    labels, centres = split(scores, weights, k, seed)
    return Split(labels, centres, silhouette(coded, labels, weights))


def _chance(levels, weights, coding: Coding, state, ks, most: int) -> list[float]:
    """Silhouettes of the same search after the answers are shuffled, coding included."""
    mixed = coding.shuffled(levels, state)
    coded = coding_of(mixed, weights).coded(mixed)
    scores = coded @ components_of(coded, weights, most - 1)
    return [_split(coded, scores, weights, k, _seed(state)).silhouette for k in ks]


def _found_again(coded, weights, splits: list[Split], state, most: int, resamples: int):
    """For each split: mean adjusted Rand index, and each group's mean Jaccard similarity (Hennig 2007)."""
    from sklearn.metrics import adjusted_rand_score

    rand, alike = [[] for _ in splits], [[] for _ in splits]
    for done in range(resamples if splits else 0):
        drawn = weights * np.bincount(state.integers(0, len(coded), len(coded)), minlength=len(coded))
        scores = coded @ components_of(coded, drawn, most - 1)
        for number, one in enumerate(splits):
            if done >= _FIRST_RESAMPLES and np.mean(alike[number], axis=0).min() < _HOPELESS:
                continue
            labels, _ = split(scores, drawn, len(one.centres), _seed(state))
            rand[number].append(adjusted_rand_score(one.labels, labels))
            alike[number].append(_jaccard(one.labels, labels, len(one.centres)))
    return [(float(np.mean(r)), tuple(map(float, np.mean(a, axis=0)))) for r, a in zip(rand, alike, strict=True)]


def _jaccard(labels: np.ndarray, others: np.ndarray, k: int) -> np.ndarray:
    """For each group its likest among the others: members of both ÷ members of either."""
    both = np.bincount(labels * k + others, minlength=k * k).reshape(k, k)
    either = both.sum(axis=1)[:, None] + both.sum(axis=0) - both
    return (both / np.maximum(either, 1)).max(axis=1)
