import pytest

from survey import db
from survey.models import Area, Response, Slip
from survey.operations import communities, coverage
from survey.small_numbers import to_five


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (2900, 2900), (2903, 2905)])
def test_counts_are_rounded_to_five(count, shown):
    assert to_five(count) == shown


def place(wish_list, area_id):
    return {"community_id": wish_list.community_id, "wish_list_id": wish_list.id, "area_id": area_id}


def answer(session, wish_list, area_id, number):
    slip_id = f"{area_id:02}{number:030}"
    session.add(Slip(id=slip_id, qr_tag=slip_id, code_tag=slip_id, **place(wish_list, area_id)))
    session.flush()
    session.add(Response(slip_id=slip_id, ratings="2-----", **place(wish_list, area_id)))


def test_a_building_counts_what_lies_in_it(session, community, wish_list):
    first, second, _third = communities.areas_of(session, community)
    stairwell = Area(community_id=community.id, parent_id=second.id, level="stairwell", name="1单元")
    session.add(stairwell)
    session.flush()
    for area, answers in ((first, 20), (second, 10), (stairwell, 15)):
        for number in range(answers):
            answer(session, wish_list, area.id, number)
    session.flush()
    total, rows = coverage.coverage_of(session, community, wish_list)
    assert [(row.names, row.residents, row.answers) for row in rows] == [
        (("1号楼", "3号楼"), 58 + 56, 20),
        (("2号楼",), 63, 25),
    ]
    assert total.answers == 45 and total.residents == 58 + 63 + 56


@pytest.mark.parametrize("answers", [0, 3, 12])
def test_the_first_answers_of_a_list_are_not_counted_out(app, community, wish_list, desk, answers):
    with app.app_context(), db.writing() as session:
        first, *_others = communities.areas_of(session, community)
        for number in range(answers):
            answer(session, wish_list, first.id, number)
    page = desk.get("/organiser/lists/2027/coverage").text
    assert "还不到 15 份" in page and "先不分楼栋" in page


@pytest.mark.parametrize("still_on", [True, False])
def test_an_answer_that_names_no_building_is_counted_with_the_smallest(session, community, wish_list, still_on):
    wish_list.takes_open_link = still_on
    first, second, third = communities.areas_of(session, community)
    for area_id, answers in ((first.id, 30), (second.id, 25), (third.id, 20)):
        for number in range(answers):
            answer(session, wish_list, area_id, number)
    session.flush()
    for number in range(5):
        slip_id = f"none{number:028}"
        session.add(Slip(id=slip_id, qr_tag=slip_id, code_tag=slip_id, open_link=True, **place(wish_list, None)))
        session.flush()
        session.add(Response(slip_id=slip_id, ratings="2-----", channel="OPEN_LINK", **place(wish_list, None)))
    session.flush()
    total, rows = coverage.coverage_of(session, community, wish_list)
    assert total.answers == 80
    assert [(row.names, row.answers) for row in rows] == [(("1号楼",), 30), (("2号楼",), 25), (("3号楼", None), 25)]
