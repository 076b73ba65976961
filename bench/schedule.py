"""Seconds to place a year's occasions and to name a clash, on made-up communities of 12 to 40 occasions and 3 venues.

python -m bench.schedule
"""

import statistics
import sys
import time
from dataclasses import replace

import numpy as np

from analysis.scheduling import FESTIVALS, SLOTS, Limits, Programme, Venue, schedule

BAR, CLASH_BAR = 0.7, 5.0
SEASONS = [(1, 12), (1, 12), (4, 10), (11, 2), (3, 6), (9, 11)]
RESIDENTS = {"north": 2000, "middle": 2500, "south": 1900}
VENUES = (
    Venue("hall", seats=200, area="north"),
    Venue("room", seats=60, area="south", setting="indoor"),
    Venue("square", area="middle", setting="outdoor", slots=("weekday-evening", "weekend-day", "weekend-evening")),
)


def community(occasions: int, seed: int) -> tuple[list[Programme], dict]:
    state, programmes = np.random.default_rng(seed), []
    while missing := occasions - sum(programme.occasions for programme in programmes):
        programmes.append(made_up(len(programmes), min(missing, int(state.choice([1, 1, 2, 2, 3, 4]))), state))
    free = {p.id: dict(zip(SLOTS, state.integers(20, 400, len(SLOTS)).tolist(), strict=True)) for p in programmes}
    return programmes, free


def made_up(number: int, occasions: int, state: np.random.Generator) -> Programme:
    first, last = SEASONS[state.integers(len(SEASONS))]
    setting = str(state.choice(["either", "either", "indoor", "outdoor"]))
    programme = Programme(
        f"a{number}", "", occasions, first, last, people=int(state.integers(20, 190)), setting=setting
    )
    if number % 3 or number // 3 >= len(FESTIVALS):
        return programme
    return replace(programme, occasions=1, season_from=1, season_to=12, festival=list(FESTIVALS)[number // 3])


def timed(occasions: int, seed: int, limits: Limits) -> float:
    programmes, free = community(occasions, seed)
    start = time.process_time()
    found = schedule(programmes, 2027, venues=VENUES, free=free, residents=RESIDENTS, limits=limits)
    assert found.placements and bool(found.clash) == bool(found.unplaced)
    return time.process_time() - start


def main() -> bool:
    schedule({"warm": 1}, 2027)
    placing = [timed(occasions, seed, Limits()) for occasions in (12, 24, 40) for seed in range(1, 9)]
    tight = [(24, 2), (40, 4), (40, 3)]
    clashing = [timed(occasions, seed, Limits(most_a_month=most)) for occasions, most in tight for seed in (1, 2)]
    print("processor seconds            median  greatest   bar (median)")
    print(f"24 calendars placed          {statistics.median(placing):6.2f}  {max(placing):8.2f}   {BAR}")
    print(f"6 tight or impossible ones   {statistics.median(clashing):6.2f}  {max(clashing):8.2f}   {CLASH_BAR}")
    return statistics.median(placing) <= BAR and statistics.median(clashing) <= CLASH_BAR


if __name__ == "__main__":
    sys.exit(not main())
