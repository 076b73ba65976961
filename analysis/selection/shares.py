"""One run of the method of equal shares at one endowment, in floating point, with the order of ties passed in."""

from __future__ import annotations

import numpy as np

from analysis.selection.offers import Offers, dot

# Prices and sums that agree to eleven figures are one price, and a sum that lacks less than that is enough:
# a run of a hundred purchases loses two or three of the sixteen figures of a double.
TIE = 1e-11


class Start:
    """What every run begins with: purchases at the floor price, for which nobody has to spend his last money.

    They are the same whatever the endowment, so they are made once; a larger endowment only adds to them.
    ``bought`` are columns in order, ``spent`` (n,) what each respondent has paid for them.
    """

    def __init__(self, offers: Offers, candidates: list[int]):
        self.offers, self.ties = offers, offers.tie_ranks()
        self.costs = [float(cost) for cost in offers.costs]
        self.occasions = offers.certain.copy()
        self.floors = offers.floor_prices() * 2.0**self.occasions
        self.prices = np.full(len(self.floors), np.inf)
        self.prices[candidates] = self.floors[candidates]
        self.spent = np.zeros(len(offers.all_weights))
        self.bought: list[int] = []

    def run(self, endowment: float, *, noting: bool = False) -> Run:
        while self.prices.size and (least := self.prices.min()) < np.inf:
            rivals = (self.prices <= least * (1 + TIE)).nonzero()[0]
            if not self._bought_at_floor(int(rivals[self.ties[rivals].argmin()]), endowment):
                break
        return Run(self, endowment, noting)

    def _bought_at_floor(self, column: int, endowment: float) -> bool:
        rows, worth = self.offers.rows[column], 0.5 ** self.occasions[column]
        after = self.spent[rows] + self.prices[column] * worth * self.offers.utilities[column]
        if after.max() * (1 + 2 * TIE) >= endowment:
            return False
        self.spent[rows] = after
        self.bought.append(column)
        self.occasions[column] += 1
        self.floors[column] *= 2
        self.prices[column] = self.floors[column] if self.occasions[column] < self.offers.most[column] else np.inf
        if self.offers.room:
            self.prices[self.offers.room.full(self.occasions)] = np.inf
        return True


