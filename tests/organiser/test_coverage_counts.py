import pytest

from survey.models import Area, Response, Slip
from survey.operations import communities, coverage
from survey.small_numbers import to_five


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (2900, 2900), (2903, 2905)])
def test_counts_are_rounded_to_five(count, shown):
    assert to_five(count) == shown


def answer(session, wish_list, area_id, number):
    slip_id = f"{area_id:02}{number:030}"
    place = {"community_id": wish_list.community_id, "wish_list_id": wish_list.id, "area_id": area_id}
    session.add(Slip(id=slip_id, qr_tag=slip_id, code_tag=slip_id, **place))
    session.flush()
    session.add(Response(slip_id=slip_id, ratings="2-----", **place))


def test_a_building_counts_what_lies_in_it(session, community, wish_list):
    first, second, _third = communities.areas_of(session, community)
    stairwell = Area(community_id=community.id, parent_id=second.id, level="stairwell", name="1单元")
    session.add(stairwell)
    session.flush()
    for number in range(4):
        answer(session, wish_list, first.id, number)
        answer(session, wish_list, second.id, number)
        answer(session, wish_list, stairwell.id, number)
    session.flush()
    total, rows = coverage.coverage_of(session, community, wish_list)
    assert [(row.name, row.residents, row.answers) for row in rows] == [
        ("1号楼", 58, 5),
        ("2号楼", 63, 10),
        ("3号楼", 56, 0),
    ]
    assert total.answers == 10 and total.residents == 58 + 63 + 56
