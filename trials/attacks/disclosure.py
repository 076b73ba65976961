"""What an organiser, who sees every page and table of a closed list, can work out of the counts that these hide.

python -m trials.attacks.disclosure [--budgets 40]

The attacker knows the method, the exact number of answers (the record of the close tells it), how many live in each
building, and the exact order of all activities by points (which the plain plan gives away at one budget or another).
He reads every figure, place, order, bar, table and plan, in both views, twice; whatever does not look rounded he takes
for exact. Then he asks for each count the least and the most it can be. A count is recovered where fewer than five
values are left.
"""

import argparse
from collections.abc import Callable

from trials import machine
from trials.attacks.attacker import Attacker, Cell, Known
from trials.attacks.published import demonstration


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
    with demonstration() as (get, known, truth):
        cells = attack(get, known, truth, [1000 + 119_000 * n // tried for n in range(tried)])
    report(cells)


def report(cells: list[Cell]) -> None:
    recovered = [cell for cell in cells if cell.is_recovered]
    for cell in recovered:
        print(f"{cell.name}: {cell.low} to {cell.high}, truly {cell.true}")
    misread = sum(cell.is_misread for cell in cells)
    narrowest = min(cell.high - cell.low + 1 for cell in cells)
    print(f"{len(cells)} cells, {len(recovered)} recovered, narrowest {narrowest} values, {misread} misread")
    machine.conclude({"no cell is left with fewer than five values": not recovered, "none is misread": not misread})


if __name__ == "__main__":
    main()
