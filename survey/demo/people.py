"""Who answers: everybody may, but buildings and ages do so unequally, as in life."""

from dataclasses import dataclass

import numpy as np

from survey.models import Area

REACH_BY_AGE = (0.45, 0.85, 1.50, 0.90)  # 14-34, 35-59, 60-74, 75+
REACH_OF_BUILDINGS = 0.5  # standard deviation of the logarithm of a building's reach
HARDLY_HEARD = (17, 42, 80)  # numbers of buildings where nobody went round
HARDLY = 0.03


@dataclass(frozen=True)
class People:
    """One entry for each: the building's place in the list, and the age band's."""

    buildings: np.ndarray
    bands: np.ndarray


def residents_of(buildings: list[Area]) -> People:
    counts = np.array([[b.residents_14_34, b.residents_35_59, b.residents_60_74, b.residents_75_up] for b in buildings])
    places, bands = np.indices(counts.shape)
    return People(np.repeat(places.ravel(), counts.ravel()), np.repeat(bands.ravel(), counts.ravel()))


def draw_answering(rng: np.random.Generator, residents: People, count: int) -> np.ndarray:
    """Which residents answer: drawn without replacement, each as likely as the reach of building and age."""
    reach = rng.lognormal(0, REACH_OF_BUILDINGS, residents.buildings.max() + 1)
    reach[np.array(HARDLY_HEARD) - 1] = HARDLY
    chance = reach[residents.buildings] * np.array(REACH_BY_AGE)[residents.bands]
    return np.sort(rng.choice(len(chance), count, replace=False, p=chance / chance.sum()))
