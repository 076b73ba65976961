"""Ballots: the matrix of wishes, validated at birth and frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import numpy as np

from analysis.margins import margins_of

BLANK = -1
_ROWS_PER_BLOCK = 65_536
_UNKNOWN = -2
_MOST_POINTS = 1e9
_MOST_WEIGHT, _LEAST_WEIGHT = 1e9, 1e-9
_MOST_MONEY, _MOST_OCCASIONS = 10**15, 1000
_POINTS_OF_CHARACTER = np.full(256, _UNKNOWN, np.int8)
_POINTS_OF_CHARACTER[ord("0") : ord("6")] = np.arange(6)
_POINTS_OF_CHARACTER[ord("-")] = BLANK


class InvalidBallots(ValueError):
    """What was given cannot be a set of ballots; the message names the first fault."""


@dataclass(frozen=True)
class Activity:
    """One candidate of the list; ``cost`` is that of one occasion, in units of the currency.

    >>> Activity("kuaiban", "快板", cost=800, most_occasions=2).title
    '快板'
    """

    id: str
    title: str
    cost: int | float | Decimal = 1
    most_occasions: int = 1

    def __post_init__(self):
        if not (_is_cost(self.cost) and 1 <= self.most_occasions <= _MOST_OCCASIONS):
            raise InvalidBallots(f"activity {self.id!r} needs a cost of 0 or more and 1 to {_MOST_OCCASIONS} occasions")


@dataclass(frozen=True, eq=False)
class Ballots:
    """n ballots on m activities.

    Parameters
    ----------
    points : array (n, m); 0 or more, or ``BLANK`` where nothing was said. On a wish list 0 to 5 (DESIGN.md);
        ballots made elsewhere may hold other whole numbers or fractions.
    activities : m activities with unique ids, in list order.
    weights : array (n,), how many people each ballot stands for; one each when not given.
    strata : name -> n values, such as the building of each ballot.
    want : the value from which a cell counts as "want".
    top : the value that marks a first wish.

    Raises
    ------
    InvalidBallots : on a wrong shape, an impossible value, a doubled id.

    Examples
    --------
    >>> ballots = Ballots(np.array([[5, -1], [2, 0]]), (Activity("a", "快板"), Activity("b", "太极")))
    >>> len(ballots), ballots.ids
    (2, ('a', 'b'))
    """

    points: np.ndarray
    activities: tuple[Activity, ...]
    weights: np.ndarray | None = None
    strata: Mapping[str, Sequence[str]] = field(default_factory=dict)
    want: float = 2
    top: float = 5

    def __post_init__(self):
        points = np.asarray(self.points)
        weights = np.ones(len(points)) if self.weights is None else np.asarray(self.weights, np.float64)
        _freeze(self, points=points, weights=weights, activities=tuple(self.activities))
        _check_points(self.points, len(self.activities))
        _check_weights(self.weights, len(self))
        if len(set(self.ids)) != len(self.ids):
            raise InvalidBallots("two activities have the same id")
        if not (np.isfinite([self.want, self.top]).all() and min(self.want, self.top) >= 0):
            raise InvalidBallots("from which mark up a cell is a want must be a number of 0 or more")
        if any(len(values) != len(self) for values in self.strata.values()):
            raise InvalidBallots("each stratum needs one value for each ballot")

    @classmethod
    def from_strings(cls, strings: Iterable[str], activities: Sequence[Activity], weights=None, strata=None) -> Ballots:
        """Ballots from strings such as ``"----5---"``: a character for each activity, in list order.

        A list is append-only once it is open, so an older string may be shorter: what it lacks is blank.

        >>> list_of_two = (Activity("a", "快板"), Activity("b", "太极"))
        >>> Ballots.from_strings(["5-", "2"], list_of_two).points.tolist()
        [[5, -1], [2, -1]]
        """
        rows, width = list(strings), len(activities)
        lengths = set(map(len, rows))
        if max(lengths, default=0) > width:
            raise InvalidBallots(f"a ballot is longer than the list of {width} activities")
        if lengths - {width}:
            rows = [row.ljust(width, "-") for row in rows]
        characters = np.frombuffer("".join(rows).encode("ascii", "replace"), np.uint8).reshape(len(rows), width)
        points = _POINTS_OF_CHARACTER[characters]
        if (points == _UNKNOWN).any():
            row = int((points == _UNKNOWN).any(axis=1).argmax())
            raise InvalidBallots(
                f"ballot {row + 1} is {rows[row]!r}: only the characters 0 1 2 3 4 5 - may stand there"
            )
        return cls(points, tuple(activities), weights, strata or {})

    def __len__(self) -> int:
        return len(self.points)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(activity.id for activity in self.activities)

    @property
    def total_weight(self) -> float:
        return float(self.weights.sum())

    @cached_property
    def margins(self) -> np.ndarray:
        """Array (m, m) of pairwise margins, worked out once (``analysis.ranking.pairwise_margins``)."""
        margins = margins_of(self.blocks(), len(self.activities))
        margins.setflags(write=False)
        return margins

    def blocks(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Points and weights, some ten thousand rows at a time, so that sums over a million ballots stay small."""
        for start in range(0, len(self), _ROWS_PER_BLOCK):
            rows = slice(start, start + _ROWS_PER_BLOCK)
            yield self.points[rows], self.weights[rows]

    def keeping(self, ids: Iterable[str]) -> Ballots:
        """The same ballots on fewer activities (those not withdrawn), in list order.

        >>> Ballots.from_strings(["52"], (Activity("a", "快板"), Activity("b", "太极"))).keeping(["b"]).points.tolist()
        [[2]]
        """
        kept = set(ids)
        columns = [column for column, id in enumerate(self.ids) if id in kept]
        return replace(self, points=self.points[:, columns], activities=tuple(self.activities[c] for c in columns))

    def sha256(self) -> str:
        """Fingerprint of all that the analysis looks at: the same input, the same 64 characters."""
        listed = [(a.id, a.title, str(a.cost), a.most_occasions) for a in self.activities]
        shape = json.dumps([listed, self.points.shape, self.points.dtype.str, float(self.want), float(self.top)])
        digest = hashlib.sha256(shape.encode())
        for points, weights in self.blocks():
            digest.update(np.ascontiguousarray(points).tobytes() + weights.tobytes())
        return digest.hexdigest()


