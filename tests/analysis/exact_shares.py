"""A twin of the method of equal shares: exact fractions, each cap tried, completion one step at a time."""

from fractions import Fraction

from analysis.ballots import Ballots


def utility(ballots: Ballots, name: str, row: int, column: int, time: int) -> Fraction:
    points = int(ballots.points[row, column])
    if points < ballots.want or points <= 0:
        return Fraction(0)
    cost = ballots.activities[column].cost
    return Fraction({"points": points, "cost": cost, "cardinality": 1}[name]) / 2**time


def price(purses, utilities, cost):
    """Least r with sum of min(purse, r × utility) = cost, or None."""
    payers = [(purse, u) for purse, u in zip(purses, utilities, strict=True) if u > 0]
    if sum(purse for purse, _ in payers) < cost or not payers:
        return None
    payers.sort(key=lambda p: p[0] / p[1])
    for capped in range(len(payers)):
        rest = cost - sum(purse for purse, _ in payers[:capped])
        r = rest / sum(u for _, u in payers[capped:])
        if r * payers[capped][1] <= payers[capped][0]:
            return r
    raise AssertionError("the purses suffice, so a price exists")


def run(ballots: Ballots, name: str, endowment: Fraction, budget) -> list[int]:
    rows, columns = range(len(ballots)), range(len(ballots.activities))
    purses, bought = [endowment] * len(ballots), []
    supporters = [sum(utility(ballots, name, i, j, 0) > 0 for i in rows) for j in columns]
    while True:
        quotes = []
        for j in columns:
            activity, time = ballots.activities[j], bought.count(j)
            if time < activity.most_occasions and activity.cost <= budget:
                u = [utility(ballots, name, i, j, time) for i in rows]
                if (r := price(purses, u, Fraction(activity.cost))) is not None:
                    quotes.append((r, -supporters[j], activity.cost, j, u))
        if not quotes:
            return bought
        r, _, _, j, u = min(quotes, key=lambda q: q[:4])
        purses = [purse - min(purse, r * u[i]) for i, purse in enumerate(purses)]
        bought.append(j)


def equal_shares(ballots: Ballots, budget: int, name: str, completion: str, step: Fraction) -> list[str]:
    def cost(bought):
        return sum(ballots.activities[j].cost for j in bought)

    def more(bought):
        """Columns that could still be bought by somebody."""
        return [
            j
            for j, a in enumerate(ballots.activities)
            if bought.count(j) < a.most_occasions
            and a.cost <= budget
            and any(utility(ballots, name, i, j, 0) > 0 for i in range(len(ballots)))
        ]

    endowment = Fraction(budget, len(ballots))
    best = run(ballots, name, endowment, budget)
    while completion != "none" and more(best):
        if completion == "add1" and all(
            ballots.activities[j].cost > budget - cost(best)
            for j, a in enumerate(ballots.activities)
            if bought_less(best, j, a) and any(utility(ballots, name, i, j, 0) > 0 for i in range(len(ballots)))
        ):
            break
        endowment += step
        further = run(ballots, name, endowment, budget)
        if cost(further) > budget:
            break
        best = further
    return [ballots.ids[j] for j in best]


def bought_less(bought, column, activity) -> bool:
    return bought.count(column) < activity.most_occasions
