"""How often a change is called where nothing changed, and how often the range of a forecast holds, on invented years.

python -m bench.years
"""

import sys

import numpy as np

from analysis.ballots import Activity, Ballots
from analysis.years import Held, Wanted, compare, forecast, score

RESIDENTS, ACTIVITIES, WORLDS = 6_400, 30, 1_000
PARTS = [(0.1, 0.1, 0.2), (0.3, 0.3, 0.35), (0.6, 0.5, 0.6)]


def year(liking: np.ndarray, state: np.random.Generator) -> Ballots:
    """A fifth answers, every second resident three times as readily and liking more; the weights know it."""
    ready = np.where(np.arange(RESIDENTS) % 2, 1.5, 0.5)
    came = state.random(RESIDENTS) < 0.2 * ready
    wants = state.random((int(came.sum()), ACTIVITIES)) < liking * np.where(ready[came, None] > 1, 1.4, 1)
    return Ballots(2 * wants.astype(np.int8), tuple(Activity(f"a{j}", "") for j in range(ACTIVITIES)), 1 / ready[came])


def false_alarms(seed: int) -> tuple[bool, bool]:
    """Whether anything was called a change where nothing changed, and where three activities rose, by how many."""
    state = np.random.default_rng(seed)
    liking = state.beta(1, 4, ACTIVITIES) * 0.7
    risen = liking + 0.06 * (np.arange(ACTIVITIES) < 3)
    same, other = (compare(year(now, state), year(liking, state)) for now in (liking, risen))
    called = [change for change in other.changes if change.code in ("ROSE", "FELL")]
    wrong = sum(change.id not in ("a0", "a1", "a2") for change in called)
    return any(change.code in ("ROSE", "FELL") for change in same.changes), wrong / max(len(called), 1)


def coverage(parts: tuple, counted: int, seed: int) -> float:
    """Half of the activities were held and counted before, all are forecast."""
    state, kinds = np.random.default_rng(seed), np.arange(ACTIVITIES) % 6
    ratio = np.log(0.25) + 0.82 * state.normal() + parts[0] * state.normal(size=6)[kinds]
    ratio += parts[1] * state.normal(size=ACTIVITIES)
    shares = state.uniform(0.03, 0.5, ACTIVITIES)

    def come(j: int) -> int:
        return int(state.poisson(shares[j] * RESIDENTS * np.exp(ratio[j] + parts[2] * state.normal())))

    half = range(ACTIVITIES // 2)
    past = [Held(f"a{j}", shares[j], RESIDENTS, come(j), f"k{kinds[j]}") for j in half for _ in range(counted)]
    wanted = [Wanted(f"a{j}", share, share, share, f"k{kinds[j]}") for j, share in enumerate(shares.tolist())]
    return score(forecast(wanted, RESIDENTS, past), {f"a{j}": come(j) for j in range(ACTIVITIES)}).coverage


def main() -> bool:
    alarms, wrong = np.mean([false_alarms(seed) for seed in range(WORLDS)], axis=0)
    print(f"nothing changed: a change called in {alarms:.1%} of {WORLDS:,} worlds (bar: 5 % and its chance)")
    print(f"three of {ACTIVITIES} rose: of what was called a change {wrong:.1%} had not changed (bar: 5 %)")
    learnt = []
    for parts in PARTS:
        for counted in (0, 1, 3):
            share = np.mean([coverage(parts, counted, seed) for seed in range(200)])
            print(f"turn-out varies {parts}, {counted} counted: ranges of 80 % hold in {share:.1%}")
            learnt += [share] if counted else []
    print("(bar: 75 to 85 % where anything was counted)")
    return alarms <= 0.05 + 2 * (0.05 / WORLDS) ** 0.5 and wrong <= 0.05 and 0.75 <= min(learnt) <= max(learnt) <= 0.85


if __name__ == "__main__":
    sys.exit(not main())
