"""Small groups are shown with their neighbours, so that no difference gives them back."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.groups import Group, groups_of, leaves_of, merged_upward, rounded

SIZES = st.integers(min_value=0, max_value=60)


@st.composite
def trees(draw):
    """Three levels, and for each leaf how many answered and how many live there (or that nobody knows)."""
    shape = draw(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=4))
    leaf, tree = 0, []
    for branch in shape:
        tree.append([])
        for size in branch:
            tree[-1].append(list(range(leaf, leaf + size)))
            leaf += size
    counts = {part: draw(SIZES) for part in range(leaf)}
    residents = {part: draw(st.none() | st.integers(counts[part], 200)) for part in range(leaf)}
    return tree, counts, residents


@given(trees())
def test_everybody_is_in_one_group_and_none_is_small_or_nearly_everybody(given_tree):
    tree, counts, residents = given_tree
    groups = merged_upward(tree, counts, residents)
    assert sorted(part for group in groups for part in group.parts) == leaves_of(tree)
    assert sum(group.count for group in groups) == sum(counts.values())
    if len(groups) > 1:
        assert all(group.count >= 10 for group in groups)
        assert all(group.of is None or group.of - group.count >= 10 for group in groups)
        assert all(sum(counts.values()) - group.count >= 10 for group in groups)


@given(trees())
def test_a_group_that_is_large_enough_stays_alone_unless_a_small_one_needs_it(given_tree):
    tree, counts, residents = given_tree
    groups = merged_upward(tree, counts, residents)
    if all(Group((part,), counts[part], residents[part]).may_be_shown for part in leaves_of(tree)):
        assert [group.parts for group in groups] == [(part,) for part in leaves_of(tree)]
    assert merged_upward(tree, counts, residents) == groups


def test_a_small_building_joins_its_own_group_before_a_stranger():
    tree = [[["1号楼", "2号楼"], ["3号楼", "4号楼"]]]
    counts = {"1号楼": 30, "2号楼": 4, "3号楼": 20, "4号楼": 25}
    parts = [group.parts for group in groups_of(tree, counts, {})]
    assert parts == [("1号楼", "2号楼"), ("3号楼",), ("4号楼",)]


def test_small_neighbours_join_each_other_and_climb_where_they_stay_small():
    tree = [[["1号楼", "2号楼"], ["3号楼", "4号楼"]], [["5号楼"]]]
    counts = {"1号楼": 3, "2号楼": 4, "3号楼": 5, "4号楼": 40, "5号楼": 50}
    parts = [group.parts for group in groups_of(tree, counts, {})]
    assert parts == [("1号楼", "2号楼", "3号楼", "4号楼"), ("5号楼",)]


def test_where_only_the_whole_is_large_enough_no_part_is_shown():
    assert groups_of([["1号楼", "2号楼"]], {"1号楼": 90, "2号楼": 3}, {}) == []
    assert groups_of([[], []], {}, {}) == []


def figures(counts: tuple[int, ...]) -> tuple[int, ...] | None:
    shown = rounded([Group((n,), count, None) for n, count in enumerate(counts)])
    return shown and tuple(group.shown for group in shown)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(13, 45), min_size=2, max_size=3).map(tuple))
def test_who_knows_the_total_and_the_method_still_has_five_counts_for_every_group(counts):
    near = product(*(range(max(13, count - 12), count + 13) for count in counts[:-1]))
    whole = [(*some, sum(counts) - sum(some)) for some in near if sum(counts) - sum(some) >= 13]
    possible = [other for other in whole if figures(other) == figures(counts)]
    assert figures(counts) is None or all(len(set(column)) >= 5 for column in zip(*possible, strict=True))


@given(st.lists(st.integers(13, 60), min_size=2, max_size=9))
def test_figures_of_groups_are_near_their_counts(counts):
    shown = figures(tuple(counts)) or counts
    assert all(abs(figure - count) <= 2 * len(counts) + 2 for figure, count in zip(shown, counts, strict=True))
