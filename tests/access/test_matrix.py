"""Every route × role × community. A route without a line here fails, so that a new one says who may open it."""

import re

import pytest

from survey.access import ANYONE
from trials.world import OPEN, made_up

MATRIX = {
    "anyone": r"(public|resident|health)\.|static|staff\.(invitation|(set_up_)?second_step|sign_in|sign_out)$",
    "organiser": r"organiser\.",
    "enumerator": r"enumerator\.",
    "organiser enumerator": r"staff\.(account|password|spare_codes)$",
}
WHO = ("nobody", "resident", "enumerator", "organiser", "stranger")
ROLE_OF = {"enumerator": "enumerator", "organiser": "organiser", "stranger": "organiser"}


@pytest.fixture(scope="module")
def world():
    with made_up(WTF_CSRF_ENABLED=False) as world:
        yield world


def routes(app) -> list[tuple[str, str, str]]:
    """Endpoint, address with the numbers of our own community in it, method."""
    found = []
    for rule in app.url_map.iter_rules():
        address = rule.rule.replace("<int:year>", str(OPEN)).replace("<int:area_id>", "1")
        address = address.replace("<int:activity_id>", "1").replace("<int:staff_id>", "1")
        address = re.sub(r"<any\((\w+), \w+\):ending>", r"\1", address).replace("<path:filename>", "style.css")
        assert "<" not in address, f"say in this test what stands for {address}"
        found += [(rule.endpoint, address, method) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return found


def roles_wanted(endpoint: str) -> set[str]:
    lines = [roles for roles, pattern in MATRIX.items() if re.match(pattern, endpoint)]
    assert len(lines) == 1, f"{endpoint} needs one line in the matrix"
    return set(lines[0].split())


def test_every_route_declares_what_the_matrix_says(world):
    for endpoint, _address, _method in routes(world.app):
        if endpoint != "static":
            assert world.app.view_functions[endpoint].roles == roles_wanted(endpoint), endpoint


def answers(world, who: str):
    """What each route answers to somebody; what a POST changed is put back."""
    client = world.app.test_client(use_cookies=False)
    for endpoint, address, method in routes(world.app):
        cookie = {"Cookie": world.cookies[who]}
        yield endpoint, address, method, client.open(address, method=method, data={}, headers=cookie, buffered=True)
        if method != "GET":
            world.put_back()


@pytest.mark.parametrize("who", WHO)
def test_nobody_gets_further_than_the_own_role(world, who):
    for endpoint, address, method, answer in answers(world, who):
        wanted, role, place = roles_wanted(endpoint), ROLE_OF.get(who), f"{who} {method} {address}"
        if ANYONE in wanted:
            assert answer.status_code < 500 and answer.status_code != 403, place
        elif role is None:
            assert is_sent_to_sign_in(answer), place
        elif role not in wanted:
            assert answer.status_code == 403, place
        else:
            assert answer.status_code not in (401, 403, 500) and not is_sent_to_sign_in(answer), place


def is_sent_to_sign_in(answer) -> bool:
    leads_there = answer.headers.get("Location", "").startswith("/staff/sign-in")
    return leads_there or (answer.status_code == 401 and 'action="/staff/sign-in"' in answer.text)


def test_what_belongs_to_another_community_does_not_exist(world):
    """The stranger has lists of the same years: the numbers of activities, areas and people must tell them apart. A
    refusal may come first, where the list allows no such step to anybody."""
    tried = 0
    for endpoint, address, method, answer in answers(world, "stranger"):
        if re.search(r"<int:(activity_id|area_id|staff_id)>", rule_of(world.app, endpoint)):
            assert answer.status_code in (404, 409), f"{method} {address}"
            tried += 1
    assert tried > 15


def rule_of(app, endpoint: str) -> str:
    return next(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)


def test_a_strangers_pages_name_nothing_of_ours(world):
    for endpoint, address, _method, answer in answers(world, "stranger"):
        if endpoint.startswith("organiser.") and answer.status_code == 200:
            assert "和平村".encode() not in answer.data, address


def test_an_enumerator_never_sees_another_area(world):
    page = world.app.test_client(use_cookies=False).get("/door/", headers={"Cookie": world.cookies["enumerator"]}).text
    assert "1号楼" in page and "2号楼" not in page and "3号楼" not in page
