import re

import pytest

from survey.catalogue import CATALOGUE
from survey.models.kinds import ART_FORMS, AUDIENCES, SETTINGS

by_slug = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.slug)


def test_there_are_forty_activities_each_named_once():
    assert len(CATALOGUE) == 40
    for field in ("slug", "title", "title_en", "icon"):
        assert len({getattr(entry, field) for entry in CATALOGUE}) == 40, field


def test_every_art_form_is_offered():
    assert {entry.art_form for entry in CATALOGUE} == set(ART_FORMS)


def test_not_everything_fits_into_a_usual_budget_but_every_single_activity_does():
    assert sum(entry.cost * entry.most_occasions for entry in CATALOGUE) > 80_000
    assert max(entry.cost for entry in CATALOGUE) < 60_000 / 4


@by_slug
def test_an_entry_can_become_an_activity(entry):
    assert entry.art_form in ART_FORMS and entry.setting in SETTINGS and entry.audience in AUDIENCES
    assert entry.cost > 0 and 1 <= entry.most_occasions <= 52
    assert 1 <= entry.season_from <= 12 and 1 <= entry.season_to <= 12


@by_slug
def test_an_entry_is_short_enough_for_a_phone_in_both_languages(entry):
    assert len(entry.title) <= 8 and len(entry.summary) <= 15
    assert len(entry.title_en) <= 28 and len(entry.summary_en) <= 60
    assert re.search("[一-鿿]", entry.title + entry.summary)
    assert not re.search("[一-鿿，。、]", entry.title_en + entry.summary_en)
