"""Elections with a planted group that a plan neglects."""

import numpy as np

from analysis.ballots import BLANK, Activity, Ballots


def planted(seed: int) -> tuple[Ballots, list[str], int, str, int]:
    """Ballots, a plan, its budget, the activity that is missing and how many were planted to miss it.

    Some hundred people mark at random; the plan is whatever fits in a random order. A group is then made to want the
    missing activity, and of the plan only what leaves its shares enough to pay for it.
    """
    state = np.random.default_rng(seed)
    n, m = int(state.integers(40, 400)), int(state.integers(6, 30))
    costs = state.integers(1, 40, m)
    budget = max(int(costs.sum() * state.uniform(0.3, 0.8)), int(costs.max()))
    points = state.choice([BLANK, 0, 1, 2, 3, 4, 5], (n, m), p=[0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1])
    plan, left = [], budget
    missing, *others = state.permutation(m).tolist()
    for column in others:
        if costs[column] <= left:
            plan.append(column)
            left -= costs[column]
    members = state.permutation(n)[: int(np.ceil(n * costs[missing] / budget)) + int(state.integers(0, n // 4))]
    for row in members:
        points[row, missing] = state.integers(2, 6)
        spare = len(members) * budget / n - costs[missing]
        for column in (column for column in plan if points[row, column] >= 2):
            if costs[column] <= spare:
                spare -= costs[column]
            else:
                points[row, column] = 1
    activities = [Activity(f"a{j}", f"活动{j}", int(cost)) for j, cost in enumerate(costs)]
    return Ballots(points.astype(np.int8), activities), [f"a{j}" for j in plan], budget, f"a{missing}", len(members)
