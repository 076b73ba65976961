"""In English no page shows Chinese, but for the names of people and buildings and what people wrote themselves."""

import re
from itertools import product

import html5lib
import pytest
from sqlmodel import select

from survey import db
from survey.models import Activity, Area, Community, Programme, Slip, Staff, WishList

CHINESE = re.compile("[\u3000-\u303f一-鿿！-～]")
SPOKEN = ("alt", "aria-label", "placeholder", "title")


@pytest.fixture(scope="module")
def english(demonstration):
    """A browser set to English, of an organiser who also holds a slip."""
    client = demonstration.test_client()
    client.set_cookie("lang", "en")
    client.set_cookie("received", "1", path="/wish")
    with demonstration.app_context(), db.writing() as session, client.session_transaction() as cookie:
        open_list = session.exec(select(WishList).where(WishList.status == "open")).one()
        slip = session.exec(select(Slip).where(Slip.wish_list_id == open_list.id)).first()
        cookie.update(_user_id="1", _fresh=True, slip=slip.id)
    return client


@pytest.fixture(scope="module")
def written_by_people(demonstration) -> list[str]:
    columns = (Community.contact_name, Staff.name, Area.name, Programme.lock_reason)
    with demonstration.app_context(), db.writing() as session:
        found = {text for column in columns for text in session.exec(select(column)) if text}
    return sorted(found, key=len, reverse=True)


@pytest.fixture(scope="module")
def addresses(demonstration) -> list[str]:
    """Every page that can be opened. A new kind of placeholder in a route wants an example here."""
    with demonstration.app_context(), db.writing() as session:
        examples = {
            "year": session.exec(select(WishList.year)).all(),
            "activity_id": session.exec(select(Activity.id).order_by(Activity.id.desc())).all()[:1],
            "area_id": session.exec(select(Area.id).where(Area.level == "building")).all()[:1],
            "ending": ["csv"],
        }
    with demonstration.test_request_context():
        return [address for rule in demonstration.url_map.iter_rules() for address in filled(rule, examples)]


def filled(rule, examples) -> list[str]:
    if "GET" not in rule.methods or rule.endpoint == "static":
        return []
    names = sorted(rule.arguments)
    return [rule.build(dict(zip(names, chosen, strict=True)))[1] for chosen in product(*(examples[n] for n in names))]


def chinese_in(page: str, written: list[str]) -> list[str]:
    shown = list(texts(html5lib.parse(page, namespaceHTMLElements=False)))
    for text in written:
        shown = [words.replace(text, "") for words in shown]
    return [words.strip() for words in shown if CHINESE.search(words)]


def texts(element):
    """What is read or read aloud; what says of itself that it is Chinese, and what stands in a field, is left out."""
    if is_left_out(element):
        return
    yield from (element.get(name, "") for name in SPOKEN)
    yield from (value for name, value in element.attrib.items() if name.startswith("data-"))
    yield element.text or ""
    for child in element:
        yield from texts(child)
        yield child.tail or ""


def is_left_out(element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in ("textarea", "script", "style")
        or element.get("lang", "").startswith("zh")
        or element.get("aria-hidden") == "true"
    )


def test_no_page_shows_chinese_to_a_reader_of_english(english, addresses, written_by_people):
    pages = {address: english.get(address) for address in addresses}
    found = {
        address: chinese_in(page.text, written_by_people)
        for address, page in pages.items()
        if page.mimetype == "text/html"
    }
    assert len(found) > 20
    assert {address: words for address, words in found.items() if words} == {}
    assert [address for address, page in pages.items() if page.status_code >= 500] == []


def test_a_chinese_word_on_a_page_is_found():
    page = '<p>Hello <b>你好</b>，<i lang="zh">中文</i></p><input placeholder="编号">王芳'
    assert chinese_in(page, ["王芳"]) == ["你好", "，", "编号"]
