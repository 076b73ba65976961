"""A rule that fills from the top keeps ceilings by itself; floors and pairs by being run again with more locked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import numpy as np

from analysis.selection.offers import Offers
from analysis.selection.outcome import Selection


def keeping(offers: Offers, budget: int | Fraction, choose: Callable[[Offers], Selection]) -> Selection:
    """The plan of ``choose`` that keeps the conditions of ``offers``.

    What a floor lacks is put in, the activity with most utility first; of half a pair the other half, or else the pair
    is left out. It is paid first, like what is locked in, and the rule runs again with what is left.

    Raises
    ------
    ImpossibleConditions : naming a smallest set of conditions that clash.
    """
    if not offers.conditions.beyond_locks:
        return choose(offers)
    from analysis.selection.program import Program  # scipy.optimize takes a quarter of a second to load

    Program.of(offers, budget).refuse_a_clash()
    selection = choose(offers)
    while offers.conditions.need_more and (repairs := _repairs(offers, selection)):
        offers = next(changed for changed in repairs if Program.of(changed, budget).feasible())
        selection = choose(offers)
    return selection


def _repairs(offers: Offers, selection: Selection) -> list[Offers]:
    """Offers with one thing more locked, the first to be tried first; none when nothing is lacking."""
    occasions = np.array([selection.occasions.get(id, 0) for id in offers.ids])
    column = {id: j for j, id in enumerate(offers.ids)}
    for category in offers.conditions.categories:
        members = [column[id] for id in category.ids]
        if occasions[members].sum() < category.at_least:
            return [_forcing(offers, j) for j in sorted(members, key=lambda j: _rank(offers, j, occasions))]
    for pair in offers.conditions.together:
        held = [bool(occasions[column[id]]) for id in pair]
        if held[0] != held[1]:
            lacking, only = column[pair[held.index(False)]], column[pair[held.index(True)]]
            return [_forcing(offers, lacking), replace(offers, barred=offers.barred | {only})]
    return []


def _rank(offers: Offers, column: int, occasions: np.ndarray) -> tuple[float, int]:
    return -offers.totals[column] / 2.0 ** occasions[column], int(offers.tie_ranks()[column])


def _forcing(offers: Offers, column: int) -> Offers:
    forced = offers.forced.copy()
    forced[column] += 1
    return replace(offers, forced=forced)
