"""What may be done to a list, and when."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from sqlmodel import select

from survey import consent, slip_codes, slip_serials
from survey.errors import Refused
from survey.models import AuditEntry, Response, Slip, Staff, Wish, WishList
from survey.operations import activities, buildings, closings, slips, staff, wish_lists
from tests.conftest import NOON, PASSWORD


@pytest.fixture
def listed(session, draft) -> WishList:
    """The draft, inside the test's transaction."""
    return session.get(WishList, draft.id)


def titles(session, wish_list) -> list[str]:
    found = wish_lists.activities_of(session, wish_list)
    assert [activity.position for activity in found] == list(range(len(found)))
    return [activity.title for activity in found]


def refused(operation, *arguments, **keywords) -> str:
    with pytest.raises(Refused) as refusal:
        operation(*arguments, **keywords)
    return refusal.value.reason


def signs_in(session, login, password) -> bool:
    return staff.password_fits(staff.staff_with_login(session, login), password)


def test_a_password_fits_only_its_own_login(session, organiser):
    assert signs_in(session, " wangfang ", PASSWORD)
    assert not signs_in(session, "wangfang", "wrong")
    assert not signs_in(session, "nobody", PASSWORD)


def test_someone_who_left_cannot_sign_in(session, organiser):
    session.get(Staff, organiser.id).is_active = False
    session.flush()
    assert not signs_in(session, "wangfang", PASSWORD)


def test_a_new_colleague_gets_a_login_of_their_own(session, community, organiser):
    new = {"community": community, "login": "liu", "name": "刘洋", "password": "twelve letters or more"}
    staff.add_staff(session, **new)
    assert signs_in(session, "liu", "twelve letters or more")
    assert refused(staff.add_staff, session, **new) == "login_taken"
    assert refused(staff.set_password, session, staff=organiser, password="short") == "password_length"


def test_activities_keep_their_places_without_gaps(session, listed, organiser):
    first, second, *_rest, last = wish_lists.activities_of(session, listed)
    activities.move_activity(session, wish_list=listed, activity=last, place=1, by=organiser)
    assert titles(session, listed)[:3] == ["小品专场", "元宵灯会", "快板"]
    activities.move_activity(session, wish_list=listed, activity=first, place=99, by=organiser)
    assert titles(session, listed)[-1] == "小品专场"
    activities.remove_activity(session, wish_list=listed, activity=second, by=organiser)
    assert titles(session, listed) == ["元宵灯会", "社区合唱", "健康讲座", "太极", "小品专场"]


def test_no_two_activities_share_a_title(session, listed, organiser):
    first, second, *_rest = wish_lists.activities_of(session, listed)
    add = {"wish_list": listed, "by": organiser, "art_form": "SPORTS", "title": "太极"}
    assert refused(activities.append_activity, session, **add) == "title_taken"
    change = {"wish_list": listed, "by": organiser, "activity": first}
    assert refused(activities.change_activity, session, **change, title=second.title) == "title_taken"
    activities.change_activity(session, **change, title=first.title, cost=1)
    assert first.cost == 1


def test_an_open_list_only_grows_or_has_things_withdrawn_with_a_reason(session, listed, organiser):
    wish_lists.start_collecting(session, wish_list=listed, by=organiser)
    first, *_rest = wish_lists.activities_of(session, listed)
    touch = {"wish_list": listed, "by": organiser, "activity": first}
    assert refused(activities.change_activity, session, **touch, title="x") == "list_is_frozen"
    assert refused(activities.remove_activity, session, **touch) == "list_is_frozen"
    assert refused(activities.move_activity, session, **touch, place=2) == "list_is_frozen"
    assert refused(wish_lists.change_wish_list, session, wish_list=listed, by=organiser, title="x") == "list_is_frozen"
    revision = listed.revision
    activities.append_activity(session, wish_list=listed, by=organiser, art_form="FILM", title="露天电影")
    activities.withdraw_activity(session, **touch, because="演员今年来不了")
    assert refused(activities.withdraw_activity, session, **touch, because="again") == "already_withdrawn"
    assert len(titles(session, listed)) == 7 and listed.revision == revision + 2
    assert wish_lists.count_activities(session, listed) == 6


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("closes_at", NOON, "closing_time_is_past"),
        ("consent", "联系人【】", "consent_has_gaps"),
        ("status", "closed", "list_is_frozen"),
    ],
)
def test_a_list_that_is_not_ready_does_not_open(session, listed, organiser, column, value, expected):
    setattr(listed, column, value)
    assert refused(wish_lists.start_collecting, session, wish_list=listed, by=organiser) == expected


def test_a_list_without_activities_does_not_open(session, listed, organiser):
    for activity in wish_lists.activities_of(session, listed):
        session.delete(activity)
    session.flush()
    assert refused(wish_lists.start_collecting, session, wish_list=listed, by=organiser) == "list_without_activities"


def test_the_opening_commits_to_the_key_of_the_codes(session, listed, organiser):
    wish_lists.start_collecting(session, wish_list=listed, by=organiser)
    assert listed.key_sha256 == hashlib.sha256(slip_codes.key_of(listed)).hexdigest()


def test_the_closing_time_only_moves_later_and_the_notice_follows(session, listed, organiser):
    wish_lists.start_collecting(session, wish_list=listed, by=organiser)
    move = {"wish_list": listed, "by": organiser}
    sooner = listed.closes_at - timedelta(minutes=1)
    assert refused(wish_lists.move_closing_time, session, **move, closes_at=sooner) == "closing_time_only_later"
    wish_lists.move_closing_time(session, **move, closes_at=datetime(2027, 2, 3, 1, 30, tzinfo=UTC))
    assert listed.consent.endswith("截止（2月3日09:30）前可改。")


