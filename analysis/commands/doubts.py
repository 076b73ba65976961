"""Doubts about a result as sentences for the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.reasons import Reason

SENTENCES = {
    "NOT_HEARD": "{margin} {value}: {residents:,.0f} residents and no answer; its neighbours speak for it",
    "NO_RESIDENTS": "{margin} {value}: {answers:,} answers but no residents in the totals; counted as not said",
    "UNKNOWN": "{answers:,} answers do not say their {margin}; it does not move their weight",
    "SCALED": "{margin} adds up to {total:,.0f}; scaled to {population:,.0f}",
    "NOT_MET": "{margin} cannot be met: {gap:.1%} of the weight is in wrong groups (totals contradict, or bounds bind)",
    "HEAVY": "design effect {design_effect:.2f}: these weights cost more than half of what the answers are worth",
    "JOINED_STRATA": "{strata:,} strata with a single answer joined their neighbours",
    "TOO_FEW": "too few answers to say: {answers:,}, worth {effective_n:,.1f}",
}


def doubt_lines(doubts: Iterable[Reason]) -> list[str]:
    """One line for each doubt.

    >>> doubt_lines([Reason("TOO_FEW", {"answers": 3, "effective_n": 3.0})])
    ['Note: too few answers to say: 3, worth 3.0.']
    """
    return [f"Note: {SENTENCES[doubt.code].format(**doubt.numbers)}." for doubt in doubts]
