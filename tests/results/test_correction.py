"""Who knows the weight of every answer and reads a count with its correction still has five values for what stands
behind it: for the count, and for its part in each stratum."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.correction import furthest, shift, step
from survey.small_numbers import STEP, about, to_five

FEWEST_VALUES = 5


def weights_of(sizes, residents):
    """Each stratum answers with one weight: its residents by its answers, the usual one being 1."""
    usual = sum(residents) / sum(sizes)
    return [people / size / usual for people, size in zip(residents, sizes, strict=True)]


def fewest_left(sizes, weights) -> int:
    """Over all that can be shown: the fewest values that the count, or its part in one stratum, can have."""
    asked, listed, behind = sum(sizes), sorted(zip(weights, sizes, strict=True)), defaultdict(list)
    for parts in product(*(range(size + 1) for size in sizes)):
        if (shown := about(sum(parts), asked)) is not None:
            moved = sum((weight - 1) * part for weight, part in zip(weights, parts, strict=True))
            told = round(shift(moved / asked, shown / to_five(asked), asked, listed), 9)
            behind[shown, told].append((*parts, sum(parts)))
    return min(len(set(values)) for possible in behind.values() for values in zip(*possible, strict=True))


@pytest.mark.parametrize(
    ("sizes", "residents"),
    [
        ((60, 60), (500, 500)),
        ((60, 60), (502, 498)),
        ((60, 60), (750, 250)),
        ((40, 83), (600, 400)),
        ((20, 100), (500, 500)),
        ((10, 110), (400, 600)),
        ((25, 30, 20), (300, 200, 500)),
    ],
)
def test_no_stratum_behind_a_count_is_recovered_from_its_correction(sizes, residents):
    assert fewest_left(sizes, weights_of(sizes, residents)) >= FEWEST_VALUES


@settings(max_examples=15, deadline=None)
@given(st.tuples(*[st.tuples(st.integers(15, 60), st.integers(100, 400))] * 2))
def test_nor_with_any_two_strata(strata):
    sizes, residents = zip(*strata, strict=True)
    assert fewest_left(sizes, weights_of(sizes, residents)) >= FEWEST_VALUES


def test_plain_rounding_of_the_correction_would_recover_one():
    """Everybody who wants it is of the heavy stratum: 20 answers that weigh 3 move by 40, and nothing else does."""
    heavy, light, shown = 20, 100, 20
    could_be = [
        (a, b)
        for a, b in product(range(heavy + 1), range(light + 1))
        if to_five(a + b) == shown and to_five(2 * a - 0.4 * b) == 2 * heavy
    ]
    assert len({b for _a, b in could_be}) < FEWEST_VALUES


def test_where_all_weigh_nearly_the_same_nothing_moves():
    assert step([(0.99, 60), (1.01, 60)]) == STEP
    assert furthest(60, [(0.99, 60), (1.01, 60)]) == (0, 0)
    assert shift(0.01, 0.5, 120, [(1.0, 120)]) == shift(0.01, 0.5, 120, []) == 0
