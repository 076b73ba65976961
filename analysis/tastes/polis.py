"""What stands for a group in a conversation of agree and disagree, by the rule of Polis (compdemocracy/polis, math)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.tastes.proportions import two_proportions

_Z90 = 1.2815515655446004


@dataclass(frozen=True)
class Representative:
    """Statement (column) and which way the group votes on it; ``agrees`` False is "disagrees".

    share : smoothed share of those of the group who voted on it, (votes + 1) / (voters + 2).
    ratio : that share divided by the same share outside the group.
    """

    statement: int
    agrees: bool
    share: float
    ratio: float


def representative(
    votes: np.ndarray, labels: np.ndarray, *, most: int = 5, left_out: tuple[int, ...] = ()
) -> dict[int, tuple[Representative, ...]]:
    """For each group the statements that stand for it, agreements first.

    A statement qualifies when its share is above one half (test statistic 2 √(n+1) ((s+1)/(n+1) − ½)) and higher than
    outside (``two_proportions``), both at 90 %; the best by share × ratio × both statistics are taken. The best
    agreement comes first even when it does not qualify.

    Parameters
    ----------
    votes : array (n, m), 1 agree, 0 pass, -1 disagree, NaN not seen.
    labels : array (n,), group of each voter; -1 for none, who count nowhere.
    most : at most so many for each group.
    left_out : columns that are never taken (moderated out).

    Examples
    --------
    >>> votes = np.array([[1, 0, -1]] * 8 + [[-1, 0, 1]] * 8)
    >>> chosen = representative(votes, np.array([0] * 8 + [1] * 8))
    >>> [(r.statement, r.agrees) for r in chosen[0]], [(r.statement, r.agrees) for r in chosen[1]]
    ([(0, True), (2, False)], [(2, True), (0, False)])
    """
    votes, labels = np.asarray(votes, float), np.asarray(labels)
    votes, labels = votes[labels >= 0], labels[labels >= 0]
    columns = [column for column in range(votes.shape[1]) if column not in left_out]
    return {int(group): _chosen(votes, labels == group, columns, most) for group in np.unique(labels)}


@dataclass(frozen=True, eq=False)
class _Side:
    """All statements of one group, one way of voting: arrays (m,)."""

    share: np.ndarray
    share_z: np.ndarray
    ratio: np.ndarray
    ratio_z: np.ndarray

    @property
    def worth(self) -> np.ndarray:
        return self.share * self.share_z * self.ratio * self.ratio_z

    @property
    def qualifies(self) -> np.ndarray:
        return (self.share_z > _Z90) & (self.ratio_z > _Z90)


def _side(votes: np.ndarray, inside: np.ndarray, way: int) -> _Side:
    def counted(rows):
        return (votes[rows] == way).sum(axis=0), (~np.isnan(votes[rows])).sum(axis=0)

    (success, seen), (other_success, other_seen) = counted(inside), counted(~inside)
    share, other = (success + 1) / (seen + 2), (other_success + 1) / (other_seen + 2)
    share_z = 2 * np.sqrt(seen + 1) * ((success + 1) / (seen + 1) - 0.5)
    return _Side(share, share_z, share / other, two_proportions(success, seen, other_success, other_seen))


def _chosen(votes: np.ndarray, inside: np.ndarray, columns: list[int], most: int) -> tuple[Representative, ...]:
    agree, disagree = _side(votes, inside, 1), _side(votes, inside, -1)
    sides = {
        c: (agree, True) if agree.qualifies[c] or not disagree.qualifies[c] else (disagree, False) for c in columns
    }
    enough = [c for c in columns if agree.qualifies[c] or disagree.qualifies[c]]
    enough.sort(key=lambda c: -sides[c][0].worth[c])
    head = _best_agreement(votes[inside], agree, columns)
    if head is not None and head not in enough:
        sides[head] = _likelier(agree, disagree, head)
    if head is None and not enough:
        head = max(columns, key=lambda c: max(agree.ratio_z[c], disagree.ratio_z[c]), default=None)
        sides |= {} if head is None else {head: _likelier(agree, disagree, head)}
    first = [] if head is None else [head]
    taken = (first + [c for c in enough if c != head])[:most]
    found = [Representative(c, sides[c][1], float(sides[c][0].share[c]), float(sides[c][0].ratio[c])) for c in taken]
    return tuple(sorted(found, key=lambda one: not one.agrees))


def _likelier(agree: _Side, disagree: _Side, column: int) -> tuple[_Side, bool]:
    more = agree.ratio_z[column] > disagree.ratio_z[column]
    return (agree, True) if more else (disagree, False)


def _best_agreement(votes: np.ndarray, agree: _Side, columns: list[int]) -> int | None:
    best = None
    for c in columns:
        if not np.abs(np.nan_to_num(votes[:, c])).any():
            continue
        if best is None:
            better = agree.share_z[c] > _Z90 or (agree.ratio[c] > 1 and agree.share[c] > 0.5)
        elif agree.ratio[best] > 1:
            better = agree.worth[c] > agree.worth[best]
        else:
            better = agree.share[c] * agree.share_z[c] > agree.share[best] * agree.share_z[best]
        best = c if better else best
    return best
