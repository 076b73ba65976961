"""Every address of the demonstration that can be opened."""

from itertools import product

import pytest
from sqlmodel import select

from survey import access, db
from survey.models import Activity, Area, Slip, Staff, WishList


@pytest.fixture(scope="module")
def signed_in(demonstration):
    """The browser of an organiser who also holds a slip."""
    client = demonstration.test_client()
    client.set_cookie("received", "1")
    with demonstration.app_context(), db.writing() as session, client.session_transaction() as cookie:
        open_list = session.exec(select(WishList).where(WishList.status == "open")).one()
        slip = session.exec(select(Slip).where(Slip.wish_list_id == open_list.id)).first()
        cookie.update(access.begun(session, session.get_one(Staff, 1)), slip=slip.id)
    return client


@pytest.fixture(scope="module")
def addresses(demonstration) -> list[str]:
    """Every page that can be opened. A new kind of placeholder in a route wants an example here."""
    with demonstration.app_context(), db.writing() as session:
        examples = {
            "year": session.exec(select(WishList.year)).all(),
            "activity_id": session.exec(select(Activity.id).order_by(Activity.id.desc())).all()[:1],
            "area_id": session.exec(select(Area.id).where(Area.level == "building")).all()[:1],
            "staff_id": session.exec(select(Staff.id)).all()[:1],
            "ending": ["csv"],
            "theme": ["seats", "opera"],
        }
    with demonstration.test_request_context():
        return [address for rule in demonstration.url_map.iter_rules() for address in filled(rule, examples)]


def filled(rule, examples) -> list[str]:
    if "GET" not in rule.methods or rule.endpoint == "static":
        return []
    names = sorted(rule.arguments)
    return [rule.build(dict(zip(names, chosen, strict=True)))[1] for chosen in product(*(examples[n] for n in names))]
