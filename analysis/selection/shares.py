"""One run of the method of equal shares at one endowment, in floating point, with the order of ties passed in."""

from __future__ import annotations

import numpy as np

from analysis.selection.offers import Offers, dot

# Prices and sums that agree to eleven figures are one price, and a sum that lacks less than that is enough:
# a run of a hundred purchases loses two or three of the sixteen figures of a double.
TIE = 1e-11


class Run:
    """Everybody starts with ``endowment``; what has the least price for a unit of utility is bought, and so on.

    bought : columns in the order bought.
    purses : array (n,), what each respondent has left.
    capped : array (n,), who has once spent all he had.
    lacks : array (m,), the least money that would have let an activity be bought earlier, or at all.
    """

    def __init__(self, offers: Offers, floors: np.ndarray, ties: np.ndarray, candidates: list[int], endowment: float):
        self.offers, self.ties = offers, ties
        self.costs = np.array([float(cost) for cost in offers.costs])
        self.purses = np.full(len(offers.all_weights), endowment)
        self.occasions = offers.locked_in.copy()
        self.bought: list[int] = []
        self.capped = np.zeros(len(offers.all_weights), bool)
        self.lacks = np.full(len(floors), np.inf)
        self.floors = floors * 2.0**self.occasions
        self.prices = np.full(len(floors), np.inf)
        self.prices[candidates] = self.floors[candidates]
        self.units = offers.totals / 2.0**self.occasions
        self.fresh = np.zeros(len(floors), bool)
        while (column := self._cheapest()) is not None:
            self._buy(column)

    def supporters_money(self, column: int) -> float:
        return dot(self.offers.weights[column], self.purses[self.offers.rows[column]])

    def _cheapest(self) -> int | None:
        """Purses only shrink, so an old price is a lower bound: only those that look cheapest are asked again."""
        while self.prices.size and (least := self.prices[column := int(self.prices.argmin())]) < np.inf:
            if self.fresh[column]:
                rivals = (self.prices <= least * (1 + TIE)).nonzero()[0]
                stale = rivals[~self.fresh[rivals]]
                if not len(stale):
                    return int(rivals[self.ties[rivals].argmin()])
                column = int(stale[0])
            self._ask_price(column)
        return None

    def _ask_price(self, column: int) -> None:
        purses, weights = self.purses[self.offers.rows[column]], self.offers.weights[column]
        missing = self.costs[column] - dot(weights, purses)
        self.fresh[column] = True
        if missing > TIE * self.costs[column]:
            self.prices[column] = np.inf
            self.lacks[column] = min(self.lacks[column], missing)
            return
        worth = 0.5 ** self.occasions[column]
        utilities = self.offers.utilities[column] * worth
        self.prices[column], self.units[column] = unit_price(
            purses, utilities, weights, self.costs[column], self.prices[column]
        )

    def _buy(self, column: int) -> None:
        price = self.prices[column]
        self._note_lacks(column, price)
        rows, worth = self.offers.rows[column], 0.5 ** self.occasions[column]
        payments = price * worth * self.offers.utilities[column]
        self.capped[rows] |= self.purses[rows] <= payments * (1 + TIE)
        self.purses[rows] -= np.minimum(self.purses[rows], payments)
        self.bought.append(column)
        self.occasions[column] += 1
        self.fresh[:] = False
        self._offer_again(column, price)

    def _offer_again(self, column: int, price: float) -> None:
        """Another occasion is worth half, so a unit of utility costs at least twice as much."""
        again = self.occasions[column] < self.offers.most[column]
        self.prices[column] = 2 * price if again else np.inf
        self.floors[column] *= 2
        self.units[column] /= 2

    def _note_lacks(self, column: int, price: float) -> None:
        """How much more money a rival's supporters would have needed to undercut ``price``.

        Money lowers prices, but no price falls below its floor. The sum that a rival's supporters would pay at a lower
        price bends downwards, so at ``price`` they lack at least (its price − price) × the units sold at the margin.
        """
        rivals = np.isfinite(self.prices) & (self.floors < price * (1 - TIE))
        rivals[column] = False
        lacks = (self.prices[rivals] - price) * self.units[rivals]
        self.lacks[rivals] = np.minimum(self.lacks[rivals], lacks)

    def safe_raise(self) -> float:
        """As long as everybody's endowment rises by less than this, the same is bought in the same order.

        While that is so nobody has less than before, who was never capped has at least the raise more, and all together
        have the raise times their weight more. What the supporters of an activity have more is therefore at most the
        raise times the weight of those who support it or were capped.
        """
        weights, capped = self.offers.all_weights, self.capped
        capped_weight = dot(weights, capped)
        raises = [
            self.lacks[column] / (capped_weight + dot(self.offers.weights[column], ~capped[self.offers.rows[column]]))
            for column in np.flatnonzero(np.isfinite(self.lacks))
        ]
        return min(raises, default=np.inf)


def unit_price(
    purses: np.ndarray, utilities: np.ndarray, weights: np.ndarray, cost: float, at_least: float = 0.0
) -> tuple[float, float]:
    """The price of a unit of utility at which supporters together pay ``cost``, none more than his purse.

    Each pays min(purse, price × utility). Returns the price, and how many units those still buy who are not
    out of money at that price. ``at_least`` is any lower bound of the price; the purses must suffice.

    Source: Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities",
    NeurIPS 2021, definition of ρ-affordability.

    >>> unit_price(np.array([1.0, 9.0, 9.0]), np.array([1.0, 1.0, 2.0]), np.ones(3), cost=10.0)
    (3.0, 3.0)
    """
    demand, money = weights * utilities, weights * purses
    price, able_before = at_least, -1
    while True:
        able = purses > price * utilities
        count = int(np.count_nonzero(able))
        units = dot(demand, able)
        if count in (0, able_before):
            return float(price), units
        price, able_before = max(price, (cost - dot(money, ~able)) / units), count
