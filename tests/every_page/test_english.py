"""In English no page shows Chinese, but for the names of people and buildings and what people wrote themselves."""

import re

import html5lib
import pytest
from sqlmodel import select

from survey import db
from survey.models import Area, Community, Programme, Staff

CHINESE = re.compile("[\u3000-\u303f一-鿿！-～]")
SPOKEN = ("alt", "aria-label", "placeholder", "title")


@pytest.fixture(scope="module")
def english(signed_in):
    signed_in.set_cookie("lang", "en")
    yield signed_in
    signed_in.delete_cookie("lang")


@pytest.fixture(scope="module")
def written_by_people(demonstration) -> list[str]:
    columns = (Community.contact_name, Staff.name, Area.name, Programme.lock_reason)
    with demonstration.app_context(), db.writing() as session:
        found = {text for column in columns for text in session.exec(select(column)) if text}
    return sorted(found, key=len, reverse=True)


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
