"""The short form of ``bench.coverage``: the place intervals hold on samples from a real population, and only there."""

import pytest

from bench.coverage import LEAST, Case, coverage, populations


@pytest.fixture(scope="module")
def hobbies(shared_data):
    return next(iter(populations(shared_data)))


@pytest.mark.parametrize("uneven", [False, True])
def test_place_intervals_hold_on_samples_from_the_french_hobbies_survey(hobbies, uneven):
    name, population, cause = hobbies
    found = coverage(Case(name, population, 300, cause if uneven else None), samples=60, replicates=200)
    assert {"want-share", "points", "borda", "pairwise"} <= set(found)
    for measure in found.values():
        assert measure.contested >= LEAST
        assert measure.values >= 0.9


def test_they_do_not_hold_where_response_is_uneven_and_nothing_is_done_about_it(hobbies):
    name, population, cause = hobbies
    found = coverage(Case(name, population, 1200, cause, weighed=False), samples=20, replicates=200)
    assert found["want-share"].contested < 0.8
