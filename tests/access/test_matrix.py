"""Every route × role × community. A route without a line here fails, so that a new one says who may open it."""

import re
from functools import cache

import pytest
from sqlmodel import SQLModel, select

from survey import db
from survey.access import ANYONE, allow
from survey.models import Area, Staff
from trials.world import OPEN, OURS, made_up

# Blueprint -> who -> its endpoints, each of which stands in one place only.
MATRIX = {
    "public": {"anyone": "calendar home promises year"},
    "health": {"anyone": "healthz readyz"},
    "resident": {
        "anyone": """
            ask_withdrawal change_display enter enter_again enter_open enter_open_again form_again goodbye leave
            open_link send show_form thanks welcome withdraw"""
    },
    "staff": {
        "anyone": "invitation second_step set_up_second_step sign_in sign_out",
        "organiser enumerator": "account password spare_codes",
    },
    "enumerator": {"enumerator": "home"},
    "organiser": {
        "organiser": """
            activity_template add_activity add_from_catalogue ask_to_close building_slips calendar catalogue
            change_activity change_list change_open_link change_wish_theme close close_for_good closing_time
            confirm_publication confirm_reset coverage download_calendar download_calendar_table
            download_findings download_plan download_results end_account export_activities go_on_closing home
            import_activities invite invite_again lock lost_slip make_all_slips move_activity new_list open_link
            people plan preview preview_form preview_sent publish put_back_wishes remove_activity
            replace_lost_slip reset_second_step restore_activity results save_budget show_list show_wishes slips
            sort_wishes start start_collecting store_activities take_back_close take_back_in undo_sorting unlock
            void_lost_slip void_unused void_unused_slips wish_themes withdraw_activity withdraw_plan"""
    },
}
LINES = [
    (f"{blueprint}.{name}", frozenset(roles.split()))
    for blueprint, lines in MATRIX.items()
    for roles, names in lines.items()
    for name in names.split()
]
WANTED = dict(LINES) | {"static": frozenset({ANYONE})}
WHO = ("nobody", "resident", "enumerator", "organiser", "stranger")
ROLE_OF = {"enumerator": "enumerator", "organiser": "organiser", "stranger": "organiser"}
OURS_ONLY = "community_id = 1"
OF_OURS = {
    "community": "id = 1",
    "staff_session": f"staff_id IN (SELECT id FROM staff WHERE {OURS_ONLY})",
    "invitation": f"staff_id IN (SELECT id FROM staff WHERE {OURS_ONLY})",
    "spare_code": f"staff_id IN (SELECT id FROM staff WHERE {OURS_ONLY})",
    "slip_serial": f"wish_list_id IN (SELECT id FROM wish_list WHERE {OURS_ONLY})",
}


@pytest.fixture(scope="module")
def world():
    with made_up(WTF_CSRF_ENABLED=False) as world:
        yield world


@pytest.fixture(scope="module")
def visits(world):
    """What each route answers to somebody: (endpoint, address, method, answer, whether a row of ours changed). What did
    is put back."""

    @cache
    def visits(who: str) -> list:
        return [(*visit, *opened(world, who, *visit)) for visit in routes(world.app)]

    return visits


def opened(world, who: str, _endpoint: str, address: str, method: str):
    before = our_rows(world.app) if method == "POST" else None
    answer = send(world, who, address, method=method)
    has_changed = method == "POST" and our_rows(world.app) != before
    if method == "POST":
        world.put_back()
    return answer, has_changed


def send(world, who: str, address: str, *, method: str = "POST", **fields):
    client, headers = world.app.test_client(use_cookies=False), {"Cookie": world.cookies[who]}
    return client.open(address, method=method, data=fields, headers=headers, buffered=True)


def our_rows(app) -> dict[str, list[tuple]]:
    with app.app_context(), db.reading() as session:
        run = session.connection().exec_driver_sql
        return {
            name: sorted(map(tuple, run(f"SELECT * FROM {name} WHERE {OF_OURS.get(name, OURS_ONLY)}")), key=repr)
            for name in SQLModel.metadata.tables
        }


