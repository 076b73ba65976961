"""Drawings: names never lie on one another, whatever the figures."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from survey.pictures import CURVE_HEIGHT, MAP_HEIGHT, curve, taste_map

NAMES = [str(number) for number in range(18)]
PLACES = st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=18)


@given(PLACES)
def test_named_activities_stand_a_line_apart_inside_the_map(places):
    at = dict(zip(NAMES, places, strict=False))
    dots = taste_map(at, dict.fromkeys(at, 0), dict.fromkeys(at, "快板"))
    heights = sorted(dot.y for dot in dots)
    assert heights[0] > 0 and heights[-1] < MAP_HEIGHT
    assert all(after - before > 23 for before, after in pairwise(heights))
    assert all(0 <= dot.x <= 100 for dot in dots)


def test_what_is_not_named_stays_where_it_is():
    dots = {
        dot.title: dot
        for dot in taste_map({"a": (0, 0), "b": (1, 1), "c": (2, 2)}, {"a": 0}, {"a": "A", "b": "B", "c": "C"})
    }
    assert not dots["B"].is_labelled and dots["B"].x == 50 and dots["B"].y == MAP_HEIGHT / 2
    assert dots["C"].is_on_the_right and not dots["A"].is_on_the_right


def test_the_better_plan_lies_further_right_and_higher():
    drawn = curve([(1.0, 0.9), (0.95, 0.95)], {"fair": (0.97, 0.9), "plain": (0.55, 0.45)})
    fair, plain = drawn["marks"]
    assert fair.x > plain.x and fair.y < plain.y
    assert all(0 <= x <= 100 and 0 <= y <= CURVE_HEIGHT for x, y in drawn["points"])
