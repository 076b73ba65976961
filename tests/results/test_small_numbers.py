from hypothesis import given
from hypothesis import strategies as st

from survey.charts import length
from survey.small_numbers import about, about_percent

PEOPLE = st.integers(min_value=1, max_value=200_000)


@given(PEOPLE, st.floats(min_value=0, max_value=1))
def test_a_shown_count_is_round_and_hides_small_groups_on_both_sides(of, share):
    count = int(of * share)
    shown = about(count, of)
    if shown is None:
        assert count < 10 or of - count < 10
    else:
        assert shown % 5 == 0 and shown >= 10 and abs(shown - count) <= 2.5


@given(PEOPLE, st.floats(min_value=0, max_value=1), st.floats(min_value=0, max_value=1))
def test_a_bar_stays_on_the_paper_and_its_dark_part_within_it(of, share, dark_share):
    want = int(of * share)
    dark = int(want * dark_share)
    assert 0 <= length(dark, of) <= length(want, of) <= 100


def test_a_percentage_is_no_more_exact_than_its_rounded_count():
    assert about_percent(12, 100) == 10 == about_percent(8 + 2, 100)
    assert about(12, 100) == 10 and about(13, 100) == 15