def routes(app) -> list[tuple[str, str, str]]:
    """Endpoint, address with the numbers of our own community in it, method."""
    found = []
    for rule in app.url_map.iter_rules():
        address = rule.rule.replace("<int:year>", str(OPEN)).replace("<int:area_id>", "1")
        address = address.replace("<int:activity_id>", "1").replace("<int:staff_id>", "1")
        address = address.replace("<theme>", "seats")
        address = re.sub(r"<any\((\w+), \w+\):ending>", r"\1", address).replace("<path:filename>", "style.css")
        assert "<" not in address, f"say in this test what stands for {address}"
        found += [(rule.endpoint, address, method) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return found


def declared(app) -> dict[str, frozenset[str]]:
    return {name: getattr(view, "roles", frozenset({ANYONE})) for name, view in app.view_functions.items()}


def test_every_route_has_one_line_and_declares_what_it_says(world):
    assert len(WANTED) == len(LINES) + 1
    assert declared(world.app) == WANTED


def test_a_route_without_a_line_is_found(app):
    everything = allow("organiser")(lambda: "all answers")
    app.add_url_rule("/organiser/everything", "organiser.everything", everything)
    assert declared(app).keys() - WANTED.keys() == {"organiser.everything"}


@pytest.mark.parametrize("who", WHO)
def test_nobody_gets_further_than_the_own_role(visits, who):
    for endpoint, address, method, answer, _has_changed in visits(who):
        wanted, role, place = WANTED[endpoint], ROLE_OF.get(who), f"{who} {method} {address}"
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


def test_what_belongs_to_another_community_does_not_exist(world, visits):
    """The stranger has lists of the same years: the numbers of activities, areas and people must tell them apart. A
    refusal may come first, where the list allows no such step to anybody."""
    with_numbers = {
        rule.endpoint
        for rule in world.app.url_map.iter_rules()
        if rule.arguments & {"activity_id", "area_id", "staff_id"}
    }
    tried = [visit for visit in visits("stranger") if visit[0] in with_numbers]
    assert [visit[1:3] for visit in tried if visit[3].status_code not in (404, 409)] == []
    assert len(tried) > 15


def test_nothing_a_stranger_sends_changes_a_row_of_ours(visits):
    changed = {who: [visit[1] for visit in visits(who) if visit[4]] for who in ("stranger", "organiser")}
    assert changed["stranger"] == []
    assert len(changed["organiser"]) > 5


def test_our_numbers_in_a_strangers_forms_are_refused(world):
    ours, before = {area.id for area in rows_of(world, Area, 1)}, our_rows(world.app)
    [stranger] = rows_of(world, Staff, 2)
    invited = {"name": "张伟", "login": "zhangwei", "role": "enumerator", "area_id": min(ours)}
    send(world, "stranger", "/organiser/people/invite", **invited)
    send(world, "stranger", f"/organiser/people/{stranger.id}/end", successor=rows_of(world, Staff, 1)[1].id)
    slip = send(world, "stranger", f"/organiser/lists/{OPEN}/slips", code=world.codes[0])
    assert "没有这张凭条" in slip.text
    assert our_rows(world.app) == before
    assert not any(staff.area_id in ours for staff in rows_of(world, Staff, 2))
    world.put_back()


def rows_of(world, table, community_id: int) -> list:
    with world.app.app_context(), db.reading() as session:
        return session.exec(select(table).where(table.community_id == community_id).order_by(table.id)).all()


def test_a_strangers_pages_name_nothing_of_ours(visits):
    names = [OURS["community"], OURS["person"], *(OURS["buildings"].format(number) for number in (1, 2, 3))]
    pages = [
        (address, answer.data.decode(errors="replace"))
        for endpoint, address, method, answer, _ in visits("stranger")
        if endpoint.startswith(("organiser.", "staff.")) and answer.status_code == 200
    ]
    assert len(pages) > 25
    assert [(address, name) for address, page in pages for name in names if name in page] == []


def test_a_strangers_lists_hold_nothing_of_ours(visits):
    """The catalogue has the same titles for everybody."""
    for endpoint, address, _method, answer, _has_changed in visits("stranger"):
        if endpoint in ("organiser.show_list", "organiser.preview", "organiser.export_activities"):
            assert not any(title.encode() in answer.data for title in OURS["titles"]), address


def test_an_enumerator_never_sees_another_area(world):
    page = world.app.test_client(use_cookies=False).get("/door/", headers={"Cookie": world.cookies["enumerator"]}).text
    assert "1号楼" in page and "2号楼" not in page and "3号楼" not in page
