"""What any plan must keep to, whichever rule draws it up.

The label of a condition, in reasons and refusals: budget, locked_in:ID, locked_out:ID, at_least:NAME, at_most:NAME,
never:ID+ID, together:ID+ID, least_share:ID, resource:NAME.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from analysis.reasons import Refusal


class ImpossibleConditions(Refusal):
    """Conditions that no plan can keep; ``numbers["conditions"]`` are the labels of a smallest set that clashes."""

    SENTENCES: ClassVar[dict[str, str]] = {
        "CLASH": "no plan can keep all of these: {conditions}. Take one of them back or loosen it.",
        "UNKNOWN": "the conditions name {ids}, which are not on the list. Correct or leave them out.",
        "NOT_A_SHARE": "the least share is {share}. Give a share from 0 (nobody) to 1 (everybody).",
        "NOT_A_NUMBER": "condition {condition} needs a number of 0 or more. Correct it.",
    }


@dataclass(frozen=True)
class Category:
    """Of these activities together at least and at most so many occasions."""

    name: str
    ids: tuple[str, ...]
    at_least: int = 0
    at_most: int | None = None


@dataclass(frozen=True)
class Resource:
    """A budget beside the money, such as weekends or volunteers: ``uses`` is what one occasion of an id takes of it."""

    name: str
    limit: float
    uses: Mapping[str, float]


@dataclass(frozen=True)
class Conditions:
    """Everything that was decided before a rule fills the rest.

    locked_in : ids, once for each occasion that is certain. locked_out : ids that must not be chosen.
    categories : floors and ceilings. never : pairs of which one at most is held. together : pairs of which both or
    neither are held. least_share : the least share (0 to 1) of all respondents, weighted, who must want an activity.
    resources : budgets beside the money.

    >>> Conditions(categories=(Category("sport", ("taichi", "dance"), at_most=1),)).beyond_locks
    True
    """

    locked_in: tuple[str, ...] = ()
    locked_out: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    never: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    least_share: float = 0.0
    resources: tuple[Resource, ...] = field(default=())

    @property
    def beyond_locks(self) -> bool:
        return bool(self.categories or self.never or self.together or self.least_share or self.resources)

    @property
    def need_more(self) -> bool:
        """Whether a plan that a rule fills from the top may still lack something: a floor, or half of a pair."""
        return bool(self.together) or any(category.at_least for category in self.categories)

    def locking(self, locked_in: Iterable[str] = (), locked_out: Iterable[str] = ()) -> Conditions:
        """The same with more locked.

        >>> Conditions(locked_in=("a",)).locking(["b"]).locked_in
        ('a', 'b')
        """
        return replace(
            self,
            locked_in=(*self.locked_in, *locked_in),
            locked_out=(*self.locked_out, *locked_out),
        )

    def check(self, ids: Iterable[str]) -> None:
        """Refuse ids that are not on the list, and numbers that are none."""
        known = set(ids)
        if unknown := sorted({id for id in self._named() if id not in known}):
            raise ImpossibleConditions("UNKNOWN", ids=", ".join(unknown))
        if not 0 <= self.least_share <= 1:
            raise ImpossibleConditions("NOT_A_SHARE", share=self.least_share)
        for label, number in self._numbers():
            if not 0 <= number < float("inf"):
                raise ImpossibleConditions("NOT_A_NUMBER", condition=label)

    def _named(self) -> Iterator[str]:
        for group in (*(c.ids for c in self.categories), *self.never, *self.together):
            yield from group
        for resource in self.resources:
            yield from resource.uses

    def _numbers(self) -> Iterator[tuple[str, float]]:
        for category in self.categories:
            yield f"at_least:{category.name}", category.at_least
            yield f"at_most:{category.name}", category.at_most or 0
        for resource in self.resources:
            for number in (resource.limit, *resource.uses.values()):
                yield f"resource:{resource.name}", number


UNCONDITIONED = Conditions()
