"""A tenth of what `make faults` does: whatever is sent in, nothing breaks and nothing comes out as markup."""

import pytest

from trials.fuzz import forms, markers, requests

# A spoilt upload leaves a half-read file to the collector of rubbish.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_no_form_however_spoilt_breaks_a_page_or_comes_out_as_markup():
    report = forms.fuzz(posts=forms.ROUND, seed=11)
    assert report.faults == [] and report.unescaped == []
    assert report.posts == forms.ROUND and report.p99 < forms.SLOWEST_WANTED


@pytest.mark.filterwarnings("ignore:The 'session' cookie is too large")
def test_no_request_however_odd_breaks_a_page_or_leads_elsewhere():
    report = requests.fuzz(requests=2_000, seed=11)
    assert report.faults == [] and report.astray == [] and report.unescaped == []
    assert report.requests > 2_000 and report.redirects >= 60


def test_what_people_write_is_text_on_every_page_and_in_every_table():
    report = markers.visit(roles=["resident", "organiser"], languages=["zh"])
    assert report.unescaped == [] and report.formulas == [] and report.faults == []
    assert report.seen > report.opened / 5 and report.tables > 20
