"""How many will come: want shares times a turn-out that is learnt from what was held before.

Codes of a forecast, by what it mostly rests on
FROM_OWN_PAST     own (occasions of this activity that were counted)
FROM_ALIKE        alike (occasions of its kind)
FROM_OTHERS       others (occasions of any kind)
FROM_ASSUMPTION   nothing was counted yet: the assumption stated below alone

Doubts
NO_HISTORY        nothing was counted yet
FEW_OCCASIONS     occasions, least: the range rests on the assumption as much as on what was counted
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import log

import numpy as np

from analysis.reasons import Reason
from analysis.years.problem import Incomparable, refuse_unless_people, refuse_unless_rate

# Assumed before anything was counted: of those who say they want it one in four comes to an occasion, give or take a
# factor of five. Half of those who intend a thing do it (Sheeran 2002), and fewer at a day and hour that they did not
# choose; nobody has published this ratio for a residents' committee.
ASSUMED_RATIO, ASSUMED_SPREAD = 0.25, log(5) / 1.96
_KINDS, _OWN, _CHANCE = (0.1, 0.3, 0.6), (0.1, 0.3, 0.6), (0.1, 0.2, 0.35, 0.6, 0.9)
_FEW = 8
_HALF_A_PERSON = 0.5


@dataclass(frozen=True)
class Wanted:
    """An activity to forecast: its want share with its 95 % interval (0 to 1), and its kind, such as its art form."""

    id: str
    share: float
    low: float
    high: float
    kind: str = ""

    def __post_init__(self):
        if not 0 <= self.low <= self.share <= self.high <= 1:
            raise Incomparable("SHARE", id=self.id, share=self.share, low=self.low, high=self.high)


@dataclass(frozen=True)
class Held:
    """An occasion that was counted: want share of its year (0 to 1), residents then, people who came."""

    id: str
    share: float
    population: float
    attendance: float
    kind: str = ""

    def __post_init__(self):
        if not 0 <= self.share <= 1:
            raise Incomparable("SHARE", id=self.id, share=self.share, low=self.share, high=self.share)
        refuse_unless_people(self.id, "a population of", self.population, least=1)
        refuse_unless_people(self.id, "an attendance of", self.attendance)

    @property
    def log_ratio(self) -> float:
        """Log of those who came, to those who said they want it; half a person is added to either.

        >>> round(Held("a", 0.1, 1000, 25).log_ratio, 2)
        -1.37
        """
        return log(self.attendance + _HALF_A_PERSON) - log(self.share * self.population + _HALF_A_PERSON)


@dataclass(frozen=True)
class Forecast:
    """People at one occasion: ``people`` (as likely more as fewer), between ``low`` and ``high`` with the level."""

    id: str
    people: float
    low: float
    high: float
    reason: Reason


@dataclass(frozen=True)
class Forecasts:
    """One forecast for each activity, in the order given; ``level`` as a share, ``rule`` enough to repeat it."""

    forecasts: tuple[Forecast, ...]
    level: float
    doubts: tuple[Reason, ...]
    rule: dict


def forecast(
    wanted: Sequence[Wanted], population: float, past: Sequence[Held] = (), *, level: float = 0.8
) -> Forecasts:
    """People who come to one occasion of each activity.

    The log of the turn-out ratio (came ÷ said they want it) is taken as a sum of what all share, of what occasions
    of one kind share, of what those of one activity share, and of chance, each normal. What was counted therefore
    speaks most for the same activity, less for its kind, least for others, and the assumption fades as counts come
    in (shrinkage; Gelman and Hill, Data Analysis Using Regression and Multilevel Models, 2007, chapter 12). How large
    the parts are is not fixed: 45 combinations are weighed by how well they fit, and the range covers them all.

    Parameters
    ----------
    wanted : m activities with want shares and their 95 % intervals.
    population : residents of this year.
    past : occasions that were counted, of whatever year.
    level : how often the truth should lie inside the range, between 0 and 1.

    Raises
    ------
    Incomparable : for a share outside 0 to 1, numbers of people below 0, an activity named twice.

    Examples
    --------
    >>> chess = Wanted("chess", 0.10, 0.08, 0.12, kind="BOARD_GAME")
    >>> first = forecast([chess], 5000).forecasts[0]
    >>> round(first.people), first.reason.code
    (125, 'FROM_ASSUMPTION')
    >>> second = forecast([chess], 5000, [Held("chess", 0.1, 5000, 60, kind="BOARD_GAME")] * 3).forecasts[0]
    >>> 60 < second.people < 75, second.high - second.low < first.high - first.low, second.reason.code
    (True, True, 'FROM_OWN_PAST')
    """
    refuse_unless_rate("level", level)
    refuse_unless_people("", "a population of", population, least=1)
    ids = [one.id for one in wanted]
    if doubled := [id for id in ids if ids.count(id) > 1]:
        raise Incomparable("DOUBLED", id=doubled[0])
    low, middle, high = _quantiles(*_predictive(wanted, past), [(1 - level) / 2, 0.5, (1 + level) / 2])
    expected = np.array([one.share * population + _HALF_A_PERSON for one in wanted])
    people = np.clip(expected * np.exp([low, middle, high]) - _HALF_A_PERSON, 0, population).tolist()
    found = [
        Forecast(one.id, people[1][i], people[0][i], people[2][i], _reason(one, past)) for i, one in enumerate(wanted)
    ]
    rule = {"assumed_ratio": ASSUMED_RATIO, "assumed_spread": ASSUMED_SPREAD, "occasions": len(past)}
    return Forecasts(tuple(found), level, _doubts(past), rule)


def _predictive(wanted: Sequence[Wanted], past: Sequence[Held]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights (c,) of the combinations; means (c, m) and standard deviations (c, m) of the log ratio under each."""
    seen = np.array([one.log_ratio for one in past]) - log(ASSUMED_RATIO)
    among, across, itself = _likeness(past, past), _likeness(wanted, past), _likeness(wanted, wanted)
    of_shares = np.array([_share_variance(one) for one in wanted])
    fits, means, spreads = [], [], []
    for parts in product(_KINDS, _OWN, _CHANCE):
        *shared, chance = np.square(parts)
        known = _covariance(among, *shared) + chance * np.eye(len(past))
        cross = _covariance(across, *shared)
        solved = np.linalg.solve(known, np.column_stack([seen, cross.T]))
        fits.append(-0.5 * (seen @ solved[:, 0] + np.linalg.slogdet(known)[1]))
        means.append(log(ASSUMED_RATIO) + cross @ solved[:, 0])
        own = np.diagonal(_covariance(itself, *shared)) + chance + of_shares
        spreads.append(np.sqrt(own - np.einsum("ij,ji->i", cross, solved[:, 1:])))
    weights = np.exp(np.array(fits) - max(fits))
    return weights / weights.sum(), np.array(means), np.array(spreads)


