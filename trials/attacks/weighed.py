"""What the weights of the roster add to what an attacker knows: answers of about the same weight, and what follows from
how far they move a count."""

import math
from dataclasses import dataclass

from survey.correction import Weights, furthest, step
from trials.attacks.bounds import Form

EDGE = 1e-6


@dataclass(frozen=True)
class Class:
    """Answers by the open link or not: how many, and between what weights they lie in each view; the usual one is 1."""

    name: str
    size: int
    is_linked: bool
    between: dict[str, tuple[float, float]]

    @property
    def weight(self) -> float | None:
        """Of all answers, where all of this class have the same."""
        least, greatest = self.between[""]
        return greatest if greatest - least < EDGE else None


@dataclass(frozen=True)
class Figure:
    """A mean as it is shown, each answer counting once, and moved by the weights."""

    raw: float
    corrected: float


def split(form: Form, classes: list[Class], times=lambda _class: 1) -> dict[str, float]:
    """The same sum, by class, each counting so many times."""
    return {f"{name} {one.name}": often * times(one) for name, often in form.items() for one in classes}


def lightest(form: Form, classes: list[Class], view: str, less: float = 0) -> dict[str, float]:
    return split(form, classes, lambda one: one.between[view][0] - less)


def heaviest(form: Form, classes: list[Class], view: str, less: float = 0) -> dict[str, float]:
    return split(form, classes, lambda one: one.between[view][1] - less)


def moved_between(figure: Figure, most: float, total: int, weights: Weights) -> tuple[float, float]:
    """How far the weights can have moved a sum whose mean is shown. `most`: what one answer can give."""
    shown, moved = figure.raw / most * total, (figure.corrected - figure.raw) / most * total
    fewest, furthest_up = (step(weights) * end for end in furthest(shown, weights))
    is_open_below = moved <= fewest + EDGE or figure.corrected <= EDGE
    is_open_above = moved >= furthest_up - EDGE or figure.corrected >= most - EDGE
    low = -math.inf if is_open_below else most * (moved - step(weights) / 2)
    return low, math.inf if is_open_above else most * (moved + step(weights) / 2)