def test_the_notice_names_the_committee_and_the_closing_time(community):
    closes_at = datetime(2027, 1, 28, 10, tzinfo=UTC)
    texts = consent.default_consent(community, closes_at)
    assert "和平村社区居委会" in texts["consent"] and "王芳" in texts["consent"] and "1月28日18:00" in texts["consent"]
    assert "28 January, 18:00" in texts["consent_en"] and len(texts["consent"]) <= 450
    assert not consent.has_gaps(texts["consent"])
    community.contact_phone = ""
    assert consent.has_gaps(consent.default_consent(community, closes_at)["consent_en"])


def test_only_tags_of_a_slip_are_stored_and_a_lost_one_is_voided(session, wish_list, community, organiser):
    area_id = next(iter(buildings.buildings_of(session, community))).id
    first, _second = secrets = slips.draw_secrets(wish_list, 2)
    slips.store_slips(session, wish_list=wish_list, area_id=area_id, secrets=secrets, by=organiser)
    stored = session.exec(select(Slip)).all()
    assert {slip.qr_tag for slip in stored} == {secret.qr_tag for secret in secrets}
    assert not any(secret.code in str(slip) or secret.token in str(slip) for slip in stored for secret in secrets)
    slip = slips.slip_with_serial(session, wish_list, first.serial)
    assert slip.code_tag == first.code_tag
    slips.void_slip(session, wish_list=wish_list, slip=slip, by=organiser)
    assert slips.slips_by_area(session, wish_list) == {area_id: 2}
    for find, said in ((slips.slip_with_serial, first.serial), (slips.slip_with_code, first.code_tag)):
        assert refused(find, session, wish_list, said) == "slip_already_void"
    assert refused(slips.slip_with_serial, session, wish_list, "000000") == "slip_not_found"


def test_what_was_answered_with_a_voided_slip_is_gone(session, wish_list, community, organiser):
    drawn = slips.draw_secrets(wish_list, 2)
    slips.store_slips(session, wish_list=wish_list, area_id=1, secrets=drawn, by=organiser)
    lost, kept = (slips.slip_with_code(session, wish_list, secret.code_tag) for secret in drawn)
    for slip in (lost, kept):
        place = {"community_id": community.id, "wish_list_id": wish_list.id}
        tag = slip_codes.wish_tag(slip_codes.key_of(wish_list), wish_list, slip.id)
        session.add_all(
            [Response(slip_id=slip.id, ratings="------", **place), Wish(text="二胡", slip_tag=tag, **place)]
        )
    session.flush()
    slips.void_slip(session, wish_list=wish_list, slip=lost, by=organiser)
    session.expire_all()
    assert session.exec(select(Response.slip_id)).all() == [kept.id]
    assert len(session.exec(select(Wish)).all()) == 1


@pytest.mark.parametrize(
    ("made", "void", "shown"), [(58, 0, 0), (58, 1, 0), (58, 28, 30), (58, 57, None), (8, 0, 0), (8, 1, None)]
)
def test_counts_of_void_slips_never_give_a_small_count_of_answers_back(made, void, shown):
    """A print that was lost is voided but for the slips answered, so that the rest tells how many those were."""
    assert slips.void_shown(void, made) == shown


def test_every_slip_on_the_stub_has_a_number_of_its_own(wish_list, app):
    taken = frozenset(islice(slip_serials.new_serials(frozenset()), 5000))
    more = list(islice(slip_serials.new_serials(taken), 2000))
    assert len(taken.union(more)) == 7000
    for serial in more[:500]:
        assert slip_serials.read_serial(slip_serials.printed(serial)) == serial
        for place, right in enumerate(serial):
            for wrong in "0123456789".replace(right, ""):
                assert slip_serials.read_serial(serial[:place] + wrong + serial[place + 1 :]) is None


def test_a_spoilt_print_is_voided_but_not_the_slips_that_were_answered(session, wish_list, community, organiser):
    area_id, other_id, _third = (building.id for building in buildings.buildings_of(session, community))
    place = {"community_id": community.id, "wish_list_id": wish_list.id}
    for number, area in enumerate((area_id, area_id, other_id)):
        session.add(Slip(id=f"{number:032}", area_id=area, qr_tag=f"q{number}", code_tag=f"c{number}", **place))
    session.flush()
    session.add(Response(slip_id=f"{0:032}", area_id=area_id, ratings="------", **place))
    session.flush()
    slips.void_unused_slips(session, wish_list=wish_list, area_id=area_id, by=organiser)
    session.expire_all()
    assert session.exec(select(Slip.state).order_by(Slip.id)).all() == ["issued", "void", "issued"]


def test_every_change_is_in_the_audit_with_its_author_and_no_code(session, listed, organiser):
    wish_lists.start_collecting(session, wish_list=listed, by=organiser)
    secrets = slips.draw_secrets(listed, 1)
    slips.store_slips(session, wish_list=listed, area_id=1, secrets=secrets, by=organiser)
    lost = slips.slip_with_serial(session, listed, secrets[0].serial)
    slips.void_slip(session, wish_list=listed, slip=lost, by=organiser)
    closings.ask_to_close(session, wish_list=listed, by=organiser)
    closings.confirm(session, wish_list=listed, by=organiser)
    entries = session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
    done = ["wish_list.open", "slips.make", "slip.void", "wish_list.ask_to_close", "wish_list.close"]
    assert [entry.action for entry in entries][-5:] == done
    assert {entry.staff_id for entry in entries} == {organiser.id}
    assert not any(secrets[0].code in entry.detail for entry in entries)


def mistyped(code: str) -> str:
    return ("3" if code[0] == "2" else "2") + code[1:]
