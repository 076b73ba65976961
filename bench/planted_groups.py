"""How often three planted groups are found, and how often "no clear groups" is said where there are none.

python -m bench.planted_groups [DRAWS OF EACH SHAPE]        bar: 95 % of the draws, over all shapes
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score

from analysis.ballots import BLANK, Activity, Ballots
from analysis.tastes import taste_groups
from analysis.terminal import table

BAR = 0.95
DRAWS = 25


def logistic(value):
    return 1 / (1 + np.exp(-value))


def marked(state, wants: np.ndarray) -> np.ndarray:
    """Ballots of a wish list: three wishes among what is wanted, 2 for the rest of it, 0 or 1 for what is not."""
    points = np.where(wants, 2, state.random(wants.shape) < 0.3).astype(np.int8)
    first = np.argsort(-np.where(wants, state.random(wants.shape), -1), axis=1)[:, :3]
    rows = np.arange(len(wants))
    for mark, column in zip((5, 4, 3), first.T, strict=True):
        points[rows, column] = np.where(wants[rows, column], mark, points[rows, column])
    return points


def with_gaps(state, points, share=0.3):
    return np.where(state.random(points.shape) < share, BLANK, points)


def naming_only(state, points, share=0.5):
    """So many respondents mark their wishes and leave the rest blank."""
    return np.where((state.random((len(points), 1)) < share) & (points < 2), BLANK, points)


def tired(state, points, share=0.4):
    """So many respondents stop somewhere on the list."""
    last = np.where(state.random(len(points)) < share, state.integers(5, points.shape[1], len(points)), points.shape[1])
    return np.where(np.arange(points.shape[1]) >= last[:, None], BLANK, points)


@dataclass(frozen=True)
class Planted:
    """``sizes`` of the groups, ``blocks``: shares of the activities that are theirs, which they want more."""

    ballots: int = 600
    activities: int = 20
    own: float = 0.65
    other: float = 0.2
    sizes: tuple = (1 / 3, 1 / 3, 1 / 3)
    blocks: tuple = (1 / 3, 1 / 3, 1 / 3)
    popularity: float = 0
    eagerness: float = 0
    spoil: Callable = lambda state, points: points

    def draw(self, state):
        group = state.choice(3, self.ballots, p=self.sizes)
        edges = np.round(np.cumsum(self.blocks) * self.activities)
        owner = state.permutation(np.searchsorted(edges, np.arange(self.activities), side="right"))
        liking = np.where(owner == group[:, None], self.own, self.other)
        shift = state.normal(0, 1, self.activities) * self.popularity
        shift = shift + state.normal(0, 1, (self.ballots, 1)) * self.eagerness
        wants = state.random(liking.shape) < logistic(np.log(liking / (1 - liking)) + shift)
        return self.spoil(state, marked(state, wants)), group


@dataclass(frozen=True)
class Shapeless:
    """Independent answers; ``chance`` of a want, from popularity and eagerness (both normal)."""

    chance: Callable
    ballots: int = 600
    activities: int = 20
    spoil: Callable = lambda state, points: points

    def draw(self, state):
        popular, eager = state.normal(-0.7, 1, self.activities), state.normal(0, 1, (self.ballots, 1))
        chance = np.broadcast_to(self.chance(popular, eager, state), (self.ballots, self.activities))
        return self.spoil(state, marked(state, state.random(chance.shape) < chance)), None


def five_each(state, points):
    """Everybody names exactly five, the popular ones more often."""
    keen = np.log(points.mean(axis=0) + 0.1) + state.gumbel(0, 1, points.shape)
    best = np.argsort(np.argsort(-keen, axis=1), axis=1) < 5
    return np.where(best, 2, BLANK)


def degrees(state, points):
    """Marks from 1 to 5 by thresholds on liking plus eagerness."""
    liking = points.mean(axis=0) + state.normal(0, 1, (len(points), 1)) + state.logistic(size=points.shape)
    return np.digitize(liking, [-1.5, 0, 1.5, 3]) + 1


PLANTED = {
    "three even groups": Planted(),
    "strong, 300 ballots": Planted(300, own=0.75),
    "weak (50 % against 20 %), 1,500 ballots": Planted(1500, own=0.5),
    "40 activities, 2,000 ballots": Planted(2000, 40, own=0.5),
    "sizes 60, 25, 15 %": Planted(sizes=(0.6, 0.25, 0.15)),
    "sizes 75, 15, 10 %, 2,000 ballots": Planted(2000, sizes=(0.75, 0.15, 0.1)),
    "one group likes half, one a sixth": Planted(blocks=(0.5, 1 / 3, 1 / 6)),
    "popular and unpopular activities": Planted(popularity=0.7),
    "eager and sparing people": Planted(eagerness=0.8, own=0.7),
    "30 % of the cells blank": Planted(own=0.7, spoil=with_gaps),
    "half name wishes only": Planted(spoil=naming_only),
    "all name wishes only": Planted(spoil=lambda state, points: naming_only(state, points, 1)),
    "40 % stop on the way": Planted(own=0.7, spoil=tired),
}
SHAPELESS = {
    "all alike": Shapeless(lambda popular, eager, state: 0.35),
    "popular and unpopular": Shapeless(lambda popular, eager, state: logistic(popular)),
    "eager and sparing": Shapeless(lambda popular, eager, state: logistic(popular + 1.2 * eager)),
    "eager in proportion": Shapeless(lambda p, eager, state: np.minimum(logistic(p) * np.exp(0.5 * eager), 0.95)),
    "eager, more for some activities": Shapeless(
        lambda popular, eager, state: logistic(popular + eager * state.uniform(0.2, 2, len(popular)))
    ),
    "the same, 2,500 ballots, 40 activities": Shapeless(
        lambda popular, eager, state: logistic(popular + eager * state.uniform(0.2, 2, len(popular))), 2500, 40
    ),
    "two styles, much and little": Shapeless(lambda popular, eager, state: logistic(popular + 1.5 * np.sign(eager))),
    "six activities": Shapeless(lambda popular, eager, state: logistic(popular + eager), activities=6),
    "150 ballots": Shapeless(lambda popular, eager, state: logistic(popular + eager), ballots=150),
    "30 % of the cells blank": Shapeless(lambda popular, eager, state: logistic(popular + eager), spoil=with_gaps),
    "half name wishes only": Shapeless(lambda popular, eager, state: logistic(popular + eager), spoil=naming_only),
    "40 % stop on the way": Shapeless(lambda popular, eager, state: logistic(popular + eager), spoil=tired),
    "everybody names five": Shapeless(lambda popular, eager, state: logistic(popular), spoil=five_each),
    "marks from 1 to 5": Shapeless(lambda popular, eager, state: logistic(popular), spoil=degrees),
}


def right(points: np.ndarray, group: np.ndarray | None, seed: int) -> tuple[bool, float]:
    """Whether the number of groups is right, and the adjusted Rand index with the truth."""
    activities = [Activity(f"a{column}", f"a{column}") for column in range(points.shape[1])]
    tastes = taste_groups(Ballots(points, activities), seed=seed)
    if group is None:
        return tastes.k == 0, float(tastes.k)
    return tastes.k == 3, adjusted_rand_score(group, tastes.labels)


def measure(shapes: dict, draws: int, last: str) -> float:
    rows, total = [], []
    for name, shape in shapes.items():
        start = time.process_time()
        found = [right(*shape.draw(np.random.default_rng(seed)), seed) for seed in range(draws)]
        share, other = (float(np.mean(column)) for column in zip(*found, strict=True))
        total += [share]
        rows.append([name, f"{share:.1%}", f"{other:.2f}", f"{(time.process_time() - start) / draws:.2f}"])
    print(table(["shape", "right", last, "CPU s a draw"], rows, left=[0]))
    mean = float(np.mean(total))
    print(f"all {len(shapes) * draws:,} draws: {mean:.1%} (bar: {BAR:.0%})\n", flush=True)
    return mean


def main(draws: int) -> None:
    print("Three groups planted: found, and only they")
    found = measure(PLANTED, draws, "Rand with truth")
    print('No groups planted: "no clear groups" said')
    silent = measure(SHAPELESS, draws, "groups said")
    sys.exit(found < BAR or silent < BAR)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DRAWS)
