"""What holds for every page: sound HTML, one heading that is the title, a name for each field, a token in each form."""

from collections import Counter

import html5lib
import pytest
from sqlalchemy import event

NEEDS_NO_LABEL = {"hidden", "submit", "button"}


@pytest.fixture(scope="module")
def pages(signed_in, addresses) -> dict[str, str]:
    opened = {address: signed_in.get(address) for address in addresses}
    pages = {
        address: page.text
        for address, page in opened.items()
        if page.mimetype == "text/html" and page.status_code != 302
    }
    assert len(pages) > 20
    return pages


def faults_of(page: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(page)
    unsound = [f"{code} {facts}" for _, code, facts in parser.errors]
    return unsound + heading(document) + doubled_ids(document) + nameless_fields(document) + unguarded_forms(document)


def heading(document) -> list[str]:
    headings = ["".join(h1.itertext()).strip() for h1 in document.iter("h1")]
    title = document.findtext("head/title") or ""
    return [] if len(headings) == 1 and headings[0] in title else [f"headings {headings} under the title {title!r}"]


def doubled_ids(document) -> list[str]:
    ids = Counter(element.get("id") for element in document.iter() if element.get("id"))
    return [f"id {id} twice" for id, times in ids.items() if times > 1]


def nameless_fields(document) -> list[str]:
    labelled = {label.get("for") for label in document.iter("label")}
    within = {field for label in document.iter("label") for field in label.iter()}
    return [
        f"a {field.tag} {field.get('name')} without a label"
        for field in document.iter()
        if field.tag in ("input", "select", "textarea")
        and field.get("type") not in NEEDS_NO_LABEL
        and not (field in within or field.get("id") in labelled or field.get("aria-label"))
    ]


def unguarded_forms(document) -> list[str]:
    return [
        f"a form to {form.get('action')} without a token"
        for form in document.iter("form")
        if form.get("method", "get").lower() == "post"
        and not any(field.get("name") == "csrf_token" for field in form.iter("input"))
    ]


def test_every_page_is_sound(pages):
    faults = {address: faults_of(page) for address, page in pages.items()}
    assert {address: found for address, found in faults.items() if found} == {}


def test_faults_are_found():
    page = (
        "<!doctype html><title>b</title><h1>a</h1><i id=x></i><i id=x></i><form method=post><input name=n></form></b>"
    )
    assert len(faults_of(page)) == 5


def test_opening_a_page_changes_nothing(demonstration, signed_in, addresses):
    written = []

    def watch(_connection, _cursor, statement, *_):
        if statement.split()[0].upper() in ("INSERT", "UPDATE", "DELETE", "REPLACE"):
            written.append(statement)

    engine = demonstration.extensions["engine"]
    event.listen(engine, "before_cursor_execute", watch)
    for address in addresses:
        signed_in.get(address)
    event.remove(engine, "before_cursor_execute", watch)
    assert written == []