def _likeness(some: Sequence, others: Sequence) -> tuple[np.ndarray, np.ndarray]:
    """Matrices (a, b): of one kind, and the same activity."""
    kinds = [np.array([one.kind for one in group], object) for group in (some, others)]
    ids = [np.array([one.id for one in group], object) for group in (some, others)]
    return tuple((left[:, None] == right[None, :]).astype(float) for left, right in (kinds, ids))


def _covariance(likeness: tuple[np.ndarray, np.ndarray], of_kind: float, of_own: float) -> np.ndarray:
    same_kind, same = likeness
    return ASSUMED_SPREAD**2 + of_kind * same_kind + of_own * same


def _share_variance(one: Wanted) -> float:
    """Variance of the log of the share, from its interval."""
    return ((one.high - one.low) / (2 * 1.96 * one.share)) ** 2 if one.share else 1.0


def _quantiles(weights: np.ndarray, means: np.ndarray, spreads: np.ndarray, at: Sequence[float]) -> np.ndarray:
    """Array (len(at), m): quantiles of the mixtures of normals, by bisection."""
    from scipy.special import ndtr

    wanted = np.array(at)[:, None]
    low = np.tile((means - 9 * spreads).min(axis=0), (len(at), 1))
    high = np.tile((means + 9 * spreads).max(axis=0), (len(at), 1))
    for _ in range(40):
        middle = (low + high) / 2
        below = np.einsum("c,qcm->qm", weights, ndtr((middle[:, None] - means) / spreads)) < wanted
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2


def _reason(one: Wanted, past: Sequence[Held]) -> Reason:
    own = sum(held.id == one.id for held in past)
    alike = sum(held.kind == one.kind for held in past)
    if own:
        return Reason("FROM_OWN_PAST", {"own": own, "alike": alike, "others": len(past)})
    if alike:
        return Reason("FROM_ALIKE", {"alike": alike, "others": len(past)})
    return Reason("FROM_OTHERS", {"others": len(past)}) if past else Reason("FROM_ASSUMPTION")


def _doubts(past: Sequence[Held]) -> tuple[Reason, ...]:
    if not past:
        return (Reason("NO_HISTORY"),)
    return (Reason("FEW_OCCASIONS", {"occasions": len(past), "least": _FEW}),) if len(past) < _FEW else ()
