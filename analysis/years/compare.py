"""What rose and what fell since last year, beyond chance.

Codes of a change
ROSE, FELL       the difference is larger than chance, after allowing for how many are compared
NO_CLEAR_CHANGE  it may be chance
TOO_FEW          too few answers in one of the years to say
NEW, GONE        it stood only on this year's or only on last year's list

Doubts of a comparison
INDEPENDENT_YEARS  respondents, respondents_before: residents may have answered in both years, and nothing links their
                   answers. Who answers alike twice makes the two shares closer to each other than chance would, so
                   the intervals are too wide rather than too narrow and a change may be missed.
LISTS_DIFFER       shared, new, gone: on another list the same people may mark an activity differently
NOTHING_SHARED     no activity stands on both lists
TOO_FEW_ANSWERS    effective, effective_before, least: effective numbers of answers
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis.ballots import Activity, Ballots
from analysis.ranking import want_share
from analysis.reasons import Reason
from analysis.years.problem import Incomparable, refuse_unless_rate

LEAST_ANSWERS = 30
_QUANTILE = 1.959964


@dataclass(frozen=True)
class Change:
    """One activity in two years.

    share, share_before : want shares, 0 to 1, None where it was not on the list; difference : of the two.
    low, high : 95 % interval of the difference. p : of no difference. adjusted : p after Benjamini and Hochberg.
    """

    id: str
    title: str
    code: str
    share: float | None = None
    share_before: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    adjusted: float | None = None


@dataclass(frozen=True)
class Comparison:
    """Changes, the largest rise first; then what is new and what is gone. ``rate``: expected share of false alarms."""

    changes: tuple[Change, ...]
    respondents: int
    respondents_before: int
    rate: float
    doubts: tuple[Reason, ...]


def compare(
    this: Ballots,
    last: Ballots,
    *,
    population: float | None = None,
    population_before: float | None = None,
    by: Callable[[Activity], str] = lambda activity: activity.id,
    rate: float = 0.05,
) -> Comparison:
    """Want shares (想参加率) of two years side by side.

    Each share's variance is p(1 − p) ÷ effective n × (1 − n ÷ population), the effective n after Kish (1965), with
    one answer for and one against added to each year so that few answers are not taken for certainty (Agresti and
    Caffo, The American Statistician 54 (2000) 280-288). The differences are tested against the normal distribution,
    and of those called a change at most ``rate`` are expected to be chance (Benjamini and Hochberg, J. R. Stat. Soc.
    B 57 (1995) 289-300).

    Parameters
    ----------
    this, last : ballots of the two years, weighted or not.
    population, population_before : all who could have answered; not given, answers count as drawn from very many.
    by : what makes two activities the same: the id, or for lists with ids of their own the title.

    Raises
    ------
    Incomparable : when "want" means another mark, or more answered than there are.

    Examples
    --------
    >>> from analysis.ballots import toy
    >>> before, now = toy(*["2-"] * 40, *["-2"] * 60), toy(*["2-"] * 70, *["-2"] * 30)
    >>> [(change.id, change.code, round(change.difference, 2)) for change in compare(now, before).changes]
    [('a', 'ROSE', 0.3), ('b', 'FELL', -0.3)]
    """
    refuse_unless_rate("rate", rate)
    if this.want != last.want:
        raise Incomparable("WANT", now=this.want, before=last.want)
    now, before = _Year(this, population, by), _Year(last, population_before, by)
    shared = [key for key in now.places if key in before.places]
    found = [_change(key, now, before) for key in shared]
    enough = min(now.effective, before.effective) >= LEAST_ANSWERS
    changes = _judged(found, rate) if enough else [_said(change, "TOO_FEW") for change in found]
    changes.sort(key=lambda change: -change.difference)
    new = [_alone(now, key, "NEW") for key in now.places if key not in before.places]
    gone = [_alone(before, key, "GONE") for key in before.places if key not in now.places]
    doubts = _doubts(now, before, len(shared), len(new), len(gone))
    return Comparison((*changes, *new, *gone), len(this), len(last), rate, doubts)


def adjusted_p(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's adjusted p: calling all with at most 0.05 a change expects 5 % false alarms among them.

    >>> adjusted_p(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    order = np.argsort(-p, kind="stable")
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1))
    return np.minimum(adjusted, 1)


class _Year:
    def __init__(self, ballots: Ballots, population: float | None, by: Callable[[Activity], str]):
        if population is not None and not population >= len(ballots):
            raise Incomparable("POPULATION", respondents=len(ballots), population=population)
        keys = [by(activity) for activity in ballots.activities]
        if doubled := [key for key in keys if keys.count(key) > 1]:
            raise Incomparable("DOUBLED", id=doubled[0])
        squares = float(np.square(ballots.weights).sum())
        self.ballots, self.places = ballots, {key: place for place, key in enumerate(keys)}
        self.shares = want_share(ballots)
        self.effective = ballots.total_weight**2 / squares if squares else 0.0
        self.left = 1 - len(ballots) / population if population else 1.0

    def share(self, key: str) -> float:
        return float(self.shares[self.places[key]])

    def activity(self, key: str) -> Activity:
        return self.ballots.activities[self.places[key]]

    def variance(self, key: str) -> float:
        careful = (self.share(key) * self.effective + 1) / (self.effective + 2)
        return self.left * careful * (1 - careful) / (self.effective + 2)


def _change(key: str, now: _Year, before: _Year) -> Change:
    from scipy.special import erfc

    difference = now.share(key) - before.share(key)
    error = (now.variance(key) + before.variance(key)) ** 0.5
    p = float(erfc(abs(difference) / error / 2**0.5)) if error else float(difference == 0)
    return Change(
        id=now.activity(key).id,
        title=now.activity(key).title,
        code="NO_CLEAR_CHANGE",
        share=now.share(key),
        share_before=before.share(key),
        difference=difference,
        low=max(difference - _QUANTILE * error, -1.0),
        high=min(difference + _QUANTILE * error, 1.0),
        p=p,
    )


def _judged(changes: list[Change], rate: float) -> list[Change]:
    adjusted = adjusted_p(np.array([change.p for change in changes])).tolist()
    return [
        _said(change, ("ROSE" if change.difference > 0 else "FELL") if value <= rate else change.code, value)
        for change, value in zip(changes, adjusted, strict=True)
    ]


def _said(change: Change, code: str, adjusted: float | None = None) -> Change:
    return replace(change, code=code, adjusted=adjusted)


def _alone(year: _Year, key: str, code: str) -> Change:
    shares = {"share" if code == "NEW" else "share_before": year.share(key)}
    return Change(year.activity(key).id, year.activity(key).title, code, **shares)


def _doubts(now: _Year, before: _Year, shared: int, new: int, gone: int) -> tuple[Reason, ...]:
    respondents = {"respondents": len(now.ballots), "respondents_before": len(before.ballots)}
    effective = {"effective": now.effective, "effective_before": before.effective, "least": LEAST_ANSWERS}
    found = {
        "NOTHING_SHARED": ({}, not shared),
        "TOO_FEW_ANSWERS": (effective, min(now.effective, before.effective) < LEAST_ANSWERS),
        "INDEPENDENT_YEARS": (respondents, bool(shared)),
        "LISTS_DIFFER": ({"shared": shared, "new": new, "gone": gone}, new + gone > 0),
    }
    return tuple(Reason(code, numbers) for code, (numbers, holds) in found.items() if holds)
