"""Drawings as numbers: per cent from the left, so that a drawing fits any screen, and pixels from the top, so that its
words keep the size of the reader's type."""

from dataclasses import dataclass
from itertools import pairwise

MAP_HEIGHT = 460
ROOM_OF_A_LABEL = 26
LONGEST_NAME = 18
STEP = 0.02  # no finer: exact places are means over people
SIDE = 6  # per cent kept free on the left and the right
HALF_WAY = 50


@dataclass(frozen=True)
class Dot:
    """`group` counts from 0; None for what all groups like alike. Its words stand on the side where there is room."""

    title: str
    x: float
    y: float
    group: int | None
    is_labelled: bool

    @property
    def is_on_the_right(self) -> bool:
        return self.x > HALF_WAY


def taste_map(places: dict[str, tuple[float, float]], groups: dict[str, int], titles: dict[str, str]) -> list[Dot]:
    """`places`: id -> two coordinates of any scale; `groups`: id -> group of those to be named. What has a name is
    moved up or down so far that no two names lie on one another."""
    xs = stretched([x for x, _y in places.values()], SIDE, 100 - SIDE)
    ys = stretched([-y for _x, y in places.values()], ROOM_OF_A_LABEL, MAP_HEIGHT - ROOM_OF_A_LABEL)
    at = dict(zip(places, zip(xs, ys, strict=True), strict=True))
    named = [id for id in places if id in groups]
    moved = dict(zip(named, apart([at[id][1] for id in named]), strict=True))
    return [Dot(shortened(titles[id]), x, moved.get(id, y), groups.get(id), id in groups) for id, (x, y) in at.items()]


def shortened(title: str) -> str:
    return title if len(title) <= LONGEST_NAME else title[: LONGEST_NAME - 1].rstrip() + "…"


def stretched(values: list[float], low: float, high: float) -> list[float]:
    if not values:
        return []
    least, span = min(values), (max(values) - min(values)) or 1
    shares = (round((value - least) / span / STEP) * STEP for value in values)
    return [round(low + share * (high - low), 1) for share in shares]


def apart(heights: list[float]) -> list[float]:
    """As near to the wanted heights as labels of one line allow."""
    room = min(ROOM_OF_A_LABEL, MAP_HEIGHT / (len(heights) + 1))
    order = sorted(range(len(heights)), key=heights.__getitem__)
    placed, lowest = dict.fromkeys(order, 0.0), room / 2
    for index in order:
        placed[index] = lowest = max(heights[index], lowest)
        lowest += room
    highest = MAP_HEIGHT - room / 2
    for index in reversed(order):
        placed[index] = highest = min(placed[index], highest)
        highest -= room
    return [round(placed[index], 1) for index in range(len(heights))]


@dataclass(frozen=True)
class Mark:
    """A point of a curve that has a name."""

    kind: str
    x: float
    y: float


CURVE_HEIGHT = 260
CURVE_EDGE = 24


def curve(points: list[tuple[float, float]], marks: dict[str, tuple[float, float]]) -> dict:
    """`points` and `marks` in shares from 0 to 1 of either axis; the axes begin a little below the least value."""
    values = [*points, *marks.values()]
    low_x, low_y = (max(0.0, min(value[axis] for value in values) - 0.05) for axis in (0, 1))

    def at(point: tuple[float, float]) -> tuple[float, float]:
        x, y = (point[0] - low_x) / (1 - low_x or 1), (point[1] - low_y) / (1 - low_y or 1)
        return round(SIDE + x * (100 - 2 * SIDE), 1), round(
            CURVE_HEIGHT - CURVE_EDGE - y * (CURVE_HEIGHT - 2 * CURVE_EDGE), 1
        )

    line = [at(point) for point in sorted(points)]
    return {
        "points": line,
        "segments": list(pairwise(line)),
        "marks": [Mark(kind, *at(point)) for kind, point in marks.items()],
    }
