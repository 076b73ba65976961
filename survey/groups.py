"""A partition of all respondents as it may be shown: small groups are shown together with their nearest neighbours,
so that none can be had as what is left of a total. One tree, walked from the leaves upward, says whose neighbour."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace

from survey.small_numbers import STEP, about, to_five

HALF = STEP // 2

Tree = list | Hashable  # a list holds neighbours; anything else is a leaf


@dataclass(frozen=True)
class Group:
    """`of`: how many live there; None where nobody knows. `shown`: the count as it may be shown."""

    parts: tuple[Hashable, ...]
    count: int
    of: int | None
    shown: int = 0

    @property
    def may_be_shown(self) -> bool:
        return about(self.count, self.of) is not None


def groups_of(tree: Tree, counts: Mapping, residents: Mapping) -> list[Group]:
    """The finest groups that may be shown, in the order of the tree; none where only the whole could be."""
    groups = merged_upward(tree, counts, residents)
    while len(groups) > 1:
        if shown := rounded(groups):
            return in_order(shown, leaves_of(tree))
        groups = join(groups, sorted(groups, key=lambda group: group.count)[:2])
    return []


def in_order(groups: list[Group], leaves: list) -> list[Group]:
    return [replace(group, parts=tuple(sorted(group.parts, key=leaves.index))) for group in groups]


def leaves_of(tree: Tree) -> list:
    return [leaf for branch in tree for leaf in leaves_of(branch)] if isinstance(tree, list) else [tree]


def merged_upward(tree: Tree, counts: Mapping, residents: Mapping) -> list[Group]:
    """Every leaf in one group that may be shown, or all in one. What is too small at one level of the tree joins what
    else is too small there, then the smallest of the others, and what still is too small climbs to the next level."""
    if not isinstance(tree, list):
        return [Group((tree,), counts.get(tree, 0), residents.get(tree))]
    groups = [group for branch in tree for group in merged_upward(branch, counts, residents)]
    while len(groups) > 1 and (small := [group for group in groups if not group.may_be_shown]):
        others = [group for group in groups if group.may_be_shown]
        groups = join(groups, small if len(small) > 1 else [*small, min(others, key=lambda group: group.count)])
    return groups


def join(groups: list[Group], some: list[Group]) -> list[Group]:
    """Some of the groups as one, where the first of them stood."""
    members = [group for group in groups if group in some]
    is_known = all(group.of is not None for group in members)
    one = Group(
        parts=tuple(part for group in members for part in group.parts),
        count=sum(group.count for group in members),
        of=sum(group.of for group in members) if is_known else None,
    )
    return [one if group is members[0] else group for group in groups if group is members[0] or group not in members]


def rounded(groups: list[Group]) -> list[Group] | None:
    """Each count rounded to 5. The close makes the exact number of all known: where that would tell more of a group
    than its rounded count does, one is shown as what the others leave of the rounded whole. It is the one with most
    residents, so that which it is tells nothing; None where what is left is too near to a count not to be shown."""
    total = sum(group.count for group in groups)
    shown = [replace(group, shown=to_five(group.count)) for group in groups]
    if not pinned(shown, total):
        return shown
    filler = max(shown, key=lambda group: group.of or 0)
    others = sum(group.shown for group in shown if group is not filler)
    doubt = HALF * (len(groups) - 1)
    if None in (about(total - others - doubt, filler.of), about(total - others + doubt, filler.of)):
        return None
    return [replace(group, shown=to_five(total) - others) if group is filler else group for group in shown]


def pinned(shown: list[Group], total: int) -> bool:
    """Whether nearly all counts lie on the same side of their figures, for these to differ so much from the whole."""
    return abs(total - sum(group.shown for group in shown)) > HALF * (len(shown) - 2)
