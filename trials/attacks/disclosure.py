"""What an organiser, who sees every page and table of a closed list, can work out of the counts that these hide: in the
year of the demonstration, and of as many answers as points are just shown for, and just not.

python -m trials.attacks.disclosure [--budgets 40]

The attacker knows the method, the exact number of answers (the record of the close tells it), how many live in each
building, the weight of every answer, every rounded figure and correction, and the exact order of all activities by
weighted points (which the plain plan gives away at one budget or another).
He reads every figure, place, order, bar, table and plan, in both views, twice; whatever does not look rounded he takes
for exact. Then he asks for each count the least and the most it can be. A count is recovered where fewer than five
values are left.
"""

import argparse
from collections.abc import Callable

from survey.demo.story import ANSWERS_LAST_YEAR
from survey.release import ENOUGH_FOR_POINTS
from trials import machine
from trials.attacks.attacker import Attacker, Cell, Known
from trials.attacks.published import a_year

SIZES = (ENOUGH_FOR_POINTS - 10, ENOUGH_FOR_POINTS + 10, ANSWERS_LAST_YEAR)


def attack(
    get: Callable[[str], bytes], known: Known, truth: dict[str, tuple[dict, int]], budgets: list[int]
) -> list[Cell]:
    """Every cell that the attacker can say anything of, with what it truly is."""
    attacker = Attacker(get, known)
    for _again in range(2):
        attacker.read_everything(budgets)
    attacker.is_told_the_order(known.by_points)
    return attacker.cells(truth)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--budgets", type=int, default=40, help="how many budgets are tried out")
    tried = parser.parse_args().budgets
    budgets = [1000 + 119_000 * n // tried for n in range(tried)]
    bars = {}
    for answers in SIZES:
        with a_year(answers) as (get, known, truth):
            bars |= report(answers, attack(get, known, truth, budgets))
    machine.conclude(bars)


def report(answers: int, cells: list[Cell]) -> dict[str, bool]:
    recovered = [cell for cell in cells if cell.is_recovered]
    misread = [cell for cell in cells if cell.is_misread]
    for cell in recovered + misread:
        print(f"{cell.name}: {cell.low} to {cell.high}, truly {cell.true}")
    narrowest = min(cell.high - cell.low + 1 for cell in cells)
    print(f"{answers:,} answers: {len(cells)} cells, narrowest {narrowest} values")
    return {
        f"of {answers:,} answers no cell is left with fewer than five values ({len(recovered)})": not recovered,
        f"of {answers:,} answers none is misread ({len(misread)})": not misread,
    }


if __name__ == "__main__":
    main()
