"""While a list is a draft, activities come and go. Once it is open they are only appended, or withdrawn with a reason:
an activity's position is the place of its character in every ballot string."""

from collections.abc import Iterable

from sqlmodel import Session, select

from survey.errors import Refused
from survey.models import Activity, Staff, WishList
from survey.operations import audit
from survey.operations.wish_lists import activities_of, refuse_unless_draft

FIELDS = (
    "art_form",
    "title",
    "title_en",
    "summary",
    "summary_en",
    "icon",
    "cost",
    "most_occasions",
    "season_from",
    "season_to",
    "setting",
    "audience",
)
MOST_ACTIVITIES = 100


def fields_of(activity) -> dict:
    """Of an activity, or of anything that has the same fields, as an entry of the catalogue has."""
    return {name: getattr(activity, name) for name in FIELDS}


def activity_of(session: Session, wish_list: WishList, activity_id: int) -> Activity | None:
    return session.exec(
        select(Activity).where(Activity.wish_list_id == wish_list.id, Activity.id == activity_id)
    ).one_or_none()


def append_activity(session: Session, *, wish_list: WishList, by: Staff, **fields) -> Activity:
    present = activities_of(session, wish_list)
    if wish_list.status not in ("draft", "open"):
        raise Refused("list_is_frozen")
    if len(present) >= MOST_ACTIVITIES:
        raise Refused("too_many_activities", most=MOST_ACTIVITIES)
    if any(other.title == fields["title"] and not other.is_withdrawn for other in present):
        raise Refused("title_taken", title=fields["title"])
    activity = Activity(community_id=wish_list.community_id, wish_list_id=wish_list.id, position=len(present), **fields)
    session.add(activity)
    session.flush()
    note_change(session, wish_list, activity, by, "activity.append")
    return activity


def append_activities(session: Session, *, wish_list: WishList, by: Staff, rows: Iterable[dict]) -> int:
    """Those whose title the list does not have yet; returns how many came."""
    present = {activity.title for activity in activities_of(session, wish_list) if not activity.is_withdrawn}
    new = [fields for fields in rows if fields["title"] not in present]
    for fields in new:
        append_activity(session, wish_list=wish_list, by=by, **fields)
    return len(new)


def change_activity(session: Session, *, wish_list: WishList, activity: Activity, by: Staff, **fields) -> None:
    refuse_unless_draft(wish_list)
    if any(other.title == fields["title"] and other is not activity for other in activities_of(session, wish_list)):
        raise Refused("title_taken", title=fields["title"])
    for name, value in fields.items():
        setattr(activity, name, value)
    note_change(session, wish_list, activity, by, "activity.change")


def remove_activity(session: Session, *, wish_list: WishList, activity: Activity, by: Staff) -> None:
    refuse_unless_draft(wish_list)
    note_change(session, wish_list, activity, by, "activity.remove", detail=activity.title)
    session.delete(activity)
    session.flush()
    put_in_order(session, activities_of(session, wish_list))


def restore_activity(session: Session, *, wish_list: WishList, place: int, by: Staff, **fields) -> Activity:
    refuse_unless_draft(wish_list)
    activity = append_activity(session, wish_list=wish_list, by=by, **fields)
    move_activity(session, wish_list=wish_list, activity=activity, place=place, by=by)
    return activity


def move_activity(session: Session, *, wish_list: WishList, activity: Activity, place: int, by: Staff) -> None:
    """`place` counts from 0; one beyond either end means that end."""
    refuse_unless_draft(wish_list)
    order = [other for other in activities_of(session, wish_list) if other is not activity]
    order.insert(min(max(0, place), len(order)), activity)
    put_in_order(session, order)
    note_change(session, wish_list, activity, by, "activity.move", detail=str(activity.position))


def put_in_order(session: Session, order: list[Activity]) -> None:
    """By way of negative places, since no two activities may ever share one."""
    for place, activity in enumerate(order):
        activity.position = -1 - place
    session.flush()
    for place, activity in enumerate(order):
        activity.position = place
    session.flush()


def withdraw_activity(
    session: Session, *, wish_list: WishList, activity: Activity, because: str, because_en: str = "", by: Staff
) -> None:
    if wish_list.status != "open":
        raise Refused("list_not_open")
    if activity.is_withdrawn:
        raise Refused("already_withdrawn")
    activity.withdrawn_because = because
    activity.withdrawn_because_en = because_en
    note_change(session, wish_list, activity, by, "activity.withdraw", detail=because)


def note_change(session: Session, wish_list: WishList, activity: Activity, by: Staff, action: str, detail="") -> None:
    wish_list.revision += 1
    audit.record(session, by=by, action=action, of=activity, detail=detail)
