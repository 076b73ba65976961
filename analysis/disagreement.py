"""Activities that the measures put in clearly different places, and what kind of activity each is.

code               what it says
LOVED_BY_FEW       its place by first wishes (or points) is better than by want share: fewer people, but dear to them
FINE_FOR_ALL       the other way round: many would come, few long for it
BY_COMPARISON      wants, first wishes and points about agree; comparing it with the others one by one puts it
                   elsewhere, where a narrow win counts as much as a clear one

numbers (of each)                               what
want_share, first_share                         share of all who want it, and who want it most
first_among_wanters, list_first_among_wanters   share of its wants that are first wishes; the same over the whole list
points_of_wanters, list_points_of_wanters       mean points of its wants; the same over the whole list
best_place, worst_place                         among the measures that tell activities apart
narrow, others                                  how many of its comparisons with the others are decided by under 5 %
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from analysis.ballots import Ballots, toy  # noqa: F401 (the examples use toy)
from analysis.ranking import MEASURES, pairwise_margins, places, points

LOVED_BY_FEW = "LOVED_BY_FEW"
FINE_FOR_ALL = "FINE_FOR_ALL"
BY_COMPARISON = "BY_COMPARISON"
NARROW = 0.05


@dataclass(frozen=True)
class Disagreement:
    """An activity with the ``code`` and ``numbers`` of the table above, and its place by every measure.

    ``spread`` is the worst place less the best, those who tie standing at the middle of the places they hold, so that a
    crowd of zeros is no good place; ``best`` and ``worst`` are the measures that give them.
    """

    id: str
    code: str
    spread: float
    places: dict[str, int]
    best: str = ""
    worst: str = ""
    numbers: dict[str, float] = field(default_factory=dict)


def disagreements(ballots: Ballots, least_spread: float | None = None) -> list[Disagreement]:
    """Activities whose places differ by ``least_spread`` (default: a fifth of the list, at least 2), widest first.

    A measure that tells no two activities apart, as the want share of complete rankings, disagrees with nothing.

    >>> few_love_c = toy("22--", "22--", "22--", "2---", "2-5-", "--5-", "2-1-")
    >>> [(d.id, d.code, d.places["want-share"], d.places["first"]) for d in disagreements(few_love_c)]
    [('a', 'FINE_FOR_ALL', 1, 2), ('c', 'LOVED_BY_FEW', 3, 1)]
    """
    least_spread = least_spread or max(2, len(ballots.activities) / 5)
    values = {name: measure(ballots) for name, measure in MEASURES.items()}
    middle = {name: (places(v) - places(-v)) / 2 for name, v in values.items() if len(np.unique(places(v))) > 1}
    if not middle:
        return []
    spread = np.ptp(list(middle.values()), axis=0)
    wide = sorted(np.flatnonzero(spread >= least_spread), key=lambda column: -spread[column])
    numbers = _numbers(ballots, values) if wide else {}
    return [_disagreement(ballots.ids[column], column, values, middle, numbers) for column in wide]


def _disagreement(id: str, column: int, values: dict, middle: dict, numbers: dict) -> Disagreement:
    at = {name: float(by_activity[column]) for name, by_activity in middle.items()}
    shown = {name: int(places(value)[column]) for name, value in values.items()}
    best, worst = min(at, key=at.get), max(at, key=at.get)
    told = {name: float(by_activity[column]) for name, by_activity in numbers.items()}
    told |= {"best_place": shown[best], "worst_place": shown[worst]}
    return Disagreement(id, _code(at), at[worst] - at[best], shown, best, worst, told)


def _code(at: dict[str, float]) -> str:
    """How dearly it is wanted against how widely explains it, if that makes at least half of the spread."""
    broad = at.get("want-share", at.get("borda"))
    dearer = max((broad - at[name] for name in ("first", "points") if name in at), key=abs, default=0)
    if abs(dearer) * 2 < max(at.values()) - min(at.values()):
        return BY_COMPARISON
    return LOVED_BY_FEW if dearer > 0 else FINE_FOR_ALL


def _numbers(ballots: Ballots, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Name -> array (m,)."""
    wants, firsts, width = values["want-share"], values["first"], len(ballots.activities)
    wanted_points = _points_of_wants(ballots)
    contests = np.abs(pairwise_margins(ballots)) < NARROW * (ballots.total_weight or 1)
    return {
        "want_share": wants,
        "first_share": firsts,
        "first_among_wanters": _ratio(firsts, wants),
        "list_first_among_wanters": np.full(width, _ratio(firsts.sum(), wants.sum())),
        "points_of_wanters": _ratio(wanted_points, wants),
        "list_points_of_wanters": np.full(width, _ratio(wanted_points.sum(), wants.sum())),
        "narrow": contests.sum(axis=0) - 1,
        "others": np.full(width, width - 1),
    }


def _points_of_wants(ballots: Ballots) -> np.ndarray:
    return points(replace(ballots, points=np.where(ballots.points >= ballots.want, ballots.points, 0)))


def _ratio(part, whole):
    return np.divide(part, whole, out=np.zeros_like(part), where=np.asarray(whole) > 0)