def toy(*strings: str) -> Ballots:
    """A few ballots on activities a, b, c …, for examples and tests.

    >>> toy("5-", "02").ids
    ('a', 'b')
    """
    return Ballots.from_strings(strings, [Activity(letter, letter) for letter in "abcdefgh"[: len(strings[0])]])


def _freeze(ballots: Ballots, **values) -> None:
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            value = value.view()
            value.setflags(write=False)
        object.__setattr__(ballots, name, value)


def _is_cost(cost) -> bool:
    try:
        return 0 <= Fraction(str(cost)) <= _MOST_MONEY
    except ValueError:
        return False


def _check_points(points: np.ndarray, width: int) -> None:
    if points.ndim != 2 or points.shape[1] != width:
        raise InvalidBallots(f"points of shape {points.shape} do not fit {width} activities")
    if points.dtype.kind not in "iuf":
        raise InvalidBallots("points must be numbers")
    if not points.size:
        return
    if points.min() < 0 and ((points < 0) & (points != BLANK)).any():
        raise InvalidBallots("a cell holds less than 0 points")
    if points.dtype.kind == "f" and not np.isfinite(points).all():
        raise InvalidBallots("a cell holds no finite number")
    if points.max() > _MOST_POINTS:
        raise InvalidBallots("a cell holds more than a thousand million points")


def _check_weights(weights: np.ndarray, rows: int) -> None:
    if weights.shape != (rows,):
        raise InvalidBallots(f"{rows} ballots need {rows} weights")
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        raise InvalidBallots("a weight must be a number of 0 or more")
    if rows and not weights.any():
        raise InvalidBallots("all weights are 0")
    if rows and (weights.max() > _MOST_WEIGHT or weights[weights > 0].min() < _LEAST_WEIGHT):
        raise InvalidBallots("a weight must be 0, or between a thousand-millionth and a thousand million")