class Run:
    """Everybody starts with ``endowment``; what has the least price for a unit of utility is bought, and so on.

    bought : columns in the order bought.
    purses : array (n,), what each respondent has left.
    capped : array (n,), who has once spent all he had.
    lacks : array (m,), the least money that would have let an activity be bought earlier, or at all; noted on demand.
    """

    def __init__(self, start: Start, endowment: float, noting: bool):
        self.noting = noting
        self.offers, self.ties, self.costs = start.offers, start.ties, start.costs
        self.purses = endowment - start.spent
        self.bought, self.occasions = list(start.bought), start.occasions.copy()
        self.capped = np.zeros(len(self.purses), bool)
        self.lacks = np.full(len(self.costs), np.inf)
        self.floors, self.prices = start.floors.copy(), start.prices.copy()
        self.units = self.offers.totals / 2.0**self.occasions
        self.worths = (0.5**self.occasions).tolist()
        self.fresh: dict[int, np.ndarray] = {}
        while (column := self._cheapest()) is not None:
            self._buy(column)

    def supporters_money(self, column: int) -> float:
        return dot(self.offers.weights[column], self.purses[self.offers.rows[column]])

    def _cheapest(self) -> int | None:
        """Purses only shrink, so an old price is a lower bound: only those that look cheapest are asked again."""
        best = np.inf
        while self.prices.size and (least := float(self.prices[column := int(self.prices.argmin())])) < np.inf:
            if column in self.fresh:
                rivals = (self.prices <= least * (1 + TIE)).nonzero()[0].tolist()
                stale = [rival for rival in rivals if rival not in self.fresh]
                if not stale:
                    return min(rivals, key=self.ties.__getitem__)
                column = stale[0]
            self._ask_price(column, best)
            if column in self.fresh:
                best = min(best, float(self.prices[column]))
        return None

    def _ask_price(self, column: int, best: float) -> None:
        """The price, or a lower bound of it above ``best``, which is as good as the price."""
        weights, cost = self.offers.weights[column], self.costs[column]
        purses = self.purses[self.offers.rows[column]]
        missing = cost - dot(weights, purses)
        if missing > TIE * cost:
            self.prices[column] = np.inf
            if self.noting:
                self.lacks[column] = min(self.lacks[column], missing)
            return
        worth = self.worths[column]
        utilities, demand = self.offers.utilities[column], self.offers.demands[column]
        at_least, enough = float(self.prices[column]) * worth, best * worth * (1 + 2 * TIE)
        price, units, final = _search(purses, utilities, weights, demand, cost, at_least, enough)
        self.prices[column], self.units[column] = price / worth, units * worth
        if final:
            self.fresh[column] = purses

    def _buy(self, column: int) -> None:
        price, purses = float(self.prices[column]), self.fresh[column]
        rows = self.offers.rows[column]
        payments = price * self.worths[column] * self.offers.utilities[column]
        if self.noting:
            self._note_lacks(column, price)
            self.capped[rows[purses <= payments * (1 + TIE)]] = True
        self.purses[rows] = np.maximum(purses - payments, 0)
        self.bought.append(column)
        self.occasions[column] += 1
        self.worths[column] /= 2
        self.fresh.clear()
        self._offer_again(column, price)

    def _offer_again(self, column: int, price: float) -> None:
        """Another occasion is worth half, so a unit of utility costs at least twice as much."""
        again = self.occasions[column] < self.offers.most[column]
        self.prices[column] = 2 * price if again else np.inf
        self.floors[column] *= 2
        self.units[column] /= 2
        if self.offers.room:
            self.prices[self.offers.room.full(self.occasions)] = np.inf

    def _note_lacks(self, column: int, price: float) -> None:
        """How much more money a rival's supporters would have needed to undercut ``price``.

        Money lowers prices, but no price falls below its floor. The sum that a rival's supporters would pay at a lower
        price bends downwards, so at ``price`` they lack at least (its price − price) × the units sold at the margin.
        """
        rivals = (self.floors < price * (1 - TIE)) & (self.prices < np.inf)
        rivals[column] = False
        if rivals.any():
            lacks = (self.prices[rivals] - price) * self.units[rivals]
            self.lacks[rivals] = np.minimum(self.lacks[rivals], lacks)

    def safe_raise(self, least: float = 0.0) -> float:
        """As long as everybody's endowment rises by less than this, the same is bought in the same order.

        While that is so nobody has less than before, who was never capped has at least the raise more, and all together
        have the raise times their weight more. What the supporters of an activity have more is therefore at most the
        raise times the weight of those who support it or were capped. A raise below ``least`` is not worked out: 0.
        """
        weights, capped = self.offers.all_weights, self.capped
        capped_weight = dot(weights, capped)
        columns = np.isfinite(self.lacks).nonzero()[0]
        at_most = self.lacks[columns] / np.maximum(np.maximum(self.offers.people[columns], capped_weight), 1e-300)
        if len(columns) and at_most.min() < least:
            return 0.0
        raises = [
            self.lacks[column] / (capped_weight + dot(self.offers.weights[column], ~capped[self.offers.rows[column]]))
            for column in columns
        ]
        return min(raises, default=np.inf)


def _search(purses, utilities, weights, demand, cost, price, enough) -> tuple[float, float, bool]:
    """Newton's steps from a lower bound: price, units sold at the margin, whether it is final or only above enough."""
    able_before, rest = -1, cost
    while True:
        able = purses > price * utilities
        count = int(np.count_nonzero(able))
        units = dot(demand, able)
        if count in (0, able_before):
            return price, units, True
        if count < len(able):
            rest = cost - dot(weights, purses * ~able)
        price, able_before = max(price, rest / units), count
        if price > enough:
            return price, units, False


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
    price, units, _ = _search(purses, utilities, weights, weights * utilities, cost, at_least, np.inf)
    return float(price), units
