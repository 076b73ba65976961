"""Five grids, 83 buildings, 2,310 households, 6,406 residents: invented, and the same wherever they are made."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from survey.operations.communities import AreaNode

HOUSEHOLDS = 2310
RESIDENTS = (1346, 2387, 1811, 862)  # 14-34, 35-59, 60-74, 75+

# Grid, party group, and the number of buildings in each of its residents' groups. The fifth grid lies across the road:
# newer houses, younger families, and no party groups yet, so that this level is skipped there.
LAYOUT = (
    ("第一网格", "第一党小组", (5, 5)),
    ("第一网格", "第二党小组", (4, 5)),
    ("第二网格", "第三党小组", (5, 4)),
    ("第二网格", "第四党小组", (5, 5)),
    ("第三网格", "第五党小组", (4, 5)),
    ("第三网格", "第六党小组", (5, 4)),
    ("第四网格", "第七党小组", (5, 5)),
    ("第四网格", "第八党小组", (5, 5)),
    ("第五网格", None, (3, 4)),
)
NEW_GRID = "第五网格"
# Every seventh building has one entrance only and no stairwells below it.
SINGLE_ENTRANCE = 7
# Beside the average household, how many of each age band live in an old and in a new house.
OLD_HOUSE = (0.9, 0.95, 1.1, 1.1)
NEW_HOUSE = (1.8, 1.4, 0.4, 0.2)


def demonstration_areas(rng: np.random.Generator) -> list[AreaNode]:
    nodes = list(dict.fromkeys(bare_areas()))
    above = {node.path[:-1] for node in nodes}
    leaves = [node for node in nodes if node.path not in above]
    counts = dict(zip(leaves, counts_of(rng, leaves), strict=True))
    return [replace(node, counts=counts[node]) if node in counts else node for node in nodes]


def bare_areas() -> Iterator[AreaNode]:
    """Parents before children; a parent comes again with each of its children."""
    group, building = 0, 0
    for grid, party, sizes in LAYOUT:
        yield AreaNode("grid", (grid,))
        branch = (grid, party) if party else (grid,)
        if party:
            yield AreaNode("party_group", branch)
        for size in sizes:
            group += 1
            yield AreaNode("resident_group", (*branch, f"第{group}居民小组"))
            for _ in range(size):
                building += 1
                yield from building_areas((*branch, f"第{group}居民小组"), building)


def building_areas(above: tuple[str, ...], number: int) -> Iterator[AreaNode]:
    path = (*above, f"{number}号楼")
    yield AreaNode("building", path)
    if number % SINGLE_ENTRANCE:
        for stairwell in range(1, 3 + number % 2):
            yield AreaNode("stairwell", (*path, f"{stairwell}单元"))


def counts_of(rng: np.random.Generator, leaves: list[AreaNode]) -> list[tuple[int, ...]]:
    households = share_out(HOUSEHOLDS, rng.uniform(0.8, 1.2, len(leaves)))
    age_tilt = np.array([NEW_HOUSE if leaf.path[0] == NEW_GRID else OLD_HOUSE for leaf in leaves])
    lived_in = households[:, None] * age_tilt * rng.uniform(0.85, 1.15, age_tilt.shape)
    residents = [share_out(total, lived_in[:, band]) for band, total in enumerate(RESIDENTS)]
    return [tuple(map(int, row)) for row in np.column_stack([households, *residents])]


def share_out(total: int, weights: np.ndarray) -> np.ndarray:
    """Whole parts in proportion to the weights that add up to the total; the largest remainders are rounded up."""
    exact = total * weights / weights.sum()
    parts = np.floor(exact).astype(int)
    parts[np.argsort(parts - exact, kind="stable")[: total - parts.sum()]] += 1
    return parts
