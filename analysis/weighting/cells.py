"""Margins made ready for raking: checked, scaled to one total, thin groups joined to their neighbours.

A group with fewer than ``least`` answers joins the neighbour in the order of the totals (roster order for buildings,
age order for bands) that has fewer answers, and so on until no group is thin. Where a margin is crossed
(building × age), a neighbour that shares the first parts goes before one that does not.

Doubts (codes, numbers):
NOT_HEARD      margin, value, residents: they live there and nobody answered; their neighbours speak for them
NO_RESIDENTS   margin, value, answers: answers from a group without residents in the totals; counted as unknown
UNKNOWN        margin, answers: answers that do not say it; that margin does not move them
SCALED         margin, total, population: the totals add up to something else; scaled to the population
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

import numpy as np

from analysis.reasons import Reason, Refusal

LEAST = 10
_DIFFER = 0.05
_SAME = 1e-6
UNKNOWN = -1


class CannotWeigh(Refusal):
    """Margins or start weights from which no weights follow."""

    SENTENCES = {
        "NO_BALLOTS": "there are no answers to weigh. Wait until some have come in.",
        "NO_MARGINS": "there are no totals to weigh to. Give the residents of each age band or building.",
        "NO_SUCH_STRATUM": "the answers do not say {margin!r}. They say: {known}.",
        "BAD_TOTAL": "{margin} {value} has {total} residents. Give a number of 0 or more.",
        "NOBODY": "the totals of {margin} are all 0. Give the number of residents in each group.",
        "NOBODY_KNOWN": "no answer belongs to a group of the totals of {margin}. Check how the groups are written.",
        "CONTRADICT": "{margin} adds up to {total:,.0f} residents, {first} to {population:,.0f}. Correct the totals.",
        "BAD_START": "a weight to start from is not a number of 0 or more, or all are 0. Correct the weights.",
        "BAD_BOUNDS": "bounds {low:g} and {high:g} leave no room: the first must be at most 1, the second at least 1.",
    }


@dataclass(frozen=True)
class Collapsed:
    """Groups of one margin that were joined because one of them was thin."""

    margin: str
    values: tuple[str, ...]
    answers: int
    residents: float


@dataclass(frozen=True)
class Margin:
    """One margin: groups 0 … k−1, each of one value or several joined, and the group of each ballot or UNKNOWN.

    A value is a tuple, with one part for each stratum that the margin crosses.
    """

    name: str
    groups: tuple[tuple[tuple[str, ...], ...], ...]
    residents: np.ndarray
    codes: np.ndarray

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(" + ".join(map(name_of, values)) for values in self.groups)

    @property
    def answers(self) -> np.ndarray:
        return np.bincount(self.codes[self.codes != UNKNOWN], minlength=len(self.groups))


def prepare(
    strata: Mapping[str, Sequence[str]], margins: Mapping, n: int, least: int
) -> tuple[list[Margin], float | None, list[Collapsed], list[Reason]]:
    """Margins ready to rake, the population they add up to, what was collapsed, and doubts.

    Totals that add up to less than the number of answers cannot count residents: they are shares.
    The population is what the first margin that counts adds up to, or None.
    """
    if not n:
        raise CannotWeigh("NO_BALLOTS")
    if not margins:
        raise CannotWeigh("NO_MARGINS")
    doubts: list[Reason] = []
    read = [_read(strata, key, totals, doubts) for key, totals in margins.items()]
    counting = [margin for margin in read if margin.residents.sum() >= max(n * (1 - _SAME), 1 + _SAME)]
    population = float(counting[0].residents.sum()) if counting else None
    scaled = [_scaled(m, population or n, counting, doubts) for m in read]
    joined = [_collapse(margin, least) for margin in scaled]
    collapsed = [
        Collapsed(m.name, tuple(map(name_of, values)), int(answers), float(residents))
        for m in joined
        for values, answers, residents in zip(m.groups, m.answers, m.residents, strict=True)
        if len(values) > 1
    ]
    return joined, population, collapsed, doubts


def name_of(key: str | tuple[str, ...]) -> str:
    return key if isinstance(key, str) else " × ".join(key)


def _read(strata, key, totals: Mapping, doubts: list[Reason]) -> Margin:
    name, parts = name_of(key), (key,) if isinstance(key, str) else tuple(key)
    for part in parts:
        if part not in strata:
            raise CannotWeigh("NO_SUCH_STRATUM", margin=part, known=", ".join(strata) or "nothing")
    for value, total in totals.items():
        if not (np.isfinite(total) and total >= 0):
            raise CannotWeigh("BAD_TOTAL", margin=name, value=name_of(value), total=total)
    kept = {_as_tuple(value): float(total) for value, total in totals.items() if total > 0}
    if not kept:
        raise CannotWeigh("NOBODY", margin=name)
    codes = _codes(list(zip(*(strata[part] for part in parts), strict=True)), kept, name, doubts)
    if (codes == UNKNOWN).all():
        raise CannotWeigh("NOBODY_KNOWN", margin=name)
    margin = Margin(name, tuple((value,) for value in kept), np.array(list(kept.values())), codes)
    for label, residents, answers in zip(margin.labels, margin.residents, margin.answers, strict=True):
        if not answers:
            doubts.append(Reason("NOT_HEARD", {"margin": name, "value": label, "residents": float(residents)}))
    return margin


def _as_tuple(value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _codes(values: list[tuple[str, ...]], kept: Mapping, name: str, doubts: list[Reason]) -> np.ndarray:
    code_of = {value: code for code, value in enumerate(kept)}
    codes = np.fromiter((code_of.get(value, UNKNOWN) for value in values), np.int64, len(values))
    strange: dict[tuple[str, ...], int] = {}
    for row in np.flatnonzero(codes == UNKNOWN):
        strange[values[row]] = strange.get(values[row], 0) + 1
    blank = sum(count for value, count in strange.items() if not all(value))
    if blank:
        doubts.append(Reason("UNKNOWN", {"margin": name, "answers": blank}))
    for value, count in strange.items():
        if all(value):
            doubts.append(Reason("NO_RESIDENTS", {"margin": name, "value": name_of(value), "answers": count}))
    return codes


def _scaled(margin: Margin, population: float, counting: list[Margin], doubts: list[Reason]) -> Margin:
    total = float(margin.residents.sum())
    if margin in counting and abs(total - population) > _DIFFER * population:
        numbers = {"margin": margin.name, "total": total, "first": counting[0].name, "population": population}
        raise CannotWeigh("CONTRADICT", **numbers)
    if margin in counting and abs(total - population) > _SAME * population:
        doubts.append(Reason("SCALED", {"margin": margin.name, "total": total, "population": population}))
    return Margin(margin.name, margin.groups, margin.residents * (population / total), margin.codes)


def _collapse(margin: Margin, least: int) -> Margin:
    """Join the thinnest group to a neighbour until no group has fewer than ``least`` answers."""
    runs = [[number] for number in range(len(margin.groups))]
    answers = margin.answers.tolist()
    while len(runs) > 1 and min(answers) < max(least, 1):
        thin = answers.index(min(answers))
        first, second = sorted((thin, _neighbour(margin, runs, answers, thin)))
        runs[first] += runs.pop(second)
        answers[first] += answers.pop(second)
    new_code = np.empty(len(margin.groups) + 1, np.int64)
    new_code[UNKNOWN] = UNKNOWN
    for code, run in enumerate(runs):
        new_code[run] = code
    groups = tuple(sum((margin.groups[number] for number in run), ()) for run in runs)
    residents = np.array([margin.residents[run].sum() for run in runs])
    return Margin(margin.name, groups, residents, new_code[margin.codes])


def _neighbour(margin: Margin, runs: list[list[int]], answers: list[int], thin: int) -> int:
    beside = [place for place in (thin - 1, thin + 1) if 0 <= place < len(runs)]
    return min(beside, key=lambda place: (-_shared(margin, runs[thin], runs[place]), answers[place]))


def _shared(margin: Margin, one: list[int], other: list[int]) -> int:
    """How many leading parts two runs of crossed groups have in common (their nearest members)."""
    near, far = (one[-1], other[0]) if one[-1] < other[0] else (one[0], other[-1])
    parts = zip(margin.groups[near][0], margin.groups[far][0], strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], parts))
