"""What there is to choose from: exact costs, supporters, locks and the order of ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import ClassVar

import numpy as np

from analysis.ballots import Ballots
from analysis.reasons import Refusal
from analysis.selection.conditions import UNCONDITIONED, Conditions
from analysis.selection.room import Room

UTILITIES = ("points", "cost", "cardinality")
_DECIMALS = 9
_MOST = 10**15
_ONE_THREAD = 10_000


class ImpossibleLocks(ValueError):
    """Locks that no plan can keep: ``fault`` is UNKNOWN, BOTH, TOO_OFTEN or OVER_BUDGET, ``ids`` the activities."""

    def __init__(self, fault: str, ids: Iterable[str]):
        self.fault, self.ids = fault, tuple(ids)
        super().__init__(f"{fault}: {', '.join(self.ids)}")


class NotMoney(Refusal):
    """What was given as a sum of money, or as a step of one, is none."""

    SENTENCES: ClassVar[dict[str, str]] = {
        "NOT_MONEY": "{given} is not a sum of money. Give a number from 0 to a million thousand million.",
        "NO_STEP": "shares that are raised by nothing never end. Give a step above 0.",
    }


def exact(money) -> int | Fraction:
    """Money without rounding: 0.1 is a tenth. Whole sums are ints, which are twenty times faster.

    Raises ``NotMoney`` for what is no number, less than 0, or more than 10¹⁵.

    >>> exact(0.1) + exact("0.2"), exact(3.0)
    (Fraction(3, 10), 3)
    """
    try:
        amount = money if isinstance(money, int) else Fraction(str(money))
    except ValueError as error:
        raise NotMoney("NOT_MONEY", given=str(money)) from error
    if not 0 <= amount <= _MOST:
        raise NotMoney("NOT_MONEY", given=str(money))
    return int(amount) if amount.denominator == 1 else amount


def plain(money: int | Fraction) -> int | float:
    """Money as a reader expects it: a whole number where it is one.

    >>> plain(Fraction(6, 2)), plain(Fraction(1, 2))
    (3, 0.5)
    """
    return int(money) if money.denominator == 1 else float(money)


def dot(a: np.ndarray, b: np.ndarray) -> float:
    """Sum of products in one thread; the threads that a long ``@`` starts wait ten times longer on a busy machine.

    >>> dot(np.array([1.0, 2.0]), np.array([True, False]))
    1.0
    """
    return float(a.dot(b) if len(a) <= _ONE_THREAD else np.add.reduce(a * b))


@dataclass(frozen=True, eq=False)
class Offers:
    """m activities with, for each, its supporters: rows of the ballots, their utility of one occasion, their weight.

    ``utilities`` of an activity are one number where all its supporters have the same. ``forced`` and ``barred`` is
    what the conditions turned out to need on top of what is locked in and out.
    """

    utility: str
    ids: tuple[str, ...]
    costs: tuple[int | Fraction, ...]
    most: np.ndarray
    supporters: tuple[int, ...]
    rows: tuple[np.ndarray, ...]
    utilities: tuple[np.ndarray, ...]
    weights: tuple[np.ndarray, ...]
    all_weights: np.ndarray
    conditions: Conditions
    locked_in: np.ndarray
    locked_out: frozenset[int]
    forced: np.ndarray
    barred: frozenset[int] = frozenset()

    @classmethod
    def of(cls, ballots: Ballots, utility: str = "points", conditions: Conditions = UNCONDITIONED) -> Offers:
        """Who gives less than ``ballots.want`` is no supporter, has no utility and pays nothing."""
        conditions.check(ballots.ids)
        costs = tuple(exact(activity.cost) for activity in ballots.activities)
        most = np.array([activity.most_occasions for activity in ballots.activities], int)
        rows, points = _supporters(ballots)
        offers = cls(
            utility=utility,
            ids=ballots.ids,
            costs=costs,
            most=most,
            supporters=tuple(map(len, rows)),
            rows=rows,
            utilities=tuple(_utility(utility, p, float(cost)) for p, cost in zip(points, costs, strict=True)),
            weights=tuple(ballots.weights[r] for r in rows),
            all_weights=ballots.weights,
            conditions=conditions,
            forced=np.zeros(len(most), int),
            **_locks(ballots.ids, most, conditions.locked_in, frozenset(conditions.locked_out)),
        )
        return offers if ballots.weights.all() else offers.reweighted(ballots.weights)

    def reweighted(self, weights: np.ndarray) -> Offers:
        """The same n ballots standing for other numbers of people; those that stand for nobody are left out.

        >>> from analysis.ballots import toy
        >>> Offers.of(toy("2", "5")).reweighted(np.array([0.0, 3.0])).totals.tolist()
        [15.0]
        """
        if len(weights) != len(self.all_weights):
            raise ValueError(f"{len(self.all_weights)} ballots need as many weights, not {len(weights)}")
        counts = weights > 0
        kept = [counts[rows] for rows in self.rows]
        rows = tuple(rows[k] for rows, k in zip(self.rows, kept, strict=True))
        utilities = tuple(u if len(u) == 1 else u[k] for u, k in zip(self.utilities, kept, strict=True))
        return replace(
            self, rows=rows, utilities=utilities, weights=tuple(weights[r] for r in rows), all_weights=weights
        )

    def wanted_by(self, column: int, rows: np.ndarray, utility: float) -> Offers:
        """The same offers where the respondents of ``rows``, no supporters so far, support one more column."""
        old = self.utilities[column]
        old = np.full(len(self.rows[column]), old[0]) if len(old) == 1 else old
        return replace(
            self,
            supporters=_put(self.supporters, column, self.supporters[column] + len(rows)),
            rows=_put(self.rows, column, np.append(self.rows[column], rows)),
            utilities=_put(self.utilities, column, np.append(old, np.full(len(rows), utility))),
            weights=_put(self.weights, column, np.append(self.weights[column], self.all_weights[rows])),
        )

    @cached_property
    def demands(self) -> tuple[np.ndarray, ...]:
        """For each activity the units its supporters buy for one unit of money each: weight × utility."""
        return tuple(weights * utilities for weights, utilities in zip(self.weights, self.utilities, strict=True))

    @cached_property
    def people(self) -> np.ndarray:
        """Array (m,): weighted number of supporters."""
        return np.array([weights.sum() for weights in self.weights]).round(_DECIMALS)

    @cached_property
    def totals(self) -> np.ndarray:
        """Array (m,): weighted sum of utility; for approval ballots with cardinality this is the number of votes."""
        return np.array([demand.sum() for demand in self.demands]).round(_DECIMALS)

    def tie_ranks(self) -> np.ndarray:
        """Array (m,) of ranks among equals: most supporters, then lower cost, then list order.

        >>> from analysis.ballots import toy
        >>> Offers.of(toy("-22", "--2")).tie_ranks().tolist()
        [2, 1, 0]
        """
        order = sorted(range(len(self.ids)), key=lambda j, people=self.people: (-people[j], self.costs[j], j))
        return np.argsort(order)

    def floor_prices(self) -> np.ndarray:
        """Array (m,): price of a unit of utility when no supporter runs out of money; infinite without supporters."""
        costs = np.array([float(cost) for cost in self.costs])
        return np.divide(costs, self.totals, out=np.full(len(costs), np.inf), where=self.totals > 0)

    def cost_of(self, columns: Iterable[int]) -> int | Fraction:
        return sum(self.costs[column] for column in columns)

    @cached_property
    def room(self) -> Room | None:
        """None where nothing but locks and money limits the plan."""
        if not self.conditions.beyond_locks:
            return None
        return Room(self.conditions, self.ids, self.people / (self.all_weights.sum() or 1))

    @cached_property
    def certain(self) -> np.ndarray:
        """Array (m,): occasions that are paid before the rule begins."""
        return self.locked_in + self.forced

    def locked_columns(self) -> list[int]:
        return np.repeat(np.arange(len(self.ids)), self.locked_in).tolist()

    def forced_columns(self) -> list[int]:
        return np.repeat(np.arange(len(self.ids)), self.forced).tolist()

    def cost_of_certain(self) -> int | Fraction:
        return self.cost_of([*self.locked_columns(), *self.forced_columns()])

    def wanted(self, occasions: np.ndarray) -> list[int]:
        """Columns of which one more occasion may be bought: wanted, not locked out, not at its most, with room left."""
        free = (self.people > 0) & (occasions < self.most)
        if self.room:
            free &= ~self.room.full(occasions)
        return [column for column in free.nonzero()[0].tolist() if column not in self.locked_out | self.barred]


def _put(values: tuple, column: int, value) -> tuple:
    return (*values[:column], value, *values[column + 1 :])


def _supporters(ballots: Ballots) -> tuple[tuple[np.ndarray, ...], tuple[np.ndarray, ...]]:
    columns = np.ascontiguousarray(ballots.points.T)
    whole = columns.dtype.kind in "iu"
    least = max(ceil(ballots.want), 1) if whole else max(ballots.want, np.nextafter(0, 1))
    rows = tuple((column >= least).nonzero()[0] for column in columns)
    return rows, tuple(column[r] for column, r in zip(columns, rows, strict=True))


def _utility(name: str, points: np.ndarray, cost: float) -> np.ndarray:
    if name == "points":
        return points.astype(np.float64)
    return np.array([{"cost": cost or 1.0, "cardinality": 1.0}[name]])


def _locks(ids: tuple[str, ...], most: np.ndarray, locked_in: tuple[str, ...], locked_out: frozenset[str]) -> dict:
    if unknown := [id for id in {*locked_in, *locked_out} if id not in ids]:
        raise ImpossibleLocks("UNKNOWN", unknown)
    if both := locked_out & set(locked_in):
        raise ImpossibleLocks("BOTH", sorted(both))
    times = Counter(locked_in)
    if too_often := [id for id, limit in zip(ids, most, strict=True) if times[id] > limit]:
        raise ImpossibleLocks("TOO_OFTEN", too_often)
    return {
        "locked_in": np.array([times[id] for id in ids], int),
        "locked_out": frozenset(ids.index(id) for id in locked_out),
    }
