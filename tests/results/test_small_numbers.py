from hypothesis import given
from hypothesis import strategies as st

from survey.charts import length
from survey.small_numbers import about, about_mean, cut, tenths, to_five

PEOPLE = st.integers(min_value=1, max_value=200_000)
SHARES = st.floats(min_value=0, max_value=1)


@given(PEOPLE, SHARES)
def test_a_shown_count_is_round_and_hides_small_groups_on_both_sides(of, share):
    count = int(of * share)
    shown = about(count, of)
    if shown is None:
        assert count < 13 or of - count < 15
    else:
        assert shown % 5 == 0 and count >= 10 and of - count >= 10 and abs(shown - count) <= 2


@given(st.integers(min_value=0, max_value=400))
def test_every_figure_and_every_missing_one_stands_for_five_counts_or_more(of):
    told = [about(count, of) for count in range(of + 1)]
    few = [told[count] for count in range(of + 1) if cut(count, of) == 0]
    assert len(few) >= min(of + 1, 13)
    for figure in set(told) - {None}:
        assert told.count(figure) == 5
    most = sum(cut(count, of) == to_five(of) for count in range(of + 1))
    assert of < 28 or most >= 10


@given(PEOPLE, SHARES, SHARES)
def test_a_bar_stays_on_the_paper_and_its_dark_part_within_it(of, share, dark_share):
    want = int(of * share)
    dark = int(want * dark_share)
    assert 0 <= length(dark, of) <= length(want, of) <= 100


def test_a_length_is_no_more_exact_than_its_rounded_count():
    assert length(18, 100) == 20 == length(22, 100)
    assert (about(12, 100), about(13, 100), about(87, 100), about(88, 100)) == (None, 15, 85, None)


def test_a_mean_moves_only_when_several_respondents_do():
    assert about_mean(1.87, 2900, highest=5) == about_mean(1.8701, 2900, highest=5)
    assert about_mean(412 / 2900, 2900) == 410 / 2900
    assert about_mean(0.5, 0) == 0


def test_a_figure_that_joins_answers_comes_in_tenths_or_not_at_all():
    assert (tenths(2700, 2900), tenths(2500, 2900), tenths(90, 99)) == (90, 90, None)
