"""A link that was switched off after answers had come by it: they are hidden among the others as while it was on."""

import re

import pytest

from survey import db
from survey.models import WishList
from tests.signing_in import sign_in
from trials.attacks.published import open_to_everybody

LIST = "/organiser/lists/2027"
PAGES = (f"{LIST}/results", f"{LIST}/results?without=OPEN_LINK", f"{LIST}/coverage", f"{LIST}/plan")
TOKEN = re.compile(r'name="csrf_token"[^>]*')


@pytest.fixture
def seen(app, client, organiser, closed):
    """What everybody is shown with the switch on or off, once one in seven has answered by the link."""
    sign_in(client, organiser.id)
    with app.app_context(), db.writing() as session:
        open_to_everybody(session, session.get_one(WishList, closed.id))

    def seen(on: bool) -> dict[str, str]:
        with app.app_context(), db.writing() as session:
            session.get_one(WishList, closed.id).takes_open_link = on
        return {address: TOKEN.sub("", client.get(address).text) for address in PAGES}

    return seen


def test_no_page_changes_when_it_is_switched_off(seen):
    assert seen(on=False) == seen(on=True)


def test_answers_without_a_building_stay_hidden_among_others_and_exact_slip_counts_untold(seen):
    pages = seen(on=False)
    assert "3号楼、没有填楼栋" in pages[f"{LIST}/coverage"]
    assert "用了的和没用的，截止时都对过数" in pages[f"{LIST}/results"]


def test_a_list_that_never_had_the_link_says_nothing_of_it(client, organiser, closed):
    sign_in(client, organiser.id)
    assert (
        "公开链接" not in client.get(f"{LIST}/results").text and "没有填楼栋" not in client.get(f"{LIST}/coverage").text
    )
