"""How far the weights of the roster move a figure, as it may be told. A count and where its weights move it are two
figures of the same answers: together they must not tell how many of the heavy ones stand behind it.

`weights` are pairs (weight, how many answers have it), the lightest first; the usual weight is 1.
"""

import math
from functools import lru_cache

from survey.small_numbers import STEP, to_five

HALF = STEP / 2
KEPT_IN_MEMORY = 2048
Weights = list[tuple[float, int]]


def step(weights: Weights) -> int:
    """Five answers that weigh as differently as any do, in whole fives."""
    return STEP * max(1, math.ceil(weights[-1][0] - weights[0][0]))


def shift(difference: float, share: float, asked: float, weights: Weights) -> float:
    """The weighted less the raw share in whole steps. `share` is the raw one as it is shown."""
    total = to_five(asked)
    if not weights or not total:
        return 0.0
    steps = math.copysign(math.floor(abs(difference) * asked / step(weights) + 0.5), difference)
    if not steps:
        return 0.0
    fewest, most = furthest(share * total, weights)
    return step(weights) * max(fewest, min(most, steps)) / total


def furthest(count: float, weights: Weights) -> tuple[int, int]:
    """The most steps down and up that can be told of a shown count: so many that every count it stands for could have
    been moved that far, and half a step farther. More would mean that nearly all who are behind it weigh the same."""
    return furthest_of(count, tuple(map(tuple, weights)))


@lru_cache(KEPT_IN_MEMORY)
def furthest_of(count: float, weights: tuple[tuple[float, int], ...]) -> tuple[int, int]:
    """A page asks the same of the same list many times."""
    ends = (count - HALF, count + HALF)
    down, up = (min(abs(moved(end, side)) for end in ends) for side in (weights, weights[::-1]))
    return -whole_steps(down, weights), whole_steps(up, weights)


def moved(count: float, weights: Weights) -> float:
    """How far so many answers are moved if they are the first of `weights`."""
    left, total = count, 0.0
    for weight, size in weights:
        taken = min(left, size)
        total, left = total + taken * (weight - 1), left - taken
        if left <= 0:
            break
    return total


def whole_steps(distance: float, weights: Weights) -> int:
    return max(0, math.floor(distance / step(weights) - 0.5))
