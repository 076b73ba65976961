"""What the analysis found, as stored: frozen, and the same after a trip through JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from decimal import Decimal

import numpy as np

from analysis.disagreement import Disagreement
from analysis.flips import Flip
from analysis.reasons import Reason
from analysis.selection.outcome import Selection


@dataclass(frozen=True)
class ActivityFinding:
    """One activity by every measure, weighted; ``raw`` the same, each ballot counting once.

    places : by the weighted values. marks : respondents (raw) by what they pressed: want, fine, not_for_me, blank.
    """

    id: str
    title: str
    cost: int | float
    most_occasions: int
    n: int
    values: dict[str, float]
    raw: dict[str, float]
    places: dict[str, int]
    marks: dict[str, int]


@dataclass(frozen=True)
class Findings:
    """Computed result, never changed afterwards; the organiser's decision is kept apart from it.

    version, input_sha256, seed, and the rules inside ``fair`` and ``plain`` : what is needed to compute it again.
    respondents, people : number of ballots, raw and weighted.
    weighting : what the weights did (the facts of analysis.weighting.Weighting), None where there were no totals.
    fair, flips : the recommended plan, and for activities out of it the budget that would bring them in.
    plain : what going by points alone would choose.
    robustness : share of the replicates in which ``fair`` still has an activity; None without answers.
    uncertainty, proportionality, tastes, frontier : the facts of the results of these names, as JSON has them.
    """

    version: str
    input_sha256: str
    seed: int
    respondents: int
    people: float
    weighting: dict | None
    activities: tuple[ActivityFinding, ...]
    disagreements: tuple[Disagreement, ...]
    fair: Selection
    flips: dict[str, Flip]
    plain: Selection
    uncertainty: dict | None
    robustness: dict[str, float] | None
    proportionality: dict
    tastes: dict
    frontier: dict

    @property
    def only_fair(self) -> tuple[str, ...]:
        """Chosen by the recommended plan and not by the plain one."""
        return tuple(id for id in self.fair.occasions if id not in self.plain.occasions)

    @property
    def only_plain(self) -> tuple[str, ...]:
        """Chosen by the plain plan and not by the recommended one."""
        return tuple(id for id in self.plain.occasions if id not in self.fair.occasions)

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, default=_plain_number)

    @classmethod
    def from_json(cls, text: str) -> Findings:
        stored = json.loads(text)
        return cls(
            **stored
            | {
                "activities": tuple(ActivityFinding(**entry) for entry in stored["activities"]),
                "disagreements": tuple(Disagreement(**entry) for entry in stored["disagreements"]),
                "fair": _selection(stored["fair"]),
                "flips": {id: _flip(entry) for id, entry in stored["flips"].items()},
                "plain": _selection(stored["plain"]),
            }
        )


def facts_of(result) -> dict:
    """A result of the analysis as plain numbers, words, lists and dicts; arrays are left out.

    >>> from analysis.weighting import Collapsed
    >>> facts_of(Collapsed("age", ("60", "75+"), 7, 90.0))
    {'margin': 'age', 'values': ['60', '75+'], 'answers': 7, 'residents': 90.0}
    """
    kept = {field.name: getattr(result, field.name) for field in fields(result)}
    kept = {name: value for name, value in kept.items() if not isinstance(value, np.ndarray)}
    return json.loads(json.dumps(kept, default=_plain))


def _plain(value):
    return facts_of(value) if is_dataclass(value) else _plain_number(value)


def _selection(stored: dict) -> Selection:
    reasons = {id: Reason(**entry) for id, entry in stored["reasons"].items()}
    return Selection(**stored | {"selected": tuple(stored["selected"]), "reasons": reasons})


def _flip(stored: dict) -> Flip:
    return Flip(**{name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()})


def _plain_number(value):
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    raise TypeError(f"{value!r} cannot be stored")
